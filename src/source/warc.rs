//! Web archives (WARC, also compressed): each page, feed, list or PDF a server answered with is a record of its own, with its
//! address, the moment it was captured and the encoding its server named.
//!
//! Requests, metadata, records of pages that had not changed (`revisit`), and what `demarche fetch` got that is no document (lists,
//! robots.txt, hints, refusals: it told of them) are passed over without a word. A record that is cut
//! off or damaged is named, and loses nothing else.

mod check;
mod digest;
mod stream;

pub use self::check::{Checked, check};
pub use self::stream::Mark;

use self::check::DIFFERS;
use self::digest::Told;
use self::stream::{Head, Stream, damaged};
use super::bounds::Bounds;
use super::format::Format;
use super::http::{self, Headers};
use super::member::{INSIDE, Member, Outcomes, once, outcomes as of_member};
use super::zipped::sha256;
use super::{Guide, Outcome, Remark};
use crate::archive::{LARGEST, Record, Role};
use crate::briefing::Provenance;
use chrono::{DateTime, Utc};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{Read, Seek, sink};

/// The outcomes of the records of a web archive, from a mark on where there is one. It goes with the reading: to each record that can be
/// read from there on, before its outcomes come, and to the end.
pub(super) fn outcomes<'a>(
    container: Member<'a>,
    content: impl Read + Seek + 'a,
    guide: &Guide<'a>,
    from: Option<&'a Cell<Mark>>,
) -> Outcomes<'a> {
    let guide = *guide;
    let start = from.map(Cell::get).unwrap_or_default();
    let opened = container.bounds.inner().and_then(|bounds| {
        let bounds = bounds.after_members(start.members);
        let stream = Stream::open(content, &bounds, start);
        Ok((bounds, stream.map_err(|error| error.to_string())?))
    });
    let (bounds, stream) = match opened {
        Ok(opened) => opened,
        Err(reason) => return once(container.rejected(reason)),
    };
    let mut reading = Reading {
        container,
        stream,
        bounds,
        guide,
        mark: start,
        told: from,
        is_over: false,
    };
    Box::new(std::iter::from_fn(move || reading.next()).flatten())
}

/// A web archive as it is read.
struct Reading<'a, R> {
    container: Member<'a>,
    stream: Stream<R>,
    bounds: Bounds,
    guide: Guide<'a>,
    /// Where the next record begins, as far as it can be read from there on.
    mark: Mark,
    told: Option<&'a Cell<Mark>>,
    is_over: bool,
}

/// A record as it stands in the file.
struct Block {
    headers: Headers,
    bytes: Vec<u8>,
    number: u64,
    /// Why it is not whole.
    cut: Option<String>,
    /// Whether its content has another digest than it tells.
    differs: bool,
}

impl<'a, R: Read + Seek> Reading<'a, R> {
    /// What the next record gives.
    fn next(&mut self) -> Option<Outcomes<'a>> {
        if self.is_over {
            return None;
        }
        if let Some(told) = self.told {
            told.set(self.mark);
        }
        Some(self.next_record())
    }

    fn next_record(&mut self) -> Outcomes<'a> {
        let nothing = || Box::new(std::iter::empty());
        match self.block() {
            Ok(None) => {
                self.is_over = true;
                nothing()
            }
            Ok(Some(block)) if block.cut.is_none() => {
                self.of_block(block).unwrap_or_else(|| nothing())
            }
            Ok(Some(block)) => {
                let reason = block.cut.clone().unwrap_or_default();
                let member = member(&self.container, &block, &self.bounds);
                self.go_on(|_| member.rejected(reason))
            }
            Err(reason) => self.go_on(|reading| {
                let number = reading.stream.records;
                let reason = format!("record {number}: {reason}");
                reading.container.rejected(reason)
            }),
        }
    }

    /// What is said of a record that cannot be read; reading goes on behind it, where there is anything.
    fn go_on(&mut self, told: impl FnOnce(&Self) -> Outcome) -> Outcomes<'a> {
        let told = told(self);
        let goes_on = self.stream.skip_damage();
        self.is_over = !goes_on;
        if goes_on {
            let start = self.stream.start();
            self.move_mark(start);
        }
        once(told)
    }

    fn move_mark(&mut self, offset: u64) {
        self.mark.offset = offset;
        self.mark.records = self.stream.records;
    }

    /// The next record, whole or not; `None` at the end.
    fn block(&mut self) -> Result<Option<Block>, String> {
        let Some(head) = self.stream.next_head()? else {
            return Ok(None);
        };
        let number = self.stream.records;
        let Head { headers, length } = head;
        let mut block = Block {
            headers,
            bytes: Vec::new(),
            number,
            cut: None,
            differs: false,
        };
        let wanted = wants(&block.headers);
        let read = if wanted && length <= LARGEST {
            let read = self.stream.read_to_end(&mut block.bytes);
            read.map(|length| length as u64)
        } else {
            std::io::copy(&mut self.stream, &mut sink())
        };
        let ended = match read {
            Ok(read) if read < length => {
                block.cut = Some(format!(
                    "cut off after {read} of {length} bytes; fetch it again"
                ));
                return Ok(Some(block));
            }
            Ok(_) => self.stream.end_record(),
            Err(error) => Err(error),
        };
        match ended {
            Err(error) => block.cut = Some(damaged(&error)),
            Ok(Some(next)) => self.move_mark(next),
            Ok(None) => (),
        }
        if let Some(mut told) = Told::of(&block.headers, "warc-block-digest").filter(|_| wanted) {
            told.update(&block.bytes);
            block.differs = length <= LARGEST && !told.holds();
        }
        if length > LARGEST && wanted && block.cut.is_none() {
            let reason = format!("over {} MiB", LARGEST >> 20);
            block.headers.insert("demarche-too-large", reason);
        }
        Ok(Some(block))
    }

    /// What a whole record gives; `None` where it holds nothing a server answered with.
    fn of_block(&mut self, block: Block) -> Option<Outcomes<'a>> {
        if !wants(&block.headers) || !Role::is_read(&block.headers) {
            return None;
        }
        let mut member = member(&self.container, &block, &self.bounds);
        self.mark.members += 1;
        if let Err(reason) = self.bounds.count_member() {
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
        let outcomes = match outcome {
            Ok(()) => of_member(member, &self.guide),
            Err(outcome) => once(*outcome),
        };
        Some(if block.differs {
            Box::new(outcomes.map(remarked))
        } else {
            outcomes
        })
    }
}

/// A briefing of a record that has another digest than it tells.
fn remarked(mut outcome: Outcome) -> Outcome {
    if let Outcome::Briefing(_, remarks) = &mut outcome {
        remarks.push(Remark(DIFFERS.to_owned()));
    }
    outcome
}

fn wants(headers: &Headers) -> bool {
    let kind = headers.get("warc-type").unwrap_or_default();
    matches!(kind, "response" | "resource" | "conversion")
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
fn member<'a>(container: &Member<'a>, block: &Block, bounds: &Bounds) -> Member<'a> {
    let number = block.number;
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
