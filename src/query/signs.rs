//! The signs of the query language, and what is a word in it.

use super::Reach;
use crate::text::exact_tokens;

/// The words of `text`, without what no word has.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(is_separator).filter_map(|piece| {
        let piece = piece.trim_matches(is_joiner);
        let word = match piece {
            "AND" | "OR" | "NOT" => piece.to_lowercase(),
            _ => piece.to_owned(),
        };
        (!exact_tokens(piece).is_empty()).then_some(word)
    })
}

/// White space collapsed and quotation marks off.
pub(super) fn cleaned(value: &str) -> String {
    let plain: String = value.chars().filter(|c| !is_quote(*c)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `/s`, `/p`, `/1` to `/999`, `+1` to `+99`.
pub(super) fn nearness(run: &str) -> Option<Reach> {
    if let Some(number) = run.strip_prefix('+') {
        let small = is_small_number(number).then(|| number.parse().ok());
        return small.flatten().map(Reach::Follows);
    }
    match run.strip_prefix('/')? {
        "s" | "S" => Some(Reach::Sentence),
        "p" | "P" => Some(Reach::Passage),
        number if number.len() <= 3 && is_number(number) => number.parse().ok().map(Reach::Within),
        _ => None,
    }
}

/// Whether `+` before it makes an operator of nearness.
pub(super) fn is_small_number(word: &str) -> bool {
    word.len() <= 2 && is_number(word)
}

/// A number from 1, without a leading zero.
fn is_number(word: &str) -> bool {
    !word.is_empty() && !word.starts_with('0') && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What may not be said of a run: why a sign in it, which other engines know, has no meaning here.
pub(super) fn misused_sign(run: &str) -> Option<&'static str> {
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
    if run
        .rsplit_once('~')
        .is_some_and(|(_, behind)| number(behind))
    {
        return Some(
            "~ stands behind one word, alone or with 1 or 2, or behind a phrase with a number",
        );
    }
    if run
        .rsplit_once('^')
        .is_some_and(|(_, behind)| !behind.is_empty() && number(behind))
    {
        return Some("words have no weights to be set by ^");
    }
    let digits = run.strip_prefix('/')?;
    let is_count = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_count.then_some("words are near from /1 to /999")
}

pub(super) fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂'
    )
}

/// What may stand inside a word, but not at its ends.
fn is_joiner(character: char) -> bool {
    matches!(
        character,
        '-' | '\'' | '’' | '.' | '&' | '@' | '_' | '‐' | '‑'
    )
}

/// What stands between words and in none.
fn is_separator(character: char) -> bool {
    !is_joiner(character)
        && (character.is_whitespace()
            || character.is_control()
            || character.is_ascii_punctuation()
            || matches!(character, '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
            || is_quote(character))
}
