//! The second pass: from candidates to scores, and from a score back to its summands.

use super::results::Explanation;
use super::weights::Weights;
use crate::Result;
use crate::briefing::Status;
use crate::index::{Asked, Best, Candidate, Nature, Reader, Summand};
use crate::query::{Claim, Condition, Plan, StatementCondition};

/// A candidate with its score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) candidate: Candidate,
    pub(super) proximity: f64,
    pub(super) score: f64,
}

/// What makes a score of a candidate, for all candidates of a plan alike.
#[derive(Clone, Copy)]
pub(super) struct Scale<'a> {
    weights: &'a Weights,
    has_text: bool,
    /// How rare the statements asked for are.
    rarity: f64,
    /// What lifts passages that hold all words above those that do not.
    lift: f64,
}

impl<'a> Scale<'a> {
    /// For a plan that asks nothing of statements, or before it is known how rare they are.
    pub(super) fn new(plan: &Plan, weights: &'a Weights) -> Self {
        Self {
            weights,
            has_text: plan.scored().next().is_some(),
            rarity: 0.0,
            lift: 0.0,
        }
    }

    /// What is summed up beside the engine's score and nearness, in the order of an explanation.
    fn summands(&self, candidate: &Candidate) -> Summands {
        let lift = if candidate.holds_all { self.lift } else { 0.0 };
        if !self.has_text && self.rarity == 0.0 {
            return Summands::default(); // nothing is asked that could be had in part: the newest first
        }
        Summands {
            statement: self.weights.statement.weight * self.rarity * (1.0 - candidate.doubt),
            prior: self.weights.prior(candidate.nature.origin),
            question: self.weights.question(candidate.nature.is_question),
            lift,
        }
    }

    pub(super) fn score(&self, candidate: &Candidate, proximity: f64) -> f64 {
        let own = self.summands(candidate);
        candidate.score + own.statement + proximity + own.prior + own.question + own.lift
    }
}

#[derive(Default)]
struct Summands {
    statement: f64,
    prior: f64,
    question: f64,
    lift: f64,
}

/// How much a statement counts, 0 to 1.
pub(super) fn weigh(claim: &Claim, weights: &Weights) -> f64 {
    let own = &weights.statement;
    let strength = f64::from(claim.strength);
    let matching = match claim.status {
        Status::Asserted => 1.0,
        Status::Reported => own.reported,
        _ => own.other,
    };
    f64::from(claim.confidence) / 255.0 * matching * strength / (strength + own.half)
}

/// All candidates with their scores, in no particular order.
pub(super) fn score(reader: &Reader, plan: &Plan, scale: &mut Scale) -> Result<Vec<Scored>> {
    let weights = scale.weights;
    let candidates = reader.candidates(plan, &weights.fields, &|claim| weigh(claim, weights))?;
    if let Some(asked) = &plan.statement {
        scale.rarity = rarity(reader, plan, asked, candidates.len() as u64)?;
    }
    Ok(scored(candidates, scale))
}

/// How rare passages are in which such a statement stands, `found` of which meet the plan.
fn rarity(reader: &Reader, plan: &Plan, asked: &StatementCondition, found: u64) -> Result<f64> {
    let states = Condition::States(asked.clone());
    let is_all = plan.wanted.is_empty() && plan.excluded.is_empty();
    let having = if is_all && plan.required.as_slice() == std::slice::from_ref(&states) {
        found
    } else {
        reader.count_of(&states)?
    };
    let (having, all) = (having as f64, reader.passage_count() as f64);
    Ok(((all - having + 0.5).max(0.5) / (having + 0.5)).ln_1p())
}

/// The best of all candidates, `most` of which are surely the first; `None` where nothing is asked that makes one better than another.
pub(super) fn best(
    reader: &Reader,
    plan: &Plan,
    scale: &mut Scale,
    most: usize,
) -> Result<Option<Best>> {
    if !scale.has_text && plan.statement.is_none() {
        return Ok(None);
    }
    let weights = scale.weights;
    let mut asked = Asked {
        most,
        prior: Nature::ALL
            .map(|nature| weights.prior(nature.origin) + weights.question(nature.is_question)),
        statement: 0.0,
    };
    if let Some(best) = reader.best(plan, &weights.fields, asked)? {
        return Ok(Some(best));
    }
    let weigh = |claim: &Claim| weigh(claim, weights);
    let best = reader.best_of_all(plan, &weights.fields, &weigh, |found| {
        if let Some(stated) = &plan.statement {
            scale.rarity = rarity(reader, plan, stated, found)?;
            asked.statement = weights.statement.weight * scale.rarity;
        }
        Ok(asked)
    })?;
    Ok(Some(best))
}

/// Candidates with their scores.
pub(super) fn scored(candidates: Vec<Candidate>, scale: &Scale) -> Vec<Scored> {
    let scored = candidates.into_iter().map(|candidate| Scored {
        candidate,
        proximity: 0.0,
        score: scale.score(&candidate, 0.0),
    });
    scored.collect()
}

/// Lifts what holds all words above what does not, so that the order by score says so too.
pub(super) fn lift_complete(scored: &mut [Scored], scale: &mut Scale) {
    let (mut best_partial, mut worst_complete) = (f64::NEG_INFINITY, f64::INFINITY);
    for one in &*scored {
        if one.candidate.holds_all {
            worst_complete = worst_complete.min(one.score);
        } else {
            best_partial = best_partial.max(one.score);
        }
    }
    if best_partial > worst_complete && worst_complete.is_finite() {
        scale.lift = best_partial - worst_complete;
        for one in scored.iter_mut().filter(|one| one.candidate.holds_all) {
            one.score = scale.score(&one.candidate, one.proximity);
        }
    }
}

/// A score without its summands.
pub(super) fn unexplained(scored: &Scored) -> Explanation {
    Explanation {
        what: "score".to_owned(),
        value: scored.score,
        parts: Vec::new(),
    }
}

/// The summands of a score as a tree.
pub(super) fn explain(scored: &Scored, scale: &Scale, summands: Vec<Summand>) -> Explanation {
    let own = scale.summands(&scored.candidate);
    let leaf = |what: &str, value: f64| Explanation {
        what: what.to_owned(),
        value,
        parts: Vec::new(),
    };
    let mut words: Vec<Explanation> = Vec::new();
    for summand in summands {
        let part = leaf(summand.place, summand.value);
        match words.last_mut() {
            Some(word) if word.what == summand.what => {
                word.value += part.value;
                word.parts.push(part);
            }
            _ => words.push(Explanation {
                what: summand.what,
                value: part.value,
                parts: vec![part],
            }),
        }
    }
    let mut parts = words;
    for (what, value) in [
        ("statement", own.statement),
        ("nearness of words", scored.proximity),
        ("kind of publication", own.prior),
        ("a question", own.question),
        ("holds all words", own.lift),
    ] {
        if value != 0.0 {
            parts.push(leaf(what, value));
        }
    }
    Explanation {
        parts,
        ..unexplained(scored)
    }
}
