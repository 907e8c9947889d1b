//! Briefing → passages: paragraphs, turns of transcripts, quotations.
//!
//! A text that looks like a transcript is cut at the labels of its turns ([`labels`], [`turns`]). Each label means a party that asks,
//! answers or keeps order ([`parties`]), looked up in the cast of the briefing ([`cast`]) or, where it asks, read from label and
//! question ([`asker`]); headings, times and notes are no speech ([`layout`]). Any other text has one voice ([`voice`]): the ministry's or speaker's own, or a reporter's. Either way
//! paragraphs become passages of about 120 words ([`pieces`]).

mod asker;
mod cast;
mod labels;
mod layout;
mod paragraphs;
mod parties;
mod pieces;
mod turns;
mod voice;

use crate::briefing::{Briefing, Passage, PassageKind, Speaker};
use crate::lexicon::Lexicon;
use crate::text::{detect_language, quotations};
use cast::Cast;
use voice::Voice;

pub use pieces::words;

/// The passages of a briefing, disjoint and in text order: all of its text but boilerplate and the labels of turns. None has more
/// than 200 [`words`].
#[must_use]
pub fn split(briefing: &Briefing, lexicon: &Lexicon) -> Vec<Passage> {
    let text = briefing.text.as_str();
    let language = language(briefing);
    let cast = Cast::of(briefing, lexicon);
    let labels = labels::find(text, &cast);
    let voice = Voice::of(briefing, &language, &cast);
    let turns = if labels.is_empty() {
        turns::unlabelled(text, &voice)
    } else {
        turns::read(text, &labels, &voice, &cast)
    };
    let quoted = quotations(text);
    let mut passages = Vec::new();
    for turn in turns {
        let narrated = turn.kind == PassageKind::Narration;
        let quoted = if narrated { quoted.as_slice() } else { &[] };
        for piece in pieces::cut(text, turn.span, &language, quoted) {
            passages.push(Passage {
                span: piece.span,
                kind: if piece.quotes {
                    PassageKind::Quote
                } else {
                    turn.kind
                },
                speaker: turn.speaker.clone(),
                question: turn.question,
                topics: Vec::new(),
            });
        }
    }
    passages
}

/// The language of a briefing: as given, else as its text tells, else English.
pub(crate) fn language(briefing: &Briefing) -> String {
    briefing
        .language
        .clone()
        .or_else(|| detect_language(&briefing.text))
        .unwrap_or_else(|| "en".to_owned())
}

/// A speaker known by a name only.
fn named(name: &str) -> Speaker {
    Speaker {
        name: name.to_owned(),
        confidence: 0.5,
        ..Speaker::default()
    }
}
