//! Words in the index: where they stand in passages, and how they are spelled.

use super::reader::Reader;
use super::retrieve::Candidate;
use crate::Result;
use crate::query::Word;
use crate::text::{Spelling, exact_tokens};
use std::collections::HashMap;
use std::ops::Range;
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, TantivyError, Term};

/// Spellings at least this alike (Jaro and Winkler) are named.
const ALIKE: f64 = 0.88;
const SPELLINGS: usize = 3;
/// No script from here on is Latin: what begins before it is nowhere spelled like what begins behind it.
const BEHIND_LATIN: &str = "\u{370}";

/// Where words stand in passages, ascending.
pub struct Positions {
    words: usize,
    /// Of each passage, of each word, which of all.
    spans: Vec<Range<usize>>,
    all: Vec<u32>,
}

impl Positions {
    /// Those of each word, in each passage.
    pub fn of_each(&self) -> impl Iterator<Item = impl Iterator<Item = &[u32]>> {
        let passages = self.spans.chunks(self.words.max(1));
        passages.map(|spans| {
            let own = |span: &Range<usize>| self.all.get(span.clone()).unwrap_or_default();
            spans.iter().map(own)
        })
    }

    fn read(&mut self, lists: &mut [SegmentPostings], doc: DocId, place: usize) {
        let start = self.all.len();
        let mut stems = 0;
        for list in lists {
            if list.doc() < doc {
                list.seek(doc);
            }
            if list.doc() == doc {
                list.append_positions_with_offset(0, &mut self.all);
                stems += 1;
            }
        }
        if stems > 1
            && let Some(own) = self.all.get_mut(start..)
        {
            own.sort_unstable();
        }
        if let Some(span) = self.spans.get_mut(place) {
            *span = start..self.all.len();
        }
    }
}

impl Reader {
    /// Where each word's first token stands in each candidate.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn positions(&self, candidates: &[Candidate], words: &[&Word]) -> Result<Positions> {
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_unstable_by_key(|place| candidates.get(*place).map(Candidate::place));
        let mut found = Positions {
            words: words.len(),
            spans: vec![0..0; words.len() * candidates.len()],
            all: Vec::new(),
        };
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let here = order.iter().filter_map(|place| {
                let candidate = candidates.get(*place)?;
                let (own, doc) = candidate.place();
                (own == ordinal).then_some((*place, doc))
            });
            let here: Vec<(usize, DocId)> = here.collect();
            if here.is_empty() {
                continue;
            }
            let inverted = segment.inverted_index(self.fields.text)?;
            for (number, word) in words.iter().enumerate() {
                let stems = word.stems.iter().filter_map(|stems| stems.first());
                let postings = stems.map(|stem| {
                    let term = Term::from_field_text(self.fields.text, stem);
                    inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
                });
                let postings = postings.filter_map(std::result::Result::transpose);
                let postings: std::io::Result<Vec<SegmentPostings>> = postings.collect();
                let mut postings = postings.map_err(TantivyError::from)?;
                for (place, doc) in &here {
                    found.read(&mut postings, *doc, place * words.len() + number);
                }
            }
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
