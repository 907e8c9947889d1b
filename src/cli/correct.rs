//! `demarche correct`: what is wrong is put right, for good: a line in the archive's `corrections.jsonl`, and the index brought up to
//! date. What the options mean stands in [`meant`].

mod meant;

use super::arguments::{Common, CorrectOptions};
use super::console::{self, Console};
use super::session::{Freshness, Session};
use super::show::split;
use super::versions::found;
use super::{INTERRUPTED, NOTHING_FOUND, TROUBLE};
use crate::annotate::{CorrectionLine, Corrections};
use crate::briefing::Correction;
use crate::index::Reader;
use crate::ingest::{Ledger, without_effect};
use crate::output::{corrections_object, corrections_page, put_right};
use crate::{Error, Result};
use chrono::{SubsecRound, Utc};

pub(super) fn run(options: &CorrectOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open(common, console)?;
    if options.list {
        return list(options, &session);
    }
    let typed = options.id.as_deref().unwrap_or_default();
    let correction = if options.undo {
        match undo(typed, &session)? {
            Ok(taken_back) => {
                console.say(&format!("taken back: {}", put_right(&taken_back)));
                Correction {
                    id: taken_back.id,
                    undo: true,
                    ..Correction::default()
                }
            }
            Err(told) => {
                console::warn(&told);
                return Ok(NOTHING_FOUND);
            }
        }
    } else {
        right(typed, options, &session, console)?
    };
    let correction = Correction {
        at: Some(Utc::now().trunc_subsecs(0)),
        note: options.note.clone(),
        ..correction
    };
    keep(&correction, options, &session, console)
}

/// What the options put right.
fn right(
    typed: &str,
    options: &CorrectOptions,
    session: &Session,
    console: &Console,
) -> Result<Correction> {
    let (briefing, number) = split(typed)?;
    let reader = session.reader(console, Freshness::AsItIs)?;
    let ledger = Ledger::read(reader.state()?.as_deref());
    let briefing = found(&ledger, briefing).map_err(Error::Usage)?;
    let passages = reader.passages(&briefing)?;
    let vocabulary = reader.vocabulary();
    meant::correction(
        &briefing,
        number,
        options,
        &meant::Desk::new(session.known(&vocabulary), &passages),
    )
}

/// The last correction of an id that is in force, else what is to be said.
fn undo(typed: &str, session: &Session) -> Result<Result<Correction, String>> {
    let corrections = session.corrections()?;
    let in_force = corrections.lines.iter().filter(|line| line.in_force);
    let (briefing, _) = split(typed)?;
    let (mut of_id, mut others) = (None, Vec::new());
    for line in in_force {
        if line.correction.id == typed {
            of_id = Some(line);
        } else if line.correction.briefing() == briefing {
            others.push(line.correction.id.as_str());
        }
    }
    let Some(last) = of_id else {
        others.dedup();
        let others = if others.is_empty() {
            "demarche correct --list shows all".to_owned()
        } else {
            format!("there are some of {}", others.join(", "))
        };
        return Ok(Err(format!(
            "no correction of {typed} is in force; {others}"
        )));
    };
    Ok(Ok(last.correction.clone()))
}

/// Writes the line, applies it, and says so.
fn keep(
    correction: &Correction,
    options: &CorrectOptions,
    session: &Session,
    console: &Console,
) -> Result<u8> {
    let line = correction.written();
    // What is written is to be read again, whatever was typed.
    Correction::read(&line).map_err(Error::Usage)?;
    if line.len() > crate::briefing::LONGEST_CORRECTION {
        return Err(Error::Usage(
            "that is too long for a correction; shorten --quote, --title or --note".to_owned(),
        ));
    }
    let file = session.archive.add_correction(&line)?;
    let mut out = console::out();
    out.line(&put_right(correction))?;
    out.done()?;
    let file = file.display();
    if options.later {
        console.say(&format!("kept in {file}; demarche index applies it"));
        return Ok(0);
    }
    let report = match session.update(console) {
        Ok(report) => report,
        Err(error) => {
            console::warn(&format!(
                "kept in {file}, but the index is as before; demarche index applies it"
            ));
            return Err(error);
        }
    };
    console.say(&format!("kept in {file}; {report}"));
    if report.interrupted {
        return Ok(INTERRUPTED);
    }
    console.say(&format!("try: demarche show '{}' --rules", correction.id));
    Ok(if report.corrections.wrong.is_empty() {
        0
    } else {
        TROUBLE
    })
}

/// Shows the lines about an id, or all.
fn list(options: &CorrectOptions, session: &Session) -> Result<u8> {
    let mut corrections: Corrections = session.corrections()?;
    let kept = match Reader::open(session.archive.index())? {
        Some(reader) => reader.state()?,
        None => None,
    };
    let problems = match &kept {
        Some(kept) => without_effect(&corrections, Some(kept)),
        None => Vec::new(),
    };
    if let Some(id) = &options.id {
        let (briefing, number) = split(id)?;
        let is_asked = |line: &CorrectionLine| {
            let own = &line.correction;
            own.id == *id || (number.is_none() && own.briefing() == briefing)
        };
        corrections.lines.retain(is_asked);
    }
    let mut out = console::out();
    if options.json {
        out.line(&corrections_object(&corrections, &problems))?;
    } else {
        out.text(&corrections_page(&corrections, &problems))?;
    }
    out.done()?;
    for unread in &corrections.unread {
        console::warn(&format!(
            "{}: line {}: {}",
            session.archive.corrections_file().display(),
            unread.number,
            unread.reason
        ));
    }
    Ok(match corrections {
        all if !all.unread.is_empty() => TROUBLE,
        all if all.lines.is_empty() => NOTHING_FOUND,
        _ => 0,
    })
}
