//! `--as-of`: the index as the archive stood at a moment, and what is said of it.

use super::arguments::QueryOptions;
use super::console::Console;
use super::session::{Freshness, Session};
use crate::briefing::{Date, DateOrigin};
use crate::index::Reader;
use crate::ingest::{Ledger, Stood};
use crate::query::Note;
use crate::{Error, Result};
use chrono::{DateTime, NaiveDateTime, NaiveTime, SecondsFormat, Utc};

/// How often the index is opened anew where another process goes on writing it.
const ATTEMPTS: usize = 5;

/// The moment typed; of a day, month or year its last one, in UTC.
fn moment(typed: &str) -> Result<DateTime<Utc>> {
    let text = typed.trim();
    if let Some(date) = Date::read(text, DateOrigin::Given) {
        let next = date.last_day().succ_opt();
        let end = next.map(|next| next.and_time(NaiveTime::MIN).and_utc());
        let end = end.and_then(|end| end.checked_sub_signed(chrono::Duration::nanoseconds(1)));
        return end.ok_or_else(|| refused(typed));
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.to_utc());
    }
    // An archive's stamps have no seconds where people type them, and are in UTC.
    let bare = text.trim_end_matches(['Z', 'z']).replace(' ', "T");
    let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H%M%S"];
    let read = |format: &&str| NaiveDateTime::parse_from_str(&bare, format).ok();
    let found = formats.iter().find_map(read);
    found
        .map(|moment| moment.and_utc())
        .ok_or_else(|| refused(typed))
}

fn refused(typed: &str) -> Error {
    Error::Usage(format!(
        "--as-of {typed}: no moment; a day (2022-05-11), month, year, or 2022-05-11T08:00Z"
    ))
}

/// An index to be asked.
pub(super) struct Opened {
    pub(super) reader: Reader,
    /// What is to be said where it is behind the corpus.
    pub(super) behind: Option<String>,
    /// What is to be said where it is asked as it stood earlier.
    pub(super) as_of: Option<Note>,
}

/// The index, updated first where that is asked for, as it stood at the moment asked for, else as it is.
pub(super) fn opened(
    options: &QueryOptions,
    session: &Session,
    console: &Console,
) -> Result<Opened> {
    let moment = options.as_of.as_deref().map(moment).transpose()?;
    let freshness = if options.sync {
        Freshness::Updated
    } else {
        Freshness::AsItIs
    };
    let (mut now, behind) = session.opened(console, freshness)?;
    let Some(moment) = moment else {
        return Ok(Opened {
            reader: now,
            behind,
            as_of: None,
        });
    };
    for _ in 0..ATTEMPTS {
        let stood = Ledger::read(now.state()?.as_deref()).stood(moment);
        if stood.lacking > 0 {
            return Err(Error::Usage(format!(
                "--as-of: the index lacks an earlier version of {} briefings, as of a run that was stopped; run demarche index",
                stood.lacking
            )));
        }
        if let Some(then) = now.as_it_was(&stood.then)? {
            return Ok(Opened {
                reader: then,
                behind,
                as_of: Some(note(&stood, moment)),
            });
        }
        (now, _) = session.opened(console, Freshness::AsItIs)?;
    }
    Err(Error::Usage(
        "--as-of: another demarche goes on writing the index; ask again when it is done".to_owned(),
    ))
}

fn note(stood: &Stood, moment: DateTime<Utc>) -> Note {
    Note::AsOf {
        moment: moment.to_rfc3339_opts(SecondsFormat::Secs, true),
        briefings: stood.briefings,
        earlier: stood.earlier,
        to_come: stood.to_come,
        untold: stood.untold,
    }
}
