//! What stands in numeric columns: what the order of passages and the folding of copies need, without reading a stored passage.

use super::best::Listed;
use super::compile::Claims;
use super::copies::{Copies, Standing};
use super::document::Nature;
use super::likeness;
use super::reader::Reader;
use super::retrieve::Candidate;
use super::schema::fast;
use crate::Result;
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
    /// By the number of the passage, as are those below.
    glances: Vec<Glance>,
    /// The end of what it shares with copies, read when first asked for.
    copy_ends: OnceLock<Vec<CopyEnd>>,
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
            glances: glances(&columns.u64(fast::NATURE)?, &id_head, &reader.copies),
            id_head,
            id_tail: columns.u64(fast::ID_TAIL)?,
            copy: columns.u64(fast::COPY)?,
            likeness: columns.u64(fast::LIKENESS)?,
            copy_ends: OnceLock::new(),
            claims: Claims::open(segment)?,
        })
    }

    pub(super) fn glance(&self, doc: DocId) -> Glance {
        let glance = self.glances.get(doc as usize).copied();
        glance.unwrap_or_default()
    }

    fn read_copy_ends(&self) -> Vec<CopyEnd> {
        each_number(&self.copy).map(copy_end).collect()
    }

    pub(super) fn told(&self, doc: DocId) -> Told {
        Told {
            day: self.said(doc),
            nature: self.glance(doc).nature(),
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

/// What is asked of every passage listed, at hand in a byte: the number of its [`Nature`], and whether its briefing has copies.
#[derive(Clone, Copy, Default)]
pub(super) struct Glance(u8);

impl Glance {
    const NATURES: u8 = 0b111;
    const COPIED: u8 = 0b1000;
    /// How many numbers a nature might have.
    pub(super) const COUNT: usize = Self::NATURES as usize + 1;

    pub(super) fn number(self) -> usize {
        (self.0 & Self::NATURES).into()
    }

    fn nature(self) -> Nature {
        let nature = Nature::ALL.get(self.number()).copied();
        nature.unwrap_or(Nature::ALL[0])
    }

    pub(super) fn is_copied(self) -> bool {
        self.0 & Self::COPIED != 0
    }
}

fn glances(nature: &Column<u64>, id_head: &Column<u64>, copies: &Copies) -> Vec<Glance> {
    let natures = each_number(nature).map(|number| (number & u64::from(Glance::NATURES)) as u8);
    let mut glances: Vec<Glance> = natures.map(Glance).collect();
    if !copies.is_empty() {
        for (glance, head) in glances.iter_mut().zip(each_number(id_head)) {
            glance.0 |= Glance::COPIED * u8::from(copies.may_have(head));
        }
    }
    glances
}

/// The end of what copies share: most passages are told by it to be no copies of some others.
type CopyEnd = u16;

fn copy_end(copy: u64) -> CopyEnd {
    (copy % CopyEnds::COUNT) as CopyEnd
}

/// Some of these ends.
pub struct CopyEnds([u64; 64]);

impl Default for CopyEnds {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl CopyEnds {
    const COUNT: u64 = 64 * 64;

    /// Adds that of what a passage shares with its copies.
    pub fn add(&mut self, copy: u64) {
        let end = copy_end(copy);
        if let Some(bits) = self.0.get_mut(usize::from(end / 64)) {
            *bits |= 1 << (end % 64);
        }
    }

    /// Whether any of them may be this one.
    #[must_use]
    pub fn may_hold(&self, copy: u64) -> bool {
        self.hold(copy_end(copy))
    }

    fn hold(&self, end: CopyEnd) -> bool {
        let bits = self.0.get(usize::from(end / 64)).copied();
        bits.unwrap_or_default() >> (end % 64) & 1 == 1
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

    /// The place of each of many, and the same of it, where it may be one of these.
    pub fn each_copy(
        &self,
        listed: &Listed,
        ends: &CopyEnds,
        mut each: impl FnMut((u32, u32), u64),
    ) {
        for ((ordinal, docs), segment) in (0..).zip(&listed.0).zip(self.segments) {
            let own = segment.copy_ends.get_or_init(|| segment.read_copy_ends());
            let end = |doc: &&DocId| own.get(**doc as usize).copied().unwrap_or_default();
            for doc in docs.iter().filter(|doc| ends.hold(end(doc))) {
                each((ordinal, *doc), number(&segment.copy, *doc));
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
        if !segment.glance(doc).is_copied() {
            return None;
        }
        self.copies.of(self.briefing(candidate))
    }
}
