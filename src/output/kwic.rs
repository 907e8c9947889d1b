//! Key words in context: each place that a query's words (else the evidence of the statements asked for) stand at, with the text of
//! the passage left and right of it, lined up by columns of the terminal.

mod layout;

use super::export::separated;
use super::{ExportFormat, Look};
use crate::rank::Hit;
use crate::text::{CodePoints, Span, collapsed, fold};
use chrono::NaiveDate;
use layout::Layout;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;
use unicode_segmentation::UnicodeSegmentation;

/// Which side of a word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearest {
    /// What stands before it.
    Left,
    /// What stands behind it.
    Right,
}

/// What is lined up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lined {
    /// The words of the query.
    Words,
    /// The evidence of the statements asked for.
    Evidence,
}

/// Whether lines stand under headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// One below the other.
    None,
    /// Under the nearest word of a side, the most frequent first.
    By(Nearest),
}

/// The places found, in order.
#[derive(Debug, Clone, Default)]
pub struct Concordance(Vec<Place>);

#[derive(Debug, Clone, Serialize)]
struct Place {
    id: String,
    date: Option<String>,
    speaker: Option<String>,
    left: String,
    #[serde(rename = "match")]
    node: String,
    right: String,
    /// In code points of the passage's text.
    start: usize,
    end: usize,
    #[serde(skip)]
    day: Option<NaiveDate>,
}

impl Concordance {
    /// Adds the places of a hit.
    pub fn add(&mut self, hit: &Hit, lined: Lined) {
        let passage = &hit.passage;
        let text = &passage.text;
        let statements = hit.matched.iter();
        let evidence = statements.filter_map(|position| passage.statements.get(*position));
        let places: Vec<Span> = match lined {
            Lined::Words => hit.highlights.clone(),
            Lined::Evidence => evidence.map(|statement| statement.span).collect(),
        };
        let points = CodePoints::new(text);
        let said = passage.briefing.dates.said;
        for span in places {
            let [start, end] = points.span(span);
            self.0.push(Place {
                id: passage.id(),
                date: said.map(|said| said.value()),
                speaker: passage
                    .speaker
                    .as_ref()
                    .map(|speaker| collapsed(&speaker.name)),
                left: spaced(Span::new(0, span.start).of(text)),
                node: collapsed(span.of(text)),
                right: spaced(Span::new(span.end, text.len()).of(text)),
                start,
                end,
                day: said.map(|said| said.day),
            });
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps at most so many, chosen by a hash of seed and place: the same everywhere, whatever the order.
    pub fn sample(&mut self, most: usize, seed: u64) {
        let lot = |place: &Place| Sha256::digest(format!("{seed} {} {}", place.id, place.start));
        let mut drawn: Vec<_> = self.0.iter().map(lot).enumerate().collect();
        drawn.sort_by_key(|(_, lot)| *lot);
        let mut kept: Vec<usize> = drawn
            .into_iter()
            .map(|(position, _)| position)
            .take(most)
            .collect();
        kept.sort_unstable();
        self.0 = kept
            .into_iter()
            .filter_map(|position| self.0.get(position).cloned())
            .collect();
    }

    /// Keeps the first ones, in the order they stand in.
    pub fn keep_first(&mut self, most: usize) {
        self.0.truncate(most);
    }

    /// By the words of a side, from the nearest outwards.
    pub fn sort_by_context(&mut self, side: Nearest) {
        self.0
            .sort_by_cached_key(|place| words(place, side).take(8).collect::<Vec<_>>());
    }

    /// The oldest first, undated last.
    pub fn sort_by_date(&mut self) {
        self.0.sort_by_key(|place| (place.day.is_none(), place.day));
    }

    /// Lines for a terminal, the words one below the other.
    #[must_use]
    pub fn page(&self, grouping: Grouping, look: Look) -> String {
        let mut out = String::new();
        let layout = Layout::of(&self.0, look);
        match grouping {
            Grouping::None => self
                .0
                .iter()
                .for_each(|place| layout.write(place, &mut out)),
            Grouping::By(side) => {
                for (word, places) in groups(&self.0, side) {
                    let word = if word.is_empty() { "(nothing)" } else { &word };
                    let _ = writeln!(out, "{} {word}", places.len()); // writing to a String cannot fail
                    for place in places {
                        layout.write(place, &mut out);
                    }
                }
            }
        }
        out
    }

    /// Comma-separated values, with a heading; the contexts reach to the ends of the passage.
    #[must_use]
    pub fn csv(&self) -> String {
        let names = [
            "id", "date", "speaker", "left", "match", "right", "start", "end",
        ];
        let mut out = separated::line(ExportFormat::Csv, names.into_iter().map(str::to_owned));
        for place in &self.0 {
            let Place {
                id,
                date,
                speaker,
                left,
                node,
                right,
                start,
                end,
                ..
            } = place;
            let cells = [
                id.clone(),
                date.clone().unwrap_or_default(),
                speaker.clone().unwrap_or_default(),
                left.clone(),
                node.clone(),
                right.clone(),
                start.to_string(),
                end.to_string(),
            ];
            out.push_str(&separated::line(ExportFormat::Csv, cells.into_iter()));
        }
        out
    }

    /// A JSON object a line.
    #[must_use]
    pub fn json_lines(&self) -> String {
        let lines = self
            .0
            .iter()
            .map(|place| serde_json::to_string(place).unwrap_or_default()); // plain data: cannot fail
        lines.map(|line| line + "\n").collect()
    }
}

/// On one line, the space at either end kept that parts it from the word.
fn spaced(context: &str) -> String {
    let inner = collapsed(context);
    let before = if context.starts_with(char::is_whitespace) && !inner.is_empty() {
        " "
    } else {
        ""
    };
    let behind = if context.ends_with(char::is_whitespace) && !inner.is_empty() {
        " "
    } else {
        ""
    };
    format!("{before}{inner}{behind}")
}

/// The words of a side, from the nearest outwards, whatever their case.
fn words(place: &Place, side: Nearest) -> Box<dyn Iterator<Item = String> + '_> {
    match side {
        Nearest::Left => Box::new(place.left.unicode_words().rev().map(fold)),
        Nearest::Right => Box::new(place.right.unicode_words().map(fold)),
    }
}

/// The places by their nearest word, the most frequent first.
fn groups(places: &[Place], side: Nearest) -> Vec<(String, Vec<&Place>)> {
    let mut groups: HashMap<String, Vec<&Place>> = HashMap::new();
    for place in places {
        let word = words(place, side).next().unwrap_or_default();
        groups.entry(word).or_default().push(place);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by(|a, b| {
        Reverse(a.1.len())
            .cmp(&Reverse(b.1.len()))
            .then_with(|| a.0.cmp(&b.0))
    });
    groups
}
