//! Where an archive lies.

use super::own;
use super::settings::{self, Settings};
use crate::{Error, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// What a user says of the columns of tables.
const COLUMNS: &str = "columns.toml";
/// Where the index of a folder that is no archive lies.
const HIDDEN: &str = ".demarche";

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
    /// archive of the user's settings, else the user's data folder.
    ///
    /// # Errors
    /// [`Error::Usage`] where `explicit` or the user's archive is no folder or the system has no data folder.
    pub fn discover(explicit: Option<&Path>, current: &Path) -> Result<Self> {
        if let Some(folder) = explicit {
            return Self::of_folder(folder);
        }
        let is_whole = |folder: &Path| {
            folder.join(settings::FILE).is_file()
                || (folder.join("corpus").is_dir() && folder.join("index").is_dir())
        };
        if let Some(folder) = current.ancestors().find(|folder| is_whole(folder)) {
            return Ok(Self::with_both(folder));
        }
        if current.join("corpus").is_dir() {
            return Ok(Self::with_both(current));
        }
        // A folder indexed on its own is found from inside it, too.
        if let Some(folder) = current
            .ancestors()
            .find(|folder| folder.join(HIDDEN).join("index").is_dir())
        {
            return Self::of_folder(folder);
        }
        if let (
            _,
            Settings {
                archive: Some(folder),
                ..
            },
        ) = Settings::of_user()?
        {
            return Self::of_folder(&folder);
        }
        let data = dirs::data_dir().ok_or_else(|| {
            Error::Usage(
                "no archive here and no data folder of the user; name one with --archive DIR"
                    .to_owned(),
            )
        })?;
        Ok(Self::with_both(&data.join("demarche")))
    }

    /// The archive `folder` is (it has `corpus/` or `demarche.toml`), else `folder` itself as a corpus with its index in
    /// `folder/.demarche/`, or in the user's cache folder where `folder` cannot be written.
    ///
    /// # Errors
    /// [`Error::Usage`] where `folder` is no folder or no place can be found for its index.
    pub fn of_folder(folder: &Path) -> Result<Self> {
        if !folder.is_dir() {
            return Err(Error::Usage(format!("{} is no folder", folder.display())));
        }
        if folder.join(settings::FILE).is_file() || folder.join("corpus").is_dir() {
            return Ok(Self::with_both(folder));
        }
        let hidden = folder.join(HIDDEN);
        let own = |home: PathBuf, note| Self {
            root: home.clone(),
            corpus: folder.to_owned(),
            index: home.join("index"),
            note,
        };
        // Only trying tells: permissions, read-only mounts and quotas all look alike from outside.
        if hidden.is_dir() || fs::create_dir(&hidden).is_ok() {
            return Ok(own(hidden, None));
        }
        let unusable = || {
            Error::Usage(format!(
                "{} cannot be written and the user has no cache folder",
                folder.display()
            ))
        };
        let cache = dirs::cache_dir().ok_or_else(unusable)?.join("demarche");
        let home = cache.join(name_of(&folder.canonicalize().map_err(Error::io(folder))?));
        let note = format!(
            "{} cannot be written; its index is kept in {}",
            folder.display(),
            home.display()
        );
        Ok(own(home, Some(note)))
    }

    /// The folder that holds `index/`, `lexicon/` and what else belongs to the archive.
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
        self.tables("lexicon")
    }

    /// The user's own profiles of sites in `profiles/`, by name: file and text.
    ///
    /// # Errors
    /// [`Error::Io`] names the file that cannot be read.
    pub fn profiles(&self) -> Result<Vec<(PathBuf, String)>> {
        self.tables("profiles")
    }

    /// The file in which is kept what the columns of tables are, and its text; empty where there is none.
    ///
    /// # Errors
    /// [`Error::Io`] names the file that cannot be read.
    pub fn columns(&self) -> Result<(PathBuf, String)> {
        let file = self.root.join(COLUMNS);
        let text = own::text(&file)?.unwrap_or_default();
        Ok((file, text))
    }

    /// Keeps what the columns of tables are.
    ///
    /// # Errors
    /// [`Error::Io`] names the file that cannot be written.
    pub fn keep_columns(&self, text: &str) -> Result<PathBuf> {
        let file = self.root.join(COLUMNS);
        self.keep_inside(&file)?;
        fs::create_dir_all(&self.root).map_err(Error::io(&self.root))?;
        fs::write(&file, text).map_err(Error::io(&file))?;
        Ok(file)
    }

    /// The tables in a folder of the archive, by name.
    fn tables(&self, folder: &str) -> Result<Vec<(PathBuf, String)>> {
        let folder = self.root.join(folder);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let file = entry.map_err(Error::io(&folder))?.path();
            let is_table = file
                .extension()
                .is_some_and(|extension| extension == "toml" || extension == "tsv");
            if is_table && file.is_file() {
                files.push(file);
            }
        }
        files.sort();
        let read = |file: PathBuf| {
            let text = own::text(&file)?.unwrap_or_default();
            Ok((file, text))
        };
        files.into_iter().map(read).collect()
    }

    fn with_both(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            corpus: root.join("corpus"),
            index: root.join("index"),
            note: None,
        }
    }
}

/// One folder name for a whole path, the same at every call.
fn name_of(folder: &Path) -> String {
    let readable: String = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    format!(
        "{readable}-{}",
        crate::briefing::briefing_id(&folder.to_string_lossy())
    )
}
