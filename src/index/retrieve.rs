//! The retriever: a plan → candidates with the engine's score and features from columns. Every engine is to give the same.

use super::columns::Told;
use super::compile::{FieldWeights, condition, filter};
use super::document::Nature;
use super::gather::{FoundBy, Gathering};
use super::reader::{Reader, day};
use super::schema::fast;
use super::scoring::{Scorers, Scoring};
use crate::Result;
use crate::briefing::StoredPassage;
use crate::query::{Claim, Condition, Plan};
use chrono::NaiveDate;
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, ExistsQuery, Occur, Query};
use tantivy::{DocAddress, DocId};

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
    /// What it is, whatever it says.
    pub nature: Nature,
}

impl Candidate {
    pub(super) fn address(&self) -> DocAddress {
        self.address
    }

    pub(super) fn new((ordinal, doc): (u32, DocId), found: FoundBy, told: Told) -> Self {
        Self {
            address: DocAddress::new(ordinal, doc),
            score: found.sum.score,
            doubt: found.doubt,
            said: told.day,
            holds_all: found.sum.holds_all,
            nature: told.nature,
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
                let told = columns.told(*doc);
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
