//! What an archive keeps of its own, beside what it was given: read within bounds, and never written where a link leads.
//!
//! An archive may come from a stranger, whose links could have anything overwritten, and whose pipes would be waited for without end.

use super::Archive;
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// No file of text that an archive keeps is larger, in bytes.
const LARGEST: u64 = 64 << 20;
/// Folders in the index that are looked at: that of earlier versions lies in one that is made anew.
const DEEPEST: usize = 4;

impl Archive {
    /// Nothing where `path`, a place of this archive that is to be written, is reached without a link inside of it. The archive's own
    /// folder may be one.
    ///
    /// # Errors
    /// [`Error::Data`] names the link.
    pub fn keep_inside(&self, path: &Path) -> Result<()> {
        let bases = [self.root(), self.corpus()].map(|base| path.strip_prefix(base).ok());
        // Of a folder that is no archive, what is its own lies inside its corpus.
        let inner = bases
            .into_iter()
            .flatten()
            .max_by_key(|inner| inner.components().count());
        let Some(inner) = inner else { return Ok(()) };
        let above = inner.components().count();
        let mut places: Vec<&Path> = path.ancestors().take(above).collect();
        places.reverse();
        places.into_iter().try_for_each(no_link)
    }

    /// The same of the index and of whatever lies in it.
    ///
    /// # Errors
    /// As [`Self::keep_inside`].
    pub fn keep_index_inside(&self) -> Result<()> {
        self.keep_inside(self.index())?;
        let entries = WalkDir::new(self.index()).max_depth(DEEPEST);
        let mut links = entries
            .into_iter()
            .flatten()
            .filter(DirEntry::path_is_symlink);
        links.try_for_each(|entry| no_link(entry.path()))
    }
}

fn no_link(place: &Path) -> Result<()> {
    match place.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(Error::Data {
            path: place.to_owned(),
            message: "a link, and nothing is written through links inside an archive; put what it leads to in its place"
                .to_owned(),
        }),
        _ => Ok(()),
    }
}

/// The text of a file; `None` where there is none.
///
/// # Errors
/// [`Error::Data`] for what is no file or far too large, [`Error::Io`] for what cannot be read.
pub(super) fn text(file: &Path) -> Result<Option<String>> {
    let wrong = |message: &str| Error::Data {
        path: file.to_owned(),
        message: message.to_owned(),
    };
    // Looked at before it is opened: opening a pipe waits without end.
    match fs::metadata(file) {
        Ok(metadata) if metadata.is_file() => (),
        Ok(_) => return Err(wrong("no file; remove it")),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(file)(error)),
    }
    let mut text = String::new();
    let opened = File::open(file).map_err(Error::io(file))?;
    let read = opened.take(LARGEST + 1).read_to_string(&mut text);
    if text.len() as u64 > LARGEST {
        return Err(wrong("far too large; take out what does not belong there"));
    }
    read.map_err(Error::io(file))?;
    Ok(Some(text))
}
