//! The command line: what is typed ([`arguments`]), one file a verb, and how the process talks ([`console`]).
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done (a query: found), 1 nothing found, 2 trouble
//! (what could be done is done), 130 interrupted. A reader that stops reading is no trouble.

mod annotate;
mod arguments;
mod as_of;
mod cite;
mod complete;
mod console;
mod contain;
mod correct;
mod coverage;
mod evaluate;
mod exclusion;
#[cfg(feature = "fetch")]
mod fetch;
mod file;
mod help;
mod import;
mod index;
mod kwic;
mod lexicon;
mod lists;
mod overview;
mod pager;
mod profile;
mod progress;
mod query;
mod reading;
mod session;
mod settings;
mod shape;
mod show;
mod status;
mod verify;
mod versions;
mod watch;
mod words;

use crate::{Error, Result};
use arguments::{Arguments, Verb};
use clap::Parser;
use console::Console;
use std::io;
use std::process::ExitCode;

const NOTHING_FOUND: u8 = 1;
const TROUBLE: u8 = 2;
const INTERRUPTED: u8 = 130;

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    if complete::answered_a_shell() {
        return ExitCode::SUCCESS;
    }
    let typed = exclusion::mark_exclusions(std::env::args_os());
    let mut arguments = match Arguments::try_parse_from(typed) {
        Ok(arguments) => arguments,
        Err(told) => {
            let _ = told.print(); // help or an error; nobody to tell where this fails
            return ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(TROUBLE));
        }
    };
    let code = contain::contained(|| {
        let settings = settings::fill(&mut arguments)?;
        let console = Console::new(&arguments.common, settings.pager);
        run(&arguments, &console)
    });
    ExitCode::from(code.unwrap_or_else(|error| self::code(&error)))
}

fn run(Arguments { common, verb }: &Arguments, console: &Console) -> Result<u8> {
    match verb {
        None => overview::run(common, console),
        Some(Verb::Index(options)) => index::run(options, common, console),
        #[cfg(feature = "fetch")]
        Some(Verb::Fetch(options)) => fetch::run(options, common, console),
        #[cfg(not(feature = "fetch"))]
        Some(Verb::Fetch(_)) => Err(Error::Usage(
            "this demarche was built without its feature fetch, and asks no server for anything"
                .to_owned(),
        )),
        Some(Verb::Import(options)) => import::run(options, common, console),
        Some(Verb::Verify(options)) => verify::run(options, common, console),
        Some(Verb::Query(options)) => query::run(options, common, console),
        Some(Verb::Kwic(options)) => kwic::run(options, common, console),
        Some(Verb::Show(options)) => show::run(options, common, console),
        Some(Verb::Cite(options)) => cite::run(options, common, console),
        Some(Verb::Annotate(options)) => annotate::run(options, common, console),
        Some(Verb::Correct(options)) => correct::run(options, common, console),
        Some(Verb::Versions(options)) => versions::run(options, common, console),
        Some(Verb::Watch(options)) => watch::run(options, common, console),
        Some(Verb::Status(options)) => status::run(options, common, console),
        Some(Verb::Evaluate(options)) => evaluate::run(options, common, console),
        Some(Verb::Lexicon(options)) => lexicon::run(options, common, console),
        Some(Verb::Completions(options)) => complete::completions(options),
        Some(Verb::Man(options)) => complete::man(options),
        Some(Verb::Profile(options)) => profile::run(options, common),
        Some(Verb::Help(options)) => help::run(options, console),
    }
}

/// The exit code of an error, which is told where there is anything to tell.
fn code(error: &Error) -> u8 {
    match error {
        Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe => 0,
        Error::Interrupted => {
            console::warn(&format!("demarche: {error}"));
            INTERRUPTED
        }
        error => {
            console::warn(&format!("demarche: {error}"));
            TROUBLE
        }
    }
}
