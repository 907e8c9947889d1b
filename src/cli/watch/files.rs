//! The files a run of watches writes: a feed as a whole, letters behind those that are there.

use crate::cli::console::Console;
use crate::cli::file::{Destination, Existing};
use crate::output::letter;
use crate::watch::Outcome;
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// Writes a feed in place of the one before.
pub(super) fn write(path: &Path, text: &str, console: &Console) -> Result<()> {
    let destination = Destination::open("--atom", Some(path), Existing::Replaced)?;
    let mut out = destination.out()?;
    out.text(text)?;
    out.done()?;
    destination.keep(console)
}

/// Puts the items as letters at the end of an mbox file; all of them or, where that fails, none.
pub(super) fn append(path: &Path, outcome: &Outcome, console: &Console) -> Result<()> {
    if outcome.items.is_empty() {
        return Ok(());
    }
    if fs::metadata(path).is_ok_and(|file| !file.is_file()) {
        return Err(Error::Usage(format!(
            "--mbox {}: no file that letters can be put into",
            path.display()
        )));
    }
    let failed = |error| Error::io(path)(error);
    let mut options = File::options();
    let file = options.create(true).truncate(false).read(true).write(true);
    let mut file = file.open(path).map_err(failed)?;
    let before = file.seek(SeekFrom::End(0)).map_err(failed)?;
    let mut text = gap(&mut file, before).map_err(failed)?.to_owned();
    for item in &outcome.items {
        text.push_str(&letter(item, outcome.at));
    }
    let mut put = || {
        file.seek(SeekFrom::Start(before))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    if let Err(error) = put() {
        let _ = file.set_len(before); // where this fails too, the next run parts its letters from what is left
        return Err(failed(error));
    }
    console.say(&format!("written: {}", path.display()));
    Ok(())
}

/// What parts a letter from what stands before it: an empty line, whatever that ends with.
fn gap(file: &mut File, length: u64) -> std::io::Result<&'static str> {
    let mut end = [b'\n'; 2];
    let known = length.min(2);
    file.seek(SeekFrom::Start(length - known))?;
    let start = 2 - usize::try_from(known).unwrap_or_default();
    file.read_exact(end.get_mut(start..).unwrap_or_default())?;
    Ok(match end {
        [b'\n', b'\n'] => "",
        [_, b'\n'] => "\n",
        _ => "\n\n",
    })
}
