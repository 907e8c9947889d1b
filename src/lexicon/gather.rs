//! From the tables to the gazetteer: entities and all their names.

use super::decline;
use super::entity::{Entity, EntityKind, Gazetteer, Office};
use super::finder::Spelling;
use super::letters::Letters;
use super::names::{NameTable, Named, Sense};
use super::overlay;
use super::table::{rows, values};
use super::titles::Titles;
use super::traps::Traps;
use crate::Result;
use crate::briefing::MentionForm;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::OnceLock;

pub(super) const COUNTRIES: &str = include_str!("data/countries.tsv");
pub(super) const COUNTRY_WORDS: &str = include_str!("data/country_words.tsv");
pub(super) const ORGANISATIONS: &str = include_str!("data/organisations.tsv");
pub(super) const REGIONS: &str = include_str!("data/regions.tsv");
pub(super) const ROSTER: &str = include_str!("data/roster.tsv");

/// The languages of the columns of [`COUNTRIES`] behind English.
const LANGUAGES: &[&str] = &[
    "zh", "zh-Hant", "ru", "fr", "de", "ja", "ko", "es", "ar", "fa", "tr", "uk", "hi", "he", "it",
    "pt",
];

/// The gazetteer of the tables compiled in with a user's own laid over them, with these of its names.
///
/// # Errors
/// [`crate::Error::Data`] where one of them cannot be read.
pub(super) fn laid(letters: Letters, overlays: &[(PathBuf, String)]) -> Result<Gazetteer> {
    let mut gazetteer = gather(letters);
    for (path, text) in overlays {
        overlay::lay(path, text, &mut gazetteer)?;
    }
    gazetteer.overlays = overlays.to_vec();
    Ok(gazetteer)
}

/// The gazetteer of the tables compiled in.
fn gather(letters: Letters) -> Gazetteer {
    let mut gazetteer = Gazetteer {
        titles: Titles::builtin(),
        names: NameTable::of(letters),
        ..Gazetteer::default()
    };
    let traps = Traps::builtin();
    let signs = gazetteer.add_countries(&traps);
    gazetteer.add_organisations();
    gazetteer.add_regions();
    gazetteer.add_bodies();
    gazetteer.add_persons();
    gazetteer.add_signs(&traps.signs, &signs);
    gazetteer.add_titles();
    gazetteer.apply(&traps);
    gazetteer
}

impl Gazetteer {
    pub(super) fn add_entity(&mut self, entity: Entity) -> usize {
        let position = self.entities.len();
        self.surnames = OnceLock::new();
        self.by_id.insert(entity.id.clone(), position);
        self.entities.push(entity);
        position
    }

    pub(super) fn add_names<'n>(
        &mut self,
        entity: usize,
        form: MentionForm,
        names: impl Iterator<Item = &'n str>,
    ) {
        for name in names {
            let form = match (form, Spelling::of(name)) {
                (MentionForm::Name, Spelling::Exact(_)) => MentionForm::Short,
                _ => form,
            };
            let ambiguous = form == MentionForm::Metonym;
            self.names.add_forms(
                name,
                &Sense::Entity(Named {
                    entity,
                    form,
                    ambiguous,
                }),
            );
        }
    }

    /// Adds countries; returns the Chinese signs with what they stand for.
    fn add_countries(&mut self, traps: &Traps) -> HashMap<String, usize> {
        let words: HashMap<&str, [&str; 8]> =
            rows::<8>(COUNTRY_WORDS).map(|row| (row[0], row)).collect();
        let mut shared_adjectives: BTreeMap<&str, usize> = BTreeMap::new();
        for row in rows::<4>(COUNTRIES) {
            *shared_adjectives.entry(row[2]).or_default() += 1;
        }
        let mut signs = HashMap::new();
        for row in rows::<21>(COUNTRIES) {
            let [id, alpha2, adjective, unofficial, english, ..] = row;
            let kind = if traps.territories.iter().any(|territory| territory == id) {
                EntityKind::Territory
            } else {
                EntityKind::Country
            };
            let name = values(english).next().unwrap_or(id).to_owned();
            let entity = self.add_entity(Entity {
                id: id.to_owned(),
                kind,
                name,
                parent: None,
                offices: Vec::new(),
            });
            self.by_id.entry(alpha2.to_owned()).or_insert(entity);
            self.by_code.insert(alpha2.to_owned(), entity);
            self.add_names(entity, MentionForm::Name, values(english));
            for (language, cell) in LANGUAGES.iter().zip(&row[5..]) {
                for name in values(cell) {
                    self.add_foreign(entity, name, language);
                }
            }
            let plain = |name: &&str| !name.contains(['(', '[', ',']);
            for name in values(unofficial).filter(plain) {
                let name = name.strip_prefix("The ").unwrap_or(name);
                self.add_foreign(entity, name, "");
            }
            let own = words.get(id).copied().unwrap_or_default();
            let [
                _,
                adjectives,
                capitals,
                chinese,
                sign,
                russian,
                russian_adjectives,
                other,
            ] = own;
            if adjectives.is_empty() && shared_adjectives.get(adjective) == Some(&1) {
                self.add_names(entity, MentionForm::Demonym, values(adjective));
            }
            self.add_names(
                entity,
                MentionForm::Demonym,
                values(adjectives).filter(|word| *word != "-"),
            );
            self.add_names(
                entity,
                MentionForm::Name,
                values(chinese).chain(values(russian)).chain(values(other)),
            );
            self.add_names(entity, MentionForm::Demonym, values(russian_adjectives));
            self.add_names(entity, MentionForm::Metonym, values(capitals));
            if !sign.is_empty() {
                signs.insert(sign.to_owned(), entity);
            }
        }
        signs
    }

    /// Adds a country's name in another language. Short ones must be written with their own diacritics; the shortest are left out,
    /// and what stands in brackets.
    fn add_foreign(&mut self, entity: usize, name: &str, language: &str) {
        let name = name.split(['(', '（']).next().unwrap_or(name).trim();
        let latin = name
            .chars()
            .all(|letter| letter.is_ascii() || matches!(letter, '\u{c0}'..='\u{24f}' | '’' | ' '));
        let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
        let named = Named {
            entity,
            form: MentionForm::Name,
            ambiguous: false,
        };
        if latin && letters < 4 || name.is_empty() || !self.names.takes(name) {
            return;
        }
        if latin && letters < 6 && !name.is_ascii() {
            self.names
                .add(name, Spelling::Accented(name.into()), Sense::Entity(named));
        } else {
            self.names.add_forms(name, &Sense::Entity(named));
            if latin {
                for form in decline::forms_of_name(name, language) {
                    self.names
                        .add(&form, Spelling::of(&form), Sense::Entity(named));
                }
            }
        }
    }

    fn add_organisations(&mut self) {
        for [id, kind, name, english, chinese, russian, other] in rows::<7>(ORGANISATIONS) {
            let kind = match kind {
                "armed group" => EntityKind::ArmedGroup,
                "country" => EntityKind::Country,
                "region" => EntityKind::Region,
                _ => EntityKind::Organisation,
            };
            let entity = Entity {
                id: id.to_owned(),
                kind,
                name: name.to_owned(),
                parent: None,
                offices: Vec::new(),
            };
            let entity = self.add_entity(entity);
            let names = [english, chinese, russian, other]
                .into_iter()
                .flat_map(values);
            self.add_names(entity, MentionForm::Name, names.chain([name]));
        }
    }

    fn add_regions(&mut self) {
        for [id, parent, name, names] in rows::<4>(REGIONS) {
            let parent = Some(parent.to_owned());
            let entity = Entity {
                id: id.to_owned(),
                kind: EntityKind::Region,
                name: name.to_owned(),
                parent,
                offices: Vec::new(),
            };
            let entity = self.add_entity(entity);
            self.add_names(entity, MentionForm::Name, values(names));
        }
    }

    /// Adds the bodies with names of their own, and one of each kind for every country.
    fn add_bodies(&mut self) {
        let titles = std::mem::take(&mut self.titles);
        for body in &titles.own_bodies {
            let entity = self.add_body(&body.id, &body.name, &body.country);
            let form = if body.metonym {
                MentionForm::Metonym
            } else {
                MentionForm::Name
            };
            for name in &body.names {
                let named = Named {
                    entity,
                    form,
                    ambiguous: false,
                };
                self.names.add_forms(name, &Sense::Entity(named));
            }
        }
        self.titles = titles;
        self.complete_bodies();
    }

    /// Adds a body of each kind to every country that has none.
    pub(super) fn complete_bodies(&mut self) {
        let titles = std::mem::take(&mut self.titles);
        let is_country =
            |entity: &&Entity| matches!(entity.kind, EntityKind::Country | EntityKind::Territory);
        let countries: Vec<(String, String)> = self
            .entities
            .iter()
            .filter(is_country)
            .map(|entity| (entity.id.clone(), entity.name.clone()))
            .collect();
        for (country, name) in &countries {
            for kind in &titles.bodies {
                let id = titles.body_id(country, &kind.id);
                if !self.by_id.contains_key(&id) {
                    self.add_body(&id, &format!("{} of {name}", kind.name), country);
                }
            }
        }
        self.titles = titles;
    }

    fn add_body(&mut self, id: &str, name: &str, parent: &str) -> usize {
        let parent = Some(parent.to_owned());
        self.add_entity(Entity {
            id: id.to_owned(),
            kind: EntityKind::Body,
            name: name.to_owned(),
            parent,
            offices: Vec::new(),
        })
    }

    fn add_persons(&mut self) {
        let optional = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        for [id, names, known, role, body, represents, from, to] in rows::<8>(ROSTER) {
            let office = Office {
                role: role.to_owned(),
                body: optional(body),
                represents: represents.to_owned(),
                from: day(from, Bound::First),
                to: day(to, Bound::Last),
            };
            let position = self.by_id.get(id).copied().unwrap_or_else(|| {
                let name = values(names).next().unwrap_or(id).to_owned();
                self.add_entity(Entity {
                    id: id.to_owned(),
                    kind: EntityKind::Person,
                    name,
                    parent: None,
                    offices: Vec::new(),
                })
            });
            if let Some(person) = self.entities.get_mut(position)
                && !represents.is_empty()
            {
                person.offices.push(office);
                person
                    .offices
                    .sort_by_key(|office| std::cmp::Reverse(office.from));
            }
            for (name, form) in values(names)
                .map(|name| (name, MentionForm::Name))
                .chain(values(known).map(|name| (name, MentionForm::Short)))
            {
                let ambiguous = form == MentionForm::Name && is_slight(name, represents);
                self.names.add_forms(
                    name,
                    &Sense::Entity(Named {
                        entity: position,
                        form,
                        ambiguous,
                    }),
                );
                if form == MentionForm::Name && name.is_ascii() {
                    let shouted = name.to_uppercase();
                    self.names.add(
                        &shouted,
                        Spelling::Capitals(shouted.as_str().into()),
                        Sense::Entity(Named {
                            entity: position,
                            form,
                            ambiguous,
                        }),
                    );
                }
            }
        }
    }

    fn add_titles(&mut self) {
        let titles = std::mem::take(&mut self.titles);
        for (position, kind) in titles.bodies.iter().enumerate() {
            for word in &kind.words {
                self.names.add_forms(word, &Sense::Body(position));
            }
        }
        for (position, role) in titles.roles.iter().enumerate() {
            for word in &role.words {
                self.names.add_forms(word, &Sense::Role(position));
            }
        }
        self.titles = titles;
    }
}

/// A Chinese name of one or two signs of somebody from elsewhere is too often a part of another word.
fn is_slight(name: &str, represents: &str) -> bool {
    let han = |letter: char| matches!(letter, '\u{4e00}'..='\u{9fff}');
    let own = ["CHN", "TWN", "HKG", "JPN", "KOR", "SGP"];
    name.chars().all(han) && name.chars().count() < 3 && !own.contains(&represents)
}

/// Which day of a month or year.
pub(super) enum Bound {
    First,
    Last,
}

/// `2024-06-18`, `2024-06` or `2024`: the first or last day of it.
pub(super) fn day(text: &str, bound: Bound) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().and_then(|part| part.parse().ok());
    let day: Option<u32> = parts.next().and_then(|part| part.parse().ok());
    match (bound, month, day) {
        (_, Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day),
        (Bound::First, month, None) => NaiveDate::from_ymd_opt(year, month.unwrap_or(1), 1),
        (Bound::Last, Some(month), None) => NaiveDate::from_ymd_opt(year, month, 1)?
            .checked_add_months(chrono::Months::new(1))?
            .pred_opt(),
        (Bound::Last, None, _) => NaiveDate::from_ymd_opt(year, 12, 31),
        (Bound::First, None, Some(_)) => None,
    }
}
