//! What arrived when. A passage is known by its briefing and its words, so that neither its number nor its place in the index counts.
//!
//! A briefing whose file, or whose title, byline and text, are as they were has not changed, however it is cut into passages now: a
//! newer demarche, lexicon or correction makes nothing arrive. One that is held under another id than before, with the same text,
//! was moved. What once arrived is known for ever, so that what goes and comes back does not arrive again.

use super::log::Log;
use crate::ingest::Held;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

/// Why a passage is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum News {
    /// Its briefing arrived.
    New,
    /// Its briefing had arrived before, without these words.
    Changed,
}

/// A briefing as it arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Arrived {
    /// Hash of the file it was read from.
    record: String,
    /// Hash of its title, byline and text.
    text: String,
    /// By run, the hashes of the passages that arrived in it, in hexadecimal, parted by spaces.
    passages: BTreeMap<u64, String>,
}

impl Arrived {
    fn hashes(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.passages.iter().flat_map(|(run, hashes)| {
            let hashes = hashes.split(' ');
            hashes.filter_map(|hash| Some((*run, u64::from_str_radix(hash, 16).ok()?)))
        })
    }

    /// Notes those of the hashes that are not known yet.
    fn note(&mut self, hashes: &[u64], run: u64) {
        let mut known: HashSet<u64> = self.hashes().map(|(_, hash)| hash).collect();
        for hash in hashes.iter().filter(|hash| known.insert(**hash)) {
            let list = self.passages.entry(run).or_default();
            let space = if list.is_empty() { "" } else { " " };
            let _ = write!(list, "{space}{hash:016x}"); // writing to a String cannot fail
        }
    }

    fn last_run(&self) -> Option<u64> {
        self.passages.keys().next_back().copied()
    }
}

impl Log {
    /// Notes what arrived since the last run: briefings `held` now, and the hashes of their passages.
    pub(super) fn arrive(
        &mut self,
        held: &BTreeMap<String, Held>,
        hashes: &BTreeMap<String, Vec<u64>>,
    ) {
        self.runs += 1;
        let run = self.runs;
        let gone = self
            .briefings
            .iter()
            .filter(|(id, _)| !held.contains_key(*id));
        let gone: HashMap<String, Arrived> = gone
            .map(|(_, gone)| (gone.text.clone(), gone.clone()))
            .collect();
        for (id, held) in held {
            let known = self.briefings.get(id).or_else(|| gone.get(&held.text));
            let is_same =
                known.is_some_and(|known| known.text == held.text || known.record == held.record);
            let mut arrived = known.cloned().unwrap_or_default();
            // Passages cut otherwise belong to the run in which the briefing came or changed last.
            let at = if is_same {
                arrived.last_run().unwrap_or(run)
            } else {
                run
            };
            arrived.note(hashes.get(id).map(Vec::as_slice).unwrap_or_default(), at);
            arrived.record.clone_from(&held.record);
            arrived.text.clone_from(&held.text);
            self.briefings.insert(id.clone(), arrived);
        }
    }

    /// What arrived after a run: by briefing, hashes of passages.
    pub(super) fn since(&self, upto: u64) -> HashMap<&str, HashMap<u64, News>> {
        let mut since: HashMap<&str, HashMap<u64, News>> = HashMap::new();
        for (id, arrived) in &self.briefings {
            if arrived.last_run().is_none_or(|last| last <= upto) {
                continue;
            }
            let first = arrived.passages.keys().next().copied();
            for (run, hash) in arrived.hashes().filter(|(run, _)| *run > upto) {
                let news = if Some(run) == first {
                    News::New
                } else {
                    News::Changed
                };
                since.entry(id).or_default().insert(hash, news);
            }
        }
        since
    }
}
