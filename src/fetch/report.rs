//! What a run did, in numbers and in one sentence, and what it tells on the way.

use crate::archive::Kept;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// Reasons of refusals that the sentence names.
const NAMED: usize = 4;

/// What is told on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'a> {
    /// An address is asked for.
    Asking(&'a str),
    /// A list was read.
    Listed {
        /// Its address.
        url: &'a str,
        /// How many documents it names.
        documents: usize,
    },
    /// A document was kept.
    Kept(&'a str, Kept),
    /// It was kept as a document, and nothing says how its site lists others.
    Unlisted(&'a str),
    /// A document would be fetched.
    Would(&'a str),
    /// An address gave nothing, and why.
    Refused(&'a str, &'a str),
    /// The same address is tried again after a while.
    Waiting {
        /// The address.
        url: &'a str,
        /// For how long.
        wait: Duration,
        /// Why.
        why: &'a str,
    },
    /// Something else worth knowing.
    Note(&'a str),
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents captured for the first time.
    pub new: usize,
    /// Documents captured with other content than before.
    pub changed: usize,
    /// Documents asked for again that are as before.
    pub not_modified: usize,
    /// Documents in lists that the archive holds, and that were not asked for.
    pub known: usize,
    /// Documents that would have been fetched.
    pub would: usize,
    /// Addresses that gave nothing, by reason.
    pub refused: BTreeMap<String, usize>,
    /// Documents left for a next run, as many as asked for being fetched.
    pub left: usize,
    /// Documents in lists that are older than asked for.
    pub older: usize,
    /// Addresses in lists that lead to other sites.
    pub elsewhere: usize,
    /// Addresses given up after many visits.
    pub given_up: usize,
    /// Requests made.
    pub requests: usize,
    /// The user ended the run.
    pub interrupted: bool,
}

impl Report {
    /// How many addresses gave nothing.
    #[must_use]
    pub fn refusals(&self) -> usize {
        self.refused.values().sum()
    }

    pub(super) fn count(&mut self, kept: Kept) {
        match kept {
            Kept::New => self.new += 1,
            Kept::Changed => self.changed += 1,
            Kept::Same => self.not_modified += 1,
            Kept::Refused => (),
        }
    }

    pub(super) fn refuse(&mut self, why: &str) {
        *self.refused.entry(why.to_owned()).or_default() += 1;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = if self.would > 0 {
            vec![format!("{} would be fetched", self.would)]
        } else {
            vec![
                format!("{} new", self.new),
                format!("{} changed", self.changed),
                format!("{} not modified", self.not_modified),
            ]
        };
        let refused = self.refusals();
        let mut reasons: Vec<_> = self.refused.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let named: Vec<String> = reasons
            .iter()
            .take(NAMED)
            .map(|(why, count)| {
                if **count == refused {
                    (*why).clone()
                } else {
                    format!("{why}: {count}")
                }
            })
            .chain((reasons.len() > NAMED).then(|| "…".to_owned()))
            .collect();
        if refused > 0 {
            parts.push(format!("{refused} refused ({})", named.join("; ")));
        }
        for (count, what) in [
            (self.known, "known already"),
            (self.older, "older than asked for"),
            (self.elsewhere, "on other sites left out"),
            (
                self.given_up,
                "given up after many visits (--refetch tries them)",
            ),
            (self.left, "left for the next run (--max)"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        formatter.write_str(&parts.join(", "))
    }
}
