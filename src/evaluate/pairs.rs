//! Directed pairs: the stance found between two places of a text, against a label (−1, 0, +1). Where the gold is PLOVER's, the side
//! of its class counts, cooperation or conflict, and only pairs of two named actors.

use super::gold::{Case, Gold};
use super::measure::{
    Confusion, Findings, Measure, Mistake, Overlap, Tenths, Value, share, told, worst_first,
};
use super::rules::{self, Judgements, Verdict};
use crate::briefing::{Act, Statement};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
pub(super) struct Row {
    label: i8,
    source_start: Option<usize>,
    source_end: Option<usize>,
    target: String,
    target_start: Option<usize>,
    target_end: Option<usize>,
    #[serde(default = "yes")]
    named: bool,
    quad: Option<String>,
}

fn yes() -> bool {
    true
}

impl Gold for Row {
    fn measures(cases: &[&Case<Self>]) -> Vec<Measure> {
        let judged = judged(cases);
        let labels: BTreeSet<i8> = judged.iter().map(|judged| judged.case.row.label).collect();
        let mut confusion: BTreeMap<(i8, i8), usize> = BTreeMap::new();
        for each in &judged {
            *confusion
                .entry((each.case.row.label, each.label))
                .or_default() += 1;
        }
        let sum = |fits: &dyn Fn(i8, i8) -> bool| -> usize {
            let cells = confusion
                .iter()
                .filter(|((wanted, found), _)| fits(*wanted, *found));
            cells.map(|(_, count)| count).sum()
        };
        let mut measures = Vec::new();
        let mut f1 = 0.0;
        for own in &labels {
            let overlap = Overlap {
                right: sum(&|wanted, found| wanted == *own && found == *own),
                found: sum(&|_, found| found == *own),
                wanted: sum(&|wanted, _| wanted == *own),
            };
            f1 += share(2 * overlap.right, overlap.found + overlap.wanted);
            measures.push(Measure::new(format!("{own:+}"), Value::Overlap(overlap)));
        }
        let right = sum(&|wanted, found| wanted == found);
        #[allow(clippy::cast_precision_loss, reason = "three labels at most")]
        let value = Value::Macro {
            f1: f1 / labels.len().max(1) as f64,
            accuracy: share(right, judged.len()),
            of: judged.len(),
        };
        measures.push(Measure::new("macro-F1", value));
        measures
    }

    /// Of each pair the statement that gave its label.
    fn judgements(cases: &[&Case<Self>]) -> Option<Judgements> {
        let mut judgements = Judgements::default();
        for (number, Judged { case, label, by }) in judged(cases).into_iter().enumerate() {
            let (wanted, takes_side) = (case.row.label, case.row.label != 0);
            judgements.wanted += usize::from(takes_side);
            judgements.found.extend(by.map(|by| rules::Judged {
                rule: by.rule.clone(),
                verdict: if label == wanted {
                    Verdict::Right
                } else {
                    Verdict::Wrong
                },
                gold: (takes_side && label == wanted).then_some((number, 0)),
            }));
        }
        Some(judgements)
    }

    fn findings(cases: &[&Case<Self>]) -> Findings {
        let mut labels = Confusion::new("label of a pair");
        let mut tenths = Tenths::default();
        let mut mistakes = Vec::new();
        for Judged { case, label, by } in judged(cases) {
            let wanted = case.row.label;
            labels.count(format!("{wanted:+}"), format!("{label:+}"));
            if let Some(by) = by {
                tenths.count(by.confidence, label == wanted);
            }
            if label != wanted {
                mistakes.push(Mistake {
                    id: case.id.clone(),
                    wanted: Some(format!("{wanted:+} towards {}", case.row.target)),
                    found: by.map(told),
                    words: case.annotated.briefing.text.clone(),
                    rule: by.map(|by| by.rule.clone()),
                    weight: by.map_or(0.0, |by| by.confidence),
                });
            }
        }
        let placeless = cases.iter().filter(|case| case.row.target_start.is_none());
        let placeless = placeless.count();
        let note = format!(
            "{placeless} pairs whose target is not named in the text are left out; where the gold marks them, only pairs of two named actors count"
        );
        Findings {
            notes: (placeless > 0).then_some(note).into_iter().collect(),
            confusions: vec![labels],
            calibration: tenths.told(),
            mistakes: worst_first(mistakes),
        }
    }
}

/// A pair with the label found for it, and the statement that gave it.
struct Judged<'a> {
    case: &'a Case<Row>,
    label: i8,
    by: Option<&'a Statement>,
}

fn judged<'a>(cases: &[&'a Case<Row>]) -> Vec<Judged<'a>> {
    let asked = cases
        .iter()
        .filter(|case| case.row.target_start.is_some() && case.row.named);
    let asked: Vec<&Case<Row>> = asked.copied().collect();
    let has_neutral = asked.iter().any(|case| case.row.label == 0);
    let is_label = |label: i8| asked.iter().any(|case| case.row.label == label);
    let judge = |case: &&'a Case<Row>| {
        let row = &case.row;
        let found = case.annotated.statements.iter().filter(|found| {
            let at_target = case.overlaps(found.target.span, row.target_start, row.target_end);
            let at_source = row.source_start.is_none()
                || case.overlaps(found.source.span, row.source_start, row.source_end);
            found.status.counts() && at_target && at_source
        });
        // The first of those that take a side, else the first.
        let by = found.reduce(|first, next| {
            if label_of(row, first) == 0 && label_of(row, next) != 0 {
                next
            } else {
                first
            }
        });
        let label = by.map_or(0, |by| label_of(row, by));
        let label = if has_neutral && !is_label(label) {
            0
        } else {
            label
        };
        Judged { case, label, by }
    };
    asked.iter().map(judge).collect()
}

/// The stance, or the side on which a PLOVER class stands.
fn label_of(row: &Row, statement: &Statement) -> i8 {
    if row.quad.is_none() {
        return statement.stance.into();
    }
    let cooperates = matches!(
        statement.act.parent(),
        Act::Agree
            | Act::Consult
            | Act::Support
            | Act::Concede
            | Act::Cooperate
            | Act::Aid
            | Act::Retreat
    );
    if cooperates { 1 } else { -1 }
}
