//! Languages without clause analysis: frames read from left to right.

use super::scene::Scene;
use super::tokens::Token;
use crate::briefing::Statement;
use crate::lexicon::FrameTable;

/// The statements of a sentence.
pub(super) fn statements(
    _scene: &mut Scene<'_>,
    _table: &FrameTable,
    _tokens: &[Token<'_>],
    _language: &str,
) -> Vec<Statement> {
    Vec::new()
}
