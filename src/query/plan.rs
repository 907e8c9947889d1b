//! The plan: what a query comes to, with every value resolved and every word analysed, and no engine named.

use super::{Near, StatementCondition};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is asked of a passage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What ranks: a passage is listed when it holds at least half of these, rounded up.
    pub wanted: Vec<Condition>,
    /// What must hold.
    pub required: Vec<Condition>,
    /// What must not.
    pub excluded: Vec<Condition>,
    /// What one statement must satisfy, once more, for ranking and for marking it.
    pub statement: Option<StatementCondition>,
    /// The query in English.
    pub read_as: String,
}

impl Plan {
    /// How many of `wanted` a passage must hold to be listed: half, rounded up.
    #[must_use]
    pub fn enough(&self) -> usize {
        self.wanted.len().div_ceil(2)
    }

    /// What adds to a passage's score when it holds: all that is wanted, then what of the required is text.
    pub fn scored(&self) -> impl Iterator<Item = &Condition> {
        let required = self
            .required
            .iter()
            .filter(|condition| condition.has_text());
        self.wanted.iter().chain(required)
    }
}

impl Condition {
    /// Whether it asks for any text.
    #[must_use]
    pub fn has_text(&self) -> bool {
        !self.texts().is_empty()
    }

    /// The texts it asks for; none of what it excludes.
    #[must_use]
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Text(text) => vec![text],
            Self::Any(inner) | Self::All(inner) | Self::Together(inner) => {
                inner.iter().flat_map(Self::texts).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// One thing asked of a passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// It holds this text.
    Text(Text),
    /// It has one of these keys in this column.
    Has {
        /// Where.
        column: Column,
        /// As indexed.
        keys: Vec<String>,
    },
    /// Its days overlap these.
    Said(DateRange),
    /// One statement of it satisfies this.
    States(StatementCondition),
    /// One of these holds.
    Any(Vec<Condition>),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds in the passage, and each in it or in another passage of the same answer.
    Together(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
}

/// Text a passage may hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Text {
    /// A word, or several that belong together, in any form: in text, title or question, or by the entity named.
    Word(Word),
    /// These exact tokens side by side, in the passage itself.
    Phrase(Vec<String>),
    /// A token that starts so, in the passage itself.
    Prefix(String),
    /// A token at most so many edits away (a letter more, less or other, two neighbours swapped), in the passage itself.
    Fuzzy {
        /// The token.
        token: String,
        /// 1 or 2.
        edits: u8,
    },
    /// These exact tokens, moved by at most so many places in all, in the passage itself.
    Sloppy {
        /// In the order of the phrase.
        tokens: Vec<String>,
        /// How far they may be moved.
        moves: u16,
    },
    /// Texts near one another, in the passage itself.
    Near(Near),
}

/// A word, or a name of several words, analysed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// As typed.
    pub typed: String,
    /// Its stems by the languages of the index: any of these sequences, side by side.
    pub stems: Vec<Vec<String>>,
    /// Of Chinese and Japanese, its characters side by side: segmenters disagree on words. Else empty.
    pub characters: Vec<String>,
    /// The entities it names.
    pub entities: Vec<String>,
}

/// The exact columns of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are those of the query's fields")]
pub enum Column {
    By,
    Source,
    On,
    Entity,
    Speaker,
    Ministry,
    Country,
    Outlet,
    Topic,
    Detail,
    Lang,
    Tag,
    Kind,
    Form,
    Year,
    Briefing,
    Passage,
}

/// Days, both ends included; `None` is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// First day.
    pub first: Option<NaiveDate>,
    /// Last day.
    pub last: Option<NaiveDate>,
}

impl std::fmt::Display for Text {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => formatter.write_str(&word.typed),
            Self::Phrase(tokens) => write!(formatter, "\"{}\"", tokens.join(" ")),
            Self::Prefix(start) => write!(formatter, "{start}*"),
            Self::Fuzzy { token, edits: 1 } => write!(formatter, "{token}~"),
            Self::Fuzzy { token, edits } => write!(formatter, "{token}~{edits}"),
            Self::Sloppy { tokens, moves } => write!(formatter, "\"{}\"~{moves}", tokens.join(" ")),
            Self::Near(near) => near.fmt(formatter),
        }
    }
}
