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
use found::Asked;
use order::{Order, Ordered};
use score::{Scale, Scored};
use std::time::Instant;

/// So many of the first are chosen from the best passages instead of from all.
const FEW: usize = 100;

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
    let mut ranked = in_order(reader, plan, weights, options.sort, few(options))?;
    let first = options.offset.min(ranked.scored.total());
    let mut shown = shown(&mut ranked.scored, options, first);
    let wanted = options.limit.unwrap_or(usize::MAX);
    if shown.len() < wanted && ranked.scored.known() < ranked.scored.total() {
        // so many of the first are copies of one another that more are to be known
        ranked = in_order(reader, plan, weights, options.sort, None)?;
        shown = self::shown(&mut ranked.scored, options, first);
    }
    let (scored, holding_all) = (&ranked.scored, ranked.holding_all);
    let mut results = Results {
        query: reading.query.to_string(),
        read_as: plan.read_as.clone(),
        total: scored.total() as u64,
        holding_all,
        words: plan.wanted.len(),
        notes: reading.notes.clone(),
        ..Results::default()
    };
    if let Some(dateless) = reasons::dateless(plan) {
        results.undated_left_out = reader.count_undated(&dateless)?;
    }
    if holding_all == 0 {
        results.notes.extend(reasons::nowhere_found(reader, plan)?);
    }
    if scored.total() == 0 {
        results.notes.extend(reasons::emptied(reader, plan)?);
    }
    let asked = Asked {
        reader,
        columns: reader.columns()?,
        plan,
        weights,
        scale: ranked.scale,
        explain: options.explain,
    };
    results.took = started.elapsed();
    Ok(Found::new(asked, results, first, shown))
}

/// A passage in its place.
pub struct Placed {
    /// Sorts as the passage's id does: its briefing's, then its number.
    pub id: (u64, u64, u64),
    /// What it was found by.
    pub candidate: Candidate,
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
) -> Result<Vec<Placed>> {
    let mut scored = in_order(reader, plan, weights, Sort::Relevance, None)?.scored;
    let columns = reader.columns()?;
    let placed = |one: &Scored| Placed {
        id: columns.id(&one.candidate),
        candidate: one.candidate,
    };
    Ok(match copies {
        Copies::Fold => {
            let known = copies::Known::among(&scored);
            let shown = known.folded(&mut scored, usize::MAX);
            shown.iter().map(placed).collect()
        }
        Copies::Keep => scored.first(usize::MAX).iter().map(placed).collect(),
    })
}

/// How many of the first are enough, where those need not be chosen from all: passages that are one may take up the rest.
fn few(options: &Options) -> Option<usize> {
    let most = options.offset.checked_add(options.limit?)?;
    let is_few = most <= FEW && options.sort == Sort::Relevance && options.spread.is_none();
    is_few.then_some(4 * most)
}

/// What is shown of passages, the first `passed_over` left out, with what is known of the copies of each.
fn shown(scored: &mut Ordered, options: &Options, passed_over: usize) -> Vec<(Scored, Copied)> {
    let limit = options.limit.unwrap_or(usize::MAX);
    if limit == 0 {
        return Vec::new();
    }
    let most = passed_over.saturating_add(limit);
    let known = copies::Known::among(scored);
    let needed = options.spread.map_or(most, |_| usize::MAX);
    let mut shown = match options.copies {
        Copies::Fold => known.folded(scored, needed),
        Copies::Keep => scored.first(needed).to_vec(),
    };
    if let Some(most) = options.spread {
        // What holds all words stays before what does not.
        let is_complete = |one: &Scored| one.candidate.holds_all;
        let rest = match options.sort {
            Sort::Relevance => shown.split_off(shown.partition_point(is_complete)),
            Sort::Newest | Sort::Oldest => Vec::new(),
        };
        let columns = scored.order.columns;
        let in_turn =
            |part: Vec<Scored>| spread::spread(part, most, |one| columns.briefing(&one.candidate));
        shown = in_turn(shown);
        shown.extend(in_turn(rest));
    }
    shown.truncate(most);
    let shown = shown.split_off(passed_over.min(shown.len()));
    known.told(shown, scored)
}

/// Passages ready to be put in order.
struct Ranked<'a> {
    scored: Ordered<'a>,
    /// How many of all hold all words.
    holding_all: u64,
    /// What the scores are made by.
    scale: Scale<'a>,
}

/// All passages that meet the plan, or where a few are enough and can be told sooner, the best of them.
fn in_order<'a>(
    reader: &'a Reader,
    plan: &Plan,
    weights: &'a Weights,
    sort: Sort,
    few: Option<usize>,
) -> Result<Ranked<'a>> {
    let mut scale = Scale::new(plan, weights);
    let columns = reader.columns()?;
    let by_score = Order {
        sort: Sort::Relevance,
        columns,
    };
    // Nearness is looked at in so many of the first.
    let head = proximity::head(plan, &weights.proximity);
    let few = few.map(|few| few.max(head).max(1));
    let best = few.map(|few| score::best(reader, plan, &mut scale, few));
    let best = best.transpose()?.flatten();
    let (mut scored, holding_all) = if let Some((best, few)) = best.zip(few) {
        let scored = score::scored(best.candidates, &scale);
        let mut scored = Ordered::new(scored, by_score);
        scored.part_of = Some((best.listed, few));
        (scored, best.holding_all)
    } else {
        let all = score::score(reader, plan, &mut scale)?;
        let complete = all.iter().filter(|one| one.candidate.holds_all);
        let holding_all = complete.count() as u64;
        (Ordered::new(all, by_score), holding_all)
    };
    proximity::add(reader, plan, &mut scored, &scale, &weights.proximity)?;
    let scored = scored.scored_anew(Order { sort, columns }, |all| {
        score::lift_complete(all, &mut scale);
    });
    Ok(Ranked {
        scored,
        holding_all,
        scale,
    })
}
