//! Hits as files for other programs and readers: [`separated`] values, [`markdown`], and one [`html`] page.
//!
//! An [`Export`] is written piece by piece (what stands first, each hit, what stands last), so that its length costs no memory. What
//! can stand in a row tells [`fields`]; rows are passages, or the statements that were asked for.

mod fields;
mod html;
mod markdown;
mod row;
pub(super) mod separated;

pub use fields::{Fields, fields_help};

use crate::rank::{Hit, Results};
use row::Row;

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Tab-separated values, one line a row.
    Tsv,
    /// Quotations with their sources; where fields are chosen, a table.
    Markdown,
    /// The same as one page that needs no other file.
    Html,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// A passage, with the statements asked for joined.
    Passages,
    /// A statement asked for, with its passage.
    Statements,
}

/// What the text of a file begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrderMark {
    /// U+FEFF, by which spreadsheet programs know UTF-8.
    Written,
    /// Nothing.
    Omitted,
}

impl ByteOrderMark {
    /// The text with the mark, where one is wanted.
    fn before(self, text: String) -> String {
        match self {
            Self::Written => format!("\u{feff}{text}"),
            Self::Omitted => text,
        }
    }
}

/// Whether a query asks for statements of its passages, so that those are meant which it hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Those the query hit are meant.
    Statements,
    /// All of a passage are meant.
    Passages,
}

/// An export being written.
#[derive(Debug, Clone)]
pub struct Export {
    /// What kind of file.
    pub format: ExportFormat,
    /// What stands in a row; `None` is what the format shows by itself.
    pub fields: Option<Fields>,
    /// What a row is.
    pub rows: Rows,
    /// What it begins with.
    pub mark: ByteOrderMark,
}

impl Export {
    /// What stands before the first hit.
    #[must_use]
    pub fn begin(&self, results: &Results) -> String {
        let begun = match (self.format, &self.fields) {
            (ExportFormat::Csv | ExportFormat::Tsv, _) => {
                let chosen = self.chosen();
                separated::line(self.format, chosen.names().map(str::to_owned))
            }
            (ExportFormat::Markdown, None) => markdown::begin(results),
            (ExportFormat::Markdown, Some(fields)) => markdown::begin_table(results, fields),
            (ExportFormat::Html, None) => html::begin(results),
            (ExportFormat::Html, Some(fields)) => html::begin_table(results, fields),
        };
        self.mark.before(begun)
    }

    /// The rows of a hit of a query that `asks` so, and how many they are.
    #[must_use]
    pub fn hit(&self, hit: &Hit, asks: Asks) -> (String, usize) {
        let rows = Row::all_of(hit, self.rows, asks);
        let written = rows.iter().map(|row| match (self.format, &self.fields) {
            (ExportFormat::Csv | ExportFormat::Tsv, _) => {
                separated::line(self.format, self.chosen().cells(row))
            }
            (ExportFormat::Markdown, None) => markdown::quotation(row),
            (ExportFormat::Markdown, Some(fields)) => markdown::table_row(row, fields),
            (ExportFormat::Html, None) => html::article(row),
            (ExportFormat::Html, Some(fields)) => html::table_row(row, fields),
        });
        (written.collect(), rows.len())
    }

    /// What stands behind the last hit.
    #[must_use]
    pub fn end(&self) -> String {
        match (self.format, &self.fields) {
            (ExportFormat::Html, None) => html::end(),
            (ExportFormat::Html, Some(_)) => html::end_table(),
            _ => String::new(),
        }
    }

    fn chosen(&self) -> Fields {
        self.fields.clone().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
