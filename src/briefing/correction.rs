//! What a user puts right: a line of `corrections.jsonl` as data; it is read and checked in [`line`].

mod line;

use super::{Act, Form, Stance, Status};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// No line is longer, in bytes.
pub const LONGEST_CORRECTION: usize = 64 << 10;

/// One thing put right. Exactly one of `set`, `statement`, `no_statement` and `undo` is given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// When it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// `BRIEFING`, or `BRIEFING#3` as the passage was numbered then.
    pub id: String,
    /// The words of the passage: by them it is found, however passages are cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Anchor>,
    /// Right values of fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<RightFields>,
    /// A statement that holds, in place of what the rules say of the same source and target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<RightStatement>,
    /// A source and a target between which there is no statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_statement: Option<NoStatement>,
    /// Takes back the last correction of the same id that is not taken back yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undo: bool,
    /// Why, for those who read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The words of a passage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Its first words; case and punctuation do not count.
    pub begins: String,
    /// How many words it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<usize>,
    /// A hash of them all, so that other words are never taken for these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// Right values; `unknown` takes a wrong one away. Of a passage speaker, `represents` and topics only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RightFields {
    /// Who speaks: an id, or a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// For whom the speaker speaks or, without one, the ministry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub represents: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ministry: Option<String>,
    /// When it was said: `2024-06-18`, `2024-06` or `2024`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// All its topics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The medium.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What kind of document it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A statement that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightStatement {
    /// Whose attitude it is.
    pub by: String,
    /// Towards whom.
    pub on: String,
    /// Which.
    pub stance: StanceName,
    /// What is done; what is usual for the stance where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// 0 to 9; what is usual for the act where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<u8>,
    /// Asserted where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The words that say it; the whole passage where they are not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// A statement that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoStatement {
    /// Whose attitude it would be.
    pub by: String,
    /// Towards whom.
    pub on: String,
    /// Only one of this stance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<StanceName>,
}

/// A stance by its name, as people write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum StanceName {
    Critical,
    Neutral,
    Supportive,
}

impl From<StanceName> for Stance {
    fn from(name: StanceName) -> Self {
        match name {
            StanceName::Critical => Self::Critical,
            StanceName::Neutral => Self::Neutral,
            StanceName::Supportive => Self::Supportive,
        }
    }
}

impl From<Stance> for StanceName {
    fn from(stance: Stance) -> Self {
        match stance {
            Stance::Critical => Self::Critical,
            Stance::Neutral => Self::Neutral,
            Stance::Supportive => Self::Supportive,
        }
    }
}

/// Whether a value takes a wrong one away.
#[must_use]
pub fn is_unknown(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("unknown")
}
