//! The first part of a run: each new or changed record is read once, and what no other record holds is indexed at once.

use super::{Run, entries};
use crate::Result;
use crate::archive::{Entry, Found, Record};
use crate::ingest::state::{Choice, Item, PassedBy, RecordState};
use crate::source::{self, Outcome};

impl Run<'_> {
    /// Reads what is new or changed.
    pub(super) fn scan(&mut self, found: &[Found]) -> Result<()> {
        let (mut skipped, mut rejected) = (Vec::new(), Vec::new());
        self.progress.all = entries(found).map(|entry| entry.size).sum();
        for found in found {
            match found {
                Found::Entry(entry) => self.scan_entry(entry)?,
                Found::Skipped { path, reason } => skipped.push(passed(path, reason)),
                Found::Rejected { path, reason } => rejected.push(passed(path, reason)),
            }
        }
        self.flush()?;
        self.has_changes |= skipped != self.state.skipped || rejected != self.state.rejected;
        (self.state.skipped, self.state.rejected) = (skipped, rejected);
        Ok(())
    }

    fn scan_entry(&mut self, entry: &Entry) -> Result<()> {
        self.pause()?;
        self.progress.done += entry.size;
        let known = self.state.records.get_mut(&entry.path);
        let mut known = known.filter(|record| record.made_with == self.version);
        let place = (entry.size, entry.modified);
        if known
            .as_ref()
            .is_some_and(|known| (known.size, known.modified) == place)
        {
            return Ok(());
        }
        let record = match entry.read() {
            Ok(record) => record,
            Err(reason) => {
                self.reject(entry, reason);
                return Ok(());
            }
        };
        self.has_changes = true;
        if let Some(known) = known
            .as_mut()
            .filter(|known| known.fingerprint == record.fingerprint)
        {
            (known.size, known.modified) = place;
            return Ok(());
        }
        let mut next = RecordState {
            size: entry.size,
            modified: entry.modified,
            fingerprint: record.fingerprint.clone(),
            made_with: self.version.clone(),
            ..RecordState::default()
        };
        self.read_record(&entry.path, &record, &mut next)?;
        self.state.remember(&entry.path, next);
        (self.watch)(self.progress);
        Ok(())
    }

    /// Remembers that a record could not be read; it is tried again in every run.
    fn reject(&mut self, entry: &Entry, reason: String) {
        let next = RecordState {
            size: entry.size,
            modified: entry.modified,
            rejected: vec![PassedBy {
                place: None,
                reason,
            }],
            ..RecordState::default()
        };
        if self.state.records.get(&entry.path) != Some(&next) {
            self.has_changes = true;
            self.state.remember(&entry.path, next);
        }
    }

    /// Notes what the record holds, and queues what no other record does.
    fn read_record(&mut self, path: &str, record: &Record, next: &mut RecordState) -> Result<()> {
        self.state.forget(path);
        for outcome in source::read(record, self.guide) {
            self.pause()?;
            match outcome {
                Outcome::Briefing(briefing, remarks) => {
                    for remark in remarks {
                        self.remarks.push(path, remark.0);
                    }
                    let item = Item::of(&briefing);
                    let wanted = Choice {
                        content: item.content.clone(),
                        path: path.to_owned(),
                        fingerprint: next.fingerprint.clone(),
                        made_with: next.made_with.clone(),
                        corrected: self.corrections.version(&briefing.id),
                    };
                    let items = next.items.entry(briefing.id.clone()).or_default();
                    items.push(item);
                    let alone = items.len() == 1 && !self.state.is_held(&briefing.id);
                    let indexed = self.state.indexed.get(&briefing.id);
                    if alone && indexed.map(|indexed| &indexed.choice) != Some(&wanted) {
                        self.queue(*briefing, wanted)?;
                    }
                }
                Outcome::Skipped(passed) => next.skipped.push(passed.into()),
                Outcome::Rejected(passed) => next.rejected.push(passed.into()),
            }
        }
        Ok(())
    }
}

fn passed(path: &str, reason: &str) -> PassedBy {
    PassedBy {
        place: Some(path.to_owned()),
        reason: reason.to_owned(),
    }
}
