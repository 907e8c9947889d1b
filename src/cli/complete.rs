//! `demarche completions` and `demarche man`, and what a shell is told when it asks for the values of a filter: those in the index of
//! the archive it stands in.

use super::arguments::{Arguments, CompletionsOptions, ManOptions};
use super::console;
use crate::archive::Archive;
use crate::index::Reader;
use crate::query::{Field, Value};
use crate::{Error, Result};
use clap::CommandFactory;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{CompleteEnv, Shells};
use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

/// Set by the shell's script where it asks for candidates.
const VARIABLE: &str = "DEMARCHE_COMPLETE";
/// Candidates told at most: the most frequent.
const MOST: usize = 200;

/// Whether the process was started by a shell that wants candidates, which it then has.
pub(super) fn answered_a_shell() -> bool {
    let current = env::current_dir().ok();
    let asked = CompleteEnv::with_factory(Arguments::command).var(VARIABLE);
    asked
        .try_complete(env::args_os(), current.as_deref())
        .unwrap_or(false) // the variable names no shell: nobody asked
}

/// Prints the script that makes a shell ask.
pub(super) fn completions(options: &CompletionsOptions) -> Result<u8> {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(&options.shell) else {
        let known = shells.names().collect::<Vec<_>>().join(", ");
        return Err(Error::Usage(format!(
            "completions {}: there is {known}",
            options.shell
        )));
    };
    let mut script = Vec::new();
    shell
        .write_registration(VARIABLE, "demarche", "demarche", "demarche", &mut script)
        .map_err(Error::io("standard output"))?;
    written(&script)
}

/// Prints a page of the manual.
pub(super) fn man(options: &ManOptions) -> Result<u8> {
    let mut root = Arguments::command();
    root.build();
    let command = match &options.verb {
        None => &root,
        Some(verb) => root.find_subcommand(verb).ok_or_else(|| {
            Error::Usage(format!("man {verb}: no such verb; demarche -h lists them"))
        })?,
    };
    // the page has no place for what stands before the usage: the examples
    let told = [command.get_before_help(), command.get_after_help()]
        .into_iter()
        .flatten();
    let told = told
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n\n");
    let command = command.clone().after_long_help(told);
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(Error::io("standard output"))?;
    written(&page)
}

fn written(text: &[u8]) -> Result<u8> {
    let mut out = console::out();
    out.text(&String::from_utf8_lossy(text))?;
    out.done()?;
    Ok(0)
}

pub(super) fn by(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Field::By, typed)
}

pub(super) fn on(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Field::On, typed)
}

pub(super) fn entity(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Field::Entity, typed)
}

pub(super) fn speaker(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Field::Speaker, typed)
}

pub(super) fn topic(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Field::Topic, typed)
}

/// Ids that begin as typed, or are called so, with their names; they hold nothing a shell would read.
fn candidates(field: Field, typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let begins = |text: &str| text.to_lowercase().starts_with(&typed);
    let is_plain = |key: &str| {
        key.chars()
            .all(|c| c.is_alphanumeric() || "-._".contains(c))
    };
    let meant = |value: &Value| {
        is_plain(&value.key) && (begins(&value.key) || value.name.as_deref().is_some_and(begins))
    };
    let values = vocabulary(field).unwrap_or_default().into_iter();
    let candidate =
        |value: Value| CompletionCandidate::new(value.key).help(value.name.map(Into::into));
    values.filter(meant).take(MOST).map(candidate).collect()
}

/// The values of the archive that the shell stands in; `None` where there is none.
fn vocabulary(field: Field) -> Option<Vec<Value>> {
    let current = env::current_dir().ok()?;
    let named = env::var_os("DEMARCHE_ARCHIVE").map(PathBuf::from);
    let archive = Archive::discover(named.as_deref(), &current).ok()?;
    let reader = Reader::open(archive.index()).ok()??;
    let vocabulary = reader.vocabulary();
    Some(vocabulary.of(field).to_vec())
}
