//! `demarche annotate`: briefings in, annotations out, one JSON object a line.

use super::TROUBLE;
use super::arguments::{AnnotateOptions, Common};
use super::console::{self, Console};
use super::session::Session;
use crate::annotate::annotate;
use crate::ingest::annotated;
use crate::output::{TextField, annotation};
use crate::source::{Columns, Guide, given};
use crate::{Error, Result};
use std::io::{self, BufRead};
use std::path::Path;

pub(super) fn run(options: &AnnotateOptions, common: &Common, console: &Console) -> Result<u8> {
    let mut session = Session::open_if_any(common, console)?;
    let mut columns = Columns::default();
    for assignment in &options.map {
        columns.say(assignment)?;
    }
    if let Some(session) = &mut session {
        session.map_columns(&options.map)?;
    }
    let guide = match &session {
        Some(session) => session.guide(),
        None => Guide {
            columns: &columns,
            ..Guide::builtin()
        },
    };
    let is_standard_input = |path: &Path| path == Path::new("-");
    match options.paths.as_slice() {
        [only] if is_standard_input(only) => lines(&guide),
        paths if paths.iter().any(|path| is_standard_input(path)) => Err(Error::Usage(
            "- is standard input and stands alone; give files and folders in a call of their own"
                .to_owned(),
        )),
        _ => files(options, &guide),
    }
}

/// Each line of standard input.
fn lines(guide: &Guide<'_>) -> Result<u8> {
    let mut code = 0;
    let mut out = console::out();
    for (number, line) in (1..).zip(io::stdin().lock().split(b'\n')) {
        let line = line.map_err(Error::io("standard input"))?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        match given(&line, guide) {
            Ok(briefing) => out.line(&annotation(
                &annotate(briefing, guide.lexicon),
                TextField::Omitted,
            ))?,
            Err(rejected) => {
                code = TROUBLE;
                console::warn(&format!("line {number}: {rejected}"));
            }
        }
    }
    out.done()?;
    Ok(code)
}

/// Each briefing of files and folders.
fn files(options: &AnnotateOptions, guide: &Guide<'_>) -> Result<u8> {
    let mut out = console::out();
    let reading = annotated(&options.paths, guide, &mut |annotated| {
        out.line(&annotation(annotated, TextField::Included))
    })?;
    out.done()?;
    for rejected in &reading.rejected {
        console::warn(&format!("rejected: {rejected}"));
    }
    Ok(if reading.rejected.is_empty() {
        0
    } else {
        TROUBLE
    })
}
