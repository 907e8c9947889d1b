//! The words that tell who utters what: reporting verbs and nouns, what stands between them and the words reported, first persons.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

struct Tables {
    english: Reporting,
    chinese: Reporting,
    russian: Reporting,
}

/// What a reporting verb takes for its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// A clause: "said (that) …".
    Clause,
    /// A clause, after the one spoken to: "told reporters (that) …".
    Addressee,
    /// A clause or a thing: "denied that …", "denied the charge".
    Either,
    /// A thing: "criticised the visit", "called for restraint".
    Thing,
    /// Somebody and what they are to do: "urged X to …".
    Request,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Verbs by what they take; each entry lists all its forms, the base first.
    verbs: HashMap<Takes, Vec<String>>,
    /// Forms that are nouns as often as verbs ("claims", "calls").
    #[serde(default)]
    noun_like: Vec<String>,
    /// Nouns of utterance ("claim", "accusation"), with their plurals.
    #[serde(default)]
    nouns: Vec<String>,
    /// "according to", "in the words of": a source follows.
    #[serde(default)]
    according: Vec<String>,
    /// Words of a source that a later sentence goes on with ("he", "the spokesperson").
    #[serde(default)]
    pronouns: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    /// Words that may stand between subject and verb.
    #[serde(default)]
    between: Vec<String>,
    /// Words that never belong to the name of a source.
    #[serde(default)]
    stops: Vec<String>,
    /// Words that end a reported clause after a comma.
    #[serde(default)]
    breaks: Vec<String>,
    first_person: Vec<String>,
}

/// The reporting words of one language, in small letters with plain apostrophes.
#[derive(Debug, Default)]
pub struct Reporting {
    /// Whether words are parted by spaces.
    pub spaced: bool,
    verbs: HashMap<String, Takes>,
    noun_like: HashSet<String>,
    nouns: HashSet<String>,
    according: Vec<String>,
    pronouns: HashSet<String>,
    roles: HashSet<String>,
    between: HashSet<String>,
    stops: HashSet<String>,
    breaks: HashSet<String>,
    first_person: HashSet<String>,
    longest_first: Vec<String>,
}

/// The reporting words of a language by its primary tag; English ones for languages without a table.
#[must_use]
pub fn reporting(language: &str) -> &'static Reporting {
    match language {
        "zh" => &TABLES.chinese,
        "ru" | "uk" | "be" => &TABLES.russian,
        _ => &TABLES.english,
    }
}

impl Tables {
    fn read() -> Self {
        let read = |text, spaced| Reporting::read(text, spaced).unwrap_or_default();
        Self {
            english: read(include_str!("data/reporting.en.toml"), true),
            chinese: read(include_str!("data/reporting.zh.toml"), false),
            russian: read(include_str!("data/reporting.ru.toml"), true),
        }
    }
}

impl Reporting {
    fn read(text: &str, spaced: bool) -> Result<Self, toml::de::Error> {
        let table: Table = toml::from_str(text)?;
        let mut verbs = HashMap::new();
        for (takes, entries) in &table.verbs {
            for entry in entries {
                for form in entry.split_whitespace() {
                    verbs.insert(form.replace('_', " "), *takes);
                }
            }
        }
        let mut longest_first: Vec<String> = verbs.keys().cloned().collect();
        longest_first.sort_by_key(|form| (std::cmp::Reverse(form.len()), form.clone()));
        let set = |list: Vec<String>| list.into_iter().collect::<HashSet<_>>();
        Ok(Self {
            spaced,
            verbs,
            noun_like: set(table.noun_like),
            nouns: set(table.nouns),
            according: table.according,
            pronouns: set(table.pronouns),
            roles: set(table.roles),
            between: set(table.between),
            stops: set(table.stops),
            breaks: set(table.breaks),
            first_person: set(table.first_person),
            longest_first,
        })
    }

    /// What the verb with this form takes; forms of several words are written with a space ("point out").
    #[must_use]
    pub fn verb(&self, form: &str) -> Option<Takes> {
        self.verbs.get(form).copied()
    }

    /// All forms of verbs, longest first.
    #[must_use]
    pub fn verb_forms(&self) -> &[String] {
        &self.longest_first
    }

    /// Whether a form of a verb is a noun as often.
    #[must_use]
    pub fn is_noun_like(&self, form: &str) -> bool {
        self.noun_like.contains(form)
    }

    /// Whether it is a noun of utterance.
    #[must_use]
    pub fn is_noun(&self, word: &str) -> bool {
        self.nouns.contains(word)
    }

    /// Set phrases after which the source follows.
    #[must_use]
    pub fn according(&self) -> &[String] {
        &self.according
    }

    /// Whether it is a third person's pronoun.
    #[must_use]
    pub fn is_pronoun(&self, word: &str) -> bool {
        self.pronouns.contains(word)
    }

    /// Whether it is a word for somebody who speaks by office.
    #[must_use]
    pub fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word)
    }

    /// Whether it may stand between subject and verb.
    #[must_use]
    pub fn is_between(&self, word: &str) -> bool {
        self.between.contains(word)
    }

    /// Whether it can be no part of a source's name.
    #[must_use]
    pub fn is_stop(&self, word: &str) -> bool {
        self.stops.contains(word)
    }

    /// Whether it ends a reported clause after a comma.
    #[must_use]
    pub fn is_break(&self, word: &str) -> bool {
        self.breaks.contains(word)
    }

    /// Whether a folded word is a first person.
    #[must_use]
    pub fn is_first_person(&self, word: &str) -> bool {
        self.first_person.contains(word)
    }

    /// How often first persons stand in a text whose words are not parted.
    #[must_use]
    pub fn count_first_person(&self, text: &str) -> usize {
        self.first_person
            .iter()
            .map(|word| text.matches(word.as_str()).count())
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_read() {
        for (text, spaced) in [
            (include_str!("data/reporting.en.toml"), true),
            (include_str!("data/reporting.zh.toml"), false),
            (include_str!("data/reporting.ru.toml"), true),
        ] {
            let table = Reporting::read(text, spaced);
            assert!(table.is_ok(), "{table:?}");
        }
        assert_eq!(reporting("en").verb("pointed out"), Some(Takes::Clause));
        assert_eq!(reporting("zh").verb("指出"), Some(Takes::Clause));
        assert_eq!(reporting("ru").verb("заявила"), Some(Takes::Clause));
    }
}
