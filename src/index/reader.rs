//! Reading an index.

use super::Counts;
use crate::Result;
use crate::briefing::StoredPassage;
use crate::query::Vocabulary;
use std::path::Path;

/// An index open for reading, as it was committed last.
pub struct Reader {}

impl Reader {
    /// Opens the index in `folder`; `None` where there is none.
    ///
    /// # Errors
    /// [`crate::Error::Format`] for an index of another format version, [`crate::Error::Index`] for a damaged one.
    pub fn open(folder: &Path) -> Result<Option<Self>> {
        let _ = folder;
        Ok(None)
    }

    /// Changes with every commit.
    #[must_use]
    pub fn generation(&self) -> u64 {
        0
    }

    /// What the writer keeps about what it indexed.
    ///
    /// # Errors
    /// [`crate::Error::Io`] where it cannot be read.
    pub fn state(&self) -> Result<Option<String>> {
        Ok(None)
    }

    /// The values that occur, for reading queries.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where they cannot be read.
    pub fn vocabulary(&self) -> Result<Vocabulary> {
        Ok(Vocabulary::default())
    }

    /// The passages of a briefing, in text order; none where there is no such briefing.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where they cannot be read.
    pub fn passages(&self, briefing: &str) -> Result<Vec<StoredPassage>> {
        let _ = briefing;
        Ok(Vec::new())
    }

    /// How much it holds.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where it cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        Ok(Counts::default())
    }
}
