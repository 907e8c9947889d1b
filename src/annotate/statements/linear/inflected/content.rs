//! What negations, refusals, hedges and operators leave of an act, in a language read from left to right whose words tell them
//! apart (Russian).

use super::super::Hit;
use super::Inflected;
use crate::annotate::statements::standing::is_deed;
use crate::briefing::{Act, Actor, Stance};
use crate::lexicon::{Class, CueKind, Operator};
use std::ops::Range;

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

/// What is left of an act.
pub(super) enum Left {
    Nothing,
    /// It turns into another.
    Turned(Act, Stance),
    Whole,
}

impl Inflected<'_, '_> {
    /// What refusing it or only being about to do it leaves of an act.
    pub(super) fn left(&self, hit: &Hit<'_>) -> Left {
        if self.is_refused(hit) {
            return match hit.frame.stance {
                Stance::Supportive => Left::Turned(Act::Reject, Stance::Critical),
                _ => Left::Nothing,
            };
        }
        match hit.frame.act {
            _ if !self.is_willed(hit) => Left::Whole,
            Act::Aid | Act::Cooperate | Act::Retreat => Left::Turned(Act::Agree, hit.frame.stance),
            Act::Sanction | Act::Assault | Act::Coerce | Act::Mobilize => {
                Left::Turned(Act::Threaten, Stance::Critical)
            }
            _ => Left::Whole,
        }
    }

    /// Whether a negation stands before the cue that another does not undo ("не могли не").
    pub(super) fn is_negated(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.row.clauses[hit.clause];
        // "не выразил обеспокоенности", but "не скрывает обеспокоенности"
        let light = |at: usize| {
            hit.frame.kind == CueKind::Noun
                && at + 1 == hit.cue.start
                && !is_deed(hit.frame.act)
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
            self.row.is_party(at) || self.row.tokens[at].is_any(&small) || light(at)
        };
        let mut before = (clause.start..hit.cue.start).rev().take(6);
        let nearest = before.find(|at| self.row.is(*at, Class::Negation) || !passed(*at));
        let Some(nearest) = nearest.filter(|at| self.row.is(*at, Class::Negation)) else {
            return false;
        };
        let modal = nearest.checked_sub(1).filter(|at| clause.contains(at));
        let undone = modal.is_some_and(|at| {
            let word = self.word(at);
            word == "нельзя"
                || word == "невозможно"
                || (self.row.is(at, Class::Modal)
                    && at > clause.start
                    && self.row.is(at - 1, Class::Negation))
        });
        !undone
    }

    /// Whether somebody refuses or ends what the cue says: "отказался поддержать", "прекратил помощь".
    pub(super) fn is_refused(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.row.clauses[hit.clause];
        let mut before = (clause.start..hit.cue.start).rev().take(4);
        let ended = before.find(|at| self.row.is(*at, Class::Refuse));
        ended.is_some_and(|at| {
            !(clause.start..at)
                .rev()
                .take(2)
                .any(|at| self.row.is(at, Class::Negation))
                && !(at + 1..hit.cue.start).any(|at| self.row.is(at, Class::Conjunction))
        })
    }

    /// Whether who acts is only going to: "намерен ввести", "готов поддержать".
    pub(super) fn is_willed(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.row.clauses[hit.clause];
        let mut before = (clause.start..hit.cue.start).rev().take(4);
        before.any(|at| self.row.is(at, Class::Willing))
    }

    /// Whether it is held to be only so called: "так называемая помощь", "якобы поставлял".
    pub(super) fn is_so_called(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.row.clauses[hit.clause];
        let mut before = (clause.start..hit.cue.start).rev().take(3);
        before.any(|at| self.row.is(at, Class::Downtoner))
    }

    /// Whether the cue is a noun that an attitude before it is about, or what something is from or against.
    pub(super) fn is_spoken_of(&self, hit: &Hit<'_>) -> bool {
        let start = self.row.clauses[hit.clause].start;
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
        hit.is_judgement()
            && hit.frame.kind == CueKind::Noun
            && (before.any(|at| against.contains(&self.word(at).as_str()))
                || self.has_attitude_before(hit))
    }

    /// Whether the cue is a noun for a deed that an attitude before it is about: its doer is not who has the attitude.
    pub(super) fn is_deed_spoken_of(&self, hit: &Hit<'_>) -> bool {
        hit.frame.kind == CueKind::Noun && is_deed(hit.frame.act) && self.has_attitude_before(hit)
    }

    fn has_attitude_before(&self, hit: &Hit<'_>) -> bool {
        let mut attitudes = self.attitudes.iter();
        attitudes.any(|(clause, start, _)| *clause == hit.clause && *start < hit.cue.start)
    }

    /// Whether a preposition that is a cue is none: "X против Y", but not "санкции против Y".
    pub(super) fn is_mere_preposition(&self, hit: &Hit<'_>) -> bool {
        let range = &self.row.clauses[hit.clause];
        let small = [Class::Adverb, Class::Negation, Class::Intensifier];
        let mut before = (range.start..hit.cue.start)
            .rev()
            .skip_while(|at| self.row.tokens[*at].is_any(&small));
        let predicate = before
            .next()
            .is_some_and(|at| self.is_speaker(at) || self.may_be_subject(at, range));
        hit.cue.len() == 1 && self.row.is(hit.cue.start, Class::Preposition) && !predicate
    }

    /// Whether it is a refusal to blame: "отказался осудить".
    pub(super) fn is_refusal_to_blame(&self, hit: &Hit<'_>) -> bool {
        let mut attitudes = self.attitudes.iter();
        let near = hit.cue.end..hit.cue.end + 4;
        self.row.is(hit.cue.start, Class::Refuse)
            && attitudes.any(|(clause, start, critical)| {
                *clause == hit.clause && *critical && near.contains(start)
            })
    }

    /// Whether what is rejected is a charge that stands before its verb: "Обвинения X отверг Y".
    pub(super) fn rejects_charge(&self, hit: &Hit<'_>) -> bool {
        let before = self.row.clauses[hit.clause].start..hit.cue.start;
        let mut charges = before.filter(|at| self.row.is(*at, Class::Claim));
        hit.frame.act == Act::Reject
            && charges.any(|at| {
                (at + 1..hit.cue.start)
                    .take(3)
                    .any(|at| self.row.is_party(at))
            })
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
        let end = self.row.clauses[hit.clause].end.min(hit.cue.end + 2);
        (hit.cue.start..end).any(|at| self.row.is(at, Class::Claim))
    }

    /// Whether it is only supposed, not ruled out or asked.
    pub(super) fn is_supposed(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.row.clauses[hit.clause];
        let open = |at: usize| {
            self.row.is(at, Class::Condition)
                || self.row.is(at, Class::Control) && at > 0 && self.row.is(at - 1, Class::Negation)
        };
        let supposed = |range: Range<usize>| range.into_iter().any(open);
        let told = hit.clause.checked_sub(1).is_some_and(|before| {
            let that = clause
                .clone()
                .take(2)
                .any(|at| self.row.is(at, Class::That));
            that && supposed(self.row.clauses[before].clone())
        });
        let behind = hit.cue.end..clause.end.min(hit.cue.end + 1);
        let inside = hit.cue.start + 1..hit.cue.end;
        let particle = behind
            .chain(inside)
            .any(|at| matches!(self.word(at).as_str(), "бы" | "ли"));
        // "могут ввести", but "не может не осудить" and "не может поддержать"
        let could = (clause.start..hit.cue.start).rev().take(3).any(|at| {
            self.row.is(at, Class::Modal)
                && !(at > clause.start && self.row.is(at - 1, Class::Negation))
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
        let more = self.row.clauses.iter().skip(hit.clause + 1);
        let told = more.take_while(|clause| {
            (*clause)
                .clone()
                .take(2)
                .any(|at| self.row.is(at, Class::That))
        });
        let end = told.last().unwrap_or(&self.row.clauses[hit.clause]).end;
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
        let own = content.range.start >= self.row.clauses[hit.clause].start;
        if !content.range.contains(&hit.cue.start) || (own && finite) {
            return None;
        }
        let judged = hit.is_judgement();
        // Asked to end it: so it is being done.
        let presumed = (content.range.start..hit.cue.start).any(|at| self.row.is(at, Class::Stop));
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
            Operator::Claim if hit.frame.stance == Stance::Critical && !is_deed(hit.frame.act) => {
                return None;
            }
            Operator::Claim => Told::Charged,
            _ => Told::Denied,
        })
    }
}
