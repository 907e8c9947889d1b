//! Subjects: of finite verbs, infinitives, participles, relative clauses and coordinated verbs.

use super::{Clauses, Group, Phrase, Possessive, Shape, Who};
use crate::annotate::statements::tokens::Kind;
use crate::lexicon::{Class, Inflection};
use std::ops::Range;

impl Clauses<'_, '_> {
    /// The subject of a verb group, however it stands.
    pub(in crate::annotate::statements) fn subject(&self, group: usize) -> Option<Who> {
        self.subject_within(group, 4)
    }

    /// The subject, or whoever the thing that is the subject is of or by ("the remarks of X are").
    pub(in crate::annotate::statements) fn theme(&self, group: usize) -> Option<Who> {
        let subject = self.subject(group);
        if let Some(Who::Parties(_) | Who::Both | Who::Theirs(_)) = subject {
            return subject;
        }
        // "Cooperation with X across many fields is …"
        let mut end = self.groups.get(group)?.range.start;
        for _ in 0..3 {
            let phrase = self.phrase_before(end.checked_sub(1)?);
            let Some(preposition) = phrase.range.start.checked_sub(1) else {
                // who "it" is that opens a sentence is too uncertain to praise or to blame
                return subject.filter(|subject| *subject == Who::Voice);
            };
            let words = ["of", "by", "from", "with"];
            let owns = words.iter().any(|word| self.is_word(preposition, word));
            let located = preposition
                .checked_sub(1)
                .is_some_and(|at| self.is(at, Class::Impersonal));
            if owns && !phrase.parties.is_empty() && !located {
                return Some(Who::Parties(self.owner(&phrase)));
            }
            if !self.is(preposition, Class::Preposition) || !phrase.parties.is_empty() {
                break;
            }
            end = preposition;
        }
        subject
    }

    pub(super) fn subject_within(&self, number: usize, depth: usize) -> Option<Who> {
        let group = self.groups.get(number)?;
        let depth = depth.checked_sub(1)?;
        let before = group.range.start.checked_sub(1);
        let previous = self.group_before(group.range.start);
        let contracted = group.range.start;
        if group.shape == Shape::Finite && self.is_subject_pronoun(contracted) {
            // "we're sending", "they've sent", but "it's time"
            if self.is(contracted, Class::First) {
                return Some(Who::Voice);
            }
            let it = self.is_word(contracted, "it's") || self.is_word(contracted, "it’s");
            return (!it).then(|| self.anaphor(contracted));
        }
        if group.shape == Shape::Infinitive {
            let joined = before.is_some_and(|at| self.is(at, Class::Conjunction));
            let alike = previous.filter(|at| self.groups[*at].shape == Shape::Infinitive);
            return match alike.filter(|_| joined) {
                Some(alike) => self.subject_within(alike, depth), // "to help X and to thank Y"
                None => self.controller(group, previous, depth),
            };
        }
        if before.is_none() && group.shape == Shape::Participle {
            return self.opened_subject(number);
        }
        let Some(before) = before else {
            // "Condemned the decision …", as communiqués list what they did
            let lists = group.form == Inflection::Past && self.takes_object(group.head);
            return (lists && group.shape == Shape::Finite).then_some(Who::Voice);
        };
        if self.opening().is_some_and(|(main, _)| main == number) {
            return Some(Who::Voice);
        }
        let token = &self.tokens[before];
        if token.is_any(&[Class::Relative, Class::That])
            && !(token.is(Class::That) && self.antecedent(before).is_none())
        {
            return self.antecedent(before);
        }
        if group.shape != Shape::Finite {
            return match token.kind {
                // "what I say is this: arming X …", "this is what I cannot grasp — abducting …"
                Kind::Break
                    if [":", "—", "–"]
                        .iter()
                        .any(|mark| self.is_word(before, mark))
                        && previous.is_none_or(|at| self.groups[at].shape == Shape::Finite) =>
                {
                    None
                }
                Kind::Comma | Kind::Break => self.subject_within(previous?, depth),
                // "X met Y after accusing Z", "X joined Y in condemning Z"
                _ if self.is_time_preposition(before)
                    || (self.is_word(before, "in") && self.joins(previous?)) =>
                {
                    self.subject_within(previous?, depth)
                }
                _ if token.is(Class::Preposition) => {
                    match before.checked_sub(1).map(|end| self.phrase_before(end)) {
                        Some(phrase) if !phrase.parties.is_empty() => {
                            Some(Who::Parties(self.owner(&phrase)))
                        }
                        // "measures against companies for supplying X"
                        Some(phrase)
                            if self.is_word(before, "for")
                                && phrase
                                    .range
                                    .clone()
                                    .next_back()
                                    .is_some_and(|last| self.is(last, Class::Somebody)) =>
                        {
                            None
                        }
                        _ => self.subject_within(previous?, depth),
                    }
                }
                _ if token.is(Class::Conjunction) => self.subject_within(previous?, depth),
                // "said that annexing it would …": nobody in particular
                _ if token.is_any(&[Class::That, Class::Subordinator]) => None,
                _ => {
                    let phrase = self.phrase_before(before);
                    // "sanctions on companies supporting X", "steps taken by X"
                    let done = matches!(group.form, Inflection::Past | Inflection::Participle);
                    if (token.is(Class::Somebody) || done) && phrase.parties.is_empty() {
                        None
                    } else if phrase.parties.is_empty() {
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
            let closed = self.kind(before.wrapping_sub(1)) == Some(Kind::Comma);
            return self.subject_within(self.coordinated(previous?, closed), depth);
        }
        self.nominal_subject(before).or_else(|| {
            // A comma alone before the verb closes a parenthesis or a list of verbs.
            // "remains opposed to": one predicate.
            let previous_ends = |number: usize| self.groups[number].range.end == group.range.start;
            (token.kind == Kind::Comma || previous.is_some_and(previous_ends))
                .then(|| self.subject_within(previous?, depth))
                .flatten()
        })
    }

    /// Whether the preposition says when or how the subject did what it did.
    fn is_time_preposition(&self, position: usize) -> bool {
        let words = [
            "after", "before", "while", "when", "by", "without", "despite", "since",
        ];
        words.iter().any(|word| self.is_word(position, word))
    }

    fn joins(&self, group: usize) -> bool {
        let head = self.groups[group].head;
        let words = ["join", "joins", "joined", "joining"];
        words.iter().any(|word| self.is_word(head, word))
    }

    /// "Condemning X, Y closed the border": the party between the comma and the verb after it.
    fn opened_subject(&self, number: usize) -> Option<Who> {
        let next = self.groups.get(number + 1)?;
        let phrase = self.phrase_before(next.range.start.checked_sub(1)?);
        let comma = phrase
            .range
            .clone()
            .rev()
            .find(|at| self.kind(*at) == Some(Kind::Comma));
        let start = comma.map_or(phrase.range.start, |at| at + 1);
        let parties: Vec<usize> = phrase
            .parties
            .into_iter()
            .filter(|at| *at >= start)
            .collect();
        (!parties.is_empty()).then_some(Who::Parties(parties))
    }

    /// Who does what an infinitive says: the object of "urge", the owner of a "commitment", else the subject of the verb before.
    fn controller(&self, group: &Group, previous: Option<usize>, depth: usize) -> Option<Who> {
        let governor = previous.and_then(|previous| self.groups.get(previous));
        let end = group.range.start.checked_sub(1);
        let phrase = end.map(|end| self.phrase_before(end)).filter(|phrase| {
            let behind = governor.is_none_or(|governor| phrase.range.start > governor.head);
            behind && !phrase.parties.is_empty()
        });
        // "were X to invade"
        let supposes = governor.is_some_and(|governor| self.is_word(governor.head, "were"));
        let controls =
            supposes || governor.is_some_and(|governor| self.is(governor.head, Class::Control));
        if let Some(phrase) = phrase {
            let mut words = phrase.range.clone().rev();
            let last = words.find(|at| !self.is(*at, Class::Adverb))?; // "the vote today to"
            let start = phrase.range.start.checked_sub(1);
            let named = start.is_some_and(|at| self.is_word(at, "for")); // "the need for X to end it"
            let reached =
                named && last == phrase.range.end - 1 && self.tokens[last].party().is_some();
            if controls || reached || self.is(last, Class::Intent) {
                return Some(Who::Parties(self.owner(&phrase)));
            }
        }
        let (governor, previous) = (governor?, previous?);
        let adjoins = governor.range.end == group.range.start; // "wants to help"
        if controls && !governor.passive && !adjoins {
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
        // "technology to Russia that would …": what is meant may stand before the preposition.
        let governed = phrase
            .range
            .start
            .checked_sub(1)
            .is_some_and(|at| self.is(at, Class::Preposition));
        // "events in X, which have escalated": a country is no plural
        let plural = ["have", "are", "were"]
            .iter()
            .any(|word| self.is_word(position + 1, word));
        let one = phrase.parties.len() == 1 && phrase.range.end == phrase.parties[0] + 1;
        // and in "the attack on X, which …" more likely the attack
        let suffers = phrase.range.start.checked_sub(1).is_some_and(|at| {
            let words = [
                "against", "on", "upon", "near", "around", "across", "along", "over", "toward",
                "towards", "into", "outside",
            ];
            words.iter().any(|word| self.is_word(at, word))
        });
        if governed && (self.is(position, Class::That) || suffers || plural && one) {
            return None;
        }
        (!phrase.parties.is_empty()).then(|| Who::Parties(phrase.parties.clone()))
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
                    at = next;
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
        if first.parties.len() < 2 && self.joint_officials(first) {
            return Some(Who::Both);
        }
        let included = self.included(first);
        if !included.is_empty() {
            return Some(Who::Parties(included)); // "countries like X and Y"
        }
        if !first.parties.is_empty() {
            return Some(Who::Parties(first.parties.clone()));
        }
        if self.phrase_has(first, Class::Both) {
            return Some(Who::Both);
        }
        if let Some(whose) = self.whose(&range) {
            return Some(match self.anaphor(range.start) {
                Who::Parties(parties) => Who::Parties(parties),
                _ => Who::Theirs(whose),
            });
        }
        if !self.phrase_has(first, Class::Official) {
            return None;
        }
        let of = chain
            .iter()
            .rev()
            .skip(1)
            .filter(|(_, at)| at.is_some_and(|at| self.is_of(at))) // the envoy to X is another's
            .find(|(phrase, _)| !phrase.parties.is_empty());
        match of {
            Some((phrase, _)) => Some(Who::Parties(phrase.parties.clone())),
            None => Some(Who::Official),
        }
    }

    /// By which pronoun the noun phrase that opens a clause belongs to somebody: "Their actions", "…, and that its forces".
    fn whose(&self, phrase: &Range<usize>) -> Option<Possessive> {
        let (first, last) = (phrase.start, phrase.end.checked_sub(1)?);
        let opens = first.checked_sub(1).is_none_or(|before| {
            matches!(self.kind(before), Some(Kind::Comma | Kind::Break))
                || self.is_any(before, &[Class::That, Class::Subordinator])
        });
        // "its people must sleep without fear" asks nothing of it
        let suffers = ["people", "peoples", "citizens", "children", "lives"];
        if first == last || !opens || suffers.iter().any(|word| self.is_word(last, word)) {
            return None;
        }
        let is_any = |words: &[&str]| words.iter().any(|word| self.is_word(first, word));
        if is_any(&["his", "her"]) {
            return Some(Possessive::Person);
        }
        is_any(&["its", "their"]).then_some(Possessive::Other)
    }

    /// Whether officials before the preposition at `position` are of what follows it.
    fn is_of(&self, position: usize) -> bool {
        let words = ["of", "in", "from", "at", "by", "within"];
        words.iter().any(|word| self.is_word(position, word))
    }

    /// "The Secretary and the Foreign Minister": two officials, at most one of them known.
    fn joint_officials(&self, phrase: &Phrase) -> bool {
        let official =
            |range: Range<usize>| range.into_iter().any(|at| self.is(at, Class::Official));
        let joint = phrase
            .range
            .clone()
            .find(|at| self.is(*at, Class::Conjunction));
        joint.is_some_and(|at| {
            official(phrase.range.start..at) && official(at + 1..phrase.range.end)
        })
    }

    /// Whom a pronoun of the third person stands for.
    pub(in crate::annotate::statements) fn anaphor(&self, position: usize) -> Who {
        let person = ["he", "she", "him", "his", "her", "he's", "she's"];
        let several = ["they", "them", "their", "they've", "they're", "they'll"];
        let is_any = |words: &[&str]| words.iter().any(|word| self.is_word(position, word));
        if is_any(&person) {
            return Who::Person;
        }
        let named = self
            .named_beside(position)
            .or_else(|| self.named_before(position));
        if let Some(parties) = named {
            return Who::Parties(parties);
        }
        if is_any(&several) {
            Who::They
        } else {
            Who::Anaphor
        }
    }

    /// The parties right before the word that opens the clause of the pronoun: "backs X as it fights".
    fn named_beside(&self, position: usize) -> Option<Vec<usize>> {
        let opens = position.checked_sub(1)?;
        let end = opens.checked_sub(1)?;
        let adjoins = self.is(opens, Class::Subordinator) && self.tokens[end].party().is_some();
        adjoins.then(|| self.phrase_before(end).parties)
    }

    /// The parties that are named as subject of a verb before, where nobody is named since: "X gained from it, but now they …".
    fn named_before(&self, position: usize) -> Option<Vec<usize>> {
        let last = (0..position).rev();
        let last = last
            .into_iter()
            .find(|at| self.tokens[*at].party().is_some())?;
        let mut finite = self
            .groups
            .iter()
            .filter(|group| group.shape == Shape::Finite);
        finite.find_map(|group| {
            let phrase = self.phrase_before(group.range.start.checked_sub(1)?);
            let governed = phrase.range.start.checked_sub(1);
            let is_subject = !governed.is_some_and(|at| self.is(at, Class::Preposition));
            (group.range.end <= position && is_subject && phrase.range.contains(&last))
                .then_some(phrase.parties)
        })
    }

    /// The named subjects of the finite verbs of the sentence, in order.
    pub(in crate::annotate::statements) fn named_subjects(&self) -> Vec<Vec<usize>> {
        let finite = (0..self.groups.len()).filter(|at| self.groups[*at].shape == Shape::Finite);
        let subjects = finite.filter_map(|at| match self.subject(at)? {
            Who::Parties(parties) => Some(parties),
            _ => None,
        });
        subjects.collect()
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
        (self.is(last, Class::Third) && range.len() <= 2).then(|| self.anaphor(last))
    }
}
