//! Record → briefings: one format a file, chosen by file name and content ([`read`]), and the input lines of
//! `demarche annotate --jsonl -` ([`given`]).
//!
//! Bad input is data: a record yields [`Outcome`]s, never an error, and one bad item loses nothing else.

mod charset;
mod clean;
mod compose;
mod dates;
mod dating;
mod draft;
mod feed;
mod fields;
mod form;
mod format;
mod html;
mod identity;
mod markdown;
mod plain;
mod profile;
mod sidecar;
mod speaker;

use self::draft::Draft;
use self::format::Format;
use crate::archive::Record;
use crate::briefing::Briefing;
use crate::lexicon::Lexicon;
use std::fmt;

/// What a record, or one item of it, turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A briefing, and what is to be said about its reading.
    Briefing(Box<Briefing>, Vec<Remark>),
    /// No briefing: a listing page, a login page, an empty item.
    Skipped(PassedOver),
    /// It could not be read.
    Rejected(PassedOver),
}

/// Something a user should know about how a briefing was read; lower-case, no full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark(pub String);

/// What gave no briefing, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// The file, relative to the corpus folder.
    pub path: Option<String>,
    /// The place inside a file that holds many: key, row or byte offset.
    pub locator: Option<String>,
    /// Why; lower-case, no full stop.
    pub reason: String,
}

impl fmt::Display for PassedOver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(formatter, "{path}: ")?;
        }
        if let Some(locator) = &self.locator {
            write!(formatter, "{locator}: ")?;
        }
        formatter.write_str(&self.reason)
    }
}

/// The briefings of a record, in its order.
pub fn read<'a>(
    record: &'a Record,
    lexicon: &'a Lexicon,
) -> Box<dyn Iterator<Item = Outcome> + 'a> {
    let drafts = match drafts(record) {
        Ok(drafts) => drafts,
        Err(reason) => {
            return Box::new(std::iter::once(Outcome::Rejected(passed_over(
                record, None, reason,
            ))));
        }
    };
    Box::new(drafts.map(move |draft| match draft {
        Ok(draft) => compose::compose(draft, record, lexicon),
        Err(Bad { locator, reason }) => Outcome::Rejected(passed_over(record, locator, reason)),
    }))
}

/// The briefing of one input line of `demarche annotate --jsonl -`: `{"id", "text", "title"?, "date"?, "speaker"?, "ministry"?,
/// "language"?, "url"?}`, its text unchanged.
///
/// # Errors
/// The line is no such object; the locator is left to the caller, who counts lines.
pub fn given(line: &str, lexicon: &Lexicon) -> Result<Briefing, PassedOver> {
    let _ = (line, lexicon);
    Err(PassedOver::default())
}

/// An item that cannot be read.
struct Bad {
    locator: Option<String>,
    reason: String,
}

type Drafts<'a> = Box<dyn Iterator<Item = Result<Draft, Bad>> + 'a>;

fn drafts(record: &Record) -> Result<Drafts<'_>, String> {
    let mut remarks = Vec::new();
    if record.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("it is empty".to_owned());
    }
    let format = Format::of(record)?;
    let text = charset::decode(&record.bytes, &mut remarks)?;
    let sidecar = record.sidecar.as_deref().map(sidecar::read).transpose();
    let sidecar = sidecar.map_err(|reason| format!("its sidecar cannot be read: {reason}"))?;
    let one = move |mut draft: Draft| -> Drafts<'_> {
        if let Some(sidecar) = sidecar {
            let own = std::mem::replace(&mut draft, sidecar);
            draft.fill_from(own);
        }
        draft.remarks.extend(remarks);
        Box::new(std::iter::once(Ok(draft)))
    };
    Ok(match format {
        Format::Plain => one(plain::read(&text)),
        Format::Markdown => one(markdown::read(&text)),
        Format::Feed => Box::new(feed::items(text).map(|item| {
            item.map_err(|(locator, reason)| Bad {
                locator: Some(locator),
                reason,
            })
        })),
    })
}

fn passed_over(record: &Record, locator: Option<String>, reason: String) -> PassedOver {
    PassedOver {
        path: record.provenance.path.clone(),
        locator,
        reason,
    }
}
