//! How often a watch would have fired: a line a month with a bar, and in sum.

use super::super::card::{FAINT, PLAIN};
use super::super::styled::{Look, Styled};
use super::SCHEMA;
use crate::watch::Frequency;
use serde::Serialize;
use std::fmt::Write as _;

/// How often a query would have fired, for people.
#[must_use]
pub fn frequency_page(frequency: &Frequency, look: Look) -> String {
    let mut out = String::new();
    let rows = frequency.months.iter().chain(&frequency.years);
    let most = rows.clone().map(|(_, count)| *count).max().unwrap_or(0);
    let digits = most.to_string().len();
    let room = look.width.saturating_sub(12 + digits).clamp(8, 60) as u64;
    for (month, count) in rows {
        let mut line = Styled::of(&format!("{month:<8}"), FAINT);
        line.push(&format!("{count:>digits$} "), PLAIN);
        let bar = (count * room).checked_div(most).unwrap_or(0);
        let bar = if *count > 0 { bar.max(1) } else { 0 };
        line.push(&"█".repeat(usize::try_from(bar).unwrap_or_default()), PLAIN);
        line.write(&mut out, "", look, 1);
    }
    let passages = if frequency.passages == 1 {
        "passage"
    } else {
        "passages"
    };
    let _ = write!(out, "{} {passages}", frequency.passages); // to a String: cannot fail
    let months = &frequency.months;
    if let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) {
        let counts = || months.iter().map(|(_, count)| *count);
        let mean = counts().sum::<u64>() as f64 / months.len() as f64;
        let quiet = counts().filter(|count| *count == 0).count();
        let _ = write!(
            out,
            "; from {first} to {last} {mean:.1} a month, most in one {}, none in {quiet} of {}",
            counts().max().unwrap_or(0),
            months.len()
        ); // as above
    }
    if frequency.undated > 0 {
        let _ = write!(out, "; {} undated", frequency.undated); // as above
    }
    out.push('\n');
    out
}

/// The same as one JSON object.
#[must_use]
pub fn frequency_object(name: &str, query: &str, read_as: &str, frequency: &Frequency) -> String {
    let part = |(month, passages): &(String, u64)| MonthPart {
        month: month.clone(),
        passages: *passages,
    };
    let object = FrequencyObject {
        schema: SCHEMA,
        name,
        query,
        read_as,
        passages: frequency.passages,
        undated: frequency.undated,
        months: frequency.months.iter().map(part).collect(),
        years: frequency.years.iter().map(part).collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct FrequencyObject<'a> {
    schema: u32,
    name: &'a str,
    query: &'a str,
    read_as: &'a str,
    passages: u64,
    undated: u64,
    months: Vec<MonthPart>,
    years: Vec<MonthPart>,
}

#[derive(Serialize)]
struct MonthPart {
    month: String,
    passages: u64,
}
