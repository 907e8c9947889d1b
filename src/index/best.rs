//! The best of all passages that meet a plan, without making a candidate of every one.
//!
//! Each word is gone through from its first passage to its last, which takes a fraction of asking for it passage by passage, and what it
//! comes to is summed up where the passage has its number. All passages are scored that way, so that totals are exact and nothing is an
//! approximation; those that may be among the first become candidates. They have the scores [`Reader::candidates`] gives them, to the bit.
//! Where more than words is asked, all are found and scored as candidates are, and the best of them chosen the same way.

use super::compile::FieldWeights;
use super::document::Origin;
use super::gather::{FoundBy, Gathering};
use super::reader::Reader;
use super::retrieve::Candidate;
use super::scoring::{ELSEWHERE, Scored, Scoring, Sum, share};
use super::tops::Tops;
use crate::Result;
use crate::query::{Claim, Condition, Plan, Text};
use tantivy::{DocId, SegmentReader};

/// What was found of a word in a passage: where it counts for being listed, or in evidence, which stands in the passage anyhow.
const LISTS: u8 = 1;
const EVIDENCE: u8 = 2;
/// Or in the question it answers, where it is listed for it, but does not hold it.
const QUESTION: u8 = 4;

/// What is asked of the best.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// How many of the first are needed, at least.
    pub most: usize,
    /// What a passage gets for where it comes from, by the number of its [`Origin`].
    pub prior: [f64; Origin::ALL.len()],
    /// What a question gets besides.
    pub question: f64,
    /// What a passage gets whose statements leave no doubt.
    pub statement: f64,
}

/// The best of all passages listed.
pub struct Best {
    /// The first of them, by what they hold and score; the best of those that hold some words only, the worst of those that hold all; and
    /// all of briefings that have copies. In no particular order.
    pub candidates: Vec<Candidate>,
    /// All passages listed.
    pub listed: Listed,
    /// How many of them hold all words.
    pub holding_all: u64,
}

/// Passages, by segment.
pub struct Listed(pub(super) Vec<Vec<DocId>>);

impl Listed {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Whether the best can be told by going through words: a plan of words and phrases and nothing else.
fn is_of_words(plan: &Plan) -> bool {
    let is_word = |wanted: &Condition| {
        matches!(
            wanted,
            Condition::Text(Text::Word(_) | Text::Phrase(_) | Text::Prefix(_) | Text::Fuzzy { .. })
        )
    };
    plan.required.is_empty()
        && plan.excluded.is_empty()
        && plan.statement.is_none()
        && !plan.wanted.is_empty()
        && u8::try_from(plan.wanted.len()).is_ok()
        && plan.wanted.iter().all(is_word)
}

impl Reader {
    /// The best passages that meet a plan of words; `None` where [`Self::best_of_all`] is to be asked.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn best(&self, plan: &Plan, weights: &FieldWeights, asked: Asked) -> Result<Option<Best>> {
        if !is_of_words(plan) {
            return Ok(None);
        }
        let scoring = Scoring::new(self, plan, weights)?;
        let mut tops = Tops::new(asked, plan);
        let segments = self.searcher.segment_readers().iter();
        for ((ordinal, segment), columns) in (0..).zip(segments).zip(self.segment_columns()?) {
            let sums = Sums::of(segment, &scoring, plan)?;
            let docs = sums.listed(plan, segment);
            let found = docs.iter().map(|doc| sums.found(*doc));
            tops.take(self, (ordinal, columns), &docs, found);
            tops.listed.push(docs);
        }
        Ok(Some(tops.best()))
    }

    /// The best passages that meet any plan; `weigh` says how much a statement asked for counts, `asked` what is asked where so many meet
    /// the plan.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn best_of_all(
        &self,
        plan: &Plan,
        weights: &FieldWeights,
        weigh: &dyn Fn(&Claim) -> f64,
        asked: impl FnOnce(u64) -> Result<Asked>,
    ) -> Result<Best> {
        let gathering = Gathering::new(self, plan, weights, weigh)?;
        let segments = self.searcher.segment_readers().iter();
        let every = (0..).zip(segments).zip(self.segment_columns()?);
        let mut gathered = Vec::new();
        for ((ordinal, segment), columns) in every {
            gathered.push(((ordinal, columns), gathering.gathered(segment, columns)?));
        }
        let found: usize = gathered.iter().map(|(_, own)| own.docs.len()).sum();
        let mut tops = Tops::new(asked(found as u64)?, plan);
        for (place, own) in gathered {
            tops.take(self, place, &own.docs, own.found());
            tops.listed.push(own.docs);
        }
        Ok(tops.best())
    }
}

/// What the words come to in each passage of a segment.
struct Sums {
    /// By the number of the passage.
    cells: Vec<Cell>,
    /// Those in which any word was found, ascending.
    touched: Vec<DocId>,
    questions: Vec<bool>,
    words: u8,
    /// Whether every passage listed holds all words, as no fewer are enough.
    all_sure: bool,
}

/// What the words come to in a passage: together, since it is looked up at once.
#[derive(Clone, Copy, Default)]
struct Cell {
    score: f64,
    /// What the word at hand comes to so far, and the signs of where it was found.
    word: f64,
    found: u8,
    /// How many words list the passage, and how many it holds.
    lists: u8,
    holds: u8,
}

impl Sums {
    fn of(segment: &SegmentReader, scoring: &Scoring, plan: &Plan) -> Result<Self> {
        let size = segment.max_doc() as usize;
        let mut sums = Self {
            cells: vec![Cell::default(); size],
            touched: Vec::new(),
            questions: vec![false; size],
            words: 0,
            all_sure: plan.enough() >= plan.wanted.len(),
        };
        let mut having = Vec::new();
        for part in &scoring.parts {
            sums.find(segment, part, &mut having)?;
            sums.add(scoring.most, &mut having);
        }
        #[allow(clippy::stable_sort_primitive, reason = "some runs, each in order")]
        sums.touched.sort();
        let questions = &mut sums.questions;
        scoring.questions.for_each_no_score(segment, &mut |docs| {
            for doc in docs {
                if let Some(is_question) = questions.get_mut(*doc as usize) {
                    *is_question = true;
                }
            }
        })?;
        Ok(sums)
    }

    /// Finds the next word wherever it stands, and tells where that is.
    fn find(
        &mut self,
        segment: &SegmentReader,
        part: &Scored,
        having: &mut Vec<DocId>,
    ) -> Result<()> {
        let leaves = part.weights.iter().zip(&part.boosts).zip(&part.leaves);
        for ((weight, boost), (_, place)) in leaves {
            let sign = match *place {
                "evidence" => EVIDENCE,
                ELSEWHERE => QUESTION,
                _ => LISTS,
            };
            weight.for_each(segment, &mut |doc, score| {
                let Some(cell) = self.cells.get_mut(doc as usize) else {
                    return;
                };
                if cell.found == 0 {
                    having.push(doc);
                }
                cell.word += f64::from(score) * boost;
                cell.found |= sign;
            })?;
        }
        self.words += 1;
        Ok(())
    }

    /// Adds what the word at hand comes to, where it was found.
    fn add(&mut self, most: f64, having: &mut Vec<DocId>) {
        for doc in having.drain(..) {
            let Some(cell) = self.cells.get_mut(doc as usize) else {
                continue;
            };
            if cell.lists == 0 && cell.holds == 0 {
                self.touched.push(doc);
            }
            cell.score += cell.word * share(cell.word, most);
            cell.word = 0.0;
            cell.lists += u8::from(cell.found & (LISTS | QUESTION) != 0);
            cell.holds += u8::from(cell.found & (LISTS | EVIDENCE) != 0);
            cell.found = 0;
        }
    }

    /// The passages that hold enough words, ascending, none that is deleted.
    fn listed(&self, plan: &Plan, segment: &SegmentReader) -> Vec<DocId> {
        let enough = u8::try_from(plan.enough()).unwrap_or(u8::MAX);
        let alive = segment.alive_bitset();
        let lists = |doc: &DocId| {
            self.cell(*doc).lists >= enough && alive.is_none_or(|alive| alive.is_alive(*doc))
        };
        self.touched.iter().copied().filter(lists).collect()
    }

    fn cell(&self, doc: DocId) -> Cell {
        self.cells.get(doc as usize).copied().unwrap_or_default()
    }

    fn found(&self, doc: DocId) -> FoundBy {
        let cell = self.cell(doc);
        let is_question = self.questions.get(doc as usize).copied();
        FoundBy {
            sum: Sum {
                score: cell.score,
                holds_all: self.all_sure || cell.holds == self.words,
            },
            doubt: 1.0,
            is_question: is_question.unwrap_or_default(),
        }
    }
}
