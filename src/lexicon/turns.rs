//! How transcripts label their turns: words for those who ask, answer and moderate, honorifics and titles before names.

use crate::text::fold;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

static TURNS: LazyLock<TurnWords> =
    LazyLock::new(|| TurnWords::read(include_str!("data/turns.toml")).unwrap_or_default());

/// What a label says of its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnRole {
    /// Somebody asks.
    Asker,
    /// Somebody answers, by office or as such ("A", 答, SPOKESPERSON).
    Answerer,
    /// Somebody keeps order: moderator, operator, interpreter.
    Staff,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    asker: Vec<String>,
    asker_suffix: Vec<String>,
    answerer: Vec<String>,
    staff: Vec<String>,
    honorific: Vec<String>,
    title: Vec<String>,
    body: HashMap<String, String>,
    outlet: Vec<String>,
    false_label: Vec<String>,
    boilerplate: Vec<String>,
    particle: Vec<String>,
    head: Vec<String>,
    ordinal: Vec<String>,
    qualifier: Vec<String>,
    asks: Vec<String>,
    joint_title: Vec<String>,
}

/// The words of turn labels, compared folded.
#[derive(Debug, Default)]
pub struct TurnWords {
    roles: HashMap<String, TurnRole>,
    table: Table,
}

/// The words of turn labels compiled in.
#[must_use]
pub fn turn_words() -> &'static TurnWords {
    &TURNS
}

impl TurnWords {
    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let mut table: Table = toml::from_str(text)?;
        let mut roles = HashMap::new();
        for (role, words) in [
            (TurnRole::Asker, &table.asker),
            (TurnRole::Answerer, &table.answerer),
            (TurnRole::Staff, &table.staff),
        ] {
            roles.extend(words.iter().map(|word| (fold(word), role)));
        }
        for list in [
            &mut table.asker_suffix,
            &mut table.honorific,
            &mut table.title,
            &mut table.outlet,
            &mut table.false_label,
            &mut table.boilerplate,
            &mut table.asks,
            &mut table.joint_title,
        ] {
            for word in list {
                *word = fold(word);
            }
        }
        Ok(Self { roles, table })
    }

    /// The role of a label that consists of a word of the table, as it stands or with a slip of one letter.
    #[must_use]
    pub fn role(&self, label: &str) -> Option<TurnRole> {
        let label = fold(label);
        let label = label.trim_end_matches(|last: char| {
            last.is_ascii_digit() || matches!(last, ' ' | '.' | '#')
        });
        if let Some(role) = self.roles.get(label) {
            return Some(*role);
        }
        if self
            .table
            .asker_suffix
            .iter()
            .any(|suffix| label.ends_with(suffix))
        {
            return Some(TurnRole::Asker);
        }
        // MODEARTOR: typed in haste. Short words are too near to each other.
        if label.len() < 7 || label.len() > 20 {
            return None;
        }
        self.roles
            .iter()
            .find(|(word, _)| word.len() >= 7 && strsim::osa_distance(word, label) <= 1)
            .map(|(_, role)| *role)
    }

    /// Whether a label is a word for those who ask, without a name: "Q", "QUESTION", 问.
    #[must_use]
    pub fn is_bare_asker(&self, label: &str) -> bool {
        let label = fold(label);
        let label = label.trim_end_matches(|last: char| last.is_ascii_digit() || last == ' ');
        self.roles.get(label) == Some(&TurnRole::Asker)
    }

    /// Whether a folded word stands before names: "mr", "dr".
    #[must_use]
    pub fn is_honorific(&self, word: &str) -> bool {
        let word = word.trim_end_matches('.');
        self.table.honorific.iter().any(|known| known == word)
    }

    /// Whether a folded word belongs to titles of office: "minister", "secretary".
    #[must_use]
    pub fn is_title(&self, word: &str) -> bool {
        self.table.title.iter().any(|known| known == word)
    }

    /// Whether a folded label names a news medium, or has a word that media have in their names.
    #[must_use]
    pub fn is_outlet(&self, label: &str) -> bool {
        label
            .split([' ', '-', '/'])
            .any(|word| self.table.outlet.iter().any(|known| known == word))
            || self
                .table
                .outlet
                .iter()
                .any(|known| !known.is_ascii() && label.contains(known.as_str()))
    }

    /// Whether a folded label is known to head no turn: NATO, COVID.
    #[must_use]
    pub fn is_false_label(&self, label: &str) -> bool {
        self.table.false_label.iter().any(|known| known == label)
    }

    /// Whether a folded paragraph is none of the text proper: "begin text", "###".
    #[must_use]
    pub fn is_boilerplate(&self, paragraph: &str) -> bool {
        let paragraph = paragraph.trim_matches(|end: char| !end.is_alphanumeric());
        paragraph.is_empty()
            || self
                .table
                .boilerplate
                .iter()
                .any(|known| known == paragraph)
    }

    /// Whether it is a small word within names: "von", "bin".
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        self.table.particle.iter().any(|known| known == word)
    }

    /// Whether a folded word tells several of one anonymous office apart: "number", "two".
    #[must_use]
    pub fn is_ordinal(&self, word: &str) -> bool {
        self.table.ordinal.iter().any(|known| known == word)
    }

    /// Whether a folded word makes another office of the title behind it: "vice", "deputy".
    #[must_use]
    pub fn is_qualifier(&self, word: &str) -> bool {
        self.table.qualifier.iter().any(|known| known == word)
    }

    /// Whether a folded word is a title of those who come as guests from abroad rather than of a ministry's own staff.
    #[must_use]
    pub fn is_head(&self, word: &str) -> bool {
        self.table.head.iter().any(|known| known == word)
    }

    /// Whether a folded text says of itself that it asks.
    #[must_use]
    pub fn asks(&self, text: &str) -> bool {
        text.contains(['?', '？'])
            && self
                .table
                .asks
                .iter()
                .any(|phrase| text.contains(phrase.as_str()))
    }

    /// Whether a folded title heads a text of several parties.
    #[must_use]
    pub fn is_joint_title(&self, title: &str) -> bool {
        self.table
            .joint_title
            .iter()
            .any(|word| title.contains(word.as_str()))
    }

    /// The country or organisation that a bracketed abbreviation after a name stands for: `AA` of `Wagner (AA)`.
    #[must_use]
    pub fn body(&self, abbreviation: &str) -> Option<&str> {
        self.table.body.get(abbreviation).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_several_languages_and_with_slips() {
        let check = |label: &str, role| assert_eq!(turn_words().role(label), role, "{label}");
        check("QUESTION", Some(TurnRole::Asker));
        check("Вопрос", Some(TurnRole::Asker));
        check("总台记者", Some(TurnRole::Asker));
        check("答", Some(TurnRole::Answerer));
        check("MODEARTOR", Some(TurnRole::Staff));
        check("NATO", None);
        check("Ada Norvik", None);
    }
}
