//! Who stands in a frame's slots, as the clauses tell.

mod reach;

use super::clause::{Clauses, Group, Phrase, Who};
use super::hits::Hit;
use super::scene::Scene;
use crate::briefing::{Act, Actor, Stance};
use crate::lexicon::{Class, CueKind, Operator, Slot};
use reach::{bound, guessed, home, is_called_bad, land, last_blamed, related};
use std::ops::Range;

/// Parties filled in.
pub(super) struct Filled {
    pub(super) actors: Vec<Actor>,
    pub(super) tokens: Option<Range<usize>>,
    pub(super) nominal: bool,
}

/// Fills the first of `slots` that has somebody in it.
pub(super) fn fill(
    scene: &Scene<'_>,
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    slots: &[Slot],
) -> Option<Filled> {
    let position = position_of(clauses, hit);
    slots.iter().find_map(|slot| {
        let (who, nominal) = who(scene, clauses, hit, slot)?;
        if hit.frame.stance == Stance::Supportive && is_called_bad(clauses, hit, &who) {
            return None; // nobody supports what he calls illegal
        }
        let tokens = match &who {
            Who::Parties(parties) => parties
                .first()
                .zip(parties.last())
                .map(|(first, last)| *first..*last + 1),
            _ => None,
        };
        let pronoun = matches!(who, Who::Anaphor | Who::They | Who::Person | Who::Official);
        let owned = matches!(slot, Slot::Possessor | Slot::Inside);
        let them = *slot == Slot::Object && hit.frame.act == Act::Sanction;
        let blames = pronoun && (owned && judges(hit) || them);
        let meant = blames.then(|| last_blamed(scene, clauses, hit)).flatten();
        let mut actors = match meant {
            Some(meant) => vec![meant],
            None => scene.actors(&who, clauses.tokens, position),
        };
        if actors.is_empty() && who == Who::Voice {
            // "We, the ministers of X and Y, condemn …": they say themselves who they are
            let opening = clauses.opening();
            let named = opening.filter(|(main, _)| hit.group == Some(*main));
            actors = named.map_or_else(Vec::new, |(_, named)| {
                scene.actors(&Who::Parties(named), clauses.tokens, position)
            });
        }
        if pronoun {
            // who answers is never "they", and who tells what he himself attacked says "we"
            let harms = is_harm(hit.frame.act);
            actors.retain(|actor| {
                let own = harms && scene.utters(actor, position);
                !(own || who == Who::They && scene.answers(actor, position))
            });
        }
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
    let passive = group.is_some_and(|group| group.passive) && {
        let head = group.map_or(0, |group| group.head);
        match hit.frame.kind {
            CueKind::Verb => head <= hit.cue.start, // in "is committed to" the auxiliary is part of the cue
            CueKind::Phrase => hit.cue.end <= head, // "was illegally annexed"
            CueKind::Noun => false,
        }
    };
    let plain = |who: Who| (who, false);
    // "it has to stop" asks nobody
    let it = group.is_some_and(|group| clauses.is_word(group.range.start.wrapping_sub(1), "it"));
    if it && hit.frame.op == Operator::Oblige && *slot != Slot::Voice {
        return None;
    }
    match slot {
        Slot::Voice => {
            let known = scene
                .voice(position_of(clauses, hit))
                .filter(|voice| voice.id.is_some());
            known.map(|_| plain(Who::Voice))
        }
        // The agent may stand between the words of the cue: "was accused by X of spying".
        Slot::Subject | Slot::Theme if passive => {
            let start = group.map_or(hit.cue.end, |group| group.range.end);
            let agent = after_position(clauses, start, "by");
            let launched = || after_position(clauses, start, "from"); // "was shelled from X"
            let agent = agent.or_else(|| launched().filter(|_| *slot == Slot::Theme));
            agent.map(plain)
        }
        Slot::Inside if passive => clauses.theme(hit.group?).map(plain),
        Slot::Subject => match hit.frame.kind {
            CueKind::Noun => noun_subject(clauses, hit).map(plain),
            _ => clauses.subject(hit.group?).map(plain),
        },
        Slot::Theme => clauses.theme(hit.group?).map(plain),
        Slot::Object | Slot::Person if passive => {
            let start = group?.range.start;
            let denies = hit.frame.op == Operator::Deny;
            let claim = (start.saturating_sub(8)..start).any(|at| clauses.is(at, Class::Claim));
            (!denies || claim)
                .then(|| clauses.theme(hit.group?))?
                .map(plain)
        }
        Slot::Object => object(clauses, hit)
            .or_else(|| them(scene, clauses, hit))
            .map(plain),
        Slot::Person => person(clauses, hit).map(plain),
        Slot::Owner => {
            let named = |who: &Who| matches!(who, Who::Parties(_));
            let owner = clauses.possessor(hit.cue.start).filter(named);
            owner.map(|who| (who, true))
        }
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
            if before.parties.is_empty() {
                both.then(|| plain(Who::Both))
            } else {
                Some(plain(Who::Parties(before.parties)))
            }
        }
        Slot::Earlier => Some(plain(Who::Anaphor)),
        Slot::Inside => inside(scene, clauses, hit).map(plain),
        Slot::First | Slot::Rest => clauses.subject(hit.group?).map(plain),
        Slot::Land => land(clauses, hit).map(plain),
        Slot::Home => home(scene, clauses, hit).map(plain),
        Slot::Bound => bound(scene, clauses, hit).map(plain),
        Slot::Lone | Slot::Sole => guessed(scene, clauses, hit, slot).map(plain),
        Slot::After(preposition) => {
            let nominal = hit.frame.kind == CueKind::Noun;
            let done = done(clauses, hit).filter(|_| nominal);
            let related = related(clauses, hit).filter(|_| nominal);
            let done = done.or(related.and_then(|group| clauses.groups.get(group)));
            let start = done.map_or(hit.cue.end, |group| group.range.end);
            after_position(clauses, start, preposition).map(|who| (who, nominal))
        }
    }
}

/// Who is named between the words of the cue.
fn inside(scene: &Scene<'_>, clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let named = |at: &usize| clauses.tokens[*at].party().is_some();
    let parties: Vec<usize> = hit.cue.clone().filter(named).collect();
    if parties.is_empty() {
        // "holding them to account"
        let mut words = hit.cue.clone().skip(1);
        let pronoun = words.find(|at| clauses.is_subject_pronoun(*at))?;
        let third = clauses.is(pronoun, Class::Third) && scene.blamed().is_some();
        return (third && judges(hit)).then_some(Who::They);
    }
    // "want the people of X to be free" asks nothing of X
    let people = ["people", "peoples", "citizens"];
    let of_people = |at: usize| people.iter().any(|word| clauses.is_word(at, word));
    let asks = hit.frame.op == Operator::Request;
    (!(asks && hit.cue.clone().any(of_people))).then_some(Who::Parties(parties))
}

/// Whether the act is one of force.
pub(super) fn is_harm(act: Act) -> bool {
    matches!(act, Act::Assault | Act::Coerce | Act::Mobilize)
}

/// "We are sanctioning them": whoever was blamed last.
fn them(scene: &Scene<'_>, clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let at = clauses.after(hit.cue.end);
    let pronoun = clauses.is(at, Class::Third) && clauses.is_subject_pronoun(at);
    let known = hit.frame.act == Act::Sanction && scene.blamed().is_some();
    (pronoun && known).then_some(Who::They)
}

/// Whether the frame is the voice's blame.
fn judges(hit: &Hit<'_>) -> bool {
    let voice = hit.frame.source.first() == Some(&Slot::Voice);
    hit.frame.stance == Stance::Critical && (voice || hit.frame.act == Act::Accuse)
}

/// Where the cue stands in the text.
pub(super) fn position_of(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> usize {
    clauses.tokens[hit.cue.start].span.start
}

/// The subject of the verb whose object the cue noun is: "expressed support for", "its condolences".
fn noun_subject(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    if let Some(group) = done(clauses, hit) {
        return after_position(clauses, group.range.end, "by");
    }
    if let Some(group) = related(clauses, hit) {
        return clauses.subject(group);
    }
    let phrase = hit
        .cue
        .start
        .checked_sub(1)
        .map(|end| clauses.phrase_before(end));
    let start = phrase.map_or(hit.cue.start, |phrase| phrase.range.start);
    let governor = clauses.group_before(start)?;
    let group = clauses.groups.get(governor)?;
    let near = start.saturating_sub(group.range.end) <= 6;
    let light = clauses.is_any(group.head, &[Class::Light, Class::Stop, Class::Refuse]);
    (near && light).then(|| {
        if group.passive {
            after_position(clauses, group.range.end, "by")
        } else {
            clauses.subject(governor)
        }
    })?
}

/// The verb in the passive that the cue noun is the subject of: "sanctions were imposed".
pub(super) fn done<'a>(clauses: &'a Clauses<'_, '_>, hit: &Hit<'_>) -> Option<&'a Group> {
    let group = clauses.groups.get(clauses.group_of(hit.cue.end)?)?;
    (group.passive && clauses.is(group.head, Class::Light)).then_some(group)
}

/// The object, or whom what is the object belongs to, is by or comes from.
fn object(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let phrase = clauses.phrase_at(clauses.after(hit.cue.end));
    if hit.frame.op == Operator::Deny && !clauses.phrase_has(&phrase, Class::Claim) {
        return None;
    }
    let included = clauses.included(&phrase);
    if !included.is_empty() {
        return Some(Who::Parties(included));
    }
    let owner = clauses.owner(&phrase);
    if !owner.is_empty() {
        return Some(Who::Parties(owner));
    }
    let aids = hit.frame.act == Act::Aid;
    if phrase.range.is_empty() {
        let by = after_position(clauses, hit.cue.end, "by");
        return by.filter(|_| !aids); // "aid to address the crisis caused by X" is none for X
    }
    // "uphold their responsibility" stands up for nobody
    let owed =
        clauses.is(phrase.range.start, Class::Third) && clauses.phrase_has(&phrase, Class::Duty);
    if owed && hit.frame.stance == Stance::Supportive {
        return None;
    }
    let harm = clauses.phrase_has(&phrase, Class::Harm);
    let of: &[&str] = if harm && hit.frame.act == Act::Accuse && hit.frame.strength > 5 {
        &["by", "from", "between"]
    } else if harm || hit.frame.op == Operator::Deny {
        &["by", "from"]
    } else if hit.frame.act == Act::Aid {
        &["of", "from", "in"] // "shelter for those hit by X's war" is none for X
    } else {
        &["by", "of", "from", "in"]
    };
    let by_force = is_harm(hit.frame.act);
    let judges = hit.frame.stance == Stance::Critical && !by_force;
    of.iter().find_map(|preposition| {
        let found = after_position(clauses, phrase.range.end, preposition)?;
        // "companies operating in X" are not X, and what happens in X is not its doing, though one may be attacked there
        let reach = match &found {
            Who::Parties(parties) if *preposition == "in" && judges || aids => *parties.first()?,
            _ => phrase.range.end,
        };
        let verb = |at: usize| clauses.group_of(at).is_some() || clauses.is(at, Class::Harm);
        (!(phrase.range.end..reach).any(verb)).then_some(found)
    })
}

/// The object where it is itself a party.
fn person(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> Option<Who> {
    let first = clauses.after(hit.cue.end);
    let phrase = clauses.phrase_at(first);
    let asked = clauses.is(first.wrapping_sub(1), Class::That);
    if asked && is_done_to(clauses, &phrase) || clauses.is_place(&phrase) {
        return None;
    }
    if phrase.parties.is_empty() && clauses.is(first, Class::Third) {
        let before = (0..hit.cue.start)
            .rev()
            .find(|at| clauses.tokens[*at].party().is_some());
        return before.map(|at| Who::Parties(vec![at])); // "… with Norvik to congratulate her"
    }
    if phrase.parties.is_empty() {
        let official = clauses.phrase_has(&phrase, Class::Official);
        // "all parties in X"
        let last = phrase.range.end.wrapping_sub(1);
        let sides = ["parties", "sides", "actors", "authorities"];
        let sides = sides.iter().any(|word| clauses.is_word(last, word));
        let inside = || after_position(clauses, phrase.range.end, "in").filter(|_| sides);
        let of = || after_position(clauses, phrase.range.end, "of");
        return official.then(|| of().or_else(inside))?;
    }
    // "congratulate the King of X and the Prime Minister of Y": what follows "of" goes on with the list
    let mut parties = phrase.parties;
    let mut end = phrase.range.end;
    while clauses.is_word(end, "of") {
        let next = clauses.phrase_at(end + 1);
        parties.extend(next.parties.iter().skip(1));
        if next.range.is_empty() {
            break;
        }
        end = next.range.end;
    }
    Some(Who::Parties(parties))
}

/// "demanded that the children be returned" asks nobody of the phrase.
fn is_done_to(clauses: &Clauses<'_, '_>, phrase: &Phrase) -> bool {
    let verb = clauses.group_of(phrase.range.end);
    let verb = verb.and_then(|verb| clauses.groups.get(verb));
    let passive = verb.is_some_and(|verb| verb.passive || clauses.is_word(verb.head, "be"));
    let last = phrase.range.end.checked_sub(1);
    passive && last.is_some_and(|last| clauses.tokens[last].party().is_none())
}

fn after_position(clauses: &Clauses<'_, '_>, start: usize, preposition: &str) -> Option<Who> {
    let chain = clauses.prepositional(start);
    let mut rest = chain.iter().enumerate();
    rest.find_map(|(number, (at, phrase))| {
        let counts = *at + 1;
        let each = ["every", "each"]
            .iter()
            .any(|word| clauses.is_word(counts, word));
        let part = |phrase: &Phrase| clauses.is_word(phrase.range.end.wrapping_sub(1), "part");
        let on_the_part_of = preposition == "by" && clauses.is_word(*at, "on") && part(phrase);
        if !(clauses.is_word(*at, preposition) || on_the_part_of) || each && preposition == "for" {
            return None; // "ten for every tank of X"
        }
        // who suffers the assault on the people of X does not make it
        let before = number.checked_sub(1).and_then(|before| chain.get(before));
        let suffers = before.is_some_and(|(at, _)| {
            let words = ["against", "on", "upon"];
            words.iter().any(|word| clauses.is_word(*at, word))
        });
        if suffers && preposition == "of" {
            return None;
        }
        let included = clauses.included(phrase);
        if !included.is_empty() {
            return Some(Who::Parties(included));
        }
        let owner = clauses.owner(phrase);
        if !owner.is_empty() {
            return Some(Who::Parties(owner));
        }
        if clauses.is_place(phrase) {
            return None; // "in the territory of X" is not X
        }
        if clauses.phrase_has(phrase, Class::Harm) && phrase.parties.is_empty() {
            return None; // "opposition to the demolition of X" is none to X
        }
        // "the army of X", "the authorities in X"
        let official = clauses.phrase_has(phrase, Class::Official);
        let of = chain.get(number + 1).filter(|(at, _)| {
            let belongs = clauses.is_word(*at, "of") || official && clauses.is_word(*at, "in");
            *at == phrase.range.end && belongs
        });
        let parties = of.map(|(_, phrase): &(usize, Phrase)| phrase.parties.clone())?;
        (!parties.is_empty()).then_some(Who::Parties(parties))
    })
}
