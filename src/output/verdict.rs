//! What holding an archive against what is known of it found, and what was imported: for people, and as JSON.

use super::SCHEMA;
use crate::archive::{Imported, Origin};
use crate::ingest::{IndexVerdict, Verdict};
use crate::source::PassedOver;
use crate::text::sanitize;
use serde::Serialize;
use std::fmt::Write as _;

/// A verdict as one JSON object.
#[must_use]
pub fn verdict_object(verdict: &Verdict) -> String {
    let damaged = match &verdict.index {
        IndexVerdict::Damaged(reasons) => reasons.clone(),
        IndexVerdict::OfOtherFormat(reason) => vec![reason.clone()],
        IndexVerdict::Absent | IndexVerdict::Sound(_) => Vec::new(),
    };
    let object = VerdictObject {
        schema: SCHEMA,
        sound: verdict.is_sound(),
        files: verdict.files,
        bytes: verdict.bytes,
        unknown: verdict.unknown,
        records: verdict.records,
        records_without_digest: verdict.without_digest,
        damaged: parts(&verdict.damaged),
        missing: parts(&verdict.missing),
        changed: parts(&verdict.changed),
        set_aside: parts(&verdict.set_aside),
        index: IndexPart {
            condition: match verdict.index {
                IndexVerdict::Absent => "absent",
                IndexVerdict::Sound(_) => "sound",
                IndexVerdict::OfOtherFormat(_) => "format",
                IndexVerdict::Damaged(_) => "damaged",
            },
            reasons: damaged,
        },
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct VerdictObject<'a> {
    schema: u32,
    sound: bool,
    files: u64,
    bytes: u64,
    unknown: u64,
    records: u64,
    records_without_digest: u64,
    damaged: Vec<Part<'a>>,
    missing: Vec<Part<'a>>,
    changed: Vec<Part<'a>>,
    set_aside: Vec<Part<'a>>,
    index: IndexPart,
}

#[derive(Serialize)]
struct IndexPart {
    condition: &'static str,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct Part<'a> {
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'a str>,
    reason: &'a str,
}

fn parts(all: &[PassedOver]) -> Vec<Part<'_>> {
    all.iter().map(Part::from).collect()
}

impl<'a> From<&'a PassedOver> for Part<'a> {
    fn from(passed: &'a PassedOver) -> Self {
        Self {
            path: passed.path.as_deref(),
            locator: passed.locator.as_deref(),
            reason: &passed.reason,
        }
    }
}

/// A verdict for people.
#[must_use]
pub fn verdict_page(verdict: &Verdict) -> String {
    let mut out = String::new();
    let lists = [
        ("damaged", &verdict.damaged),
        ("missing", &verdict.missing),
        ("changed", &verdict.changed),
        ("set aside", &verdict.set_aside),
    ];
    for (what, all) in lists {
        for one in all {
            let _ = writeln!(out, "{what}: {}", sanitize(&one.to_string()));
        }
    }
    let rebuild = "the corpus is not touched, run demarche index --rebuild";
    let index = match &verdict.index {
        IndexVerdict::Absent => "there is no index".to_owned(),
        IndexVerdict::Sound(bytes) => format!("the index ({}) is as it was written", size(*bytes)),
        IndexVerdict::OfOtherFormat(reason) => reason.clone(),
        IndexVerdict::Damaged(reasons) => {
            for reason in reasons {
                let _ = writeln!(out, "damaged: the index: {}", sanitize(reason));
            }
            format!("the index is damaged; {rebuild}")
        }
    };
    let Verdict {
        files,
        bytes,
        records,
        without_digest,
        unknown,
        ..
    } = verdict;
    let noun = if *files == 1 { "file" } else { "files" };
    let _ = write!(out, "{files} {noun} ({}) read", size(*bytes));
    if records + without_digest > 0 {
        let _ = write!(
            out,
            ", with {} records of web archives",
            records + without_digest
        );
    }
    if *without_digest > 0 {
        let _ = write!(out, ", {without_digest} of them without a digest");
    }
    if *unknown > 0 {
        let _ = write!(out, "; {unknown} not known yet (demarche index reads them)");
    }
    let _ = writeln!(out, "; {index}");
    let sound = match (verdict.damaged.len(), verdict.missing.len()) {
        (0, 0) if verdict.is_sound() => "nothing is damaged or missing".to_owned(),
        (0, 0) => "nothing in the corpus is damaged or missing".to_owned(),
        (damaged, missing) => format!("{damaged} damaged, {missing} missing in the corpus"),
    };
    let _ = writeln!(out, "{sound}");
    out
}

fn size(bytes: u64) -> String {
    match bytes {
        0..0x400 => format!("{bytes} B"),
        0x400..0x10_0000 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}

/// What became of the files to import, as one JSON object.
#[must_use]
pub fn import_object(imported: &[Imported], failed: &[String]) -> String {
    let mut object = ImportObject {
        schema: SCHEMA,
        copied: Vec::new(),
        known: Vec::new(),
        failed,
    };
    for one in imported {
        match one {
            Imported::Copied(path, Origin { from, sha256, .. }) => {
                object.copied.push(CopiedPart { path, from, sha256 });
            }
            Imported::Known(path) => object.known.push(path),
        }
    }
    serde_json::to_string(&object).unwrap_or_default() // as above
}

#[derive(Serialize)]
struct ImportObject<'a> {
    schema: u32,
    copied: Vec<CopiedPart<'a>>,
    known: Vec<&'a str>,
    failed: &'a [String],
}

#[derive(Serialize)]
struct CopiedPart<'a> {
    path: &'a str,
    from: &'a str,
    sha256: &'a str,
}

/// What became of the files to import, for people.
#[must_use]
pub fn import_page(imported: &[Imported]) -> String {
    let mut out = String::new();
    let mut copied = 0;
    for one in imported {
        match one {
            Imported::Copied(path, origin) => {
                copied += 1;
                let (path, from) = (sanitize(path), sanitize(&origin.from));
                let _ = writeln!(out, "copied: {path}, from {from}");
            }
            Imported::Known(path) => {
                let _ = writeln!(out, "already there: {}", sanitize(path));
            }
        }
    }
    let known = imported.len() - copied;
    let _ = writeln!(out, "{copied} copied, {known} already there");
    out
}
