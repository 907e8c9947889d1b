//! Where an archive has gaps, told by each ministry's own rhythm. Nothing here knows whether a ministry was silent or the archive lacks
//! what it said: a recess looks like a hole.
//!
//! *Months*: the median is that of the briefings in the months that hold any. A month between the first and the last one that holds
//! none is empty, one that holds less than a third of the median is thin. The first and the last month may be partial and are not
//! judged, and no month is where the median is under [`LEAST_MEDIAN`]: too little is known of a rhythm then.
//!
//! *Days*: a weekday is regular where at least [`REGULAR`] of the weeks that hold any briefing hold one of that weekday, and there are
//! at least [`LEAST_WEEKS`] such weeks. A regular weekday between the first and the last day that holds none is missing; missing
//! ones with no other regular day between them are one stretch.

use crate::index::{Amount, MinistryHeld};
use chrono::{Datelike, Months, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// Under this median no month is a gap.
pub const LEAST_MEDIAN: f64 = 3.0;
/// A month with less than the median divided by this is thin.
const THIN: f64 = 3.0;
/// The share of weeks from which a weekday is regular.
const REGULAR: f64 = 0.6;
/// Under so many weeks no weekday is.
const LEAST_WEEKS: usize = 8;

/// What is held of a ministry, and its gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// As the publisher writes it.
    pub ministry: String,
    /// All of it.
    pub amount: Amount,
    /// From the first to the last month that holds any, those without any included.
    pub months: Vec<MonthHeld>,
    /// By year, where no more is known.
    pub years: BTreeMap<i32, Amount>,
    /// Without a date.
    pub undated: Amount,
    /// Of the briefings in the months that hold any.
    pub median: f64,
    /// For each weekday from Monday, the share of weeks that hold it; empty where there are too few.
    pub weekdays: Vec<(Weekday, f64)>,
    /// Stretches of regular weekdays that hold nothing, in order.
    pub missing: Vec<Stretch>,
}

/// What is held of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthHeld {
    /// Its first day.
    pub month: NaiveDate,
    /// How much.
    pub amount: Amount,
    /// Whether that is little.
    pub gap: Option<Gap>,
}

/// How little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// None.
    Empty,
    /// Far less than in most months.
    Thin,
}

/// Regular weekdays, one after the other, that hold nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first of them.
    pub first: NaiveDate,
    /// The last.
    pub last: NaiveDate,
    /// How many.
    pub days: usize,
}

impl Coverage {
    /// That of one ministry.
    #[must_use]
    pub fn of(ministry: String, held: MinistryHeld) -> Self {
        let median = median(
            held.months
                .values()
                .map(|amount| amount.briefings)
                .collect(),
        );
        let mut amount = held.undated;
        for part in held.months.values().chain(held.years.values()) {
            amount += *part;
        }
        let weekdays = weekdays(&held.days);
        Self {
            ministry,
            amount,
            months: months(&held.months, median),
            years: held.years,
            undated: held.undated,
            median,
            missing: missing(&held.days, &weekdays),
            weekdays,
        }
    }

    /// The weekdays that are regular.
    pub fn regular(&self) -> impl Iterator<Item = Weekday> + '_ {
        regular(&self.weekdays)
    }
}

fn median(mut counts: Vec<u64>) -> f64 {
    counts.sort_unstable();
    let middle = counts.len() / 2;
    match (counts.get(middle), counts.len() % 2) {
        (Some(one), 1) => *one as f64,
        (Some(one), _) => {
            let below = counts.get(middle.saturating_sub(1)).unwrap_or(one);
            (*one + *below) as f64 / 2.0
        }
        (None, _) => 0.0,
    }
}

fn months(held: &BTreeMap<NaiveDate, Amount>, median: f64) -> Vec<MonthHeld> {
    let mut months = Vec::new();
    let (Some(first), Some(last)) = (held.keys().next(), held.keys().next_back()) else {
        return months;
    };
    let mut next = Some(*first);
    while let Some(month) = next.filter(|month| month <= last) {
        let amount = held.get(&month).copied().unwrap_or_default();
        let is_judged = median >= LEAST_MEDIAN && month != *first && month != *last;
        let gap = match amount.briefings {
            _ if !is_judged => None,
            0 => Some(Gap::Empty),
            briefings if (briefings as f64) < median / THIN => Some(Gap::Thin),
            _ => None,
        };
        months.push(MonthHeld { month, amount, gap });
        next = month.checked_add_months(Months::new(1));
    }
    months
}

fn weekdays(days: &BTreeSet<NaiveDate>) -> Vec<(Weekday, f64)> {
    let weeks: BTreeSet<(i32, u32)> = days.iter().map(|day| week(*day)).collect();
    if weeks.len() < LEAST_WEEKS {
        return Vec::new();
    }
    let mut weekday = Weekday::Mon;
    let mut shares = Vec::new();
    for _ in 0..7 {
        let held = days.iter().filter(|day| day.weekday() == weekday).count();
        shares.push((weekday, held as f64 / weeks.len() as f64));
        weekday = weekday.succ();
    }
    shares
}

fn week(day: NaiveDate) -> (i32, u32) {
    let week = day.iso_week();
    (week.year(), week.week())
}

fn regular(weekdays: &[(Weekday, f64)]) -> impl Iterator<Item = Weekday> + '_ {
    let regular = weekdays.iter().filter(|(_, share)| *share >= REGULAR);
    regular.map(|(weekday, _)| *weekday)
}

fn missing(days: &BTreeSet<NaiveDate>, weekdays: &[(Weekday, f64)]) -> Vec<Stretch> {
    let regular: Vec<Weekday> = regular(weekdays).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut goes_on = false;
    for day in first.iter_days().take_while(|day| day <= last) {
        if !regular.contains(&day.weekday()) {
            continue;
        }
        if days.contains(&day) {
            goes_on = false;
            continue;
        }
        match stretches.last_mut().filter(|_| goes_on) {
            Some(stretch) => {
                stretch.last = day;
                stretch.days += 1;
            }
            None => stretches.push(Stretch {
                first: day,
                last: day,
                days: 1,
            }),
        }
        goes_on = true;
    }
    stretches
}
