//! Nearness: where texts stand in a passage, and which of them stand as near one another as asked.
//!
//! One reckoning for the retriever, which reads positions from the index, and for highlighting, which reads them from the passage
//! ([`Places`](super::Places)): both hand in where a [`Spot`] stands.

use super::sloppy::moved;
use super::{Text, Word};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fmt;

/// How near two neighbours of a chain are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// `/s`: in one sentence.
    Sentence,
    /// `/p`: in one passage or answer.
    Passage,
    /// `/5`: within so many words, in any order.
    Within(u16),
    /// `+5`: within so many words, in this order.
    Follows(u16),
}

/// Texts near one another: a place for each, so that every two neighbours are as near as asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// Of each operand, any of these.
    pub operands: Vec<Vec<Text>>,
    /// Between each two operands; never [`Reach::Passage`], which is a condition of its own.
    pub reaches: Vec<Reach>,
}

/// Something that stands at positions of a passage, counted in exact tokens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Spot {
    /// An exact token.
    Exact(String),
    /// An exact token that starts so.
    Starts(String),
    /// An exact token at most so many edits away.
    Like(String, u8),
    /// A stem.
    Stem(String),
    /// The first token of an entity's name.
    NameStart(String),
    /// The last one.
    NameEnd(String),
    /// The first token of a sentence.
    Sentence,
}

/// Where a text stands: first and last token, both included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Position of its first token.
    pub first: u32,
    /// Position of its last token.
    pub last: u32,
    /// Of words that need not stand side by side, their positions; else empty.
    pub words: Vec<u32>,
}

/// Says where a spot stands, ascending.
pub type Positions<'a> = &'a mut dyn FnMut(&Spot) -> Vec<u32>;

impl Text {
    /// Where it stands in a passage, ascending; of texts near one another, the place of each that takes part.
    pub fn places(&self, positions: Positions) -> Vec<Place> {
        let mut places = match self {
            Self::Word(word) => word_places(word, positions),
            Self::Phrase(tokens) => {
                side_by_side(tokens.iter().cloned().map(Spot::Exact), positions)
            }
            Self::Prefix(start) => single(&Spot::Starts(start.clone()), positions),
            Self::Fuzzy { token, edits } => single(&Spot::Like(token.clone(), *edits), positions),
            Self::Sloppy { tokens, moves } => moved(tokens, *moves, positions),
            Self::Near(near) => near.places(positions),
        };
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Whether it stands anywhere in a passage, which takes less than finding out where.
    pub fn stands(&self, positions: Positions) -> bool {
        match self {
            Self::Near(near) => near.stands(positions),
            other => !other.places(positions).is_empty(),
        }
    }

    /// All spots that [`Text::places`] may ask for.
    #[must_use]
    pub fn spots(&self) -> HashSet<Spot> {
        let exact = |tokens: &[String]| tokens.iter().cloned().map(Spot::Exact).collect();
        match self {
            Self::Word(word) => {
                let stems = word.stems.iter().flatten().cloned().map(Spot::Stem);
                let characters = word.characters.iter().cloned().map(Spot::Exact);
                let ends = |id: &String| [Spot::NameStart(id.clone()), Spot::NameEnd(id.clone())];
                let names = word.entities.iter().flat_map(ends);
                stems.chain(characters).chain(names).collect()
            }
            Self::Phrase(tokens) | Self::Sloppy { tokens, .. } => exact(tokens),
            Self::Prefix(start) => HashSet::from([Spot::Starts(start.clone())]),
            Self::Fuzzy { token, edits } => HashSet::from([Spot::Like(token.clone(), *edits)]),
            Self::Near(near) => {
                let operands = near.operands.iter().flatten();
                let own = operands.flat_map(Self::spots);
                own.chain([Spot::Sentence]).collect()
            }
        }
    }
}

impl Near {
    /// A text in the passage itself, near nothing in particular.
    #[must_use]
    pub fn alone(texts: Vec<Text>) -> Self {
        Self {
            operands: vec![texts],
            reaches: Vec::new(),
        }
    }

    fn places(&self, positions: Positions) -> Vec<Place> {
        let Some((mut chain, sentences)) = self.chain(positions) else {
            return Vec::new();
        };
        // forth, then back: what is left has a neighbour on either side that is left
        for (link, reach) in self.reaches.iter().enumerate() {
            let (before, after) = chain.split_at_mut(link + 1);
            let (Some(left), Some(right)) = (before.last(), after.first_mut()) else {
                continue;
            };
            right.retain(|one| left.iter().any(|other| reach.holds(other, one, &sentences)));
        }
        for (link, reach) in self.reaches.iter().enumerate().rev() {
            let (before, after) = chain.split_at_mut(link + 1);
            let (Some(left), Some(right)) = (before.last_mut(), after.first()) else {
                continue;
            };
            left.retain(|one| {
                right
                    .iter()
                    .any(|other| reach.holds(one, other, &sentences))
            });
        }
        chain.concat()
    }

    /// Whether there is a place for each operand: going forth is enough, and of the last one any place is.
    fn stands(&self, positions: Positions) -> bool {
        let Some((chain, sentences)) = self.chain(positions) else {
            return false;
        };
        let mut chain = chain.into_iter();
        let Some(mut left) = chain.next() else {
            return false;
        };
        let links = self.reaches.len();
        for ((link, reach), mut right) in (1..).zip(&self.reaches).zip(chain) {
            let is_near =
                |one: &Place| left.iter().any(|other| reach.holds(other, one, &sentences));
            if link == links {
                return right.iter().any(is_near);
            }
            right.retain(is_near);
            left = right;
        }
        !left.is_empty()
    }

    /// The places of each operand, none of them empty, and where sentences start if that is asked.
    fn chain(&self, positions: Positions) -> Option<(Vec<Vec<Place>>, Vec<u32>)> {
        let mut chain: Vec<Vec<Place>> = Vec::with_capacity(self.operands.len());
        for operand in &self.operands {
            let mut places: Vec<Place> = Vec::new();
            for text in operand {
                places.append(&mut text.places(positions));
            }
            if places.is_empty() {
                return None;
            }
            if operand.len() > 1 {
                places.sort_unstable();
                places.dedup();
            }
            chain.push(places);
        }
        let sentences = if self.reaches.contains(&Reach::Sentence) {
            positions(&Spot::Sentence)
        } else {
            Vec::new()
        };
        Some((chain, sentences))
    }
}

impl Reach {
    /// Whether two places, which share no word, are so near; `sentences` holds where sentences start.
    fn holds(self, left: &Place, right: &Place, sentences: &[u32]) -> bool {
        let sentence = |place: &Place| sentences.partition_point(|start| *start <= place.first);
        let forth = right.first.checked_sub(left.last).filter(|gap| *gap > 0);
        let back = left.first.checked_sub(right.last).filter(|gap| *gap > 0);
        let Some(gap) = forth.or(back) else {
            return false;
        };
        match self {
            Self::Passage => true,
            Self::Sentence => sentence(left) == sentence(right),
            Self::Within(words) => gap <= u32::from(words),
            Self::Follows(words) => forth.is_some_and(|gap| gap <= u32::from(words)),
        }
    }
}

fn place(first: u32, last: u32) -> Place {
    let words = Vec::new();
    Place { first, last, words }
}

fn single(spot: &Spot, positions: Positions) -> Vec<Place> {
    let found = positions(spot).into_iter();
    found.map(|position| place(position, position)).collect()
}

fn side_by_side(spots: impl Iterator<Item = Spot>, positions: Positions) -> Vec<Place> {
    let lists: Vec<Vec<u32>> = spots.map(|spot| positions(&spot)).collect();
    let Some((first, rest)) = lists.split_first() else {
        return Vec::new();
    };
    let follow = |start: &&u32| {
        let mut next = (**start + 1)..;
        rest.iter().all(|list| {
            next.next()
                .is_some_and(|position| list.binary_search(&position).is_ok())
        })
    };
    let length = u32::try_from(rest.len()).unwrap_or(u32::MAX);
    let starts = first.iter().filter(follow);
    starts
        .map(|start| place(*start, start.saturating_add(length)))
        .collect()
}

fn word_places(word: &Word, positions: Positions) -> Vec<Place> {
    let mut places = side_by_side(word.characters.iter().cloned().map(Spot::Exact), positions);
    for stems in &word.stems {
        places.extend(side_by_side(
            stems.iter().cloned().map(Spot::Stem),
            positions,
        ));
    }
    for id in &word.entities {
        let starts = positions(&Spot::NameStart(id.clone()));
        let ends = positions(&Spot::NameEnd(id.clone()));
        places.extend(
            starts
                .iter()
                .zip(&ends)
                .map(|(first, last)| place(*first, *last)),
        );
    }
    places
}

impl fmt::Display for Reach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence => formatter.write_str("/s"),
            Self::Passage => formatter.write_str("/p"),
            Self::Within(words) => write!(formatter, "/{words}"),
            Self::Follows(words) => write!(formatter, "+{words}"),
        }
    }
}

impl fmt::Display for Near {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, operand) in self.operands.iter().enumerate() {
            if let Some(reach) = number
                .checked_sub(1)
                .and_then(|link| self.reaches.get(link))
            {
                write!(formatter, " {reach} ")?;
            }
            let texts: Vec<String> = operand.iter().map(Text::to_string).collect();
            match texts.as_slice() {
                [one] => formatter.write_str(one)?,
                several => write!(formatter, "({})", several.join(" OR "))?,
            }
        }
        Ok(())
    }
}
