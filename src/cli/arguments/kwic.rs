//! What can be typed behind `demarche kwic`.

use super::{Filters, TEMPLATE};
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche kwic '\"rules-based\"' --by China              the phrase in its contexts
  demarche kwic 'sanction*' --sort left --group            by the word before it
  demarche kwic --on NATO --stance critical --sample 20 --seed 1
  demarche kwic blame --csv > blame.csv                  with the whole passage around it",
    after_help = "Words and filters are those of demarche query. Without words the evidence of the statements asked for is lined up.
Exit code: 0 found, 1 nothing found, 2 trouble."
)]
pub(in crate::cli) struct KwicOptions {
    /// Words, "phrases", field:value, -excluded
    #[arg(value_name = "WORDS")]
    pub(in crate::cli) words: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    /// left or right (by the words nearest), date, or as the query ranks them
    #[arg(
        long,
        value_name = "ORDER",
        hide_possible_values = true,
        help_heading = "Output"
    )]
    pub(in crate::cli) sort: Option<KwicOrder>,
    /// Under headings of the nearest word on the side sorted by (else the right), the most frequent first
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) group: bool,
    /// Columns of a line
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(in crate::cli) width: Option<usize>,
    /// Only the first N lines, as sorted
    #[arg(short = 'n', long, value_name = "N", help_heading = "Output")]
    pub(in crate::cli) limit: Option<usize>,
    /// Only N of the lines, chosen by chance
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(in crate::cli) sample: Option<usize>,
    /// What chance goes by: the same number gives the same lines
    #[arg(
        long,
        value_name = "S",
        default_value_t = 0,
        requires = "sample",
        hide_default_value = true,
        help_heading = "Output"
    )]
    pub(in crate::cli) seed: u64,
    /// Comma-separated values: id,date,speaker,left,match,right,start,end
    #[arg(long, conflicts_with = "group", help_heading = "Output")]
    pub(in crate::cli) csv: bool,
    /// The same as one JSON object per line
    #[arg(long, conflicts_with_all = ["group", "csv"], help_heading = "Output")]
    pub(in crate::cli) jsonl: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KwicOrder {
    Left,
    Right,
    Date,
}
