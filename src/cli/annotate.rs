//! `demarche annotate`: briefings in, annotations out, one JSON object a line.

use super::TROUBLE;
use super::arguments::AnnotateOptions;
use crate::annotate::annotate;
use crate::briefing::{Briefing, Date, DateOrigin, Dates, Speaker};
use crate::lexicon::Lexicon;
use crate::output::{TextField, annotation};
use crate::text::detect_language;
use crate::{Error, Result};
use serde::Deserialize;
use std::io::{self, BufRead, Write};

pub(super) fn run(_options: &AnnotateOptions) -> Result<u8> {
    let lexicon = Lexicon::builtin();
    let mut code = 0;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (number, line) in (1..).zip(io::stdin().lock().lines()) {
        let line = line.map_err(Error::io("standard input"))?;
        if line.trim().is_empty() {
            continue;
        }
        match given(&line, lexicon) {
            Ok(briefing) => {
                let json = annotation(&annotate(briefing, lexicon), TextField::Omitted);
                writeln!(out, "{json}").map_err(Error::io("standard output"))?;
            }
            Err(reason) => {
                code = TROUBLE;
                let _ = writeln!(io::stderr(), "demarche: line {number}: {reason}");
            }
        }
    }
    out.flush().map_err(Error::io("standard output"))?;
    Ok(code)
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
