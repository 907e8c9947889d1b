//! What ends a verb from inside: a panic, mostly the engine's over a damaged index, becomes an error that says what to do.

use crate::index;
use crate::{Error, Result};
use std::env;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The index that the verb works with.
static INDEX: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Where the last panic was.
static PLACE: Mutex<String> = Mutex::new(String::new());

/// Remembers the index that the verb works with.
pub(super) fn in_use(folder: &Path) {
    let mut index = INDEX.lock().unwrap_or_else(PoisonError::into_inner);
    *index = Some(folder.to_owned());
}

/// Runs a verb. Its panics print nothing, unless the user wants back-traces.
pub(super) fn contained(verb: impl FnOnce() -> Result<u8>) -> Result<u8> {
    if env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|panic| {
            let mut place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
            *place = panic
                .location()
                .map(ToString::to_string)
                .unwrap_or_default();
        }));
    }
    let folder = || INDEX.lock().unwrap_or_else(PoisonError::into_inner).clone();
    index::contained(folder, verb).map_err(|error| match error {
        Error::Internal(said) => {
            let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
            Error::Internal(format!("{said} ({place})"))
        }
        error => error,
    })
}
