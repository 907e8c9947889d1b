//! Finding names in text: one automaton over folded names, tried at the start of every word, and the checks that keep `us` from
//! being the US.

use crate::text::{Span, fold};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use std::sync::{LazyLock, OnceLock};

/// How the letters of a found name must be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spelling {
    /// In any way.
    Any,
    /// With capitals where the name has them at the beginning of words.
    Capitals(Box<str>),
    /// Exactly so: an acronym.
    Exact(Box<str>),
    /// An acronym that is also a word: exactly so, and not among words in capitals.
    Unshouted(Box<str>),
    /// With the same diacritics, and its capitals: a short name of another language.
    Accented(Box<str>),
}

impl Spelling {
    /// The spelling that a name asks for by its own letters.
    pub(super) fn of(name: &str) -> Self {
        let has = |kind: fn(char) -> bool| name.chars().any(kind);
        if !has(char::is_uppercase) {
            Self::Any
        } else if has(char::is_lowercase)
            || name.chars().filter(|letter| letter.is_alphabetic()).count() < 2
                && !has(char::is_numeric)
        {
            Self::Capitals(name.into())
        } else {
            Self::Exact(name.into())
        }
    }

    /// Whether a name may be written as `found` with `around` beside it.
    pub(super) fn allows(&self, found: &str, around: impl Fn() -> bool) -> bool {
        match self {
            Self::Any => true,
            Self::Capitals(name) => capitals_agree(name, found),
            Self::Exact(name) => &**name == found,
            Self::Unshouted(name) => &**name == found && !around(),
            Self::Accented(name) => {
                capitals_agree(name, found) && name.to_lowercase() == found.to_lowercase()
            }
        }
    }
}

/// Whether every word that begins with a capital in `name` does in `found`.
fn capitals_agree(name: &str, found: &str) -> bool {
    let words = |text: &'_ str| -> Vec<bool> {
        let words = text.split([' ', '-', '\n', '\u{a0}']);
        words
            .map(|word| {
                word.chars()
                    .find(|letter| letter.is_alphabetic())
                    .is_some_and(char::is_uppercase)
            })
            .collect()
    };
    let (wanted, got) = (words(name), words(found));
    wanted.len() != got.len() || wanted.iter().zip(got).all(|(wanted, got)| got || !wanted)
}

/// Finds the longest pattern at each place where a name may begin.
pub(super) struct Finder {
    automaton: AhoCorasick,
}

/// A text folded for comparing, with the way back to its own bytes.
pub(super) struct Folded<'t> {
    original: &'t str,
    text: String,
    /// Where the distance between folded and original changes: (folded, original) positions of that character.
    shifts: Vec<(usize, usize)>,
}

impl Finder {
    /// A finder of these patterns (folded already); matches name them by their position.
    pub(super) fn new(patterns: &[&str]) -> Option<Self> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns)
            .ok()?;
        Some(Self { automaton })
    }

    /// The longest pattern that begins at the folded position `at`, ends by `limit` and ends with a word: the pattern and where it
    /// ends.
    pub(super) fn longest(
        &self,
        folded: &Folded<'_>,
        at: usize,
        limit: usize,
    ) -> Option<(usize, usize)> {
        let input = Input::new(folded.text.as_str())
            .range(at..limit)
            .anchored(Anchored::Yes);
        let found = self.automaton.try_find(input).ok()??;
        folded
            .ends_word(found.end())
            .then(|| (found.pattern().as_usize(), found.end()))
    }
}

impl<'t> Folded<'t> {
    pub(super) fn new(original: &'t str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut shifts = vec![(0, 0)];
        let mut shift = 0_isize;
        for (position, character) in original.char_indices() {
            let now = position.cast_signed() - text.len().cast_signed();
            if now != shift {
                shifts.push((text.len(), position));
                shift = now;
            }
            push_folded(character, &mut text);
        }
        shifts.push((text.len(), original.len()));
        Self {
            original,
            text,
            shifts,
        }
    }

    /// The positions where a name may begin.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        let mut previous = ' ';
        // Letters of Arabic and Hebrew since the word began, which may all be prefixes of the name.
        let mut prefixes = 0_u8;
        self.text
            .char_indices()
            .filter_map(move |(position, character)| {
                let inside = is_word(previous) && !is_unspaced(previous) && !is_unspaced(character);
                prefixes = if !inside {
                    0
                } else if is_prefix(previous) && prefixes < 3 {
                    prefixes + 1
                } else {
                    9
                };
                previous = character;
                (is_word(character) && (!inside || prefixes < 3) || character == '«')
                    .then_some(position)
            })
    }

    /// The bytes of the original from a folded start to a folded end.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.original_position(start), self.original_position(end))
    }

    /// The character before a folded position.
    pub(super) fn before(&self, position: usize) -> Option<char> {
        self.text.get(..position)?.chars().next_back()
    }

    /// Where the folded text ends.
    pub(super) fn end(&self) -> usize {
        self.text.len()
    }

    /// The folded text from a position on.
    pub(super) fn from(&self, position: usize) -> &str {
        self.text.get(position..).unwrap_or_default()
    }

    fn original_position(&self, folded: usize) -> usize {
        let next = self
            .shifts
            .partition_point(|(position, _)| *position <= folded);
        let (from, to) = self
            .shifts
            .get(next.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        (to + (folded - from)).min(self.original.len())
    }

    /// Whether a name may end at a folded position.
    pub(super) fn ends_word(&self, position: usize) -> bool {
        let Some(last) = self.before(position) else {
            return false;
        };
        let next = self.from(position).chars().next().unwrap_or(' ');
        is_unspaced(last)
            || is_unspaced(next)
            || is_hangul(last)
            || !is_word(next)
            || !is_word(last)
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '\u{300}'..='\u{36f}' | '\u{93c}'..='\u{94d}')
}

/// Scripts written without spaces between words.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Korean particles follow a name without a space.
fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}')
}

/// Conjunctions and prepositions of one letter that Arabic and Hebrew write together with the name.
fn is_prefix(character: char) -> bool {
    matches!(
        character,
        'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'ו' | 'ב' | 'ל' | 'ה' | 'מ' | 'ש' | 'כ'
    )
}

/// The folded form of every character, in blocks made when first needed: folding a string each would be slow.
static BLOCKS: LazyLock<Vec<OnceLock<Vec<Box<str>>>>> =
    LazyLock::new(|| vec![OnceLock::new(); BLOCK_COUNT]);
const BLOCK_COUNT: usize = 0x11_0000 / 256;

fn push_folded(character: char, text: &mut String) {
    if character.is_ascii() {
        text.push(if character.is_ascii_whitespace() {
            ' '
        } else {
            character.to_ascii_lowercase()
        });
        return;
    }
    if character.is_whitespace() {
        text.push(' ');
        return;
    }
    let code = u32::from(character);
    let block = BLOCKS.get((code >> 8) as usize);
    let folded = block.and_then(|block| {
        let block =
            block.get_or_init(|| (0..256).map(|low| folded_code(code & !255 | low)).collect());
        block.get((code & 255) as usize)
    });
    text.push_str(folded.map_or("", |folded| folded));
}

fn folded_code(code: u32) -> Box<str> {
    let character = char::from_u32(code).map(String::from);
    character.map_or_else(Box::default, |character| fold(&character).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folded_position_leads_back_to_the_original() {
        let original = "Élysée, ＮＡＴＯ’s … 烏克蘭 ﬁne Київ e\u{301}";
        let folded = Folded::new(original);
        for (position, _) in folded.text.char_indices() {
            assert!(
                original.is_char_boundary(folded.span(0, position).end)
                    || folded.from(position).starts_with(['i', '.'])
            );
        }
        assert_eq!(folded.span(0, folded.text.len()).of(original), original);
    }

    #[test]
    fn an_acronym_must_be_in_capitals_and_a_name_begin_with_one() {
        for (name, found, allowed) in [
            ("US", "us", false),
            ("US", "US", true),
            ("Turkey", "turkey", false),
            ("Turkey", "TURKEY", true),
            ("российский", "Российский", true),
            ("the Gambia", "The Gambia", true),
            ("G7", "g7", false),
        ] {
            assert_eq!(
                Spelling::of(name).allows(found, || false),
                allowed,
                "{name} as {found}"
            );
        }
    }
}
