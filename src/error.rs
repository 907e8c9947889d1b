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
    /// The index could not be used, for a reason other than those below.
    #[error("the index cannot be used: {0}; demarche index --rebuild makes it anew")]
    Index(#[from] tantivy::TantivyError),
    /// A part of the index is missing, is not as it was written, or makes no sense.
    #[error("{}: the index is damaged: {reason}; the corpus is not touched, run demarche index --rebuild", path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The index could not be written: the disk is full, or fails.
    #[error("{}: {source}; the index is as it was committed last, demarche index goes on once that is mended", path.display())]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The index was written by another version of demarche than this one reads.
    #[error("{}: index format {found}, this demarche reads {expected}; {}", path.display(), age.remedy())]
    Format {
        /// The index folder.
        path: PathBuf,
        /// The version found.
        found: String,
        /// The version wanted.
        expected: String,
        /// Which of the two is older.
        age: Age,
    },
    /// An option or argument cannot be used as it stands.
    #[error("{0}")]
    Usage(String),
    /// A mistake of this program.
    #[error("internal error: {0}; please report it, and what you typed")]
    Internal(String),
    /// The user interrupted the job; what was done is kept.
    #[error("interrupted; what was done is kept")]
    Interrupted,
}

/// How old what was found is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Older than this demarche.
    Older,
    /// Newer than this demarche.
    Newer,
    /// It does not say.
    Unknown,
}

impl Age {
    fn remedy(self) -> &'static str {
        match self {
            Self::Older => "run demarche index, which makes it anew",
            Self::Newer => {
                "it is a newer demarche's: use that, or make it anew for this one with demarche index --rebuild"
            }
            Self::Unknown => "run demarche index --rebuild",
        }
    }
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
