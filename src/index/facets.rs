//! How many passages that meet a plan have which values: from postings and columns, without reading a stored passage.
//!
//! A value counts the passages that would be left with its filter added. For source, target, stance and act this means one and the
//! same statement: with `stance:critical` asked, a target counts where a critical statement is about it. As in a query, a source
//! alone is whoever states something, speaks or is quoted. Parties are told apart by the hashes of the column of claims.

mod parties;

use super::compile::Claims;
use super::gather::Passing;
use super::keys::each_key;
use super::reader::{Reader, day};
use super::schema::fast;
use crate::Result;
use crate::briefing::Act;
use crate::query::{Column, Plan, StatementCondition, UNKNOWN, name_of, of_name};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashSet};
use tantivy::{BitSet, DocId, SegmentReader};

/// What passages are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of the query's fields")]
pub enum Facet {
    /// Persons, and names that have no id.
    Speaker,
    Ministry,
    Country,
    Outlet,
    Topic,
    Lang,
    Kind,
    Form,
    Year,
    /// A date known by its year only is a value of its own.
    Month,
    Source,
    Target,
    Stance,
    /// With the class above it.
    Act,
}

impl Facet {
    /// All of them, by the names used for printing and the names accepted besides.
    pub const NAMES: [(Self, &str, &[&str]); 14] = [
        (Self::Speaker, "speaker", &["spokesman", "spokesperson"]),
        (Self::Ministry, "ministry", &[]),
        (Self::Country, "country", &[]),
        (Self::Outlet, "outlet", &[]),
        (Self::Topic, "topic", &[]),
        (Self::Source, "source", &["by"]),
        (Self::Target, "target", &["on"]),
        (Self::Stance, "stance", &[]),
        (Self::Act, "act", &[]),
        (Self::Year, "year", &[]),
        (Self::Month, "month", &[]),
        (Self::Lang, "lang", &["language"]),
        (Self::Kind, "kind", &[]),
        (Self::Form, "form", &[]),
    ];

    /// The facet of this name, whatever case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        of_name(&Self::NAMES, name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, self)
    }

    /// Whether a passage has one value of it at most, so that all values, with the unknown, add up to the number of passages.
    #[must_use]
    pub fn is_single(self) -> bool {
        !matches!(
            self,
            Self::Speaker | Self::Topic | Self::Source | Self::Target | Self::Stance | Self::Act
        )
    }
}

/// The values of a facet among passages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Of what.
    pub facet: Facet,
    /// Value and passages: years and months in their order, others the most frequent first.
    pub values: Vec<(String, u64)>,
    /// Passages whose value is not known; of topic, stance and act, passages that have none.
    pub unknown: u64,
}

impl Reader {
    /// Counts the passages that meet the plan by each facet.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn facets(&self, plan: &Plan, facets: &[Facet]) -> Result<Vec<FacetCounts>> {
        let passing = Passing::new(self, plan, None)?;
        let persons = if facets.contains(&Facet::Speaker) {
            self.persons()?
        } else {
            HashSet::new()
        };
        let mut counted: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new(); facets.len()];
        for segment in self.searcher.segment_readers() {
            let among = Among::new(segment, passing.docs(segment)?);
            for (facet, counts) in facets.iter().zip(&mut counted) {
                let mut add = |key: &str, passages: usize| {
                    *counts.entry(key.to_owned()).or_default() += passages as u64;
                };
                match facet {
                    Facet::Speaker => among.by_key(self, Column::Speaker, |key, having| {
                        if key == UNKNOWN || key.starts_with('=') || persons.contains(key) {
                            add(key, having.len());
                        }
                    })?,
                    Facet::Ministry => among.by_value(self, Column::Ministry, add)?,
                    Facet::Country => among.by_value(self, Column::Country, add)?,
                    Facet::Outlet => among.by_value(self, Column::Outlet, add)?,
                    Facet::Topic => among.by_value(self, Column::Topic, add)?,
                    Facet::Lang => among.by_value(self, Column::Tag, add)?,
                    Facet::Kind => among.by_value(self, Column::Kind, add)?,
                    Facet::Form => among.by_value(self, Column::Form, add)?,
                    Facet::Year => among.by_value(self, Column::Year, add)?,
                    Facet::Month => among.months(add)?,
                    Facet::Source => parties::sources(self, &among, plan, add)?,
                    Facet::Target => parties::targets(self, &among, plan, add)?,
                    Facet::Stance => parties::stances(&among, plan, add)?,
                    Facet::Act => parties::acts(&among, plan, add)?,
                }
            }
        }
        if let Some(position) = facets.iter().position(|facet| *facet == Facet::Act)
            && let Some(refused) = self.refused(plan)?
        {
            counted[position].insert(parties::name(Act::Decline), refused);
        }
        let counted = facets.iter().zip(counted);
        Ok(counted
            .map(|(facet, counts)| sorted(*facet, counts))
            .collect())
    }

    /// How many passages refuse to answer, where the plan asks for other statements: a refusal towards nobody is met where it is asked
    /// for by name, so that these need not be among the passages of the plan. `None` where those are.
    fn refused(&self, plan: &Plan) -> Result<Option<u64>> {
        let asks_else = |asked: &StatementCondition| asked.acts.is_empty();
        if !plan.statement.as_ref().is_some_and(asks_else) {
            return Ok(None);
        }
        self.count(&plan.with_act(Act::Decline)).map(Some)
    }
}

/// Passages of a segment.
struct Among<'a> {
    segment: &'a SegmentReader,
    /// In ascending order.
    docs: Vec<DocId>,
    /// The same.
    holds: BitSet,
}

impl<'a> Among<'a> {
    fn new(segment: &'a SegmentReader, docs: Vec<DocId>) -> Self {
        let mut holds = BitSet::with_max_value(segment.max_doc());
        for doc in &docs {
            holds.insert(*doc);
        }
        Self {
            segment,
            docs,
            holds,
        }
    }

    /// Calls `each` with every key of the column and the documents among these that have it.
    fn by_key(
        &self,
        reader: &Reader,
        column: Column,
        mut each: impl FnMut(&str, &[DocId]),
    ) -> Result<()> {
        each_key(self.segment, reader.fields.column(column), |key, docs| {
            docs.retain(|doc| self.holds.contains(*doc));
            if !docs.is_empty() {
                each(key, docs);
            }
        })
    }

    /// Tells the counts of every key of the column, and of none.
    fn by_value(
        &self,
        reader: &Reader,
        column: Column,
        mut add: impl FnMut(&str, usize),
    ) -> Result<()> {
        let mut known = BitSet::with_max_value(self.segment.max_doc());
        self.by_key(reader, column, |key, having| {
            add(key, having.len());
            for doc in having {
                known.insert(*doc);
            }
        })?;
        add(UNKNOWN, self.docs.len() - known.len());
        Ok(())
    }

    /// `2024-03`, or `2024` where no more than the year is known.
    fn months(&self, mut add: impl FnMut(&str, usize)) -> Result<()> {
        let first = self.segment.fast_fields().i64(fast::FIRST)?;
        let last = self.segment.fast_fields().i64(fast::LAST)?;
        let month = |day: NaiveDate| day.format("%Y-%m").to_string();
        for doc in &self.docs {
            let days = first.first(*doc).and_then(day);
            match days.zip(last.first(*doc).and_then(day)) {
                None => add(UNKNOWN, 1),
                Some((first, last)) if month(first) == month(last) => add(&month(first), 1),
                Some((first, _)) => add(&first.format("%Y").to_string(), 1),
            }
        }
        Ok(())
    }

    /// The claims of the segment.
    fn claims(&self) -> Result<Claims> {
        Ok(Claims::open(self.segment)?)
    }
}

fn sorted(facet: Facet, mut counts: BTreeMap<String, u64>) -> FacetCounts {
    let unknown = counts.remove(UNKNOWN).unwrap_or_default();
    let mut values: Vec<(String, u64)> = counts.into_iter().collect();
    values.retain(|(_, passages)| *passages > 0);
    if !matches!(facet, Facet::Year | Facet::Month) {
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    FacetCounts {
        facet,
        values,
        unknown,
    }
}
