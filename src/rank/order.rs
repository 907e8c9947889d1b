//! The order of hits, which is total.

use super::results::Sort;
use super::score::Scored;
use crate::query::Plan;
use std::cmp::Ordering;

/// Puts candidates in order: those that hold all words first, then score, newest, id; or by date first.
pub(super) fn sort(scored: &mut [Scored], plan: &Plan, order: Sort) {
    let wanted = plan.wanted.len();
    let is_partial = |one: &Scored| one.candidate.held != wanted;
    let by_score = |a: &Scored, b: &Scored| {
        let complete = is_partial(a).cmp(&is_partial(b));
        complete.then_with(|| b.score().total_cmp(&a.score()))
    };
    let newest = |a: &Scored, b: &Scored| b.candidate.said.cmp(&a.candidate.said);
    let id = |a: &Scored, b: &Scored| a.candidate.id.cmp(&b.candidate.id);
    scored.sort_unstable_by(|a, b| match order {
        Sort::Relevance => by_score(a, b)
            .then_with(|| newest(a, b))
            .then_with(|| id(a, b)),
        Sort::Newest => newest(a, b)
            .then_with(|| by_score(a, b))
            .then_with(|| id(a, b)),
        Sort::Oldest => oldest(a, b)
            .then_with(|| by_score(a, b))
            .then_with(|| id(a, b)),
    });
}

/// Undated ones last.
fn oldest(a: &Scored, b: &Scored) -> Ordering {
    let undated = |one: &Scored| one.candidate.said.is_none();
    undated(a)
        .cmp(&undated(b))
        .then_with(|| a.candidate.said.cmp(&b.candidate.said))
}
