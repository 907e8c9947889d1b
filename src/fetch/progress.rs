//! Where a job stands among its lists.

use chrono::NaiveDate;
use std::collections::HashSet;

/// Where a job stands.
pub(super) struct Progress {
    /// An address of the site that is gone through.
    pub(super) site: String,
    pub(super) since: Option<NaiveDate>,
    /// How many documents may still be asked for.
    pub(super) left: Option<usize>,
    /// What documents of the site that the archive holds have in common with addresses of them.
    pub(super) held: HashSet<String>,
    /// Addresses in lists that were looked at.
    pub(super) seen: HashSet<String>,
    /// Whether anything was a list.
    pub(super) listed: bool,
    /// How many pages of lists may still be read.
    pub(super) pages_left: usize,
    /// Whether there were more.
    pub(super) is_cut: bool,
}

impl Progress {
    /// Takes one of the pages of lists that may still be read; whether there is one.
    pub(super) fn takes_page(&mut self) -> bool {
        self.is_cut = self.pages_left == 0;
        self.pages_left = self.pages_left.saturating_sub(1);
        !self.is_cut
    }
}

/// What a page of a list has to offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// Something that is wanted.
    New,
    /// Only what is held.
    NothingNew,
    /// Only what is older than wanted.
    TooOld,
}
