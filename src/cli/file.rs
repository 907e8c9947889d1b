//! Results in a file of the user's: it appears whole, under its name, or not at all, and never in place of another unless that is wished.

use super::console::{self, Console, Out};
use crate::{Error, Result};
use std::fs;
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

/// Whether a file that is there may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// It stays, and nothing is written.
    Kept,
    /// It is replaced once the new one is complete.
    Replaced,
}

impl Existing {
    /// It goes where `--force` is typed.
    pub(super) fn or_replaced(force: bool) -> Self {
        if force { Self::Replaced } else { Self::Kept }
    }
}

/// Where results go: standard output, or a file that is being written beside where it is to stand.
pub(super) enum Destination<'a> {
    Screen,
    File {
        /// The option that named it.
        option: &'static str,
        path: &'a Path,
        draft: NamedTempFile,
        existing: Existing,
    },
}

impl<'a> Destination<'a> {
    /// Standard output, or the file that the option names.
    pub(super) fn open(
        option: &'static str,
        path: Option<&'a Path>,
        existing: Existing,
    ) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Screen);
        };
        if existing == Existing::Kept && path.exists() {
            return Err(taken(option, path));
        }
        if path.is_dir() {
            return Err(Error::Usage(format!(
                "{option} {}: this is a folder; name a file in it",
                path.display()
            )));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        let mut builder = Builder::new();
        builder.prefix(".demarche-").suffix(".part");
        open_to_others(&mut builder);
        let draft = builder.tempfile_in(folder).map_err(Error::io(path))?;
        Ok(Self::File {
            option,
            path,
            draft,
            existing,
        })
    }

    /// What to write to.
    pub(super) fn out(&self) -> Result<Out> {
        match self {
            Self::Screen => Ok(console::out()),
            Self::File { path, draft, .. } => {
                let file = draft.reopen().map_err(Error::io(*path))?;
                Ok(Out::to_file(file, path))
            }
        }
    }

    /// What to write a page for people to: on a terminal their pager.
    pub(super) fn page(&self, console: &Console) -> Result<Out> {
        match self {
            Self::Screen => Ok(console.paged()),
            Self::File { .. } => self.out(),
        }
    }

    /// Gives the file its name, once all is written, and says so.
    pub(super) fn keep(self, console: &Console) -> Result<()> {
        let Self::File {
            option,
            path,
            draft,
            existing,
        } = self
        else {
            return Ok(());
        };
        draft.as_file().sync_all().map_err(Error::io(path))?;
        let kept = match existing {
            Existing::Replaced => draft.persist(path),
            Existing::Kept => draft.persist_noclobber(path),
        };
        match kept {
            Ok(_) => {
                console.say(&format!("written: {}", path.display()));
                Ok(())
            }
            Err(failed) if failed.error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(taken(option, path))
            }
            Err(failed) => Err(Error::io(path)(failed.error)),
        }
    }
}

fn taken(option: &str, path: &Path) -> Error {
    Error::Usage(format!(
        "{option} {}: there is such a file; --force overwrites it",
        path.display()
    ))
}

/// Lets the file have the rights that any new file gets, not those of a temporary one.
#[cfg(unix)]
fn open_to_others(builder: &mut Builder) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666)); // less what the umask takes
}

#[cfg(not(unix))]
fn open_to_others(_: &mut Builder) {}
