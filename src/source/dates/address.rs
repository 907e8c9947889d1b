//! Dates in URLs and file names: `/2024/06/18/`, `t20240618_`, `db240920`, `june-25-2024`, `2024-06-18-talks`.

use super::digits::year;
use super::{NumericOrder, day_of, find};
use crate::briefing::Precision;
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

static COMPACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) (?:^|[/_]) t(\d{4})(\d\d)(\d\d)_
             | (?:^|[/_]) db(\d\d)(\d\d)(\d\d)\b
             | (?:^|[/_.-]) ((?:19|20)\d\d)(\d\d)(\d\d) (?:[/_.-]|$)",
    )
    .ok()
});
static MONTH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"/((?:19|20)\d\d)/?(0[1-9]|1[0-2])/").ok());

/// The last date that an address names to the day, else the month of its folders.
pub(in crate::source) fn date(
    address: &str,
    order: NumericOrder,
) -> Option<(NaiveDate, Precision)> {
    let compact = COMPACT
        .as_ref()
        .and_then(|compact| compact.captures(address));
    if let Some(captures) = compact {
        let parts = captures.iter().skip(1).flatten().map(|part| part.as_str());
        if let [y, m, d] = parts.collect::<Vec<_>>()[..]
            && let Ok(day) = day_of(year(y)?, m.parse().ok()?, d.parse().ok()?)
        {
            return Some((day, Precision::Day));
        }
    }
    let spaced = address.replace('_', " ");
    let found = find(&spaced, order);
    let to_the_day =
        |date: &&super::DateFound| date.precision == Precision::Day && date.other.is_none();
    if let Some(exact) = found.iter().rev().find(to_the_day) {
        return Some((exact.day, exact.precision));
    }
    let folders = MONTH.as_ref()?.captures(address)?;
    let day = day_of(folders[1].parse().ok()?, folders[2].parse().ok()?, 1).ok()?;
    Some((day, Precision::Month))
}
