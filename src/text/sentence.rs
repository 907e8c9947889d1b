//! Sentences, split by sentencex, joined again where it is known to split too much.

use super::{Span, primary_language};
use regex::Regex;
use sentencex::get_sentence_boundaries;
use std::sync::LazyLock;

/// Ends of a piece after which the sentence goes on: honorifics, initials, times of day before a zone or a name.
static GOES_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:^|[\s(\[“«‘'\x22])
        (?: M | Mr | Mrs | Ms | Mx | Messrs | Dr | Prof | Hon | H\.E | Amb | Sec | Gen | Lt | Col | Maj | Sgt | Capt | Adm | Sen | Rep | Gov
          | St | Ste | approx | ca | cf | vs | No | Nos | Art | para | Res | [A-Z] | [А-Я]\.?[А-Я]? | г | гг | им | т\.е | т\.д | млн | млрд | стр )\.\s*$",
    )
    .ok()
});
/// `p.m.` and the like go on only before a time zone or a small letter.
static TIME_OF_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b[ap]\.m\.\s*$").ok());
static AFTER_TIME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*(?:[A-Z]{2,4}\b|\(|[a-z])").ok());

/// Bytes given to the library at once, more than any paragraph has.
const STRETCH: usize = 8192;

/// The sentences of `text`, in order, without the white space around them. Never empty ones, and none spans an empty line.
///
/// `language` is a BCP 47 tag; an unknown one is read as English.
///
/// ```
/// # use demarche::text::sentences;
/// let text = "Mr. Lin spoke at 3 p.m. EDT on Tuesday. He said “no.”\n\nNext.";
/// let found: Vec<&str> = sentences(text, "en").into_iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["Mr. Lin spoke at 3 p.m. EDT on Tuesday.", "He said “no.”", "Next."]);
/// ```
#[must_use]
pub fn sentences(text: &str, language: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let language = primary_language(language);
    let boundaries = stretches(text).flat_map(|stretch| {
        let boundaries = get_sentence_boundaries(language, stretch.of(text));
        let spans = boundaries
            .iter()
            .map(|boundary| Span::new(boundary.start_byte, boundary.end_byte));
        spans
            .map(|span| span.shifted(stretch.start))
            .collect::<Vec<_>>()
    });
    for boundary in boundaries {
        let piece = trimmed(boundary, text);
        if piece.is_empty() {
            continue;
        }
        match found.last_mut() {
            Some(last) if goes_on(last.of(text), &text[last.end..], piece.of(text)) => {
                last.end = piece.end;
            }
            _ => found.push(piece),
        }
    }
    found
}

/// Parts of a text short enough for the library, which takes quadratic time over quotation marks: cut at an empty line, else after a
/// space, else anywhere.
fn stretches(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let mut longest = rest.len().min(STRETCH);
        while !rest.is_char_boundary(longest) {
            longest -= 1;
        }
        let window = &rest[..longest];
        let end = if longest == rest.len() {
            longest
        } else if let Some(empty_line) = window.rfind("\n\n") {
            empty_line + 2
        } else {
            window.rfind(char::is_whitespace).map_or(longest, |space| {
                space + window[space..].chars().next().map_or(0, char::len_utf8)
            })
        };
        let stretch = Span::new(start, start + end);
        start = stretch.end;
        Some(stretch)
    })
}

fn goes_on(before: &str, between_and_after: &str, after: &str) -> bool {
    let matches = |pattern: &LazyLock<Option<Regex>>, text: &str| {
        pattern
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(text))
    };
    let gap = &between_and_after[..between_and_after.len() - between_and_after.trim_start().len()];
    if gap.matches('\n').count() > 1 {
        return false;
    }
    let tail_start = before
        .char_indices()
        .rev()
        .nth(15)
        .map_or(0, |(position, _)| position);
    let tail = &before[tail_start..];
    matches(&GOES_ON, tail) || (matches(&TIME_OF_DAY, tail) && matches(&AFTER_TIME, after))
}

/// `span` without the white space at its ends.
fn trimmed(span: Span, text: &str) -> Span {
    let piece = span.of(text);
    let start = span.start + piece.len() - piece.trim_start().len();
    Span::new(start, start + piece.trim().len())
}
