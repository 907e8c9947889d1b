//! Who is named where: names of the gazetteer linked in their context, titles with names, short mentions.

use crate::briefing::{Annotated, Mention};
use crate::lexicon::Lexicon;

/// The mentions of a briefing, in text order, disjoint. Reads the briefing and its passages.
pub(super) fn find(_annotated: &Annotated, _lexicon: &Lexicon) -> Vec<Mention> {
    Vec::new()
}
