//! What is joined: several who open a text together, verbs that share a subject.

use super::{Clauses, Shape, Who};
use crate::annotate::statements::tokens::Kind;
use crate::lexicon::{Class, Inflection};

impl Clauses<'_, '_> {
    /// "We, the ministers of X, Y and Z, condemn …": the verb, and the parties who speak together.
    pub(in crate::annotate::statements) fn opening(&self) -> Option<(usize, Vec<usize>)> {
        let start = (0..self.tokens.len()).find(|at| self.kind(*at) != Some(Kind::Quote))?;
        if !self.is_word(start, "we") || self.kind(start + 1) != Some(Kind::Comma) {
            return None;
        }
        let main = self.groups.iter().position(|group| {
            let before = group.range.start.checked_sub(1);
            let relative = |at| self.is_any(at, &[Class::Relative, Class::That]);
            group.shape == Shape::Finite && group.head > start && !before.is_some_and(relative)
        })?;
        let named = (start + 2..self.groups[main].range.start)
            .filter(|at| self.tokens[*at].party().is_some());
        Some((main, named.collect()))
    }

    /// The verb that one after a conjunction is coordinated with: behind a comma no verb of a relative clause that a comma opened
    /// ("X condemned Y, which fell, and reaffirmed Z").
    pub(super) fn coordinated(&self, previous: usize, behind_comma: bool) -> usize {
        let main = |verb: usize| {
            let start = self.groups[verb].range.start;
            let comma = start.checked_sub(2).filter(|at| {
                self.is(at + 1, Class::Relative) && self.kind(*at) == Some(Kind::Comma)
            });
            self.group_before(comma?).filter(|main| *main < verb)
        };
        let mut verb = previous;
        // "We support X's efforts to seek peace and call on Y": we call
        let efforts = self.groups[verb].range.start.checked_sub(1);
        if self.groups[verb].shape == Shape::Infinitive
            && efforts.is_some_and(|at| self.is(at, Class::Intent))
        {
            let main = self.group_before(self.groups[verb].range.start);
            let ours = main.filter(|main| {
                let group = &self.groups[*main];
                group.shape == Shape::Finite
                    && group.form == Inflection::Base
                    && self.subject_within(*main, 2) == Some(Who::Voice)
            });
            verb = ours.unwrap_or(verb);
        }
        while let Some(main) = main(verb).filter(|_| behind_comma) {
            verb = main;
        }
        verb
    }
}
