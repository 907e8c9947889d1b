//! Entities, their names in many languages, and the finder of names in text.

use super::gather;
use super::letters::Letters;
use super::names::{NameTable, Sense};
use super::titles::{RoleKind, Titles};
use crate::briefing::MentionForm;
use crate::text::{Span, fold};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

/// A country, organisation, ministry or person.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// ISO 3166-1 alpha-3, capitals for organisations, `CHN.MFA` for ministries, a slug for persons.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The name shown, in English.
    pub name: String,
    /// Of a ministry or other body: the country or organisation it belongs to.
    pub parent: Option<String>,
    /// Of a person: the offices held, newest first.
    pub offices: Vec<Office>,
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum EntityKind {
    Country,
    Territory,
    Organisation,
    ArmedGroup,
    Body,
    Person,
    Region,
}

/// A person's tenure of an office.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// The title ("Foreign Ministry Spokesperson").
    pub role: String,
    /// The ministry or body (`CHN.MFA`), where it is one we know.
    pub body: Option<String>,
    /// The country or organisation spoken for.
    pub represents: String,
    /// First day, where known.
    pub from: Option<NaiveDate>,
    /// Last day, where known; `None` is still in office or not known.
    pub to: Option<NaiveDate>,
}

impl Office {
    /// Whether the office may have been held on that day, as far as its dates are known.
    #[must_use]
    pub fn held_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Entity {
    /// The office held on a day; the newest where the day is not known or no office fits it.
    #[must_use]
    pub fn office_on(&self, day: Option<NaiveDate>) -> Option<&Office> {
        let held = day.and_then(|day| self.offices.iter().find(|office| office.held_on(day)));
        held.or(self.offices.first())
    }

    /// The country or organisation it counts for on a day: itself for these, the owner of a ministry or region, whom a person
    /// speaks for.
    #[must_use]
    pub fn represents(&self, day: Option<NaiveDate>) -> Option<&str> {
        match self.kind {
            EntityKind::Person => self.office_on(day).map(|office| office.represents.as_str()),
            _ => Some(self.parent.as_deref().unwrap_or(&self.id)),
        }
    }
}

/// Names and what they stand for.
#[derive(Default)]
pub struct Gazetteer {
    pub(super) entities: Vec<Entity>,
    pub(super) by_id: FxHashMap<String, usize>,
    /// Countries by their codes of two letters.
    pub(super) by_code: FxHashMap<String, usize>,
    /// Those in ASCII, which most queries need alone, or all.
    pub(super) names: NameTable,
    /// All names, where they are wanted and `names` has not all: gathering them takes longer than a query.
    pub(super) complete: OnceLock<NameTable>,
    /// Those that short texts in one other script need alone.
    pub(super) cyrillic: OnceLock<NameTable>,
    pub(super) han: OnceLock<NameTable>,
    /// What is laid over the tables compiled in.
    pub(super) overlays: Vec<(PathBuf, String)>,
    pub(super) titles: Titles,
    /// Persons by the folded last word of their names.
    pub(super) surnames: OnceLock<HashMap<String, Vec<usize>>>,
}

/// A name found in text.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMatch<'a> {
    /// Where.
    pub span: Span,
    /// What it may stand for, likeliest first; never empty.
    pub entities: Vec<&'a Entity>,
    /// How it is named.
    pub form: MentionForm,
    /// Whether the surface is also something else (Georgia, Jordan, Turkey, a capital as a place) and wants support by context.
    pub ambiguous: bool,
}

/// An entity that a filter's value may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    /// The entity.
    pub entity: &'a Entity,
    /// 1 for an exact name or id, less for a near spelling.
    pub likeness: f32,
}

/// A piece of text that tells of parties: a name, the word for a body, or the word for an office.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token<'a> {
    /// A name of entities.
    Name(NameMatch<'a>),
    /// A word for a kind of body ("Foreign Ministry"): its position in [`Titles::bodies`].
    Body(Span, usize),
    /// A word for an office ("Foreign Minister"): its position in [`Titles::roles`].
    Role(Span, usize),
}

impl Token<'_> {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Body(span, _) | Self::Role(span, _) => *span,
        }
    }
}

impl Gazetteer {
    /// The table of names that has every one which may stand in `text`.
    pub(super) fn names_for(&self, text: &str) -> &NameTable {
        match self.complete.get() {
            Some(all) => all,
            None if self.names.serves(text) => &self.names,
            None => {
                let letters = Letters::of(text);
                let table = match letters {
                    Letters::Cyrillic => &self.cyrillic,
                    Letters::Han => &self.han,
                    Letters::Ascii | Letters::All => return self.all_names(),
                };
                table.get_or_init(|| self.names_of(letters))
            }
        }
    }

    pub(super) fn names_of(&self, letters: Letters) -> NameTable {
        gather::laid(letters, &self.overlays).map_or_else(|_| NameTable::default(), |all| all.names)
    }

    /// The table of all names.
    pub(super) fn all_names(&self) -> &NameTable {
        self.complete.get_or_init(|| self.names_of(Letters::All))
    }

    /// The persons whose name ends in this word, which is folded; in the order of the tables.
    pub(crate) fn namesakes(&self, surname: &str) -> impl Iterator<Item = &Entity> {
        let surnames = self.surnames.get_or_init(|| {
            let mut surnames: HashMap<String, Vec<usize>> = HashMap::new();
            let persons = self.entities.iter().enumerate();
            for (position, person) in persons.filter(|(_, one)| one.kind == EntityKind::Person) {
                if let Some(surname) = fold(&person.name).split_whitespace().next_back() {
                    surnames
                        .entry(surname.to_owned())
                        .or_default()
                        .push(position);
                }
            }
            surnames
        });
        let positions = surnames.get(surname).into_iter().flatten();
        positions.filter_map(|position| self.entities.get(*position))
    }

    /// The names that stand in `text`: leftmost, longest, on word boundaries (none in Chinese and Japanese), with regard to case
    /// where a name is an acronym. In text order, disjoint.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<NameMatch<'_>> {
        let names = self
            .tokens(text)
            .into_iter()
            .filter_map(|token| match token {
                Token::Name(name) => Some(name),
                _ => None,
            });
        names.collect()
    }

    /// The entity with this id.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        self.entities.get(*self.by_id.get(id)?)
    }

    /// The country with this code of two capital letters; `AU` is Australia here, and the African Union as an id.
    #[must_use]
    pub fn country_of_code(&self, code: &str) -> Option<&Entity> {
        self.entities.get(*self.by_code.get(code)?)
    }

    /// All entities.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter()
    }

    /// The kinds of bodies and offices.
    pub(crate) fn titles(&self) -> &Titles {
        &self.titles
    }

    /// The one person who headed a body on a day, by a tenure whose beginning is known.
    pub(crate) fn head_of(&self, body: &str, day: NaiveDate) -> Option<&Entity> {
        let heads = |office: &&Office| {
            office.body.as_deref() == Some(body) && office.from.is_some() && office.held_on(day)
        };
        let mut holders = self.entities.iter().filter(|entity| {
            entity.offices.iter().any(|office| {
                let is_head = self
                    .titles
                    .roles
                    .iter()
                    .any(|role| role.head && role.words.contains(&office.role));
                heads(&office) && is_head
            })
        });
        let holder = holders.next()?;
        holders.next().is_none().then_some(holder)
    }

    /// Whether a party has or had an office of this kind, or voices one.
    pub(crate) fn has_office(&self, represents: &str, role: &RoleKind) -> bool {
        let known =
            |office: &Office| office.represents == represents && role.words.contains(&office.role);
        !role.head
            || self
                .entities
                .iter()
                .any(|entity| entity.offices.iter().any(known))
    }

    /// The one person with this family name who held an office of this kind on a day.
    pub(crate) fn holder(
        &self,
        family_name: &str,
        role: &RoleKind,
        represents: Option<&str>,
        day: NaiveDate,
    ) -> Option<&Entity> {
        let family_name = fold(family_name);
        let mut holders = self.entities.iter().filter(|entity| {
            let bears = || {
                fold(&entity.name)
                    .split(' ')
                    .any(|word| word == family_name)
            };
            let held = |office: &Office| {
                let fits = role.words.contains(&office.role);
                fits && office.held_on(day) && represents.is_none_or(|id| office.represents == id)
            };
            entity.kind == EntityKind::Person && entity.offices.iter().any(held) && bears()
        });
        let holder = holders.next()?;
        holders.next().is_none().then_some(holder)
    }

    /// The person with exactly this name, of several the one who speaks or spoke for `represents`.
    pub(crate) fn person(&self, name: &str, represents: Option<&str>) -> Option<&Entity> {
        let persons = self
            .names_for(name)
            .senses_of(name)
            .filter_map(|sense| match sense {
                Sense::Entity(named) => self.entities.get(named.entity),
                _ => None,
            });
        let mut persons = persons.filter(|entity| entity.kind == EntityKind::Person);
        let serves = |entity: &&Entity| {
            represents.is_none_or(|id| entity.offices.iter().any(|office| office.represents == id))
        };
        persons.find(serves)
    }

    /// Names, words for bodies and words for offices, in text order, disjoint.
    pub(crate) fn tokens(&self, text: &str) -> Vec<Token<'_>> {
        let mut tokens = Vec::new();
        self.names_for(text).scan(text, |span, senses| {
            let mut entities: Vec<&Entity> = Vec::new();
            let (mut form, mut ambiguous) = (MentionForm::Name, false);
            for sense in senses {
                match sense {
                    Sense::Decoy => return,
                    Sense::Body(kind) => {
                        tokens.push(Token::Body(span, *kind));
                        return;
                    }
                    Sense::Role(role) => {
                        tokens.push(Token::Role(span, *role));
                        return;
                    }
                    Sense::Entity(named) => {
                        if entities.is_empty() {
                            form = named.form;
                        }
                        ambiguous |= named.ambiguous;
                        let entity = self.entities.get(named.entity);
                        entities.extend(entity.filter(|entity| !entities.contains(entity)));
                    }
                    Sense::Pair(first, second) => {
                        let middle = span.start
                            + text[span.start..].chars().next().map_or(0, char::len_utf8);
                        let halves = [
                            (Span::new(span.start, middle), first),
                            (Span::new(middle, span.end), second),
                        ];
                        tokens.extend(halves.into_iter().filter_map(|(span, entity)| {
                            let entities = vec![self.entities.get(*entity)?];
                            Some(Token::Name(NameMatch {
                                span,
                                entities,
                                form: MentionForm::Short,
                                ambiguous: false,
                            }))
                        }));
                        return;
                    }
                }
            }
            if !entities.is_empty() {
                tokens.push(Token::Name(NameMatch {
                    span,
                    entities,
                    form,
                    ambiguous,
                }));
            }
        });
        tokens
    }
}
