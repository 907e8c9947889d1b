//! Guesses of last resort: a speaker who names one other party in a sentence of atrocities or of praise means that party, if it can be
//! whoever did what is spoken of. What is found otherwise in the sentence always wins.

use super::clause::{Clauses, Shape};
use super::tokens::Kind;
use crate::briefing::{Actor, Stance, Statement};
use crate::lexicon::Class;

/// Tokens that name the only party of the sentence besides the speaker, if one of them can be a doer: a subject, a person, an army
/// or a government. Where it happens, or who suffers it, is no doer.
pub(super) fn sole(
    clauses: &Clauses<'_, '_>,
    party: impl Fn(usize) -> Option<Actor>,
    voice: &Actor,
) -> Option<Vec<usize>> {
    let named = only(clauses, party, voice)?;
    let (at, _) = named
        .into_iter()
        .find(|(at, actor)| does(clauses, *at, actor.person.is_some()))?;
    // "X and we will look into it"
    let phrase = clauses.phrase_before(at);
    let beside = phrase.parties.len() > 1 || clauses.phrase_has(&phrase, Class::First);
    (!beside).then(|| vec![at])
}

/// The token that first names the only party of the sentence besides the speaker, if nothing it does or has is called bad.
pub(super) fn lone(
    clauses: &Clauses<'_, '_>,
    party: impl Fn(usize) -> Option<Actor>,
    voice: &Actor,
) -> Option<usize> {
    let bad = [Class::Critical, Class::Blame, Class::Harm];
    let named = only(clauses, party, voice)?;
    let (first, _) = named.first()?;
    let owned = clauses.phrase_at(first + 1).range;
    (!owned.into_iter().any(|at| clauses.is_any(at, &bad))).then_some(*first)
}

/// Where the only party of the sentence besides the speaker is named.
fn only(
    clauses: &Clauses<'_, '_>,
    party: impl Fn(usize) -> Option<Actor>,
    voice: &Actor,
) -> Option<Vec<(usize, Actor)>> {
    let all = 0..clauses.tokens.len();
    if all.clone().any(|at| clauses.is(at, Class::Condition)) {
        return None;
    }
    let mut named = Vec::new();
    for at in all.filter(|at| clauses.tokens[*at].party().is_some()) {
        let actor = party(at)?;
        actor.id.as_ref()?;
        if actor.id != voice.id {
            named.push((at, actor));
        }
    }
    let one = named.first()?.1.id.clone();
    let alone = named.iter().all(|(_, actor)| actor.id == one);
    alone.then_some(named)
}

/// Whether the noun that ends before `end` only tells what another is about: "the war crimes unit".
pub(super) fn is_compound(clauses: &Clauses<'_, '_>, end: usize) -> bool {
    clauses.tokens.get(end).is_some_and(|next| {
        next.kind == Kind::Word
            && clauses.group_of(end).is_none()
            && !clauses.ends_phrase(end)
            && !next.is_any(&[Class::Conjunction, Class::Adverb, Class::Determiner])
    })
}

/// Whether the party at `at` can be who does something: "X's army", "by X", "X chose", but not "in X", "the people of X".
fn does(clauses: &Clauses<'_, '_>, at: usize, person: bool) -> bool {
    let suffers = [
        "in", "on", "against", "to", "for", "with", "at", "into", "across", "near", "over",
        "between", "toward", "towards", "about", "of", "among",
    ];
    let start = clauses.phrase_to(at + 1).unwrap_or(at);
    let before = start.checked_sub(1);
    let is_before = |word: &str| before.is_some_and(|before| clauses.is_word(before, word));
    let people = [
        "people",
        "peoples",
        "citizens",
        "nation",
        "country",
        "countries",
    ];
    let powers = (at + 1..at + 5)
        .take_while(|next| clauses.tokens.get(*next).is_some() && clauses.group_of(*next).is_none())
        .take_while(|next| !clauses.is_any(*next, &[Class::Preposition, Class::Conjunction]))
        .any(|next| {
            let people = people.iter().any(|word| clauses.is_word(next, word));
            clauses.is(next, Class::Official) && !people
        });
    let acts = clauses
        .group_of(at + 1)
        .and_then(|group| clauses.groups.get(group))
        .is_some_and(|group| group.shape == Shape::Finite && !group.passive);
    let suffers = suffers.iter().any(|word| is_before(word));
    powers || is_before("by") || (!suffers && (acts || person))
}

/// Adds what was guessed in a sentence, if nothing with a side was found there.
pub(super) fn add(found: &mut Vec<Statement>, guessed: Vec<Statement>) {
    let sided = |statement: &Statement| {
        statement.status.counts()
            && statement.stance != Stance::Neutral
            && guessed.iter().any(|guess| {
                guess.source.id == statement.source.id && guess.stance == statement.stance
            })
    };
    if !found.iter().any(sided) {
        found.extend(guessed);
    }
}
