//! Places of a text where the date of the whole stands: its title, a date line, a dateline.

use super::Finder;
use crate::briefing::{Date, DateOrigin, Form, Precision};
use crate::lexicon::{month, weekday};
use crate::source::dates::{self, DateFound, NumericOrder};
use crate::source::form;
use crate::text::fold;

/// Paragraphs at the head of a text among which a date line is looked for.
const HEAD: usize = 12;
/// Paragraphs at its end, where letters and statements are signed.
const TAIL: usize = 3;
/// Longest date line, in characters.
const LINE: usize = 90;
/// Bytes at the head of a paragraph in which its dateline stands.
const DATELINE: usize = 90;

/// The date a title ends or begins with, set apart by punctuation or in words that announce a briefing: not any date in it, which
/// may be that of something else.
pub(super) fn in_title(title: &str, finder: &mut Finder) -> Option<Date> {
    let found = finder.find(title, "title");
    let last = found
        .iter()
        .rev()
        .find(|date| date.precision == Precision::Day)?;
    let before = title[..last.span.start].trim_end();
    let after = title[last.span.end..].trim();
    let before_weekday = before.trim_end_matches([',', '(']);
    let word = before_weekday
        .rsplit([' ', '(', ','])
        .next()
        .unwrap_or_default();
    let before = if weekday(word).is_some() {
        before_weekday[..before_weekday.len() - word.len()].trim_end()
    } else {
        before
    };
    let word_before = fold(before.rsplit(' ').next().unwrap_or_default());
    let set_apart =
        before.is_empty() || before.ends_with([',', '-', '–', '—', '(', '|', '/', ':', '·', ')']);
    let of_briefing = form::announced(title) == Some(Form::Transcript);
    let at_end = after.chars().count() < 25 || before.is_empty();
    let spaced_only = of_briefing && word_before != "of";
    // "Meeting on Thursday, 7 April": the comma belongs to the weekday, and "on" to what the title is about.
    if !(at_end && (set_apart || spaced_only)) {
        return None;
    }
    // A transcript may come late, but is of no other day than its title says.
    finder.accept(
        last,
        title,
        DateOrigin::Title,
        if of_briefing { i64::MAX } else { super::LATE },
    )
}

/// A short line at the head that is a date, perhaps with a weekday, a place, a time or words like "For immediate release"; else
/// the dateline of the first paragraph; else such a line at the end.
pub(super) fn in_text(paragraphs: &[String], finder: &mut Finder) -> Option<Date> {
    let head = paragraphs.iter().take(HEAD);
    let tail = paragraphs
        .iter()
        .skip(HEAD.max(paragraphs.len().saturating_sub(TAIL)));
    in_lines(head, finder)
        .or_else(|| in_dateline(paragraphs.first()?, finder))
        .or_else(|| in_lines(tail, finder))
}

fn in_lines<'a>(lines: impl Iterator<Item = &'a String>, finder: &mut Finder) -> Option<Date> {
    let short = lines.filter(|line| line.chars().count() <= LINE);
    for line in short {
        // What cannot be is told of only where a date line would stand.
        let date = dates::scan(line, finder.order)
            .into_iter()
            .find(|date| match date {
                Ok(date) => date.precision == Precision::Day && is_date_line(line, date),
                Err(none) => line.len() - (none.span.end - none.span.start) < 30,
            });
        match date {
            Some(Ok(date)) => {
                let accepted = finder.accept(&date, line, DateOrigin::Text, super::LATE);
                if accepted.is_some() {
                    return accepted;
                }
            }
            Some(Err(none)) => finder.odd(&none, line, "text"),
            None => (),
        }
    }
    None
}

/// "KATHMANDU, 1 March 2021 – The ministry …": capitalised words and a date, parted from the text.
fn in_dateline(paragraph: &str, finder: &mut Finder) -> Option<Date> {
    let head: String = paragraph.chars().take(DATELINE).collect();
    let found = dates::find(&head, finder.order);
    let date = found.iter().find(|date| date.precision == Precision::Day)?;
    let after = head[date.span.end..].trim_start();
    let is_parted = after.starts_with([
        '–', '—', '-', ':', '(', '/', '|', '.', '电', '電', '讯', '訊',
    ]);
    (is_parted && is_place(&head[..date.span.start]))
        .then(|| finder.accept(date, &head, DateOrigin::Text, super::LATE))
        .flatten()
}

/// Besides the date nothing but a few capitalised or numeric words and no sentence.
fn is_date_line(line: &str, date: &DateFound) -> bool {
    let after = line[date.span.end..].trim();
    let is_range = after.strip_prefix(['-', '–']).is_some_and(|to| {
        to.trim_start()
            .starts_with(|next: char| next.is_ascii_digit())
    });
    let few = |text: &str| text.split_whitespace().count() <= 6;
    let nothing_after = !after.contains(char::is_alphanumeric);
    let time_after = after
        .trim_start_matches([',', ' ', '|', '-', '–'])
        .starts_with(|next: char| next.is_ascii_digit());
    !is_range
        && is_place(&line[..date.span.start])
        && (nothing_after || (few(after) && (time_after || !after.ends_with('.'))))
}

/// At most six words, none in small letters but names of months, and a short one right before the date ("Paris, le 26 août").
fn is_place(before: &str) -> bool {
    let before = before.trim_matches(|character: char| !character.is_alphanumeric());
    let mut words: Vec<&str> = before.split_whitespace().collect();
    words.pop_if(|word| word.chars().count() <= 3);
    let is_small = |word: &&str| word.starts_with(char::is_lowercase) && month(word).is_none();
    words.len() <= 6 && !words.iter().any(is_small)
}

/// The day a URL or file name holds.
pub(super) fn in_address(address: &str, from: DateOrigin, order: NumericOrder) -> Option<Date> {
    let (day, precision) = dates::address::date(address, order)?;
    Some(Date {
        day,
        precision,
        from,
    })
}
