//! The retriever: a plan → candidates with the engine's score and features from columns. Every engine is to give the same.

use super::columns::SegmentColumns;
use super::compile::{FieldWeights, condition, filter, filter_but};
use super::document::Origin;
use super::reader::{Reader, day};
use super::schema::fast;
use super::scoring::{Scorers, Scoring, Sum, reaches};
use crate::Result;
use crate::briefing::StoredPassage;
use crate::query::{Claim, Condition, Matcher, Plan, StatementCondition};
use chrono::NaiveDate;
use std::iter;
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, EnableScoring, ExistsQuery, Occur, Query, Weight};
use tantivy::{DocAddress, DocId, SegmentReader};

/// A passage that meets a plan: what decides its place but for ties. There may be very many, so it is small; the rest is in
/// [`Columns`](super::Columns).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    address: DocAddress,
    /// The engine's score of all texts, in idf units.
    pub score: f64,
    /// Of the statements asked for, what is left of doubt: the product of one less each one's weight; 1 where there are none.
    pub doubt: f64,
    /// Days since 1970.
    said: Option<i32>,
    /// Whether all of the plan's wanted conditions hold.
    pub holds_all: bool,
    /// What kind of publication it is.
    pub origin: Origin,
    /// Whether it is a question put to a speaker.
    pub is_question: bool,
}

impl Candidate {
    pub(super) fn address(&self) -> DocAddress {
        self.address
    }

    pub(super) fn new(
        (ordinal, doc): (u32, DocId),
        found: FoundBy,
        (said, origin): (Option<i32>, Origin),
    ) -> Self {
        Self {
            address: DocAddress::new(ordinal, doc),
            score: found.sum.score,
            doubt: found.doubt,
            said,
            holds_all: found.sum.holds_all,
            origin,
            is_question: found.is_question,
        }
    }

    /// First day it may have been said.
    #[must_use]
    pub fn said(&self) -> Option<NaiveDate> {
        day(i64::from(self.said?))
    }

    /// The same as a number, for comparing.
    #[must_use]
    pub fn day(&self) -> Option<i32> {
        self.said
    }

    /// Names it within its index.
    #[must_use]
    pub fn place(&self) -> (u32, u32) {
        (self.address.segment_ord, self.address.doc_id)
    }
}

/// A summand of the engine's score.
#[derive(Debug, Clone, PartialEq)]
pub struct Summand {
    /// What was looked for, as typed.
    pub what: String,
    /// Where it was found: `text`, `title`, `question`, `evidence`, `entity`.
    pub place: &'static str,
    /// In idf units.
    pub value: f64,
}

impl Reader {
    /// All passages that meet the plan, in no particular order. `weigh` says how much a statement asked for counts, 0 to 1.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn candidates(
        &self,
        plan: &Plan,
        weights: &FieldWeights,
        weigh: &dyn Fn(&Claim) -> f64,
    ) -> Result<Vec<Candidate>> {
        let gathering = Gathering::new(self, plan, weights, weigh)?;
        let mut candidates = Vec::new();
        let segments = self.searcher.segment_readers().iter();
        for ((ordinal, segment), columns) in (0..).zip(segments).zip(self.segment_columns()?) {
            let gathered = gathering.gathered(segment, columns)?;
            candidates.reserve(gathered.docs.len());
            for (doc, found) in gathered.docs.iter().zip(gathered.found()) {
                let told = (columns.said(*doc), columns.origin(*doc));
                candidates.push(Candidate::new((ordinal, *doc), found, told));
            }
        }
        Ok(candidates)
    }

    /// What the engine's score of each candidate is the sum of.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn explain(
        &self,
        candidates: &[Candidate],
        plan: &Plan,
        weights: &FieldWeights,
    ) -> Result<Vec<Vec<Summand>>> {
        let scoring = Scoring::new(self, plan, weights)?;
        let mut summands = vec![Vec::new(); candidates.len()];
        let mut order: Vec<(DocAddress, &mut Vec<Summand>)> = candidates
            .iter()
            .map(|candidate| candidate.address)
            .zip(&mut summands)
            .collect();
        order.sort_unstable_by_key(|(address, _)| *address);
        let mut opened: Option<(u32, Vec<Scorers>)> = None;
        for (
            DocAddress {
                segment_ord,
                doc_id,
            },
            summands,
        ) in order
        {
            if opened
                .as_ref()
                .is_none_or(|(ordinal, _)| *ordinal != segment_ord)
            {
                let segment = self.searcher.segment_reader(segment_ord);
                opened = Some((segment_ord, scoring.scorers(segment)?));
            }
            let scorers = opened.iter_mut().flat_map(|(_, scorers)| scorers);
            for (part, scored) in scorers.zip(&scoring.parts) {
                for ((what, place), value) in scored.leaves.iter().zip(part.at(doc_id)) {
                    if *value != 0.0 {
                        summands.push(Summand {
                            what: what.clone(),
                            place,
                            value: *value,
                        });
                    }
                }
            }
        }
        Ok(summands)
    }

    /// The passage of a candidate, complete.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn passage(&self, candidate: &Candidate) -> Result<StoredPassage> {
        self.stored(candidate.address)
    }

    /// How many passages meet the plan.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn count(&self, plan: &Plan) -> Result<u64> {
        Ok(self.searcher.search(&*filter(self, plan), &Count)? as u64)
    }

    /// How many passages meet one condition.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn count_of(&self, asked: &Condition) -> Result<u64> {
        Ok(self.searcher.search(&*condition(self, asked), &Count)? as u64)
    }

    /// How many passages meet the plan and have no date.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn count_undated(&self, plan: &Plan) -> Result<u64> {
        let dated: Box<dyn Query> = Box::new(ExistsQuery::new(fast::FIRST.to_owned(), false));
        let undated = BooleanQuery::new(vec![
            (Occur::Must, filter(self, plan)),
            (Occur::MustNot, dated),
        ]);
        Ok(self.searcher.search(&undated, &Count)? as u64)
    }
}

/// What a passage was found by, columns aside.
#[derive(Clone, Copy)]
pub(super) struct FoundBy {
    pub(super) sum: Sum,
    /// As [`Candidate::doubt`].
    pub(super) doubt: f64,
    pub(super) is_question: bool,
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
    questions: Vec<bool>,
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
        let mut questions = self.scoring.questions.scorer(segment, 1.0)?;
        let questions = docs.iter().map(|doc| reaches(questions.as_mut(), *doc));
        Ok(Gathered {
            questions: questions.collect(),
            docs,
            sums,
            doubts,
        })
    }
}

impl Gathered {
    /// What each was found by.
    pub(super) fn found(&self) -> impl Iterator<Item = FoundBy> {
        let doubts = self.doubts.iter().copied().chain(iter::repeat(1.0));
        let told = self.sums.iter().zip(doubts).zip(&self.questions);
        told.map(|((sum, doubt), is_question)| FoundBy {
            sum: *sum,
            doubt,
            is_question: *is_question,
        })
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
