//! Briefing → passages: paragraphs, turns of transcripts, quotations.

use crate::briefing::{Briefing, Passage};
use crate::lexicon::Lexicon;

/// The passages of a briefing, disjoint and in text order.
#[must_use]
pub fn split(_briefing: &Briefing, _lexicon: &Lexicon) -> Vec<Passage> {
    Vec::new()
}
