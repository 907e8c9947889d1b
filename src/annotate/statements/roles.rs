//! Who does what in a language whose cases tell it (Russian): subjects before and behind the verb, objects before it, agents of
//! passives, owners, antecedents, and places that stand for those who are there.

use super::cases::Cases;
use super::clause::Who;
use super::inflected::is_judgement;
use super::linear::{Hit, Row};
use super::tokens::Kind;
use crate::briefing::Act;
use crate::lexicon::{Class, CueKind, Operator, Slot};
use std::ops::Range;

/// Verbs whose reflexive is a passive.
const TRANSITIVE: [&str; 8] = [
    "осужда",
    "критику",
    "поддержива",
    "обвиня",
    "обсужда",
    "отверга",
    "опроверга",
    "приветству",
];

impl Row<'_, '_> {
    /// The party which "который" stands for, and whether it is the subject of its clause.
    fn antecedent(&self, clause: usize) -> Option<(usize, bool)> {
        let range = &self.clauses[clause];
        let relative = (range.start..range.end.min(range.start + 3))
            .find(|at| self.is(*at, Class::Relative))?;
        let before = &self.clauses[clause.checked_sub(1)?];
        let party = before.clone().rev().find(|at| self.is_party(*at))?;
        let governed = relative > range.start && self.is(relative - 1, Class::Preposition);
        let subject = self.ends(relative, &["ый", "ая", "ое", "ые"]) && !governed;
        Some((party, subject))
    }

    /// "Х: …": the person or body whose words a sentence is, and where they begin.
    pub(super) fn heading(&self) -> Option<(usize, usize)> {
        let colon = self
            .tokens
            .iter()
            .take(3)
            .position(|token| token.span.of(self.text) == ":")?;
        let speaker = (0..colon).next_back().filter(|at| self.is_party(*at))?;
        let speaks = self.prepositional && self.standings[speaker].speaks;
        speaks.then(|| (speaker, self.tokens[colon].span.end))
    }

    /// Whether the words before are told: "…, заявили в МИД X".
    pub(super) fn reports_before(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.clauses[hit.clause];
        let opener = (clause.start..hit.cue.start).all(|at| self.tokens[at].kind == Kind::Quote);
        self.prepositional && hit.frame.op == Operator::Report && hit.clause > 0 && opener
    }

    /// Who stands in a slot; whoever speaks, was spoken of before or stands behind a preposition is not told by cases.
    pub(super) fn who_by_case(&self, hit: &Hit<'_>, slot: &Slot) -> Option<Who> {
        let passive = self.is_passive(hit);
        match slot {
            Slot::Subject if self.is_deed_spoken_of(hit) => None,
            Slot::Subject if passive => self.agent(hit),
            // "осуждает агрессию": whoever condemns it is not who commits it
            Slot::Theme if self.is_spoken_of(hit) => None,
            Slot::Theme if passive => self.agent(hit).or_else(|| self.subject_by_case(hit)),
            Slot::Subject | Slot::Theme | Slot::First | Slot::Rest => self.subject_by_case(hit),
            Slot::Object | Slot::Person if passive => self.subject_by_case(hit),
            Slot::Person => self.person_by_case(hit),
            Slot::Object => self.object_by_case(hit, hit.cue.start + 1),
            Slot::Inside => self.object_by_case(hit, hit.cue.start),
            // What stands behind a verb is its object's.
            Slot::Possessor if hit.frame.kind == CueKind::Verb => None,
            Slot::Possessor | Slot::Others => self.owner_by_case(hit),
            _ => None,
        }
    }

    /// The subject of a cue: of its own clause, before or behind it, else of a clause before.
    fn subject_by_case(&self, hit: &Hit<'_>) -> Option<Who> {
        if self.is_first_person(hit) {
            return Some(Who::Voice);
        }
        let (at, clause) = (hit.cue.start, hit.clause);
        if let Some((party, true)) = self.antecedent(clause) {
            return Some(Who::Parties(vec![party]));
        }
        // "решение X приостановить …"
        let infinitive = hit.frame.kind == CueKind::Verb && self.ends(at, &["ть", "ться", "ти"]);
        let decides = at
            .checked_sub(1)
            .filter(|before| infinitive && self.is_party(*before));
        if let Some(decides) = decides.filter(|at| self.is_owner(*at, &self.clauses[clause])) {
            return Some(Who::Parties(vec![decides]));
        }
        let mut owner = None;
        for number in (0..=clause).rev() {
            let range = &self.clauses[number];
            let end = at.min(range.end);
            let mut found = None;
            for here in range.start..end {
                if self.is_speaker(here) {
                    return Some(Who::Voice);
                }
                let acted_upon = number < clause && (range.start..here).any(|at| self.is_verb(at));
                if !self.is_party(here) || acted_upon || self.is_governed(here, range) {
                    continue;
                }
                let obliged =
                    hit.frame.op == Operator::Oblige && self.cases(here).may(Cases::DATIVE);
                if self.may_be_subject(here, range) || (obliged && !self.is_owner(here, range)) {
                    // "Москва, Кремль Президент X прибыл": the nearer of two that are no list
                    let next = here + 1;
                    if next < end
                        && self.may_be_subject(next, range)
                        && self.stands_apart(here, next)
                    {
                        continue;
                    }
                    found = Some(here);
                    break;
                }
                if self.cases(here).may(Cases::GENITIVE) && owner.is_none() {
                    owner = Some(here);
                }
            }
            if number == clause {
                found = self
                    .behind(hit, found)
                    .or(found)
                    .or_else(|| self.place(hit));
            }
            // "…, удары X являются …": what is X's is the subject here
            let theirs = |at: &usize| number == clause && self.is_owned_subject(*at, range);
            if let Some(found) = found.or(owner.filter(theirs)) {
                return Some(Who::Parties(self.list_from(found, range.end)));
            }
            // What was said before another's words began is not theirs, save of who tells what he himself does.
            if number < clause && (range.start..end).any(|here| self.is(here, Class::That)) {
                break;
            }
        }
        let after = || self.subject_after_gerund(hit);
        let owner = owner.map(|at| Who::Parties(self.list_from(at, self.tokens.len())));
        owner.or_else(after)
    }

    /// A subject behind its verb: what can be nothing else, or what is left where another party before it can be none.
    fn behind(&self, hit: &Hit<'_>, before: Option<usize>) -> Option<usize> {
        let range = &self.clauses[hit.clause];
        let joined = |at: usize| {
            let before = &self.tokens[at - 1];
            before.is_any(&[Class::Conjunction, Class::Condition])
                || matches!(before.kind, Kind::Comma | Kind::Party(_))
        };
        let mut behind = hit.cue.start + 1..range.end;
        let found = behind.find(|at| self.may_be_subject(*at, range) && !joined(*at))?;
        let sure = !self.cases(found).may(Cases::ACCUSATIVE);
        let fronted = (range.start..found)
            .any(|at| self.is_party(at) && !self.is_governed(at, range) && Some(at) != before);
        // "С критикой выступила …": the verb of a noun is its own.
        let another_verb = hit.frame.kind == CueKind::Verb
            && (hit.cue.end..found).any(|at| self.is_verb(at) && !self.ends(at, &["ть"]));
        // "Осуждает X действия Y": nobody was spoken of before.
        let plural = self.ends(hit.cue.start, &["ли", "ют", "ут", "ят", "ат"]);
        let first = hit.clause == 0
            && hit.frame.kind != CueKind::Noun
            && !self.is_infinitive(hit.cue.start)
            && found <= hit.cue.end + 1
            && (!plural
                || self.cases(found) == Cases::ANY
                || self.list_from(found, range.end).len() > 1)
            && self.place(hit).is_none();
        match before {
            Some(before) => sure && self.cases(before).may(Cases::ACCUSATIVE) && !another_verb,
            None => sure && !another_verb || fronted || first || hit.frame.op == Operator::Report,
        }
        .then_some(found)
    }

    /// "В Москве осудили …": they who are there.
    fn place(&self, hit: &Hit<'_>) -> Option<usize> {
        let range = &self.clauses[hit.clause];
        let plural = hit
            .cue
            .clone()
            .any(|at| self.is_verb(at) && self.ends(at, &["ли", "ют", "ут", "ят", "ат", "ны"]));
        let is_in = |at: &usize| matches!(self.word(*at).as_str(), "в" | "во" | "на");
        let before = range.start..hit.cue.start.min(range.start + 4);
        // "…, отмечают в МИД X"
        let behind = hit.cue.end..range.end.min(hit.cue.end + 2);
        let reports = hit.frame.op == Operator::Report;
        let preposition = before
            .into_iter()
            .find(is_in)
            .or_else(|| behind.into_iter().find(|at| reports && is_in(at)))?;
        let party =
            (preposition + 1..range.end.min(preposition + 4)).find(|at| self.is_party(*at))?;
        let others = (party + 1..hit.cue.start).any(|at| self.is(at, Class::Official));
        (plural && !others && hit.frame.act != Act::Assault).then_some(party)
    }

    /// "Поддержав X, Y призвал …": the subject stands in the next clause.
    fn subject_after_gerund(&self, hit: &Hit<'_>) -> Option<Who> {
        let next = self.clauses.get(hit.clause + 1)?;
        if !self.ends(
            hit.cue.start,
            &["ив", "ав", "яв", "ев", "ув", "вшись", "ая", "яя", "уя"],
        ) {
            return None;
        }
        let subject = next
            .clone()
            .find(|at| self.is_speaker(*at) || self.may_be_subject(*at, next))?;
        Some(if self.is_speaker(subject) {
            Who::Voice
        } else {
            Who::Parties(self.list_from(subject, next.end))
        })
    }

    /// Where the objects of a cue end: who is asked or promised something stands before what it is, and another verb has its own.
    fn objects_end(&self, hit: &Hit<'_>) -> usize {
        let range = hit.cue.end..self.clauses[hit.clause].end;
        let another = |at: &usize| {
            let adverb = self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is(Class::Adverb));
            let verb = self.is_verb(at + 1 + usize::from(adverb));
            *at > hit.cue.end && self.is(*at, Class::Conjunction) && verb
        };
        let asks = hit.frame.op == Operator::Request || hit.frame.act == Act::Agree;
        let ends = |at: &usize| another(at) || (asks && self.is_infinitive(*at));
        range.clone().find(ends).unwrap_or(range.end)
    }

    /// "атаку на посольство X": what stands with a preposition of its own is no object.
    fn is_aside(&self, hit: &Hit<'_>, at: usize) -> bool {
        let topics = ["на", "против", "о", "об", "для", "от", "у", "к"];
        let near = (hit.cue.end + 1..at).rev();
        let mut near = near.take_while(|at| !self.is_party(*at) && !self.is_verb(*at));
        hit.frame.kind == CueKind::Verb && near.any(|at| topics.contains(&self.word(at).as_str()))
    }

    /// "требует, чтобы X …": whose doing is asked for.
    fn subject_told(&self, hit: &Hit<'_>) -> Option<usize> {
        let next = self.clauses.get(hit.clause + 1)?;
        let asks = matches!(hit.frame.act, Act::Request | Act::Appeal);
        let mut told = next
            .clone()
            .filter(|_| asks && self.is(next.start, Class::That));
        told.find(|at| self.may_be_subject(*at, next))
    }

    /// The object of a cue: behind it, else the antecedent of "которого", else before it.
    fn object_by_case(&self, hit: &Hit<'_>, from: usize) -> Option<Who> {
        let range = &self.clauses[hit.clause];
        let behind = from..self.objects_end(hit);
        // A preposition of the cue itself governs no party behind it.
        let within = |at: usize| {
            if at < hit.cue.end {
                from..range.end
            } else {
                hit.cue.end..range.end
            }
        };
        let subject = match self.subject_by_case(hit) {
            Some(Who::Parties(parties)) => parties,
            _ => Vec::new(),
        };
        let is_object = |at: usize, within: &Range<usize>| {
            self.is_party(at)
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
                self.is(*at, Class::First)
                    && !is_judgement(hit)
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
                        .any(|at| self.is_verb(at) || self.is(at, Class::Conjunction))
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
                (self.is(*at, Class::Official) || self.word(*at) == "стороны")
                    && !self.is_governed(*at, &within(*at))
            })?;
            let is_in = matches!(self.word(place + 1).as_str(), "в" | "на");
            (place + 2..range.end.min(place + 4)).find(|at| is_in && self.is_party(*at))
        };
        let told = || self.subject_told(hit);
        let found = given
            .or_else(direct)
            .or_else(relative)
            .or_else(before)
            .or_else(instrument)
            .or_else(there)
            .or_else(told)?;
        Some(if self.is(found, Class::First) {
            Who::Voice
        } else {
            let mut parties =
                self.list_from(found, self.tokens.len().min(range.end.max(found + 1)));
            parties.retain(|at| !subject.contains(at));
            Who::Parties(parties)
        })
    }

    /// Whether the object is itself meant, and nothing that is of it: "принял министра X", not "принял заявление X".
    fn person_by_case(&self, hit: &Hit<'_>) -> Option<Who> {
        let Some(Who::Parties(mut parties)) = self.object_by_case(hit, hit.cue.end) else {
            return None;
        };
        let range = &self.clauses[hit.clause];
        parties.retain(|at| !self.is_adjective(*at) && !self.is_owner(*at, range));
        (!parties.is_empty()).then_some(Who::Parties(parties))
    }

    pub(super) fn is_infinitive(&self, at: usize) -> bool {
        let endings = [
            "ать",
            "ять",
            "еть",
            "ить",
            "уть",
            "ыть",
            "оть",
            "ться",
            "чься",
            "йти",
            "вести",
            "нести",
            "мочь",
        ];
        self.tokens[at].kind == Kind::Word && self.ends(at, &endings)
    }

    /// Whose the cue noun is: a genitive behind it, or an adjective before it.
    fn owner_by_case(&self, hit: &Hit<'_>) -> Option<Who> {
        let range = &self.clauses[hit.clause];
        let dative = |at: usize| {
            let cases = self.cases(at);
            self.is_party(at) && cases.may(Cases::DATIVE) && !cases.may(Cases::NOMINATIVE)
        };
        let owns = |at: &usize| {
            // "режим Украины": the office is the cue, and its case no matter
            let inner = at
                .checked_sub(1)
                .is_some_and(|before| hit.cue.contains(&before));
            let cases = if inner {
                self.standings[*at].own
            } else {
                self.cases(*at)
            };
            // "помощь США" may be for them, "помощь США Украине" is not
            let given = hit.frame.act == Act::Aid
                && cases.may(Cases::DATIVE)
                && !(*at + 1..range.end.min(*at + 3)).any(dative);
            // "японской стороны"
            // "развитие российско-индийского сотрудничества" is theirs, "нарушение российской границы" is not
            let stands = !self.is_adjective(*at)
                || hit.frame.act == Act::Cooperate
                || self.is(*at + 1, Class::Official)
                || self.word(*at + 1) == "стороны";
            self.is_party(*at) && cases.may(Cases::GENITIVE) && !given && stands
        };
        let between = |at: usize| {
            (hit.cue.end..at).all(|at| !self.is_verb(at) && !self.is(at, Class::Preposition))
        };
        let behind = hit.cue.end..range.end.min(hit.cue.end + 3);
        let behind = behind.clone().find(owns).filter(|at| between(*at));
        let mut before = (range.start..hit.cue.start).rev().take(3);
        let adjective = before.find(|at| self.is_party(*at) && self.is_adjective(*at));
        let ours = (range.start..hit.cue.start)
            .rev()
            .take(2)
            .find(|at| self.is(*at, Class::First));
        let found = behind.or(adjective);
        match (found, ours) {
            // "наш союзник" judges whoever it is
            (None, Some(_)) if !is_judgement(hit) => Some(Who::Voice),
            (found, _) => found.map(|at| Who::Parties(self.list_from(at, range.end))),
        }
    }

    /// Whether the cue is a passive: what is its subject is acted upon.
    fn is_passive(&self, hit: &Hit<'_>) -> bool {
        let participle = |at: usize| {
            let word = self.word(at);
            let reflexive =
                word.ends_with("ся") && TRANSITIVE.iter().any(|stem| word.starts_with(stem));
            let short = [
                "сбит",
                "сбита",
                "сбиты",
                "убит",
                "убита",
                "убиты",
                "закрыт",
                "закрыта",
                "закрыты",
            ];
            self.is_verb(at)
                && (reflexive
                    || short.contains(&word.as_str())
                    || self.ends(at, &["ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны"]))
        };
        hit.frame.kind == CueKind::Verb && hit.cue.clone().any(participle)
    }

    /// The agent of a passive.
    fn agent(&self, hit: &Hit<'_>) -> Option<Who> {
        let range = &self.clauses[hit.clause];
        let is_agent = |at: &usize, sure: bool| {
            let cases = self.cases(*at);
            self.is_party(*at)
                && cases.may(Cases::INSTRUMENTAL)
                && (!sure || !cases.may(Cases::NOMINATIVE) && !cases.may(Cases::GENITIVE))
                && !self.is_governed(*at, range)
                && !self.is_owner(*at, range)
        };
        let behind = hit.cue.end..range.end;
        let sure = behind
            .clone()
            .chain(range.start..hit.cue.start)
            .find(|at| is_agent(at, true));
        let found = sure.or_else(|| behind.clone().find(|at| is_agent(at, false)));
        let found = found.map(|at| Who::Parties(self.list_from(at, range.end)));
        found.or_else(|| self.after("стороны", hit))
    }
}
