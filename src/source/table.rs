//! CSV and TSV: one briefing a row, its columns by their names.

use super::draft::Draft;
use super::fields::Fields;
use crate::briefing::DateOrigin;
use csv::{Reader, ReaderBuilder, StringRecord};
use serde_json::Value;
use std::io::Cursor;

/// The rows of a table, each a draft or its place and why it cannot be read.
///
/// # Errors
/// No column is one of a text.
pub(super) fn rows(
    text: String,
) -> Result<impl Iterator<Item = Result<Draft, (String, String)>>, String> {
    let delimiter = delimiter(&text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(Cursor::new(text.into_bytes()));
    let names = reader.headers().map_err(|error| error.to_string())?.clone();
    let known = Fields::new(
        names
            .iter()
            .map(|name| (name.to_owned(), Value::Bool(true))),
    );
    if !known.has("text") && !known.has("summary") {
        return Err("no column holds the text; call it `text`, `content` or `body`".to_owned());
    }
    let mut number = 1_usize;
    Ok(std::iter::from_fn(move || {
        number += 1;
        next_row(&mut reader, &names, format!("row {number}"))
    }))
}

fn next_row(
    reader: &mut Reader<Cursor<Vec<u8>>>,
    names: &StringRecord,
    locator: String,
) -> Option<Result<Draft, (String, String)>> {
    let mut row = StringRecord::new();
    match reader.read_record(&mut row) {
        Ok(false) => None,
        Ok(true) => {
            let pairs = names
                .iter()
                .zip(row.iter())
                .map(|(name, value)| (name.to_owned(), Value::String(value.to_owned())));
            let mut draft = Fields::new(pairs).into_draft(DateOrigin::Given);
            draft.locator = Some(locator);
            Some(Ok(draft))
        }
        Err(error) => Some(Err((locator, error.to_string()))),
    }
}

/// The likeliest of the usual ones, by the first line.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| line.bytes().filter(|byte| byte == delimiter).count();
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}
