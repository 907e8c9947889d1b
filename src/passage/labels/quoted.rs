//! Quotations within a line, in which no label stands.

use crate::text::Span;

/// Bytes of the longest quotation whose words are searched for no labels.
const QUOTED: usize = 400;
/// Where the quotation ends that `first` opens at the start of `rest`; the start where it opens none, or is too long to be sure of.
pub(super) fn quotation_end(text: &str, rest: Span, first: char) -> usize {
    let close = match first {
        '«' => '»',
        '“' => '”',
        _ => return rest.start,
    };
    let inside = &rest.of(text)[first.len_utf8()..];
    let end = inside
        .char_indices()
        .take_while(|(offset, _)| *offset < QUOTED)
        .find(|(_, character)| *character == close || *character == first);
    match end {
        Some((offset, character)) if character == close => rest.start + first.len_utf8() + offset,
        _ => rest.start,
    }
}
