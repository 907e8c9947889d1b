//! The caller's state, and which briefings are copies, beside the engine's files: each written to a file of its own before a commit
//! that names it.

use super::schema::{FORMAT, Fields};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use tantivy::Index;

/// What the names of files begin with: of the state, and of the copies.
pub(super) const STATE: &str = "records-";
pub(super) const COPIES: &str = "copies-";

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
}

/// The payload of the last commit, `None` where there was none yet.
pub(super) fn payload(index: &Index, folder: &Path, fields: &Fields) -> Result<Option<Payload>> {
    let wrong = |found: String| Error::Format {
        path: folder.to_owned(),
        found,
        expected: FORMAT.to_string(),
    };
    let text = index.load_metas()?.payload;
    let payload = match text.as_deref().map(serde_json::from_str::<Payload>) {
        Some(Ok(payload)) if payload.format != FORMAT => {
            return Err(wrong(payload.format.to_string()));
        }
        Some(Err(_)) => return Err(wrong("unknown".to_owned())),
        Some(Ok(payload)) => Some(payload),
        None => None,
    };
    if index.schema() != fields.schema {
        return Err(wrong("unknown".to_owned()));
    }
    Ok(payload)
}

/// The text of a file that a payload names.
///
/// # Errors
/// [`Error::Damaged`] where it cannot be read.
pub(super) fn load(folder: &Path, name: Option<&String>) -> Result<Option<String>> {
    let Some(name) = name else {
        return Ok(None);
    };
    let text = fs::read_to_string(folder.join(name));
    text.map(Some).map_err(|error| Error::Damaged {
        path: folder.to_owned(),
        reason: format!("its file {name} cannot be read: {error}"),
    })
}

/// Writes a text to a file for the commit with this number; the name of the file.
pub(super) fn save(folder: &Path, prefix: &str, number: u64, text: &str) -> Result<String> {
    let name = format!("{prefix}{number}.json");
    let path = folder.join(&name);
    let write = || -> io::Result<()> {
        let mut file = File::create(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(Error::io(&path))?;
    Ok(name)
}

/// Removes such files other than those `kept`. What cannot be removed stays and harms nobody.
pub(super) fn sweep(folder: &Path, kept: &Payload) {
    let kept = [&kept.state, &kept.copies].map(Option::as_deref);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_str();
        let is_ours = name.is_some_and(|name| name.starts_with(STATE) || name.starts_with(COPIES));
        if is_ours && !kept.contains(&name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
