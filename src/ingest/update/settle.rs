//! The second part of a run: what is indexed is compared with what is to be, and the difference mended: newer versions found in later
//! records, and what is left of briefings whose record changed or went.

use super::{Run, entries};
use crate::Result;
use crate::archive::{Entry, Found};
use crate::ingest::state::{Choice, Item};
use crate::source::{self, Outcome};
use std::collections::{BTreeMap, HashMap};

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
        let Ok(record) = entry.read() else {
            return Ok(());
        };
        for outcome in source::read(&record, self.guide) {
            self.pause()?;
            let Outcome::Briefing(briefing, _) = outcome else {
                continue;
            };
            let is_wanted = wanted.get(&briefing.id).is_some_and(|wanted| {
                wanted.fingerprint == record.fingerprint
                    && wanted.content == Item::of(&briefing).content
            });
            if let Some(wanted) = is_wanted.then(|| wanted.remove(&briefing.id)).flatten() {
                self.queue(*briefing, wanted)?;
            }
        }
        Ok(())
    }
}
