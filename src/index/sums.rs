//! What words come to in each passage of a segment, window by window of passages: each list is gone through once, and what a passage
//! comes to is summed up where it has its number in the window, which is small enough to stay at hand.

use super::columns::SegmentColumns;
use super::compile::{FieldWeights, leaves};
use super::gather::FoundBy;
use super::postings::{Run, Wanted};
use super::reader::Reader;
use super::scoring::{ELSEWHERE, Sum, share};
use super::tops::Tops;
use crate::Result;
use crate::query::Plan;
use tantivy::{DocId, SegmentReader};

/// What was found of a word in a passage: where it counts for being listed, or in evidence, which stands in the passage anyhow.
const LISTS: u8 = 1;
const EVIDENCE: u8 = 2;
/// Or in the question it answers, where it is listed for it, but does not hold it.
const QUESTION: u8 = 4;

/// Passages of a window.
const WINDOW: usize = 1024;
const BITS: usize = u64::BITS as usize;

/// What sums up the words of a plan, ready for every segment.
pub(super) struct Sums {
    words: Vec<Word<Wanted>>,
    /// What a word comes to at most.
    most: f64,
    /// How many of those wanted must list a passage, how many there are, and how many there are that must all list it.
    enough: u8,
    wanted: u8,
    required: u8,
}

/// A word, or what else of text is asked for, with the places where it is looked for.
struct Word<T> {
    is_required: bool,
    leaves: Vec<Leaf<T>>,
}

/// A place where a word is looked for.
struct Leaf<T> {
    sign: u8,
    boost: f64,
    lists: T,
}

impl Sums {
    /// Of a plan of not too many wanted and required texts.
    pub(super) fn new(reader: &Reader, plan: &Plan, weights: &FieldWeights) -> Result<Self> {
        let asked = plan.wanted.iter().map(|wanted| (wanted, false));
        let asked = asked.chain(plan.required.iter().map(|required| (required, true)));
        let words = asked.map(|(asked, is_required)| {
            let texts = asked.texts().into_iter();
            let leaves = texts.flat_map(|text| leaves(&reader.fields, text, Some(weights)));
            let leaves = leaves.map(|leaf| {
                Ok(Leaf {
                    sign: match leaf.place {
                        "evidence" => EVIDENCE,
                        ELSEWHERE => QUESTION,
                        _ => LISTS,
                    },
                    boost: f64::from(leaf.weight),
                    lists: Wanted::new(reader, leaf.sought)?,
                })
            });
            Ok(Word {
                is_required,
                leaves: leaves.collect::<Result<_>>()?,
            })
        });
        let count = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
        Ok(Self {
            words: words.collect::<Result<_>>()?,
            most: f64::from(weights.most),
            enough: count(plan.enough()),
            wanted: count(plan.wanted.len()),
            required: count(plan.required.len()),
        })
    }

    /// Goes through a segment: lists the passages that hold enough words, ascending, none that is deleted, and lets those be taken that
    /// may be among the first.
    pub(super) fn go_through(
        &self,
        segment: &SegmentReader,
        place: (u32, &SegmentColumns),
        window: &mut Window,
        tops: &mut Tops,
    ) -> Result<()> {
        let mut words = self.opened(segment, place.0 as usize)?;
        let Some((last, others)) = words.split_last_mut() else {
            return Ok(());
        };
        let alive = segment.alive_bitset();
        let all_sure = self.enough >= self.wanted;
        window.start = 0;
        let mut listed = Vec::new();
        while window.start < segment.max_doc() {
            for word in &mut *others {
                window.find(&mut word.leaves);
                window.add(self.most, word.is_required);
            }
            window.find(&mut last.leaves);
            window.end(self.most, last.is_required, |doc, cell| {
                let is_listed = cell.lists >= self.enough && cell.meets >= self.required;
                if !is_listed || alive.is_some_and(|alive| alive.is_deleted(doc)) {
                    return;
                }
                listed.push(doc);
                let sum = Sum {
                    score: cell.score,
                    holds_all: all_sure || cell.holds >= self.wanted,
                };
                tops.see(place, doc, FoundBy { sum, doubt: 1.0 });
            });
        }
        tops.listed.push(listed);
        Ok(())
    }

    fn opened(&self, segment: &SegmentReader, ordinal: usize) -> Result<Vec<Word<Vec<Run>>>> {
        let word = |word: &Word<Wanted>| {
            let leaves = word.leaves.iter().map(|leaf| {
                Ok(Leaf {
                    sign: leaf.sign,
                    boost: leaf.boost,
                    lists: leaf.lists.runs(segment, ordinal)?,
                })
            });
            Ok(Word {
                is_required: word.is_required,
                leaves: leaves.collect::<Result<_>>()?,
            })
        };
        self.words.iter().map(word).collect()
    }
}

/// What the words come to in a passage: together, since it is looked up at once.
#[derive(Clone, Copy, Default)]
struct Cell {
    score: f64,
    /// What the word at hand comes to so far, and the signs of where it was found.
    word: f64,
    found: u8,
    /// How many that are wanted list the passage, how many of those it holds, and how many that are required it meets.
    lists: u8,
    holds: u8,
    meets: u8,
}

impl Cell {
    /// Adds what the word at hand comes to.
    fn add(&mut self, most: f64, is_required: bool) {
        self.score += self.word * share(self.word, most);
        self.word = 0.0;
        let lists = u8::from(self.found & (LISTS | QUESTION) != 0);
        if is_required {
            self.meets += lists;
        } else {
            self.lists += lists;
            self.holds += u8::from(self.found & (LISTS | EVIDENCE) != 0);
        }
        self.found = 0;
    }
}

/// Which passages of a window.
type Bits = [u64; WINDOW / BITS];
const NONE: Bits = [0; WINDOW / BITS];

/// So many passages, from the one at its start. Between one window and the next nothing is in it.
pub(super) struct Window {
    start: DocId,
    cells: Box<[Cell]>,
    /// In which any word was found, and in which the one at hand.
    any: Bits,
    having: Bits,
    /// Of a place with several lists, the best score so far.
    best: Box<[f32]>,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            start: 0,
            cells: vec![Cell::default(); WINDOW].into(),
            any: NONE,
            having: NONE,
            best: vec![0.0; WINDOW].into(),
        }
    }
}

impl Window {
    /// Finds a word wherever it stands.
    fn find(&mut self, leaves: &mut [Leaf<Vec<Run>>]) {
        for Leaf { sign, boost, lists } in leaves {
            match lists.as_mut_slice() {
                [] => (),
                [one] => self.find_in(one, *sign, *boost),
                [others @ .., last] => self.find_best(others, last, *sign, *boost),
            }
        }
    }

    fn after(&self) -> DocId {
        self.start.saturating_add(WINDOW as u32)
    }

    fn find_in(&mut self, list: &mut Run, sign: u8, boost: f64) {
        let start = self.start;
        list.tell(self.after(), |doc, score| {
            self.put(doc.wrapping_sub(start) as usize, score, sign, boost);
        });
    }

    /// The last list is the longest: what the others come to is put aside until it comes by, or the window ends.
    fn find_best(&mut self, others: &mut [Run], last: &mut Run, sign: u8, boost: f64) {
        let mut aside = NONE;
        let (start, after) = (self.start, self.after());
        for list in others {
            list.tell(after, |doc, score| {
                let own = doc.wrapping_sub(start) as usize;
                if let Some(best) = self.best.get_mut(own) {
                    *best = best.max(score);
                    set(&mut aside, own);
                }
            });
        }
        last.tell(after, |doc, score| {
            let own = doc.wrapping_sub(start) as usize;
            let score = if take(&mut aside, own) {
                score.max(self.put_aside(own))
            } else {
                score
            };
            self.put(own, score, sign, boost);
        });
        each_of(&mut aside, |own| {
            let score = self.put_aside(own);
            self.put(own, score, sign, boost);
        });
    }

    fn put(&mut self, own: usize, score: f32, sign: u8, boost: f64) {
        let Some(cell) = self.cells.get_mut(own) else {
            return;
        };
        cell.word += f64::from(score) * boost;
        cell.found |= sign;
        set(&mut self.having, own);
    }

    /// What was put aside, which it is no longer.
    fn put_aside(&mut self, own: usize) -> f32 {
        self.best.get_mut(own).map_or(0.0, std::mem::take)
    }

    /// Adds what the word at hand comes to, where it was found.
    fn add(&mut self, most: f64, is_required: bool) {
        self.gather();
        each_of(&mut self.having, |own| {
            if let Some(cell) = self.cells.get_mut(own) {
                cell.add(most, is_required);
            }
        });
    }

    /// Where the word at hand was found, some word was.
    fn gather(&mut self) {
        for (any, having) in self.any.iter_mut().zip(&self.having) {
            *any |= having;
        }
    }

    /// Adds what the last word comes to, tells every passage in which any was found, and goes on to the next window.
    fn end(&mut self, most: f64, is_required: bool, mut each: impl FnMut(DocId, Cell)) {
        self.gather();
        self.having = NONE;
        each_of(&mut self.any, |own| {
            if let Some(cell) = self.cells.get_mut(own) {
                let mut cell = std::mem::take(cell);
                cell.add(most, is_required); // nothing, where the last word was not found
                each(self.start + own as u32, cell);
            }
        });
        self.start = self.after();
    }
}

fn set(bits: &mut Bits, own: usize) {
    if let Some(word) = bits.get_mut(own / BITS) {
        *word |= 1 << (own % BITS);
    }
}

/// Whether a bit is set, which it is no longer.
fn take(bits: &mut Bits, own: usize) -> bool {
    let (place, bit) = (own / BITS, 1 << (own % BITS));
    let Some(word) = bits.get_mut(place).filter(|word| **word & bit != 0) else {
        return false;
    };
    *word &= !bit;
    true
}

/// Tells which bits are set, ascending, and clears them.
fn each_of(bits: &mut Bits, mut each: impl FnMut(usize)) {
    for (number, word) in bits.iter_mut().enumerate() {
        let mut left = std::mem::take(word);
        while left != 0 {
            each(number * BITS + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
}
