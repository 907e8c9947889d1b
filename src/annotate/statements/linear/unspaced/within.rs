//! Acts that another's words hold (Chinese): what is judged, denied, asked for or promised is not done thereby.

use super::super::Hit;
use super::Unspaced;
use crate::annotate::statements::tokens::Kind;
use crate::briefing::{Act, Stance, Status};
use crate::lexicon::{Class, CueKind, Operator, Slot};
use crate::text::{Span, simplify};

/// What becomes of an act that another's words hold: who does it where that is told between them, and how it stands.
#[derive(Clone, Copy)]
pub(super) struct Within<'h, 'a> {
    pub(super) outer: &'h Hit<'a>,
    pub(super) doer: Option<usize>,
    pub(super) status: Option<Status>,
}

/// Whether a frame tells of a hostile deed, or calls something one.
fn is_deed(hit: &Hit<'_>) -> bool {
    let hostile = matches!(
        hit.frame.act,
        Act::Assault | Act::Sanction | Act::Coerce | Act::Mobilize
    );
    hostile || (hit.is_judgement() && hit.frame.stance == Stance::Critical)
}

/// Whether a promise or threat only says how to take the act that follows.
pub(super) fn is_bare(hit: &Hit<'_>, later: &[Hit<'_>]) -> bool {
    let mut later = later
        .iter()
        .filter(|next| next.clause == hit.clause && next.cue.start >= hit.cue.end);
    hit.frame.op == Operator::Commit && later.any(|next| next.frame.op == Operator::Assert)
}

impl Unspaced<'_, '_> {
    /// Whether the cue is a noun there: "美国的要求".
    pub(super) fn is_nominal(&self, hit: &Hit<'_>) -> bool {
        self.gap(hit.cue.start).ends_with('的')
    }

    /// Whether the cue is part of what somebody judges: "对以色列的轰炸表示震惊", "对中国支持俄罗斯表示担忧".
    pub(super) fn is_told_elsewhere(&self, hit: &Hit<'_>, later: &[Hit<'_>]) -> bool {
        let end = self.row.tokens[hit.cue.end - 1].span.end;
        let rest: String = self
            .row
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
        let range = &self.row.clauses[hit.clause];
        // "美方无视中方反对": it is told of who does not heed it.
        let mut before = (range.start..hit.cue.start).rev();
        let heeded = before
            .by_ref()
            .take_while(|at| self.row.is_party(*at) || self.row.is(*at, Class::Adverb))
            .count();
        let unheeded = (hit.cue.start - heeded)
            .checked_sub(1)
            .filter(|_| heeded > 0);
        if unheeded.is_some_and(|at| {
            self.row
                .is_one_of(at, &["不顾", "无视", "罔顾", "漠视", "尽管"])
        }) {
            return true;
        }
        let towards = |at: usize| self.row.is_one_of(at, &["对", "对于", "就", "针对"]);
        let held = (range.start..hit.cue.start)
            .rfind(|at| self.row.is_party(*at))
            .and_then(|party| self.governor(party, range))
            .is_some_and(towards);
        let mut judging = later.iter().filter(|next| {
            next.clause == hit.clause
                && next.cue.start >= hit.cue.end
                && next.frame.target.contains(&Slot::After("对".to_owned()))
                && !is_deed(next)
        });
        judging.any(|next| {
            let mut between = hit.cue.end..next.cue.start;
            let object = between.clone().any(|at| self.row.is_party(at));
            let clause = held && object && !between.any(towards) && !self.beside(hit, next);
            clause || (nominal && (is_deed(hit) || hit.frame.op == Operator::Claim))
        })
    }

    /// Whether two acts stand side by side, none of them what the other is about.
    pub(super) fn beside(&self, outer: &Hit<'_>, inner: &Hit<'_>) -> bool {
        let between = outer.cue.end..inner.cue.start;
        let text = Span::new(
            self.row.tokens[outer.cue.end - 1].span.end,
            self.row.tokens[inner.cue.start].span.start,
        );
        let joins = |at: usize| {
            self.row.is(at, Class::Conjunction) || self.row.tokens[at].kind == Kind::Comma
        };
        let parties = between.clone().any(|at| self.row.is_party(at));
        text.of(self.row.text)
            .contains(['并', '並', '且', '而', '也'])
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
        if op == Operator::Oblige && hit.is_judgement() {
            return None;
        }
        if outer.clause != hit.clause {
            // "敦促美方遵守承诺，不要支持…" goes on asking.
            let start = self.row.clauses[hit.clause].start;
            let goes_on = outer.clause + 1 == hit.clause
                && op == Operator::Request
                && (self.row.is(start, Class::Stop) || self.row.is(start, Class::Oblige));
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
            .rfind(|at| self.row.is_one_of(*at, &["关于", "有关"]));
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
                Act::Accuse if is_deed(hit) => Some(Status::Denied),
                Act::Aid if is_deed(hit) && !hit.is_judgement() => Some(Status::Hypothetical),
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
                && (is_deed(next) || hit.frame.act.parent() == Act::Reject)
                && !between.clone().any(|at| self.acts(at, &between))
                && !self.beside(hit, next)
        })
    }
}
