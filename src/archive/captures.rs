//! The store of what servers answered: `corpus/fetched/HOST/YEAR.warc.gz`, one gzip member a record, readable by any WARC tool.
//!
//! A file is only ever added to. What is known of an address is read from the records themselves ([`Known`]), so nothing can
//! disagree with them. A capture is written in one piece and on the disk before it counts; where that fails, the file is as before. What
//! a crash left unfinished at the end of a file is moved aside when the file is next added to, and nothing else.

mod capture;
mod headers;
mod ledger;
mod lock;
mod member;
mod scan;

pub use capture::{Answer, Capture, Kept, Length, Role};
pub(crate) use headers::Headers;
pub use ledger::{Content, Known};

use super::fault::{self, Step};
use super::{Archive, LARGEST};
use crate::{Error, Result};
use chrono::{DateTime, Datelike, Utc};
use ledger::Ledger;
use lock::Lock;
use scan::End;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of the corpus in which they lie.
const FOLDER: &str = "fetched";
const ENDING: &str = ".warc.gz";

/// The captures of an archive, open to be added to.
#[derive(Debug)]
pub struct Captures {
    archive: Archive,
    folder: PathBuf,
    agent: String,
    hosts: HashMap<String, Ledger>,
    /// Files that end with something that is not whole, and where that begins.
    cut: HashMap<PathBuf, u64>,
    remarks: Vec<String>,
    _lock: Lock,
}

impl Captures {
    /// Opens them; nobody else can add to them meanwhile. `agent` is who asks, as servers are told.
    ///
    /// # Errors
    /// [`Error::Usage`] names the process that has them open, [`Error::Io`] the folder that cannot be written.
    pub fn open(archive: &Archive, agent: &str) -> Result<Self> {
        let folder = archive.corpus().join(FOLDER);
        Ok(Self {
            _lock: Lock::take(archive, &folder)?,
            archive: archive.clone(),
            folder,
            agent: agent.to_owned(),
            hosts: HashMap::new(),
            cut: HashMap::new(),
            remarks: Vec::new(),
        })
    }

    /// The folder in which they lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is known of an address.
    ///
    /// # Errors
    /// [`Error::Io`] names the file that cannot be read.
    pub fn known(&mut self, url: &str) -> Result<Option<&Known>> {
        let host = host_folder(url);
        self.read_host(&host)?;
        Ok(self.hosts.get(&host).and_then(|ledger| ledger.get(url)))
    }

    /// What is known of all addresses at the hosts for which `wanted` holds, by the names of their folders.
    ///
    /// # Errors
    /// [`Error::Io`] names the file or folder that cannot be read.
    pub fn known_at(
        &mut self,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<impl Iterator<Item = (&str, &Known)>> {
        for entry in fs::read_dir(&self.folder).map_err(Error::io(&self.folder))? {
            let entry = entry.map_err(Error::io(&self.folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && wanted(&name) {
                self.read_host(&name)?;
            }
        }
        let ledgers = self.hosts.iter().filter(move |(name, _)| wanted(name));
        Ok(ledgers.flat_map(|(_, ledger)| ledger.iter()))
    }

    /// The response that content was captured with: status line, headers and body as sent.
    ///
    /// # Errors
    /// [`Error::Io`] names the file that cannot be read there.
    pub fn response(&self, content: &Content) -> Result<Vec<u8>> {
        let place = &content.place;
        scan::block(&place.file, place.offset, LARGEST).map_err(Error::io(&*place.file))
    }

    /// Adds a capture; it is on the disk when this returns.
    ///
    /// # Errors
    /// [`Error::Io`] names the file that cannot be written; it is as before.
    pub fn add(&mut self, capture: &Capture) -> Result<Kept> {
        let host = host_folder(&capture.url);
        self.read_host(&host)?;
        let before = self
            .hosts
            .get(&host)
            .and_then(|ledger| ledger.get(&capture.url));
        let is_content = capture.role.is_content();
        let before = before.and_then(|known| {
            if is_content {
                known.content.as_ref()
            } else {
                known.instead.as_ref()
            }
        });
        let (kept, same) = match (&capture.answer, before) {
            (Answer::Nothing(_), _) => (Kept::Refused, None),
            (Answer::NotModified(_), before) => (Kept::Same, before),
            (Answer::Response { body, .. }, Some(before))
                if member::digest(body) == before.digest =>
            {
                (Kept::Same, Some(before))
            }
            (Answer::Response { .. }, Some(_)) => (Kept::Changed, None),
            (Answer::Response { .. }, None) => (Kept::New, None),
        };
        let kept = if is_content { kept } else { Kept::Refused };
        let folder = self.folder.join(&host);
        let file = folder.join(format!("{}{ENDING}", capture.at.year()));
        self.archive.keep_inside(&file)?;
        let members = member::members(capture, same).map_err(Error::io(&file))?;
        fault::at(&folder, Step::Write)
            .and_then(|()| fs::create_dir_all(&folder))
            .map_err(Error::io(&folder))?;
        self.append(&file, &members, capture.at)?;
        Ok(kept)
    }

    /// What was noticed about the files and has not been told yet.
    pub fn remarks(&mut self) -> Vec<String> {
        std::mem::take(&mut self.remarks)
    }

    /// Adds whole members to a file, and takes their records into account.
    fn append(&mut self, path: &Path, members: &[u8], at: DateTime<Utc>) -> Result<()> {
        if let Some(offset) = self.cut.remove(path) {
            let aside = set_aside(path, offset)?;
            self.remarks.push(format!(
                "{}: what an interrupted run left unfinished at its end was moved to {}",
                path.display(),
                aside.display()
            ));
        }
        let options = &mut File::options();
        let options = options.read(true).append(true).create(true);
        let mut file = fault::at(path, Step::Write)
            .and_then(|()| options.open(path))
            .map_err(Error::io(path))?;
        let length = file.seek(SeekFrom::End(0)).map_err(Error::io(path))?;
        let mut whole = Vec::new();
        if length == 0 {
            whole = member::describing(at, &self.agent).map_err(Error::io(path))?;
        }
        whole.extend_from_slice(members);
        let written = fault::write_all(&mut file, path, &whole)
            .and_then(|()| fault::at(path, Step::Change))
            .and_then(|()| file.sync_data());
        if let Err(error) = written {
            let _ = fault::at(path, Step::Change).and_then(|()| file.set_len(length)); // where this fails too, the next run sets the rest aside
            return Err(Error::io(path)(error));
        }
        if length == 0 {
            sync_folder(path);
        }
        let host = path.parent().and_then(Path::file_name).unwrap_or_default();
        let ledger = self
            .hosts
            .entry(host.to_string_lossy().into_owned())
            .or_default();
        let shared: Arc<Path> = path.into();
        scan::scan(path, length, |scanned| ledger.take(&scanned, &shared))
            .map_err(Error::io(path))?;
        Ok(())
    }

    /// Reads what is known of a host, once.
    fn read_host(&mut self, host: &str) -> Result<()> {
        if self.hosts.contains_key(host) {
            return Ok(());
        }
        let mut ledger = Ledger::default();
        for path in files(&self.folder.join(host))? {
            let shared: Arc<Path> = path.as_path().into();
            let end = scan::scan(&path, 0, |scanned| ledger.take(&scanned, &shared));
            if let End::Cut(offset) = end.map_err(Error::io(&path))? {
                self.cut.insert(path, offset);
            }
        }
        self.hosts.insert(host.to_owned(), ledger);
        Ok(())
    }
}

/// The files of a host, oldest first.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(folder)(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(Error::io(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && name.ends_with(ENDING) && !name.starts_with('.') {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Moves what stands behind `offset` into a new file beside, whose name says whence; first there, then away.
fn set_aside(path: &Path, offset: u64) -> Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let place = |more: &str| path.with_file_name(format!(".{name}.from-{offset}{more}.cut"));
    let further = (2..).map(|number: u32| place(&format!(".{number}")));
    let is_free = |aside: &PathBuf| aside.symlink_metadata().is_err();
    let aside = iter::once(place("")).chain(further).find(is_free);
    let aside = aside.unwrap_or_else(|| place(""));
    let moved = || {
        let mut file = File::options().read(true).write(true).open(path)?;
        file.seek(SeekFrom::Start(offset))?;
        fault::at(&aside, Step::Write)?;
        let mut copy = File::create_new(&aside)?;
        fault::at(&aside, Step::Write)?;
        std::io::copy(&mut file, &mut copy)?;
        fault::at(&aside, Step::Change)?;
        copy.sync_all()?;
        fault::at(path, Step::Change)?;
        file.set_len(offset)?;
        fault::at(path, Step::Change)?;
        file.sync_all()
    };
    moved().map_err(Error::io(path))?;
    Ok(aside)
}

/// Waits until a new file's name is on the disk, where the system can do that.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all(); // not all systems open folders
    }
}

/// The folder of the captures of an address: its host and, where it is unusual, its port.
fn host_folder(url: &str) -> String {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority
        .rsplit('@')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let safe = |character: char| {
        if character.is_ascii_alphanumeric() || matches!(character, '.' | '-') {
            character
        } else {
            '_'
        }
    };
    let name: String = host.chars().map(safe).collect();
    match name.trim_start_matches('.') {
        "" => "_".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::host_folder;

    #[test]
    fn no_host_leads_out_of_the_folder_of_captures() {
        for (url, folder) in [
            ("https://mfa.example/press", "mfa.example"),
            ("http://MFA.example:8080/", "mfa.example_8080"),
            ("http://[::1]:80/", "___1__80"),
            ("http://../../etc/passwd", "_"),
            ("http://.hidden/", "hidden"),
            ("http://a\\..\\b/", "a_.._b"),
            ("https://", "_"),
            ("../../x", "_"),
        ] {
            assert_eq!(host_folder(url), folder, "{url}");
        }
    }
}
