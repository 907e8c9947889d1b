//! Questions that were not answered: an answer that refuses is a statement towards nobody of the act DECLINE, whose evidence is the
//! refusal; and so has the question, whose evidence is what was asked.
//!
//! An answer refuses where it says so in its first sentences ([`BEGINNING`]), or anywhere in few words ([`SHORT`]): officials who
//! answer at length often close with whom else to ask, which refuses nothing.

use super::attribution::of_speaker;
use crate::briefing::{Act, Actor, Annotated, Passage, PassageKind, Stance, Statement, Status};
use crate::lexicon::refuses;
use crate::passage::{self, words};
use crate::text::{Span, sentences};

/// Sentences at the beginning of an answer.
const BEGINNING: usize = 2;
/// Words of an answer that is short.
const SHORT: usize = 60;
const CAMEO: &str = "011";

/// Adds the refusals of a briefing, and the questions they leave open, to its statements. Reads passages, their speakers, and the
/// statements so far, all in text order.
pub(super) fn extract(annotated: &mut Annotated) {
    let mut reach = 0;
    let known = annotated.statements.iter();
    let known = known.filter(|known| known.act == Act::Decline);
    // Each with the end of what reaches farthest so far, so that one of them tells whether any is met.
    let known: Vec<Span> = known
        .map(|known| {
            reach = known.span.end.max(reach);
            Span::new(known.span.start, reach)
        })
        .collect();
    let is_told = |refusal: &Statement| {
        let before = known.partition_point(|known| known.start < refusal.span.end);
        let last = before.checked_sub(1).and_then(|last| known.get(last));
        last.is_some_and(|known| refusal.span.start < known.end)
    };
    let mut new = refusals(annotated);
    new.retain(|refusal| !is_told(refusal));
    annotated.statements.extend(new);
    let place = |statement: &Statement| (statement.span.start, statement.span.end);
    annotated.statements.sort_by_key(place);
}

fn refusals(annotated: &Annotated) -> Vec<Statement> {
    let language = passage::language(&annotated.briefing);
    let text = &annotated.briefing.text;
    let mut found = Vec::new();
    let mut rest = annotated.passages.as_slice();
    while let Some(first) = rest.first() {
        let answer = rest
            .iter()
            .take_while(|next| continues(first, next))
            .count();
        let (answer, after) = rest.split_at(answer.max(1));
        rest = after;
        let Some(question) = first.question.filter(|_| first.kind == PassageKind::Answer) else {
            continue;
        };
        let Some((refusal, confidence)) = refusal(answer, text, &language) else {
            continue;
        };
        let Some(speaker) = &first.speaker else {
            continue;
        };
        let statement = |span| Statement {
            source: of_speaker(speaker),
            target: Actor::default(),
            stance: Stance::Neutral,
            act: Act::Decline,
            cameo: CAMEO.to_owned(),
            strength: 0,
            status: Status::Asserted,
            span,
            confidence,
            rule: "answer.declined".to_owned(),
        };
        found.push(statement(refusal));
        let passages = &annotated.passages;
        let start = passages.partition_point(|passage| passage.span.start < question.start);
        let asked = passages.iter().skip(start);
        let asked = asked
            .take_while(|passage| passage.span.end <= question.end)
            .filter(|passage| passage.kind == PassageKind::Question);
        found.extend(asked.map(|passage| statement(last_sentence(passage, text, &language))));
    }
    found
}

/// Whether a passage belongs to the same answer.
fn continues(first: &Passage, next: &Passage) -> bool {
    next.kind == first.kind && next.question == first.question && next.speaker == first.speaker
}

/// Where an answer refuses, and how sure that is.
fn refusal(answer: &[Passage], text: &str, language: &str) -> Option<(Span, f32)> {
    let length: usize = answer
        .iter()
        .map(|passage| words(passage.span.of(text)))
        .sum();
    let is_short = length <= SHORT;
    let all = answer.iter().flat_map(|passage| {
        let within = sentences(passage.span.of(text), language).into_iter();
        within.map(|sentence| sentence.shifted(passage.span.start))
    });
    let looked_at = if is_short { usize::MAX } else { BEGINNING };
    let mut looked_at = all.take(looked_at);
    let found = looked_at.find(|sentence| refuses(sentence.of(text), language))?;
    Some((found, if is_short { 0.9 } else { 0.75 }))
}

/// What was asked at last: the last sentence with a question mark, else the last one.
fn last_sentence(passage: &Passage, text: &str, language: &str) -> Span {
    let all = sentences(passage.span.of(text), language);
    let asks = |span: &&Span| span.of(passage.span.of(text)).contains(['?', '？', '؟']);
    let last = all.iter().rev().find(asks).or(all.last());
    last.map_or(passage.span, |sentence| {
        sentence.shifted(passage.span.start)
    })
}
