//! How words stand in a language whose cases tell it (Russian): the cases of its parties, what governs them, whose they are.

use super::super::Hit;
use super::Inflected;
use super::cases::{Cases, of_adjective, of_name, of_office, of_word};
use crate::annotate::statements::scene::Scene;
use crate::annotate::statements::standing::is_deed;
use crate::annotate::statements::tokens::{Kind, Token};
use crate::briefing::{Act, MentionForm};
use crate::lexicon::{Class, CueKind, Lexicon, Operator};
use crate::text::fold;
use std::ops::Range;

/// How a party stands.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    /// The first token that names the same party.
    same: usize,
    /// A person or a body, no land.
    pub(super) speaks: bool,
    /// Of its own, whatever it belongs to.
    pub(super) own: Cases,
    cases: Cases,
    /// An adjective: whose the noun behind it is.
    adjective: bool,
}

/// How each token stands that names a party; nothing in particular where prepositions and endings say nothing.
pub(super) fn standings(
    scene: &Scene<'_>,
    tokens: &[Token<'_>],
    lexicon: &Lexicon,
) -> Vec<Standing> {
    let mut standings: Vec<Standing> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let mention = token
            .party()
            .and_then(|at| scene.annotated.mentions.get(at));
        let Some(mention) = mention else {
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

/// Whether somebody takes a stance by it, and does nothing.
pub(super) fn is_attitude(hit: &Hit<'_>) -> bool {
    let act = hit.frame.act;
    let words = !is_deed(act) || matches!(act, Act::Support | Act::Empathise);
    words && !hit.is_judgement() && hit.frame.op != Operator::Report
}

impl Inflected<'_, '_> {
    pub(super) fn cases(&self, at: usize) -> Cases {
        self.standings
            .get(at)
            .map_or(Cases::ANY, |standing| standing.cases)
    }

    /// Whether two parties can stand in no one case, so that they are no list.
    pub(super) fn stands_apart(&self, one: usize, other: usize) -> bool {
        let adjective = self.is_adjective(one) || self.is_adjective(other);
        let owned = self.cases(other).may(Cases::GENITIVE);
        let side_by_side = other > one && self.row.is_party(other - 1);
        let others = side_by_side && self.standings[one].same != self.standings[other].same;
        !adjective && !owned && (others || !self.cases(one).may(self.cases(other)))
    }

    pub(super) fn is_adjective(&self, at: usize) -> bool {
        self.standings
            .get(at)
            .is_some_and(|standing| standing.adjective)
    }

    pub(super) fn word(&self, at: usize) -> String {
        self.row
            .tokens
            .get(at)
            .map_or_else(String::new, |token| fold(token.span.of(self.row.text)))
    }

    pub(super) fn ends(&self, at: usize, endings: &[&str]) -> bool {
        let word = self.word(at);
        endings.iter().any(|ending| word.ends_with(ending))
    }

    /// Whether it is a verb; adverbs and negations that open a cue are none.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        let small = [Class::Adverb, Class::Intensifier, Class::Negation];
        self.row.is_verb(at) && !self.row.tokens[at].is_any(&small)
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
        self.row.tokens[at].kind == Kind::Word && self.ends(at, &endings)
    }

    /// The parties that stand together from `at` on: "США и Израиль".
    pub(super) fn list(&self, at: usize, end: usize) -> Vec<usize> {
        let apart = |next: usize| self.row.is_party(next) && self.stands_apart(at, next);
        self.row.list(at, end, apart)
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
            let token = &self.row.tokens[at];
            if pronouns.contains(&self.word(at).as_str()) {
                return false; // "об этом США заявили"
            }
            (self.row.is_party(at) && (self.is_adjective(at) || self.standings[at].same == same))
                || token.kind == Kind::Quote
                || token.is_any(&[Class::Adverb, Class::Official])
                || is_field(self.row.tokens, at, self.row.text)
                || (token.kind == Kind::Word
                    && !token.is(Class::Preposition)
                    && token.entry.is_none_or(|entry| entry.verb.is_none())
                    && self.ends(at, &attributes))
        };
        // "между X и Y"
        let joined = at >= within.start + 2
            && self.row.is(at - 1, Class::Conjunction)
            && self.row.is_party(at - 2)
            && self.cases(at).may(self.cases(at - 2));
        if joined {
            return self.is_governed(at - 2, within);
        }
        let before = (within.start..at).rev().take(5);
        let mut before =
            before.skip_while(|at| !self.row.is(*at, Class::Preposition) && passed(*at));
        before
            .next()
            .is_some_and(|at| self.row.is(at, Class::Preposition))
    }

    /// Whether the party stands in the genitive behind a noun ("действия X").
    pub(super) fn is_owner(&self, at: usize, within: &Range<usize>) -> bool {
        self.cases(at).may(Cases::GENITIVE)
            && !self.is_adjective(at)
            && (self.belongs(at, within)
                || at.checked_sub(1).is_some_and(|before| {
                    let token = &self.row.tokens[before];
                    within.contains(&before)
                        && token.kind == Kind::Word
                        && token.entry.is_some_and(|entry| entry.noun)
                }))
    }

    /// Whether the party stands right behind a word that is not known, and no adjective: most such words are nouns.
    fn belongs(&self, at: usize, clause: &Range<usize>) -> bool {
        let adjective = ["ый", "ий", "ая", "яя", "ое", "ые", "ой", "ого"];
        let before = at.checked_sub(1).filter(|before| clause.contains(before));
        before.is_some_and(|before| {
            let token = &self.row.tokens[before];
            token.kind == Kind::Word && token.entry.is_none() && !self.ends(before, &adjective)
        })
    }

    /// Whether a party may be a subject where it stands.
    pub(super) fn may_be_subject(&self, at: usize, within: &Range<usize>) -> bool {
        self.row.is_party(at)
            && self.cases(at).may(Cases::NOMINATIVE)
            && !self.is_governed(at, within)
            && !self.is_owner(at, within)
    }

    /// Whether the party owns a noun that may be a subject.
    pub(super) fn is_owned_subject(&self, at: usize, within: &Range<usize>) -> bool {
        self.is_owner(at, within)
            && at
                .checked_sub(1)
                .is_some_and(|noun| of_word(&self.word(noun)).may(Cases::NOMINATIVE))
    }

    /// "мы", "я", "наша страна": the voice as a subject.
    pub(super) fn is_speaker(&self, at: usize) -> bool {
        let word = self.word(at);
        match word.as_str() {
            "мы" | "я" => true,
            "наша" | "наше" | "наш" => self.row.is(at + 1, Class::Official),
            _ => false,
        }
    }

    /// "осуждаем", "призываю": a verb that says that the voice is its subject.
    pub(super) fn is_first_person(&self, hit: &Hit<'_>) -> bool {
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
}
