//! The second part of a run: what is indexed is compared with what is to be, and the difference mended: newer versions found in later
//! records, and what is left of briefings whose record changed or went.

use super::{Run, entries};
use crate::Result;
use crate::archive::{Entry, Found, Record};
use crate::ingest::state::{Choice, Item};
use crate::source::{self, Guide, Mark, Outcome};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Run<'_> {
    /// Makes what is indexed what is to be indexed.
    pub(super) fn settle(&mut self, found: &[Found]) -> Result<()> {
        let by_path: HashMap<&str, &Entry> = entries(found)
            .map(|entry| (entry.path.as_str(), entry))
            .collect();
        let known = self.state.records.keys();
        let gone: Vec<String> = known
            .filter(|path| !by_path.contains_key(path.as_str()))
            .cloned()
            .collect();
        for path in gone {
            self.state.forget(&path);
            self.has_changes = true;
        }
        let mut missing: BTreeMap<String, HashMap<String, Choice>> = BTreeMap::new();
        for id in self.state.briefings() {
            let corrected = self.corrections.version(&id);
            let wanted = self.state.choice(&id);
            let wanted = wanted.map(|choice| Choice {
                corrected,
                ..choice
            });
            let indexed = self.state.indexed.get(&id);
            if wanted.as_ref() == indexed.map(|indexed| &indexed.choice) {
                continue;
            }
            self.has_changes = true;
            if let Some(wanted) = wanted {
                let of_record = missing.entry(wanted.path.clone()).or_default();
                of_record.insert(id, wanted);
            } else {
                self.writer.remove(&id);
                self.state.indexed.remove(&id);
            }
        }
        for (path, wanted) in missing {
            if let Some(entry) = by_path.get(path.as_str()) {
                self.settle_record(entry, wanted)?;
            }
        }
        self.flush()
    }

    /// Queues the wanted briefings of a record. One that changed while the run was on is left to the next run.
    fn settle_record(&mut self, entry: &Entry, mut wanted: HashMap<String, Choice>) -> Result<()> {
        let marks = self.marks(&entry.path, &wanted);
        let read = match &marks {
            Some(_) => entry.open(),
            None => entry.read(),
        };
        let Ok(record) = read else {
            return Ok(());
        };
        for outcome in read_at(&record, self.guide, marks.as_deref()) {
            self.pause()?;
            let Outcome::Briefing(briefing, _) = outcome else {
                continue;
            };
            let is_wanted = wanted.get(&briefing.id).is_some_and(|wanted| {
                let item = Item::of(&briefing);
                wanted.content == item.content
                    && (wanted.provenance == item.provenance
                        || self.state.is_alone(wanted, &briefing.id))
            });
            if let Some(wanted) = is_wanted.then(|| wanted.remove(&briefing.id)).flatten() {
                self.queue(*briefing, wanted)?;
            }
        }
        Ok(())
    }

    /// From where the wanted briefings of a record can be read, where all can without reading it from its start.
    fn marks(&self, path: &str, wanted: &HashMap<String, Choice>) -> Option<Vec<Cell<Mark>>> {
        let record = self.state.records.get(path)?;
        let mark = |(id, wanted): (&String, &Choice)| {
            let is_wanted = |item: &&Item| {
                (&item.provenance, &item.content) == (&wanted.provenance, &wanted.content)
            };
            record.items.get(id)?.iter().find(is_wanted)?.at
        };
        let marks: Option<BTreeSet<Mark>> = wanted.iter().map(mark).collect();
        marks.map(cells)
    }
}

/// Marks that go with readings.
pub(in crate::ingest) fn cells(marks: BTreeSet<Mark>) -> Vec<Cell<Mark>> {
    marks.into_iter().map(Cell::new).collect()
}

/// What a record holds: between each of the marks and the next one, or all of it.
pub(in crate::ingest) fn read_at<'a>(
    record: &'a Record,
    guide: &'a Guide<'_>,
    marks: Option<&'a [Cell<Mark>]>,
) -> Box<dyn Iterator<Item = Outcome> + 'a> {
    let Some(marks) = marks else {
        return source::read(record, guide);
    };
    let between = move |mark: &'a Cell<Mark>| {
        let start = mark.get();
        let outcomes = source::read_from(record, guide, mark).into_iter().flatten();
        outcomes.take_while(move |_| mark.get() == start)
    };
    Box::new(marks.iter().flat_map(between))
}
