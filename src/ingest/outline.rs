//! What of the state tells whether an index is behind its corpus. It is as small for many records as for few, so that a query need not
//! read what is remembered of each.

use super::state::State;
use crate::annotate::Corrections;
use crate::text::{mixed, stable_hash};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What tells that an index is not what a new run would make it.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outline {
    pub(super) records: Stamps,
    /// The versions that what could be read was read with.
    pub(super) made_with: BTreeSet<String>,
    /// The corrections that briefings were made with, where there were any.
    pub(super) corrected: BTreeMap<String, String>,
}

/// The paths, sizes and times of files, in whatever order they come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamps {
    count: u64,
    sum: u64,
}

impl Stamps {
    pub(super) fn add(&mut self, path: &str, size: u64, modified: i64) {
        let numbers = [size, modified.cast_unsigned()];
        let stamp = numbers
            .into_iter()
            .fold(stable_hash(path), |hash, number| mixed(hash ^ number));
        self.count += 1;
        self.sum = self.sum.wrapping_add(stamp);
    }
}

impl Outline {
    pub(super) fn of(state: &State) -> Self {
        let mut outline = Self::default();
        for (path, record) in &state.records {
            outline.records.add(path, record.size, record.modified);
            if !record.made_with.is_empty() {
                outline.made_with.insert(record.made_with.clone());
            }
        }
        for (id, indexed) in &state.indexed {
            let corrected = &indexed.choice.corrected;
            if !corrected.is_empty() {
                outline.corrected.insert(id.clone(), corrected.clone());
            }
        }
        outline
    }

    /// The outline a commit kept; `None` where it is not one this version reads.
    pub(super) fn read(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// As text, for the next commit.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() // plain data with text keys: cannot fail
    }

    /// Whether all was read with this version.
    pub(super) fn is_made_with(&self, version: &str) -> bool {
        self.made_with.iter().all(|own| own == version)
    }

    /// Whether other corrections are in force than those the briefings were made with. `indexed` is asked of few briefings, if any.
    pub(super) fn is_otherwise_corrected(
        &self,
        now: &Corrections,
        mut indexed: impl FnMut(&str) -> bool,
    ) -> bool {
        let mut made = self.corrected.iter();
        if made.any(|(id, version)| *version != now.version(id)) {
            return true;
        }
        let mut new = now
            .briefings()
            .filter(|id| !self.corrected.contains_key(*id));
        new.any(|id| !now.version(id).is_empty() && indexed(id))
    }
}
