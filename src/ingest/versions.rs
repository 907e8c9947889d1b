//! The versions of briefings, read again from the records that hold them: nothing is stored twice.

use super::state::{Item, State};
use super::update::{cells, read_at};
use crate::Result;
use crate::archive::{Archive, Entry, Found, walk};
use crate::briefing::Briefing;
use crate::source::{Guide, Mark, Outcome};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Versions read together, so that a record that holds many is read once.
const AT_ONCE: usize = 1024;
/// Bytes of their texts held in memory at once.
const MOST_BYTES: usize = 256 << 20;

/// What an index knows of the briefings of its corpus and their versions.
#[derive(Debug, Default)]
pub struct Ledger(pub(super) State);

/// A briefing with its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The briefing's id.
    pub id: String,
    /// Its versions in order of their retrieval; neighbours differ. A text that came back after another one is a version again.
    pub versions: Vec<Version>,
}

/// A text of a briefing.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// When it was retrieved first.
    pub retrieved: Option<DateTime<Utc>>,
    /// The file it was found in first, relative to the corpus folder.
    pub path: String,
    /// The briefing as it was then, else why it cannot be read any more.
    pub text: Result<Box<Briefing>, String>,
}

/// Why a version is not read together with others.
const TOO_MUCH: &str = "too much text to be compared at once";

/// The version to be read, by id, and its place in the history.
type Wanted<'a> = HashMap<&'a str, Vec<(&'a Item, usize, usize)>>;

impl Ledger {
    /// That of the state an index keeps; an empty one where there is none.
    #[must_use]
    pub fn read(kept: Option<&str>) -> Self {
        Self(kept.and_then(State::read).unwrap_or_default())
    }

    /// The file of the corpus that has these bytes, by their SHA-256.
    #[must_use]
    pub fn path_of(&self, sha256: &str) -> Option<String> {
        let mut records = self.0.records.iter();
        let found = records.find(|(_, record)| record.sha256 == sha256);
        found.map(|(path, _)| path.clone())
    }

    /// All ids, sorted.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.0.briefings().into_iter().collect()
    }

    /// The ids of briefings with several versions, those changed last first.
    #[must_use]
    pub fn changed(&self) -> Vec<String> {
        let ids = self.0.briefings().into_iter();
        let last = ids.filter_map(|id| match self.0.versions(&id).as_slice() {
            [_, .., (_, last)] => Some((last.retrieved, id)),
            _ => None,
        });
        let mut last: Vec<_> = last.collect();
        last.sort_by(|(a, id), (b, other)| b.cmp(a).then_with(|| id.cmp(other)));
        last.into_iter().map(|(_, id)| id).collect()
    }

    /// Hands the history of each of these briefings to `emit`, in this order.
    ///
    /// # Errors
    /// Only what `emit` returns; a text that cannot be read is told in its version.
    pub fn histories(
        &self,
        ids: &[String],
        archive: &Archive,
        guide: &Guide<'_>,
        emit: &mut dyn FnMut(History) -> Result<()>,
    ) -> Result<()> {
        let entries = walk(archive.corpus()).filter_map(|found| match found {
            Found::Entry(entry) => Some((entry.path.clone(), entry)),
            _ => None,
        });
        let entries: HashMap<String, Entry> = entries.collect();
        let mut rest = ids;
        while !rest.is_empty() {
            let mut held = 0;
            let fitting = rest.iter().take_while(|id| {
                held += self.0.versions(id).len();
                held <= AT_ONCE
            });
            let (batch, after) = rest.split_at(fitting.count().max(1));
            for mut history in self.read_batch(batch, &entries, guide) {
                let is_left_out = |version: &Version| version.text == Err(TOO_MUCH.to_owned());
                if batch.len() > 1 && history.versions.iter().any(is_left_out) {
                    let alone = self
                        .read_batch(&[history.id.clone()], &entries, guide)
                        .pop();
                    history = alone.unwrap_or(history);
                }
                emit(history)?;
            }
            rest = after;
        }
        Ok(())
    }

    /// Reads each record that holds one of the versions once.
    fn read_batch(
        &self,
        ids: &[String],
        entries: &HashMap<String, Entry>,
        guide: &Guide<'_>,
    ) -> Vec<History> {
        let mut histories = Vec::new();
        let mut records: BTreeMap<&str, Wanted> = BTreeMap::new();
        for (history, id) in ids.iter().enumerate() {
            let held = self.0.versions(id);
            let versions = held.iter().enumerate().map(|(position, (path, item))| {
                let of_record = records.entry(path).or_default();
                let wanted = of_record.entry(id).or_default();
                wanted.push((*item, history, position));
                Version {
                    retrieved: item.retrieved,
                    path: (*path).clone(),
                    text: Err("its file is no longer in the corpus".to_owned()),
                }
            });
            histories.push(History {
                id: id.clone(),
                versions: versions.collect(),
            });
        }
        let mut room = MOST_BYTES;
        for (path, wanted) in records {
            let entry = entries.get(path);
            let read = entry.map(|entry| read(entry, &wanted, &mut room, guide));
            for (history, position, text) in read.into_iter().flatten() {
                let version = histories
                    .get_mut(history)
                    .and_then(|history: &mut History| history.versions.get_mut(position));
                if let Some(version) = version {
                    version.text = text;
                }
            }
        }
        histories
    }
}

/// The wanted versions that a record holds, each with its place, as long as there is room for their texts.
fn read(
    entry: &Entry,
    wanted: &Wanted,
    room: &mut usize,
    guide: &Guide<'_>,
) -> Vec<(usize, usize, Result<Box<Briefing>, String>)> {
    let all = wanted.values().flatten();
    let places = all.map(|(_, history, position)| (*history, *position));
    let marks: Option<BTreeSet<Mark>> = wanted
        .values()
        .flatten()
        .map(|(item, ..)| item.at)
        .collect();
    let marks = marks.map(cells);
    let opened = match &marks {
        Some(_) => entry.open(),
        None => entry.read(),
    };
    let record = match opened {
        Ok(record) => record,
        Err(reason) => {
            let told = |(history, position)| (history, position, Err(reason.clone()));
            return places.map(told).collect();
        }
    };
    let changed = "its file changed since it was indexed; demarche index updates the index";
    let mut found: BTreeMap<(usize, usize), Result<Box<Briefing>, String>> = places
        .map(|place| (place, Err(changed.to_owned())))
        .collect();
    for outcome in read_at(&record, guide, marks.as_deref()) {
        let Outcome::Briefing(briefing, _) = outcome else {
            continue;
        };
        let Some(wanted) = wanted.get(briefing.id.as_str()) else {
            continue;
        };
        let text = Item::of(&briefing).text;
        for (_, history, position) in wanted.iter().filter(|(item, ..)| item.text == text) {
            let found = found.get_mut(&(*history, *position));
            let Some(found) = found.filter(|found| found.is_err()) else {
                continue;
            };
            let left = room.checked_sub(briefing.text.len());
            *found = match left {
                Some(_) => Ok(briefing.clone()),
                None => Err(TOO_MUCH.to_owned()),
            };
            *room = left.unwrap_or(*room);
        }
    }
    found
        .into_iter()
        .map(|((history, position), text)| (history, position, text))
        .collect()
}
