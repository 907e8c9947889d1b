//! `demarche query --queries FILE`: each query of a list, one table. A line that cannot be run is named, and the rest goes on.

use super::arguments::{Common, QueryOptions};
use super::as_of::{self, Opened};
use super::console::{self, Console, Out};
use super::session::Session;
use super::shape::ListShape;
use super::{NOTHING_FOUND, TROUBLE, query as single, reading};
use crate::index::Reader;
use crate::output::named_hit_line;
use crate::query::{self, Known, Reading};
use crate::rank::{self, Copies, Options};
use crate::{Error, Result};
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
    options: &QueryOptions,
    common: &Common,
    console: &Console,
) -> Result<u8> {
    let shape = ListShape::asked(options)?;
    let destination = single::destination(options)?;
    let session = Session::open(common, console)?;
    let text = fs::read(list).map_err(Error::io(list))?;
    let text = String::from_utf8(text).map_err(|broken| Error::Data {
        path: list.to_owned(),
        message: format!(
            "line {} is not UTF-8; save the file as UTF-8",
            line_of(broken.as_bytes(), broken.utf8_error().valid_up_to())
        ),
    })?;
    let Opened {
        reader,
        behind,
        as_of,
    } = as_of::opened(options, &session, console)?;
    console.say_all(behind.as_slice());
    console.say_all(as_of.map(|note| note.to_string()).as_slice());
    let vocabulary = reader.vocabulary();
    let known = session.known(&vocabulary);
    query::read("", flags, &known)?; // a flag is wrong for all lines or none
    let mut out = destination.out()?;
    if let ListShape::Table(table) = shape {
        out.text(&table.heading(&NAMES))?;
    }
    let (mut has_found, mut has_failed) = (false, false);
    for line in lines(text.trim_start_matches('\u{feff}')) {
        let answered = line.and_then(|line| {
            let reading = read(&line, flags, options, &known)?;
            for note in &reading.notes {
                console.say(&format!("{}:{}: {note}", list.display(), line.number));
            }
            answer(&line, &reading, &reader, shape, options, &mut out)
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
    destination.keep(console)?;
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

/// Writes the row of a query, or its hits; how many passages it lists.
fn answer(
    line: &Line,
    reading: &Reading,
    reader: &Reader,
    shape: ListShape,
    options: &QueryOptions,
    out: &mut Out,
) -> Result<u64> {
    let wanted = match shape {
        ListShape::Table(_) => Options {
            limit: None,
            copies: Copies::Keep,
            ..Options::default()
        },
        ListShape::Hits => single::wanted(options, None),
    };
    let mut found = rank::find(reader, reading, &wanted)?;
    let results = &found.results;
    let (query, read_as, total) = (
        results.query.clone(),
        results.read_as.clone(),
        results.total,
    );
    match shape {
        ListShape::Table(table) => {
            let days = found.days();
            let day =
                |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            let first = day(days.map(|(first, _)| first));
            let last = day(days.map(|(_, last)| last));
            let total = total.to_string();
            let cells = [line.name, &query, &read_as, &total, &first, &last];
            out.text(&table.row(&cells))?;
        }
        ListShape::Hits => {
            let explain = single::explain(options);
            found
                .try_for_each(|hit| out.line(&named_hit_line(&hit?, line.name, &query, explain)))?;
        }
    }
    Ok(total)
}

/// The number of the line that holds the byte.
fn line_of(text: &[u8], position: usize) -> usize {
    let before = text.get(..position).unwrap_or_default();
    1 + before.split(|byte| *byte == b'\n').skip(1).count()
}
