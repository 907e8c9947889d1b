//! Verb groups: which words stand as verbs, with their auxiliaries, negation and voice.

use super::{AUXILIARY, Clauses, Group, Shape};
use crate::annotate::statements::tokens::Kind;
use crate::lexicon::{Class, Inflection};

impl Clauses<'_, '_> {
    /// How the token stands as a verb, if it does.
    fn verb(&self, position: usize) -> Option<Inflection> {
        let token = self.tokens.get(position)?;
        let form = token.entry?.verb?;
        let noun = token.entry.is_some_and(|entry| entry.noun);
        if form == Inflection::Ing && token.is(Class::Preposition) {
            return None; // following, including
        }
        let Some(before) = self.before(position) else {
            let stands = match form {
                Inflection::Base => !noun,
                Inflection::Third => false, // "Sanctions were imposed"
                _ => true,
            };
            return stands.then_some(form);
        };
        let previous = &self.tokens[before];
        let attributive = previous.is_any(&[
            Class::Determiner,
            Class::Critical,
            Class::Praise,
            Class::Both,
        ]) || previous.kind == Kind::Possessive
            || (previous.is(Class::First) && !self.is_subject_pronoun(before));
        let stands = match form {
            Inflection::Past | Inflection::Participle => {
                !(attributive || (previous.is(Class::Preposition) && !previous.is(Class::To)))
                    || self.followed_by_agent(position)
            }
            Inflection::Ing => {
                !attributive
                    && (!noun || previous.is_any(&AUXILIARY) || self.takes_object(position))
            }
            // "a large amount": no plain form has one for its subject
            Inflection::Base if self.is_one(before) => false,
            Inflection::Base => {
                previous.is_any(&AUXILIARY)
                    || previous.is(Class::To)
                    || self.is_subject_pronoun(before)
                    || (self.continues_verb(before) && !attributive)
                    || (!noun && !attributive && !previous.is(Class::Preposition))
                    || (previous.party().is_some() && self.takes_object(position))
            }
            Inflection::Third if previous.kind == Kind::Comma && !self.groups.is_empty() => true,
            Inflection::Third => {
                !attributive
                    && !(previous.is(Class::Preposition))
                    && (!noun
                        || self.takes_object(position)
                        || self.is(position + 1, Class::That)
                        || self.joins_verb(position))
            }
            Inflection::Plain => false,
        };
        stands.then_some(form)
    }

    /// The last token before `position` that is no adverb, date, negation or quotation mark.
    fn before(&self, position: usize) -> Option<usize> {
        (0..position).rev().find(|at| {
            let token = &self.tokens[*at];
            let dated =
                token.is(Class::Preposition) && at + 1 < position && self.is(at + 1, Class::Adverb);
            !dated && token.kind != Kind::Quote && !token.is_any(&[Class::Adverb, Class::Negation])
        })
    }

    pub(in crate::annotate::statements) fn is_subject_pronoun(&self, position: usize) -> bool {
        self.is_any(position, &[Class::First, Class::Third])
            && !self.is(position, Class::Determiner)
    }

    fn continues_verb(&self, conjunction: usize) -> bool {
        let Some(before) = conjunction.checked_sub(1) else {
            return false;
        };
        self.is(conjunction, Class::Conjunction)
            && self
                .groups
                .last()
                .is_some_and(|group| group.range.end > before.saturating_sub(6))
    }

    /// Whether the word is the second of "a large …".
    fn is_one(&self, position: usize) -> bool {
        let article = position.checked_sub(1);
        let plain = |at: usize| {
            let small = [
                Class::First,
                Class::Third,
                Class::Conjunction,
                Class::Preposition,
                Class::To,
                Class::Relative,
                Class::That,
            ];
            self.kind(at) == Some(Kind::Word)
                && !self.is_any(at, &small)
                && !self.is_any(at, &AUXILIARY)
        };
        let one = ["a", "an", "another", "each", "every"];
        plain(position) && article.is_some_and(|at| one.iter().any(|word| self.is_word(at, word)))
    }

    /// "welcomes and strongly supports the": two verbs of one form.
    fn joins_verb(&self, position: usize) -> bool {
        let next = (position + 2..position + 4).find(|at| !self.is(*at, Class::Adverb));
        let third = |at: usize| {
            let entry = self.tokens.get(at).and_then(|token| token.entry);
            entry.is_some_and(|entry| entry.verb == Some(Inflection::Third))
        };
        self.is(position + 1, Class::Conjunction)
            && next.is_some_and(|at| third(at) && self.takes_object(at))
    }

    pub(super) fn takes_object(&self, position: usize) -> bool {
        let next = position + 1;
        match self.kind(next) {
            Some(Kind::Party(_)) => true,
            Some(Kind::Word) => {
                self.is_any(next, &[Class::Determiner, Class::First, Class::Both])
                    || (self.is(next, Class::That))
            }
            _ => false,
        }
    }

    fn followed_by_agent(&self, position: usize) -> bool {
        self.is(position + 1, Class::Preposition)
    }

    pub(super) fn group_at(&self, start: usize) -> Option<Group> {
        let token = self.tokens.get(start)?;
        let mut at = start;
        let mut group = Group {
            range: start..start,
            head: start,
            form: Inflection::Plain,
            negated: false,
            shape: Shape::Finite,
            passive: false,
        };
        let (mut be, mut auxiliary) = (false, false);
        if token.is(Class::To) {
            let verb = (start + 1..start + 4).find(|next| !self.is(*next, Class::Adverb))?;
            if self.is(verb, Class::Be) || self.is(verb, Class::Have) {
                // "to be", "to have": an infinitive with an auxiliary.
            } else if self.tokens.get(verb)?.entry?.verb? != Inflection::Base {
                return None;
            }
            group.shape = Shape::Infinitive;
            at += 1;
        }
        while let Some(token) = self.tokens.get(at) {
            if token.is_any(&AUXILIARY) {
                be |= token.is(Class::Be);
                group.negated |= token.is(Class::Negation); // cannot, don't
                auxiliary = true;
                group.head = at;
            } else if token.is(Class::Negation) {
                if !auxiliary && group.shape != Shape::Infinitive && self.verb(at + 1).is_none() {
                    return None;
                }
                group.negated = true;
            } else if token.is(Class::To)
                && auxiliary
                && self
                    .tokens
                    .get(at + 1)
                    .and_then(|next| next.entry)
                    .is_some_and(|entry| entry.verb == Some(Inflection::Base))
            {
                // "is to visit", "has to respect"
            } else if let Some(form) = self
                .group_verb(at, auxiliary || group.shape == Shape::Infinitive)
                .filter(|_| !token.is(Class::Adverb))
            {
                group.head = at;
                group.form = form;
                group.range = start..at + 1;
                group.passive = be && matches!(form, Inflection::Past | Inflection::Participle);
                break;
            } else if !token.is(Class::Adverb) && token.kind != Kind::Quote {
                break;
            }
            at += 1;
        }
        if group.range.is_empty() {
            if !auxiliary {
                return None;
            }
            group.range = start..group.head + 1;
            group.form = Inflection::Third;
        }
        let mut first = start;
        while let Some(before) = first.checked_sub(1) {
            let dated = self.is(before, Class::Preposition) && first < start;
            if !dated && !self.is_any(before, &[Class::Adverb, Class::Negation]) {
                break;
            }
            group.negated |= self.is(before, Class::Negation);
            first = before; // "on Monday" stands between subject and verb like an adverb
        }
        group.range.start = first;
        // "launched by", "carried out by"
        let particle = ["out", "up", "down", "off"]
            .iter()
            .any(|word| self.is_word(group.head + 1, word));
        let agent = group.head + 1 + usize::from(particle);
        if group.form == Inflection::Past && !auxiliary && self.is_word(agent, "by") {
            group.passive = true;
        }
        let bare = !auxiliary
            && (group.passive || matches!(group.form, Inflection::Ing | Inflection::Participle));
        if bare && group.shape == Shape::Finite {
            group.shape = Shape::Participle;
        }
        Some(group)
    }

    /// After an auxiliary or "to", whatever may be a verb is one.
    fn group_verb(&self, position: usize, follows_auxiliary: bool) -> Option<Inflection> {
        let entry = self.tokens.get(position)?.entry?;
        match entry.verb {
            Some(form) if follows_auxiliary && !(entry.noun && form == Inflection::Third) => {
                Some(form)
            }
            _ => self.verb(position),
        }
    }

    /// The group whose head or other part is the token at `position`.
    pub(in crate::annotate::statements) fn group_of(&self, position: usize) -> Option<usize> {
        let after = self
            .groups
            .partition_point(|group| group.range.end <= position);
        self.groups
            .get(after)
            .filter(|group| group.range.contains(&position))
            .map(|_| after)
    }

    /// The last group that ends before `position`.
    pub(in crate::annotate::statements) fn group_before(&self, position: usize) -> Option<usize> {
        self.groups
            .partition_point(|group| group.range.end <= position)
            .checked_sub(1)
    }
}
