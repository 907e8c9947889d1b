//! Who stands in the slots of a frame where order tells it (Chinese), and in the passive.

use super::super::Hit;
use super::Unspaced;
use super::within::Within;
use crate::annotate::statements::clause::Who;
use crate::annotate::statements::scene::Scene;
use crate::briefing::Actor;
use crate::lexicon::{Class, Operator, Slot};

/// Prepositions that part no object from its verb.
const LOOSE: [&str; 3] = ["有关", "涉及", "由"];

impl Unspaced<'_, '_> {
    /// Who stands in a slot.
    fn who(&self, scene: &Scene<'_>, hit: &Hit<'_>, slot: &Slot) -> Option<Who> {
        let clause = &self.row.clauses[hit.clause];
        match slot {
            Slot::Subject | Slot::Theme | Slot::First => self.subject(hit.cue.start, hit.clause),
            // Who stands beside the subject of an earlier clause has no part in what follows.
            Slot::Rest => self
                .subject(hit.cue.start, hit.clause)
                .filter(|who| match who {
                    Who::Parties(parties) => parties.iter().any(|at| *at >= clause.start),
                    _ => true,
                }),
            // "对俄罗斯的支持令欧盟担忧": what follows a noun is not its object.
            Slot::Object if self.is_nominal(hit) => None,
            Slot::Object | Slot::Person => {
                let object = self.object(hit.cue.end, hit.clause);
                // Who is asked stands before what is asked: "呼吁尚未承认…的国家".
                let asked = hit.frame.op == Operator::Request;
                let mut behind = hit.cue.end..clause.end;
                let verb = behind.find(|at| asked && self.row.is_verb(*at));
                object.filter(|who| match (who, verb) {
                    (Who::Parties(parties), Some(verb)) => {
                        parties.first().is_some_and(|first| *first < verb)
                    }
                    _ => true,
                })
            }
            Slot::Inside => self.object(hit.cue.start + 1, hit.clause),
            Slot::Possessor => self.possessor(hit),
            Slot::Voice => self.row.voice(scene, hit),
            Slot::Others => {
                let parties: Vec<usize> =
                    clause.clone().filter(|at| self.row.is_party(*at)).collect();
                (!parties.is_empty()).then_some(Who::Parties(parties))
            }
            Slot::Earlier => {
                let parties = self.row.earlier(hit, |at, range| self.acts(at, range));
                Some(if parties.is_empty() {
                    self.topic(hit).unwrap_or(Who::Anaphor)
                } else {
                    Who::Parties(parties)
                })
            }
            Slot::Owner | Slot::Land | Slot::Home | Slot::Bound | Slot::Lone | Slot::Sole => None, // read of clauses only
            Slot::After(preposition) => self.after(preposition, hit),
        }
    }

    /// Fills the first of `slots` in which somebody stands.
    pub(super) fn fill(&self, scene: &Scene<'_>, hit: &Hit<'_>, slots: &[Slot]) -> Vec<Actor> {
        let who = |slot: &Slot| self.who(scene, hit, slot);
        self.row.fill(scene, hit, slots, who)
    }

    /// The subject of what stands at `at`: of its own clause, else of one before.
    fn subject(&self, at: usize, clause: usize) -> Option<Who> {
        // "其支持…": who was named last.
        if self.gap(at).ends_with('其') {
            let last = (0..at).rfind(|here| self.row.is_party(*here) && !self.is_matter(*here));
            return last.map(|here| Who::Parties(vec![here]));
        }
        // Who is named between a reporting verb and the act does the act.
        let own = &self.row.clauses[clause];
        let mut reports = self.reports.iter().rev();
        let said = reports.find(|end| own.contains(end) && **end <= at);
        let told = said.and_then(|said| {
            let range = *said..at;
            range.clone().find(|here| self.acts(*here, &range))
        });
        if let Some(told) = told {
            return Some(Who::Parties(self.list(told, at)));
        }
        for number in (0..=clause).rev() {
            let range = &self.row.clauses[number];
            let end = at.min(range.end);
            for here in range.start..end {
                if self.row.is(here, Class::First) && !self.governed(here, range) {
                    return Some(Who::Voice);
                }
                if number == clause && self.row.is(here, Class::Third) {
                    return Some(Who::Person);
                }
                let acted_upon =
                    number < clause && (range.start..here).any(|at| self.row.is_verb(at));
                if !acted_upon && self.acts(here, range) {
                    return Some(Who::Parties(self.list(here, end)));
                }
            }
            // What was said before another's words began is not theirs.
            if (range.start..end).any(|here| self.row.is(here, Class::That)) {
                break;
            }
        }
        None
    }

    /// The first party after `at` in the clause, or the one who speaks.
    fn object(&self, at: usize, clause: usize) -> Option<Who> {
        let range = &self.row.clauses[clause];
        let behind = at..range.end;
        let object = |here: usize| {
            let governor = self.governor(here, &behind);
            governor.is_none_or(|at| self.row.is_one_of(at, &LOOSE))
        };
        let first = (at..range.end).find(|here| {
            (self.row.is_party(*here) || self.row.is(*here, Class::First))
                && object(*here)
                && !self.is_matter(*here)
        })?;
        if self.row.is(first, Class::First) {
            return Some(Who::Voice);
        }
        Some(Who::Parties(self.list(first, range.end)))
    }

    /// The parties after this preposition, which stands before the verb rather than behind it.
    fn after(&self, preposition: &str, hit: &Hit<'_>) -> Option<Who> {
        let end = self.row.clauses[hit.clause].end;
        let mut places = self.row.places(preposition, hit);
        // "感谢日本对塞尔维亚的支持": what stands behind the object belongs to it.
        let behind = hit.cue.end..end;
        places.retain(|at| !(hit.cue.end..*at).any(|here| self.acts(here, &behind)));
        places.sort_by_key(|at| *at >= hit.cue.end);
        places.into_iter().find_map(|at| {
            if at + 1 < end && self.row.is(at + 1, Class::First) {
                return Some(Who::Voice);
            }
            let mut near = at + 1..end.min(at + 5);
            let party = near.find(|next| self.row.is_party(*next) && !self.is_matter(*next))?;
            // "就非洲公民遭歧视…": nothing against the victim.
            let suffers = (party..hit.cue.start).any(|at| self.row.is(at, Class::Passive));
            (!suffers).then(|| Who::Parties(self.list(party, end)))
        })
    }

    /// The party the cue noun belongs to: directly before or after it.
    fn possessor(&self, hit: &Hit<'_>) -> Option<Who> {
        let range = &self.row.clauses[hit.clause];
        let before = (range.start..hit.cue.start)
            .rev()
            .take(3)
            .find(|at| self.row.is_party(*at));
        let after = (hit.cue.end..range.end.min(hit.cue.end + 2)).find(|at| self.row.is_party(*at));
        let adjacent = |at: &usize| !self.governed(*at, range);
        after
            .or_else(|| before.filter(adjacent))
            .map(|at| Who::Parties(self.list(at, range.end)))
    }

    /// Whom a clause before is about: "针对美方加征关税，…".
    pub(super) fn topic(&self, hit: &Hit<'_>) -> Option<Who> {
        let before = self.row.clauses.get(hit.clause.checked_sub(1)?)?;
        let opens = self
            .row
            .is_one_of(before.start, &["对", "对于", "针对", "就", "关于", "鉴于"]);
        let mut near = before.start + 1..before.end.min(before.start + 5);
        let party = near.find(|at| opens && self.row.is_party(*at) && !self.is_matter(*at))?;
        Some(Who::Parties(self.list(party, before.end)))
    }

    /// The sign of the passive that the cue stands behind: "X被Y袭击", "X受到Y的谴责".
    pub(super) fn passive(&self, hit: &Hit<'_>) -> Option<usize> {
        let before = (self.row.clauses[hit.clause].start..hit.cue.start).rev();
        let mut before = before.take_while(|at| !self.row.is_verb(*at));
        before.find(|at| self.row.is(*at, Class::Passive))
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
        let position = self.row.start(hit);
        let actors = |who: &Who| scene.actors(who, self.row.tokens, position);
        let by_voice = hit.is_judgement();
        if let Some(marker) = self.passive(hit) {
            let agent = (marker + 1..hit.cue.start).find(|at| self.row.is_party(*at));
            let agents = agent.map(|at| Who::Parties(self.list(at, hit.cue.start)));
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
            let doers = actors(&Who::Parties(self.list(doer, hit.cue.start)));
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
}
