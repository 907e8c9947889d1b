//! Plan → tantivy: conditions as queries without scores, texts as scored leaves.

use super::document::days;
use super::reader::Reader;
use super::schema::{Fields, fast};
use super::steady::Steady;
use super::{answers, claims, near};
use crate::query::{Claim, Condition, DateRange, Matcher, Plan, StatementCondition, Text, Word};
use tantivy::DocId;
use tantivy::columnar::Column as FastColumn;
use tantivy::query::doc_predicate_query::{
    ConstOrVariableSegmentPredicate, DocPredicate, DocPredicateQuery, FunctionPredicate,
    SegmentDocPredicate,
};
use tantivy::query::{
    AllQuery, BooleanQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring, Occur, PhraseQuery,
    Query, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentReader, Term};

/// How much each field counts in a passage's score.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldWeights {
    /// The passage itself.
    pub text: f32,
    /// The briefing's title.
    pub title: f32,
    /// The question answered.
    pub question: f32,
    /// The evidence of statements, besides the passage.
    pub evidence: f32,
    /// Entities, by their role in the passage.
    pub entity: f32,
    /// What one word comes to at most, however often and wherever it stands, in idf units: a sum s counts as s / (1 + s / most), so
    /// that a passage with several of the words is put before one that says a rare one over and over.
    pub most: f32,
}

/// A part of a text's score: where it was found, and the query that scores it.
pub(super) struct Leaf {
    pub(super) place: &'static str,
    pub(super) sought: Sought,
    /// What its score counts; apart from the query, as the engine goes through plain terms quicker.
    pub(super) weight: f32,
}

/// What a leaf looks for.
pub(super) enum Sought {
    /// Some terms, of which the best counts.
    Terms(Vec<Term>),
    /// Anything else.
    Other(Box<dyn Query>),
}

impl Sought {
    pub(super) fn query(self) -> Box<dyn Query> {
        match self {
            Self::Terms(terms) => best(terms.into_iter().map(frequent).collect()),
            Self::Other(query) => query,
        }
    }
}

/// A term that counts by how often it stands in a passage.
fn frequent(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Everything that filters, as one query; what is wanted takes part with the number that is enough.
pub(super) fn filter(reader: &Reader, plan: &Plan) -> Box<dyn Query> {
    filter_but(reader, plan, None)
}

/// The same, but that of a condition on statements only what is needed is asked: the claims are left to be looked at.
pub(super) fn filter_but(
    reader: &Reader,
    plan: &Plan,
    left: Option<&StatementCondition>,
) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for required in &plan.required {
        let query = match required {
            Condition::States(asked) if Some(asked) == left => {
                necessary(&Stating::new(&reader.fields, asked).terms)
            }
            required => condition(reader, required),
        };
        clauses.push((Occur::Must, query));
    }
    if !plan.wanted.is_empty() {
        let wanted = plan.wanted.iter().map(|wanted| condition(reader, wanted));
        let enough =
            BooleanQuery::union_with_minimum_required_clauses(wanted.collect(), plan.enough());
        clauses.push((Occur::Must, Box::new(enough)));
    }
    if clauses.is_empty() {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    for excluded in &plan.excluded {
        let excluded = Steady(condition(reader, excluded));
        clauses.push((Occur::MustNot, Box::new(excluded)));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// A condition as a query.
pub(super) fn condition(reader: &Reader, asked: &Condition) -> Box<dyn Query> {
    let fields = &reader.fields;
    let each = |inner: &[Condition]| inner.iter().map(|one| condition(reader, one)).collect();
    match asked {
        Condition::Text(text) => any(leaves(fields, text, None)
            .into_iter()
            .map(|leaf| leaf.sought.query())
            .collect()),
        Condition::Has { column, keys } => {
            let field = fields.column(*column);
            any(keys.iter().map(|key| term(field, key)).collect())
        }
        Condition::Said(range) => overlap(*range),
        Condition::States(asked) => Box::new(DocPredicateQuery::from(Stating::new(fields, asked))),
        Condition::Any(inner) => any(each(inner)),
        Condition::All(inner) => Box::new(BooleanQuery::intersection(each(inner))),
        Condition::Together(inner) => answers::together(&reader.searcher, each(inner)),
        Condition::Not(inner) => Box::new(BooleanQuery::new(vec![
            (Occur::Must, Box::new(AllQuery)),
            (Occur::MustNot, Box::new(Steady(condition(reader, inner)))),
        ])),
    }
}

/// The scored part of a text other than a word, in passages of which it is known that they hold it.
pub(super) fn leaf_held(fields: &Fields, text: &Text, weights: &FieldWeights) -> Leaf {
    Leaf {
        place: "text",
        sought: Sought::Other(near::necessary(fields, text)),
        weight: weights.text,
    }
}

/// The scored parts of a text; a passage holds it if one of them matches.
pub(super) fn leaves(fields: &Fields, text: &Text, weights: Option<&FieldWeights>) -> Vec<Leaf> {
    let weight = |of: fn(&FieldWeights) -> f32| weights.map_or(1.0, of);
    match text {
        Text::Word(word) => word_leaves(fields, word, weights),
        _ => vec![Leaf {
            place: "text",
            sought: Sought::Other(match weights {
                Some(_) => near::here(fields, text),
                None => near::held(fields, text),
            }),
            weight: weight(|w| w.text),
        }],
    }
}

fn word_leaves(fields: &Fields, word: &Word, weights: Option<&FieldWeights>) -> Vec<Leaf> {
    let weight = |of: fn(&FieldWeights) -> f32| weights.map_or(1.0, of);
    let stemmed = |field| word.stems.iter().map(move |stems| (field, stems));
    let characters = Some(&word.characters).filter(|characters| !characters.is_empty());
    let characters = characters.map(|characters| (fields.exact, characters));
    let mut leaves = vec![
        Leaf {
            place: "text",
            sought: any_of(stemmed(fields.text).chain(characters)),
            weight: weight(|w| w.text),
        },
        Leaf {
            place: "title",
            sought: any_of(stemmed(fields.title)),
            weight: weight(|w| w.title),
        },
        Leaf {
            place: "question",
            sought: any_of(stemmed(fields.question)),
            weight: weight(|w| w.question),
        },
    ];
    if weights.is_some() {
        leaves.push(Leaf {
            place: "evidence",
            sought: any_of(stemmed(fields.evidence)),
            weight: weight(|w| w.evidence),
        });
    }
    if !word.entities.is_empty() {
        let entities = word.entities.iter();
        let entities = entities.map(|key| Term::from_field_text(fields.salience, key));
        leaves.push(Leaf {
            place: "entity",
            sought: Sought::Terms(entities.collect()),
            weight: weight(|w| w.entity),
        });
    }
    leaves
}

/// Any of these sequences of tokens, the best of which counts.
fn any_of<'a>(sequences: impl Iterator<Item = (Field, &'a Vec<String>)> + Clone) -> Sought {
    let single = |(field, tokens): (Field, &Vec<String>)| match tokens.as_slice() {
        [one] => Some(Term::from_field_text(field, one)),
        _ => None,
    };
    let terms: Option<Vec<Term>> = sequences.clone().map(single).collect();
    terms.map_or_else(
        || {
            let queries = sequences.map(|(field, tokens)| side_by_side(field, tokens));
            Sought::Other(best(queries.collect()))
        },
        Sought::Terms,
    )
}

pub(super) fn term(field: Field, key: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, key);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

pub(super) fn side_by_side(field: Field, tokens: &[String]) -> Box<dyn Query> {
    let terms: Vec<Term> = tokens
        .iter()
        .map(|token| Term::from_field_text(field, token))
        .collect();
    match terms.as_slice() {
        [] => Box::new(EmptyQuery),
        [one] => frequent(one.clone()),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

pub(super) fn any(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

fn best(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(DisjunctionMaxQuery::new(queries)),
    }
}

pub(super) fn escaped(start: &str) -> String {
    let mut pattern = String::new();
    for character in start.chars() {
        if character.is_ascii_punctuation() {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// Passages whose days overlap the range; those without a date never do.
///
/// A predicate on the columns and not tantivy's range query, whose document set cannot be sought backwards, as excluding it does.
fn overlap(range: DateRange) -> Box<dyn Query> {
    let from = range.first.map_or(i64::MIN, days);
    let to = range.last.map_or(i64::MAX, days);
    let overlaps = FunctionPredicate::from(move |segment: &SegmentReader| {
        let first = segment.fast_fields().i64(fast::FIRST)?;
        let last = segment.fast_fields().i64(fast::LAST)?;
        Ok(
            move |doc: DocId| match (first.first(doc), last.first(doc)) {
                (Some(first), Some(last)) => first <= to && from <= last,
                _ => false,
            },
        )
    });
    Box::new(DocPredicateQuery::from(overlaps))
}

/// Passages one of whose statements meets a condition: found by composite terms, verified on the column of claims.
#[derive(Debug)]
struct Stating {
    terms: Vec<Term>,
    matcher: Matcher,
}

impl Stating {
    fn new(fields: &Fields, asked: &StatementCondition) -> Self {
        let terms = claims::necessary_terms(asked);
        Self {
            terms: terms
                .iter()
                .map(|key| Term::from_field_text(fields.said, key))
                .collect(),
            matcher: asked.matcher(),
        }
    }
}

/// Reads the claims of a document.
pub(super) struct Claims {
    column: FastColumn<u64>,
}

impl Claims {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let column = segment.fast_fields().u64(fast::CLAIMS)?;
        Ok(Self { column })
    }

    pub(super) fn of(&self, doc: DocId) -> impl Iterator<Item = Claim> + '_ {
        claims::unpacked(self.column.values_for_doc(doc))
    }
}

/// Passages with one of these terms.
fn necessary(terms: &[Term]) -> Box<dyn Query> {
    let queries = terms.iter().map(|term| -> Box<dyn Query> {
        Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic))
    });
    any(queries.collect())
}

impl DocPredicate for Stating {
    type SegmentDocPredicate = Verified;

    fn doc_predicate(
        &self,
        segment: &SegmentReader,
    ) -> tantivy::Result<ConstOrVariableSegmentPredicate<Verified>> {
        let query = necessary(&self.terms);
        let weight: Box<dyn Weight> =
            query.weight(EnableScoring::disabled_from_schema(segment.schema()))?;
        Ok(ConstOrVariableSegmentPredicate::Variable {
            predicate: Verified {
                claims: Claims::open(segment)?,
                matcher: self.matcher.clone(),
            },
            necessary_condition: Box::new(weight.scorer(segment, 1.0)?),
        })
    }
}

/// A condition on statements, verified on the claims of a document.
struct Verified {
    claims: Claims,
    matcher: Matcher,
}

impl SegmentDocPredicate for Verified {
    fn eval(&mut self, doc: DocId) -> bool {
        self.claims.of(doc).any(|claim| self.matcher.meets(&claim))
    }
}
