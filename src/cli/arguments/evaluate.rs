//! What can be typed behind `demarche evaluate`.

use super::TEMPLATE;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche evaluate annotations gold.jsonl --by language
  demarche evaluate annotations gold.jsonl --errors 50 --min-confidence 0.9
  demarche evaluate ranking judged/"
)]
pub(in crate::cli) struct EvaluateOptions {
    #[command(subcommand)]
    pub(in crate::cli) verb: EvaluateVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum EvaluateVerb {
    /// Annotate labelled texts; print how far that agrees, what is confused with what, and the worst errors
    Annotations(AnnotationsOptions),
    /// Answer judged queries; print how good the order is, against plain BM25, and what nobody judged
    Ranking(RankingOptions),
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

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    after_help = "FOLDER holds queries.jsonl, of rows with id, text (the words) and filters (an object of field and value), and
judgements.jsonl, of rows with query, url, grade (0 to 3) and text (of a passage at that url). Each query is answered
with words and filters, with words alone, with filters alone, and by plain BM25 (any of the words, in the passage
itself) without and with the filters. A hit is a judged passage when it is of the same url and shares at least half of
the shorter one's words; copies of a passage are one hit in all rankings, as in the cards of demarche query."
)]
#[allow(clippy::struct_excessive_bools, reason = "flags as typed")]
pub(in crate::cli) struct RankingOptions {
    /// The judged queries
    #[arg(value_name = "FOLDER")]
    pub(in crate::cli) folder: PathBuf,
    /// More judgements, in the form of judgements.jsonl
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) more: Option<PathBuf>,
    /// Take each copy of a passage as a hit of its own
    #[arg(long)]
    pub(in crate::cli) unfolded: bool,
    /// Write all hits of one ranking as JSON lines: query, url, text, id
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) run: Option<PathBuf>,
    /// Overwrite FILE
    #[arg(long, requires = "run")]
    pub(in crate::cli) force: bool,
    /// Which ranking to write: words+filters, words, filters, bm25 or bm25+filters
    #[arg(
        long,
        value_name = "RANKING",
        default_value = "words+filters",
        hide_default_value = true,
        requires = "run"
    )]
    pub(in crate::cli) of: String,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Fit the weights of ranking instead, and print how much of the gain is of these queries only; takes minutes
    #[arg(long, conflicts_with_all = ["run", "json"])]
    pub(in crate::cli) fit: bool,
}
