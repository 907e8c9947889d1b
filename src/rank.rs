//! Ranking: from a reading of a query to hits in order, each with its score explained.
//!
//! One scale, idf units. The retriever gives candidates with the engine's score and features; what stands here does the rest and
//! is the same for every engine: statement match, nearness of words, prior, order, folding of copies, highlights, explanation.
//! The weights are in `rank/weights.toml`.

mod highlight;
mod order;
mod proximity;
mod reasons;
mod results;
mod score;
mod weights;

pub use results::{Copies, Explanation, Hit, Options, Results, Sort};

use crate::index::Reader;
use crate::query::{Claim, Matcher, Plan, Reading, StatementCondition};
use crate::{Error, Result};
use score::Scored;
use std::collections::HashMap;
use std::time::Instant;
use weights::Weights;

/// Answers a query.
///
/// # Errors
/// [`crate::Error::Index`] where the index cannot be read.
pub fn search(reader: &Reader, reading: &Reading, options: &Options) -> Result<Results> {
    let started = Instant::now();
    let plan = &reading.plan;
    let weights = weights::WEIGHTS
        .as_ref()
        .ok_or_else(|| Error::Usage("the built-in weights cannot be read".to_owned()))?;
    let mut scored = score::score(reader, plan, weights)?;
    order::sort(&mut scored, plan, Sort::Relevance);
    proximity::add(reader, plan, &mut scored, &weights.proximity)?;
    score::lift_complete(&mut scored, plan);
    order::sort(&mut scored, plan, options.sort);

    let wanted = plan.wanted.len();
    let holding_all = scored
        .iter()
        .filter(|one| one.candidate.held == wanted)
        .count() as u64;
    let mut results = Results {
        query: reading.query.to_string(),
        read_as: plan.read_as.clone(),
        total: scored.len() as u64,
        holding_all,
        words: wanted,
        notes: reading.notes.clone(),
        ..Results::default()
    };
    if let Some(dateless) = reasons::dateless(plan) {
        results.undated_left_out = reader.count_undated(&dateless)?;
    }
    if scored.is_empty() {
        results.notes.extend(reasons::reasons(reader, reading)?);
    }
    let copies = order::copies(&scored);
    if options.copies == Copies::Fold {
        order::fold(&mut scored);
    }
    let printer = Printer {
        reader,
        plan,
        weights,
        matcher: plan.statement.as_ref().map(StatementCondition::matcher),
        copies,
    };
    let limit = options.limit.unwrap_or(usize::MAX);
    let shown = scored.iter().enumerate().skip(options.offset).take(limit);
    let hits = shown.map(|(position, one)| printer.hit(position + 1, one));
    results.hits = hits.collect::<Result<_>>()?;
    results.took = started.elapsed();
    Ok(results)
}

/// What it takes to make a hit of a candidate.
struct Printer<'a> {
    reader: &'a Reader,
    plan: &'a Plan,
    weights: &'a Weights,
    matcher: Option<Matcher>,
    copies: HashMap<u64, u64>,
}

impl Printer<'_> {
    fn hit(&self, rank: usize, scored: &Scored) -> Result<Hit> {
        let passage = self.reader.passage(&scored.candidate)?;
        let numbered = passage.statements.iter().enumerate();
        let matched = numbered.filter(|(_, statement)| {
            let claim = Claim::from(*statement);
            self.matcher
                .as_ref()
                .is_some_and(|matcher| matcher.meets(&claim))
        });
        let same = self
            .copies
            .get(&scored.candidate.copy)
            .copied()
            .unwrap_or(1);
        Ok(Hit {
            rank,
            score: scored.score(),
            matched: matched.map(|(position, _)| position).collect(),
            highlights: highlight::highlights(self.plan, &passage),
            copies: same.saturating_sub(1),
            explanation: score::explain(self.reader, scored, self.plan, self.weights)?,
            passage,
        })
    }
}
