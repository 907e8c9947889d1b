//! A user's own entities, persons and topic phrases, laid over the tables compiled in.
//!
//! ```toml
//! [[entity]]
//! id = "RUR"
//! kind = "country" # country, territory, organisation, armed group, body, region
//! name = "Ruritania"
//! names = ["Ruritania", "Рутения"]
//! adjectives = ["Ruritanian"]
//! capitals = ["Strelsau"]
//!
//! [[person]]
//! name = "Ada Norvik"
//! role = "Foreign Ministry Spokesperson"
//! body = "RUR.MFA"
//! represents = "RUR"
//! from = "2023-04"
//!
//! [[topic]]
//! id = "energy" # one of the 29
//! aliases = ["tidal"]
//! words = ["tidal power*"]
//! ```

use super::entity::{Entity, EntityKind, Gazetteer, Office};
use super::gather::{Bound, day};
use super::names::{Named, Sense};
use super::topics::Topics;
use crate::briefing::MentionForm;
use crate::text::fold;
use crate::{Error, Result};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Overlay {
    #[serde(default)]
    entity: Vec<OwnEntity>,
    #[serde(default)]
    person: Vec<OwnPerson>,
    #[serde(default)]
    topic: Vec<OwnTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnEntity {
    id: String,
    kind: String,
    name: String,
    parent: Option<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnPerson {
    id: Option<String>,
    name: String,
    #[serde(default)]
    names: Vec<String>,
    role: String,
    body: Option<String>,
    represents: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnTopic {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

/// Lays one overlay file over the gazetteer.
///
/// # Errors
/// [`Error::Data`] where the text is no TOML of this form, or names a kind or date that is none.
pub(super) fn lay(path: &Path, text: &str, gazetteer: &mut Gazetteer) -> Result<()> {
    let wrong = |message| wrong(path, message);
    let overlay = read(path, text)?;
    for own in overlay.entity {
        let kind = kind(&own.kind).ok_or_else(|| {
            wrong(format!("kind {:?} of {} is none of country, territory, organisation, armed group, body, region", own.kind, own.id))
        })?;
        let entity = Entity {
            id: own.id,
            kind,
            name: own.name.clone(),
            parent: own.parent,
            offices: Vec::new(),
        };
        let position = gazetteer.put(entity);
        for (names, form) in [
            (&own.names, MentionForm::Name),
            (&vec![own.name], MentionForm::Name),
            (&own.adjectives, MentionForm::Demonym),
            (&own.capitals, MentionForm::Metonym),
        ] {
            for name in names {
                gazetteer.name(name, position, form);
            }
        }
    }
    gazetteer.complete_bodies();
    for own in overlay.person {
        let id = own.id.unwrap_or_else(|| {
            fold(&own.name)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join("-")
        });
        let date = |text: Option<String>, bound| match text {
            Some(text) => day(&text, bound).map(Some).ok_or_else(|| {
                wrong(format!(
                    "{text:?} is no date; write 2024-06-18, 2024-06 or 2024"
                ))
            }),
            None => Ok(None),
        };
        let office = Office {
            role: own.role,
            body: own.body,
            represents: own.represents,
            from: date(own.from, Bound::First)?,
            to: date(own.to, Bound::Last)?,
        };
        let known = gazetteer
            .entity(&id)
            .map(|known| known.offices.clone())
            .unwrap_or_default();
        let offices = std::iter::once(office).chain(known).collect();
        let position = gazetteer.put(Entity {
            id,
            kind: EntityKind::Person,
            name: own.name.clone(),
            parent: None,
            offices,
        });
        for name in own.names.iter().chain([&own.name]) {
            gazetteer.name(name, position, MentionForm::Name);
        }
    }
    Ok(())
}

/// Lays one overlay file over the topics.
///
/// # Errors
/// [`Error::Data`] where the text is no TOML of this form, or names a topic that is none.
pub(super) fn lay_topics(path: &Path, text: &str, topics: &mut Topics) -> Result<()> {
    for own in read(path, text)?.topic {
        topics
            .extend(&own.id, &own.aliases, &own.words)
            .ok_or_else(|| wrong(path, format!("{:?} is none of the 29 topics", own.id)))?;
    }
    Ok(())
}

fn read(path: &Path, text: &str) -> Result<Overlay> {
    toml::from_str(text).map_err(|error| wrong(path, error.to_string()))
}

fn wrong(path: &Path, message: String) -> Error {
    Error::Data {
        path: path.to_owned(),
        message,
    }
}

fn kind(name: &str) -> Option<EntityKind> {
    Some(match name {
        "country" => EntityKind::Country,
        "territory" => EntityKind::Territory,
        "organisation" | "organization" => EntityKind::Organisation,
        "armed group" => EntityKind::ArmedGroup,
        "body" => EntityKind::Body,
        "region" => EntityKind::Region,
        _ => return None,
    })
}

impl Gazetteer {
    /// Adds an entity, or puts it in the place of the one with its id.
    fn put(&mut self, entity: Entity) -> usize {
        let known = self.by_id.get(&entity.id).copied();
        self.surnames = std::sync::OnceLock::new();
        match known.and_then(|position| self.entities.get_mut(position)) {
            Some(old) => *old = entity,
            None => return self.add_entity(entity),
        }
        known.unwrap_or_default()
    }

    /// Makes a name stand for an entity alone.
    fn name(&mut self, name: &str, entity: usize, form: MentionForm) {
        let ambiguous = form == MentionForm::Metonym;
        self.names.replace(
            name,
            &[Sense::Entity(Named {
                entity,
                form,
                ambiguous,
            })],
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Lexicon, TopicValue};

    const OWN: &str = r#"
        [[entity]]
        id = "RUR"
        kind = "country"
        name = "Ruritania"
        adjectives = ["Ruritanian"]
        capitals = ["Strelsau"]
        [[person]]
        name = "Ada Norvik"
        role = "Foreign Ministry Spokesperson"
        body = "RUR.MFA"
        represents = "RUR"
        from = "2023-04"
        [[topic]]
        id = "energy"
        aliases = ["tidal"]
        words = ["tidal power*"]
    "#;

    fn lexicon(text: &str) -> crate::Result<Lexicon> {
        Lexicon::with_overlays(&[("own.toml".into(), text.to_owned())])
    }

    #[test]
    fn an_overlay_adds_parties_persons_and_topic_words() {
        let lexicon = lexicon(OWN).unwrap();
        let resolved = |value: &str| {
            lexicon
                .entities()
                .resolve(value)
                .first()
                .map(|candidate| candidate.entity.id.clone())
        };
        assert_eq!(resolved("Ruritania").as_deref(), Some("RUR"));
        assert_eq!(
            resolved("Ruritanian Foreign Ministry").as_deref(),
            Some("RUR.MFA")
        );
        assert_eq!(resolved("Norvik Ada").as_deref(), Some("ada-norvik"));
        assert_eq!(
            lexicon.topics().resolve("tidal"),
            Some(TopicValue::Topic("energy"))
        );
        assert_ne!(lexicon.version(), Lexicon::builtin().version());
    }

    #[test]
    fn what_an_overlay_gets_wrong_is_named() {
        for (text, told) in [
            ("[[entity]]\nid = 3", "own.toml"),
            ("[[topic]]\nid = \"weather\"", "weather"),
            ("[[country]]\n", "country"),
        ] {
            let error = lexicon(text).err().unwrap().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
