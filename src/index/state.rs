//! The caller's state beside the engine's files: written to a file of its own before a commit, named by the commit.

use super::schema::{FORMAT, Fields};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use tantivy::Index;

const PREFIX: &str = "records-";

/// What a commit says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Payload {
    /// Version of what is written.
    pub(super) format: u32,
    /// The file with the state that belongs to it.
    pub(super) state: Option<String>,
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

/// The state a payload names.
///
/// # Errors
/// [`Error::Damaged`] where its file cannot be read.
pub(super) fn load(folder: &Path, payload: Option<&Payload>) -> Result<Option<String>> {
    let Some(name) = payload.and_then(|payload| payload.state.as_ref()) else {
        return Ok(None);
    };
    let state = fs::read_to_string(folder.join(name));
    state.map(Some).map_err(|error| Error::Damaged {
        path: folder.to_owned(),
        reason: format!("its file {name} cannot be read: {error}"),
    })
}

/// Writes the state to a file for the commit with this number; the name of the file.
pub(super) fn save(folder: &Path, number: u64, state: &str) -> Result<String> {
    let name = format!("{PREFIX}{number}.json");
    let path = folder.join(&name);
    let write = || -> io::Result<()> {
        let mut file = File::create(&path)?;
        file.write_all(state.as_bytes())?;
        file.sync_all()
    };
    write().map_err(Error::io(&path))?;
    Ok(name)
}

/// Removes state files other than `kept`. What cannot be removed stays and harms nobody.
pub(super) fn sweep(folder: &Path, kept: Option<&str>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let is_state = name.to_str().is_some_and(|name| name.starts_with(PREFIX));
        if is_state && name.to_str() != kept {
            let _ = fs::remove_file(entry.path());
        }
    }
}
