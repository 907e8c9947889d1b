//! Paragraphs, however a text breaks its lines.

use crate::text::Span;

/// Lines up to this many bytes before a line break end a paragraph, where the text does not part paragraphs by empty lines.
const SHORT_LINE: usize = 50;

/// The paragraphs of `text` within `whole`, without white space around them.
pub(super) fn paragraphs(text: &str, whole: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut joins = false;
    for line in lines(text, whole) {
        if line.is_empty() {
            joins = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if joins => last.end = line.end,
            _ => found.push(line),
        }
        joins = goes_on(line.of(text));
    }
    found
}

/// The lines of `text` within `whole`, trimmed; empty ones among them.
pub(super) fn lines(text: &str, whole: Span) -> impl Iterator<Item = Span> {
    let mut start = whole.start;
    whole.of(text).split('\n').map(move |line| {
        let trimmed = line.trim();
        let begins = start + line.len() - line.trim_start().len();
        start += line.len() + 1;
        Span::new(begins, begins + trimmed.len())
    })
}

/// Whether a line is broken in mid-sentence: it is long and does not end as sentences do.
pub(super) fn goes_on(line: &str) -> bool {
    line.len() > SHORT_LINE
        && !line.ends_with([
            '.', '!', '?', '…', ':', ';', '”', '"', '»', ')', '。', '！', '？', '：', '；', '」',
            '’',
        ])
}
