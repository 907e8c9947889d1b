//! The sentences of a briefing, each with the passage and the turn it stands in.

use crate::briefing::{Briefing, PassageKind};
use crate::lexicon::Lexicon;
use crate::passage;
use crate::text::{Span, collapsed, sentences};

/// A sentence with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, white space as single spaces.
    pub text: String,
    /// The number of its passage (`ID#3`); `None` where it is left out of the passages, as boilerplate is.
    pub passage: Option<u32>,
    /// Who utters it, where that is known.
    pub speaker: Option<String>,
    /// What kind of passage it stands in.
    pub kind: Option<PassageKind>,
}

/// The sentences of a briefing in order; together all of its text.
pub(super) fn of_briefing(briefing: &Briefing, lexicon: &Lexicon) -> Vec<Sentence> {
    let passages = passage::split(briefing, lexicon);
    let language = passage::language(briefing);
    let mut first = 0;
    let sentence = |span: Span| {
        while passages
            .get(first)
            .is_some_and(|passage| passage.span.end <= span.start)
        {
            first += 1;
        }
        let found = passages
            .get(first)
            .filter(|passage| passage.span.start < span.end);
        Sentence {
            text: collapsed(span.of(&briefing.text)),
            passage: found.and_then(|_| u32::try_from(first + 1).ok()),
            speaker: found.and_then(|passage| Some(passage.speaker.as_ref()?.name.clone())),
            kind: found.map(|passage| passage.kind),
        }
    };
    let spans = sentences(&briefing.text, &language);
    spans.into_iter().map(sentence).collect()
}
