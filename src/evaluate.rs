//! Metrics over gold files: how far the annotations agree with careful readers, where they differ, and how sure they were.
//!
//! A gold file is JSON Lines of one of four kinds, told by the fields of its first row: whole passages ([`briefings`]), directed
//! pairs ([`pairs`]), attributions ([`quotes`]), PLOVER records ([`records`]). Of each row only what a user has is annotated.

mod briefings;
mod gold;
mod measure;
mod pairs;
mod quotes;
mod records;

pub use measure::{
    Calibration, Confusion, Evaluation, Group, Measure, Mistake, Overlap, Value, share,
};

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
    let text = fs::read_to_string(file).map_err(Error::io(file))?;
    let first = text.lines().find(|line| !line.trim().is_empty());
    let row: serde_json::Map<String, serde_json::Value> = first
        .and_then(|line| serde_json::from_str(line).ok())
        .unwrap_or_default();
    let has = |field: &str| row.contains_key(field);
    if has("quotes") {
        measured::<quotes::Row>(&text, guide, options)
    } else if has("events") {
        measured::<records::Row>(&text, guide, options)
    } else if has("label") {
        measured::<pairs::Row>(&text, guide, options)
    } else if has("statements") {
        measured::<briefings::Row>(&text, guide, options)
    } else {
        None
    }
    .ok_or_else(|| Error::Data {
        path: file.to_owned(),
        message: "no gold file: its rows are JSON objects with id, text, and either statements, label, quotes or events"
            .to_owned(),
    })
}

/// `None` where no row can be read.
fn measured<R: Gold>(text: &str, guide: &Guide<'_>, options: &Options) -> Option<Evaluation> {
    let mut rejected = Vec::new();
    let mut cases = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match Case::<R>::read(line, guide, options.min_confidence) {
            Ok(case) => cases.push(case),
            Err(reason) => rejected.push(format!("line {number}: {reason}")),
        }
    }
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
