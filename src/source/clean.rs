//! Text as found → paragraphs: hard wraps joined, invisible characters out, boilerplate lines and repetitions dropped.

use crate::text::{fold, sanitize};
use regex::RegexSet;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Repeated paragraphs from this many words on are kept once.
const LONG: usize = 20;
/// Longest line that may be a hard-wrapped one, in characters.
const WIDEST: usize = 100;
/// Shortest width lines are wrapped at, in characters.
const NARROWEST: usize = 50;

#[derive(Default, Deserialize)]
struct Table {
    lines: Vec<String>,
}

static LINES: LazyLock<RegexSet> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../lexicon/data/boilerplate.toml")).unwrap_or_default();
    let whole = |line: &String| format!(r"(?i)^\s*(?:{line})\s*$");
    RegexSet::new(table.lines.iter().map(whole)).unwrap_or_default()
});

/// The paragraphs of plain text: separated by empty lines, or one a line where lines are not wrapped.
pub(super) fn plain_paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(tidy).collect();
    let width = wrap_width(&lines);
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    let mut last_length = 0;
    for line in &lines {
        let length = line.chars().count();
        let first_word = line
            .split(' ')
            .next()
            .map_or(0, |word| word.chars().count());
        let goes_on =
            !current.is_empty() && width.is_some_and(|width| last_length + 1 + first_word > width);
        if line.is_empty() || !goes_on {
            close(&mut paragraphs, &mut current);
        }
        join(&mut current, line);
        last_length = length;
    }
    close(&mut paragraphs, &mut current);
    paragraphs
}

/// Puts `line` behind `text`, with a space unless both ends are of a script that has none.
pub(super) fn join(text: &mut String, line: &str) {
    let unspaced = |character: char| matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let gapless = text.ends_with(unspaced) && line.starts_with(unspaced);
    if !text.is_empty() && !line.is_empty() && !gapless {
        text.push(' ');
    }
    text.push_str(line);
}

/// A line with one space between words, no characters that do not show, and no white space at its ends.
pub(super) fn tidy(line: &str) -> String {
    let visible = sanitize(line);
    let mut tidy = String::with_capacity(visible.len());
    for word in visible.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}

/// Whether a line belongs to the page and not to the text.
pub(super) fn is_boilerplate(line: &str) -> bool {
    line.len() < 400 && (LINES.is_match(line) || is_scrambled(line))
}

/// Lines that forums put between paragraphs against copying: `% J* a9 V7 ]7 r8`.
fn is_scrambled(line: &str) -> bool {
    let pieces: Vec<&str> = line.split_whitespace().collect();
    let is_short = |piece: &&str| piece.is_ascii() && piece.len() <= 3;
    let is_sign = |byte: u8| {
        byte.is_ascii_punctuation()
            && !matches!(byte, b'.' | b',' | b'(' | b')' | b'-' | b'\'' | b'"')
    };
    let has_sign = |piece: &&&str| piece.bytes().any(is_sign);
    let is_mixed = |piece: &&&str| {
        let kinds = [
            piece.bytes().any(|byte| byte.is_ascii_alphabetic()),
            piece.bytes().any(|byte| byte.is_ascii_digit()),
            piece.bytes().any(is_sign),
        ];
        kinds.into_iter().filter(|kind| *kind).count() > 1
    };
    let cased = |is: fn(&u8) -> bool| line.as_bytes().iter().any(is);
    pieces.len() >= 5
        && pieces.iter().all(is_short)
        && pieces.iter().filter(has_sign).count() >= 2
        && pieces.iter().filter(is_mixed).count() * 5 >= pieces.len() * 3
        && cased(u8::is_ascii_lowercase)
        && cased(u8::is_ascii_uppercase)
}

/// The paragraphs that belong to the text: without boilerplate, without the title repeated at the head, long ones once.
pub(super) fn kept(paragraphs: Vec<String>, title: Option<&str>) -> Vec<String> {
    let title = title.map(comparable).unwrap_or_default();
    let mut seen = HashSet::new();
    let mut kept: Vec<String> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let is_title = kept.is_empty() && !title.is_empty() && comparable(&paragraph) == title;
        if paragraph.is_empty() || is_title || is_boilerplate(&paragraph) {
            continue;
        }
        if word_count(&paragraph) >= LONG && !seen.insert(comparable(&paragraph)) {
            continue;
        }
        kept.push(paragraph);
    }
    kept
}

/// Letters and digits only, folded: what two texts are compared by where punctuation and white space do not count.
pub(super) fn comparable(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// Words by white space; in scripts without it, two characters a word.
pub(super) fn word_count(text: &str) -> usize {
    let spaced = text.split_whitespace().count();
    if text.is_ascii() {
        return spaced;
    }
    let is_unspaced = |character: &char| matches!(character, '\u{3040}'..='\u{9fff}');
    spaced + text.chars().filter(is_unspaced).count() / 2
}

/// The width hard-wrapped lines were wrapped at; `None` where lines are whole paragraphs.
fn wrap_width(lines: &[String]) -> Option<usize> {
    let widest = lines.iter().map(|line| line.chars().count()).max()?;
    (NARROWEST..=WIDEST).contains(&widest).then_some(widest)
}

fn close(paragraphs: &mut Vec<String>, current: &mut String) {
    if !current.is_empty() {
        paragraphs.push(std::mem::take(current));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_wraps_are_joined_and_short_lines_are_not() {
        let text = "Ada Norvik, spokeswoman\n\nThe foreign ministry of Ruritania welcomed the agreement reached\nafter long talks about the river, and said\nso.\nRelease 12\n";
        let joined = "The foreign ministry of Ruritania welcomed the agreement reached after long talks about the river, and said";
        assert_eq!(
            plain_paragraphs(text),
            ["Ada Norvik, spokeswoman", joined, "so.", "Release 12"]
        );
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "word ".repeat(40);
        let text = format!("{long}\n{long}x\n");
        assert_eq!(plain_paragraphs(&text).len(), 2);
    }

    #[test]
    fn boilerplate_titles_and_repetitions_go() {
        let long = "One of these sentences is quite enough for anybody who reads it, the ministry of Ruritania holds, and so hold we all today.";
        let given = [
            "A title",
            "# # #",
            "Short.",
            "Short.",
            long,
            long,
            "END 12:41 P.M. EDT",
            "Share this page",
        ];
        let kept = kept(given.map(str::to_owned).to_vec(), Some("A Title:"));
        assert_eq!(kept, ["Short.", "Short.", long]);
    }
}
