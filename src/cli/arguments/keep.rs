//! What can be typed behind `demarche import` and `demarche verify`.

use super::TEMPLATE;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche import ~/Downloads/briefing.html
  demarche import briefing.html --url https://mfa.example.org/briefings/17
  demarche import saved/ crawl.warc.gz --into ministries/ruritania",
    after_help = "Each copy has a sidecar (NAME.meta.toml) that says where it came from, when, and its SHA-256. Nothing is overwritten; what
is there already, under whatever name, is named and not copied again.
Exit code: 0 all are there now, 2 some could not be copied."
)]
pub(in crate::cli) struct ImportOptions {
    /// Files, or folders of them
    #[arg(value_name = "FILE", required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Where it was published, of one file
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
    /// A folder below the corpus to copy to
    #[arg(
        long,
        value_name = "FOLDER",
        default_value = "imported",
        hide_default_value = true
    )]
    pub(in crate::cli) into: String,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche verify                   read everything, and name what is damaged or missing
  demarche verify --json            the same for a program",
    after_help = "Files are held against the hashes known when they were indexed or imported, records of web archives against their digests, the
index against its checksums and the corpus. Nothing is changed.
Exit code: 0 nothing is damaged or missing, 2 something is."
)]
pub(in crate::cli) struct VerifyOptions {
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
