//! Byte spans, and their translation to Unicode code points for machine output.

use serde::{Deserialize, Serialize};

/// A byte range of some text, end exclusive, on character boundaries.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span of `part`, a slice of `whole` (compared by address), or `None` where it is no part of it.
    #[must_use]
    pub fn of_part(part: &str, whole: &str) -> Option<Self> {
        let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
        let span = Self::new(start, start + part.len());
        whole.get(start..span.end).map(|_| span)
    }

    /// The text it covers; empty where it does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the byte at `position` lies in it.
    #[must_use]
    pub fn contains(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether all of `inner` lies in it.
    #[must_use]
    pub fn covers(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// This span moved right by `offset` bytes.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The part of it that lies in `whole`, counted from the start of `whole`.
    #[must_use]
    pub fn within(self, whole: Self) -> Option<Self> {
        let cut = Self::new(self.start.max(whole.start), self.end.min(whole.end));
        (!cut.is_empty()).then(|| Self::new(cut.start - whole.start, cut.end - whole.start))
    }

    /// It, counted from the start of `whole`, where all of it lies in `whole`.
    #[must_use]
    pub fn inside(self, whole: Self) -> Option<Self> {
        whole
            .covers(self)
            .then(|| Self::new(self.start - whole.start, self.end - whole.start))
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Translates byte offsets of one text to Unicode code points (the W3C text position selector's unit).
pub struct CodePoints {
    /// Code points before each block of [`Self::BLOCK`] bytes; empty for plain ASCII, where both counts agree.
    before_block: Vec<usize>,
    text: Box<str>,
}

impl CodePoints {
    const BLOCK: usize = 256;

    /// Prepares the translation for `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut before_block = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for (position, byte) in text.bytes().enumerate() {
                if position % Self::BLOCK == 0 {
                    before_block.push(count);
                }
                count += usize::from(starts_character(byte));
            }
        }
        Self {
            before_block,
            text: text.into(),
        }
    }

    /// The code points before the byte at `offset`.
    ///
    /// ```
    /// # use demarche::text::CodePoints;
    /// assert_eq!(CodePoints::new("«да» yes").at("«да»".len()), 4);
    /// ```
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.before_block.is_empty() {
            return offset;
        }
        let block = (offset / Self::BLOCK).min(self.before_block.len() - 1);
        let rest = &self.text.as_bytes()[block * Self::BLOCK..offset];
        self.before_block[block] + rest.iter().filter(|byte| starts_character(**byte)).count()
    }

    /// A span in code points, start and end.
    #[must_use]
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

fn starts_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}
