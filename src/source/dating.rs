//! When it was said, published, updated and retrieved, kept apart.
//!
//! *Said* is the date the user gave; else the one in the title or a date line of the text, where it stands as such things stand
//! there; else the document's own date field; else, in news, the weekday of the text counted back from the publication; else the
//! day of publication. A date that stands nowhere is unknown; one that cannot be, is still to come, or can be read in two ways is
//! told of and not used.

mod order;
mod places;

use super::dates::{self, DateFound, NoDate, NumericOrder, Why};
use super::draft::{Draft, Written};
use super::profile::SiteProfile;
use crate::archive::Record;
use crate::briefing::{Date, DateOddity, DateOrigin, Dates, Form, OddityKind, Precision};
use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use order::{Signs, order};

pub(super) use order::by_other_dates as order_of;

/// Bytes at the head of a news text in which its weekday is looked for.
const LEAD: usize = 1500;
/// Days that may lie between saying and publishing: a date further back is of something else.
const LATE: i64 = 14;
/// Days between which two dates of a document are of the same affair, and mean the same day.
const NEAR: i64 = 31;
const NEXT: i64 = 3;

/// What is known of a briefing beside its draft.
pub(super) struct Context<'a> {
    pub(super) profile: Option<&'a SiteProfile>,
    pub(super) form: Form,
    pub(super) title: Option<&'a str>,
    pub(super) paragraphs: &'a [String],
    /// For whom its publisher speaks.
    pub(super) represents: Option<&'a str>,
    pub(super) language: Option<&'a str>,
}

/// The dates of a briefing, and what is odd about them.
pub(super) fn dates(
    draft: &Draft,
    context: &Context<'_>,
    record: &Record,
) -> (Dates, Vec<DateOddity>) {
    let signs = Signs {
        profile: context.profile,
        title: context.title,
        paragraphs: context.paragraphs,
        represents: context.represents,
        language: context.language,
    };
    let mut finder = Finder {
        order: order(draft, &signs),
        zone: context.profile.and_then(|profile| profile.time_zone),
        evidence: Vec::new(),
        bound: None,
        oddities: Vec::new(),
    };
    finder.evidence = evidence(draft, context, record, &finder);
    let given = finder.field(draft.said.as_ref());
    let day = finder.field(draft.day.as_ref());
    let published = finder.field(draft.published.as_ref());
    let published = published.or_else(|| by_address(draft, record, finder.order));
    let updated = finder.field(draft.updated.as_ref());
    let retrieved = finder.field(draft.retrieved.as_ref()).or_else(|| {
        let moment = record.provenance.retrieved_at?;
        Some(Date::day(moment.date_naive(), DateOrigin::FileTime))
    });
    finder.bound = published.or(day);
    let official_day = day.filter(|day| day.from == DateOrigin::Sidecar);
    let said = given
        .or(official_day)
        .or_else(|| places::in_title(context.title?, &mut finder))
        .or_else(|| places::in_text(context.paragraphs, &mut finder))
        .or(day)
        .or_else(|| by_lead(published, context))
        .or(published);
    let mut oddities = finder.oddities;
    if said.is_none() {
        oddities.push(unknown(context));
    }
    let dates = Dates {
        said,
        published,
        updated,
        retrieved,
    };
    (dates, oddities)
}

/// Reads the dates of one document, and keeps what is odd.
struct Finder {
    order: NumericOrder,
    zone: Option<Tz>,
    /// Days that other dates of the document name for certain.
    evidence: Vec<NaiveDate>,
    /// When it was published, as far as that is known.
    bound: Option<Date>,
    oddities: Vec<DateOddity>,
}

impl Finder {
    /// The date of a field. What cannot be read is told of.
    fn field(&mut self, written: Option<&Written>) -> Option<Date> {
        let written = written?;
        let text = written.text.as_str();
        let Some(found) = dates::stamp::day(text, self.zone, self.order) else {
            match dates::scan(text, self.order)
                .into_iter()
                .find_map(Result::err)
            {
                Some(none) => self.odd(&none, text, "date field"),
                None => self.push(
                    OddityKind::Unreadable,
                    format!("`{}` in the date field cannot be read", shortened(text)),
                ),
            }
            return None;
        };
        let (day, precision) = self.decided(&found, text);
        Some(Date {
            day,
            precision,
            from: written.from,
        })
    }

    /// The dates of a line; what looks like one and is none is told of.
    fn find(&mut self, line: &str, place: &str) -> Vec<DateFound> {
        let mut found = Vec::new();
        for date in dates::scan(line, self.order) {
            match date {
                Ok(date) => found.push(date),
                Err(none) => self.odd(&none, line, place),
            }
        }
        found
    }

    /// The date found in `line`, where it is not after its publication (a day of grace for time zones) and at most `late` days
    /// before it; else told of.
    fn accept(
        &mut self,
        found: &DateFound,
        line: &str,
        from: DateOrigin,
        late: i64,
    ) -> Option<Date> {
        let (day, precision) = self.decided(found, line);
        if !self.is_timely(day, late) {
            if let Some(bound) = self.bound {
                self.push(
                    OddityKind::Contradictory,
                    format!(
                        "`{}` does not fit its publication on {}; not used",
                        shortened(line),
                        bound.value()
                    ),
                );
            }
            return None;
        }
        let named = dates::weekday_beside(line, found.span);
        if precision == Precision::Day && named.is_some_and(|named| named != day.weekday()) {
            self.push(
                OddityKind::Contradictory,
                format!("`{}`: {day} is a {}", shortened(line), day.format("%A")),
            );
        }
        Some(Date {
            day,
            precision,
            from,
        })
    }

    fn is_timely(&self, day: NaiveDate, late: i64) -> bool {
        self.bound.is_none_or(|published| {
            let days = (published.last_day() - day).num_days();
            let rough = published.precision != Precision::Day;
            (-1..=late).contains(&days) || (rough && published.day.year() == day.year())
        })
    }

    /// Of the two readings of 8/3/2016 the one that its weekday or another date of the document supports; else the year alone.
    fn decided(&mut self, found: &DateFound, line: &str) -> (NaiveDate, Precision) {
        let Some(other) = found.other else {
            return (found.day, found.precision);
        };
        let readings = [found.day, other];
        let weekday = dates::weekday_beside(line, found.span);
        let is_near = |day: NaiveDate, days| {
            let mut distances = self.evidence.iter().map(|known| (*known - day).num_days());
            distances.any(|distance| distance.abs() <= days)
        };
        let supports: [&dyn Fn(NaiveDate) -> bool; 3] = [
            &|day| weekday == Some(day.weekday()),
            &|day| is_near(day, NEXT),
            &|day| is_near(day, NEAR),
        ];
        for supports in supports {
            if supports(readings[0]) != supports(readings[1]) {
                let only = readings[usize::from(supports(readings[1]))];
                return (only, Precision::Day);
            }
        }
        let [day, other] = readings;
        self.push(
            OddityKind::Ambiguous,
            format!(
                "`{}` may be {day} or {other}; only its year is used",
                shortened(found.span.of(line))
            ),
        );
        let year = NaiveDate::from_ymd_opt(day.year(), 1, 1);
        (year.unwrap_or(day), Precision::Year)
    }

    fn odd(&mut self, none: &NoDate, line: &str, place: &str) {
        let written = shortened(none.span.of(line));
        let (kind, why) = match none.why {
            Why::Impossible => (OddityKind::Impossible, "is no day of the calendar"),
            Why::ToCome => (OddityKind::ToCome, "is still to come"),
        };
        self.push(kind, format!("`{written}` in the {place} {why}; not used"));
    }

    fn push(&mut self, kind: OddityKind, detail: String) {
        let oddity = DateOddity { kind, detail };
        if !self.oddities.contains(&oddity) {
            self.oddities.push(oddity);
        }
    }
}

/// The days that the document's fields, address, title and head name in one way only, and when it was retrieved.
fn evidence(
    draft: &Draft,
    context: &Context<'_>,
    record: &Record,
    finder: &Finder,
) -> Vec<NaiveDate> {
    if finder.order != NumericOrder::Undecided {
        return Vec::new();
    }
    let fields = [
        &draft.said,
        &draft.day,
        &draft.published,
        &draft.updated,
        &draft.retrieved,
    ];
    let fields = fields.into_iter().flatten();
    let stamps = fields.filter_map(|date| dates::stamp::day(&date.text, finder.zone, finder.order));
    let lines = context.paragraphs.iter().map(String::as_str);
    let lines = lines.filter(|line| line.len() < 200).take(24);
    let lines = context.title.into_iter().chain(lines);
    let found = lines.flat_map(|line| dates::find(line, finder.order));
    let certain = stamps
        .chain(found)
        .filter(|date| date.other.is_none() && date.precision == Precision::Day)
        .map(|date| date.day);
    let address = by_address(draft, record, finder.order);
    certain
        .chain(
            address
                .filter(|date| date.precision == Precision::Day)
                .map(|date| date.day),
        )
        .collect()
}

/// In news, "On Tuesday" or "June 18" dates what was said, once it is known when the news came out.
fn by_lead(published: Option<Date>, context: &Context<'_>) -> Option<Date> {
    if !is_news(context) {
        return None;
    }
    let published = published.filter(|date| date.precision == Precision::Day)?;
    let day = dates::relative::day(&lead(context.paragraphs), published.day)?;
    Some(Date::day(day, DateOrigin::Weekday))
}

fn is_news(context: &Context<'_>) -> bool {
    matches!(context.form, Form::Article | Form::Other)
}

fn unknown(context: &Context<'_>) -> DateOddity {
    let named = dates::relative::weekday_named(&lead(context.paragraphs));
    let (kind, what) = if is_news(context) && named.is_some() {
        (
            OddityKind::WeekdayOnly,
            "the text dates itself by a weekday only",
        )
    } else {
        (OddityKind::Unknown, "no date stands in it")
    };
    let detail = format!("{what}; give its date of publication (`published` in a sidecar)");
    DateOddity { kind, detail }
}

fn lead(paragraphs: &[String]) -> String {
    let mut lead = 0;
    let head = paragraphs.iter().take_while(|paragraph| {
        let within = lead < LEAD;
        lead += paragraph.len();
        within
    });
    head.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The day of publication in the URL or file name.
fn by_address(draft: &Draft, record: &Record, order: NumericOrder) -> Option<Date> {
    let url = draft.url.as_deref();
    let in_url = url.and_then(|url| places::in_address(url, DateOrigin::Url, order));
    let by_name = || {
        let name = record.provenance.path.as_deref()?.rsplit('/').next()?;
        // A crawler's stamp is when it was fetched, and a file of many items is not dated by its name.
        let many = draft.locator.is_some();
        let retrieved = record.provenance.retrieved_at;
        let stamped =
            retrieved.is_some_and(|moment| name.contains(&moment.format("%H%M%SZ").to_string()));
        if many || stamped {
            return None;
        }
        places::in_address(name, DateOrigin::FileName, order)
    };
    let exact = |date: &Date| date.precision == Precision::Day;
    in_url.filter(exact).or_else(by_name).or(in_url)
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}
