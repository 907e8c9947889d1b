//! The input lines of `demarche annotate --jsonl -`.

use super::Guide;
use super::dates::{self, NumericOrder};
use super::form::PublishedBy;
use super::{form, party, speaker};
use crate::briefing::{Briefing, Date, DateOrigin, Dates};
use crate::text::detect_language;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    text: String,
    title: Option<String>,
    date: Option<String>,
    speaker: Option<String>,
    ministry: Option<String>,
    language: Option<String>,
    url: Option<String>,
}

/// The briefing of a line, its text unchanged.
pub(super) fn read(line: &str, guide: &Guide<'_>) -> Result<Briefing, String> {
    let Guide {
        lexicon, profiles, ..
    } = *guide;
    let line: Line =
        serde_json::from_str(line).map_err(|error| format!("no input object: {error}"))?;
    let profile = line.url.as_deref().and_then(|url| profiles.of_url(url));
    let order = profile.map_or(NumericOrder::DayFirst, |profile| profile.numeric_order);
    let said = line.date.as_deref().and_then(|date| {
        let zone = profile.and_then(|profile| profile.time_zone);
        let found = dates::stamp::day(date, zone, order)?;
        Some(Date {
            day: found.day,
            precision: found.precision,
            from: DateOrigin::Given,
        })
    });
    let paragraphs: Vec<String> = line.text.split("\n\n").map(str::to_owned).collect();
    let by = if profile.is_some() || line.ministry.is_some() {
        PublishedBy::Office
    } else {
        PublishedBy::Unknown
    };
    let form = form::guess(None, line.title.as_deref(), &paragraphs, by);
    let mut named = speaker::in_bylines(line.speaker.as_slice());
    if named.is_empty() {
        named = line
            .title
            .as_deref()
            .map(|title| speaker::in_title(title, form))
            .unwrap_or_default();
    }
    let site = profile.filter(|_| line.ministry.is_none());
    let publisher = party::publisher(line.ministry.as_deref(), None, site, None, lexicon);
    let day = said.map(|date| date.day);
    Ok(Briefing {
        id: line
            .id
            .map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned))
            .unwrap_or_default(),
        title: line.title,
        language: line.language.or_else(|| detect_language(&line.text)),
        form,
        dates: Dates {
            said,
            ..Dates::default()
        },
        speakers: party::speakers(named, &publisher, day, lexicon),
        represents: publisher.represents,
        ministry: line.ministry,
        url: line.url,
        text: line.text,
        ..Briefing::default()
    })
}
