//! The archive as it stood at a moment: of each briefing the content that was the newest then, by the time of its capture.
//!
//! What an index made of nothing but the captures up to then would hold is what is shown; a test makes such indexes and compares.

use super::state::{Choice, Indexed, Item, State};
use super::versions::Ledger;
use crate::index::Then;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What stood at a moment, and what did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stood {
    /// What the index is to show.
    pub then: Then,
    /// Briefings that stood.
    pub briefings: u64,
    /// Those of them whose text or metadata were others than now.
    pub earlier: u64,
    /// Briefings captured later only.
    pub to_come: u64,
    /// Briefings of which nobody knows when they were captured: they are left out, too.
    pub untold: u64,
    /// Briefings whose content of then the index does not hold, as when a run that was to index it was interrupted.
    pub lacking: u64,
}

/// What a briefing is indexed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Hash of where it comes from: the file and the place in it, its hash and the moment it was retrieved.
    pub record: String,
    /// Hash of its title, byline and text, white space aside.
    pub text: String,
}

impl Ledger {
    /// What each briefing that is indexed is indexed from.
    #[must_use]
    pub fn held(&self) -> BTreeMap<String, Held> {
        let indexed = self.0.indexed.iter().map(|(id, indexed)| {
            let choice = &indexed.choice;
            let record = self.0.records.get(&choice.path);
            let items = record.and_then(|record| record.items.get(id)).into_iter();
            let item = items.flatten().find(|item| item.content == choice.content);
            let held = Held {
                record: choice.provenance.clone(),
                text: item.map(|item| item.text.clone()).unwrap_or_default(),
            };
            (id.clone(), held)
        });
        indexed.collect()
    }

    /// What stood at the moment.
    #[must_use]
    pub fn stood(&self, moment: DateTime<Utc>) -> Stood {
        let state = &self.0;
        let mut stood = Stood::default();
        let mut indexed: BTreeMap<String, Indexed> = BTreeMap::new();
        for (id, now) in &state.indexed {
            let captured = |item: &Item| item.retrieved.is_some_and(|time| time <= moment);
            let Some(choice) = state.choice_of(id, captured) else {
                let held = state.held(id);
                if held.iter().any(|(_, item)| item.retrieved.is_some()) {
                    stood.to_come += 1;
                } else {
                    stood.untold += 1;
                }
                stood.then.hidden.insert(id.clone());
                continue;
            };
            stood.briefings += 1;
            if choice.content == now.choice.content {
                indexed.insert(id.clone(), now.clone());
                continue;
            }
            stood.earlier += 1;
            stood.then.hidden.insert(id.clone());
            let earlier = state.earlier.get(id);
            match earlier.and_then(|earlier| earlier.get(&choice.content)) {
                Some(earlier) => {
                    if earlier.has_passages() {
                        let content = choice.content.clone();
                        stood.then.earlier.insert(id.clone(), content);
                    }
                    indexed.insert(id.clone(), earlier.clone());
                }
                None => stood.lacking += 1,
            }
        }
        stood.then.copies = super::copies::copies(&indexed);
        stood
    }
}

impl State {
    /// Briefings that have had other contents than the one indexed, or of which such are kept.
    pub(super) fn with_earlier(&self) -> BTreeSet<String> {
        let several = self.briefings().into_iter().filter(|id| {
            let held = self.held(id);
            let mut contents = held.iter().map(|(_, item)| &item.content);
            let first = contents.next();
            contents.any(|content| Some(content) != first)
        });
        several.chain(self.earlier.keys().cloned()).collect()
    }

    /// The contents a briefing has had besides the one to be indexed, each from the record that held it first; corrections aside.
    pub(super) fn earlier_choices(&self, id: &str) -> BTreeMap<String, Choice> {
        let newest = self.choice(id).map(|choice| choice.content);
        let held = self.held(id).into_iter();
        let contents: BTreeSet<&String> = held.map(|(_, item)| &item.content).collect();
        let earlier = contents
            .into_iter()
            .filter(|content| Some(*content) != newest.as_ref());
        let choices = earlier.filter_map(|content| {
            let choice = self.choice_of(id, |item| item.content == *content)?;
            Some((content.clone(), choice))
        });
        choices.collect()
    }
}
