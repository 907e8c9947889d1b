//! What an archive holds, and what a run did: for people, and as JSON.

use super::SCHEMA;
use super::card::{FAINT, PLAIN};
use super::styled::{Look, Styled};
use crate::briefing::OddityKind;
use crate::index::Counts;
use crate::ingest::{Census, OddDate, Report};
use crate::source::PassedOver;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Values of each kind shown to people; the JSON has all.
const SHOWN: usize = 12;

/// What an archive holds, as one JSON object; with what is odd about its dates where that was asked for.
#[must_use]
pub fn status_object(counts: &Counts, census: &Census, odd_dates: Option<&[OddDate]>) -> String {
    let object = StatusObject {
        schema: SCHEMA,
        briefings: counts.briefings,
        passages: counts.passages,
        rejected: census.rejected.iter().map(RejectedPart::from).collect(),
        skipped: census.skipped.len(),
        by_ministry: &counts.by_ministry,
        by_country: &counts.by_country,
        by_year: &counts.by_year,
        by_language: &counts.by_language,
        odd_dates: odd_dates.map(|odd| odd.iter().map(OddDatePart::from).collect()),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct StatusObject<'a> {
    schema: u32,
    briefings: u64,
    passages: u64,
    rejected: Vec<RejectedPart<'a>>,
    skipped: usize,
    by_ministry: &'a BTreeMap<String, u64>,
    by_country: &'a BTreeMap<String, u64>,
    by_year: &'a BTreeMap<String, u64>,
    by_language: &'a BTreeMap<String, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    odd_dates: Option<Vec<OddDatePart<'a>>>,
}

#[derive(Serialize)]
struct OddDatePart<'a> {
    id: &'a str,
    path: &'a str,
    kind: OddityKind,
    detail: &'a str,
}

impl<'a> From<&'a OddDate> for OddDatePart<'a> {
    fn from(odd: &'a OddDate) -> Self {
        Self {
            id: &odd.id,
            path: &odd.path,
            kind: odd.oddity.kind,
            detail: &odd.oddity.detail,
        }
    }
}

#[derive(Serialize)]
struct RejectedPart<'a> {
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'a str>,
    reason: &'a str,
}

impl<'a> From<&'a PassedOver> for RejectedPart<'a> {
    fn from(passed: &'a PassedOver) -> Self {
        Self {
            path: passed.path.as_deref(),
            locator: passed.locator.as_deref(),
            reason: &passed.reason,
        }
    }
}

/// What a run did, as one JSON object.
#[must_use]
pub fn report_object(report: &Report) -> String {
    let object = ReportObject {
        new: report.new,
        changed: report.changed,
        same: report.same,
        removed: report.removed,
        skipped: report.skipped.len(),
        rejected: report.rejected.len(),
    };
    serde_json::to_string(&object).unwrap_or_default() // as above
}

#[derive(Serialize)]
struct ReportObject {
    new: u64,
    changed: u64,
    same: u64,
    removed: u64,
    skipped: usize,
    rejected: usize,
}

/// What an archive holds, for people.
#[must_use]
pub fn status_page(counts: &Counts, census: &Census, look: Look) -> String {
    let mut out = String::new();
    let Counts {
        briefings,
        passages,
        ..
    } = counts;
    let _ = writeln!(
        out,
        "{briefings} briefings, {passages} passages, from {} files",
        census.records
    );
    if census.with_versions > 0 {
        let Census {
            with_versions,
            versions,
            ..
        } = census;
        let _ = writeln!(
            out,
            "{with_versions} of them changed after publication: {versions} versions (demarche versions)"
        );
    }
    if census.copies > 0 {
        let are = if census.copies == 1 {
            "is a copy"
        } else {
            "are copies"
        };
        let _ = writeln!(
            out,
            "{} of them {are}, the same or nearly, of another one",
            census.copies
        );
    }
    if census.same_body > 0 {
        let _ = writeln!(
            out,
            "{} of them share their body with another one",
            census.same_body
        );
    }
    if census.corrected > 0 {
        let are = if census.corrected == 1 { "is" } else { "are" };
        let _ = write!(
            out,
            "{} of them {are} corrected by hand (demarche correct --list)",
            census.corrected
        );
        let _ = match census.without_effect {
            0 => writeln!(out),
            count => writeln!(out, "; corrections without effect: {count}"),
        };
    }
    for (label, values) in [
        ("ministry", &counts.by_ministry),
        ("country", &counts.by_country),
        ("year", &counts.by_year),
        ("language", &counts.by_language),
    ] {
        by(label, values, &mut out, look);
    }
    if !census.skipped.is_empty() {
        let _ = writeln!(out, "\n{} skipped as no briefings:", census.skipped.len());
        skipped(&census.skipped, &mut out, look);
    }
    if !census.rejected.is_empty() {
        let _ = writeln!(out, "\n{} rejected:", census.rejected.len());
        for rejected in &census.rejected {
            Styled::of(&rejected.to_string(), PLAIN).write(&mut out, "  ", look, usize::MAX);
        }
    }
    out
}

/// What was passed over on purpose: each alone, but of many for one reason only the first.
fn skipped(skipped: &[PassedOver], out: &mut String, look: Look) {
    let mut by_reason: BTreeMap<&str, Vec<&PassedOver>> = BTreeMap::new();
    for passed in skipped {
        by_reason.entry(&passed.reason).or_default().push(passed);
    }
    for (reason, passed) in by_reason {
        for passed in passed.iter().take(SHOWN) {
            Styled::of(&passed.to_string(), PLAIN).write(out, "  ", look, usize::MAX);
        }
        let more = passed.len().saturating_sub(SHOWN);
        if more > 0 {
            Styled::of(&format!("{more} more: {reason}"), FAINT).write(out, "  ", look, usize::MAX);
        }
    }
}

/// The most frequent values, and how many more there are.
fn by(label: &str, values: &BTreeMap<String, u64>, out: &mut String, look: Look) {
    let mut frequent: Vec<(&String, &u64)> = values.iter().collect();
    if label == "year" {
        frequent.reverse();
    } else {
        frequent.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    }
    if frequent.is_empty() {
        return;
    }
    let mut styled = Styled::of(&format!("by {label}: "), FAINT);
    for (position, (value, count)) in frequent.iter().take(SHOWN).enumerate() {
        let comma = if position == 0 { "" } else { ", " };
        styled.push(&format!("{comma}{value} {count}"), PLAIN);
    }
    if let Some(more) = frequent.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        styled.push(&format!(", and {more} more"), FAINT);
    }
    out.push('\n');
    styled.write(out, "", look, usize::MAX);
}
