//! What stands in numeric columns: what the order of passages and the folding of copies need, without reading a stored passage.

use super::best::Listed;
use super::compile::Claims;
use super::copies::{Copies, Standing};
use super::document::Origin;
use super::likeness;
use super::reader::Reader;
use super::retrieve::Candidate;
use super::schema::fast;
use crate::Result;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// The numeric columns of a segment.
pub(super) struct SegmentColumns {
    first: Column<i64>,
    number: Column<u64>,
    id_head: Column<u64>,
    id_tail: Column<u64>,
    copy: Column<u64>,
    likeness: Column<u64>,
    origin: Column<u64>,
    pub(super) claims: Claims,
}

impl SegmentColumns {
    pub(super) fn open(segment: &SegmentReader) -> Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            first: columns.i64(fast::FIRST)?,
            number: columns.u64(fast::NUMBER)?,
            id_head: columns.u64(fast::ID_HEAD)?,
            id_tail: columns.u64(fast::ID_TAIL)?,
            copy: columns.u64(fast::COPY)?,
            likeness: columns.u64(fast::LIKENESS)?,
            origin: columns.u64(fast::ORIGIN)?,
            claims: Claims::open(segment)?,
        })
    }

    /// First day it may have been said, in days since 1970.
    pub(super) fn said(&self, doc: DocId) -> Option<i32> {
        i32::try_from(self.first.first(doc)?).ok()
    }

    /// The first of each one's numbers.
    pub(super) fn each_id_head(&self, docs: &[DocId], each: impl FnMut(DocId, u64)) {
        each_number(&self.id_head, docs, each);
    }

    pub(super) fn origin(&self, doc: DocId) -> Origin {
        Origin::from_number(number(&self.origin, doc))
    }
}

fn number(column: &Column<u64>, doc: DocId) -> u64 {
    column.first(doc).unwrap_or_default()
}

/// Documents whose values are read at once, which takes less than one by one.
const BATCH: usize = 256;

fn each_number(column: &Column<u64>, docs: &[DocId], mut each: impl FnMut(DocId, u64)) {
    let mut numbers = [None; BATCH];
    for docs in docs.chunks(BATCH) {
        let Some(numbers) = numbers.get_mut(..docs.len()) else {
            continue;
        };
        numbers.fill(None);
        column.first_vals(docs, numbers);
        for (doc, number) in docs.iter().zip(numbers) {
            each(*doc, number.unwrap_or_default());
        }
    }
}

/// The columns of an index.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    segments: &'a [SegmentColumns],
    copies: &'a Copies,
}

impl Reader {
    /// The columns of candidates.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where they cannot be read.
    pub fn columns(&self) -> Result<Columns<'_>> {
        Ok(Columns {
            segments: self.segment_columns()?,
            copies: &self.copies,
        })
    }
}

/// A passage that was found and is no candidate.
pub struct Found<'a> {
    /// As [`Candidate::place`].
    pub place: (u32, u32),
    segment: &'a SegmentColumns,
}

impl Found<'_> {
    /// As [`Candidate::day`].
    #[must_use]
    pub fn day(&self) -> Option<i32> {
        self.segment.said(self.place.1)
    }
}

impl Columns<'_> {
    fn read(&self, candidate: &Candidate, column: fn(&SegmentColumns) -> &Column<u64>) -> u64 {
        let address = candidate.address();
        let segment = self.segments.get(address.segment_ord as usize);
        segment.map_or(0, |segment| number(column(segment), address.doc_id))
    }

    /// Sorts as the passage's id does: its briefing's, then its number.
    #[must_use]
    pub fn id(&self, candidate: &Candidate) -> (u64, u64, u64) {
        let (head, tail) = self.briefing(candidate);
        (head, tail, self.read(candidate, |own| &own.number))
    }

    /// What the candidates of one briefing share.
    #[must_use]
    pub fn briefing(&self, candidate: &Candidate) -> (u64, u64) {
        let head = self.read(candidate, |own| &own.id_head);
        (head, self.read(candidate, |own| &own.id_tail))
    }

    /// Shared by passages with the same text.
    #[must_use]
    pub fn copy(&self, candidate: &Candidate) -> u64 {
        self.read(candidate, |own| &own.copy)
    }

    /// The same of each of many.
    pub fn each_copy(&self, listed: &Listed, mut each: impl FnMut(Found, u64)) {
        for ((ordinal, docs), segment) in (0..).zip(&listed.0).zip(self.segments) {
            each_number(&segment.copy, docs, |doc, copy| {
                let place = (ordinal, doc);
                each(Found { place, segment }, copy);
            });
        }
    }

    /// Whether two passages of copies of one briefing say nearly the same.
    #[must_use]
    pub fn are_like(&self, one: &Candidate, other: &Candidate) -> bool {
        let likeness = |candidate| self.read(candidate, |own| &own.likeness);
        likeness::are_like(likeness(one), likeness(other))
    }

    /// Where its briefing has copies: what all of them share, and whether it is the text that stands for them.
    #[must_use]
    pub fn copies(&self, candidate: &Candidate) -> Option<(u64, Standing)> {
        if self
            .copies
            .has_none_beginning(|| self.read(candidate, |own| &own.id_head))
        {
            return None;
        }
        self.copies.of(self.briefing(candidate))
    }
}
