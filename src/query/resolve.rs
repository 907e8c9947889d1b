//! Values as typed → keys of the index: ids, names and aliases by the lexicon, and what only the index knows by its vocabulary.

use super::candidates::{CANDIDATES, counted, namesakes, near_values, nearest, unique};
use super::condition::{UNKNOWN, name_key};
use super::{Column, Condition, Field, Known, Note, Value, dates};
use crate::briefing::{Act, Form, PassageKind, Stance, StanceName, Status};
use crate::lexicon::{EntityKind, TopicValue};
use crate::text::fold;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// No name is longer, in bytes.
const LONGEST: usize = 300;

/// Why a value means nothing, and what may have been meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refused {
    pub(super) reason: String,
    pub(super) candidates: Vec<String>,
}

/// What a value asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Asked {
    /// Something of a statement.
    By(Vec<String>),
    On(Vec<String>),
    Stance(Stance),
    Act(Act),
    Status(Status),
    Strength(u8, u8),
    /// Something of a passage, with what is to be said about it.
    Passage(Condition, Option<Note>),
}

impl Asked {
    /// Ids and names as indexed, of an enum its name in JSON; none where it asks for more than values.
    pub(super) fn keys(self) -> Vec<String> {
        let name = |value: serde_json::Result<serde_json::Value>| match value {
            Ok(serde_json::Value::String(name)) => vec![name],
            _ => Vec::new(),
        };
        match self {
            Self::By(keys) | Self::On(keys) | Self::Passage(Condition::Has { keys, .. }, _) => keys,
            Self::Stance(stance) => name(serde_json::to_value(StanceName::from(stance))),
            Self::Act(act) => name(serde_json::to_value(act)),
            Self::Status(status) => name(serde_json::to_value(status)),
            Self::Strength(..) | Self::Passage(..) => Vec::new(),
        }
    }
}

/// What `field:value` asks for.
pub(super) fn resolve(field: Field, value: &str, known: &Known) -> Result<Asked, Refused> {
    let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    if value.len() > LONGEST {
        return Err(Refused {
            reason: "it is too long for a value".to_owned(),
            candidates: Vec::new(),
        });
    }
    let has = |column, keys| Ok(Asked::Passage(Condition::Has { column, keys }, None));
    match field {
        Field::By => party(field, value, known).map(Asked::By),
        Field::On => party(field, value, known).map(Asked::On),
        Field::Entity => has(Column::Entity, party(field, value, known)?),
        Field::Speaker => has(Column::Speaker, party(field, value, known)?),
        Field::Country => has(Column::Country, country(value, known)?),
        Field::Ministry => has(Column::Ministry, ministry(value, known)?),
        Field::Outlet => has(Column::Outlet, from_vocabulary(field, value, known)?),
        Field::Lang => has(Column::Lang, language(value, known)?),
        Field::Topic => topic(value, known),
        Field::Kind => {
            named::<PassageKind>(value, &KINDS)?;
            has(Column::Kind, vec![value.to_lowercase()])
        }
        Field::Form => {
            named::<Form>(value, &FORMS)?;
            has(Column::Form, vec![value.to_lowercase()])
        }
        Field::Stance => stance(value).map(Asked::Stance),
        Field::Status => named::<Status>(value, &STATUSES).map(Asked::Status),
        Field::Act => act(value).map(Asked::Act),
        Field::Strength => strength(value),
        Field::Id if value.contains('#') => has(Column::Passage, vec![value.to_owned()]),
        Field::Id => has(Column::Briefing, vec![value.to_owned()]),
        Field::Date | Field::Since | Field::Until => {
            let range = dates::days(field, &value.to_lowercase(), known.today);
            let range = range.ok_or_else(|| Refused {
                reason: format!("{value} is no date"),
                candidates: ["2024", "2024-03", "2024-03-18", "2024-01..2024-03", "30d"]
                    .map(str::to_owned)
                    .into(),
            })?;
            Ok(Asked::Passage(Condition::Said(range), None))
        }
    }
}

const KINDS: [&str; 6] = [
    "answer",
    "question",
    "statement",
    "quote",
    "narration",
    "other",
];
const FORMS: [&str; 9] = [
    "transcript",
    "remarks",
    "statement",
    "readout",
    "speech",
    "interview",
    "post",
    "article",
    "other",
];
const STATUSES: [&str; 5] = ["asserted", "reported", "alleged", "denied", "hypothetical"];

/// A value of an enum by the name it has in JSON.
fn named<T: DeserializeOwned>(value: &str, names: &[&str]) -> Result<T, Refused> {
    let name = serde_json::Value::String(value.to_lowercase());
    serde_json::from_value(name).map_err(|_| Refused {
        reason: format!("{value} is none of its values"),
        candidates: names.iter().map(|name| (*name).to_owned()).collect(),
    })
}

fn stance(value: &str) -> Result<Stance, Refused> {
    match &*fold(value) {
        "critical" | "-1" => Ok(Stance::Critical),
        "neutral" | "0" => Ok(Stance::Neutral),
        "supportive" | "+1" | "1" => Ok(Stance::Supportive),
        _ => Err(Refused {
            reason: format!("{value} is no stance"),
            candidates: ["critical", "neutral", "supportive"]
                .map(str::to_owned)
                .into(),
        }),
    }
}

fn act(value: &str) -> Result<Act, Refused> {
    let mut acts = Act::ALL.into_iter();
    let found = acts.find(|act| act.name().eq_ignore_ascii_case(value));
    found.ok_or_else(|| {
        let names: Vec<String> = Act::ALL
            .iter()
            .map(|act| act.name().to_lowercase())
            .collect();
        let near = nearest(value, names.iter().map(String::as_str));
        Refused {
            reason: format!("{value} is no act"),
            candidates: if near.is_empty() { names } else { near },
        }
    })
}

fn strength(value: &str) -> Result<Asked, Refused> {
    let number = |text: &str, open: u8| match text.trim() {
        "" => Some(open),
        digits => digits.parse().ok().filter(|number| *number <= 9),
    };
    let range = match value.split_once("..") {
        Some((least, most)) => number(least, 0).zip(number(most, 9)),
        None => number(value, 10).map(|one| (one, one)),
    };
    let range = range.filter(|(least, most)| least <= most && *most <= 9);
    let (least, most) = range.ok_or_else(|| Refused {
        reason: format!("{value} is no strength from 0 to 9"),
        candidates: ["5", "6..", "3..5"].map(str::to_owned).into(),
    })?;
    Ok(Asked::Strength(least, most))
}

/// The keys of a person, body, country or organisation.
fn party(field: Field, value: &str, known: &Known) -> Result<Vec<String>, Refused> {
    let wanted = fold(value);
    if wanted == UNKNOWN {
        return Ok(vec![UNKNOWN.to_owned()]);
    }
    let candidates = known.lexicon.entities().resolve(value);
    let exact = candidates.iter().filter(|found| found.likeness >= 1.0);
    let mut ids: Vec<&str> = exact.map(|found| &*found.entity.id).collect();
    let occurring = |id: &&str| {
        known
            .vocabulary
            .ids(field)
            .iter()
            .any(|value| value.key == **id)
    };
    if ids.len() > 1 && ids.iter().filter(|id| occurring(id)).count() == 1 {
        ids.retain(|id| occurring(id));
    }
    if ids.len() > 1 {
        return Err(Refused {
            reason: format!("{value} may mean several"),
            candidates: counted(field, ids.iter().map(|id| (*id).to_owned()), known),
        });
    }
    let mut keys: BTreeSet<String> = ids.into_iter().map(str::to_owned).collect();
    let values = if keys.is_empty() {
        known.vocabulary.of(field)
    } else {
        // who is known is also meant by the same letters, but "US" by no "us"
        let same = name_key(value);
        keys.extend(known.vocabulary.has(field, &same).then_some(same));
        known.vocabulary.ids(field)
    };
    let slug = wanted.replace(' ', "-");
    for Value { key, name, .. } in values {
        let name = name.as_deref().map(fold);
        if name.is_some_and(|name| name == wanted) || [&wanted, &slug].contains(&&fold(key)) {
            keys.insert(key.clone());
        }
    }
    if keys.is_empty() {
        keys = containing(field, value, known)?;
    }
    if keys.is_empty() {
        let spelled = namesakes(field, value, known).into_iter();
        let spelled = spelled.chain(near_values(field, value, known));
        let spelled = spelled.chain(candidates.iter().map(|found| found.entity.name.clone()));
        return Err(Refused {
            reason: format!("nobody is known as {value}"),
            candidates: unique(spelled),
        });
    }
    let (names, mut known): (Vec<String>, Vec<String>) =
        keys.into_iter().partition(|key| key.starts_with('='));
    known.extend(names); // what is told in short begins with who is known
    Ok(known)
}

/// The country or organisation of that name, or whose body has that name.
fn country(value: &str, known: &Known) -> Result<Vec<String>, Refused> {
    let keys = party(Field::Country, value, known)?.into_iter();
    let state = |key: String| {
        let entity = known.lexicon.entities().entity(&key);
        let body = entity.filter(|entity| entity.kind == EntityKind::Body);
        body.and_then(|body| body.parent.clone()).unwrap_or(key)
    };
    Ok(keys.map(state).collect())
}

/// The one value of the vocabulary that has all the words of `value` (a surname of a full name); several are refused.
fn containing(field: Field, value: &str, known: &Known) -> Result<BTreeSet<String>, Refused> {
    let wanted = fold(value);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let has_all = |name: &str| {
        let name = fold(name);
        let own: BTreeSet<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
        !words.is_empty() && words.iter().all(|word| own.contains(word))
    };
    let values = known.vocabulary.of(field).iter();
    let found = values.filter(|value| has_all(value.name.as_deref().unwrap_or(&value.key)));
    let keys: BTreeSet<String> = found.map(|value| value.key.clone()).collect();
    if keys.len() > 1 {
        return Err(Refused {
            reason: format!("{value} may mean several"),
            candidates: counted(field, keys.into_iter(), known),
        });
    }
    Ok(keys)
}

fn from_vocabulary(field: Field, value: &str, known: &Known) -> Result<Vec<String>, Refused> {
    let wanted = fold(value);
    let values = known.vocabulary.of(field).iter();
    let exact = values.filter(|value| fold(&value.key) == wanted);
    let mut keys: BTreeSet<String> = exact.map(|value| value.key.clone()).collect();
    if keys.is_empty() {
        keys = containing(field, value, known)?;
    }
    if keys.is_empty() {
        return Err(Refused {
            reason: format!("no {} of the index is called {value}", field.name()),
            candidates: unique(near_values(field, value, known)),
        });
    }
    Ok(keys.into_iter().collect())
}

/// Ministries of that name, or that speak for the country, organisation or body of that name.
fn ministry(value: &str, known: &Known) -> Result<Vec<String>, Refused> {
    let entities = known.lexicon.entities().resolve(value);
    let exact = entities.iter().filter(|found| found.likeness >= 1.0);
    let ids: Vec<&str> = exact.map(|found| &*found.entity.id).collect();
    let values = known.vocabulary.of(Field::Ministry).iter();
    let speaks = values.filter(|value| {
        let represented = known.lexicon.ministry_represents(&value.key);
        represented.is_some_and(|whom| {
            ids.contains(&whom.id) || whom.body.is_some_and(|body| ids.contains(&body))
        })
    });
    let spoken: Vec<String> = speaks.map(|value| value.key.clone()).collect();
    match from_vocabulary(Field::Ministry, value, known) {
        Err(_) if !spoken.is_empty() => Ok(spoken),
        other => other,
    }
}

fn language(value: &str, known: &Known) -> Result<Vec<String>, Refused> {
    let wanted = value.to_lowercase().replace('_', "-");
    let is_tag = |value: &str| {
        let primary = value.split('-').next().unwrap_or_default();
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    match from_vocabulary(Field::Lang, &wanted, known) {
        Err(_) if is_tag(&wanted) => Ok(vec![wanted]),
        Err(refused) => Err(Refused {
            reason: format!("{value} is no language tag"),
            candidates: if refused.candidates.is_empty() {
                let values = known.vocabulary.of(Field::Lang).iter();
                values
                    .map(|value| value.key.clone())
                    .take(CANDIDATES)
                    .collect()
            } else {
                refused.candidates
            },
        }),
        found => found,
    }
}

fn topic(value: &str, known: &Known) -> Result<Asked, Refused> {
    let mut asked = Vec::new();
    let mut ask = |column, key: &str| {
        let keys = vec![key.to_owned()];
        let has = Condition::Has { column, keys };
        if !asked.contains(&has) {
            asked.push(has);
        }
    };
    match known.lexicon.topics().resolve(value) {
        Some(TopicValue::Topic(id)) => ask(Column::Topic, id),
        Some(TopicValue::Detail { detail, .. }) => ask(Column::Detail, detail),
        None => (),
    }
    let wanted = fold(value).replace(' ', "-");
    let values = known.vocabulary.of(Field::Topic).iter();
    for value in values.filter(|value| fold(&value.key).replace(' ', "-") == wanted) {
        ask(Column::Topic, &value.key);
        ask(Column::Detail, &value.key);
    }
    if asked.len() < 2 {
        if let Some(only) = asked.pop() {
            return Ok(Asked::Passage(only, None));
        }
    } else {
        return Ok(Asked::Passage(Condition::Any(asked), None));
    }
    if let Ok(keys) = party(Field::Entity, value, known) {
        let note = Note::TopicIsEntity {
            value: value.to_owned(),
            entity: keys.first().cloned().unwrap_or_default(),
        };
        let column = Column::Entity;
        return Ok(Asked::Passage(Condition::Has { column, keys }, Some(note)));
    }
    let near = nearest(value, known.lexicon.topics().ids());
    Err(Refused {
        reason: format!("{value} is no topic"),
        candidates: unique(
            near.into_iter()
                .chain(near_values(Field::Topic, value, known)),
        ),
    })
}
