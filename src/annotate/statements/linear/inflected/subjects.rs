//! Subjects where cases tell them (Russian): before the verb and behind it, of a clause before, places that stand for those who are
//! there.

use super::super::Hit;
use super::Inflected;
use super::cases::Cases;
use crate::annotate::statements::clause::Who;
use crate::annotate::statements::tokens::Kind;
use crate::briefing::Act;
use crate::lexicon::{Class, CueKind, Operator};

impl Inflected<'_, '_> {
    /// The subject of a cue: of its own clause, before or behind it, else of a clause before.
    pub(super) fn subject(&self, hit: &Hit<'_>) -> Option<Who> {
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
            .filter(|before| infinitive && self.row.is_party(*before));
        if let Some(decides) = decides.filter(|at| self.is_owner(*at, &self.row.clauses[clause])) {
            return Some(Who::Parties(vec![decides]));
        }
        let mut owner = None;
        for number in (0..=clause).rev() {
            let range = &self.row.clauses[number];
            let end = at.min(range.end);
            let mut found = None;
            for here in range.start..end {
                if self.is_speaker(here) {
                    return Some(Who::Voice);
                }
                let acted_upon = number < clause && (range.start..here).any(|at| self.is_verb(at));
                if !self.row.is_party(here) || acted_upon || self.is_governed(here, range) {
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
                return Some(Who::Parties(self.list(found, range.end)));
            }
            // What was said before another's words began is not theirs, save of who tells what he himself does.
            if number < clause && (range.start..end).any(|here| self.row.is(here, Class::That)) {
                break;
            }
        }
        let after = || self.subject_after_gerund(hit);
        let owner = owner.map(|at| Who::Parties(self.list(at, self.row.tokens.len())));
        owner.or_else(after)
    }

    /// A subject behind its verb: what can be nothing else, or what is left where another party before it can be none.
    fn behind(&self, hit: &Hit<'_>, before: Option<usize>) -> Option<usize> {
        let range = &self.row.clauses[hit.clause];
        let joined = |at: usize| {
            let before = &self.row.tokens[at - 1];
            before.is_any(&[Class::Conjunction, Class::Condition])
                || matches!(before.kind, Kind::Comma | Kind::Party(_))
        };
        let mut behind = hit.cue.start + 1..range.end;
        let found = behind.find(|at| self.may_be_subject(*at, range) && !joined(*at))?;
        let sure = !self.cases(found).may(Cases::ACCUSATIVE);
        let fronted = (range.start..found)
            .any(|at| self.row.is_party(at) && !self.is_governed(at, range) && Some(at) != before);
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
                || self.list(found, range.end).len() > 1)
            && self.place(hit).is_none();
        match before {
            Some(before) => sure && self.cases(before).may(Cases::ACCUSATIVE) && !another_verb,
            None => sure && !another_verb || fronted || first || hit.frame.op == Operator::Report,
        }
        .then_some(found)
    }

    /// "В Москве осудили …": they who are there.
    fn place(&self, hit: &Hit<'_>) -> Option<usize> {
        let range = &self.row.clauses[hit.clause];
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
            (preposition + 1..range.end.min(preposition + 4)).find(|at| self.row.is_party(*at))?;
        let others = (party + 1..hit.cue.start).any(|at| self.row.is(at, Class::Official));
        (plural && !others && hit.frame.act != Act::Assault).then_some(party)
    }

    /// "Поддержав X, Y призвал …": the subject stands in the next clause.
    fn subject_after_gerund(&self, hit: &Hit<'_>) -> Option<Who> {
        let next = self.row.clauses.get(hit.clause + 1)?;
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
            Who::Parties(self.list(subject, next.end))
        })
    }
}
