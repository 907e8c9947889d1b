//! Dates with their precision and origin, and the four kinds a briefing has.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    /// The first day it may mean.
    pub day: NaiveDate,
    /// How exactly it is known.
    pub precision: Precision,
    /// Where it was read.
    pub from: DateOrigin,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Precision {
    Day,
    Month,
    Year,
}

/// Where a date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrigin {
    /// The `date` of an input line or a named field of one's own file.
    Given,
    /// The title.
    Title,
    /// The text: a dateline or date line.
    Text,
    /// A weekday of the text ("On Tuesday") counted back from the publication date.
    Weekday,
    /// Markdown front matter.
    FrontMatter,
    /// A sidecar file.
    Sidecar,
    /// A feed's item.
    Feed,
    /// Metadata of a page.
    Meta,
    /// The URL.
    Url,
    /// The file's name.
    FileName,
    /// The file's time of modification.
    FileTime,
    /// A container's capture time.
    Capture,
    /// A user's correction.
    Correction,
}

/// The dates of a briefing, kept apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// When it was said: what filters and sorting go by.
    pub said: Option<Date>,
    /// When it was published.
    pub published: Option<Date>,
    /// When the publisher last changed it.
    pub updated: Option<Date>,
    /// When it was fetched or saved.
    pub retrieved: Option<Date>,
}

impl Date {
    /// A date known to the day.
    #[must_use]
    pub fn day(day: NaiveDate, from: DateOrigin) -> Self {
        Self {
            day,
            precision: Precision::Day,
            from,
        }
    }

    /// The last day it may mean.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let months = match self.precision {
            Precision::Day => return self.day,
            Precision::Month => 1,
            Precision::Year => 12,
        };
        let next = self.day.checked_add_months(chrono::Months::new(months));
        next.and_then(|day| day.pred_opt()).unwrap_or(self.day)
    }

    /// Reads what [`Date::value`] writes.
    #[must_use]
    pub fn read(value: &str, from: DateOrigin) -> Option<Self> {
        let value = value.trim();
        let (first, precision) = match value.len() {
            10 => (value.to_owned(), Precision::Day),
            7 => (format!("{value}-01"), Precision::Month),
            4 => (format!("{value}-01-01"), Precision::Year),
            _ => return None,
        };
        let day = NaiveDate::parse_from_str(&first, "%Y-%m-%d").ok()?;
        Some(Self {
            day,
            precision,
            from,
        })
    }

    /// `2024-06-18`, `2024-06` or `2024`, as far as it is known.
    #[must_use]
    pub fn value(&self) -> String {
        let format = match self.precision {
            Precision::Day => "%Y-%m-%d",
            Precision::Month => "%Y-%m",
            Precision::Year => "%Y",
        };
        self.day.format(format).to_string()
    }
}

/// What is odd about the dates of a briefing, for people to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateOddity {
    /// What kind of oddity.
    pub kind: OddityKind,
    /// What was found and what was made of it; lower-case, no full stop.
    pub detail: String,
}

/// Kinds of oddities of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OddityKind {
    /// No date stands anywhere.
    Unknown,
    /// The text dates itself by a weekday, and nothing tells of which week.
    WeekdayOnly,
    /// Something in the place of a date is none.
    Unreadable,
    /// There is no such day: 31 February.
    Impossible,
    /// It lies in the future.
    ToCome,
    /// Nothing tells which number is the month: 8/3/2016.
    Ambiguous,
    /// Two dates, or a date and its weekday, cannot both be right.
    Contradictory,
}
