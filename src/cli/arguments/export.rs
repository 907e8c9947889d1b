//! What can be typed about files and tables made of hits: their format, their fields, and where they go.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Formats besides `--json` and `--jsonl`, of which one can be asked for at a time.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Output")]
#[group(skip)]
#[allow(clippy::struct_excessive_bools, reason = "flags as typed")]
pub(in crate::cli) struct ExportOptions {
    /// Comma-separated values, one row a passage (also --tsv, --markdown, --html)
    #[arg(long, conflicts_with_all = ["json", "jsonl", "count"], display_order = 600)]
    pub(in crate::cli) csv: bool,
    /// Tab-separated values, one line a row
    #[arg(long, conflicts_with_all = ["json", "jsonl", "count", "csv"], hide_short_help = true, display_order = 601)]
    pub(in crate::cli) tsv: bool,
    /// Quotations with their sources as Markdown; with --fields a table
    #[arg(long, visible_alias = "md", conflicts_with_all = ["json", "jsonl", "count", "csv", "tsv"], hide_short_help = true, display_order = 602)]
    pub(in crate::cli) markdown: bool,
    /// The same as one HTML page that needs no other file
    #[arg(long, conflicts_with_all = ["json", "jsonl", "count", "csv", "tsv", "markdown"], hide_short_help = true, display_order = 603)]
    pub(in crate::cli) html: bool,
    /// What stands in a row, parted by commas: id,date,speaker,text; help lists them, all takes all
    #[arg(
        long,
        value_name = "NAMES",
        hide_short_help = true,
        display_order = 604
    )]
    pub(in crate::cli) fields: Option<String>,
    /// passages (one row each, its statements joined) or statements (one row for each that the filters hit)
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "passages",
        hide_possible_values = true,
        hide_default_value = true,
        hide_short_help = true,
        display_order = 605
    )]
    pub(in crate::cli) rows: RowChoice,
    /// Begin with a byte order mark, by which spreadsheet programs know UTF-8
    #[arg(long, hide_short_help = true, display_order = 606)]
    pub(in crate::cli) bom: bool,
    /// Count by speaker, ministry, country, outlet, topic, source, target, stance, act, year, month, lang, kind, form
    #[arg(long, value_name = "FACETS", conflicts_with_all = ["jsonl", "count", "markdown", "html"], display_order = 503, help = "Count by speaker,topic,target,stance,year,… (all: by everything)")]
    pub(in crate::cli) facets: Option<String>,
    /// Run each query of FILE, one a line or NAME<TAB>QUERY, # begins a remark: a table, or with --jsonl all hits
    #[arg(long, value_name = "FILE", conflicts_with_all = ["words", "json", "count", "facets", "markdown", "html", "fields"], hide_short_help = true, display_order = 609)]
    pub(in crate::cli) queries: Option<PathBuf>,
    /// Write to FILE; .csv .tsv .md .html .json .jsonl tell the format
    #[arg(long, short, value_name = "FILE", display_order = 607)]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Overwrite FILE
    #[arg(long, requires = "output", hide_short_help = true, display_order = 608)]
    pub(in crate::cli) force: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RowChoice {
    #[default]
    Passages,
    Statements,
}
