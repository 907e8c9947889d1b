//! Every record of a web archive held against the digests it tells.

use super::super::bounds::Bounds;
use super::super::http;
use super::super::{PassedOver, is_web_archive};
use super::digest::Told;
use super::stream::{Head, Mark, Stream, damaged};
use crate::archive::{LARGEST, Record, Saved};
use std::io::{Read, Seek};

/// Damage that is named one by one.
const NAMED: usize = 100;

/// What holding a web archive against its digests found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Records whose content has the digest they tell.
    pub sound: u64,
    /// Whole records that tell no digest of a kind known here.
    pub without_digest: u64,
    /// What is damaged.
    pub damaged: Vec<PassedOver>,
    /// A last record that is cut off, as when its writer was killed; nothing stands behind it.
    pub set_aside: Option<PassedOver>,
}

/// Reads a whole web archive; `None` for other files.
///
/// # Errors
/// The file cannot be opened.
pub fn check(record: &Record) -> std::io::Result<Option<Checked>> {
    let path = record.provenance.path.as_deref().unwrap_or_default();
    let is_one = is_web_archive(record);
    let Some(saved) = record.saved.as_ref().filter(|_| is_one) else {
        return Ok(None);
    };
    let bounds = Bounds::of_file(saved.size());
    let mut stream = Stream::open(Saved::open(saved)?, &bounds, Mark::default())?;
    let mut checked = Checked::default();
    loop {
        let reason = match next(&mut stream, &mut checked) {
            Ok(true) => continue,
            Ok(false) => return Ok(Some(checked)),
            Err(reason) => reason,
        };
        let number = stream.records;
        let passed = PassedOver {
            path: Some(path.to_owned()),
            locator: Some(format!("record {number}")),
            reason,
        };
        if !stream.skip_damage() {
            checked.set_aside = Some(passed);
            return Ok(Some(checked));
        }
        if checked.damaged.len() < NAMED {
            checked.damaged.push(passed);
        }
    }
}

/// Checks one record; whether there was one.
fn next<R: Read + Seek>(stream: &mut Stream<R>, checked: &mut Checked) -> Result<bool, String> {
    let Some(head) = stream.next_head()? else {
        return Ok(false);
    };
    let mut block = Told::of(&head.headers, "warc-block-digest");
    let mut payload = Told::of(&head.headers, "warc-payload-digest").filter(|_| is_whole(&head));
    let mut kept = Vec::new();
    let mut piece = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        let read = stream.read(&mut piece).map_err(|error| damaged(&error))?;
        if read == 0 {
            break;
        }
        length += read as u64;
        let piece = piece.get(..read).unwrap_or_default();
        if let Some(block) = &mut block {
            block.update(piece);
        } else if payload.is_some() {
            kept.extend_from_slice(piece);
        }
    }
    if length < head.length {
        return Err(format!("cut off after {length} of {} bytes", head.length));
    }
    stream.end_record().map_err(|error| damaged(&error))?;
    let holds = match (block, &mut payload) {
        (Some(block), _) => Some(block.holds()),
        (None, Some(_)) => payload.take().map(|mut payload| {
            payload.update(http::after_head(&kept));
            payload.holds()
        }),
        (None, None) => None,
    };
    let number = stream.records;
    match holds {
        Some(true) => checked.sound += 1,
        None => checked.without_digest += 1,
        Some(false) if checked.damaged.len() >= NAMED => (),
        Some(false) => checked.damaged.push(PassedOver {
            path: None, // the caller knows it
            locator: Some(format!("record {number}")),
            reason: DIFFERS.to_owned(),
        }),
    }
    Ok(true)
}

/// What is said of a record that has another digest than it tells.
pub(super) const DIFFERS: &str = "its content is not what was captured: it has another digest";

/// Whether the payload is that of a response in the record itself, and small enough to be held.
fn is_whole(head: &Head) -> bool {
    let is_response = head.headers.get("warc-type") == Some("response");
    is_response && head.length <= LARGEST
}
