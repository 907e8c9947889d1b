//! Whom words mean: the parties named, and those that pronouns stand for.

use super::{Scene, narrated};
use crate::annotate::statements::clause::{Possessive, Who};
use crate::annotate::statements::tokens::Token;
use crate::briefing::{Actor, Mention};
use crate::lexicon::{Context, EntityKind, Lexicon};
use crate::text::Span;

impl Scene<'_> {
    /// The party a token names.
    pub(in crate::annotate::statements) fn party(&self, token: &Token<'_>) -> Option<Actor> {
        let mention = self.annotated.mentions.get(token.party()?)?;
        if token.span.end > mention.span.end {
            // Its rebels, its opposition: they do not speak for it.
            return Some(Actor {
                name: Some(token.span.of(self.text()).to_owned()),
                span: Some(mention.span),
                ..Actor::default()
            });
        }
        Some(self.named(mention))
    }

    /// Whether a token names an armed group.
    pub(in crate::annotate::statements) fn is_armed_group(&self, token: &Token<'_>) -> bool {
        let mention = token
            .party()
            .and_then(|party| self.annotated.mentions.get(party));
        let entities = Lexicon::builtin().entities();
        let entity = mention.and_then(|mention| entities.entity(&mention.entity));
        entity.is_some_and(|entity| entity.kind == EntityKind::ArmedGroup)
    }

    /// Whether a token names a region that its country itself holds.
    pub(in crate::annotate::statements) fn is_own_region(&self, token: &Token<'_>) -> bool {
        let mention = token
            .party()
            .and_then(|party| self.annotated.mentions.get(party));
        mention.is_some_and(|mention| Context::builtin().own_regions.contains(&mention.entity))
    }

    fn named(&self, mention: &Mention) -> Actor {
        let is_person = !mention
            .entity
            .chars()
            .any(|character| character.is_ascii_uppercase());
        let is_body = mention.entity.contains('.');
        let own_id = (!is_person && !is_body).then(|| mention.entity.clone());
        Actor {
            name: Some(mention.span.of(self.text()).to_owned()),
            person: is_person.then(|| mention.entity.clone()),
            body: is_body.then(|| mention.entity.clone()),
            id: mention.represents.clone().or(own_id),
            span: Some(mention.span),
        }
    }

    /// The parties meant, at `position`; each country or organisation once, the one who is named in person before the land.
    pub(in crate::annotate::statements) fn actors(
        &self,
        who: &Who,
        tokens: &[Token<'_>],
        position: usize,
    ) -> Vec<Actor> {
        match who {
            Who::Parties(parties) => {
                let named = parties.iter().filter_map(|at| self.party(tokens.get(*at)?));
                let mut actors: Vec<Actor> = Vec::new();
                for actor in named {
                    match actors
                        .iter_mut()
                        .find(|known| known.id.is_some() && known.id == actor.id)
                    {
                        Some(known) if known.person.is_none() => *known = actor,
                        Some(_) => {}
                        None => actors.push(actor),
                    }
                }
                actors
            }
            Who::Voice => {
                let voice = self.voice(position);
                let span = voice.as_ref().and_then(|voice| voice.span);
                let others = span.map_or_else(Vec::new, |span| self.named_beside(span));
                let own = self.own.as_ref().and_then(|own| own.id.as_ref());
                let together = voice.as_ref().and_then(|voice| voice.id.as_ref()) == own;
                let signers = self.signers.iter().filter(|_| together).cloned();
                voice.into_iter().chain(others).chain(signers).collect()
            }
            Who::Anaphor => {
                let told = || self.told_of_himself(position);
                let last = self.subject.clone().or_else(told);
                last.into_iter().collect()
            }
            Who::They => {
                let one = self.subject.as_ref().is_none_or(|one| one.person.is_some());
                let both = Who::Both;
                let who = match &self.pair {
                    Some(_) if one => &both, // one person is no "they"
                    None if one && self.subject.is_some() && !narrated(self.passage) => {
                        return Vec::new();
                    }
                    _ => &Who::Anaphor,
                };
                self.actors(who, tokens, position)
            }
            Who::Theirs(whose) => {
                let is_person = *whose == Possessive::Person;
                let fits = |topic: &&Actor| topic.person.is_some() == is_person;
                self.topic.iter().filter(fits).cloned().collect()
            }
            Who::Person | Who::Official => {
                // who speaks is "the minister", but not "he"
                let voice = || match who {
                    Who::Person => self.told_of_himself(position),
                    _ => self.voice(position),
                };
                let known = self.person.clone().or_else(voice);
                let last = known.or_else(|| self.subject.clone());
                last.into_iter().collect()
            }
            Who::Bound(accord, party) => vec![Actor {
                name: Some((*accord).to_owned()),
                id: Some((*party).to_owned()),
                ..Actor::default()
            }],
            Who::Both => {
                // Two named before in the sentence, else the last two that did something together.
                let before = (0..tokens.len()).take_while(|at| tokens[*at].span.start < position);
                let named = self.actors(&Who::Parties(before.collect()), tokens, position);
                match &self.pair {
                    _ if named.len() == 2 => named,
                    Some((one, other)) => vec![one.clone(), other.clone()],
                    None => Vec::new(),
                }
            }
        }
    }

    /// Who is named right before `span` in one list with it: "X, Y and Z noted …" are three who note.
    fn named_beside(&self, span: Span) -> Vec<Actor> {
        let joins = |between: &str, is_last: bool| {
            let between = between.trim_end_matches(" the").trim();
            matches!(between, "and" | ", and" | "и" | "和" | "与" | "與")
                || (!is_last && matches!(between, "," | "、"))
        };
        let mentions = &self.annotated.mentions;
        let mut start = span.start;
        let mut first = mentions.partition_point(|mention| mention.span.end <= start);
        let mut actors: Vec<Actor> = Vec::new();
        while let Some(mention) = first.checked_sub(1).and_then(|at| mentions.get(at)) {
            let between = Span::new(mention.span.end, start).of(self.text());
            if between.len() > 12 || !joins(between, actors.is_empty()) {
                break;
            }
            actors.extend(Some(self.named(mention)).filter(|actor| actor.id.is_some()));
            start = mention.span.start;
            first -= 1;
        }
        actors
    }
}
