//! Where the words, names and sentences of a passage stand, counted in exact tokens: what is indexed for nearness, and what
//! highlighting reads.

use super::near::Spot;
use crate::briefing::StoredPassage;
use crate::text::{Span, Token, WHERE_UNKNOWN, exact_tokens, sentences, stemmed_tokens};

/// A passage's exact tokens, and what stands at them besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// In order; a token's index is its position.
    pub exact: Vec<Token>,
    /// Stems, ends of names and starts of sentences with the position of each, ascending.
    pub marks: Vec<(u32, Spot)>,
}

impl Places {
    /// Those of a passage.
    #[must_use]
    pub fn of(passage: &StoredPassage) -> Self {
        let text = &passage.text;
        let language = passage
            .briefing
            .language
            .as_deref()
            .unwrap_or(WHERE_UNKNOWN);
        let exact = exact_tokens(text);
        let covered = |span: Span| {
            let first = exact.partition_point(|token| token.span.end <= span.start);
            let end = exact.partition_point(|token| token.span.start < span.end);
            (first < end).then_some((first, end - 1))
        };
        let mut marks: Vec<(usize, Spot)> = Vec::new();
        for stem in stemmed_tokens(text, language) {
            marks.extend(covered(stem.span).map(|(first, _)| (first, Spot::Stem(stem.text))));
        }
        for mention in &passage.mentions {
            if let Some((first, last)) = covered(mention.span) {
                marks.push((first, Spot::NameStart(mention.entity.clone())));
                marks.push((last, Spot::NameEnd(mention.entity.clone())));
            }
        }
        for sentence in sentences(text, language) {
            marks.extend(covered(sentence).map(|(first, _)| (first, Spot::Sentence)));
        }
        marks.sort_by_key(|(position, _)| *position);
        let mark = |(position, spot)| Some((u32::try_from(position).ok()?, spot));
        let marks = marks.into_iter().filter_map(mark).collect();
        Self { exact, marks }
    }

    /// Where a spot stands, ascending.
    #[must_use]
    pub fn positions(&self, spot: &Spot) -> Vec<u32> {
        let exact = |holds: &dyn Fn(&str) -> bool| {
            let tokens = (0..).zip(&self.exact);
            let found = tokens.filter(|(_, token)| holds(&token.text));
            found.map(|(position, _)| position).collect()
        };
        match spot {
            Spot::Exact(wanted) => exact(&|token| token == wanted),
            Spot::Starts(start) => exact(&|token| token.starts_with(start)),
            Spot::Like(wanted, edits) => exact(&|token| is_like(token, wanted, *edits)),
            _ => {
                let found = self.marks.iter().filter(|(_, own)| own == spot);
                found.map(|(position, _)| *position).collect()
            }
        }
    }
}

/// Whether a token is at most so many edits away from another.
#[must_use]
pub fn is_like(token: &str, wanted: &str, edits: u8) -> bool {
    let edits = usize::from(edits);
    let length = |text: &str| text.chars().count();
    token == wanted
        || (length(token).abs_diff(length(wanted)) <= edits
            && (letters(token) ^ letters(wanted)).count_ones() as usize <= 2 * edits
            && strsim::osa_distance(token, wanted) <= edits)
}

/// The letters of a word as bits, which some share. An edit sets one at most, and clears one at most.
fn letters(word: &str) -> u64 {
    let bits = word.chars().map(|letter| 1 << (u32::from(letter) % 64));
    bits.fold(0, |letters, bit| letters | bit)
}
