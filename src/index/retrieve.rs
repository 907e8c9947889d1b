//! The retriever: a plan → candidates with the engine's score and features from columns. Every engine is to give the same.

use super::compile::{Claims, FieldWeights, Leaf, condition, filter, leaves, term};
use super::copies::{Copies, Standing};
use super::document::{Origin, name_of};
use super::likeness;
use super::reader::{Reader, day};
use super::schema::fast;
use crate::Result;
use crate::briefing::{PassageKind, StoredPassage};
use crate::query::{Claim, Column, Condition, Matcher, Plan};
use chrono::NaiveDate;
use tantivy::collector::Count;
use tantivy::columnar::Column as FastColumn;
use tantivy::query::{BooleanQuery, EnableScoring, ExistsQuery, Occur, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED};

/// A passage that meets a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    address: DocAddress,
    /// Sorts as the passage's id does: its briefing's, then its number.
    pub id: (u64, u64, u64),
    /// The engine's score of all texts, in idf units.
    pub score: f64,
    /// How many of the plan's wanted conditions it holds.
    pub held: usize,
    /// First day it may have been said.
    pub said: Option<NaiveDate>,
    /// Shared by passages with the same text.
    pub copy: u64,
    /// Nearly shared by passages with nearly the same text; see [`Candidate::is_like`].
    likeness: u64,
    /// Where its briefing has copies: what all of them share, and whether it is the text that stands for them.
    pub copies: Option<(u64, Standing)>,
    /// What kind of publication it is.
    pub origin: Origin,
    /// Whether it is a question put to a speaker.
    pub is_question: bool,
    /// Of the statements asked for, what is left of doubt: the product of one less each one's weight; 1 where there are none.
    pub doubt: f64,
    /// Greatest strength among the statements asked for.
    pub strength: u8,
}

impl Candidate {
    pub(super) fn address(&self) -> DocAddress {
        self.address
    }

    /// What the candidates of one briefing share.
    #[must_use]
    pub fn briefing(&self) -> (u64, u64) {
        (self.id.0, self.id.1)
    }

    /// Whether two passages of copies of one briefing say nearly the same.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        likeness::are_like(self.likeness, other.likeness)
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
        let filter =
            filter(self, plan).weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let scoring = Scoring::new(self, plan, weights)?;
        let mut found = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let columns = Columns::open(segment, &self.copies)?;
            let mut scorers = scoring.scorers(segment)?;
            let mut questions = scoring.questions.scorer(segment, 1.0)?;
            let mut passing = filter.scorer(segment, 1.0)?;
            let mut doc = passing.doc();
            while doc != TERMINATED {
                if !segment.is_deleted(doc) {
                    let address = DocAddress::new(ordinal, doc);
                    let mut candidate = columns.candidate(address, scoring.matcher.as_ref(), weigh);
                    candidate.is_question = reaches(questions.as_mut(), doc);
                    for part in &mut scorers {
                        let holds = part.at(doc);
                        candidate.held += usize::from(part.is_wanted && holds);
                        candidate.score += part.values.iter().sum::<f64>();
                    }
                    found.push(candidate);
                }
                doc = passing.advance();
            }
        }
        Ok(found)
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
                part.at(doc_id);
                for ((what, place), value) in scored.leaves.iter().zip(&part.values) {
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

/// What scores a plan's passages, ready for every segment.
struct Scoring {
    parts: Vec<Scored>,
    matcher: Option<Matcher>,
    /// Finds the passages that are questions.
    questions: Box<dyn Weight>,
    /// What a condition comes to at most.
    most: f64,
}

/// A wanted or required condition with text in it.
struct Scored {
    is_wanted: bool,
    /// Whether it holds, where that is more than that one of the leaves matches.
    whole: Option<Box<dyn Weight>>,
    weights: Vec<Box<dyn Weight>>,
    leaves: Vec<(String, &'static str)>,
}

impl Scoring {
    fn new(reader: &Reader, plan: &Plan, weights: &FieldWeights) -> Result<Self> {
        let scored = plan.scored().enumerate().map(|(position, asked)| {
            let is_wanted = position < plan.wanted.len();
            Scored::new(reader, asked, weights, is_wanted)
        });
        let is_question = term(
            reader.fields.column(Column::Kind),
            &name_of(&PassageKind::Question),
        );
        let filtering = EnableScoring::disabled_from_searcher(&reader.searcher);
        Ok(Self {
            parts: scored.collect::<Result<_>>()?,
            questions: is_question.weight(filtering)?,
            most: f64::from(weights.most),
            matcher: plan
                .statement
                .as_ref()
                .map(crate::query::StatementCondition::matcher),
        })
    }

    fn scorers(&self, segment: &SegmentReader) -> Result<Vec<Scorers>> {
        let scorers = self.parts.iter().map(|part| {
            let leaves = part
                .weights
                .iter()
                .map(|weight| weight.scorer(segment, 1.0));
            Ok(Scorers {
                is_wanted: part.is_wanted,
                whole: part
                    .whole
                    .as_ref()
                    .map(|whole| whole.scorer(segment, 1.0))
                    .transpose()?,
                leaves: leaves.collect::<tantivy::Result<_>>()?,
                values: vec![0.0; part.weights.len()],
                most: self.most,
            })
        });
        scorers.collect()
    }
}

impl Scored {
    fn new(
        reader: &Reader,
        asked: &Condition,
        weights: &FieldWeights,
        is_wanted: bool,
    ) -> Result<Self> {
        let scoring = EnableScoring::enabled_from_searcher(&reader.searcher);
        let filtering = EnableScoring::disabled_from_searcher(&reader.searcher);
        let whole = match asked {
            Condition::Text(_) => None,
            compound => Some(condition(reader, compound).weight(filtering)?),
        };
        let mut own = Self {
            is_wanted,
            whole,
            weights: Vec::new(),
            leaves: Vec::new(),
        };
        for text in asked.texts() {
            for Leaf { place, query } in leaves(&reader.fields, text, Some(weights)) {
                own.weights.push(query.weight(scoring)?);
                own.leaves.push((text.to_string(), place));
            }
        }
        Ok(own)
    }
}

/// A scored condition in one segment.
struct Scorers {
    is_wanted: bool,
    whole: Option<Box<dyn Scorer>>,
    leaves: Vec<Box<dyn Scorer>>,
    values: Vec<f64>,
    most: f64,
}

impl Scorers {
    /// Whether the condition holds in `doc`; then `values` has what each leaf adds to the score there. Documents are asked for in ascending order.
    fn at(&mut self, doc: DocId) -> bool {
        let holds_whole = self
            .whole
            .as_mut()
            .map(|whole| reaches(whole.as_mut(), doc));
        let mut matches = false;
        for (leaf, value) in self.leaves.iter_mut().zip(&mut self.values) {
            let found = reaches(leaf.as_mut(), doc);
            matches |= found;
            *value = if found { f64::from(leaf.score()) } else { 0.0 };
        }
        let holds = holds_whole.unwrap_or(matches);
        let sum: f64 = self.values.iter().sum();
        let share = if holds {
            1.0 / (1.0 + sum / self.most)
        } else {
            0.0
        };
        for value in &mut self.values {
            *value *= share;
        }
        holds
    }
}

fn reaches(scorer: &mut dyn Scorer, doc: DocId) -> bool {
    if scorer.doc() < doc {
        scorer.seek(doc);
    }
    scorer.doc() == doc
}

/// The numeric columns of a segment.
struct Columns<'a> {
    copies: &'a Copies,
    first: FastColumn<i64>,
    number: FastColumn<u64>,
    id_head: FastColumn<u64>,
    id_tail: FastColumn<u64>,
    copy: FastColumn<u64>,
    likeness: FastColumn<u64>,
    origin: FastColumn<u64>,
    claims: Claims,
}

impl<'a> Columns<'a> {
    fn open(segment: &SegmentReader, copies: &'a Copies) -> Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            copies,
            first: columns.i64(fast::FIRST)?,
            number: columns.u64(fast::NUMBER)?,
            id_head: columns.u64(fast::ID_HEAD)?,
            id_tail: columns.u64(fast::ID_TAIL)?,
            copy: columns.u64(fast::COPY)?,
            likeness: columns.u64(fast::LIKENESS)?,
            origin: columns.u64(fast::ORIGIN)?,
            claims: Claims::open(segment)?,
        })
    }

    fn candidate(
        &self,
        address: DocAddress,
        asked: Option<&Matcher>,
        weigh: &dyn Fn(&Claim) -> f64,
    ) -> Candidate {
        let doc = address.doc_id;
        let number = |column: &FastColumn<u64>| column.first(doc).unwrap_or_default();
        let briefing = (number(&self.id_head), number(&self.id_tail));
        let mut candidate = Candidate {
            address,
            id: (briefing.0, briefing.1, number(&self.number)),
            score: 0.0,
            held: 0,
            said: self.first.first(doc).and_then(day),
            copy: number(&self.copy),
            likeness: number(&self.likeness),
            copies: self.copies.of(briefing),
            origin: Origin::from_number(number(&self.origin)),
            is_question: false,
            doubt: 1.0,
            strength: 0,
        };
        if let Some(asked) = asked {
            for claim in self.claims.of(doc).filter(|claim| asked.meets(claim)) {
                candidate.doubt *= 1.0 - weigh(&claim);
                candidate.strength = candidate.strength.max(claim.strength);
            }
        }
        candidate
    }
}
