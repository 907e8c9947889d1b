//! Dates that running text gives by halves, counted from the day of publication: "On Tuesday", "June 18", 18日, "yesterday".

use super::digits::number;
use crate::lexicon::{is_yesterday, month, precedes_weekday, weekday};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use regex::Regex;
use std::sync::LazyLock;

/// Days before the publication that news is about: an earlier date is of something else.
const RECENT: i64 = 7;

static PARTIAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?: (?<m1>\d{1,2}) \s* [月월] \s* (?<d1>\d{1,2}) \s* [日일号號] )
      | (?: (?<d2>\d{1,2}) \s* [日号號] )
      | (?: \b (?<d3>\d{1,2}) (?: st|nd|rd|th|er|\. )? \s+ (?: de\s+ )? (?<m3>[\p{L}\p{M}]{3,14}) )
      | (?: \b (?<m4>[\p{L}\p{M}]{3,14}) \.? \s+ (?<d4>\d{1,2}) (?: st|nd|rd|th )? \b )",
    )
    .ok()
});

/// The day that `text`, published on `published`, dates itself by: its first weekday, else its first day without a year, else
/// yesterday.
pub(in crate::source) fn day(text: &str, published: NaiveDate) -> Option<NaiveDate> {
    let weekday = weekday_named(text).and_then(|named| last(named, published));
    weekday.or_else(|| partial(text, published)).or_else(|| {
        names_yesterday(text)
            .then(|| published.pred_opt())
            .flatten()
    })
}

/// The weekday running text dates itself by: the first that follows a word like "on", or that is written without spaces around.
pub(in crate::source) fn weekday_named(text: &str) -> Option<Weekday> {
    let mut before = "";
    for word in words(text) {
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

/// The most recent day on or before `published` that is this weekday.
fn last(named: Weekday, published: NaiveDate) -> Option<NaiveDate> {
    let back = (published.weekday().num_days_from_monday() + 7 - named.num_days_from_monday()) % 7;
    published.checked_sub_days(Days::new(u64::from(back)))
}

/// The first day without a year that lies in the week before.
fn partial(text: &str, published: NaiveDate) -> Option<NaiveDate> {
    let mut start = 0;
    while let Some(captures) = PARTIAL.as_ref()?.captures_at(text, start) {
        let whole = captures.get(0)?;
        let part = |name: &str| captures.name(name).map(|part| part.as_str());
        let named = ["m3", "m4"].into_iter().find_map(part);
        let month = match (part("m1").and_then(number), named) {
            (Some(month), _) => Some(month),
            (None, Some(word)) => month(word),
            (None, None) => Some(published.month()),
        };
        let day = ["d1", "d2", "d3", "d4"].into_iter().find_map(part);
        // A year behind it makes a whole date of it, which is looked for elsewhere.
        let is_whole = text[whole.end()..]
            .trim_start_matches([',', ' ', '.'])
            .chars()
            .take_while(char::is_ascii_digit)
            .count()
            == 4;
        if let (Some(month), Some(day), false) = (month, day.and_then(number), is_whole)
            && let Some(day) = recent(month, day, published)
        {
            return Some(day);
        }
        // A word that is no month may stand before one.
        start = match named {
            Some(word) if super::month(word).is_none() => super::next_word(text, whole.start()),
            _ => whole.end(),
        };
    }
    None
}

/// That day of that month in the week up to `published`; `18日` of the end of a month may be of the month before.
fn recent(month: u32, day: u32, published: NaiveDate) -> Option<NaiveDate> {
    let before = published.checked_sub_days(Days::new(28))?;
    let years = [published.year(), before.year()];
    let months = [
        month,
        if month == published.month() {
            before.month()
        } else {
            month
        },
    ];
    let mut days = years
        .into_iter()
        .flat_map(|year| months.map(|month| NaiveDate::from_ymd_opt(year, month, day)));
    days.find_map(|day| day.filter(|day| (0..=RECENT).contains(&(published - *day).num_days())))
}

fn names_yesterday(text: &str) -> bool {
    words(text).any(is_yesterday) || ["昨天", "昨日"].iter().any(|word| text.contains(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |character: char| !character.is_alphanumeric() && !"'’-".contains(character);
    text.split(is_between).filter(|word| !word.is_empty())
}
