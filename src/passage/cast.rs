//! Who may speak in a briefing: its named speakers, persons introduced in its title and text, the roster of dated offices.

mod introductions;
mod names;

use super::named;
use crate::briefing::{Briefing, Speaker};
use crate::lexicon::{Entity, EntityKind, Lexicon, Office, TurnRole, turn_words};
use crate::source::is_person;
use crate::text::fold;
use chrono::NaiveDate;
use introductions::{Introduced, introductions};
use names::{
    bare_title, capitalised, is_han_name, is_like, name_words, shares_given_name, title_of,
    without_titles,
};
use std::collections::HashMap;

pub(super) use names::{is_called, is_capitals};

/// The persons known in a briefing.
pub(super) struct Cast<'a> {
    briefing: &'a Briefing,
    lexicon: &'a Lexicon,
    /// Speakers of the metadata, completed from the roster.
    speakers: Vec<Speaker>,
    /// Full names of the title and text by folded surname, each with the words before it.
    introduced: HashMap<String, Introduced>,
    host: Option<String>,
    /// Whether the title names an official of another country.
    has_guests: bool,
    date: Option<NaiveDate>,
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
            has_guests: false,
            date: briefing.dates.said.map(|date| date.day),
        };
        if let Some(title) = &briefing.title {
            introductions(title, lexicon, &mut cast.introduced);
            let host = cast.host.as_ref();
            cast.has_guests = cast
                .introduced
                .values()
                .any(|found| found.represents.is_some() && found.represents.as_ref() != host);
        }
        introductions(&briefing.text, lexicon, &mut cast.introduced);
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

    /// The publishing ministry, as it writes itself.
    pub(super) fn ministry(&self) -> Option<&str> {
        self.briefing.ministry.as_deref()
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

    /// The one speaker of the metadata, a person without an office.
    pub(super) fn only_person(&self) -> Option<&Speaker> {
        match self.speakers.as_slice() {
            [only] if only.role.is_none() && is_person(&only.name) => Some(only),
            _ => None,
        }
    }

    /// Whether a label names one of the metadata's speakers.
    pub(super) fn names_speaker(&self, label: &str) -> bool {
        self.of_metadata(&name_words(label)).is_some()
    }

    /// Whether the title or text introduces the one a label names with an office.
    pub(super) fn introduces(&self, label: &str) -> bool {
        let words = name_words(label);
        let introduced = self.introduction(&words, label);
        introduced.is_some_and(|found| found.role.is_some())
    }

    /// Who the text says holds the conference: the first name in it with the office of a spokesperson.
    pub(super) fn spokesperson(&self) -> Option<Speaker> {
        let speaks = |found: &&Introduced| {
            let role = found.role.as_deref().unwrap_or_default();
            turn_words().role(role) == Some(TurnRole::Answerer)
        };
        let found = self
            .introduced
            .values()
            .filter(speaks)
            .min_by_key(|found| found.at)?;
        let mut speaker = self.speaker(&found.name);
        speaker.represents = speaker.represents.or_else(|| self.host());
        Some(speaker)
    }

    /// Whether a label names anybody known.
    pub(super) fn knows(&self, label: &str) -> bool {
        let words = name_words(label);
        self.of_metadata(&words).is_some() || self.of_roster(&words).is_some()
    }

    /// Who a label means. One nobody knows stays a speaker with the label as name.
    pub(super) fn speaker(&self, label: &str) -> Speaker {
        let words = name_words(label);
        if let Some(known) = self.of_metadata(&words) {
            return known.clone();
        }
        if words.is_empty()
            && let Some(title) = bare_title(label)
            && let Some(holder) = self.of_title(&title)
        {
            return holder;
        }
        let introduced = self.introduction(&words, label);
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
            fill(&mut speaker, entity, office, self.date);
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
            let is_guest = folded
                .split_whitespace()
                .any(|word| turn_words().is_head(word));
            let joint = self.speakers.len() > 1 || self.has_guests;
            (is_capitals(label) && !is_guest && !joint).then(|| self.host.clone())?
        })
    }

    fn of_metadata(&self, words: &[String]) -> Option<&Speaker> {
        let surname = words.last()?;
        self.speakers.iter().find(|speaker| {
            let full = fold(&speaker.name);
            if let [label] = words
                && is_han_name(&full, label)
            {
                return true;
            }
            let full: Vec<&str> = full
                .split([' ', ',', '.'])
                .filter(|word| !word.is_empty() && !turn_words().is_title(word))
                .collect();
            full.iter().any(|word| is_like(word, surname))
                && words.iter().all(|word| {
                    let initial =
                        |known: &&str| known.chars().count() == 1 && word.starts_with(*known);
                    word.chars().count() == 1
                        || full
                            .iter()
                            .any(|known| is_like(known, word) || initial(known))
                })
        })
    }

    /// Whom a label without a name means by the title ("THE PRESIDENT"): a speaker of the metadata, else the one who holds that
    /// office of the host on the day.
    fn of_title(&self, title: &str) -> Option<Speaker> {
        let called = |role: Option<&str>| role.is_some_and(|role| is_called(role, title));
        let named_so = self
            .speakers
            .iter()
            .find(|speaker| called(speaker.role.as_deref()));
        if let Some(speaker) = named_so {
            return Some(speaker.clone());
        }
        let (host, day) = (self.host.as_deref()?, self.date?);
        let holds = |office: &&Office| {
            office.represents == host
                && office.from.is_some()
                && office.held_on(day)
                && fold(&office.role) == title
        };
        let mut holders = self.lexicon.entities().iter().filter_map(|entity| {
            let office = entity.offices.iter().find(holds)?;
            (entity.kind == EntityKind::Person).then_some((entity, office))
        });
        let (entity, office) = holders.next()?;
        if holders.next().is_some() {
            return None;
        }
        let mut speaker = named(&entity.name);
        fill(&mut speaker, entity, office, self.date);
        Some(speaker)
    }

    /// The full name of the title or text that a label means; behind a title the family name may stand anywhere
    /// in it ("FOREIGN MINISTER NORVIK" is Norvik Ada, and Ada Norvik Dahl).
    fn introduction(&self, words: &[String], label: &str) -> Option<&Introduced> {
        let surname = words.last()?;
        self.introduced.get(surname).or_else(|| {
            title_of(label).filter(|_| words.len() == 1)?;
            let holds = |found: &&Introduced| {
                let name = fold(&found.name);
                found.role.is_some() && name.split_whitespace().any(|word| word == surname)
            };
            let mut holding = self.introduced.values().filter(holds);
            let found = holding.next()?;
            holding.next().is_none().then_some(found)
        })
    }

    fn of_roster(&self, words: &[String]) -> Option<(&'a Entity, &'a Office)> {
        let surname = words.last()?;
        // Names are found as a text has them; looking for near spellings would be slow here, and wrong.
        let name = capitalised(words);
        let matches = self.lexicon.entities().find(&name);
        let whole = matches
            .iter()
            .filter(|found| found.span.len() == name.len());
        let persons = whole.flat_map(|found| found.entities.iter().copied());
        let found =
            self.likeliest(persons.filter(|entity| {
                !surname.is_ascii() || fold(&entity.name).contains(surname.as_str())
            }));
        found
            .or_else(|| {
                // A surname alone is enough for an official of the host.
                self.likeliest(self.lexicon.entities().namesakes(surname))
                    .filter(|(_, office)| self.host.as_ref() == Some(&office.represents))
            })
            .or_else(|| self.colleague(words))
    }

    /// The one official of the publishing ministry with this surname, at whatever time: a spokesperson was often a deputy before.
    fn colleague(&self, words: &[String]) -> Option<(&'a Entity, &'a Office)> {
        let [surname] = words else { return None };
        let ministry = self.briefing.ministry.as_deref()?;
        let body = self.lexicon.ministry_represents(ministry)?.body?;
        let namesakes = self.lexicon.entities().namesakes(surname);
        let mut found = namesakes.filter_map(|entity| {
            let mut offices = entity.offices.iter();
            let office = offices.find(|office| office.body.as_deref() == Some(body))?;
            Some((entity, office))
        });
        let one = found.next()?;
        found.next().is_none().then_some(one)
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
            fill(&mut speaker, entity, office, self.date);
        }
        if speaker.name.split_whitespace().count() == 1
            && let [surname] = name_words(&speaker.name).as_slice()
            && let Some(found) = self.introduced.get(surname)
        {
            speaker.name.clone_from(&found.name);
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

fn fill(speaker: &mut Speaker, entity: &Entity, office: &Office, day: Option<NaiveDate>) {
    if speaker.name.split_whitespace().count() < 2 || !speaker.name.chars().any(char::is_lowercase)
    {
        speaker.name.clone_from(&entity.name);
    }
    speaker.entity = Some(entity.id.clone());
    speaker.represents = Some(office.represents.clone());
    speaker.body = speaker.body.take().or_else(|| office.body.clone());
    let held = day.is_none_or(|day| office.held_on(day));
    let role = held.then(|| office.role.clone());
    speaker.role = speaker.role.take().or(role);
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
