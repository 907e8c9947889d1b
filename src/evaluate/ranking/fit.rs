//! Fitting the weights of ranking on judged queries: coordinate ascent over round values (Metzler & Croft 2007), with k-fold
//! cross-validation to show how much of the gain is of these queries only.

use super::judged::Query;
use super::measure::Figures;
use super::runs::{Ranking, Searched, run};
use crate::Result;
use crate::rank::Weights;
use serde::Serialize;
use std::collections::HashMap;

/// The weights that are fitted, and the values tried. The passage's own text is the unit; what is left out makes no difference that
/// twenty queries could show.
const TRIED: [(&str, &[f64]); 8] = [
    ("fields.title", &[0.0, 0.25, 0.5, 1.0]),
    ("fields.question", &[0.0, 0.2, 0.4, 0.8]),
    ("fields.evidence", &[0.0, 0.3, 0.6, 1.2]),
    ("fields.entity", &[0.0, 0.4, 0.8, 1.2, 1.6, 2.0]),
    ("fields.most", &[4.0, 6.0, 8.0, 12.0, 100.0]),
    ("statement.weight", &[0.0, 0.5, 1.0, 1.5, 3.0]),
    ("proximity.weight", &[0.0, 0.5, 1.0, 2.0]),
    ("prior.question", &[0.0, -1.0, -2.0, -4.0]),
];
/// What a change of a weight must add to the mean, lest noise be fitted.
const GAIN: f64 = 0.005;
const FOLDS: usize = 5;
/// The rankings whose mean is made as great as can be: those the weights decide.
const FITTED: [Ranking; 2] = [Ranking::Both, Ranking::Words];

/// What fitting came to; figures are nDCG of the first ten judged hits, means over queries and over words with and without filters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// Each weight's name, its value before, and fitted on all queries.
    pub weights: Vec<(String, f64, f64)>,
    /// The figure with the weights before.
    pub before: f64,
    /// The figure with the fitted ones, on the queries they were fitted on.
    pub fitted: f64,
    /// Each fold in turn left out of fitting.
    pub folds: Vec<Fold>,
}

/// A part of the queries, measured with weights fitted on all the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fold {
    /// The ids of the queries left out.
    pub queries: Vec<String>,
    /// The figure of those left out, with the weights before.
    pub before: f64,
    /// The same with weights fitted on the others.
    pub fitted: f64,
    /// The weights that differ from those before, with their values.
    pub weights: Vec<(String, f64)>,
}

/// Fits the weights, beginning with `start`. `tell` hears of each round.
///
/// # Errors
/// A filter that means nothing; the index cannot be read.
pub(super) fn fit(
    queries: &[Query],
    searched: Searched<'_>,
    start: &Weights,
    tell: &dyn Fn(&str),
) -> Result<Fit> {
    let mut figures = Measured {
        queries,
        searched,
        seen: HashMap::new(),
    };
    let all: Vec<usize> = (0..queries.len()).collect();
    let fitted = ascend(&mut figures, &all, start, tell)?;
    let weights = TRIED.iter().filter_map(|(name, _)| {
        let (before, after) = (start.get(name)?, fitted.get(name)?);
        Some(((*name).to_owned(), before, after))
    });
    let mut folds = Vec::new();
    for fold in 0..FOLDS.min(queries.len()) {
        let (left_out, others): (Vec<usize>, Vec<usize>) =
            all.iter().partition(|query| *query % FOLDS == fold);
        if others.is_empty() {
            continue;
        }
        let own = ascend(&mut figures, &others, start, tell)?;
        let differing = TRIED.iter().filter_map(|(name, _)| {
            let value = own.get(name)?;
            (start.get(name) != Some(value)).then(|| ((*name).to_owned(), value))
        });
        folds.push(Fold {
            queries: left_out.iter().map(|at| queries[*at].id.clone()).collect(),
            before: figures.mean(start, &left_out)?,
            fitted: figures.mean(&own, &left_out)?,
            weights: differing.collect(),
        });
    }
    Ok(Fit {
        weights: weights.collect(),
        before: figures.mean(start, &all)?,
        fitted: figures.mean(&fitted, &all)?,
        folds,
    })
}

/// Sets each weight in turn to the value that serves the queries best, until none changes.
fn ascend(
    figures: &mut Measured<'_>,
    queries: &[usize],
    start: &Weights,
    tell: &dyn Fn(&str),
) -> Result<Weights> {
    let mut best = start.clone();
    let mut reached = figures.mean(&best, queries)?;
    loop {
        let before = reached;
        for (name, values) in TRIED {
            for value in values {
                let Some(tried) = best.with(name, *value) else {
                    continue;
                };
                let mean = figures.mean(&tried, queries)?;
                if mean > reached + GAIN {
                    (best, reached) = (tried, mean);
                }
            }
            tell(&format!("{} queries: {name}, {reached:.4}", queries.len()));
        }
        if reached <= before {
            return Ok(best);
        }
    }
}

/// Figures of weights, each measured once.
struct Measured<'a> {
    queries: &'a [Query],
    searched: Searched<'a>,
    seen: HashMap<Vec<u64>, Vec<f64>>,
}

impl Measured<'_> {
    fn mean(&mut self, weights: &Weights, queries: &[usize]) -> Result<f64> {
        let values = TRIED.iter().filter_map(|(name, _)| weights.get(name));
        let key: Vec<u64> = values.map(f64::to_bits).collect();
        if !self.seen.contains_key(&key) {
            let figures = self.measure(weights)?;
            self.seen.insert(key.clone(), figures);
        }
        let each = &self.seen[&key];
        let sum: f64 = queries.iter().map(|query| each[*query]).sum();
        Ok(sum / queries.len() as f64)
    }

    fn measure(&self, weights: &Weights) -> Result<Vec<f64>> {
        let mut each = Vec::new();
        for query in self.queries {
            let mut sum = 0.0;
            for ranking in FITTED {
                let hits = run(ranking, query, self.searched, weights)?;
                sum += Figures::of(&query.graded(&hits), &query.grades).ndcg_judged;
            }
            each.push(sum / FITTED.len() as f64);
        }
        Ok(each)
    }
}
