//! What the reader of queries knows: the lexicon, the values that occur in the index, and what day it is.

use super::{Field, candidates};
use crate::lexicon::Lexicon;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What values can mean.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Names of entities and topics.
    pub lexicon: &'a Lexicon,
    /// Values that occur in the index.
    pub vocabulary: &'a Vocabulary,
    /// What `30d` counts back from.
    pub today: NaiveDate,
}

/// The values that occur in an index, most frequent first within their field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Fields without values are absent.
    pub values: BTreeMap<Field, Vec<Value>>,
}

/// A value and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// As indexed: an id, or the text as the publisher writes it.
    pub key: String,
    /// What the id is called, where the index knows it.
    pub name: Option<String>,
    /// How many passages have it.
    pub passages: u64,
}

/// Words a name has at most that is suggested: what is longer was hardly written as one.
const LONGEST_NAME: usize = 3;

impl Vocabulary {
    /// Names of parties and speakers that are spelled much like `word`, or one word of which is.
    #[must_use]
    pub fn names_near(&self, word: &str) -> Vec<String> {
        let fields = [Field::Speaker, Field::By, Field::On, Field::Entity];
        let values = fields.iter().flat_map(|field| self.of(*field));
        let names = values.filter_map(|value| value.name.as_deref());
        let short = names.filter(|name| name.split_whitespace().count() <= LONGEST_NAME);
        candidates::nearest(word, short)
    }

    /// The values of a field, most frequent first.
    #[must_use]
    pub fn of(&self, field: Field) -> &[Value] {
        self.values.get(&field).map_or(&[], Vec::as_slice)
    }
}

impl Known<'_> {
    /// What a key is called: by the lexicon, by the index, else itself.
    #[must_use]
    pub fn name(&self, field: Field, key: &str) -> String {
        if let Some(entity) = self.lexicon.entities().entity(key) {
            return entity.name.clone();
        }
        let values = self.vocabulary.of(field).iter();
        let mut named = values.filter(|value| value.key == key);
        let name = named.find_map(|value| value.name.clone());
        name.unwrap_or_else(|| key.trim_start_matches('=').to_owned())
    }
}
