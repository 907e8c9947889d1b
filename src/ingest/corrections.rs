//! What is to be told of corrections: which have no effect.

use super::state::State;
use crate::annotate::{Corrections, Unapplied};

/// Corrections that have no effect, a sentence each that begins with the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Lines that cannot be read, or name what nobody knows.
    pub wrong: Vec<String>,
    /// Lines whose words, or briefing, are gone.
    pub stale: Vec<String>,
}

/// A correction in force that has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoEffect {
    /// Its line, from 1.
    pub line: usize,
    /// The id it is about.
    pub id: String,
    /// Why.
    pub reason: String,
    /// Whether what it is about is gone, rather than something being wrong with it.
    pub is_stale: bool,
}

/// The corrections that had no effect when an index was made, by the state it keeps.
#[must_use]
pub fn without_effect(corrections: &Corrections, kept: Option<&str>) -> Vec<NoEffect> {
    let state = kept.and_then(State::read).unwrap_or_default();
    found(corrections, &state).collect()
}

impl Told {
    /// Of the lines of a file, by what is remembered of the briefings they are about.
    pub(super) fn of(corrections: &Corrections, state: &State) -> Self {
        let unread = corrections.unread.iter();
        let unread = unread.map(|line| format!("line {}: {}", line.number, line.reason));
        let mut told = Self {
            wrong: unread.collect(),
            stale: Vec::new(),
        };
        for NoEffect {
            line,
            id,
            reason,
            is_stale,
        } in found(corrections, state)
        {
            if is_stale {
                told.stale.push(format!(
                    "line {line}: {id}: {reason}; demarche correct '{id}' --undo takes it back"
                ));
            } else {
                told.wrong.push(format!("line {line}: {id}: {reason}"));
            }
        }
        told
    }
}

fn found<'a>(corrections: &'a Corrections, state: &'a State) -> impl Iterator<Item = NoEffect> {
    let in_force = corrections.lines.iter().filter(|line| line.in_force);
    in_force.filter_map(|line| {
        let id = line.correction.id.clone();
        let (reason, is_stale) = match state.indexed.get(line.correction.briefing()) {
            None => ("no such briefing is in the corpus".to_owned(), true),
            Some(indexed) => {
                let is_this = |unapplied: &&Unapplied| unapplied.key == line.key;
                let unapplied = indexed.unapplied.iter().find(is_this)?;
                (unapplied.reason.clone(), unapplied.is_stale)
            }
        };
        Some(NoEffect {
            line: line.number,
            id,
            reason,
            is_stale,
        })
    })
}
