//! What was told of what, as the archive keeps it between runs: JSON, an object a run writes anew as a whole.

use super::arrivals::{Arrived, News};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of what is written.
const SCHEMA: u32 = 1;
/// How long it is remembered that an item was told, so that a feed has it.
const REMEMBERED: Duration = Duration::days(30);

/// What has arrived in the archive, and what each watch has been told of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Log {
    schema: u32,
    /// When it was begun, which tells the feed of one archive from that of another.
    pub(super) begun: DateTime<Utc>,
    /// Runs so far.
    pub(super) runs: u64,
    /// By name.
    pub(super) watches: BTreeMap<String, Place>,
    /// The items told lately, oldest first.
    pub(super) told: Vec<Told>,
    /// By id, whatever has been in the archive.
    pub(super) briefings: BTreeMap<String, Arrived>,
}

/// How far a watch is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its query when it ran last.
    pub query: String,
    /// The last run whose arrivals it was told of.
    pub upto: u64,
    /// When it ran first.
    pub first: DateTime<Utc>,
    /// When it ran last.
    pub last: DateTime<Utc>,
    /// Items it was told so far.
    pub items: u64,
}

/// An item that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Id of the briefing.
    pub briefing: String,
    /// What tells the text of the passage from others of its briefing.
    pub text: String,
    /// Why it was told.
    pub news: News,
    /// The watches it was told of.
    pub watches: Vec<String>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Log {
    /// One in which nothing has arrived yet.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            schema: SCHEMA,
            begun: now,
            runs: 0,
            watches: BTreeMap::new(),
            told: Vec::new(),
            briefings: BTreeMap::new(),
        }
    }

    /// Reads what [`Self::written`] wrote; else what is wrong with it.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what to do.
    pub fn read(text: &str) -> Result<Self, String> {
        const REMEDY: &str = "move it away, and the next run takes what the archive holds as known";
        let found: Result<Self, _> = serde_json::from_str(text);
        match found {
            Ok(log) if log.schema == SCHEMA => Ok(log),
            Ok(Self { schema, .. }) => Err(format!(
                "written in form {schema} by another demarche, this one reads {SCHEMA}; use that one, or {REMEDY}"
            )),
            Err(error) => Err(format!("this is no log of watches ({error}); {REMEDY}")),
        }
    }

    /// As text.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() // plain data with text keys: cannot fail
    }

    /// How far a watch is; `None` where it never ran.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.watches.get(name)
    }

    /// When it was begun.
    #[must_use]
    pub fn begun(&self) -> DateTime<Utc> {
        self.begun
    }

    /// The items told lately, newest first.
    pub fn lately(&self) -> impl Iterator<Item = &Told> {
        self.told.iter().rev()
    }

    /// Remembers what is told now, and forgets what was told long ago. An item told again, as after a crash, is remembered once.
    pub(super) fn remember(&mut self, items: Vec<Told>, now: DateTime<Utc>) {
        self.told.retain(|told| {
            let is_again =
                |item: &Told| (&item.briefing, &item.text) == (&told.briefing, &told.text);
            now - told.at <= REMEMBERED && !items.iter().any(is_again)
        });
        self.told.extend(items);
    }
}
