//! How well rankings answer judged queries: each way in which demarche answers them, against plain BM25 on the same index.
//!
//! A folder of judged queries holds `queries.jsonl` (`id`, `text`: the words, `filters`: field → value) and `judgements.jsonl` (`query`,
//! `url`, `grade` 0–3, `text`: the passage). What is judged is a passage's text at a URL, so that judgements outlive an index.

mod fit;
mod judged;
mod measure;
mod runs;
mod significance;

pub use fit::{Fit, Fold};
pub use measure::Figures;
pub use runs::Ranking;

use crate::Result;
use crate::index::Reader;
use crate::query::Known;
use crate::rank::{Copies, Placed, Weights};
use judged::Query;
use runs::Searched;
use serde::Serialize;
use std::path::Path;

/// Hits looked at for unjudged ones.
const LOOKED_AT: usize = 5;

/// Judged queries, found again in an index.
pub struct JudgedQueries<'a> {
    queries: Vec<Query>,
    searched: Searched<'a>,
}

/// How well the rankings answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankingEvaluation {
    /// How many queries.
    pub queries: usize,
    /// How many passages are judged.
    pub judged: usize,
    /// How many of them the index has.
    pub indexed: usize,
    /// Each ranking's figures.
    pub rankings: Vec<Measured>,
    /// The product's rankings against the plain ones.
    pub differences: Vec<Difference>,
    /// Hits of the product's rankings among the first five that nobody judged.
    pub unjudged: Vec<Unjudged>,
}

/// The figures of one ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// Which.
    pub ranking: Ranking,
    /// Means over the queries.
    pub mean: Figures,
    /// Of each query, by its id.
    pub each: Vec<(String, Figures)>,
}

/// By how much a ranking is better than another one, query by query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The one.
    pub ranking: Ranking,
    /// The other.
    pub baseline: Ranking,
    /// Of what measure, as it is called in [`Figures`].
    pub measure: &'static str,
    /// Mean of the first less that of the other.
    pub difference: f64,
    /// Two-sided, by Fisher's exact paired randomisation test.
    pub p: f64,
}

/// A hit that nobody judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unjudged {
    /// The id of the query.
    pub query: String,
    /// Which rankings have it among their first five, and where, from 1.
    pub ranks: Vec<(Ranking, usize)>,
    /// The passage's id.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A hit in the form `{"query", "url", "text", "id"}`.
#[derive(Debug, Serialize)]
pub struct RunLine<'a> {
    /// The id of the query.
    pub query: &'a str,
    /// Where its briefing was published.
    pub url: Option<&'a str>,
    /// The passage's text.
    pub text: &'a str,
    /// The passage's id.
    pub id: String,
}

impl<'a> JudgedQueries<'a> {
    /// Reads the judged queries of `folder`, and more judgements of a file, and finds the judged passages in the index. In all
    /// rankings alike, `copies` of a passage are one hit or several.
    ///
    /// # Errors
    /// A file cannot be read or has a row that is none; the index cannot be read.
    pub fn load(
        folder: &Path,
        more: Option<&Path>,
        reader: &'a Reader,
        known: &'a Known<'a>,
        copies: Copies,
    ) -> Result<Self> {
        let queries = judged::load(folder, more, reader)?;
        let searched = Searched {
            reader,
            known,
            copies,
        };
        Ok(Self { queries, searched })
    }

    /// Measures all rankings.
    ///
    /// # Errors
    /// A filter that means nothing; the index cannot be read.
    pub fn measured(&self) -> Result<RankingEvaluation> {
        let mut rankings = Vec::new();
        let mut unjudged = Vec::new();
        for ranking in Ranking::ALL {
            let mut each = Vec::new();
            for query in &self.queries {
                let hits = self.hits(ranking, query)?;
                let grades = query.graded(&hits);
                if ranking.is_ours() {
                    self.name_unjudged(query, ranking, &hits, &grades, &mut unjudged)?;
                }
                each.push((query.id.clone(), Figures::of(&grades, &query.grades)));
            }
            let figures: Vec<Figures> = each.iter().map(|(_, figures)| *figures).collect();
            rankings.push(Measured {
                ranking,
                mean: Figures::mean(&figures),
                each,
            });
        }
        unjudged.sort_by(|a, b| (&a.query, &a.ranks).cmp(&(&b.query, &b.ranks)));
        Ok(RankingEvaluation {
            queries: self.queries.len(),
            judged: self.queries.iter().map(|query| query.grades.len()).sum(),
            indexed: self.queries.iter().map(Query::found).sum(),
            differences: differences(&rankings),
            rankings,
            unjudged,
        })
    }

    /// Gives each hit of a ranking to `write`: the queries in their order, the best hit first.
    ///
    /// # Errors
    /// A filter that means nothing; the index cannot be read; what `write` fails with.
    pub fn each_hit(
        &self,
        ranking: Ranking,
        write: &mut dyn FnMut(&RunLine<'_>) -> Result<()>,
    ) -> Result<()> {
        for query in &self.queries {
            for hit in self.hits(ranking, query)? {
                let passage = self.searched.reader.passage(&hit.candidate)?;
                write(&RunLine {
                    query: &query.id,
                    url: passage.briefing.url.as_deref(),
                    text: &passage.text,
                    id: passage.id(),
                })?;
            }
        }
        Ok(())
    }

    /// Fits the weights of ranking on the queries. `tell` hears how far it is.
    ///
    /// # Errors
    /// A filter that means nothing; the index cannot be read.
    pub fn fitted(&self, tell: &dyn Fn(&str)) -> Result<Fit> {
        let start = Weights::built_in()?;
        fit::fit(&self.queries, self.searched, start, tell)
    }

    fn hits(&self, ranking: Ranking, query: &Query) -> Result<Vec<Placed>> {
        let weights = Weights::built_in()?;
        runs::run(ranking, query, self.searched, weights)
    }

    fn name_unjudged(
        &self,
        query: &Query,
        ranking: Ranking,
        hits: &[Placed],
        grades: &[Option<u8>],
        unjudged: &mut Vec<Unjudged>,
    ) -> Result<()> {
        for (rank, (hit, grade)) in (1..).zip(hits.iter().zip(grades)).take(LOOKED_AT) {
            if grade.is_some() {
                continue;
            }
            let passage = self.searched.reader.passage(&hit.candidate)?;
            let id = passage.id();
            let known = unjudged
                .iter_mut()
                .find(|known| known.query == query.id && known.id == id);
            match known {
                Some(known) => known.ranks.push((ranking, rank)),
                None => unjudged.push(Unjudged {
                    query: query.id.clone(),
                    ranks: vec![(ranking, rank)],
                    id,
                    text: passage.text,
                }),
            }
        }
        Ok(())
    }
}

/// The product's rankings against the plain ones, by the measures that are aimed at.
fn differences(rankings: &[Measured]) -> Vec<Difference> {
    type Measure = fn(&Figures) -> f64;
    let measures: [(&'static str, Measure); 3] = [
        ("ndcg", |figures| figures.ndcg),
        ("ndcg_judged", |figures| figures.ndcg_judged),
        ("precision", |figures| figures.precision),
    ];
    let mut differences = Vec::new();
    let (ours, plain): (Vec<_>, Vec<_>) = rankings.iter().partition(|one| one.ranking.is_ours());
    for ours in ours {
        for plain in &plain {
            for (measure, of) in measures {
                let pairs = ours.each.iter().zip(&plain.each);
                let each: Vec<f64> = pairs.map(|((_, a), (_, b))| of(a) - of(b)).collect();
                differences.push(Difference {
                    ranking: ours.ranking,
                    baseline: plain.ranking,
                    measure,
                    difference: of(&ours.mean) - of(&plain.mean),
                    p: significance::p_value(&each),
                });
            }
        }
    }
    differences
}
