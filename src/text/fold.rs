//! Folding: one form for what readers take as the same letters, and none for control characters.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Tells `й` from `и` and `ў` from `у`, which are different letters.
const BREVE: char = '\u{306}';

/// Lower case, compatibility forms unified (NFKD), diacritics and zero-width characters off, quotation marks and dashes plain,
/// traditional Chinese as simplified: the form in which names, words and filter values are compared.
///
/// ```
/// # use demarche::text::fold;
/// assert_eq!(fold("Élysée ＮＡＴＯ’s"), "elysee nato's");
/// assert_eq!(fold("烏克蘭"), fold("乌克兰"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if text.chars().all(|c| c.is_ascii() || matches!(c, 'А'..='я')) {
        return text.to_lowercase(); // what the steps below come to, much sooner
    }
    if let Some(folded) = western(text) {
        return folded;
    }
    let mut folded = String::with_capacity(text.len());
    for character in simplify(text)
        .nfkd()
        .filter(|character| !is_invisible(*character))
    {
        let short_i = character == BREVE && folded.ends_with(['и', 'И', 'у', 'У']);
        if !is_diacritic(character) || short_i {
            folded.push(plain_punctuation(character));
        }
    }
    let composed: String = folded.nfc().flat_map(char::to_lowercase).collect();
    simplify(&composed).into_owned()
}

/// ASCII with the punctuation of typesetters, which most texts are, folded in one pass; `None` where there is more.
fn western(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if character.is_ascii() => folded.push(character.to_ascii_lowercase()),
            '\u{a0}' => folded.push(' '),
            '…' => folded.push_str("..."),
            '‘' | '’' | '“' | '”' | '–' | '—' => {
                folded.push(plain_punctuation(character));
            }
            _ => return None,
        }
    }
    Some(folded)
}

/// Traditional Chinese characters as simplified ones, one for one, so that positions in characters stay.
#[must_use]
pub fn simplify(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_han) {
        Cow::Owned(fast2s::convert(text))
    } else {
        Cow::Borrowed(text)
    }
}

/// Text from outside made safe to show: control characters (terminal escapes among them), bidirectional overrides and zero-width
/// characters are dropped, tabs and line breaks kept.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    let unsafe_character = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\t')) || is_invisible(character)
    };
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
    if !text.bytes().all(is_plain) && text.chars().any(unsafe_character) {
        Cow::Owned(
            text.chars()
                .filter(|character| !unsafe_character(*character))
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}

/// Text from outside [sanitised](sanitize), on one line, its white space as single spaces.
#[must_use]
pub fn collapsed(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in sanitize(text).split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// Text [sanitised](sanitize), without any white space: what only spacing tells apart is the same then.
#[must_use]
pub fn unspaced(text: &str) -> String {
    sanitize(text).split_whitespace().collect()
}

/// Whether a character belongs to the Chinese script.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Marks above and below Latin, Greek and Cyrillic letters, and Arabic vowel signs; those of other scripts tell words apart.
fn is_diacritic(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn plain_punctuation(character: char) -> char {
    match character {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }
}
