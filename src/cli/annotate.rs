//! `demarche annotate`: briefings in, annotations out, one JSON object a line.

use super::TROUBLE;
use super::arguments::{AnnotateOptions, Common};
use super::console::{self, Console};
use super::session::Session;
use crate::annotate::annotate;
use crate::briefing::{Briefing, Date, DateOrigin, Dates, Speaker};
use crate::ingest::annotated;
use crate::lexicon::Lexicon;
use crate::output::{TextField, annotation};
use crate::text::detect_language;
use crate::{Error, Result};
use serde::Deserialize;
use std::io::{self, BufRead};
use std::path::Path;

pub(super) fn run(options: &AnnotateOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open(common, console).ok();
    let lexicon = session
        .as_ref()
        .map_or_else(|| Lexicon::builtin(), Session::lexicon);
    let is_standard_input = |path: &Path| path == Path::new("-");
    match options.paths.as_slice() {
        [only] if is_standard_input(only) => lines(lexicon),
        paths if paths.iter().any(|path| is_standard_input(path)) => Err(Error::Usage(
            "- is standard input and stands alone; give files and folders in a call of their own"
                .to_owned(),
        )),
        _ => files(options, lexicon),
    }
}

/// Each line of standard input.
fn lines(lexicon: &Lexicon) -> Result<u8> {
    let mut code = 0;
    let mut out = console::out();
    for (number, line) in (1..).zip(io::stdin().lock().split(b'\n')) {
        let line = line.map_err(Error::io("standard input"))?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        match given(&line, lexicon) {
            Ok(briefing) => out.line(&annotation(
                &annotate(briefing, lexicon),
                TextField::Omitted,
            ))?,
            Err(reason) => {
                code = TROUBLE;
                console::warn(&format!("line {number}: {reason}"));
            }
        }
    }
    out.done()?;
    Ok(code)
}

/// Each briefing of files and folders.
fn files(options: &AnnotateOptions, lexicon: &Lexicon) -> Result<u8> {
    let mut out = console::out();
    let reading = annotated(&options.paths, lexicon, &mut |annotated| {
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

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    title: Option<String>,
    date: Option<String>,
    speaker: Option<String>,
    ministry: Option<String>,
    language: Option<String>,
    url: Option<String>,
}

/// To be replaced by `source::given`, which reads more shapes.
fn given(line: &str, lexicon: &Lexicon) -> Result<Briefing, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let represents = |name: &str| {
        let candidates = lexicon.entities().resolve(name);
        let entity = candidates.first()?.entity;
        Some(entity.parent.clone().unwrap_or_else(|| entity.id.clone()))
    };
    let speaker = |name: String| {
        let candidates = lexicon.entities().resolve(&name);
        let person = candidates.first().filter(|found| found.likeness >= 1.0);
        let person = person.map(|found| found.entity);
        let office = person.and_then(|person| person.offices.first());
        Speaker {
            entity: person.map(|person| person.id.clone()),
            represents: office.map(|office| office.represents.clone()),
            body: office.and_then(|office| office.body.clone()),
            role: office.map(|office| office.role.clone()),
            confidence: 0.5,
            name,
        }
    };
    let day = line.date.as_deref().and_then(|date| date.parse().ok());
    Ok(Briefing {
        id: line.id,
        language: line.language.or_else(|| detect_language(&line.text)),
        text: line.text,
        title: line.title,
        dates: Dates {
            said: day.map(|day| Date::day(day, DateOrigin::Given)),
            ..Dates::default()
        },
        represents: line.ministry.as_deref().and_then(represents),
        ministry: line.ministry,
        speakers: line.speaker.map(speaker).into_iter().collect(),
        url: line.url,
        ..Briefing::default()
    })
}
