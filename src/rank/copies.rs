//! Copies among hits, and which of them stands for all.
//!
//! In copies of one briefing, passages that are nearly alike are one: that of the text which stands for the copies is shown, at its own
//! place, else the first. Passages with the same text are one wherever they stand: the first.

use super::order::Ordered;
use super::score::Scored;
use crate::index::{Candidate, Columns, Standing, day};
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

/// Passages of the copies of one briefing that one is compared with at most, so that time stays bounded.
const COMPARED: usize = 512;

/// What is known of the copies of a candidate among all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Copied {
    /// How many others there are.
    pub(super) others: u64,
    /// First day any of them was said.
    pub(super) earliest: Option<NaiveDate>,
}

/// Of passages that are one, how many there are and the first day any was said.
#[derive(Default)]
struct Groups(FxHashMap<u64, (u64, Option<i32>)>);

impl Groups {
    fn open(&mut self, shared: u64) {
        self.0.insert(shared, (0, None));
    }

    fn add(&mut self, shared: u64, day: impl FnOnce() -> Option<i32>) {
        if let Some((members, earliest)) = self.0.get_mut(&shared) {
            *members += 1;
            *earliest = [*earliest, day()].into_iter().flatten().min();
        }
    }
}

/// Which passages stand for which.
pub(super) struct Known<'a> {
    columns: Columns<'a>,
    /// Of the passages that have another stand for them: what those that are the same as that one share.
    stood_for: FxHashMap<(u32, u32), u64>,
}

impl<'a> Known<'a> {
    /// Among passages in this order, which are compared only where their briefings have copies.
    pub(super) fn among(scored: &Ordered<'a>) -> Self {
        let columns = scored.order.columns;
        let in_copies = |one: &&Scored| columns.copies(&one.candidate).is_some();
        let mut copied: Vec<Scored> = scored.all().iter().filter(in_copies).copied().collect();
        copied.sort_unstable_by(|a, b| scored.order.compare(a, b));
        let mut stood_for = FxHashMap::default();
        let mut kept: FxHashMap<u64, Vec<&Candidate>> = FxHashMap::default();
        for standing in [Standing::Original, Standing::Copy] {
            for one in &copied {
                let candidate = &one.candidate;
                let Some((number, own)) = columns.copies(candidate) else {
                    continue;
                };
                if own != standing {
                    continue;
                }
                let kept = kept.entry(number).or_default();
                let found = kept.iter().take(COMPARED).find(|other| {
                    columns.briefing(other) != columns.briefing(candidate)
                        && (columns.copy(other) == columns.copy(candidate)
                            || columns.are_like(other, candidate))
                });
                match found {
                    Some(other) => {
                        stood_for.insert(candidate.place(), columns.copy(other));
                    }
                    None => kept.push(candidate),
                }
            }
        }
        Self { columns, stood_for }
    }

    /// What all share that one passage stands for.
    fn shared(&self, candidate: &Candidate) -> u64 {
        let stood_for = self.stood_for.get(&candidate.place()).copied();
        stood_for.unwrap_or_else(|| self.columns.copy(candidate))
    }

    /// The first `most` of the passages that stand for others or for themselves, in order.
    pub(super) fn folded(&self, scored: &mut Ordered<'a>, most: usize) -> Vec<Scored> {
        let mut shown: Vec<Scored> = Vec::new();
        let mut seen = FxHashSet::default();
        let (mut looked_at, mut step) = (0, most);
        let known = scored.known();
        while shown.len() < most && looked_at < known {
            let first = scored.first(looked_at.saturating_add(step).min(known));
            let more = first.get(looked_at..).unwrap_or_default();
            let stand = more.iter().filter(|one| {
                let candidate = &one.candidate;
                !self.stood_for.contains_key(&candidate.place())
                    && seen.insert(self.columns.copy(candidate))
            });
            shown.extend(stand.copied());
            looked_at = first.len();
            step = step.saturating_mul(2);
        }
        shown.truncate(most);
        shown
    }

    /// What is known of the copies of those shown, among all.
    pub(super) fn told(&self, shown: Vec<Scored>, scored: &Ordered) -> Vec<(Scored, Copied)> {
        let mut groups = Groups::default();
        for one in &shown {
            groups.open(self.shared(&one.candidate));
        }
        match &scored.part_of {
            _ if shown.is_empty() => (),
            None => {
                for one in scored.all() {
                    groups.add(self.shared(&one.candidate), || one.candidate.day());
                }
            }
            Some((listed, _)) => {
                let shared: Vec<u64> = groups.0.keys().copied().collect();
                for shared in shared {
                    self.columns.each_copy(shared, listed, |place| {
                        if !self.stood_for.contains_key(&place) {
                            groups.add(shared, || self.columns.day(place));
                        }
                    });
                }
                for (place, shared) in &self.stood_for {
                    groups.add(*shared, || self.columns.day(*place));
                }
            }
        }
        let told = shown.into_iter().map(|one| {
            let group = groups.0.get(&self.shared(&one.candidate));
            let (members, earliest) = group.copied().unwrap_or_default();
            let copied = Copied {
                others: members.saturating_sub(1),
                earliest: earliest.and_then(|days| day(i64::from(days))),
            };
            (one, copied)
        });
        told.collect()
    }
}
