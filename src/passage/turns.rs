//! Turns of a transcript: who asks, who answers, and what.

use super::cast::Cast;
use super::labels::Label;
use super::named;
use super::voice::Voice;
use crate::briefing::{PassageKind, Speaker};
use crate::lexicon::{TurnRole, turn_words};
use crate::text::{Span, fold};
use std::collections::HashMap;

/// A run of text with one speaker.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) span: Span,
    pub(super) kind: PassageKind,
    pub(super) speaker: Option<Speaker>,
    pub(super) question: Option<Span>,
}

impl Turn {
    /// Text without labels, in the voice of its briefing.
    pub(super) fn unlabelled(span: Span, voice: &Voice) -> Self {
        let (kind, speaker) = match voice {
            Voice::Own(speaker) => (PassageKind::Statement, Some(speaker.clone())),
            Voice::Asker => (PassageKind::Question, None),
            Voice::Reporter => (PassageKind::Narration, None),
        };
        Self {
            span,
            kind,
            speaker,
            question: None,
        }
    }
}

/// The turns that `labels` head, with what stands before the first.
pub(super) fn read(text: &str, labels: &[Label], voice: &Voice, cast: &Cast) -> Vec<Turn> {
    let mut turns = Vec::new();
    let first = labels.first().map_or(text.len(), |label| label.span.start);
    turns.push(before_labels(text, Span::new(0, first), voice));
    let words_ask = labels
        .iter()
        .any(|label| turn_words().is_bare_asker(&label.name));
    let answerer_labelled = labels
        .iter()
        .any(|label| label.role == Some(TurnRole::Answerer) || cast.names_speaker(&label.name));
    // Where no word tells who asks, but one of the names is known to answer, all the others ask.
    let strangers_ask = !words_ask && answerer_labelled;
    let mut parties: HashMap<&str, (PassageKind, Option<Speaker>)> = HashMap::new();
    let mut question: Option<Span> = None;
    let mut answered = false;
    let ends = labels
        .iter()
        .skip(1)
        .map(|label| label.span.start)
        .chain([text.len()]);
    for (label, end) in labels.iter().zip(ends) {
        let span = trimmed(text, Span::new(label.span.end, end.max(label.span.end)));
        let party = parties
            .entry(label.name.as_str())
            .or_insert_with(|| party(label, cast, strangers_ask));
        let (kind, speaker) = party.clone();
        if kind == PassageKind::Question {
            question = match question {
                Some(earlier) if !answered => Some(earlier.joined(span)),
                _ => Some(span),
            };
            answered = false;
        } else if kind == PassageKind::Answer {
            answered = true;
        }
        let question = question.filter(|asked| kind == PassageKind::Answer && !asked.is_empty());
        let kind = if kind == PassageKind::Answer && question.is_none() && !words_of_answer(label) {
            PassageKind::Statement
        } else {
            kind
        };
        turns.push(Turn {
            span,
            kind,
            speaker,
            question,
        });
    }
    turns
}

/// A lone answer whose label says that it is one, or stands without what came before.
fn words_of_answer(label: &Label) -> bool {
    label.role == Some(TurnRole::Answerer)
}

fn party(label: &Label, cast: &Cast, strangers_ask: bool) -> (PassageKind, Option<Speaker>) {
    match label.role {
        Some(TurnRole::Asker) => (PassageKind::Question, asker(&label.name)),
        Some(TurnRole::Staff) => (PassageKind::Other, Some(named(&label.name))),
        Some(TurnRole::Answerer) => (
            PassageKind::Answer,
            Some(cast.main().unwrap_or_else(|| named(&label.name))),
        ),
        None if strangers_ask && !cast.knows(&label.name) => {
            (PassageKind::Question, asker(&label.name))
        }
        None if turn_words().is_outlet(&fold(&label.name)) && !cast.knows(&label.name) => {
            (PassageKind::Question, asker(&label.name))
        }
        None => (PassageKind::Answer, Some(cast.speaker(&label.name))),
    }
}

/// A reporter named by more than the word for one.
fn asker(name: &str) -> Option<Speaker> {
    let is_plain = turn_words().is_bare_asker(name);
    (!is_plain).then(|| named(name))
}

/// What stands before the first label: a place and time, or an announcement in the briefing's own voice.
fn before_labels(text: &str, span: Span, voice: &Voice) -> Turn {
    let span = trimmed(text, span);
    let written = span.of(text);
    let speaks = super::words(written) >= 25 && written.contains(['.', '。']);
    if speaks {
        return Turn::unlabelled(span, voice);
    }
    Turn {
        span,
        kind: PassageKind::Other,
        speaker: None,
        question: None,
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start + written.len() - written.trim_start().len();
    Span::new(start, start + written.trim().len())
}
