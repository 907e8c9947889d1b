//! Everything that is kept held against what is known of it: files against their hashes, records of web archives against their digests,
//! the index against its checksums and against the corpus.

use super::state::{RecordState, State};
use super::update::Progress;
use crate::archive::{Archive, Entry, Found, walk};
use crate::index::{Reader, earlier, examine, kept_state};
use crate::source::{PassedOver, check_digests};
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

/// What [`verify`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Files of the corpus that were read.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files of which nothing is known yet: not indexed, and not imported.
    pub unknown: u64,
    /// Records of web archives that have the digest they tell.
    pub records: u64,
    /// Records of web archives that tell none.
    pub without_digest: u64,
    /// What is not as it was, or cannot be read.
    pub damaged: Vec<PassedOver>,
    /// What was indexed and is not there any more.
    pub missing: Vec<PassedOver>,
    /// What somebody changed since it was indexed.
    pub changed: Vec<PassedOver>,
    /// Last records cut off, as when their writer was killed.
    pub set_aside: Vec<PassedOver>,
    /// The index.
    pub index: IndexVerdict,
}

/// The condition of an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum IndexVerdict {
    /// There is none.
    #[default]
    Absent,
    /// So many bytes are as they were written.
    Sound(u64),
    /// It cannot be read by this version, and why.
    OfOtherFormat(String),
    /// What is wrong with it.
    Damaged(Vec<String>),
}

impl Verdict {
    /// Whether nothing is damaged or missing.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let index = !matches!(self.index, IndexVerdict::Damaged(_));
        index && self.damaged.is_empty() && self.missing.is_empty()
    }
}

/// Reads all of an archive; changes nothing. `watch` is told of progress.
///
/// # Errors
/// [`Error::Interrupted`] once `stop` is set; [`Error::Io`] where the index must not be read.
pub fn verify(
    archive: &Archive,
    watch: &mut dyn FnMut(Progress),
    stop: &AtomicBool,
) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    let state = index(archive, &mut verdict)?;
    let found: Vec<Found> = walk(archive.corpus()).collect();
    let entries = || super::update::entries(&found);
    let mut progress = Progress {
        all: entries().map(|entry| entry.size).sum(),
        ..Progress::default()
    };
    for found in &found {
        if let Found::Rejected { path, reason } = found {
            verdict.damaged.push(passed(path, None, reason.clone()));
        }
    }
    for entry in entries() {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted);
        }
        let known = state
            .as_ref()
            .and_then(|state| state.records.get(&entry.path));
        file(entry, known, &mut verdict);
        progress.done += entry.size;
        watch(progress);
    }
    let there: BTreeSet<&String> = entries().map(|entry| &entry.path).collect();
    let known = state.iter().flat_map(|state| state.records.keys());
    for path in known.filter(|path| !there.contains(path)) {
        let reason = "it was indexed and is gone; put it back, or let demarche index forget it";
        verdict.missing.push(passed(path, None, reason.to_owned()));
    }
    Ok(verdict)
}

/// Examines the index; what it knows of the corpus, where it can be believed.
fn index(archive: &Archive, verdict: &mut Verdict) -> Result<Option<State>> {
    let condition = match examine(archive.index()) {
        Ok(None) => return Ok(None),
        Ok(Some(condition)) => condition,
        Err(error @ Error::Format { .. }) => {
            verdict.index = IndexVerdict::OfOtherFormat(error.to_string());
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    if !condition.damaged.is_empty() {
        verdict.index = IndexVerdict::Damaged(condition.damaged);
        return Ok(kept_state(archive.index()).as_deref().and_then(State::read));
    }
    verdict.index = IndexVerdict::Sound(condition.bytes);
    let Some(reader) = Reader::open(archive.index())? else {
        return Ok(None);
    };
    let state = match reader.state()?.as_deref().map(State::read) {
        None => State::default(),
        Some(Some(state)) => state,
        Some(None) => {
            let reason = "the records kept in it make no sense".to_owned();
            verdict.index = IndexVerdict::Damaged(vec![reason]);
            return Ok(None);
        }
    };
    let mut wrong = earlier_versions(archive, &state)?;
    for (id, times) in reader.briefings()? {
        if !state.indexed.contains_key(&id) {
            wrong.push(format!("it has passages of {id}, which it does not know"));
        } else if times != 1 {
            wrong.push(format!("it has {id} {times} times"));
        }
    }
    if !wrong.is_empty() {
        verdict.index = IndexVerdict::Damaged(wrong);
    }
    Ok(Some(state))
}

/// What is wrong with the index of earlier versions, which queries of the archive as it stood read.
fn earlier_versions(archive: &Archive, state: &State) -> Result<Vec<String>> {
    let of_earlier = |reason: String| format!("{reason} (earlier versions, for --as-of)");
    let wrong = match examine(&earlier(archive.index())) {
        Ok(Some(condition)) => condition.damaged,
        Ok(None) if state.earlier.is_empty() => Vec::new(),
        Ok(None) => vec!["they are missing".to_owned()],
        Err(error @ Error::Format { .. }) => vec![error.to_string()],
        Err(error) => return Err(error),
    };
    Ok(wrong.into_iter().map(of_earlier).collect())
}

/// Reads a file, and holds it against what is known of it.
fn file(entry: &Entry, known: Option<&RecordState>, verdict: &mut Verdict) {
    let read_to = known.and_then(|known| known.read_to.as_ref());
    let (sha256, before) = match entry.sha256(read_to.map(|read_to| read_to.mark.offset)) {
        Ok(hashes) => hashes,
        Err(reason) => {
            verdict.damaged.push(passed(&entry.path, None, reason));
            return;
        }
    };
    verdict.files += 1;
    verdict.bytes += entry.size;
    let origin = entry.origin();
    let known = known.filter(|known| !known.sha256.is_empty());
    let told = |reason: &str| passed(&entry.path, None, reason.to_owned());
    if origin
        .as_ref()
        .is_some_and(|origin| origin.sha256 != sha256)
    {
        verdict.damaged.push(told(
            "it is not what was imported: its sidecar tells another hash",
        ));
    } else if let Some(known) = known.filter(|known| known.sha256 != sha256) {
        let is_longer = before.is_some() && before.as_ref() == read_to.map(|to| &to.before);
        if (known.size, known.modified) == (entry.size, entry.modified) {
            verdict.damaged.push(told(
                "its bytes are not those that were indexed, though its size and time are; take it from a backup",
            ));
        } else if is_longer {
            verdict
                .changed
                .push(told("it was added to since it was indexed"));
        } else {
            verdict
                .changed
                .push(told("it was changed since it was indexed"));
        }
    } else if known.is_none() && origin.is_none() {
        verdict.unknown += 1;
    }
    digests(entry, verdict);
}

/// Holds the records of a web archive against their digests.
fn digests(entry: &Entry, verdict: &mut Verdict) {
    if !entry.is_container() {
        return;
    }
    let checked = entry.open().and_then(|record| {
        let checked = check_digests(&record);
        checked.map_err(|error| error.to_string())
    });
    match checked {
        Ok(None) => (),
        Err(reason) => verdict.damaged.push(passed(&entry.path, None, reason)),
        Ok(Some(checked)) => {
            verdict.records += checked.sound;
            verdict.without_digest += checked.without_digest;
            let placed = |passed: PassedOver| PassedOver {
                path: Some(entry.path.clone()),
                ..passed
            };
            verdict
                .damaged
                .extend(checked.damaged.into_iter().map(placed));
            verdict.set_aside.extend(checked.set_aside.map(placed));
        }
    }
}

fn passed(path: &str, locator: Option<String>, reason: String) -> PassedOver {
    PassedOver {
        path: Some(path.to_owned()),
        locator,
        reason,
    }
}
