//! What can be typed behind `demarche fetch`.

use super::TEMPLATE;
use clap::Args;

#[derive(Debug, Default, Args)]
#[command(
    help_template = TEMPLATE,
    before_help = "Examples:
  demarche fetch uk --since 2024-01       a site, by the lists its profile names (demarche profile list)
  demarche fetch https://mfa.example/rss  a page, feed, site map or JSON list
  demarche fetch china --dry-run          what would be fetched; nothing is kept
  demarche fetch uk --max 20              go on another time
  demarche fetch --all                    every [[subscribe]] of demarche.toml
  demarche fetch uk --refetch             ask again for what is held, to see what was edited",
    after_help = "robots.txt is obeyed, a host is asked once in 5 seconds, and what it refuses is tried again by the next run. Everything is kept as sent in corpus/fetched (WARC).
Exit code: 0 done, 2 something was refused (the rest is done and kept). demarche help fetch is the manual."
)]
#[allow(clippy::struct_excessive_bools, reason = "flags as typed")]
pub(in crate::cli) struct FetchOptions {
    /// Sites by the names of their profiles, or addresses
    #[arg(value_name = "SITE|URL", required_unless_present = "all")]
    pub(in crate::cli) targets: Vec<String>,
    /// Every subscription of demarche.toml
    #[arg(long, conflicts_with = "targets")]
    pub(in crate::cli) all: bool,
    /// Nothing that its list dates before this: 2024, 2024-01, 2024-01-15, 30d
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(in crate::cli) since: Option<String>,
    /// Ask for so many documents at most, of each target
    #[arg(long, value_name = "N")]
    pub(in crate::cli) max: Option<usize>,
    /// Read lists and say what would be fetched; keep nothing
    #[arg(long, conflicts_with = "refetch")]
    pub(in crate::cli) dry_run: bool,
    /// Ask again for documents that are held, and for those given up
    #[arg(long)]
    pub(in crate::cli) refetch: bool,
    /// Print the counts as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Whom publishers can write to, told to servers: an address of mail or a page
    #[arg(
        long,
        value_name = "TEXT",
        env = "DEMARCHE_CONTACT",
        hide_env = true,
        help_heading = "Manners and bounds"
    )]
    pub(in crate::cli) contact: Option<String>,
    /// Pause between two requests to a host; robots.txt may ask for a longer one
    #[arg(
        long,
        value_name = "SECONDS",
        value_parser = clap::value_parser!(u64).range(..=3600),
        help_heading = "Manners and bounds"
    )]
    pub(in crate::cli) delay: Option<u64>,
    /// Longest time for an answer (60)
    #[arg(
        long,
        value_name = "SECONDS",
        value_parser = clap::value_parser!(u64).range(1..=3600),
        help_heading = "Manners and bounds"
    )]
    pub(in crate::cli) timeout: Option<u64>,
    /// Largest answer as sent (32)
    #[arg(
        long,
        value_name = "MIB",
        value_parser = clap::value_parser!(u64).range(1..=120),
        help_heading = "Manners and bounds"
    )]
    pub(in crate::cli) max_size: Option<u64>,
    /// Ask machines of this network, too: 127.0.0.1, 192.168.1.0/24; else only those on the public internet
    #[arg(
        long,
        value_name = "CIDR",
        hide_short_help = true,
        help_heading = "Manners and bounds"
    )]
    pub(in crate::cli) allow_address: Vec<String>,
}
