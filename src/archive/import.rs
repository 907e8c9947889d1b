//! Copying foreign files into the corpus, with where they came from in a sidecar beside them.
//!
//! Nothing is ever overwritten: what is there already is named, and a file of other content but the same name gets another one. A copy
//! appears whole or not at all; it is there before its sidecar, which the next import of the same file writes where it is missing.

use super::walk::{Entry, SIDECAR, is_note, sidecar_of};
use super::{Archive, record};
use crate::{Error, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use tempfile::NamedTempFile;

/// How a copy begins that is not whole yet; dot files are no part of the corpus.
const UNFINISHED: &str = ".import-";

/// Where a file of the corpus was copied from, as its sidecar tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file it was.
    pub from: String,
    /// When it was copied.
    pub at: DateTime<Utc>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// Copied: where to, relative to the corpus folder.
    Copied(String, Origin),
    /// There already: where.
    Known(String),
}

/// The last copying that a sidecar tells of.
#[must_use]
pub fn origin(sidecar: &str) -> Option<Origin> {
    let table: toml::Table = toml::from_str(sidecar).ok()?;
    let last = table.get("import")?.as_array()?.last()?;
    let text = |name: &str| Some(last.get(name)?.as_str()?.to_owned());
    Some(Origin {
        from: text("from")?,
        at: last.get("at")?.as_datetime()?.to_string().parse().ok()?,
        sha256: text("sha256")?,
    })
}

impl Archive {
    /// Copies a file that a walk of `root` came upon into a folder of the corpus. `url` is where it was published; `known` tells where in
    /// the corpus content of this hash lies already.
    ///
    /// # Errors
    /// [`Error::Usage`] for what cannot be imported, [`Error::Io`] where it cannot be read or written.
    pub fn import(
        &self,
        root: &Path,
        entry: &Entry,
        into: &str,
        url: Option<&str>,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Imported> {
        let from = absolute(&entry.file)?;
        let corpus = absolute(self.corpus()).unwrap_or_else(|_| self.corpus().to_owned());
        if let Ok(inside) = from.strip_prefix(&corpus) {
            return Ok(Imported::Known(slashed(inside)));
        }
        let folder = safe_folder(into)?;
        let place = folder.join(below(root, entry));
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || is_note(&name) || name.ends_with(SIDECAR) {
            let named = entry.file.display();
            return Err(Error::Usage(format!(
                "{named}: files of this name are no part of a corpus; rename it"
            )));
        }
        let given = given(entry, url)?;
        let target = corpus.join(&place);
        let parent = target.parent().unwrap_or(&corpus).to_owned();
        self.keep_inside(&self.corpus().join(&place))?;
        fs::create_dir_all(&parent).map_err(Error::io(&parent))?;
        let (copy, sha256) = copied(entry, &parent)?;
        let origin = Origin {
            from: from.to_string_lossy().into_owned(),
            at: Utc::now(),
            sha256,
        };
        let text = written(&given, &origin);
        if let Some(path) = known(&origin.sha256).filter(|path| corpus.join(path).exists()) {
            self.keep_inside(&self.corpus().join(&path))?;
            self.note_origin(&corpus.join(&path), &text)?;
            return Ok(Imported::Known(path));
        }
        self.place(copy, &target, &origin, &text)
    }

    /// Gives the copy its name, or another where that is taken by another content.
    fn place(
        &self,
        copy: NamedTempFile,
        target: &Path,
        origin: &Origin,
        sidecar: &str,
    ) -> Result<Imported> {
        let mut copy = copy;
        for name in names(target, &origin.sha256) {
            let path = slashed(name.strip_prefix(absolute(self.corpus())?).unwrap_or(&name));
            match copy.persist_noclobber(&name) {
                Ok(_) => {
                    self.note_origin(&name, sidecar)?;
                    return Ok(Imported::Copied(path, origin.clone()));
                }
                Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                    if record::sha256_of(&name).ok().as_ref() == Some(&origin.sha256) {
                        self.note_origin(&name, sidecar)?;
                        return Ok(Imported::Known(path));
                    }
                    copy = refused.file;
                }
                Err(refused) => return Err(Error::io(&name)(refused.error)),
            }
        }
        Err(Error::Usage(format!(
            "{}: files of this name are there already",
            target.display()
        )))
    }

    /// Writes the sidecar of a file that has none.
    fn note_origin(&self, file: &Path, text: &str) -> Result<()> {
        if sidecar_of(file).is_some() {
            return Ok(());
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let sidecar = file.with_file_name(format!("{name}{SIDECAR}"));
        let parent = file.parent().unwrap_or(self.corpus());
        let write = || {
            let mut whole = unfinished(parent)?;
            whole.write_all(text.as_bytes())?;
            whole.as_file().sync_all()?;
            match whole.persist_noclobber(&sidecar) {
                Err(refused) if refused.error.kind() != io::ErrorKind::AlreadyExists => {
                    Err(refused.error)
                }
                _ => synced(parent),
            }
        };
        write().map_err(Error::io(&sidecar))
    }
}

/// A copy that has no name yet, and its hash.
fn copied(entry: &Entry, folder: &Path) -> Result<(NamedTempFile, String)> {
    let mut source = File::open(&entry.file).map_err(Error::io(&entry.file))?;
    let modified = source.metadata().and_then(|metadata| metadata.modified());
    let mut copy = unfinished(folder).map_err(Error::io(folder))?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = source.read(&mut piece).map_err(Error::io(&entry.file))?;
        if length == 0 {
            break;
        }
        let piece = piece.get(..length).unwrap_or_default();
        digest.update(piece);
        copy.write_all(piece).map_err(Error::io(folder))?;
    }
    if let Ok(modified) = modified {
        // When it was saved is all that many files tell of their retrieval.
        copy.as_file()
            .set_modified(modified)
            .map_err(Error::io(folder))?;
    }
    copy.as_file().sync_all().map_err(Error::io(folder))?;
    Ok((copy, record::hexadecimal(&digest.finalize())))
}

fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    let mut options = tempfile::Builder::new();
    options.prefix(UNFINISHED);
    #[cfg(unix)]
    options.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less what the user's mask takes
    options.tempfile_in(folder)
}

fn synced(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// What is known of a file beforehand: its own sidecar, and where it was published.
fn given(entry: &Entry, url: Option<&str>) -> Result<String> {
    let mut text = match &entry.sidecar {
        Some(sidecar) => record::sidecar_text(sidecar).map_err(Error::Usage)?,
        None => String::new(),
    };
    let wrong = |message: String| Error::Data {
        path: entry.sidecar.clone().unwrap_or_default(),
        message,
    };
    let table: toml::Table =
        toml::from_str(&text).map_err(|error| wrong(error.message().to_owned()))?;
    if table.get("import").is_some_and(|import| !import.is_array()) {
        return Err(wrong(
            "[[import]] is where demarche notes copies; rename it".to_owned(),
        ));
    }
    if let Some(url) = url {
        if table.contains_key("url") {
            return Err(wrong(
                "it tells the address already; leave out --url".to_owned(),
            ));
        }
        text = format!("url = {}\n{text}", toml::Value::from(url));
    }
    Ok(text)
}

fn written(given: &str, origin: &Origin) -> String {
    let mut text = given.trim_end().to_owned();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let Origin { from, at, sha256 } = origin;
    let (from, at) = (
        toml::Value::from(from.as_str()),
        at.to_rfc3339_opts(SecondsFormat::Secs, true),
    );
    let _ = write!(
        text,
        "[[import]]\nfrom = {from}\nat = {at}\nsha256 = \"{sha256}\"\n"
    );
    text
}

/// The name wanted, then others that tell the content apart.
fn names(target: &Path, sha256: &str) -> impl Iterator<Item = PathBuf> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ends) = match name.split_once('.') {
        Some((stem, ends)) => (stem.to_owned(), format!(".{ends}")),
        None => (name.clone().into_owned(), String::new()),
    };
    let others = [8, 16, 64].map(|length| {
        let tag: String = sha256.chars().take(length).collect();
        target.with_file_name(format!("{stem}-{tag}{ends}"))
    });
    std::iter::once(target.to_owned()).chain(others)
}

/// The place of a file below the folder it is copied to: of a folder's, with the folder.
fn below(root: &Path, entry: &Entry) -> PathBuf {
    let inner = PathBuf::from(&entry.path);
    if !root.is_dir() {
        return inner;
    }
    let root = absolute(root).unwrap_or_else(|_| root.to_owned());
    Path::new(root.file_name().unwrap_or_default()).join(inner)
}

/// A folder below the corpus.
fn safe_folder(into: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(into);
    let is_below = folder.components().all(
        |part| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.')),
    );
    if is_below && !into.is_empty() {
        return Ok(folder);
    }
    Err(Error::Usage(format!(
        "--into {into}: name a folder below the corpus, as imported or imported/2024"
    )))
}

fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(Error::io(path))
}

fn slashed(path: &Path) -> String {
    let parts = path.components();
    let parts = parts.map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
