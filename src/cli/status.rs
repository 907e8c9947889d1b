//! `demarche status`: what the archive holds and where it is.

use super::arguments::{Common, StatusOptions};
use super::console::{self, Console};
use super::coverage;
use super::session::Session;
use crate::Result;
use crate::archive::Settings;
use crate::index::{Counts, Reader};
use crate::ingest::{self, Behind, Census};
use crate::output::{odd_dates_page, status_object, status_page};
use std::fmt::Write as _;

pub(super) fn run(options: &StatusOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open(common, console)?;
    if options.coverage {
        return coverage::run(options, &session, console);
    }
    let standing = standing(&session)?;
    let mut out = console::out();
    let odd_dates = standing.census.odd_dates.as_slice();
    if options.json {
        let odd_dates = options.dates.then_some(odd_dates);
        let object = status_object(&standing.counts, &standing.census, odd_dates);
        out.line(&object)?;
    } else if options.dates {
        out.text(&odd_dates_page(odd_dates, &standing.counts, console.look()))?;
        out.text(&advice(&standing))?;
    } else {
        out.text(&places(&session)?)?;
        out.text(&status_page(
            &standing.counts,
            &standing.census,
            console.look(),
        ))?;
        out.text(&advice(&standing))?;
    }
    out.done()?;
    Ok(0)
}

struct Standing {
    counts: Counts,
    census: Census,
    has_index: bool,
    behind: Option<Behind>,
}

fn standing(session: &Session) -> Result<Standing> {
    let Some(reader) = Reader::open(session.archive.index())? else {
        return Ok(Standing {
            counts: Counts::default(),
            census: Census::default(),
            has_index: false,
            behind: None,
        });
    };
    let kept = reader.state()?;
    Ok(Standing {
        counts: reader.counts()?,
        census: ingest::census(kept.as_deref()),
        has_index: true,
        behind: ingest::behind(&session.archive, &session.guide(), &reader)?,
    })
}

fn places(session: &Session) -> Result<String> {
    let archive = &session.archive;
    let mut places = vec![
        ("archive", archive.root().to_owned()),
        ("corpus", archive.corpus().to_owned()),
        ("index", archive.index().to_owned()),
        ("settings", archive.settings_file()),
    ];
    let (of_user, _) = Settings::of_user()?;
    places.extend(of_user.map(|file| ("yours", file)));
    let mut page = String::new();
    for (name, place) in places {
        let none = if place.exists() { "" } else { " (none yet)" };
        let _ = writeln!(page, "{name:<9} {}{none}", place.display());
    }
    page.push('\n');
    Ok(page)
}

fn advice(standing: &Standing) -> String {
    match standing {
        Standing {
            has_index: false, ..
        } => "\nno index yet: demarche index makes it\n".to_owned(),
        Standing {
            behind: Some(behind),
            ..
        } => format!("\n{behind}: demarche index updates the index\n"),
        _ => String::new(),
    }
}
