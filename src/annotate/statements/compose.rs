//! English: the frames of a sentence, their slots filled from the clauses, composed by their operators.

use super::clause::{Clauses, Phrase, Who};
use super::scene::Scene;
use super::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Statement, Status};
use crate::lexicon::{Class, CueKind, CueMatch, Entry, Frame, FrameTable, Negated, Operator, Slot};
use crate::text::Span;
use std::cmp::Reverse;
use std::ops::Range;

/// A frame whose cue stands in the sentence.
struct Hit<'a> {
    frame: &'a Frame,
    cue: Range<usize>,
    group: Option<usize>,
}

/// The content of an operator: what is claimed, denied or asked for.
struct Scope {
    range: Range<usize>,
    op: Operator,
    /// Asked to end what follows: so it is being done.
    presumed: bool,
}

/// Parties filled in.
struct Filled {
    actors: Vec<Actor>,
    tokens: Option<Range<usize>>,
    nominal: bool,
}

/// The statements of a sentence.
pub(super) fn statements(
    scene: &mut Scene<'_>,
    table: &FrameTable,
    tokens: &[Token<'_>],
) -> Vec<Statement> {
    let clauses = Clauses::new(scene.text(), tokens);
    let hits = hits(table, &clauses);
    let mut scopes: Vec<Scope> = Vec::new();
    let mut found = Vec::new();
    for hit in &hits {
        if hit.frame.op == Operator::Report {
            report(scene, &clauses, hit);
        }
    }
    for hit in &hits {
        code(scene, &clauses, hit, &mut scopes, &mut found);
    }
    found
}

/// The frames of a sentence, longest cue first where several start at one word, none inside another's cue.
fn hits<'a>(table: &'a FrameTable, clauses: &Clauses<'_, '_>) -> Vec<Hit<'a>> {
    let entries: Vec<Option<&Entry>> = clauses.tokens.iter().map(|token| token.entry).collect();
    let mut found = Vec::new();
    let mut covered = 0;
    for (start, token) in clauses.tokens.iter().enumerate() {
        if start < covered || token.entry.is_none() {
            continue;
        }
        let boundary = |token: &Token<'_>| matches!(token.kind, Kind::Comma | Kind::Break);
        let reach = clauses.tokens[start..]
            .iter()
            .take(12)
            .take_while(|token| !boundary(token))
            .count();
        let group = clauses.group_of(start);
        let is_head = group
            .and_then(|group| clauses.groups.get(group))
            .is_some_and(|group| group.head == start);
        let mut fitting: Vec<(&Frame, CueMatch)> = table
            .cues_at(&entries[start..start + reach])
            .into_iter()
            .filter_map(|cue| Some((table.frames().get(cue.frame)?, cue)))
            .filter(|(frame, _)| match frame.kind {
                CueKind::Verb => is_head,
                CueKind::Noun => !is_head,
                CueKind::Phrase => true,
            })
            .collect();
        fitting.retain(|(frame, _)| frame.kind != CueKind::Phrase || is_predicate(clauses, start));
        // Several frames may read one noun: "attack on" is an attack and, in another's mouth, a reproach.
        let best = |cue: &CueMatch| (cue.words, Reverse(cue.length));
        let most = fitting.iter().map(|(_, cue)| best(cue)).max();
        fitting.retain(|(frame, cue)| frame.kind == CueKind::Noun || Some(best(cue)) == most);
        for (frame, cue) in fitting {
            let group = match frame.kind {
                CueKind::Noun => None,
                CueKind::Verb => group,
                CueKind::Phrase => group.or_else(|| clauses.group_before(start)),
            };
            let end = start + cue.length;
            found.push(Hit {
                frame,
                cue: start..end,
                group,
            });
            covered = covered.max(end);
        }
    }
    found
}

/// Whether the phrase at `start` is said of a subject: right after its verb, part of one, or opened by a preposition.
fn is_predicate(clauses: &Clauses<'_, '_>, start: usize) -> bool {
    if clauses.group_of(start).is_some() || clauses.is(start, Class::Preposition) {
        return true;
    }
    let opens = start
        .checked_sub(1)
        .map_or(0, |end| clauses.phrase_before(end).range.start.min(start));
    let before = clauses
        .group_before(start)
        .and_then(|group| clauses.groups.get(group));
    before.is_some_and(|group| group.range.end >= opens)
}

/// A reporting verb: what follows, and what stands before "…”, said X", is its subject's.
fn report(scene: &mut Scene<'_>, clauses: &Clauses<'_, '_>, hit: &Hit<'_>) {
    let (Some(first), Some(last)) = (clauses.tokens.first(), clauses.tokens.last()) else {
        return;
    };
    let group = hit.group.and_then(|group| clauses.groups.get(group));
    let start = group.map_or(hit.cue.start, |group| group.range.start);
    let closes = |at: usize| matches!(clauses.tokens[at].kind, Kind::Comma | Kind::Quote);
    let inverted = start
        .checked_sub(1)
        .filter(|at| closes(*at))
        .and_then(|before| {
            let next = clauses.phrase_at(clauses.after(hit.cue.end));
            let speaker = scene
                .actors(&Who::Parties(next.parties), clauses.tokens, 0)
                .into_iter()
                .next();
            Some((
                speaker?,
                Span::new(first.span.start, clauses.tokens[before].span.end),
            ))
        });
    let plain = || {
        let source = fill(scene, clauses, hit, &hit.frame.source)?;
        let own = clauses.tokens.get(hit.cue.end)?;
        let speaker = source.actors.into_iter().next().filter(|_| {
            source
                .tokens
                .is_none_or(|range| range.end <= start || hit.frame.kind != CueKind::Verb)
        })?;
        Some((speaker, Span::new(own.span.start, last.span.end)))
    };
    if let Some((speaker, span)) = inverted.or_else(plain) {
        scene.remember(&speaker, None);
        scene.report(span, speaker);
    }
}

fn code(
    scene: &mut Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    scopes: &mut Vec<Scope>,
    found: &mut Vec<Statement>,
) {
    let frame = hit.frame;
    if frame.op == Operator::Report {
        return;
    }
    let position = clauses.tokens[hit.cue.start].span.start;
    if !frame.needs.is_empty() && !neighbourhood_has(clauses, hit, &frame.needs) {
        return;
    }
    let target = fill(scene, clauses, hit, &frame.target);
    let source = fill(scene, clauses, hit, &frame.source);
    let Some(source) = source else {
        open_scope(clauses, hit, target.as_ref(), scopes);
        return;
    };
    if let Some(first) = source.actors.first() {
        let together = frame.mutual || frame.act == Act::Consult;
        let other = target.as_ref().and_then(|target| target.actors.first());
        scene.remember(first, other.filter(|_| together));
    }
    let status = status(scene, clauses, hit, &source, scopes, position);
    let content = open_scope(clauses, hit, target.as_ref(), scopes);
    let (Some(target), Some((status, polarity))) = (target, status) else {
        return;
    };
    let Some(draft) = Draft::of(frame, clauses, hit, polarity, content) else {
        return;
    };
    let status = if draft.denied { Status::Denied } else { status };
    let evidence = evidence(clauses, hit, &source, &target);
    let language_rule = format!("en.{}", frame.id);
    let mut push = |source: &Actor, target: &Actor| {
        found.push(Statement {
            source: source.clone(),
            target: target.clone(),
            stance: draft.stance,
            act: draft.act,
            cameo: draft.cameo.clone(),
            strength: draft.strength,
            status,
            span: evidence,
            confidence: frame.confidence,
            rule: language_rule.clone(),
        });
    };
    for one in &source.actors {
        for other in &target.actors {
            if one.id.is_some() && one.id == other.id {
                continue;
            }
            push(one, other);
            if frame.mutual {
                push(other, one);
            }
        }
    }
}

/// What a frame comes to in its clause.
struct Draft {
    act: Act,
    cameo: String,
    stance: Stance,
    strength: u8,
    denied: bool,
}

impl Draft {
    fn of(
        frame: &Frame,
        clauses: &Clauses<'_, '_>,
        hit: &Hit<'_>,
        polarity: Polarity,
        content: Content,
    ) -> Option<Self> {
        let mut draft = Self {
            act: frame.act,
            cameo: frame.cameo.clone(),
            stance: frame.stance,
            strength: strength(frame, clauses, hit),
            denied: false,
        };
        let negated = polarity != Polarity::Plain;
        match frame.op {
            Operator::Request | Operator::Oblige => {
                let forbidden = negated && frame.op == Operator::Oblige;
                if negated && !forbidden {
                    return None;
                }
                (draft.stance, draft.strength) = match content {
                    _ if forbidden => (Stance::Critical, 5),
                    Content::Ends => (Stance::Critical, 5),
                    Content::Mends => (Stance::Critical, draft.strength.max(4)),
                    Content::Other => (frame.stance, draft.strength),
                };
            }
            _ if polarity == Polarity::Refused && frame.stance != Stance::Critical => {
                draft.reject()
            }
            _ if negated => match frame.negated {
                Negated::Nothing => return None,
                Negated::Same => {}
                Negated::Denied => draft.denied = true,
                Negated::Reject => draft.reject(),
            },
            _ => {}
        }
        Some(draft)
    }

    fn reject(&mut self) {
        self.act = Act::Reject;
        "12".clone_into(&mut self.cameo);
        self.stance = Stance::Critical;
        self.strength = 4;
    }
}

/// The frame's rung, shifted by what intensifies or softens it nearby.
fn strength(frame: &Frame, clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> u8 {
    let near = hit.cue.start.saturating_sub(3)..(hit.cue.end + 1).min(clauses.tokens.len());
    let up = near.clone().any(|at| clauses.is(at, Class::Intensifier));
    let down = near.clone().any(|at| clauses.is(at, Class::Downtoner));
    (frame.strength + u8::from(up))
        .saturating_sub(u8::from(down))
        .min(9)
}

/// Whether the noun phrase around the cue, or the object of a verb, has a word of one of the classes.
fn neighbourhood_has(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, classes: &[Class]) -> bool {
    let before = hit
        .cue
        .start
        .checked_sub(1)
        .map(|end| clauses.phrase_before(end).range)
        .unwrap_or_default();
    let after = clauses.phrase_at(clauses.after(hit.cue.end)).range;
    before
        .chain(hit.cue.clone())
        .chain(after)
        .any(|at| classes.iter().any(|class| clauses.is(at, *class)))
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    /// The end of a wrong.
    Ends,
    /// What should be done anyway.
    Mends,
    Other,
}

/// Opens the scope of an operator over what follows it in the sentence, and says what is asked for there.
fn open_scope(
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    target: Option<&Filled>,
    scopes: &mut Vec<Scope>,
) -> Content {
    let op = hit.frame.op;
    if matches!(op, Operator::Assert | Operator::Report) {
        return Content::Other;
    }
    let named = target
        .and_then(|target| target.tokens.clone())
        .map_or(0, |range| range.end);
    let start = match op {
        Operator::Oblige => hit.cue.end,
        _ if named > hit.cue.start => named,
        _ => hit.cue.end,
    };
    let end = scope_end(clauses, start);
    let mut content = Content::Other;
    for at in start..end {
        if clauses.is(at, Class::Stop)
            || (clauses.is(at, Class::Negation) && op == Operator::Request)
        {
            content = Content::Ends;
            break;
        }
        if clauses.is(at, Class::Oblige) {
            content = Content::Mends;
        }
    }
    scopes.push(Scope {
        range: start..end,
        op,
        presumed: content == Content::Ends,
    });
    content
}

/// Where the content that starts at `start` ends: at a full stop, or at a comma after which another clause begins.
fn scope_end(clauses: &Clauses<'_, '_>, start: usize) -> usize {
    let ends = |at: &usize| {
        let comma = clauses.tokens[*at].kind == Kind::Comma;
        let next = clauses
            .group_of(*at + 1)
            .and_then(|group| clauses.groups.get(group));
        clauses.tokens[*at].kind == Kind::Break
            || (comma
                && (next.is_some()
                    || clauses.is(*at + 1, Class::Conjunction)
                    || clauses.is(*at + 1, Class::Subordinator)))
    };
    (start..clauses.tokens.len())
        .find(ends)
        .unwrap_or(clauses.tokens.len())
}

/// The standing of an act, and whether it is negated; `None` where it is not an act at all.
fn status(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    source: &Filled,
    scopes: &[Scope],
    position: usize,
) -> Option<(Status, Polarity)> {
    let polarity = polarity(clauses, hit);
    let mut status = Status::Asserted;
    let voice = scene.voice(position);
    let voiced_by_another = voice.is_some_and(|voice| {
        source
            .actors
            .first()
            .is_some_and(|source| source.id != voice.id)
    });
    let hostile_deed = matches!(hit.frame.act, Act::Assault | Act::Coerce | Act::Mobilize);
    if voiced_by_another && hostile_deed {
        status = Status::Alleged;
    } else if source.nominal || voiced_by_another {
        status = Status::Reported;
    }
    for scope in scopes
        .iter()
        .filter(|scope| scope.range.contains(&hit.cue.start))
    {
        match scope.op {
            Operator::Claim
                if status != Status::Denied
                    && hit.frame.op == Operator::Assert
                    && !is_voice(&hit.frame.source) =>
            {
                status = Status::Alleged
            }
            Operator::Deny if hit.frame.op != Operator::Claim => status = Status::Denied,
            Operator::Request | Operator::Oblige if scope.presumed => status = Status::Reported,
            Operator::Request | Operator::Oblige if !is_voice(&hit.frame.source) => return None,
            _ => {}
        }
    }
    if conditional(clauses, hit.cue.start) {
        status = Status::Hypothetical;
    }
    Some((status, polarity))
}

fn is_voice(slots: &[Slot]) -> bool {
    slots.first() == Some(&Slot::Voice)
}

/// Whether what the cue says is not so, or its actor declines to do it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Polarity {
    Plain,
    Negated,
    Refused,
}

fn polarity(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Polarity {
    let negation = |at: usize| clauses.is(at, Class::Negation);
    let negated = match (
        hit.frame.kind,
        hit.group.and_then(|group| clauses.groups.get(group)),
    ) {
        (CueKind::Noun, _) => (hit.cue.start.saturating_sub(3)..hit.cue.start).any(negation),
        (CueKind::Phrase, None) => hit.cue.start.checked_sub(1).is_some_and(negation),
        (CueKind::Verb, None) => false,
        (_, Some(group)) => {
            let governor = clauses
                .group_before(group.range.start)
                .and_then(|governor| clauses.groups.get(governor));
            let refuses = governor.filter(|governor| clauses.is(governor.head, Class::Refuse));
            match refuses.filter(|_| group.infinitive) {
                Some(governor) if governor.negated == group.negated => return Polarity::Refused,
                Some(_) => false, // "never ceased to", "did not fail to"
                None => group.negated,
            }
        }
    };
    if negated {
        Polarity::Negated
    } else {
        Polarity::Plain
    }
}

/// Whether the place stands in an "if" clause.
fn conditional(clauses: &Clauses<'_, '_>, position: usize) -> bool {
    let before = (0..position).rev();
    before
        .take_while(|at| !matches!(clauses.tokens[*at].kind, Kind::Comma | Kind::Break))
        .any(|at| clauses.is(at, Class::Condition))
}

/// Fills the first of `slots` that has somebody in it.
fn fill(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    slots: &[Slot],
) -> Option<Filled> {
    let position = clauses.tokens[hit.cue.start].span.start;
    slots.iter().find_map(|slot| {
        let (who, nominal) = who(scene, clauses, hit, slot)?;
        let tokens = match &who {
            Who::Parties(parties) => parties
                .first()
                .zip(parties.last())
                .map(|(first, last)| *first..*last + 1),
            _ => None,
        };
        let mut actors = scene.actors(&who, clauses.tokens, position);
        match slot {
            Slot::First => actors.truncate(1),
            Slot::Rest => {
                actors.drain(..actors.len().min(1));
            }
            _ => {}
        }
        (!actors.is_empty()).then_some(Filled {
            actors,
            tokens,
            nominal,
        })
    })
}

fn who(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    slot: &Slot,
) -> Option<(Who, bool)> {
    let group = hit.group.and_then(|group| clauses.groups.get(group));
    let passive = group.is_some_and(|group| group.passive) && hit.frame.kind == CueKind::Verb;
    let plain = |who: Who| (who, false);
    match slot {
        Slot::Voice => {
            let position = clauses.tokens[hit.cue.start].span.start;
            scene.voice(position).map(|_| plain(Who::Voice))
        }
        Slot::Subject if passive => after(clauses, hit, "by").map(plain),
        Slot::Subject => match hit.frame.kind {
            CueKind::Noun => noun_subject(clauses, hit).map(plain),
            _ => clauses.subject(hit.group?).map(plain),
        },
        Slot::Theme => clauses.theme(hit.group?).map(plain),
        Slot::Object | Slot::Person if passive => clauses.theme(hit.group?).map(plain),
        Slot::Object => object(clauses, hit).map(plain),
        Slot::Person => person(clauses, hit).map(plain),
        Slot::Possessor => clauses.possessor(hit.cue.start).map(|who| (who, true)),
        Slot::Others => {
            let before = hit
                .cue
                .start
                .checked_sub(1)
                .map(|end| clauses.phrase_before(end))?;
            let both = [Class::Both, Class::First]
                .iter()
                .any(|class| clauses.phrase_has(&before, *class));
            match before.parties.is_empty() {
                false => Some(plain(Who::Parties(before.parties))),
                true => both.then(|| plain(Who::Both)),
            }
        }
        Slot::Earlier => Some(plain(Who::Anaphor)),
        Slot::Inside => {
            let inside = hit
                .cue
                .clone()
                .filter(|at| clauses.tokens[*at].party().is_some());
            let parties: Vec<usize> = inside.collect();
            (!parties.is_empty()).then(|| plain(Who::Parties(parties)))
        }
        Slot::First | Slot::Rest => clauses.subject(hit.group?).map(plain),
        Slot::After(preposition) => {
            let nominal = hit.frame.kind == CueKind::Noun;
            after(clauses, hit, preposition).map(|who| (who, nominal))
        }
    }
}

/// The subject of the verb whose object the cue noun is: "expressed support for", "its condolences".
fn noun_subject(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let phrase = hit
        .cue
        .start
        .checked_sub(1)
        .map(|end| clauses.phrase_before(end));
    let start = phrase.map_or(hit.cue.start, |phrase| phrase.range.start);
    let governor = clauses.group_before(start)?;
    let group = clauses.groups.get(governor)?;
    let near = start.saturating_sub(group.range.end) <= 6;
    let light = clauses.is(group.head, Class::Light);
    (near && light).then(|| {
        if group.passive {
            after_position(clauses, group.range.end, "by")
        } else {
            clauses.subject(governor)
        }
    })?
}

/// The object, or whom what is the object belongs to, is by or comes from.
fn object(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let phrase = clauses.phrase_at(clauses.after(hit.cue.end));
    if hit.frame.op == Operator::Deny && !clauses.phrase_has(&phrase, Class::Claim) {
        return None;
    }
    let owner = clauses.owner(&phrase);
    if !owner.is_empty() {
        return Some(Who::Parties(owner));
    }
    let harm = clauses.phrase_has(&phrase, Class::Harm);
    let of: &[&str] = if harm || hit.frame.op == Operator::Deny {
        &["by", "from"]
    } else {
        &["by", "of", "from", "in"]
    };
    of.iter()
        .find_map(|preposition| after_position(clauses, phrase.range.end, preposition))
}

/// The object where it is itself a party.
fn person(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let phrase = clauses.phrase_at(clauses.after(hit.cue.end));
    if phrase.parties.is_empty() {
        let official = clauses.phrase_has(&phrase, Class::Official);
        return official.then(|| after_position(clauses, phrase.range.end, "of"))?;
    }
    Some(Who::Parties(phrase.parties))
}

fn after(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, preposition: &str) -> Option<Who> {
    after_position(clauses, hit.cue.end, preposition)
}

fn after_position(clauses: &Clauses<'_, '_>, start: usize, preposition: &str) -> Option<Who> {
    let chain = clauses.prepositional(start);
    let mut rest = chain.iter().enumerate();
    rest.find_map(|(number, (at, phrase))| {
        if !clauses.is_word(*at, preposition) {
            return None;
        }
        let owner = clauses.owner(phrase);
        if !owner.is_empty() {
            return Some(Who::Parties(owner));
        }
        let of = chain
            .get(number + 1)
            .filter(|(at, _)| *at == phrase.range.end && clauses.is_word(*at, "of"));
        let parties = of.map(|(_, phrase): &(usize, Phrase)| phrase.parties.clone())?;
        (!parties.is_empty()).then_some(Who::Parties(parties))
    })
}

/// From the first of cue, source and target to the last, sources far off left out; as much of what follows as shows what is meant.
fn evidence(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, source: &Filled, target: &Filled) -> Span {
    let mut range = hit.cue.clone();
    if let Some(group) = hit.group.and_then(|group| clauses.groups.get(group)) {
        range.start = range
            .start
            .min(group.range.start.max(range.start.saturating_sub(6)));
    }
    for (party, reach) in [(source, 8), (target, 25)] {
        if let Some(tokens) = &party.tokens {
            if tokens.start + reach >= range.start {
                range.start = range.start.min(tokens.start);
            }
            if tokens.end <= range.end + 25 {
                range.end = range.end.max(tokens.end);
            }
        }
    }
    let content = scope_end(clauses, range.end);
    range.end = content.min(range.end + 12).max(range.end);
    let first = clauses
        .tokens
        .get(range.start)
        .map_or(0, |token| token.span.start);
    let last = clauses
        .tokens
        .get(range.end.saturating_sub(1))
        .map_or(first, |token| token.span.end);
    Span::new(first, last.max(first))
}
