//! The first of very many passages, chosen as they come by, and whatever else decides what is shown.

#![allow(
    clippy::needless_bitwise_bool,
    reason = "which way a branch would go cannot be foreseen, and costs more than the rest"
)]

use super::best::{Asked, Best};
use super::bits::Listed;
use super::columns::{NATURES, SegmentColumns, Told};
use super::gather::FoundBy;
use super::retrieve::Candidate;
use super::scoring::Sum;
use crate::query::Plan;
use rustc_hash::FxHashMap;
use tantivy::DocId;

/// A passage with its score.
#[derive(Clone, Copy)]
struct Rough {
    found: FoundBy,
    place: (u32, DocId),
    told: Told,
}

impl Rough {
    /// Passages alike in this have the same score in the end: the newest of them come first.
    fn class(&self) -> Class {
        let FoundBy { sum, doubt, .. } = self.found;
        let nature = self.told.nature.number();
        (sum.score.to_bits(), doubt.to_bits(), nature)
    }
}

type Class = (u64, u64, usize);

/// Those that may be among the first, or decide how much those with all words are lifted.
pub(super) struct Tops {
    /// What a passage gets for what it is, and for statements that leave no doubt.
    added: [f64; NATURES],
    statement: f64,
    /// The least and the most of what is added for what a passage is.
    added_at_least: f64,
    added_at_most: f64,
    complete: Top,
    partial: Top,
    worst: Top,
    copied: Vec<Rough>,
    pub(super) listed: Listed,
    pub(super) holding_all: u64,
}

impl Tops {
    pub(super) fn new(asked: Asked, plan: &Plan) -> Self {
        let has_partial = plan.enough() < plan.wanted.len();
        let mut added = [0.0; NATURES];
        for (added, prior) in added.iter_mut().zip(asked.prior) {
            *added = prior;
        }
        Self {
            added,
            statement: asked.statement,
            added_at_least: added.into_iter().fold(f64::INFINITY, f64::min),
            added_at_most: added.into_iter().fold(f64::NEG_INFINITY, f64::max),
            complete: Top::new(asked.most),
            partial: Top::new(asked.most),
            worst: Top::new(usize::from(has_partial)),
            copied: Vec::new(),
            listed: Listed::default(),
            holding_all: 0,
        }
    }

    /// Whether a passage that comes to this for its words, and has no statements, may matter, whatever else it is. Few may.
    #[inline]
    pub(super) fn may_matter(&self, sum: Sum) -> bool {
        let Sum { score, holds_all } = sum;
        let floor = [self.partial.floor, self.complete.floor][usize::from(holds_all)];
        let may_be_worst = -(score + self.added_at_least) >= self.worst.floor;
        (score + self.added_at_most >= floor) | (holds_all & may_be_worst)
    }

    /// Sees a passage that is listed, and takes it in if it matters. Those of a segment come in order.
    pub(super) fn see(&mut self, place: (u32, &SegmentColumns), doc: DocId, found: FoundBy) {
        let FoundBy { sum, doubt } = found;
        let added = self.added.get(place.1.nature(doc)).copied();
        let key = sum.score + added.unwrap_or_default() + self.statement * (1.0 - doubt);
        let floor = [self.partial.floor, self.complete.floor][usize::from(sum.holds_all)];
        let is_worst = sum.holds_all & (-key >= self.worst.floor);
        if (key >= floor) | is_worst | place.1.is_copied(doc) {
            self.take(place, doc, key, sum, doubt);
        }
    }

    #[cold]
    #[inline(never)]
    fn take(
        &mut self,
        (ordinal, columns): (u32, &SegmentColumns),
        doc: DocId,
        key: f64,
        sum: Sum,
        doubt: f64,
    ) {
        let one = Rough {
            found: FoundBy { sum, doubt },
            place: (ordinal, doc),
            told: columns.told(doc),
        };
        if columns.is_copied(doc) {
            self.copied.push(one);
        }
        if sum.holds_all {
            self.worst.push(-key, one);
            self.complete.push(key, one);
            if self.complete.is_enough() {
                self.partial.need(1); // all others come behind, and only how far is asked
            }
        } else {
            self.partial.push(key, one);
        }
    }

    pub(super) fn best(self) -> Best {
        let is_lifted = !self.partial.kept.is_empty();
        let mut chosen = self.complete.ended();
        if is_lifted {
            chosen.extend(self.partial.ended());
            chosen.extend(self.worst.ended());
        }
        chosen.extend(self.copied);
        chosen.sort_by_key(|one| one.place); // few runs, each in order
        chosen.dedup_by_key(|one| one.place);
        let candidate = |one: &Rough| Candidate::new(one.place, one.found, one.told);
        Best {
            candidates: chosen.iter().map(candidate).collect(),
            listed: self.listed,
            holding_all: self.holding_all,
        }
    }
}

/// What is added up in another order may differ in the last place.
const SLACK: f64 = 1e-6;

/// The greatest so many keys, and what is as great as the least of them.
struct Top {
    most: usize,
    floor: f64,
    kept: Vec<(f64, Rough)>,
    room: usize,
    /// Of classes of which enough newer ones are known, the oldest day that still counts.
    oldest: FxHashMap<Class, Option<i32>>,
}

impl Top {
    fn new(most: usize) -> Self {
        let floor = if most == 0 {
            f64::INFINITY
        } else {
            f64::NEG_INFINITY
        };
        Self {
            most,
            floor,
            kept: Vec::new(),
            room: 2 * most + 64,
            oldest: FxHashMap::default(),
        }
    }

    fn is_enough(&self) -> bool {
        self.kept.len() >= self.most
    }

    /// Fewer are needed from now on.
    fn need(&mut self, most: usize) {
        if most < self.most {
            self.most = most;
            self.prune();
        }
    }

    /// Whether what has this key is to be pushed.
    fn reaches(&self, key: f64) -> bool {
        key >= self.floor
    }

    fn push(&mut self, key: f64, one: Rough) {
        if !self.reaches(key) {
            return;
        }
        let oldest = self.oldest.get(&one.class());
        if oldest.is_some_and(|oldest| one.told.day < *oldest) {
            return;
        }
        self.kept.push((key, one));
        if self.kept.len() >= self.room {
            self.prune();
            self.room = self.room.max(2 * self.kept.len());
        }
    }

    /// Leaves out what cannot be among the first. What is kept stays in its order.
    fn prune(&mut self) {
        if self.most == 0 || self.kept.len() < self.most {
            return;
        }
        let mut keys: Vec<f64> = self.kept.iter().map(|(key, _)| *key).collect();
        let (_, worst, _) = keys.select_nth_unstable_by(self.most - 1, |a, b| b.total_cmp(a));
        self.floor = *worst - SLACK;
        let floor = self.floor;
        self.kept.retain(|(key, _)| *key >= floor);
        if self.kept.len() < 2 * self.most {
            return; // so few more than needed can all stay
        }
        let mut days: FxHashMap<_, Vec<Option<i32>>> = FxHashMap::default();
        for (_, one) in &self.kept {
            days.entry(one.class()).or_default().push(one.told.day);
        }
        for (class, mut days) in days {
            if days.len() > self.most {
                let newest_first = |a: &Option<i32>, b: &Option<i32>| b.cmp(a);
                let (_, oldest, _) = days.select_nth_unstable_by(self.most - 1, newest_first);
                self.oldest.insert(class, *oldest);
            }
        }
        let oldest = &self.oldest;
        let is_new = |one: &Rough| {
            oldest
                .get(&one.class())
                .is_none_or(|day| one.told.day >= *day)
        };
        self.kept.retain(|(_, one)| is_new(one));
    }

    fn ended(mut self) -> Vec<Rough> {
        self.prune();
        self.kept.into_iter().map(|(_, one)| one).collect()
    }
}
