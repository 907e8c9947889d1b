//! What the reader of queries knows: the lexicon, the values that occur in the index, and what day it is.

use super::{Field, candidates};
use crate::lexicon::Lexicon;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

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

/// The values that occur in an index, most frequent first within their field: read when first asked for, since most queries ask for
/// those of one field or two.
pub struct Vocabulary {
    /// All of them, and those that are ids.
    values: BTreeMap<Field, [OnceLock<Vec<Value>>; 2]>,
    read: Box<Read>,
}

type Read = dyn Fn(Field, Keys) -> Vec<Value> + Send + Sync;

/// Which values of a field are read: there may be ten times as many names without an id as there are ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys<'a> {
    /// All of them.
    All,
    /// Those that are no names.
    Ids,
    /// This one.
    One(&'a str),
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
    /// Of these fields; `read` gives the values of each.
    #[must_use]
    pub fn new(
        fields: impl IntoIterator<Item = Field>,
        read: impl Fn(Field, Keys) -> Vec<Value> + Send + Sync + 'static,
    ) -> Self {
        let fields = fields.into_iter();
        Self {
            values: fields.map(|field| (field, <_>::default())).collect(),
            read: Box::new(read),
        }
    }

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
        let values = self.values.get(&field);
        values.map_or(&[], |[all, _]| {
            all.get_or_init(|| (self.read)(field, Keys::All))
        })
    }

    /// Those of them that are ids.
    #[must_use]
    pub fn ids(&self, field: Field) -> &[Value] {
        let values = self.values.get(&field);
        values.map_or(&[], |[_, ids]| {
            ids.get_or_init(|| (self.read)(field, Keys::Ids))
        })
    }

    /// Whether a field has a value with this key.
    #[must_use]
    pub fn has(&self, field: Field, key: &str) -> bool {
        !(self.read)(field, Keys::One(key)).is_empty()
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::new([], |_, _| Vec::new())
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
