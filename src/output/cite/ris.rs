//! A citation as an RIS record. Every value is one line, so that no text can begin a line of its own.

use super::Citation;
use crate::briefing::{Date, Precision};
use std::fmt::Write as _;

/// The record.
pub(super) fn record(cited: &Citation) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = write!(out, "{tag}  - {value}\r\n"); // writing to a String cannot fail
        }
    };
    line("TY", Some("ELEC"));
    line("ID", Some(&format!("demarche-{}", cited.id)));
    line("AU", cited.author());
    line("TI", cited.title.as_deref());
    line("PB", cited.publisher.as_deref());
    let year = cited.said.map(|said| said.day.format("%Y").to_string());
    line("PY", year.as_deref());
    line("DA", cited.said.map(day).as_deref());
    line("UR", cited.url.as_deref());
    line("Y2", cited.retrieved.map(day).as_deref());
    line("LA", cited.language.as_deref());
    line("N1", Some(&cited.note()));
    line("ER", Some(""));
    out
}

/// `2024/06/18/`, as far as it is known.
fn day(date: Date) -> String {
    let format = match date.precision {
        Precision::Day => "%Y/%m/%d/",
        Precision::Month => "%Y/%m//",
        Precision::Year => "%Y///",
    };
    date.day.format(format).to_string()
}
