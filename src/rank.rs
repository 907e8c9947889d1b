//! Ranking: from a reading of a query to hits in order, each with its score explained.
//!
//! One scale, idf units. The retriever gives candidates with the engine's score and features; what stands here does the rest and
//! is the same for every engine: statement match, nearness of words, prior, order, folding of copies, spreading over briefings, highlights, explanation.
//! The weights are in `rank/weights.toml`.

mod copies;
mod found;
mod highlight;
mod order;
mod proximity;
mod reasons;
mod results;
mod score;
mod spread;
mod weights;

pub use found::Found;
pub use results::{Copies, Explanation, Hit, Options, Results, Sort};
pub use weights::Weights;

use crate::Result;
use crate::index::{Candidate, Reader};
use crate::query::{Plan, Reading};
use copies::Copied;
use score::Scored;
use std::time::Instant;

/// Answers a query, all hits at once.
///
/// # Errors
/// [`crate::Error::Index`] where the index cannot be read.
pub fn search(reader: &Reader, reading: &Reading, options: &Options) -> Result<Results> {
    let started = Instant::now();
    let found = find(reader, reading, options)?;
    let mut results = found.results.clone();
    results.hits = found.collect::<Result<_>>()?;
    results.took = started.elapsed();
    Ok(results)
}

/// Answers a query; the hits are read as they are asked for, so that no more than a few are in memory.
///
/// # Errors
/// [`crate::Error::Index`] where the index cannot be read.
pub fn find<'a>(reader: &'a Reader, reading: &'a Reading, options: &Options) -> Result<Found<'a>> {
    let started = Instant::now();
    let plan = &reading.plan;
    let weights = Weights::built_in()?;
    let scored = in_order(reader, plan, weights, options.sort)?;

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
    if holding_all == 0 {
        results.notes.extend(reasons::nowhere_found(reader, plan)?);
    }
    if scored.is_empty() {
        results.notes.extend(reasons::emptied(reader, plan)?);
    }
    let mut copied = hits(scored, options.copies);
    if let Some(most) = options.spread {
        // What holds all words stays before what does not.
        let is_complete = |(one, _): &(Scored, Copied)| one.candidate.held == wanted;
        let rest = match options.sort {
            Sort::Relevance => copied.split_off(copied.partition_point(is_complete)),
            Sort::Newest | Sort::Oldest => Vec::new(),
        };
        let in_turn = |part: Vec<(Scored, Copied)>| {
            spread::spread(part, most, |(one, _)| one.candidate.briefing())
        };
        copied = in_turn(copied);
        copied.extend(in_turn(rest));
    }
    let limit = options.limit.unwrap_or(usize::MAX);
    let first = options.offset.min(copied.len());
    let shown = copied.into_iter().skip(first).take(limit).collect();
    results.took = started.elapsed();
    Ok(Found::new(reader, plan, weights, results, first, shown))
}

/// All passages that meet the plan, in the order these weights give.
///
/// # Errors
/// [`crate::Error::Index`] where the index cannot be read.
pub fn ordered(
    reader: &Reader,
    plan: &Plan,
    weights: &Weights,
    copies: Copies,
) -> Result<Vec<Candidate>> {
    let scored = in_order(reader, plan, weights, Sort::Relevance)?;
    let shown = hits(scored, copies).into_iter();
    Ok(shown.map(|(one, _)| one.candidate).collect())
}

/// What is shown of candidates in order, with what is known of the copies of each.
fn hits(scored: Vec<Scored>, copies: Copies) -> Vec<(Scored, Copied)> {
    let mut all = copies::find(scored);
    if copies == Copies::Fold {
        all.retain(|(_, copied)| copied.stands_first);
    }
    all
}

fn in_order(reader: &Reader, plan: &Plan, weights: &Weights, order: Sort) -> Result<Vec<Scored>> {
    let mut scored = score::score(reader, plan, weights)?;
    order::sort(&mut scored, plan, Sort::Relevance);
    proximity::add(reader, plan, &mut scored, &weights.proximity)?;
    score::lift_complete(&mut scored, plan);
    order::sort(&mut scored, plan, order);
    Ok(scored)
}
