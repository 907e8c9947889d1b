//! What can be typed behind `demarche lexicon`.

use super::TEMPLATE;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche lexicon show condemned   whom a word names, and what it does to a statement
  demarche lexicon check            run the sentences that the frames carry as tests
  demarche lexicon check --gold gold.jsonl    how often each rule is right"
)]
pub(in crate::cli) struct LexiconOptions {
    #[command(subcommand)]
    pub(in crate::cli) verb: LexiconVerb,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckOptions {
    /// Labelled texts: how often is each rule right on them?
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) gold: Option<PathBuf>,
    /// Print that as one JSON object
    #[arg(long, requires = "gold")]
    pub(in crate::cli) json: bool,
    /// Name the sentences that come out right through a frame other than their own
    #[arg(long, conflicts_with = "gold")]
    pub(in crate::cli) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LexiconVerb {
    /// Tell what is known of a word or name, in any language that is read
    Show {
        /// A word or name, as it stands in a text; quote several
        word: String,
    },
    /// Run the test sentences of all frames; exit code 2 if any fails. Or tell how often each rule is right
    #[command(
        after_help = "With --gold a line for each rule: statements found, right, wrong, and those the readers of the gold do not agree on; P is \
the share of those judged that is right, R the share of the gold's statements that it finds, alone how many no other rule finds. A gold file is one that demarche evaluate annotations reads, with statements or pairs."
    )]
    Check(CheckOptions),
}
