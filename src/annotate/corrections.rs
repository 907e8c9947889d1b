//! A user's corrections, which win over the rules: read from their file ([`Corrections`]) and applied to a briefing while it is annotated (`Correcting`).
//!
//! What is said of a whole briefing (its speaker, date, ministry, language) is put right before anything is looked for in it, so that
//! all that follows from it follows; who speaks a passage before statements are looked for; topics and statements at the end. A
//! passage is found by its words ([`places`]); where they are gone the correction is not applied, and that is told.

mod apply;
mod fields;
mod parties;
mod places;
mod statements;

pub(super) use apply::Correcting;
pub use places::{anchor, stands_in};
pub use statements::{usual, usual_act};

use crate::briefing::{Correction, LONGEST_CORRECTION};
use crate::text::stable_hash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rule of what a user says.
pub const BY_USER: &str = "user";

/// All lines of a file of corrections.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corrections {
    /// In the order of the file.
    pub lines: Vec<CorrectionLine>,
    /// Lines that say nothing.
    pub unread: Vec<UnreadLine>,
    /// Positions of the lines in force, by briefing.
    in_force: BTreeMap<String, Vec<usize>>,
}

/// A line that can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectionLine {
    /// From 1.
    pub number: usize,
    /// What it says.
    pub correction: Correction,
    /// A hash of what it does, the same wherever the line stands.
    pub key: String,
    /// Whether no later line takes it back.
    pub in_force: bool,
}

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadLine {
    /// From 1.
    pub number: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// A correction that could not be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unapplied {
    /// The line's [`CorrectionLine::key`].
    pub key: String,
    /// Why.
    pub reason: String,
    /// Whether the words it is about are gone, rather than something being wrong with it.
    pub is_stale: bool,
}

/// Why a correction is not applied.
#[derive(Debug)]
enum Refused {
    /// The words it is about are gone.
    Stale(String),
    /// It names what nobody knows.
    Wrong(String),
}

impl Corrections {
    /// Reads the bytes of a file. A line that says nothing is told, and the rest go on.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut corrections = Self::default();
        let mut lines = bytes.split(|byte| *byte == b'\n').peekable();
        let mut number = 0;
        while let Some(line) = lines.next() {
            number += 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            match read_line(line) {
                Ok(correction) => corrections.add(number, correction),
                Err(reason) => {
                    let is_cut_off = lines.peek().is_none();
                    let reason = if is_cut_off {
                        format!("{reason}; it has no end, a crash may have cut it off")
                    } else {
                        reason
                    };
                    corrections.unread.push(UnreadLine { number, reason });
                }
            }
        }
        corrections
    }

    /// Whether nothing is put right.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.in_force.is_empty()
    }

    /// The lines in force about a briefing, oldest first.
    pub fn of(&self, briefing: &str) -> impl Iterator<Item = &CorrectionLine> {
        let positions = self.in_force.get(briefing).into_iter().flatten();
        positions.filter_map(|position| self.lines.get(*position))
    }

    /// The briefings that lines in force are about.
    pub fn briefings(&self) -> impl Iterator<Item = &str> {
        self.in_force.keys().map(String::as_str)
    }

    /// Changes whenever other corrections of the briefing are in force; empty where none are.
    #[must_use]
    pub fn version(&self, briefing: &str) -> String {
        let keys: Vec<&str> = self.of(briefing).map(|line| line.key.as_str()).collect();
        if keys.is_empty() {
            return String::new();
        }
        hash(&keys.join(" "))
    }

    fn add(&mut self, number: usize, correction: Correction) {
        let briefing = correction.briefing().to_owned();
        let in_force = !correction.undo;
        if correction.undo {
            let positions = self.in_force.entry(briefing.clone()).or_default();
            let lines = &mut self.lines;
            let is_meant = |position: &usize| {
                let line = lines.get(*position);
                line.is_some_and(|line| line.correction.id == correction.id)
            };
            if let Some(last) = positions.iter().rposition(is_meant) {
                let position = positions.remove(last);
                if let Some(line) = lines.get_mut(position) {
                    line.in_force = false;
                }
            }
            if positions.is_empty() {
                self.in_force.remove(&briefing);
            }
        } else {
            let positions = self.in_force.entry(briefing).or_default();
            positions.push(self.lines.len());
        }
        self.lines.push(CorrectionLine {
            number,
            key: hash(&correction.bare().written()),
            correction,
            in_force,
        });
    }
}

fn read_line(line: &[u8]) -> Result<Correction, String> {
    if line.len() > LONGEST_CORRECTION {
        return Err(format!("it is over {} KiB long", LONGEST_CORRECTION >> 10));
    }
    let text = std::str::from_utf8(line).map_err(|_| "it is no UTF-8 text".to_owned())?;
    Correction::read(text.trim_start_matches('\u{feff}').trim())
}

fn hash(text: &str) -> String {
    format!("{:016x}", stable_hash(text))
}
