//! Web archives (WARC, also compressed): each page, feed, list or PDF a server answered with is a record of its own, with its
//! address, the moment it was captured and the encoding its server named.
//!
//! Requests, metadata, records of pages that had not changed (`revisit`), and what `demarche fetch` got that is no document (lists,
//! robots.txt, hints, refusals: it told of them) are passed over without a word. A record that is cut
//! off is named, and loses nothing that stands before it.

use super::bounds::Bounds;
use super::format::Format;
use super::http::{self, Headers};
use super::lines::decompressed;
use super::member::{INSIDE, Member, Outcomes, once, outcomes as of_member};
use super::zipped::sha256;
use super::{Guide, Outcome};
use crate::archive::{LARGEST, Record, Role};
use crate::briefing::Provenance;
use chrono::{DateTime, Utc};
use std::borrow::Cow;
use std::io::{BufRead, Read, sink};

/// Longest line of a header, in bytes.
const LONGEST_LINE: u64 = 1 << 16;
/// Most header lines of a record.
const MOST_LINES: usize = 1000;
/// Lines between records after which a file is no web archive any more.
const MOST_BLANK: usize = 1000;

/// The outcomes of the records of a web archive.
pub(super) fn outcomes<'a>(
    container: Member<'a>,
    content: impl Read + 'a,
    guide: &Guide<'a>,
) -> Outcomes<'a> {
    let guide = *guide;
    let bounds = match container.bounds.inner() {
        Ok(bounds) => bounds,
        Err(reason) => return once(container.rejected(reason)),
    };
    let mut content = decompressed(content, &bounds);
    let mut number = 0_usize;
    let mut ended = false;
    Box::new(
        std::iter::from_fn(move || {
            while !ended {
                number += 1;
                let block = match next_record(&mut content) {
                    Ok(Some(block)) => block,
                    Ok(None) => return None,
                    Err(reason) => {
                        ended = true;
                        let reason = format!("record {number}: {reason}");
                        return Some(once(container.rejected(reason)));
                    }
                };
                ended = block.cut.is_some();
                let outcome = match &block.cut {
                    Some(reason) => Some(once(
                        member(&container, &block, number, &bounds).rejected(reason.clone()),
                    )),
                    None => of_block(&container, block, number, &bounds, &guide),
                };
                if outcome.is_some() {
                    return outcome;
                }
            }
            None
        })
        .flatten(),
    )
}

/// A record as it stands in the file.
struct Block {
    headers: Headers,
    bytes: Vec<u8>,
    /// Why it is not whole.
    cut: Option<String>,
}

/// The next record; `None` at the end.
fn next_record(content: &mut dyn BufRead) -> Result<Option<Block>, String> {
    let mut blank = 0;
    loop {
        let Some(line) = line(content)? else {
            return Ok(None);
        };
        if line.starts_with("WARC/") {
            break;
        }
        blank += 1;
        if blank > MOST_BLANK || !line.trim().is_empty() {
            return Err("no WARC record begins here; what follows is not read".to_owned());
        }
    }
    let mut lines = Vec::new();
    while let Some(line) = line(content)? {
        if line.trim().is_empty() {
            break;
        }
        if lines.len() >= MOST_LINES {
            return Err("its headers do not end; what follows is not read".to_owned());
        }
        lines.push(line);
    }
    let headers = Headers::of_lines(lines.iter().map(String::as_str));
    let length = headers
        .get("content-length")
        .map(|value| value.trim().parse::<u64>());
    let Some(Ok(length)) = length else {
        return Err("it does not say its length; what follows is not read".to_owned());
    };
    let damaged = |error: std::io::Error| format!("damaged or cut off: {error}");
    let wanted = wants(&headers) && length <= LARGEST;
    let mut bytes = Vec::new();
    let read = if wanted {
        content
            .take(length)
            .read_to_end(&mut bytes)
            .map(|length| length as u64)
    } else {
        std::io::copy(&mut content.take(length), &mut sink())
    };
    let cut = match read {
        Err(error) => Some(damaged(error)),
        Ok(read) if read < length => Some(format!(
            "cut off after {read} of {length} bytes; fetch it again"
        )),
        Ok(_) => None,
    };
    let mut block = Block {
        headers,
        bytes,
        cut,
    };
    if length > LARGEST && block.cut.is_none() && wants(&block.headers) {
        let reason = format!("over {} MiB", LARGEST >> 20);
        block.headers.insert("demarche-too-large", reason);
    }
    Ok(Some(block))
}

fn line(content: &mut dyn BufRead) -> Result<Option<String>, String> {
    let mut line = Vec::new();
    let read = content.take(LONGEST_LINE).read_until(b'\n', &mut line);
    match read {
        Err(error) => Err(format!("damaged: {error}; what follows is not read")),
        Ok(0) => Ok(None),
        Ok(_) if line.len() as u64 == LONGEST_LINE => {
            Err("a header line without end; what follows is not read".to_owned())
        }
        Ok(_) => Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned())),
    }
}

fn wants(headers: &Headers) -> bool {
    let kind = headers.get("warc-type").unwrap_or_default();
    matches!(kind, "response" | "resource" | "conversion")
}

/// What a whole record gives; `None` where it holds nothing a server answered with.
fn of_block<'a>(
    container: &Member<'a>,
    block: Block,
    number: usize,
    bounds: &Bounds,
    guide: &Guide<'a>,
) -> Option<Outcomes<'a>> {
    if !wants(&block.headers) || !Role::is_read(&block.headers) {
        return None;
    }
    let mut member = member(container, &block, number, bounds);
    if let Err(reason) = bounds.count_member() {
        return Some(once(member.rejected(reason)));
    }
    if let Some(reason) = block.headers.get("demarche-too-large") {
        return Some(once(member.rejected(reason.to_owned())));
    }
    let is_response = block.headers.get("warc-type") == Some("response");
    let of_http = block
        .headers
        .get("content-type")
        .unwrap_or("application/http");
    let outcome = if is_response && of_http.contains("http") {
        of_response(&mut member, &block.bytes)
    } else {
        let is_dns = of_http.starts_with("text/dns");
        let is_note = !member.url.as_deref().is_some_and(|url| url.contains("://"))
            || member
                .url
                .as_deref()
                .is_some_and(|url| url.starts_with("metadata:"));
        if is_dns || (is_note && block.headers.get("warc-type") != Some("conversion")) {
            return None;
        }
        served(&mut member, of_http, Cow::Owned(block.bytes))
    };
    Some(match outcome {
        Ok(()) => of_member(member, guide),
        Err(outcome) => once(*outcome),
    })
}

/// Takes over what a server answered.
fn of_response(member: &mut Member<'_>, bytes: &[u8]) -> Result<(), Box<Outcome>> {
    let rejected = |member: &Member<'_>, reason| Box::new(member.rejected(reason));
    let response = http::Response::read(bytes)
        .ok_or_else(|| rejected(member, "no HTTP response in it".to_owned()))?;
    if response.status != 200 {
        let reason = format!("the server answered {}", response.status);
        return Err(Box::new(member.skipped(reason)));
    }
    let media_type = response.headers.get("content-type").unwrap_or_default();
    if let Err(reason) = Format::of_media_type(media_type) {
        return Err(Box::new(member.skipped(reason)));
    }
    let body = response
        .body(&member.bounds)
        .map_err(|reason| rejected(member, reason))?;
    let media_type = media_type.to_owned();
    served(member, &media_type, Cow::Owned(body))
}

/// Takes over content of a media type.
fn served(
    member: &mut Member<'_>,
    media_type: &str,
    bytes: Cow<'_, [u8]>,
) -> Result<(), Box<Outcome>> {
    let format =
        Format::of_media_type(media_type).map_err(|reason| Box::new(member.skipped(reason)))?;
    // A server that says nothing of use leaves it to the address, and that to the content.
    let path = member.url.as_deref().unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or("", |(_, rest)| rest);
    let named = path
        .contains('/')
        .then(|| Format::of_name(path).ok().flatten());
    member.format = Some(format.or(named.flatten()).unwrap_or(Format::Plain));
    member.charset = http::parameter(media_type, "charset");
    member.head.provenance.sha256 = sha256(&bytes);
    member.bytes = Cow::Owned(bytes.into_owned());
    Ok(())
}

/// A record's place and what its headers say.
fn member<'a>(container: &Member<'a>, block: &Block, number: usize, bounds: &Bounds) -> Member<'a> {
    let url = block
        .headers
        .get("warc-target-uri")
        .map(|url| url.trim_matches(['<', '>']).to_owned());
    let captured = block
        .headers
        .get("warc-date")
        .and_then(|date| DateTime::parse_from_rfc3339(date.trim()).ok())
        .map(|date| date.with_timezone(&Utc));
    let own = match &url {
        Some(url) => {
            let shown: String = url.chars().take(200).collect();
            format!("record {number} ({shown})")
        }
        None => format!("record {number}"),
    };
    let outer = &container.head.provenance;
    let locator = match &outer.locator {
        Some(locator) => format!("{locator}, {own}"),
        None => own,
    };
    Member {
        head: Record {
            provenance: Provenance {
                path: outer.path.clone(),
                locator: Some(locator),
                sha256: String::new(),
                retrieved_at: captured.or(outer.retrieved_at),
            },
            sidecar: container.head.sidecar.clone(),
            fingerprint: INSIDE.to_owned(),
            ..Record::default()
        },
        bytes: Cow::Borrowed(&[]),
        format: None,
        url,
        charset: None,
        bounds: bounds.clone(),
    }
}
