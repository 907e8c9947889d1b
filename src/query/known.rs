//! What the reader of queries knows: the lexicon, the values that occur in the index, and what day it is.

use super::Field;
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
