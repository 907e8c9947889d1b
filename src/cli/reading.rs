//! What was typed, read as a query, and what is told of the reading.

use super::words::{self, Spaced};
use crate::index::Reader;
use crate::query::{self, Known, Note, Reading};
use crate::rank::{Found, Results};
use crate::{Error, Result};

/// What was typed.
pub(super) struct Asked<'a> {
    pub(super) words: &'a [String],
    /// Names and values of flags.
    pub(super) flags: &'a [(String, String)],
    /// Whether all words are required.
    pub(super) all_words: bool,
    /// Whether what cannot be read as typed is refused.
    pub(super) strict: bool,
}

impl Asked<'_> {
    /// The query. Words in one argument are a phrase where they stand as one anywhere in what the filters leave.
    pub(super) fn read(&self, reader: &Reader, known: &Known) -> Result<Reading> {
        let read_as = |spaced: Spaced| -> Result<Reading> {
            let text = words::text(self, spaced, known.lexicon);
            read(&text, self.flags, known, self.all_words, self.strict)
        };
        let mut reading = read_as(Spaced::AsPhrase)?;
        if let Some(phrase) = words::phrases(self, known.lexicon) {
            let note = if reader.count(&reading.plan)? > 0 {
                Note::ReadAsPhrase { phrase }
            } else {
                reading = read_as(Spaced::AsWords)?;
                Note::NoSuchPhrase { phrase }
            };
            reading.notes.insert(0, note);
        }
        Ok(reading)
    }
}

/// Reads a text with its flags. Strictly, a part that was not read as it was typed is an error that points at it.
pub(super) fn read(
    text: &str,
    flags: &[(String, String)],
    known: &Known,
    all_words: bool,
    strict: bool,
) -> Result<Reading> {
    let reading = query::read_with(text, flags, known, |query| {
        if all_words {
            query.requiring_all_words()
        } else {
            query
        }
    })?;
    match query::misread(text, &reading.notes).filter(|_| strict) {
        Some(told) => Err(Error::Usage(format!("--strict: {told}"))),
        None => Ok(reading),
    }
}

/// How the query was read, how much there is, and what is to be said about it.
pub(super) fn told(found: &Found) -> Vec<String> {
    let results = &found.results;
    let Results {
        read_as,
        total,
        holding_all,
        ..
    } = results;
    let passages = if *total == 1 { "passage" } else { "passages" };
    let words = match total.checked_sub(*holding_all) {
        Some(most) if results.words > 1 && *total > 0 => {
            format!(", {holding_all} hold all words, {most} most")
        }
        _ => String::new(),
    };
    let undated = match results.undated_left_out {
        0 => String::new(),
        undated => format!(", {undated} undated left out"),
    };
    let (shown, told) = (found.left(), found.stands_for());
    let rest = if told > 0 && told < *total {
        format!("; {shown} shown, --all shows all")
    } else {
        String::new()
    };
    let mut told = vec![format!(
        "{read_as}: {total} {passages}{words}{undated}{rest}"
    )];
    told.extend(results.notes.iter().map(ToString::to_string));
    told
}
