//! Ranking: from a reading of a query to hits in order, each with its score explained.
//!
//! One scale, idf units. The retriever gives candidates with the engine's score and features; what stands here does the rest and
//! is the same for every engine: statement match, prior, order, folding of copies, highlights, explanation.

mod results;

pub use results::{Copies, Explanation, Hit, Options, Results, Sort};

use crate::Result;
use crate::index::Reader;
use crate::query::Reading;

/// Answers a query.
///
/// # Errors
/// [`crate::Error::Index`] where the index cannot be read.
pub fn search(reader: &Reader, reading: &Reading, options: &Options) -> Result<Results> {
    let _ = (reader, options);
    Ok(Results {
        query: reading.query.to_string(),
        read_as: reading.plan.read_as.clone(),
        notes: reading.notes.clone(),
        ..Results::default()
    })
}
