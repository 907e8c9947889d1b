//! Walking a folder of briefings, by name, without opening a file.

use super::import::{Origin, origin};
use super::{Record, ignore::Ignored, record};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use walkdir::{DirEntry, WalkDir};

/// Folders inside folders deeper than this are not entered.
const DEEPEST: usize = 128;
/// What a sidecar's name adds to the stem of the file it describes.
pub(super) const SIDECAR: &str = ".meta.toml";

/// What a walk comes upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file that may hold briefings.
    Entry(Entry),
    /// Something passed over on purpose: a link, a pipe.
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
        record::read(self)
    }

    /// The same, and the hash of so many of its first bytes: of a container that has so many.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_behind(&self, first: u64) -> Result<(Record, Option<String>), String> {
        record::read_behind(self, first)
    }

    /// The hash of its bytes as saved, and of so many of the first, where it has so many; its sidecar is none of them.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub fn sha256(&self, first: Option<u64>) -> Result<(String, Option<String>), String> {
        record::sha256(self, first)
    }

    /// Whether it is read in pieces as it may hold many records: a ZIP or web archive, by its name.
    #[must_use]
    pub fn is_container(&self) -> bool {
        record::is_container(self)
    }

    /// Where it was copied from, as its sidecar tells.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        let sidecar = self.sidecar.as_deref()?;
        origin(&record::sidecar_text(sidecar).ok()?)
    }

    /// A container to be read in pieces, without its own hash, which means reading it all; anything else as [`Self::read`].
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn open(&self) -> Result<Record, String> {
        record::open(self)
    }
}

/// What lies in `folder` (or the single file `folder`), sorted by name. Read-mes, licences, sidecars, dot files and what
/// `.demarcheignore` names are left out without a word; links are named and never followed.
pub fn walk(folder: &Path) -> impl Iterator<Item = Found> {
    let root = folder.to_owned();
    let ignored = Ignored::of_folder(folder);
    let entries = WalkDir::new(folder)
        .max_depth(DEEPEST)
        .sort_by_file_name()
        .into_iter()
        .filter_entry({
            let (root, ignored) = (root.clone(), ignored);
            move |entry| entry.depth() == 0 || !is_left_out(entry, &root, &ignored)
        });
    entries.filter_map(move |entry| match entry {
        Ok(entry) => found(&entry, &root),
        Err(error) => Some(Found::Rejected {
            path: error
                .path()
                .map(|path| relative(path, &root))
                .unwrap_or_default(),
            reason: error
                .io_error()
                .map_or_else(|| error.to_string(), ToString::to_string),
        }),
    })
}

fn found(entry: &DirEntry, root: &Path) -> Option<Found> {
    let path = relative(entry.path(), root);
    // A file or folder that the user names is taken even where it is a link.
    let metadata = if entry.depth() == 0 {
        entry.path().metadata()
    } else {
        entry.path().symlink_metadata()
    };
    let metadata = match metadata {
        Ok(metadata) => metadata,
        Err(error) => {
            return Some(Found::Rejected {
                path,
                reason: error.to_string(),
            });
        }
    };
    let kind = metadata.file_type();
    if kind.is_dir() {
        return None;
    }
    if kind.is_symlink() {
        let dangling = !entry.path().exists();
        let reason = if dangling {
            "link that leads nowhere"
        } else {
            "link; only files and folders themselves are read"
        };
        return Some(Found::Skipped {
            path,
            reason: reason.to_owned(),
        });
    }
    if !kind.is_file() {
        return Some(Found::Skipped {
            path,
            reason: "pipe, socket or device".to_owned(),
        });
    }
    Some(Found::Entry(described(entry.path(), path, &metadata)))
}

fn described(file: &Path, path: String, metadata: &Metadata) -> Entry {
    let sidecar = sidecar_of(file).and_then(|path| {
        let metadata = path.symlink_metadata().ok()?;
        metadata.is_file().then_some((path, metadata))
    });
    let (mut size, mut modified) = (metadata.len(), nanoseconds(metadata));
    if let Some((_, metadata)) = &sidecar {
        size = size.saturating_add(metadata.len());
        modified = modified.max(nanoseconds(metadata));
    }
    Entry {
        path,
        size,
        modified,
        file: file.to_owned(),
        file_size: metadata.len(),
        sidecar: sidecar.map(|(path, _)| path),
    }
}

/// `seed.meta.toml` or `seed.txt.meta.toml` of `seed.txt`.
pub(super) fn sidecar_of(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_str()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let candidates = [name, stem].map(|base| file.with_file_name(format!("{base}{SIDECAR}")));
    candidates
        .into_iter()
        .find(|path| path.symlink_metadata().is_ok())
}

fn is_left_out(entry: &DirEntry, root: &Path, ignored: &Ignored) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.')
        || (!entry.file_type().is_dir() && is_note(&name))
        || name.ends_with(SIDECAR)
        || ignored.names(&relative(entry.path(), root), entry.file_type().is_dir())
}

/// Whether a file of this name tells of the folder it lies in.
pub(super) fn is_note(name: &str) -> bool {
    let upper = name.to_uppercase();
    let notes = ["README", "LICENSE", "LICENCE", "COPYING", "NOTICE"];
    notes.iter().any(|note| {
        let after = upper.strip_prefix(note).map(|rest| rest.chars().next());
        matches!(after, Some(None | Some('.' | '-' | '_')))
    })
}

/// `path` as seen from `root`, with `/`; the file name where it is `root` itself.
fn relative(path: &Path, root: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts = inner
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let joined = parts.collect::<Vec<_>>().join("/");
    if joined.is_empty() {
        return path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
    }
    joined
}

fn nanoseconds(metadata: &Metadata) -> i64 {
    let since = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since
        .and_then(|since| i64::try_from(since.as_nanos()).ok())
        .unwrap_or_default()
}
