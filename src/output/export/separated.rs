//! Comma- and tab-separated values. A cell that a spreadsheet program would take for a formula gets an apostrophe before it.
//!
//! To read such a cell back, take one apostrophe off a cell whose first character behind its leading apostrophes and white space is
//! one of `= + - @`, a tab or a carriage return. In tab-separated values each tab or line break of a text is one space, so that a row
//! is a line and offsets still count; nothing is quoted there.

use super::{ByteOrderMark, ExportFormat};
use crate::text::sanitize;
use csv::{QuoteStyle, Terminator, WriterBuilder};

/// What makes spreadsheet programs calculate; the last four are those of East Asian keyboards.
const CALCULATES: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// One line of the file, with the line break at its end.
pub(in crate::output) fn line(format: ExportFormat, cells: impl Iterator<Item = String>) -> String {
    let mut builder = WriterBuilder::new();
    let tabs = format == ExportFormat::Tsv;
    if tabs {
        builder.delimiter(b'\t').quote_style(QuoteStyle::Never);
    } else {
        builder.terminator(Terminator::CRLF);
    }
    let mut writer = builder.from_writer(Vec::new());
    let cells = cells.map(|cell| if tabs { on_one_line(&cell) } else { cell });
    // writing to memory cannot fail, and what is written is the text it was given
    let _ = writer.write_record(cells.map(defused));
    let written = writer.into_inner().unwrap_or_default();
    String::from_utf8(written).unwrap_or_default()
}

/// A table of anything, its rows like those of an export.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Tab-separated values, else comma-separated ones.
    pub format: ExportFormat,
    /// What it begins with.
    pub mark: ByteOrderMark,
}

impl Table {
    /// The first row, which names the columns.
    #[must_use]
    pub fn heading(self, names: &[&str]) -> String {
        self.mark.before(self.row(names))
    }

    /// A row.
    #[must_use]
    pub fn row(self, cells: &[&str]) -> String {
        let cells = cells.iter().map(|cell| sanitize(cell).into_owned());
        line(self.format, cells)
    }
}

/// The cell, no formula.
fn defused(cell: String) -> String {
    let begins = cell.trim_start_matches(['\'', ' ', '\n']);
    let first = begins.chars().next();
    if first.is_some_and(|first| CALCULATES.contains(&first) || matches!(first, '\t' | '\r')) {
        return format!("'{cell}");
    }
    cell
}

fn on_one_line(cell: &str) -> String {
    cell.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: ExportFormat, cells: &[&str], expected: &str) {
        let cells = cells.iter().map(|cell| (*cell).to_owned());
        assert_eq!(line(format, cells), expected);
    }

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        check(
            ExportFormat::Csv,
            &["a", "b, c", "d \"e\"", "f\ng", ""],
            "a,\"b, c\",\"d \"\"e\"\"\",\"f\ng\",\r\n",
        );
    }

    #[test]
    fn formulas_are_defused_and_nothing_else() {
        check(
            ExportFormat::Csv,
            &["=1+1", "+1", "-1", "@a", "\tx", "\rx"],
            "'=1+1,'+1,'-1,'@a,'\tx,\"'\rx\"\r\n",
        );
        check(
            ExportFormat::Csv,
            &["'=1", " =1", "＝1", "a=1", "’-"],
            "''=1,' =1,'＝1,a=1,’-\r\n",
        );
    }

    #[test]
    fn a_row_of_tab_separated_values_is_a_line() {
        check(
            ExportFormat::Tsv,
            &["a\tb\nc", "\"d\"", "-e"],
            "a b c\t\"d\"\t'-e\n",
        );
    }
}
