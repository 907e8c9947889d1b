//! When it was said, published, updated and retrieved, kept apart.
//!
//! *Said* is the date the user gave; else the one in the title or a date line of the text, where it stands as such things stand
//! there; else the document's own date field; else, in news, the weekday of the text counted back from the publication; else the
//! day of publication. A date that stands nowhere is unknown.

use super::Remark;
use super::dates::{self, NumericOrder};
use super::draft::{Draft, Written};
use super::profile::SiteProfile;
use super::publishers::numeric_order;
use crate::archive::Record;
use crate::briefing::{Date, DateOrigin, Dates, Form, Precision};
use crate::lexicon::{month, weekday};
use crate::text::fold;
use chrono::{Datelike, NaiveDate};

/// Paragraphs at the head of a text among which a date line is looked for.
const HEAD: usize = 12;
/// Longest date line, in characters.
const LINE: usize = 90;
/// Bytes at the head of a news text in which its weekday is looked for.
const LEAD: usize = 1500;
/// Days that may lie between saying and publishing: transcripts come late, a date further back is of something else.
const LATE: i64 = 14;

/// What is known of who published, and what.
pub(super) struct Context<'a> {
    pub(super) profile: Option<&'a SiteProfile>,
    pub(super) form: Form,
}

/// The dates of a briefing.
pub(super) fn dates(
    draft: &Draft,
    title: Option<&str>,
    paragraphs: &[String],
    context: &Context,
    record: &Record,
    remarks: &mut Vec<Remark>,
) -> Dates {
    let order = numeric_order(context.profile, title, paragraphs);
    let zone = context.profile.and_then(|profile| profile.time_zone);
    let mut read = |written: &Option<Written>| {
        let written = written.as_ref()?;
        let Some((day, precision)) = dates::stamp_day(&written.text, zone, order) else {
            remarks.push(Remark(format!(
                "date `{}` cannot be read or is to come; not used",
                shortened(&written.text)
            )));
            return None;
        };
        Some(Date {
            day,
            precision,
            from: written.from,
        })
    };
    let given = read(&draft.said);
    let day = read(&draft.day);
    let address = || by_address(draft, record, order);
    let published = read(&draft.published).or_else(address);
    let updated = read(&draft.updated);
    let retrieved = read(&draft.retrieved).or_else(|| {
        record
            .provenance
            .retrieved_at
            .map(|moment| Date::day(moment.date_naive(), DateOrigin::FileTime))
    });
    let bound = published.or(day);
    let official_day = day.filter(|day| day.from == DateOrigin::Sidecar);
    let said = given
        .or(official_day)
        .or_else(|| in_title(title?, bound, order))
        .or_else(|| in_date_line(paragraphs, bound, order))
        .or(day)
        .or_else(|| by_weekday(paragraphs, published, context, remarks))
        .or(published);
    Dates {
        said,
        published,
        updated,
        retrieved,
    }
}

/// The date a title ends or begins with, set apart by punctuation or in words that announce a briefing: not any date in it, which
/// may be that of something else.
fn in_title(title: &str, published: Option<Date>, order: NumericOrder) -> Option<Date> {
    let found = dates::find(title, order);
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
    let of_briefing = super::form::announced(title) == Some(Form::Transcript);
    let at_end = after.chars().count() < 25 || before.is_empty();
    let spaced_only = of_briefing && word_before != "of";
    // "Meeting on Thursday, 7 April": the comma belongs to the weekday, and "on" to what the title is about.
    let fits = at_end && (set_apart || spaced_only) && is_timely(last.day, published);
    fits.then(|| Date::day(last.day, DateOrigin::Title))
}

/// A short line at the head that is a date, perhaps with a weekday, a place, a time or words like "For immediate release".
fn in_date_line(
    paragraphs: &[String],
    published: Option<Date>,
    order: NumericOrder,
) -> Option<Date> {
    let lines = paragraphs
        .iter()
        .take(HEAD)
        .filter(|line| line.chars().count() <= LINE);
    lines
        .filter(|line| is_date_line(line, order))
        .find_map(|line| {
            let found = dates::find(line, order);
            let date = found.iter().find(|date| date.precision == Precision::Day)?;
            is_timely(date.day, published).then(|| Date::day(date.day, DateOrigin::Text))
        })
}

/// Besides the date nothing but a few capitalised or numeric words and no sentence.
fn is_date_line(line: &str, order: NumericOrder) -> bool {
    let Some(date) = dates::find(line, order)
        .into_iter()
        .find(|date| date.precision == Precision::Day)
    else {
        return false;
    };
    let before =
        line[..date.span.start].trim_matches(|character: char| !character.is_alphanumeric());
    let after = line[date.span.end..].trim();
    let is_range = after.starts_with(['-', '–'])
        && after[1..]
            .trim_start_matches('\u{2013}')
            .trim_start()
            .starts_with(|next: char| next.is_ascii_digit());
    let few = |text: &str, most: usize| text.split_whitespace().count() <= most;
    let nothing_after = after
        .trim_matches(|character: char| !character.is_alphanumeric())
        .is_empty();
    let time_after = after
        .trim_start_matches([',', ' ', '|', '-', '–'])
        .starts_with(|next: char| next.is_ascii_digit());
    let place = before.split_whitespace().all(|word| {
        word.chars()
            .next()
            .is_some_and(|first| !first.is_lowercase())
            || month(word).is_some()
    });
    !is_range
        && few(before, 6)
        && place
        && (nothing_after || (few(after, 6) && (time_after || !after.ends_with('.'))))
}

/// In news, "On Tuesday" dates what was said, once it is known when the news came out.
fn by_weekday(
    paragraphs: &[String],
    published: Option<Date>,
    context: &Context,
    remarks: &mut Vec<Remark>,
) -> Option<Date> {
    if !matches!(context.form, Form::Article | Form::Other) {
        return None;
    }
    let mut lead = 0;
    let head = paragraphs.iter().take_while(|paragraph| {
        let within = lead < LEAD;
        lead += paragraph.len();
        within
    });
    let text = head.map(String::as_str).collect::<Vec<_>>().join("\n");
    dates::weekday_named(&text)?;
    let Some(published) = published.filter(|date| date.precision == Precision::Day) else {
        let remedy = "give its date of publication (`published` in a sidecar)";
        remarks.push(Remark(format!(
            "the text dates itself by a weekday only; {remedy}"
        )));
        return None;
    };
    let day = dates::weekday_before(&text, published.day)?;
    Some(Date::day(day, DateOrigin::Weekday))
}

/// The day of publication in the URL or file name.
fn by_address(draft: &Draft, record: &Record, order: NumericOrder) -> Option<Date> {
    let found = |address: &str, from| {
        let (day, precision) = dates::find_in_address(address, order)?;
        Some(Date {
            day,
            precision,
            from,
        })
    };
    let in_url = draft
        .url
        .as_deref()
        .and_then(|url| found(url, DateOrigin::Url));
    in_url.or_else(|| {
        let name = record.provenance.path.as_deref()?.rsplit('/').next()?;
        // A crawler's stamp is when it was fetched, and a file of many items is not dated by its name.
        let many = draft.locator.is_some();
        let stamped = record
            .provenance
            .retrieved_at
            .is_some_and(|moment| name.contains(&moment.format("%H%M%SZ").to_string()));
        if many || stamped {
            None
        } else {
            found(name, DateOrigin::FileName)
        }
    })
}

/// Not after its publication (a day of grace for time zones) and not long before.
fn is_timely(day: NaiveDate, published: Option<Date>) -> bool {
    published.is_none_or(|published| {
        let late = (published.last_day() - day).num_days();
        (-1..=LATE).contains(&late)
            || (published.precision != Precision::Day && published.day.year() == day.year())
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
