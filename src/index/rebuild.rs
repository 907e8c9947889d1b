//! An index made anew beside the old one, which it replaces at once: until then the old one answers, if it can.
//!
//! The new one is made in a folder inside the old one's. At the end its files are moved; the old one ends, and the new one begins,
//! with the renaming of the one file that tells which the others are. That of earlier versions, which is read together with it, is
//! replaced first: it serves both.

use super::as_of::{earlier, remove_earlier};
use super::disk;
use super::lock::Lock;
use super::reader::META;
use super::sound::STAMPS;
use super::state;
use crate::archive::fault::{self, Step};
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tantivy::IndexMeta;

/// The folder inside the index in which the new one is made.
const ASIDE: &str = "rebuild";
/// The engine's list of its own files.
const MANAGED: &str = ".managed.json";
/// Letters of the name of a segment.
const SEGMENT: usize = 32;

/// An index that is being made anew. Dropped before its end, it leaves the old one as it was.
pub struct Rebuild {
    folder: PathBuf,
    aside: PathBuf,
    _lock: Lock,
}

impl Rebuild {
    /// Begins with an empty index beside that in `folder`.
    ///
    /// # Errors
    /// [`Error::Usage`] where another process writes it; [`Error::Io`] where the folder cannot be written.
    pub fn begin(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let lock = Lock::take(folder)?;
        disk::sweep(folder);
        let aside = folder.join(ASIDE);
        match fs::remove_dir_all(&aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io(aside)(error)),
            _ => Ok(Self {
                folder: folder.to_owned(),
                aside,
                _lock: lock,
            }),
        }
    }

    /// Where the new index is to be written.
    #[must_use]
    pub fn aside(&self) -> &Path {
        &self.aside
    }

    /// Puts the new index, written and closed, in the old one's place.
    ///
    /// # Errors
    /// [`Error::Unwritten`] where files cannot be moved; the old index is as it was then.
    pub fn end(self) -> Result<()> {
        let unwritten = |source| Error::Unwritten {
            path: self.folder.clone(),
            source,
        };
        let before = earlier(&self.aside);
        let has_earlier = before.join(META).exists();
        if has_earlier {
            replace(&before, &earlier(&self.folder)).map_err(unwritten)?;
        }
        replace(&self.aside, &self.folder).map_err(unwritten)?;
        if !has_earlier && fault::at(&self.folder, Step::Change).is_ok() {
            let _ = remove_earlier(&self.folder); // nothing asks for it any more
        }
        Ok(())
    }
}

/// Moves an index, written and closed, over another one.
fn replace(new: &Path, old: &Path) -> io::Result<()> {
    let take = |name: &str| {
        fault::at(old, Step::Change)?;
        fs::rename(new.join(name), old.join(name))
    };
    fs::create_dir_all(old)?;
    let files = names(new)?;
    let special = [MANAGED, META, STAMPS];
    let plain = files
        .iter()
        .map(String::as_str)
        .filter(|name| !name.starts_with('.') && !special.contains(name));
    for name in plain.chain([MANAGED]) {
        take(name)?;
    }
    disk::sync(old)?;
    take(META)?;
    disk::sync(old)?;
    let _ = take(STAMPS); // without it all is checked once more
    for name in names(old).unwrap_or_default() {
        let is_old = is_of_segment(&name) || state::is_ours(&name);
        if is_old && !files.contains(&name) {
            disk::remove(old, Path::new(&name));
        }
    }
    Ok(())
}

impl Drop for Rebuild {
    fn drop(&mut self) {
        if fault::at(&self.folder, Step::Change).is_ok() {
            let _ = fs::remove_dir_all(&self.aside); // the next writer removes what is left
        }
    }
}

/// Removes what killed writers and rebuilds left: files of segments that are not those of the commit, and an index begun anew. The engine
/// would remove those it knows of too, but later: before, a file of the same name could not be written. Only for who holds the lock.
pub(super) fn sweep(folder: &Path, metas: &IndexMeta) {
    let living = metas.list_segment_files();
    for name in names(folder).unwrap_or_default() {
        let path = Path::new(&name);
        if is_of_segment(&name) && !living.contains(path) {
            disk::remove(folder, path);
        }
    }
    let aside = folder.join(ASIDE);
    if aside.exists() && fault::at(folder, Step::Change).is_ok() {
        let _ = fs::remove_dir_all(aside); // harms nobody
    }
}

fn is_of_segment(name: &str) -> bool {
    let segment = name.split('.').next().unwrap_or_default();
    name.len() > SEGMENT
        && segment.len() == SEGMENT
        && segment.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Names of the files in a folder.
fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let entries = fs::read_dir(folder)?.flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    Ok(files
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect())
}
