//! The rankings that are measured: the product's with words and filters, with either alone, and plain BM25 to hold them against.

use super::judged::Query;
use crate::index::Reader;
use crate::query::{self, Condition, Known, Plan, Text, Word};
use crate::rank::{Copies, Placed, Weights, ordered};
use crate::{Error, Result};
use serde::Serialize;
use std::collections::BTreeSet;

/// A way to answer a judged query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Ranking {
    /// The words and the filters.
    #[serde(rename = "words+filters")]
    Both,
    /// The words without the filters.
    #[serde(rename = "words")]
    Words,
    /// The filters without the words.
    #[serde(rename = "filters")]
    Filters,
    /// BM25 of the words on the passage's text, of which one is enough.
    #[serde(rename = "bm25")]
    Plain,
    /// The same among what the filters leave.
    #[serde(rename = "bm25+filters")]
    PlainFiltered,
}

impl Ranking {
    /// All, those of the product first.
    pub const ALL: [Self; 5] = [
        Self::Both,
        Self::Words,
        Self::Filters,
        Self::Plain,
        Self::PlainFiltered,
    ];
    /// Those that the others are held against.
    pub const BASELINES: [Self; 2] = [Self::Plain, Self::PlainFiltered];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Both => "words+filters",
            Self::Words => "words",
            Self::Filters => "filters",
            Self::Plain => "bm25",
            Self::PlainFiltered => "bm25+filters",
        }
    }

    /// Whether it is a way in which demarche itself answers.
    #[must_use]
    pub fn is_ours(self) -> bool {
        !Self::BASELINES.contains(&self)
    }
}

/// What queries are put to, and how.
#[derive(Clone, Copy)]
pub(super) struct Searched<'a> {
    pub(super) reader: &'a Reader,
    pub(super) known: &'a Known<'a>,
    /// What becomes of copies, in all rankings alike.
    pub(super) copies: Copies,
}

/// All hits of a query, best first.
///
/// # Errors
/// A filter that means nothing; the index cannot be read.
pub(super) fn run(
    ranking: Ranking,
    asked: &Query,
    searched: Searched<'_>,
    weights: &Weights,
) -> Result<Vec<Placed>> {
    let ordered =
        |plan: &Plan, weights: &Weights| ordered(searched.reader, plan, weights, searched.copies);
    let read = |text: &str, filters: &[(String, String)]| {
        let reading = query::read(text, filters, searched.known);
        let reading = reading.map_err(|error| Error::Usage(format!("{}: {error}", asked.id)))?;
        Ok::<Plan, Error>(reading.plan)
    };
    match ranking {
        Ranking::Both => ordered(&read(&asked.text, &asked.filters)?, weights),
        Ranking::Words => ordered(&read(&asked.text, &[])?, weights),
        Ranking::Filters => ordered(&read("", &asked.filters)?, weights),
        Ranking::Plain | Ranking::PlainFiltered => {
            let mut plain = read(&asked.text, &[])?;
            plain.required = vec![any_of(&plain)];
            plain.wanted = Vec::new();
            if ranking == Ranking::PlainFiltered {
                let filters = read("", &asked.filters)?;
                plain.required.extend(filters.required);
                plain.excluded.extend(filters.excluded);
            }
            let mut hits = ordered(&plain, &weights.plain())?;
            hits.retain(|hit| hit.candidate.score > 0.0); // the words stand in title or question only
            Ok(hits)
        }
    }
}

/// Any of the words of a plan, each token of a name a word of its own, without the entities they name.
fn any_of(plan: &Plan) -> Condition {
    let texts = plan.scored().flat_map(Condition::texts);
    let mut stems = BTreeSet::new();
    for text in texts {
        if let Text::Word(word) = text {
            stems.extend(word.stems.iter().flatten().cloned());
        }
    }
    let alone = |stem: String| {
        Condition::Text(Text::Word(Word {
            typed: stem.clone(),
            stems: vec![vec![stem]],
            ..Word::default()
        }))
    };
    Condition::Any(stems.into_iter().map(alone).collect())
}
