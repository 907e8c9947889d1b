//! Whom a value of a correction names: somebody of the briefing, or of the lexicon.

use super::Refused;
use crate::annotate::attribution::of_speaker;
use crate::briefing::{Actor, Annotated, Speaker, Statement};
use crate::lexicon::{Entity, EntityKind, Lexicon};
use crate::text::{Span, fold};

/// The party with this id or name.
pub(super) fn actor(
    value: &str,
    annotated: &Annotated,
    lexicon: &Lexicon,
) -> Result<Actor, Refused> {
    let own = known_here(annotated);
    let by_id = own
        .iter()
        .find(|actor| actor.person.as_deref() == Some(value));
    if let Some(actor) = by_id {
        return Ok(actor.clone());
    }
    let mut known = lexicon.entities().known(value);
    if known.len() > 1 {
        let here = |entity: &&Entity| {
            let mut mentions = annotated.mentions.iter();
            mentions.any(|mention| mention.entity == entity.id)
        };
        let named: Vec<&Entity> = known.iter().copied().filter(here).collect();
        if named.len() == 1 {
            known = named;
        }
    }
    match known.as_slice() {
        [only] => Ok(of_entity(only, &own, annotated)),
        [] => {
            let wanted = fold(value);
            let is_called = |actor: &&Actor| {
                actor
                    .name
                    .as_deref()
                    .is_some_and(|name| fold(name) == wanted)
            };
            let found = own.iter().find(is_called).cloned();
            found.ok_or_else(|| Refused::Wrong(format!("nobody is known as {value}")))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|entity| entity.id.as_str()).collect();
            Err(Refused::Wrong(format!(
                "{value} may mean several: {}; write one of these",
                ids.join(", ")
            )))
        }
    }
}

/// The id of the country or organisation of this name.
pub(super) fn represented(value: &str, lexicon: &Lexicon) -> Result<String, Refused> {
    let known = lexicon.entities().known(value);
    let found = known.first().and_then(|entity| entity.represents(None));
    found
        .map(str::to_owned)
        .ok_or_else(|| Refused::Wrong(format!("represents: nobody is known as {value}")))
}

/// Who speaks: somebody known, or somebody new by name.
pub(super) fn speaker(
    value: &str,
    represents: Option<&str>,
    annotated: &Annotated,
    lexicon: &Lexicon,
) -> Result<Speaker, Refused> {
    let represents = represents
        .map(|whom| represented(whom, lexicon))
        .transpose()?;
    let actor = match actor(value, annotated, lexicon) {
        Ok(actor) => actor,
        Err(Refused::Wrong(reason)) if !lexicon.entities().known(value).is_empty() => {
            return Err(Refused::Wrong(reason)); // several
        }
        Err(_) => Actor {
            name: Some(value.split_whitespace().collect::<Vec<_>>().join(" ")),
            ..Actor::default()
        },
    };
    let passages = annotated.passages.iter();
    let mut speakers = passages.filter_map(|passage| passage.speaker.as_ref());
    let is_same = |speaker: &&Speaker| match (&speaker.entity, &actor.person) {
        (Some(entity), Some(person)) => entity == person,
        (None, None) => actor.name.as_ref() == Some(&speaker.name),
        _ => false,
    };
    let role = speakers
        .find(is_same)
        .and_then(|speaker| speaker.role.clone());
    let role = role.or_else(|| {
        let entity = lexicon.entities().entity(actor.person.as_deref()?)?;
        Some(entity.office_on(day(annotated))?.role.clone())
    });
    let is_other = represents.is_some() && represents != actor.id;
    Ok(Speaker {
        name: actor.name.unwrap_or_else(|| value.to_owned()),
        entity: actor.person,
        body: actor.body.filter(|_| !is_other),
        represents: represents.or(actor.id),
        role,
        confidence: 1.0,
    })
}

/// Whether `actor` is who the party of a correction is, or acts for it: Lin Jian is China, China is not Lin Jian.
pub(super) fn answers(actor: &Actor, party: &Actor) -> bool {
    if party.person.is_some() {
        actor.person == party.person
    } else if party.body.is_some() {
        actor.body == party.body
    } else if party.id.is_some() {
        actor.id == party.id
    } else {
        actor.name == party.name
    }
}

/// Where a party is named within a stretch.
pub(super) fn named_in(stretch: Span, party: &Actor, annotated: &Annotated) -> Option<Span> {
    let within = annotated
        .mentions
        .iter()
        .filter(|mention| stretch.covers(mention.span));
    let ids = [&party.person, &party.body, &party.id];
    let mut ids = ids.into_iter().flatten();
    ids.find_map(|id| {
        let mut named = within.clone();
        let found = named
            .find(|mention| mention.entity == *id || mention.represents.as_ref() == Some(id))?;
        Some(found.span)
    })
}

/// Everybody who speaks, is quoted, states or is stated about in the briefing.
fn known_here(annotated: &Annotated) -> Vec<Actor> {
    let given = annotated.briefing.speakers.iter().map(of_speaker);
    let speakers = annotated.passages.iter();
    let speakers = speakers.filter_map(|passage| passage.speaker.as_ref().map(of_speaker));
    let quoted = annotated.attributions.iter();
    let quoted = quoted.flat_map(|attribution| &attribution.sources);
    let sides = |statement: &'_ Statement| [statement.source.clone(), statement.target.clone()];
    let parties = annotated.statements.iter().flat_map(sides);
    let bare = |actor: Actor| Actor {
        span: None,
        ..actor
    };
    let all = given.chain(speakers).chain(quoted.cloned()).chain(parties);
    all.map(bare).collect()
}

fn of_entity(entity: &Entity, own: &[Actor], annotated: &Annotated) -> Actor {
    let (name, id) = (Some(entity.name.clone()), entity.id.clone());
    match entity.kind {
        EntityKind::Person => {
            let here = own.iter().find(|actor| actor.person.as_ref() == Some(&id));
            let office = entity.office_on(day(annotated));
            here.cloned().unwrap_or_else(|| Actor {
                name,
                person: Some(id),
                body: office.and_then(|office| office.body.clone()),
                id: office.map(|office| office.represents.clone()),
                span: None,
            })
        }
        EntityKind::Body => Actor {
            name,
            body: Some(id),
            id: entity.represents(None).map(str::to_owned),
            ..Actor::default()
        },
        _ => Actor {
            name,
            id: Some(id),
            ..Actor::default()
        },
    }
}

fn day(annotated: &Annotated) -> Option<chrono::NaiveDate> {
    annotated.briefing.dates.said.map(|said| said.day)
}
