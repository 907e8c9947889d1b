//! The order of hits, which is total, put in order only as far as it is asked for.

use super::results::Sort;
use super::score::Scored;
use crate::index::Columns;
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
        by_sort.then_with(|| {
            let id = |one: &Scored| self.columns.id(&one.candidate);
            id(a).cmp(&id(b))
        })
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
}

impl<'a> Ordered<'a> {
    pub(super) fn new(all: Vec<Scored>, order: Order<'a>) -> Self {
        Self {
            all,
            in_order: 0,
            order,
        }
    }

    /// All of them, the first ones in order.
    pub(super) fn all(&self) -> &[Scored] {
        &self.all
    }

    pub(super) fn into_all(self) -> Vec<Scored> {
        self.all
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
