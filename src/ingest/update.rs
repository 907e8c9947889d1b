//! One run over a corpus that leaves the index as the corpus is.
//!
//! It has two parts. *Scanning* reads each new or changed record once and indexes at once the briefings no other record holds.
//! *Settling* compares what is to be indexed with what is, and mends the difference: newer versions found in later records, and what
//! is left of briefings whose record changed or went.

use super::annotate_all;
use super::report::{Remarks, Report};
use super::state::{Indexed, Item, PassedBy, RecordState, State, version};
use crate::archive::{Archive, Entry, Found, Record, walk};
use crate::briefing::Briefing;
use crate::index::Writer;
use crate::source::Guide;
use crate::source::{self, Outcome};
use crate::{Error, Result};
use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How much text waits to be annotated together, in bytes.
const BATCH: usize = 1 << 18;
/// How many briefings do.
const BATCH_BRIEFINGS: usize = 16;
/// How much work a killed run loses at most.
const COMMIT_AFTER: Duration = Duration::from_secs(10);

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the records done.
    pub done: u64,
    /// Bytes of all records.
    pub all: u64,
    /// Briefings indexed so far.
    pub briefings: u64,
}

/// Makes the index of an archive agree with its corpus. `watch` is told of progress after every record and batch; once `stop` is
/// set, what is done is committed and the run ends.
///
/// # Errors
/// [`Error::Usage`] where there is no corpus or another process is indexing; [`Error::Format`], [`Error::Index`] and
/// [`Error::Io`] where the index cannot be used. What cannot be read in the corpus is no error but stands in the report.
pub fn update(
    archive: &Archive,
    guide: &Guide<'_>,
    watch: &mut dyn FnMut(Progress),
    stop: &AtomicBool,
) -> Result<Report> {
    update_committing(COMMIT_AFTER, archive, guide, watch, stop)
}

fn update_committing(
    after: Duration,
    archive: &Archive,
    guide: &Guide<'_>,
    watch: &mut dyn FnMut(Progress),
    stop: &AtomicBool,
) -> Result<Report> {
    let corpus = archive.corpus();
    if !corpus.is_dir() {
        return Err(Error::Usage(format!(
            "{}: no such folder; demarche index FOLDER reads the briefings of any folder",
            corpus.display()
        )));
    }
    let writer = Writer::open(archive.index())?;
    let mut run = Run::new(archive, writer, guide, watch, stop)?;
    run.commit_after = after;
    let found: Vec<Found> = walk(corpus).collect();
    let ended = run.scan(&found).and_then(|()| run.settle(&found));
    match ended {
        Ok(()) => run.finish(false),
        Err(Error::Interrupted) => run.finish(true),
        Err(error) => Err(error),
    }
}

struct Run<'a> {
    writer: Writer,
    guide: &'a Guide<'a>,
    watch: &'a mut dyn FnMut(Progress),
    stop: &'a AtomicBool,
    version: String,
    state: State,
    before: BTreeMap<String, Indexed>,
    waiting: Vec<(Briefing, Indexed)>,
    waiting_bytes: usize,
    progress: Progress,
    remarks: Remarks,
    has_changes: bool,
    committed: Instant,
    commit_after: Duration,
}

impl<'a> Run<'a> {
    fn new(
        archive: &Archive,
        writer: Writer,
        guide: &'a Guide<'a>,
        watch: &'a mut dyn FnMut(Progress),
        stop: &'a AtomicBool,
    ) -> Result<Self> {
        let is_first = writer.state().is_none();
        let state = match writer.state() {
            None => State::default(),
            Some(kept) => State::read(kept).ok_or_else(|| Error::Damaged {
                path: archive.index().to_owned(),
                reason: "the records kept in it make no sense".to_owned(),
            })?,
        };
        Ok(Self {
            writer,
            guide,
            watch,
            stop,
            version: version(guide),
            before: state.indexed.clone(),
            state,
            waiting: Vec::new(),
            waiting_bytes: 0,
            progress: Progress::default(),
            remarks: Remarks::default(),
            has_changes: is_first,
            committed: Instant::now(),
            commit_after: COMMIT_AFTER,
        })
    }

    /// Reads what is new or changed.
    fn scan(&mut self, found: &[Found]) -> Result<()> {
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
                    let wanted = Indexed {
                        content: item.content.clone(),
                        path: path.to_owned(),
                        fingerprint: next.fingerprint.clone(),
                        made_with: next.made_with.clone(),
                    };
                    let items = next.items.entry(briefing.id.clone()).or_default();
                    items.push(item);
                    let alone = items.len() == 1 && !self.state.is_held(&briefing.id);
                    if alone && self.state.indexed.get(&briefing.id) != Some(&wanted) {
                        self.queue(*briefing, wanted)?;
                    }
                }
                Outcome::Skipped(passed) => next.skipped.push(passed.into()),
                Outcome::Rejected(passed) => next.rejected.push(passed.into()),
            }
        }
        Ok(())
    }

    /// Makes what is indexed what is to be indexed.
    fn settle(&mut self, found: &[Found]) -> Result<()> {
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
        let mut missing: BTreeMap<String, HashMap<String, Indexed>> = BTreeMap::new();
        for id in self.state.briefings() {
            let wanted = self.state.choice(&id);
            if wanted.as_ref() == self.state.indexed.get(&id) {
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
    fn settle_record(&mut self, entry: &Entry, mut wanted: HashMap<String, Indexed>) -> Result<()> {
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

    fn queue(&mut self, briefing: Briefing, wanted: Indexed) -> Result<()> {
        self.waiting_bytes += briefing.text.len();
        self.waiting.push((briefing, wanted));
        if self.waiting_bytes >= BATCH || self.waiting.len() >= BATCH_BRIEFINGS {
            self.flush()?;
        }
        Ok(())
    }

    /// Annotates and adds what waits.
    fn flush(&mut self) -> Result<()> {
        self.waiting_bytes = 0;
        let (briefings, wanted): (Vec<_>, Vec<_>) =
            mem::take(&mut self.waiting).into_iter().unzip();
        for (annotated, wanted) in annotate_all(briefings, self.guide.lexicon)
            .iter()
            .zip(wanted)
        {
            let id = &annotated.briefing.id;
            if self.state.indexed.insert(id.clone(), wanted).is_some() {
                self.writer.remove(id);
            }
            self.writer.add(annotated.stored_passages())?;
            self.has_changes = true;
            self.progress.briefings += 1;
        }
        (self.watch)(self.progress);
        Ok(())
    }

    /// Commits when it is time to, and stops when the user wants it; what waits is left to the next run then.
    fn pause(&mut self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            self.waiting.clear();
            return Err(Error::Interrupted);
        }
        if self.committed.elapsed() > self.commit_after {
            self.flush()?;
            self.commit()?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        if mem::take(&mut self.has_changes) {
            self.writer.set_state(self.state.written());
            self.writer.commit()?;
        }
        self.committed = Instant::now();
        Ok(())
    }

    fn finish(mut self, interrupted: bool) -> Result<Report> {
        self.flush()?;
        self.commit()?;
        let (skipped, rejected) = self.state.passed_over();
        let mut report = Report {
            skipped,
            rejected,
            remarks: self.remarks,
            interrupted,
            ..Report::default()
        };
        for (id, now) in &self.state.indexed {
            match self.before.get(id) {
                None => report.new += 1,
                Some(before) if before.content != now.content => report.changed += 1,
                Some(before) => {
                    report.same += 1;
                    report.made_again += u64::from(before.made_with != now.made_with);
                }
            }
        }
        let gone = self
            .before
            .keys()
            .filter(|id| !self.state.indexed.contains_key(*id));
        report.removed = gone.count() as u64;
        self.writer.finish()?;
        Ok(report)
    }
}

fn entries(found: &[Found]) -> impl Iterator<Item = &Entry> {
    found.iter().filter_map(|found| match found {
        Found::Entry(entry) => Some(entry),
        _ => None,
    })
}

fn passed(path: &str, reason: &str) -> PassedBy {
    PassedBy {
        place: Some(path.to_owned()),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Reader;
    use crate::source::Guide;
    use std::fs;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use tempfile::TempDir;

    /// A run that commits after so long and dies once it has indexed so many briefings: what it did since its last commit is lost.
    fn run(archive: &Archive, after: Duration, dies_after: u64) -> Option<Report> {
        let watch = &mut |progress: Progress| {
            if progress.briefings >= dies_after {
                std::panic::resume_unwind(Box::new("killed"));
            }
        };
        let stop = AtomicBool::new(false);
        let guide = &Guide::builtin();
        let run = || update_committing(after, archive, guide, watch, &stop);
        let report = catch_unwind(AssertUnwindSafe(run)).ok()?;
        Some(report.unwrap())
    }

    /// Each passage with its annotations, and the state.
    fn content(archive: &Archive) -> (Vec<String>, State) {
        let reader = Reader::open(archive.index()).unwrap().unwrap();
        let state = State::read(&reader.state().unwrap().unwrap()).unwrap();
        let ids: Vec<&String> = state.indexed.keys().collect();
        let passages = ids.iter().flat_map(|id| reader.passages(id).unwrap());
        let passages: Vec<String> = passages.map(|passage| format!("{passage:?}")).collect();
        assert_eq!(reader.passage_count(), passages.len() as u64);
        (passages, state)
    }

    #[test]
    fn a_run_killed_after_any_commit_is_ended_by_the_next_one() {
        let folder = TempDir::new().unwrap();
        let archive = Archive::of_folder(folder.path()).unwrap();
        let item = |number: u32| {
            format!(
                "<item><guid>urn:{number}</guid><title>Point {number}</title><pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate><description>Ruritania urged Nepal to honour point {number} of the treaty on the lake.</description></item>"
            )
        };
        let items: String = (0..6).map(item).collect();
        let feed = format!("<rss version=\"2.0\"><channel>{items}</channel></rss>");
        let corpus = archive.corpus();
        fs::create_dir_all(corpus).unwrap();
        fs::write(corpus.join("b.rss"), feed).unwrap();
        for name in ["a", "c"] {
            let text = format!(
                "A title for {name}\n\nIn this invented note, Nepal thanked Ruritania for {name}.\n"
            );
            fs::write(corpus.join(name).with_extension("txt"), text).unwrap();
        }
        run(&archive, COMMIT_AFTER, u64::MAX).unwrap();
        let (passages, state) = content(&archive);
        assert_eq!(state.indexed.len(), 8);
        for dies_after in [1, 3] {
            fs::remove_dir_all(archive.index()).unwrap();
            assert_eq!(run(&archive, Duration::ZERO, dies_after), None);
            let (_, kept) = content(&archive);
            assert!(kept.indexed.len() < state.indexed.len());
            let report = run(&archive, COMMIT_AFTER, u64::MAX).unwrap();
            assert_eq!(report.same, kept.indexed.len() as u64);
            let (now, ended) = content(&archive);
            assert_eq!((&now, ended.written()), (&passages, state.written()));
        }
    }
}
