//! One writer an archive: a lock that the system takes back when its process ends, however it ends.

use crate::archive::Archive;
use crate::archive::fault::{self, Step};
use crate::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek};
use std::path::Path;

/// The file that is locked; those who walk the corpus pass it over.
const NAME: &str = ".lock";

/// Held while captures are added.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held, not used")] File);

impl Lock {
    /// Takes the lock of a folder, which is made where there is none.
    pub(super) fn take(archive: &Archive, folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        archive.keep_inside(&path)?;
        fault::at(&path, Step::Write)
            .and_then(|()| fs::create_dir_all(folder))
            .map_err(Error::io(folder))?;
        let options = &mut File::options();
        let options = options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(Error::io(&path))?;
        match file.try_lock() {
            Ok(()) => {
                let noted = fault::at(&path, Step::Change)
                    .and_then(|()| file.set_len(0))
                    .and_then(|()| file.rewind())
                    .and_then(|()| {
                        let number = std::process::id().to_string();
                        fault::write_all(&mut file, &path, number.as_bytes())
                    });
                noted.map_err(Error::io(&path))?;
                Ok(Self(file))
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.take(20).read_to_string(&mut holder); // some systems hide what is locked
                let holder = match holder.trim() {
                    "" => String::new(),
                    number => format!(" (process {number})"),
                };
                Err(Error::Usage(format!(
                    "{}: another demarche{holder} is adding to this archive; wait until it is done",
                    folder.display()
                )))
            }
            Err(TryLockError::Error(error)) => Err(Error::io(path)(error)),
        }
    }
}
