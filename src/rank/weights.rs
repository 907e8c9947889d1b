//! The weights of ranking, read from the one file that has them.

use crate::index::{FieldWeights, Origin};
use serde::Deserialize;
use std::sync::LazyLock;

/// The file is part of the program, and a test reads it: it cannot fail where tests pass.
pub(super) static WEIGHTS: LazyLock<Option<Weights>> =
    LazyLock::new(|| toml::from_str(include_str!("weights.toml")).ok());

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    pub(super) fields: FieldWeights,
    pub(super) statement: StatementWeights,
    pub(super) proximity: ProximityWeights,
    prior: Prior,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementWeights {
    pub(super) weight: f64,
    pub(super) half: f64,
    pub(super) reported: f64,
    pub(super) other: f64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProximityWeights {
    pub(super) weight: f64,
    pub(super) reach: f64,
    pub(super) head: usize,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prior {
    transcript: f64,
    official: f64,
    news: f64,
}

impl Weights {
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
    #[test]
    fn the_file_of_weights_can_be_read() {
        assert!(super::WEIGHTS.is_some());
    }
}
