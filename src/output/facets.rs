//! Counts of passages by facet: a page for people, lines for pipes, a table for spreadsheets, an object for programs.

use super::card::{FAINT, STRONG};
use super::export::separated::Table;
use super::styled::{Look, Styled, beside, write_lines};
use crate::index::{Facet, FacetCounts};
use crate::text::collapsed;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use textwrap::core::display_width;

/// The counts by one facet, each value with what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetTable {
    /// Of what.
    pub facet: Facet,
    /// Value as a filter takes it, its name, and how many passages.
    pub values: Vec<(String, String, u64)>,
    /// Passages whose value is not known, or that have none.
    pub unknown: u64,
}

impl FacetTable {
    /// The counts with names.
    #[must_use]
    pub fn new(counts: FacetCounts, name: impl Fn(Facet, &str) -> String) -> Self {
        let values = counts.values.into_iter();
        let facet = counts.facet;
        let values = values.map(|(key, passages)| {
            let name = name(facet, &key);
            (key, name, passages)
        });
        Self {
            facet,
            values: values.collect(),
            unknown: counts.unknown,
        }
    }
}

/// Columns that numbers stand in.
const NUMBERS: usize = 10;

/// Tables one below the other, of each at most so many values; what is left out is counted.
#[must_use]
pub fn facets_page(tables: &[FacetTable], most: usize, look: Look) -> String {
    let mut out = String::new();
    for table in tables {
        let mut title = Styled::of(table.facet.name(), STRONG);
        if !table.facet.is_single() {
            title.push(" (a passage may have several)", FAINT);
        }
        title.write(&mut out, "", look, 1);
        let most = match table.facet {
            Facet::Year | Facet::Month => usize::MAX, // half a course of time misleads
            _ => most,
        };
        for (key, name, passages) in table.values.iter().take(most) {
            row(*passages, name, key, &mut out, look);
        }
        let left: usize = table.values.len().saturating_sub(most);
        if left > 0 {
            let more = format!("{left} more; --limit {} shows them", table.values.len());
            let mut line = Styled::of("", FAINT);
            line.push(&more, FAINT);
            line.write(&mut out, &" ".repeat(NUMBERS), look, 1);
        }
        if table.unknown > 0 {
            row(table.unknown, "unknown", "unknown", &mut out, look);
        }
        out.push('\n');
    }
    out
}

/// `      12  Lin Jian (lin-jian)`
fn row(passages: u64, name: &str, key: &str, out: &mut String, look: Look) {
    let number = passages.to_string();
    let gap = NUMBERS.saturating_sub(display_width(&number) + 2);
    let mut told = Styled::default();
    told.push(name, super::card::PLAIN);
    if key != name && key.trim_start_matches('=') != name {
        told.push(&format!(" ({key})"), FAINT);
    }
    let narrower = Look {
        width: look.width.saturating_sub(NUMBERS),
        ..look
    };
    let number = Styled::of(&number, STRONG).lines(look);
    let mut lines = String::new();
    write_lines(
        &beside(number, NUMBERS - gap, told.lines(narrower)),
        &mut lines,
    );
    for (position, line) in lines.lines().enumerate() {
        let indent = if position == 0 { gap } else { 0 };
        let _ = writeln!(out, "{:indent$}{line}", ""); // writing to a String cannot fail
    }
}

/// Lines of four fields: facet, value, name, passages.
#[must_use]
pub fn facet_lines(tables: &[FacetTable]) -> String {
    rows(tables).map(|cells| cells.join("\t") + "\n").collect()
}

/// The same with a heading, as separated values.
#[must_use]
pub fn facet_table(tables: &[FacetTable], table: Table) -> String {
    let rows = rows(tables).map(|cells| table.row(&cells.each_ref().map(String::as_str)));
    table.heading(&["facet", "value", "name", "passages"]) + &rows.collect::<String>()
}

/// Facet, value, name and number of each value, the unknown last.
fn rows(tables: &[FacetTable]) -> impl Iterator<Item = [String; 4]> {
    tables.iter().flat_map(|table| {
        let values = table.values.iter();
        let values = values.map(|(key, name, passages)| (key.as_str(), name.as_str(), *passages));
        let values = values.chain([("unknown", "unknown", table.unknown)]);
        values.map(|(key, name, passages)| {
            let facet = table.facet.name().to_owned();
            [facet, collapsed(key), collapsed(name), passages.to_string()]
        })
    })
}

/// The tables by the names of their facets, as a part of a larger object.
pub(super) fn facets_part(tables: &[FacetTable]) -> BTreeMap<&'static str, FacetPart<'_>> {
    let parts = tables.iter().map(|table| {
        let values = table.values.iter();
        let values = values.map(|(value, name, passages)| ValuePart {
            value,
            name,
            passages: *passages,
        });
        let part = FacetPart {
            single: table.facet.is_single(),
            values: values.collect(),
            unknown: table.unknown,
        };
        (table.facet.name(), part)
    });
    parts.collect()
}

#[derive(Serialize)]
pub(super) struct FacetPart<'a> {
    /// Whether values and unknown add up to the number of passages.
    single: bool,
    values: Vec<ValuePart<'a>>,
    unknown: u64,
}

#[derive(Serialize)]
struct ValuePart<'a> {
    value: &'a str,
    name: &'a str,
    passages: u64,
}
