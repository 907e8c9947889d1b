//! The parts of a title, as they stand one behind the other: owner, body, office, name.

use super::{LONGEST_LINK, Link, Linker, Title, is_same_side};
use crate::annotate::mentions::names::{han_name, is_han, spaced_name};
use crate::briefing::MentionForm;
use crate::lexicon::{Context, Entity, EntityKind, NameMatch, Token};
use crate::text::{Span, fold};

impl<'a> Linker<'a, '_> {
    /// The title that begins with token `at`, and how many tokens it takes.
    pub(super) fn title_at(&self, tokens: &[Token<'a>], at: usize) -> (Option<Title<'a>>, usize) {
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
}
