//! Where the words of a correction stand, however the text is cut into passages.

use super::{Refused, hash};
use crate::briefing::{Anchor, Annotated};
use crate::text::{Span, Token, exact_tokens};

/// Words by which people know a passage again.
const BEGINS: usize = 12;
/// Places looked at, where a passage begins like many others.
const MOST_PLACES: usize = 10_000;

/// The anchor of a passage; `None` where it has no words.
#[must_use]
pub fn anchor(passage: &str) -> Option<Anchor> {
    let tokens = exact_tokens(passage);
    let last = tokens.get(BEGINS.min(tokens.len()).checked_sub(1)?)?;
    let begins = passage.get(..last.span.end)?;
    Some(Anchor {
        begins: begins.split_whitespace().collect::<Vec<_>>().join(" "),
        words: Some(tokens.len()),
        hash: Some(hash_of(&tokens)),
    })
}

/// Whether these words stand in a text; case and punctuation do not count.
#[must_use]
pub fn stands_in(words: &str, text: &str) -> bool {
    let places = Places(exact_tokens(text));
    let words = exact_tokens(words);
    places.starts(&words, 0).next().is_some()
}

fn hash_of(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    hash(&words.join(" "))
}

/// The words of a briefing.
pub(super) struct Places(Vec<Token>);

impl Places {
    pub(super) fn new(annotated: &Annotated) -> Self {
        Self(exact_tokens(&annotated.briefing.text))
    }

    /// The stretch of text with the words of an anchor. Where they stand several times the one is meant that is nearest to the passage
    /// of that number.
    pub(super) fn find(
        &self,
        anchor: &Anchor,
        number: Option<u32>,
        annotated: &Annotated,
    ) -> Result<Span, Refused> {
        let stale = |what: &str| {
            let words = &anchor.begins;
            Refused::Stale(format!("{what} “{words}”"))
        };
        let begins = exact_tokens(&anchor.begins);
        let starts: Vec<usize> = self.starts(&begins, 0).take(MOST_PLACES).collect();
        if starts.is_empty() {
            return Err(stale("the briefing no longer has the words"));
        }
        let whole = |start: &usize| {
            let length = anchor.words.unwrap_or(begins.len());
            let tokens = self.0.get(*start..start.checked_add(length)?)?;
            let is_same = anchor
                .hash
                .as_ref()
                .is_none_or(|hash| *hash == hash_of(tokens));
            let span = tokens.first()?.span.joined(tokens.last()?.span);
            is_same.then_some(span)
        };
        let found = starts.iter().filter_map(whole);
        let distance = |span: &Span| {
            let passages = &annotated.passages;
            let passage = passages.partition_point(|passage| passage.span.end <= span.start);
            let number = number.and_then(|number| usize::try_from(number).ok());
            number.map_or(0, |number| number.abs_diff(passage + 1))
        };
        let stretch = found.min_by_key(distance);
        let stretch = stretch.ok_or_else(|| stale("the words changed behind"))?;
        // A passage without an anchor for its end goes on to where it is cut now.
        Ok(if anchor.words.is_none() {
            let end = passage_end(stretch.start, annotated);
            Span::new(stretch.start, end.unwrap_or(stretch.end).max(stretch.end))
        } else {
            self.with_marks(stretch, annotated)
        })
    }

    /// The words of a quote within a stretch.
    pub(super) fn quote(&self, quote: &str, stretch: Span) -> Result<Span, Refused> {
        let words = exact_tokens(quote);
        let first = self
            .0
            .partition_point(|token| token.span.start < stretch.start);
        let found = self.starts(&words, first).find_map(|start| {
            let tokens = self.0.get(start..start + words.len())?;
            let span = tokens.first()?.span.joined(tokens.last()?.span);
            stretch.covers(span).then_some(span)
        });
        found.ok_or_else(|| {
            Refused::Stale(format!("the words “{quote}” do not stand in its passage"))
        })
    }

    /// The positions from `first` on where these words begin.
    fn starts<'a>(&'a self, words: &'a [Token], first: usize) -> impl Iterator<Item = usize> + 'a {
        let windows = self.0.get(first..).unwrap_or_default();
        let windows = windows.windows(words.len().max(1));
        let same = move |window: &[Token]| {
            !words.is_empty() && window.iter().zip(words).all(|(a, b)| a.text == b.text)
        };
        windows
            .enumerate()
            .filter(move |(_, window)| same(window))
            .map(move |(position, _)| first + position)
    }

    /// The stretch with what its passages have around it beside words: quotation marks, a full stop.
    fn with_marks(&self, stretch: Span, annotated: &Annotated) -> Span {
        let mut wide = stretch;
        for passage in &annotated.passages {
            if passage.span.contains(stretch.start) {
                wide.start = passage.span.start;
            }
            if passage.span.contains(stretch.end.saturating_sub(1)) {
                wide.end = passage.span.end;
            }
        }
        let is_free = |from: usize, to: usize| {
            let first = self.0.partition_point(|token| token.span.end <= from);
            self.0.get(first).is_none_or(|token| token.span.start >= to)
        };
        let start = if is_free(wide.start, stretch.start) {
            wide.start
        } else {
            stretch.start
        };
        let end = if is_free(stretch.end, wide.end) {
            wide.end
        } else {
            stretch.end
        };
        Span::new(start, end)
    }
}

fn passage_end(position: usize, annotated: &Annotated) -> Option<usize> {
    let mut passages = annotated.passages.iter();
    let passage = passages.find(|passage| passage.span.contains(position))?;
    Some(passage.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{Briefing, Passage, PassageKind};
    use proptest::prelude::*;

    /// A briefing whose passages are these paragraphs.
    fn cut(paragraphs: &[&str]) -> Annotated {
        let text = paragraphs.join("\n\n");
        let spans = paragraphs.iter().scan(0, |start, paragraph| {
            let span = Span::new(*start, *start + paragraph.len());
            *start = span.end + 2;
            Some(span)
        });
        let passage = |span| Passage {
            span,
            kind: PassageKind::Narration,
            speaker: None,
            question: None,
            topics: Vec::new(),
        };
        Annotated {
            passages: spans.map(passage).collect(),
            briefing: Briefing {
                text,
                ..Briefing::default()
            },
            ..Annotated::default()
        }
    }

    fn found(anchor: &Anchor, number: u32, annotated: &Annotated) -> Option<String> {
        let span = Places::new(annotated).find(anchor, Some(number), annotated);
        Some(span.ok()?.of(&annotated.briefing.text).to_owned())
    }

    #[test]
    fn words_are_found_however_they_are_cut() {
        let anchor = anchor("“We oppose it,” she said.").unwrap();
        let here = |paragraphs: &[&str]| found(&anchor, 1, &cut(paragraphs));
        let whole = "“We oppose it,” she said.";
        assert_eq!(here(&["Before.", whole, "After."]).as_deref(), Some(whole));
        let joined = "Before. \"We OPPOSE it\", she said! After.";
        let within = "We OPPOSE it\", she said";
        assert_eq!(here(&[joined]).as_deref(), Some(within));
        assert_eq!(here(&["“We oppose it,” he said."]), None);
        assert_eq!(here(&["“We oppose it,”"]), None);
        assert_eq!(here(&[]), None);
    }

    #[test]
    fn of_equal_passages_the_one_nearest_to_the_number_is_meant() {
        let annotated = cut(&["Thank you.", "No.", "Thank you.", "Yes.", "Thank you."]);
        let anchor = anchor("Thank you.").unwrap();
        let places = Places::new(&annotated);
        for (number, start) in [(1, 0), (2, 0), (3, 17), (9, 35)] {
            let span = places.find(&anchor, Some(number), &annotated).unwrap();
            assert_eq!(span.start, start, "#{number}");
        }
    }

    #[test]
    fn a_passage_without_words_has_no_anchor() {
        assert_eq!(anchor("* * *"), None);
        assert_eq!(anchor(""), None);
    }

    proptest! {
        #[test]
        fn every_passage_with_words_is_found_again(
            paragraphs in proptest::collection::vec("[a-zé中国 .,“”]{1,40}", 1..6)
        ) {
            let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            let annotated = cut(&paragraphs);
            for (number, paragraph) in (1..).zip(&paragraphs) {
                let Some(anchor) = anchor(paragraph) else { continue };
                let stretch = found(&anchor, number, &annotated);
                prop_assert_eq!(stretch.as_deref(), Some(*paragraph));
            }
        }
    }
}
