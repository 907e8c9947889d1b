//! Who stands in the slots of a frame where cases tell it (Russian): owners, agents of passives, antecedents; subjects and objects in
//! files of their own.

use super::super::Hit;
use super::Inflected;
use super::cases::Cases;
use crate::annotate::statements::clause::Who;
use crate::annotate::statements::scene::Scene;
use crate::briefing::Act;
use crate::lexicon::{Class, CueKind, Slot};
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

impl Inflected<'_, '_> {
    /// Who stands in a slot.
    pub(super) fn who(&self, scene: &Scene<'_>, hit: &Hit<'_>, slot: &Slot) -> Option<Who> {
        let passive = self.is_passive(hit);
        match slot {
            Slot::Subject if self.is_deed_spoken_of(hit) => None,
            Slot::Subject if passive => self.agent(hit),
            // "осуждает агрессию": whoever condemns it is not who commits it
            Slot::Theme if self.is_spoken_of(hit) => None,
            Slot::Theme if passive => self.agent(hit).or_else(|| self.subject(hit)),
            Slot::Subject | Slot::Theme | Slot::First | Slot::Rest => self.subject(hit),
            Slot::Object | Slot::Person if passive => self.subject(hit),
            Slot::Person => self.person(hit),
            Slot::Object => self.object(hit, hit.cue.start + 1),
            Slot::Inside => self.object(hit, hit.cue.start),
            // What stands behind a verb is its object's.
            Slot::Possessor if hit.frame.kind == CueKind::Verb => None,
            Slot::Possessor | Slot::Others => self.owner(hit),
            Slot::Voice => self.row.voice(scene, hit),
            Slot::Earlier => {
                let acts = |at: usize, clause: &Range<usize>| !self.is_governed(at, clause);
                let parties = self.row.earlier(hit, acts);
                Some(if parties.is_empty() {
                    Who::Anaphor
                } else {
                    Who::Parties(parties)
                })
            }
            Slot::Owner | Slot::Land | Slot::Home | Slot::Bound | Slot::Lone | Slot::Sole => None, // read of clauses only
            Slot::After(preposition) => self.after(preposition, hit),
        }
    }

    /// The party which "который" stands for, and whether it is the subject of its clause.
    pub(super) fn antecedent(&self, clause: usize) -> Option<(usize, bool)> {
        let range = &self.row.clauses[clause];
        let relative = (range.start..range.end.min(range.start + 3))
            .find(|at| self.row.is(*at, Class::Relative))?;
        let before = &self.row.clauses[clause.checked_sub(1)?];
        let party = before.clone().rev().find(|at| self.row.is_party(*at))?;
        let governed = relative > range.start && self.row.is(relative - 1, Class::Preposition);
        let subject = self.ends(relative, &["ый", "ая", "ое", "ые"]) && !governed;
        Some((party, subject))
    }

    /// Whose the cue noun is: a genitive behind it, or an adjective before it.
    fn owner(&self, hit: &Hit<'_>) -> Option<Who> {
        let range = &self.row.clauses[hit.clause];
        let dative = |at: usize| {
            let cases = self.cases(at);
            self.row.is_party(at) && cases.may(Cases::DATIVE) && !cases.may(Cases::NOMINATIVE)
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
                || self.row.is(*at + 1, Class::Official)
                || self.word(*at + 1) == "стороны";
            self.row.is_party(*at) && cases.may(Cases::GENITIVE) && !given && stands
        };
        let between = |at: usize| {
            (hit.cue.end..at).all(|at| !self.is_verb(at) && !self.row.is(at, Class::Preposition))
        };
        let behind = hit.cue.end..range.end.min(hit.cue.end + 3);
        let behind = behind.clone().find(owns).filter(|at| between(*at));
        let mut before = (range.start..hit.cue.start).rev().take(3);
        let adjective = before.find(|at| self.row.is_party(*at) && self.is_adjective(*at));
        let ours = (range.start..hit.cue.start)
            .rev()
            .take(2)
            .find(|at| self.row.is(*at, Class::First));
        let found = behind.or(adjective);
        match (found, ours) {
            // "наш союзник" judges whoever it is
            (None, Some(_)) if !hit.is_judgement() => Some(Who::Voice),
            (found, _) => found.map(|at| Who::Parties(self.list(at, range.end))),
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
        let range = &self.row.clauses[hit.clause];
        let is_agent = |at: &usize, sure: bool| {
            let cases = self.cases(*at);
            self.row.is_party(*at)
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
        let found = found.map(|at| Who::Parties(self.list(at, range.end)));
        found.or_else(|| self.after("стороны", hit))
    }

    /// The parties after this preposition, before the cue or behind it.
    fn after(&self, preposition: &str, hit: &Hit<'_>) -> Option<Who> {
        let end = self.row.clauses[hit.clause].end;
        let mut places = self.row.places(preposition, hit).into_iter();
        places.find_map(|at| {
            if self.row.is(at + 1, Class::First) && at + 1 < end {
                return Some(Who::Voice);
            }
            let party = (at + 1..end.min(at + 5)).find(|next| self.row.is_party(*next))?;
            Some(Who::Parties(self.list(party, end)))
        })
    }
}
