//! Copies among hits, and which of them stands for all.
//!
//! In copies of one briefing, passages that are nearly alike are one: that of the text which stands for the copies is shown, at its own
//! place, else the first. Passages with the same text are one wherever they stand: the first.

use super::score::Scored;
use crate::index::{Candidate, Standing};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Passages of the copies of one briefing that one is compared with at most, so that time stays bounded.
const COMPARED: usize = 512;

/// What is known of the copies of a candidate among all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Copied {
    /// Whether it is the one shown of them.
    pub(super) stands_first: bool,
    /// How many others there are.
    pub(super) others: u64,
    /// First day any of them was said.
    pub(super) earliest: Option<NaiveDate>,
}

/// The candidates, which are in order, with their copies.
pub(super) fn find(scored: Vec<Scored>) -> Vec<(Scored, Copied)> {
    let candidates: Vec<&Candidate> = scored.iter().map(|one| &one.candidate).collect();
    let near = near(&candidates);
    let firsts = same(&candidates, &near);
    let mut groups: HashMap<usize, Copied> = HashMap::new();
    for (candidate, first) in candidates.iter().zip(&firsts) {
        let group = groups.entry(*first).or_default();
        let days = [group.earliest, candidate.said];
        group.earliest = days.into_iter().flatten().min();
        group.others += 1;
    }
    let told = scored.into_iter().zip(firsts).enumerate();
    told.map(|(position, (one, first))| {
        let group = groups.get(&first).copied().unwrap_or_default();
        let copied = Copied {
            stands_first: position == first,
            others: group.others.saturating_sub(1),
            ..group
        };
        (one, copied)
    })
    .collect()
}

/// For each candidate the position of the one that stands for it among the copies of its briefing.
fn near(candidates: &[&Candidate]) -> Vec<usize> {
    let mut stands_for: Vec<usize> = (0..candidates.len()).collect();
    let mut kept: HashMap<u64, Vec<usize>> = HashMap::new();
    for standing in [Standing::Original, Standing::Copy] {
        for (position, candidate) in candidates.iter().enumerate() {
            let Some((number, own)) = candidate.copies else {
                continue;
            };
            if own != standing {
                continue;
            }
            let kept = kept.entry(number).or_default();
            let found = kept.iter().take(COMPARED).copied().find(|other| {
                let other = candidates[*other];
                other.briefing() != candidate.briefing()
                    && (other.copy == candidate.copy || other.is_like(candidate))
            });
            match found {
                Some(other) => stands_for[position] = other,
                None => kept.push(position),
            }
        }
    }
    stands_for
}

/// The same with those of the same text drawn together.
fn same(candidates: &[&Candidate], near: &[usize]) -> Vec<usize> {
    let mut firsts: HashMap<u64, usize> = HashMap::new();
    for (position, candidate) in candidates.iter().enumerate() {
        if near[position] == position {
            firsts.entry(candidate.copy).or_insert(position);
        }
    }
    let first = |position: &usize| {
        let copy = candidates[*position].copy;
        firsts.get(&copy).copied().unwrap_or(*position)
    };
    near.iter().map(first).collect()
}
