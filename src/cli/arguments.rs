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
pub(super) use status::StatusOptions;
pub(super) use versions::VersionsOptions;
pub(super) use watch::{AddOptions, RunOptions, TestOptions, WatchOptions, WatchVerb};

use super::complete as values;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Help with examples first.
const TEMPLATE: &str = "{about}\n\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

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
  --csv, --tsv, --markdown and --html are files of every hit (--output FILE, --fields help); --facets speaker,year counts;
  demarche cite ID cites one.

Exit code: 0 hits, 1 none, 2 trouble.";

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
pub(super) struct QueryOptions {
    /// Words, "phrases", field:value, -excluded
    #[arg(value_name = "WORDS")]
    pub(super) words: Vec<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) export: ExportOptions,
    /// Print one JSON object
    #[arg(
        long,
        conflicts_with = "jsonl",
        help_heading = "Output",
        display_order = 500
    )]
    pub(super) json: bool,
    /// Print one JSON object per hit
    #[arg(long, help_heading = "Output", display_order = 501)]
    pub(super) jsonl: bool,
    /// Print only how many passages there are
    #[arg(long, conflicts_with_all = ["json", "jsonl"], help_heading = "Output", display_order = 502)]
    pub(super) count: bool,
    /// Hits at most (10 for cards and --json, else all)
    #[arg(
        short = 'n',
        long,
        value_name = "N",
        help_heading = "Output",
        display_order = 503
    )]
    pub(super) limit: Option<usize>,
    /// Hits of a screen, as settled outside of the command line
    #[arg(skip)]
    pub(super) screenful: Option<usize>,
    /// All hits
    #[arg(
        long,
        conflicts_with = "limit",
        help_heading = "Output",
        display_order = 504
    )]
    pub(super) all: bool,
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
    pub(super) offset: usize,
    /// relevance, newest or oldest
    #[arg(
        long,
        value_name = "ORDER",
        hide_possible_values = true,
        help_heading = "Output",
        display_order = 506
    )]
    pub(super) sort: Option<Order>,
    /// Require all words, not half of them
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 507
    )]
    pub(super) all_words: bool,
    /// Show copies of a text once (cards always do)
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 508
    )]
    pub(super) fold: bool,
    /// Hits of one briefing at most before others have had their turn
    #[arg(
        long,
        value_name = "N",
        hide_short_help = true,
        help_heading = "Output",
        display_order = 508
    )]
    pub(super) spread: Option<NonZeroUsize>,
    /// Show how each score comes about
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 509
    )]
    pub(super) explain: bool,
    /// Fail on a query that cannot be read as typed
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 510
    )]
    pub(super) strict: bool,
    /// The archive as it stood then: 2022-05-11 (its end, UTC), 2022-05, 2022-05-11T08:00Z
    #[arg(
        long,
        value_name = "WHEN",
        hide_short_help = true,
        help_heading = "Filters",
        display_order = 400
    )]
    pub(super) as_of: Option<String>,
    /// Update the index first
    #[arg(
        long,
        hide_short_help = true,
        help_heading = "Output",
        display_order = 511
    )]
    pub(super) sync: bool,
}

/// The fields of the query language as flags; each may be repeated.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct Filters {
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
    pub(super) fn flags(&self) -> Vec<(String, String)> {
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
pub(super) enum Order {
    Relevance,
    Newest,
    Oldest,
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
