//! The address of a passage: the page's, with a text fragment (WICG draft *URL Fragment Text Directives*) that leads browsers to its
//! words.
//!
//! A passage of one short line is given whole, a longer one by its first and last words. As many words are given as tell it from the
//! rest of the briefing; where none do, the words before it are given too, and those behind it.

use crate::briefing::StoredPassage;
use crate::text::collapsed;
use std::fmt::Write as _;
use unicode_segmentation::UnicodeSegmentation;

/// A line of at most so many characters is given whole.
const WHOLE: usize = 100;
/// Words given at least, and at most.
const LEAST: usize = 4;
const MOST: usize = 14;

/// The address of the passage with the number `chosen`.
pub(super) fn address(url: &str, passages: &[StoredPassage], chosen: u32) -> String {
    let texts: Vec<String> = passages
        .iter()
        .map(|passage| collapsed(&passage.text))
        .collect();
    let Some(position) = passages.iter().position(|passage| passage.number == chosen) else {
        return url.to_owned();
    };
    let lines: Vec<String> = passages[position]
        .text
        .lines()
        .map(|line| bare(&collapsed(line)).to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return url.to_owned();
    };
    let whole = texts.join(" ");
    let times = |words: &str| whole.match_indices(words).take(2).count();
    let is_short = lines.len() == 1 && first.chars().count() <= WHOLE;
    let (start, end) = if is_short {
        (first.as_str(), None)
    } else {
        // of one line, first and last words must not overlap
        let half = first.unicode_words().count() / 2;
        let most = if lines.len() == 1 {
            half.min(MOST)
        } else {
            MOST
        };
        let start = growing(first, most, &times, prefix);
        let end = growing(last, most, &times, suffix);
        (start, Some(end).filter(|end| *end != start))
    };
    let is_ambiguous = times(start) > 1 || end.is_some_and(|end| times(end) > 1);
    let neighbour = |step: isize| {
        let other = position.checked_add_signed(step)?;
        texts.get(other).filter(|_| is_ambiguous)
    };
    let before = neighbour(-1).map(|text| suffix(bare(text), LEAST));
    let behind = neighbour(1).map(|text| prefix(bare(text), LEAST));
    let mut directive = String::new();
    // writing to a String cannot fail
    if let Some(before) = before.filter(|before| !before.is_empty()) {
        let _ = write!(directive, "{}-,", encoded(before));
    }
    directive.push_str(&encoded(start));
    if let Some(end) = end {
        let _ = write!(directive, ",{}", encoded(end));
    }
    if let Some(behind) = behind.filter(|behind| !behind.is_empty()) {
        let _ = write!(directive, ",-{}", encoded(behind));
    }
    let hash = if url.contains('#') { "" } else { "#" };
    format!("{url}{hash}:~:text={directive}")
}

/// Without the signs around it: quotation marks differ between a page and its text, and a full stop at the end of an address is lost.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The fewest words of the line that stand once, else as many as are allowed.
fn growing<'a>(
    line: &'a str,
    most: usize,
    times: &impl Fn(&str) -> usize,
    cut: fn(&'a str, usize) -> &'a str,
) -> &'a str {
    let mut cuts = (LEAST..most).map(|count| cut(line, count));
    let unique = cuts.find(|words| times(words) == 1);
    unique.unwrap_or_else(|| cut(line, most.max(1)))
}

/// The first words, without what stands behind the last of them.
fn prefix(text: &str, count: usize) -> &str {
    let last = text.unicode_word_indices().nth(count.saturating_sub(1));
    last.map_or(text, |(start, word)| &text[..start + word.len()])
}

/// The last words.
fn suffix(text: &str, count: usize) -> &str {
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    let first = words.len().saturating_sub(count);
    words.get(first).map_or(text, |(start, _)| &text[*start..])
}

/// Percent-encoded, the signs that part a directive among them: `-`, `,` and `&`.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}"); // writing to a String cannot fail
        }
    }
    encoded
}
