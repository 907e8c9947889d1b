//! The plan: what a query comes to, with every value resolved and every word analysed, and no engine named.

use super::StatementCondition;
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
    /// This does not hold.
    Not(Box<Condition>),
}

/// Text a passage may hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Text {
    /// A word in any form, in text, title or question; or the entity it names.
    Word {
        /// As typed.
        typed: String,
        /// Its stems in the languages of the index, one sequence each (several tokens stand side by side).
        stems: Vec<Vec<String>>,
        /// Its exact tokens, side by side.
        exact: Vec<String>,
        /// The entities it names.
        entities: Vec<String>,
    },
    /// These exact tokens side by side, in the passage itself.
    Phrase(Vec<String>),
    /// A token that starts so, in the passage itself.
    Prefix(String),
}

/// The exact columns of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are those of the query's fields")]
pub enum Column {
    By,
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
