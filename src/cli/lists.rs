//! `demarche query --queries FILE`: each query of a list, one table. A line that cannot be run is named, and the rest goes on.

use super::arguments::QueryOptions;
use super::console::{self, Console, Out};
use super::file::Destination;
use super::reading;
use super::session::{Freshness, Session};
use super::shape::Shape;
use super::{NOTHING_FOUND, TROUBLE, as_of};
use crate::index::Reader;
use crate::output::{Explain, ExportFormat, named_hit_line, table_line};
use crate::query::{self, Known, Reading};
use crate::rank::{self, Copies, Options};
use crate::{Error, Result};
use chrono::Local;
use std::fs;
use std::path::Path;

const NAMES: [&str; 6] = [
    "name",
    "query",
    "read_as",
    "total",
    "first_date",
    "last_date",
];

/// A query of the list.
struct Line<'a> {
    number: usize,
    name: &'a str,
    text: &'a str,
}

pub(super) fn run(
    list: &Path,
    flags: &[(String, String)],
    shape: &Shape,
    session: &Session,
    destination: Destination,
    options: &QueryOptions,
    console: &Console,
) -> Result<u8> {
    let text = fs::read(list).map_err(Error::io(list))?;
    let text = String::from_utf8(text).map_err(|broken| Error::Data {
        path: list.to_owned(),
        message: format!(
            "line {} is not UTF-8; save the file as UTF-8",
            line_of(broken.as_bytes(), broken.utf8_error().valid_up_to())
        ),
    })?;
    let freshness = if options.sync {
        Freshness::Updated
    } else {
        Freshness::AsItIs
    };
    let stood = options.as_of.as_deref().map(as_of::moment).transpose()?;
    let (reader, told) = as_of::reader(session, freshness, stood, console)?;
    if let Some(told) = told {
        console.say(&told.to_string());
    }
    let vocabulary = reader.vocabulary();
    let known = Known {
        lexicon: session.lexicon(),
        vocabulary: &vocabulary,
        today: Local::now().date_naive(),
    };
    query::read("", flags, &known)?; // a flag is wrong for all lines or none
    let mut out = destination.out()?;
    let format = match shape {
        Shape::Export(export) => export.format,
        _ => ExportFormat::Tsv,
    };
    let is_table = !matches!(shape, Shape::JsonLines);
    if is_table {
        out.text(&table_line(format, &NAMES))?;
    }
    let (mut has_found, mut has_failed) = (false, false);
    for line in lines(text.trim_start_matches('\u{feff}')) {
        let answered = line.and_then(|line| {
            let reading = read(&line, flags, options, &known)?;
            for note in &reading.notes {
                console.say(&format!("{}:{}: {note}", list.display(), line.number));
            }
            let explain = if options.explain {
                Explain::Score
            } else {
                Explain::Nothing
            };
            let table = is_table.then_some(format);
            answer(&line, &reading, &reader, table, explain, &mut out)
        });
        match answered {
            Ok(total) => has_found |= total > 0,
            Err(Error::Data { message, .. } | Error::Usage(message)) => {
                has_failed = true;
                console::warn(&format!("{}:{message}", list.display()));
            }
            Err(error) => return Err(error),
        }
    }
    out.done()?;
    destination.keep()?;
    Ok(match (has_failed, has_found) {
        (true, _) => TROUBLE,
        (_, true) => 0,
        (_, false) => NOTHING_FOUND,
    })
}

/// The queries of the list, without remarks and empty lines.
fn lines(text: &str) -> impl Iterator<Item = Result<Line<'_>>> {
    let numbered = (1..).zip(text.lines());
    let meant = numbered.filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    });
    meant.map(|(number, line)| {
        let mut fields = line.split('\t').map(str::trim);
        let first = fields.next().unwrap_or_default();
        let (name, text) = match fields.next() {
            Some(query) => (first, query),
            None => (first, first),
        };
        let wrong = |what: &str| Err(Error::Usage(format!("{number}: {what}")));
        if fields.next().is_some() {
            return wrong("more than two columns; a line is QUERY or NAME<TAB>QUERY");
        }
        if text.is_empty() {
            return wrong("no query behind the name");
        }
        let name = if name.is_empty() { text } else { name };
        Ok(Line { number, name, text })
    })
}

fn read(
    line: &Line,
    flags: &[(String, String)],
    options: &QueryOptions,
    known: &Known,
) -> Result<Reading> {
    let named = |error| Error::Usage(format!("{}: {error}", line.number));
    let reading = reading::read(line.text, flags, known, options.all_words, options.strict);
    let reading = reading.map_err(named)?;
    if reading.query.clauses.is_empty() {
        return Err(Error::Usage(format!("{}: nothing is asked", line.number)));
    }
    Ok(reading)
}

/// Writes the row of a query in the format of a table, or its hits; how many passages it lists.
fn answer(
    line: &Line,
    reading: &Reading,
    reader: &Reader,
    table: Option<ExportFormat>,
    explain: Explain,
    out: &mut Out,
) -> Result<u64> {
    let all = Options {
        limit: None,
        copies: Copies::Keep,
        ..Options::default()
    };
    let mut found = rank::find(reader, reading, &all)?;
    let results = &found.results;
    let (query, read_as, total) = (
        results.query.clone(),
        results.read_as.clone(),
        results.total,
    );
    match table {
        Some(format) => {
            let days = found.days();
            let day =
                |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            let first = day(days.map(|(first, _)| first));
            let last = day(days.map(|(_, last)| last));
            let total = total.to_string();
            let cells = [line.name, &query, &read_as, &total, &first, &last];
            out.text(&table_line(format, &cells))?;
        }
        None => found
            .try_for_each(|hit| out.line(&named_hit_line(&hit?, line.name, &query, explain)))?,
    }
    Ok(total)
}

/// The number of the line that holds the byte.
fn line_of(text: &[u8], position: usize) -> usize {
    let before = text.get(..position).unwrap_or_default();
    1 + before.split(|byte| *byte == b'\n').skip(1).count()
}
