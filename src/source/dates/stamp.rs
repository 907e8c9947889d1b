//! Time stamps: RFC 3339, RFC 2822, `2024-06-18 08:16:31-05:00`, or any date.

use super::{DateFound, NumericOrder, day_of, parse};
use crate::briefing::Precision;
use crate::text::Span;
use chrono::{DateTime, Datelike, FixedOffset};
use chrono_tz::Tz;

/// The day of a time stamp in the publisher's time zone.
pub(in crate::source) fn day(
    text: &str,
    zone: Option<Tz>,
    order: NumericOrder,
) -> Option<DateFound> {
    let text = text.trim();
    if let Some(moment) = moment(text) {
        let day = zone.map_or_else(
            || moment.date_naive(),
            |zone| moment.with_timezone(&zone).date_naive(),
        );
        let day = day_of(day.year(), day.month(), day.day()).ok()?;
        return Some(DateFound {
            day,
            precision: Precision::Day,
            span: Span::new(0, text.len()),
            other: None,
        });
    }
    parse(text, order)
}

/// The moment a time stamp names, where it says its offset.
pub(in crate::source) fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    if let Ok(seconds) = text.parse::<i64>() {
        // Seconds or milliseconds since 1970, as programs write them.
        return match text.len() {
            9 | 10 => DateTime::from_timestamp(seconds, 0).map(|moment| moment.fixed_offset()),
            12 | 13 => DateTime::from_timestamp_millis(seconds).map(|moment| moment.fixed_offset()),
            _ => None,
        };
    }
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%:z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f %z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .ok()
}
