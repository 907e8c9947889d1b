//! What can be typed behind `demarche lexicon`.

use super::TEMPLATE;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche lexicon show condemned   whom a word names, and what it does to a statement
  demarche lexicon check            run the sentences that the frames carry as tests"
)]
pub(in crate::cli) struct LexiconOptions {
    #[command(subcommand)]
    pub(in crate::cli) verb: LexiconVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LexiconVerb {
    /// Tell what is known of a word or name, in any language that is read
    Show {
        /// A word or name, as it stands in a text; quote several
        word: String,
    },
    /// Run the test sentences of all frames; exit code 2 if any fails
    Check,
}
