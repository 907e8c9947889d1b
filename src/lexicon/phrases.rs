//! Phrases of words with open endings (`дипломат* отношени*`), found in text word by word; in Chinese and Japanese, anywhere.

use crate::text::{Span, fold};
use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use unicode_segmentation::UnicodeSegmentation;

/// Letters of a first word by which phrases are looked up.
const KEY: usize = 3;

/// Phrases, numbered in the order they were added.
#[derive(Default)]
pub(super) struct Phrases {
    all: Vec<Phrase>,
    by_start: FxHashMap<String, Vec<usize>>,
    unspaced: Vec<(String, usize)>,
    finder: OnceLock<Option<AhoCorasick>>,
}

struct Phrase {
    words: Vec<WordPattern>,
    /// Its own letters, where it is in capitals and is found only so.
    capitals: Option<String>,
}

struct WordPattern {
    text: String,
    open: bool,
}

impl WordPattern {
    fn fits(&self, word: &str) -> bool {
        if self.open {
            word.starts_with(&self.text)
        } else {
            word == self.text
        }
    }
}

impl Phrases {
    /// Adds a phrase and returns its number.
    pub(super) fn add(&mut self, phrase: &str) -> usize {
        let number = self.all.len();
        let words: Vec<WordPattern> = phrase
            .split_whitespace()
            .flat_map(|word| {
                let open = word.ends_with('*');
                let pieces: Vec<String> = words_of(word).map(|(_, piece)| fold(piece)).collect();
                let last = pieces.len().saturating_sub(1);
                let pieces = pieces.into_iter().enumerate();
                pieces
                    .map(move |(at, text)| WordPattern {
                        text,
                        open: open && at == last,
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        let is_capitals =
            !phrase.chars().any(char::is_lowercase) && phrase.chars().any(char::is_uppercase);
        if phrase.chars().any(is_unspaced) {
            self.unspaced.push((fold(phrase), number));
        } else if let Some(first) = words.first() {
            self.by_start
                .entry(key(&first.text))
                .or_default()
                .push(number);
        }
        let capitals = is_capitals.then(|| phrase.trim_end_matches('*').to_owned());
        self.all.push(Phrase { words, capitals });
        number
    }

    /// Where which phrase stands, in text order; they may overlap.
    pub(super) fn find(&self, text: &str) -> Vec<(Span, usize)> {
        let mut found = Vec::new();
        let words: Vec<(usize, &str, String)> = words_of(text)
            .map(|(start, word)| (start, word, fold(word)))
            .collect();
        for (at, (start, _, folded)) in words.iter().enumerate() {
            // A pattern shorter than the key is looked up by all of itself.
            let longest = key(folded);
            for (end, _) in longest.char_indices().skip(1).chain([(longest.len(), ' ')]) {
                for number in self.by_start.get(&longest[..end]).into_iter().flatten() {
                    if let Some(end) = self
                        .all
                        .get(*number)
                        .and_then(|phrase| phrase.ends_at(&words[at..], text))
                    {
                        found.push((Span::new(*start, end), *number));
                    }
                }
            }
        }
        self.find_unspaced(text, &mut found);
        found.sort();
        found
    }

    fn find_unspaced(&self, text: &str, found: &mut Vec<(Span, usize)>) {
        if !text.chars().any(is_unspaced) {
            return;
        }
        let finder = self
            .finder
            .get_or_init(|| AhoCorasick::new(self.unspaced.iter().map(|(phrase, _)| phrase)).ok());
        let Some(finder) = finder else { return };
        let mut folded = String::with_capacity(text.len());
        let mut origins = Vec::new();
        for (position, character) in text.char_indices() {
            origins.push((folded.len(), position));
            folded.push_str(&fold(character.encode_utf8(&mut [0; 4])));
        }
        origins.push((folded.len(), text.len()));
        let original = |position: usize| {
            let at = origins.partition_point(|(folded, _)| *folded < position);
            origins
                .get(at)
                .map_or(text.len(), |(_, original)| *original)
        };
        for hit in finder.find_overlapping_iter(&folded) {
            if let Some((_, number)) = self.unspaced.get(hit.pattern().as_usize()) {
                found.push((
                    Span::new(original(hit.start()), original(hit.end())),
                    *number,
                ));
            }
        }
    }
}

impl Phrase {
    /// Where the phrase ends if it begins with the first of these words.
    fn ends_at(&self, words: &[(usize, &str, String)], text: &str) -> Option<usize> {
        let here = words.get(..self.words.len())?;
        let fits = self
            .words
            .iter()
            .zip(here)
            .all(|(pattern, (_, _, word))| pattern.fits(word));
        let (start, _, _) = here.first()?;
        let (last_start, last, _) = here.last()?;
        let end = last_start + last.len();
        let as_written = self.capitals.as_ref().is_none_or(|capitals| {
            text.get(*start..end)
                .is_some_and(|written| written.starts_with(capitals.as_str()))
        });
        (fits && as_written).then_some(end)
    }
}

/// The words of a text with their starts, `'s` and hyphens apart.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices().flat_map(|(start, word)| {
        let pieces = word
            .split(['-', '\'', '’', '.'])
            .filter(|piece| !piece.is_empty());
        pieces.filter_map(move |piece| Some((start + Span::of_part(piece, word)?.start, piece)))
    })
}

fn key(word: &str) -> String {
    word.chars().take(KEY).collect()
}

fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_in_any_form_their_stars_allow() {
        let mut phrases = Phrases::default();
        for phrase in [
            "дипломат* отношени*",
            "sanction*",
            "UN",
            "巴黎协定",
            "no-fly zone",
        ] {
            phrases.add(phrase);
        }
        let text = "Дипломатических отношений; sanctions un UN 巴黎協定 no-fly zone";
        let found: Vec<&str> = phrases
            .find(text)
            .into_iter()
            .map(|(span, _)| span.of(text))
            .collect();
        assert_eq!(
            found,
            [
                "Дипломатических отношений",
                "sanctions",
                "UN",
                "巴黎協定",
                "no-fly zone"
            ]
        );
    }
}
