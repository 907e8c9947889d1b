//! What can be typed behind `demarche cite`.

use super::TEMPLATE;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche cite 7ab3k2m9xy#3                     who said it, where, when, and an address that leads to the words
  demarche cite 7ab3k2m9xy --format bibtex       the whole briefing
  demarche cite 7ab3k2m9xy#3 9un5wa23yw --format csl-json",
    after_help = "Formats: text, bibtex, csl-json, ris, chicago, apa.
The author is who speaks, else the ministry; dates are told as exactly as they are known.
Exit code: 0 cited, 1 no such briefing, 2 trouble."
)]
pub(in crate::cli) struct CiteOptions {
    /// Ids of briefings or passages, as query prints them
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,
    /// text, bibtex, csl-json, ris, chicago or apa
    #[arg(
        long,
        short,
        value_name = "FORMAT",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(in crate::cli) format: CitationFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CitationFormat {
    Text,
    #[value(alias = "bib", alias = "biblatex")]
    Bibtex,
    #[value(alias = "csl")]
    CslJson,
    Ris,
    Chicago,
    Apa,
}
