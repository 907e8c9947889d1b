//! Whether the engine's files are as they were written: by their checksums, which means reading them, and otherwise by size and time.
//!
//! The index remembers which files it wrote or checked, with their size and time (`stamps.json`). Opening it checks those that look
//! otherwise, before the engine believes a byte of them: damaged columns make it panic, or answer wrongly. What leaves size and time
//! as they were (a disk that rots) is found by [`damaged`], which reads everything.

use super::disk;
use crate::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use tantivy::{Index, IndexMeta};

/// The file of what was checked.
pub(super) const STAMPS: &str = "stamps.json";

/// Size and time of a file, as far as known.
type Stamp = (u64, u128);

/// Checks the files of a commit that look other than when they were checked last.
///
/// # Errors
/// [`Error::Damaged`] names those that are not as they were written.
pub(super) fn check(folder: &Path, index: &Index, metas: &IndexMeta) -> Result<()> {
    let known = stamps(folder);
    let files = files(folder, metas);
    let other = |file: &&PathBuf| {
        let stamp = stamp(&folder.join(file));
        stamp.is_none() || stamp.as_ref() != known.get(&name(file))
    };
    let suspects: Vec<&PathBuf> = files.iter().filter(other).collect();
    if suspects.is_empty() {
        return Ok(());
    }
    // Taken before they are read: what changes meanwhile is checked again.
    let now = stamped(folder, &files);
    let damaged: Vec<String> = suspects
        .into_iter()
        .filter_map(|file| fault(index, file))
        .collect();
    if let Some(reason) = told(&damaged) {
        return Err(Error::Damaged {
            path: folder.to_owned(),
            reason,
        });
    }
    let _ = keep(folder, &now); // where it cannot be written, it is checked again the next time
    Ok(())
}

/// Remembers the files of a commit that this process has just written as sound.
pub(super) fn trust(folder: &Path, metas: &IndexMeta) {
    let known = stamps(folder);
    let mut now = stamped(folder, &files(folder, metas));
    for (file, stamp) in &mut now {
        if let Some(known) = known.get(file) {
            *stamp = *known;
        }
    }
    if now != known {
        let _ = keep(folder, &now); // they are checked once more then
    }
}

/// Reads all files of a commit; names those that are not as they were written, and why.
pub(super) fn damaged(folder: &Path, index: &Index, metas: &IndexMeta) -> Vec<String> {
    let files = files(folder, metas);
    files.iter().filter_map(|file| fault(index, file)).collect()
}

/// Bytes of all files of a commit.
pub(super) fn size(folder: &Path, metas: &IndexMeta) -> u64 {
    let files = files(folder, metas);
    let sizes = files
        .iter()
        .filter_map(|file| folder.join(file).metadata().ok());
    sizes.map(|metadata| metadata.len()).sum()
}

/// Faults in one sentence; `None` where there are none.
pub(super) fn told(damaged: &[String]) -> Option<String> {
    match damaged {
        [] => None,
        [one] => Some(one.clone()),
        [first, more @ ..] => Some(format!("{first}, and {} more files", more.len())),
    }
}

fn fault(index: &Index, file: &Path) -> Option<String> {
    match index.directory().validate_checksum(file) {
        Ok(true) => None,
        Ok(false) => Some(format!("{} is not as it was written", file.display())),
        Err(error) => Some(format!("{}: {error}", file.display())),
    }
}

/// The files of a commit that must be there: all of a segment's that were ever written.
fn files(folder: &Path, metas: &IndexMeta) -> BTreeSet<PathBuf> {
    let named = metas.list_segment_files().into_iter();
    let lives = |file: &PathBuf| {
        let optional = file
            .extension()
            .is_some_and(|end| end == "del" || end == "temp");
        !optional || folder.join(file).exists()
    };
    named.filter(lives).collect()
}

fn stamped(folder: &Path, files: &BTreeSet<PathBuf>) -> BTreeMap<String, Stamp> {
    let stamps = files
        .iter()
        .filter_map(|file| Some((name(file), stamp(&folder.join(file))?)));
    stamps.collect()
}

fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = file.metadata().ok()?;
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), since.as_nanos()))
}

fn name(file: &Path) -> String {
    file.to_string_lossy().into_owned()
}

fn stamps(folder: &Path) -> BTreeMap<String, Stamp> {
    let bytes = fs::read(folder.join(STAMPS)).and_then(disk::unsealed);
    let stamps = bytes
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    stamps.unwrap_or_default() // then all are checked
}

fn keep(folder: &Path, stamps: &BTreeMap<String, Stamp>) -> std::io::Result<()> {
    let text = serde_json::to_vec(stamps)?;
    disk::write_whole(folder, Path::new(STAMPS), &disk::sealed(&text))
}
