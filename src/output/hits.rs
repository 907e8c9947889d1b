//! Hits as machine output: one object with all of them, or one line each.

use super::SCHEMA;
use super::facets::{FacetPart, FacetTable, facets_part};
use super::part::PassageObject;
use crate::query::Note;
use crate::rank::{Explanation, Hit, Results};
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether scores come with their summands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explain {
    /// With the tree of summands.
    Score,
    /// Without.
    Nothing,
}

/// The results of a query as one JSON object, also where there are no hits; with counts by facet where there are any.
#[must_use]
pub fn hits_object(results: &Results, facets: &[FacetTable], explain: Explain) -> String {
    let hits = results.hits.iter();
    let object = ResultsObject {
        schema: SCHEMA,
        query: &results.query,
        read_as: &results.read_as,
        as_of: results
            .notes
            .iter()
            .find(|note| matches!(note, Note::AsOf { .. })),
        total: results.total,
        took_ms: (results.took.as_secs_f64() * 1e5).round() / 100.0,
        facets: (!facets.is_empty()).then(|| facets_part(facets)),
        hits: hits.map(|hit| HitObject::new(hit, explain)).collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

/// A hit as one line of JSON, without a line break at its end.
#[must_use]
pub fn hit_line(hit: &Hit, explain: Explain) -> String {
    serde_json::to_string(&HitObject::new(hit, explain)).unwrap_or_default() // as above
}

/// A hit of one query of a list, as one line of JSON, without a line break at its end.
#[must_use]
pub fn named_hit_line(hit: &Hit, name: &str, query: &str, explain: Explain) -> String {
    let object = NamedHit {
        name,
        query,
        hit: HitObject::new(hit, explain),
    };
    serde_json::to_string(&object).unwrap_or_default() // as above
}

#[derive(Serialize)]
struct NamedHit<'a> {
    name: &'a str,
    query: &'a str,
    #[serde(flatten)]
    hit: HitObject<'a>,
}

#[derive(Serialize)]
struct ResultsObject<'a> {
    schema: u32,
    query: &'a str,
    read_as: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a Note>,
    total: u64,
    took_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<BTreeMap<&'static str, FacetPart<'a>>>,
    hits: Vec<HitObject<'a>>,
}

#[derive(Serialize)]
pub(super) struct HitObject<'a> {
    rank: usize,
    score: f64,
    copies: u64,
    highlights: Vec<[usize; 2]>,
    #[serde(flatten)]
    passage: PassageObject<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a Explanation>,
}

impl<'a> HitObject<'a> {
    pub(super) fn new(hit: &'a Hit, explain: Explain) -> Self {
        let (passage, points) = PassageObject::new(&hit.passage, &hit.matched);
        let highlights = hit.highlights.iter();
        Self {
            rank: hit.rank,
            score: hit.score,
            copies: hit.copies,
            highlights: highlights.map(|span| points.span(*span)).collect(),
            passage,
            explanation: (explain == Explain::Score).then_some(&hit.explanation),
        }
    }
}
