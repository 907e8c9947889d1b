//! Languages whose words are not parted (Chinese): each frame is read with the one whose content it is, and with what was spoken of
//! before.

mod gaps;
mod roles;
mod within;

use super::{Asked, Edge, Hit, Outcome, Reading, Row, nearest};
use crate::annotate::statements::scene::Scene;
use crate::annotate::statements::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Statement, Status};
use crate::lexicon::{Class, FrameTable, Operator, Slot};
use crate::text::Span;
use std::ops::Range;
use within::{Within, is_bare};

/// A row of tokens, and whose words it holds.
struct Unspaced<'a, 'b> {
    row: Row<'a, 'b>,
    /// Where reporting verbs end.
    reports: Vec<usize>,
    /// Whether the sentence asks whether something is so.
    asks: bool,
}

/// The statements of a sentence.
pub(super) fn statements(
    scene: &mut Scene<'_>,
    table: &FrameTable,
    tokens: &[Token<'_>],
    language: &str,
) -> Vec<Statement> {
    let text = scene.text();
    let mut sentence = Unspaced {
        row: Row::new(text, language, tokens, |at| edge(text, tokens, at)),
        reports: Vec::new(),
        asks: asks(text, tokens),
    };
    let all = sentence.row.hits(table);
    let told = |number: usize| sentence.is_told_elsewhere(&all[number], &all[number + 1..]);
    let told: Vec<bool> = (0..all.len()).map(told).collect();
    let hits = all.into_iter().zip(told);
    let hits: Vec<Hit<'_>> = hits.filter(|(_, told)| !told).map(|(hit, _)| hit).collect();
    let reports = hits.iter().filter(|hit| hit.frame.op == Operator::Report);
    sentence.reports = reports.map(|hit| hit.cue.end).collect();
    let mut found = Vec::new();
    for (number, hit) in hits.iter().enumerate() {
        let (earlier, rest) = hits.split_at(number);
        if is_bare(hit, rest) || hit.repeats_request(earlier) {
            continue;
        }
        if hit.frame.op == Operator::Report {
            sentence.report(scene, hit);
        } else if !sentence.opposes_a_wrong(rest) {
            let within = sentence.within(earlier, hit);
            found.extend(sentence.code(scene, hit, within));
        }
    }
    found
}

/// Commas part clauses, save the one of lists (、), and so does a space between the halves of a headline.
fn edge(text: &str, tokens: &[Token<'_>], at: usize) -> Edge {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|before| tokens[before].span.end);
    match token.kind {
        Kind::Break => Edge::Between,
        Kind::Comma if token.span.of(text) != "、" => Edge::Between,
        _ if before.is_some_and(|end| spaced(text, end, token.span.start)) => Edge::Opens,
        _ => Edge::Inside,
    }
}

/// Whether a space stands in this stretch of the text, between characters that are not Latin.
fn spaced(text: &str, start: usize, end: usize) -> bool {
    let stretch = text.get(start..end).unwrap_or_default();
    let wide = |character: Option<char>| character.is_some_and(|character| !character.is_ascii());
    stretch.char_indices().any(|(at, character)| {
        let at = start + at;
        matches!(character, ' ' | '\u{3000}')
            && wide(text.get(..at).and_then(|before| before.chars().next_back()))
            && wide(
                text.get(at..)
                    .and_then(|after| after.trim_start().chars().next()),
            )
    })
}

/// Whether the sentence is a question with 吗, to be answered by yes or no.
fn asks(text: &str, tokens: &[Token<'_>]) -> bool {
    let mark = |token: &&Token<'_>| matches!(token.kind, Kind::Break | Kind::Quote);
    let ends = tokens.iter().rev().take_while(mark);
    ends.last()
        .and_then(|first| text.get(..first.span.start))
        .is_some_and(|before| before.ends_with(['吗', '嗎', '么', '麼']))
}

impl Unspaced<'_, '_> {
    /// A reporting verb: what follows in the passage is its subject's, until another speaks.
    fn report(&self, scene: &mut Scene<'_>, hit: &Hit<'_>) {
        let speakers = self.fill(scene, hit, &hit.frame.source);
        if let Some(actor) = speakers.into_iter().next_back() {
            let start = self.row.tokens[hit.cue.end - 1].span.end;
            scene.report(Span::new(start, scene.end()), actor.clone());
            introduce(scene, &actor);
        }
    }

    /// Reads a frame.
    fn code(
        &self,
        scene: &mut Scene<'_>,
        hit: &Hit<'_>,
        within: Option<Within<'_, '_>>,
    ) -> Vec<Statement> {
        if !self.row.has_needed(hit) {
            return Vec::new();
        }
        let (sources, targets) = self.parties(scene, hit, within);
        let negated = self.negated(hit);
        let Some(outcome) = self.outcome(hit, negated) else {
            return Vec::new();
        };
        // What is only threatened or promised is a threat or a promise.
        let committed = within.is_some_and(|within| {
            within.outer.frame.op == Operator::Commit && within.status.is_none()
        });
        let act = match outcome.stance {
            _ if !committed => outcome.act,
            Stance::Critical => Act::Threaten,
            Stance::Neutral | Stance::Supportive => Act::Agree,
        };
        let reading = Reading {
            sources,
            targets,
            act,
            stance: outcome.stance,
            strength: outcome.strength,
            status: self.status(hit, within, negated, outcome.denied),
        };
        let statements = self.row.tell(scene, hit, &reading);
        if let Some(source) = reading.sources.first() {
            introduce(scene, source);
        }
        statements
    }

    /// Who acts and upon whom.
    fn parties(
        &self,
        scene: &Scene<'_>,
        hit: &Hit<'_>,
        within: Option<Within<'_, '_>>,
    ) -> (Vec<Actor>, Vec<Actor>) {
        let frame = hit.frame;
        let position = self.row.start(hit);
        let mut targets = self.fill(scene, hit, &frame.target);
        let mut sources = self.fill(scene, hit, &frame.source);
        let mut earlier = frame.target.contains(&Slot::Earlier);
        // "对此", and what "此举" is that the voice passes judgement on: of whom was spoken before.
        let judged = frame.target.contains(&Slot::Theme)
            || frame.target.contains(&Slot::After("对".to_owned()));
        // A deed may be welcomed for the sake of another than who does it.
        if targets.is_empty() && judged && frame.stance != Stance::Supportive {
            let topic = self.topic(hit);
            targets = topic.map_or_else(Vec::new, |who| {
                scene.actors(&who, self.row.tokens, position)
            });
        }
        if targets.is_empty() && judged && self.points_back(hit) {
            targets = self.fill(scene, hit, &[Slot::Earlier]);
            earlier = true;
        }
        self.turn(scene, hit, within, &mut sources, &mut targets);
        // "美国的说法纯属捏造" is no judgement of America's: who tells of its words says so.
        let own = |target: &Actor| {
            let mut sources = sources.iter();
            target.id.is_some() && sources.any(|source| source.id == target.id)
        };
        let itself = !targets.is_empty() && targets.iter().all(own);
        if hit.is_judgement() && frame.stance == Stance::Critical && itself {
            sources = scene.teller(position).into_iter().collect();
        }
        let passive = self.passive(hit).is_some();
        if sources.is_empty() && frame.source.contains(&Slot::Subject) && !passive {
            sources.extend(scene.voice(position));
        }
        if earlier {
            nearest(&mut targets, &sources);
        }
        (sources, targets)
    }

    /// Whether "this" stands before the cue, or in the clause before where the cue's own names nobody: "对此坚决反对，强烈谴责".
    fn points_back(&self, hit: &Hit<'_>) -> bool {
        let mut clause = self.row.clauses[hit.clause].clone();
        let named = clause.any(|at| self.row.is_party(at));
        self.before(hit, !named)
            .any(|at| self.row.is(at, Class::Determiner))
    }

    /// What the frame comes to; `None` where nothing is left of it.
    fn outcome(&self, hit: &Hit<'_>, negated: bool) -> Option<Outcome> {
        let wrong = |at: usize| self.row.tokens[at].is_any(&[Class::Stop, Class::Negation]);
        let asked = match self.row.asked(hit, wrong) {
            // Who hopes for it takes it to be possible.
            Asked::Duty if hit.frame.strength <= 2 => Asked::Other,
            asked => asked,
        };
        self.row.outcome(hit, negated, &asked)
    }

    /// How the act stands, where that does not hang on whose words it is.
    fn status(
        &self,
        hit: &Hit<'_>,
        within: Option<Within<'_, '_>>,
        negated: bool,
        denied: bool,
    ) -> Option<Status> {
        // A charge that is denied was made.
        let charge = hit.frame.op == Operator::Claim && !negated;
        match within.and_then(|within| within.status) {
            Some(Status::Denied) if charge => Some(Status::Reported),
            // What somebody is asked to stop is done.
            Some(Status::Hypothetical) if denied => Some(Status::Alleged),
            Some(held) => Some(held),
            None if denied => Some(Status::Denied),
            None => self.conditional(hit).then_some(Status::Hypothetical),
        }
    }

    /// Whether a negation stands before the cue, nothing but parties and small words between; two of them are none.
    fn negated(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.row.clauses[hit.clause];
        let passed = |at: &usize| {
            self.row.is_party(*at)
                || self.row.tokens[*at].is_any(&[
                    Class::Preposition,
                    Class::Adverb,
                    Class::Official,
                    Class::Negation,
                ])
        };
        let before = (clause.start..hit.cue.start).rev().take(6);
        let negations = before
            .take_while(passed)
            .filter(|at| self.row.is(*at, Class::Negation) && self.reaches(*at));
        negations.count() % 2 == 1
    }

    /// Whether a negation negates more than the word it stands before: "不公正的", "没有证据却".
    fn reaches(&self, at: usize) -> bool {
        let next = at + 1;
        next >= self.row.tokens.len() || !self.gap(next).contains(['的', '地', '却', '但', '而'])
    }

    /// Whether it is only supposed or asked; what is judged may be supposed in the clause before: "若敢动武，就是侵略".
    fn conditional(&self, hit: &Hit<'_>) -> bool {
        let judged = hit.is_judgement() && hit.frame.act.parent() != Act::Threaten;
        let named = self.before(hit, false).any(|at| self.row.is_party(at));
        let mut before = self.before(hit, judged && !named);
        self.asks || before.any(|at| self.row.is(at, Class::Condition))
    }

    /// What stands before the cue in its clause, or in that and the one before.
    fn before(&self, hit: &Hit<'_>, further: bool) -> Range<usize> {
        let first = hit.clause.saturating_sub(usize::from(further));
        self.row.clauses[first].start..hit.cue.start
    }
}

/// A person who speaks or acts is whom "he" means from now on.
fn introduce(scene: &mut Scene<'_>, actor: &Actor) {
    if actor.person.is_some() {
        scene.introduce(actor);
    }
}
