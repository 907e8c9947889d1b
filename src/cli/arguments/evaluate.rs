//! What can be typed behind `demarche evaluate`.

use super::TEMPLATE;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche evaluate annotations gold.jsonl --by language
  demarche evaluate annotations gold.jsonl --errors 50 --min-confidence 0.9"
)]
pub(in crate::cli) struct EvaluateOptions {
    #[command(subcommand)]
    pub(in crate::cli) verb: EvaluateVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum EvaluateVerb {
    /// Annotate labelled texts; print how far that agrees, what is confused with what, and the worst errors
    Annotations(AnnotationsOptions),
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    after_help = "A gold file is JSON Lines; each row has an id, a text and, as far as known, title, date, ministry, language and url, which are
annotated as a user's would be. What it is measured by tells the first row's fields:
  statements  passages labelled whole, with entities, topics and speaker
  label       the stance between two places of the text, target_start and so on: -1, 0 or 1
  quotes      attributions, from start to end, with speaker_start and speaker_end
  events      PLOVER classes, with the event's words among the roles
Offsets are Unicode code points, end exclusive."
)]
pub(in crate::cli) struct AnnotationsOptions {
    /// The labelled texts
    #[arg(value_name = "GOLD")]
    pub(in crate::cli) gold: PathBuf,
    /// Leave out statements and attributions that are less sure, 0 to 1
    #[arg(
        long,
        value_name = "C",
        default_value_t = 0.0,
        hide_default_value = true
    )]
    pub(in crate::cli) min_confidence: f32,
    /// Measure the rows of each value of this field apart as well
    #[arg(long, value_name = "FIELD")]
    pub(in crate::cli) by: Option<String>,
    /// How many errors to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(in crate::cli) errors: usize,
    /// Print one JSON object, with all errors
    #[arg(long, conflicts_with = "errors")]
    pub(in crate::cli) json: bool,
}
