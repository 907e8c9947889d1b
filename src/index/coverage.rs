//! How much an index holds of each ministry, by the month it was said in.

use super::Reader;
use super::keys::each_key;
use super::reader::day;
use super::schema::fast;
use crate::Result;
use crate::query::Column;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// Briefings, and the passages of those.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Briefings.
    pub briefings: u64,
    /// Passages.
    pub passages: u64,
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.briefings += other.briefings;
        self.passages += other.passages;
    }
}

/// What is held of one ministry, each briefing in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MinistryHeld {
    /// By the first day of the month it was said in.
    pub months: BTreeMap<NaiveDate, Amount>,
    /// By year, where no more is known.
    pub years: BTreeMap<i32, Amount>,
    /// Without a date.
    pub undated: Amount,
    /// The days on which anything was said, as far as they are known.
    pub days: BTreeSet<NaiveDate>,
}

impl Reader {
    /// What is held of each ministry, as the publisher writes it; of no ministry under `unknown`.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn coverage(&self) -> Result<BTreeMap<String, MinistryHeld>> {
        let mut held: BTreeMap<String, MinistryHeld> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let columns = segment.fast_fields();
            let number = columns.u64(fast::NUMBER)?;
            let (first, last) = (columns.i64(fast::FIRST)?, columns.i64(fast::LAST)?);
            let field = self.fields.column(Column::Ministry);
            each_key(segment, field, |ministry, docs| {
                if docs.is_empty() {
                    return;
                }
                let own = held.entry(ministry.to_owned()).or_default();
                for doc in docs {
                    let days = first.first(*doc).and_then(day);
                    let days = days.zip(last.first(*doc).and_then(day));
                    own.add(number.first(*doc) == Some(1), days);
                }
            })?;
        }
        Ok(held)
    }
}

impl MinistryHeld {
    fn add(&mut self, is_first: bool, days: Option<(NaiveDate, NaiveDate)>) {
        use chrono::Datelike as _;
        let one = Amount {
            briefings: u64::from(is_first),
            passages: 1,
        };
        let Some((first, last)) = days else {
            self.undated += one;
            return;
        };
        let month = |day: NaiveDate| day.with_day(1).unwrap_or(day);
        if month(first) == month(last) {
            *self.months.entry(month(first)).or_default() += one;
        } else {
            *self.years.entry(first.year()).or_default() += one;
        }
        if first == last {
            self.days.insert(first);
        }
    }
}
