//! The analyzers (Lucene's word): from text to the tokens of the index, with spans.
//!
//! Every text is analysed twice. [`exact_tokens`] keeps every word as it is, folded, and takes each Chinese or Japanese character
//! by itself, so that a phrase is found wherever it stands. [`stemmed_tokens`] reduces words to stems by language and takes
//! Chinese and Japanese in words, for recall and ranking.

use super::fold::{fold, is_han, simplify};
use super::{Span, primary_language};
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

/// Longest word kept, in bytes; what is longer is no word of any language.
const LONGEST: usize = 120;

/// A token of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The indexed form.
    pub text: String,
    /// Where the word stands in the analysed text.
    pub span: Span,
}

/// The language whose stems a text of unknown language has, when it is indexed and when it is searched.
pub const WHERE_UNKNOWN: &str = "en";

/// Each word folded and unstemmed, each Chinese or Japanese character by itself; nothing is dropped but punctuation.
///
/// A token's index in the list is its position. `'s` and `’s` are cut off, `U.S.` is `us`, `no-fly` is two words.
///
/// ```
/// # use demarche::text::exact_tokens;
/// let words: Vec<String> = exact_tokens("NATO’s no-fly zone, 北約").into_iter().map(|token| token.text).collect();
/// assert_eq!(words, ["nato", "no", "fly", "zone", "北", "约"]);
/// ```
#[must_use]
pub fn exact_tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (start, word) in words_of(text) {
        push_word(&mut tokens, start, word, |word| word);
    }
    tokens
}

/// Each word folded and reduced to its stem, Chinese and Japanese in words of a segmenter.
#[must_use]
pub fn stemmed_tokens(text: &str, language: &str) -> Vec<Token> {
    stemmed(text, language, words_of(text))
}

/// Those of [`stemmed_tokens`] that are one of `wanted`, much sooner: what cannot be any of them is passed over.
///
/// ```
/// # use demarche::text::{Span, stemmed_among};
/// let found = stemmed_among("Sanctions, and who is sanctioned", "en", &["sanction"]);
/// assert_eq!(found[1].span, Span::new(22, 32));
/// ```
#[must_use]
pub fn stemmed_among(text: &str, language: &str, wanted: &[&str]) -> Vec<Token> {
    let beginnings = Beginnings::of(wanted);
    let words = beginnings
        .pieces_of(text)
        .flat_map(|piece| words_of(piece.of(text)).map(move |(at, word)| (piece.start + at, word)))
        .filter(|(_, word)| beginnings.may_be_of(word));
    let mut tokens = stemmed(text, language, words);
    tokens.retain(|token| wanted.contains(&token.text.as_str()));
    tokens
}

/// Tokens of a text's words.
fn stemmed<'a>(
    text: &str,
    language: &str,
    words: impl Iterator<Item = (usize, &'a str)>,
) -> Vec<Token> {
    let stemmer = stemmer(language);
    let stem = |word: String| match stemmer.as_ref().map(|stemmer| stemmer.stem(&word)) {
        Some(Cow::Owned(stem)) => stem,
        Some(Cow::Borrowed(stem)) if stem.len() < word.len() => stem.to_owned(),
        _ => word,
    };
    let mut tokens = Vec::new();
    let mut ideographs: Option<Span> = None;
    for (start, word) in words {
        if word.chars().all(is_unspaced) {
            let span = Span::new(start, start + word.len());
            match &mut ideographs {
                Some(run) if run.end == start => run.end = span.end,
                run => {
                    push_ideographs(&mut tokens, text, run.take());
                    *run = Some(span);
                }
            }
        } else {
            push_ideographs(&mut tokens, text, ideographs.take());
            push_word(&mut tokens, start, word, stem);
        }
    }
    push_ideographs(&mut tokens, text, ideographs);
    tokens
}

/// How some stems begin. No stemmer changes the first letter of a word, nor the second but of *dying*, *lying*, *tying*.
struct Beginnings {
    /// Of those that begin in ASCII, the first byte and the second.
    ascii: Vec<(u8, Option<u8>)>,
    /// Whether any begins otherwise.
    other: bool,
}

impl Beginnings {
    fn of(stems: &[&str]) -> Self {
        let pairs = stems.iter().filter_map(|stem| {
            let mut bytes = stem.bytes();
            Some((bytes.next()?, bytes.next()))
        });
        let (ascii, other): (_, Vec<_>) = pairs.partition(|(first, _)| first.is_ascii());
        Self {
            ascii,
            other: !other.is_empty(),
        }
    }

    /// Whether a word's stem may be one of the stems.
    fn may_be_of(&self, word: &str) -> bool {
        let mut bytes = word.bytes();
        match (bytes.next(), bytes.next()) {
            (Some(first), second) if first.is_ascii_alphanumeric() && word.is_ascii() => {
                self.may_begin_with(first, second)
            }
            _ => self.may_be_of_letters(word),
        }
    }

    fn may_be_of_letters(&self, word: &str) -> bool {
        let unspaced = word.chars().filter(|character| is_unspaced(*character));
        match (word.chars().next(), unspaced.count()) {
            // a mark can stand on anything
            (Some(first), 0) => first.is_ascii_punctuation() || self.may_be_at(first),
            (_, some) => self.other || some < word.chars().count(),
        }
    }

    /// The pieces of a text that hold all words whose stem may be, from one space to another.
    fn pieces_of(&self, text: &str) -> impl Iterator<Item = Span> {
        let mut done = 0;
        std::iter::from_fn(move || {
            let place = done + self.place_in(text.get(done..)?)?;
            let cuts = |at: &usize| is_cut(text, *at);
            let start = (done..=place).rev().find(cuts).unwrap_or(done);
            let end = (place + 1..text.len()).find(cuts).unwrap_or(text.len());
            done = end;
            Some(Span::new(start, end))
        })
    }

    /// Where the first word may be that is one.
    fn place_in(&self, text: &str) -> Option<usize> {
        let mut was_inside = false;
        let mut places = text.char_indices();
        let found = places.find(|(place, character)| {
            let may_be = match u8::try_from(*character) {
                Ok(first) if first.is_ascii() => {
                    let second = text.as_bytes().get(place + 1).copied();
                    !was_inside && self.may_begin_with(first, second)
                }
                _ => self.may_be_at(*character),
            };
            was_inside = character.is_ascii_alphanumeric();
            may_be
        });
        found.map(|(place, _)| place)
    }

    /// Whether that of a word may be that begins so.
    fn may_be_at(&self, first: char) -> bool {
        match u8::try_from(first) {
            Ok(first) if first.is_ascii() => self.may_begin_with(first, None),
            _ => self.other || !is_never_ascii(first),
        }
    }

    fn may_begin_with(&self, first: u8, second: Option<u8>) -> bool {
        let fits = |own: Option<u8>| match (own, second) {
            (Some(own), Some(second)) => {
                let is_kept = second.is_ascii_alphabetic() && !matches!(second, b'y' | b'Y');
                !is_kept || own == second.to_ascii_lowercase()
            }
            _ => true,
        };
        let first = first.to_ascii_lowercase();
        let mut pairs = self.ascii.iter();
        pairs.any(|(own, next)| *own == first && fits(*next))
    }
}

/// Of the characters that most texts in other alphabets are of, those that no folding makes ASCII and no rule joins with ASCII, and the
/// punctuation that begins no word.
fn is_never_ascii(character: char) -> bool {
    is_han(character)
        || matches!(character, '\u{380}'..='\u{7ff}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}')
}

/// Whether words on both sides of a place have nothing to do with one another: behind a space, but where a mark of the next script is
/// put on it.
fn is_cut(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let space = at.checked_sub(1).and_then(|before| bytes.get(before));
    space == Some(&b' ') && bytes.get(at).is_some_and(u8::is_ascii)
}

/// The words, but not the `s` left over by "the U.S.'s".
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices()
        .filter(|(start, word)| !(*word == "s" && text[..*start].ends_with(['\'', '’'])))
}

fn push_word(tokens: &mut Vec<Token>, start: usize, word: &str, stem: impl Fn(String) -> String) {
    if word.len() > LONGEST {
        return;
    }
    if word.chars().any(is_unspaced) {
        for (offset, character) in word.char_indices() {
            let text = fold(character.encode_utf8(&mut [0; 4]));
            tokens.push(Token {
                text,
                span: Span::new(start + offset, start + offset + character.len_utf8()),
            });
        }
        return;
    }
    let folded = fold(word);
    let base = folded
        .strip_suffix("'s")
        .or_else(|| folded.strip_suffix('\''))
        .unwrap_or(&folded);
    let text = if base.contains(['.', '\'']) {
        base.replace(['.', '\''], "")
    } else if base.len() < folded.len() {
        base.to_owned()
    } else {
        folded
    };
    let text = stem(text);
    if !text.is_empty() {
        tokens.push(Token {
            text,
            span: Span::new(start, start + word.len()),
        });
    }
}

fn push_ideographs(tokens: &mut Vec<Token>, text: &str, run: Option<Span>) {
    let Some(run) = run else { return };
    let simplified = simplify(run.of(text));
    // Simplifying maps one character to one of the same width but for rare ones; fall back on the text itself then.
    let words = if simplified.len() == run.len() {
        simplified.as_ref()
    } else {
        run.of(text)
    };
    let mut start = 0;
    for end in WORDS.segment_str(words).skip(1) {
        tokens.push(Token {
            text: fold(&words[start..end]),
            span: Span::new(run.start + start, run.start + end),
        });
        start = end;
    }
}

/// Whether a character belongs to a script written without spaces between words.
#[must_use]
pub fn is_unspaced(character: char) -> bool {
    is_han(character) || matches!(character, '\u{3040}'..='\u{30ff}' | '\u{0e00}'..='\u{0eff}')
}

fn stemmer(language: &str) -> Option<Stemmer> {
    let algorithm = match primary_language(language) {
        "en" => Algorithm::English,
        "ru" => Algorithm::Russian,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "es" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "pt" => Algorithm::Portuguese,
        "tr" => Algorithm::Turkish,
        "ar" => Algorithm::Arabic,
        "nl" => Algorithm::Dutch,
        "sv" => Algorithm::Swedish,
        "ro" => Algorithm::Romanian,
        "hu" => Algorithm::Hungarian,
        "el" => Algorithm::Greek,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}
