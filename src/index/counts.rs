//! How much of what an index holds.

use super::Reader;
use super::keys::each_key;
use super::schema::fast;
use crate::Result;
use crate::query::Column;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts of an index. Each map adds up to `briefings` and has the key `unknown` where a briefing has no value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Briefings with at least one passage.
    pub briefings: u64,
    /// Passages.
    pub passages: u64,
    /// By ministry, as the publisher writes it.
    pub by_ministry: BTreeMap<String, u64>,
    /// By country or organisation id.
    pub by_country: BTreeMap<String, u64>,
    /// By year said.
    pub by_year: BTreeMap<String, u64>,
    /// By BCP 47 tag.
    pub by_language: BTreeMap<String, u64>,
}

/// Counts briefings by their first passages.
pub(super) fn count(reader: &Reader) -> Result<Counts> {
    let mut counts = Counts {
        passages: reader.passage_count(),
        by_ministry: by_value(reader, Column::Ministry)?,
        by_country: by_value(reader, Column::Country)?,
        by_year: by_value(reader, Column::Year)?,
        by_language: by_value(reader, Column::Tag)?,
        ..Counts::default()
    };
    counts.briefings = counts.by_year.values().sum();
    Ok(counts)
}

/// How many briefings have each value of a column.
pub(super) fn by_value(reader: &Reader, column: Column) -> Result<BTreeMap<String, u64>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for segment in reader.searcher.segment_readers() {
        let number = segment.fast_fields().u64(fast::NUMBER)?;
        each_key(segment, reader.fields.column(column), |value, docs| {
            let first = docs.iter().filter(|doc| number.first(**doc) == Some(1));
            let briefings = first.count() as u64;
            if briefings > 0 {
                *counts.entry(value.to_owned()).or_default() += briefings;
            }
        })?;
    }
    Ok(counts)
}
