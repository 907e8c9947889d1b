//! What is remembered of an indexed corpus: its records, what each holds, and what is indexed. It lies in the index and commits
//! with it.

use super::copies::{Likeness, copies};
use super::report::OddDate;
use crate::annotate::Unapplied;
use crate::briefing::{Annotated, Briefing, DateOddity, DateOrigin};
use crate::source::{self, Guide, Mark, Outcome, PassedOver};
use crate::text::unspaced;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

/// Raised whenever reading or annotating gives something else for the same bytes: everything is made again then.
const REVISION: u32 = 5;

/// Everything remembered.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct State {
    /// By path.
    pub(super) records: BTreeMap<String, RecordState>,
    /// What the index holds, by briefing.
    pub(super) indexed: BTreeMap<String, Indexed>,
    /// What the index of earlier versions holds, by briefing and content.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) earlier: BTreeMap<String, BTreeMap<String, Indexed>>,
    /// What the last walk passed over on purpose.
    pub(super) skipped: Vec<PassedBy>,
    /// What the last walk could not read.
    pub(super) rejected: Vec<PassedBy>,
    /// Whether the copies the index was told of are those of what is indexed.
    #[serde(default)]
    pub(super) knows_copies: bool,
    /// The records that hold a briefing.
    #[serde(skip)]
    holders: HashMap<String, BTreeSet<String>>,
}

/// A record as it was read last.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordState {
    pub(super) size: u64,
    pub(super) modified: i64,
    pub(super) fingerprint: String,
    /// SHA-256 of the file itself, in hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) sha256: String,
    /// How far it is read, where reading can go on from there once something is added to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) read_to: Option<ReadTo>,
    /// The [`version`] it was read with; empty where it could not be read and is to be tried again.
    pub(super) made_with: String,
    /// By briefing, those of one briefing in the order of the record.
    pub(super) items: BTreeMap<String, Vec<Item>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) skipped: Vec<PassedBy>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rejected: Vec<PassedBy>,
}

/// How far a record is read: up to a mark, and what it holds before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReadTo {
    #[serde(flatten)]
    pub(super) mark: Mark,
    /// SHA-256 of the bytes before the mark: as long as they are the same, so is what was read from them.
    pub(super) before: String,
    /// Hash of its sidecar.
    pub(super) sidecar: String,
    /// How many of what was passed over stand before it.
    pub(super) skipped: usize,
    pub(super) rejected: usize,
}

/// A briefing as one record holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Item {
    /// Hash of title, byline and text, white space aside: differing ones are versions.
    pub(super) text: String,
    /// Hash of all but the provenance.
    pub(super) content: String,
    /// Hash of the provenance.
    #[serde(default)]
    pub(super) provenance: String,
    pub(super) retrieved: Option<DateTime<Utc>>,
    /// From where in the record it can be read, where that need not be read from its start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<Mark>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) date_oddities: Vec<DateOddity>,
}

/// What is indexed of a briefing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Indexed {
    #[serde(flatten)]
    pub(super) choice: Choice,
    #[serde(flatten)]
    pub(super) likeness: Likeness,
    /// How many passages it came to; `None` where an earlier demarche did not keep it.
    #[serde(default)]
    pub(super) passages: Option<usize>,
    /// Corrections that could not be applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) unapplied: Vec<Unapplied>,
    /// Whether the user said what its date is, so that what is odd about the dates found is settled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_dated: bool,
}

impl Indexed {
    pub(super) fn of(
        choice: Choice,
        likeness: Likeness,
        (annotated, unapplied): (&Annotated, Vec<Unapplied>),
    ) -> Self {
        let said = annotated.briefing.dates.said;
        Self {
            choice,
            likeness,
            passages: Some(annotated.passages.len()),
            unapplied,
            is_dated: said.is_some_and(|said| said.from == DateOrigin::Correction),
        }
    }

    /// Whether an index holds anything of it.
    pub(super) fn has_passages(&self) -> bool {
        self.passages.unwrap_or(self.likeness.body.words) > 0
    }
}

/// Which content of a briefing is to be indexed, from which record and place, made with which version and corrections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choice {
    pub(super) content: String,
    pub(super) path: String,
    /// [`Item::provenance`].
    #[serde(default)]
    pub(super) provenance: String,
    pub(super) made_with: String,
    /// [`crate::annotate::Corrections::version`] of the briefing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) corrected: String,
}

/// A place that gave no briefing, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PassedBy {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<String>,
    pub(super) reason: String,
}

/// Changes whenever the same bytes are to be read or annotated anew.
pub(super) fn version(guide: &Guide<'_>) -> String {
    hash(format!("{REVISION} {}", guide.version()).as_bytes())
}

impl State {
    /// The state a commit kept; `None` where it is not one this version reads.
    pub(super) fn read(kept: &str) -> Option<Self> {
        let mut state: Self = serde_json::from_str(kept).ok()?;
        for (path, record) in &state.records {
            for id in record.items.keys() {
                let holders = state.holders.entry(id.clone()).or_default();
                holders.insert(path.clone());
            }
        }
        Some(state)
    }

    /// Whether the record of a choice holds its content of the briefing once: then it is that, though its provenance may be another by now,
    /// as when the time of the file was changed and nothing else.
    pub(super) fn is_alone(&self, choice: &Choice, id: &str) -> bool {
        let record = self.records.get(&choice.path);
        let items = record.and_then(|record| record.items.get(id));
        let same = items.into_iter().flatten();
        same.filter(|item| item.content == choice.content).count() == 1
    }

    /// As text, for the next commit.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() // plain data with text keys: cannot fail
    }

    /// Whether any record holds the briefing.
    pub(super) fn is_held(&self, id: &str) -> bool {
        self.holders.contains_key(id)
    }

    /// All briefings held or indexed.
    pub(super) fn briefings(&self) -> BTreeSet<String> {
        self.holders
            .keys()
            .chain(self.indexed.keys())
            .cloned()
            .collect()
    }

    /// Forgets a record and what it holds.
    pub(super) fn forget(&mut self, path: &str) {
        let Some(record) = self.records.remove(path) else {
            return;
        };
        for id in record.items.keys() {
            if let Some(holders) = self.holders.get_mut(id) {
                holders.remove(path);
                if holders.is_empty() {
                    self.holders.remove(id);
                }
            }
        }
    }

    /// Remembers a record, read anew.
    pub(super) fn remember(&mut self, path: &str, record: RecordState) {
        self.forget(path);
        for id in record.items.keys() {
            let holders = self.holders.entry(id.clone()).or_default();
            holders.insert(path.to_owned());
        }
        self.records.insert(path.to_owned(), record);
    }

    /// What is to be indexed of a briefing, corrections aside: its newest content, from the record that held this content first.
    pub(super) fn choice(&self, id: &str) -> Option<Choice> {
        self.choice_of(id, |_| true)
    }

    /// The same among some of the places that hold the briefing.
    pub(super) fn choice_of(&self, id: &str, among: impl Fn(&Item) -> bool) -> Option<Choice> {
        let mut held = self.held(id);
        held.retain(|(_, item)| among(item));
        let newest = held
            .iter()
            .max_by_key(|(path, item)| (item.retrieved, *path))?
            .1;
        let same = held
            .iter()
            .filter(|(_, item)| item.content == newest.content);
        let (path, item) = same.min_by_key(|(path, item)| (item.retrieved, *path))?;
        let record = self.records.get(*path)?;
        Some(Choice {
            content: item.content.clone(),
            path: (*path).clone(),
            provenance: item.provenance.clone(),
            made_with: record.made_with.clone(),
            corrected: String::new(),
        })
    }

    /// The differing texts of a briefing in the order of their retrieval, each by the place it was found at first; a text that came
    /// back after another one counts again.
    pub(super) fn versions(&self, id: &str) -> Vec<(&String, &Item)> {
        let mut held = self.held(id);
        held.sort_by_key(|(path, item)| (item.retrieved, *path)); // stable: within a record its own order
        held.dedup_by(|(_, later), (_, earlier)| later.text == earlier.text);
        held
    }

    /// Each copy, and the briefing that stands for it.
    pub(super) fn copies(&self) -> BTreeMap<String, String> {
        copies(&self.indexed)
    }

    /// Everything passed over on purpose, and everything that could not be read, by path.
    pub(super) fn passed_over(&self) -> (Vec<PassedOver>, Vec<PassedOver>) {
        let in_walk = |passed: &PassedBy| PassedOver {
            path: passed.place.clone(),
            locator: None,
            reason: passed.reason.clone(),
        };
        let mut skipped: Vec<PassedOver> = self.skipped.iter().map(in_walk).collect();
        let mut rejected: Vec<PassedOver> = self.rejected.iter().map(in_walk).collect();
        for (path, record) in &self.records {
            let in_record = |passed: &PassedBy| PassedOver {
                path: Some(path.clone()),
                locator: passed.place.clone(),
                reason: passed.reason.clone(),
            };
            let of_record = |passed: &Vec<PassedBy>| -> Vec<PassedOver> {
                passed.iter().map(in_record).collect()
            };
            let (mut of_skipped, mut of_rejected) =
                (of_record(&record.skipped), of_record(&record.rejected));
            // What is read in parts is told as if it had been read at once.
            if record.read_to.is_some() {
                (of_skipped, of_rejected) = tallied(of_skipped, of_rejected, path);
            }
            skipped.extend(of_skipped);
            rejected.extend(of_rejected);
        }
        (skipped, rejected)
    }

    /// How many briefings are indexed as the user corrected them.
    pub(super) fn corrected(&self) -> u64 {
        let corrected = self.indexed.values();
        let corrected = corrected.filter(|one| !one.choice.corrected.is_empty());
        corrected.count() as u64
    }

    /// How many corrections of what is indexed have no effect.
    pub(super) fn without_effect(&self) -> u64 {
        let indexed = self.indexed.values();
        indexed.map(|one| one.unapplied.len() as u64).sum()
    }

    /// What is odd about the dates of what is indexed.
    pub(super) fn date_oddities(&self) -> Vec<OddDate> {
        let mut odd = Vec::new();
        for (id, indexed) in self.indexed.iter().filter(|(_, one)| !one.is_dated) {
            let items = self.records.get(&indexed.choice.path);
            let items = items.and_then(|record| record.items.get(id)).into_iter();
            let item = items
                .flatten()
                .find(|item| item.content == indexed.choice.content);
            odd.extend(item.into_iter().flat_map(|item| {
                item.date_oddities.iter().map(|oddity| OddDate {
                    id: id.clone(),
                    path: indexed.choice.path.clone(),
                    oddity: oddity.clone(),
                })
            }));
        }
        odd.sort_by(|a, b| (a.oddity.kind, &a.path, &a.id).cmp(&(b.oddity.kind, &b.path, &b.id)));
        odd
    }

    /// The briefing as each record holds it.
    pub(super) fn held(&self, id: &str) -> Vec<(&String, &Item)> {
        let holders = self.holders.get(id).into_iter().flatten();
        let records = holders.filter_map(|path| self.records.get_key_value(path));
        let items = records.filter_map(|(path, record)| Some((path, record.items.get(id)?)));
        items
            .flat_map(|(path, items)| items.iter().map(move |item| (path, item)))
            .collect()
    }
}

/// What was passed over in one record, many items passed over for one reason told once.
fn tallied(
    skipped: Vec<PassedOver>,
    rejected: Vec<PassedOver>,
    path: &str,
) -> (Vec<PassedOver>, Vec<PassedOver>) {
    let all = skipped.into_iter().map(Outcome::Skipped);
    let all = all.chain(rejected.into_iter().map(Outcome::Rejected));
    let (mut skipped, mut rejected) = (Vec::new(), Vec::new());
    for outcome in source::tallied(all, path) {
        match outcome {
            Outcome::Skipped(passed) => skipped.push(passed),
            Outcome::Rejected(passed) => rejected.push(passed),
            Outcome::Briefing(..) => (),
        }
    }
    (skipped, rejected)
}

impl Item {
    /// What is remembered of a briefing.
    pub(super) fn of(briefing: &Briefing) -> Self {
        let mut bare = briefing.clone();
        bare.provenance = crate::briefing::Provenance::default();
        bare.dates.retrieved = None;
        let [title, byline] =
            [&bare.title, &bare.byline].map(|one| one.as_deref().unwrap_or_default());
        let written = [title, byline, &bare.text].map(unspaced);
        Self {
            text: hash(written.join("\n").as_bytes()),
            content: hash(&serde_json::to_vec(&bare).unwrap_or_default()),
            provenance: hash(&serde_json::to_vec(&briefing.provenance).unwrap_or_default()),
            retrieved: retrieved(briefing),
            at: None,
            date_oddities: briefing.date_oddities.clone(),
        }
    }
}

/// When a briefing was retrieved: the moment its record tells, unless its metadata name another day.
fn retrieved(briefing: &Briefing) -> Option<DateTime<Utc>> {
    let moment = briefing.provenance.retrieved_at;
    let given = briefing.dates.retrieved.map(|date| date.day);
    let other = given.filter(|day| moment.is_none_or(|moment| moment.date_naive() != *day));
    let start = other.map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc());
    start.or(moment)
}

impl From<PassedOver> for PassedBy {
    fn from(passed: PassedOver) -> Self {
        Self {
            place: passed.locator,
            reason: passed.reason,
        }
    }
}

/// Enough of a SHA-256 to tell contents apart, in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record holding one briefing, `b`, with this content, retrieved on this day of May 2024.
    fn holding(state: &mut State, path: &str, content: &str, day: u32) {
        let retrieved = format!("2024-05-{day:02}T00:00:00Z").parse().ok();
        let item = Item {
            text: content.to_owned(),
            content: content.to_owned(),
            provenance: String::new(),
            retrieved,
            at: None,
            date_oddities: Vec::new(),
        };
        let record = RecordState {
            fingerprint: path.to_owned(),
            items: BTreeMap::from([("b".to_owned(), vec![item])]),
            ..RecordState::default()
        };
        state.remember(path, record);
    }

    fn chosen(state: &State) -> Option<String> {
        let choice = state.choice("b")?;
        Some(format!("{} of {}", choice.content, choice.path))
    }

    #[test]
    fn the_newest_content_is_chosen_from_the_record_that_held_it_first() {
        let mut state = State::default();
        holding(&mut state, "z", "old", 1);
        holding(&mut state, "c", "new", 4);
        holding(&mut state, "a", "new", 5);
        assert_eq!(chosen(&state).as_deref(), Some("new of c"));
        assert_eq!(state.versions("b").len(), 2);
    }

    #[test]
    fn what_is_left_takes_over_when_a_record_goes() {
        let mut state = State::default();
        holding(&mut state, "a", "old", 1);
        holding(&mut state, "b", "new", 2);
        state.forget("b");
        assert_eq!(chosen(&state).as_deref(), Some("old of a"));
        state.forget("a");
        assert_eq!(chosen(&state), None);
        assert!(!state.is_held("b"));
    }

    #[test]
    fn a_state_read_again_knows_who_holds_what() {
        let mut state = State::default();
        holding(&mut state, "a", "old", 1);
        holding(&mut state, "b", "new", 2);
        let again = State::read(&state.written()).unwrap();
        assert_eq!(chosen(&again), chosen(&state));
        assert_eq!(again.briefings(), state.briefings());
    }
}
