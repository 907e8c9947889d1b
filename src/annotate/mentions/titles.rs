//! Titles: `[COUNTRY's] [BODY] [OFFICE] [NAME]` and its orders in other languages become one mention, of the person where one is
//! named, else of the holder, the body or the country.

use super::{Document, plain, slug, tail};
use crate::briefing::{Mention, MentionForm};
use crate::lexicon::{BodyKind, Context, Entity, EntityKind, NameMatch, RoleKind, Token};
use crate::text::{Span, fold};
use std::collections::{HashMap, HashSet};

const NAMED: f32 = 0.95;
const PROVISIONAL: f32 = 0.8;
const TITLE: f32 = 0.85;
const BARE: f32 = 0.6;
/// Words of a name behind an office.
const LONGEST_NAME: usize = 5;
/// Characters between two parts of a title.
const LONGEST_LINK: usize = 16;

/// The mentions of titles and of the names that stand in none, in text order.
pub(super) fn link(document: &Document<'_>, tokens: &[Token<'_>]) -> Vec<Mention> {
    let mut linker = Linker {
        document,
        holders: HashMap::new(),
        known: fully_named(tokens),
    };
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

struct Linker<'a, 'd> {
    document: &'d Document<'a>,
    /// Who last stood beside each office.
    holders: HashMap<String, (String, Option<String>)>,
    /// Persons whose full name stands in the text.
    known: HashSet<String>,
}

/// The parts of a title.
struct Title<'a> {
    span: Span,
    owner: Option<&'a Entity>,
    body: Option<&'a BodyKind>,
    role: Option<&'a RoleKind>,
    person: Option<&'a Entity>,
    /// The name of a person the gazetteer does not know.
    name: Option<String>,
}

impl<'a> Linker<'a, '_> {
    /// The title that begins with token `at`, and how many tokens it takes.
    fn title_at(&self, tokens: &[Token<'a>], at: usize) -> (Option<Title<'a>>, usize) {
        let titles = self.document.gazetteer.titles();
        let Some(first) = tokens.get(at) else {
            return (None, 0);
        };
        let mut title = Title {
            span: first.span(),
            owner: None,
            body: None,
            role: None,
            person: None,
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
                Token::Body(_, kind) => {
                    title.body.is_none() && title.role.is_none() && link == Link::Close && {
                        title.body = titles.bodies.get(*kind);
                        true
                    }
                }
                Token::Role(_, kind) => {
                    link == Link::Close && {
                        let role = titles.roles.get(*kind);
                        title.role = title
                            .role
                            .filter(|_| role.is_none_or(|role| role.body.is_none()))
                            .or(role);
                        true
                    }
                }
                Token::Name(name) => match name.entities.first() {
                    Some(entity) if entity.kind == EntityKind::Person => {
                        let person = self.person(name, &title);
                        let fits = is_titled
                            && link != Link::Owner
                            && link != Link::None
                            && person.is_some();
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
            self.add_unknown_name(&mut title, tokens.get(at + used).map(Token::span));
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
        } else if context.owner_links.contains(&folded) {
            Link::Owner
        } else if context.name_links.iter().any(|link| link == between) {
            Link::Name
        } else {
            Link::None
        }
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

    /// A capitalised name, or a Chinese one, right behind an office.
    fn add_unknown_name(&self, title: &mut Title<'a>, next: Option<Span>) {
        let rest = self.document.text.get(title.span.end..).unwrap_or_default();
        let limit = next.map_or(rest.len(), |next| next.start.saturating_sub(title.span.end));
        let found = if rest.chars().next().is_some_and(is_han) {
            han_name(rest.get(..limit).unwrap_or(rest)).map(|name| (0, name.len()))
        } else {
            let link = Context::builtin()
                .name_links
                .iter()
                .filter(|link| link.starts_with(' ') && rest.starts_with(link.as_str()))
                .max_by_key(|link| link.len());
            link.and_then(|link| {
                Some((
                    link.len(),
                    link.len() + spaced_name(rest.get(link.len()..)?, title.owner.is_some())?,
                ))
            })
        };
        let Some((start, end)) = found else { return };
        let name = rest.get(start..end).unwrap_or_default();
        title.name = Some(name.to_owned());
        title.span.end += end;
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
            let known = document.gazetteer.person(name, owner);
            let id = known.map_or_else(|| slug(name), |person| person.id.clone());
            let represents = owner
                .or_else(|| known?.represents(document.day))
                .map(str::to_owned);
            let represents = represents.or_else(|| self.represented_before(&id));
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
            self.holders.insert(
                role.id.clone(),
                (found.entity.clone(), found.represents.clone()),
            );
        }
        if title.person.is_some() || title.name.is_some() {
            self.known.insert(found.entity.clone());
        }
        Some(found)
    }

    /// Whom a person of this id stood for when last named with a title.
    fn represented_before(&self, id: &str) -> Option<String> {
        self.holders
            .values()
            .find(|(entity, _)| entity == id)?
            .1
            .clone()
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
        let definite = is_definite(document.text, title.span);
        if !definite {
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
            if let Some((entity, represents)) = self.holders.get(&role.id) {
                return Some(mention(entity.clone(), represents.clone()));
            }
            let is_own = role.title_of.is_none() || role.title_of.as_deref() == own;
            let own = own.filter(|_| is_own && role.body.is_some())?;
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
        let own = own?;
        Some(mention(
            self.office_or_body(title, own),
            Some(own.to_owned()),
        ))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Close,
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

/// A leader of the Soviet Union stands beside "Russian", and one of the Taliban beside "Afghan".
fn is_same_side(one: &str, other: &str) -> bool {
    matches!(
        (one, other),
        ("SUN", "RUS") | ("TALIBAN", "AFG") | ("TWN", "CHN") | ("HKG", "CHN")
    )
}

/// "The Secretary", and what needs no article.
fn is_definite(text: &str, span: Span) -> bool {
    let written = span.of(text);
    if !written.is_ascii() {
        return written.chars().any(is_han)
            || written.chars().next().is_some_and(char::is_uppercase);
    }
    let before = tail(text, span.start, 5).to_lowercase();
    before.ends_with("the ")
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

/// The length of the name that `text` begins with: capitalised words, with particles and initials between them.
fn spaced_name(text: &str, owned: bool) -> Option<usize> {
    let context = Context::builtin();
    let (mut end, mut words, mut position) = (0, 0, 0);
    for piece in text.split_inclusive(' ').take(LONGEST_NAME) {
        let word =
            piece.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
        let bare = word.trim_end_matches(['.', ',']);
        let bare = bare
            .strip_suffix("'s")
            .or_else(|| bare.strip_suffix("’s"))
            .unwrap_or(bare);
        let letters = bare.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_capital = bare.chars().next().is_some_and(char::is_uppercase);
        let is_particle = words > 0 && context.particles.contains(bare.trim_end_matches('-'));
        let is_initial = letters == 1 && word.ends_with('.');
        if bare.is_empty() || !(is_capital || is_particle) || context.no_names.contains(bare) {
            break;
        }
        let fits = bare
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’' | '.'));
        if !fits || letters == 0 {
            break;
        }
        if is_capital {
            words += 1;
            end = position + if is_initial { word.len() } else { bare.len() };
        }
        let goes_on = piece.len() == bare.len() + 1 && piece.ends_with(' ') || is_initial;
        if !goes_on {
            break;
        }
        position += piece.len();
    }
    let name = text.get(..end)?;
    let letters = name.chars().filter(|letter| letter.is_lowercase()).count();
    (words > 0 && end > 2 && (letters > 0 || owned || words > 1)).then_some(end)
}

/// The Chinese name that `text` begins with: up to a word that names do not hold.
fn han_name(text: &str) -> Option<&str> {
    let is_part = |letter: char| is_han(letter) || matches!(letter, '·' | '‧' | '・');
    let run_end = text
        .char_indices()
        .find(|(_, letter)| !is_part(*letter))
        .map_or(text.len(), |(end, _)| end);
    let run = &text[..run_end];
    let end = Context::builtin()
        .han_ends
        .iter()
        .filter_map(|end| run.find(end.as_str()))
        .min();
    let name = &run[..end.unwrap_or(run.len())];
    let signs = name.chars().count();
    let ends = end.is_some()
        || text.get(run_end..).is_some_and(|rest| {
            rest.starts_with([
                '：', ':', '，', ',', '。', '、', '）', ')', '(', '（', '“', '「', ' ',
            ])
        });
    let longest = if name.contains(['·', '‧', '・']) {
        14
    } else {
        4
    };
    ((2..=longest).contains(&signs) && ends).then_some(name)
}
