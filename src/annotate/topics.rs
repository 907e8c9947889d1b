//! What a passage and its briefing are about.

use crate::briefing::Annotated;
use crate::lexicon::Lexicon;

/// Fills in the topics of the passages and of the whole. Reads everything else.
pub(super) fn assign(_annotated: &mut Annotated, _lexicon: &Lexicon) {}
