//! What is to be said about a query or its results: data, with a sentence for each.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A remark on how a query was read or why little was found. Displays as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "kebab-case")]
pub enum Note {
    /// Something that looks like syntax, read as plain words.
    TakenAsWords {
        /// As typed.
        input: String,
        /// Why.
        reason: String,
        /// What may have been meant.
        candidates: Vec<String>,
        /// Where it stands in the query's text, from 1 in characters; `None` where it came by a flag.
        column: Option<usize>,
    },
    /// A sign that joins or closes nothing.
    PassedOver {
        /// As typed.
        input: String,
        /// Why.
        reason: String,
        /// Where it stands in the query's text, from 1 in characters.
        column: Option<usize>,
    },
    /// Words in one argument of the command line, read as a phrase.
    ReadAsPhrase {
        /// The phrase.
        phrase: String,
    },
    /// Words in one argument of the command line that stand nowhere as a phrase.
    NoSuchPhrase {
        /// What would be the phrase.
        phrase: String,
    },
    /// A topic that is an entity, asked for as one.
    TopicIsEntity {
        /// As typed.
        value: String,
        /// Its id.
        entity: String,
    },
    /// The archive is asked as it stood at a moment.
    AsOf {
        /// In UTC, as `2022-05-11T23:59:59Z`.
        moment: String,
        /// Briefings captured by then.
        briefings: u64,
        /// Those of them that stood in another version than now.
        earlier: u64,
        /// Briefings left out because they were captured later.
        to_come: u64,
        /// Briefings left out because nobody knows when they were captured.
        untold: u64,
    },
    /// Part of a query beyond any sensible length.
    LeftOut {
        /// How many words were left out, those of phrases and values counted.
        parts: usize,
        /// Where the first of them stands in the query's text, from 1 in characters.
        column: Option<usize>,
    },
    /// A word, phrase or value that no passage has.
    NowhereFound {
        /// As typed.
        input: String,
        /// Near spellings that occur.
        near: Vec<String>,
    },
    /// Without this filter there would be hits.
    EmptiedBy {
        /// As text.
        filter: String,
        /// How many passages there would be.
        without: u64,
    },
    /// With this filter added there would be hits.
    FoundWith {
        /// As text.
        filter: String,
        /// How many passages there would be.
        passages: u64,
    },
    /// How many passages each thing asked has by itself.
    Alone {
        /// As text, with how many passages.
        counts: Vec<(String, u64)>,
    },
    /// What the archive covers.
    Covers {
        /// How many passages it has.
        passages: u64,
        /// First day said, in ISO form; `None` where nothing is dated.
        first: Option<String>,
        /// Last day.
        last: Option<String>,
    },
}

impl Note {
    /// Where in the query's text something was not understood, from 1 in characters; `None` for all other remarks.
    #[must_use]
    pub fn misread(&self) -> Option<usize> {
        match self {
            Self::TakenAsWords { column, .. }
            | Self::PassedOver { column, .. }
            | Self::LeftOut { column, .. } => Some(column.unwrap_or(1)),
            _ => None,
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TakenAsWords {
                input,
                reason,
                candidates,
                ..
            } => {
                write!(formatter, "{input} is taken as words: {reason}")?;
                suggestions(formatter, candidates)
            }
            Self::PassedOver { input, reason, .. } => {
                write!(formatter, "{input} is passed over: {reason}")
            }
            Self::ReadAsPhrase { phrase } => {
                write!(
                    formatter,
                    "read as the phrase “{phrase}”; for its words in any order, leave out the quotation marks"
                )
            }
            Self::NoSuchPhrase { phrase } => {
                write!(
                    formatter,
                    "no passage holds the phrase “{phrase}”; read as words"
                )
            }
            Self::TopicIsEntity { value, entity } => {
                write!(
                    formatter,
                    "topic:{value} is no topic but an entity: read as entity:{entity}"
                )
            }
            Self::AsOf {
                moment,
                briefings,
                earlier,
                to_come,
                untold,
            } => {
                write!(
                    formatter,
                    "as the archive stood at {moment}: {briefings} {} captured by then, {earlier} in an earlier version; left out: {to_come} captured later",
                    if *briefings == 1 {
                        "briefing"
                    } else {
                        "briefings"
                    }
                )?;
                match untold {
                    0 => Ok(()),
                    untold => write!(formatter, ", {untold} captured nobody knows when"),
                }
            }
            Self::LeftOut { parts, .. } => {
                write!(
                    formatter,
                    "the query is too long: its last {parts} {} left out",
                    if *parts == 1 { "word is" } else { "words are" }
                )
            }
            Self::NowhereFound { input, near } => {
                write!(formatter, "no passage has {input}")?;
                suggestions(formatter, near)
            }
            Self::EmptiedBy { filter, without } => {
                let found = passages_found(*without);
                write!(formatter, "without {filter} there {found}")
            }
            Self::FoundWith { filter, passages } => {
                let found = passages_found(*passages);
                write!(formatter, "with {filter} there {found}")
            }
            Self::Alone { counts } => {
                let told = counts
                    .iter()
                    .map(|(what, passages)| format!("{what} {passages}"));
                let told = told.collect::<Vec<_>>().join(", ");
                write!(formatter, "passages by themselves: {told}")
            }
            Self::Covers {
                passages,
                first,
                last,
            } => {
                let of = if *passages == 1 {
                    "passage"
                } else {
                    "passages"
                };
                write!(formatter, "the archive has {passages} {of}")?;
                match first.as_ref().zip(last.as_ref()) {
                    Some((first, last)) if first == last => write!(formatter, ", said on {first}"),
                    Some((first, last)) => write!(formatter, ", said from {first} to {last}"),
                    None => write!(formatter, ", none with a date"),
                }
            }
        }
    }
}

fn passages_found(count: u64) -> String {
    match count {
        1 => "is 1 passage".to_owned(),
        several => format!("are {several} passages"),
    }
}

fn suggestions(formatter: &mut fmt::Formatter<'_>, candidates: &[String]) -> fmt::Result {
    if candidates.is_empty() {
        return Ok(());
    }
    write!(formatter, "; did you mean {}?", candidates.join(", "))
}
