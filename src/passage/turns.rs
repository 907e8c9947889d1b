//! Turns of a transcript: who asks, who answers, and what.

use super::asker::{at_end, at_start, introduces_himself, of_note};
use super::cast::Cast;
use super::labels::Label;
use super::layout::{Block, Contents, Place, block};
use super::named;
use super::paragraphs::paragraphs;
use super::parties::{Party, parties};
use super::pieces::words;
use super::voice::Voice;
use crate::briefing::{PassageKind, Speaker};
use crate::lexicon::{TurnRole, turn_words};
use crate::text::{Span, fold};
use std::collections::{HashMap, HashSet};

/// Words of the shortest announcement before the first label; a place line has fewer.
const ANNOUNCEMENT: usize = 4;
/// Bytes of a moderator's words looked at for the questions of others.
const RELAYED: usize = 600;

/// Words at most of one who calls the next question, or thanks, when another has answered.
const INTERJECTION: usize = 12;

/// A run of text with one speaker.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) span: Span,
    pub(super) kind: PassageKind,
    pub(super) speaker: Option<Speaker>,
    pub(super) question: Option<Span>,
}

impl Turn {
    fn other(span: Span) -> Self {
        Self {
            span,
            kind: PassageKind::Other,
            speaker: None,
            question: None,
        }
    }

    fn in_voice(span: Span, voice: &Voice) -> Self {
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

/// The turns of a text without labels: all of it in the voice of its briefing, but for what is left out.
pub(super) fn unlabelled(text: &str, voice: &Voice) -> Vec<Turn> {
    let whole = Turn::in_voice(Span::new(0, text.len()), voice);
    let mut turns = Vec::new();
    part(
        text,
        &whole,
        Place::Untitled,
        &Contents::default(),
        &mut turns,
    );
    turns
}

/// The turns that `labels` head, with what stands before the first.
pub(super) fn read(text: &str, labels: &[Label], voice: &Voice, cast: &Cast) -> Vec<Turn> {
    let contents = Contents::of(text);
    let ends = labels.iter().skip(1).map(|label| label.span.start);
    let spans: Vec<Span> = labels
        .iter()
        .zip(ends.chain([text.len()]))
        .map(|(label, end)| trimmed(text, Span::new(label.span.end, end.max(label.span.end))))
        .collect();
    let parties = parties(text, labels, &spans, cast);
    let mut turns = Vec::new();
    let first = labels.first().map_or(text.len(), |label| label.span.start);
    let opening = trimmed(text, Span::new(0, first));
    let mut question = before_labels(
        text, opening, labels, &parties, voice, &contents, &mut turns,
    );
    let leading = first_to_answer(labels, &parties);
    let mut answerer: Option<&str> = None;
    let mut outlets: HashMap<&str, Speaker> = HashMap::new();
    for (index, label) in labels.iter().enumerate() {
        let (Some(party), Some(span)) = (parties.get(label.name.as_str()), spans.get(index)) else {
            continue;
        };
        let mut span = *span;
        let mut kind = party.kind;
        let mut speaker = party.speaker.clone();
        if kind == PassageKind::Other && reads_questions(span.of(text)) {
            kind = PassageKind::Question;
        }
        if kind == PassageKind::Question {
            if let Some((asker, rest)) = beside(text, span, label).or_else(|| at_end(text, span)) {
                speaker = Some(asker);
                span = rest;
            } else if let Some(asker) = introduced(text, span, label, party) {
                if party.asks_by_name {
                    outlets.insert(label.name.as_str(), asker.clone());
                }
                speaker = Some(asker);
            } else if let Some(known) = outlets.get(label.name.as_str()) {
                speaker = Some(known.clone());
            }
            question = match question {
                Some(earlier) if answerer.is_none() => Some(earlier.joined(span)),
                _ => Some(span),
            };
            answerer = None;
        } else if kind == PassageKind::Answer {
            let next = labels.get(index + 1);
            let next = next.and_then(|next| parties.get(next.name.as_str()));
            let is_between = next.is_none_or(|next| next.kind == PassageKind::Question);
            let other = question.is_some() && answerer.is_some_and(|other| other != label.name);
            let keeps_order = other && is_between && !leading.contains(label.name.as_str());
            if keeps_order && is_interjection(span.of(text)) {
                kind = PassageKind::Other; // who calls the next question after another's answer keeps order
            } else {
                answerer = answerer.or(Some(label.name.as_str()));
            }
        }
        let asked = question.filter(|asked| kind == PassageKind::Answer && !asked.is_empty());
        if kind == PassageKind::Answer && asked.is_none() && !party.answers {
            kind = PassageKind::Statement;
        }
        let turn = Turn {
            span,
            kind,
            speaker,
            question: asked,
        };
        let last = index + 1 == labels.len();
        let place = if last {
            Place::Within
        } else {
            Place::BeforeLabel
        };
        part(text, &turn, place, &contents, &mut turns);
    }
    turns
}

/// Whether a turn is a few words by which one keeps order.
fn is_interjection(turn: &str) -> bool {
    words(turn) <= INTERJECTION && turn_words().calls(&fold(turn))
}

/// Who ever answers a question before anybody else does.
fn first_to_answer<'l>(labels: &'l [Label], parties: &HashMap<&str, Party>) -> HashSet<&'l str> {
    let kind = |label: &Label| parties.get(label.name.as_str()).map(|party| party.kind);
    let behind = labels.iter().zip(labels.iter().skip(1));
    let first = behind.filter(|(before, label)| {
        kind(before) == Some(PassageKind::Question) && kind(label) == Some(PassageKind::Answer)
    });
    first.map(|(_, label)| label.name.as_str()).collect()
}

/// The asker in brackets beside the word for a question, before or behind its colon, and the question.
fn beside(text: &str, span: Span, label: &Label) -> Option<(Speaker, Span)> {
    if !turn_words().is_bare_asker(&label.name) {
        return None;
    }
    let in_label = label.note.as_deref().and_then(of_note);
    in_label
        .map(|asker| (asker, span))
        .or_else(|| at_start(text, span))
}

/// An asker who says in the question who he is and for whom he asks.
fn introduced(text: &str, span: Span, label: &Label, party: &Party) -> Option<Speaker> {
    let known = party.asks_by_name.then_some(label.name.as_str());
    if known.is_none() && party.speaker.is_some() {
        return None;
    }
    let (name, outlet) = introduces_himself(span.of(text), known)?;
    let name = known.map_or(name, |label| {
        let label = party
            .speaker
            .as_ref()
            .map_or(label, |speaker| speaker.name.as_str());
        label.to_owned()
    });
    Some(Speaker {
        role: Some(outlet),
        ..named(&name)
    })
}

/// Whether one who keeps order reads out what others ask.
fn reads_questions(turn: &str) -> bool {
    let mut end = turn.len().min(RELAYED);
    while !turn.is_char_boundary(end) {
        end -= 1;
    }
    turn_words().relays(&fold(&turn[..end]))
}

/// What stands before the first label: a place and time, an announcement by the one who answers, or, before the word for an answer,
/// the question to it, which is returned.
fn before_labels(
    text: &str,
    span: Span,
    labels: &[Label],
    parties: &HashMap<&str, Party>,
    voice: &Voice,
    contents: &Contents,
    turns: &mut Vec<Turn>,
) -> Option<Span> {
    let answers_it = labels
        .first()
        .is_some_and(|label| label.role == Some(TurnRole::Answerer));
    if answers_it && span.of(text).ends_with(['?', '？']) {
        let asks = Turn {
            kind: PassageKind::Question,
            ..Turn::other(span)
        };
        part(text, &asks, Place::Within, contents, turns);
        return Some(span);
    }
    let voice = opening_voice(labels, parties, voice);
    let mut speaks = Vec::new();
    part(
        text,
        &Turn::in_voice(span, &voice),
        Place::BeforeLabel,
        contents,
        &mut speaks,
    );
    let mut spoken = false;
    for turn in speaks {
        if turn.kind == PassageKind::Other {
            turns.push(turn);
            continue;
        }
        // Lines of a head that are no headings: places, halls, lists of those present.
        let mut run: Option<Turn> = None;
        for paragraph in paragraphs(text, turn.span) {
            let written = paragraph.of(text);
            let speech = spoken || super::words(written) >= ANNOUNCEMENT && is_speech(written);
            spoken = speech;
            let next = if speech {
                Turn {
                    span: paragraph,
                    ..turn.clone()
                }
            } else {
                Turn::other(paragraph)
            };
            match &mut run {
                Some(last) if last.kind == next.kind => last.span = last.span.joined(paragraph),
                _ => turns.extend(run.replace(next)),
            }
        }
        turns.extend(run);
    }
    None
}

/// Whether a paragraph ends as sentences do, or has a sentence end within it: no place or list of names.
fn is_speech(paragraph: &str) -> bool {
    let ends = ['.', '?', '!', '…', ':', '。', '？', '！', '।', '—', '–'];
    let mut letters = 0;
    let mut stop = false;
    for character in paragraph.chars() {
        if stop && character.is_whitespace() {
            return true;
        }
        stop = letters > 2 && matches!(character, '.' | '?' | '!' | '。' | '।');
        let small = character.is_alphabetic() && !character.is_uppercase();
        letters = if small { letters + 1 } else { 0 };
    }
    paragraph
        .trim_end_matches([')', '”', '"', '）'])
        .ends_with(ends)
}

/// In whose voice a transcript opens: the only one's who answers in it, where no reporter tells it.
fn opening_voice(labels: &[Label], parties: &HashMap<&str, Party>, voice: &Voice) -> Voice {
    if matches!(voice, Voice::Asker) {
        return voice.clone();
    }
    let mut answering: Vec<&Speaker> = Vec::new();
    for label in labels {
        let Some(party) = parties.get(label.name.as_str()) else {
            continue;
        };
        if let (PassageKind::Answer, Some(speaker)) = (party.kind, &party.speaker)
            && !answering.iter().any(|known| known.name == speaker.name)
        {
            answering.push(speaker);
            if answering.len() > 1 {
                return voice.clone();
            }
        }
    }
    match answering.first() {
        Some(speaker) => Voice::Own((*speaker).clone()),
        None => voice.clone(),
    }
}

/// Puts a turn without headings and what is left out onto `turns`; headings become turns of nobody.
fn part(text: &str, turn: &Turn, place: Place, contents: &Contents, turns: &mut Vec<Turn>) {
    let paragraphs = paragraphs(text, turn.span);
    let count = paragraphs.len();
    let mut run: Option<Turn> = None;
    let mut headed = false;
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        let last = place == Place::BeforeLabel && index + 1 == count && index > 0;
        let stands = match place {
            Place::Untitled => Place::Untitled,
            _ if last => Place::BeforeLabel,
            _ => Place::Within,
        };
        let block = block(paragraph.of(text), stands, contents);
        match block {
            Block::LeftOut => turns.extend(run.take()),
            Block::Heading => {
                turns.extend(run.take());
                match turns.last_mut() {
                    Some(last) if is_heading(last) && headed => {
                        last.span = last.span.joined(paragraph);
                    }
                    _ => turns.push(Turn::other(paragraph)),
                }
            }
            Block::Speech => match &mut run {
                Some(run) => run.span = run.span.joined(paragraph),
                None => {
                    run = Some(Turn {
                        span: paragraph,
                        ..turn.clone()
                    });
                }
            },
        }
        headed = block == Block::Heading;
    }
    turns.extend(run);
}

fn is_heading(turn: &Turn) -> bool {
    turn.kind == PassageKind::Other && turn.speaker.is_none()
}

fn trimmed(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start + written.len() - written.trim_start().len();
    Span::new(start, start + written.trim().len())
}
