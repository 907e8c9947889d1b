//! What a name typed by a user means.

use super::Represented;
use super::entity::{Candidate, Entity, Gazetteer, Token};
use super::names::Sense;
use crate::text::fold;
use strsim::damerau_levenshtein;

/// Shorter names have no near spellings: too many would be near.
const SHORTEST_NEAR: usize = 4;

impl Gazetteer {
    /// What a name typed by a user may mean: ids, names, aliases and titles in any language, whatever case, diacritics or order of
    /// given and family name. Exact ones first and alone where there are any; else near spellings.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Vec<Candidate<'_>> {
        let known = self.known(name).into_iter().map(|entity| Candidate {
            entity,
            likeness: 1.0,
        });
        let known: Vec<Candidate<'_>> = known.collect();
        if known.is_empty() {
            self.near(name)
        } else {
            known
        }
    }

    /// What a name means exactly, by the names of [`Gazetteer::resolve`]; looking for near spellings takes a thousand times longer.
    #[must_use]
    pub fn known(&self, name: &str) -> Vec<&Entity> {
        let exact = self.exact(name);
        if exact.is_empty() {
            self.titled(name).into_iter().collect()
        } else {
            exact
        }
    }

    /// Whether it is exactly a name of something.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        !self.exact(name).is_empty()
    }

    /// Whom a publisher speaks for, read from its name.
    pub(super) fn represented(&self, ministry: &str) -> Option<Represented<'_>> {
        let entity = self
            .exact(ministry)
            .into_iter()
            .next()
            .or_else(|| self.titled(ministry));
        let entity = entity.or_else(|| {
            // Some name within it: the last one, as in "Embassy of X in …" the first, decides little; take the first.
            self.find(ministry)
                .into_iter()
                .find_map(|name| name.entities.first().copied())
        })?;
        let id = entity.represents(None)?;
        let body = (entity.id != id && entity.id.contains('.')).then_some(entity.id.as_str());
        Some(Represented { id, body })
    }

    /// The entities with exactly this id or name.
    fn exact(&self, name: &str) -> Vec<&Entity> {
        let name = name.trim();
        let by_id = self
            .entity(name)
            .or_else(|| self.entity(&name.to_uppercase()))
            .or_else(|| self.entity(&name.to_lowercase()));
        if let Some(entity) = by_id {
            return vec![entity];
        }
        let mut found = self.named(name);
        for article in ["the ", "The "] {
            if found.is_empty() {
                found = name
                    .strip_prefix(article)
                    .map(|name| self.named(name))
                    .unwrap_or_default();
            }
        }
        if found.is_empty() {
            found = self.turned_round(name);
        }
        found
    }

    fn named(&self, name: &str) -> Vec<&Entity> {
        let mut found: Vec<&Entity> = Vec::new();
        for sense in self.names_for(name).senses_of(name) {
            if let Sense::Entity(named) = sense
                && let Some(entity) = self.entities.get(named.entity)
                && !found.contains(&entity)
            {
                found.push(entity);
            }
        }
        found
    }

    /// A person's name with its parts in another order ("Jian Lin", "Lavrov, Sergey").
    fn turned_round(&self, name: &str) -> Vec<&Entity> {
        let words: Vec<&str> = name
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .collect();
        if !(2..=4).contains(&words.len()) {
            return Vec::new();
        }
        let mut turned = words.clone();
        turned.rotate_left(1);
        let first_last = turned.join(" ");
        turned.rotate_right(2);
        let last_first = turned.join(" ");
        let mut found = self.named(&first_last);
        if found.is_empty() {
            found = self.named(&last_first);
        }
        found
    }

    /// The body or holder that a country with a body or office means: "Chinese Foreign Ministry", "МИД России",
    /// "Russian Foreign Minister".
    fn titled(&self, name: &str) -> Option<&Entity> {
        let tokens = self.tokens(name);
        let mut country = None;
        let (mut body, mut role) = (None, None);
        for token in &tokens {
            match token {
                Token::Name(found) => country = country.or(found.entities.first().copied()),
                Token::Body(_, kind) => body = body.or(self.titles.bodies.get(*kind)),
                Token::Role(_, kind) => role = role.or(self.titles.roles.get(*kind)),
            }
        }
        let alone = || self.entity(role?.alone.as_deref()?);
        let country = country.or_else(alone)?;
        let owner = country.represents(None)?;
        let kind = body
            .map(|body| body.id.as_str())
            .or_else(|| role?.body.as_deref())?;
        self.entity(&self.titles.body_id(owner, kind))
            .or(Some(country))
    }

    /// Entities with a name of nearly this spelling, the nearest first.
    fn near(&self, name: &str) -> Vec<Candidate<'_>> {
        let wanted = fold(name.trim());
        let length = wanted.chars().count();
        if !(SHORTEST_NEAR..=60).contains(&length) {
            return Vec::new();
        }
        let allowed = 1 + length / 6;
        let mut found: Vec<(usize, &Entity)> = Vec::new();
        for (pattern, senses) in self.all_names().iter() {
            if pattern.chars().count().abs_diff(length) > allowed {
                continue;
            }
            let distance = damerau_levenshtein(pattern, &wanted);
            if distance <= allowed {
                let entities = senses.filter_map(|sense| match sense {
                    Sense::Entity(named) => self.entities.get(named.entity),
                    _ => None,
                });
                found.extend(entities.map(|entity| (distance, entity)));
            }
        }
        found
            .sort_by(|(near, one), (far, other)| near.cmp(far).then_with(|| one.id.cmp(&other.id)));
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        for (distance, entity) in found {
            if candidates
                .iter()
                .all(|candidate| candidate.entity != entity)
            {
                let likeness = 1.0 - distance as f32 / length.max(1) as f32;
                candidates.push(Candidate { entity, likeness });
            }
        }
        candidates.truncate(8);
        candidates
    }
}
