//! A citation as a BibTeX entry, which BibLaTeX reads as well. Names and titles stand in double braces, so that they stay as they are.

use super::Citation;
use crate::briefing::Precision;
use chrono::Datelike;
use std::fmt::Write as _;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The entry.
pub(super) fn entry(cited: &Citation) -> String {
    let key: String = cited
        .id
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let mut out = format!("@misc{{demarche-{key}");
    // writing to a String cannot fail
    let mut field = |name: &str, value: &str| {
        let _ = write!(out, ",\n  {name} = {{{value}}}");
    };
    let whole = |text: &str| format!("{{{}}}", escaped(text));
    if let Some(author) = cited.author() {
        field("author", &whole(author));
    }
    if let Some(title) = &cited.title {
        field("title", &whole(title));
    }
    if let Some(publisher) = &cited.publisher {
        field("publisher", &escaped(publisher));
        field("howpublished", &escaped(publisher));
    }
    if let Some(said) = cited.said {
        field("date", &said.value());
        field("year", &said.day.format("%Y").to_string());
    }
    if let Some(url) = &cited.url {
        field("url", &address(url));
    }
    if let Some(retrieved) = cited.retrieved {
        field("urldate", &retrieved.value());
    }
    if let Some(language) = &cited.language {
        field("langid", &escaped(language));
    }
    field("note", &escaped(&cited.note()));
    let by_month = cited.said.filter(|said| said.precision != Precision::Year);
    let month = by_month.and_then(|said| MONTHS.get(said.day.month0() as usize));
    if let Some(month) = month {
        let _ = write!(out, ",\n  month = {month}");
    }
    out.push_str("\n}\n");
    out
}

/// The text with nothing in it that TeX would take for a command.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => escaped.extend(['\\', character]),
            other => escaped.push(other),
        }
    }
    escaped
}

/// An address, which is taken letter by letter as long as its braces are in order.
fn address(url: &str) -> String {
    url.replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
}
