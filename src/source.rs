//! Record → briefings: one format a file, chosen by file name and content ([`read`]), and the input lines of
//! `demarche annotate --jsonl -` ([`given`]).
//!
//! Bad input is data: a record yields [`Outcome`]s, never an error, and one bad item loses nothing else.

mod byte_string;
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
mod given;
mod html;
mod identity;
mod json;
mod markdown;
mod page;
mod party;
mod plain;
mod profile;
mod publishers;
mod sidecar;
mod speaker;
mod table;

pub use self::profile::Profiles;
pub(crate) use self::speaker::{ends_name, is_office_word};

use self::draft::Draft;
use self::format::Format;
use crate::archive::Record;
use crate::briefing::Briefing;
use crate::lexicon::Lexicon;
use std::borrow::Cow;
use std::fmt;

/// What reading goes by.
#[derive(Clone, Copy)]
pub struct Guide<'a> {
    /// Words and names.
    pub lexicon: &'a Lexicon,
    /// What is known of publishers' sites.
    pub profiles: &'a Profiles,
}

impl Guide<'static> {
    /// The tables compiled in.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            lexicon: Lexicon::builtin(),
            profiles: Profiles::builtin(),
        }
    }
}

impl Guide<'_> {
    /// Changes whenever the same bytes are to be read anew.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{} {}", self.lexicon.version(), self.profiles.version())
    }
}

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
        let parts = [
            self.path.as_ref(),
            self.locator.as_ref(),
            Some(&self.reason),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        // One line each, whatever a file is called.
        formatter.write_str(&parts.join(": ").replace(['\n', '\r'], " "))
    }
}

/// The briefings of a record, in its order, and what gave none.
#[must_use]
pub fn read<'a>(record: &'a Record, guide: &Guide<'a>) -> Box<dyn Iterator<Item = Outcome> + 'a> {
    let guide = *guide;
    let drafts = match drafts(record, guide.profiles) {
        Ok(drafts) => drafts,
        Err(bad) => Box::new(std::iter::once(Err(bad))),
    };
    let passed_over = |locator, reason| PassedOver {
        path: record.provenance.path.clone(),
        locator,
        reason,
    };
    Box::new(drafts.map(move |draft| match draft {
        Ok(draft) => compose::compose(draft, record, &guide),
        Err(NoDraft::Skipped(reason)) => Outcome::Skipped(passed_over(None, reason)),
        Err(NoDraft::Rejected(locator, reason)) => Outcome::Rejected(passed_over(locator, reason)),
    }))
}

/// The briefing of one input line of `demarche annotate --jsonl -`: `{"id", "text", "title"?, "date"?, "speaker"?, "ministry"?,
/// "language"?, "url"?}`, its text unchanged.
///
/// # Errors
/// The line is no such object; the locator is left to the caller, who counts lines.
pub fn given(line: &str, guide: &Guide<'_>) -> Result<Briefing, PassedOver> {
    given::read(line, guide).map_err(|reason| PassedOver {
        reason,
        ..PassedOver::default()
    })
}

/// What gives no draft.
enum NoDraft {
    /// No briefing.
    Skipped(String),
    /// Its place, where it is one of many, and what is wrong with it.
    Rejected(Option<String>, String),
}

type Drafts<'a> = Box<dyn Iterator<Item = Result<Draft, NoDraft>> + 'a>;

fn drafts<'a>(record: &'a Record, profiles: &'a Profiles) -> Result<Drafts<'a>, NoDraft> {
    let rejected = |reason| NoDraft::Rejected(None, reason);
    let path = record.provenance.path.as_deref().unwrap_or_default();
    let named = Format::of_name(path).map_err(rejected)?;
    if record.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(rejected("it is empty".to_owned()));
    }
    let mut remarks = Vec::new();
    let mut text = charset::decode(&record.bytes, &mut remarks).map_err(rejected)?;
    if let Some(bytes) = byte_string::decode(&text) {
        text = Cow::Owned(
            charset::decode(&bytes, &mut remarks)
                .map_err(rejected)?
                .into_owned(),
        );
    }
    let sidecar = record.sidecar.as_deref().map(sidecar::read).transpose();
    let sidecar =
        sidecar.map_err(|reason| rejected(format!("its sidecar cannot be read: {reason}")))?;
    let located = |(locator, reason): (String, String)| {
        NoDraft::Rejected((!locator.is_empty()).then_some(locator), reason)
    };
    let drafts: Drafts<'_> = match Format::of_content(named, &text) {
        Format::Plain => one(plain::read(&text)),
        Format::Markdown => one(markdown::read(&text)),
        Format::Page => one(page::read(&text, profiles).map_err(NoDraft::Skipped)?),
        Format::Feed if !feed::is_feed(&text) => {
            return Err(rejected("XML that is no feed".to_owned()));
        }
        Format::Feed => {
            Box::new(feed::items(text, profiles).map(move |item| item.map_err(located)))
        }
        Format::Json => Box::new(json::items(text).map(move |item| item.map_err(located))),
        Format::JsonLines => Box::new(json::lines(text).map(move |item| item.map_err(located))),
        Format::Table => Box::new(
            table::rows(text.into_owned())
                .map_err(rejected)?
                .map(move |row| row.map_err(located)),
        ),
    };
    Ok(Box::new(drafts.map(move |draft| {
        let mut draft = draft?;
        if let Some(sidecar) = &sidecar {
            draft = sidecar::applied(sidecar, draft);
        }
        draft.remarks.extend(remarks.iter().cloned());
        Ok(draft)
    })))
}

fn one<'a>(draft: Draft) -> Drafts<'a> {
    Box::new(std::iter::once(Ok(draft)))
}
