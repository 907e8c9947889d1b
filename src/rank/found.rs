//! What a query found: the order is known, the passages are read as they are asked for.
//!
//! A long export therefore holds as many passages in memory as a short one. What explains a score is looked up for some hits at a
//! time, because that goes through the postings again.

use super::copies::Copied;
use super::highlight;
use super::results::{Hit, Results};
use super::score::{self, Scale, Scored};
use super::weights::Weights;
use crate::Result;
use crate::briefing::StoredPassage;
use crate::index::{Candidate, Columns, Reader, Standing, Summand};
use crate::query::{Claim, Matcher, Plan, StatementCondition};
use chrono::NaiveDate;
use std::vec::IntoIter;

/// Hits explained at a time.
const BATCH: usize = 512;

/// What is asked of which index, and by which scale it is scored.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) reader: &'a Reader,
    pub(super) columns: Columns<'a>,
    pub(super) plan: &'a Plan,
    pub(super) weights: &'a Weights,
    pub(super) scale: Scale<'a>,
    /// Whether scores are to come with their summands.
    pub(super) explain: bool,
}

/// What a query found: an iterator of its hits, in order.
pub struct Found<'a> {
    /// All but the hits.
    pub results: Results,
    asked: Asked<'a>,
    matcher: Option<Matcher>,
    stands_for: u64,
    rank: usize,
    shown: IntoIter<(Scored, Copied)>,
    explained: IntoIter<(Scored, Copied, Vec<Summand>)>,
}

impl<'a> Found<'a> {
    /// Those `shown`, the first of which stands behind `passed_over` others.
    pub(super) fn new(
        asked: Asked<'a>,
        results: Results,
        passed_over: usize,
        shown: Vec<(Scored, Copied)>,
    ) -> Self {
        let plan = asked.plan;
        Self {
            results,
            asked,
            matcher: plan.statement.as_ref().map(StatementCondition::matcher),
            stands_for: shown.iter().map(|(_, copied)| 1 + copied.others).sum(),
            rank: passed_over,
            shown: shown.into_iter(),
            explained: Vec::new().into_iter(),
        }
    }

    /// How many hits are still to come.
    #[must_use]
    pub fn left(&self) -> usize {
        self.shown.len() + self.explained.len()
    }

    /// How many passages all hits asked for are or stand for, copies included.
    #[must_use]
    pub fn stands_for(&self) -> u64 {
        self.stands_for
    }

    /// Whether the query asks anything of statements, so that hits tell which of theirs were asked for.
    #[must_use]
    pub fn asks_statements(&self) -> bool {
        self.matcher.is_some()
    }

    /// First and last of the days on which what is still to come may have been said at the earliest.
    #[must_use]
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = || {
            let shown = self.shown.as_slice().iter();
            shown.filter_map(|(one, _)| one.candidate.said())
        };
        days().min().zip(days().max())
    }

    fn explain_some(&mut self) -> Result<()> {
        let some: Vec<(Scored, Copied)> = self.shown.by_ref().take(BATCH).collect();
        let candidates: Vec<Candidate> = some.iter().map(|(one, _)| one.candidate).collect();
        let Asked { reader, plan, .. } = self.asked;
        let fields = &self.asked.weights.fields;
        let summands = if self.asked.explain {
            reader.explain(&candidates, plan, fields)?
        } else {
            vec![Vec::new(); candidates.len()]
        };
        let explained = some.into_iter().zip(summands);
        let explained = explained.map(|((one, copied), summands)| (one, copied, summands));
        self.explained = explained.collect::<Vec<_>>().into_iter();
        Ok(())
    }

    fn hit(&mut self, one: &Scored, copied: Copied, summands: Vec<Summand>) -> Result<Hit> {
        let asked = &self.asked;
        let passage = asked.reader.passage(&one.candidate)?;
        self.rank += 1;
        Ok(Hit {
            rank: self.rank,
            score: one.score,
            matched: matched(&passage, self.matcher.as_ref()),
            highlights: highlight::highlights(asked.plan, &passage),
            copies: copied.others,
            earliest: copied.earliest,
            is_original: asked
                .columns
                .copies(&one.candidate)
                .is_some_and(|(_, standing)| standing == Standing::Original),
            explanation: if asked.explain {
                score::explain(one, &asked.scale, summands)
            } else {
                score::unexplained(one)
            },
            passage,
        })
    }
}

impl Iterator for Found<'_> {
    type Item = Result<Hit>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.explained.len() == 0
            && self.shown.len() > 0
            && let Err(error) = self.explain_some()
        {
            return Some(Err(error));
        }
        let (one, copied, summands) = self.explained.next()?;
        Some(self.hit(&one, copied, summands))
    }
}

/// Positions of the passage's statements that were asked for.
fn matched(passage: &StoredPassage, asked: Option<&Matcher>) -> Vec<usize> {
    let numbered = passage.statements.iter().enumerate();
    let met = numbered
        .filter(|(_, statement)| asked.is_some_and(|asked| asked.meets(&Claim::from(*statement))));
    met.map(|(position, _)| position).collect()
}
