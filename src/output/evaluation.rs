//! How annotations agree with a gold file: for people, and as JSON.

use super::SCHEMA;
use crate::evaluate::{Confusion, Evaluation, Measure, Mistake, Value, share};
use crate::text::{collapsed, sanitize};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Characters of the words shown with an error or an unjudged hit.
const SHOWN: usize = 300;

/// The whole, as one JSON object.
#[must_use]
pub fn evaluation_object(evaluation: &Evaluation) -> String {
    with_schema(evaluation)
}

/// What was measured as one JSON object, the version of its form first.
pub(super) fn with_schema(measured: &impl Serialize) -> String {
    #[derive(Serialize)]
    struct Object<'a, T> {
        schema: u32,
        #[serde(flatten)]
        measured: &'a T,
    }
    let object = Object {
        schema: SCHEMA,
        measured,
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

/// The figures, what was taken for what, how sure that was, and the first `errors` errors.
#[must_use]
pub fn evaluation_page(evaluation: &Evaluation, errors: usize) -> String {
    let mut page = String::new();
    for note in &evaluation.notes {
        let _ = writeln!(page, "{note}");
    }
    measures(&mut page, &evaluation.measures);
    for group in &evaluation.groups {
        let _ = writeln!(page, "\n== {} ({})", group.value, group.rows);
        measures(&mut page, &group.measures);
    }
    for confusion in &evaluation.confusions {
        confused(&mut page, confusion);
    }
    if !evaluation.calibration.is_empty() {
        let _ = writeln!(page, "\nhow sure → how often right");
        for tenth in &evaluation.calibration {
            let right = 100.0 * share(tenth.right, tenth.of);
            let _ = writeln!(
                page,
                "from {:<27.1} {right:5.1} %  ({}/{})",
                tenth.from, tenth.right, tenth.of
            );
        }
    }
    let shown = evaluation.mistakes.len().min(errors);
    if shown > 0 {
        let all = evaluation.mistakes.len();
        let _ = writeln!(page, "\nThe worst {shown} of {all} errors");
    }
    for mistake in evaluation.mistakes.iter().take(errors) {
        mistaken(&mut page, mistake);
    }
    sanitize(&page).into_owned()
}

fn measures(page: &mut String, measures: &[Measure]) {
    for Measure { name, value } in measures {
        let _ = match value {
            Value::Overlap(overlap) => writeln!(
                page,
                "{name:32} P {:5.1}  R {:5.1}  F1 {:5.1}  ({}/{} predicted, {} gold)",
                100.0 * overlap.precision(),
                100.0 * overlap.recall(),
                100.0 * overlap.f1(),
                overlap.right,
                overlap.found,
                overlap.wanted
            ),
            Value::Share { right, of } => {
                writeln!(
                    page,
                    "{name:32} {:5.1} %  ({right}/{of})",
                    100.0 * share(*right, *of)
                )
            }
            Value::Macro { f1, accuracy, of } => writeln!(
                page,
                "{name:32} {:.1}  accuracy {:.1}  ({of} pairs)",
                100.0 * f1,
                100.0 * accuracy
            ),
        };
    }
}

/// A row for each label wanted, a column for each label found.
fn confused(page: &mut String, confusion: &Confusion) {
    let found: BTreeSet<&String> = confusion
        .wanted
        .values()
        .flat_map(|row| row.keys())
        .collect();
    let _ = write!(page, "\n{}\n{:17}", confusion.of, "wanted ↓ found →");
    for label in &found {
        let _ = write!(page, " {label:>8}");
    }
    page.push('\n');
    for (wanted, row) in &confusion.wanted {
        let _ = write!(page, "{wanted:17}");
        for label in &found {
            let count = row.get(*label).filter(|count| **count > 0);
            let cell = count.map_or_else(|| "·".to_owned(), usize::to_string);
            let width = label.chars().count().max(8);
            let _ = write!(page, " {cell:>width$}");
        }
        page.push('\n');
    }
}

fn mistaken(page: &mut String, mistake: &Mistake) {
    let nothing = || "nothing".to_owned();
    let rule = mistake.rule.as_ref().map_or_else(String::new, |rule| {
        format!("  {:.2} {rule}", mistake.weight)
    });
    let _ = writeln!(
        page,
        "--- {}\n    wanted {}\n    found  {}{rule}\n    {}",
        mistake.id,
        mistake.wanted.clone().unwrap_or_else(nothing),
        mistake.found.clone().unwrap_or_else(nothing),
        excerpt(&mistake.words)
    );
}

/// The first words on one line.
pub(super) fn excerpt(words: &str) -> String {
    let line = collapsed(words);
    let mut short: String = line.chars().take(SHOWN).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
