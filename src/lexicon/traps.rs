//! Where names deceive: longer names that hold a country's, names with two meanings, Chinese short forms.

use super::entity::Gazetteer;
use super::finder::Spelling;
use super::names::{Named, Sense};
use super::table;
use crate::briefing::MentionForm;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Traps {
    pub(super) territories: Vec<String>,
    pub(super) decoys: Vec<String>,
    pub(super) ambiguous: Vec<String>,
    pub(super) shared: BTreeMap<String, Vec<String>>,
    pub(super) words: Words,
    pub(super) signs: Signs,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) shouted: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signs {
    pub(super) templated: Vec<String>,
    pub(super) templates: Vec<String>,
    pub(super) prefixes: Vec<String>,
    pub(super) prefixed: Vec<String>,
    pub(super) pairs: Vec<String>,
    pub(super) not_before: Vec<String>,
    pub(super) words: BTreeMap<String, Vec<String>>,
}

impl Traps {
    pub(super) fn builtin() -> Self {
        table::toml(include_str!("data/traps.toml"))
    }
}

impl Gazetteer {
    /// Adds the Chinese forms made of one sign a country.
    pub(super) fn add_signs(&mut self, signs: &Signs, countries: &HashMap<String, usize>) {
        let short = |entity| {
            Sense::Entity(Named {
                entity,
                form: MentionForm::Short,
                ambiguous: false,
            })
        };
        for sign in &signs.templated {
            for template in &signs.templates {
                if let Some(entity) = countries.get(sign) {
                    self.names
                        .add_forms(&template.replace("{}", sign), &short(*entity));
                }
            }
        }
        for sign in &signs.prefixed {
            for prefix in &signs.prefixes {
                if let Some(entity) = countries.get(sign) {
                    self.names
                        .add_forms(&prefix.replace("{}", sign), &short(*entity));
                }
            }
        }
        for first in &signs.pairs {
            for second in signs.pairs.iter().filter(|second| *second != first) {
                let pair = format!("{first}{second}");
                if let (Some(one), Some(other)) = (countries.get(first), countries.get(second)) {
                    self.names
                        .add(&pair, Spelling::Any, Sense::Pair(*one, *other));
                    for rest in &signs.not_before {
                        self.names
                            .add(&format!("{pair}{rest}"), Spelling::Any, Sense::Decoy);
                    }
                }
            }
        }
        for (word, ids) in &signs.words {
            let entities: Vec<usize> = ids
                .iter()
                .filter_map(|id| self.by_id.get(id).copied())
                .collect();
            match entities.as_slice() {
                [one, other] => self
                    .names
                    .add(word, Spelling::Any, Sense::Pair(*one, *other)),
                [one] => self.names.add_forms(word, &short(*one)),
                _ => {}
            }
        }
    }

    /// Marks and replaces what the tables of names cannot know by themselves.
    pub(super) fn apply(&mut self, traps: &Traps) {
        for (name, ids) in &traps.shared {
            let form = if self.entities.iter().any(|entity| &entity.name == name)
                || name.ends_with(['o', 'a'])
            {
                MentionForm::Name
            } else {
                MentionForm::Demonym
            };
            let entities = ids.iter().filter_map(|id| self.by_id.get(id).copied());
            let senses = entities.map(|entity| {
                Sense::Entity(Named {
                    entity,
                    form,
                    ambiguous: true,
                })
            });
            self.names.replace(name, &senses.collect::<Vec<_>>());
        }
        for name in &traps.ambiguous {
            self.names.mark_ambiguous(name);
        }
        for word in &traps.words.shouted {
            self.names.mark_shouted(word);
        }
        let known: BTreeSet<&String> = traps.decoys.iter().collect();
        for decoy in known {
            let forms = decoy.as_str();
            self.names.add_forms(forms, &Sense::Decoy);
        }
    }
}
