//! Values of options → ids and names as a correction keeps them.

use super::Desk;
use crate::briefing::{StoredPassage, is_unknown};
use crate::query::{Field, UNKNOWN, keys, name_key, party_keys};
use crate::text::{collapsed, fold};
use crate::{Error, Result};
use serde::de::DeserializeOwned;

impl Desk<'_> {
    /// The id of a party known to the lexicon, or the id or name of one that this briefing names.
    pub(super) fn party(&self, flag: &str, value: &str) -> Result<String> {
        let keys = keys(flag, value, &self.known)?;
        let entities = self.known.lexicon.entities();
        if let Some(id) = keys.iter().find(|key| entities.entity(key).is_some()) {
            return Ok(id.clone());
        }
        let here: Vec<String> = self.passages.iter().flat_map(parties).collect();
        let found = keys
            .iter()
            .find(|key| *key != UNKNOWN && here.contains(key));
        let found = found.map(|key| key.trim_start_matches('=').to_owned());
        found.ok_or_else(|| {
            Error::Usage(format!(
                "--{flag} {value}: nobody whom the lexicon or this briefing knows; a table in the archive's lexicon/ makes somebody known"
            ))
        })
    }

    /// The id of somebody known, else a name.
    pub(super) fn speaker(&self, value: &str, is_new_allowed: bool) -> Result<String> {
        if is_unknown(value) {
            return Ok(UNKNOWN.to_owned());
        }
        let keys = match keys("speaker", value, &self.known) {
            Ok(keys) => keys,
            Err(_) if is_new_allowed => return Ok(collapsed(value)),
            Err(Error::Usage(told)) => {
                return Err(Error::Usage(format!(
                    "{told}; --represents WHOM lets in a new name"
                )));
            }
            Err(error) => return Err(error),
        };
        let entities = self.known.lexicon.entities();
        let known = keys.iter().find(|key| entities.entity(key).is_some());
        if let Some(id) = known {
            return Ok(id.clone());
        }
        let first = keys.first().map_or(value, String::as_str);
        Ok(self.known.name(Field::Speaker, first))
    }

    /// A ministry as publishers write it; a country or organisation stands for its only one.
    pub(super) fn ministry(&self, value: &str, is_new_allowed: bool) -> Result<String> {
        let value = collapsed(value);
        if is_unknown(&value) {
            return Ok(UNKNOWN.to_owned());
        }
        let lexicon = self.known.lexicon;
        let spelled = self.spelled(Field::Ministry, value.clone());
        let own = keys("ministry", &value, &self.known);
        let names = lexicon.entities().find(&value);
        let is_bare = names.iter().any(|name| name.span.len() == value.len());
        match own.as_deref() {
            Ok([only]) if is_bare => Ok(only.clone()),
            Err(_) if !is_new_allowed && lexicon.ministry_represents(&value).is_none() => {
                let told = own.err().map(|error| error.to_string());
                Err(Error::Usage(format!(
                    "{}; --represents WHOM lets in a new name",
                    told.unwrap_or_default()
                )))
            }
            _ => Ok(spelled),
        }
    }

    /// The country or organisation somebody speaks for.
    pub(super) fn whom(&self, value: &str) -> Result<String> {
        if is_unknown(value) {
            return Ok(UNKNOWN.to_owned());
        }
        let keys = match keys("country", value, &self.known) {
            Ok(keys) => keys,
            Err(Error::Usage(told)) => {
                return Err(Error::Usage(told.replacen("--country", "--represents", 1)));
            }
            Err(error) => return Err(error),
        };
        let entities = self.known.lexicon.entities();
        let id = keys.into_iter().find(|key| entities.entity(key).is_some());
        id.ok_or_else(|| {
            Error::Usage(format!(
                "--represents {value}: nobody is known by that name"
            ))
        })
    }

    pub(super) fn topic(&self, value: &str) -> Result<String> {
        let topics = self.known.lexicon.topics();
        if is_unknown(value) || topics.resolve(value).is_some() {
            return Ok(fold(value.trim()));
        }
        keys("topic", value, &self.known)?;
        let ids: Vec<&str> = topics.ids().collect();
        Err(Error::Usage(format!(
            "--topic {value}: no topic but somebody's name; topics are {}",
            ids.join(", ")
        )))
    }

    /// A value of an enum.
    pub(super) fn value<T: DeserializeOwned>(&self, flag: &str, value: &str) -> Result<T> {
        let key = keys(flag, value, &self.known)?.into_iter().next();
        let read = serde_json::from_value(key.unwrap_or_default().into());
        read.map_err(|_| Error::Usage(format!("--{flag} {value}: no value of it")))
    }

    /// A name as the index has it already, whatever its case.
    pub(super) fn spelled(&self, field: Field, name: String) -> String {
        let mut values = self.known.vocabulary.of(field).iter();
        let same = values.find(|value| fold(&value.key) == fold(&name));
        same.map_or(name, |value| value.key.clone())
    }
}

/// The keys of everybody who speaks, is quoted, states or is stated about in a passage.
fn parties(passage: &StoredPassage) -> Vec<String> {
    let speaker = passage.speaker.iter().flat_map(|speaker| {
        let id = speaker.entity.clone();
        [id.unwrap_or_else(|| name_key(&speaker.name))]
    });
    let sides = passage.statements.iter();
    let sides = sides.flat_map(|one| [&one.source, &one.target]);
    let quoted = passage.attributions.iter().flat_map(|own| &own.sources);
    let parties = sides.chain(quoted).flat_map(party_keys);
    speaker.chain(parties).collect()
}
