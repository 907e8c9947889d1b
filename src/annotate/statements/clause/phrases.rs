//! Noun phrases, their owners, and the phrases that prepositions join to them.

use super::{AUXILIARY, Clauses, Group, Phrase, REACH, Shape, Who};
use crate::annotate::statements::tokens::Kind;
use crate::lexicon::Class;

impl Clauses<'_, '_> {
    pub(in crate::annotate::statements) fn ends_phrase(&self, position: usize) -> bool {
        let Some(token) = self.tokens.get(position) else {
            return true;
        };
        if self.counts(position) {
            return false;
        }
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

    /// Whether it is the "than" of "more than 500 tents".
    fn counts(&self, position: usize) -> bool {
        let before = position.wrapping_sub(1);
        let more = ["more", "less", "fewer"];
        self.is_word(position, "than") && more.iter().any(|word| self.is_word(before, word))
    }

    /// The noun phrase that starts at `start`.
    pub(in crate::annotate::statements) fn phrase_at(&self, start: usize) -> Phrase {
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
                Kind::Word
                    if token.is(Class::Conjunction)
                        && !self.list_goes_on(at)
                        && !self.joins_words(at) =>
                {
                    break;
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

    /// The noun phrase that ends at `end`.
    pub(in crate::annotate::statements) fn phrase_before(&self, end: usize) -> Phrase {
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

    /// Whether the comma or conjunction stands in a list of parties or officials.
    fn list_goes_on(&self, position: usize) -> bool {
        let is_party = |at: usize| matches!(self.kind(at), Some(Kind::Party(_)));
        let Some(before) = position.checked_sub(1) else {
            return false;
        };
        let behind_comma =
            self.kind(before) == Some(Kind::Comma) && before.checked_sub(1).is_some_and(is_party);
        if self.is_word(position, "but")
            || self.is_word(position, "yet")
            || self.opens_clause(position)
        {
            return false;
        }
        let left = is_party(before)
            || self.kind(before) == Some(Kind::Possessive)
            || self.is(before, Class::Official)
            || behind_comma;
        if !left {
            return false;
        }
        if self.kind(position) == Some(Kind::Comma) {
            // "US, UK and France", but not "Ukraine, the US commitment to …"
            let next = position
                + 1
                + usize::from(self.is_any(position + 1, &[Class::Determiner, Class::Conjunction]));
            let next = next + usize::from(self.is(next, Class::Determiner));
            let last = !matches!(self.kind(next + 1), Some(Kind::Word | Kind::Possessive))
                || self.ends_phrase(next + 1)
                || self.is(next + 1, Class::Conjunction);
            return is_party(next) && last && (behind_comma || self.list_closes(position));
        }
        (position + 1..position + 9)
            .take_while(|next| !self.ends_phrase(*next) && self.kind(*next) != Some(Kind::Comma))
            .any(|next| is_party(next) || self.is(next, Class::Official))
    }

    /// Whether the comma or conjunction stands in "…X, and Y thanked …": two names alone make no list with a comma.
    fn opens_clause(&self, position: usize) -> bool {
        let comma = match self.kind(position) {
            Some(Kind::Comma) => position,
            _ => position.wrapping_sub(1),
        };
        if self.kind(comma) != Some(Kind::Comma) || !self.is(comma + 1, Class::Conjunction) {
            return false;
        }
        let lists = comma
            .checked_sub(2)
            .is_some_and(|at| self.kind(at) == Some(Kind::Comma));
        let party = comma + 2 + usize::from(self.is(comma + 2, Class::Determiner));
        let finite = self
            .group_of(party + 1)
            .and_then(|group| self.groups.get(group))
            .is_some_and(|group| group.shape == Shape::Finite);
        finite && !lists && matches!(self.kind(party), Some(Kind::Party(_)))
    }

    /// Whether a list that goes on at a comma ends in "and Z": "According to X, Y did" is no list.
    fn list_closes(&self, comma: usize) -> bool {
        (comma + 1..self.tokens.len())
            .find(|at| {
                let token = &self.tokens[*at];
                let listed = matches!(token.kind, Kind::Party(_) | Kind::Possessive | Kind::Comma);
                !listed && !token.is(Class::Determiner)
            })
            .is_some_and(|at| self.is(at, Class::Conjunction))
    }

    /// Whether a comma or conjunction joins two adjectives or nouns of one phrase ("brutal, unprovoked and unjustified war").
    fn joins_words(&self, position: usize) -> bool {
        let word = |at: usize| {
            self.kind(at) == Some(Kind::Word)
                && !self.ends_phrase(at)
                && !self.is(at, Class::Determiner)
        };
        let before = position.checked_sub(1);
        let pronoun = self.is_subject_pronoun(position + 1);
        if before.is_some_and(|at| self.tokens[at].party().is_some())
            && !pronoun
            && self.is_any(position + 1, &[Class::Third, Class::Somebody])
        {
            return true; // "China and its partners", "China and others"
        }
        let adjective = |at: usize| self.is_any(at, &[Class::Critical, Class::Praise]);
        let comma = self.kind(position) == Some(Kind::Comma);
        before.is_some_and(|at| word(at) && (!comma || adjective(at)))
            && word(position + 1)
            && !self.is_any(position + 1, &[Class::First, Class::Third])
    }

    /// The first token after the adverbs and marks that follow `position`.
    pub(in crate::annotate::statements) fn after(&self, position: usize) -> usize {
        let mut at = position;
        while self.kind(at) == Some(Kind::Quote) || self.is_any(at, &[Class::Adverb]) {
            at += 1;
        }
        at
    }

    /// Whom the phrase belongs to or names: the possessor before anything else.
    pub(in crate::annotate::statements) fn owner(&self, phrase: &Phrase) -> Vec<usize> {
        // but in "the premier and 30 members" the premier is himself meant
        let last = phrase.range.end.checked_sub(1);
        let behind = phrase.parties.last().zip(last);
        let joined = behind
            .is_some_and(|(party, last)| (*party..last).any(|at| self.is(at, Class::Conjunction)));
        if last.is_some_and(|last| self.is(last, Class::Impersonal)) && !joined {
            return Vec::new(); // the UN Charter is nobody's
        }
        // our policy on X is ours, and everybody's is "one X"
        let plans = ["policy", "strategy", "approach", "doctrine"];
        let planned = last.is_some_and(|last| plans.iter().any(|word| self.is_word(last, word)));
        let mut words = phrase.range.clone();
        if planned && words.any(|at| self.is(at, Class::First) || self.is_word(at, "one")) {
            return Vec::new();
        }
        let possessive = phrase
            .parties
            .iter()
            .position(|party| self.kind(party + 1) == Some(Kind::Possessive));
        match possessive {
            Some(end) => phrase.parties[..=end].to_vec(),
            None => phrase.parties.clone(),
        }
    }

    /// Whether what the phrase names is a place or body that stands for nobody.
    pub(in crate::annotate::statements) fn is_place(&self, phrase: &Phrase) -> bool {
        let last = phrase.range.end.checked_sub(1);
        last.is_some_and(|last| self.is(last, Class::Impersonal))
    }

    /// Where the noun phrase begins that goes on at `position`.
    pub(in crate::annotate::statements) fn phrase_to(&self, position: usize) -> Option<usize> {
        let end = position.checked_sub(1)?;
        Some(self.phrase_before(end).range.start.min(position))
    }

    /// The verb group that ends right before `position`.
    pub(in crate::annotate::statements) fn group_ending_at(
        &self,
        position: usize,
    ) -> Option<&Group> {
        let group = self.groups.get(self.group_before(position)?)?;
        (group.range.end == position).then_some(group)
    }

    /// The parties that a phrase without any is said to include: "our partners, including X and Y".
    pub(in crate::annotate::statements) fn included(&self, phrase: &Phrase) -> Vec<usize> {
        let end = phrase.range.end;
        let Some(last) = end.checked_sub(1).filter(|_| !phrase.range.is_empty()) else {
            return Vec::new();
        };
        let such_as = self.is_word(last, "such") && self.is_word(end, "as");
        let noun = last.wrapping_sub(usize::from(such_as));
        // "Y's neighbours, including X": X is meant
        let group = [
            "countries",
            "neighbors",
            "neighbours",
            "allies",
            "partners",
            "states",
            "nations",
            "members",
        ];
        let several = group.iter().any(|word| self.is_word(noun, word));
        let apart = matches!(self.kind(end), Some(Kind::Comma | Kind::Break));
        let at = end + usize::from(apart);
        let including = self.is_word(at, "including") || self.is_word(at, "notably");
        let names = including || several && (such_as || self.is_word(at, "like"));
        if names && (phrase.parties.is_empty() || several) {
            self.phrase_at(at + 1).parties
        } else {
            Vec::new()
        }
    }

    /// Whether any word of the phrase is of `class`.
    pub(in crate::annotate::statements) fn phrase_has(
        &self,
        phrase: &Phrase,
        class: Class,
    ) -> bool {
        phrase.range.clone().any(|at| self.is(at, class))
    }

    /// The phrases after prepositions from `start` on, each with its preposition, as far as no clause ends.
    pub(in crate::annotate::statements) fn prepositional(
        &self,
        start: usize,
    ) -> Vec<(usize, Phrase)> {
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
            let parts = [Class::Relative, Class::Subordinator, Class::Condition];
            let stops = token.kind == Kind::Break
                || (token.is_any(&parts) && !self.counts(at))
                || gerund.is_some_and(|group| group.shape == Shape::Finite && group.head >= start)
                || (token.kind == Kind::Comma && !self.list_goes_on(at));
            if stops {
                break;
            }
            at += 1;
        }
        found
    }

    /// What stands before the noun at `position` in its phrase: its possessor or nationality.
    pub(in crate::annotate::statements) fn possessor(&self, position: usize) -> Option<Who> {
        let end = position.checked_sub(1)?;
        let phrase = self.phrase_before(end);
        if !phrase.parties.is_empty() {
            let listed = self.listed(&self.owner(&phrase));
            // "attacks against X and Y's war": each suffers or does its own
            let governs = ["against", "on", "including", "about", "over", "upon"];
            let governed = phrase.range.start.checked_sub(1);
            let apart =
                governed.is_some_and(|at| governs.iter().any(|word| self.is_word(at, word)));
            let own = listed
                .last()
                .is_some_and(|at| self.kind(at + 1) == Some(Kind::Possessive));
            let first = if apart && own {
                listed.len().saturating_sub(1)
            } else {
                0
            };
            return Some(Who::Parties(listed[first..].to_vec()));
        }
        let mut words = phrase.range.clone();
        if words.clone().any(|at| self.is(at, Class::First)) {
            return Some(Who::Voice);
        }
        words.find(|at| self.is(*at, Class::Third)).map(|at| {
            let here = self.nearest_owner(at).or_else(|| self.own_subject(at));
            here.unwrap_or_else(|| self.anaphor(at))
        })
    }

    /// Whose "its" is that stands in the object of a verb with a named subject: "X continues its manoeuvres".
    fn own_subject(&self, position: usize) -> Option<Who> {
        let verb = self.group_before(position)?;
        let between = self.groups.get(verb)?.range.end..position;
        let parts = |at: usize| matches!(self.kind(at), Some(Kind::Comma | Kind::Break));
        if between.into_iter().any(parts) {
            return None;
        }
        let subject = self.subject(verb);
        subject.filter(|who| matches!(who, Who::Parties(parties) if parties.len() == 1))
    }

    /// The last of the parties with those that stand in one list with it: in "Ukraine and the Russian aggression" Russia alone.
    fn listed(&self, parties: &[usize]) -> Vec<usize> {
        let joined = |pair: &[usize]| {
            (pair[0] + 1..pair[1]).all(|at| {
                self.is(at, Class::Conjunction)
                    || self.is(at, Class::Official)
                    || matches!(
                        self.kind(at),
                        Some(Kind::Comma | Kind::Possessive | Kind::Quote)
                    )
            })
        };
        let first = parties.windows(2).rposition(|pair| !joined(pair));
        parties[first.map_or(0, |apart| apart + 1)..].to_vec()
    }

    /// Whom "its" is of where somebody stands between the verb and it: "discussed X's programme and its conduct".
    fn nearest_owner(&self, position: usize) -> Option<Who> {
        let verb = self.groups.get(self.group_before(position)?)?;
        let between = (verb.range.end..position).rev();
        let nearest = between
            .clone()
            .find(|at| matches!(self.kind(*at), Some(Kind::Party(_))))?;
        let parts =
            |at: &usize| *at > nearest && matches!(self.kind(*at), Some(Kind::Comma | Kind::Break));
        (!between.clone().any(|at| parts(&at))).then(|| Who::Parties(vec![nearest]))
    }
}
