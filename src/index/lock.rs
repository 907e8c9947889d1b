//! One writer at a time: a lock on a file in the index folder, which ends with the process that holds it, however that ends.

use crate::{Error, Result};
use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process;

/// The file; it holds the number of the process that locked it last.
const FILE: &str = ".writer.lock";

/// Held for as long as it lives.
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing it would not do while a program that is being started has it open as well.
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    /// [`Error::Usage`] names the process that has it; [`Error::Io`] where the folder cannot be written.
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let open = || {
            let options = &mut File::options();
            options.read(true).write(true).create(true).truncate(false);
            options.open(&path)
        };
        let mut file = open().map_err(Error::io(&path))?;
        match file.try_lock() {
            Ok(()) => (),
            Err(TryLockError::WouldBlock) => return Err(busy(folder, &mut file)),
            Err(TryLockError::Error(error)) => return Err(Error::io(&path)(error)),
        }
        // Only for the message to others: a full disk is told by what matters.
        let _ = signed(&mut file);
        Ok(Self { file })
    }
}

fn signed(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(process::id().to_string().as_bytes())
}

fn busy(folder: &Path, file: &mut File) -> Error {
    let mut holder = String::new();
    let _ = file.take(20).read_to_string(&mut holder); // who cannot be told is not told
    let holder: u32 = holder.trim().parse().unwrap_or_default();
    let holder = match holder {
        0 => String::new(),
        holder => format!(" (process {holder})"),
    };
    let folder = folder.display();
    Error::Usage(format!(
        "{folder}: another demarche{holder} is writing this index; wait for it to end or stop it"
    ))
}
