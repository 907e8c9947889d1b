//! Passages as bits, one for each number.

use tantivy::DocId;

pub(super) const BITS: usize = u64::BITS as usize;

/// Sets the bit of a number, where there is one.
pub(super) fn set(bits: &mut [u64], number: usize) {
    if let Some(word) = bits.get_mut(number / BITS) {
        *word |= 1 << (number % BITS);
    }
}

/// Whether a bit is set.
pub(super) fn is_set(bits: &[u64], number: usize) -> bool {
    let word = bits.get(number / BITS).copied();
    word.unwrap_or_default() >> (number % BITS) & 1 == 1
}

/// Whether a bit is set, which it is no longer.
pub(super) fn take(bits: &mut [u64], number: usize) -> bool {
    let was_set = is_set(bits, number);
    if let Some(word) = bits.get_mut(number / BITS) {
        *word &= !(1 << (number % BITS));
    }
    was_set
}

/// Tells which bits of a word are set, ascending.
pub(super) fn each_of(mut word: u64, mut each: impl FnMut(usize)) {
    while word != 0 {
        each(word.trailing_zeros() as usize);
        word &= word - 1;
    }
}

/// Passages, by segment.
#[derive(Default)]
pub struct Listed {
    segments: Vec<Vec<u64>>,
    count: usize,
}

impl Listed {
    /// Adds the bits of the next segment.
    pub(super) fn add(&mut self, segment: Vec<u64>) {
        let count = |word: &u64| word.count_ones() as usize;
        self.count += segment.iter().map(count).sum::<usize>();
        self.segments.push(segment);
    }

    /// Adds those of the next segment, ascending.
    pub(super) fn add_each(&mut self, docs: &[DocId]) {
        let words = docs.last().map_or(0, |last| *last as usize / BITS + 1);
        let mut bits = vec![0; words];
        for doc in docs {
            set(&mut bits, *doc as usize);
        }
        self.add(bits);
    }

    /// Whether it is one of them.
    pub(super) fn holds(&self, segment: usize, doc: DocId) -> bool {
        let bits = self.segments.get(segment);
        bits.is_some_and(|bits| is_set(bits, doc as usize))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
