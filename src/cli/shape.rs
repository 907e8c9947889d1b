//! In what shape hits are printed: as the flags say, else as the ending of the file, else cards for people and lines for pipes.

use super::arguments::{ExportOptions, QueryOptions, RowChoice};
use super::console;
use crate::index::Facet;
use crate::output::{ByteOrderMark, Export, ExportFormat, Fields, Rows};
use crate::{Error, Result};

/// The shapes of a list of hits.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Only their number.
    Count,
    /// Tables of counts.
    Facets,
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

impl Shape {
    /// What is asked for.
    pub(super) fn asked(options: &QueryOptions) -> Result<Self> {
        let own = &options.export;
        let format = format(own);
        let ending = own.output.as_ref().and_then(|path| path.extension());
        let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
        let shape = match (format, ending.as_deref()) {
            _ if options.count => Self::Count,
            _ if options.json => Self::Json,
            _ if options.jsonl => Self::JsonLines,
            (None, Some("json")) => Self::Json,
            _ if own.facets.is_some() => Self::Facets,
            (Some(format), _) => export(format, own)?,
            (None, Some("csv")) => export(ExportFormat::Csv, own)?,
            (None, Some("tsv")) => export(ExportFormat::Tsv, own)?,
            (None, Some("md" | "markdown")) => export(ExportFormat::Markdown, own)?,
            (None, Some("html" | "htm")) => export(ExportFormat::Html, own)?,
            (None, Some("jsonl")) => Self::JsonLines,
            (None, _) if own.output.is_none() && console::is_terminal() => Self::Cards,
            _ => Self::Lines,
        };
        let is_export = matches!(shape, Self::Export(_));
        let needing = [
            ("--fields", own.fields.is_some()),
            ("--bom", own.bom),
            ("--rows statements", own.rows == RowChoice::Statements),
        ];
        match needing.iter().find(|(_, given)| *given && !is_export) {
            Some((flag, _)) => Err(Error::Usage(format!(
                "{flag}: goes with --csv, --tsv, --markdown or --html"
            ))),
            None => Ok(shape),
        }
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

fn format(options: &ExportOptions) -> Option<ExportFormat> {
    let formats = [
        (options.csv, ExportFormat::Csv),
        (options.tsv, ExportFormat::Tsv),
        (options.markdown, ExportFormat::Markdown),
        (options.html, ExportFormat::Html),
    ];
    let asked = formats.into_iter().find(|(asked, _)| *asked);
    asked.map(|(_, format)| format)
}

fn export(format: ExportFormat, options: &ExportOptions) -> Result<Shape> {
    Ok(Shape::Export(Export {
        format,
        fields: options.fields.as_deref().map(Fields::named).transpose()?,
        rows: match options.rows {
            RowChoice::Passages => Rows::Passages,
            RowChoice::Statements => Rows::Statements,
        },
        mark: if options.bom {
            ByteOrderMark::Written
        } else {
            ByteOrderMark::Omitted
        },
    }))
}
