//! Words in the index: where they stand in passages, and how they are spelled.

use super::reader::Reader;
use super::retrieve::Candidate;
use crate::Result;
use crate::query::Word;
use crate::text::{Spelling, exact_tokens};
use std::collections::HashMap;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TantivyError, Term};

/// Spellings at least this alike (Jaro and Winkler) are named.
const ALIKE: f64 = 0.88;
const SPELLINGS: usize = 3;
/// No script from here on is Latin: what begins before it is nowhere spelled like what begins behind it.
const BEHIND_LATIN: &str = "\u{370}";

impl Reader {
    /// For each candidate, where each word's first token stands in the passage, ascending.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn positions(
        &self,
        candidates: &[Candidate],
        words: &[&Word],
    ) -> Result<Vec<Vec<Vec<u32>>>> {
        let mut found = vec![vec![Vec::new(); words.len()]; candidates.len()];
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_unstable_by_key(|position| candidates[*position].address());
        let mut here = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let inverted = segment.inverted_index(self.fields.text)?;
            for (word, typed) in words.iter().enumerate() {
                for stem in typed.stems.iter().filter_map(|stems| stems.first()) {
                    let term = Term::from_field_text(self.fields.text, stem);
                    let option = IndexRecordOption::WithFreqsAndPositions;
                    let postings = inverted.read_postings(&term, option);
                    let Some(mut postings) = postings.map_err(TantivyError::from)? else {
                        continue;
                    };
                    for &candidate in &order {
                        let address = candidates[candidate].address();
                        if address.segment_ord != ordinal {
                            continue;
                        }
                        if postings.doc() < address.doc_id {
                            postings.seek(address.doc_id);
                        }
                        if postings.doc() == address.doc_id {
                            postings.positions(&mut here);
                            found[candidate][word].append(&mut here);
                        }
                    }
                }
            }
        }
        for positions in found.iter_mut().flatten() {
            positions.sort_unstable();
        }
        Ok(found)
    }

    /// Words of the index that are spelled much like this one, likest first.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn spellings_near(&self, word: &str) -> Result<Vec<String>> {
        let Some(wanted) = exact_tokens(word).into_iter().next() else {
            return Ok(Vec::new());
        };
        let length = wanted.text.chars().count();
        let spelling = Spelling::of(&wanted.text);
        let mut near: HashMap<String, f64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.exact)?;
            let terms = inverted.terms().range();
            let terms = if wanted.text.as_str() < BEHIND_LATIN {
                terms.lt(BEHIND_LATIN)
            } else {
                terms.ge(BEHIND_LATIN)
            };
            let mut stream = terms.into_stream().map_err(TantivyError::from)?;
            while stream.advance() {
                let Ok(term) = std::str::from_utf8(stream.key()) else {
                    continue;
                };
                if term.chars().count().abs_diff(length) <= 2
                    && length > 2
                    && term != wanted.text
                    && let Some(likeness) = spelling.begun(term, ALIKE)
                {
                    near.insert(term.to_owned(), likeness);
                }
            }
        }
        let mut near: Vec<(String, f64)> = near.into_iter().collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(near
            .into_iter()
            .take(SPELLINGS)
            .map(|(term, _)| term)
            .collect())
    }
}
