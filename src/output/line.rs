//! A hit as one line of tab-separated fields, for pipes: id, date, speaker, what was stated, text.
//! Nothing is cut, the fields are always these five, and one that is not known is empty.

use super::card::{party, stance_word, status_word};
use crate::briefing::Statement;
use crate::rank::Hit;
use crate::text::sanitize;

/// The hit on one line, without a line break at its end.
#[must_use]
pub fn line(hit: &Hit) -> String {
    let passage = &hit.passage;
    let date = passage.briefing.dates.said.map(|said| said.value());
    let speaker = passage
        .speaker
        .as_ref()
        .map(|speaker| speaker.name.as_str());
    let matched = hit.matched.iter();
    let stated: Vec<String> = matched
        .filter_map(|position| passage.statements.get(*position))
        .map(stated)
        .collect();
    let fields = [
        passage.id(),
        date.unwrap_or_default(),
        one_line(speaker.unwrap_or_default()),
        one_line(&stated.join("; ")),
        one_line(&passage.text),
    ];
    fields.join("\t")
}

/// `China (CHN) → NATO critical asserted`.
fn stated(statement: &Statement) -> String {
    let (source, target) = (party(&statement.source), party(&statement.target));
    let (stance, status) = (stance_word(statement.stance), status_word(statement.status));
    format!("{source} → {target} {stance} {status}")
}

/// Sanitised, on one line, without tabs.
fn one_line(text: &str) -> String {
    let clean = sanitize(text);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
