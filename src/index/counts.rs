//! How much of what an index holds.

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
