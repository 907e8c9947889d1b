//! `demarche profile`: which profiles of sites there are, and what one makes of a saved page.

use super::arguments::{Common, ProfileOptions, ProfileVerb};
use super::console;
use super::{NOTHING_FOUND, TROUBLE};
use crate::archive::{Archive, Found, Record, walk};
use crate::output::{check_object, check_page, profile_list};
use crate::source::{Check, Guide, Outcome, Profiles, check};
use crate::{Error, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(options: &ProfileOptions, common: &Common) -> Result<u8> {
    let own = own(common)?;
    match &options.verb {
        ProfileVerb::List => {
            let mut out = console::out();
            out.text(&profile_list(&Profiles::with_own(&own)?))?;
            out.done()?;
            Ok(0)
        }
        ProfileVerb::Show { name } => show(name, &own),
        ProfileVerb::Check {
            file,
            profile,
            url,
            json,
        } => {
            let mut own = own;
            let name = match profile {
                Some(path) => {
                    let text = fs::read_to_string(path).map_err(Error::io(path))?;
                    own.insert(0, (path.clone(), text));
                    path.file_stem()
                        .map(|stem| stem.to_string_lossy().into_owned())
                }
                None => None,
            };
            let profiles = Profiles::with_own(&own)?;
            let mut record = record(file)?;
            if let Some(url) = url {
                record.sidecar = Some(format!("url = {}", toml::Value::from(url.as_str())));
            }
            let guide = Guide {
                profiles: &profiles,
                ..Guide::builtin()
            };
            told(&check(&record, &guide, name.as_deref()), *json)
        }
    }
}

/// Prints what was found; 1 where no rule and no profile was of use, 2 where nothing could be read.
fn told(check: &Check, json: bool) -> Result<u8> {
    let mut out = console::out();
    if json {
        out.line(&check_object(check))?;
    } else {
        out.text(&check_page(check))?;
    }
    out.done()?;
    let rejected = |outcome: &Outcome| matches!(outcome, Outcome::Rejected(_));
    let found = check.rules.iter().any(|rule| !rule.found.is_empty());
    Ok(
        if !check.outcomes.is_empty() && check.outcomes.iter().all(rejected) {
            TROUBLE
        } else if found {
            0
        } else {
            NOTHING_FOUND
        },
    )
}

fn show(name: &str, own: &[(PathBuf, String)]) -> Result<u8> {
    let named = |(path, _): &&(PathBuf, String)| path.file_stem().is_some_and(|stem| stem == name);
    let own = own.iter().find(named).map(|(_, text)| text.as_str());
    let Some(table) = own.or_else(|| Profiles::builtin_table(name)) else {
        console::warn(&format!(
            "no profile {name}; demarche profile list names them"
        ));
        return Ok(NOTHING_FOUND);
    };
    let mut out = console::out();
    out.text(table)?;
    out.done()?;
    Ok(0)
}

/// The user's own profiles, where there is an archive.
fn own(common: &Common) -> Result<Vec<(PathBuf, String)>> {
    let current = env::current_dir().map_err(Error::io("."))?;
    match Archive::discover(common.archive.as_deref(), &current) {
        Ok(archive) => archive.profiles(),
        Err(Error::Usage(_)) if common.archive.is_none() => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The bytes of one file.
fn record(file: &Path) -> Result<Record> {
    let refused = |reason: &str| Error::Usage(format!("{}: {reason}", file.display()));
    if file.is_dir() {
        return Err(refused("a folder; name one file in it"));
    }
    match walk(file).next() {
        Some(Found::Entry(entry)) => entry.read().map_err(|reason| refused(&reason)),
        Some(Found::Rejected { reason, .. } | Found::Skipped { reason, .. }) => {
            Err(refused(&reason))
        }
        None => Err(refused("files of this name are not read")),
    }
}
