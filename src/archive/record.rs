//! Raw bytes as saved, with their provenance. Containers and long lists are not taken into memory but opened as they are read.

use super::Entry;
use crate::briefing::Provenance;
use chrono::{DateTime, NaiveDateTime, Utc};
use flate2::read::MultiGzDecoder;
use regex::Regex;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{File, symlink_metadata};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::SystemTime;

/// The largest content taken into memory, in bytes, after decompression.
pub const LARGEST: u64 = 128 << 20;
/// Lists from this size on are read item by item, in bytes as saved.
const LONG_LIST: u64 = 16 << 20;
/// What names of files that hold many records end in.
const CONTAINERS: &[&str] = &[".zip", ".warc", ".warc.gz"];
/// What names of lists end in of which one item after the other can be read.
const LISTS: &[&str] = &[
    ".jsonl",
    ".ndjson",
    ".csv",
    ".tsv",
    ".jsonl.gz",
    ".ndjson.gz",
    ".csv.gz",
    ".tsv.gz",
];
/// The largest sidecar taken, in bytes.
const LARGEST_SIDECAR: u64 = 1 << 20;

/// The bytes of a file, decompressed, with where they came from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// The content; of a `.gz` file, decompressed. Empty where `saved` holds it.
    pub bytes: Vec<u8>,
    /// The file as it lies, where it holds many records and is read piece by piece.
    pub saved: Option<Saved>,
    /// Path, hash of the file as saved, and when it was saved.
    pub provenance: Provenance,
    /// The text of the sidecar beside it.
    pub sidecar: Option<String>,
    /// Changes with the file and with its sidecar.
    pub fingerprint: String,
}

/// A file that is read piece by piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    file: PathBuf,
    size: u64,
}

impl Saved {
    /// Its bytes as saved, from the start.
    ///
    /// # Errors
    /// It is gone, or no file any more.
    pub fn open(&self) -> io::Result<impl Read + Seek + use<>> {
        if !symlink_metadata(&self.file)?.is_file() {
            return Err(io::Error::other("no regular file any more"));
        }
        Ok(Opened {
            content: BufReader::new(File::open(&self.file)?),
            at: 0,
            size: self.size,
        })
    }

    /// The hash of so many of its first bytes.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn sha256_of_first(&self, bytes: u64) -> io::Result<String> {
        let (whole, _) = hashed(self.open()?.take(bytes), None)?;
        Ok(whole)
    }

    /// Its size when it was found, in bytes as saved.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// A file up to the size it had when it was found, whatever is added to it meanwhile.
struct Opened {
    content: BufReader<File>,
    at: u64,
    size: u64,
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.size.saturating_sub(self.at);
        let length = (&mut self.content).take(left).read(buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let to = to.ok_or(io::ErrorKind::InvalidInput)?;
        self.content.seek(SeekFrom::Start(to))?;
        self.at = to;
        Ok(to)
    }
}

/// Reads what `entry` stands for, up to the size it had when it was found.
pub(super) fn read(entry: &Entry) -> Result<Record, String> {
    let is_list = ends(entry, LISTS);
    if is_container(entry) || (is_list && entry.file_size >= LONG_LIST) {
        return in_pieces(entry);
    }
    if entry.file_size > LARGEST {
        return Err(too_large("file"));
    }
    let (saved, modified) = read_bounded(&entry.file, entry.file_size)?;
    let sha256 = hexadecimal(&Sha256::digest(&saved));
    let bytes = if saved.starts_with(&[0x1f, 0x8b]) {
        match decompressed(&saved) {
            Err(Undone::TooLarge) if is_list => return in_pieces(entry),
            Err(Undone::TooLarge) => return Err(too_large("decompressed content")),
            Err(Undone::Damaged(reason)) => return Err(reason),
            Ok(bytes) => bytes,
        }
    } else {
        saved
    };
    let record = described(entry, sha256, modified)?;
    Ok(Record { bytes, ..record })
}

pub(super) fn is_container(entry: &Entry) -> bool {
    ends(entry, CONTAINERS)
}

fn ends(entry: &Entry, endings: &[&str]) -> bool {
    let name = entry.path.to_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

/// A record that is opened when it is read.
fn in_pieces(entry: &Entry) -> Result<Record, String> {
    Ok(in_pieces_behind(entry, None)?.0)
}

/// The same, and the hash of so many of its first bytes where they are asked for.
fn in_pieces_behind(entry: &Entry, first: Option<u64>) -> Result<(Record, Option<String>), String> {
    let said = |error: io::Error| error.to_string();
    let saved = saved(entry);
    let (sha256, before) = hashed(saved.open().map_err(said)?, first).map_err(said)?;
    let record = Record {
        saved: Some(saved),
        ..described(entry, sha256, modified(entry))?
    };
    Ok((record, before))
}

/// Reads what `entry` stands for, with the hash of so many of its first bytes; `None` where it is not read in pieces, or is shorter.
pub(super) fn read_behind(entry: &Entry, first: u64) -> Result<(Record, Option<String>), String> {
    if is_container(entry) {
        return in_pieces_behind(entry, Some(first));
    }
    Ok((read(entry)?, None))
}

/// What `entry` stands for without the hash of it, where it is read in pieces.
pub(super) fn open(entry: &Entry) -> Result<Record, String> {
    if !is_container(entry) {
        return read(entry);
    }
    Ok(Record {
        saved: Some(saved(entry)),
        ..described(entry, String::new(), modified(entry))?
    })
}

/// The hash of a file as saved.
pub(super) fn sha256_of(file: &Path) -> io::Result<String> {
    Ok(hashed(File::open(file)?, None)?.0)
}

/// The hash of the bytes of `entry` as saved, and of so many of the first.
pub(super) fn sha256(
    entry: &Entry,
    first: Option<u64>,
) -> Result<(String, Option<String>), String> {
    let opened = saved(entry)
        .open()
        .and_then(|content| hashed(content, first));
    opened.map_err(|error| error.to_string())
}

fn saved(entry: &Entry) -> Saved {
    Saved {
        file: entry.file.clone(),
        size: entry.file_size,
    }
}

fn modified(entry: &Entry) -> Option<SystemTime> {
    let metadata = symlink_metadata(&entry.file).ok()?;
    metadata.modified().ok()
}

/// The hash of all of `content`, and of so many of its first bytes, where there are so many.
fn hashed(content: impl Read, first: Option<u64>) -> io::Result<(String, Option<String>)> {
    let mut content = content;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut left = first;
    let mut before = None;
    loop {
        if left == Some(0) {
            before = Some(hexadecimal(&digest.clone().finalize()));
            left = None;
        }
        let most = left.map_or(piece.len(), |left| {
            usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()))
        });
        let length = content.read(piece.get_mut(..most).unwrap_or_default())?;
        if length == 0 {
            return Ok((hexadecimal(&digest.finalize()), before));
        }
        left = left.map(|left| left - length as u64);
        digest.update(piece.get(..length).unwrap_or_default());
    }
}

/// All of a record but its content.
fn described(
    entry: &Entry,
    sha256: String,
    modified: Option<SystemTime>,
) -> Result<Record, String> {
    let sidecar = match &entry.sidecar {
        Some(path) => Some(sidecar_text(path)?),
        None => None,
    };
    let fingerprint = sidecar.as_ref().map_or_else(
        || sha256.clone(),
        |sidecar| hexadecimal(&Sha256::digest(format!("{sha256} {sidecar}"))),
    );
    Ok(Record {
        bytes: Vec::new(),
        saved: None,
        provenance: Provenance {
            path: Some(entry.path.clone()),
            locator: None,
            sha256,
            retrieved_at: stamp_in_name(&entry.path).or_else(|| modified.map(DateTime::from)),
        },
        sidecar,
        fingerprint,
    })
}

fn read_bounded(file: &Path, size: u64) -> Result<(Vec<u8>, Option<SystemTime>), String> {
    let said = |error: io::Error| error.to_string();
    // Looked at again before it is opened: opening a pipe that took its place would wait for ever.
    if !symlink_metadata(file).map_err(said)?.is_file() {
        return Err("no regular file any more".to_owned());
    }
    let opened = File::open(file).map_err(said)?;
    let metadata = opened.metadata().map_err(said)?;
    let mut bytes = Vec::new();
    opened.take(size).read_to_end(&mut bytes).map_err(said)?;
    Ok((bytes, metadata.modified().ok()))
}

pub(super) fn sidecar_text(path: &Path) -> Result<String, String> {
    let named = |message: String| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("its sidecar {name} cannot be read: {message}")
    };
    let (bytes, _) = read_bounded(path, LARGEST_SIDECAR).map_err(named)?;
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .map(<[u8]>::to_vec)
        .unwrap_or(bytes);
    String::from_utf8(bytes).map_err(|_| named("it is not UTF-8".to_owned()))
}

/// Why content is not decompressed.
enum Undone {
    TooLarge,
    Damaged(String),
}

fn decompressed(saved: &[u8]) -> Result<Vec<u8>, Undone> {
    let mut bytes = Vec::new();
    let mut content = MultiGzDecoder::new(saved).take(LARGEST + 1);
    let read = content.read_to_end(&mut bytes);
    if bytes.len() as u64 > LARGEST {
        return Err(Undone::TooLarge);
    }
    read.map_err(|error| Undone::Damaged(format!("damaged gzip file: {error}")))?;
    Ok(bytes)
}

fn too_large(what: &str) -> String {
    format!("{what} over {} MiB; split it", LARGEST >> 20)
}

pub(super) fn hexadecimal(digest: &[u8]) -> String {
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The moment in the last part of a path, as crawlers write it: `2022-03-01T022938Z`, `20220301T022938Z`.
#[must_use]
pub fn stamp_in_name(path: &str) -> Option<DateTime<Utc>> {
    static STAMP: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d)[:_-]?(\d\d)[:_-]?(\d\d)(?:\.\d+)?Z").ok()
    });
    let name = path.rsplit('/').next()?;
    let captures = STAMP.as_ref()?.captures(name)?;
    let digits: String = captures
        .iter()
        .skip(1)
        .flatten()
        .map(|part| part.as_str())
        .collect();
    let stamp = NaiveDateTime::parse_from_str(&digits, "%Y%m%d%H%M%S").ok()?;
    Some(stamp.and_utc())
}

#[cfg(test)]
mod tests {
    use super::stamp_in_name;

    #[test]
    fn crawlers_stamps_in_file_names_are_moments() {
        let stamp = stamp_in_name("feeds/2022-03-01T022938Z.rss").unwrap();
        assert_eq!(stamp.to_rfc3339(), "2022-03-01T02:29:38+00:00");
        assert_eq!(stamp_in_name("2022-03-01T000000Z/items.rss"), None);
    }
}
