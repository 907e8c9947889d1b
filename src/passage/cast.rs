//! Who may speak in a briefing: its named speakers, persons introduced in its title and text, the roster of dated offices.

use super::named;
use crate::briefing::{Briefing, Speaker};
use crate::lexicon::{Entity, EntityKind, Lexicon, Office, turn_words};
use crate::text::{Span, fold};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Bytes before a name in which its country and title are looked for.
const BEFORE_NAME: usize = 80;
/// Given names and initials a full name may have before the surname.
const GIVEN_NAMES: usize = 3;

/// The persons known in a briefing.
pub(super) struct Cast<'a> {
    briefing: &'a Briefing,
    lexicon: &'a Lexicon,
    /// Speakers of the metadata, completed from the roster.
    speakers: Vec<Speaker>,
    /// Full names of the title and text by folded surname, each with the words before it.
    introduced: HashMap<String, Introduced>,
    host: Option<String>,
    date: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
struct Introduced {
    name: String,
    role: Option<String>,
    represents: Option<String>,
}

impl<'a> Cast<'a> {
    pub(super) fn of(briefing: &'a Briefing, lexicon: &'a Lexicon) -> Self {
        let host = briefing.represents.clone().or_else(|| {
            let ministry = lexicon.ministry_represents(briefing.ministry.as_deref()?)?;
            Some(ministry.id.to_owned())
        });
        let mut cast = Self {
            briefing,
            lexicon,
            speakers: Vec::new(),
            introduced: HashMap::new(),
            host,
            date: briefing.dates.said.map(|date| date.day),
        };
        for text in briefing.title.iter().chain([&briefing.text]) {
            introductions(text, lexicon, &mut cast.introduced);
        }
        cast.speakers = briefing
            .speakers
            .iter()
            .filter(|speaker| !speaker.name.trim().is_empty())
            .map(|speaker| cast.completed(speaker))
            .collect();
        cast
    }

    /// The country or organisation of the publishing ministry.
    pub(super) fn host(&self) -> Option<String> {
        self.host.clone()
    }

    /// The organisation whose statement a ministry publishes: it leads the title ("G7 Foreign Ministers’ Statement").
    pub(super) fn host_organisation(&self) -> Option<Speaker> {
        let title = self.briefing.title.as_deref()?;
        if !turn_words().is_joint_title(&fold(title)) {
            return None;
        }
        let names = self.lexicon.entities().find(title);
        let first = names.first().filter(|name| name.span.start < 5)?;
        let entity = first
            .entities
            .first()
            .filter(|entity| entity.kind == EntityKind::Organisation)?;
        Some(Speaker {
            represents: Some(entity.id.clone()),
            ..named(&entity.name)
        })
    }

    /// The main speaker of the metadata.
    pub(super) fn main(&self) -> Option<Speaker> {
        self.speakers.first().cloned()
    }

    /// Whether a label names one of the metadata's speakers.
    pub(super) fn names_speaker(&self, label: &str) -> bool {
        self.of_metadata(&name_words(label)).is_some()
    }

    /// Whether a label names anybody known.
    pub(super) fn knows(&self, label: &str) -> bool {
        let words = name_words(label);
        self.of_metadata(&words).is_some() || self.of_roster(&words).is_some()
    }

    /// Who a label means. One nobody knows stays a speaker with the label as name.
    pub(super) fn speaker(&self, label: &str) -> Speaker {
        let words = name_words(label);
        if let Some(known) = self
            .of_metadata(&words)
            .or_else(|| self.of_title(&words, label))
        {
            return known.clone();
        }
        let introduced = words
            .last()
            .and_then(|surname| self.introduced.get(surname));
        let mut speaker = named(label);
        if let Some(found) = introduced {
            speaker.name.clone_from(&found.name);
            speaker.role.clone_from(&found.role);
            speaker.represents.clone_from(&found.represents);
            speaker.confidence = 0.8;
        }
        let full = fold(&speaker.name);
        let full: Vec<&str> = full.split_whitespace().collect();
        if let Some((entity, office)) = self
            .of_roster(&words)
            .filter(|(entity, _)| introduced.is_none() || shares_given_name(&full, &entity.name))
        {
            fill(&mut speaker, entity, office);
        }
        if speaker.represents.is_none() {
            speaker.represents = self.by_title(label);
        }
        if speaker.role.is_none() {
            speaker.role = title_of(label);
        }
        speaker
    }

    /// The country of a label that has none by name: an official of the host where it has no foreign guests' title.
    fn by_title(&self, label: &str) -> Option<String> {
        let found = self.lexicon.entities().find(label);
        let country = found
            .iter()
            .filter_map(|name| name.entities.first())
            .find_map(|entity| country_of(entity));
        country.or_else(|| {
            let folded = fold(label);
            let is_head = [
                "minister",
                "premier",
                "chancellor",
                "king",
                "queen",
                "prince",
            ]
            .iter()
            .any(|title| folded.contains(title));
            let joint = self.speakers.len() > 1;
            let capitals = !label.chars().any(char::is_lowercase);
            (capitals && !is_head && !joint).then(|| self.host.clone())?
        })
    }

    fn of_metadata(&self, words: &[String]) -> Option<&Speaker> {
        let surname = words.last()?;
        self.speakers.iter().find(|speaker| {
            let full = fold(&speaker.name);
            let full: Vec<&str> = full
                .split([' ', ',', '.'])
                .filter(|word| !word.is_empty() && !turn_words().is_title(word))
                .collect();
            full.iter().any(|word| is_like(word, surname))
                && words.iter().all(|word| {
                    word.chars().count() == 1 || full.iter().any(|known| is_like(known, word))
                })
        })
    }

    /// The speaker of the metadata whom a label without a name means by the title ("THE PRESIDENT").
    fn of_title(&self, words: &[String], label: &str) -> Option<&Speaker> {
        let folded = fold(label);
        let title = folded
            .split_whitespace()
            .next_back()
            .filter(|_| words.is_empty())?;
        self.speakers.iter().find(|speaker| {
            let role = speaker.role.as_deref().map(fold).unwrap_or_default();
            role.split_whitespace().any(|word| word == title)
        })
    }

    fn of_roster(&self, words: &[String]) -> Option<(&'a Entity, &'a Office)> {
        let surname = words.last()?;
        let named = self.lexicon.entities().resolve(&words.join(" "));
        let exact = named.iter().filter(|candidate| candidate.likeness >= 1.0);
        let persons = exact.map(|candidate| candidate.entity);
        let found =
            self.likeliest(persons.filter(|entity| {
                !surname.is_ascii() || fold(&entity.name).contains(surname.as_str())
            }));
        found.or_else(|| {
            // A surname alone is enough for an official of the host.
            let is_namesake = |entity: &&Entity| {
                entity.kind == EntityKind::Person
                    && fold(&entity.name).split_whitespace().next_back() == Some(surname)
            };
            self.likeliest(self.lexicon.entities().iter().filter(is_namesake))
                .filter(|(_, office)| self.host.as_ref() == Some(&office.represents))
        })
    }

    /// Of several persons with an office on the day, the one who holds it for the host, else the first.
    fn likeliest(
        &self,
        persons: impl Iterator<Item = &'a Entity>,
    ) -> Option<(&'a Entity, &'a Office)> {
        let mut found = None;
        for entity in persons.filter(|entity| entity.kind == EntityKind::Person) {
            let Some(office) = self.office(entity) else {
                continue;
            };
            if self
                .host
                .as_ref()
                .is_none_or(|host| *host == office.represents)
            {
                return Some((entity, office));
            }
            found = found.or(Some((entity, office)));
        }
        found
    }

    /// The office a person holds on the day of the briefing; the newest where the day is unknown.
    fn office<'e>(&self, person: &'e Entity) -> Option<&'e Office> {
        let Some(date) = self.date else {
            return person.offices.first();
        };
        person.offices.iter().find(|office| {
            office.from.is_none_or(|from| from <= date) && office.to.is_none_or(|to| date <= to)
        })
    }

    /// A speaker of the metadata with what the roster knows of it.
    fn completed(&self, speaker: &Speaker) -> Speaker {
        let mut speaker = without_titles(speaker);
        if let Some((entity, office)) = self.of_roster(&name_words(&speaker.name)) {
            fill(&mut speaker, entity, office);
        }
        if speaker.represents.is_none() {
            speaker.represents = self.host();
        }
        if speaker.represents.is_none() {
            speaker.represents = name_words(&speaker.name)
                .last()
                .and_then(|surname| self.introduced.get(surname))
                .and_then(|found| found.represents.clone());
        }
        if speaker.body.is_none() && self.briefing.ministry.is_some() {
            let ministry = self.briefing.ministry.as_deref();
            let known = ministry.and_then(|ministry| self.lexicon.ministry_represents(ministry));
            speaker.body = known
                .filter(|known| Some(known.id) == speaker.represents.as_deref())
                .and_then(|known| known.body.map(str::to_owned));
        }
        speaker
    }
}

/// A speaker whose name holds no title or date any more: "Press Secretary Ada Norvik, June 2, 2021" is Ada Norvik, press secretary.
fn without_titles(speaker: &Speaker) -> Speaker {
    let mut cleaned = speaker.clone();
    let (name, after) = speaker.name.split_once(',').unwrap_or((&speaker.name, ""));
    let is_title = |word: &&str| {
        let word = fold(word);
        turn_words().is_title(&word) || turn_words().is_honorific(&word)
    };
    let titles = name.split_whitespace().take_while(is_title).count();
    let rest: Vec<&str> = name.split_whitespace().skip(titles).collect();
    let starts_name = |word: &&str| word.starts_with(char::is_uppercase);
    if rest.len() < 2 || !rest.first().is_some_and(starts_name) {
        return cleaned;
    }
    cleaned.name = rest.join(" ");
    if cleaned.role.is_none() {
        let before = name
            .split_whitespace()
            .take(titles)
            .collect::<Vec<_>>()
            .join(" ");
        let roles = [before.as_str(), after.trim()];
        let role = roles.iter().find(|role| {
            role.chars().any(char::is_alphabetic)
                && !role.contains(|digit: char| digit.is_ascii_digit())
        });
        cleaned.role = role.map(|role| (*role).to_owned());
    }
    cleaned
}

fn fill(speaker: &mut Speaker, entity: &Entity, office: &Office) {
    if speaker.name.split_whitespace().count() < 2 || !speaker.name.chars().any(char::is_lowercase)
    {
        speaker.name.clone_from(&entity.name);
    }
    speaker.entity = Some(entity.id.clone());
    speaker.represents = Some(office.represents.clone());
    speaker.body = speaker.body.take().or_else(|| office.body.clone());
    speaker.role = speaker.role.take().or_else(|| Some(office.role.clone()));
    speaker.confidence = speaker.confidence.max(0.95);
}

/// The country or organisation an entity counts for.
fn country_of(entity: &Entity) -> Option<String> {
    match entity.kind {
        EntityKind::Person | EntityKind::Region => None,
        EntityKind::Body => entity.parent.clone(),
        _ => Some(entity.id.clone()),
    }
}

/// The folded words of a label that belong to the name: no titles, honorifics or brackets.
fn name_words(label: &str) -> Vec<String> {
    let folded = fold(label.split(['(', ',']).next().unwrap_or(label));
    let words = turn_words();
    folded
        .split([' ', '.', '\u{a0}'])
        .filter(|word| !word.is_empty() && !words.is_title(word) && !words.is_honorific(word))
        .map(str::to_owned)
        .collect()
}

/// The titles of a label, as written but in small letters.
fn title_of(label: &str) -> Option<String> {
    let titles: Vec<String> = label
        .split_whitespace()
        .take_while(|word| turn_words().is_title(&fold(word)))
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(char::to_uppercase);
            first
                .into_iter()
                .flatten()
                .chain(letters.flat_map(char::to_lowercase))
                .collect()
        })
        .collect();
    (!titles.is_empty()).then(|| titles.join(" "))
}

/// Two spellings of one name: equal, a slip of the typist, or another case of an inflected language.
fn is_like(known: &str, word: &str) -> bool {
    if known == word {
        return true;
    }
    let length = word.chars().count();
    if length < 5 {
        return false;
    }
    if !word.is_ascii() {
        let shared = known
            .chars()
            .zip(word.chars())
            .take_while(|(a, b)| a == b)
            .count();
        return shared >= 4 && shared + 3 >= length.max(known.chars().count());
    }
    strsim::osa_distance(known, word) <= if length < 8 { 1 } else { 2 }
}

fn shares_given_name(full: &[&str], name: &str) -> bool {
    let name = fold(name);
    full.len() < 2
        || name
            .split_whitespace()
            .next()
            .is_some_and(|given| full.contains(&given))
        || full
            .first()
            .is_some_and(|given| name.starts_with(given.trim_end_matches('.')))
}

/// Full names of `text` ("Ruritanian Foreign Minister Ada B. Norvik") by folded surname; the first of each counts.
fn introductions(text: &str, lexicon: &Lexicon, found: &mut HashMap<String, Introduced>) {
    let mut run: Vec<Span> = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive([' ', '\n', '\u{a0}']) {
        let written = word.trim_end();
        let core = written.trim_end_matches([',', '.', ':', ';', '?', '!', ')', '”', '"', '’']);
        let core = core
            .strip_suffix("’s")
            .or_else(|| core.strip_suffix("'s"))
            .unwrap_or(core);
        let span = Span::new(start, start + core.len());
        start += word.len();
        if is_name_word(core) {
            run.push(span);
        } else {
            introduce(text, lexicon, &run, found);
            run.clear();
        }
        let initial = core.chars().count() == 1 || turn_words().is_honorific(&fold(core));
        if written.len() > core.len() && !(initial && written.ends_with('.')) {
            introduce(text, lexicon, &run, found);
            run.clear();
        }
    }
    introduce(text, lexicon, &run, found);
}

fn introduce(text: &str, lexicon: &Lexicon, run: &[Span], found: &mut HashMap<String, Introduced>) {
    let words = turn_words();
    let (Some(surname), true) = (run.last(), run.len() > 1) else {
        return;
    };
    let given: Vec<&Span> = run[..run.len() - 1]
        .iter()
        .rev()
        .take(GIVEN_NAMES)
        .take_while(|word| {
            let word = fold(word.of(text));
            !words.is_title(&word) && !words.is_honorific(&word)
        })
        .collect();
    let Some(first) = given.last() else { return };
    let folded = fold(surname.of(text));
    if words.is_title(&folded) || found.contains_key(&folded) || found.len() > 5000 {
        return;
    }
    let name = Span::new(first.start, surname.end);
    let mut from = name.start.saturating_sub(BEFORE_NAME);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = Span::new(from, name.start).of(text);
    let before = before
        .rsplit(['.', ',', ';', '\n', ':'])
        .next()
        .unwrap_or(before);
    let country = lexicon
        .entities()
        .find(before)
        .iter()
        .rev()
        .filter_map(|found| found.entities.first())
        .find_map(|entity| country_of(entity));
    let titles: Vec<&str> = before
        .split_whitespace()
        .rev()
        .take_while(|word| words.is_title(&fold(word)) || matches!(*word, "of" | "for" | "and"))
        .collect();
    let role =
        (!titles.is_empty()).then(|| titles.iter().rev().copied().collect::<Vec<_>>().join(" "));
    found.insert(
        folded,
        Introduced {
            name: name
                .of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            represents: country.filter(|_| role.is_some()),
            role,
        },
    );
}

/// A capitalised word that is not all capitals, or an initial.
fn is_name_word(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else {
        return false;
    };
    if !first.is_uppercase() {
        return matches!(
            word,
            "von" | "der" | "van" | "de" | "bin" | "al" | "le" | "du" | "da"
        );
    }
    word.chars().count() == 1 || letters.any(char::is_lowercase)
}
