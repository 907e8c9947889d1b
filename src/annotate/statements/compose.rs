//! English: the frames of a sentence, their slots filled from the clauses, composed by their operators.

mod draft;
mod unmeant;

use super::clause::{Clauses, Shape, Who};
use super::guess;
use super::hits::{Hit, hits};
use super::polarity::will;
use super::scene::Scene;
use super::slots::{Filled, fill, is_harm, position_of};
use super::standing::{Scope, is_deed, open_scope, scope_end, status};
use super::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Statement, Status};
use crate::lexicon::{Class, Context, CueKind, FrameTable, Negated, Operator, Slot};
use crate::text::Span;
use draft::Draft;
use unmeant::{asks_or_visits_nobody, offends_an_armed_group};

/// The statements of a sentence.
pub(super) fn statements(
    scene: &mut Scene<'_>,
    table: &FrameTable,
    tokens: &[Token<'_>],
) -> Vec<Statement> {
    let clauses = Clauses::new(scene.text(), tokens);
    if let Some((_, named)) = clauses.opening() {
        let signers = scene.actors(&Who::Parties(named), tokens, 0);
        scene.sign(signers);
    }
    let hits = hits(table, &clauses);
    let mut scopes: Vec<Scope> = Vec::new();
    let mut found = Vec::new();
    for hit in &hits {
        if hit.frame.op == Operator::Report {
            report(scene, &clauses, hit);
        }
    }
    for hit in hits.iter().filter(|hit| !hit.frame.guesses()) {
        code(scene, &clauses, hit, &mut scopes, &mut found);
    }
    let mut guessed = Vec::new();
    for hit in hits.iter().filter(|hit| hit.frame.guesses()) {
        code(scene, &clauses, hit, &mut scopes, &mut guessed);
    }
    guess::add(&mut found, guessed);
    // The first person who does something here is "he" in the next sentence.
    let mut subjects = clauses.named_subjects().into_iter();
    let first = subjects.find_map(|parties| {
        let actors = scene.actors(&Who::Parties(parties), tokens, 0);
        actors.into_iter().find(|actor| actor.person.is_some())
    });
    if let Some(first) = first {
        scene.introduce(&first);
    }
    let topic = clauses.named_subjects().into_iter().next();
    let topic = topic.map(|parties| scene.actors(&Who::Parties(parties), tokens, 0));
    // several are no "its", and whom "their" means of them is not known
    let topic = topic.filter(|topic| topic.len() == 1);
    scene.tell_of(topic.and_then(|mut topic| topic.pop()));
    found
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
    if asks_or_visits_nobody(clauses, hit) || offends_an_armed_group(scene, clauses, hit) {
        return;
    }
    let target = fill(scene, clauses, hit, &frame.target);
    let source = fill(scene, clauses, hit, &frame.source);
    // "we gave word of drones sold to X to kill Y": whose purpose that is stands between
    let is_far = |source: &Filled| {
        is_harm(frame.act) && source.tokens.is_none() && serves_what_is_named(clauses, hit)
    };
    let Some(source) = source.filter(|source| !is_far(source)) else {
        open_scope(clauses, hit, target.as_ref(), scopes);
        return;
    };
    if let Some(first) = source.actors.first() {
        let together = frame.mutual || frame.act == Act::Consult;
        let other = target.as_ref().and_then(|target| target.actors.first());
        // "We know what Y does. They …": who says "we" is never "they"
        let is_other = source.tokens.is_some() || scene.is_told(position_of(clauses, hit));
        let other = other.filter(|_| together);
        if !source.nominal && (is_other || other.is_some()) {
            scene.remember(first, other);
        }
    }
    let status = status(scene, clauses, hit, &source, target.as_ref(), scopes);
    let content = open_scope(clauses, hit, target.as_ref(), scopes);
    let target = target.or_else(|| towards_nobody(hit, &source));
    let (Some(target), Some((status, polarity))) = (target, status) else {
        return;
    };
    if frame.op == Operator::Deny && matches!(status, Status::Asserted | Status::Reported) {
        found.extend(charge(scene, clauses, hit, &source, &target));
    }
    let asked = |scope: &Scope| {
        let asks = matches!(scope.op, Operator::Request | Operator::Oblige);
        asks && scope.range.contains(&hit.cue.start)
    };
    if frame.negated == Negated::Needed && scopes.iter().any(asked) {
        return; // "urged X not to stop"
    }
    let Some(draft) = Draft::of(frame, clauses, hit, polarity, content) else {
        return;
    };
    let mut draft = draft;
    let committed =
        |scope: &Scope| scope.op == Operator::Commit && scope.range.contains(&hit.cue.start);
    // "will discuss X's sanctions" promises none
    let own = !draft.denied && !source.nominal;
    let promised = promises(draft.act) && willed(clauses, hit);
    if own && (promised || is_deed(draft.act) && scopes.iter().any(committed)) {
        draft.commit();
    }
    let status = if draft.denied { Status::Denied } else { status };
    let evidence = evidence(clauses, hit, &source, &target);
    let judges = frame.source.first() == Some(&Slot::Voice) || frame.act == Act::Accuse;
    if judges && draft.stance == Stance::Critical && status.counts() {
        target.actors.iter().for_each(|target| scene.blame(target));
    }
    let supports = draft.stance == Stance::Supportive;
    let position = clauses.tokens[hit.cue.start].span.start;
    let voice = scene.voice(position).and_then(|voice| voice.id);
    let language_rule = format!("en.{}", frame.id);
    let mut push = |source: &Actor, target: &Actor| {
        let towards_nobody = *target == Actor::default();
        found.push(Statement {
            source: source.clone(),
            target: target.clone(),
            stance: if towards_nobody {
                Stance::Neutral
            } else {
                draft.stance
            },
            act: draft.act,
            cameo: draft.cameo.clone(),
            strength: draft.strength,
            status,
            span: evidence,
            confidence: frame.confidence * if towards_nobody { 0.8 } else { 1.0 },
            rule: language_rule.clone(),
        });
    };
    for one in &source.actors {
        for other in &target.actors {
            // nobody blames those he signs with, nor is their common voice anybody he stands by
            let sided = draft.stance == Stance::Critical || scene.is_own(other);
            let together = sided && scene.signs(one) && scene.signs(other);
            if one.id.is_some() && (one.id == other.id || together) {
                continue;
            }
            // A ministry tells of its own meetings from its side; two others met each other.
            let met = frame.mutual && frame.act == Act::Consult;
            let tells = |party: &Actor| met && voice.is_some() && party.id == voice;
            // nobody supports those whom he calls "the regime"
            if !(tells(other) || supports && is_scolded(other)) {
                push(one, other);
            }
            if frame.mutual && !tells(one) {
                push(other, one);
            }
        }
    }
}

/// Whether somebody is named by a word of contempt: "the regime", "the occupiers".
fn is_scolded(actor: &Actor) -> bool {
    let name = actor.name.as_deref().unwrap_or_default().to_lowercase();
    let mut descriptors = Context::builtin().descriptor.iter();
    descriptors.any(|descriptor| descriptor.scolds && descriptor.words.contains(&name))
}

/// What is said may be told without whom it is said to: "threatened to close its airspace", "accepted the demands".
fn towards_nobody(hit: &Hit<'_>, source: &Filled) -> Option<Filled> {
    (hit.frame.alone && !source.nominal).then(|| Filled {
        actors: vec![Actor::default()],
        tokens: None,
        nominal: false,
    })
}

/// Whoever denies a charge was charged: "refuted X's accusations" tells of X's, also where it is not denied after all.
fn charge(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    source: &Filled,
    target: &Filled,
) -> Option<Statement> {
    let [denier, accuser] = [source, target].map(|party| party.actors.first());
    let (denier, accuser) = (denier?, accuser?);
    // who counters propaganda need not be its target
    let told = hit.cue.end..clauses.tokens.len().min(hit.cue.end + 9);
    let lies = ["propaganda", "disinformation", "misinformation"];
    if told
        .into_iter()
        .any(|at| lies.iter().any(|word| clauses.is_word(at, word)))
    {
        return None;
    }
    // "claims that Z spied" charges Z; "claims that it armed Z" charges whoever denies it
    let content = target.tokens.as_ref()?.end.max(hit.cue.end)..scope_end(clauses, hit.cue.end);
    let mut named = content
        .take_while(|at| clauses.group_of(*at).is_none())
        .filter_map(|at| scene.party(&clauses.tokens[at]));
    let charges_another = named.any(|party| party.id != denier.id && party.id != accuser.id);
    if denier.id.is_none() || charges_another {
        return None;
    }
    Some(Statement {
        source: accuser.clone(),
        target: denier.clone(),
        stance: Stance::Critical,
        act: Act::Accuse,
        cameo: "112".to_owned(),
        strength: 4,
        status: Status::Reported,
        span: evidence(clauses, hit, source, target),
        confidence: hit.frame.confidence * 0.9,
        rule: format!("en.{}", hit.frame.id),
    })
}

/// Whether the act in the future is another one: a pledge or a threat. PLOVER's manual (0.8) codes what will be done to cooperate as
/// AGREE.
fn promises(act: Act) -> bool {
    matches!(
        act,
        Act::Aid
            | Act::Sanction
            | Act::Support
            | Act::Consult
            | Act::Cooperate
            | Act::Coerce
            | Act::Concede
            | Act::Retreat
    )
}

/// Whether the verb of the cue is in the future: "will send", or not excluded: "does not rule out sanctions".
fn willed(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let group = hit.group.or_else(|| clauses.group_before(hit.cue.start));
    group
        .and_then(|group| clauses.groups.get(group))
        .is_some_and(|group| {
            let open = clauses.is(group.head, Class::Refuse) && group.negated;
            let future = [
                "will", "shall", "would", "won't", "we'll", "they'll", "i'll",
            ];
            let has = |words: &[&str]| {
                let mut range = group.range.clone();
                range.any(|at| words.iter().any(|word| clauses.is_word(at, word)))
            };
            // "I want to thank" thanks
            let wills = hit.frame.act != Act::Support && will(clauses, group).is_some();
            open || wills || has(&future) && !has(&["always", "still"]) // "will always stand by" does so now
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

/// Whether the cue is an infinitive behind a noun that a preposition governs, so that it tells the purpose of that.
fn serves_what_is_named(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let group = hit.group.and_then(|group| clauses.groups.get(group));
    let Some(group) = group.filter(|group| group.shape == Shape::Infinitive) else {
        return false;
    };
    let governor = clauses.group_before(group.range.start);
    let end = governor.map_or(0, |governor| clauses.groups[governor].range.end);
    let mut between = end..group.range.start;
    between.any(|at| clauses.is(at, Class::Preposition))
}
