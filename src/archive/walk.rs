//! Walking a folder of briefings, by name, without opening a file.

use super::Record;
use std::path::{Path, PathBuf};

/// What a walk comes upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file that may hold briefings.
    Entry(Entry),
    /// Something passed over on purpose: a README, a link, a pipe.
    Skipped {
        /// Relative to the folder walked, with `/`.
        path: String,
        /// Why.
        reason: String,
    },
    /// Something that should have been read and cannot be.
    Rejected {
        /// Relative to the folder walked, with `/`.
        path: String,
        /// Why.
        reason: String,
    },
}

/// A file that may hold briefings, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Relative to the folder walked, with `/`; of a single file, its name.
    pub path: String,
    /// Size in bytes, its sidecar (`NAME.meta.toml`) counted in.
    pub size: u64,
    /// Time of the last change in nanoseconds since 1970, of the file or its sidecar.
    pub modified: i64,
    pub(super) file: PathBuf,
    pub(super) file_size: u64,
    pub(super) sidecar: Option<PathBuf>,
}

impl Entry {
    /// Its bytes, up to the size it had when it was walked.
    ///
    /// # Errors
    /// The reason why it is rejected.
    pub fn read(&self) -> Result<Record, String> {
        Err(self.path.clone())
    }
}

/// What lies in `folder` (or the single file `folder`), sorted by name. Read-mes, licences, sidecars, dot files and what
/// `.demarcheignore` names are left out without a word.
pub fn walk(folder: &Path) -> impl Iterator<Item = Found> {
    let _ = folder;
    std::iter::empty()
}
