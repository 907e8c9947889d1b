//! What can be typed behind `demarche completions` and `demarche man`.

use super::TEMPLATE;
use clap::Args;

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  source <(demarche completions bash)                         in ~/.bashrc
  source <(demarche completions zsh)                          in ~/.zshrc
  demarche completions fish > ~/.config/fish/completions/demarche.fish"
)]
pub(in crate::cli) struct CompletionsOptions {
    /// bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL")]
    pub(in crate::cli) shell: String,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche man > demarche.1
  demarche man query | man -l -"
)]
pub(in crate::cli) struct ManOptions {
    /// The verb whose page it is
    #[arg(value_name = "VERB")]
    pub(in crate::cli) verb: Option<String>,
}
