//! ZIP archives: one member after the other, none written to disk. A member's path stands behind that of the archive
//! (`saved.zip/talks/page.html`).

use super::bounds::MOST_MEMBERS;
use super::format::Format;
use super::member::{INSIDE, Member, Outcomes, once, outcomes as of_member};
use super::{Guide, Outcome};
use crate::archive::{Record, stamp_in_name};
use crate::briefing::Provenance;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{Read, Seek, SeekFrom};
use zip::ZipArchive;

/// Longest name of a member, in characters.
const LONGEST_NAME: usize = 400;
/// Bytes at the end in which the list of members is announced.
const TAIL: u64 = (1 << 16) + 22 + 20;

/// The outcomes of the members of an archive.
pub(super) fn outcomes<'a>(
    container: Member<'a>,
    mut content: impl Read + Seek + 'a,
    guide: &Guide<'a>,
) -> Outcomes<'a> {
    let guide = *guide;
    let opened = container.bounds.inner().and_then(|bounds| {
        let announced = announced_members(&mut content).unwrap_or_default();
        if announced > MOST_MEMBERS {
            return Err(format!(
                "{announced} members, over {MOST_MEMBERS}; unpack it or split it"
            ));
        }
        let archive = ZipArchive::new(content)
            .map_err(|error| format!("damaged or cut off ZIP archive: {error}; fetch it again"))?;
        Ok((bounds, archive))
    });
    let (bounds, mut archive) = match opened {
        Ok(opened) => opened,
        Err(reason) => return once(container.rejected(reason)),
    };
    let mut position = 0;
    Box::new(
        std::iter::from_fn(move || {
            let next = (position < archive.len()).then_some(position)?;
            position += 1;
            if let Err(reason) = bounds.count_member() {
                position = archive.len();
                return Some(once(container.rejected(reason)));
            }
            let inner = Inner {
                container: &container,
                guide: &guide,
            };
            Some(match inner.member(&mut archive, next) {
                Ok(Some(mut member)) => {
                    member.bounds = bounds.clone();
                    of_member(member, &guide)
                }
                Ok(None) => Box::new(std::iter::empty()),
                Err(outcome) => once(*outcome),
            })
        })
        .flatten(),
    )
}

struct Inner<'b, 'a> {
    container: &'b Member<'a>,
    guide: &'b Guide<'a>,
}

impl Inner<'_, '_> {
    /// A member, decompressed; `None` where it is none to read.
    fn member<R: Read + Seek>(
        &self,
        archive: &mut ZipArchive<R>,
        position: usize,
    ) -> Result<Option<Member<'static>>, Box<Outcome>> {
        let _ = self.guide;
        let unnamed = |reason: String| {
            let place = format!("member {}", position + 1);
            Box::new(self.container.rejected(format!("{place}: {reason}")))
        };
        let (name, is_encrypted, is_folder) = {
            let raw = archive
                .by_index_raw(position)
                .map_err(|error| unnamed(format!("damaged: {error}")))?;
            (name_of(raw.name_raw()), raw.encrypted(), raw.is_dir())
        };
        let last = name.rsplit('/').next().unwrap_or_default();
        if is_folder || last.is_empty() || is_left_out(&name) {
            return Ok(None);
        }
        let member = Member {
            head: Record {
                provenance: Provenance {
                    path: Some(format!("{}/{name}", self.container.path())),
                    locator: self.container.head.provenance.locator.clone(),
                    sha256: String::new(),
                    retrieved_at: stamp_in_name(&name).or(self
                        .container
                        .head
                        .provenance
                        .retrieved_at),
                },
                sidecar: self.container.head.sidecar.clone(),
                fingerprint: INSIDE.to_owned(),
                ..Record::default()
            },
            bytes: Cow::Borrowed(&[]),
            format: None,
            url: None,
            charset: None,
            bounds: self.container.bounds.clone(),
        };
        if is_encrypted {
            let reason = "encrypted; unpack it with its password".to_owned();
            return Err(Box::new(member.rejected(reason)));
        }
        // What is not read need not be decompressed.
        if let Err(reason) = Format::of_name(&name) {
            return Err(Box::new(member.skipped(reason)));
        }
        let content = archive
            .by_index(position)
            .map_err(|error| Box::new(member.rejected(format!("damaged: {error}"))))?;
        let bytes = self
            .container
            .bounds
            .read(content)
            .map_err(|reason| Box::new(member.rejected(reason)))?;
        let mut member = member;
        member.head.provenance.sha256 = sha256(&bytes);
        member.bytes = Cow::Owned(bytes);
        Ok(Some(member))
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}

/// A name as a path that leads nowhere else; of unknown encoding where it is not UTF-8.
fn name_of(raw: &[u8]) -> String {
    let name = if let Ok(name) = std::str::from_utf8(raw) {
        Cow::Borrowed(name)
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(raw, true);
        let encoding = detector.guess(None, Utf8Detection::Deny);
        encoding.decode_without_bom_handling(raw).0
    };
    let name: String = name
        .chars()
        .map(|character| match character {
            '\\' => '/',
            character if character.is_control() => '_',
            character => character,
        })
        .take(LONGEST_NAME)
        .collect();
    let is_folder = name.ends_with('/');
    let parts = name
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."));
    let mut name = parts.collect::<Vec<_>>().join("/");
    if is_folder {
        name.push('/');
    }
    name
}

/// As in a folder: names that start with a dot, read-mes, sidecars; and what a Mac adds.
fn is_left_out(name: &str) -> bool {
    let upper = name.rsplit('/').next().unwrap_or_default().to_uppercase();
    let is_note = ["README", "LICENSE", "LICENCE", "COPYING", "NOTICE"]
        .iter()
        .any(|note| {
            let after = upper.strip_prefix(note).map(|rest| rest.chars().next());
            matches!(after, Some(None | Some('.' | '-' | '_')))
        });
    is_note
        || upper.ends_with(".META.TOML")
        || name
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// How many members the end of an archive announces, before anything is made of them.
fn announced_members(content: &mut (impl Read + Seek)) -> Option<u64> {
    let size = content.seek(SeekFrom::End(0)).ok()?;
    content
        .seek(SeekFrom::Start(size.saturating_sub(TAIL)))
        .ok()?;
    let mut tail = Vec::new();
    content.by_ref().take(TAIL).read_to_end(&mut tail).ok()?;
    content.seek(SeekFrom::Start(0)).ok()?;
    let number = |at: usize, length: usize| {
        let bytes = tail.get(at..at + length)?;
        let value = bytes
            .iter()
            .rev()
            .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        Some(value)
    };
    let found = |mark: &[u8]| tail.windows(4).rposition(|window| window == mark);
    let small = number(found(b"PK\x05\x06")? + 10, 2)?;
    if small < 0xffff {
        return Some(small);
    }
    // The list itself may lie before the tail: its size tells as well, 46 bytes a member at least.
    let announced = found(b"PK\x06\x06").and_then(|at| number(at + 32, 8));
    Some(announced.unwrap_or(small))
}
