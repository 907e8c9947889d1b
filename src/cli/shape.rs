//! The shape a list of hits is written in, by the flags typed and the ending of the file. A flag that a shape has no use for is
//! refused: passed over in silence it would look as if it held.

use super::arguments::{ExportOptions, QueryOptions, RowChoice};
use super::console;
use crate::index::Facet;
use crate::output::{ByteOrderMark, Export, ExportFormat, Fields, Rows, Table};
use crate::{Error, Result};

const FILES: &str = "--csv, --tsv, --markdown or --html";

/// The shapes of a list of hits.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Only their number.
    Count,
    /// Counts by facet: a page or lines, or a table.
    Facets(Option<Table>),
    /// One JSON object.
    Json,
    /// A JSON object each.
    JsonLines,
    /// A file for other programs and readers.
    Export(Export),
    /// Cards for people.
    Cards,
    /// A line each.
    Lines,
}

/// The shapes of what a list of queries finds.
#[derive(Debug, Clone, Copy)]
pub(super) enum ListShape {
    /// A row for each query.
    Table(Table),
    /// A JSON object for each hit.
    Hits,
}

/// What is asked for by name.
#[derive(Debug, Clone, Copy)]
enum Format {
    Json,
    JsonLines,
    Export(ExportFormat),
}

impl Shape {
    /// What is asked for.
    pub(super) fn asked(options: &QueryOptions) -> Result<Self> {
        let own = &options.export;
        let shape = match format(options) {
            _ if options.count => Self::Count,
            Some(Format::Json) => Self::Json,
            format if own.facets.is_some() => {
                Self::Facets(table("--facets", "--json", format, own)?)
            }
            Some(Format::JsonLines) => Self::JsonLines,
            Some(Format::Export(format)) => Self::Export(export(format, own)?),
            None if own.output.is_none() && console::is_terminal() => Self::Cards,
            None => Self::Lines,
        };
        let is_export = matches!(shape, Self::Export(_));
        let is_file = is_export || matches!(shape, Self::Facets(Some(_)));
        let explains = matches!(shape, Self::Json | Self::JsonLines | Self::Cards);
        let by_statement = own.rows == RowChoice::Statements;
        refuse(&[
            ("--fields", own.fields.is_some() && !is_export, FILES),
            ("--rows statements", by_statement && !is_export, FILES),
            ("--bom", own.bom && !is_file, FILES),
            (
                "--explain",
                options.explain && !explains,
                "--json, --jsonl or the cards of a terminal",
            ),
        ])?;
        Ok(shape)
    }
}

impl ListShape {
    /// What is asked for.
    pub(super) fn asked(options: &QueryOptions) -> Result<Self> {
        let own = &options.export;
        let shape = match format(options) {
            Some(Format::JsonLines) => Self::Hits,
            format => Self::Table(
                table("--queries", "--jsonl", format, own)?
                    .unwrap_or_else(|| as_table(ExportFormat::Tsv, own)),
            ),
        };
        let is_table = matches!(shape, Self::Table(_));
        let of_hits = |given: bool| given && is_table;
        let jsonl = "--jsonl; a row of the table of --queries counts all hits";
        let by_statement = own.rows == RowChoice::Statements;
        refuse(&[
            ("--limit", of_hits(options.limit.is_some()), jsonl),
            ("--offset", of_hits(options.offset > 0), jsonl),
            ("--sort", of_hits(options.sort.is_some()), jsonl),
            ("--spread", of_hits(options.spread.is_some()), jsonl),
            ("--fold", of_hits(options.fold), jsonl),
            ("--explain", of_hits(options.explain), jsonl),
            ("--rows statements", by_statement, "a single query"),
            ("--bom", own.bom && !is_table, "--csv or --tsv"),
        ])?;
        Ok(shape)
    }
}

/// Names the first flag that is in vain, and what it goes with.
fn refuse(flags: &[(&str, bool, &str)]) -> Result<()> {
    match flags.iter().find(|(_, in_vain, _)| *in_vain) {
        Some((flag, _, with)) => Err(Error::Usage(format!("{flag}: goes with {with}"))),
        None => Ok(()),
    }
}

/// The facets named, parted by commas; `all` is all of them.
pub(super) fn facets(names: &str) -> Result<Vec<Facet>> {
    let names = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let mut facets = Vec::new();
    for name in names {
        match Facet::named(name) {
            Some(facet) => facets.push(facet),
            None if name.eq_ignore_ascii_case("all") => {
                facets.extend(Facet::NAMES.map(|(facet, _, _)| facet));
            }
            None => {
                let known = Facet::NAMES.map(|(_, name, _)| name).join(", ");
                return Err(Error::Usage(format!(
                    "--facets {name}: there is {known}, and all"
                )));
            }
        }
    }
    let mut seen = Vec::new();
    facets.retain(|facet| {
        let fresh = !seen.contains(facet);
        seen.push(*facet);
        fresh
    });
    Ok(facets)
}

/// The format of the flags, else that of the ending of the file.
fn format(options: &QueryOptions) -> Option<Format> {
    let own = &options.export;
    let formats = [
        (options.json, Format::Json),
        (options.jsonl, Format::JsonLines),
        (own.csv, Format::Export(ExportFormat::Csv)),
        (own.tsv, Format::Export(ExportFormat::Tsv)),
        (own.markdown, Format::Export(ExportFormat::Markdown)),
        (own.html, Format::Export(ExportFormat::Html)),
    ];
    let typed = formats.into_iter().find(|(typed, _)| *typed);
    if let Some((_, format)) = typed {
        return Some(format);
    }
    let ending = own.output.as_ref()?.extension()?;
    match ending.to_string_lossy().to_lowercase().as_str() {
        "json" => Some(Format::Json),
        "jsonl" => Some(Format::JsonLines),
        "csv" => Some(Format::Export(ExportFormat::Csv)),
        "tsv" => Some(Format::Export(ExportFormat::Tsv)),
        "md" | "markdown" => Some(Format::Export(ExportFormat::Markdown)),
        "html" | "htm" => Some(Format::Export(ExportFormat::Html)),
        _ => None,
    }
}

/// The table that what is counted by `flag` is written as; `json` is what it can be written as besides.
fn table(
    flag: &str,
    json: &str,
    format: Option<Format>,
    options: &ExportOptions,
) -> Result<Option<Table>> {
    match format {
        None => Ok(None),
        Some(Format::Export(format @ (ExportFormat::Csv | ExportFormat::Tsv))) => {
            Ok(Some(as_table(format, options)))
        }
        Some(_) => Err(Error::Usage(format!(
            "{flag}: goes with --csv, --tsv or {json}, or a file with such an ending"
        ))),
    }
}

fn as_table(format: ExportFormat, options: &ExportOptions) -> Table {
    Table {
        format,
        mark: mark(options),
    }
}

fn export(format: ExportFormat, options: &ExportOptions) -> Result<Export> {
    Ok(Export {
        format,
        fields: options.fields.as_deref().map(Fields::named).transpose()?,
        rows: match options.rows {
            RowChoice::Passages => Rows::Passages,
            RowChoice::Statements => Rows::Statements,
        },
        mark: mark(options),
    })
}

fn mark(options: &ExportOptions) -> ByteOrderMark {
    if options.bom {
        ByteOrderMark::Written
    } else {
        ByteOrderMark::Omitted
    }
}
