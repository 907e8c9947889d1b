//! What a measurement says: figures, confusions, calibration, mistakes.

use crate::briefing::{Statement, Status};
use serde::Serialize;
use std::collections::BTreeMap;

/// How the annotations of a gold file came out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Evaluation {
    /// Rows of the file that were measured.
    pub rows: usize,
    /// Over all rows.
    pub measures: Vec<Measure>,
    /// The same over the rows of each value of a field.
    pub groups: Vec<Group>,
    /// What is to be known of the figures.
    pub notes: Vec<String>,
    /// What was taken for what.
    pub confusions: Vec<Confusion>,
    /// How often what was found with which confidence is right; from low to high.
    pub calibration: Vec<Calibration>,
    /// What is wrong and what was missed, worst first.
    pub mistakes: Vec<Mistake>,
    /// Lines that could not be read, and why.
    pub rejected: Vec<String>,
}

/// The measures of some of the rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The value they share.
    pub value: String,
    /// How many they are.
    pub rows: usize,
    /// Their measures.
    pub measures: Vec<Measure>,
}

/// A figure and its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// What is measured.
    pub name: String,
    /// What came out.
    #[serde(flatten)]
    pub value: Value,
}

impl Measure {
    pub(super) fn new(name: impl Into<String>, value: Value) -> Self {
        Self {
            name: name.into(),
            value,
        }
    }
}

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Found things against wanted ones.
    Overlap(Overlap),
    /// How many of how many are right.
    Share {
        /// Those that are right.
        right: usize,
        /// All.
        of: usize,
    },
    /// Each label counts the same.
    Macro {
        /// The mean of the labels' F1, 0 to 1.
        f1: f64,
        /// The share of rows whose label is right, 0 to 1.
        accuracy: f64,
        /// Rows.
        of: usize,
    },
}

/// Found things against wanted ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// Found and wanted.
    pub right: usize,
    /// All that was found.
    pub found: usize,
    /// All that was wanted.
    pub wanted: usize,
}

impl Overlap {
    /// The share of what was found that is right, 0 to 1.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of what was wanted that was found, 0 to 1.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.wanted)
    }

    /// The harmonic mean of precision and recall, 0 to 1.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if self.right == 0 {
            return 0.0;
        }
        2.0 * precision * recall / (precision + recall)
    }
}

/// A share, 0 where there is nothing to be shared.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts of rows")]
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64
}

/// How often one label was found where another was wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What is labelled.
    pub of: &'static str,
    /// Wanted label → found label → how often.
    pub wanted: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Confusion {
    pub(super) fn new(of: &'static str) -> Self {
        Self {
            of,
            wanted: BTreeMap::new(),
        }
    }

    pub(super) fn count(&mut self, wanted: impl Into<String>, found: impl Into<String>) {
        let row = self.wanted.entry(wanted.into()).or_default();
        *row.entry(found.into()).or_default() += 1;
    }
}

/// How often statements of about the same confidence are right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Calibration {
    /// The lowest confidence among them.
    pub from: f32,
    /// Those that are right.
    pub right: usize,
    /// All.
    pub of: usize,
}

/// Counts right and wrong by tenths of confidence.
#[derive(Debug, Default)]
pub(super) struct Tenths([(usize, usize); 10]);

impl Tenths {
    pub(super) fn count(&mut self, confidence: f32, right: bool) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a confidence is 0 to 1; 0.9 is stored a little below nine tenths"
        )]
        let tenth = ((confidence * 10.0 + 1e-4) as usize).min(9);
        if let Some((hits, of)) = self.0.get_mut(tenth) {
            *hits += usize::from(right);
            *of += 1;
        }
    }

    pub(super) fn told(&self) -> Vec<Calibration> {
        let tenths = self.0.iter().zip(0_u8..);
        tenths
            .filter(|((_, of), _)| *of > 0)
            .map(|((right, of), tenth)| Calibration {
                from: f32::from(tenth) / 10.0,
                right: *right,
                of: *of,
            })
            .collect()
    }
}

/// One thing that is wrong or was missed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// The id of the row.
    pub id: String,
    /// What should have been found; `None`: nothing of the kind.
    pub wanted: Option<String>,
    /// What was found; `None`: nothing of the kind.
    pub found: Option<String>,
    /// The words it is about.
    pub words: String,
    /// The rule that found what was found.
    pub rule: Option<String>,
    /// How bad it is: the confidence of what is wrong, the intensity of what was missed, 0 to 1.
    pub weight: f32,
}

/// What the rows of a kind tell beside their measures.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) notes: Vec<String>,
    pub(super) confusions: Vec<Confusion>,
    pub(super) calibration: Vec<Calibration>,
    pub(super) mistakes: Vec<Mistake>,
}

/// Worst first: wrong ones and missed ones in turn, so that neither hides the other.
pub(super) fn worst_first(mistakes: Vec<Mistake>) -> Vec<Mistake> {
    let (mut missed, mut wrong): (Vec<_>, Vec<_>) = mistakes
        .into_iter()
        .partition(|mistake| mistake.found.is_none());
    for each in [&mut missed, &mut wrong] {
        each.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    }
    let (mut missed, mut wrong) = (missed.into_iter(), wrong.into_iter());
    let mut sorted = Vec::new();
    loop {
        let before = sorted.len();
        sorted.extend(wrong.next());
        sorted.extend(missed.next());
        if sorted.len() == before {
            return sorted;
        }
    }
}

/// The statements that count, between two known and different parties.
pub(super) fn countable(statements: &[Statement]) -> impl Iterator<Item = &Statement> {
    statements.iter().filter(|statement| {
        let (source, target) = (&statement.source.id, &statement.target.id);
        statement.status.counts() && source.is_some() && target.is_some() && source != target
    })
}

/// `USA → RUS −1 ACCUSE`, with its status where that is not the usual.
pub(super) fn told(statement: &Statement) -> String {
    let name = |id: &Option<String>, name: &Option<String>| {
        id.as_ref()
            .or(name.as_ref())
            .map_or("?", String::as_str)
            .to_owned()
    };
    let source = name(&statement.source.id, &statement.source.name);
    let target = name(&statement.target.id, &statement.target.name);
    let status = match statement.status {
        Status::Asserted | Status::Reported => String::new(),
        other => format!(" {}", format!("{other:?}").to_lowercase()),
    };
    let stance = i8::from(statement.stance);
    let act = statement.act.name();
    format!("{source} → {target} {stance:+} {act}{status}")
}
