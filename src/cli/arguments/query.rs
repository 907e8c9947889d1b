//! What can be typed behind `demarche query`: words, filters, and how much of what is found to show.

use super::{ExportOptions, TEMPLATE};
use crate::cli::complete as values;
use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use std::num::NonZeroUsize;

const LONG_HELP: &str = "Words:
  Words rank, filters filter: a passage is listed when it holds at least half of the words.
  Several words in one argument (\"stop shifting blame\") are a phrase where they stand as one anywhere,
  else words; a line says which. '\"stop shifting blame\"' is the phrase in any case.
  '\"exact phrase\"'  exact:word  'word*'  +required  -excluded  NOT word  a AND b  a OR b  '(a b)'
  Near: a /s b in a sentence, /p in a passage or answer, /5 within five words, +5 in this order;
  '\"a phrase\"~5' with its words moved, word~ with a letter off. demarche help query is the manual.
  Every filter can be typed inline: by:China on:NATO stance:critical since:2024.

Output:
  On a terminal cards; [evidence] and *matches* are marked so where there is no colour. In a pipe one line a
  passage of five fields parted by tabs, an unknown one empty:
    id      BRIEFING#3, as demarche show takes it
    date    when it was said: 2024-06-18, 2024-06 or 2024
    speaker who utters the passage
    stated  the statements the filters asked for, parted by semicolons: source → target stance status
    text    the whole passage
  --json and --jsonl give everything, offsets in Unicode code points of the passage's text.
  --csv, --tsv, --markdown and --html are files of every hit (--output FILE, --fields help); --facets speaker,year counts (--csv: a table);
  demarche cite ID cites one.

Exit code: 0 hits, 1 none, 2 trouble.";

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche query shifting blame --by \"Lin Jian\" --on NATO --stance critical
  demarche query --on China --stance critical Xinjiang
  demarche query '\"no-fly zone\"' -Syria --since 2022-03 --until 2022-03-31
  demarche query --by China --on Russia --act aid --status denied
  demarche query --kind question --topic iran --limit 20",
    after_help = "Filters can be typed inline as well: by:China on:NATO since:2024 '\"an exact phrase\"' -word (a OR b).
Exit code: 0 hits, 1 none, 2 trouble. demarche query --help lists everything.",
    after_long_help = LONG_HELP
)]
#[allow(clippy::struct_excessive_bools, reason = "flags as typed")]
pub(in crate::cli) struct QueryOptions {
    /// Words, "phrases", field:value, -excluded
    #[arg(value_name = "WORDS")]
    pub(in crate::cli) words: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) export: ExportOptions,
    /// Print one JSON object
    #[arg(
        long,
        conflicts_with = "jsonl",
        help_heading = "Output",
        display_order = 500
    )]
    pub(in crate::cli) json: bool,
    /// Print one JSON object per hit
    #[arg(long, help_heading = "Output", display_order = 501)]
    pub(in crate::cli) jsonl: bool,
    /// Print only how many passages there are
    #[arg(long, conflicts_with_all = ["json", "jsonl"], help_heading = "Output", display_order = 502)]
    pub(in crate::cli) count: bool,
    /// Hits at most (10 for cards and --json, else all; with --queries of each query)
    #[arg(
        short = 'n',
        long,
        value_name = "N",
        help_heading = "Output",
        display_order = 503
    )]
    pub(in crate::cli) limit: Option<usize>,
    /// What stands in variables and files of settings
    #[arg(skip)]
    pub(in crate::cli) settled: Settled,
    /// All hits
    #[arg(
        long,
        conflicts_with = "limit",
        help_heading = "Output",
        display_order = 504
    )]
    pub(in crate::cli) all: bool,
    /// Hits to pass over
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 505
    )]
    pub(in crate::cli) offset: usize,
    /// relevance, newest or oldest
    #[arg(
        long,
        value_name = "ORDER",
        hide_possible_values = true,
        help_heading = "Output",
        display_order = 506
    )]
    pub(in crate::cli) sort: Option<Order>,
    /// Require all words, not half of them
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 507
    )]
    pub(in crate::cli) all_words: bool,
    /// Show copies of a text once (cards always do)
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 508
    )]
    pub(in crate::cli) fold: bool,
    /// Hits of one briefing at most before others have had their turn
    #[arg(
        long,
        value_name = "N",
        hide_short_help = true,
        help_heading = "Output",
        display_order = 508
    )]
    pub(in crate::cli) spread: Option<NonZeroUsize>,
    /// Show how each score comes about
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 509
    )]
    pub(in crate::cli) explain: bool,
    /// Fail on a query that cannot be read as typed
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 510
    )]
    pub(in crate::cli) strict: bool,
    /// The archive as it stood then: 2022-05-11 (its end, UTC), 2022-05, 2022-05-11T08:00Z
    #[arg(
        long,
        value_name = "WHEN",
        hide_short_help = true,
        help_heading = "Filters",
        display_order = 400
    )]
    pub(in crate::cli) as_of: Option<String>,
    /// Update the index first
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 511
    )]
    pub(in crate::cli) sync: bool,
}

/// What holds where the command line says nothing; apart from what was typed, which is refused where it is of no use.
#[derive(Debug, Default)]
pub(in crate::cli) struct Settled {
    /// Hits of a screen.
    pub(in crate::cli) screenful: Option<usize>,
    pub(in crate::cli) sort: Option<Order>,
    pub(in crate::cli) spread: Option<NonZeroUsize>,
}

/// The fields of the query language as flags; each may be repeated.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(in crate::cli) struct Filters {
    /// Whose statement: a person, ministry, country or organisation
    #[arg(long, value_name = "WHO", add = ArgValueCompleter::new(values::by))]
    by: Vec<String>,
    /// Towards whom
    #[arg(long, value_name = "WHOM", add = ArgValueCompleter::new(values::on))]
    on: Vec<String>,
    /// critical, neutral or supportive
    #[arg(long, value_name = "STANCE", allow_negative_numbers = true)]
    stance: Vec<String>,
    /// What is done: request, accuse, reject, deny, aid, …
    #[arg(long, value_name = "ACT")]
    act: Vec<String>,
    /// asserted, reported (both by default), alleged, denied, hypothetical
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// 0 to 9: 6.. is 6 or more
    #[arg(long, value_name = "RANGE")]
    strength: Vec<String>,
    /// Who is mentioned
    #[arg(long, value_name = "WHO", add = ArgValueCompleter::new(values::entity))]
    entity: Vec<String>,
    /// Who speaks (also --spokesman, --spokesperson)
    #[arg(long, aliases = ["spokesman", "spokesperson", "spokeswoman"], value_name = "WHO", add = ArgValueCompleter::new(values::speaker))]
    speaker: Vec<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    ministry: Vec<String>,
    /// Whose ministry published it
    #[arg(long, value_name = "WHO", hide_short_help = true)]
    country: Vec<String>,
    /// The medium
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    outlet: Vec<String>,
    /// What it is about: ukraine, taiwan, nato, tariffs, …
    #[arg(long, value_name = "TOPIC", add = ArgValueCompleter::new(values::topic))]
    topic: Vec<String>,
    /// Language: en, zh, ru, …
    #[arg(long, value_name = "TAG", hide_short_help = true)]
    lang: Vec<String>,
    /// The passage: answer, question, statement, quote, narration
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// The briefing: transcript, remarks, readout, article, …
    #[arg(long, value_name = "FORM", hide_short_help = true)]
    form: Vec<String>,
    /// When it was said: 2024, 2024-03, 2024-01..2024-03
    #[arg(long, value_name = "WHEN")]
    date: Vec<String>,
    /// On this day or later; 30d is the last 30 days
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Vec<String>,
    /// On this day or earlier
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Vec<String>,
    /// Exclude what has FIELD:VALUE
    #[arg(long, value_name = "FIELD:VALUE", hide_short_help = true)]
    not: Vec<String>,
}

impl Filters {
    /// Field and value of each flag given.
    pub(in crate::cli) fn flags(&self) -> Vec<(String, String)> {
        let fields = [
            ("by", &self.by),
            ("on", &self.on),
            ("stance", &self.stance),
            ("act", &self.act),
            ("status", &self.status),
            ("strength", &self.strength),
            ("entity", &self.entity),
            ("speaker", &self.speaker),
            ("ministry", &self.ministry),
            ("country", &self.country),
            ("outlet", &self.outlet),
            ("topic", &self.topic),
            ("lang", &self.lang),
            ("kind", &self.kind),
            ("form", &self.form),
            ("date", &self.date),
            ("since", &self.since),
            ("until", &self.until),
            ("not", &self.not),
        ];
        let flags = fields.into_iter().flat_map(|(field, values)| {
            values.iter().map(|value| (field.to_owned(), value.clone()))
        });
        flags.collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Order {
    Relevance,
    Newest,
    Oldest,
}
