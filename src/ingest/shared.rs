//! Bodies that several briefings share: copies, or one text saved in place of many others.

use super::state::{Indexed, State};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Files named.
const NAMED: usize = 3;

/// A body of text under several ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedBody {
    /// The first id it has.
    pub id: String,
    /// How many briefings have it.
    pub briefings: u64,
    /// How many titles they have.
    pub titles: u64,
    /// The files they are indexed from, in order.
    pub paths: Vec<String>,
}

/// The bodies that several indexed briefings share, those of most briefings first.
pub(super) fn shared(state: &State) -> Vec<SharedBody> {
    let mut by_body: BTreeMap<&str, Vec<(&String, &Indexed)>> = BTreeMap::new();
    for (id, indexed) in &state.indexed {
        let body = &indexed.likeness.body;
        if body.words > 0 {
            by_body.entry(&body.hash).or_default().push((id, indexed));
        }
    }
    let several = by_body.into_values().filter(|having| having.len() > 1);
    let mut shared: Vec<SharedBody> = several.map(|having| of_body(&having)).collect();
    shared.sort_by(|a, b| {
        let most = b.briefings.cmp(&a.briefings);
        most.then_with(|| a.paths.cmp(&b.paths))
            .then_with(|| a.id.cmp(&b.id))
    });
    shared
}

fn of_body(having: &[(&String, &Indexed)]) -> SharedBody {
    let titles = having.iter().map(|(_, indexed)| &indexed.likeness.title);
    let titles: BTreeSet<&String> = titles.collect();
    let paths = having.iter().map(|(_, indexed)| &indexed.choice.path);
    let paths: BTreeSet<&String> = paths.collect();
    SharedBody {
        id: having
            .first()
            .map(|(id, _)| (*id).clone())
            .unwrap_or_default(),
        briefings: having.len() as u64,
        titles: titles.len() as u64,
        paths: paths.into_iter().cloned().collect(),
    }
}

impl fmt::Display for SharedBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named: Vec<&str> = self.paths.iter().take(NAMED).map(String::as_str).collect();
        write!(formatter, "{} briefings share one body", self.briefings)?;
        if self.titles > 1 {
            write!(formatter, " under {} titles", self.titles)?;
        }
        // One line each, whatever a file is called.
        let named = named.join(", ").replace(['\n', '\r'], " ");
        write!(formatter, ": {named}")?;
        if let Some(more @ 1..) = self.paths.len().checked_sub(NAMED) {
            write!(formatter, " and {more} more files")?;
        }
        write!(formatter, " (demarche show {})", self.id)
    }
}
