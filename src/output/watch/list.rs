//! The watches of an archive: what each asks, how it is read, and how far it is.

use super::super::card::{FAINT, PLAIN, STRONG};
use super::super::styled::{Look, Styled};
use super::{SCHEMA, moment};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A watch as it stands in the settings, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchListed {
    /// Its name.
    pub name: String,
    /// Its query as written.
    pub query: String,
    /// How it is read, else why it cannot be.
    pub read: Result<String, String>,
    /// When it ran last.
    pub last: Option<DateTime<Utc>>,
    /// Items it was told so far.
    pub items: u64,
}

/// The watches for people.
#[must_use]
pub fn watch_list(watches: &[WatchListed], look: Look) -> String {
    let mut out = String::new();
    for watch in watches {
        let mut line = Styled::of(&watch.name, STRONG);
        line.push("  ", PLAIN);
        line.push(&watch.query, PLAIN);
        line.write(&mut out, "", look, usize::MAX);
        let read = match &watch.read {
            Ok(read_as) => read_as.clone(),
            Err(reason) => format!("cannot be run: {reason}"),
        };
        let ran = match watch.last {
            Some(last) => format!(
                "; ran last {}, told {} items so far",
                moment(last),
                watch.items
            ),
            None => "; never ran".to_owned(),
        };
        Styled::of(&(read + &ran), FAINT).write(&mut out, "    ", look, usize::MAX);
    }
    out
}

/// The same as one JSON object.
#[must_use]
pub fn watch_list_object(watches: &[WatchListed]) -> String {
    let part = |watch: &WatchListed| WatchPart {
        name: watch.name.clone(),
        query: watch.query.clone(),
        read_as: watch.read.as_ref().ok().cloned(),
        error: watch.read.as_ref().err().cloned(),
        last: watch.last.map(moment),
        items: watch.items,
    };
    let object = ListObject {
        schema: SCHEMA,
        watches: watches.iter().map(part).collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct ListObject {
    schema: u32,
    watches: Vec<WatchPart>,
}

#[derive(Serialize)]
struct WatchPart {
    name: String,
    query: String,
    read_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    last: Option<String>,
    items: u64,
}
