//! How much an archive holds of each ministry, month by month, and where it has gaps: for people, as JSON, and drawn as SVG ([`svg`]).

mod svg;

pub use svg::coverage_svg;

use super::SCHEMA;
use super::card::{FAINT, PLAIN, STRONG};
use super::styled::{Look, Paint, Styled};
use crate::analysis::{Coverage, Gap, LEAST_MEDIAN, MonthHeld};
use crate::index::Amount;
use anstyle::{AnsiColor, Style};
use chrono::Datelike as _;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const EMPTY: Style = AnsiColor::Red.on_default().bold();
const THIN: Style = AnsiColor::Yellow.on_default();
const INDENT: &str = "  ";
/// Stretches of days named one by one.
const NAMED: usize = 5;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// How it is told what a gap is.
pub(super) const LEGEND: &str = "Briefings by the month they were said in. ! marks fewer than a third of the median of the ministry's months that hold any, \
    0! none where that is odd, · none; the first and last month are not judged, nor is a ministry with a median under 3. A regular day is a weekday that at least 6 in \
    10 weeks with any briefing have. A recess is not told from what is missing.";

/// The coverage for people: a line a year, a column a month.
#[must_use]
pub fn coverage_page(coverage: &[Coverage], look: Look) -> String {
    let mut out = String::new();
    for one in coverage {
        let mut line = Styled::of(&one.ministry, STRONG);
        line.push(&format!(" · {}", held(one)), PLAIN);
        line.write(&mut out, "", look, usize::MAX);
        grid(one, &mut out, look);
        for line in remarks(one) {
            Styled::of(&line, PLAIN).write(&mut out, INDENT, look, usize::MAX);
        }
        out.push('\n');
    }
    if !coverage.is_empty() {
        Styled::of(LEGEND, FAINT).write(&mut out, "", look, usize::MAX);
    }
    out
}

/// `412 briefings, 5120 passages · 2021-01 to 2024-06, median 11 a month`.
pub(super) fn held(one: &Coverage) -> String {
    let mut line = counted(one.amount);
    if let (Some(first), Some(last)) = (one.months.first(), one.months.last()) {
        let month = |held: &MonthHeld| held.month.format("%Y-%m").to_string();
        let _ = write!(line, " · {} to {}", month(first), month(last)); // to a String: cannot fail
        let _ = write!(line, ", median {} a month", one.median); // as above
    }
    line
}

fn counted(amount: Amount) -> String {
    let noun = |count: u64, noun: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {noun}{plural}")
    };
    format!(
        "{}, {}",
        noun(amount.briefings, "briefing"),
        noun(amount.passages, "passage")
    )
}

/// The months in as many columns as the width has room for: twelve, six, four, three, two or one.
fn grid(one: &Coverage, out: &mut String, look: Look) {
    let largest = one.months.iter().map(|month| month.amount.briefings).max();
    let digits = largest.unwrap_or(0).to_string().len().max(3);
    let (cell, margin) = (digits + 2, INDENT.len() + 7);
    let columns = [12, 6, 4, 3, 2, 1].into_iter();
    let fitting = columns
        .clone()
        .find(|columns| margin + columns * cell <= look.width);
    let columns = fitting.unwrap_or(1);
    let mut by_row: BTreeMap<(i32, usize), BTreeMap<usize, &MonthHeld>> = BTreeMap::new();
    for held in &one.months {
        let month = held.month.month0() as usize;
        let row = by_row.entry((held.month.year(), month / columns));
        row.or_default().insert(month % columns, held);
    }
    if columns == 12 && !by_row.is_empty() {
        let names = MONTHS.map(|name| format!("{:>width$} ", name, width = cell - 1));
        let names = paint(&names.concat(), FAINT, look);
        let _ = writeln!(out, "{INDENT}{:7}{}", "", names.trim_end()); // to a String: cannot fail
    }
    for ((year, part), row) in by_row {
        let label = if columns == 12 {
            year.to_string()
        } else {
            format!("{year}-{:02}", part * columns + 1)
        };
        let cells = (0..columns).map(|column| {
            row.get(&column).map_or_else(
                || " ".repeat(cell),
                |held| {
                    let (mark, style) = match held.gap {
                        Some(Gap::Empty) => ('!', EMPTY),
                        Some(Gap::Thin) => ('!', THIN),
                        None => (' ', PLAIN),
                    };
                    let count = match (held.amount.briefings, held.gap) {
                        (0, None) => "·".to_owned(),
                        (count, _) => count.to_string(),
                    };
                    let text = format!("{count:>width$}{mark}", width = cell - 1);
                    paint(&text, style, look)
                },
            )
        });
        let line = format!(
            "{INDENT}{}{}",
            paint(&format!("{label:<7}"), FAINT, look),
            cells.collect::<String>()
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn paint(text: &str, style: Style, look: Look) -> String {
    match look.paint {
        Paint::Colour if style != PLAIN => format!("{style}{text}{style:#}"),
        _ => text.to_owned(),
    }
}

/// What the grid does not show.
pub(super) fn remarks(one: &Coverage) -> Vec<String> {
    let mut remarks = Vec::new();
    for (year, amount) in &one.years {
        remarks.push(format!("{year}, month unknown: {}", counted(*amount)));
    }
    if one.undated != Amount::default() {
        remarks.push(format!("undated: {}", counted(one.undated)));
    }
    let gaps = |kind: Gap| {
        one.months
            .iter()
            .filter(move |month| month.gap == Some(kind))
            .count()
    };
    if one.median >= LEAST_MEDIAN {
        let (empty, thin) = (gaps(Gap::Empty), gaps(Gap::Thin));
        remarks.push(format!(
            "{empty} of {} months empty, {thin} thin",
            one.months.len()
        ));
    }
    let regular: Vec<String> = one.regular().map(|day| day.to_string()).collect();
    if regular.is_empty() {
        return remarks;
    }
    let missing: usize = one.missing.iter().map(|stretch| stretch.days).sum();
    let mut line = format!(
        "regular days {}: {missing} without a briefing",
        regular.join(" ")
    );
    let mut longest: Vec<_> = one.missing.iter().collect();
    longest.sort_by(|a, b| b.days.cmp(&a.days).then(a.first.cmp(&b.first)));
    let named = longest
        .iter()
        .take(NAMED)
        .map(|stretch| match stretch.days {
            1 => stretch.first.to_string(),
            days => format!("{} to {} ({days})", stretch.first, stretch.last),
        });
    let named: Vec<String> = named.collect();
    if !named.is_empty() {
        let _ = write!(line, ", the longest {}", named.join(", ")); // to a String: cannot fail
    }
    let more = longest.len().saturating_sub(NAMED);
    if more > 0 {
        let _ = write!(line, "; {more} more stretches in --json"); // as above
    }
    remarks.push(line);
    remarks
}

/// The coverage as one JSON object, with every gap.
#[must_use]
pub fn coverage_object(coverage: &[Coverage]) -> String {
    let object = CoverageObject {
        schema: SCHEMA,
        ministries: coverage.iter().map(MinistryPart::from).collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct CoverageObject<'a> {
    schema: u32,
    ministries: Vec<MinistryPart<'a>>,
}

#[derive(Serialize)]
struct MinistryPart<'a> {
    ministry: &'a str,
    briefings: u64,
    passages: u64,
    median: f64,
    months: Vec<MonthPart>,
    years: Vec<MonthPart>,
    undated: AmountPart,
    weekdays: BTreeMap<String, f64>,
    regular: Vec<String>,
    missing: Vec<StretchPart>,
}

#[derive(Serialize)]
struct MonthPart {
    /// `2024-03`, or `2024` where no more is known.
    month: String,
    #[serde(flatten)]
    amount: AmountPart,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<&'static str>,
}

#[derive(Serialize)]
struct AmountPart {
    briefings: u64,
    passages: u64,
}

#[derive(Serialize)]
struct StretchPart {
    first: String,
    last: String,
    days: usize,
}

impl From<Amount> for AmountPart {
    fn from(amount: Amount) -> Self {
        Self {
            briefings: amount.briefings,
            passages: amount.passages,
        }
    }
}

impl<'a> From<&'a Coverage> for MinistryPart<'a> {
    fn from(one: &'a Coverage) -> Self {
        let months = one.months.iter().map(|held| MonthPart {
            month: held.month.format("%Y-%m").to_string(),
            amount: held.amount.into(),
            gap: held.gap.map(|gap| match gap {
                Gap::Empty => "empty",
                Gap::Thin => "thin",
            }),
        });
        let years = one.years.iter().map(|(year, amount)| MonthPart {
            month: year.to_string(),
            amount: (*amount).into(),
            gap: None,
        });
        let missing = one.missing.iter().map(|stretch| StretchPart {
            first: stretch.first.to_string(),
            last: stretch.last.to_string(),
            days: stretch.days,
        });
        let share = |(day, share): &(chrono::Weekday, f64)| {
            (day.to_string(), (share * 1000.0).round() / 1000.0)
        };
        Self {
            ministry: &one.ministry,
            briefings: one.amount.briefings,
            passages: one.amount.passages,
            median: one.median,
            months: months.collect(),
            years: years.collect(),
            undated: one.undated.into(),
            weekdays: one.weekdays.iter().map(share).collect(),
            regular: one.regular().map(|day| day.to_string()).collect(),
            missing: missing.collect(),
        }
    }
}
