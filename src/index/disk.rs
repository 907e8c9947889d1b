//! The folder of an index as the engine sees it.
//!
//! The engine's own files end in a checksum; its small ones (which segments there are, which files are its own) get one here, so
//! that a changed byte is recognised before it is believed. What could not be written is remembered: the engine tells only that a
//! thread of its ended. And nothing is committed on top of it: where a commit failed, the engine holds its segments for committed all
//! the same, and a merge that ends later would write them down with passages that the commit had removed.
//!
//! The engine's locks are not taken: that of writers is ours ([`super::lock`]), and readers need none, as the folder may be read-only,
//! and nobody is to wait; a reader whose files went while it opened them opens again ([`super::reader`]).

use crate::archive::fault::{self, Step};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// What the last line of a small file begins with.
const SEAL: &str = "crc32 ";
/// How temporary files of ours and of the engine's begin.
const TEMPORARY: &str = ".tmp";

/// The folder of an index.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    engine: MmapDirectory,
    folder: PathBuf,
    failed: Failure,
}

/// The first thing that could not be written.
pub(super) type Failure = Arc<Mutex<Option<(PathBuf, io::Error)>>>;

impl Disk {
    pub(super) fn open(folder: &Path) -> tantivy::Result<Self> {
        Ok(Self {
            engine: MmapDirectory::open(folder)?,
            folder: folder.to_owned(),
            failed: Failure::default(),
        })
    }

    /// Where is told what could not be written.
    pub(super) fn failure(&self) -> Failure {
        self.failed.clone()
    }

    fn step<T>(
        &self,
        path: &Path,
        step: Step,
        work: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        let done = fault::at(&self.folder, step).and_then(|()| work());
        done.inspect_err(|error| remember(&self.failed, &self.folder.join(path), error))
    }
}

fn remember(failed: &Failure, path: &Path, error: &io::Error) {
    let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
    failed.get_or_insert_with(|| (path.to_owned(), same(error)));
}

/// What could not be written first, if anything.
pub(super) fn cause(failed: &Failure) -> Option<(PathBuf, io::Error)> {
    let failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
    failed
        .as_ref()
        .map(|(path, error)| (path.clone(), same(error)))
}

fn same(error: &io::Error) -> io::Error {
    let same = error.raw_os_error().map(io::Error::from_raw_os_error);
    same.unwrap_or_else(|| io::Error::new(error.kind(), error.to_string()))
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.engine.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        fault::at(&self.folder, Step::Change).map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.engine.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.engine.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let wrapped = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        self.step(path, Step::Write, || Ok(())).map_err(wrapped)?;
        let writer = match self.engine.open_write(path) {
            Err(OpenWriteError::IoError { io_error, filepath }) => {
                remember(&self.failed, &self.folder.join(path), &io_error);
                return Err(OpenWriteError::IoError { io_error, filepath });
            }
            other => other?,
        };
        let writer = writer
            .into_inner()
            .map_err(|error| wrapped(error.into_error()))?;
        Ok(BufWriter::new(Box::new(Watched {
            writer,
            path: path.to_owned(),
            disk: self.clone(),
        })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let bytes = self.engine.atomic_read(path)?;
        unsealed(bytes).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if let Some((_, error)) = cause(&self.failed) {
            return Err(error);
        }
        let written = write_whole(&self.folder, path, &sealed(data));
        written.inspect_err(|error| remember(&self.failed, &self.folder.join(path), error))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.step(Path::new(""), Step::Change, || self.engine.sync_directory())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.engine.watch(callback)
    }
}

/// A file as it is written.
struct Watched {
    writer: Box<dyn TerminatingWrite + Send + Sync>,
    path: PathBuf,
    disk: Disk,
}

impl Write for Watched {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { writer, path, disk } = self;
        disk.step(path, Step::Write, || writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl TerminatingWrite for Watched {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let Self { writer, path, disk } = self;
        disk.step(path, Step::Change, || writer.terminate_ref(token))
    }
}

/// Writes a file of the folder, whole or not at all, and waits until it is on the disk; others may read it where the folder's owner
/// lets them.
pub(super) fn write_whole(folder: &Path, name: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = tempfile::Builder::new();
    options.prefix(TEMPORARY);
    #[cfg(unix)]
    options.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less what the user's mask takes
    fault::at(folder, Step::Write)?;
    let mut file = options.tempfile_in(folder)?;
    fault::at(folder, Step::Write)?;
    file.write_all(content)?;
    fault::at(folder, Step::Change)?;
    file.as_file().sync_all()?;
    fault::at(folder, Step::Change)?;
    file.persist(folder.join(name))?;
    sync(folder)
}

/// Waits until it is on the disk which files the folder has.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    fault::at(folder, Step::Change)?;
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Removes a file of the folder. What cannot be removed stays and harms nobody.
pub(super) fn remove(folder: &Path, name: &Path) {
    if fault::at(folder, Step::Change).is_ok() {
        let _ = fs::remove_file(folder.join(name));
    }
}

/// Removes what killed writers left half-written. Only for who holds the lock.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(TEMPORARY));
        let is_plain = |rest: &str| rest.chars().all(|letter| letter.is_ascii_alphanumeric());
        if rest.is_some_and(is_plain) {
            remove(folder, Path::new(&name));
        }
    }
}

/// Text with its checksum in a last line.
pub(super) fn sealed(content: &[u8]) -> Vec<u8> {
    let mut sealed = content.to_vec();
    sealed.extend(format!("{SEAL}{:08x}\n", crc32fast::hash(content)).bytes());
    sealed
}

/// The text without that line; what has none is taken as it is.
///
/// # Errors
/// The checksum is not that of the text.
pub(super) fn unsealed(mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let length = SEAL.len() + 9;
    let Some(start) = bytes.len().checked_sub(length) else {
        return Ok(bytes);
    };
    let seal = bytes.split_off(start);
    let said = std::str::from_utf8(&seal).ok();
    let said = said.and_then(|seal| seal.strip_prefix(SEAL)?.strip_suffix('\n'));
    let Some(said) = said.and_then(|said| u32::from_str_radix(said, 16).ok()) else {
        bytes.extend(seal);
        return Ok(bytes);
    };
    if said == crc32fast::hash(&bytes) {
        Ok(bytes)
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "its checksum is not that of its content",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::fault::{Fault, arm, disarm};

    #[test]
    fn nothing_is_committed_on_top_of_what_could_not_be_written() {
        let folder = tempfile::TempDir::new().unwrap();
        let name = Path::new("meta.json");
        let disk = Disk::open(folder.path()).unwrap();
        disk.atomic_write(name, b"old").unwrap();
        arm(folder.path(), 0, Fault::Full);
        assert!(disk.clone().atomic_write(name, b"failed").is_err());
        disarm(folder.path());
        assert!(
            disk.atomic_write(name, b"merged").is_err(),
            "the disk has room again"
        );
        assert_eq!(disk.atomic_read(name).unwrap(), b"old");
        let next = Disk::open(folder.path()).unwrap();
        next.atomic_write(name, b"new").unwrap();
        assert_eq!(disk.atomic_read(name).unwrap(), b"new");
    }
}
