//! What is not typed: a flag wins over the variable `DEMARCHE_…`, that over `demarche.toml` beside the corpus, that over the user's
//! own file, and that over what the program does by itself.

use super::arguments::{Arguments, Common, Settled, Verb};
use crate::archive::{Archive, Settings};
use crate::{Error, Result};
use clap::ValueEnum;
use std::env;
use std::str::FromStr;

/// Fills in what was not typed; the settings that hold.
///
/// # Errors
/// Where a file of settings is wrong, or a value in it or in a variable is none.
pub(super) fn fill(arguments: &mut Arguments) -> Result<Settings> {
    if let Some(Verb::Completions(_) | Verb::Man(_) | Verb::Help(_)) = arguments.verb {
        return Ok(Settings::default()); // these work whatever the files hold
    }
    let settings = of_archive(&arguments.common)?.over(Settings::of_user()?.1);
    let common = &mut arguments.common;
    common.color = match common.color {
        None => choice("color", "DEMARCHE_COLOR", settings.color.as_deref())?,
        typed => typed,
    };
    if let Some(Verb::Query(options)) = &mut arguments.verb {
        options.settled = Settled {
            screenful: number("limit", "DEMARCHE_LIMIT", settings.limit)?,
            sort: choice("sort", "DEMARCHE_SORT", settings.sort.as_deref())?,
            spread: number("spread", "DEMARCHE_SPREAD", settings.spread)?,
        };
    }
    Ok(settings)
}

/// The settings of the archive that is worked with, if any; that it cannot be used is for its verb to say.
fn of_archive(common: &Common) -> Result<Settings> {
    let current = env::current_dir().map_err(Error::io("."))?;
    match Archive::discover(common.archive.as_deref(), &current) {
        Ok(archive) => archive.settings(),
        Err(Error::Usage(_)) => Ok(Settings::default()),
        Err(error) => Err(error),
    }
}

/// One of a few words, as the variable or the files have it.
fn choice<T: ValueEnum>(name: &str, variable: &str, settled: Option<&str>) -> Result<Option<T>> {
    let said = said(variable);
    let Some(word) = said.as_deref().or(settled) else {
        return Ok(None);
    };
    T::from_str(word, true).map(Some).map_err(|_| {
        let words = T::value_variants().iter();
        let words = words.filter_map(|word| Some(word.to_possible_value()?.get_name().to_owned()));
        let words: Vec<String> = words.collect();
        let place = said.as_ref().map_or("demarche.toml", |_| variable);
        let words = words.join(", ");
        Error::Usage(format!("{place}: {name} \"{word}\" is none of {words}"))
    })
}

/// A number, as the variable or the files have it.
fn number<T: FromStr>(name: &str, variable: &str, settled: Option<T>) -> Result<Option<T>> {
    match said(variable) {
        Some(text) => text.parse().map(Some).map_err(|_| {
            let message = format!("{variable}: {name} \"{text}\" is no number that can be used");
            Error::Usage(message)
        }),
        None => Ok(settled),
    }
}

fn said(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|text| !text.is_empty())
}
