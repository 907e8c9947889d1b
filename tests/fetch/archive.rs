//! The captures of an archive, read without the program: each gzip member by itself.

use flate2::bufread::GzDecoder;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub struct Record {
    pub fields: HashMap<String, String>,
    pub block: Vec<u8>,
}

impl Record {
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    pub fn kind(&self) -> &str {
        self.field("WARC-Type")
    }

    /// The path of its address.
    pub fn path(&self) -> &str {
        let url = self.field("WARC-Target-URI");
        url.splitn(4, '/').nth(3).unwrap_or_default()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.block).into_owned()
    }
}

/// The files of captures under a folder.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.to_string_lossy().ends_with(".warc.gz") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// All records of all files, every field and digest of which is as WARC 1.1 wants it.
pub fn records(corpus: &Path) -> Vec<Record> {
    files(&corpus.join("fetched"))
        .iter()
        .flat_map(|file| of_file(file))
        .collect()
}

pub fn of_file(file: &Path) -> Vec<Record> {
    let bytes = fs::read(file).unwrap();
    let mut rest: &[u8] = &bytes;
    let mut records = Vec::new();
    while !rest.is_empty() {
        let mut unpacked = Vec::new();
        let mut member = GzDecoder::new(rest);
        member.read_to_end(&mut unpacked).unwrap();
        rest = member.into_inner();
        records.push(record(&unpacked));
    }
    assert_eq!(records[0].kind(), "warcinfo", "{}", file.display());
    records
}

fn record(unpacked: &[u8]) -> Record {
    let end = unpacked
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(unpacked[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    assert_eq!(lines.next(), Some("WARC/1.1"));
    let fields: HashMap<String, String> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let length: usize = fields["Content-Length"].parse().unwrap();
    let block = unpacked[end + 4..end + 4 + length].to_vec();
    assert_eq!(&unpacked[end + 4 + length..], b"\r\n\r\n");
    for name in ["WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Type"] {
        assert!(fields.contains_key(name), "{name}: {head}");
    }
    assert_eq!(fields["WARC-Block-Digest"], digest(&block));
    let record = Record { fields, block };
    if record.kind() == "response" {
        let body = record
            .block
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap()
            + 4;
        assert_eq!(
            record.field("WARC-Payload-Digest"),
            digest(&record.block[body..])
        );
    }
    record
}

fn digest(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("sha256:{}", digits.concat())
}
