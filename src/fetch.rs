//! HTTP → archive: pages, feeds, site maps and lists, asked for politely and kept as they were sent ([`run`]).
//!
//! A run goes through its [`Job`]s one after another. [`guard`] says where requests may go, [`resolve`] holds names against it,
//! [`client`] makes one within bounds, [`pace`] keeps the pauses, [`robots`] the rules of hosts; [`visit`] brings an address to its end
//! through hints and retries, and keeps what came of it ([`ended`]); [`collect`] goes through lists, keeps count in [`progress`], and
//! asks [`standing`] what of them is held. What an answer is, [`crate::source`] tells; what is known already, the captures of
//! [`crate::archive`] do: there is no other state. The only module besides the web server that names the network.

mod client;
mod collect;
mod ended;
mod guard;
mod pace;
mod progress;
mod report;
mod resolve;
mod robots;
mod standing;
mod visit;

pub use client::Bounds;
pub use guard::{Allowed, Objection, address};
pub use pace::{LONGEST_DELAY, LONGEST_WAIT, MOST_REFUSALS, SHORTEST_DELAY, USUAL_DELAY};
pub use report::{Event, Report};
pub use resolve::Lookup;

use crate::Result;
use crate::archive::{Archive, Captures};
use crate::source::Profiles;
use chrono::NaiveDate;
use client::Client;
use pace::Pace;
use robots::Rules;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Pages of lists that are read for a job.
const MOST_PAGES: usize = 10_000;

/// What is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// A site or an address.
    pub target: Target,
    /// Nothing that is known to be older.
    pub since: Option<NaiveDate>,
    /// Most documents asked for.
    pub max: Option<usize>,
}

/// A site or an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The lists of a site, by its profile's name.
    Site(String),
    /// A page, feed, site map or JSON list.
    Address(String),
}

/// What is done about documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Those not known yet are fetched, and those that were refused are tried again.
    New,
    /// Those known are asked for again, too.
    Again,
    /// Lists are read, documents named, and nothing is kept.
    Dry,
}

/// How a run goes about it.
#[derive(Clone)]
pub struct Options {
    /// What is done about documents.
    pub mode: Mode,
    /// How the program names itself to servers: `demarche/1.0 (+contact)`.
    pub agent: String,
    /// The pause between two requests to a host. Below [`SHORTEST_DELAY`] it counts for allowed addresses only.
    pub delay: Duration,
    /// Bounds of each answer.
    pub bounds: Bounds,
    /// Most pages of lists that are read for a job.
    pub pages: usize,
    /// Networks that may be asked beside the public internet.
    pub allowed: Allowed,
    /// How names become addresses; as the system does it, where nothing is given.
    pub lookup: Option<Lookup>,
}

impl Options {
    /// The usual ones. `contact` is whom operators of servers can write to.
    #[must_use]
    pub fn usual(contact: Option<&str>) -> Self {
        Self {
            mode: Mode::New,
            agent: agent(contact),
            delay: USUAL_DELAY,
            bounds: Bounds::default(),
            pages: MOST_PAGES,
            allowed: Allowed::default(),
            lookup: None,
        }
    }
}

/// How the program names itself.
fn agent(contact: Option<&str>) -> String {
    let name = concat!("demarche/", env!("CARGO_PKG_VERSION"));
    let contact = contact.map(|contact| {
        let plain =
            |character: &char| matches!(character, ' '..='~') && !"()\\".contains(*character);
        contact.chars().filter(plain).collect::<String>()
    });
    match contact.as_deref().map(str::trim) {
        None | Some("") => name.to_owned(),
        Some(contact) => format!("{name} (+{contact})"),
    }
}

/// Fetches what the jobs ask for into the archive, telling what happens, until all is done or `stop` is set.
///
/// # Errors
/// [`crate::Error::Usage`] where a job cannot be done as it stands or another process adds to the archive, [`crate::Error::Io`] where
/// the archive cannot be written. What was fetched before is kept.
pub fn run(
    archive: &Archive,
    profiles: &Profiles,
    jobs: &[Job],
    options: &Options,
    tell: &mut dyn FnMut(Event<'_>),
    stop: &AtomicBool,
) -> Result<Report> {
    let mut fetcher = Fetcher {
        captures: Captures::open(archive, &options.agent)?,
        profiles,
        mode: options.mode,
        pages: options.pages,
        client: Client::new(
            &options.agent,
            &options.allowed,
            options.bounds,
            options.lookup.clone(),
        ),
        pace: Pace::new(options.delay, &options.allowed),
        rules: HashMap::new(),
        visited: HashSet::new(),
        report: Report::default(),
        tell,
        stop,
    };
    // What cannot be done as it stands is said before anything is asked for.
    let beginnings: Result<Vec<_>> = jobs.iter().map(|job| fetcher.beginnings(job)).collect();
    for (job, addresses) in jobs.iter().zip(beginnings?) {
        fetcher.job(job, &addresses)?;
    }
    let mut report = fetcher.report;
    report.interrupted = stop.load(std::sync::atomic::Ordering::Relaxed);
    Ok(report)
}

/// A run.
struct Fetcher<'a> {
    captures: Captures,
    profiles: &'a Profiles,
    mode: Mode,
    pages: usize,
    client: Client,
    pace: Pace,
    /// By scheme, host and port.
    rules: HashMap<String, Rules>,
    /// Addresses asked for in this run.
    visited: HashSet<String>,
    report: Report,
    tell: &'a mut dyn FnMut(Event<'_>),
    stop: &'a AtomicBool,
}
