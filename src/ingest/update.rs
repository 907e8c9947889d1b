//! One run over a corpus that leaves the index as the corpus is.
//!
//! It has three parts, [`scan`], [`settle`] and [`earlier`]; at its end the index is told which briefings are copies of which.

mod earlier;
mod scan;
mod settle;

pub(super) use settle::{cells, read_at};

use super::annotate_all;
use super::copies::Likeness;
use super::corrections::Told;
use super::outline::Outline;
use super::report::{Announced, Remarks, Report};
use super::shared::shared;
use super::state::{Choice, Indexed, State, version};
use crate::annotate::Corrections;
use crate::archive::{Archive, Entry, Found, walk};
use crate::briefing::Briefing;
use crate::index::{Rebuild, Writer};
use crate::source::Guide;
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::mem;
use std::path::Path;
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

/// Makes the index of an archive agree with its corpus and its corrections. `watch` is told of progress after every record and batch; once `stop` is
/// set, what is done is committed and the run ends.
///
/// # Errors
/// [`Error::Usage`] where there is no corpus or another process is indexing; [`Error::Format`], [`Error::Index`] and
/// [`Error::Io`] where the index cannot be used, or the corrections cannot be read. What cannot be read in the corpus is no error but stands in the report.
pub fn update(
    archive: &Archive,
    guide: &Guide<'_>,
    watch: &mut dyn FnMut(Progress),
    stop: &AtomicBool,
) -> Result<Report> {
    archive.keep_index_inside()?;
    update_committing(COMMIT_AFTER, archive.index(), archive, guide, watch, stop)
}

/// Makes the index of an archive anew from its corpus, whatever it is like. It takes the place of the old one at the end; a run that is
/// stopped or fails leaves the old one as it was.
///
/// # Errors
/// As [`update`].
pub fn rebuild(
    archive: &Archive,
    guide: &Guide<'_>,
    watch: &mut dyn FnMut(Progress),
    stop: &AtomicBool,
) -> Result<Report> {
    archive.keep_index_inside()?;
    let rebuild = Rebuild::begin(archive.index())?;
    let aside = rebuild.aside();
    let report = update_committing(COMMIT_AFTER, aside, archive, guide, watch, stop)?;
    if !report.interrupted {
        rebuild.end()?;
    }
    Ok(report)
}

fn update_committing(
    after: Duration,
    index: &Path,
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
    let writer = Writer::open(index)?;
    let mut run = Run::new(index, archive, writer, guide, watch, stop)?;
    run.commit_after = after;
    let found: Vec<Found> = walk(corpus).collect();
    let ended = run.scan(&found).and_then(|()| run.settle(&found));
    let ended = ended.and_then(|()| run.keep_earlier(&found));
    match ended {
        Ok(()) => run.finish(false),
        Err(Error::Interrupted) => run.finish(true),
        Err(error) => Err(error),
    }
}

struct Run<'a> {
    index: &'a Path,
    writer: Writer,
    guide: &'a Guide<'a>,
    watch: &'a mut dyn FnMut(Progress),
    stop: &'a AtomicBool,
    version: String,
    corrections: Corrections,
    state: State,
    before: BTreeMap<String, Indexed>,
    /// What is known of those indexed anew with another content than before.
    announced: BTreeMap<String, Announced>,
    waiting: Vec<(Briefing, Choice)>,
    waiting_bytes: usize,
    progress: Progress,
    remarks: Remarks,
    has_changes: bool,
    /// Whether there were changes that are committed.
    has_news: bool,
    committed: Instant,
    commit_after: Duration,
}

impl<'a> Run<'a> {
    fn new(
        index: &'a Path,
        archive: &'a Archive,
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
            index,
            writer,
            guide,
            watch,
            stop,
            version: version(guide),
            corrections: Corrections::read(&archive.corrections()?),
            before: state.indexed.clone(),
            announced: BTreeMap::new(),
            state,
            waiting: Vec::new(),
            waiting_bytes: 0,
            progress: Progress::default(),
            remarks: Remarks::default(),
            has_changes: is_first,
            has_news: false,
            committed: Instant::now(),
            commit_after: COMMIT_AFTER,
        })
    }

    fn queue(&mut self, briefing: Briefing, wanted: Choice) -> Result<()> {
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
        // Copies are told by what was published, whatever is put right in it.
        let likeness: Vec<Likeness> = briefings.iter().map(Likeness::of).collect();
        let annotated = annotate_all(briefings, self.guide.lexicon, &self.corrections);
        for (((annotated, unapplied), choice), likeness) in
            annotated.into_iter().zip(wanted).zip(likeness)
        {
            let id = &annotated.briefing.id;
            if self
                .before
                .get(id)
                .is_some_and(|before| before.choice.content != choice.content)
            {
                let told = announced(&annotated.briefing);
                self.announced.insert(id.clone(), told);
            }
            let indexed = Indexed::of(choice, likeness, (&annotated, unapplied));
            if self.state.indexed.insert(id.clone(), indexed).is_some() {
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
            self.has_news = true;
            self.state.knows_copies = false;
            self.writer
                .set_state(self.state.written(), Outline::of(&self.state).written());
            self.writer.commit()?;
        }
        self.committed = Instant::now();
        Ok(())
    }

    /// Commits with the copies among what is indexed now.
    fn tell_copies(&mut self) -> Result<()> {
        let is_news = self.has_changes || !self.state.knows_copies;
        if is_news || !self.writer.keeps_outline() {
            self.has_news |= is_news;
            self.state.knows_copies = true;
            self.writer.set_copies(&self.state.copies());
            self.writer
                .set_state(self.state.written(), Outline::of(&self.state).written());
            self.writer.commit()?;
        }
        Ok(())
    }

    fn finish(mut self, interrupted: bool) -> Result<Report> {
        self.flush()?;
        self.tell_copies()?;
        let (skipped, rejected) = self.state.passed_over();
        let mut report = Report {
            skipped,
            rejected,
            remarks: self.remarks,
            shared: shared(&self.state),
            corrections: Told::of(&self.corrections, &self.state),
            has_news: self.has_news,
            interrupted,
            ..Report::default()
        };
        for (id, now) in &self.state.indexed {
            match self.before.get(id) {
                None => report.new += 1,
                Some(before) if before.choice.content != now.choice.content => {
                    report.changed += 1;
                    report
                        .announced
                        .extend(self.announced.remove(id).map(|told| Announced {
                            has_versions: self.state.versions(id).len() > 1,
                            ..told
                        }));
                }
                Some(before) => {
                    report.same += 1;
                    report.made_again += u64::from(before.choice.made_with != now.choice.made_with);
                    report.corrected += u64::from(before.choice.corrected != now.choice.corrected);
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

fn announced(briefing: &Briefing) -> Announced {
    Announced {
        id: briefing.id.clone(),
        title: briefing.title.clone(),
        date: briefing.dates.said.map(|said| said.value()),
        has_versions: false,
    }
}

pub(super) fn entries(found: &[Found]) -> impl Iterator<Item = &Entry> {
    found.iter().filter_map(|found| match found {
        Found::Entry(entry) => Some(entry),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
