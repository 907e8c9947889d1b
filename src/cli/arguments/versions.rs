//! What can be typed behind `demarche versions`.

use super::TEMPLATE;
use clap::Args;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche versions                 the briefings that changed after publication
  demarche versions 7ab3k2m9xy      what was removed and added in one, word by word, and who said it
  demarche versions 7ab3k2m9xy#3    the same of its third passage",
    after_help = "[-words-] were removed, {+words+} added; sentences that stayed are left out.
Exit code: 0 shown, 1 no versions or no such briefing, 2 trouble."
)]
pub(in crate::cli) struct VersionsOptions {
    /// Id of a briefing or passage, or how it begins
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
