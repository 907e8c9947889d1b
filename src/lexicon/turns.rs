//! How transcripts label their turns: words for those who ask, answer and moderate, honorifics and titles before names.

mod slip;
mod table;

use crate::text::fold;
use regex::{RegexSet, RegexSetBuilder};
use std::collections::HashMap;
use std::sync::LazyLock;
use table::Table;

pub(crate) use slip::is_slip;

/// Bytes of the shortest word that is known with a slip of one letter in it.
const SLIPS: usize = 7;
/// Bytes of the longest paragraph that may be a note.
const LONGEST_NOTE: usize = 400;

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

/// The words of turn labels, compared folded.
#[derive(Debug, Default)]
pub struct TurnWords {
    roles: HashMap<String, TurnRole>,
    /// Words of `roles` long enough to be told with a slip in them.
    long: Vec<(String, TurnRole)>,
    /// Offices and words for reporters that end names in scripts without spaces, as written.
    suffixes: Vec<String>,
    /// Words of outlets in scripts without spaces, which stand anywhere in a name.
    unspaced_outlets: Vec<String>,
    left_out: Option<RegexSet>,
    heading: Option<RegexSet>,
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
        let suffixes = table.answerer_suffix.iter().chain(&table.asker_suffix);
        let suffixes = suffixes
            .filter(|suffix| !suffix.starts_with(' '))
            .cloned()
            .collect();
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
            &mut table.relays,
            &mut table.calls,
            &mut table.asks,
            &mut table.joint_title,
        ] {
            for word in list {
                *word = fold(word);
            }
        }
        for set in [
            &mut table.asker_lead,
            &mut table.asker_person,
            &mut table.note,
            &mut table.staff_lead,
            &mut table.honorific,
            &mut table.title,
            &mut table.label_title,
            &mut table.weak_title,
            &mut table.outlet,
            &mut table.false_label,
            &mut table.prose,
            &mut table.for_outlet,
            &mut table.contents,
            &mut table.addresses,
            &mut table.boilerplate,
        ] {
            *set = set.iter().map(|word| fold(word)).collect();
        }
        let mut long: Vec<(String, TurnRole)> = roles
            .iter()
            .filter(|(word, _)| word.len() >= SLIPS)
            .map(|(word, role)| (word.clone(), *role))
            .collect();
        long.sort_by(|a, b| a.0.cmp(&b.0));
        let unspaced = |word: &&String| !word.is_ascii();
        Ok(Self {
            roles,
            long,
            suffixes,
            unspaced_outlets: table.outlet.iter().filter(unspaced).cloned().collect(),
            left_out: whole(&table.left_out),
            heading: whole(&table.heading),
            table,
        })
    }

    /// The role of a label that consists of a word of the table, as it stands or with a slip of one letter.
    #[must_use]
    pub fn role(&self, label: &str) -> Option<TurnRole> {
        let label = fold(label);
        let label = without_number(&label);
        if let Some(role) = self.roles.get(label) {
            return Some(*role);
        }
        let ends = |suffix: &String| label.ends_with(suffix.as_str());
        if self.table.asker_suffix.iter().any(ends) {
            return Some(TurnRole::Asker);
        }
        // MODEARTOR: typed in haste. Short words are too near to each other.
        if label.len() < SLIPS || label.len() > 20 {
            return None;
        }
        self.long
            .iter()
            .find(|(word, _)| is_slip(word, label))
            .map(|(_, role)| *role)
    }

    /// The role of a label that begins with a word for one and goes on with a name, and that name: `FRAGE NORDHEIM`,
    /// "Vorsitzende Nordheim".
    #[must_use]
    pub fn leading_role<'a>(&self, label: &'a str) -> Option<(TurnRole, &'a str)> {
        let (first, rest) = label.split_once([' ', '\u{a0}'])?;
        let folded = fold(first.trim_end_matches('.'));
        let role = if self.table.asker_lead.contains(&folded) {
            TurnRole::Asker
        } else if self.table.staff_lead.contains(&folded) {
            TurnRole::Staff
        } else {
            return None;
        };
        let (second, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let from = self.table.for_outlet.contains(&fold(second)) || fold(second) == "by";
        let rest = if from && !after.is_empty() {
            after
        } else {
            rest
        };
        Some((role, rest.trim()))
    }

    /// Whether a label is a word for those who ask, without a name: "Q", "QUESTION", 问.
    #[must_use]
    pub fn is_bare_asker(&self, label: &str) -> bool {
        let label = fold(label);
        self.roles.get(without_number(&label)) == Some(&TurnRole::Asker)
    }

    /// Whether a label is a word for the one person who asks: "HOST".
    #[must_use]
    pub fn is_asking_person(&self, label: &str) -> bool {
        self.table.asker_person.contains(&fold(label))
    }

    /// Whether a folded word begins a note that names nobody: "inaudible", "through".
    #[must_use]
    pub fn begins_note(&self, word: &str) -> bool {
        self.table.note.contains(word)
    }

    /// Whether a folded title by itself may mean the only speaker that the publisher names.
    #[must_use]
    pub fn is_sole_title(&self, word: &str) -> bool {
        self.table.sole.contains(word)
    }

    /// A label in a script without spaces, parted into the name and the office or word for reporters it ends in.
    #[must_use]
    pub fn suffixed<'a>(&self, label: &'a str) -> Option<(&'a str, &'a str)> {
        let suffix = self
            .suffixes
            .iter()
            .filter_map(|suffix| label.strip_suffix(suffix.as_str()))
            .min_by_key(|name| name.len())?;
        Some((suffix.trim(), &label[suffix.len()..]))
    }

    /// Whether a folded word stands before names: "mr", "dr".
    #[must_use]
    pub fn is_honorific(&self, word: &str) -> bool {
        self.table.honorific.contains(word.trim_end_matches('.'))
    }

    /// Whether a folded word belongs to titles of office: "minister", "secretary".
    #[must_use]
    pub fn is_title(&self, word: &str) -> bool {
        self.table.title.contains(word)
    }

    /// Whether a folded word belongs to the titles of labels: those of [`Self::is_title`] and some that are such only there.
    #[must_use]
    pub fn is_label_title(&self, word: &str) -> bool {
        self.is_title(word) || self.table.label_title.contains(word.trim_end_matches('.'))
    }

    /// Whether folded words of titles make one together: "press secretary", and neither "the" nor "first".
    #[must_use]
    pub fn makes_title<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> bool {
        words.any(|word| self.is_label_title(word) && !self.table.weak_title.contains(word))
    }

    /// Whether a folded label names a news medium, or has a word that media have in their names.
    #[must_use]
    pub fn is_outlet(&self, label: &str) -> bool {
        label
            .split([' ', '-', '/', ',', '«', '»', '"'])
            .any(|word| self.table.outlet.contains(word))
            || !label.is_ascii()
                && self
                    .unspaced_outlets
                    .iter()
                    .any(|known| label.contains(known.as_str()))
    }

    /// Whether a folded label is known to head no turn: NATO, COVID.
    #[must_use]
    pub fn is_false_label(&self, label: &str) -> bool {
        self.table.false_label.contains(label)
    }

    /// Whether a folded label says for whom its words are, and not whose: "to minister norvik", "first, for the minister".
    #[must_use]
    pub fn addresses(&self, label: &str) -> bool {
        label.split(", ").any(|part| {
            let first = part.split_once(' ').map(|(first, _)| first);
            first.is_some_and(|first| self.table.addresses.contains(first))
        })
    }

    /// Whether a folded word stands in sentences and not in the labels of turns: "said", "is".
    #[must_use]
    pub fn is_prose(&self, word: &str) -> bool {
        self.table.prose.contains(word)
    }

    /// Whether a folded word stands between a reporter's name and his medium: "from", "with".
    #[must_use]
    pub fn is_for_outlet(&self, word: &str) -> bool {
        self.table.for_outlet.contains(word)
    }

    /// Whether a folded word belongs to no name, though it may stand beside one with a capital.
    #[must_use]
    pub fn is_no_name(&self, word: &str) -> bool {
        self.table.no_name.contains(word)
    }

    /// Whether a folded text reads out the questions of others.
    #[must_use]
    pub fn relays(&self, text: &str) -> bool {
        self.table
            .relays
            .iter()
            .any(|phrase| text.contains(phrase.as_str()))
    }

    /// Whether a folded text thanks, or calls the next who asks.
    #[must_use]
    pub fn calls(&self, text: &str) -> bool {
        let mut calls = self.table.calls.iter();
        calls.any(|phrase| text.contains(phrase.as_str()))
    }

    /// Whether a folded line heads a list of contents.
    #[must_use]
    pub fn heads_contents(&self, line: &str) -> bool {
        self.table
            .contents
            .contains(line.trim_end_matches([':', ' ']))
    }

    /// Whether a paragraph, as written, is none of what anybody said: a note in brackets, a time, a disclaimer.
    #[must_use]
    pub fn is_left_out(&self, paragraph: &str) -> bool {
        let matches = |set: &RegexSet| set.is_match(paragraph);
        paragraph.len() <= LONGEST_NOTE && self.left_out.as_ref().is_some_and(matches)
    }

    /// Whether a paragraph, as written, looks like a heading by its marks: `**Ruritania`, "II. Questions".
    #[must_use]
    pub fn is_heading(&self, paragraph: &str) -> bool {
        let matches = |set: &RegexSet| set.is_match(paragraph);
        self.heading.as_ref().is_some_and(matches)
    }

    /// Whether a folded paragraph is none of the text proper: "begin text", "###".
    #[must_use]
    pub fn is_boilerplate(&self, paragraph: &str) -> bool {
        let paragraph = paragraph.trim_matches(|end: char| !end.is_alphanumeric());
        paragraph.is_empty() || self.table.boilerplate.contains(paragraph)
    }

    /// Whether it is a small word within names: "von", "bin".
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        self.table.particle.contains(word)
    }

    /// Whether a folded word tells several of one anonymous office apart: "number", "two".
    #[must_use]
    pub fn is_ordinal(&self, word: &str) -> bool {
        self.table.ordinal.contains(word)
    }

    /// Whether a folded word makes another office of the title behind it: "vice", "deputy".
    #[must_use]
    pub fn is_qualifier(&self, word: &str) -> bool {
        self.table.qualifier.contains(word)
    }

    /// Whether a folded word is a title of those who come as guests from abroad rather than of a ministry's own staff.
    #[must_use]
    pub fn is_head(&self, word: &str) -> bool {
        self.table.head.contains(word)
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

    /// An abbreviation of a body, as the table has it.
    #[must_use]
    pub fn abbreviation(&self, written: &str) -> Option<&str> {
        Some(self.table.body.get_key_value(written)?.0)
    }

    /// The body (`DEU.MFA`, its country before the dot) that a bracketed abbreviation after a name stands for: `AA` of `Wagner (AA)`.
    #[must_use]
    pub fn body(&self, abbreviation: &str) -> Option<&str> {
        self.table.body.get(abbreviation).map(String::as_str)
    }
}

/// A folded label without the number behind it: "question 2".
fn without_number(label: &str) -> &str {
    label.trim_end_matches(|last: char| last.is_ascii_digit() || matches!(last, ' ' | '.' | '#'))
}

/// Patterns that match whole paragraphs, whatever their case.
fn whole(patterns: &[String]) -> Option<RegexSet> {
    let patterns = patterns.iter().map(|pattern| format!("^(?:{pattern})$"));
    RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .dot_matches_new_line(true)
        .build()
        .ok()
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

    #[test]
    fn every_pattern_compiles() {
        assert!(turn_words().left_out.is_some() && turn_words().heading.is_some());
        assert!(
            turn_words().is_left_out("(Laughter.)") && turn_words().is_left_out("1:18 p.m. EDT")
        );
        assert!(turn_words().is_heading("**Ruritania"));
    }
}
