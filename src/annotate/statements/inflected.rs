//! Who does what in a language whose cases tell it (Russian): subjects before and behind the verb, objects before it, agents of
//! passives, owners, antecedents, places that stand for those who are there; and what negations, hedges and operators leave of it.

use super::cases::{Cases, of_adjective, of_name, of_office, of_word};
use super::clause::Who;
use super::linear::{Hit, Row};
use super::scene::Scene;
use super::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, MentionForm, Stance};
use crate::lexicon::{Class, CueKind, Lexicon, Operator, Slot};
use crate::text::fold;
use std::ops::Range;

/// How a party stands.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    /// The first token that names the same party.
    same: usize,
    /// A person or a body, no land.
    speaks: bool,
    /// Of its own, whatever it belongs to.
    own: Cases,
    cases: Cases,
    /// An adjective: whose the noun behind it is.
    adjective: bool,
}

/// What a claim, a denial or a request is about.
pub(super) struct Content {
    range: Range<usize>,
    op: Operator,
    pub(super) sources: Vec<Actor>,
    pub(super) targets: Vec<Actor>,
}

/// What becomes of a hit in the content of an operator.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Told {
    /// It is no act.
    Nothing,
    /// The one charged does it, says who charges.
    Charged,
    /// The one asked is doing it, the request presumes.
    Presumed,
    /// Who denies it does not do it.
    Denied,
}

/// How each token stands that names a party; nothing in particular where prepositions and endings say nothing.
pub(super) fn standings(
    scene: &Scene<'_>,
    tokens: &[Token<'_>],
    lexicon: Option<&Lexicon>,
) -> Vec<Standing> {
    let mut standings: Vec<Standing> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let mention = token
            .party()
            .and_then(|at| scene.annotated.mentions.get(at));
        let (Some(mention), Some(lexicon)) = (mention, lexicon) else {
            standings.push(Standing {
                same: at,
                speaks: false,
                own: Cases::ANY,
                cases: Cases::ANY,
                adjective: false,
            });
            continue;
        };
        let text = scene.text();
        let adjective = mention.form == MentionForm::Demonym;
        let name = mention.span.of(text);
        let own = if adjective {
            of_adjective(name)
        } else {
            of_name(name, lexicon)
        };
        let before = (0..at).rev().find(|at| !is_field(tokens, *at, text));
        let office = before.filter(|at| tokens[*at].is(Class::Official));
        let owner = before.filter(|at| tokens[*at].party().is_some());
        let cases = match (office, owner) {
            // "правительством Японии": what it is of tells nothing
            (Some(office), _) if own.may(Cases::GENITIVE) => {
                of_office(tokens[office].span.of(text))
            }
            (_, Some(owner)) if own.only(Cases::GENITIVE) => standings[owner].cases,
            _ => own,
        };
        let same = |token: &Token<'_>| {
            let other = token
                .party()
                .and_then(|at| scene.annotated.mentions.get(at));
            other.is_some_and(|other| other.represents == mention.represents)
        };
        standings.push(Standing {
            same: tokens.iter().position(same).unwrap_or(at),
            speaks: mention.represents.as_ref() != Some(&mention.entity),
            own,
            cases,
            adjective,
        });
    }
    standings
}

/// "иностранных дел", "обороны": what a ministry is for.
fn is_field(tokens: &[Token<'_>], at: usize, text: &str) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Word) else {
        return false;
    };
    let word = fold(token.span.of(text));
    let fields = [
        "дел",
        "обороны",
        "финансов",
        "экономики",
        "торговли",
        "юстиции",
        "энергетики",
    ];
    fields.contains(&word.as_str()) || word == "иностранных" || word == "внутренних"
}

/// Whether the voice judges by it.
pub(super) fn is_judgement(hit: &Hit<'_>) -> bool {
    hit.frame.source.first() == Some(&Slot::Voice)
}

/// Whether somebody takes a stance by it, and does nothing.
pub(super) fn is_attitude(hit: &Hit<'_>) -> bool {
    !is_judgement(hit)
        && hit.frame.op != Operator::Report
        && !super::standing::is_deed(hit.frame.act)
}

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
    fn cases(&self, at: usize) -> Cases {
        self.standings
            .get(at)
            .map_or(Cases::ANY, |standing| standing.cases)
    }

    /// Whether two parties can stand in no one case, so that they are no list.
    pub(super) fn stands_apart(&self, one: usize, other: usize) -> bool {
        let adjective = self.is_adjective(one) || self.is_adjective(other);
        let owned = self.cases(other).may(Cases::GENITIVE);
        let side_by_side = other > one && self.is_party(other - 1);
        let others = side_by_side && self.standings[one].same != self.standings[other].same;
        self.prepositional
            && !adjective
            && !owned
            && (others || !self.cases(one).may(self.cases(other)))
    }

    fn is_adjective(&self, at: usize) -> bool {
        self.standings
            .get(at)
            .is_some_and(|standing| standing.adjective)
    }

    fn word(&self, at: usize) -> String {
        self.tokens
            .get(at)
            .map_or_else(String::new, |token| fold(token.span.of(self.text)))
    }

    fn ends(&self, at: usize, endings: &[&str]) -> bool {
        let word = self.word(at);
        endings.iter().any(|ending| word.ends_with(ending))
    }

    /// Whether a preposition governs the party, over the office and the adjectives before it.
    pub(super) fn is_governed(&self, at: usize, within: &Range<usize>) -> bool {
        let attributes = [
            "ых", "их", "ой", "ей", "ого", "его", "ым", "им", "ому", "ими", "ыми", "ом", "ую",
        ];
        if self.cases(at).only(Cases::NOMINATIVE) {
            return false;
        }
        let pronouns = [
            "этом",
            "этим",
            "том",
            "тем",
            "этого",
            "того",
            "всем",
            "чем",
            "ним",
            "ней",
        ];
        let same = self.standings[at].same;
        let passed = |at: usize| {
            let token = &self.tokens[at];
            if pronouns.contains(&self.word(at).as_str()) {
                return false; // "об этом США заявили"
            }
            (self.is_party(at) && (self.is_adjective(at) || self.standings[at].same == same))
                || token.kind == Kind::Quote
                || token.is_any(&[Class::Adverb, Class::Official])
                || is_field(self.tokens, at, self.text)
                || (token.kind == Kind::Word
                    && !token.is(Class::Preposition)
                    && token.entry.is_none_or(|entry| entry.verb.is_none())
                    && self.ends(at, &attributes))
        };
        // "между X и Y"
        let joined = at >= within.start + 2
            && self.is(at - 1, Class::Conjunction)
            && self.is_party(at - 2)
            && self.cases(at).may(self.cases(at - 2));
        if joined {
            return self.is_governed(at - 2, within);
        }
        let before = (within.start..at).rev().take(5);
        let mut before = before.skip_while(|at| !self.is(*at, Class::Preposition) && passed(*at));
        before
            .next()
            .is_some_and(|at| self.is(at, Class::Preposition))
    }

    /// Whether the party stands in the genitive behind a noun ("действия X").
    fn is_owner(&self, at: usize, within: &Range<usize>) -> bool {
        self.cases(at).may(Cases::GENITIVE)
            && !self.is_adjective(at)
            && (self.belongs(at, within)
                || at.checked_sub(1).is_some_and(|before| {
                    let token = &self.tokens[before];
                    within.contains(&before)
                        && token.kind == Kind::Word
                        && token.entry.is_some_and(|entry| entry.noun)
                }))
    }

    /// Whether a party may be a subject where it stands.
    fn may_be_subject(&self, at: usize, within: &Range<usize>) -> bool {
        self.is_party(at)
            && self.cases(at).may(Cases::NOMINATIVE)
            && !self.is_governed(at, within)
            && !self.is_owner(at, within)
    }

    /// Whether the party owns a noun that may be a subject.
    fn is_owned_subject(&self, at: usize, within: &Range<usize>) -> bool {
        self.is_owner(at, within)
            && at
                .checked_sub(1)
                .is_some_and(|noun| of_word(&self.word(noun)).may(Cases::NOMINATIVE))
    }

    /// "мы", "я", "наша страна": the voice as a subject.
    fn is_speaker(&self, at: usize) -> bool {
        let word = self.word(at);
        match word.as_str() {
            "мы" | "я" => true,
            "наша" | "наше" | "наш" => self.is(at + 1, Class::Official),
            _ => false,
        }
    }

    /// "осуждаем", "призываю": a verb that says that the voice is its subject.
    fn is_first_person(&self, hit: &Hit<'_>) -> bool {
        let mut verbs = hit.cue.clone().filter(|at| self.is_verb(*at));
        hit.frame.kind == CueKind::Verb
            && verbs.next().is_some_and(|at| {
                self.ends(
                    at,
                    &[
                        "аем", "яем", "уем", "юем", "еем", "им", "имся", "емся", "дем", "жем",
                        "аю", "ую", "яю", "уюсь", "аюсь",
                    ],
                )
            })
    }

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

    /// The subject of a cue: of its own clause, before or behind it, else of a clause before.
    pub(super) fn subject_by_case(&self, hit: &Hit<'_>) -> Option<Who> {
        if self.is_first_person(hit) {
            return Some(Who::Voice);
        }
        let (at, clause) = (hit.cue.start, hit.clause);
        if let Some((party, true)) = self.antecedent(clause) {
            return Some(Who::Parties(vec![party]));
        }
        // "решение X приостановить …"
        let infinitive = hit.frame.kind == CueKind::Verb && self.ends(at, &["ть", "ться", "ти"]);
        if let Some(decides) = at
            .checked_sub(1)
            .filter(|before| infinitive && self.is_party(*before))
        {
            if self.is_owner(decides, &self.clauses[clause]) {
                return Some(Who::Parties(vec![decides]));
            }
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

    /// The object of a cue: behind it, else the antecedent of "которого", else before it.
    pub(super) fn object_by_case(&self, hit: &Hit<'_>, from: usize) -> Option<Who> {
        let range = &self.clauses[hit.clause];
        // Who is asked or promised something stands before what it is; another verb has its own objects.
        let another = |at: &usize| {
            let next = at
                + 1
                + usize::from(
                    self.tokens
                        .get(at + 1)
                        .is_some_and(|next| next.is(Class::Adverb)),
                );
            *at > hit.cue.end && self.is(*at, Class::Conjunction) && self.is_verb(next)
        };
        let end = (hit.cue.end..range.end).find(another).unwrap_or(range.end);
        let asked = (hit.frame.op == Operator::Request || hit.frame.act == Act::Agree)
            .then(|| (hit.cue.end..range.end).find(|at| self.is_infinitive(*at)));
        let behind = from..asked.flatten().unwrap_or(end).min(end);
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
        // "атаку на посольство X": no object, save of what is done to it all the same
        let aside = |at: usize| {
            let topics = ["на", "против", "о", "об", "для", "от", "у", "к"];
            let near = (hit.cue.end + 1..at).rev();
            let mut near = near.take_while(|at| !self.is_party(*at) && !self.is_verb(*at));
            hit.frame.kind == CueKind::Verb
                && near.any(|at| topics.contains(&self.word(at).as_str()))
        };
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
        // "требует, чтобы X …"
        let told = || {
            let next = self.clauses.get(hit.clause + 1)?;
            let asks = matches!(hit.frame.act, Act::Request | Act::Appeal);
            let that = asks && self.is(next.start, Class::That);
            next.clone()
                .find(|at| that && self.may_be_subject(*at, next))
        };
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
    pub(super) fn person_by_case(&self, hit: &Hit<'_>) -> Option<Who> {
        let Some(Who::Parties(mut parties)) = self.object_by_case(hit, hit.cue.end) else {
            return None;
        };
        let range = &self.clauses[hit.clause];
        parties.retain(|at| !self.is_adjective(*at) && !self.is_owner(*at, range));
        (!parties.is_empty()).then_some(Who::Parties(parties))
    }

    fn is_infinitive(&self, at: usize) -> bool {
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
    pub(super) fn owner_by_case(&self, hit: &Hit<'_>) -> Option<Who> {
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
            let stands = !self.is_adjective(*at)
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
    pub(super) fn is_passive(&self, hit: &Hit<'_>) -> bool {
        let participle = |at: usize| {
            let word = self.word(at);
            let reflexive =
                word.ends_with("ся") && TRANSITIVE.iter().any(|stem| word.starts_with(stem));
            self.is_verb(at)
                && (reflexive
                    || self.ends(at, &["ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны"]))
        };
        hit.frame.kind == CueKind::Verb && hit.cue.clone().any(participle)
    }

    /// The agent of a passive.
    pub(super) fn agent(&self, hit: &Hit<'_>) -> Option<Who> {
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

    /// Whether a negation stands before the cue that another does not undo ("не могли не").
    pub(super) fn is_negated(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.clauses[hit.clause];
        // "не выразил обеспокоенности", but "не скрывает обеспокоенности"
        let light = |at: usize| {
            hit.frame.kind == CueKind::Noun
                && at + 1 == hit.cue.start
                && !super::standing::is_deed(hit.frame.act)
                && !self.word(at).starts_with("скры")
                && self.ends(at, &["л", "ла", "ло", "ли", "ет", "ют"])
        };
        let passed = |at: usize| {
            let small = [
                Class::Preposition,
                Class::Adverb,
                Class::Official,
                Class::Modal,
                Class::Intensifier,
                Class::Willing,
            ];
            self.is_party(at) || self.tokens[at].is_any(&small) || light(at)
        };
        let mut before = (clause.start..hit.cue.start).rev().take(6);
        let nearest = before.find(|at| self.is(*at, Class::Negation) || !passed(*at));
        let Some(nearest) = nearest.filter(|at| self.is(*at, Class::Negation)) else {
            return false;
        };
        let modal = nearest.checked_sub(1).filter(|at| clause.contains(at));
        let undone = modal.is_some_and(|at| {
            let word = self.word(at);
            word == "нельзя"
                || word == "невозможно"
                || (self.is(at, Class::Modal)
                    && at > clause.start
                    && self.is(at - 1, Class::Negation))
        });
        !undone
    }

    /// Whether somebody refuses or ends what the cue says: "отказался поддержать", "прекратил помощь".
    pub(super) fn is_refused(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.clauses[hit.clause];
        let mut before = (clause.start..hit.cue.start).rev().take(4);
        let ended = before.find(|at| self.is(*at, Class::Refuse));
        ended.is_some_and(|at| {
            !(clause.start..at)
                .rev()
                .take(2)
                .any(|at| self.is(at, Class::Negation))
                && !(at + 1..hit.cue.start).any(|at| self.is(at, Class::Conjunction))
        })
    }

    /// Whether who acts is only going to: "намерен ввести", "готов поддержать".
    pub(super) fn is_willed(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.clauses[hit.clause];
        let mut before = (clause.start..hit.cue.start).rev().take(4);
        before.any(|at| self.is(at, Class::Willing))
    }

    /// Whether it is held to be only so called: "так называемая помощь", "якобы поставлял".
    pub(super) fn is_so_called(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.clauses[hit.clause];
        let mut before = (clause.start..hit.cue.start).rev().take(3);
        before.any(|at| self.is(at, Class::Downtoner))
    }

    /// Whether the cue is a noun that an attitude before it is about, or what something is from or against.
    pub(super) fn is_spoken_of(&self, hit: &Hit<'_>) -> bool {
        let start = self.clauses[hit.clause].start;
        let mut before = (start..hit.cue.start).rev().take(2);
        let against = [
            "от",
            "против",
            "из-за",
            "без",
            "после",
            "перед",
            "под",
            "из",
            "о",
            "об",
        ];
        is_judgement(hit)
            && hit.frame.kind == CueKind::Noun
            && (before.any(|at| against.contains(&self.word(at).as_str()))
                || self.has_attitude_before(hit))
    }

    /// Whether the cue is a noun for a deed that an attitude before it is about: its doer is not who has the attitude.
    pub(super) fn is_deed_spoken_of(&self, hit: &Hit<'_>) -> bool {
        hit.frame.kind == CueKind::Noun
            && super::standing::is_deed(hit.frame.act)
            && self.has_attitude_before(hit)
    }

    fn has_attitude_before(&self, hit: &Hit<'_>) -> bool {
        let mut attitudes = self.attitudes.iter();
        attitudes.any(|(clause, start, _)| *clause == hit.clause && *start < hit.cue.start)
    }

    /// Whether a preposition that is a cue is none: "X против Y", but not "санкции против Y".
    pub(super) fn is_mere_preposition(&self, hit: &Hit<'_>) -> bool {
        let range = &self.clauses[hit.clause];
        let small = [Class::Adverb, Class::Negation, Class::Intensifier];
        let mut before = (range.start..hit.cue.start)
            .rev()
            .skip_while(|at| self.tokens[*at].is_any(&small));
        let predicate = before
            .next()
            .is_some_and(|at| self.is_speaker(at) || self.may_be_subject(at, range));
        hit.cue.len() == 1 && self.is(hit.cue.start, Class::Preposition) && !predicate
    }

    /// Whether it is a refusal to blame: "отказался осудить".
    pub(super) fn is_refusal_to_blame(&self, hit: &Hit<'_>) -> bool {
        let mut attitudes = self.attitudes.iter();
        let near = hit.cue.end..hit.cue.end + 4;
        self.is(hit.cue.start, Class::Refuse)
            && attitudes.any(|(clause, start, critical)| {
                *clause == hit.clause && *critical && near.contains(start)
            })
    }

    /// Whether what is rejected is a charge that stands before its verb: "Обвинения X отверг Y".
    pub(super) fn rejects_charge(&self, hit: &Hit<'_>) -> bool {
        let before = self.clauses[hit.clause].start..hit.cue.start;
        let mut charges = before.filter(|at| self.is(*at, Class::Claim));
        hit.frame.act == Act::Reject
            && charges.any(|at| (at + 1..hit.cue.start).take(3).any(|at| self.is_party(at)))
    }

    /// Whether nobody does what is only so called, and whether a meeting is what somebody has a stance on.
    pub(super) fn is_no_deed(&self, hit: &Hit<'_>, stance: Stance) -> bool {
        if self.is_refusal_to_blame(hit) {
            return true;
        }
        let meeting = matches!(hit.frame.act, Act::Consult | Act::Request)
            && hit.frame.kind == CueKind::Noun
            && self.has_attitude_before(hit);
        (stance == Stance::Supportive && self.is_so_called(hit)) || meeting
    }

    /// Whether what is denied is a charge.
    pub(super) fn is_charge(&self, hit: &Hit<'_>) -> bool {
        let end = self.clauses[hit.clause].end.min(hit.cue.end + 2);
        (hit.cue.start..end).any(|at| self.is(at, Class::Claim))
    }

    /// Whether it is only supposed, not ruled out or asked.
    pub(super) fn is_supposed(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.clauses[hit.clause];
        let open = |at: usize| {
            self.is(at, Class::Condition)
                || self.is(at, Class::Control) && at > 0 && self.is(at - 1, Class::Negation)
        };
        let supposed = |range: Range<usize>| range.into_iter().any(open);
        let told = hit.clause.checked_sub(1).is_some_and(|before| {
            let that = clause.clone().take(2).any(|at| self.is(at, Class::That));
            that && supposed(self.clauses[before].clone())
        });
        let behind = hit.cue.end..clause.end.min(hit.cue.end + 1);
        let inside = hit.cue.start + 1..hit.cue.end;
        let particle = behind
            .chain(inside)
            .any(|at| matches!(self.word(at).as_str(), "бы" | "ли"));
        // "могут ввести", but "не может не осудить" and "не может поддержать"
        let could = (clause.start..hit.cue.start).rev().take(3).any(|at| {
            self.is(at, Class::Modal) && !(at > clause.start && self.is(at - 1, Class::Negation))
        });
        let question = self.asks && !self.presumes;
        supposed(clause.start..hit.cue.start) || told || particle || could || question
    }

    /// The content that an operator opens.
    pub(super) fn content(
        &self,
        hit: &Hit<'_>,
        sources: Vec<Actor>,
        targets: Vec<Actor>,
    ) -> Option<Content> {
        if !matches!(
            hit.frame.op,
            Operator::Claim | Operator::Deny | Operator::Request
        ) || (hit.frame.op == Operator::Claim && targets.is_empty())
        {
            return None;
        }
        let more = self.clauses.iter().skip(hit.clause + 1);
        let told =
            more.take_while(|clause| (*clause).clone().take(2).any(|at| self.is(at, Class::That)));
        let end = told.last().unwrap_or(&self.clauses[hit.clause]).end;
        Some(Content {
            range: hit.cue.end..end,
            op: hit.frame.op,
            sources,
            targets,
        })
    }

    /// What becomes of a hit that stands in the content of an operator before it; `None` where it does not.
    pub(super) fn told(&self, hit: &Hit<'_>, content: &Content) -> Option<Told> {
        let finite = hit.frame.kind == CueKind::Verb
            && self.ends(
                hit.cue.start,
                &[
                    "л", "ла", "ло", "ли", "ает", "ают", "яет", "яют", "ует", "уют", "ит", "ят",
                ],
            );
        let own = content.range.start >= self.clauses[hit.clause].start;
        if !content.range.contains(&hit.cue.start) || (own && finite) {
            return None;
        }
        let judged = hit.frame.source.first() == Some(&Slot::Voice);
        // Asked to end it: so it is being done.
        let presumed = (content.range.start..hit.cue.start).any(|at| self.is(at, Class::Stop));
        Some(match content.op {
            Operator::Request
                if presumed
                    && !judged
                    && hit.frame.op == Operator::Assert
                    && !content.targets.is_empty() =>
            {
                Told::Presumed
            }
            Operator::Request => Told::Nothing,
            _ if judged || hit.frame.op != Operator::Assert => return None,
            Operator::Claim
                if hit.frame.stance == Stance::Critical
                    && !super::standing::is_deed(hit.frame.act) =>
            {
                return None;
            }
            Operator::Claim => Told::Charged,
            _ => Told::Denied,
        })
    }
}
