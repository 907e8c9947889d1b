//! What an archive keeps for watches beside its corpus: their log, and the settings that name them, written as a whole or not at all.

use super::{Archive, own};
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// The log of watches.
const LOG: &str = "watch.json";
/// Held while a run of watches is on; what it contains does not matter.
const LOCK: &str = "watch.lock";

/// Holds off other runs of watches until it is dropped, or its process ends.
#[derive(Debug)]
pub struct WatchLock {
    _file: File,
}

impl Archive {
    /// Where the log of watches lies; the file need not exist.
    #[must_use]
    pub fn watch_log_file(&self) -> PathBuf {
        self.root().join(LOG)
    }

    /// The log of watches; `None` where there is none.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read, or is no text.
    pub fn watch_log(&self) -> Result<Option<String>> {
        own::text(&self.watch_log_file())
    }

    /// Keeps the log of watches in place of the one before.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written; the one before is still there then.
    pub fn keep_watch_log(&self, text: &str) -> Result<()> {
        self.replace(&self.watch_log_file(), text)
    }

    /// Holds off other runs of watches.
    ///
    /// # Errors
    /// [`Error::Usage`] where one is on, [`Error::Io`] where nothing can be written in the archive.
    pub fn lock_watches(&self) -> Result<WatchLock> {
        let path = self.root().join(LOCK);
        self.keep_inside(&path)?;
        fs::create_dir_all(self.root()).map_err(Error::io(self.root()))?;
        let mut options = File::options();
        let file = options.create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(Error::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(WatchLock { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(Error::Usage(format!(
                "{}: another demarche runs the watches; wait for it to end",
                path.display()
            ))),
            Err(fs::TryLockError::Error(error)) => Err(Error::io(&path)(error)),
        }
    }

    /// Adds a text at the end of the settings, which stay as they are, once `check` finds the whole in order.
    ///
    /// # Errors
    /// What `check` returns; [`Error::Io`] where the file cannot be read or written.
    pub fn add_to_settings(&self, text: &str, check: impl Fn(&str) -> Result<()>) -> Result<()> {
        let file = self.settings_file();
        let mut whole = own::text(&file)?.unwrap_or_default();
        if !whole.is_empty() {
            whole.push_str(if whole.ends_with('\n') { "\n" } else { "\n\n" });
        }
        whole.push_str(text);
        check(&whole)?;
        self.replace(&file, &whole)
    }

    /// Writes a file beside the one it is to replace, and gives it the name once all is on disk.
    fn replace(&self, file: &Path, text: &str) -> Result<()> {
        self.keep_inside(file)?;
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(self.root())?;
            let mut draft = draft(file, self.root())?;
            draft.write_all(text.as_bytes())?;
            draft.as_file().sync_all()?;
            draft.persist(file)?;
            Ok(())
        };
        write().map_err(Error::io(file))
    }
}

/// A new file with the rights of the one it is to replace, else those any new file gets.
fn draft(target: &Path, folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".demarche-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666)); // less what the umask takes
    }
    let draft = builder.tempfile_in(folder)?;
    if let Ok(before) = fs::metadata(target) {
        draft.as_file().set_permissions(before.permissions())?;
    }
    Ok(draft)
}
