//! The first part of a run: each new or changed record is read once, and what no other record holds is indexed at once.

use super::{Run, entries};
use crate::Result;
use crate::archive::{Entry, Found, Record};
use crate::ingest::state::{Choice, Item, PassedBy, ReadTo, RecordState, hash};
use crate::source::{self, Mark, Outcome};
use std::cell::Cell;

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
        let read_to = known.as_ref().and_then(|known| known.read_to.clone());
        let read = match &read_to {
            Some(read_to) => entry.read_behind(read_to.mark.offset),
            None => entry.read().map(|record| (record, None)),
        };
        let (record, before) = match read {
            Ok(read) => read,
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
            sha256: record.provenance.sha256.clone(),
            made_with: self.version.clone(),
            ..RecordState::default()
        };
        let sidecar = sidecar_hash(&record);
        let is_as_it_was = |read_to: &ReadTo| {
            before.as_ref() == Some(&read_to.before) && read_to.sidecar == sidecar
        };
        let from = read_to.filter(is_as_it_was);
        match (known, &from) {
            (Some(known), Some(from)) => {
                // Kept until the rest is read: a run that ends before leaves what it was.
                next.items = known.items.clone();
                next.skipped = known.skipped.iter().take(from.skipped).cloned().collect();
                next.rejected = known.rejected.iter().take(from.rejected).cloned().collect();
            }
            _ => self.state.forget(&entry.path),
        }
        let from = from.map(|from| from.mark);
        self.read_record(&entry.path, &record, from.unwrap_or_default(), &mut next)?;
        if let Some(read_to) = &mut next.read_to {
            read_to.sidecar = sidecar;
            let saved = record.saved.as_ref();
            let before = saved.filter(|saved| saved.size() != read_to.mark.offset);
            let before = before.map(|saved| saved.sha256_of_first(read_to.mark.offset));
            // What cannot be read any more is read anew the next time.
            read_to.before = before
                .map_or(Ok(next.sha256.clone()), |read| read)
                .unwrap_or_default();
        }
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
    fn read_record(
        &mut self,
        path: &str,
        record: &Record,
        from: Mark,
        next: &mut RecordState,
    ) -> Result<()> {
        let mark = Cell::new(from);
        let read_on = source::read_from(record, self.guide, &mark);
        let has_marks = read_on.is_some();
        let note = |next: &mut RecordState| {
            let known = next.read_to.as_ref().map(|read_to| read_to.mark);
            if has_marks && known != Some(mark.get()) {
                next.read_to = Some(ReadTo {
                    mark: mark.get(),
                    skipped: next.skipped.len(),
                    rejected: next.rejected.len(),
                    ..ReadTo::default()
                });
            }
        };
        for outcome in read_on.unwrap_or_else(|| source::read(record, self.guide)) {
            self.pause()?;
            note(next);
            match outcome {
                Outcome::Briefing(briefing, remarks) => {
                    for remark in remarks {
                        self.remarks.push(path, remark.0);
                    }
                    let at = next.read_to.as_ref().map(|read_to| read_to.mark);
                    let item = Item {
                        at,
                        ..Item::of(&briefing)
                    };
                    let wanted = Choice {
                        content: item.content.clone(),
                        path: path.to_owned(),
                        provenance: item.provenance.clone(),
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
        note(next);
        Ok(())
    }
}

fn sidecar_hash(record: &Record) -> String {
    let sidecar = record.sidecar.as_deref();
    sidecar.map_or_else(String::new, |sidecar| hash(sidecar.as_bytes()))
}

fn passed(path: &str, reason: &str) -> PassedBy {
    PassedBy {
        place: Some(path.to_owned()),
        reason: reason.to_owned(),
    }
}
