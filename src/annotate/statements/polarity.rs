//! Whether what a cue says is done, not done, or declined: negations, and the verbs that govern it.

use super::clause::{Clauses, Group, Shape};
use super::hits::Hit;
use crate::lexicon::{Class, CueKind};

/// Whether what the cue says is not so, or its actor declines to do it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Polarity {
    Plain,
    Negated,
    Refused,
}

pub(super) fn polarity(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Polarity {
    let negation = |at: usize| clauses.is(at, Class::Negation);
    let negated = match (
        hit.frame.kind,
        hit.group.and_then(|group| clauses.groups.get(group)),
    ) {
        (CueKind::Noun, _) => {
            let governor = clauses
                .phrase_to(hit.cue.start)
                .and_then(|start| clauses.group_ending_at(start));
            let denied = (hit.cue.start.saturating_sub(3)..hit.cue.start).any(negation);
            if governor.is_none() && is_refused(clauses, hit.cue.start) {
                return Polarity::Refused;
            }
            match governor.filter(|governor| ends_its_content(clauses, governor)) {
                Some(governor) if !is_negated(clauses, governor) => return Polarity::Refused,
                Some(_) => false,
                None => {
                    let done = super::slots::done(clauses, hit);
                    denied
                        || done.is_some_and(|group| group.negated)
                        || governor.is_some_and(|group| group.negated)
                }
            }
        }
        (CueKind::Phrase, None) => hit.cue.start.checked_sub(1).is_some_and(negation),
        (CueKind::Verb, None) => false,
        (_, Some(group)) => {
            let governor = clauses
                .group_before(first_of_joined(clauses, group))
                .and_then(|governor| clauses.groups.get(governor));
            let governs = |governor: &&Group| match group.shape {
                Shape::Infinitive => clauses.is(governor.head, Class::Refuse),
                Shape::Participle => {
                    ends_its_content(clauses, governor)
                        && (governor.range.end..group.range.start).all(|at| {
                            clauses.is_any(at, &[Class::Preposition, Class::Adverb])
                                || clauses.is_word(at, "short")
                        })
                }
                Shape::Finite => false,
            };
            // "has yet to help"
            let yet = group.range.start.checked_sub(1);
            if group.shape == Shape::Infinitive && yet.is_some_and(|at| clauses.is_word(at, "yet"))
            {
                return Polarity::Negated;
            }
            match governor.filter(governs) {
                Some(governor) if is_negated(clauses, governor) == group.negated => {
                    return Polarity::Refused;
                }
                Some(_) => false, // "never ceased to", "did not fail to"
                None => match will(clauses, group) {
                    Some(true) => false,
                    Some(false) => return Polarity::Refused,
                    None => {
                        (group.negated && !hit.negates) || hit.negated || unable(clauses, group)
                    }
                },
            }
        }
    };
    if negated {
        Polarity::Negated
    } else {
        Polarity::Plain
    }
}

/// Where the first of several joined infinitives starts: "refuses to arm or to feed them".
fn first_of_joined(clauses: &Clauses<'_, '_>, group: &Group) -> usize {
    let start = group.range.start;
    let joined = start
        .checked_sub(1)
        .is_some_and(|at| clauses.is(at, Class::Conjunction));
    let before = clauses
        .group_before(start)
        .and_then(|before| clauses.groups.get(before));
    match before {
        Some(before)
            if joined && group.shape == Shape::Infinitive && before.shape == Shape::Infinitive =>
        {
            before.range.start
        }
        _ => start,
    }
}

/// "refused to commit to any assistance": the noun at `position` belongs to an infinitive that is refused.
fn is_refused(clauses: &Clauses<'_, '_>, position: usize) -> bool {
    let preposition = clauses
        .phrase_to(position)
        .and_then(|start| start.checked_sub(1))
        .filter(|at| clauses.is_any(*at, &[Class::Preposition, Class::To]));
    let infinitive = preposition
        .and_then(|at| clauses.group_ending_at(at))
        .filter(|group| group.shape == Shape::Infinitive);
    let governor = infinitive
        .and_then(|group| clauses.group_before(group.range.start))
        .and_then(|governor| clauses.groups.get(governor));
    governor.is_some_and(|governor| {
        clauses.is(governor.head, Class::Refuse) && !is_negated(clauses, governor)
    })
}

/// Whether what follows the verb is not done, or no longer: refused, refrained from, stopped, withdrew. What somebody is to stop
/// is being done.
fn ends_its_content(clauses: &Clauses<'_, '_>, group: &Group) -> bool {
    let asked = group.shape == Shape::Infinitive
        || group.range.clone().any(|at| {
            ["should", "must", "ought", "shall"]
                .iter()
                .any(|word| clauses.is_word(at, word))
        });
    !asked && clauses.is_any(group.head, &[Class::Refuse, Class::Stop])
}

/// Whether a verb is negated, by itself or by the noun it belongs to ("no intention of ending").
fn is_negated(clauses: &Clauses<'_, '_>, group: &Group) -> bool {
    let start = group.range.start;
    let of = group.shape == Shape::Participle
        && start
            .checked_sub(1)
            .is_some_and(|at| clauses.is(at, Class::Preposition));
    group.negated
        || (of && (start.saturating_sub(3)..start).any(|at| clauses.is(at, Class::Negation)))
}

/// The verb that governs an infinitive from right before it, adverbs and words of will aside: "is ready to", "does not intend to".
fn governor<'a>(clauses: &'a Clauses<'_, '_>, group: &Group) -> Option<(&'a Group, [bool; 2])> {
    if group.shape != Shape::Infinitive {
        return None;
    }
    let governor = clauses
        .groups
        .get(clauses.group_before(group.range.start)?)?;
    let between = governor.range.end..group.range.start;
    let has = |class| {
        let mut words = between.clone().chain([governor.head]);
        words.any(|at| clauses.is(at, class))
    };
    let known = [
        Class::Willing,
        Class::Unwilling,
        Class::Adverb,
        Class::Conjunction,
    ];
    let mut words = between.clone();
    let adjoins = words.all(|at| clauses.is_any(at, &known) || clauses.is_word(at, "able"));
    adjoins.then(|| (governor, [Class::Willing, Class::Unwilling].map(has)))
}

/// Whether whoever acts wills what the infinitive says, where the verb before it tells: "is ready to", "is reluctant to".
pub(super) fn will(clauses: &Clauses<'_, '_>, group: &Group) -> Option<bool> {
    let (governor, [willing, unwilling]) = governor(clauses, group)?;
    let negated = group.negated; // "ready not to help"
    (willing || unwilling).then(|| (unwilling == is_negated(clauses, governor)) != negated)
}

/// "did not manage to help": what is not brought about is not done.
fn unable(clauses: &Clauses<'_, '_>, group: &Group) -> bool {
    governor(clauses, group).is_some_and(|(governor, _)| is_negated(clauses, governor))
}
