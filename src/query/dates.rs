//! Dates as typed in filters: `2024`, `2024-03`, `2024-03-18`, ranges of them, and `30d` back from today.

use super::{DateRange, Field};
use crate::briefing::{Date, DateOrigin, Precision};
use chrono::{Days, Months, NaiveDate};

/// The days a value of `date:`, `since:` or `until:` means; `None` where it is no date.
pub(super) fn days(field: Field, value: &str, today: NaiveDate) -> Option<DateRange> {
    let ends = value.split_once("..");
    let (from, to) = ends.map_or((value, value), |(from, to)| (from.trim(), to.trim()));
    let mut range = DateRange::default();
    if !from.is_empty() {
        range.first = Some(one(from, today)?.0);
    }
    if !to.is_empty() {
        range.last = Some(one(to, today)?.1);
    }
    if field == Field::Date && ends.is_none() && back(value, today).is_some() {
        range.last = Some(today);
    }
    Some(match field {
        Field::Since => DateRange {
            last: None,
            ..range
        },
        Field::Until => DateRange {
            first: None,
            ..range
        },
        _ => range,
    })
}

/// The first day that a date means, as it is typed in filters; `None` where it is none.
#[must_use]
pub fn first_day(value: &str, today: NaiveDate) -> Option<NaiveDate> {
    one(value, today).map(|(first, _)| first)
}

/// First and last day of one value.
fn one(value: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let value = value.trim();
    match value {
        "today" => return Some((today, today)),
        "yesterday" => return today.pred_opt().map(|day| (day, day)),
        _ => (),
    }
    if let Some(day) = back(value, today) {
        return Some((day, day));
    }
    let separated = value.replace(['/', '.'], "-");
    let parts: Vec<&str> = separated.split('-').collect();
    let number = |part: &str| part.parse::<u32>().ok();
    let [year, rest @ ..] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    let year = i32::try_from(number(year)?).ok()?;
    let (precision, month, day) = match rest {
        [] => (Precision::Year, 1, 1),
        [month] => (Precision::Month, number(month)?, 1),
        [month, day] => (Precision::Day, number(month)?, number(day)?),
        _ => return None,
    };
    let date = Date {
        day: NaiveDate::from_ymd_opt(year, month, day)?,
        precision,
        from: DateOrigin::Given,
    };
    Some((date.day, date.last_day()))
}

/// `30d`, `2w`, `6m`, `1y` before today.
fn back(value: &str, today: NaiveDate) -> Option<NaiveDate> {
    let unit = value.chars().next_back()?;
    let number: u32 = value.strip_suffix(unit)?.parse().ok()?;
    match unit.to_ascii_lowercase() {
        'd' => today.checked_sub_days(Days::new(number.into())),
        'w' => today.checked_sub_days(Days::new(u64::from(number) * 7)),
        'm' => today.checked_sub_months(Months::new(number)),
        'y' => today.checked_sub_months(Months::new(number.checked_mul(12)?)),
        _ => None,
    }
}
