//! What tests let go wrong on the disk: nothing at all outside of the tests of this crate.
//!
//! Every change that captures and the index make on the disk passes [`at`] first, and what is added to a file piece by piece
//! [`write_all`]. A test arms a folder: after so many steps the process counts as dead, so that no further step changes anything, or
//! the disk as full, so that nothing more can be written.

#[cfg(not(test))]
pub(crate) use none::{at, write_all};
#[cfg(test)]
pub(crate) use planned::{Fault, arm, at, disarm, write_all};

/// What is about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A file is made or gets longer.
    Write,
    /// A file is renamed, removed, or waited for.
    Change,
}

#[cfg(not(test))]
mod none {
    use super::Step;
    use std::fs::File;
    use std::io::{self, Write};
    use std::path::Path;

    /// Nothing.
    #[inline]
    #[allow(clippy::unnecessary_wraps, reason = "tests have it fail")]
    pub(crate) fn at(_: &Path, _: Step) -> io::Result<()> {
        Ok(())
    }

    /// Writes all of it at once.
    #[inline]
    pub(crate) fn write_all(file: &mut File, _: &Path, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }
}

#[cfg(test)]
mod planned {
    use super::Step;
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};
    use std::sync::{Mutex, PoisonError};

    /// Bytes of a write that are on the disk or not.
    const PIECE: usize = 200;

    /// What goes wrong.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// The process is dead.
        Dead,
        /// The disk is full.
        Full,
    }

    /// Writes all of it, each piece a step of its own.
    pub(crate) fn write_all(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        bytes.chunks(PIECE).try_for_each(|piece| {
            at(path, Step::Write)?;
            file.write_all(piece)
        })
    }

    /// By folder: steps that still go well, steps taken, and what comes then.
    static PLANS: Mutex<BTreeMap<PathBuf, (u64, u64, Fault)>> = Mutex::new(BTreeMap::new());

    /// Lets so many steps in a folder go well.
    pub(crate) fn arm(folder: &Path, steps: u64, fault: Fault) {
        let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        plans.insert(folder.to_owned(), (steps, 0, fault));
    }

    /// Lets all go well again; how many steps were taken.
    pub(crate) fn disarm(folder: &Path) -> u64 {
        let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        plans.remove(folder).map_or(0, |(_, taken, _)| taken)
    }

    /// Whether the step can be taken in a folder, or with a file of it.
    pub(crate) fn at(folder: &Path, step: Step) -> io::Result<()> {
        let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = plans
            .iter_mut()
            .find(|(armed, _)| folder.starts_with(armed));
        let Some((_, (left, taken, fault))) = plan else {
            return Ok(());
        };
        *taken += 1;
        if *left > 0 {
            *left -= 1;
            return Ok(());
        }
        match (*fault, step) {
            (Fault::Dead, _) => Err(io::Error::other("the process is dead")),
            (Fault::Full, Step::Write) => Err(io::ErrorKind::StorageFull.into()),
            (Fault::Full, Step::Change) => Ok(()),
        }
    }
}
