//! Captures → WARC 1.1: what the records of a capture say, each a gzip member of its own.

use super::capture::{Answer, Capture, Length};
use super::ledger::Content;
use chrono::{DateTime, SecondsFormat, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Write as _};

const IDENTICAL: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
pub(super) const NOT_MODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

/// The digest of bytes as WARC writes it.
pub(super) fn digest(bytes: &[u8]) -> String {
    let mut text = "sha256:".to_owned();
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The members that describe a file, to stand first in it.
pub(super) fn describing(at: DateTime<Utc>, agent: &str) -> io::Result<Vec<u8>> {
    let block = format!(
        "software: demarche/{}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: classic\r\nhttp-header-user-agent: {}\r\n",
        env!("CARGO_PKG_VERSION"),
        in_one_line(agent),
    );
    let mut record = Written::new("warcinfo", at, block.as_bytes());
    record.field("Content-Type", "application/warc-fields");
    record.member(block.as_bytes())
}

/// The members of a capture. `before` is the content the archive holds of the address, where it is the same: its body is not kept
/// again.
pub(super) fn members(capture: &Capture, before: Option<&Content>) -> io::Result<Vec<u8>> {
    let at = capture.at;
    let (kind, block) = match (&capture.answer, before) {
        (Answer::Response { head, .. }, Some(_)) | (Answer::NotModified(head), _) => {
            ("revisit", head.clone())
        }
        (Answer::Response { head, body, .. }, None) => ("response", [&**head, &**body].concat()),
        (Answer::Nothing(reason), _) => {
            let reason = in_one_line(reason);
            ("metadata", format!("fetchError: {reason}\r\n").into_bytes())
        }
    };
    let mut record = Written::new(kind, at, &block);
    record.field("WARC-Target-URI", &capture.url);
    if let Some(ip) = &capture.ip {
        record.field("WARC-IP-Address", ip);
    }
    match &capture.answer {
        Answer::Response { body, length, .. } => {
            record.field("Content-Type", "application/http; msgtype=response");
            record.field("WARC-Payload-Digest", &digest(body));
            if *length == Length::Short {
                record.field("WARC-Truncated", "disconnect");
            }
            if let Some(before) = before {
                record.field("WARC-Profile", IDENTICAL);
                record.refers_to(&capture.url, before);
            }
        }
        Answer::NotModified(_) => {
            record.field("Content-Type", "application/http; msgtype=response");
            record.field("WARC-Profile", NOT_MODIFIED);
            if let Some(before) = before {
                record.field("WARC-Payload-Digest", &before.digest);
                record.refers_to(&capture.url, before);
            }
        }
        Answer::Nothing(_) => record.field("Content-Type", "application/warc-fields"),
    }
    record.field("Demarche-Role", capture.role.name());
    if let Some(again) = &capture.again {
        record.field("Demarche-Again", &in_one_line(again));
    }
    let answered = record.id.clone();
    let mut members = record.member(&block)?;
    if !capture.request.is_empty() {
        let mut record = Written::new("request", at, &capture.request);
        record.field("WARC-Target-URI", &capture.url);
        record.field("WARC-Concurrent-To", &answered);
        record.field("Content-Type", "application/http; msgtype=request");
        members.extend(record.member(&capture.request)?);
    }
    Ok(members)
}

/// The fields of a record.
struct Written {
    id: String,
    fields: String,
}

impl Written {
    fn new(kind: &str, at: DateTime<Utc>, block: &[u8]) -> Self {
        let at = stamp(at);
        let block = digest(block);
        let id = record_id(&format!("{kind} {at} {block}"));
        Self {
            fields: format!(
                "WARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {at}\r\nWARC-Block-Digest: {block}\r\n"
            ),
            id,
        }
    }

    fn field(&mut self, name: &str, value: &str) {
        let _ = write!(self.fields, "{name}: {value}\r\n");
    }

    fn refers_to(&mut self, url: &str, content: &Content) {
        self.field("WARC-Refers-To", &content.record);
        self.field("WARC-Refers-To-Target-URI", url);
        self.field("WARC-Refers-To-Date", &stamp(content.at));
    }

    fn member(&self, block: &[u8]) -> io::Result<Vec<u8>> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        write!(
            packed,
            "WARC/1.1\r\n{}Content-Length: {}\r\n\r\n",
            self.fields,
            block.len()
        )?;
        packed.write_all(block)?;
        packed.write_all(b"\r\n\r\n")?;
        packed.finish()
    }
}

/// To the microsecond: two records of one moment would have one name.
fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// A name for a record: what its content and moment make of a UUID of version 8.
fn record_id(of: &str) -> String {
    let bytes = Sha256::digest(of);
    let half = |range: std::ops::Range<usize>| {
        let bytes = bytes.get(range).unwrap_or_default();
        bytes
            .iter()
            .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let high = half(0..8) & !0xf000 | 0x8000;
    let low = half(8..16) & !(0xc << 60) | 0x8 << 60;
    format!(
        "<urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}>",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// No value may begin a line of its own.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
