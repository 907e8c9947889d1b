//! What can be typed: verbs, flags, and the examples their help begins with.

mod cite;
mod complete;
mod correct;
mod evaluate;
mod export;
mod fetch;
mod keep;
mod kwic;
mod lexicon;
mod profile;
mod query;
mod status;
mod versions;
mod watch;

pub(super) use cite::{CitationFormat, CiteOptions};
pub(super) use complete::{CompletionsOptions, ManOptions};
pub(super) use correct::{CorrectOptions, FieldOptions, StatementOptions};
pub(super) use evaluate::{AnnotationsOptions, EvaluateOptions, EvaluateVerb, RankingOptions};
pub(super) use export::{ExportOptions, RowChoice};
pub(super) use fetch::FetchOptions;
pub(super) use keep::{ImportOptions, VerifyOptions};
pub(super) use kwic::{KwicOptions, KwicOrder};
pub(super) use lexicon::{CheckOptions, LexiconOptions, LexiconVerb};
pub(super) use profile::{ProfileOptions, ProfileVerb};
pub(super) use query::{Filters, Order, QueryOptions, Settled};
pub(super) use status::StatusOptions;
pub(super) use versions::VersionsOptions;
pub(super) use watch::{AddOptions, RunOptions, TestOptions, WatchOptions, WatchVerb};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Help with examples first.
const TEMPLATE: &str = "{about}\n\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// Who said what about whom: search and archive of foreign-ministry briefings
#[derive(Debug, Parser)]
#[command(
    name = "demarche",
    version,
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche index ~/briefings                     read a folder of briefings
  demarche query --by China --on NATO --stance critical
  demarche query no-fly zone --speaker \"Ned Price\" --since 2022-03
  demarche show 7ab3k2m9xy#3                     a hit in its briefing",
    after_help = "Each verb explains itself: demarche query -h. Manuals: demarche help",
    infer_long_args = true,
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
}

/// What every verb understands.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Folder of the archive, or any folder of briefings
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "DEMARCHE_ARCHIVE",
        hide_env = true,
        display_order = 900
    )]
    pub(super) archive: Option<PathBuf>,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        env = "DEMARCHE_COLOR",
        hide_env = true,
        hide_possible_values = true,
        hide_short_help = true,
        display_order = 901,
        help = "Colour: auto, always or never"
    )]
    pub(super) color: Option<ColorChoice>,
    /// Say nothing but results and errors
    #[arg(
        short,
        long,
        global = true,
        hide_short_help = true,
        display_order = 902
    )]
    pub(super) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Read the corpus into the index; only what is new or changed is read
    Index(IndexOptions),
    /// Bring what publishers put out into the corpus: sites, feeds, site maps, pages
    Fetch(Box<FetchOptions>),
    /// Copy files into the archive, with where they came from
    Import(ImportOptions),
    /// Read everything, and name what is damaged or missing
    Verify(VerifyOptions),
    /// Find who said what about whom
    #[command(visible_alias = "search")]
    Query(Box<QueryOptions>),
    /// Line up every place the words of a query stand, with what stands left and right of it
    Kwic(Box<KwicOptions>),
    /// Show a whole briefing, or a passage in it
    Show(ShowOptions),
    /// Cite a briefing or a passage: BibTeX, CSL-JSON, RIS, Chicago, APA, text
    Cite(CiteOptions),
    /// Show what changed in briefings after publication
    Versions(VersionsOptions),
    /// Put right what was found: who speaks, when, a statement that holds or does not
    Correct(Box<CorrectOptions>),
    /// Show everything found in briefings, or write it as JSON lines
    Annotate(AnnotateOptions),
    /// Tell what is new to saved queries: text, JSON, an Atom feed, mail
    Watch(WatchOptions),
    /// Say what the archive holds and where it is
    Status(StatusOptions),
    /// See what is known of publishers' sites, and try it on a saved page
    Profile(ProfileOptions),
    /// See what a word does, and try the tables of words on their own sentences
    Lexicon(LexiconOptions),
    /// Measure the annotations against labelled texts, and the ranking against judged queries
    Evaluate(EvaluateOptions),
    /// Print what makes a shell complete verbs, options and names
    Completions(CompletionsOptions),
    /// Print a page of the manual
    Man(ManOptions),
    /// Print a manual: demarche help query is that of the query language
    Help(HelpOptions),
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche help                     the topics
  demarche help query               the query language, with all its signs and fields"
)]
pub(super) struct HelpOptions {
    /// A topic or verb
    #[arg(value_name = "TOPIC")]
    pub(super) topic: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche index                    the archive of this folder, or the nearest one upwards
  demarche index ~/briefings        any folder; its index goes to ~/briefings/.demarche
  demarche index --archive A        the archive A (A/corpus, A/index)
  demarche index --rebuild          made anew from the corpus, whatever the index is like",
    after_help = "Reads .txt .md .html .pdf .docx .odt .eml .mht .json .jsonl .csv .tsv .rss .atom .xml, each also as .gz, and all of them inside .zip, .warc and .warc.gz. Run it again whenever the corpus changed."
)]
pub(super) struct IndexOptions {
    /// A folder of briefings
    pub(super) folder: Option<PathBuf>,
    /// Print the counts as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Make the index anew from the corpus; the old one stays until the new one is whole
    #[arg(long)]
    pub(super) rebuild: bool,
    /// What a column of tables holds, by its name or number: --map headline=title (kept for later runs)
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub(super) map: Vec<String>,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche show 7ab3k2m9xy          the whole briefing, speakers in the margin
  demarche show 7ab3k2m9xy#3 -C 5   its third passage, between its neighbours
  demarche show 7ab3k2m9xy#3 --quote"
)]
pub(super) struct ShowOptions {
    /// Id of a briefing or passage, as query prints it; demarche:ID#3 too
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Passages shown before and after the one asked for (2; with --json none)
    #[arg(short = 'C', long, value_name = "N")]
    pub(super) context: Option<u32>,
    /// Print the passage as a quotation to copy: who said it, when, and where that stands
    #[arg(long, conflicts_with_all = ["rules", "json", "context"])]
    pub(super) quote: bool,
    /// Say by which rules, and on which words
    #[arg(long)]
    pub(super) rules: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche annotate briefing.html                a page to read, its statements marked
  demarche annotate --rules briefing.html        and by which rules, on which words
  demarche annotate --jsonl briefings/ > found.jsonl
  demarche annotate --jsonl - < lines.jsonl      one {\"id\", \"text\", \"title\"?, \"date\"?, \"speaker\"?, …} a line",
    after_help = "On a terminal a page to read, in a pipe JSON lines. Offsets are Unicode code points, end exclusive."
)]
pub(super) struct AnnotateOptions {
    /// A page to read, also in a pipe
    #[arg(long, conflicts_with = "jsonl")]
    pub(super) text: bool,
    /// The page with the rules, and the words they rest on
    #[arg(long, conflicts_with = "jsonl")]
    pub(super) rules: bool,
    /// One JSON object per briefing, also on a terminal
    #[arg(long)]
    pub(super) jsonl: bool,
    /// What a column of tables holds, by its name or number: --map headline=title
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub(super) map: Vec<String>,
    /// Files and folders, or - for JSON lines on standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
}
