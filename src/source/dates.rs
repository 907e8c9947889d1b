//! Dates as publishers write them: finding them in short texts ([`find`]), reading time stamps ([`stamp_day`]), and the weekdays
//! of running text ([`weekday_before`]).
//!
//! A date that cannot be or lies in the future is no date.

use crate::briefing::Precision;
use crate::lexicon::{month, precedes_weekday, weekday};
use crate::text::Span;
use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Utc};
use chrono_tz::Tz;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Which number comes first in `8/3/2016`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum NumericOrder {
    /// 8 March.
    #[default]
    DayFirst,
    /// 3 August.
    MonthFirst,
}

/// A date that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateFound {
    /// The first day it may mean.
    pub(super) day: NaiveDate,
    /// How exactly it says so.
    pub(super) precision: Precision,
    /// Where it stands.
    pub(super) span: Span,
}

/// Earliest year taken for a year.
const EARLIEST: i32 = 1800;

static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?: \b (?<y1>\d{4}) [-/.] (?<m1>\d{1,2}) [-/.] (?<d1>\d{1,2}) (?: \b | T ) )
      | (?: (?<y2>\d{4}) \s* [年년] \s* (?: (?<m2>\d{1,2}) \s* [月월] \s* (?: (?<d2>\d{1,2}) \s* [日일号] )? )? )
      | (?: \b (?<d3>\d{1,2}) (?: st|nd|rd|th|er|º|ª|\. )? \s+ (?: de\s+ | of\s+ | d[’'] )? (?<m3>\p{L}{3,12}) [.,]? (?: \s+de(?:l)? )? \s* ,? \s* (?<y3>\d{4}) )
      | (?: \b (?<m4>\p{L}{3,12}) \.? [\s-]+ (?<d4>\d{1,2}) (?: st|nd|rd|th )? (?: \s*,\s* | \s+ | - ) (?<y4>\d{4}) \b )
      | (?: \b (?<n5>\d{1,2}) [./-] (?<k5>\d{1,2}) [./-] (?<y5>\d{4}|\d{2}) \b )
      | (?: \b (?<m6>\p{L}{3,12}) \.? \s+ (?: de\s+ )? (?<y6>\d{4}) \b )",
    )
    .ok()
});

/// All dates that stand in `text`, in order.
pub(super) fn find(text: &str, order: NumericOrder) -> Vec<DateFound> {
    let Some(pattern) = PATTERN.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = 0;
    // A match whose word is no month is looked into again from its second word; one that cannot be a date is passed over whole.
    while let Some(captures) = pattern.captures_at(text, start) {
        let Some(whole) = captures.get(0) else { break };
        match read(&captures, order) {
            Some((day, precision)) => {
                let span = Span::new(whole.start(), whole.end());
                found.push(DateFound {
                    day,
                    precision,
                    span,
                });
                start = whole.end();
            }
            None if names_month(&captures) => start = whole.end(),
            None => start = next_word(text, whole.start()),
        }
    }
    found
}

/// The date that is all of `text` but for a weekday, a time and white space.
pub(super) fn parse(text: &str, order: NumericOrder) -> Option<(NaiveDate, Precision)> {
    let text = text.trim();
    if let Some(found) = find(text, order).first() {
        return Some((found.day, found.precision));
    }
    let year: i32 = text.parse().ok()?;
    let day = NaiveDate::from_ymd_opt(year, 1, 1)?;
    is_plausible(day).then_some((day, Precision::Year))
}

/// The day of a time stamp in the publisher's time zone: RFC 3339, RFC 2822, `2024-06-18 08:16:31-05:00`, or any date.
pub(super) fn stamp_day(
    text: &str,
    zone: Option<Tz>,
    order: NumericOrder,
) -> Option<(NaiveDate, Precision)> {
    let text = text.trim();
    if let Some(moment) = moment(text) {
        let day = zone.map_or_else(
            || moment.date_naive(),
            |zone| moment.with_timezone(&zone).date_naive(),
        );
        return is_plausible(day).then_some((day, Precision::Day));
    }
    parse(text, order)
}

/// The moment a time stamp names, where it says its offset.
pub(super) fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%:z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .ok()
}

/// The date in a URL or file name: `/2024/06/18/`, `t20240618_`, `db240920`, `june-25-2024`, `2024-06-18-talks`.
pub(super) fn find_in_address(
    address: &str,
    order: NumericOrder,
) -> Option<(NaiveDate, Precision)> {
    static COMPACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|[/_])(?:t(\d{4})(\d\d)(\d\d)_|db(\d\d)(\d\d)(\d\d)\b)").ok()
    });
    if let Some(captures) = COMPACT
        .as_ref()
        .and_then(|compact| compact.captures(address))
    {
        let numbers: Vec<&str> = captures
            .iter()
            .skip(1)
            .flatten()
            .map(|part| part.as_str())
            .collect();
        if let [year, month, day] = numbers[..] {
            return date(full_year(year)?, month.parse().ok()?, day.parse().ok()?)
                .map(|day| (day, Precision::Day));
        }
    }
    let spaced = address.replace('_', " ");
    let found = find(&spaced, order);
    let exact = found
        .iter()
        .rev()
        .find(|date| date.precision == Precision::Day)?;
    Some((exact.day, exact.precision))
}

/// The most recent day on or before `published` that is the weekday named first in `text` ("On Tuesday").
pub(super) fn weekday_before(text: &str, published: NaiveDate) -> Option<NaiveDate> {
    let named = weekday_named(text)?;
    let back = (published.weekday().num_days_from_monday() + 7 - named.num_days_from_monday()) % 7;
    published.checked_sub_days(Days::new(u64::from(back)))
}

/// The weekday running text dates itself by: the first that follows a word like "on", or that is written without spaces around.
pub(super) fn weekday_named(text: &str) -> Option<chrono::Weekday> {
    let mut before = "";
    for word in
        text.split(|character: char| !character.is_alphanumeric() && !"'’-".contains(character))
    {
        if word.is_empty() {
            continue;
        }
        if let Some(day) = weekday(word).filter(|_| precedes_weekday(before)) {
            return Some(day);
        }
        before = word;
    }
    let mut han = text
        .char_indices()
        .filter(|(_, character)| matches!(character, '周' | '星'));
    han.find_map(|(position, character)| {
        let length = if character == '周' { 2 } else { 3 };
        let name: String = text[position..].chars().take(length).collect();
        weekday(&name)
    })
}

fn read(captures: &Captures<'_>, order: NumericOrder) -> Option<(NaiveDate, Precision)> {
    let part = |name: &str| captures.name(name).map(|part| part.as_str());
    let number = |name: &str| part(name).and_then(|digits| digits.parse::<u32>().ok());
    let year = |name: &str| part(name).and_then(full_year);
    if let Some(year) = year("y1") {
        return Some((date(year, number("m1")?, number("d1")?)?, Precision::Day));
    }
    if let Some(year) = year("y2") {
        return match (number("m2"), number("d2")) {
            (Some(month), Some(day)) => Some((date(year, month, day)?, Precision::Day)),
            (Some(month), None) => Some((date(year, month, 1)?, Precision::Month)),
            (None, _) => Some((date(year, 1, 1)?, Precision::Year)),
        };
    }
    if let Some(year) = year("y3") {
        return Some((
            date(year, month(part("m3")?)?, number("d3")?)?,
            Precision::Day,
        ));
    }
    if let Some(year) = year("y4") {
        return Some((
            date(year, month(part("m4")?)?, number("d4")?)?,
            Precision::Day,
        ));
    }
    if let Some(year) = year("y5") {
        let (first, second) = (number("n5")?, number("k5")?);
        let month_first = second > 12 || (first <= 12 && order == NumericOrder::MonthFirst);
        let (day, month) = if month_first {
            (second, first)
        } else {
            (first, second)
        };
        return Some((date(year, month, day)?, Precision::Day));
    }
    let year = year("y6")?;
    Some((date(year, month(part("m6")?)?, 1)?, Precision::Month))
}

/// Whether the words of a match are those of a date, and only its numbers are not.
fn names_month(captures: &Captures<'_>) -> bool {
    let words = ["m3", "m4", "m6"]
        .into_iter()
        .find_map(|name| captures.name(name));
    words.is_none_or(|word| month(word.as_str()).is_some())
}

/// Two digits are of the last hundred years.
fn full_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    if digits.len() > 2 {
        return Some(year);
    }
    let this_year = Utc::now().year();
    let year = this_year - this_year % 100 + year;
    Some(if year > this_year { year - 100 } else { year })
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| is_plausible(*day))
}

/// Not before there were ministries' briefings, and not after tomorrow (it is tomorrow already somewhere).
fn is_plausible(day: NaiveDate) -> bool {
    let tomorrow = Utc::now().date_naive().succ_opt();
    day.year() >= EARLIEST && tomorrow.is_some_and(|tomorrow| day <= tomorrow)
}

/// Where the word after the one at `position` starts.
fn next_word(text: &str, position: usize) -> usize {
    let rest = &text[position..];
    let word = rest
        .find(|character: char| !character.is_alphanumeric())
        .unwrap_or(rest.len());
    let step = rest[word..]
        .find(char::is_alphanumeric)
        .map_or(rest.len(), |gap| word + gap);
    // Chinese has no gaps between words: at least one character on.
    position + step.max(rest.chars().next().map_or(1, char::len_utf8))
}

#[cfg(test)]
mod tests;
