//! The file of a user's corrections: one a line, only ever added to.

use super::Archive;
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// Corrections of the archive, beside the corpus.
const CORRECTIONS: &str = "corrections.jsonl";
/// No file of corrections is larger, in bytes: a million lines.
const LARGEST: u64 = 256 << 20;

impl Archive {
    /// Where the corrections lie; the file need not exist.
    #[must_use]
    pub fn corrections_file(&self) -> PathBuf {
        self.root().join(CORRECTIONS)
    }

    /// The corrections as they were written; empty where there are none.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::Data`] where it is far too large.
    pub fn corrections(&self) -> Result<Vec<u8>> {
        let path = self.corrections_file();
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => {
                return Err(Error::Data {
                    path,
                    message: "no file; corrections are one, a line each".to_owned(),
                });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(path)(error)),
        }
        let file = File::open(&path).map_err(Error::io(&path))?;
        let mut bytes = Vec::new();
        let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(Error::io(&path))?;
        if bytes.len() as u64 > LARGEST {
            return Err(Error::Data {
                path,
                message: "too large for a file of corrections; take out what is none".to_owned(),
            });
        }
        Ok(bytes)
    }

    /// Adds a line, and waits until it is on the disk. What a crash left of an unfinished line before it is ended first.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be written.
    pub fn add_correction(&self, line: &str) -> Result<PathBuf> {
        let path = self.corrections_file();
        self.keep_inside(&path)?;
        fs::create_dir_all(self.root()).map_err(Error::io(self.root()))?;
        append(&path, line).map_err(Error::io(&path))?;
        Ok(path)
    }
}

fn append(path: &PathBuf, line: &str) -> std::io::Result<()> {
    let options = &mut File::options();
    let mut file = options.read(true).append(true).create(true).open(path)?;
    let mut whole = format!("{line}\n");
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            whole.insert(0, '\n');
        }
    }
    file.write_all(whole.as_bytes())?; // one write: two that add at once do not mix
    file.sync_all()
}
