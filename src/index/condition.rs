//! The condition an index is in: everything read and held against its checksums, and what went wrong explained by it.

use super::as_of::earlier;
use super::reader::{META, Reader, open_engine, unopened};
use super::schema::Fields;
use super::{sound, state};
use crate::{Error, Result};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What reading a whole index found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition {
    /// Bytes read.
    pub bytes: u64,
    /// What is not as it was written: the file, and what is wrong with it.
    pub damaged: Vec<String>,
}

/// Reads all of an index, `None` where there is none. A commit or merge meanwhile is no damage.
///
/// # Errors
/// [`Error::Format`] for an index of another format version, [`Error::Io`] where it must not be read.
pub fn examine(folder: &Path) -> Result<Option<Condition>> {
    loop {
        let before = std::fs::read(folder.join(META)).ok();
        let examined = match examine_as_it_is(folder) {
            Err(error @ (Error::Index(_) | Error::Damaged { .. })) => Ok(Some(Condition {
                damaged: vec![error.to_string()],
                ..Condition::default()
            })),
            other => other,
        };
        if before == std::fs::read(folder.join(META)).ok() {
            return examined;
        }
    }
}

/// What the writer keeps about what it indexed, where that is as it was written, whatever the passages are like.
#[must_use]
pub fn kept_state(folder: &Path) -> Option<String> {
    let metas = open_engine(folder).ok()??.load_metas().ok()?;
    let committed = state::payload(&metas, folder, &Fields::new()).ok()??;
    state::load(folder, committed.state.as_ref()).ok()?
}

fn examine_as_it_is(folder: &Path) -> Result<Option<Condition>> {
    let Some(index) = open_engine(folder)? else {
        return Ok(None);
    };
    let metas = index
        .load_metas()
        .map_err(|error| unopened(folder, error))?;
    let Some(committed) = state::payload(&metas, folder, &Fields::new())? else {
        return Ok(None);
    };
    let mut condition = Condition {
        bytes: sound::size(folder, &metas),
        damaged: sound::damaged(folder, &index, &metas),
    };
    for name in [&committed.state, &committed.copies, &committed.outline] {
        match state::load(folder, name.as_ref()) {
            Ok(text) => condition.bytes += text.map_or(0, |text| text.len() as u64),
            Err(Error::Damaged { reason, .. }) => condition.damaged.push(reason),
            Err(error) => return Err(error),
        }
    }
    if condition.damaged.is_empty() {
        // Opened as a query does it; a panic of the engine's is damage its checksums do not tell.
        let opened = catch_unwind(AssertUnwindSafe(|| {
            Reader::open(folder)?
                .map(|reader| reader.counts())
                .transpose()
        }));
        match opened {
            Ok(Ok(_)) => (),
            Ok(Err(error)) => return Err(error),
            Err(cause) => condition.damaged.push(words(&*cause)),
        }
    }
    Ok(Some(condition))
}

/// Does some work with an index and contains its panics. Where the work fails for no reason of its own and the index, read as a whole,
/// turns out to be damaged, that is the error: the engine believes what it reads.
///
/// # Errors
/// What the work returns; [`Error::Damaged`] as told; [`Error::Internal`] for a panic in spite of a sound index.
pub fn contained<T>(
    folder: impl FnOnce() -> Option<PathBuf>,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let error = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Err(error @ Error::Index(_))) => error,
        Ok(done) => return done,
        Err(cause) => Error::Internal(words(&*cause)),
    };
    let Some(path) = folder() else {
        return Err(error);
    };
    // what stood earlier lies in an index of its own
    let both = [path.clone(), earlier(&path)];
    let conditions = both.iter().filter_map(|folder| examine(folder).ok()?);
    let damaged: Vec<String> = conditions.flat_map(|one| one.damaged).collect();
    Err(match sound::told(&damaged) {
        Some(reason) => Error::Damaged { path, reason },
        None => error,
    })
}

/// What a panic said.
fn words(cause: &(dyn Any + Send)) -> String {
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "it stopped without a word".to_owned())
}
