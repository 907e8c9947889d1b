//! The command line: verbs, flags, exit codes.

mod annotate;
mod arguments;

use crate::{Error, Result};
use arguments::{Arguments, Verb};
use clap::Parser;
use std::io::{self, Write};
use std::process::ExitCode;

/// Exit code where something could not be read or an option cannot be used.
const TROUBLE: u8 = 2;

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "demarche: {error}");
            ExitCode::from(TROUBLE)
        }
    }
}

fn run(arguments: &Arguments) -> Result<u8> {
    match &arguments.verb {
        Verb::Annotate(options) => annotate::run(options),
    }
}
