//! The archive and lexicon a verb works with, and bringing its index up to date.

use super::arguments::Common;
use super::console::{self, Console};
use super::contain;
use super::progress::Bar;
use crate::annotate::Corrections;
use crate::archive::Archive;
use crate::error::Age;
use crate::index::Reader;
use crate::ingest::{self, Announced, Report, Verdict};
use crate::lexicon::Lexicon;
use crate::query::{Known, Vocabulary};
use crate::source::{Columns, Guide, PassedOver, Profiles};
use crate::text::collapsed;
use crate::{Error, Result};
use chrono::Local;
use std::env;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Rejected files, and remarks, named one by one.
const NAMED: usize = 20;
/// Changed briefings named one by one.
const NAMED_CHANGED: usize = 5;
/// Bodies shared by several briefings, named one by one.
const NAMED_BODIES: usize = 5;

/// What brings an index into step with its corpus.
type Job =
    fn(&Archive, &Guide<'_>, &mut dyn FnMut(ingest::Progress), &AtomicBool) -> Result<Report>;

static STOP: AtomicBool = AtomicBool::new(false);

/// An archive, with what its own tables make of lexicon and profiles.
pub(super) struct Session {
    pub(super) archive: Archive,
    overlaid: Option<Lexicon>,
    profiles: Option<Profiles>,
    columns: Columns,
}

impl Session {
    /// The archive that the options, or the current folder, tell.
    pub(super) fn open(common: &Common, console: &Console) -> Result<Self> {
        let current = env::current_dir().map_err(Error::io("."))?;
        let archive = Archive::discover(common.archive.as_deref(), &current)?;
        Self::of(archive, console)
    }

    /// The archive that the options, or the current folder, tell; `None` where they tell none, so that there are no tables of its own.
    pub(super) fn open_if_any(common: &Common, console: &Console) -> Result<Option<Self>> {
        match Self::open(common, console) {
            Err(Error::Usage(_)) if common.archive.is_none() => Ok(None),
            session => session.map(Some),
        }
    }

    /// The archive that a folder is.
    pub(super) fn open_folder(folder: &Path, console: &Console) -> Result<Self> {
        Self::of(Archive::of_folder(folder)?, console)
    }

    fn of(archive: Archive, console: &Console) -> Result<Self> {
        if let Some(note) = archive.note() {
            console.say(note);
        }
        contain::in_use(archive.index());
        let overlays = archive.overlays()?;
        let overlaid = match overlays.as_slice() {
            [] => None,
            overlays => Some(Lexicon::with_overlays(overlays)?),
        };
        let profiles = match archive.profiles()?.as_slice() {
            [] => None,
            own => Some(Profiles::with_own(own)?),
        };
        let (file, text) = archive.columns()?;
        let columns = Columns::read(&text).map_err(|message| Error::Data {
            path: file,
            message,
        })?;
        Ok(Self {
            archive,
            overlaid,
            profiles,
            columns,
        })
    }

    /// Adds what `--map` says of columns, for this run.
    pub(super) fn map_columns(&mut self, assignments: &[String]) -> Result<()> {
        assignments
            .iter()
            .try_for_each(|assignment| self.columns.say(assignment))
    }

    /// Keeps what is said of columns in the archive, so that the next run reads its tables as this one does.
    pub(super) fn keep_columns(&self, console: &Console) -> Result<()> {
        let file = self.archive.keep_columns(&self.columns.written())?;
        console.say(&format!(
            "--map is kept in {}; edit it to change it",
            file.display()
        ));
        Ok(())
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        self.overlaid.as_ref().unwrap_or_else(|| Lexicon::builtin())
    }

    pub(super) fn guide(&self) -> Guide<'_> {
        Guide {
            lexicon: self.lexicon(),
            profiles: self
                .profiles
                .as_ref()
                .unwrap_or_else(|| Profiles::builtin()),
            columns: &self.columns,
        }
    }

    /// What a query is read with today.
    pub(super) fn known<'a>(&'a self, vocabulary: &'a Vocabulary) -> Known<'a> {
        Known {
            lexicon: self.lexicon(),
            vocabulary,
            today: Local::now().date_naive(),
        }
    }

    /// What the user put right.
    pub(super) fn corrections(&self) -> Result<Corrections> {
        Ok(Corrections::read(&self.archive.corrections()?))
    }

    /// Brings the index up to date, with progress, and names what could not be read. One of an older demarche is made anew.
    pub(super) fn update(&self, console: &Console) -> Result<Report> {
        match self.run(ingest::update, console) {
            Err(Error::Format {
                found,
                expected,
                age: Age::Older,
                ..
            }) => {
                console.say(&format!(
                    "the index is of format {found}, this demarche writes {expected}; making it anew"
                ));
                self.rebuild(console)
            }
            report => report,
        }
    }

    /// Makes the index anew, as [`Self::update`] otherwise.
    pub(super) fn rebuild(&self, console: &Console) -> Result<Report> {
        self.run(ingest::rebuild, console)
    }

    /// Holds everything against what is known of it, with progress.
    pub(super) fn verify(&self, console: &Console) -> Result<Verdict> {
        let _ = stop();
        let mut bar = Bar::new(console);
        ingest::verify(&self.archive, &mut |progress| bar.show(progress), &STOP)
    }

    fn run(&self, job: Job, console: &Console) -> Result<Report> {
        let _ = stop();
        let mut bar = Bar::new(console);
        let report = job(
            &self.archive,
            &self.guide(),
            &mut |progress| bar.show(progress),
            &STOP,
        );
        drop(bar);
        let report = report?;
        name_some(&report, console);
        name_changed(&report, console);
        name_corrections(&report, &self.archive, console);
        Ok(report)
    }

    /// The index, made first where there is none; says so, and says when it is behind the corpus.
    pub(super) fn reader(&self, console: &Console, freshness: Freshness) -> Result<Reader> {
        let (reader, behind) = self.opened(console, freshness)?;
        console.say_all(behind.as_slice());
        Ok(reader)
    }

    /// The index as [`Self::reader`] gives it, and what is to be said where it is behind the corpus.
    pub(super) fn opened(
        &self,
        console: &Console,
        freshness: Freshness,
    ) -> Result<(Reader, Option<String>)> {
        let folder = self.archive.index();
        match Reader::open(folder)? {
            Some(reader) if freshness == Freshness::AsItIs => {
                let behind = ingest::behind(&self.archive, &self.guide(), &reader)?;
                let told = behind.map(|behind| {
                    format!("{behind}; demarche index (or query --sync) updates the index")
                });
                return Ok((reader, told));
            }
            Some(_) => (),
            None => console.say(&format!(
                "no index yet, reading {}",
                self.archive.corpus().display()
            )),
        }
        let report = self.update(console)?;
        console.say(&report.to_string());
        if report.interrupted {
            return Err(Error::Interrupted);
        }
        let reader = Reader::open(folder)?.ok_or_else(|| {
            Error::Usage(format!(
                "{}: the index vanished; run demarche index",
                folder.display()
            ))
        })?;
        Ok((reader, None))
    }
}

/// The flag that names the archive again in a command to try; nothing where it was found without one.
pub(super) fn again(folder: Option<&Path>) -> String {
    let quoted = folder.map(|folder| folder.display().to_string().replace('\'', r"'\''"));
    quoted.map_or_else(String::new, |folder| format!(" --archive '{folder}'"))
}

/// Names some of what could not be read and, where the run found anything new, of what is no briefing, what was remarked and which
/// bodies several briefings share; says how much more there is.
fn name_some(report: &Report, console: &Console) {
    let named = |what: &str, all: &[PassedOver]| {
        for passed in all.iter().take(NAMED) {
            console.say(&format!("{what}: {passed}"));
        }
        let more = all.len().saturating_sub(NAMED);
        if more > 0 {
            console.say(&format!(
                "{more} more {what}; demarche status tells of them"
            ));
        }
    };
    named("rejected", &report.rejected);
    if !report.has_news {
        return;
    }
    named("skipped", &report.skipped);
    let mut more = report.remarks.count;
    for remarked in report.remarks.first.iter().take(NAMED) {
        more = more.saturating_sub(remarked.times);
        console.say(&format!("remark: {remarked}"));
    }
    if more > 0 {
        console.say(&format!("{more} more remarks"));
    }
    for shared in report.shared.iter().take(NAMED_BODIES) {
        console.say(&format!("same text: {shared}"));
    }
    let more = report.shared.len().saturating_sub(NAMED_BODIES);
    if more > 0 {
        console.say(&format!("{more} more bodies that briefings share"));
    }
}

/// Announces the briefings that changed: `2 changed: TITLE (date, ID), …; see demarche versions ID`.
fn name_changed(report: &Report, console: &Console) {
    let all = &report.announced;
    if all.is_empty() {
        return;
    }
    let named = all.iter().take(NAMED_CHANGED).map(|one| {
        let title = one.title.as_deref().map(collapsed);
        let title = title.unwrap_or_else(|| "(no title)".to_owned());
        let date = one.date.as_deref().unwrap_or("undated");
        format!("{title} ({date}, {})", one.id)
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let more = match all.len().saturating_sub(NAMED_CHANGED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let with_versions: Vec<&Announced> = all.iter().filter(|one| one.has_versions).collect();
    let advice = match with_versions.as_slice() {
        [] => "; the corpus does not hold what they said before".to_owned(),
        [only] if all.len() == 1 => format!("; see demarche versions {}", only.id),
        _ => "; see demarche versions ID".to_owned(),
    };
    console.say(&format!("{} changed: {named}{more}{advice}", all.len()));
}

/// Names the corrections that have no effect: what is wrong with them is trouble, that their words are gone is worth knowing.
fn name_corrections(report: &Report, archive: &Archive, console: &Console) {
    let file = archive.corrections_file();
    let file = file.file_name().unwrap_or_default().to_string_lossy();
    let told = &report.corrections;
    for wrong in told.wrong.iter().take(NAMED) {
        console::warn(&format!("{file}: {}", collapsed(wrong)));
    }
    for stale in told.stale.iter().take(NAMED) {
        console.say(&format!("{file}: {}", collapsed(stale)));
    }
    let more = told.wrong.len().saturating_sub(NAMED) + told.stale.len().saturating_sub(NAMED);
    if more > 0 {
        console.say(&format!(
            "{more} more corrections without effect; demarche correct --list tells of them"
        ));
    }
}

/// What is set when the user asks the run to end; from now on that is heard.
pub(super) fn stop() -> &'static AtomicBool {
    let _ = ctrlc::set_handler(interrupted); // fails where it is set already
    &STOP
}

/// Asks the run to end; asked again, ends the process.
#[allow(
    clippy::exit,
    reason = "a signal handler has no other way; the index is safe whenever the process ends"
)]
fn interrupted() {
    if STOP.swap(true, Ordering::Relaxed) {
        std::process::exit(super::INTERRUPTED.into());
    }
}

/// Whether an index is brought up to date before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// Read as it is.
    AsItIs,
    /// Updated first.
    Updated,
}
