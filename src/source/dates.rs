//! Dates as publishers write them: finding them in short texts ([`scan`], [`find`]), reading time stamps ([`stamp`]), addresses
//! ([`address`]) and the relative dates of running text ([`relative`]).
//!
//! A date that cannot be, or is still to come, is none; [`scan`] tells of it, so that it can be said.

pub(super) mod address;
mod digits;
pub(super) mod relative;
pub(super) mod stamp;

use crate::briefing::Precision;
use crate::lexicon::{month, weekday};
use crate::text::Span;
use chrono::{Datelike, NaiveDate, Utc, Weekday};
use digits::{era_year, number, year};
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
    /// Nothing tells.
    Undecided,
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
    /// What `8/3/2016` means in the other order, where nothing tells which it is.
    pub(super) other: Option<NaiveDate>,
}

/// What looks like a date and is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoDate {
    /// Where it stands.
    pub(super) span: Span,
    /// Why.
    pub(super) why: Why,
}

/// Why something is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// There is no such day.
    Impossible,
    /// It lies in the future.
    ToCome,
}

/// Earliest year taken for a year.
const EARLIEST: i32 = 1800;

static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?: \b (?<y1>\d{4}) (?: [-/] | \.\s? ) (?<m1>\d{1,2}) (?: [-/] | \.\s? ) (?<d1>\d{1,2}) (?: \b | T ) )
      | (?: (?<era>令和|平成|昭和|民國|民国) \s* (?<y0>\d{1,3}|元) \s* 年 \s* (?: (?<m0>\d{1,2}) \s* 月 \s* (?: (?<d0>\d{1,2}) \s* 日 )? )? )
      | (?: (?<y2>\d{4}|[〇零○一二三四五六七八九]{4}) \s* [年년] \s* (?: (?<m2>\d{1,2}|[一二三四五六七八九十]{1,2}) \s* [月월] \s* (?: (?<d2>\d{1,2}|[一二三四五六七八九十廿]{1,3}) \s* [日일号號] )? )? )
      | (?: \b (?<d8>\d{1,2}) \s+ tháng \s+ (?<m8>\d{1,2}) (?: ,? \s+ năm )? \s+ (?<y8>\d{4}) )
      | (?: \b (?<d3>\d{1,2}) (?: st|nd|rd|th|er|re|º|ª|\. )? (?: \s+ | - ) (?: de\s+ | of\s+ | d[’'] )? (?<m3>[\p{L}\p{M}]{3,14}) [.,،]? (?: \s+ del? )? (?: \s* ,? \s* | - ) (?<y3>\d{4}) )
      | (?: \b (?<m4>[\p{L}\p{M}]{3,16}) \.? [\s-]+ (?<d4>\d{1,2}) (?: st|nd|rd|th )? (?: \s*[,،]\s* | \s+ | - ) (?<y4>\d{4}) (?: \b | \d{1,2}:\d\d ) )
      | (?: \b (?<n5>\d{1,2}) [./-] (?<k5>\d{1,2}) [./-] (?<y5>\d{4}|\d{2}) \b )
      | (?: \b (?<m6>[\p{L}\p{M}]{3,14}) \.? \s+ (?: de\s+ )? (?<y6>\d{4}) \b )",
    )
    .ok()
});

/// All dates that stand in `text`, in order.
pub(super) fn find(text: &str, order: NumericOrder) -> Vec<DateFound> {
    scan(text, order)
        .into_iter()
        .filter_map(Result::ok)
        .collect()
}

/// All dates that stand in `text`, and what looks like one, in order.
pub(super) fn scan(text: &str, order: NumericOrder) -> Vec<Result<DateFound, NoDate>> {
    let Some(pattern) = PATTERN.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = 0;
    // A match whose word is no month is looked into again from its second word; one that cannot be a date is passed over whole.
    while let Some(captures) = pattern.captures_at(text, start) {
        let Some(whole) = captures.get(0) else { break };
        match read(&captures, order) {
            Some((parts, other)) => {
                let span = Span::new(whole.start(), whole.end());
                let date = parts.map(|(day, precision)| DateFound {
                    day,
                    precision,
                    span,
                    other,
                });
                found.push(date.map_err(|why| NoDate { span, why }));
                start = whole.end();
            }
            None => start = next_word(text, whole.start()),
        }
    }
    found
}

/// The date that is all of `text` but for a weekday, a time and white space.
pub(super) fn parse(text: &str, order: NumericOrder) -> Option<DateFound> {
    let text = text.trim();
    if let Some(found) = find(text, order).first() {
        return Some(*found);
    }
    let day = day_of(text.parse().ok()?, 1, 1).ok()?;
    Some(DateFound {
        day,
        precision: Precision::Year,
        span: Span::new(0, text.len()),
        other: None,
    })
}

/// The weekday that stands right before or behind a date, in brackets or not: `Tuesday, June 18`, `6月18日（星期二）`.
pub(super) fn weekday_beside(text: &str, span: Span) -> Option<Weekday> {
    let is_between = |character: char| !character.is_alphanumeric();
    let before = text[..span.start].trim_end_matches([',', ' ', '(', '（', '\u{a0}']);
    let before = before.rsplit(is_between).next().and_then(weekday);
    let after = text[span.end..].trim_start_matches([',', ' ', '(', '（', '.', '\u{a0}']);
    before
        .or_else(|| weekday(after.split(is_between).next()?))
        .or_else(|| {
            let name: String = after.chars().take(3).collect();
            let short: String = after.chars().take(2).collect();
            weekday(&name).or_else(|| weekday(&short))
        })
}

type Parts = Result<(NaiveDate, Precision), Why>;

/// What a match says; `None` where its word is no month.
fn read(captures: &Captures<'_>, order: NumericOrder) -> Option<(Parts, Option<NaiveDate>)> {
    let part = |name: &str| captures.name(name).map(|part| part.as_str());
    let of = |name: &str| part(name).and_then(number);
    let exact = |year, month, day| Some((day_of(year, month, day).map(to_the_day), None));
    if let Some(y) = part("y1").and_then(year) {
        return exact(y, of("m1")?, of("d1")?);
    }
    let eastern = match part("era") {
        Some(era) => Some((era_year(era, part("y0")?)?, of("m0"), of("d0"))),
        None => part("y2").and_then(year).map(|y| (y, of("m2"), of("d2"))),
    };
    if let Some((y, m, d)) = eastern {
        let parts = match (m, d) {
            (Some(m), Some(d)) => day_of(y, m, d).map(to_the_day),
            (Some(m), None) => day_of(y, m, 1).map(|day| (day, Precision::Month)),
            (None, _) => day_of(y, 1, 1).map(|day| (day, Precision::Year)),
        };
        return Some((parts, None));
    }
    if let Some(y) = part("y8").and_then(year) {
        return exact(y, of("m8")?, of("d8")?);
    }
    if let Some(y) = part("y3").and_then(year) {
        return exact(y, month(part("m3")?)?, of("d3")?);
    }
    if let Some(y) = part("y4").and_then(year) {
        return exact(y, glued_month(part("m4")?)?, of("d4")?);
    }
    if let Some(y) = part("y5").and_then(year) {
        // Dots are written where the day comes first.
        let dotted = captures
            .get(0)
            .is_some_and(|date| date.as_str().contains('.'));
        let order = if dotted {
            NumericOrder::DayFirst
        } else {
            order
        };
        return Some(numeric(y, of("n5")?, of("k5")?, order));
    }
    let y = part("y6").and_then(year)?;
    let parts = day_of(y, month(part("m6")?)?, 1).map(|day| (day, Precision::Month));
    Some((parts, None))
}

/// `8/3/2016` in the order known, the other reading beside it where none is.
fn numeric(year: i32, first: u32, second: u32, order: NumericOrder) -> (Parts, Option<NaiveDate>) {
    let day_first = day_of(year, second, first);
    let month_first = day_of(year, first, second);
    let is_month_first = second > 12 || (first <= 12 && order == NumericOrder::MonthFirst);
    let (read, other) = if is_month_first {
        (month_first, day_first)
    } else {
        (day_first, month_first)
    };
    let open = order == NumericOrder::Undecided && first <= 12 && second <= 12;
    let other = other.ok().filter(|other| open && read != Ok(*other));
    (read.map(to_the_day), other)
}

/// The month a word names; also where the word before it is glued to it ("onMarch").
fn glued_month(word: &str) -> Option<u32> {
    month(word).or_else(|| {
        let (start, _) = word
            .char_indices()
            .rfind(|(start, letter)| *start > 0 && letter.is_uppercase())?;
        month(&word[start..])
    })
}

fn to_the_day(day: NaiveDate) -> (NaiveDate, Precision) {
    (day, Precision::Day)
}

/// A day not before there were ministries' briefings, and not after tomorrow (it is tomorrow already somewhere).
fn day_of(year: i32, month: u32, day: u32) -> Result<NaiveDate, Why> {
    let day = NaiveDate::from_ymd_opt(year, month, day)
        .filter(|day| day.year() >= EARLIEST)
        .ok_or(Why::Impossible)?;
    let tomorrow = Utc::now().date_naive().succ_opt();
    match tomorrow {
        Some(tomorrow) if day > tomorrow => Err(Why::ToCome),
        _ => Ok(day),
    }
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
