//! What words come to in each passage of a segment, window by window of passages: each list is gone through once, and what a passage
//! comes to is summed up where it has its number in the window, which is small enough to stay at hand. Which passages are listed, and
//! which hold all words, are bits, of so many passages at once.

#![allow(
    clippy::needless_bitwise_bool,
    reason = "which way a branch would go cannot be foreseen, and costs more than the rest"
)]

use super::bits::{BITS, each_of, set, take};
use super::columns::SegmentColumns;
use super::compile::{FieldWeights, leaves};
use super::gather::FoundBy;
use super::postings::{Run, Wanted};
use super::reader::Reader;
use super::scoring::{ELSEWHERE, Sum, share};
use super::tops::Tops;
use crate::Result;
use crate::query::Plan;
use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, SegmentReader};

/// Passages of a window.
const WINDOW: usize = 1024;

/// What sums up the words of a plan, ready for every segment.
pub(super) struct Sums {
    words: Vec<Word<Wanted>>,
    /// What a word comes to at most.
    most: f64,
    /// How many of those wanted must list a passage, and how many there are.
    enough: usize,
    wanted: usize,
}

/// A word, or what else of text is asked for, with the places where it is looked for.
struct Word<T> {
    is_required: bool,
    leaves: Vec<Leaf<T>>,
}

/// A place where a word is looked for.
struct Leaf<T> {
    place: Place,
    boost: f64,
    lists: T,
}

/// Where a word stands, as far as it makes a difference.
#[derive(Clone, Copy)]
enum Place {
    /// In the passage: it lists it, and the passage holds it.
    Own,
    /// In evidence, which stands in the passage anyhow.
    Evidence,
    /// In the question the passage answers: it lists it, but the passage does not hold it.
    Question,
}

impl Place {
    const COUNT: usize = 3;
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
                    place: match leaf.place {
                        "evidence" => Place::Evidence,
                        ELSEWHERE => Place::Question,
                        _ => Place::Own,
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
        Ok(Self {
            words: words.collect::<Result<_>>()?,
            most: f64::from(weights.most),
            enough: plan.enough(),
            wanted: plan.wanted.len(),
        })
    }

    /// Goes through a segment: lists the passages that hold enough words, none that is deleted, and lets those be taken that may be among
    /// the first.
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
        let mut at_hand = Segment {
            place,
            alive: segment.alive_bitset(),
            listed: Vec::with_capacity(segment.max_doc() as usize / BITS + WINDOW / BITS),
        };
        window.start = 0;
        while window.start < segment.max_doc() {
            for (number, word) in others.iter_mut().enumerate() {
                window.find(&mut word.leaves);
                window.add(self, (number, word.is_required));
            }
            window.find(&mut last.leaves);
            let order = (others.len(), last.is_required);
            window.end(self, order, &mut at_hand, tops);
        }
        tops.listed.add(at_hand.listed);
        Ok(())
    }

    fn opened(&self, segment: &SegmentReader, ordinal: usize) -> Result<Vec<Word<Vec<Run>>>> {
        let word = |word: &Word<Wanted>| {
            let leaves = word.leaves.iter().map(|leaf| {
                Ok(Leaf {
                    place: leaf.place,
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

/// Which passages of a window.
type Bits = [u64; WINDOW / BITS];
const NONE: Bits = [0; WINDOW / BITS];
const ALL: Bits = [u64::MAX; WINDOW / BITS];

/// What the end of a window needs of its segment, and the bits of the passages listed so far.
struct Segment<'a> {
    place: (u32, &'a SegmentColumns),
    alive: Option<&'a AliveBitSet>,
    listed: Vec<u64>,
}

/// What a passage comes to by the words before the one at hand, and by that one: together, since they are looked up at once.
#[derive(Clone, Copy, Default)]
struct Cell {
    score: f64,
    word: f64,
}

/// So many passages, from the one at its start. Between one window and the next nothing is in it.
pub(super) struct Window {
    start: DocId,
    cells: Box<[Cell; WINDOW]>,
    /// Those in which the word at hand was found, by place.
    found: [Bits; Place::COUNT],
    /// Those in which any word was found before.
    any: Bits,
    /// Those that one wanted word lists, those that two list, and so on, up to enough.
    reached: Vec<Bits>,
    /// Those that all required words list, and those that hold all that is wanted.
    meets: Bits,
    complete: Bits,
    /// Of a place with several lists, the best score so far.
    best: Box<[f32; WINDOW]>,
}

impl Window {
    /// For what these sum up.
    pub(super) fn new(sums: &Sums) -> Self {
        Self {
            start: 0,
            cells: Box::new([Cell::default(); WINDOW]),
            found: [NONE; Place::COUNT],
            any: NONE,
            reached: vec![NONE; sums.enough],
            meets: ALL,
            complete: ALL,
            best: Box::new([0.0; WINDOW]),
        }
    }

    fn after(&self) -> DocId {
        self.start.saturating_add(WINDOW as u32)
    }

    /// Finds a word wherever it stands.
    fn find(&mut self, leaves: &mut [Leaf<Vec<Run>>]) {
        for leaf in leaves {
            match leaf.lists.as_mut_slice() {
                [] => (),
                [one] => self.find_in(one, leaf.place, leaf.boost),
                [others @ .., last] => self.find_best(others, last, leaf.place, leaf.boost),
            }
        }
    }

    fn find_in(&mut self, list: &mut Run, place: Place, boost: f64) {
        let start = self.start;
        list.tell(self.after(), |doc, score| {
            self.put(doc.wrapping_sub(start) as usize, score, place, boost);
        });
    }

    /// The last list is the longest: what the others come to is put aside until it comes by, or the window ends.
    fn find_best(&mut self, others: &mut [Run], last: &mut Run, place: Place, boost: f64) {
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
            self.put(own, score, place, boost);
        });
        for (first, word) in (0..).step_by(BITS).zip(aside) {
            each_of(word, |bit| {
                let score = self.put_aside(first + bit);
                self.put(first + bit, score, place, boost);
            });
        }
    }

    fn put(&mut self, own: usize, score: f32, place: Place, boost: f64) {
        if let Some(cell) = self.cells.get_mut(own) {
            cell.word += f64::from(score) * boost;
        }
        set(&mut self.found[place as usize], own);
    }

    /// What was put aside, which it is no longer.
    fn put_aside(&mut self, own: usize) -> f32 {
        self.best.get_mut(own).map_or(0.0, std::mem::take)
    }

    /// Adds what the word at hand comes to, where it was found; in which order it comes, and whether it is required.
    fn add(&mut self, sums: &Sums, order: (usize, bool)) {
        let most = sums.most;
        for part in 0..WINDOW / BITS {
            let found = self.note(sums, order, part);
            self.any[part] |= found;
            each_of(found, |bit| {
                let own = (part * BITS + bit) % WINDOW; // it is below: so the compiler sees
                let Cell { score, word } = self.cells[own];
                self.cells[own] = Cell {
                    score: score + word * share(word, most),
                    word: 0.0,
                };
            });
        }
        self.found = [NONE; Place::COUNT];
    }

    /// Notes, of as many passages as a word has bits, which ones the word at hand lists, and which hold it; gives those it was found in.
    /// The words that are wanted come before those required.
    #[inline]
    fn note(&mut self, sums: &Sums, (number, is_required): (usize, bool), part: usize) -> u64 {
        let [own, evidence, question] = self.found.each_ref().map(|found| found[part]);
        let lists = own | question;
        if is_required {
            self.meets[part] &= lists;
        } else {
            self.complete[part] &= own | evidence;
            // so few may still become enough, as so many are to come; and more than there were yet cannot list it
            let few = (number + 1 + sums.enough)
                .saturating_sub(sums.wanted)
                .max(1);
            for count in (few..=sums.enough.min(number + 1)).rev() {
                let fewer = count
                    .checked_sub(2)
                    .map_or(u64::MAX, |fewer| self.reached[fewer][part]);
                self.reached[count - 1][part] |= fewer & lists;
            }
        }
        lists | evidence
    }

    /// Adds what the last word comes to, lists the passages, lets those be seen that may matter, and goes on to the next window.
    fn end(&mut self, sums: &Sums, order: (usize, bool), segment: &mut Segment, tops: &mut Tops) {
        let (ordinal, columns) = segment.place;
        let most = sums.most;
        let all_sure = sums.enough >= sums.wanted;
        for part in 0..WINDOW / BITS {
            let first = self.start + (part * BITS) as DocId;
            let found = self.note(sums, order, part) | self.any[part];
            let enough = self.reached.last().map_or(u64::MAX, |enough| enough[part]);
            let mut listed = found & enough & self.meets[part];
            if let Some(alive) = segment.alive {
                each_of(listed, |bit| {
                    listed &= !(u64::from(alive.is_deleted(first + bit as DocId)) << bit);
                });
            }
            segment.listed.push(listed);
            let complete = if all_sure {
                listed
            } else {
                listed & self.complete[part]
            };
            tops.holding_all += u64::from(complete.count_ones());
            let copied = columns.copied(first);
            each_of(found & !listed, |bit| {
                let own = (part * BITS + bit) % WINDOW;
                self.cells[own] = Cell::default();
            });
            each_of(listed, |bit| {
                let own = (part * BITS + bit) % WINDOW;
                let Cell { score, word } = std::mem::take(&mut self.cells[own]);
                let sum = Sum {
                    score: score + word * share(word, most),
                    holds_all: complete >> bit & 1 == 1,
                };
                let doc = first + bit as DocId;
                if tops.may_matter(sum) | (copied >> bit & 1 == 1) {
                    tops.see((ordinal, columns), doc, FoundBy { sum, doubt: 1.0 });
                }
            });
        }
        self.found = [NONE; Place::COUNT];
        self.any = NONE;
        self.reached.fill(NONE);
        self.meets = ALL;
        self.complete = ALL;
        self.start = self.after();
    }
}
