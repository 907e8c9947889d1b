//! What can be typed behind `demarche correct`.

use super::TEMPLATE;
use clap::Args;

#[derive(Debug, Default, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche correct 7ab3k2m9xy --date 2024-06-18 --speaker \"Lin Jian\"
  demarche correct 7ab3k2m9xy#3 --speaker \"Ada Norvik\" --represents Ruritania
  demarche correct 7ab3k2m9xy#3 --by China --on NATO --stance critical --quote \"shifting blame\"
  demarche correct 7ab3k2m9xy#3 --by China --on NATO --not      there is no such statement
  demarche correct 7ab3k2m9xy#3 --undo                          the last correction is taken back
  demarche correct --list",
    after_help = "Corrections are kept in the archive's corrections.jsonl and win over the rules in every index made from now on. \
A statement takes the place of what was found of the same source and target in that passage; what is not said of it stays. \
Values are ids, names or aliases in any language; unknown takes a wrong one away.
Exit code: 0 done, 1 nothing to list or take back, 2 trouble."
)]
#[allow(clippy::struct_excessive_bools, reason = "flags as typed")]
pub(in crate::cli) struct CorrectOptions {
    /// Id of a briefing or passage, as query prints it
    #[arg(value_name = "ID", required_unless_present = "list")]
    pub(in crate::cli) id: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) fields: FieldOptions,
    #[command(flatten)]
    pub(in crate::cli) statement: StatementOptions,
    /// Why, for those who read it later
    #[arg(
        long,
        value_name = "TEXT",
        help_heading = "Corrections",
        display_order = 300
    )]
    pub(in crate::cli) note: Option<String>,
    /// Take back the last correction of ID
    #[arg(long, conflicts_with_all = ["list", "fields", "statement"], help_heading = "Corrections", display_order = 301)]
    pub(in crate::cli) undo: bool,
    /// List the corrections, of ID or all
    #[arg(long, conflicts_with_all = ["fields", "statement", "note"], help_heading = "Corrections", display_order = 302)]
    pub(in crate::cli) list: bool,
    /// List as one JSON object
    #[arg(
        long,
        requires = "list",
        help_heading = "Corrections",
        display_order = 303
    )]
    pub(in crate::cli) json: bool,
    /// Write it down only; the next demarche index applies it
    #[arg(long, help_heading = "Corrections", display_order = 304)]
    pub(in crate::cli) later: bool,
}

/// Right values of fields.
#[derive(Debug, Default, Args)]
#[group(id = "fields", multiple = true, conflicts_with = "statement")]
#[command(next_help_heading = "Of a briefing; of a passage, its speaker and topics")]
pub(in crate::cli) struct FieldOptions {
    /// Who speaks
    #[arg(long, aliases = ["spokesman", "spokesperson", "spokeswoman"], value_name = "WHO")]
    pub(in crate::cli) speaker: Option<String>,
    /// For whom the speaker, else the ministry, speaks; lets in a name nobody knows yet
    #[arg(long, value_name = "WHOM")]
    pub(in crate::cli) represents: Option<String>,
    /// What it is about; again for several
    #[arg(long, value_name = "TOPIC")]
    pub(in crate::cli) topic: Vec<String>,
    /// When it was said: 2024-06-18, 2024-06 or 2024
    #[arg(long, value_name = "DAY")]
    pub(in crate::cli) date: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) ministry: Option<String>,
    /// The medium
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) outlet: Option<String>,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// Its language: en, zh, ru, …
    #[arg(long, alias = "lang", value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// transcript, remarks, readout, article, …
    #[arg(long, value_name = "FORM")]
    pub(in crate::cli) form: Option<String>,
    /// Where it was published
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
}

/// A statement that holds in a passage, or does not.
#[derive(Debug, Default, Args)]
#[group(id = "statement", multiple = true)]
#[command(next_help_heading = "A statement in a passage")]
pub(in crate::cli) struct StatementOptions {
    /// Whose statement: a person, ministry, country or organisation
    #[arg(long, value_name = "WHO", requires = "on")]
    pub(in crate::cli) by: Option<String>,
    /// Towards whom
    #[arg(long, value_name = "WHOM", requires = "by")]
    pub(in crate::cli) on: Option<String>,
    /// critical, neutral or supportive
    #[arg(long, value_name = "STANCE", requires = "by")]
    pub(in crate::cli) stance: Option<String>,
    /// What is done: request, accuse, reject, deny, aid, …
    #[arg(long, value_name = "ACT", requires = "by")]
    pub(in crate::cli) act: Option<String>,
    /// 0 to 9
    #[arg(long, value_name = "N", requires = "by", value_parser = clap::value_parser!(u8).range(0..=9))]
    pub(in crate::cli) strength: Option<u8>,
    /// asserted, reported, alleged, denied, hypothetical
    #[arg(long, value_name = "STATUS", requires = "by")]
    pub(in crate::cli) status: Option<String>,
    /// The words of the passage that say it
    #[arg(long, value_name = "WORDS", requires = "by")]
    pub(in crate::cli) quote: Option<String>,
    /// There is none (of that stance); also --remove
    #[arg(long, alias = "remove", requires = "by", conflicts_with_all = ["act", "strength", "status", "quote"])]
    pub(in crate::cli) not: bool,
}
