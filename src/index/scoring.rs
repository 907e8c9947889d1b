//! The engine's score of a passage: of every condition with text in it, what each of its leaves adds.

use super::compile::{FieldWeights, Leaf, condition, leaf_held, leaves};
use super::reader::Reader;
use crate::Result;
use crate::query::{Condition, Matcher, Plan, Text};
use tantivy::query::{EnableScoring, Query, Scorer, Weight};
use tantivy::{DocId, SegmentReader};

/// What scores a plan's passages, ready for every segment.
pub(super) struct Scoring {
    pub(super) parts: Vec<Scored>,
    pub(super) matcher: Option<Matcher>,
    /// What a condition comes to at most.
    pub(super) most: f64,
}

/// Whether a condition holds in a passage that meets the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// It must, so that nothing is to be found out.
    Surely,
    /// It need not.
    Perhaps,
}

/// A wanted or required condition with text in it.
pub(super) struct Scored {
    is_wanted: bool,
    holds: Holds,
    /// Whether it holds, where that is more than that one of the leaves matches.
    whole: Option<Box<dyn Weight>>,
    pub(super) weights: Vec<Box<dyn Weight>>,
    /// What the score of each counts.
    pub(super) boosts: Vec<f64>,
    pub(super) leaves: Vec<(String, &'static str)>,
}

impl Scoring {
    pub(super) fn new(reader: &Reader, plan: &Plan, weights: &FieldWeights) -> Result<Self> {
        let scored = plan.scored().enumerate().map(|(position, asked)| {
            let is_wanted = position < plan.wanted.len();
            let holds = if is_wanted && plan.enough() < plan.wanted.len() {
                Holds::Perhaps
            } else {
                Holds::Surely
            };
            Scored::new(reader, asked, weights, (is_wanted, holds))
        });
        Ok(Self {
            parts: scored.collect::<Result<_>>()?,
            most: f64::from(weights.most),
            matcher: plan
                .statement
                .as_ref()
                .map(crate::query::StatementCondition::matcher),
        })
    }

    pub(super) fn scorers(&self, segment: &SegmentReader) -> Result<Vec<Scorers>> {
        let scorers = self.parts.iter().map(|part| {
            let leaves = part
                .weights
                .iter()
                .map(|weight| weight.scorer(segment, 1.0));
            Ok(Scorers {
                is_wanted: part.is_wanted,
                holds: part.holds,
                whole: part
                    .whole
                    .as_ref()
                    .map(|whole| whole.scorer(segment, 1.0))
                    .transpose()?,
                leaves: leaves.collect::<tantivy::Result<_>>()?,
                own: part
                    .leaves
                    .iter()
                    .map(|(_, place)| *place != ELSEWHERE)
                    .collect(),
                values: vec![0.0; part.weights.len()],
                boosts: part.boosts.clone(),
                most: self.most,
            })
        });
        scorers.collect()
    }
}

impl Scored {
    fn new(
        reader: &Reader,
        asked: &Condition,
        weights: &FieldWeights,
        (is_wanted, holds): (bool, Holds),
    ) -> Result<Self> {
        let scoring = EnableScoring::enabled_from_searcher(&reader.searcher);
        let filtering = EnableScoring::disabled_from_searcher(&reader.searcher);
        let whole = match asked {
            Condition::Text(_) => None,
            _ if holds == Holds::Surely => None,
            compound => Some(condition(reader, compound).weight(filtering)?),
        };
        let mut own = Self {
            is_wanted,
            holds,
            whole,
            weights: Vec::new(),
            boosts: Vec::new(),
            leaves: Vec::new(),
        };
        for text in asked.texts() {
            let leaves = match (holds, asked, text) {
                (Holds::Surely, Condition::Text(_), Text::Near(_) | Text::Sloppy { .. }) => {
                    vec![leaf_held(&reader.fields, text, weights)]
                }
                _ => leaves(&reader.fields, text, Some(weights)),
            };
            for Leaf {
                place,
                sought,
                weight,
            } in leaves
            {
                own.weights.push(sought.query().weight(scoring)?);
                own.boosts.push(f64::from(weight));
                own.leaves.push((text.to_string(), place));
            }
        }
        Ok(own)
    }
}

/// A scored condition in one segment.
pub(super) struct Scorers {
    is_wanted: bool,
    holds: Holds,
    whole: Option<Box<dyn Scorer>>,
    leaves: Vec<Box<dyn Scorer>>,
    /// Whether each finds words of the passage itself.
    own: Vec<bool>,
    values: Vec<f64>,
    boosts: Vec<f64>,
    most: f64,
}

/// Where the words are that an answer answers to: they find it, but it does not hold them.
pub(super) const ELSEWHERE: &str = "question";

/// Documents that leaves are looked at in, one leaf after the other, before the next so many: what a leaf needs stays at hand.
const BLOCK: usize = 1024;

/// The engine's score of a document so far, and whether all that is wanted holds.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    pub(super) score: f64,
    pub(super) holds_all: bool,
}

impl Scorers {
    /// Adds what the condition comes to in each of `docs`, which are ascending, to their sums.
    pub(super) fn add(&mut self, docs: &[DocId], sums: &mut [Sum]) {
        let mut scores = vec![0.0_f32; self.leaves.len() * BLOCK];
        for (docs, sums) in docs.chunks(BLOCK).zip(sums.chunks_mut(BLOCK)) {
            // of each, whether any leaf matches, and whether one does that finds its own words
            let mut matches = [(false, false); BLOCK];
            let leaves = self.leaves.iter_mut().zip(&self.own);
            for ((leaf, own), scores) in leaves.zip(scores.chunks_mut(BLOCK)) {
                let mut at = leaf.doc();
                for ((doc, score), matches) in docs.iter().zip(scores).zip(&mut matches) {
                    if at < *doc {
                        at = leaf.seek(*doc);
                    }
                    *score = if at == *doc { leaf.score() } else { 0.0 };
                    matches.0 |= at == *doc;
                    matches.1 |= at == *doc && *own;
                }
            }
            let numbered = docs.iter().zip(matches).enumerate();
            for ((number, (doc, (matches, own_words))), sum) in numbered.zip(sums) {
                let own = scores.iter().skip(number).step_by(BLOCK);
                let all: f64 = own
                    .zip(&self.boosts)
                    .map(|(score, boost)| f64::from(*score) * boost)
                    .sum();
                let holds = self.holds(*doc, matches);
                let is_own = self.holds == Holds::Surely || self.whole.is_some() || own_words;
                sum.holds_all &= holds && is_own || !self.is_wanted;
                if holds {
                    sum.score += all * share(all, self.most);
                }
            }
        }
    }

    /// What each leaf adds to the score of `doc`. Documents are asked for in ascending order.
    pub(super) fn at(&mut self, doc: DocId) -> &[f64] {
        let mut matches = false;
        let values = self.values.iter_mut().zip(&self.boosts);
        for (leaf, (value, boost)) in self.leaves.iter_mut().zip(values) {
            let found = reaches(leaf.as_mut(), doc);
            matches |= found;
            *value = if found {
                f64::from(leaf.score()) * boost
            } else {
                0.0
            };
        }
        let share = if self.holds(doc, matches) {
            share(self.values.iter().sum(), self.most)
        } else {
            0.0
        };
        for value in &mut self.values {
            *value *= share;
        }
        &self.values
    }

    /// Whether the condition holds in `doc`, where one of the leaves matches or none.
    fn holds(&mut self, doc: DocId, matches: bool) -> bool {
        let mut whole = self.whole.as_mut();
        let holds_whole = whole.as_mut().map(|whole| reaches(whole.as_mut(), doc));
        self.holds == Holds::Surely || holds_whole.unwrap_or(matches)
    }
}

/// Which share of what the leaves of a condition come to counts.
pub(super) fn share(sum: f64, most: f64) -> f64 {
    1.0 / (1.0 + sum * (1.0 / most)) // what `most` is divided into is the same for all of a loop
}

pub(super) fn reaches(scorer: &mut dyn Scorer, doc: DocId) -> bool {
    if scorer.doc() < doc {
        scorer.seek(doc);
    }
    scorer.doc() == doc
}
