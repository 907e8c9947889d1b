//! What can be typed behind `demarche lexicon`.

use super::TEMPLATE;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche lexicon check            run the sentences that the frames carry as tests"
)]
pub(in crate::cli) struct LexiconOptions {
    #[command(subcommand)]
    pub(in crate::cli) verb: LexiconVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LexiconVerb {
    /// Run the test sentences of all frames; exit code 2 if any fails
    Check,
}
