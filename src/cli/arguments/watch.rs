//! What can be typed behind `demarche watch`.

use super::{Filters, TEMPLATE};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche watch add 'China on NATO' --by China --on NATO --stance critical
  demarche watch test 'China on NATO'            how often it would have fired
  demarche watch run                             what is new since the last run
  demarche watch list

In a crontab, a letter each morning, where there is anything to tell, and a feed for a reader of news:
  0 7 * * *  cd ~/briefings && demarche -q index >/dev/null; demarche -q watch run --atom watch.atom",
    after_help = "Watches stand in demarche.toml: [[watch]] name = \"…\" query = \"…\". What each was told is kept in watch.json beside it.
Exit code: 0 something new, 1 nothing new, 2 trouble, such as a query that cannot be run; the others run all the same."
)]
pub(in crate::cli) struct WatchOptions {
    #[command(subcommand)]
    pub(in crate::cli) verb: WatchVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum WatchVerb {
    /// Tell what arrived in the archive since the last run
    Run(RunOptions),
    /// List the watches, and how far each is
    List(ListOptions),
    /// Say how often a watch would have fired, month by month
    Test(TestOptions),
    /// Save a query as a watch in demarche.toml
    Add(Box<AddOptions>),
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche watch run                             cards of what is new
  demarche watch run --sync --atom watch.atom    update the index first; a feed besides
  demarche watch run --mbox watch.mbox           a letter each, put behind those that are there
  demarche watch run --json --dry-run            look, and be told again next time",
    after_help = "What counts is when a passage arrived in the archive, not when it was said. A watch that never ran takes the present as known.
Exit code: 0 something new, 1 nothing new, 2 trouble."
)]
#[allow(clippy::struct_excessive_bools, reason = "flags as typed")]
pub(in crate::cli) struct RunOptions {
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Write the items of the last 30 days, these included, to an Atom feed
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) atom: Option<PathBuf>,
    /// Put each item as a letter behind those of an mbox file
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) mbox: Option<PathBuf>,
    /// Tell watches that never ran all that the archive holds
    #[arg(long)]
    pub(in crate::cli) from_start: bool,
    /// Tell, and remember nothing of it
    #[arg(long, conflicts_with_all = ["atom", "mbox"])]
    pub(in crate::cli) dry_run: bool,
    /// Update the index first
    #[arg(long)]
    pub(in crate::cli) sync: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ListOptions {
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche watch test 'China on NATO'
  demarche watch test --query 'by:China on:NATO stance:critical'"
)]
pub(in crate::cli) struct TestOptions {
    /// The name of a watch
    #[arg(value_name = "NAME", required_unless_present = "query")]
    pub(in crate::cli) name: Option<String>,
    /// A query that is no watch yet
    #[arg(long, value_name = "QUERY", conflicts_with = "name")]
    pub(in crate::cli) query: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche watch add 'China on NATO' --by China --on NATO --stance critical
  demarche watch add ferries 'ferry OR ferries' --kind answer"
)]
pub(in crate::cli) struct AddOptions {
    /// What it is to be called
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    /// Words, "phrases", field:value
    #[arg(value_name = "WORDS")]
    pub(in crate::cli) words: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
}
