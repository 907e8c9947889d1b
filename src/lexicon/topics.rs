//! The controlled vocabulary of subjects: the 29 topics, finer details beneath them, and the words that tell of them.

use super::phrases::Phrases;
use super::table;
use crate::text::{Span, fold};
use serde::Deserialize;
use std::collections::HashMap;

pub(super) const TOPICS: &str = include_str!("data/topics.toml");

/// What a phrase counts by the list it stands in.
const STRONG: f32 = 3.0;
const PLAIN: f32 = 2.0;
const WEAK: f32 = 1.0;

/// The topics, their details, and the phrases that are evidence for them.
#[derive(Default)]
pub struct Topics {
    all: Vec<Topic>,
    phrases: Phrases,
    /// What each phrase tells.
    tells: Vec<Tells>,
    /// What values of users mean, folded: a topic and perhaps a detail.
    values: HashMap<String, (usize, Option<usize>)>,
    /// What the mention of a party tells.
    parties: HashMap<String, Vec<(usize, f32)>>,
}

/// What a user's value for a topic means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicValue<'a> {
    /// One of the 29 topics (`ukraine-war`).
    Topic(&'a str),
    /// A finer label (`nato`) and the topic it stands beneath (`european-security`).
    Detail {
        /// The topic above it.
        topic: &'a str,
        /// The finer label.
        detail: &'a str,
    },
}

/// Words of a text that tell of a topic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TopicEvidence {
    pub(crate) span: Span,
    pub(crate) tells: Tells,
}

/// A topic, perhaps a detail of it, and how much a phrase counts for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tells {
    /// Which phrase it is, so that one said twice is known.
    pub(crate) phrase: usize,
    pub(crate) topic: usize,
    pub(crate) detail: Option<usize>,
    pub(crate) weight: f32,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    id: String,
    aliases: Vec<String>,
    strong: Vec<String>,
    plain: Vec<String>,
    weak: Vec<String>,
    entities: HashMap<String, f32>,
    #[serde(default)]
    together: Vec<[String; 2]>,
    #[serde(default)]
    detail: Vec<Detail>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Detail {
    id: String,
    aliases: Vec<String>,
    words: Vec<String>,
}

impl Topics {
    /// The topics compiled in.
    pub(super) fn builtin() -> Self {
        let mut topics = Self::default();
        for topic in table::toml::<Table>(TOPICS).topic {
            topics.add(topic);
        }
        topics
    }

    /// The ids of the 29 topics, in the order of the vocabulary.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|topic| topic.id.as_str())
    }

    /// The finer labels beneath a topic.
    pub fn details(&self, topic: &str) -> impl Iterator<Item = &str> {
        let topic = self.all.iter().find(|known| known.id == topic);
        topic
            .into_iter()
            .flat_map(|topic| topic.detail.iter().map(|detail| detail.id.as_str()))
    }

    /// What a value typed by a user means: an id or an alias in any language, whatever case; `None` where it names no topic
    /// (it may still name an entity).
    #[must_use]
    pub fn resolve(&self, value: &str) -> Option<TopicValue<'_>> {
        let (topic, detail) = *self.values.get(&folded_value(value))?;
        let topic = self.all.get(topic)?;
        let detail = detail.and_then(|detail| topic.detail.get(detail));
        Some(match detail {
            Some(detail) => TopicValue::Detail {
                topic: &topic.id,
                detail: &detail.id,
            },
            None => TopicValue::Topic(&topic.id),
        })
    }

    /// The words of a text that tell of topics, in text order; one word may tell of several.
    pub(crate) fn evidence(&self, text: &str) -> Vec<TopicEvidence> {
        let found = self.phrases.find(text).into_iter();
        found
            .filter_map(|(span, phrase)| {
                Some(TopicEvidence {
                    span,
                    tells: *self.tells.get(phrase)?,
                })
            })
            .collect()
    }

    /// What the mention of a party (`NATO`, `XINJIANG`) tells: topics and how much it counts.
    pub(crate) fn told_by_party(&self, entity: &str) -> &[(usize, f32)] {
        self.parties.get(entity).map_or(&[], Vec::as_slice)
    }

    /// The topics told by two parties named together.
    pub(crate) fn told_together(
        &self,
        named: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = usize> {
        let topics = self.all.iter().enumerate();
        topics
            .filter(move |(_, topic)| {
                topic
                    .together
                    .iter()
                    .any(|pair| pair.iter().all(|id| named(id)))
            })
            .map(|(position, _)| position)
    }

    /// The id of a topic and of a detail beneath it.
    pub(crate) fn names(
        &self,
        topic: usize,
        detail: Option<usize>,
    ) -> Option<(&str, Option<&str>)> {
        let topic = self.all.get(topic)?;
        Some((
            &topic.id,
            detail
                .and_then(|detail| topic.detail.get(detail))
                .map(|detail| detail.id.as_str()),
        ))
    }

    /// Adds a user's names and phrases to a topic; `None` where it is none.
    pub(super) fn extend(&mut self, id: &str, aliases: &[String], words: &[String]) -> Option<()> {
        let topic = self.all.iter().position(|topic| topic.id == id)?;
        for alias in aliases {
            self.values.insert(folded_value(alias), (topic, None));
        }
        for phrase in words {
            self.add_phrase(phrase, topic, None, STRONG);
        }
        Some(())
    }

    fn add(&mut self, topic: Topic) {
        let position = self.all.len();
        // A topic's own names win over another's detail; a detail's name over nothing else.
        for value in topic.aliases.iter().chain([&topic.id]) {
            self.values
                .entry(folded_value(value))
                .or_insert((position, None));
        }
        for (number, detail) in topic.detail.iter().enumerate() {
            for value in detail.aliases.iter().chain([&detail.id]) {
                let meaning = self
                    .values
                    .entry(folded_value(value))
                    .or_insert((position, Some(number)));
                if meaning.0 == position {
                    *meaning = (position, Some(number));
                }
            }
            for phrase in &detail.words {
                self.add_phrase(phrase, position, Some(number), 0.5);
            }
        }
        for (phrases, weight) in [
            (&topic.strong, STRONG),
            (&topic.plain, PLAIN),
            (&topic.weak, WEAK),
        ] {
            for phrase in phrases {
                self.add_phrase(phrase, position, None, weight);
            }
        }
        for (entity, weight) in &topic.entities {
            self.parties
                .entry(entity.clone())
                .or_default()
                .push((position, *weight));
        }
        self.all.push(topic);
    }

    fn add_phrase(&mut self, phrase: &str, topic: usize, detail: Option<usize>, weight: f32) {
        let phrase = self.phrases.add(phrase);
        self.tells.push(Tells {
            phrase,
            topic,
            detail,
            weight,
        });
    }
}

fn folded_value(value: &str) -> String {
    let folded = fold(value.trim());
    folded.replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_has_its_29_topics() {
        assert_eq!(Topics::builtin().ids().count(), 29);
    }

    #[test]
    fn values_in_any_language_name_a_topic_or_a_detail() {
        let topics = Topics::builtin();
        for (value, topic, detail) in [
            ("ukraine", "ukraine-war", None),
            ("Ukraine-War", "ukraine-war", None),
            ("乌克兰", "ukraine-war", None),
            ("烏克蘭", "ukraine-war", None),
            ("Украина", "ukraine-war", None),
            ("nato", "european-security", Some("nato")),
            ("Xinjiang", "human-rights", Some("xinjiang")),
            ("tariffs", "trade-economy", Some("tariffs")),
            ("south china sea", "south-china-sea", None),
        ] {
            let expected = match detail {
                Some(detail) => TopicValue::Detail { topic, detail },
                None => TopicValue::Topic(topic),
            };
            assert_eq!(topics.resolve(value), Some(expected), "{value}");
        }
        assert_eq!(topics.resolve("Ruritania"), None);
    }
}
