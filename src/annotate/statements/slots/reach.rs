//! Parties farther off than the object: whose land or region it is, who does what a relative clause says, whom a pronoun blames.

use super::position_of;
use crate::annotate::statements::clause::{Clauses, Who};
use crate::annotate::statements::guess;
use crate::annotate::statements::hits::Hit;
use crate::annotate::statements::scene::Scene;
use crate::briefing::{Act, Actor};
use crate::lexicon::{Class, Context, Slot};
use crate::text::Span;

/// Whose "its" is in words of blame: the one other party that does something in the sentence, else whoever was blamed last.
pub(super) fn last_blamed(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
) -> Option<Actor> {
    let voice = scene.voice(position_of(clauses, hit))?;
    let subjects = clauses.named_subjects().into_iter().flatten();
    let before = subjects.filter(|at| *at < hit.cue.start).collect();
    let named = scene.actors(&Who::Parties(before), clauses.tokens, 0);
    let mut others = named
        .into_iter()
        .filter(|actor| actor.id.is_some() && actor.id != voice.id);
    match (others.next(), others.next()) {
        (Some(one), None) => Some(one),
        _ => scene.blamed(),
    }
}

/// Whether what a party owns is called bad, or is its war where help is given: "X's illegal steps".
pub(super) fn is_called_bad(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, who: &Who) -> bool {
    let Who::Parties(parties) = who else {
        return false;
    };
    let last = parties.last().map_or(0, |last| last + 1);
    let owned = clauses.phrase_at(last).range;
    // who funds the war of another does not help him, says whoever says so
    let end = owned.end.wrapping_sub(1);
    let means = ["machine", "effort", "efforts", "chest"];
    let wages = clauses.is(end, Class::Harm)
        || means.iter().any(|word| clauses.is_word(end, word))
            && clauses.is(end.wrapping_sub(1), Class::Harm);
    if hit.frame.act == Act::Aid && wages {
        return true;
    }
    owned.into_iter().any(|at| {
        clauses.is_any(at, &[Class::Critical, Class::Blame]) && !clauses.is(at, Class::Praise)
    })
}

/// The object, or whoever it belongs to, be it a place: "defend every inch of X's territory".
pub(super) fn land(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let phrase = clauses.phrase_at(clauses.after(hit.cue.end));
    let of = clauses.is_word(phrase.range.end, "of");
    let whole = if phrase.parties.is_empty() && of {
        clauses.phrase_at(phrase.range.end + 1)
    } else {
        phrase
    };
    (!whole.parties.is_empty()).then_some(Who::Parties(whole.parties))
}

/// Whose region the words behind the cue say it is in: "the abuses we have seen in Xinjiang".
pub(super) fn home(scene: &Scene<'_>, clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let end = clauses.tokens.len().min(hit.cue.end + 12);
    let mut named = (hit.cue.end..end).filter(|at| clauses.tokens[*at].party().is_some());
    let first = named.next()?;
    let start = clauses.phrase_to(first + 1)?;
    let inside = start
        .checked_sub(1)
        .is_some_and(|at| clauses.is_word(at, "in"));
    (inside && scene.is_own_region(&clauses.tokens[first])).then(|| Who::Parties(vec![first]))
}

/// The verb that a relative clause right behind the cue noun says it by: "sanctions that we have imposed", "the aid X sent".
pub(super) fn related(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<usize> {
    let relative = clauses.is_any(hit.cue.end, &[Class::That, Class::Relative]);
    let start = hit.cue.end + usize::from(relative);
    let subject = clauses.phrase_at(start);
    let contracted = clauses
        .group_of(start)
        .filter(|_| clauses.is(start, Class::First));
    let ours = clauses.is(start, Class::First) || !subject.parties.is_empty();
    let verb = contracted.or_else(|| clauses.group_of(subject.range.end).filter(|_| ours))?;
    let group = clauses.groups.get(verb)?;
    (clauses.is(group.head, Class::Light) && !group.passive).then_some(verb)
}

/// Whom the accord binds that is named in the sentence, the voice left out, where that is one alone.
pub(super) fn bound(scene: &Scene<'_>, clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let (first, last) = (clauses.tokens.first()?, clauses.tokens.last()?);
    let sentence = Span::new(first.span.start, last.span.end).of(scene.text());
    let voice = scene.voice(position_of(clauses, hit))?.id?;
    Context::builtin().accord.iter().find_map(|accord| {
        let name = accord
            .names
            .iter()
            .find(|name| sentence.contains(&***name))?;
        let mut others = accord.binds.iter().filter(|party| **party != voice);
        let other = others.next()?;
        others.next().is_none().then_some(Who::Bound(name, other))
    })
}

/// The one other party of the sentence.
pub(super) fn guessed(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    slot: &Slot,
) -> Option<Who> {
    let voice = scene.voice(position_of(clauses, hit))?;
    let party = |at: usize| scene.party(&clauses.tokens[at]);
    if *slot == Slot::Lone {
        let lone = guess::lone(clauses, party, &voice)?;
        let given = hit.frame.act == Act::Aid && lone < hit.cue.end; // who gets aid is named behind it
        return (!given).then(|| Who::Parties(vec![lone]));
    }
    if guess::is_compound(clauses, hit.cue.end) {
        return None;
    }
    guess::sole(clauses, party, &voice).map(Who::Parties)
}
