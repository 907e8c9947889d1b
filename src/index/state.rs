//! The caller's state, and which briefings are copies, beside the engine's files: each written to a file of its own before a commit
//! that names it.

use super::disk;
use super::schema::{FORMAT, Fields};
use crate::error::Age;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tantivy::IndexMeta;

/// What the names of files begin with: of the state, of the copies, and of what is read of the state by every query.
pub(super) const STATE: &str = "records-";
pub(super) const COPIES: &str = "copies-";
pub(super) const OUTLINE: &str = "outline-";

/// What a commit says of itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Payload {
    /// Version of what is written.
    pub(super) format: u32,
    /// The file with the state that belongs to it.
    pub(super) state: Option<String>,
    /// The file that tells which briefings are copies, where any are.
    #[serde(default)]
    pub(super) copies: Option<String>,
    /// The file with what every query reads of the state.
    #[serde(default)]
    pub(super) outline: Option<String>,
}

/// Of a commit, whatever else it says.
#[derive(Deserialize)]
struct Formatted {
    format: u32,
}

/// The payload of a commit, `None` where there was none yet.
pub(super) fn payload(
    metas: &IndexMeta,
    folder: &Path,
    fields: &Fields,
) -> Result<Option<Payload>> {
    let wrong = |found: Option<u32>| Error::Format {
        path: folder.to_owned(),
        found: found.map_or_else(|| "unknown".to_owned(), |found| found.to_string()),
        expected: FORMAT.to_string(),
        age: match found {
            Some(found) if found < FORMAT => Age::Older,
            Some(found) if found > FORMAT => Age::Newer,
            _ => Age::Unknown,
        },
    };
    let payload = match &metas.payload {
        None => None,
        Some(text) => {
            let format = serde_json::from_str(text).map(|Formatted { format }| format);
            match format {
                Ok(FORMAT) => Some(serde_json::from_str(text).map_err(|_| wrong(None))?),
                other => return Err(wrong(other.ok())),
            }
        }
    };
    if metas.schema != fields.schema {
        return Err(wrong(None));
    }
    Ok(payload)
}

/// A file that a payload names, open, so that it can be read however long after a later commit removed it.
pub(super) struct Kept {
    name: String,
    file: Mutex<File>,
}

/// Opens the file that a payload names.
///
/// # Errors
/// [`Error::Damaged`] where it is not there.
pub(super) fn open(folder: &Path, name: Option<&String>) -> Result<Option<Kept>> {
    let Some(name) = name else {
        return Ok(None);
    };
    let file = File::open(folder.join(name)).map_err(|error| damaged(folder, name, &error))?;
    Ok(Some(Kept {
        name: name.clone(),
        file: Mutex::new(file),
    }))
}

impl Kept {
    /// Its text.
    ///
    /// # Errors
    /// [`Error::Damaged`] where it is not as it was written.
    pub(super) fn text(&self, folder: &Path) -> Result<String> {
        let read = || {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(0))?;
            file.read_to_end(&mut bytes)?;
            if checksum_in(&self.name).is_some_and(|said| said != crc32fast::hash(&bytes)) {
                return Err(io::Error::other("it is not as it was written"));
            }
            String::from_utf8(bytes).map_err(io::Error::other)
        };
        read().map_err(|error| damaged(folder, &self.name, &error))
    }
}

fn damaged(folder: &Path, name: &str, error: &io::Error) -> Error {
    Error::Damaged {
        path: folder.to_owned(),
        reason: format!("its file {name} cannot be read: {error}"),
    }
}

/// The checksum that a file's name tells of its content.
fn checksum_in(name: &str) -> Option<u32> {
    let (_, said) = name.strip_suffix(".json")?.rsplit_once('-')?;
    (said.len() == 8).then(|| u32::from_str_radix(said, 16).ok())?
}

/// The text of a file that a payload names.
///
/// # Errors
/// [`Error::Damaged`] where it cannot be read.
pub(super) fn load(folder: &Path, name: Option<&String>) -> Result<Option<String>> {
    let kept = open(folder, name)?;
    kept.map(|kept| kept.text(folder)).transpose()
}

/// Writes a text to a file for the commit with this number; the name of the file, which tells the checksum of its content.
pub(super) fn save(folder: &Path, prefix: &str, number: u64, text: &str) -> Result<String> {
    let checksum = crc32fast::hash(text.as_bytes());
    let name = format!("{prefix}{number}-{checksum:08x}.json");
    disk::write_whole(folder, Path::new(&name), text.as_bytes()).map_err(|source| {
        Error::Unwritten {
            path: folder.join(&name),
            source,
        }
    })?;
    Ok(name)
}

/// Whether it is the name of such a file.
pub(super) fn is_ours(name: &str) -> bool {
    [STATE, COPIES, OUTLINE]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// Removes such files other than those `kept`. What cannot be removed stays and harms nobody.
pub(super) fn sweep(folder: &Path, kept: &Payload) {
    let kept = [&kept.state, &kept.copies, &kept.outline].map(Option::as_deref);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_str();
        let name = name.filter(|name| is_ours(name) && !kept.contains(&Some(*name)));
        if let Some(name) = name {
            disk::remove(folder, Path::new(name));
        }
    }
}
