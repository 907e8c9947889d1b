//! The words that tell who utters what: reporting verbs and nouns, what stands around them, first and third persons.

use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// Language, whether its words are parted by spaces, and its table. The first is the one for languages without a table.
const TABLES: [(&str, bool, &str); 8] = [
    ("en", true, include_str!("data/reporting.en.toml")),
    ("zh", false, include_str!("data/reporting.zh.toml")),
    ("ru", true, include_str!("data/reporting.ru.toml")),
    ("fr", true, include_str!("data/reporting.fr.toml")),
    ("de", true, include_str!("data/reporting.de.toml")),
    ("es", true, include_str!("data/reporting.es.toml")),
    ("it", true, include_str!("data/reporting.it.toml")),
    ("pt", true, include_str!("data/reporting.pt.toml")),
];

static READ: LazyLock<[Reporting; TABLES.len()]> = LazyLock::new(|| {
    TABLES.map(|(_, spaced, text)| Reporting::read(text, spaced).unwrap_or_default())
});

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
    /// Nothing but words in quotation marks: "“…,” she continued".
    Quotation,
}

/// What a word is to a reporting clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordClass {
    /// "we", "our".
    FirstPerson,
    /// "he", "who": stands for a source named before.
    Pronoun,
    /// "spokesman", "officials": speaks by office.
    Role,
    /// Those of them that are nobody in person: "ministry", "statement".
    Body,
    /// A noun of utterance: "claim", "accusation".
    Utterance,
    /// A form of a reporting verb that is a noun as often: "claims".
    NounLike,
    /// May stand between a subject and its verb.
    Between,
    /// Is no part of a subject's name.
    Stop,
    /// Ends a reported clause, after a comma.
    Break,
    /// "the", "some".
    Determiner,
    /// Prepositions within the name of a source: "spokesman for the ministry".
    Inside,
    /// Ends a subject that follows its verb.
    PhraseEnd,
    /// Days and times, which stand beside subjects and belong to none.
    Time,
    /// "is", "been": makes a participle passive.
    Be,
    /// "that": opens a reported clause.
    Opener,
    /// Stands before the one who makes a claim: "accusations by".
    By,
    /// Opens an adverbial after the verb: "said in Geneva".
    Preposition,
    /// Opens a clause before the main one: "While Norvik said …, …".
    Subordinate,
    /// Opens a clause beside what it reports: "as Norvik said".
    As,
    /// Is said of women only: "spokeswoman", "she".
    Feminine,
    /// Is said of men only.
    Masculine,
    /// A verb in its finite form: the second one of "the claim that it is unsafe was false" is no part of the claim.
    Finite,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Words by class.
    words: HashMap<WordClass, Vec<String>>,
    /// Set phrases after which the source follows: "according to".
    #[serde(default)]
    according: Vec<String>,
    /// Verbs by what they take; each entry lists all forms of one, a form of several words with `_` for the space.
    verbs: HashMap<Takes, Vec<String>>,
}

/// The reporting words of one language, folded.
#[derive(Debug, Default)]
pub struct Reporting {
    /// Whether words are parted by spaces.
    pub spaced: bool,
    words: FxHashMap<WordClass, FxHashSet<String>>,
    according: Vec<Vec<String>>,
    verbs: FxHashMap<String, Takes>,
}

/// The reporting words of a language by its primary tag; English ones for languages without a table.
#[must_use]
pub fn reporting(language: &str) -> &'static Reporting {
    let language = match language {
        "uk" | "be" => "ru",
        own => own,
    };
    let place = TABLES.iter().position(|(of, ..)| *of == language);
    &READ[place.unwrap_or(0)]
}

impl Reporting {
    /// How often `text` speaks of itself in the first person. What stands in capitals is a name ("US") unless it is one letter.
    #[must_use]
    pub fn first_persons(&self, text: &str) -> usize {
        if !self.spaced {
            let words = self.all(WordClass::FirstPerson);
            return words.map(|word| text.matches(word).count()).sum();
        }
        let words = text
            .unicode_words()
            .filter(|word| word.chars().count() == 1 || word.chars().any(char::is_lowercase));
        let own = words.map(|word| fold(word.split(['\'', '’']).next().unwrap_or(word)));
        own.filter(|word| self.is(WordClass::FirstPerson, word))
            .count()
    }

    fn read(text: &str, spaced: bool) -> Result<Self, toml::de::Error> {
        let table: Table = toml::from_str(text)?;
        let mut verbs = FxHashMap::default();
        for (takes, entries) in &table.verbs {
            for form in entries.iter().flat_map(|entry| entry.split_whitespace()) {
                verbs.insert(form.replace('_', " "), *takes);
            }
        }
        let words = table
            .words
            .into_iter()
            .map(|(class, words)| (class, words.into_iter().collect()));
        let according = table
            .according
            .iter()
            .map(|phrase| phrase.split_whitespace().map(str::to_owned).collect());
        Ok(Self {
            spaced,
            words: words.collect(),
            according: according.collect(),
            verbs,
        })
    }

    /// Whether a folded word belongs to a class.
    #[must_use]
    pub fn is(&self, class: WordClass, word: &str) -> bool {
        self.words
            .get(&class)
            .is_some_and(|words| words.contains(word))
    }

    /// All words of a class.
    pub fn all(&self, class: WordClass) -> impl Iterator<Item = &str> {
        self.words
            .get(&class)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// What the verb with this form takes; forms of several words are written with spaces ("pointed out").
    #[must_use]
    pub fn verb(&self, form: &str) -> Option<Takes> {
        self.verbs.get(form).copied()
    }

    /// All forms of verbs with what they take.
    pub fn verbs(&self) -> impl Iterator<Item = (&str, Takes)> {
        self.verbs
            .iter()
            .map(|(form, takes)| (form.as_str(), *takes))
    }

    /// Set phrases after which the source follows, as words.
    #[must_use]
    pub fn according(&self) -> &[Vec<String>] {
        &self.according
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_read() {
        for (language, spaced, text) in TABLES {
            let table = Reporting::read(text, spaced);
            assert!(table.is_ok(), "{language}: {table:?}");
        }
        assert_eq!(reporting("fr").verb("a declare"), Some(Takes::Clause));
        assert_eq!(reporting("en").verb("pointed out"), Some(Takes::Clause));
        assert_eq!(reporting("zh").verb("指出"), Some(Takes::Clause));
        assert_eq!(reporting("ru").verb("заявила"), Some(Takes::Clause));
    }
}
