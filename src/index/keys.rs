//! The keys of a column with the passages that have them, from terms and postings.

use crate::Result;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError};

/// Calls `each` with every key of a field and the passages of the segment that have it, ascending, none that is deleted.
pub(super) fn each_key(
    segment: &SegmentReader,
    field: Field,
    mut each: impl FnMut(&str, &mut Vec<DocId>),
) -> Result<()> {
    let inverted = segment.inverted_index(field)?;
    let mut terms = inverted.terms().stream().map_err(TantivyError::from)?;
    let mut having = Vec::new();
    while terms.advance() {
        let Ok(key) = std::str::from_utf8(terms.key()) else {
            continue;
        };
        let mut postings = inverted
            .read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)
            .map_err(TantivyError::from)?;
        having.clear();
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if !segment.is_deleted(doc) {
                having.push(doc);
            }
            doc = postings.advance();
        }
        each(key, &mut having);
    }
    Ok(())
}
