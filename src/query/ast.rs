//! The query's syntax tree, as typed.

use super::Note;
use serde::{Deserialize, Serialize};

/// A query as typed: clauses side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Query {
    /// In the order typed.
    pub clauses: Vec<Clause>,
}

/// A part of a query and whether it must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Whether it must hold.
    pub occur: Occur,
    /// What is asked.
    pub node: Node,
}

/// Whether a clause must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Occur {
    /// A word ranks; phrases and filters must hold.
    Plain,
    /// `+word`, `a AND b`: must hold.
    Required,
    /// `-word`, `NOT word`: must not hold.
    Excluded,
}

/// What a clause asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Node {
    /// A word, to be found in any form.
    Word(String),
    /// `"words in this order"`.
    Phrase(String),
    /// `exact:word`: in this form only.
    Exact(String),
    /// `word*`.
    Prefix(String),
    /// `field:value`.
    Filter(Filter),
    /// `a OR b`: one of them.
    Any(Vec<Clause>),
    /// `(a b)`: all of them.
    All(Vec<Clause>),
}

/// A field and the value it is to have, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The field.
    pub field: Field,
    /// As typed, without quotation marks.
    pub value: String,
}

/// The fields a query can filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Source of a statement; alone, whoever states or is quoted.
    By,
    /// Target of a statement.
    On,
    /// `critical`, `neutral`, `supportive`.
    Stance,
    /// Act class of a statement.
    Act,
    /// `asserted`, `reported`, `alleged`, `denied`, `hypothetical`.
    Status,
    /// `5`, `6..`, `3..5`.
    Strength,
    /// Mentioned anywhere in the passage.
    Entity,
    /// Who utters the passage.
    Speaker,
    /// Who published the briefing.
    Ministry,
    /// Whose ministry or office published it.
    Country,
    /// The medium.
    Outlet,
    /// Subject.
    Topic,
    /// Language of the briefing.
    Lang,
    /// Kind of the passage.
    Kind,
    /// Form of the briefing.
    Form,
    /// Said on these days.
    Date,
    /// Said on this day or later.
    Since,
    /// Said on this day or earlier.
    Until,
    /// `BRIEFING` or `BRIEFING#3`.
    Id,
}

/// Reads text as a query. Whatever the text, there is a query; the notes say what was taken as words.
#[must_use]
pub fn parse(text: &str) -> (Query, Vec<Note>) {
    let _ = text;
    (Query::default(), Vec::new())
}

impl Query {
    /// The query with every word required, as `--all-words` asks.
    #[must_use]
    pub fn requiring_all_words(mut self) -> Self {
        for clause in &mut self.clauses {
            if clause.occur == Occur::Plain && !matches!(clause.node, Node::Filter(_)) {
                clause.occur = Occur::Required;
            }
        }
        self
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, _formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
