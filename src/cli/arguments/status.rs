//! What can be typed behind `demarche status`.

use super::TEMPLATE;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Default, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche status
  demarche status --dates           what is odd about dates, and where
  demarche status --coverage        briefings by ministry and month, and where there are gaps
  demarche status --coverage -o coverage.svg
  demarche status --json"
)]
#[allow(clippy::struct_excessive_bools, reason = "flags as typed")]
pub(in crate::cli) struct StatusOptions {
    /// List what is odd about dates: unknown, impossible, to come, ambiguous, contradictory
    #[arg(long)]
    pub(in crate::cli) dates: bool,
    /// Show how much it holds of each ministry, month by month, and where there are gaps
    #[arg(long, conflicts_with = "dates")]
    pub(in crate::cli) coverage: bool,
    /// Coverage of this ministry, or those of a country, only
    #[arg(long, value_name = "NAME", requires = "coverage")]
    pub(in crate::cli) ministry: Vec<String>,
    /// Draw coverage as SVG
    #[arg(long, requires = "coverage", conflicts_with = "json")]
    pub(in crate::cli) svg: bool,
    /// Write coverage to FILE; .svg .json .txt tell the format
    #[arg(long, short, value_name = "FILE", requires = "coverage")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Overwrite FILE
    #[arg(long, requires = "output")]
    pub(in crate::cli) force: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
