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
    let decides = ConstScoreQuery::new(standing(fields, text), 0.0);
    Box::new(BooleanQuery::intersection(vec![there, Box::new(decides)]))
}

/// The same without scores.
pub(super) fn held(fields: &Fields, text: &Text) -> Box<dyn Query> {
    match text {
        Text::Near(near) if near.reaches.is_empty() => necessary(fields, text),
        Text::Near(_) | Text::Sloppy { .. } => standing(fields, text),
        other => here(fields, other),
    }
}

fn standing(fields: &Fields, text: &Text) -> Box<dyn Query> {
    Box::new(DocPredicateQuery::from(Nearby {
        fields: fields.clone(),
        text: text.clone(),
    }))
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

/// The postings of a spot: those of its term, or of all terms like it, of which there may be hundreds in every document.
struct Cursor {
    postings: Vec<SegmentPostings>,
    /// The documents at hand: the first of them, and the first behind them.
    first: DocId,
    end: DocId,
    /// Where the positions of each begin.
    starts: Vec<usize>,
    positions: Vec<u32>,
    /// Documents and positions in the order in which they are read.
    read: Vec<(DocId, u32)>,
    /// The positions of one document in one of the postings.
    here: Vec<u32>,
}

/// Documents whose positions are read together: going through all postings for every single one takes most of the time.
const TOGETHER: DocId = 512;
/// Up to so many postings are gone through for every single document, so that nothing is read of others.
const FEW: usize = 4;

impl Cursor {
    fn open(segment: &SegmentReader, field: Field, spot: &Spot) -> tantivy::Result<Self> {
        let inverted = segment.inverted_index(field)?;
        let mut postings = Vec::new();
        for text in spellings(&inverted, spot)? {
            let term = Term::from_field_text(field, &text);
            let found = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
            postings.extend(found);
        }
        Ok(Self {
            postings,
            first: 0,
            end: 0,
            starts: Vec::new(),
            positions: Vec::new(),
            read: Vec::new(),
            here: Vec::new(),
        })
    }

    /// Where it stands in `doc`, ascending. Documents are asked for in ascending order.
    fn positions(&mut self, doc: DocId) -> Vec<u32> {
        if doc >= self.end {
            let together = if self.postings.len() <= FEW {
                1
            } else {
                TOGETHER
            };
            self.read(doc, doc.saturating_add(together));
        }
        let Some(at) = doc.checked_sub(self.first) else {
            return Vec::new();
        };
        let at = at as usize;
        let ends = self.starts.get(at).zip(self.starts.get(at + 1));
        let found = ends.and_then(|(start, end)| self.positions.get(*start..*end));
        let mut found = found.unwrap_or_default().to_vec();
        if self.postings.len() > 1 {
            found.sort_unstable();
        }
        found
    }

    /// Reads the positions in all documents from `first` to before `end`.
    fn read(&mut self, first: DocId, end: DocId) {
        (self.first, self.end) = (first, end);
        self.read.clear();
        self.starts.clear();
        self.starts.resize((end - first) as usize + 1, 0);
        for postings in &mut self.postings {
            let mut doc = postings.doc();
            if doc < first {
                doc = postings.seek(first);
            }
            while doc < end && doc != TERMINATED {
                postings.positions(&mut self.here);
                let here = self.here.drain(..).map(|position| (doc, position));
                let before = self.read.len();
                self.read.extend(here);
                if let Some(count) = self.starts.get_mut((doc - first) as usize + 1) {
                    *count += self.read.len() - before;
                }
                doc = postings.advance();
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.positions.clear();
        self.positions.resize(self.read.len(), 0);
        // Each start moves on to the next one's while its positions are put down, and is put back then.
        for (doc, position) in &self.read {
            if let Some(next) = self.starts.get_mut((doc - first) as usize) {
                if let Some(place) = self.positions.get_mut(*next) {
                    *place = *position;
                }
                *next += 1;
            }
        }
        self.starts.pop();
        self.starts.insert(0, 0);
    }
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
