//! Going through a file of captures, gzip member by gzip member: where each begins, what its headers say, and where the file stops
//! making sense.

use super::headers::Headers;
use crate::archive::LARGEST;
use flate2::bufread::GzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Longest head of a record or of a response that is looked at, in bytes.
const LONGEST_HEAD: u64 = 1 << 17;
/// Bytes as saved, beyond the size of the file, that are unpacked in vain where something is damaged: what is made to look like
/// the beginnings of many records could be unpacked as often.
const MOST_IN_VAIN: u64 = 16 << 20;
/// What a try in vain costs at least: what is read at once.
const PIECE: usize = 1 << 16;

/// A record that is whole.
pub(super) struct Scanned {
    /// Where its member begins in the file.
    pub(super) offset: u64,
    /// The fields of the record.
    pub(super) headers: Headers,
    /// Status and fields of the response in it.
    pub(super) response: Option<(u16, Headers)>,
    /// What its block begins with, where that is no response.
    pub(super) text: String,
    /// Whether its block has the length it tells, and can be held in memory.
    pub(super) is_readable: bool,
}

/// How a file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With a whole record, or empty.
    Whole,
    /// Behind this many bytes nothing is whole.
    Cut(u64),
}

/// Hands the records of a file that begin at `from` or behind it to `each`, in order. What is damaged is passed over, where records follow it.
pub(super) fn scan(path: &Path, from: u64, mut each: impl FnMut(Scanned)) -> io::Result<End> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut content = Counted::new(file);
    content.seek_to(from)?;
    let mut patience = size.saturating_add(MOST_IN_VAIN);
    loop {
        let offset = content.position;
        if content.fill_buf()?.is_empty() {
            return Ok(End::Whole);
        }
        match tried(&mut content, offset, &mut patience)? {
            Some(scanned) => each(scanned),
            None => match next_member(&mut content, offset + 1, size, &mut patience)? {
                Some(next) => content.seek_to(next)?,
                None => return Ok(End::Cut(offset)),
            },
        }
    }
}

/// The record whose member begins at `offset`, where it is whole; each that is not costs patience.
fn tried(content: &mut Counted, offset: u64, patience: &mut u64) -> io::Result<Option<Scanned>> {
    if let Ok(scanned) = record(content, offset) {
        return Ok(Some(scanned));
    }
    let cost = (content.position - offset).max(PIECE as u64);
    *patience = patience.checked_sub(cost).ok_or_else(|| {
        io::Error::other(
            "damaged in too many places; take it out of the archive, demarche verify names them",
        )
    })?;
    Ok(None)
}

/// The block of the record whose member begins at `offset`, up to `most` bytes.
pub(super) fn block(path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut content = Counted::new(File::open(path)?);
    content.seek_to(offset)?;
    let mut unpacked = BufReader::new(GzDecoder::new(content));
    let headers = head(&mut unpacked)?;
    let length = headers
        .get("content-length")
        .and_then(|text| text.parse().ok());
    let length: u64 = length.ok_or_else(|| io::Error::other("a record without a length"))?;
    if length > most {
        return Err(io::Error::other("a record that is too large"));
    }
    let mut block = Vec::new();
    unpacked.take(length).read_to_end(&mut block)?;
    if (block.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(block)
}

/// Reads a member to its end, so that its checksum is held against it.
fn record(content: &mut Counted, offset: u64) -> io::Result<Scanned> {
    let mut unpacked = BufReader::new(GzDecoder::new(content));
    let headers = head(&mut unpacked)?;
    let length = headers
        .get("content-length")
        .and_then(|text| text.parse().ok());
    let mut block = unpacked.take(length.unwrap_or(u64::MAX));
    let is_response = headers
        .get("content-type")
        .is_some_and(|kind| kind.starts_with("application/http"));
    let (mut response, mut text) = (None, String::new());
    if is_response && headers.get("warc-type") != Some("request") {
        let lines = lines(&mut block)?;
        let status = lines.first().and_then(|line| {
            let rest = line.strip_prefix("HTTP/")?;
            rest.split_whitespace().nth(1)?.parse().ok()
        });
        let fields = Headers::of_lines(lines.iter().skip(1).map(String::as_str));
        response = status.map(|status| (status, fields));
    } else {
        let mut bytes = Vec::new();
        block.by_ref().take(1024).read_to_end(&mut bytes)?;
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    io::copy(&mut block, &mut io::sink())?;
    let is_readable = block.limit() == 0 && length.is_some_and(|length| length <= LARGEST);
    io::copy(&mut block.into_inner(), &mut io::sink())?;
    Ok(Scanned {
        offset,
        headers,
        response,
        text,
        is_readable,
    })
}

fn head(unpacked: &mut impl BufRead) -> io::Result<Headers> {
    let lines = lines(unpacked)?;
    let is_record = lines.first().is_some_and(|line| line.starts_with("WARC/"));
    if !is_record {
        return Err(io::Error::other("no WARC record"));
    }
    Ok(Headers::of_lines(lines.iter().skip(1).map(String::as_str)))
}

/// The lines up to an empty one.
fn lines(unpacked: &mut impl BufRead) -> io::Result<Vec<String>> {
    let mut limited = unpacked.take(LONGEST_HEAD);
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        limited.read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            return Ok(lines);
        }
        lines.push(line.to_owned());
    }
}

/// Where, from `from` on, the next member begins that unpacks to a record.
fn next_member(
    content: &mut Counted,
    from: u64,
    size: u64,
    patience: &mut u64,
) -> io::Result<Option<u64>> {
    let mut at = from;
    while at < size {
        content.seek_to(at)?;
        let Some(skipped) = bytes_to_mark(content)? else {
            return Ok(None);
        };
        at += skipped;
        content.seek_to(at)?;
        if tried(content, at, patience)?.is_some() {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

/// How many bytes on a gzip member may begin.
fn bytes_to_mark(content: &mut Counted) -> io::Result<Option<u64>> {
    let (mut passed, mut before) = (0_u64, [0_u8; 2]);
    loop {
        let buffer = content.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        for byte in buffer {
            passed += 1;
            if [before[0], before[1], *byte] == [0x1f, 0x8b, 0x08] {
                return Ok(Some(passed - 3));
            }
            before = [before[1], *byte];
        }
        let length = buffer.len();
        content.consume(length);
    }
}

/// A file that knows how far it was read.
struct Counted {
    file: BufReader<File>,
    position: u64,
}

impl Counted {
    fn new(file: File) -> Self {
        Self {
            file: BufReader::with_capacity(PIECE, file),
            position: 0,
        }
    }

    fn seek_to(&mut self, position: u64) -> io::Result<()> {
        self.position = self.file.seek(SeekFrom::Start(position))?;
        Ok(())
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.position += length as u64;
        Ok(length)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.file.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.file.consume(length);
        self.position += length as u64;
    }
}
