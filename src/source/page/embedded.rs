//! The document that a page made by a program carries as data: JSON in a script.

use super::dom::select;
use crate::briefing::DateOrigin;
use crate::source::clean::word_count;
use crate::source::draft::Draft;
use crate::source::fields::Fields;
use crate::source::html;
use scraper::Html;
use serde_json::{Map, Value};

/// Words from which on a value is the text of a document.
const TEXT: usize = 20;
/// How deep data is looked into.
const DEEPEST: usize = 24;
/// Data larger than this is not looked into, in bytes.
const LARGEST: usize = 8 << 20;

/// The object with the longest text, where it has a title or a date beside it.
pub(super) fn embedded(document: &Html) -> Option<Draft> {
    let mut best: Option<(usize, Map<String, Value>)> = None;
    for script in select(document, "script:not([src])") {
        let text: String = script.text().collect();
        if text.len() > LARGEST {
            continue;
        }
        let Some(start) = json_start(&text, script.attr("type")) else {
            continue;
        };
        // What follows the first value is more of the program.
        let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
        if let Some(Ok(value)) = values.next() {
            look_into(value, 0, &mut best);
        }
    }
    let (_, members) = best?;
    Some(fields(&members).into_draft(DateOrigin::Meta))
}

/// Where data begins: a script of that type, or one that assigns it to a variable.
fn json_start(text: &str, kind: Option<&str>) -> Option<usize> {
    let trimmed = text.len() - text.trim_start().len();
    let is_data = kind.is_some_and(|kind| kind.ends_with("json"));
    if is_data {
        return (kind != Some("application/ld+json")).then_some(trimmed);
    }
    let assigned = text
        .find('=')
        .filter(|at| *at < 200 && text[trimmed..*at].starts_with("window"))?;
    let after = &text[assigned + 1..];
    let value = assigned + 1 + (after.len() - after.trim_start().len());
    text[value..].starts_with(['{', '[']).then_some(value)
}

fn look_into(value: Value, depth: usize, best: &mut Option<(usize, Map<String, Value>)>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items
            .into_iter()
            .for_each(|item| look_into(item, depth + 1, best)),
        Value::Object(members) => {
            let words = text_words(&members);
            if words >= TEXT && best.as_ref().is_none_or(|(most, _)| words > *most) {
                *best = Some((words, members.clone()));
            }
            members
                .into_iter()
                .for_each(|(_, member)| look_into(member, depth + 1, best));
        }
        _ => (),
    }
}

/// Words of the text that an object of these members has, if it is one with a title or a date.
fn text_words(members: &Map<String, Value>) -> usize {
    let scalars = members.iter().filter(|(_, value)| match value {
        Value::Object(inner) => inner.contains_key("rendered"),
        Value::Array(_) => false,
        _ => true,
    });
    let scalars: Map<String, Value> = scalars
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let fields = fields(&scalars);
    let is_document =
        fields.has("text") && (fields.has("title") || fields.has("published") || fields.has("day"));
    if !is_document {
        return 0;
    }
    let draft = fields.into_draft(DateOrigin::Meta);
    match draft.body {
        crate::source::draft::Body::Html(text) => word_count(&html::stripped(&text)),
        crate::source::draft::Body::Plain(text) => word_count(&text),
        _ => 0,
    }
}

/// The members as fields, `publishedAt` being `published_at`.
fn fields(members: &Map<String, Value>) -> Fields {
    let name = |name: &String| {
        let capital = |character: char| {
            if character.is_ascii_uppercase() {
                format!("_{character}")
            } else {
                character.to_string()
            }
        };
        name.chars().map(capital).collect::<String>()
    };
    let exact = members
        .iter()
        .map(|(key, value)| (key.clone(), value.clone()));
    Fields::new(
        exact.chain(
            members
                .iter()
                .map(|(key, value)| (name(key), value.clone())),
        ),
    )
}
