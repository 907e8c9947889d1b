//! Languages whose cases tell who does what (Russian): sentences are read in the order of their cues, each with the content that a
//! claim, a denial or a request before it opens.

mod cases;
mod content;
mod objects;
mod roles;
mod standing;
mod subjects;

use super::{Edge, Hit, Outcome, Reading, Row, nearest};
use crate::annotate::statements::clause::Who;
use crate::annotate::statements::scene::Scene;
use crate::annotate::statements::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Statement, Status};
use crate::lexicon::{Class, FrameTable, Lexicon, Operator, Slot};
use crate::text::Span;
use content::{Content, Left, Told};
use standing::Standing;

/// A row of tokens, and how they stand.
struct Inflected<'a, 'b> {
    row: Row<'a, 'b>,
    /// How each token stands, by its ending.
    standings: Vec<Standing>,
    /// In which clause and where somebody takes a stance by a word of his own, and whether it is critical.
    attitudes: Vec<(usize, usize, bool)>,
    /// Whether it ends in a question mark.
    asks: bool,
    /// Whether the question presumes what it tells: "why did X …?".
    presumes: bool,
}

/// The statements of a sentence.
pub(super) fn statements(
    scene: &mut Scene<'_>,
    table: &FrameTable,
    tokens: &[Token<'_>],
    language: &str,
    lexicon: &Lexicon,
) -> Vec<Statement> {
    let text = scene.text();
    let row = Row::new(text, language, tokens, |at| edge(tokens, at));
    let hits = row.hits(table);
    let attitudes = hits.iter().filter(|hit| standing::is_attitude(hit));
    let critical = |hit: &Hit<'_>| hit.frame.stance == Stance::Critical;
    let mut marks = tokens.iter().rev();
    let sentence = Inflected {
        row,
        standings: standing::standings(scene, tokens, lexicon),
        attitudes: attitudes
            .map(|hit| (hit.clause, hit.cue.start, critical(hit)))
            .collect(),
        asks: marks
            .find(|token| token.kind != Kind::Quote)
            .is_some_and(|token| token.span.of(text) == "?"),
        presumes: tokens.iter().any(|token| token.is(Class::Subordinator)),
    };
    sentence.open(scene);
    for hit in hits.iter().filter(|hit| sentence.reports_before(hit)) {
        sentence.report(scene, hit);
    }
    let mut found = Vec::new();
    let mut contents: Vec<Content> = Vec::new();
    for (number, hit) in hits.iter().enumerate() {
        if hit.repeats_request(&hits[..number]) {
            continue;
        }
        if hit.frame.op == Operator::Report {
            sentence.report(scene, hit);
            continue;
        }
        let mut before = contents.iter().rev();
        let told = before.find_map(|content| Some((content, sentence.told(hit, content)?)));
        if let Some((sources, targets)) = sentence.code(scene, hit, told, &mut found) {
            contents.extend(sentence.content(hit, sources, targets));
        }
    }
    found
}

/// Commas part clauses, but "X, Y и Z" is one list; "Поддержав X, Y призвал …" is none.
fn edge(tokens: &[Token<'_>], at: usize) -> Edge {
    let party = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        token.is_some_and(|token| token.party().is_some())
    };
    let goes_on = || {
        let mut next = tokens.iter().skip(at + 1);
        let next = next.find(|token| token.party().is_none() && token.kind != Kind::Comma);
        next.is_some_and(|token| token.is(Class::Conjunction))
    };
    match tokens[at].kind {
        Kind::Comma if party(at.checked_sub(1)) && party(Some(at + 1)) && goes_on() => Edge::Inside,
        Kind::Break | Kind::Comma => Edge::Between,
        _ => Edge::Inside,
    }
}

impl Inflected<'_, '_> {
    fn fill(&self, scene: &Scene<'_>, hit: &Hit<'_>, slots: &[Slot]) -> Vec<Actor> {
        let who = |slot: &Slot| self.who(scene, hit, slot);
        self.row.fill(scene, hit, slots, who)
    }

    /// "Х: …": a person or body whose words the sentence is.
    fn open(&self, scene: &mut Scene<'_>) {
        let tokens = self.row.tokens;
        let mut first = tokens.iter().take(3);
        let Some(colon) = first.position(|token| token.span.of(self.row.text) == ":") else {
            return;
        };
        let speaker = (0..colon).next_back();
        let speaker = speaker.filter(|at| self.row.is_party(*at) && self.standings[*at].speaks);
        let start = tokens[colon].span.end;
        let actors = speaker.map(|at| scene.actors(&Who::Parties(vec![at]), tokens, start));
        if let Some(actor) = actors.and_then(|actors| actors.into_iter().next()) {
            scene.report(Span::new(start, scene.end()), actor);
        }
    }

    /// Whether the words before are told: "…, заявили в МИД X".
    fn reports_before(&self, hit: &Hit<'_>) -> bool {
        let mut before = self.row.clauses[hit.clause].start..hit.cue.start;
        let opener = before.all(|at| self.row.tokens[at].kind == Kind::Quote);
        hit.frame.op == Operator::Report && hit.clause > 0 && opener
    }

    /// A reporting verb: what follows in the passage is its subject's, until another speaks; so is what it stands behind.
    fn report(&self, scene: &mut Scene<'_>, hit: &Hit<'_>) {
        let speakers = self.fill(scene, hit, &hit.frame.source);
        if let Some(actor) = speakers.into_iter().next_back() {
            let start = if self.reports_before(hit) {
                self.row.tokens[0].span.start
            } else {
                self.row.tokens[hit.cue.end - 1].span.end
            };
            scene.report(Span::new(start, scene.end()), actor);
        }
    }

    /// Reads a frame, and says who acts in it upon whom.
    fn code(
        &self,
        scene: &mut Scene<'_>,
        hit: &Hit<'_>,
        told: Option<(&Content, Told)>,
        found: &mut Vec<Statement>,
    ) -> Option<(Vec<Actor>, Vec<Actor>)> {
        if !self.row.has_needed(hit) {
            return None;
        }
        let frame = hit.frame;
        let mut targets = self.fill(scene, hit, &frame.target);
        let mut sources = self.fill(scene, hit, &frame.source);
        if sources.is_empty() && frame.source.contains(&Slot::Subject) {
            sources.extend(scene.voice(self.row.start(hit)));
        }
        if frame.target.contains(&Slot::Earlier) {
            nearest(&mut targets, &sources);
        }
        let negated = self.is_negated(hit);
        let Outcome {
            act,
            stance,
            strength,
            denied,
        } = self.outcome(hit, negated)?;
        if self.is_no_deed(hit, stance) || self.is_mere_preposition(hit) {
            return None;
        }
        let status = match told {
            Some((_, Told::Nothing)) => return None,
            Some((_, Told::Denied)) => Some(Status::Denied),
            Some((_, Told::Presumed)) => Some(Status::Reported),
            Some((_, Told::Charged)) => Some(Status::Alleged),
            None => self.is_supposed(hit).then_some(Status::Hypothetical),
        };
        // Whoever charges or asks somebody tells what that one does; who denies something, what he does himself.
        match told {
            Some((content, Told::Denied)) => sources.clone_from(&content.sources),
            Some((content, _)) => sources.clone_from(&content.targets),
            None => {}
        }
        // "Обвинения X отверг Y" denies them.
        let fronted = !negated && act == Act::Reject && self.rejects_charge(hit);
        let reading = Reading {
            sources,
            targets,
            act: if fronted { Act::Deny } else { act },
            stance,
            strength,
            status: if denied { Some(Status::Denied) } else { status },
        };
        let mut statements = self.row.tell(scene, hit, &reading);
        if fronted {
            for statement in &mut statements {
                "016".clone_into(&mut statement.cameo);
            }
        }
        if fronted || frame.op == Operator::Deny && self.is_charge(hit) {
            found.extend(statements.iter().map(charge));
        }
        found.append(&mut statements);
        Some((reading.sources, reading.targets))
    }

    /// What the frame comes to; `None` where nothing is left of it.
    fn outcome(&self, hit: &Hit<'_>, negated: bool) -> Option<Outcome> {
        match self.left(hit) {
            Left::Nothing if !negated => return None,
            Left::Turned(act, stance) if !negated => {
                return Some(Outcome {
                    act,
                    stance,
                    ..self.row.plain(hit)
                });
            }
            _ => {}
        }
        // "не прекращать" is asked of who does well
        let undone = |at: usize| {
            at > 0 && self.row.is(at, Class::Stop) && self.row.is(at - 1, Class::Negation)
        };
        let asked = self.row.asked(hit, |at| {
            self.row.tokens[at].is_any(&[Class::Stop, Class::Negation])
                && !undone(at)
                && !undone(at + 1)
        });
        self.row.outcome(hit, negated, &asked)
    }
}

/// Who refutes a charge tells that it was made.
fn charge(denial: &Statement) -> Statement {
    Statement {
        source: denial.target.clone(),
        target: denial.source.clone(),
        act: Act::Accuse,
        cameo: "112".to_owned(),
        status: Status::Reported,
        ..denial.clone()
    }
}
