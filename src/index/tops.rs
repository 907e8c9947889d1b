//! The first of very many passages, chosen as they come by, and whatever else decides what is shown.

use super::best::{Asked, Best, Listed};
use super::columns::{SegmentColumns, Told};
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
    fn class(&self) -> (u64, u64, u8, bool) {
        let FoundBy { sum, doubt, .. } = self.found;
        let Told {
            origin,
            is_question,
            ..
        } = self.told;
        let (score, doubt) = (sum.score.to_bits(), doubt.to_bits());
        (score, doubt, origin as u8, is_question)
    }
}

/// Those that may be among the first, or decide how much those with all words are lifted.
pub(super) struct Tops {
    asked: Asked,
    /// Least and greatest of what the kinds of publication add, and of all that is added to what words come to.
    priors: (f64, f64),
    added: (f64, f64),
    complete: Top,
    partial: Top,
    worst: Top,
    copied: Vec<Rough>,
    pub(super) listed: Vec<Vec<DocId>>,
    pub(super) holding_all: u64,
}

impl Tops {
    pub(super) fn new(asked: Asked, plan: &Plan) -> Self {
        let has_partial = plan.enough() < plan.wanted.len();
        let least = asked.prior.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = asked
            .prior
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max);
        let other = [asked.question, asked.statement];
        let less: f64 = other.map(|value| value.min(0.0)).iter().sum();
        let more: f64 = other.map(|value| value.max(0.0)).iter().sum();
        Self {
            priors: (least, greatest),
            added: (least + less, greatest + more),
            complete: Top::new(asked.most),
            partial: Top::new(asked.most),
            worst: Top::new(usize::from(has_partial)),
            asked,
            copied: Vec::new(),
            listed: Vec::new(),
            holding_all: 0,
        }
    }

    /// Whether a passage that words come to so much in is to be taken in, whatever else it gets; not where its briefing has copies.
    pub(super) fn matters(&self, sum: Sum) -> bool {
        let (least, greatest) = self.added;
        if sum.holds_all {
            self.complete.reaches(sum.score + greatest + SLACK)
                || self.worst.reaches(SLACK - sum.score - least)
        } else {
            self.partial.reaches(sum.score + greatest + SLACK)
        }
    }

    /// Takes passages of a segment in, ascending, each with what was found: all that matter, and all of briefings that have copies.
    pub(super) fn take(
        &mut self,
        (ordinal, columns): (u32, &SegmentColumns),
        docs: &[DocId],
        found: impl Iterator<Item = FoundBy>,
    ) {
        for (doc, found) in docs.iter().zip(found) {
            let rough = || Rough {
                found,
                place: (ordinal, *doc),
                told: columns.told(*doc),
            };
            if columns.is_copied(*doc) {
                self.copied.push(rough());
            }
            let question = if columns.is_question(*doc) {
                self.asked.question
            } else {
                0.0
            };
            let statement = self.asked.statement * (1.0 - found.doubt);
            let key = found.sum.score + statement + question;
            let prior = |one: &Rough| self.asked.prior[one.told.origin as usize];
            let top = if found.sum.holds_all {
                if self.worst.reaches(-key - self.priors.0) {
                    let one = rough();
                    self.worst.push(-key - prior(&one), one);
                }
                &mut self.complete
            } else {
                &mut self.partial
            };
            if top.reaches(key + self.priors.1) {
                let one = rough();
                top.push(key + prior(&one), one);
            }
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
            listed: Listed(self.listed),
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
    oldest: FxHashMap<(u64, u64, u8, bool), Option<i32>>,
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
            room: 4 * most + 256,
            oldest: FxHashMap::default(),
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
        let mut days: FxHashMap<_, Vec<Option<i32>>> = FxHashMap::default();
        self.kept.retain(|(key, one)| {
            let stays = *key >= self.floor;
            if stays {
                days.entry(one.class()).or_default().push(one.told.day);
            }
            stays
        });
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
