//! Objects where cases tell them (Russian): behind the verb and before it, who is given or asked something.

use super::super::Hit;
use super::Inflected;
use super::cases::Cases;
use crate::annotate::statements::clause::Who;
use crate::briefing::Act;
use crate::lexicon::{Class, CueKind, Operator};
use std::ops::Range;

impl Inflected<'_, '_> {
    /// Where the objects of a cue end: who is asked or promised something stands before what it is, and another verb has its own.
    fn objects_end(&self, hit: &Hit<'_>) -> usize {
        let range = hit.cue.end..self.row.clauses[hit.clause].end;
        let another = |at: &usize| {
            let adverb = self
                .row
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is(Class::Adverb));
            let verb = self.is_verb(at + 1 + usize::from(adverb));
            *at > hit.cue.end && self.row.is(*at, Class::Conjunction) && verb
        };
        let asks = hit.frame.op == Operator::Request || hit.frame.act == Act::Agree;
        let ends = |at: &usize| another(at) || (asks && self.is_infinitive(*at));
        range.clone().find(ends).unwrap_or(range.end)
    }

    /// "атаку на посольство X": what stands with a preposition of its own is no object.
    fn is_aside(&self, hit: &Hit<'_>, at: usize) -> bool {
        let topics = ["на", "против", "о", "об", "для", "от", "у", "к"];
        let near = (hit.cue.end + 1..at).rev();
        let mut near = near.take_while(|at| !self.row.is_party(*at) && !self.is_verb(*at));
        hit.frame.kind == CueKind::Verb && near.any(|at| topics.contains(&self.word(at).as_str()))
    }

    /// "требует, чтобы X …": whose doing is asked for.
    fn subject_told(&self, hit: &Hit<'_>) -> Option<usize> {
        let next = self.row.clauses.get(hit.clause + 1)?;
        let asks = matches!(hit.frame.act, Act::Request | Act::Appeal);
        let mut told = next
            .clone()
            .filter(|_| asks && self.row.is(next.start, Class::That));
        told.find(|at| self.may_be_subject(*at, next))
    }

    /// The object of a cue: behind it, else the antecedent of "которого", else before it.
    pub(super) fn object(&self, hit: &Hit<'_>, from: usize) -> Option<Who> {
        let range = &self.row.clauses[hit.clause];
        let behind = from..self.objects_end(hit);
        // A preposition of the cue itself governs no party behind it.
        let within = |at: usize| {
            if at < hit.cue.end {
                from..range.end
            } else {
                hit.cue.end..range.end
            }
        };
        let subject = match self.subject(hit) {
            Some(Who::Parties(parties)) => parties,
            _ => Vec::new(),
        };
        let is_object = |at: usize, within: &Range<usize>| {
            self.row.is_party(at)
                && !self.cases(at).only(Cases::NOMINATIVE)
                && !self.is_governed(at, within)
                && !subject.contains(&at)
        };
        let sure_dative = |at: usize| {
            let cases = self.cases(at);
            cases.may(Cases::DATIVE) && !cases.may(Cases::GENITIVE) && !cases.may(Cases::NOMINATIVE)
        };
        let given = matches!(hit.frame.act, Act::Aid | Act::Agree | Act::Empathise)
            .then(|| {
                behind
                    .clone()
                    .find(|at| is_object(*at, &within(*at)) && sure_dative(*at))
            })
            .flatten();
        let aside = |at: usize| self.is_aside(hit, at);
        let direct = || {
            behind.clone().filter(|at| !aside(*at)).find(|at| {
                self.row.is(*at, Class::First)
                    && !hit.is_judgement()
                    && !self.is_governed(*at, &within(*at))
                    || is_object(*at, &within(*at)) && !self.cases(*at).only(Cases::INSTRUMENTAL)
            })
        };
        let relative = || {
            self.antecedent(hit.clause)
                .filter(|(_, subject)| !subject)
                .map(|(at, _)| at)
        };
        let before = || {
            let mut before = range.start..from.min(hit.cue.start);
            let behind = subject.first().is_some_and(|at| *at > hit.cue.start);
            // What another verb governs is not its.
            let parted = |at: usize| {
                (range.start..at).any(|at| self.is_verb(at))
                    || (at..hit.cue.start)
                        .any(|at| self.is_verb(at) || self.row.is(at, Class::Conjunction))
            };
            before.find(|at| {
                is_object(*at, range)
                    && !parted(*at)
                    && (behind || !self.may_be_subject(*at, range))
            })
        };
        let instrument = || {
            behind
                .clone()
                .find(|at| is_object(*at, &within(*at)) && !aside(*at))
        };
        // "стороны в X"
        let there = || {
            let place = behind.clone().find(|at| {
                (self.row.is(*at, Class::Official) || self.word(*at) == "стороны")
                    && !self.is_governed(*at, &within(*at))
            })?;
            let is_in = matches!(self.word(place + 1).as_str(), "в" | "на");
            (place + 2..range.end.min(place + 4)).find(|at| is_in && self.row.is_party(*at))
        };
        let told = || self.subject_told(hit);
        let found = given
            .or_else(direct)
            .or_else(relative)
            .or_else(before)
            .or_else(instrument)
            .or_else(there)
            .or_else(told)?;
        Some(if self.row.is(found, Class::First) {
            Who::Voice
        } else {
            let mut parties = self.list(found, self.row.tokens.len().min(range.end.max(found + 1)));
            parties.retain(|at| !subject.contains(at));
            Who::Parties(parties)
        })
    }

    /// Whether the object is itself meant, and nothing that is of it: "принял министра X", not "принял заявление X".
    pub(super) fn person(&self, hit: &Hit<'_>) -> Option<Who> {
        let Some(Who::Parties(mut parties)) = self.object(hit, hit.cue.end) else {
            return None;
        };
        let range = &self.row.clauses[hit.clause];
        parties.retain(|at| !self.is_adjective(*at) && !self.is_owner(*at, range));
        (!parties.is_empty()).then_some(Who::Parties(parties))
    }
}
