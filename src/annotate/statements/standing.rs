//! Whether an act holds: what operators make of their content, negations, conditions, whose words it is.

use super::clause::{Clauses, Group, Shape};
use super::hits::Hit;
use super::polarity::{Polarity, polarity, will};
use super::scene::Scene;
use super::slots::{Filled, is_harm};
use super::tokens::Kind;
use crate::briefing::{Act, Status};
use crate::lexicon::{Class, CueKind, Inflection, Operator, Slot};
use std::ops::Range;

/// As many words has a question without an auxiliary in front, and as far reaches "no evidence that".
const PLAIN: usize = 60;

/// The content of an operator: what is claimed, denied or asked for.
pub(super) struct Scope {
    pub(super) range: Range<usize>,
    pub(super) op: Operator,
    /// Asked to end what follows: so it is being done.
    pub(super) presumed: bool,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Content {
    /// The end of a wrong.
    Ends,
    /// What should be done anyway.
    Mends,
    Other,
}

/// Opens the scope of an operator over what follows it in the sentence, and says what is asked for there.
pub(super) fn open_scope(
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
    let verb = |at: usize| {
        clauses
            .group_of(at)
            .and_then(|group| clauses.groups.get(group))
    };
    let ends = |at: usize| {
        verb(at).is_some_and(|group| {
            // "not to supply", "to stop supplying", but not "not to stop talking"
            group.head == at
                && clauses.is(at, Class::Stop) != (group.negated && op == Operator::Request)
        })
    };
    // "to put an end to"
    let ends = |at: usize| {
        let noun = clauses.group_of(at).is_none() && clauses.is_word(at + 1, "to");
        ends(at) || noun && clauses.is(at, Class::Stop)
    };
    let mends = |at: usize| {
        // "to be free" frees nobody
        let acts = verb(at).is_some_and(|group| group.head == at);
        clauses.is(at, Class::Duty) || (clauses.is(at, Class::Oblige) && acts)
    };
    let content = match () {
        () if (start..end).any(ends) => Content::Ends,
        () if (start..end).any(mends) => Content::Mends,
        () => Content::Other,
    };
    scopes.push(Scope {
        range: start..end,
        op,
        presumed: content == Content::Ends,
    });
    content
}

/// The standing of an act, and whether it is negated; `None` where it is not an act at all.
pub(super) fn status(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    source: &Filled,
    target: Option<&Filled>,
    scopes: &[Scope],
) -> Option<(Status, Polarity)> {
    let polarity = polarity(clauses, hit);
    let position = clauses.tokens[hit.cue.start].span.start;
    let mut status = Status::Asserted;
    let voice = scene.voice(position).and_then(|voice| voice.id);
    let voiced_by_another = voice.is_some()
        && source
            .actors
            .first()
            .is_some_and(|source| source.id != voice);
    let hostile_deed = is_harm(hit.frame.act);
    let by_victim =
        target.is_some_and(|target| target.actors.iter().any(|target| target.id == voice));
    if voiced_by_another && hostile_deed && (source.nominal || by_victim) {
        status = Status::Alleged;
    } else if source.nominal
        || voiced_by_another
        || scene.is_relayed(position)
        || told_of(hit, voice.as_ref(), source)
    {
        status = Status::Reported;
    }
    for scope in scopes
        .iter()
        .filter(|scope| scope.range.contains(&hit.cue.start))
    {
        match scope.op {
            Operator::Claim if status == Status::Denied || is_voice(&hit.frame.source) => {}
            Operator::Claim if is_deed(hit.frame.act) => status = Status::Alleged,
            Operator::Claim => status = Status::Reported,
            Operator::Deny if hit.frame.op != Operator::Claim => status = Status::Denied,
            Operator::Request | Operator::Oblige if scope.presumed => status = Status::Reported,
            Operator::Request | Operator::Oblige if !is_voice(&hit.frame.source) => return None,
            _ => {}
        }
    }
    let possible = ["could", "might", "may"];
    let merely = hit
        .group
        .filter(|_| hit.frame.kind == CueKind::Verb && !is_voice(&hit.frame.source))
        .and_then(|group| clauses.groups.get(group))
        .is_some_and(|group| {
            let mut words = group.range.clone();
            !group.negated && words.any(|at| possible.iter().any(|word| clauses.is_word(at, word)))
        });
    let open = conditional(clauses, hit.cue.start)
        || is_asked(clauses, hit)
        || is_unproven(clauses, hit.cue.start);
    if merely || open || is_imagined(clauses, hit) || is_purpose_of_nothing(clauses, hit) {
        status = Status::Hypothetical;
    }
    Some((status, polarity))
}

/// Whether the cue is a noun for a claim ("accusations by"), which others than its maker speak of.
fn told_of(hit: &Hit<'_>, voice: Option<&String>, source: &Filled) -> bool {
    let own = voice.is_some()
        && source
            .actors
            .first()
            .is_some_and(|source| source.id.as_ref() == voice);
    hit.frame.kind == CueKind::Noun && hit.frame.op == Operator::Claim && !own
}

/// Where the content that starts at `start` ends: at a full stop, or at a comma after which another clause begins.
pub(super) fn scope_end(clauses: &Clauses<'_, '_>, start: usize) -> usize {
    // "…, following a meeting" is no part of what is asked
    let follows = |at: usize| {
        let token = clauses.tokens.get(at);
        let verb = token.and_then(|token| token.entry?.verb);
        verb == Some(Inflection::Ing) && clauses.is(at, Class::Preposition)
    };
    // "to pull back, to stop firing, cease …" is one list
    let goes_on = |group: &Group| {
        group.shape == Shape::Infinitive || (group.form == Inflection::Base && !group.negated)
    };
    let ends = |at: &usize| {
        let comma = clauses.tokens[*at].kind == Kind::Comma;
        let next = clauses
            .group_of(*at + 1)
            .and_then(|group| clauses.groups.get(group));
        clauses.tokens[*at].kind == Kind::Break
            || (comma
                && (next.is_some_and(|group| !goes_on(group))
                    || follows(*at + 1)
                    || clauses.is(*at + 1, Class::Conjunction)
                    || clauses.is(*at + 1, Class::Subordinator)))
    };
    (start..clauses.tokens.len())
        .find(ends)
        .unwrap_or(clauses.tokens.len())
}

/// Whether it is done rather than said.
pub(super) fn is_deed(act: Act) -> bool {
    !matches!(
        act,
        Act::Accuse
            | Act::Reject
            | Act::Request
            | Act::Deny
            | Act::Threaten
            | Act::Appeal
            | Act::Decline
            | Act::State
            | Act::Note
    )
}

fn is_voice(slots: &[Slot]) -> bool {
    slots.first() == Some(&Slot::Voice)
}

/// Whether it is what something is not done for, or not done by: "will not use it to strike X", "is not engaged, either by attacking X".
fn is_purpose_of_nothing(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let group = hit.group.and_then(|group| clauses.groups.get(group));
    let Some(group) = group.filter(|_| hit.frame.kind == CueKind::Verb) else {
        return false;
    };
    if will(clauses, group).is_some() {
        return false; // "did not hesitate to"
    }
    let before = group.range.start.checked_sub(1);
    let by = before.is_some_and(|at| {
        ["by", "through"]
            .iter()
            .any(|word| clauses.is_word(at, word))
    });
    let serves = match group.shape {
        Shape::Infinitive => true,
        Shape::Participle => by,
        Shape::Finite => false,
    };
    let mut earlier = clauses.group_before(group.range.start);
    while let Some(number) = earlier.filter(|_| serves) {
        let governor = &clauses.groups[number];
        let mut between = governor.range.end..group.range.start;
        let parted = between.any(|at| {
            clauses.tokens[at].kind == Kind::Break
                || clauses.is_any(at, &[Class::Subordinator, Class::Relative, Class::That])
        });
        if parted || governor.shape == Shape::Finite {
            // right behind it, or behind a verb we do not know, stands what it wills or is able to do
            let adjoins = group.range.start <= governor.range.end + 1;
            return !parted && !adjoins && governor.negated;
        }
        earlier = clauses.group_before(governor.range.start);
    }
    false
}

/// Whether a question asks just this: "Will X condemn Y?". What "why did X condemn Y" or "will X, which condemned Y, …" presumes is
/// not asked.
fn is_asked(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let leads = |at: usize| {
        matches!(clauses.tokens[at].kind, Kind::Quote | Kind::Comma)
            || clauses.is_any(at, &[Class::Conjunction, Class::Adverb])
            || ["so", "then", "well", "now", "okay"]
                .iter()
                .any(|word| clauses.is_word(at, word))
    };
    let all = 0..clauses.tokens.len();
    let unquoted = |at: &usize| clauses.tokens[*at].kind != Kind::Quote;
    let first = all.clone().find(|at| !leads(*at));
    let last = all.rev().find(unquoted);
    let auxiliary = [Class::Modal, Class::Be, Class::Have, Class::Do];
    let asks = last.is_some_and(|at| clauses.is_word(at, "?"));
    let inverts = first.is_some_and(|at| clauses.is_any(at, &auxiliary));
    if !asks || !inverts && !is_told_to_ask(clauses) {
        return false;
    }
    let is_relative = |group: &Group| {
        let before = group.range.start.checked_sub(1);
        before.is_some_and(|at| clauses.is_any(at, &[Class::Relative, Class::That]))
    };
    // The auxiliary stands apart from its verb, before the subject.
    let groups = clauses.groups.iter().enumerate();
    let groups = groups.skip(usize::from(inverts));
    let main = groups
        .filter(|(_, group)| !is_relative(group))
        .map(|(number, _)| number)
        .next();
    let verb = match hit.frame.kind {
        CueKind::Noun => clauses.group_before(hit.cue.start),
        CueKind::Verb | CueKind::Phrase => hit.group,
    };
    // "Will X continue to arm Y?"
    let mut verb = verb;
    while let Some(infinitive) =
        verb.filter(|verb| clauses.groups[*verb].shape == Shape::Infinitive)
    {
        verb = clauses.group_before(clauses.groups[infinitive].range.start);
    }
    verb.is_some_and(|verb| verb == 0 || Some(verb) == main)
}

/// Whether a question has the order of a statement: "So X condemns Y?", but not "X condemned Y, so what will you do?".
fn is_told_to_ask(clauses: &Clauses<'_, '_>) -> bool {
    let words = [
        "what", "why", "how", "when", "where", "which", "who", "whom", "whose", "whether",
    ];
    let inverts = |at: usize| {
        let auxiliary = [Class::Modal, Class::Be, Class::Have, Class::Do];
        let opens = at.checked_sub(1).is_none_or(|before| {
            matches!(clauses.tokens[before].kind, Kind::Comma | Kind::Break)
                || clauses.is(before, Class::Conjunction)
        });
        opens && clauses.is_any(at, &auxiliary)
    };
    let asks = |at: usize| words.iter().any(|word| clauses.is_word(at, word)) || inverts(at);
    let all = 0..clauses.tokens.len();
    all.len() <= PLAIN && !all.into_iter().any(asks)
}

/// Whether it is what nobody has shown: "no evidence that X attacked Y", "have found no case where X …".
fn is_unproven(clauses: &Clauses<'_, '_>, position: usize) -> bool {
    let proofs = [
        "evidence",
        "indication",
        "indications",
        "determination",
        "sign",
        "signs",
        "proof",
        "reason",
        "cases",
        "case",
        "incident",
        "incidents",
        "instances",
        "information",
    ];
    let open = (position.saturating_sub(PLAIN)..position).rev();
    let mut before = open.take_while(|at| clauses.tokens[*at].kind != Kind::Break);
    let opens = before.find(|at| {
        let follows = clauses.is(*at, Class::That) || clauses.is_word(*at, "where");
        let noun = at.wrapping_sub(1);
        let believes = clauses.is_word(noun, "believe") || clauses.is_word(noun, "suggest");
        let noun = if believes { noun.wrapping_sub(2) } else { noun };
        let limit = at.saturating_sub(10);
        let mut reach = limit..*at;
        let proof = (noun.saturating_sub(7)..=noun)
            .any(|at| proofs.iter().any(|word| clauses.is_word(at, word)));
        follows && proof && reach.any(|at| clauses.is(at, Class::Negation))
    });
    opens.is_some()
}

/// Whether it is only thought of: "the implications of arming X", "the risk of attacking Y".
fn is_imagined(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let group = hit.group.and_then(|group| clauses.groups.get(group));
    let before = group
        .filter(|group| group.shape == Shape::Participle && !is_voice(&hit.frame.source))
        .and_then(|group| group.range.start.checked_sub(2));
    let thoughts = [
        "implications",
        "consequences",
        "risk",
        "risks",
        "danger",
        "dangers",
        "possibility",
        "prospect",
        "likelihood",
        "idea",
    ];
    before.is_some_and(|at| {
        clauses.is_word(at + 1, "of") && thoughts.iter().any(|word| clauses.is_word(at, word))
    })
}

/// Whether the place stands in an "if" clause.
fn conditional(clauses: &Clauses<'_, '_>, position: usize) -> bool {
    let before = (0..position).rev();
    before
        .take_while(|at| !matches!(clauses.tokens[*at].kind, Kind::Comma | Kind::Break))
        .any(|at| clauses.is(at, Class::Condition))
}
