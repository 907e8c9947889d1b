//! How often a query would have fired: the passages it finds, by the month they were said in.

use crate::Result;
use crate::index::{Facet, Reader};
use crate::query::Plan;
use chrono::{Months, NaiveDate};

/// Passages by month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frequency {
    /// All of them.
    pub passages: u64,
    /// From the first month with any to the last, those without any included: `2024-03` and how many.
    pub months: Vec<(String, u64)>,
    /// Those of which only the year is known: `2024` and how many.
    pub years: Vec<(String, u64)>,
    /// Those without a date.
    pub undated: u64,
}

/// How often a plan is met in each month.
///
/// # Errors
/// [`crate::Error::Index`] where the index cannot be read.
pub fn frequency(reader: &Reader, plan: &Plan) -> Result<Frequency> {
    let counted = reader.facets(plan, &[Facet::Month])?.into_iter().next();
    let Some(counted) = counted else {
        return Ok(Frequency::default());
    };
    let first_day =
        |month: &str| NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok();
    let (years, months): (Vec<_>, Vec<_>) = counted
        .values
        .into_iter()
        .partition(|(value, _)| first_day(value).is_none());
    let mut frequency = Frequency {
        undated: counted.unknown,
        years,
        ..Frequency::default()
    };
    let counts = months
        .iter()
        .chain(&frequency.years)
        .map(|(_, count)| count);
    frequency.passages = counts.sum::<u64>() + frequency.undated;
    let mut next: Option<NaiveDate> = None;
    for (month, count) in months {
        let Some(day) = first_day(&month) else {
            continue;
        };
        while let Some(empty) = next.filter(|next| *next < day) {
            frequency
                .months
                .push((empty.format("%Y-%m").to_string(), 0));
            next = empty.checked_add_months(Months::new(1));
        }
        frequency.months.push((month, count));
        next = day.checked_add_months(Months::new(1));
    }
    Ok(frequency)
}
