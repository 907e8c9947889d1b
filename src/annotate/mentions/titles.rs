//! Titles: `[COUNTRY's] [BODY] [OFFICE] [NAME]` and its orders in other languages become one mention, of the person where one is
//! named, else of the holder, the body or the country.

mod parts;

use super::names::is_han;
use super::persons::Person;
use super::{Document, person_id, plain, tail};
use crate::briefing::{Mention, MentionForm};
use crate::lexicon::{BodyKind, Context, Entity, EntityKind, RoleKind, Token};
use crate::text::{Span, fold};
use std::collections::{HashMap, HashSet};

const NAMED: f32 = 0.95;
const PROVISIONAL: f32 = 0.8;
const TITLE: f32 = 0.85;
const BARE: f32 = 0.6;
/// Characters between two parts of a title.
const LONGEST_LINK: usize = 16;

/// The mentions of titles and of the names that stand in none, in text order.
///
/// `earlier` are persons named before, by their folded family names; `holders` goes on with each title.
pub(super) fn link(
    document: &Document<'_>,
    tokens: &[Token<'_>],
    earlier: &HashMap<String, Person>,
    holders: &mut Holders,
) -> Vec<Mention> {
    let mut linker = Linker {
        document,
        holders,
        known: fully_named(tokens),
        earlier,
    };
    linker
        .known
        .extend(earlier.values().map(|person| person.entity.clone()));
    let mut mentions: Vec<Mention> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (title, used) = linker.title_at(tokens, at);
        at += used.max(1);
        let mention = match title {
            Some(title) => linker.mention(&title),
            None => match token {
                Token::Name(name) => plain::mention(document, name, |id| linker.known.contains(id)),
                _ => None,
            },
        };
        // A name may have run over the following tokens ("Foreign Minister Jordan Chad").
        if let Some(mention) = mention {
            while tokens
                .get(at)
                .is_some_and(|next| next.span().start < mention.span.end)
            {
                at += 1;
            }
            mentions.push(mention);
        }
    }
    mentions
}

/// Who last stood beside each kind of office: an entity and whom it counts for.
pub(super) type Holders = HashMap<String, (String, Option<String>)>;

struct Linker<'a, 'd> {
    document: &'d Document<'a>,
    /// Who last stood beside each office.
    holders: &'d mut Holders,
    /// Persons whose full name stands in the text.
    known: HashSet<String>,
    /// Persons named before, by their folded family names.
    earlier: &'d HashMap<String, Person>,
}

/// The parts of a title.
struct Title<'a> {
    span: Span,
    owner: Option<&'a Entity>,
    body: Option<&'a BodyKind>,
    role: Option<&'a RoleKind>,
    person: Option<&'a Entity>,
    /// Whether the owner is named by an adjective.
    is_adjective: bool,
    /// The name of a person the gazetteer does not know.
    name: Option<String>,
}

impl<'a> Linker<'a, '_> {
    fn mention(&mut self, title: &Title<'a>) -> Option<Mention> {
        let document = self.document;
        let owner = title
            .owner
            .and_then(|owner| owner.represents(document.day))
            .or_else(|| title.role?.alone.as_deref());
        let mention = |entity: String, represents: Option<&str>, form, confidence| Mention {
            span: title.span,
            entity,
            represents: represents.map(str::to_owned),
            form,
            confidence,
        };
        let found = if let Some(person) = title.person {
            let represents = owner.or_else(|| person.represents(document.day));
            mention(person.id.clone(), represents, MentionForm::Name, NAMED)
        } else if let Some(name) = &title.name {
            let known = document
                .gazetteer
                .person(name, owner)
                .or_else(|| self.by_family_name(name, title, owner));
            let earlier = self.earlier.get(&fold(name)).filter(|earlier| {
                known.is_none() && (owner.is_none() || earlier.represents.as_deref() == owner)
            });
            let id = known
                .map(|person| person.id.clone())
                .or_else(|| Some(earlier?.entity.clone()))
                .unwrap_or_else(|| person_id(name));
            let represents = owner
                .or_else(|| known?.represents(document.day))
                .map(str::to_owned);
            let represents = represents.or_else(|| earlier?.represents.clone());
            let is_own = title
                .role
                .is_some_and(|role| role.own || self.is_first(role));
            let is_own = is_own && known.is_none();
            let own = document.briefing.represents.clone().filter(|_| is_own);
            let represents = represents.or(own);
            mention(
                id,
                represents.as_deref(),
                MentionForm::Name,
                if owner.is_some() { PROVISIONAL } else { BARE },
            )
        } else if let Some(owner) = owner {
            let entity = self.office_or_body(title, owner);
            let form = if title.role.is_some() {
                MentionForm::Role
            } else {
                MentionForm::Name
            };
            mention(entity, Some(owner), form, TITLE)
        } else {
            self.bare(title)?
        };
        if let Some(role) = title.role {
            let holder = (found.entity.clone(), found.represents.clone());
            if holder.1.is_some() && holder.1 == document.briefing.represents {
                self.holders.insert(own_office(&role.id), holder.clone());
            }
            self.holders.insert(role.id.clone(), holder);
        }
        if let Some(body) = title.body.filter(|_| title.role.is_none()) {
            let holder = (found.entity.clone(), found.represents.clone());
            self.holders.insert(body.id.clone(), holder);
        }
        if title.person.is_some() || title.name.is_some() {
            self.known.insert(found.entity.clone());
        }
        Some(found)
    }

    /// Whether nobody was named in an office before that the ministry's own country has: who leads its text is its own minister.
    fn is_first(&self, role: &RoleKind) -> bool {
        let own = self.document.briefing.represents.as_deref();
        let has = |own| role.head && self.document.gazetteer.has_office(own, role);
        own.is_some_and(has) && !self.holders.contains_key(&role.id)
    }

    /// The one person of the roster with this family name in such an office on the day.
    fn by_family_name(
        &self,
        name: &str,
        title: &Title<'_>,
        owner: Option<&str>,
    ) -> Option<&'a Entity> {
        self.document
            .gazetteer
            .holder(name, title.role?, owner, self.document.day?)
    }

    /// The holder of an owner's office on the day, where the roster knows exactly one; else the body; else the owner.
    fn office_or_body(&self, title: &Title<'_>, owner: &str) -> String {
        let gazetteer = self.document.gazetteer;
        let kind = title
            .body
            .map(|body| body.id.as_str())
            .or_else(|| title.role?.body.as_deref());
        let own = title
            .owner
            .filter(|owner| owner.kind == EntityKind::Body)
            .map(|owner| owner.id.clone());
        let body = own
            .or_else(|| kind.map(|kind| gazetteer.titles().body_id(owner, kind)))
            .filter(|id| gazetteer.entity(id).is_some());
        let holder = title
            .role
            .filter(|role| role.head)
            .and_then(|_| gazetteer.head_of(body.as_deref()?, self.document.day?));
        holder
            .map(|holder| holder.id.clone())
            .or(body)
            .unwrap_or_else(|| owner.to_owned())
    }

    /// An office or body without any name beside it: who last held it here, else the briefing's own.
    fn bare(&self, title: &Title<'_>) -> Option<Mention> {
        let document = self.document;
        let is_held = title
            .role
            .is_some_and(|role| self.holders.contains_key(&role.id))
            && title.span.of(document.text).starts_with(char::is_uppercase);
        if !is_held && !is_definite(document.text, title.span) {
            return None;
        }
        let mention = |entity: String, represents: Option<String>| Mention {
            span: title.span,
            entity,
            represents,
            form: MentionForm::Role,
            confidence: BARE,
        };
        let own = document.briefing.represents.as_deref();
        if let Some(role) = title.role {
            if title.body.is_none()
                && !role.bare
                && role.title_of.is_none()
                && !self.holders.contains_key(&role.id)
            {
                return None;
            }
            // A ministry's "the President" is its own, where it named him before.
            let own_holder = self.holders.get(&own_office(&role.id));
            if let Some((entity, represents)) = own_holder.or_else(|| self.holders.get(&role.id)) {
                return Some(mention(entity.clone(), represents.clone()));
            }
            let is_own = role.title_of.is_none() || role.title_of.as_deref() == own;
            let own = own.filter(|own| {
                is_own && role.body.is_some() && document.gazetteer.has_office(own, role)
            })?;
            let speaks = |speaker: &&crate::briefing::Speaker| {
                speaker
                    .role
                    .as_deref()
                    .is_some_and(|written| fold(written).contains(&fold(&role.name)))
            };
            let speaker = document.briefing.speakers.iter().find(speaks);
            let entity = speaker
                .and_then(|speaker| speaker.entity.clone())
                .unwrap_or_else(|| self.office_or_body(title, own));
            return Some(mention(entity, Some(own.to_owned())));
        }
        if let Some((entity, represents)) = self.holders.get(&title.body?.id) {
            return Some(mention(entity.clone(), represents.clone()));
        }
        let own = own?;
        Some(mention(
            self.office_or_body(title, own),
            Some(own.to_owned()),
        ))
    }
}

/// Where the holder of the office in the ministry's own country is kept.
fn own_office(role: &str) -> String {
    format!("own {role}")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Close,
    Role,
    Owner,
    Name,
    None,
}

/// Persons that some name of more than one word stands for.
fn fully_named(tokens: &[Token<'_>]) -> HashSet<String> {
    let names = tokens.iter().filter_map(|token| match token {
        Token::Name(name) if name.form == MentionForm::Name && !name.ambiguous => {
            name.entities.first()
        }
        _ => None,
    });
    names
        .filter(|entity| entity.kind == EntityKind::Person)
        .map(|entity| entity.id.clone())
        .collect()
}

/// Whether an official of one party may stand beside the name of the other.
fn is_same_side(one: &str, other: &str) -> bool {
    let sides = &Context::builtin().same_side;
    sides
        .iter()
        .any(|[official, named]| official == one && named == other)
}

/// "The Secretary", and what needs no article.
fn is_definite(text: &str, span: Span) -> bool {
    let written = span.of(text);
    if !written.is_ascii() {
        return written.chars().any(is_han)
            || written.chars().next().is_some_and(char::is_uppercase);
    }
    // "the ministry of …" is another one.
    let goes_on = text
        .get(span.end..)
        .is_some_and(|after| after.starts_with(" of "));
    let before = tail(text, span.start, 5).to_lowercase();
    !goes_on && (before.ends_with("the ") || written.to_lowercase().starts_with("the "))
}
