//! What a search gives.

use crate::briefing::StoredPassage;
use crate::query::Note;
use crate::text::Span;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use std::time::Duration;

/// How hits are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// In what order.
    pub sort: Sort,
    /// How many at most; `None` is all.
    pub limit: Option<usize>,
    /// How many to pass over first.
    pub offset: usize,
    /// What becomes of copies.
    pub copies: Copies,
    /// Of one briefing at most so many before others have had their turn; `None` leaves the order as it is.
    pub spread: Option<NonZeroUsize>,
    /// Whether hits are to come with the summands of their scores.
    pub explain: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sort: Sort::Relevance,
            limit: Some(10),
            offset: 0,
            copies: Copies::Fold,
            spread: None,
            explain: false,
        }
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// By score, then newest, then id.
    #[default]
    Relevance,
    /// By date, then score, then id; undated last.
    Newest,
    /// By date, then score, then id; undated last.
    Oldest,
}

/// What becomes of passages with the same text, or nearly the same in copies of one briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Copies {
    /// That of the official text stands for all, else the first.
    Fold,
    /// Each is a hit.
    Keep,
}

/// What a search gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// The query as text.
    pub query: String,
    /// The query in English.
    pub read_as: String,
    /// Passages listed, before folding of copies.
    pub total: u64,
    /// Those of them that hold all words.
    pub holding_all: u64,
    /// How many words there are to hold; 0 and 1 leave nothing to say about `holding_all`.
    pub words: usize,
    /// Passages that only a date filter left out because their briefing has no date.
    pub undated_left_out: u64,
    /// How long it took.
    pub took: Duration,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// What is to be said about the query or its results; with no hits, why.
    pub notes: Vec<Note>,
}

/// A passage found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// In idf units.
    pub score: f64,
    /// The passage, complete.
    pub passage: StoredPassage,
    /// Positions in `passage.statements` of those the query asked for.
    pub matched: Vec<usize>,
    /// What to mark in `passage.text`, in order, disjoint.
    pub highlights: Vec<Span>,
    /// Other passages listed with the same text, or with nearly the same in a copy of its briefing.
    pub copies: u64,
    /// First day any of them all was said.
    pub earliest: Option<NaiveDate>,
    /// Whether its briefing stands for others that are copies of it.
    pub is_original: bool,
    /// How the score came about; without parts where that was not asked.
    pub explanation: Explanation,
}

/// A score as a tree of summands: a node with parts is their sum.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// What it is for.
    pub what: String,
    /// In idf units.
    pub value: f64,
    /// What it is the sum of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}
