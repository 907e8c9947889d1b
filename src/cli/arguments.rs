//! What can be typed: verbs and flags.

use clap::{Args, Parser, Subcommand};

/// Full-text search engine and local archive for foreign-ministry briefings.
#[derive(Debug, Parser)]
#[command(name = "demarche", version)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Say who said what about whom in briefings, as JSON lines
    Annotate(AnnotateOptions),
}

#[derive(Debug, Args)]
pub(super) struct AnnotateOptions {
    /// Write one JSON object per briefing
    #[arg(long)]
    pub(super) jsonl: bool,
    /// `-` for briefings as JSON lines on standard input
    #[arg(required = true)]
    pub(super) paths: Vec<String>,
}
