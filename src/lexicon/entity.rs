//! Entities, their names in many languages, and the finder of names in text.

use crate::briefing::MentionForm;
use crate::text::Span;
use chrono::NaiveDate;

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

/// Names and what they stand for.
#[derive(Default)]
pub struct Gazetteer {}

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

impl Gazetteer {
    /// The names that stand in `text`: leftmost, longest, on word boundaries (none in Chinese and Japanese), with regard to case
    /// where a name is an acronym. In text order, disjoint.
    #[must_use]
    pub fn find(&self, _text: &str) -> Vec<NameMatch<'_>> {
        Vec::new()
    }

    /// The entity with this id.
    #[must_use]
    pub fn entity(&self, _id: &str) -> Option<&Entity> {
        None
    }

    /// All entities.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        std::iter::empty()
    }

    /// What a name typed by a user may mean: ids, names, aliases and titles in any language, whatever case, diacritics or order of
    /// given and family name. Exact ones first and alone where there are any; else near spellings.
    #[must_use]
    pub fn resolve(&self, _name: &str) -> Vec<Candidate<'_>> {
        Vec::new()
    }
}
