//! Where a word stands, with the engine's score: passages ascending, as many at a time as are asked for.
//!
//! Terms are read from the engine's blocks themselves, sooner than its scorers tell them passage by passage. The scores are the same, to
//! the bit.

use super::compile::Sought;
use super::reader::Reader;
use crate::Result;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{Bm25StatisticsProvider as _, Bm25Weight, EnableScoring, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

/// What is looked for, ready for every segment.
pub(super) enum Wanted {
    /// The best of some terms.
    Terms(Vec<WantedTerm>),
    /// Anything else.
    Other(Box<dyn Weight>),
}

/// A term that stands somewhere.
pub(super) struct WantedTerm {
    field: Field,
    /// In how many it stands.
    passages: u64,
    /// By segment.
    infos: Vec<Option<TermInfo>>,
    weight: Bm25Weight,
}

impl Wanted {
    pub(super) fn new(reader: &Reader, sought: Sought) -> Result<Self> {
        let scoring = EnableScoring::enabled_from_searcher(&reader.searcher);
        match sought {
            Sought::Other(query) => Ok(Self::Other(query.weight(scoring)?)),
            Sought::Terms(terms) => {
                let terms = terms.iter().map(|term| WantedTerm::new(reader, term));
                let standing = terms.filter_map(Result::transpose);
                let mut terms: Vec<WantedTerm> = standing.collect::<Result<_>>()?;
                terms.sort_by_key(|term| term.passages);
                Ok(Self::Terms(terms))
            }
        }
    }

    /// Its lists in a segment, the longest last; the best of them counts.
    pub(super) fn runs(&self, segment: &SegmentReader, ordinal: usize) -> Result<Vec<Run>> {
        match self {
            Self::Terms(terms) => {
                let runs = terms.iter().map(|term| term.run(segment, ordinal));
                let standing = runs.filter_map(Result::transpose);
                Ok(standing.collect::<tantivy::Result<_>>()?)
            }
            Self::Other(weight) => Ok(vec![Run::Scorer(weight.scorer(segment, 1.0)?)]),
        }
    }
}

impl WantedTerm {
    /// `None` where it stands nowhere.
    fn new(reader: &Reader, term: &Term) -> Result<Option<Self>> {
        let field = term.field();
        let segments = reader.searcher.segment_readers().iter();
        let infos = segments.map(|segment| -> tantivy::Result<_> {
            Ok(segment.inverted_index(field)?.get_term_info(term)?)
        });
        let infos: Vec<Option<TermInfo>> = infos.collect::<tantivy::Result<_>>()?;
        let standing = infos.iter().flatten();
        let passages: u64 = standing.map(|info| u64::from(info.doc_freq)).sum();
        if passages == 0 {
            return Ok(None);
        }
        let all = reader.searcher.total_num_docs()?;
        let mean_length = reader.searcher.total_num_tokens(field)? as f32 / all as f32;
        Ok(Some(Self {
            field,
            passages,
            infos,
            weight: Bm25Weight::for_one_term_without_explain(passages, all, mean_length),
        }))
    }

    fn run(&self, segment: &SegmentReader, ordinal: usize) -> tantivy::Result<Option<Run>> {
        let Some(Some(info)) = self.infos.get(ordinal) else {
            return Ok(None);
        };
        let index = segment.inverted_index(self.field)?;
        let option = IndexRecordOption::WithFreqs;
        let lengths = segment.fieldnorms_readers().get_field(self.field)?;
        Ok(Some(Run::Blocks(Box::new(Blocks {
            postings: index.read_block_postings_from_terminfo(info, option)?,
            next: 0,
            lengths: lengths.unwrap_or_else(|| FieldNormReader::constant(segment.max_doc(), 1)),
            weight: self.weight.clone(),
        }))))
    }
}

/// A list of passages with scores, gone through once.
pub(super) enum Run {
    Blocks(Box<Blocks>),
    Scorer(Box<dyn Scorer>),
}

/// The list of a term.
pub(super) struct Blocks {
    postings: BlockSegmentPostings,
    /// Where in its block the next one stands.
    next: usize,
    lengths: FieldNormReader,
    weight: Bm25Weight,
}

impl Run {
    /// Tells the passages below `end` that it has not told yet.
    pub(super) fn tell(&mut self, end: DocId, mut each: impl FnMut(DocId, f32)) {
        match self {
            Self::Blocks(blocks) => blocks.tell(end, each),
            Self::Scorer(scorer) => {
                let mut doc = scorer.doc();
                while doc < end && doc != TERMINATED {
                    each(doc, scorer.score());
                    doc = scorer.advance();
                }
            }
        }
    }
}

impl Blocks {
    fn tell(&mut self, end: DocId, mut each: impl FnMut(DocId, f32)) {
        loop {
            let docs = self.postings.docs();
            if docs.is_empty() {
                return;
            }
            let told = docs.iter().zip(self.postings.freqs()).enumerate();
            for (next, (doc, often)) in told.skip(self.next) {
                if *doc >= end {
                    self.next = next;
                    return;
                }
                let length = self.lengths.fieldnorm_id(*doc);
                each(*doc, self.weight.score(length, *often));
            }
            self.postings.advance();
            self.next = 0;
        }
    }
}
