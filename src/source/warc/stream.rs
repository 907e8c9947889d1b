//! A web archive as it lies on the disk, record after record: where each begins, what is damaged, and where it goes on behind that.
//!
//! Mostly each record is packed on its own (a member of the gzip file), so that reading can begin at any of them: a [`Mark`]. A member
//! is over only when its checksum was that of its content. Behind a damaged one the next that begins like a record is sought.

use super::super::bounds::Bounds;
use super::super::http::Headers;
use flate2::bufread::GzDecoder;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// Longest line of a header, in bytes.
const LONGEST_LINE: usize = 1 << 16;
/// Most header lines of a record.
const MOST_LINES: usize = 1000;
/// Bytes of empty lines behind a record after which a file is no web archive any more.
const MOST_BLANK: usize = 2000;
/// Damaged records behind which another one is sought.
const MOST_DAMAGED: usize = 100;
/// Bytes as saved that are unpacked in vain meanwhile: what is made to look like the beginnings of many records could be unpacked as
/// often.
const MOST_IN_VAIN: u64 = 16 << 20;
/// Bytes unpacked at once.
const PIECE: usize = 1 << 14;
/// What a packed member and a record begin with, and what stands before a record that is not packed.
const MAGIC: &[u8] = b"\x1f\x8b\x08";
const RECORD: &[u8] = b"WARC/";
const BETWEEN: &[u8] = b"\r\n\r\nWARC/1";

/// A place in a web archive from which on it can be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes before it, as saved.
    pub offset: u64,
    /// Records before it.
    pub records: u64,
    /// Records before it that count as members of the file.
    pub members: u64,
}

/// The records of a web archive.
pub(super) struct Stream<R> {
    packing: Packing<R>,
    bounds: Bounds,
    buffer: Vec<u8>,
    /// What of the buffer is read.
    read: usize,
    /// Where the member, or the record that is not packed, begins.
    start: u64,
    /// Whether nothing of it is read yet.
    fresh: bool,
    /// Bytes of the record's block not read yet.
    left: u64,
    /// Records begun.
    pub(super) records: u64,
    damaged: usize,
    /// Bytes that may still be unpacked in vain.
    patience: u64,
}

enum Packing<R> {
    /// Not packed.
    Plain(BufReader<R>),
    /// Between two members.
    Between(BufReader<R>),
    Member(Box<GzDecoder<BufReader<R>>>),
    /// Given up.
    Over,
}

/// What a record's header says, and how long its block is.
pub(super) struct Head {
    pub(super) headers: Headers,
    pub(super) length: u64,
}

impl<R: Read + Seek> Stream<R> {
    /// The records from a mark on.
    pub(super) fn open(content: R, bounds: &Bounds, from: Mark) -> io::Result<Self> {
        let mut content = BufReader::new(content);
        let is_packed = content.fill_buf()?.starts_with(b"\x1f\x8b");
        content.seek(SeekFrom::Start(from.offset))?;
        Ok(Self {
            packing: if is_packed {
                Packing::Between(content)
            } else {
                Packing::Plain(content)
            },
            bounds: bounds.clone(),
            buffer: Vec::new(),
            read: 0,
            start: from.offset,
            fresh: true,
            left: 0,
            records: from.records,
            damaged: 0,
            patience: MOST_IN_VAIN,
        })
    }

    /// Reads what is left of a record and what stands between it and the next one; the offset at which that begins, where it can be
    /// read from there on.
    ///
    /// # Errors
    /// The record, or what it is packed in, is damaged.
    pub(super) fn end_record(&mut self) -> io::Result<Option<u64>> {
        io::copy(&mut self.by_ref(), &mut io::sink())?;
        let mut blank = 0;
        loop {
            // What comes in another member is not this record's.
            if self.read >= self.buffer.len()
                && (matches!(self.packing, Packing::Between(_)) || self.refill()? == 0)
            {
                break;
            }
            let Some(b'\r' | b'\n' | b' ') = self.buffer.get(self.read) else {
                break;
            };
            self.consume(1);
            blank += 1;
            if blank > MOST_BLANK {
                return Err(io::Error::other("it does not end"));
            }
        }
        if let Packing::Plain(_) = self.packing {
            self.start = self.position()?;
            self.fresh = true;
        }
        Ok(self.fresh.then_some(self.start))
    }

    /// The header of the next record, which becomes the one read; `None` at the end.
    ///
    /// # Errors
    /// None begins here.
    pub(super) fn next_head(&mut self) -> Result<Option<Head>, String> {
        let is_over = self.filled().map(<[u8]>::is_empty);
        if is_over.as_ref().is_ok_and(|is_over| *is_over) {
            return Ok(None);
        }
        self.records += 1;
        is_over.map_err(|error| damaged(&error))?;
        let mut first = self.line()?.unwrap_or_default();
        let mut blank = 0;
        while first.is_empty() && blank < MOST_BLANK {
            blank += 1;
            match self.line()? {
                Some(line) => first = line,
                None => return Ok(None),
            }
        }
        if !first.as_bytes().starts_with(RECORD) {
            return Err("no WARC record begins here".to_owned());
        }
        let mut lines = Vec::new();
        while let Some(line) = self.line()? {
            if line.trim().is_empty() {
                break;
            }
            if lines.len() >= MOST_LINES {
                return Err("its headers do not end".to_owned());
            }
            lines.push(line);
        }
        let headers = Headers::of_lines(lines.iter().map(String::as_str));
        let length = headers.get("content-length");
        let Some(Ok(length)) = length.map(|value| value.trim().parse::<u64>()) else {
            return Err("it does not say its length".to_owned());
        };
        self.left = length;
        Ok(Some(Head { headers, length }))
    }

    /// Goes on behind damage, at the next place where a record begins; whether there is one.
    pub(super) fn skip_damage(&mut self) -> bool {
        self.damaged += 1;
        self.left = 0;
        self.buffer.clear();
        self.read = 0;
        let (mut content, is_packed) = match std::mem::replace(&mut self.packing, Packing::Over) {
            Packing::Plain(content) => (content, false),
            Packing::Between(content) => (content, true),
            Packing::Member(decoder) => (decoder.into_inner(), true),
            Packing::Over => return false,
        };
        if self.damaged > MOST_DAMAGED {
            return false;
        }
        let found = if is_packed {
            next_member(&mut content, self.start + 1, &mut self.patience)
        } else {
            let next = sought(&mut content, self.start + 1, BETWEEN);
            next.map(|next| next.map(|next| next + 4))
        };
        let Ok(Some(found)) = found else {
            return false;
        };
        if content.seek(SeekFrom::Start(found)).is_err() {
            return false;
        }
        self.start = found;
        self.fresh = true;
        self.packing = if is_packed {
            Packing::Between(content)
        } else {
            Packing::Plain(content)
        };
        true
    }

    /// Where the member, or the record that is not packed, begins that is read next.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Where reading is in the file, which is not packed.
    fn position(&mut self) -> io::Result<u64> {
        let unread = (self.buffer.len() - self.read) as u64;
        match &mut self.packing {
            Packing::Plain(content) => Ok(content.stream_position()? - unread),
            _ => Ok(self.start),
        }
    }

    fn line(&mut self) -> Result<Option<String>, String> {
        let mut line = Vec::new();
        loop {
            let piece = self.filled().map_err(|error| damaged(&error))?;
            if piece.is_empty() {
                break;
            }
            let end = piece.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(piece.len(), |end| end + 1);
            line.extend_from_slice(piece.get(..length).unwrap_or_default());
            self.consume(length);
            if line.len() >= LONGEST_LINE {
                return Err("a header line without end".to_owned());
            }
            if end.is_some() {
                break;
            }
        }
        Ok((!line.is_empty()).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    /// What is unpacked and not read yet; empty at the end of the file.
    fn filled(&mut self) -> io::Result<&[u8]> {
        while self.read >= self.buffer.len() {
            let length = self.refill()?;
            let is_between = matches!(self.packing, Packing::Between(_));
            if length == 0 && !is_between {
                break;
            }
            if length == 0 && self.is_at_end()? {
                break;
            }
        }
        Ok(self.buffer.get(self.read..).unwrap_or_default())
    }

    /// Unpacks what comes next; how much, nothing at the end of a member.
    fn refill(&mut self) -> io::Result<usize> {
        self.buffer.resize(PIECE, 0);
        self.read = 0;
        let unpacked = self.unpack();
        self.buffer.truncate(*unpacked.as_ref().unwrap_or(&0));
        let length = unpacked?;
        self.bounds.count_bytes(length as u64)?;
        Ok(length)
    }

    fn is_at_end(&mut self) -> io::Result<bool> {
        match &mut self.packing {
            Packing::Between(content) => Ok(content.fill_buf()?.is_empty()),
            _ => Ok(false),
        }
    }

    /// Unpacks some bytes; none where a member ended.
    fn unpack(&mut self) -> io::Result<usize> {
        match &mut self.packing {
            Packing::Plain(content) => content.read(&mut self.buffer),
            Packing::Over => Ok(0),
            Packing::Member(decoder) => {
                let length = decoder.read(&mut self.buffer)?;
                if length == 0
                    && let Packing::Member(decoder) =
                        std::mem::replace(&mut self.packing, Packing::Over)
                {
                    let mut content = decoder.into_inner();
                    self.start = content.stream_position()?;
                    self.fresh = true;
                    self.packing = Packing::Between(content);
                }
                Ok(length)
            }
            Packing::Between(content) => {
                let start = content.fill_buf()?;
                if start.is_empty() {
                    return Ok(0);
                }
                if start.first() != Some(&0x1f) {
                    return Err(io::Error::other("no packed record begins here"));
                }
                if let Packing::Between(content) =
                    std::mem::replace(&mut self.packing, Packing::Over)
                {
                    self.packing = Packing::Member(Box::new(GzDecoder::new(content)));
                }
                self.unpack()
            }
        }
    }

    fn consume(&mut self, length: usize) {
        self.read += length;
        self.fresh &= length == 0;
    }
}

/// The block of the record.
impl<R: Read + Seek> Read for Stream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let most = most.min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let piece = self.filled()?;
        let length = piece.len().min(most);
        for (to, from) in buffer.iter_mut().zip(piece.iter().take(length)) {
            *to = *from;
        }
        self.consume(length);
        self.left -= length as u64;
        Ok(length)
    }
}

pub(super) fn damaged(error: &io::Error) -> String {
    format!("damaged or cut off: {error}")
}

/// Where the next member begins that holds a record; each that does not costs patience, what is read at once at least.
fn next_member<R: Read + Seek>(
    content: &mut BufReader<R>,
    from: u64,
    patience: &mut u64,
) -> io::Result<Option<u64>> {
    let mut from = from;
    while let Some(found) = sought(content, from, MAGIC)? {
        content.seek(SeekFrom::Start(found))?;
        let mut start = Vec::new();
        let mut unpacked = GzDecoder::new(&mut *content).take(RECORD.len() as u64);
        if unpacked.read_to_end(&mut start).is_ok() && start == RECORD {
            return Ok(Some(found));
        }
        let cost = (content.stream_position()? - found).max(4 * PIECE as u64);
        let Some(left) = patience.checked_sub(cost) else {
            return Ok(None);
        };
        *patience = left;
        from = found + 1;
    }
    Ok(None)
}

/// Where some bytes stand next.
fn sought<R: Read + Seek>(
    content: &mut BufReader<R>,
    from: u64,
    bytes: &[u8],
) -> io::Result<Option<u64>> {
    content.seek(SeekFrom::Start(from))?;
    let mut at = from;
    let mut piece: Vec<u8> = Vec::new();
    loop {
        let mut more = vec![0; 4 * PIECE];
        let length = content.read(&mut more)?;
        if length == 0 {
            return Ok(None);
        }
        piece.extend_from_slice(more.get(..length).unwrap_or_default());
        let found = piece
            .windows(bytes.len())
            .position(|window| window == bytes);
        if let Some(found) = found {
            return Ok(Some(at + found as u64));
        }
        let done = piece.len().saturating_sub(bytes.len() - 1);
        piece.drain(..done);
        at += done as u64;
    }
}
