//! Conditions met in one passage or in several of one answer.

use super::compile::any;
use super::schema::fast;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Query};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED};

/// Passages that meet one of `parts`, where each is met in them or in another passage of the same answer.
pub(super) fn together(searcher: &Searcher, parts: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let any_part = any(parts.iter().map(|part| part.box_clone()).collect());
    let searcher = searcher.clone();
    let answers: OnceLock<Arc<HashSet<u64>>> = OnceLock::new();
    let in_answer = FunctionPredicate::from(move |segment: &SegmentReader| {
        let answers = if let Some(found) = answers.get() {
            found.clone()
        } else {
            let found = Arc::new(common_answers(&searcher, &parts)?);
            answers.get_or_init(|| found).clone()
        };
        let column = segment.fast_fields().u64(fast::ANSWER)?;
        Ok(move |doc: DocId| {
            column
                .first(doc)
                .is_some_and(|answer| answers.contains(&answer))
        })
    });
    let decides = DocPredicateQuery::from(in_answer);
    let decides = ConstScoreQuery::new(Box::new(decides), 0.0);
    Box::new(BooleanQuery::intersection(vec![
        any_part,
        Box::new(decides),
    ]))
}

/// The answers in which each part is met.
fn common_answers(searcher: &Searcher, parts: &[Box<dyn Query>]) -> tantivy::Result<HashSet<u64>> {
    let mut common: Option<HashSet<u64>> = None;
    for part in parts {
        let weight = part.weight(EnableScoring::disabled_from_searcher(searcher))?;
        let mut answers = HashSet::new();
        for segment in searcher.segment_readers() {
            let column = segment.fast_fields().u64(fast::ANSWER)?;
            let mut found = weight.scorer(segment, 1.0)?;
            while found.doc() != TERMINATED {
                if !segment.is_deleted(found.doc()) {
                    answers.extend(column.first(found.doc()));
                }
                found.advance();
            }
        }
        if let Some(common) = &common {
            answers.retain(|answer| common.contains(answer));
        }
        common = Some(answers);
    }
    Ok(common.unwrap_or_default())
}
