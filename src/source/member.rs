//! A file, or a member of one, on its way to the reader of its format. Containers are entered one member at a time, so that no more
//! than the largest member is in memory.

use super::bounds::Bounds;
use super::charset::{self, Declared};
use super::draft::Draft;
use super::format::Format;
use super::{
    Guide, Mark, NoDraft, Outcome, PassedOver, byte_string, compose, feed, json, lines, mail,
    markdown, office, page, pdf, plain, sidecar, table, warc, zipped,
};
use crate::archive::{Record, Saved};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::cell::Cell;
use std::io::Cursor;

/// Bytes to be read, and what is known of them beforehand.
pub(super) struct Member<'a> {
    /// Provenance and sidecar; a locator there is that of the member. Without bytes.
    pub(super) head: Record,
    pub(super) bytes: Cow<'a, [u8]>,
    /// The format, where it is not its name that tells.
    pub(super) format: Option<Format>,
    /// Where it was published.
    pub(super) url: Option<String>,
    /// What its server said of its encoding.
    pub(super) charset: Option<String>,
    pub(super) bounds: Bounds,
}

/// What is said of a feed or list without items.
const EMPTY: &str = "it has no items; save it again later, or the pages themselves";

/// What is made of the members of a container.
pub(super) type Outcomes<'a> = Box<dyn Iterator<Item = Outcome> + 'a>;
/// What a reader finds.
pub(super) type Drafts<'a> = Box<dyn Iterator<Item = Result<Draft, NoDraft>> + 'a>;

/// The outcomes of a file as the archive has it.
///
/// A web archive is read from a mark on, which goes with the reading.
pub(super) fn of_record<'a>(
    record: &'a Record,
    guide: &Guide<'a>,
    from: Option<&'a Cell<Mark>>,
) -> Outcomes<'a> {
    let head = Record {
        bytes: Vec::new(),
        saved: None,
        ..record.clone()
    };
    let size = record
        .saved
        .as_ref()
        .map_or(record.bytes.len() as u64, Saved::size);
    let member = Member {
        head,
        bytes: Cow::Borrowed(&record.bytes),
        format: None,
        url: None,
        charset: None,
        bounds: Bounds::of_file(size),
    };
    match &record.saved {
        Some(saved) => saved_outcomes(member, saved, guide, from),
        None => outcomes(member, guide),
    }
}

/// The outcomes of a file that is read piece by piece.
fn saved_outcomes<'a>(
    member: Member<'a>,
    saved: &Saved,
    guide: &Guide<'a>,
    from: Option<&'a Cell<Mark>>,
) -> Outcomes<'a> {
    let content = match saved.open() {
        Ok(content) => content,
        Err(error) => return once(member.rejected(error.to_string())),
    };
    let named = Format::of_name(member.path());
    match named {
        Ok(Some(Format::Zip)) => zipped::outcomes(member, content, guide),
        Ok(Some(Format::Warc)) => warc::outcomes(member, content, guide, from),
        Ok(Some(Format::JsonLines)) => {
            let drafts = lines::drafts(content, &member.bounds, guide.profiles);
            composed(member, drafts, guide)
        }
        Ok(Some(Format::Table)) => {
            match table::streamed(content, &member.bounds, &member.context(guide)) {
                Ok(drafts) => composed(member, drafts, guide),
                Err(reason) => once(member.rejected(reason)),
            }
        }
        _ => once(member.rejected("it cannot be read piece by piece; split it".to_owned())),
    }
}

/// The outcomes of what is in memory.
pub(super) fn outcomes<'a>(mut member: Member<'a>, guide: &Guide<'a>) -> Outcomes<'a> {
    let named = match member
        .format
        .map_or_else(|| Format::of_name(member.path()), |format| Ok(Some(format)))
    {
        Ok(named) => named,
        Err(reason) => return once(member.rejected(reason)),
    };
    if named == Some(Format::NoDocument) {
        let reason = "no document (an image, a style, a script or the like)";
        return once(member.skipped(reason.to_owned()));
    }
    if member.bytes.iter().all(u8::is_ascii_whitespace) {
        return once(member.rejected("it is empty".to_owned()));
    }
    let format = Format::of_bytes(named, &member.bytes);
    match format {
        Some(Format::Gzip) => {
            let inner = member.bounds.inner();
            let bytes = inner.and_then(|inner| {
                let bytes = inner.read(MultiGzDecoder::new(&*member.bytes));
                bytes.map(|bytes| (inner, bytes))
            });
            match bytes {
                Ok((bounds, bytes)) => {
                    (member.bounds, member.bytes) = (bounds, Cow::Owned(bytes));
                    outcomes(member, guide)
                }
                Err(reason) => once(member.rejected(format!("gzip: {reason}"))),
            }
        }
        Some(Format::Zip) => {
            let content = Cursor::new(std::mem::take(&mut member.bytes));
            zipped::outcomes(member, content, guide)
        }
        Some(Format::Warc) => {
            let content = Cursor::new(std::mem::take(&mut member.bytes));
            warc::outcomes(member, content, guide, None)
        }
        Some(Format::Mail) => mail::outcomes(member, guide),
        Some(Format::Pdf) => {
            let drafts = pdf::read(std::mem::take(&mut member.bytes));
            single(member, drafts, guide)
        }
        Some(Format::Office) => {
            let drafts = office::read(&member.bytes, &member.bounds);
            single(member, drafts, guide)
        }
        format => match texts(&mut member, format, guide) {
            Ok(drafts) => composed(member, drafts, guide),
            Err(bad) => composed(member, Box::new(std::iter::once(Err(bad))), guide),
        },
    }
}

/// The drafts of a text.
fn texts<'a>(
    member: &mut Member<'a>,
    named: Option<Format>,
    guide: &Guide<'a>,
) -> Result<Drafts<'a>, NoDraft> {
    let rejected = |reason| NoDraft::Rejected(None, reason);
    let mut remarks = Vec::new();
    let declared = member
        .charset
        .as_deref()
        .map_or(Declared::InText, Declared::ByServer);
    let bytes = std::mem::take(&mut member.bytes);
    let mut text = charset::decode(bytes, declared, &mut remarks).map_err(rejected)?;
    if let Some(bytes) = byte_string::decode(&text) {
        text =
            charset::decode(Cow::Owned(bytes), Declared::InText, &mut remarks).map_err(rejected)?;
    }
    let located = |(locator, reason): (String, String)| {
        NoDraft::Rejected((!locator.is_empty()).then_some(locator), reason)
    };
    let profiles = guide.profiles;
    let sidecar = member.head.sidecar.as_deref().map(sidecar::read);
    let given = sidecar.and_then(Result::ok).and_then(|own| own.draft.url);
    let url = given.or_else(|| member.url.clone());
    let drafts: Drafts<'_> = match Format::of_content(named, &text) {
        Format::Markdown => one(markdown::read(&text)),
        Format::Page => {
            let saved = page::Saved {
                text: &text,
                path: member.path(),
                url: url.as_deref(),
            };
            one(page::read(saved, profiles).map_err(NoDraft::Skipped)?)
        }
        Format::Feed if !feed::is_feed(&text) => {
            return Err(rejected("XML that is no feed".to_owned()));
        }
        Format::Feed => {
            Box::new(feed::items(text, profiles).map(move |item| item.map_err(located)))
        }
        Format::Json => {
            Box::new(json::items(text, profiles).map(move |item| item.map_err(located)))
        }
        Format::JsonLines => {
            Box::new(json::lines(text, profiles).map(move |item| item.map_err(located)))
        }
        Format::Table => {
            let bytes = Cursor::new(text.into_owned().into_bytes());
            table::rows(bytes, &member.context(guide)).map_err(rejected)?
        }
        _ => one(plain::read(&text)),
    };
    let mut drafts = drafts.peekable();
    if drafts.peek().is_none() {
        return Err(NoDraft::Skipped(EMPTY.to_owned()));
    }
    // What holds for the whole file is said once.
    Ok(Box::new(drafts.map(move |draft| {
        let mut draft = draft?;
        draft.remarks.extend(remarks.iter().cloned());
        Ok(draft)
    })))
}

fn one<'a>(draft: Draft) -> Drafts<'a> {
    Box::new(std::iter::once(Ok(draft)))
}

/// The outcome of what is one document.
pub(super) fn single<'a>(
    member: Member<'a>,
    draft: Result<Draft, String>,
    guide: &Guide<'a>,
) -> Outcomes<'a> {
    let draft = draft.map_err(|reason| NoDraft::Rejected(None, reason));
    composed(member, Box::new(std::iter::once(draft)), guide)
}

/// The outcomes of drafts, with what is known of the member they are of.
pub(super) fn composed<'a>(
    member: Member<'a>,
    drafts: Drafts<'a>,
    guide: &Guide<'a>,
) -> Outcomes<'a> {
    let guide = *guide;
    let Member { head, url, .. } = member;
    let sidecar = match head.sidecar.as_deref().map(sidecar::read).transpose() {
        Ok(sidecar) => sidecar,
        Err(reason) => {
            let reason = format!("its sidecar cannot be read: {reason}");
            return once(Outcome::Rejected(passed_over(&head, None, reason)));
        }
    };
    Box::new(drafts.map(move |draft| match draft {
        Ok(mut draft) => {
            if draft.locator.is_none() {
                draft.url = draft.url.or_else(|| url.clone());
            }
            if let Some(sidecar) = &sidecar {
                draft = sidecar::applied(&sidecar.draft, draft, is_one_of_many(&head));
            }
            draft.locator = place(&head, draft.locator);
            compose::compose(draft, &head, &guide)
        }
        Err(NoDraft::Skipped(reason)) => Outcome::Skipped(passed_over(&head, None, reason)),
        Err(NoDraft::SkippedAt(locator, reason)) => {
            Outcome::Skipped(passed_over(&head, Some(locator), reason))
        }
        Err(NoDraft::Rejected(locator, reason)) => {
            Outcome::Rejected(passed_over(&head, locator, reason))
        }
    }))
}

/// Whether it lies in a container.
fn is_one_of_many(head: &Record) -> bool {
    head.provenance.locator.is_some() || head.fingerprint == INSIDE
}

/// The fingerprint of what lies inside a container: it has none of its own.
pub(super) const INSIDE: &str = "inside";

impl Member<'_> {
    pub(super) fn path(&self) -> &str {
        self.head.provenance.path.as_deref().unwrap_or_default()
    }

    pub(super) fn rejected(&self, reason: String) -> Outcome {
        Outcome::Rejected(passed_over(&self.head, None, reason))
    }

    pub(super) fn skipped(&self, reason: String) -> Outcome {
        Outcome::Skipped(passed_over(&self.head, None, reason))
    }

    /// What tables are read by.
    fn context(&self, guide: &Guide<'_>) -> table::Context {
        let own = self.head.sidecar.as_deref().map(sidecar::read);
        table::Context {
            of_file: own
                .and_then(Result::ok)
                .map(|own| own.columns)
                .unwrap_or_default(),
            of_all: guide.columns.clone(),
        }
    }
}

fn passed_over(head: &Record, locator: Option<String>, reason: String) -> PassedOver {
    PassedOver {
        path: head.provenance.path.clone(),
        locator: place(head, locator),
        reason,
    }
}

/// A place inside a member, with that of the member.
fn place(head: &Record, locator: Option<String>) -> Option<String> {
    match (head.provenance.locator.clone(), locator) {
        (Some(outer), Some(inner)) => Some(format!("{outer}, {inner}")),
        (outer, inner) => outer.or(inner),
    }
}

/// An iterator of one.
pub(super) fn once<'a>(outcome: Outcome) -> Outcomes<'a> {
    Box::new(std::iter::once(outcome))
}
