//! Who does what towards whom: frames of the lexicon over clauses, composed by their operators.

use crate::briefing::{Annotated, Statement};
use crate::lexicon::Lexicon;

/// The directed acts of a briefing, in order of their evidence. Reads passages, mentions and attributions.
pub(super) fn extract(_annotated: &Annotated, _lexicon: &Lexicon) -> Vec<Statement> {
    Vec::new()
}
