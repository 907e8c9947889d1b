//! Record → briefings: one format a file, chosen by file name and content ([`read`]), and the input lines of
//! `demarche annotate --jsonl -` ([`given`]).
//!
//! Bad input is data: a record yields [`Outcome`]s, never an error, and one bad item loses nothing else. Containers are entered member
//! by member, within [`bounds`] that all that is inside a file shares.

mod bounds;
mod byte_string;
mod charset;
mod clean;
mod columns;
mod compose;
mod dates;
mod dating;
mod draft;
mod feed;
mod fields;
mod form;
mod format;
mod given;
mod glued;
mod html;
mod http;
mod identity;
mod json;
mod legible;
mod lines;
mod listing;
mod mail;
mod markdown;
mod member;
mod menus;
mod mojibake;
mod office;
mod page;
mod party;
mod pdf;
mod plain;
mod profile;
mod publishers;
mod sidecar;
mod speaker;
mod table;
mod tally;
mod telegram;
mod tree;
mod warc;
mod zipped;

pub use self::columns::Columns;
pub use self::listing::{
    Item, LeadsTo, Listing, Told, address_key, has_lists, list_addresses, listed_sites, same_site,
    text_of_response, told,
};
pub use self::profile::{Check, Found, Profiles, check};
pub(crate) use self::speaker::{ends_name, in_small, is_office_word, is_person};
pub use self::warc::{Checked, Mark, check as check_digests};

use crate::archive::Record;
use crate::briefing::Briefing;
use crate::lexicon::Lexicon;
use std::cell::Cell;
use std::fmt;

/// What reading goes by.
#[derive(Clone, Copy)]
pub struct Guide<'a> {
    /// Words and names.
    pub lexicon: &'a Lexicon,
    /// What is known of publishers' sites.
    pub profiles: &'a Profiles,
    /// What the user says of the columns of tables.
    pub columns: &'a Columns,
}

impl Guide<'static> {
    /// The tables compiled in.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            lexicon: Lexicon::builtin(),
            profiles: Profiles::builtin(),
            columns: Columns::none(),
        }
    }
}

impl Guide<'_> {
    /// Changes whenever the same bytes are to be read anew.
    #[must_use]
    pub fn version(&self) -> String {
        let (lexicon, profiles) = (self.lexicon.version(), self.profiles.version());
        format!("{lexicon} {profiles} {}", self.columns.version())
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
    let outcomes = member::of_record(record, guide, None);
    Box::new(tally::counted(outcomes, record.provenance.path.clone()))
}

/// The same of a web archive from a mark on, and what is passed over one by one; `None` for other records, which are read from their
/// start only. The mark goes with the reading: an outcome is of what stands behind it, and at the end nothing whole does.
#[must_use]
pub fn read_from<'a>(
    record: &'a Record,
    guide: &Guide<'a>,
    mark: &'a Cell<Mark>,
) -> Option<Box<dyn Iterator<Item = Outcome> + 'a>> {
    is_web_archive(record).then(|| member::of_record(record, guide, Some(mark)))
}

/// Whether a record is a web archive that is read from the disk.
fn is_web_archive(record: &Record) -> bool {
    let path = record.provenance.path.as_deref().unwrap_or_default();
    record.saved.is_some() && format::Format::of_name(path) == Ok(Some(format::Format::Warc))
}

/// What was passed over in one file, many items passed over for one reason told once, as [`read`] does.
#[must_use]
pub fn tallied(passed: impl Iterator<Item = Outcome>, path: &str) -> Vec<Outcome> {
    tally::counted(passed, Some(path.to_owned())).collect()
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
    /// One of many that is none, and its place.
    SkippedAt(String, String),
    /// Its place, where it is one of many, and what is wrong with it.
    Rejected(Option<String>, String),
}
