//! `demarche watch`: saved queries, what is new to them, and how often they would have fired.

mod add;
mod files;

use super::arguments::{Common, RunOptions, TestOptions, WatchOptions, WatchVerb};
use super::console::{self, Console};
use super::session::{Freshness, Session};
use super::{NOTHING_FOUND, TROUBLE};
use crate::archive::Watch;
use crate::output;
use crate::text::collapsed;
use crate::watch::{self, Beginning, Log, Standing};
use crate::{Error, Result};
use chrono::Utc;

pub(super) fn run(options: &WatchOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open(common, console)?;
    match &options.verb {
        WatchVerb::Run(options) => run_all(options, &session, console),
        WatchVerb::List(options) => list(options.json, &session, console),
        WatchVerb::Test(options) => test(options, &session, console),
        WatchVerb::Add(options) => add::run(options, &session, console),
    }
}

fn run_all(options: &RunOptions, session: &Session, console: &Console) -> Result<u8> {
    let watches = session.archive.settings()?.watch;
    if watches.is_empty() {
        return Err(Error::Usage(format!(
            "{}: no [[watch]] in it; demarche watch add NAME QUERY adds one",
            session.archive.settings_file().display()
        )));
    }
    let _lock = if options.dry_run {
        None
    } else {
        Some(session.archive.lock_watches()?)
    };
    let freshness = if options.sync {
        Freshness::Updated
    } else {
        Freshness::AsItIs
    };
    let reader = session.reader(console, freshness)?;
    let vocabulary = reader.vocabulary();
    let now = Utc::now();
    let mut log = log(session)?.unwrap_or_else(|| Log::new(now));
    let beginning = if options.from_start {
        Beginning::Nothing
    } else {
        Beginning::Present
    };
    let known = session.known(&vocabulary);
    let outcome = watch::run(&mut log, &watches, &reader, &known, beginning, now)?;
    let mut out = console::out();
    if options.json {
        out.line(&output::watch_object(&outcome))?;
    } else {
        for item in &outcome.items {
            out.text(&output::item_card(item, console.look()))?;
        }
    }
    out.done()?;
    let mut is_broken = false;
    for report in &outcome.watches {
        let line = output::report_line(report);
        if matches!(report.standing, Standing::Broken { .. }) {
            is_broken = true;
            console::warn(&format!("watch {line}"));
        } else {
            console.say(&line);
        }
    }
    if outcome
        .watches
        .iter()
        .any(|report| matches!(report.standing, Standing::First { known } if known > 0))
    {
        console.say("demarche watch test NAME shows what was taken as known");
    }
    // What is told is written first and remembered last: a run that is killed is told again, never lost.
    if let Some(path) = &options.mbox {
        files::append(path, &outcome, console)?;
    }
    if let Some(path) = &options.atom {
        let entries = watch::entries(&log, &reader)?;
        files::write(path, &output::atom_feed(&entries, &log, now), console)?;
    }
    if !options.dry_run {
        session.archive.keep_watch_log(&log.written())?;
    }
    Ok(match (is_broken, outcome.items.is_empty()) {
        (true, _) => TROUBLE,
        (_, true) => NOTHING_FOUND,
        (_, false) => 0,
    })
}

fn list(as_json: bool, session: &Session, console: &Console) -> Result<u8> {
    let watches = session.archive.settings()?.watch;
    let log = log(session)?;
    let reader = session.reader(console, Freshness::AsItIs)?; // without an index no name of it is known
    let vocabulary = reader.vocabulary();
    let known = session.known(&vocabulary);
    let mut is_broken = false;
    let mut listed = Vec::new();
    for Watch { name, query } in &watches {
        let read = watch::asked(query, &known);
        is_broken |= read.is_err();
        let place = log.as_ref().and_then(|log| log.place(&collapsed(name)));
        listed.push(output::WatchListed {
            name: collapsed(name),
            query: query.clone(),
            read: match read {
                Ok(reading) => Ok(reading.plan.read_as),
                Err(error) => Err(error.to_string()),
            },
            last: place.map(|place| place.last),
            items: place.map_or(0, |place| place.items),
        });
    }
    let mut out = console::out();
    if as_json {
        out.line(&output::watch_list_object(&listed))?;
    } else {
        out.text(&output::watch_list(&listed, console.look()))?;
    }
    out.done()?;
    if watches.is_empty() {
        console.say("no watches yet; demarche watch add NAME QUERY adds one");
    }
    Ok(match (is_broken, watches.is_empty()) {
        (true, _) => TROUBLE,
        (_, true) => NOTHING_FOUND,
        (_, false) => 0,
    })
}

fn test(options: &TestOptions, session: &Session, console: &Console) -> Result<u8> {
    let (name, query) = match (&options.query, &options.name) {
        (Some(query), _) => (query.clone(), query.clone()),
        (None, name) => {
            let name = collapsed(name.as_deref().unwrap_or_default());
            let watches = session.archive.settings()?.watch;
            let found = watches.iter().find(|watch| collapsed(&watch.name) == name);
            let found = found.ok_or_else(|| {
                let names = watches.iter().map(|watch| collapsed(&watch.name));
                let names = names.collect::<Vec<_>>().join(", ");
                Error::Usage(if names.is_empty() {
                    format!("no watch {name}; demarche watch add adds one, --query QUERY tests what is none yet")
                } else {
                    format!("no watch {name}; there is {names}")
                })
            })?;
            (name, found.query.clone())
        }
    };
    let reader = session.reader(console, Freshness::AsItIs)?;
    let vocabulary = reader.vocabulary();
    let reading = watch::asked(&query, &session.known(&vocabulary))?;
    let frequency = watch::frequency(&reader, &reading.plan)?;
    let mut out = console::out();
    if options.json {
        let read_as = &reading.plan.read_as;
        out.line(&output::frequency_object(
            &name, &query, read_as, &frequency,
        ))?;
    } else {
        out.text(&output::frequency_page(&frequency, console.look()))?;
    }
    out.done()?;
    console.say(&format!("{}, by the month said", reading.plan.read_as));
    for note in &reading.notes {
        console.say(&note.to_string());
    }
    Ok(if frequency.passages == 0 {
        NOTHING_FOUND
    } else {
        0
    })
}

fn log(session: &Session) -> Result<Option<Log>> {
    let Some(text) = session.archive.watch_log()? else {
        return Ok(None);
    };
    let log = Log::read(&text).map_err(|message| Error::Data {
        path: session.archive.watch_log_file(),
        message,
    })?;
    Ok(Some(log))
}
