//! The one error type: what stops a whole job. Bad input is no error but data, reported and passed over.

use std::io;
use std::path::PathBuf;

/// What can stop a job.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The text of a data file (lexicon overlay, configuration, sidecar) is not what it should be.
    #[error("{}: {message}", path.display())]
    Data {
        /// The file.
        path: PathBuf,
        /// What is wrong with it and how to mend it.
        message: String,
    },
    /// The index could not be read or written.
    #[error(
        "the index cannot be used: {0}; unless the disk is full, remove the index folder and run demarche index"
    )]
    Index(#[from] tantivy::TantivyError),
    /// A part of the index that is ours is missing or makes no sense.
    #[error("{}: {reason}; remove the folder and run demarche index", path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The index was written by a version of demarche this one cannot read.
    #[error("{}: index format {found}, this demarche reads {expected}; remove the folder and run demarche index", path.display())]
    Format {
        /// The index folder.
        path: PathBuf,
        /// The version found.
        found: String,
        /// The version wanted.
        expected: String,
    },
    /// An option or argument cannot be used as it stands.
    #[error("{0}")]
    Usage(String),
    /// The user interrupted the job; what was done is kept.
    #[error("interrupted; what was done is kept")]
    Interrupted,
}

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An [`Error::Io`] about `path`, for `map_err`.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
