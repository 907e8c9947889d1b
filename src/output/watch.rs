//! What is new to watches: for people, as JSON, as an Atom feed ([`atom`]) and as letters of an mbox file ([`mbox`]); and how often a
//! query would have fired.

mod atom;
mod frequency;
mod list;
mod mbox;

pub use atom::atom_feed;
pub use frequency::{frequency_object, frequency_page};
pub use list::{WatchListed, watch_list, watch_list_object};
pub use mbox::letter;

use super::SCHEMA;
use super::card::{FAINT, PLAIN, STRONG, card, party, stance_word};
use super::hits::HitObject;
use super::styled::{Look, Styled};
use crate::briefing::{Statement, StoredPassage};
use crate::output::Explain;
use crate::text::{collapsed, sanitize};
use crate::watch::{Item, News, Outcome, Reported, Standing};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

/// Letters of a passage that a title gives.
const TITLE: usize = 90;

/// An item for people: the watches it is new to, and its card.
#[must_use]
pub fn item_card(item: &Item, look: Look) -> String {
    let mut out = String::new();
    let mut line = Styled::of(news_word(item.news), STRONG);
    line.push(" to ", FAINT);
    line.push(&item.watches.join(", "), PLAIN);
    line.write(&mut out, "", look, usize::MAX);
    out + &card(&item.hit, look)
}

/// What became of a watch, as one sentence.
#[must_use]
pub fn report_line(report: &Reported) -> String {
    let Reported { name, items, .. } = report;
    let told = if *items == 0 {
        "nothing new".to_owned()
    } else {
        format!("{items} new")
    };
    match &report.standing {
        Standing::Told => format!("{name}: {told}"),
        Standing::First { known: 0 } => format!("{name}: runs for the first time: {told}"),
        Standing::First { known } => {
            let passages = if *known == 1 { "passage" } else { "passages" };
            format!(
                "{name}: runs for the first time; the {known} {passages} it finds today are taken as known"
            )
        }
        Standing::Rewritten { before } => format!(
            "{name}: {told}; its query was \"{}\" before, and what arrived since then is asked the new one",
            collapsed(before)
        ),
        Standing::Broken { reason } => format!(
            "{name}: cannot be run and keeps its place: {}",
            sanitize(reason)
        ),
    }
}

/// What is new, as one JSON object; an object also where nothing is.
#[must_use]
pub fn watch_object(outcome: &Outcome) -> String {
    let object = OutcomeObject {
        schema: SCHEMA,
        at: moment(outcome.at),
        total: outcome.items.len(),
        items: outcome.items.iter().map(ItemPart::from).collect(),
        watches: outcome.watches.iter().map(ReportPart::from).collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct OutcomeObject<'a> {
    schema: u32,
    at: String,
    total: usize,
    items: Vec<ItemPart<'a>>,
    watches: Vec<ReportPart<'a>>,
}

#[derive(Serialize)]
struct ItemPart<'a> {
    news: News,
    watches: &'a [String],
    #[serde(flatten)]
    hit: HitObject<'a>,
}

#[derive(Serialize)]
struct ReportPart<'a> {
    name: &'a str,
    query: &'a str,
    items: u64,
    standing: &'static str,
    /// Passages taken as known by a first run.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<u64>,
    /// The query before.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

impl<'a> From<&'a Item> for ItemPart<'a> {
    fn from(item: &'a Item) -> Self {
        Self {
            news: item.news,
            watches: &item.watches,
            hit: HitObject::new(&item.hit, Explain::Nothing),
        }
    }
}

impl<'a> From<&'a Reported> for ReportPart<'a> {
    fn from(report: &'a Reported) -> Self {
        let mut part = Self {
            name: &report.name,
            query: &report.query,
            items: report.items,
            standing: "told",
            known: None,
            before: None,
            error: None,
        };
        match &report.standing {
            Standing::Told => (),
            Standing::First { known } => {
                (part.standing, part.known) = ("first", Some(*known));
            }
            Standing::Rewritten { before } => {
                (part.standing, part.before) = ("rewritten", Some(before.as_str()));
            }
            Standing::Broken { reason } => {
                (part.standing, part.error) = ("broken", Some(reason.as_str()));
            }
        }
        part
    }
}

fn news_word(news: News) -> &'static str {
    match news {
        News::New => "new",
        News::Changed => "changed",
    }
}

pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Who says it, when, and how it begins: what is left out is marked.
fn title(passage: &StoredPassage) -> String {
    let text = collapsed(&passage.text);
    let mut start: String = text.chars().take(TITLE).collect();
    if start.len() < text.len() {
        let end = start.rfind(' ').filter(|end| *end > TITLE / 2);
        start.truncate(end.unwrap_or(start.len()));
        start.push('…');
    }
    let speaker = passage
        .speaker
        .as_ref()
        .map(|speaker| collapsed(&speaker.name));
    let date = passage.briefing.dates.said.map(|said| said.value());
    let head: Vec<String> = [speaker, date].into_iter().flatten().collect();
    if head.is_empty() {
        start
    } else {
        format!("{}: {start}", head.join(", "))
    }
}

/// The paragraphs of an item, complete: the question, the passage, its statements, where it stands.
fn paragraphs(passage: &StoredPassage) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let said = |statement: &Statement| {
        format!(
            "{} → {} · {} · {} {}",
            party(&statement.source),
            party(&statement.target),
            stance_word(statement.stance),
            statement.act.name().to_lowercase(),
            statement.strength
        )
    };
    paragraphs.extend(
        passage
            .question
            .as_ref()
            .map(|question| format!("Q: {question}")),
    );
    paragraphs.push(passage.text.clone());
    paragraphs.extend(passage.statements.iter().map(said));
    let head = &passage.briefing;
    let place = [&head.title, &head.ministry, &head.outlet];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    paragraphs.push(place.join(" · "));
    paragraphs.push(format!("demarche show '{}'", passage.id()));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    for paragraph in &mut paragraphs {
        *paragraph = collapsed(paragraph);
    }
    paragraphs
}
