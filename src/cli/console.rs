//! The two streams: results on standard output, everything else on standard error. Text from outside is sanitised on both.

use super::arguments::{ColorChoice, Common};
use crate::output::{Look, Paint};
use crate::text::sanitize;
use crate::{Error, Result};
use std::env;
use std::io::{self, IsTerminal, StdoutLock, Write};

/// Longer lines tire the eye.
const WIDEST: usize = 100;

/// How this process talks.
pub(super) struct Console {
    quiet: bool,
    color: ColorChoice,
}

impl Console {
    pub(super) fn new(common: &Common) -> Self {
        Self {
            quiet: common.quiet,
            color: common.color,
        }
    }

    /// Tells the user something, unless told to be quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            warn(text);
        }
    }

    /// Whether progress can be drawn.
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Whether anybody wants to hear of progress.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// How output for people looks here.
    pub(super) fn look(&self) -> Look {
        let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let colourful = match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
                is_terminal() && !set("NO_COLOR") && !dumb
            }
        };
        Look {
            width: textwrap::termwidth().min(WIDEST),
            paint: if colourful {
                Paint::Colour
            } else {
                Paint::Plain
            },
        }
    }
}

/// Tells the user something that matters.
pub(super) fn warn(text: &str) {
    let _ = writeln!(io::stderr(), "{}", sanitize(text)); // nobody to tell where this fails
}

/// Whether standard output is read by a person.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Standard output, for results.
pub(super) fn out() -> Out {
    Out(io::BufWriter::new(io::stdout().lock()))
}

/// Buffered standard output.
pub(super) struct Out(io::BufWriter<StdoutLock<'static>>);

impl Out {
    /// Writes text that is whole lines already.
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        self.0
            .write_all(text.as_bytes())
            .map_err(Error::io("standard output"))
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: &str) -> Result<()> {
        self.text(line)?;
        self.text("\n")
    }

    /// Writes what is buffered.
    pub(super) fn done(mut self) -> Result<()> {
        self.0.flush().map_err(Error::io("standard output"))
    }
}
