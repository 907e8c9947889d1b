//! Corrections: as lines for people, and as JSON.

use super::SCHEMA;
use crate::annotate::{CorrectionLine, Corrections};
use crate::briefing::{Correction, NoStatement, RightFields, RightStatement, StanceName};
use crate::ingest::NoEffect;
use crate::text::collapsed;
use serde::Serialize;
use std::fmt::Write as _;

/// `7ab3k2m9xy#3: CHN → NATO critical · accuse 5 · asserted · “shifting blame”`
#[must_use]
pub fn put_right(correction: &Correction) -> String {
    let mut line = format!("{}: ", correction.id);
    let parts = [
        correction.set.as_ref().map(fields),
        correction.statement.as_ref().map(statement),
        correction.no_statement.as_ref().map(no_statement),
        correction
            .undo
            .then(|| "the last correction is taken back".to_owned()),
    ];
    line.push_str(&parts.into_iter().flatten().collect::<Vec<_>>().join("; "));
    if let Some(note) = &correction.note {
        let _ = write!(line, " ({note})");
    }
    collapsed(&line)
}

/// A line each, in the order of the file: its number, the day, and what it puts right; beneath it why it has no effect.
#[must_use]
pub fn corrections_page(corrections: &Corrections, problems: &[NoEffect]) -> String {
    let mut page = String::new();
    for line in &corrections.lines {
        let at = line.correction.at;
        let day = at.map_or_else(String::new, |at| at.format("%Y-%m-%d ").to_string());
        let state = if line.in_force || line.correction.undo {
            ""
        } else {
            " [taken back]"
        };
        let _ = writeln!(
            page,
            "{:>4} {day}{}{state}",
            line.number,
            put_right(&line.correction)
        );
        if let Some(problem) = problem_of(line, problems) {
            let _ = writeln!(page, "     no effect: {}", collapsed(&problem.reason));
        }
    }
    page
}

/// The whole as one JSON object: `corrections` as in the file, each with its `line`, whether it is `in_force`, and its `problem`.
#[must_use]
pub fn corrections_object(corrections: &Corrections, problems: &[NoEffect]) -> String {
    #[derive(Serialize)]
    struct Object<'a> {
        schema: u32,
        corrections: Vec<Line<'a>>,
    }
    #[derive(Serialize)]
    struct Line<'a> {
        #[serde(rename = "line")]
        number: usize,
        in_force: bool,
        problem: Option<&'a str>,
        #[serde(flatten)]
        correction: &'a Correction,
    }
    let lines = corrections.lines.iter().map(|line| Line {
        number: line.number,
        in_force: line.in_force,
        problem: problem_of(line, problems).map(|problem| problem.reason.as_str()),
        correction: &line.correction,
    });
    let object = Object {
        schema: SCHEMA,
        corrections: lines.collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

fn problem_of<'a>(line: &CorrectionLine, problems: &'a [NoEffect]) -> Option<&'a NoEffect> {
    problems.iter().find(|problem| problem.line == line.number)
}

fn fields(set: &RightFields) -> String {
    let given = set.given().into_iter();
    let given = given.map(|(name, value)| format!("{name} {value}"));
    given.collect::<Vec<_>>().join(" · ")
}

fn statement(right: &RightStatement) -> String {
    let mut line = format!("{} → {} {}", right.by, right.on, name(right.stance));
    if let Some(act) = right.act {
        let _ = write!(line, " · {}", act.name().to_lowercase());
    }
    if let Some(strength) = right.strength {
        let _ = write!(line, " {strength}");
    }
    if let Some(status) = right.status {
        let _ = write!(line, " · {}", format!("{status:?}").to_lowercase());
    }
    if let Some(quote) = &right.quote {
        let _ = write!(line, " · “{quote}”");
    }
    line
}

fn no_statement(none: &NoStatement) -> String {
    let stance = none.stance.map_or("", name);
    format!("no {stance} statement {} → {}", none.by, none.on).replace("  ", " ")
}

fn name(stance: StanceName) -> &'static str {
    match stance {
        StanceName::Critical => "critical",
        StanceName::Neutral => "neutral",
        StanceName::Supportive => "supportive",
    }
}
