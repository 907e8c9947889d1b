//! The two streams: results on standard output, everything else on standard error. Text from outside is sanitised on both.

use super::arguments::{ColorChoice, Common};
use super::pager;
use crate::output::{Look, Paint};
use crate::text::sanitize;
use crate::{Error, Result};
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Child;

const STANDARD_OUTPUT: &str = "standard output";
/// Longer lines tire the eye.
const WIDEST: usize = 100;

/// How this process talks.
pub(super) struct Console {
    quiet: bool,
    color: ColorChoice,
    pager: Option<String>,
}

impl Console {
    /// Talks as the options say; `pager` is what long pages go through unless the environment names one.
    pub(super) fn new(common: &Common, pager: Option<String>) -> Self {
        Self {
            quiet: common.quiet,
            color: common.color.unwrap_or(ColorChoice::Auto),
            pager,
        }
    }

    /// Standard output for a long page.
    pub(super) fn paged(&self) -> Out {
        pager::out(self.pager.as_deref())
    }

    /// Tells the user something, unless told to be quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            warn(text);
        }
    }

    /// Tells the user several things.
    pub(super) fn say_all(&self, lines: &[String]) {
        for line in lines {
            self.say(line);
        }
    }

    /// Tells the user what a page on standard output is to be read with: on the page itself where a terminal shows both, as a pager
    /// would push anything before it off the screen.
    pub(super) fn say_above(&self, page: &mut Out, lines: &[String]) -> Result<()> {
        if !(is_terminal() && io::stderr().is_terminal()) {
            self.say_all(lines);
        } else if !self.quiet {
            let width = self.look().width;
            for line in lines {
                page.line(&textwrap::fill(&sanitize(line), width))?;
            }
        }
        Ok(())
    }

    /// Whether progress can be drawn.
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Whether anybody wants to hear of progress.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// How it looks in a file.
    pub(super) fn plain_look(&self) -> Look {
        Look {
            paint: Paint::Plain,
            ..self.look()
        }
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
            width: width().min(WIDEST),
            paint: if colourful {
                Paint::Colour
            } else {
                Paint::Plain
            },
        }
    }
}

/// Columns: as `COLUMNS` says, else of the terminal, else 80.
pub(super) fn width() -> usize {
    let said = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    said.filter(|columns| *columns > 0)
        .unwrap_or_else(textwrap::termwidth)
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
    Out {
        writer: io::BufWriter::new(Box::new(io::stdout().lock())),
        pager: None,
        name: PathBuf::from(STANDARD_OUTPUT),
    }
}

/// Buffered standard output, or what goes to a pager.
pub(super) struct Out {
    writer: io::BufWriter<Box<dyn Write>>,
    pager: Option<Child>,
    name: PathBuf,
}

impl Out {
    /// What is written goes to the file.
    pub(super) fn to_file(file: File, path: &Path) -> Self {
        Self {
            writer: io::BufWriter::new(Box::new(file)),
            pager: None,
            name: path.to_owned(),
        }
    }

    /// What is written goes to the program, which is waited for.
    pub(super) fn through(mut pager: Child) -> Self {
        let writer: Box<dyn Write> = match pager.stdin.take() {
            Some(input) => Box::new(input),
            None => Box::new(io::stdout().lock()),
        };
        Self {
            writer: io::BufWriter::new(writer),
            pager: Some(pager),
            name: PathBuf::from(STANDARD_OUTPUT),
        }
    }

    /// Writes text that is whole lines already.
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        self.writer
            .write_all(text.as_bytes())
            .map_err(Error::io(&self.name))
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: &str) -> Result<()> {
        self.text(line)?;
        self.text("\n")
    }

    /// Writes what is buffered.
    pub(super) fn done(mut self) -> Result<()> {
        self.writer.flush().map_err(Error::io(&self.name))
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        if let Some(mut pager) = self.pager.take() {
            let _ = self.writer.flush(); // nobody to tell where it was quit already
            self.writer = io::BufWriter::new(Box::new(io::sink())); // closes its input
            let _ = pager.wait();
        }
    }
}
