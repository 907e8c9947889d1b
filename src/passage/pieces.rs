//! Cutting paragraphs into passages of about 120 words, at sentences, with quoting sentences by themselves.

use super::paragraphs::paragraphs;
use crate::text::{Quotation, Span, sentences};

/// Words of a passage aimed at.
const GOOD: usize = 120;
/// A paragraph up to this length stays whole.
const WHOLE: usize = 160;
/// Words no passage exceeds.
const MOST: usize = 200;
/// A paragraph shorter than this (a heading, "Thank you.") goes with the next.
const TINY: usize = 6;
/// A quotation of fewer words is no utterance but a term or a scare quote.
const UTTERANCE: usize = 4;

/// A passage to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// Whether it is a sentence with a quotation in it.
    pub(super) quotes: bool,
    words: usize,
}

/// The pieces of the part of `text` that `whole` covers. `quotations` are those to be cut out with their sentences.
pub(super) fn cut(text: &str, whole: Span, language: &str, quotations: &[Quotation]) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut joins = false;
    for paragraph in paragraphs(text, whole) {
        let units = units(text, paragraph, language, quotations);
        let first = found.len();
        group(&units, &mut found);
        if joins && let Some([heading, next]) = found.get(first - 1..=first) {
            let joined = heading.words + next.words;
            if joined <= GOOD && !next.quotes {
                let joined = Piece {
                    span: heading.span.joined(next.span),
                    quotes: false,
                    words: joined,
                };
                found.splice(first - 1..=first, [joined]);
            }
        }
        joins = found
            .last()
            .is_some_and(|last| last.words < TINY && !last.quotes);
    }
    found
}

/// The number of words in `text`: in scripts without spaces two characters are taken as a word.
///
/// ```
/// # use demarche::passage::words;
/// assert_eq!((words("No comment on that."), words("我们反对制裁。")), (4, 4));
/// ```
#[must_use]
pub fn words(text: &str) -> usize {
    if text.is_ascii() {
        return text.split_ascii_whitespace().count();
    }
    let mut count = WordCount::default();
    for character in text.chars() {
        count.push(character);
    }
    count.words()
}

#[derive(Default)]
struct WordCount {
    spaced: usize,
    unspaced: usize,
    in_word: bool,
}

impl WordCount {
    fn push(&mut self, character: char) {
        if is_unspaced(character) {
            self.unspaced += 1;
            self.in_word = false;
        } else if character.is_whitespace() {
            self.in_word = false;
        } else if !self.in_word {
            self.in_word = true;
            self.spaced += 1;
        }
    }

    fn words(&self) -> usize {
        self.spaced + self.unspaced.div_ceil(2)
    }
}

/// Han, kana, fullwidth marks, Thai, Lao, Burmese, Khmer.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3134f}')
}

/// The sentences of a paragraph, those that one quotation spans taken together.
fn units(text: &str, paragraph: Span, language: &str, quotations: &[Quotation]) -> Vec<Piece> {
    let from = quotations.partition_point(|quotation| quotation.outer.start < paragraph.start);
    // What stays whole need not be cut into sentences first.
    let quotes_none = quotations
        .get(from)
        .is_none_or(|quotation| quotation.outer.start >= paragraph.end);
    let whole = words(paragraph.of(text));
    if quotes_none && whole <= WHOLE {
        return vec![Piece {
            span: paragraph,
            quotes: false,
            words: whole,
        }];
    }
    let mut quotations = quotations[from..]
        .iter()
        .take_while(|quotation| quotation.outer.start < paragraph.end)
        .filter(|quotation| quotation.depth == 0 && words(quotation.inner.of(text)) >= UTTERANCE)
        .peekable();
    let mut found: Vec<Piece> = Vec::new();
    let mut open_until = 0;
    for sentence in sentences(paragraph.of(text), language) {
        let span = sentence.shifted(paragraph.start);
        let mut quotes = false;
        let mut reaches = open_until;
        while let Some(quotation) = quotations.next_if(|next| next.outer.start < span.end) {
            quotes = true;
            reaches = reaches.max(quotation.outer.end);
        }
        match found.last_mut() {
            Some(last) if open_until > span.start => {
                last.span.end = span.end;
                last.quotes = true;
            }
            _ => found.push(Piece {
                span,
                quotes,
                words: 0,
            }),
        }
        open_until = reaches;
    }
    for unit in &mut found {
        unit.words = words(unit.span.of(text));
    }
    found
        .into_iter()
        .flat_map(|unit| divided(text, unit))
        .collect()
}

/// Puts neighbouring units together to passages of like length.
fn group(units: &[Piece], found: &mut Vec<Piece>) {
    let plain: usize = units
        .iter()
        .filter(|unit| !unit.quotes)
        .map(|unit| unit.words)
        .sum();
    let good = if plain <= WHOLE {
        WHOLE
    } else {
        plain / ((plain + GOOD / 2) / GOOD).max(1)
    };
    let mut current: Option<Piece> = None;
    for unit in units {
        match &mut current {
            Some(piece)
                if !piece.quotes
                    && !unit.quotes
                    && piece.words + unit.words / 2 <= good
                    && piece.words + unit.words <= MOST =>
            {
                piece.span.end = unit.span.end;
                piece.words += unit.words;
            }
            _ => found.extend(current.replace(*unit)),
        }
    }
    found.extend(current);
}

/// A unit in parts of at most [`MOST`] words: at the ends of sentences inside it as far as there are any, else between words.
fn divided(text: &str, unit: Piece) -> Vec<Piece> {
    if unit.words <= MOST {
        return vec![unit];
    }
    let mut found = Vec::new();
    let mut start = unit.span.start;
    let mut count = WordCount::default();
    let mut cut = None;
    let mut push = |start: usize, end: usize| {
        let part = text.get(start..end).unwrap_or_default();
        let from = start + part.len() - part.trim_start().len();
        let span = Span::new(from, from + part.trim().len());
        if !span.is_empty() {
            found.push(Piece {
                span,
                quotes: unit.quotes,
                words: words(span.of(text)),
            });
        }
    };
    for (offset, character) in unit.span.of(text).char_indices() {
        let position = unit.span.start + offset;
        count.push(character);
        if count.words() > MOST {
            let end = cut.take().unwrap_or(position);
            push(start, end);
            start = end;
            count = WordCount::default();
            for character in text.get(start..position).unwrap_or_default().chars() {
                count.push(character);
            }
            count.push(character);
        }
        let ends = matches!(
            character,
            '.' | '!' | '?' | ';' | '。' | '！' | '？' | '；' | '，'
        );
        if ends && count.words() >= GOOD / 2 {
            cut = Some(position + character.len_utf8());
        } else if cut.is_none() && count.words() >= GOOD && character.is_whitespace() {
            cut = Some(position);
        }
    }
    push(start, unit.span.end);
    found
}
