//! The weights of ranking, read from the one file that has them, and set by name where they are fitted.

use crate::index::{FieldWeights, Origin};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The file is part of the program, and a test reads it: it cannot fail where tests pass.
static BUILT_IN: LazyLock<Option<Weights>> =
    LazyLock::new(|| toml::from_str(include_str!("weights.toml")).ok());

/// How much what counts in a passage's score; the file of weights says what each is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    pub(super) fields: FieldWeights,
    pub(super) statement: StatementWeights,
    pub(super) proximity: ProximityWeights,
    prior: Prior,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementWeights {
    pub(super) weight: f64,
    pub(super) half: f64,
    pub(super) reported: f64,
    pub(super) other: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProximityWeights {
    pub(super) weight: f64,
    pub(super) reach: f64,
    pub(super) head: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prior {
    transcript: f64,
    official: f64,
    news: f64,
    question: f64,
}

impl Weights {
    /// Those that searches use.
    ///
    /// # Errors
    /// [`Error::Usage`] where the built-in file cannot be read, which its test rules out.
    pub fn built_in() -> Result<&'static Self> {
        BUILT_IN
            .as_ref()
            .ok_or_else(|| Error::Usage("the built-in weights cannot be read".to_owned()))
    }

    /// Those of plain BM25: only the words of the passage itself count.
    #[must_use]
    pub fn plain(&self) -> Self {
        let mut plain = self.clone();
        plain.fields = FieldWeights {
            text: 1.0,
            title: 0.0,
            question: 0.0,
            evidence: 0.0,
            entity: 0.0,
            most: f32::INFINITY,
        };
        plain.statement.weight = 0.0;
        plain.proximity.weight = 0.0;
        plain.prior = Prior {
            transcript: 0.0,
            official: 0.0,
            news: 0.0,
            question: 0.0,
        };
        plain
    }

    /// The weight of a name such as `statement.weight`, to six places; `None` where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        let table = toml::Value::try_from(self).ok()?;
        let (group, weight) = name.split_once('.')?;
        let value = table.get(group)?.get(weight)?.as_float()?;
        Some((value * 1e6).round() / 1e6) // some are kept in single precision
    }

    /// The same with one weight set; `None` where there is none of this name.
    #[must_use]
    pub fn with(&self, name: &str, value: f64) -> Option<Self> {
        let mut table = toml::Value::try_from(self).ok()?;
        let (group, weight) = name.split_once('.')?;
        *table.get_mut(group)?.get_mut(weight)? = toml::Value::Float(value);
        table.try_into().ok()
    }

    /// What a passage has for being a question or none.
    pub(super) fn question(&self, is_question: bool) -> f64 {
        if is_question {
            self.prior.question
        } else {
            0.0
        }
    }

    /// What a passage has for the kind of its publication.
    pub(super) fn prior(&self, origin: Origin) -> f64 {
        match origin {
            Origin::Transcript => self.prior.transcript,
            Origin::Official => self.prior.official,
            Origin::News => self.prior.news,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Weights;

    #[test]
    fn the_file_of_weights_can_be_read() {
        assert!(Weights::built_in().is_ok());
    }

    #[test]
    fn a_weight_is_set_by_its_name() {
        let weights = Weights::built_in().unwrap();
        let set = weights.with("statement.weight", 7.5).unwrap();
        assert_eq!(set.get("statement.weight"), Some(7.5));
        assert_eq!(set.get("statement.half"), weights.get("statement.half"));
        assert_eq!(weights.with("statement.colour", 1.0), None);
        assert_eq!(weights.get("colour"), None);
    }
}
