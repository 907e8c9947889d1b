//! The passages that meet a plan, with what they were found by: one segment after the other.

use super::columns::SegmentColumns;
use super::compile::{FieldWeights, condition, filter_but};
use super::reader::Reader;
use super::scoring::{Scoring, Sum};
use crate::Result;
use crate::query::{Claim, Condition, Matcher, Plan, StatementCondition};
use std::iter;
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, SegmentReader};

/// What a passage was found by, columns aside.
#[derive(Clone, Copy)]
pub(super) struct FoundBy {
    pub(super) sum: Sum,
    /// As [`Candidate::doubt`].
    pub(super) doubt: f64,
}

/// What finds and scores the passages that meet a plan, ready for every segment.
pub(super) struct Gathering<'a> {
    passing: Passing,
    scoring: Scoring,
    weigh: &'a dyn Fn(&Claim) -> f64,
    /// Whether what is asked of statements is left to be looked at.
    is_verifying: bool,
}

/// The passages of a segment that meet a plan, ascending.
pub(super) struct Gathered {
    pub(super) docs: Vec<DocId>,
    sums: Vec<Sum>,
    /// Of each, where anything is asked of statements.
    doubts: Vec<f64>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(
        reader: &Reader,
        plan: &Plan,
        weights: &FieldWeights,
        weigh: &'a dyn Fn(&Claim) -> f64,
    ) -> Result<Self> {
        let verified = verified(plan);
        Ok(Self {
            passing: Passing::new(reader, plan, verified)?,
            scoring: Scoring::new(reader, plan, weights)?,
            weigh,
            is_verifying: verified.is_some(),
        })
    }

    pub(super) fn gathered(
        &self,
        segment: &SegmentReader,
        columns: &SegmentColumns,
    ) -> Result<Gathered> {
        let mut docs = self.passing.docs(segment)?;
        let mut doubts = Vec::new();
        if let Some(matcher) = &self.scoring.matcher {
            doubts.reserve(docs.len());
            docs.retain(|doc| {
                let (is_met, doubt) = doubt(columns, *doc, matcher, self.weigh);
                let stays = is_met || !self.is_verifying;
                if stays {
                    doubts.push(doubt);
                }
                stays
            });
        }
        let none = Sum {
            score: 0.0,
            holds_all: true,
        };
        let mut sums = vec![none; docs.len()];
        for scorers in &mut self.scoring.scorers(segment)? {
            scorers.add(&docs, &mut sums);
        }
        Ok(Gathered { docs, sums, doubts })
    }
}

impl Gathered {
    /// What each was found by.
    pub(super) fn found(&self) -> impl Iterator<Item = FoundBy> {
        let doubts = self.doubts.iter().copied().chain(iter::repeat(1.0));
        let told = self.sums.iter().zip(doubts);
        told.map(|(sum, doubt)| FoundBy { sum: *sum, doubt })
    }
}

/// Finds the passages of a segment that meet a plan.
pub(super) enum Passing {
    /// By one query.
    Filter(Box<dyn Weight>),
    /// By counting how many of these hold: quicker than a query with such a minimum, which goes through them document by document.
    Enough(Vec<Box<dyn Weight>>, u16),
}

impl Passing {
    /// `verified` is left to be looked at, but for what is needed.
    pub(super) fn new(
        reader: &Reader,
        plan: &Plan,
        verified: Option<&StatementCondition>,
    ) -> Result<Self> {
        let filtering = EnableScoring::disabled_from_searcher(&reader.searcher);
        let enough = u16::try_from(plan.enough());
        let (Ok(enough), true, true) = (
            enough,
            plan.required.is_empty() && plan.excluded.is_empty(),
            plan.wanted.len() > 1,
        ) else {
            let filter = filter_but(reader, plan, verified);
            return Ok(Self::Filter(filter.weight(filtering)?));
        };
        let wanted = plan.wanted.iter().map(|wanted| condition(reader, wanted));
        let wanted = wanted.map(|query| query.weight(filtering));
        Ok(Self::Enough(
            wanted.collect::<tantivy::Result<_>>()?,
            enough,
        ))
    }

    /// In ascending order, none that is deleted.
    pub(super) fn docs(&self, segment: &SegmentReader) -> Result<Vec<DocId>> {
        let mut docs = Vec::new();
        match self {
            Self::Filter(filter) => {
                filter.for_each_no_score(segment, &mut |some| docs.extend_from_slice(some))?;
            }
            Self::Enough(wanted, enough) => {
                let mut held = vec![0_u16; segment.max_doc() as usize];
                for weight in wanted {
                    weight.for_each_no_score(segment, &mut |some| {
                        for doc in some {
                            if let Some(held) = held.get_mut(*doc as usize) {
                                *held = held.saturating_add(1);
                            }
                        }
                    })?;
                }
                let counted = (0..).zip(held).filter(|(_, held)| held >= enough);
                docs.extend(counted.map(|(doc, _)| doc));
            }
        }
        if let Some(alive) = segment.alive_bitset() {
            docs.retain(|doc| alive.is_alive(*doc));
        }
        Ok(docs)
    }
}

/// The condition on statements that a passage meets as soon as the claims are looked at, which is done for its score anyhow.
fn verified(plan: &Plan) -> Option<&StatementCondition> {
    let asked = plan.statement.as_ref()?;
    let is_it = |required: &Condition| matches!(required, Condition::States(own) if own == asked);
    plan.required.iter().any(is_it).then_some(asked)
}

/// Whether any statement is one of those asked for, and what doubt they leave.
fn doubt(
    columns: &SegmentColumns,
    doc: DocId,
    asked: &Matcher,
    weigh: &dyn Fn(&Claim) -> f64,
) -> (bool, f64) {
    let (mut is_met, mut doubt) = (false, 1.0);
    for claim in columns.claims.of(doc).filter(|claim| asked.meets(claim)) {
        is_met = true;
        doubt *= 1.0 - weigh(&claim);
    }
    (is_met, doubt)
}
