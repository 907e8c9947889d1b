//! Writing an index: atomic commits of passages and state.

use crate::Result;
use crate::briefing::StoredPassage;
use std::path::Path;

/// An index open for writing; one at a time. What is not committed is gone when it is dropped.
pub struct Writer {}

impl Writer {
    /// Opens the index in `folder` for writing, making both where there is none.
    ///
    /// # Errors
    /// [`crate::Error::Usage`] where another process writes it, [`crate::Error::Format`] for an index of another format version,
    /// [`crate::Error::Io`] and [`crate::Error::Index`] where it cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        let _ = folder;
        Ok(Self {})
    }

    /// The state as committed last.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        None
    }

    /// Sets the state that the next commit keeps.
    pub fn set_state(&mut self, state: String) {
        let _ = state;
    }

    /// Adds passages.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the disk is full or the index damaged.
    pub fn add(&mut self, passages: &[StoredPassage]) -> Result<()> {
        let _ = passages;
        Ok(())
    }

    /// Removes all passages of a briefing, those added before in the same commit included.
    pub fn remove(&mut self, briefing: &str) {
        let _ = briefing;
    }

    /// Makes everything since the last commit permanent, at once.
    ///
    /// # Errors
    /// As [`Self::add`]; the index is as before then.
    pub fn commit(&mut self) -> Result<()> {
        Ok(())
    }

    /// Forgets everything since the last commit.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn rollback(&mut self) -> Result<()> {
        Ok(())
    }
}
