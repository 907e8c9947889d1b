//! Cues that do not mean what their frame says, as the words around them tell.

use crate::annotate::statements::clause::{Clauses, Shape};
use crate::annotate::statements::hits::{Hit, neighbourhood_has};
use crate::annotate::statements::scene::Scene;
use crate::briefing::Act;
use crate::lexicon::{Class, CueKind, Operator, Slot};
use std::ops::Range;

/// Whether the words around the cue tell that it does not mean what its frame says.
pub(super) fn asks_or_visits_nobody(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let frame = hit.frame;
    if !frame.needs.is_empty() && !neighbourhood_has(clauses, hit, &frame.needs) {
        return true;
    }
    // "wants to help" asks nobody
    let to = hit.cue.start + 1;
    let own = hit.cue.len() == 2 && clauses.is(to, Class::To) && clauses.group_of(to).is_some();
    if frame.op == Operator::Request && own && frame.kind == CueKind::Verb {
        return true;
    }
    // "we're going to raise it" visits nobody
    let last = hit.cue.end.saturating_sub(1);
    let goes = frame.act == Act::Consult && frame.kind == CueKind::Verb;
    if goes && clauses.is(last, Class::To) && clauses.group_of(last).is_some() {
        return true;
    }
    // "gave X word of it" tells him, "aid to mend it" is for nobody in particular
    if frame.act == Act::Aid && frame.kind == CueKind::Verb {
        let to = clauses.is(last, Class::To) && clauses.group_of(last).is_some();
        // "ten for every tank of X", "to fund its illegal war"
        let each = ["every", "each"];
        let each = clauses.is_word(last, "for")
            && each.iter().any(|word| clauses.is_word(hit.cue.end, word));
        let object = clauses.phrase_at(clauses.after(hit.cue.start + 1));
        let bad = clauses.is(object.range.start, Class::Third)
            && clauses.phrase_has(&object, Class::Critical);
        if to || each || bad || tells(clauses, hit) {
            return true;
        }
    }
    // "drawing down": no aircraft is downed
    let base = hit.cue.len() == 1 && clauses.is_word(hit.cue.start, "down");
    let infinitive = |group: usize| clauses.groups[group].shape == Shape::Infinitive;
    if base && !hit.group.is_some_and(infinitive) {
        return true;
    }
    // "critical for X's success" asks nothing of X, "critical for X to heed it" does
    let asks = frame.op == Operator::Request && frame.source.first() == Some(&Slot::Voice);
    if asks && clauses.is_word(last, "for") {
        let phrase = clauses.phrase_at(hit.cue.end);
        let named = !clauses.is(hit.cue.end, Class::Third);
        if !named || !clauses.is(phrase.range.end, Class::To) {
            return true;
        }
    }
    false
}

/// Whether what is given is a message: "provided information to X", "the letter he sent to X".
fn tells(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let start = hit
        .group
        .map_or(hit.cue.start, |group| clauses.groups[group].range.start);
    let inside = hit.cue.start + 1..hit.cue.end;
    let object = clauses.phrase_at(clauses.after(hit.cue.start + 1)).range;
    let object = if object.is_empty() {
        inside.clone()
    } else {
        object
    };
    let fronted = start.saturating_sub(9)..start;
    let bare = inside.len() <= 1
        || inside
            .clone()
            .all(|at| clauses.is_any(at, &[Class::Adverb, Class::To]));
    let known = |mut range: Range<usize>, class| range.any(|at| clauses.is(at, class));
    let told = known(inside.clone(), Class::Message) || known(object.clone(), Class::Message);
    let given = known(inside, Class::Gift) || known(object, Class::Gift);
    let fronts = bare && known(fronted.clone(), Class::Message) && !known(fronted, Class::Gift);
    !given && (told || fronts)
}

/// Whether somebody would be blamed for what is done to an armed group: to destroy ISIS is no offence.
pub(super) fn offends_an_armed_group(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
) -> bool {
    let object = clauses.phrase_at(clauses.after(hit.cue.end));
    let mut parties = object.parties.iter();
    hit.frame.target.first() == Some(&Slot::Theme)
        && hit.frame.kind == CueKind::Verb
        && parties.any(|at| scene.is_armed_group(&clauses.tokens[*at]))
}
