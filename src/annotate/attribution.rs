//! Who utters what: an ordered list of sieves, each with its own precision; later ones fill gaps only.

use crate::briefing::Annotated;
use crate::lexicon::Lexicon;

/// Fills in the attributions, and the speakers of passages that quote. Reads the passages and mentions.
pub(super) fn attribute(_annotated: &mut Annotated, _lexicon: &Lexicon) {}
