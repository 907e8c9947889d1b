//! Titles: `[COUNTRY's] [BODY] [OFFICE] [NAME]` and its orders in other languages become one mention, of the person where one is
//! named, else of the holder, the body or the country.

use super::names::{han_name, is_han, spaced_name};
use super::persons::Person;
use super::{Document, person_id, plain, tail};
use crate::briefing::{Mention, MentionForm};
use crate::lexicon::{BodyKind, Context, Entity, EntityKind, NameMatch, RoleKind, Token};
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
    /// The title that begins with token `at`, and how many tokens it takes.
    fn title_at(&self, tokens: &[Token<'a>], at: usize) -> (Option<Title<'a>>, usize) {
        let titles = self.document.gazetteer.titles();
        let text = self.document.text;
        let Some(first) = tokens.get(at) else {
            return (None, 0);
        };
        let mut title = Title {
            span: first.span(),
            owner: None,
            body: None,
            role: None,
            person: None,
            is_adjective: false,
            name: None,
        };
        let mut used = 0;
        for token in tokens.iter().skip(at).take(6) {
            let link = if used == 0 {
                Link::Close
            } else {
                self.link(title.span.end, token.span().start)
            };
            let is_titled = title.role.is_some() || title.body.is_some();
            let taken = match token {
                Token::Body(span, kind) => {
                    let follows =
                        title.role.is_none() || link == Link::Owner || !span.of(text).is_ascii();
                    let fits = title.body.is_none()
                        && follows
                        && matches!(link, Link::Close | Link::Owner);
                    if fits {
                        title.body = titles.bodies.get(*kind);
                    }
                    fits
                }
                Token::Role(_, kind) => {
                    let before_owner = title.owner.is_none() || link == Link::Close;
                    let fits = before_owner
                        && (link == Link::Close
                            || link == Link::Role && title.owner.is_some() && title.role.is_some());
                    let fits = fits && !self.is_apart(&title, token.span());
                    if fits {
                        let role = titles.roles.get(*kind);
                        title.role = title
                            .role
                            .filter(|_| role.is_none_or(|role| role.body.is_none()))
                            .or(role);
                    }
                    fits
                }
                Token::Name(name) => match name.entities.first() {
                    Some(entity) if entity.kind == EntityKind::Person => {
                        let person = self.person(name, &title);
                        let fits = is_titled
                            && matches!(link, Link::Close | Link::Name)
                            && person.is_some();
                        if is_titled
                            && link == Link::Close
                            && person.is_none()
                            && title.owner.is_some()
                            && used > 1
                        {
                            // The owner belongs to something else: "in Cairo Foreign Minister …".
                            return (None, 1);
                        }
                        if fits {
                            title.person = person;
                        }
                        fits
                    }
                    Some(entity) => {
                        let fits = title.owner.is_none()
                            && (used == 0 || is_titled && self.may_own(link, name));
                        if fits {
                            title.owner = Some(entity);
                            title.is_adjective = name.form == MentionForm::Demonym;
                        }
                        fits
                    }
                    None => false,
                },
            };
            if !taken {
                break;
            }
            used += 1;
            title.span = title.span.joined(token.span());
            if title.person.is_some() {
                break;
            }
        }
        if title.role.is_none() && title.body.is_none() {
            return (None, 1);
        }
        if title.role.is_some() && title.person.is_none() {
            used += self.add_name(&mut title, tokens.get(at + used));
        }
        (Some(title), used)
    }

    /// How two parts of a title are linked.
    fn link(&self, from: usize, to: usize) -> Link {
        let Some(between) = self
            .document
            .text
            .get(from..to)
            .filter(|between| between.len() <= LONGEST_LINK)
        else {
            return Link::None;
        };
        let context = Context::builtin();
        let folded = fold(between);
        if context.links.contains(&folded) {
            Link::Close
        } else if context.role_links.contains(&folded) && between != ", " {
            Link::Role
        } else if context.owner_links.contains(&folded) {
            Link::Owner
        } else if context.name_links.iter().any(|link| link == between) {
            Link::Name
        } else {
            Link::None
        }
    }

    /// Whether a name before an office is no part of its title: in languages with cases an owner comes before it as an adjective only.
    fn is_apart(&self, title: &Title<'_>, role: Span) -> bool {
        let inflected = role
            .of(self.document.text)
            .chars()
            .any(|letter| matches!(letter, '\u{400}'..='\u{4ff}'));
        let before = title.span.of(self.document.text);
        inflected
            && title.owner.is_some()
            && title.role.is_none()
            && title.body.is_none()
            && before.starts_with(char::is_uppercase)
            && !title.is_adjective
    }

    /// Whether a name behind an office or body is its owner: "of X" everywhere, "X" alone where the language has cases or no spaces.
    fn may_own(&self, link: Link, name: &NameMatch<'_>) -> bool {
        let latin = name.span.of(self.document.text).is_ascii();
        link == Link::Owner || link == Link::Close && !latin
    }

    /// The person of a name that fits a title: whom the title's owner has or had in office.
    fn person(&self, name: &NameMatch<'a>, title: &Title<'_>) -> Option<&'a Entity> {
        let owner = title
            .owner
            .and_then(|owner| owner.represents(self.document.day));
        let serves = |entity: &&&Entity| {
            owner.is_none_or(|owner| {
                entity.offices.iter().any(|office| {
                    office.represents == owner || is_same_side(&office.represents, owner)
                })
            })
        };
        name.entities.iter().find(serves).copied()
    }

    /// A capitalised name, or a Chinese one, right behind an office; of a person known where the next token is a part of it.
    /// Returns how many tokens it takes.
    fn add_name(&self, title: &mut Title<'a>, next: Option<&Token<'a>>) -> usize {
        let rest = self.document.text.get(title.span.end..).unwrap_or_default();
        let next_person = next.and_then(|next| match next {
            Token::Name(name) => Some((
                name.span,
                self.person(name, title)
                    .filter(|entity| entity.kind == EntityKind::Person)?,
            )),
            _ => None,
        });
        let other = next
            .filter(|_| next_person.is_none())
            .filter(|next| !matches!(next, Token::Name(name) if name.ambiguous));
        let limit = other.map_or(rest.len(), |other| {
            other.span().start.saturating_sub(title.span.end)
        });
        let rest = rest.get(..limit).unwrap_or(rest);
        let found = if rest.chars().next().is_some_and(is_han) {
            han_name(rest).map(|name| (0, name.len()))
        } else {
            let links = Context::builtin()
                .name_links
                .iter()
                .filter(|link| link.starts_with(' ') && rest.starts_with(link.as_str()));
            let link = links.max_by_key(|link| link.len());
            link.and_then(|link| {
                Some((
                    link.len(),
                    link.len() + spaced_name(rest.get(link.len()..)?, title.owner.is_some())?,
                ))
            })
        };
        let Some((start, end)) = found else { return 0 };
        if let Some((span, person)) = next_person
            && span.start < title.span.end + end
        {
            title.person = Some(person);
            title.span.end = span.end;
            return 1;
        }
        let name = rest.get(start..end).unwrap_or_default();
        title.name = Some(name.to_owned());
        title.span.end += end;
        0
    }

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
