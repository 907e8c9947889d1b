//! Metrics over gold files: how far the annotations agree with careful readers, where they differ, and how sure they were.
//!
//! A gold file is JSON Lines of one of four kinds, told by the fields of its first row: whole passages ([`briefings`]), directed
//! pairs ([`pairs`]), attributions ([`quotes`]), PLOVER records ([`records`]). Of each row only what a user has is annotated.
//!
//! Rankings are measured on judged queries over an archive ([`ranking`]).

mod briefings;
mod gold;
mod measure;
mod pairs;
mod quotes;
mod ranking;
mod records;
mod rules;

pub use measure::{
    Calibration, Confusion, Evaluation, Group, Measure, Mistake, Overlap, Value, share,
};
pub use ranking::{
    Difference, Figures, Fit, Fold, JudgedQueries, Measured, Ranking, RankingEvaluation, RunLine,
    Unjudged,
};
pub use rules::{RuleCheck, RuleFigures};

use crate::source::Guide;
use crate::{Error, Result};
use gold::{Case, Gold};
use measure::Findings;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What to measure.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Statements and attributions below it are left out, 0 to 1.
    pub min_confidence: f32,
    /// A field of the rows: the measures are given for each of its values too.
    pub by: Option<String>,
}

/// Annotates the rows of a gold file and measures the result.
///
/// # Errors
/// The file cannot be read, or is of no kind known.
pub fn annotations(file: &Path, guide: &Guide<'_>, options: &Options) -> Result<Evaluation> {
    let text = read(file)?;
    match Kind::of(&text) {
        Some(Kind::Quotes) => measured::<quotes::Row>(&text, guide, options),
        Some(Kind::Records) => measured::<records::Row>(&text, guide, options),
        Some(Kind::Pairs) => measured::<pairs::Row>(&text, guide, options),
        Some(Kind::Briefings) => measured::<briefings::Row>(&text, guide, options),
        None => None,
    }
    .ok_or_else(|| no_gold(file, "either statements, label, quotes or events"))
}

/// Annotates the rows of a gold file of statements or pairs and judges what each rule found.
///
/// # Errors
/// The file cannot be read, or is of another kind.
pub fn rules(file: &Path, guide: &Guide<'_>) -> Result<RuleCheck> {
    let text = read(file)?;
    match Kind::of(&text) {
        Some(Kind::Pairs) => judged::<pairs::Row>(&text, guide),
        Some(Kind::Briefings) => judged::<briefings::Row>(&text, guide),
        Some(Kind::Quotes | Kind::Records) | None => None,
    }
    .ok_or_else(|| no_gold(file, "either statements or label"))
}

/// What the rows of a gold file are.
enum Kind {
    Briefings,
    Pairs,
    Quotes,
    Records,
}

impl Kind {
    /// Told by the fields of the first row.
    fn of(text: &str) -> Option<Self> {
        let first = text.lines().find(|line| !line.trim().is_empty())?;
        let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(first).ok()?;
        let kinds = [
            ("quotes", Self::Quotes),
            ("events", Self::Records),
            ("label", Self::Pairs),
            ("statements", Self::Briefings),
        ];
        let mut kinds = kinds.into_iter();
        kinds.find_map(|(field, kind)| row.contains_key(field).then_some(kind))
    }
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(Error::io(file))
}

fn no_gold(file: &Path, fields: &str) -> Error {
    Error::Data {
        path: file.to_owned(),
        message: format!("no gold file: its rows are JSON objects with id, text, and {fields}"),
    }
}

/// The rows of a gold file, annotated, and why others could not be read.
fn cases<R: Gold>(
    text: &str,
    guide: &Guide<'_>,
    min_confidence: f32,
) -> (Vec<Case<R>>, Vec<String>) {
    let mut rejected = Vec::new();
    let mut cases = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match Case::<R>::read(line, guide, min_confidence) {
            Ok(case) => cases.push(case),
            Err(reason) => rejected.push(format!("line {number}: {reason}")),
        }
    }
    (cases, rejected)
}

/// `None` where no row can be read.
fn judged<R: Gold>(text: &str, guide: &Guide<'_>) -> Option<RuleCheck> {
    let (cases, rejected) = cases::<R>(text, guide, 0.0);
    let all: Vec<&Case<R>> = cases.iter().collect();
    let judgements = R::judgements(&all).filter(|_| !all.is_empty())?;
    Some(RuleCheck::of(&judgements, all.len(), rejected))
}

/// `None` where no row can be read.
fn measured<R: Gold>(text: &str, guide: &Guide<'_>, options: &Options) -> Option<Evaluation> {
    let (cases, rejected) = cases::<R>(text, guide, options.min_confidence);
    let all: Vec<&Case<R>> = cases.iter().collect();
    let mut by_value: BTreeMap<String, Vec<&Case<R>>> = BTreeMap::new();
    if let Some(field) = &options.by {
        for case in &cases {
            by_value.entry(case.value_of(field)).or_default().push(case);
        }
    }
    let groups = by_value.into_iter().map(|(value, cases)| Group {
        value,
        rows: cases.len(),
        measures: R::measures(&cases),
    });
    let groups = groups.collect();
    let Findings {
        notes,
        confusions,
        calibration,
        mistakes,
    } = R::findings(&all);
    (!all.is_empty()).then(|| Evaluation {
        rows: all.len(),
        measures: R::measures(&all),
        groups,
        notes,
        confusions,
        calibration,
        mistakes,
        rejected,
    })
}
