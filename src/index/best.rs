//! The best of all passages that meet a plan, without making a candidate of every one.
//!
//! Each word is gone through from its first passage to its last, which takes a fraction of asking for it passage by passage, and what it
//! comes to is summed up where the passage has its number. All passages are scored that way, so that totals are exact and nothing is an
//! approximation; those that may be among the first become candidates. They have the scores [`Reader::candidates`] gives them, to the bit.
//! Where more than words is asked, all are found and scored as candidates are, and the best of them chosen the same way.

use super::bits::Listed;
use super::compile::FieldWeights;
use super::document::Nature;
use super::gather::Gathering;
use super::reader::Reader;
use super::retrieve::Candidate;
use super::sums::{Sums, Window};
use super::tops::Tops;
use crate::Result;
use crate::query::{Claim, Condition, Plan, Text};

/// What is asked of the best.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// How many of the first are needed, at least.
    pub most: usize,
    /// What a passage gets for what it is, by the place of its nature in [`Nature::ALL`].
    pub prior: [f64; Nature::ALL.len()],
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

/// Whether the best can be told by going through words: a plan of words and phrases, wanted or required, and nothing else.
fn is_of_words(plan: &Plan) -> bool {
    let is_word = |asked: &Condition| {
        matches!(
            asked,
            Condition::Text(Text::Word(_) | Text::Phrase(_) | Text::Prefix(_) | Text::Fuzzy { .. })
        )
    };
    let mut asked = plan.wanted.iter().chain(&plan.required);
    let count = plan.wanted.len() + plan.required.len();
    plan.excluded.is_empty()
        && plan.statement.is_none()
        && (1..=usize::from(u8::MAX)).contains(&count)
        && asked.all(is_word)
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
        let sums = Sums::new(self, plan, weights)?;
        let mut window = Window::new(&sums);
        let mut tops = Tops::new(asked, plan);
        let segments = self.searcher.segment_readers().iter();
        for ((ordinal, segment), columns) in (0..).zip(segments).zip(self.segment_columns()?) {
            sums.go_through(segment, (ordinal, columns), &mut window, &mut tops)?;
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
            for (doc, found) in own.docs.iter().zip(own.found()) {
                tops.holding_all += u64::from(found.sum.holds_all);
                tops.see(place, *doc, found);
            }
            tops.listed.add_each(&own.docs);
        }
        Ok(tops.best())
    }
}
