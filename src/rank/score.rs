//! The second pass: from candidates to scores, and from a score back to its summands.

use super::results::Explanation;
use super::weights::Weights;
use crate::Result;
use crate::briefing::Status;
use crate::index::{Candidate, Reader, Summand};
use crate::query::{Claim, Condition, Plan};

/// A candidate with the summands of its score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) candidate: Candidate,
    pub(super) statement: f64,
    pub(super) proximity: f64,
    pub(super) prior: f64,
    pub(super) question: f64,
    /// What lifts passages that hold all words above those that do not.
    pub(super) lift: f64,
}

impl Scored {
    pub(super) fn score(&self) -> f64 {
        self.candidate.score
            + self.statement
            + self.proximity
            + self.prior
            + self.question
            + self.lift
    }
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
pub(super) fn score(reader: &Reader, plan: &Plan, weights: &Weights) -> Result<Vec<Scored>> {
    let candidates = reader.candidates(plan, &weights.fields, &|claim| weigh(claim, weights))?;
    let has_text = plan.scored().next().is_some();
    let rarity = match &plan.statement {
        Some(asked) if has_text => {
            let having = reader.count_of(&Condition::States(asked.clone()))? as f64;
            let all = reader.passage_count() as f64;
            ((all - having + 0.5).max(0.5) / (having + 0.5)).ln_1p()
        }
        _ => 0.0,
    };
    let scored = candidates.into_iter().map(|candidate| {
        // Without words, statements stand in order of strength: the score is the strength itself.
        let statement = if has_text {
            weights.statement.weight * rarity * (1.0 - candidate.doubt)
        } else {
            f64::from(candidate.strength)
        };
        let (prior, question) = if has_text {
            let question = weights.question(candidate.is_question);
            (weights.prior(candidate.origin), question)
        } else {
            (0.0, 0.0)
        };
        Scored {
            candidate,
            statement,
            proximity: 0.0,
            prior,
            question,
            lift: 0.0,
        }
    });
    Ok(scored.collect())
}

/// Lifts what holds all words above what does not, so that the order by score says so too.
pub(super) fn lift_complete(scored: &mut [Scored], plan: &Plan) {
    let wanted = plan.wanted.len();
    let is_complete = |one: &&Scored| one.candidate.held == wanted;
    let among = |complete: bool| {
        let own = scored
            .iter()
            .filter(move |one| is_complete(one) == complete);
        own.map(Scored::score)
    };
    let best_partial = among(false).fold(f64::NEG_INFINITY, f64::max);
    let worst_complete = among(true).fold(f64::INFINITY, f64::min);
    if best_partial > worst_complete && worst_complete.is_finite() {
        let lift = best_partial - worst_complete;
        for one in scored.iter_mut().filter(|one| one.candidate.held == wanted) {
            one.lift = lift;
        }
    }
}

/// The summands of a score as a tree.
pub(super) fn explain(scored: &Scored, summands: Vec<Summand>) -> Explanation {
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
        ("statement", scored.statement),
        ("nearness of words", scored.proximity),
        ("kind of publication", scored.prior),
        ("a question", scored.question),
        ("holds all words", scored.lift),
    ] {
        if value != 0.0 {
            parts.push(leaf(what, value));
        }
    }
    Explanation {
        what: "score".to_owned(),
        value: scored.score(),
        parts,
    }
}
