//! The order of hits, which is total, put in order only as far as it is asked for.

use super::results::Sort;
use super::score::Scored;
use crate::index::{Columns, Listed};
use std::cmp::Ordering;

/// How two passages compare: those that hold all words first, then score, newest, id; or by date first.
#[derive(Clone, Copy)]
pub(super) struct Order<'a> {
    pub(super) sort: Sort,
    pub(super) columns: Columns<'a>,
}

impl Order<'_> {
    pub(super) fn compare(&self, a: &Scored, b: &Scored) -> Ordering {
        let by_score = || {
            let complete = b.candidate.holds_all.cmp(&a.candidate.holds_all);
            complete.then_with(|| b.score.total_cmp(&a.score))
        };
        let newest = || b.candidate.day().cmp(&a.candidate.day());
        let by_sort = match self.sort {
            Sort::Relevance => by_score().then_with(newest),
            Sort::Newest => newest().then_with(by_score),
            Sort::Oldest => oldest(a, b).then_with(by_score),
        };
        by_sort.then_with(|| self.columns.compare_ids(&a.candidate, &b.candidate))
    }
}

/// Undated ones last.
fn oldest(a: &Scored, b: &Scored) -> Ordering {
    let undated = |one: &Scored| one.candidate.day().is_none();
    undated(a)
        .cmp(&undated(b))
        .then_with(|| a.candidate.day().cmp(&b.candidate.day()))
}

/// Passages whose first ones are in order: sorting all of very many to show ten would take most of the time.
pub(super) struct Ordered<'a> {
    all: Vec<Scored>,
    in_order: usize,
    pub(super) order: Order<'a>,
    /// Where these are only the best of all: all, and how many of these are surely the first.
    pub(super) part_of: Option<(Listed, usize)>,
}

impl<'a> Ordered<'a> {
    pub(super) fn new(all: Vec<Scored>, order: Order<'a>) -> Self {
        Self {
            all,
            in_order: 0,
            order,
            part_of: None,
        }
    }

    /// How many there are, known ones or not.
    pub(super) fn total(&self) -> usize {
        let listed = self.part_of.as_ref().map(|(listed, _)| listed.len());
        listed.unwrap_or(self.all.len())
    }

    /// How many of the first are known.
    pub(super) fn known(&self) -> usize {
        let known = self.part_of.as_ref().map(|(_, known)| *known);
        self.all.len().min(known.unwrap_or(usize::MAX))
    }

    /// All that are known, the first ones in order.
    pub(super) fn all(&self) -> &[Scored] {
        &self.all
    }

    /// The same with other scores, and so in another order.
    pub(super) fn scored_anew(self, order: Order<'a>, score: impl FnOnce(&mut [Scored])) -> Self {
        let mut all = self.all;
        score(&mut all);
        Self {
            part_of: self.part_of,
            ..Self::new(all, order)
        }
    }

    /// The first `count` in no particular order, or as many as there are.
    pub(super) fn select(&mut self, count: usize) -> &mut [Scored] {
        if self.in_order < count && count < self.all.len() {
            let order = self.order;
            let compare = |a: &Scored, b: &Scored| order.compare(a, b);
            self.all.select_nth_unstable_by(count, compare);
            self.in_order = 0;
        }
        let count = count.min(self.all.len());
        self.all.get_mut(..count).unwrap_or_default()
    }

    /// The first `count` in order, or as many as there are.
    pub(super) fn first(&mut self, count: usize) -> &mut [Scored] {
        let count = count.min(self.all.len());
        if let Some(rest) = self.all.get_mut(self.in_order..)
            && count > self.in_order
        {
            let more = count - self.in_order;
            let compare = |a: &Scored, b: &Scored| self.order.compare(a, b);
            if more < rest.len() {
                rest.select_nth_unstable_by(more, compare);
            }
            if let Some(more) = rest.get_mut(..more) {
                more.sort_unstable_by(compare);
            }
            self.in_order = count;
        }
        self.all.get_mut(..count).unwrap_or_default()
    }
}
