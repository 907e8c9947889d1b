//! A citation as CSL-JSON: a list of one item.

use super::Citation;
use crate::briefing::{Date, Precision};
use chrono::Datelike;
use serde::Serialize;

/// The item, in its list.
pub(super) fn item(cited: &Citation) -> String {
    let item = Item {
        id: format!("demarche:{}", cited.id),
        kind: if cited.is_speech { "speech" } else { "webpage" },
        author: cited
            .author()
            .into_iter()
            .map(|literal| Name { literal })
            .collect(),
        title: cited.title.as_deref(),
        publisher: cited.publisher.as_deref(),
        issued: cited.said.map(parts),
        accessed: cited.retrieved.map(parts),
        url: cited.url.as_deref(),
        language: cited.language.as_deref(),
        note: cited.note(),
    };
    let mut json = serde_json::to_string_pretty(&[item]).unwrap_or_default(); // plain data with text keys: cannot fail
    json.push('\n');
    json
}

/// Year, month and day, as far as they are known.
fn parts(date: Date) -> Parts {
    let day = date.day;
    let all = [
        day.year(),
        day.month().cast_signed(),
        day.day().cast_signed(),
    ];
    let known = match date.precision {
        Precision::Day => 3,
        Precision::Month => 2,
        Precision::Year => 1,
    };
    Parts {
        date_parts: [all.into_iter().take(known).collect()],
    }
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Parts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Parts>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    note: String,
}

#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Parts {
    #[serde(rename = "date-parts")]
    date_parts: [Vec<i32>; 1],
}
