//! Files and folders → annotated briefings, without an index.

use super::annotate_all;
use super::state::{Item, RecordState, State};
use crate::Result;
use crate::annotate::Corrections;
use crate::archive::{Entry, Found, walk};
use crate::briefing::{Annotated, Briefing};
use crate::source::Guide;
use crate::source::{self, Outcome, PassedOver};
use std::collections::HashSet;
use std::mem;
use std::path::PathBuf;

/// How much text is annotated together, in bytes.
const BATCH: usize = 1 << 18;

/// What was passed over while reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What is no briefing.
    pub skipped: Vec<PassedOver>,
    /// What could not be read.
    pub rejected: Vec<PassedOver>,
}

/// Hands the briefings of files and folders to `emit`, annotated and corrected, in the order given and within a folder in name
/// order; each briefing once, in its newest version, however many records hold it.
///
/// # Errors
/// Only what `emit` returns.
pub fn annotated(
    paths: &[PathBuf],
    guide: &Guide<'_>,
    corrections: &Corrections,
    emit: &mut dyn FnMut(&Annotated) -> Result<()>,
) -> Result<Reading> {
    let mut reading = Reading::default();
    let entries = entries(paths, &mut reading);
    let state = survey(&entries, guide, &mut reading);
    let mut batch: Vec<Briefing> = Vec::new();
    let mut batch_bytes = 0;
    let mut written = HashSet::new();
    for (position, entry) in entries.iter().enumerate() {
        let key = key(position);
        let Ok(record) = entry.read() else { continue };
        for outcome in source::read(&record, guide) {
            let Outcome::Briefing(briefing, _) = outcome else {
                continue;
            };
            let choice = state.choice(&briefing.id);
            let is_chosen = choice.is_some_and(|choice| {
                choice.path == key && choice.content == Item::of(&briefing).content
            });
            if is_chosen && written.insert(briefing.id.clone()) {
                batch_bytes += briefing.text.len();
                batch.push(*briefing);
            }
            if batch_bytes >= BATCH {
                batch_bytes = 0;
                emit_all(mem::take(&mut batch), guide, corrections, emit)?;
            }
        }
    }
    emit_all(batch, guide, corrections, emit)?;
    Ok(reading)
}

fn entries(paths: &[PathBuf], reading: &mut Reading) -> Vec<Entry> {
    let mut entries = Vec::new();
    for found in paths.iter().flat_map(|path| walk(path)) {
        let passed = |path, reason| PassedOver {
            path: Some(path),
            locator: None,
            reason,
        };
        match found {
            Found::Entry(entry) => entries.push(entry),
            Found::Skipped { path, reason } => reading.skipped.push(passed(path, reason)),
            Found::Rejected { path, reason } => reading.rejected.push(passed(path, reason)),
        }
    }
    entries
}

/// What each entry holds.
fn survey(entries: &[Entry], guide: &Guide<'_>, reading: &mut Reading) -> State {
    let mut state = State::default();
    for (position, entry) in entries.iter().enumerate() {
        let mut held = RecordState::default();
        match entry.read() {
            Err(reason) => reading.rejected.push(PassedOver {
                path: Some(entry.path.clone()),
                locator: None,
                reason,
            }),
            Ok(record) => {
                for outcome in source::read(&record, guide) {
                    match outcome {
                        Outcome::Briefing(briefing, _) => {
                            let items = held.items.entry(briefing.id.clone()).or_default();
                            items.push(Item::of(&briefing));
                        }
                        Outcome::Skipped(passed) => reading.skipped.push(passed),
                        Outcome::Rejected(passed) => reading.rejected.push(passed),
                    }
                }
            }
        }
        state.remember(&key(position), held);
    }
    state
}

/// Sorts as the entries stand; two folders may hold files of the same name.
fn key(position: usize) -> String {
    format!("{position:010}")
}

fn emit_all(
    briefings: Vec<Briefing>,
    guide: &Guide<'_>,
    corrections: &Corrections,
    emit: &mut dyn FnMut(&Annotated) -> Result<()>,
) -> Result<()> {
    annotate_all(briefings, guide.lexicon, corrections)
        .iter()
        .try_for_each(|(annotated, _)| emit(annotated))
}
