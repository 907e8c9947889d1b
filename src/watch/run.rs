//! One run over all watches: what arrived is noted, each watch is told what of it is new to it, and an item is one whatever number
//! of watches it is new to.

use super::arrivals::News;
use super::asked::asked;
use super::log::{Log, Place, Told};
use crate::archive::Watch;
use crate::index::{Reader, text_hash, text_keys};
use crate::ingest::Ledger;
use crate::query::{Column, Condition, Known, Reading};
use crate::rank::{self, Copies, Hit, Options, Sort};
use crate::text::collapsed;
use crate::{Error, Result};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Briefings with arrivals up to which a query is narrowed to them; beyond, what it finds is sifted.
const NARROWED: usize = 1000;

/// By briefing, the numbers of its passages with the keys they are known by.
type Keys = BTreeMap<String, Vec<(u64, u64)>>;

/// What a watch that never ran takes as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// All that the archive holds.
    Present,
    /// Nothing: it is told everything.
    Nothing,
}

/// A passage that is new to at least one watch.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The passage; what is marked in it is what the first of the watches asks.
    pub hit: Hit,
    /// What tells the text of the passage from others of its briefing.
    pub text: String,
    /// Why it is told.
    pub news: News,
    /// The watches it is new to, in the order of the settings.
    pub watches: Vec<String>,
}

/// What a run gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// When it was.
    pub at: DateTime<Utc>,
    /// What is new, newest first by the day it was said.
    pub items: Vec<Item>,
    /// Each watch, in the order of the settings.
    pub watches: Vec<Reported>,
}

/// What became of one watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Its name.
    pub name: String,
    /// Its query as written.
    pub query: String,
    /// Items new to it.
    pub items: u64,
    /// How it went.
    pub standing: Standing,
}

/// How it went with a watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// As ever.
    Told,
    /// It ran for the first time; of the present this many passages meet it and were taken as known.
    First {
        /// How many.
        known: u64,
    },
    /// Its query is another one than before: what arrived since it ran last counts, by the new one.
    Rewritten {
        /// What it was.
        before: String,
    },
    /// It cannot be run, and keeps its place.
    Broken {
        /// Why.
        reason: String,
    },
}

/// Runs all watches over what arrived since each ran last, and notes in the log that they were told.
///
/// # Errors
/// [`Error::Index`] and [`Error::Damaged`] where the index cannot be read. A query that cannot be run is told in its report.
pub fn run(
    log: &mut Log,
    watches: &[Watch],
    reader: &Reader,
    known: &Known,
    beginning: Beginning,
    now: DateTime<Utc>,
) -> Result<Outcome> {
    let ledger = Ledger::read(reader.state()?.as_deref());
    let keys = reader.passage_keys()?;
    let only_keys = keys.iter().map(|(id, keys)| {
        let keys = keys.iter().map(|(_, key)| *key);
        (id.clone(), keys.collect())
    });
    log.arrive(&ledger.held(), &only_keys.collect());
    let mut items: BTreeMap<(String, String), Item> = BTreeMap::new();
    let mut reports = Vec::new();
    let mut names = BTreeSet::new();
    for watch in watches {
        let name = collapsed(&watch.name);
        let mut report = Reported {
            name: name.clone(),
            query: watch.query.clone(),
            items: 0,
            standing: Standing::Told,
        };
        let reading = match usable(watch, &mut names).and_then(|()| asked(&watch.query, known)) {
            Ok(reading) => reading,
            Err(Error::Usage(reason)) => {
                // Its place counts from now on even where it never ran, so that mending it loses nothing.
                if !name.is_empty() && !log.watches.contains_key(&name) {
                    let upto = start(log, beginning);
                    let place = Place::new(watch, upto, now);
                    log.watches.insert(name, place);
                }
                report.standing = Standing::Broken { reason };
                reports.push(report);
                continue;
            }
            Err(error) => return Err(error),
        };
        let place = log.watches.get(&name);
        let upto = place.map_or_else(|| start(log, beginning), |place| place.upto);
        report.standing = match place {
            None => Standing::First {
                known: if upto > 0 {
                    reader.count(&reading.plan)?
                } else {
                    0
                },
            },
            Some(place) if place.query != watch.query => Standing::Rewritten {
                before: place.query.clone(),
            },
            Some(_) => Standing::Told,
        };
        for (news, key, hit) in arrived(log, upto, reading, reader, &keys)? {
            let text = written(key);
            let item = items.entry((hit.passage.briefing.id.clone(), text.clone()));
            let item = item.or_insert_with(|| Item {
                text,
                hit,
                news,
                watches: Vec::new(),
            });
            if item.watches.last() != Some(&name) {
                item.watches.push(name.clone());
                report.items += 1;
            }
        }
        let runs = log.runs;
        let place = log
            .watches
            .entry(name)
            .or_insert_with(|| Place::new(watch, runs, now));
        place.query.clone_from(&watch.query);
        (place.upto, place.last) = (runs, now);
        place.items += report.items;
        reports.push(report);
    }
    let mut items: Vec<Item> = items.into_values().collect();
    let day = |item: &Item| item.hit.passage.briefing.dates.said.map(|said| said.day);
    let place = |item: &Item| {
        (
            item.hit.passage.briefing.id.clone(),
            item.hit.passage.number,
        )
    };
    items.sort_by(|a, b| day(b).cmp(&day(a)).then_with(|| place(a).cmp(&place(b))));
    for (rank, item) in (1..).zip(&mut items) {
        item.hit.rank = rank;
    }
    log.remember(items.iter().map(|item| told(item, now)).collect(), now);
    Ok(Outcome {
        at: now,
        items,
        watches: reports,
    })
}

/// The run whose arrivals, and all before, a watch takes as known that never ran.
fn start(log: &Log, beginning: Beginning) -> u64 {
    match beginning {
        Beginning::Present => log.runs,
        Beginning::Nothing => 0,
    }
}

impl Place {
    fn new(watch: &Watch, upto: u64, now: DateTime<Utc>) -> Self {
        Self {
            query: watch.query.clone(),
            upto,
            first: now,
            last: now,
            items: 0,
        }
    }
}

/// Whether the watch has a name of its own.
fn usable(watch: &Watch, names: &mut BTreeSet<String>) -> Result<()> {
    let name = collapsed(&watch.name);
    if name.is_empty() {
        return Err(Error::Usage("it has no name".to_owned()));
    }
    if !names.insert(name) {
        return Err(Error::Usage("another watch has the same name".to_owned()));
    }
    Ok(())
}

/// What meets the query of what arrived after a run.
fn arrived(
    log: &Log,
    upto: u64,
    mut reading: Reading,
    reader: &Reader,
    keys: &Keys,
) -> Result<Vec<(News, u64, Hit)>> {
    let since = log.since(upto);
    if since.is_empty() {
        return Ok(Vec::new());
    }
    if since.len() <= NARROWED {
        reading.plan.required.push(Condition::Has {
            column: Column::Briefing,
            keys: since.keys().map(|id| (*id).to_owned()).collect(),
        });
    }
    let all = Options {
        sort: Sort::Newest,
        limit: None,
        copies: Copies::Keep,
        ..Options::default()
    };
    let mut arrived = Vec::new();
    for hit in rank::find(reader, &reading, &all)? {
        let hit = hit?;
        let (id, number) = (&hit.passage.briefing.id, u64::from(hit.passage.number));
        let numbered = keys.get(id).into_iter().flatten();
        let key = numbered
            .filter(|(own, _)| *own == number)
            .map(|(_, key)| *key)
            .next();
        let since = since.get(id.as_str());
        let news = key.and_then(|key| Some((*since?.get(&key)?, key)));
        arrived.extend(news.map(|(news, key)| (news, key, hit)));
    }
    Ok(arrived)
}

fn written(key: u64) -> String {
    format!("{key:016x}")
}

fn told(item: &Item, now: DateTime<Utc>) -> Told {
    Told {
        briefing: item.hit.passage.briefing.id.clone(),
        text: item.text.clone(),
        news: item.news,
        watches: item.watches.clone(),
        at: now,
    }
}

/// An item told lately, with its passage where the archive still has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// What was told.
    pub told: &'a Told,
    /// The passage.
    pub passage: crate::briefing::StoredPassage,
}

/// The items told lately, newest first, as the archive has them; those it has no more are left out.
///
/// # Errors
/// [`Error::Index`] where the index cannot be read.
pub fn entries<'a>(log: &'a Log, reader: &Reader) -> Result<Vec<Entry<'a>>> {
    let mut entries = Vec::new();
    for told in log.lately() {
        let passages = reader.passages(&told.briefing)?;
        let keys = text_keys(passages.iter().map(|passage| text_hash(&passage.text)));
        let mut keyed = passages.into_iter().zip(keys);
        let found = keyed.find(|(_, key)| written(*key) == told.text);
        entries.extend(found.map(|(passage, _)| Entry { told, passage }));
    }
    Ok(entries)
}
