//! What a run did, what an index knows of its corpus, and whether it is behind it.

use super::state::{State, version};
use crate::archive::{Archive, Found, walk};
use crate::lexicon::Lexicon;
use crate::source::PassedOver;
use std::fmt;

/// What a run of [`super::update`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Briefings that were not indexed before.
    pub new: u64,
    /// Briefings whose text or metadata changed.
    pub changed: u64,
    /// Briefings as they were.
    pub same: u64,
    /// Briefings the corpus no longer holds.
    pub removed: u64,
    /// What is no briefing, in this run or an earlier one.
    pub skipped: Vec<PassedOver>,
    /// What could not be read, in this run or an earlier one.
    pub rejected: Vec<PassedOver>,
    /// Briefings annotated again though they are the same, because the lexicon or demarche changed.
    pub made_again: u64,
    /// Whether the user stopped it; what was done is kept.
    pub interrupted: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            new,
            changed,
            same,
            removed,
            made_again,
            ..
        } = self;
        write!(
            formatter,
            "{new} new, {changed} changed, {same} same, {removed} removed, {} skipped, {} rejected",
            self.skipped.len(),
            self.rejected.len()
        )?;
        if *made_again > 0 {
            write!(
                formatter,
                "; {made_again} annotated again, as the lexicon or demarche changed"
            )?;
        }
        Ok(())
    }
}

/// What an index knows of its corpus beside the passages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Files read.
    pub records: u64,
    /// Briefings of which the corpus holds differing texts.
    pub with_versions: u64,
    /// Differing texts of those, all together.
    pub versions: u64,
    /// What is no briefing.
    pub skipped: Vec<PassedOver>,
    /// What could not be read.
    pub rejected: Vec<PassedOver>,
}

/// Reads the state an index keeps; empty where there is none.
#[must_use]
pub fn census(kept: Option<&str>) -> Census {
    let Some(state) = kept.and_then(State::read) else {
        return Census::default();
    };
    let (skipped, rejected) = state.passed_over();
    let mut census = Census {
        records: state.records.len() as u64,
        skipped,
        rejected,
        ..Census::default()
    };
    for id in state.briefings() {
        let versions = state.versions(&id) as u64;
        if versions > 1 {
            census.with_versions += 1;
            census.versions += versions;
        }
    }
    census
}

/// Whether the corpus has files that are new, gone or changed by size or time since the index was made, or the lexicon changed.
/// Opens no file.
#[must_use]
pub fn is_behind(archive: &Archive, lexicon: &Lexicon, kept: Option<&str>) -> bool {
    let Some(state) = kept.and_then(State::read) else {
        return true;
    };
    let version = version(lexicon);
    let mut found = 0;
    for entry in walk(archive.corpus()) {
        let Found::Entry(entry) = entry else { continue };
        found += 1;
        let as_it_was = state.records.get(&entry.path).is_some_and(|record| {
            let unread = record.made_with.is_empty();
            record.size == entry.size
                && record.modified == entry.modified
                && (record.made_with == version || unread)
        });
        if !as_it_was {
            return true;
        }
    }
    found != state.records.len()
}
