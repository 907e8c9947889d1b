//! What the lexicon knows of those who publish and speak.

use super::profile::SiteProfile;
use super::speaker::Named;
use crate::briefing::Speaker;
use crate::lexicon::{Entity, EntityKind, Lexicon, Office};
use crate::text::fold;
use chrono::NaiveDate;

/// Certainty of a speaker the metadata or title names.
const NAMED: f32 = 0.9;

/// For whom a publisher speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Party {
    /// The country or organisation (`CHN`, `NATO`).
    pub(super) represents: Option<String>,
    /// The ministry or body (`CHN.MFA`).
    pub(super) body: Option<String>,
}

/// For whom the ministry of this name speaks; where its name does not tell, the country given with it, its site or the `domain` of a
/// government (`BR`) does: ministries of several countries bear one name.
pub(super) fn publisher(
    ministry: Option<&str>,
    country: Option<&str>,
    profile: Option<&SiteProfile>,
    domain: Option<&str>,
    lexicon: &Lexicon,
) -> Party {
    let named = ministry
        .and_then(|ministry| lexicon.ministry_represents(ministry))
        .or_else(|| lexicon.ministry_represents(country?));
    Party {
        represents: named
            .as_ref()
            .map(|party| party.id.to_owned())
            .or_else(|| profile.map(|profile| profile.represents.clone()))
            .or_else(|| Some(lexicon.entities().country_of_code(domain?)?.id.clone())),
        body: named.and_then(|party| party.body.map(str::to_owned)),
    }
}

/// Speakers as the lexicon knows them on the day. Who is not known speaks for the country the office names ("Polish Foreign
/// Minister"), else for the publisher.
pub(super) fn speakers(
    named: Vec<Named>,
    publisher: &Party,
    said: Option<NaiveDate>,
    lexicon: &Lexicon,
) -> Vec<Speaker> {
    let described = |person: Named| {
        let known = known_person(&person.name, lexicon)
            .or_else(|| official(&person.name, publisher, said?, lexicon));
        // A family name alone, in letters that part names by spaces, is written out.
        let is_surname = !person.name.contains(' ') && person.name.is_ascii();
        let full = known
            .filter(|known| is_surname && known.name.is_ascii())
            .map(|known| known.name.clone());
        let holds = |office: &&Office| {
            said.is_none_or(|day| {
                office.from.is_none_or(|from| from <= day) && office.to.is_none_or(|to| day <= to)
            })
        };
        let office = known.and_then(|known| known.offices.iter().find(holds));
        let by_office = person
            .role
            .as_deref()
            .and_then(|role| named_party(role, lexicon));
        let foreign = by_office.is_some() && by_office != publisher.represents;
        let own_body = if foreign {
            None
        } else {
            publisher.body.clone()
        };
        Speaker {
            name: full.unwrap_or(person.name),
            entity: known.map(|known| known.id.clone()),
            represents: office
                .map(|office| office.represents.clone())
                .or(by_office)
                .or_else(|| publisher.represents.clone()),
            body: office.map_or(own_body, |office| office.body.clone()),
            role: person
                .role
                .or_else(|| office.map(|office| office.role.clone())),
            confidence: NAMED,
        }
    };
    named.into_iter().map(described).collect()
}

/// The one person of this name.
fn known_person<'a>(name: &str, lexicon: &'a Lexicon) -> Option<&'a Entity> {
    match lexicon.entities().known(name)[..] {
        [only] if only.kind == EntityKind::Person => Some(only),
        _ => None,
    }
}

/// The one official of the publisher's country on the day with this family name and no other name given.
fn official<'a>(
    surname: &str,
    publisher: &Party,
    day: NaiveDate,
    lexicon: &'a Lexicon,
) -> Option<&'a Entity> {
    let represents = publisher.represents.as_deref()?;
    let in_office = |office: &Office| {
        office.represents == represents && office.from.is_some() && office.held_on(day)
    };
    let surname = fold(surname);
    let namesakes = lexicon.entities().namesakes(&surname);
    let mut namesakes = namesakes.filter(|entity| entity.offices.iter().any(in_office));
    let found = namesakes.next()?;
    namesakes.next().is_none().then_some(found)
}

/// The country or organisation that an office names.
fn named_party(role: &str, lexicon: &Lexicon) -> Option<String> {
    let entities = lexicon.entities();
    let found = entities.find(role);
    let mut parties = found.iter().filter_map(|name| {
        let entity = name.entities.first()?;
        match entity.kind {
            EntityKind::Body => entity.parent.clone(),
            EntityKind::Country | EntityKind::Territory | EntityKind::Organisation => {
                Some(entity.id.clone())
            }
            EntityKind::ArmedGroup | EntityKind::Person | EntityKind::Region => None,
        }
    });
    parties.next()
}
