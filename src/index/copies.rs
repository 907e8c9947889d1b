//! Which briefings are copies of which, as the last commit tells, for the retriever.

use super::document::id_numbers;
use super::state::{self, Payload};
use crate::{Error, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Whether a briefing stands for its copies or is one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The official text, or what comes nearest to it.
    Original,
    /// A copy of it.
    Copy,
}

/// The briefings that have copies or are some.
#[derive(Debug, Default)]
pub(super) struct Copies {
    known: FxHashMap<Numbers, (u64, Standing)>,
    /// The first of each one's numbers: most passages are of briefings without copies, and one number tells so.
    heads: FxHashSet<u64>,
}

/// An id as the columns hold it.
type Numbers = (u64, u64);

impl Copies {
    /// Those of a commit.
    ///
    /// # Errors
    /// [`Error::Damaged`] where its file cannot be read.
    pub(super) fn read(folder: &Path, committed: &Payload) -> Result<Self> {
        let Some(text) = state::load(folder, committed.copies.as_ref())? else {
            return Ok(Self::default());
        };
        let copies: BTreeMap<String, String> =
            serde_json::from_str(&text).map_err(|error| Error::Damaged {
                path: folder.to_owned(),
                reason: format!("its list of copies makes no sense: {error}"),
            })?;
        Ok(Self::told(&copies))
    }

    /// Each copy, with the briefing that stands for it.
    pub(super) fn told(copies: &BTreeMap<String, String>) -> Self {
        let mut known = FxHashMap::default();
        let mut numbers: HashMap<&str, u64> = HashMap::new();
        for (copy, original) in copies {
            let next = numbers.len() as u64;
            let number = *numbers.entry(original).or_insert(next);
            known.insert(id_numbers(original), (number, Standing::Original));
            known.insert(id_numbers(copy), (number, Standing::Copy));
        }
        let heads = known.keys().map(|(head, _): &Numbers| *head).collect();
        Self { known, heads }
    }

    /// Of a briefing that has copies or is one: a number all of them share, and its standing.
    pub(super) fn of(&self, briefing: Numbers) -> Option<(u64, Standing)> {
        self.known.get(&briefing).copied()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Whether the id of any of them has this first number.
    pub(super) fn may_have(&self, head: u64) -> bool {
        self.heads.contains(&head)
    }
}
