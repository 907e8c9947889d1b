//! What stands in numeric columns: what the order of passages and the folding of copies need, without reading a stored passage.

use super::bits::{BITS, Listed, set};
use super::compile::Claims;
use super::copies::{Copies, Standing};
use super::document::Nature;
use super::likeness;
use super::reader::Reader;
use super::retrieve::Candidate;
use super::schema::fast;
use crate::Result;
use std::cmp::Ordering;
use std::sync::OnceLock;
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
    /// By the number of the passage, as are those below: the number of its nature.
    natures: Vec<u8>,
    /// Bits of those whose briefings have copies; none where no briefing has.
    copied: Vec<u64>,
    /// Read when first asked for.
    by_copy: OnceLock<ByCopy>,
    pub(super) claims: Claims,
}

/// What of the columns decides a passage's place.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// First day it may have been said, in days since 1970.
    pub(super) day: Option<i32>,
    pub(super) nature: Nature,
}

impl SegmentColumns {
    pub(super) fn open(segment: &SegmentReader, reader: &Reader) -> Result<Self> {
        let columns = segment.fast_fields();
        let id_head = columns.u64(fast::ID_HEAD)?;
        Ok(Self {
            first: columns.i64(fast::FIRST)?,
            number: columns.u64(fast::NUMBER)?,
            natures: natures(&columns.u64(fast::NATURE)?),
            copied: copied(&id_head, &reader.copies),
            id_head,
            id_tail: columns.u64(fast::ID_TAIL)?,
            copy: columns.u64(fast::COPY)?,
            likeness: columns.u64(fast::LIKENESS)?,
            by_copy: OnceLock::new(),
            claims: Claims::open(segment)?,
        })
    }

    /// The number of its nature, surely below [`NATURES`].
    pub(super) fn nature(&self, doc: DocId) -> usize {
        let nature = self.natures.get(doc as usize).copied();
        usize::from(nature.unwrap_or_default()) % NATURES
    }

    /// Of so many passages as a word has bits, from one that starts a word, those whose briefings have copies.
    pub(super) fn copied(&self, first: DocId) -> u64 {
        let word = self.copied.get(first as usize / BITS).copied();
        word.unwrap_or_default()
    }

    pub(super) fn is_copied(&self, doc: DocId) -> bool {
        self.copied(doc) >> (doc as usize % BITS) & 1 == 1
    }

    pub(super) fn told(&self, doc: DocId) -> Told {
        Told {
            day: self.said(doc),
            nature: *Nature::ALL.get(self.nature(doc)).unwrap_or(&Nature::ALL[0]),
        }
    }

    /// First day it may have been said, in days since 1970.
    fn said(&self, doc: DocId) -> Option<i32> {
        i32::try_from(self.first.first(doc)?).ok()
    }
}

fn number(column: &Column<u64>, doc: DocId) -> u64 {
    column.first(doc).unwrap_or_default()
}

/// Passages whose numbers are read at once, which takes less than one by one.
const BATCH: usize = 256;

/// The numbers of all passages.
fn each_number(column: &Column<u64>) -> impl Iterator<Item = u64> {
    let all = column.num_docs();
    (0..all).step_by(BATCH).flat_map(move |first| {
        let docs: Vec<DocId> = (first..all).take(BATCH).collect();
        let mut numbers = vec![None; docs.len()];
        column.first_vals(&docs, &mut numbers);
        numbers.into_iter().map(Option::unwrap_or_default)
    })
}

/// How many natures a number might tell, at hand in a byte.
pub(super) const NATURES: usize = Nature::ALL.len().next_power_of_two();

fn natures(nature: &Column<u64>) -> Vec<u8> {
    each_number(nature).map(|number| number as u8).collect()
}

fn copied(id_head: &Column<u64>, copies: &Copies) -> Vec<u64> {
    if copies.is_empty() {
        return Vec::new();
    }
    let mut bits = vec![0; (id_head.num_docs() as usize).div_ceil(BITS)];
    for (doc, head) in each_number(id_head).enumerate() {
        if copies.may_have(head) {
            set(&mut bits, doc);
        }
    }
    bits
}

/// The passages of a segment by the end of what they share with copies. Of most ends there are few.
struct ByCopy {
    /// By the end, the last passage that has it, its number counted from 1; and by the number of a passage, the one before with the same
    /// end. 0 where there is none.
    last: Vec<u32>,
    before: Vec<u32>,
}

impl ByCopy {
    const ENDS: usize = 1 << 14;

    fn read(copy: &Column<u64>) -> Self {
        let mut last = vec![0; Self::ENDS];
        let before = each_number(copy).zip(1..).map(|(copy, number)| {
            let last = last.get_mut(copy as usize % Self::ENDS);
            last.map_or(0, |last| std::mem::replace(last, number))
        });
        let before = before.collect();
        Self { last, before }
    }

    /// Those that may share this.
    fn of(&self, copy: u64) -> impl Iterator<Item = DocId> {
        let last = self.last.get(copy as usize % Self::ENDS).copied();
        let numbers = std::iter::successors(last, |number| {
            self.before.get(number.checked_sub(1)? as usize).copied()
        });
        numbers.map_while(|number| number.checked_sub(1))
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

    /// How the ids of two compare, without reading more than decides it.
    #[must_use]
    pub fn compare_ids(&self, one: &Candidate, other: &Candidate) -> Ordering {
        let compare = |column| self.read(one, column).cmp(&self.read(other, column));
        compare(|own| &own.id_head)
            .then_with(|| compare(|own| &own.id_tail))
            .then_with(|| compare(|own| &own.number))
    }

    /// As [`Candidate::day`], of what is at a place as in [`Candidate::place`].
    #[must_use]
    pub fn day(&self, (ordinal, doc): (u32, u32)) -> Option<i32> {
        self.segments.get(ordinal as usize)?.said(doc)
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

    /// The places of those listed that share this with one another: see [`Self::copy`].
    pub fn each_copy(&self, copy: u64, listed: &Listed, mut each: impl FnMut((u32, u32))) {
        for (ordinal, segment) in self.segments.iter().enumerate() {
            let by_copy = segment.by_copy.get_or_init(|| ByCopy::read(&segment.copy));
            for doc in by_copy.of(copy) {
                if listed.holds(ordinal, doc) && number(&segment.copy, doc) == copy {
                    each((ordinal as u32, doc));
                }
            }
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
        let (ordinal, doc) = candidate.place();
        let segment = self.segments.get(ordinal as usize)?;
        if !segment.is_copied(doc) {
            return None;
        }
        self.copies.of(self.briefing(candidate))
    }
}
