//! The stretches of a briefing within which one quotation goes on: a paragraph, or a turn.

use crate::briefing::{Annotated, Passage, PassageKind};
use crate::text::Span;

/// Passages of one paragraph and one voice, taken together.
pub(super) struct Block<'a> {
    pub(super) span: Span,
    pub(super) passage: &'a Passage,
}

/// The blocks of a briefing, in text order.
pub(super) fn blocks(annotated: &Annotated) -> Vec<Block<'_>> {
    let text = &annotated.briefing.text;
    let voice = |passage: &Passage| match passage.kind {
        PassageKind::Quote => PassageKind::Narration,
        kind => kind,
    };
    let mut found: Vec<Block> = Vec::new();
    for passage in &annotated.passages {
        match found.last_mut() {
            Some(last)
                if voice(last.passage) == voice(passage)
                    && text
                        .get(last.span.end..passage.span.start)
                        .is_some_and(|gap| gap.trim().is_empty() && !gap.contains('\n')) =>
            {
                last.span.end = passage.span.end;
            }
            _ => found.push(Block {
                span: passage.span,
                passage,
            }),
        }
    }
    found
}
