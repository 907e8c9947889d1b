//! The third part of a run: contents that briefings had before the one that is indexed go to the index of earlier versions, so that
//! the archive can be asked as it stood. Of a briefing either all its earlier contents are as they should be, or all are made again.

use super::{BATCH, Run, annotate_all, entries};
use crate::archive::{Entry, Found};
use crate::briefing::Briefing;
use crate::index::{Writer, earlier, earlier_count, remove_earlier};
use crate::ingest::copies::Likeness;
use crate::ingest::state::{Choice, Indexed, Item};
use crate::source::{self, Outcome};
use crate::{Error, Result};
use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::atomic::Ordering;

/// Contents to be read from a record, each with what is to be remembered of it.
type Wanted = HashMap<(String, String), Choice>;

impl Run<'_> {
    /// Makes the index of earlier versions what it is to be. It is committed before the state that tells of it.
    pub(super) fn keep_earlier(&mut self, found: &[Found]) -> Result<()> {
        if !self.is_earlier_sound() {
            // Removed, damaged, or left half-made: it is made again from nothing.
            remove_earlier(self.index)?;
            self.has_changes |= !mem::take(&mut self.state.earlier).is_empty();
        }
        let mut records: BTreeMap<String, Wanted> = BTreeMap::new();
        let mut outdated = Vec::new();
        for id in self.state.with_earlier() {
            let corrected = self.corrections.version(&id);
            let mut choices = self.state.earlier_choices(&id);
            for choice in choices.values_mut() {
                choice.corrected.clone_from(&corrected);
            }
            let kept = || self.state.earlier.get(&id).into_iter().flatten();
            let same = choices
                .iter()
                .eq(kept().map(|(content, kept)| (content, &kept.choice)));
            if same && kept().all(|(_, kept)| kept.passages.is_some()) {
                continue;
            }
            for (content, choice) in choices {
                let of_record = records.entry(choice.path.clone()).or_default();
                of_record.insert((id.clone(), content), choice);
            }
            outdated.push(id);
        }
        if outdated.is_empty() {
            return Ok(());
        }
        // The main index is not committed again before the other one is: its state tells what that one holds.
        self.commit()?;
        let mut writer = Writer::open(&earlier(self.index))?;
        for id in outdated {
            writer.remove(&id);
            self.state.earlier.remove(&id);
        }
        self.has_changes = true;
        let by_path: HashMap<&str, &Entry> = entries(found)
            .map(|entry| (entry.path.as_str(), entry))
            .collect();
        let mut read = Ok(());
        for (path, wanted) in records {
            if let Some(entry) = by_path.get(path.as_str()) {
                read = self.read_earlier(entry, wanted, &mut writer);
            }
            if read.is_err() {
                break;
            }
        }
        if matches!(read, Ok(()) | Err(Error::Interrupted)) {
            writer.commit()?;
            writer.finish()?;
        }
        read
    }

    /// Whether the index of earlier versions holds passages where the state tells of any, and can be read where there is one.
    fn is_earlier_sound(&self) -> bool {
        let mut told = self.state.earlier.values().flat_map(BTreeMap::values);
        match earlier_count(self.index) {
            None => self.state.earlier.is_empty() && !earlier(self.index).exists(),
            Some(0) => !self.state.earlier.is_empty() && !told.any(Indexed::has_passages),
            Some(_) => true,
        }
    }

    /// Reads the wanted contents of a record. What changed while the run was on is left to the next one.
    fn read_earlier(
        &mut self,
        entry: &Entry,
        mut wanted: Wanted,
        writer: &mut Writer,
    ) -> Result<()> {
        let Ok(record) = entry.read() else {
            return Ok(());
        };
        let mut waiting: Vec<(Briefing, Choice)> = Vec::new();
        let mut bytes = 0;
        for outcome in source::read(&record, self.guide) {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Error::Interrupted);
            }
            let Outcome::Briefing(briefing, _) = outcome else {
                continue;
            };
            let item = Item::of(&briefing);
            let key = (briefing.id.clone(), item.content);
            let is_wanted = wanted.get(&key).is_some_and(|choice| {
                choice.provenance == item.provenance || self.state.is_alone(choice, &key.0)
            });
            if let Some(choice) = is_wanted.then(|| wanted.remove(&key)).flatten() {
                bytes += briefing.text.len();
                waiting.push((*briefing, choice));
            }
            if bytes >= BATCH {
                bytes = 0;
                self.add_earlier(mem::take(&mut waiting), writer)?;
            }
        }
        self.add_earlier(waiting, writer)
    }

    fn add_earlier(&mut self, waiting: Vec<(Briefing, Choice)>, writer: &mut Writer) -> Result<()> {
        let (briefings, choices): (Vec<_>, Vec<_>) = waiting.into_iter().unzip();
        let likeness: Vec<Likeness> = briefings.iter().map(Likeness::of).collect();
        let annotated = annotate_all(briefings, self.guide.lexicon, &self.corrections);
        for (((annotated, unapplied), choice), likeness) in
            annotated.into_iter().zip(choices).zip(likeness)
        {
            writer.add_version(&choice.content, annotated.stored_passages())?;
            let of_briefing = self.state.earlier.entry(annotated.briefing.id.clone());
            let content = choice.content.clone();
            let indexed = Indexed::of(choice, likeness, (&annotated, unapplied));
            of_briefing.or_default().insert(content, indexed);
        }
        Ok(())
    }
}
