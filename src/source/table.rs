//! CSV and TSV: one briefing a row, its columns by what [`super::columns`] makes of them.

use super::bounds::Bounds;
use super::charset::{self, Declared};
use super::columns::{self, Assigned, Columns};
use super::dates::NumericOrder;
use super::draft::Draft;
use super::fields::Fields;
use super::member::Drafts;
use super::{NoDraft, Remark, dating, glued, telegram};
use crate::archive::LARGEST;
use crate::briefing::DateOrigin;
use csv::{Reader, ReaderBuilder, StringRecord};
use encoding_rs::Decoder;
use serde_json::Value;
use std::cell::Cell;
use std::io::{self, BufRead, Cursor, Read};
use std::rc::Rc;

/// Bytes by which a table's form is told.
const SAMPLE: u64 = 1 << 20;
/// Most columns of a table.
const MOST_COLUMNS: usize = 10_000;
/// Bytes of a cell that holds a date and little else.
const LONGEST_DATE: usize = 60;
/// Rows by which the delimiter is told.
const ROWS: usize = 30;

/// What is said of columns: for this table, and for all.
#[derive(Default)]
pub(super) struct Context {
    pub(super) of_file: Columns,
    pub(super) of_all: Columns,
}

/// The rows of a table too long for memory.
///
/// # Errors
/// No column is one of a text.
pub(super) fn streamed<'a>(
    content: impl Read + 'a,
    bounds: &Bounds,
    said: &Context,
) -> Result<Drafts<'a>, String> {
    let mut content = super::lines::decompressed(content, bounds);
    let mut sample = Vec::new();
    let read = content.by_ref().take(SAMPLE).read_to_end(&mut sample);
    read.map_err(|error| format!("damaged: {error}"))?;
    let mut remarks = Vec::new();
    let (encoding, skipped) = charset::encoding(&sample, Declared::InText, &mut remarks);
    let sample: Vec<u8> = sample.split_off(skipped);
    let content = Transcoded {
        content: Box::new(Cursor::new(sample).chain(content)),
        decoder: encoding.new_decoder_without_bom_handling(),
        decoded: Cursor::new(String::new()),
        raw: Vec::new(),
        has_ended: false,
    };
    rows(content, said)
}

/// The rows of a table in UTF-8.
///
/// # Errors
/// No column is one of a text.
pub(super) fn rows<'a>(mut content: impl Read + 'a, said: &Context) -> Result<Drafts<'a>, String> {
    let mut sample = Vec::new();
    let read = content.by_ref().take(SAMPLE).read_to_end(&mut sample);
    read.map_err(|error| error.to_string())?;
    if sample.starts_with(b"\xef\xbb\xbf") {
        sample.drain(..3);
    }
    // Spreadsheets say so: `sep=;`.
    let told = sample
        .strip_prefix(b"sep=")
        .and_then(|rest| rest.first().copied());
    if told.is_some() {
        let line = sample
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(sample.len(), |end| end + 1);
        sample.drain(..line);
    }
    let delimiter = told.unwrap_or_else(|| delimiter(&sample));
    let first = first_rows(&sample, delimiter, columns::SAMPLE);
    let widest = first.iter().map(Vec::len).max().unwrap_or(0);
    if widest > MOST_COLUMNS {
        return Err(format!(
            "{widest} columns, over {MOST_COLUMNS}; is it no table, or parted by another sign?"
        ));
    }
    let assigned = columns::assign(&first, &said.of_file, &said.of_all)?;
    let known = |name: &String| (name.clone(), Value::Bool(true));
    let known = Fields::new(assigned.names.iter().flatten().map(known));
    if !known.has("text") && !known.has("summary") {
        return Err("no column holds the text; say which with --map COLUMN=text".to_owned());
    }
    let header = first
        .first()
        .filter(|_| assigned.has_header)
        .cloned()
        .unwrap_or_default();
    let channel = telegram::channel_column(&header);
    let left = Rc::new(Cell::new(LARGEST));
    let guarded = Guarded {
        content: Cursor::new(sample).chain(content),
        left: left.clone(),
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(guarded);
    if assigned.has_header {
        let _ = reader.read_record(&mut StringRecord::new()); // read before, as a part of the sample
    }
    let cells = first.iter().flatten().map(String::as_str);
    let numeric_order = dating::order_of(cells.filter(|cell| cell.len() < LONGEST_DATE));
    let mut rows = Rows {
        numeric_order,
        reader,
        number: usize::from(assigned.has_header),
        remark: assigned.remark.clone(),
        assigned,
        channel,
        left,
    };
    Ok(Box::new(std::iter::from_fn(move || rows.next())))
}

struct Rows<R> {
    reader: Reader<R>,
    assigned: Assigned,
    /// How its dates are written, as the first of them show together.
    numeric_order: Option<NumericOrder>,
    /// Where a Telegram export names the channel.
    channel: Option<usize>,
    number: usize,
    remark: Option<String>,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Rows<R> {
    fn next(&mut self) -> Option<Result<Draft, NoDraft>> {
        let mut row = StringRecord::new();
        self.number += 1;
        self.left.set(LARGEST);
        let locator = format!("row {}", self.number);
        match self.reader.read_record(&mut row) {
            Ok(false) => None,
            Ok(true) => Some(self.draft(&row, locator)),
            Err(error) => {
                let reason = match error.kind() {
                    csv::ErrorKind::Io(error) => error.to_string(),
                    _ => error.to_string(),
                };
                Some(Err(NoDraft::Rejected(Some(locator), reason)))
            }
        }
    }

    fn draft(&mut self, row: &StringRecord, locator: String) -> Result<Draft, NoDraft> {
        let pairs = self.assigned.names.iter().zip(row.iter());
        let pairs = pairs
            .filter_map(|(name, value)| Some((name.clone()?, Value::String(value.to_owned()))));
        let mut draft = Fields::new(pairs).into_draft(DateOrigin::Given);
        draft.locator = Some(locator.clone());
        draft.numeric_order = self.numeric_order;
        if let Some(channel) = self.channel {
            let channel = row.get(channel).unwrap_or_default();
            draft = telegram::tidied(draft, channel)
                .map_err(|reason| NoDraft::SkippedAt(locator, reason))?;
        }
        draft = glued::parted(draft);
        draft.remarks.extend(self.remark.take().map(Remark));
        Ok(draft)
    }
}

/// The likeliest of the usual ones: the one that parts most rows alike.
fn delimiter(sample: &[u8]) -> u8 {
    let score = |delimiter: &u8| {
        let rows = first_rows(sample, *delimiter, ROWS);
        let width = rows.first().map_or(0, Vec::len);
        let alike = rows.iter().filter(|row| row.len() == width).count();
        if width < 2 {
            return (0, 0);
        }
        (alike * 100 / rows.len().max(1), width)
    };
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(score)
        .unwrap_or(b',')
}

/// The first rows of a sample; the last of them may be cut off and is left out where there are others.
fn first_rows(sample: &[u8], delimiter: u8, most: usize) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(sample);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = csv::ByteRecord::new();
    while rows.len() < most && reader.read_byte_record(&mut row).unwrap_or(false) {
        let cells = row.iter().take(MOST_COLUMNS + 1);
        rows.push(
            cells
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect(),
        );
    }
    if rows.len() > 2 && sample.len() as u64 >= SAMPLE && rows.len() < most {
        rows.pop();
    }
    rows
}

/// A reader that ends where one row would fill the memory.
struct Guarded<R> {
    content: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            let reason = format!(
                "a row over {} MiB; is a quotation mark missing where a value ends? what follows is not read",
                LARGEST >> 20
            );
            return Err(io::Error::other(reason));
        }
        let length = self.content.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(length as u64));
        Ok(length)
    }
}

/// A reader that gives UTF-8.
struct Transcoded<'a> {
    content: Box<dyn BufRead + 'a>,
    decoder: Decoder,
    decoded: Cursor<String>,
    raw: Vec<u8>,
    has_ended: bool,
}

impl Read for Transcoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.decoded.read(buffer)?;
            if length > 0 || self.has_ended {
                return Ok(length);
            }
            self.raw.clear();
            let read = self
                .content
                .by_ref()
                .take(1 << 16)
                .read_to_end(&mut self.raw)?;
            self.has_ended = read == 0;
            let room = self.decoder.max_utf8_buffer_length(self.raw.len());
            let mut text = String::with_capacity(room.unwrap_or(1 << 18));
            let _ = self
                .decoder
                .decode_to_string(&self.raw, &mut text, self.has_ended);
            self.decoded = Cursor::new(text);
        }
    }
}
