//! Which briefings are copies of which: the same text, or nearly, under another id.
//!
//! Briefings are taken in the order of their standing, the official text first. Each is a copy of the first one before it that it is
//! like and that is no copy itself, so that every copy is like the text that stands for it, and chains of ever less likeness cannot
//! form. What comes out depends on what is indexed alone, never on the order in which it came.

use super::likeness::Body;
use super::state::{Indexed, hash};
use crate::briefing::{Briefing, BriefingHead};
use crate::index::Origin;
use crate::text::fold;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// The share of shingles in common from which texts are copies. A changed word changes five shingles: of a hundred words four may be
/// other, or the head and foot of a page may stand around. Of 1,120 real briefings the pairs above 0.75 were all copies or new
/// editions, while what is made from one mould (a call with another minister, a letter of another year) came up to 0.62.
const LIKE: f64 = 0.7;
/// Days between two texts from which the later one repeats the earlier and is no copy of it, unless the bodies are equal.
const APART: u64 = 31;
/// Texts compared for one band, so that texts of one mould cannot make it all pairs.
const COMPARED: usize = 64;

/// What is kept of an indexed briefing to tell its copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Likeness {
    #[serde(flatten)]
    pub(super) body: Body,
    /// Shared by equal titles only.
    pub(super) title: String,
    origin: u8,
    has_url: bool,
    published: Option<NaiveDate>,
}

impl Likeness {
    pub(super) fn of(briefing: &Briefing) -> Self {
        let head = BriefingHead::from(briefing);
        let published = head.dates.published.or(head.dates.said);
        Self {
            body: Body::of(&briefing.text),
            title: hash(fold(head.title.as_deref().unwrap_or_default()).as_bytes()),
            origin: Origin::of(&head) as u8,
            has_url: head.url.is_some(),
            published: published.map(|date| date.day),
        }
    }

    fn is_copy_of(&self, other: &Self) -> bool {
        let days = self.published.zip(other.published);
        let is_near =
            days.is_none_or(|(own, other)| (own - other).num_days().unsigned_abs() <= APART);
        self.body.hash == other.body.hash
            || (is_near && self.body.signature.likeness(&other.body.signature) >= LIKE)
    }

    /// Sorts the text first that is to stand for its copies: a ministry's transcript, its other texts, news; with an address; the
    /// earliest; the longest.
    fn standing(&self) -> impl Ord {
        (
            Reverse((self.origin, self.has_url)),
            self.published.is_none(),
            self.published,
            Reverse(self.body.words),
        )
    }
}

/// Each copy, and the briefing that stands for it.
pub(super) fn copies(indexed: &BTreeMap<String, Indexed>) -> BTreeMap<String, String> {
    let texts = indexed
        .iter()
        .filter(|(_, one)| one.likeness.body.words > 0);
    let mut texts: Vec<(&String, &Likeness)> = texts.map(|(id, one)| (id, &one.likeness)).collect();
    texts.sort_by_cached_key(|(id, likeness)| (likeness.standing(), *id));
    let mut copies = BTreeMap::new();
    let mut originals: HashMap<u64, Vec<usize>> = HashMap::new();
    for (position, (id, likeness)) in texts.iter().enumerate() {
        let signature = &likeness.body.signature;
        let near = signature.bands().filter_map(|band| originals.get(&band));
        let mut near: Vec<usize> = near.flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let original = near.into_iter().find_map(|original| {
            let (id, other) = texts.get(original)?;
            likeness.is_copy_of(other).then_some(id)
        });
        if let Some(original) = original {
            copies.insert((*id).clone(), (*original).clone());
            continue;
        }
        for band in signature.bands() {
            let known = originals.entry(band).or_default();
            if known.len() < COMPARED {
                known.push(position);
            }
        }
    }
    copies
}
