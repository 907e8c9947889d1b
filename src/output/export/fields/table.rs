//! The table of what can stand in a row of an export: names, what they hold, and how each is told.

use super::super::row::Row;
use crate::briefing::{Actor, Date, Speaker, Statement};
use crate::output::card::{stance_word, status_word};
use crate::output::part::own_name;
use crate::text::sanitize;
use serde::Serialize;

/// Stands between the values where a passage has several; an empty value keeps its place.
const BETWEEN: &str = " | ";

/// A field: its name, what it holds, and how it is told.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Whether it stands in a file where no fields are chosen.
    pub(super) by_itself: bool,
    pub(super) tell: fn(&Row) -> String,
}

const fn field(name: &'static str, about: &'static str, tell: fn(&Row) -> String) -> Field {
    Field {
        name,
        about,
        by_itself: true,
        tell,
    }
}

const fn more(name: &'static str, about: &'static str, tell: fn(&Row) -> String) -> Field {
    Field {
        by_itself: false,
        ..field(name, about, tell)
    }
}

/// All of them, in the order of a file that says nothing else.
pub(super) static FIELDS: [Field; 50] = [
    field("id", "the passage, as show takes it", |row| {
        row.passage.id()
    }),
    more("briefing", "the briefing's id", |row| {
        row.passage.briefing.id.clone()
    }),
    more("number", "the passage's number in its briefing", |row| {
        row.passage.number.to_string()
    }),
    more("rank", "its place among the hits", |row| {
        row.hit.rank.to_string()
    }),
    more("score", "in idf units", |row| {
        format!("{:.4}", row.hit.score)
    }),
    field(
        "date",
        "when it was said: 2024-06-18, 2024-06 or 2024",
        |row| date(row.passage.briefing.dates.said),
    ),
    more("date_from", "where that was read", |row| {
        row.passage
            .briefing
            .dates
            .said
            .map(|said| named(&said.from))
            .unwrap_or_default()
    }),
    more("published", "when it was published", |row| {
        date(row.passage.briefing.dates.published)
    }),
    more("updated", "when the publisher changed it", |row| {
        date(row.passage.briefing.dates.updated)
    }),
    more("retrieved", "when it was fetched or saved", |row| {
        date(row.passage.briefing.dates.retrieved)
    }),
    field("speaker", "who utters the passage", |row| {
        of_speaker(row, |speaker| Some(&speaker.name))
    }),
    more("speaker_id", "that person's id", |row| {
        of_speaker(row, |speaker| speaker.entity.as_ref())
    }),
    field(
        "represents",
        "the country or organisation spoken for",
        |row| of_speaker(row, |speaker| speaker.represents.as_ref()),
    ),
    field("role", "the speaker's office", |row| {
        of_speaker(row, |speaker| speaker.role.as_ref())
    }),
    more("speaker_confidence", "how sure that is, 0 to 1", |row| {
        row.passage
            .speaker
            .as_ref()
            .map(|speaker| number(speaker.confidence))
            .unwrap_or_default()
    }),
    field("ministry", "who published the briefing", |row| {
        text(row.passage.briefing.ministry.as_ref())
    }),
    field("country", "whose ministry or office that is", |row| {
        text(row.passage.briefing.represents.as_ref())
    }),
    field("outlet", "the medium", |row| {
        text(row.passage.briefing.outlet.as_ref())
    }),
    field("title", "of the briefing", |row| {
        text(row.passage.briefing.title.as_ref())
    }),
    field("url", "where it was published", |row| {
        text(row.passage.briefing.url.as_ref())
    }),
    field(
        "kind",
        "of the passage: answer, question, quote, …",
        |row| named(&row.passage.kind),
    ),
    field("form", "of the briefing: transcript, remarks, …", |row| {
        named(&row.passage.briefing.form)
    }),
    field("lang", "language of the briefing", |row| {
        text(row.passage.briefing.language.as_ref())
    }),
    field("topic", "subjects of the passage", |row| {
        let topics = row.passage.topics.iter();
        joined(topics.map(|topic| topic.topic.clone()))
    }),
    more("detail", "finer subjects", |row| {
        let topics = row.passage.topics.iter();
        joined(topics.flat_map(|topic| topic.detail.iter().cloned()))
    }),
    field(
        "source",
        "whose attitude it is: country or organisation",
        |row| each(row, |one| text(one.source.id.as_ref())),
    ),
    field("source_name", "a person, or a name without an id", |row| {
        each(row, |one| name(&one.source))
    }),
    field("target", "towards whom: country or organisation", |row| {
        each(row, |one| text(one.target.id.as_ref()))
    }),
    field("target_name", "a person, or a name without an id", |row| {
        each(row, |one| name(&one.target))
    }),
    field("stance", "critical, neutral or supportive", |row| {
        each(row, |one| stance_word(one.stance).to_owned())
    }),
    field("act", "what is done", |row| {
        each(row, |one| one.act.name().to_owned())
    }),
    more("plover", "its PLOVER class", |row| {
        each(row, |one| one.act.parent().name().to_owned())
    }),
    more("cameo", "its CAMEO code", |row| {
        each(row, |one| one.cameo.clone())
    }),
    field("strength", "0 to 9", |row| {
        each(row, |one| one.strength.to_string())
    }),
    field(
        "status",
        "asserted, reported, alleged, denied, hypothetical",
        |row| each(row, |one| status_word(one.status).to_owned()),
    ),
    field("evidence", "the words it rests on", |row| {
        each(row, |one| {
            sanitize(one.span.of(&row.passage.text)).into_owned()
        })
    }),
    field(
        "evidence_start",
        "where they begin in text, in code points",
        |row| each(row, |one| row.points(one.span)[0].to_string()),
    ),
    field("evidence_end", "where they end", |row| {
        each(row, |one| row.points(one.span)[1].to_string())
    }),
    more("confidence", "how sure the statement is, 0 to 1", |row| {
        each(row, |one| number(one.confidence))
    }),
    more("rule", "the rule that found it", |row| {
        each(row, |one| one.rule.clone())
    }),
    field("text", "the passage", |row| row.text.to_string()),
    field("question", "the question it answers", |row| {
        text(row.passage.question.as_ref())
    }),
    more("entities", "ids of those named", |row| {
        let mut ids: Vec<String> = row
            .passage
            .mentions
            .iter()
            .map(|mention| mention.entity.clone())
            .collect();
        ids.sort();
        ids.dedup();
        joined(ids.into_iter())
    }),
    more(
        "highlights",
        "what the words of the query hit: start-end in text",
        |row| {
            let marks = row.hit.highlights.iter().map(|span| row.points(*span));
            joined(marks.map(|[start, end]| format!("{start}-{end}")))
        },
    ),
    field("copies", "other hits with the same text", |row| {
        row.hit.copies.to_string()
    }),
    more("permalink", "demarche:ID#n, as show takes it", |row| {
        format!("demarche:{}", row.passage.id())
    }),
    more(
        "fictional",
        "yes where it was invented for trying things out",
        |row| {
            if row.passage.briefing.fictional {
                "yes".to_owned()
            } else {
                String::new()
            }
        },
    ),
    more("corrected", "what a user put right", |row| {
        joined(row.passage.briefing.corrected.iter().cloned())
    }),
    more("path", "the file it was read from", |row| {
        text(row.passage.briefing.path.as_ref())
    }),
    field("sha256", "of that file", |row| {
        row.passage.briefing.sha256.clone()
    }),
];

fn text(value: Option<&String>) -> String {
    value.map_or_else(String::new, |value| sanitize(value).into_owned())
}

fn date(date: Option<Date>) -> String {
    date.map(|date| date.value()).unwrap_or_default()
}

fn of_speaker(row: &Row, of: fn(&Speaker) -> Option<&String>) -> String {
    text(row.passage.speaker.as_ref().and_then(of))
}

fn name(actor: &Actor) -> String {
    sanitize(own_name(actor).unwrap_or_default()).into_owned()
}

/// A confidence, without digits that say nothing.
fn number(value: f32) -> String {
    format!("{value:.3}")
}

fn each(row: &Row, tell: impl Fn(&Statement) -> String) -> String {
    joined(row.statements.iter().map(|statement| tell(statement)))
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(BETWEEN)
}

/// The name an enum has in JSON.
fn named(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
