//! Clauses of English, by a light cascade: verb groups, then noun phrases and subjects around them. One sentence at a time, no
//! grammar beyond closed-class words and the words of the lexicon, so that a parser could take its place.

use super::tokens::{Kind, Token};
use crate::lexicon::{Class, Inflection};
use std::ops::Range;

/// Words walked over in search of something; what is farther is not found.
const REACH: usize = 40;

/// A verb with its auxiliaries.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// All its tokens, adverbs among them.
    pub(super) range: Range<usize>,
    /// The verb that says what is done.
    pub(super) head: usize,
    pub(super) form: Inflection,
    pub(super) negated: bool,
    pub(super) infinitive: bool,
    pub(super) passive: bool,
    pub(super) finite: bool,
}

/// Who stands in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// Named parties, by token.
    Parties(Vec<usize>),
    /// We, I, our.
    Voice,
    /// He, it, the minister.
    Anaphor,
    /// The two sides.
    Both,
}

/// A noun phrase: its tokens and the parties named in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    pub(super) range: Range<usize>,
    pub(super) parties: Vec<usize>,
}

/// A sentence with its verb groups.
pub(super) struct Clauses<'a, 'b> {
    text: &'b str,
    pub(super) tokens: &'b [Token<'a>],
    pub(super) groups: Vec<Group>,
}

const AUXILIARY: [Class; 4] = [Class::Modal, Class::Be, Class::Have, Class::Do];

impl<'a, 'b> Clauses<'a, 'b> {
    pub(super) fn new(text: &'b str, tokens: &'b [Token<'a>]) -> Self {
        let mut clauses = Self {
            text,
            tokens,
            groups: Vec::new(),
        };
        let mut position = 0;
        while position < tokens.len() {
            match clauses.group_at(position) {
                Some(group) => {
                    position = group.range.end.max(position + 1);
                    clauses.groups.push(group);
                }
                None => position += 1,
            }
        }
        clauses
    }

    /// Whether the token is this word, in lower case.
    pub(super) fn is_word(&self, position: usize, word: &str) -> bool {
        self.tokens
            .get(position)
            .is_some_and(|token| token.span.of(self.text).eq_ignore_ascii_case(word))
    }

    pub(super) fn is(&self, position: usize, class: Class) -> bool {
        self.tokens
            .get(position)
            .is_some_and(|token| token.is(class))
    }

    fn is_any(&self, position: usize, classes: &[Class]) -> bool {
        self.tokens
            .get(position)
            .is_some_and(|token| token.is_any(classes))
    }

    fn kind(&self, position: usize) -> Option<Kind> {
        self.tokens.get(position).map(|token| token.kind)
    }

    /// How the token stands as a verb, if it does.
    fn verb(&self, position: usize) -> Option<Inflection> {
        let token = self.tokens.get(position)?;
        let form = token.entry?.verb?;
        let noun = token.entry.is_some_and(|entry| entry.noun);
        let Some(before) = self.before(position) else {
            return (!noun || form != Inflection::Base).then_some(form);
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
                    && !(noun && !previous.is_any(&AUXILIARY) && !self.takes_object(position))
            }
            Inflection::Base => {
                previous.is_any(&AUXILIARY)
                    || previous.is(Class::To)
                    || self.is_subject_pronoun(before)
                    || (self.continues_verb(before) && !attributive)
                    || (!noun && !attributive && !previous.is(Class::Preposition))
                    || (previous.party().is_some() && self.takes_object(position))
            }
            Inflection::Third => {
                !attributive
                    && !(previous.is(Class::Preposition))
                    && (!noun || self.takes_object(position) || self.is(position + 1, Class::That))
            }
            Inflection::Plain => false,
        };
        stands.then_some(form)
    }

    /// The last token before `position` that is no adverb, negation or quotation mark.
    fn before(&self, position: usize) -> Option<usize> {
        (0..position).rev().find(|at| {
            let token = &self.tokens[*at];
            token.kind != Kind::Quote && !token.is_any(&[Class::Adverb, Class::Negation])
        })
    }

    fn is_subject_pronoun(&self, position: usize) -> bool {
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

    fn takes_object(&self, position: usize) -> bool {
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

    fn group_at(&self, start: usize) -> Option<Group> {
        let token = self.tokens.get(start)?;
        let mut at = start;
        let mut group = Group {
            range: start..start,
            head: start,
            form: Inflection::Plain,
            negated: false,
            infinitive: false,
            passive: false,
            finite: false,
        };
        let (mut be, mut auxiliary) = (false, false);
        if token.is(Class::To) {
            let verb = (start + 1..start + 4).find(|next| !self.is(*next, Class::Adverb))?;
            if self.is(verb, Class::Be) || self.is(verb, Class::Have) {
                // "to be", "to have": an infinitive with an auxiliary.
            } else if self.tokens.get(verb)?.entry?.verb? != Inflection::Base {
                return None;
            }
            group.infinitive = true;
            at += 1;
        }
        while let Some(token) = self.tokens.get(at) {
            if token.is_any(&AUXILIARY) {
                be |= token.is(Class::Be);
                auxiliary = true;
                group.head = at;
            } else if token.is(Class::Negation) {
                if !auxiliary && !group.infinitive && self.verb(at + 1).is_none() {
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
            } else if let Some(form) = self.group_verb(at, auxiliary || group.infinitive) {
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
        if group.form == Inflection::Past
            && !auxiliary
            && self.is(group.head + 1, Class::Preposition)
            && self.is_word(group.head + 1, "by")
        {
            group.passive = true;
        }
        group.finite = !group.infinitive
            && (auxiliary || !matches!(group.form, Inflection::Ing | Inflection::Participle))
            && !(group.passive && !auxiliary);
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
    pub(super) fn group_of(&self, position: usize) -> Option<usize> {
        let after = self
            .groups
            .partition_point(|group| group.range.end <= position);
        self.groups
            .get(after)
            .filter(|group| group.range.contains(&position))
            .map(|_| after)
    }

    /// The last group that ends before `position`.
    pub(super) fn group_before(&self, position: usize) -> Option<usize> {
        self.groups
            .partition_point(|group| group.range.end <= position)
            .checked_sub(1)
    }

    fn ends_phrase(&self, position: usize) -> bool {
        let Some(token) = self.tokens.get(position) else {
            return true;
        };
        token.kind == Kind::Break
            || token.is_any(&[
                Class::Preposition,
                Class::That,
                Class::Relative,
                Class::Subordinator,
                Class::Condition,
                Class::To,
            ])
            || token.is_any(&AUXILIARY)
            || self.group_of(position).is_some()
    }

    /// The noun phrase that starts at `start`.
    pub(super) fn phrase_at(&self, start: usize) -> Phrase {
        let mut phrase = Phrase {
            range: start..start,
            parties: Vec::new(),
        };
        let mut at = start;
        while at < self.tokens.len().min(start + REACH) {
            let token = &self.tokens[at];
            if self.ends_phrase(at) {
                break;
            }
            match token.kind {
                Kind::Party(_) => phrase.parties.push(at),
                Kind::Comma if !self.list_goes_on(at) => break,
                Kind::Word if token.is(Class::Conjunction) && !self.list_goes_on(at) => {
                    if !self.joins_words(at) {
                        break;
                    }
                }
                Kind::Word
                    if at > start && token.is(Class::Determiner) && !self.list_goes_on(at - 1) =>
                {
                    break;
                }
                _ => {}
            }
            at += 1;
        }
        phrase.range.end = at;
        phrase
    }

    /// Whether the comma or conjunction stands in a list of parties.
    fn list_goes_on(&self, position: usize) -> bool {
        let Some(before) = position.checked_sub(1) else {
            return false;
        };
        let left = matches!(self.kind(before), Some(Kind::Party(_) | Kind::Possessive))
            || self.is(before, Class::Official)
            || (self.kind(before) == Some(Kind::Comma)
                && self
                    .kind(before.wrapping_sub(1))
                    .is_some_and(|kind| matches!(kind, Kind::Party(_))));
        let right = (position + 1..position + 9)
            .take_while(|next| {
                !self.ends_phrase(*next)
                    && (*next == position + 1 || self.kind(*next) != Some(Kind::Comma))
            })
            .any(|next| matches!(self.kind(next), Some(Kind::Party(_))));
        left && right
    }

    /// Whether a conjunction joins two adjectives or nouns of one phrase ("brutal and unprovoked war").
    fn joins_words(&self, position: usize) -> bool {
        let word = |at: usize| {
            self.kind(at) == Some(Kind::Word)
                && !self.ends_phrase(at)
                && !self.is(at, Class::Determiner)
        };
        let shared = position
            .checked_sub(1)
            .is_some_and(|at| self.tokens[at].party().is_some());
        if shared && self.is(position + 1, Class::Third) {
            return true; // "China and its partners"
        }
        position.checked_sub(1).is_some_and(word)
            && word(position + 1)
            && !self.is_any(position + 1, &[Class::First, Class::Third])
    }

    /// The first token after the adverbs and marks that follow `position`.
    pub(super) fn after(&self, position: usize) -> usize {
        let mut at = position;
        while self.kind(at) == Some(Kind::Quote) || self.is_any(at, &[Class::Adverb]) {
            at += 1;
        }
        at
    }

    /// Whom the phrase belongs to or names: the possessor before anything else.
    pub(super) fn owner(&self, phrase: &Phrase) -> Vec<usize> {
        let possessive = phrase
            .parties
            .iter()
            .position(|party| self.kind(party + 1) == Some(Kind::Possessive));
        match possessive {
            Some(end) => phrase.parties[..=end].to_vec(),
            None => phrase.parties.clone(),
        }
    }

    /// Whether any word of the phrase is of `class`.
    pub(super) fn phrase_has(&self, phrase: &Phrase, class: Class) -> bool {
        phrase.range.clone().any(|at| self.is(at, class))
    }

    /// The phrases after prepositions from `start` on, each with its preposition, as far as no clause ends.
    pub(super) fn prepositional(&self, start: usize) -> Vec<(usize, Phrase)> {
        let mut found = Vec::new();
        let mut at = start;
        while at < self.tokens.len().min(start + REACH) {
            let token = &self.tokens[at];
            if token.is_any(&[Class::Preposition, Class::That])
                && !(token.is(Class::To) && self.group_of(at).is_some())
            {
                let phrase = self.phrase_at(self.after(at + 1));
                let end = phrase.range.end.max(at + 1);
                found.push((at, phrase));
                at = end;
                continue;
            }
            let gerund = self.group_of(at).and_then(|group| self.groups.get(group));
            let stops = token.kind == Kind::Break
                || token.is_any(&[Class::Relative, Class::Subordinator, Class::Condition])
                || gerund.is_some_and(|group| group.finite && group.head >= start)
                || (token.kind == Kind::Comma && !self.list_goes_on(at));
            if stops {
                break;
            }
            at += 1;
        }
        found
    }

    /// The subject of a verb group, however it stands.
    pub(super) fn subject(&self, group: usize) -> Option<Who> {
        self.subject_within(group, 4)
    }

    /// The subject, or whoever the thing that is the subject is of or by ("the remarks of X are").
    pub(super) fn theme(&self, group: usize) -> Option<Who> {
        self.subject(group).or_else(|| {
            let end = self.groups.get(group)?.range.start.checked_sub(1)?;
            let phrase = self.phrase_before(end);
            let preposition = phrase.range.start.checked_sub(1)?;
            let owns = ["of", "by", "from"]
                .iter()
                .any(|word| self.is_word(preposition, word));
            (owns && !phrase.parties.is_empty()).then(|| Who::Parties(self.owner(&phrase)))
        })
    }

    fn subject_within(&self, number: usize, depth: usize) -> Option<Who> {
        let group = self.groups.get(number)?;
        let depth = depth.checked_sub(1)?;
        let before = group.range.start.checked_sub(1);
        let previous = self.group_before(group.range.start);
        if group.infinitive {
            return self.controller(group, previous?, depth);
        }
        let Some(before) = before else { return None };
        let token = &self.tokens[before];
        if token.is_any(&[Class::Relative, Class::That])
            && !(token.is(Class::That) && self.antecedent(before).is_none())
        {
            return self.antecedent(before);
        }
        if !group.finite {
            return match token.kind {
                Kind::Comma | Kind::Break => self.subject_within(previous?, depth),
                _ if token.is(Class::Preposition) => {
                    match before.checked_sub(1).map(|end| self.phrase_before(end)) {
                        Some(phrase) if !phrase.parties.is_empty() => {
                            Some(Who::Parties(self.owner(&phrase)))
                        }
                        _ => self.subject_within(previous?, depth),
                    }
                }
                _ if token.is(Class::Conjunction) => self.subject_within(previous?, depth),
                _ => {
                    let phrase = self.phrase_before(before);
                    if phrase.parties.is_empty() {
                        self.subject_within(previous?, depth)
                    } else {
                        Some(Who::Parties(phrase.parties))
                    }
                }
            };
        }
        if token.is(Class::Conjunction)
            || (token.kind == Kind::Comma && self.is(before.wrapping_sub(1), Class::Conjunction))
        {
            return self.subject_within(previous?, depth);
        }
        self.nominal_subject(before).or_else(|| {
            // A comma alone before the verb closes a parenthesis or a list of verbs.
            (token.kind == Kind::Comma)
                .then(|| self.subject_within(previous?, depth))
                .flatten()
        })
    }

    /// Who does what an infinitive says: the object of "urge", the owner of a "commitment", else the subject of the verb before.
    fn controller(&self, group: &Group, previous: usize, depth: usize) -> Option<Who> {
        let governor = self.groups.get(previous)?;
        let phrase = group
            .range
            .start
            .checked_sub(1)
            .map(|end| self.phrase_before(end));
        let phrase = phrase
            .filter(|phrase| phrase.range.start > governor.head && !phrase.parties.is_empty());
        let controls = self.is_any(governor.head, &[Class::Control]);
        if let Some(phrase) = phrase {
            let last = phrase.range.end.checked_sub(1)?;
            let named = self
                .tokens
                .get(last)
                .is_some_and(|token| token.party().is_some() || token.is(Class::Official));
            if controls || !named {
                return Some(Who::Parties(self.owner(&phrase)));
            }
        }
        if controls && !governor.passive {
            return None;
        }
        self.subject_within(previous, depth)
    }

    /// What a relative pronoun at `position` refers to.
    fn antecedent(&self, position: usize) -> Option<Who> {
        let mut end = position.checked_sub(1)?;
        if self.kind(end) == Some(Kind::Comma) {
            end = end.checked_sub(1)?;
        }
        let phrase = self.phrase_before(end);
        (!phrase.parties.is_empty()).then(|| Who::Parties(phrase.parties.clone()))
    }

    /// The noun phrase that ends at `end`.
    pub(super) fn phrase_before(&self, end: usize) -> Phrase {
        let mut start = end + 1;
        while let Some(at) = start.checked_sub(1) {
            let token = &self.tokens[at];
            if end - at > REACH || self.ends_phrase(at) {
                break;
            }
            let joins = match token.kind {
                Kind::Comma => self.list_goes_on(at) || self.joins_words(at),
                Kind::Word if token.is(Class::Conjunction) => {
                    self.list_goes_on(at) || self.joins_words(at)
                }
                _ => true,
            };
            if !joins {
                break;
            }
            start = at;
        }
        let parties = (start..=end)
            .filter(|at| self.tokens[*at].party().is_some())
            .collect();
        Phrase {
            range: start..end + 1,
            parties,
        }
    }

    /// The subject that ends at `end`, before a finite verb: the first noun phrase of its chain ("the president of X in Y").
    fn nominal_subject(&self, end: usize) -> Option<Who> {
        let mut end = end;
        if self.kind(end) == Some(Kind::Comma) {
            end = (0..end)
                .rev()
                .find(|at| self.kind(*at) == Some(Kind::Comma))?
                .checked_sub(1)?;
        }
        let mut chain = Vec::new();
        let mut at = end;
        loop {
            let phrase = self.phrase_before(at);
            let start = phrase.range.start;
            let preposition = start
                .checked_sub(1)
                .filter(|at| self.is(*at, Class::Preposition));
            let empty = phrase.range.is_empty();
            chain.push((phrase, preposition));
            match preposition.and_then(|at| at.checked_sub(1)) {
                Some(next)
                    if !empty
                        && chain.len() < 6
                        && !matches!(self.kind(next), Some(Kind::Comma | Kind::Break))
                        && self.group_of(next).is_none() =>
                {
                    at = next
                }
                _ => break,
            }
        }
        let (first, preposition) = chain.last()?;
        if preposition.is_some() {
            return None; // "In Kyiv officials said": nothing but adverbials
        }
        let range = first.range.clone();
        let joined = range
            .start
            .checked_sub(2)
            .filter(|_| self.is(range.start - 1, Class::Conjunction));
        if joined.is_some_and(|at| self.is_any(at, &[Class::First]) && self.is_subject_pronoun(at))
        {
            return Some(Who::Voice); // "we and our allies"
        }
        if let Some(who) = self.pronoun(range.clone()) {
            return Some(who);
        }
        if !first.parties.is_empty() {
            return Some(Who::Parties(first.parties.clone()));
        }
        if self.phrase_has(first, Class::Both) {
            return Some(Who::Both);
        }
        if !self.phrase_has(first, Class::Official) {
            return None;
        }
        let of = chain
            .iter()
            .rev()
            .skip(1)
            .find(|(phrase, _)| !phrase.parties.is_empty());
        match of {
            Some((phrase, _)) => Some(Who::Parties(phrase.parties.clone())),
            None => Some(Who::Anaphor),
        }
    }

    fn pronoun(&self, range: Range<usize>) -> Option<Who> {
        let last = range.clone().next_back()?;
        if range.len() <= 3 && self.is_any(last, &[Class::First]) {
            return Some(Who::Voice);
        }
        if range.clone().any(|at| self.is(at, Class::First))
            && range.clone().all(|at| self.tokens[at].party().is_none())
        {
            return Some(
                if self.phrase_has(
                    &Phrase {
                        range,
                        parties: Vec::new(),
                    },
                    Class::Both,
                ) {
                    Who::Both
                } else {
                    Who::Voice
                },
            );
        }
        (self.is(last, Class::Third) && range.len() <= 2).then_some(Who::Anaphor)
    }

    /// What stands before the noun at `position` in its phrase: its possessor or nationality.
    pub(super) fn possessor(&self, position: usize) -> Option<Who> {
        let end = position.checked_sub(1)?;
        let phrase = self.phrase_before(end);
        if !phrase.parties.is_empty() {
            return Some(Who::Parties(self.owner(&phrase)));
        }
        let mut words = phrase.range.clone();
        if words.clone().any(|at| self.is(at, Class::First)) {
            return Some(Who::Voice);
        }
        words
            .any(|at| self.is(at, Class::Third))
            .then_some(Who::Anaphor)
    }
}
