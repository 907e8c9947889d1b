//! Texts near one another: found by the words that must be there, verified on their positions.

use super::compile::{any, escaped, side_by_side};
use super::schema::Fields;
use crate::query::{Places, Spot, Text, Word, is_like};
use std::collections::{BTreeSet, HashMap};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::doc_predicate_query::{
    ConstOrVariableSegmentPredicate, DocPredicate, DocPredicateQuery, SegmentDocPredicate,
};
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, EmptyQuery, EnableScoring, FuzzyTermQuery, Query, RegexQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{PreTokenizedString, Token as EngineToken};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

/// Before what is no stem in the field of places; no stem holds it.
const SIGN: char = '\u{1f}';

/// The marks of a passage as tokens of the field of places.
pub(super) fn tokens(places: &Places) -> PreTokenizedString {
    let tokens = places.marks.iter().map(|(position, spot)| EngineToken {
        offset_from: 0,
        offset_to: 0,
        position: *position as usize,
        text: mark(spot),
        position_length: 1,
    });
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.collect(),
    }
}

/// The term of a spot.
fn mark(spot: &Spot) -> String {
    match spot {
        Spot::Sentence => format!("{SIGN}."),
        Spot::NameStart(id) => format!("{SIGN}<{id}"),
        Spot::NameEnd(id) => format!("{SIGN}>{id}"),
        Spot::Stem(text) | Spot::Exact(text) | Spot::Starts(text) | Spot::Like(text, _) => {
            text.clone()
        }
    }
}

/// Passages that hold a text in themselves; with scores, those of its words.
pub(super) fn here(fields: &Fields, text: &Text) -> Box<dyn Query> {
    match text {
        Text::Word(word) => word_here(fields, word),
        Text::Phrase(tokens) => side_by_side(fields.exact, tokens),
        Text::Prefix(start) => {
            let pattern = format!("{}.*", escaped(start));
            match RegexQuery::from_pattern(&pattern, fields.exact) {
                Ok(query) => Box::new(query),
                Err(_) => Box::new(EmptyQuery),
            }
        }
        Text::Fuzzy { token, edits } => {
            let term = Term::from_field_text(fields.exact, token);
            Box::new(FuzzyTermQuery::new(term, *edits, true))
        }
        Text::Sloppy { .. } | Text::Near(_) => verified(fields, text),
    }
}

fn word_here(fields: &Fields, word: &Word) -> Box<dyn Query> {
    let mut forms: Vec<Box<dyn Query>> = word
        .stems
        .iter()
        .map(|stems| side_by_side(fields.places, stems))
        .collect();
    if !word.characters.is_empty() {
        forms.push(side_by_side(fields.exact, &word.characters));
    }
    for id in &word.entities {
        let name = mark(&Spot::NameStart(id.clone()));
        forms.push(side_by_side(fields.places, &[name]));
    }
    any(forms)
}

/// What must be there scores, and positions decide.
fn verified(fields: &Fields, text: &Text) -> Box<dyn Query> {
    let there = necessary(fields, text);
    let is_decided = matches!(text, Text::Near(near) if near.reaches.is_empty());
    if is_decided {
        return there;
    }
    let nearby = Nearby {
        fields: fields.clone(),
        text: text.clone(),
    };
    let decides = DocPredicateQuery::from(nearby);
    let decides = ConstScoreQuery::new(Box::new(decides), 0.0);
    Box::new(BooleanQuery::intersection(vec![there, Box::new(decides)]))
}

/// What a passage holds that holds the text; what scores it.
pub(super) fn necessary(fields: &Fields, text: &Text) -> Box<dyn Query> {
    let parts: Vec<Box<dyn Query>> = match text {
        Text::Near(near) => {
            let each =
                |texts: &Vec<Text>| any(texts.iter().map(|text| here(fields, text)).collect());
            near.operands.iter().map(each).collect()
        }
        Text::Sloppy { tokens, .. } => {
            let tokens: BTreeSet<&String> = tokens.iter().collect();
            let each = |token: &String| side_by_side(fields.exact, std::slice::from_ref(token));
            tokens.into_iter().map(each).collect()
        }
        other => return here(fields, other),
    };
    match parts.len() {
        1 => any(parts),
        _ => Box::new(BooleanQuery::intersection(parts)),
    }
}

/// Passages in which the words of a text stand as near as asked.
#[derive(Debug)]
struct Nearby {
    fields: Fields,
    text: Text,
}

impl DocPredicate for Nearby {
    type SegmentDocPredicate = Standing;

    fn doc_predicate(
        &self,
        segment: &SegmentReader,
    ) -> tantivy::Result<ConstOrVariableSegmentPredicate<Standing>> {
        let scoring = EnableScoring::disabled_from_schema(segment.schema());
        let necessary = necessary(&self.fields, &self.text).weight(scoring)?;
        let mut cursors = HashMap::new();
        for spot in self.text.spots() {
            let field = match spot {
                Spot::Exact(_) | Spot::Starts(_) | Spot::Like(..) => self.fields.exact,
                _ => self.fields.places,
            };
            let cursor = Cursor::open(segment, field, &spot)?;
            cursors.insert(spot, cursor);
        }
        Ok(ConstOrVariableSegmentPredicate::Variable {
            predicate: Standing {
                text: self.text.clone(),
                cursors,
            },
            necessary_condition: Box::new(necessary.scorer(segment, 1.0)?),
        })
    }
}

/// A text, and where its spots stand in a segment.
struct Standing {
    text: Text,
    cursors: HashMap<Spot, Cursor>,
}

impl SegmentDocPredicate for Standing {
    fn eval(&mut self, doc: DocId) -> bool {
        let cursors = &mut self.cursors;
        let mut positions = |spot: &Spot| match cursors.get_mut(spot) {
            Some(cursor) => cursor.positions(doc),
            None => Vec::new(),
        };
        self.text.stands(&mut positions)
    }
}

/// The postings of a spot: those of its term, or of all terms like it.
struct Cursor {
    postings: Vec<SegmentPostings>,
    /// Where each of them is. Of very many, few are in any one document: a list is looked through sooner than they are.
    at: Vec<DocId>,
    /// The least of every [`GROUP`] of these.
    least: Vec<DocId>,
    /// The positions of one of them, kept for the next.
    here: Vec<u32>,
}

/// Postings that are looked through together.
const GROUP: usize = 64;

impl Cursor {
    fn open(segment: &SegmentReader, field: Field, spot: &Spot) -> tantivy::Result<Self> {
        let inverted = segment.inverted_index(field)?;
        let mut postings = Vec::new();
        for text in spellings(&inverted, spot)? {
            let term = Term::from_field_text(field, &text);
            let found = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
            postings.extend(found);
        }
        let at: Vec<DocId> = postings.iter().map(SegmentPostings::doc).collect();
        let least = at.chunks(GROUP).map(least);
        Ok(Self {
            least: least.collect(),
            at,
            postings,
            here: Vec::new(),
        })
    }

    /// Where it stands in `doc`, ascending. Documents are asked for in ascending order.
    fn positions(&mut self, doc: DocId) -> Vec<u32> {
        let (mut all, mut several) = (Vec::new(), 0);
        let groups = self.at.chunks_mut(GROUP);
        let groups = groups.zip(self.postings.chunks_mut(GROUP));
        for ((at, postings), first) in groups.zip(&mut self.least) {
            if *first > doc {
                continue;
            }
            for (at, postings) in at.iter_mut().zip(postings) {
                if *at < doc {
                    *at = postings.seek(doc);
                }
                if *at == doc {
                    postings.positions(&mut self.here);
                    all.append(&mut self.here);
                    several += 1;
                }
            }
            *first = least(at);
        }
        if several > 1 {
            all.sort_unstable();
        }
        all
    }
}

fn least(docs: &[DocId]) -> DocId {
    docs.iter().copied().min().unwrap_or(TERMINATED)
}

/// The terms of a segment that a spot stands for.
fn spellings(inverted: &InvertedIndexReader, spot: &Spot) -> tantivy::Result<Vec<String>> {
    let mut found = Vec::new();
    let terms = inverted.terms();
    let mut stream = match spot {
        Spot::Starts(start) => terms.range().ge(start.as_bytes()).into_stream()?,
        Spot::Like(..) => terms.stream()?,
        one => return Ok(vec![mark(one)]),
    };
    while stream.advance() {
        let Ok(term) = std::str::from_utf8(stream.key()) else {
            continue;
        };
        match spot {
            Spot::Starts(start) if !term.starts_with(start.as_str()) => break,
            Spot::Like(wanted, edits) if !is_like(term, wanted, *edits) => (),
            _ => found.push(term.to_owned()),
        }
    }
    Ok(found)
}
