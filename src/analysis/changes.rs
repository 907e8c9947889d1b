//! What changed between two versions of a briefing: sentences removed, added or put otherwise, and metadata.
//!
//! Sentences are compared first, then the words of those that correspond. The algorithm is Myers' with the bounded search that git
//! uses too, so that no text, however it is made, takes time that grows with the square of its length.

use super::sentence::{Sentence, of_briefing};
use super::shifts::StatementChange;
use super::words::{Words, words};
use crate::briefing::{Briefing, Date};
use crate::lexicon::Lexicon;
use crate::text::{collapsed, fold, unspaced};
use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The share of words in common from which two sentences are one that was put otherwise.
const CORRESPONDS: f64 = 0.5;
/// Added sentences in which the counterpart of a removed one is looked for.
const WINDOW: usize = 16;

/// The difference of two versions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// Metadata that differ.
    pub fields: Vec<FieldChange>,
    /// Sentences that differ, in order.
    pub sentences: Vec<Rewording>,
    /// Statements that differ; told by [`super::shifts`], which looks into both versions.
    pub statements: Vec<StatementChange>,
}

/// A difference of metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Which: `title`, `said`, `published`, `updated`, `byline`, `ministry`, `outlet`, `language`, `url`.
    pub field: &'static str,
    /// What it was.
    pub old: Option<String>,
    /// What it became.
    pub new: Option<String>,
}

/// A sentence removed, added, or put otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewording {
    /// As it was; `None` where it was added.
    pub removed: Option<Sentence>,
    /// As it is; `None` where it was removed.
    pub added: Option<Sentence>,
    /// Its words.
    pub words: Vec<Words>,
}

/// What changed from `old` to `new`.
#[must_use]
pub fn changes(old: &Briefing, new: &Briefing, lexicon: &Lexicon) -> Change {
    let (before, after) = (of_briefing(old, lexicon), of_briefing(new, lexicon));
    let texts = |sentences: &[Sentence]| -> Vec<String> {
        let texts = sentences.iter().map(|sentence| unspaced(&sentence.text));
        texts.collect()
    };
    let operations = capture_diff_slices(Algorithm::Myers, &texts(&before), &texts(&after));
    let of = |sentences: &[Sentence], range: Range<usize>| {
        sentences.get(range).unwrap_or_default().to_vec()
    };
    let mut sentences = Vec::new();
    for operation in operations {
        let (tag, old, new) = operation.as_tag_tuple();
        if tag != DiffTag::Equal {
            sentences.extend(reworded(of(&before, old), of(&after, new)));
        }
    }
    Change {
        fields: fields(old, new),
        sentences,
        statements: Vec::new(),
    }
}

/// Sentences that stand in place of others, those that correspond put together.
fn reworded(removed: Vec<Sentence>, added: Vec<Sentence>) -> Vec<Rewording> {
    let bags: Vec<Bag> = added
        .iter()
        .map(|sentence| Bag::of(&sentence.text))
        .collect();
    let mut added = added.into_iter().enumerate().peekable();
    let mut found = Vec::new();
    for removed in removed {
        let first = added.peek().map_or(bags.len(), |(position, _)| *position);
        let own = Bag::of(&removed.text);
        let candidates = (first..).zip(bags.iter().skip(first).take(WINDOW));
        let like = candidates.map(|(position, bag)| (own.likeness(bag), position));
        let best = like
            .filter(|(likeness, _)| *likeness >= CORRESPONDS)
            .min_by(|(a, at), (b, other)| b.total_cmp(a).then(at.cmp(other)));
        let Some((_, counterpart)) = best else {
            found.push(Rewording::of(Some(removed), None));
            continue;
        };
        while let Some((_, sentence)) = added.next_if(|(position, _)| *position < counterpart) {
            found.push(Rewording::of(None, Some(sentence)));
        }
        let counterpart = added.next().map(|(_, sentence)| sentence);
        found.push(Rewording::of(Some(removed), counterpart));
    }
    found.extend(added.map(|(_, sentence)| Rewording::of(None, Some(sentence))));
    found
}

impl Rewording {
    fn of(removed: Option<Sentence>, added: Option<Sentence>) -> Self {
        let text = |sentence: &Option<Sentence>| {
            let text = sentence.as_ref().map(|sentence| sentence.text.clone());
            text.unwrap_or_default()
        };
        Self {
            words: words(&text(&removed), &text(&added)),
            removed,
            added,
        }
    }
}

/// The folded words of a sentence, each as often as it occurs.
struct Bag {
    words: HashMap<String, usize>,
    count: usize,
}

impl Bag {
    fn of(text: &str) -> Self {
        let mut bag = Self {
            words: HashMap::new(),
            count: 0,
        };
        for word in fold(text).unicode_words() {
            *bag.words.entry(word.to_owned()).or_default() += 1;
            bag.count += 1;
        }
        bag
    }

    /// The share of all words that both have, 0 to 1; 0 where one is so much longer that it cannot matter.
    fn likeness(&self, other: &Self) -> f64 {
        let all = (self.count + other.count) as f64;
        let most = 2.0 * self.count.min(other.count) as f64;
        if all == 0.0 || most < CORRESPONDS * all {
            return 0.0;
        }
        let in_both = self.words.iter().map(|(word, times)| {
            let others = other.words.get(word).copied().unwrap_or_default();
            others.min(*times)
        });
        2.0 * in_both.sum::<usize>() as f64 / all
    }
}

fn fields(old: &Briefing, new: &Briefing) -> Vec<FieldChange> {
    let both = [old, new];
    let date = |of: fn(&Briefing) -> Option<Date>| both.map(|one| of(one).map(|date| date.value()));
    let text =
        |of: fn(&Briefing) -> &Option<String>| both.map(|one| of(one).as_deref().map(collapsed));
    let pairs = [
        ("title", text(|one| &one.title)),
        ("said", date(|one| one.dates.said)),
        ("published", date(|one| one.dates.published)),
        ("updated", date(|one| one.dates.updated)),
        ("byline", text(|one| &one.byline)),
        ("ministry", text(|one| &one.ministry)),
        ("outlet", text(|one| &one.outlet)),
        ("language", text(|one| &one.language)),
        ("url", text(|one| &one.url)),
    ];
    let differing = pairs.into_iter().filter(|(_, [old, new])| old != new);
    let change = |(field, [old, new]): (_, [Option<String>; 2])| FieldChange { field, old, new };
    differing.map(change).collect()
}
