//! What can be typed behind `demarche profile`.

use super::TEMPLATE;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche profile list                                      the sites that are known
  demarche profile show china > profiles/mine.toml           a table to start one's own from
  demarche profile check page.html                           what each rule finds in a saved page
  demarche profile check page.html --profile mine.toml --url https://mfa.example/news/1",
    after_help = "Own profiles lie in the archive's folder profiles/ and come before those compiled in."
)]
pub(in crate::cli) struct ProfileOptions {
    #[command(subcommand)]
    pub(in crate::cli) verb: ProfileVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ProfileVerb {
    /// Name the profiles: publisher and hosts
    List,
    /// Print the table of a profile
    Show {
        /// Its name, as list prints it
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Say what each rule finds in a saved page, and what the page is read as
    #[command(after_help = "Exit code: 0 something matched, 1 nothing did, 2 trouble.")]
    Check {
        /// A saved page, feed or other file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// A profile that is not in the archive yet
        #[arg(long, value_name = "TOML")]
        profile: Option<PathBuf>,
        /// The address of the page, where it does not tell
        #[arg(long, value_name = "URL")]
        url: Option<String>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}
