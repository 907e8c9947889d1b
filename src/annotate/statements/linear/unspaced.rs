//! What languages need whose words are not parted: most words are unknown there, and gaps between the known ones tell where a list
//! or a noun phrase ends; who does what in the passive, and in the words of another.

use super::{Hit, Row};
use crate::annotate::statements::clause::Who;
use crate::annotate::statements::scene::Scene;
use crate::annotate::statements::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Status};
use crate::lexicon::{Class, CueKind, Frame, Operator, Slot};
use crate::text::{Span, simplify};

/// What may stand between the parties of a list where words are not parted.
pub(super) const LISTED: [&str; 10] = [
    "", "一些", "部分", "个别", "少数", "其他", "等", "等国", "方面", "各",
];
/// What ends the stretch that a preposition opens: "在记者会上".
pub(super) const CLOSING: [char; 10] = ['上', '中', '时', '后', '下', '前', '间', '里', '内', '来'];
/// Prepositions that part no object from its verb.
pub(super) const LOOSE: [&str; 3] = ["有关", "涉及", "由"];

/// What becomes of an act that another's words hold: who does it where that is told between them, and how it stands.
#[derive(Clone, Copy)]
pub(super) struct Within<'h, 'a> {
    pub(super) outer: &'h Hit<'a>,
    doer: Option<usize>,
    pub(super) status: Option<Status>,
}

/// Whether a space stands in this stretch of the text, between characters that are not Latin.
pub(super) fn spaced(text: &str, start: usize, end: usize) -> bool {
    let stretch = text.get(start..end).unwrap_or_default();
    let wide = |character: Option<char>| character.is_some_and(|character| !character.is_ascii());
    stretch.char_indices().any(|(at, character)| {
        let at = start + at;
        matches!(character, ' ' | '\u{3000}')
            && wide(text.get(..at).and_then(|before| before.chars().next_back()))
            && wide(
                text.get(at..)
                    .and_then(|after| after.trim_start().chars().next()),
            )
    })
}

/// Whether the sentence is a question with 吗, to be answered by yes or no.
pub(super) fn asks(text: &str, tokens: &[Token<'_>]) -> bool {
    let mark = |token: &&Token<'_>| matches!(token.kind, Kind::Break | Kind::Quote);
    let ends = tokens.iter().rev().take_while(mark);
    ends.last()
        .and_then(|first| text.get(..first.span.start))
        .is_some_and(|before| before.ends_with(['吗', '嗎', '么', '麼']))
}

/// Whether a frame tells of a hostile deed, or calls something one.
pub(super) fn is_deed(frame: &Frame) -> bool {
    let called = frame.source.first() == Some(&Slot::Voice) && frame.stance == Stance::Critical;
    called
        || matches!(
            frame.act,
            Act::Assault | Act::Sanction | Act::Coerce | Act::Mobilize
        )
}

/// Whether a promise or threat only says how to take the act that follows.
pub(super) fn is_bare(hit: &Hit<'_>, later: &[Hit<'_>]) -> bool {
    let mut later = later
        .iter()
        .filter(|next| next.clause == hit.clause && next.cue.start >= hit.cue.end);
    hit.frame.op == Operator::Commit && later.any(|next| next.frame.op == Operator::Assert)
}

impl Row<'_, '_> {
    /// What stands before the token and is no word of the table: where words are not parted, most words.
    pub(super) fn gap(&self, at: usize) -> &str {
        let before = at.checked_sub(1).filter(|_| !self.prepositional);
        let start = before.map_or(self.tokens[at].span.start, |before| {
            self.tokens[before].span.end
        });
        self.text
            .get(start..self.tokens[at].span.start)
            .unwrap_or_default()
    }

    /// Whether the party is the name of what is described before it: "巴勒斯坦伊斯兰抵抗运动（哈马斯）", "也门胡塞武装"; but 俄乌
    /// are two.
    pub(super) fn is_named(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let whole = |at: usize| self.is_party(at) && self.tokens[at].span.len() > '中'.len_utf8();
        let adjoins = gap.is_empty() && !self.prepositional && whole(at) && whole(at - 1);
        adjoins || (gap.ends_with(['（', '(']) && (3..=10).contains(&gap.chars().count()))
    }

    /// Whether a list of parties that holds the token before goes on with this one.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let gap = simplify(self.gap(at));
        let short = gap.chars().count() <= 4 && !gap.contains(['的', '驻']);
        let joins = self.is(at - 1, Class::Conjunction)
            || self.is(at, Class::Conjunction)
            || self.tokens[at - 1].kind == Kind::Comma;
        // "巴勒斯坦伊斯兰抵抗运动（哈马斯）": the name of what is described.
        let named = gap.ends_with(['（', '(']) && gap.chars().count() <= 10;
        named || LISTED.contains(&&*gap) || (short && (joins || self.is(at, Class::Official)))
    }

    /// Whether what bears a party's name is not it: 乌克兰危机, 美制导弹, 涉疆议题.
    pub(super) fn is_matter(&self, at: usize) -> bool {
        if self.prepositional {
            return false;
        }
        let end = self.tokens.len();
        let adjoins = |next: &usize| self.is_party(*next) && self.gap(*next).is_empty();
        let next = (at + 1..end).find(|next| !adjoins(next)).unwrap_or(end);
        let span = self.tokens[at].span;
        let behind = simplify(
            self.text
                .get(span.end..)
                .unwrap_or_default()
                .get(..6)
                .unwrap_or_default(),
        )
        .into_owned();
        let made = behind.starts_with('制')
            && !["制裁", "制定", "制造", "制止", "制约", "制订"].contains(&&*behind);
        let made = made || span.of(self.text).ends_with(['制', '製']);
        let about = span.of(self.text).starts_with('涉') || self.gap(at).ends_with('涉');
        made || about || (self.is(next, Class::Impersonal) && self.gap(next).is_empty())
    }

    /// Whom a clause before is about: "针对美方加征关税，…".
    pub(super) fn topic(&self, hit: &Hit<'_>) -> Option<Who> {
        let before = self.clauses.get(hit.clause.checked_sub(1)?)?;
        let opens = self.is_one_of(before.start, &["对", "对于", "针对", "就", "关于", "鉴于"]);
        let mut near = before.start + 1..before.end.min(before.start + 5);
        let party = near.find(|at| opens && self.is_party(*at) && !self.is_matter(*at))?;
        Some(Who::Parties(self.list_from(party, before.end)))
    }

    /// The sign of the passive that the cue stands behind: "X被Y袭击", "X受到Y的谴责".
    pub(super) fn passive(&self, hit: &Hit<'_>) -> Option<usize> {
        let before = (self.clauses[hit.clause].start..hit.cue.start).rev();
        let mut before = before.take_while(|at| !self.is_verb(*at));
        before.find(|at| self.is(*at, Class::Passive))
    }

    /// Who acts and upon whom where that is not as the frame says: in the passive, and in another's words.
    pub(super) fn turn(
        &self,
        scene: &Scene<'_>,
        hit: &Hit<'_>,
        within: Option<Within<'_, '_>>,
        sources: &mut Vec<Actor>,
        targets: &mut Vec<Actor>,
    ) {
        let position = self.start(hit);
        let actors = |who: &Who| scene.actors(who, self.tokens, position);
        let by_voice = hit.frame.source.first() == Some(&Slot::Voice);
        if let Some(marker) = self.passive(hit) {
            let agent = (marker + 1..hit.cue.start).find(|at| self.is_party(*at));
            let agents = agent.map(|at| Who::Parties(self.list_from(at, hit.cue.start)));
            let agents = agents.as_ref().map_or_else(Vec::new, actors);
            if by_voice {
                *targets = agents;
            } else {
                let patient = self.subject(marker, hit.clause);
                *targets = patient.as_ref().map_or_else(Vec::new, actors);
                *sources = agents;
            }
            return;
        }
        let Some(within) = within else {
            return;
        };
        if let Some(doer) = within.doer {
            let doers = actors(&Who::Parties(self.list_from(doer, hit.cue.start)));
            if by_voice {
                *targets = doers;
            } else {
                *sources = doers;
            }
        }
        // "驳斥美国的指责": who denies it is charged.
        let denied = within.outer.frame.op == Operator::Deny && hit.frame.op == Operator::Claim;
        if denied && targets.is_empty() {
            *targets = self.fill(scene, within.outer, &within.outer.frame.source);
        }
    }

    /// Whether the cue is a noun there: "美国的要求".
    pub(super) fn is_nominal(&self, hit: &Hit<'_>) -> bool {
        self.gap(hit.cue.start).ends_with('的')
    }

    /// Whether the cue is part of what somebody judges: "对以色列的轰炸表示震惊", "对中国支持俄罗斯表示担忧".
    pub(super) fn is_told_elsewhere(&self, hit: &Hit<'_>, later: &[Hit<'_>]) -> bool {
        let end = self.tokens[hit.cue.end - 1].span.end;
        let rest: String = self
            .text
            .get(end..)
            .unwrap_or_default()
            .chars()
            .take(4)
            .collect();
        let rest = simplify(&rest);
        // "对于乌方感到遗憾的说法": the words are theirs; "在美国的支持下", "在威胁下": how something else is done.
        let quoted = ["的说法", "的传言", "的传闻", "的报道", "之下"];
        let next = rest.chars().nth(1);
        let under =
            rest.starts_with('下') && !next.is_some_and(|next| "周月属令一次午".contains(next));
        if under || quoted.iter().any(|words| rest.starts_with(words)) {
            return true;
        }
        let nominal = self.is_nominal(hit);
        if nominal && hit.frame.op == Operator::Request {
            return true;
        }
        let range = &self.clauses[hit.clause];
        // "美方无视中方反对": it is told of who does not heed it.
        let mut before = (range.start..hit.cue.start).rev();
        let heeded = before
            .by_ref()
            .take_while(|at| self.is_party(*at) || self.is(*at, Class::Adverb))
            .count();
        let unheeded = (hit.cue.start - heeded)
            .checked_sub(1)
            .filter(|_| heeded > 0);
        if unheeded.is_some_and(|at| self.is_one_of(at, &["不顾", "无视", "罔顾", "漠视", "尽管"]))
        {
            return true;
        }
        let towards = |at: usize| self.is_one_of(at, &["对", "对于", "就", "针对"]);
        let held = (range.start..hit.cue.start)
            .rfind(|at| self.is_party(*at))
            .and_then(|party| self.governor(party, range))
            .is_some_and(towards);
        let mut judging = later.iter().filter(|next| {
            next.clause == hit.clause
                && next.cue.start >= hit.cue.end
                && next.frame.target.contains(&Slot::After("对".to_owned()))
                && !is_deed(next.frame)
        });
        judging.any(|next| {
            let mut between = hit.cue.end..next.cue.start;
            let object = between.clone().any(|at| self.is_party(at));
            let clause = held && object && !between.any(towards) && !self.beside(hit, next);
            clause || (nominal && (is_deed(hit.frame) || hit.frame.op == Operator::Claim))
        })
    }

    /// Whether two acts stand side by side, none of them what the other is about.
    pub(super) fn beside(&self, outer: &Hit<'_>, inner: &Hit<'_>) -> bool {
        let between = outer.cue.end..inner.cue.start;
        let text = Span::new(
            self.tokens[outer.cue.end - 1].span.end,
            self.tokens[inner.cue.start].span.start,
        );
        let joins =
            |at: usize| self.is(at, Class::Conjunction) || self.tokens[at].kind == Kind::Comma;
        let parties = between.clone().any(|at| self.is_party(at));
        text.of(self.text).contains(['并', '並', '且', '而', '也'])
            || (!parties && between.into_iter().any(joins))
    }

    /// The act that this one is the content of: "反对美国向乌克兰提供武器" tells of no aid.
    pub(super) fn within<'h, 'a>(
        &self,
        earlier: &'h [Hit<'a>],
        hit: &Hit<'_>,
    ) -> Option<Within<'h, 'a>> {
        // Of two acts side by side both are within, or none.
        let before = earlier
            .iter()
            .rposition(|before| before.cue.end <= hit.cue.start && before.clause == hit.clause);
        if let Some(before) = before
            && let (others, [before, ..]) = earlier.split_at(before)
            && self.beside(before, hit)
        {
            return self.within(others, before);
        }
        let outers = earlier
            .iter()
            .rev()
            .filter(|outer| outer.cue.end <= hit.cue.start && self.holds(outer));
        outers
            .into_iter()
            .find_map(|outer| self.content(outer, hit))
    }

    /// Whether an act may have another as its content.
    pub(super) fn holds(&self, outer: &Hit<'_>) -> bool {
        let attitude = !matches!(
            outer.frame.act,
            Act::Consult
                | Act::Cooperate
                | Act::Agree
                | Act::Assault
                | Act::Sanction
                | Act::Coerce
                | Act::Mobilize
                | Act::Protest
        );
        let subject = outer.frame.source.first() == Some(&Slot::Subject);
        let op = outer.frame.op;
        op != Operator::Report
            && (attitude || op == Operator::Commit)
            && (subject || op == Operator::Oblige)
            && !self.is_nominal(outer)
    }

    /// What `outer` makes of `hit` where that is its content.
    pub(super) fn content<'h, 'a>(
        &self,
        outer: &'h Hit<'a>,
        hit: &Hit<'_>,
    ) -> Option<Within<'h, 'a>> {
        let op = outer.frame.op;
        if op == Operator::Oblige && hit.frame.source.first() == Some(&Slot::Voice) {
            return None;
        }
        if outer.clause != hit.clause {
            // "敦促美方遵守承诺，不要支持…" goes on asking.
            let start = self.clauses[hit.clause].start;
            let goes_on = outer.clause + 1 == hit.clause
                && op == Operator::Request
                && (self.is(start, Class::Stop) || self.is(start, Class::Oblige));
            return goes_on.then_some(Within {
                outer,
                doer: None,
                status: Some(Status::Hypothetical),
            });
        }
        let mut behind = outer.cue.end..hit.cue.start;
        // "驳斥美国关于中国向…的指责": China does it.
        let about = behind
            .clone()
            .rfind(|at| self.is_one_of(*at, &["关于", "有关"]));
        if let Some(about) = about.filter(|_| hit.frame.op != Operator::Claim) {
            behind.start = about + 1;
        }
        let doer = behind.clone().find(|at| self.acts(*at, &behind));
        let critical = outer.frame.stance == Stance::Critical;
        let status = match op {
            Operator::Deny => Some(Status::Denied),
            Operator::Request | Operator::Oblige => Some(Status::Hypothetical),
            Operator::Commit if doer.is_none() => None,
            Operator::Claim if doer.is_none() && self.passive(outer).is_some() => {
                Some(Status::Alleged)
            }
            _ if doer.is_none() => match outer.frame.act.parent() {
                Act::Reject if hit.frame.stance == Stance::Critical => Some(Status::Denied),
                Act::Accuse if is_deed(hit.frame) => Some(Status::Denied),
                Act::Aid
                    if is_deed(hit.frame) && hit.frame.source.first() != Some(&Slot::Voice) =>
                {
                    Some(Status::Hypothetical)
                }
                _ => return None,
            },
            Operator::Claim => Some(Status::Alleged),
            _ if critical && outer.frame.act.parent() == Act::Accuse => Some(Status::Alleged),
            _ => Some(Status::Hypothetical),
        };
        Some(Within {
            outer,
            doer,
            status,
        })
    }

    /// Whether the first of `hits` is opposed to doing something to its object: "反对制裁俄罗斯" is nothing against Russia.
    pub(super) fn opposes_a_wrong(&self, hits: &[Hit<'_>]) -> bool {
        let Some((hit, later)) = hits.split_first() else {
            return false;
        };
        let subject = hit.frame.source.first() == Some(&Slot::Subject);
        let object = hit.frame.target.first() == Some(&Slot::Object) && self.passive(hit).is_none();
        if !(subject && object && matches!(hit.frame.act.parent(), Act::Reject | Act::Accuse)) {
            return false;
        }
        let mut next = later.iter().filter(|next| next.cue.start >= hit.cue.end);
        next.next().is_some_and(|next| {
            let between = hit.cue.end..next.cue.start;
            next.clause == hit.clause
                && next.frame.stance == Stance::Critical
                && next.frame.kind == CueKind::Verb
                && (is_deed(next.frame) || hit.frame.act.parent() == Act::Reject)
                && !between.clone().any(|at| self.acts(at, &between))
                && !self.beside(hit, next)
        })
    }
}
