//! JSON Lines too long for memory: one line after the other.

use super::bounds::Bounds;
use super::json;
use super::member::Drafts;
use super::{NoDraft, Profiles, Remark};
use crate::source::charset::{self, Declared};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

/// Longest line, in bytes.
const LONGEST: u64 = 32 << 20;

/// The drafts of `content`, compressed or not.
pub(super) fn drafts<'a>(
    content: impl Read + 'a,
    bounds: &Bounds,
    profiles: &'a Profiles,
) -> Drafts<'a> {
    let mut content = decompressed(content, bounds);
    let mut number = 0_usize;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            let mut line = Vec::new();
            number += 1;
            let locator = format!("line {number}");
            let reason = match content.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.len() as u64 == LONGEST && !line.ends_with(b"\n") => Some(format!(
                    "a line over {} MiB; what follows is not read",
                    LONGEST >> 20
                )),
                Ok(_) => None,
                Err(error) => Some(format!("damaged: {error}; what follows is not read")),
            };
            if let Some(reason) = reason {
                ended = true;
                return Some(Err(NoDraft::Rejected(Some(locator), reason)));
            }
            if let Some(item) = item(line, &locator, profiles) {
                return Some(item);
            }
        }
        None
    }))
}

fn item(
    line: Vec<u8>,
    locator: &str,
    profiles: &Profiles,
) -> Option<Result<super::draft::Draft, NoDraft>> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let rejected = |reason| Err(NoDraft::Rejected(Some(locator.to_owned()), reason));
    let mut remarks: Vec<Remark> = Vec::new();
    let text = match charset::decode(Cow::Owned(line), Declared::InText, &mut remarks) {
        Ok(text) => text,
        Err(reason) => return Some(rejected(reason)),
    };
    Some(match json::lines(text, profiles).next()? {
        Ok(mut draft) => {
            draft.locator = Some(locator.to_owned());
            draft.remarks.append(&mut remarks);
            Ok(draft)
        }
        Err((_, reason)) => rejected(reason),
    })
}

/// A reader of what is meant, its bytes counted.
pub(super) fn decompressed<'a>(content: impl Read + 'a, bounds: &Bounds) -> Box<dyn BufRead + 'a> {
    let mut content = BufReader::new(content);
    let is_gzip = content
        .fill_buf()
        .is_ok_and(|start| start.starts_with(b"\x1f\x8b"));
    if is_gzip {
        let counted = bounds.counted(MultiGzDecoder::new(content));
        Box::new(BufReader::new(counted))
    } else {
        Box::new(content)
    }
}
