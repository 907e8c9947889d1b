//! Named fields (front matter, sidecars, JSON, CSV) → [`Draft`]: which of the many names for a thing means what.

use super::draft::{Body, Draft, OwnId, Written};
use super::profile::host;
use crate::briefing::DateOrigin;
use crate::text::fold;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names: Names =
        toml::from_str(include_str!("../lexicon/data/fields.toml")).unwrap_or_default();
    let dialogue = [&mut names.dialogue.question, &mut names.dialogue.answer];
    for name in names.fields.values_mut().chain(dialogue).flatten() {
        *name = key(name);
    }
    names
});

#[derive(Default, Deserialize)]
struct Names {
    /// What lists of items, and objects inside an item, are called.
    json: JsonNames,
    /// What the two sides of a question and its answer are called.
    dialogue: Dialogue,
    /// The names of each field.
    #[serde(flatten)]
    fields: HashMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
struct Dialogue {
    question: Vec<String>,
    answer: Vec<String>,
}

/// What members of JSON objects are called that are no fields themselves.
#[derive(Default, Deserialize)]
pub(super) struct JsonNames {
    pub(super) lists: Vec<String>,
    pub(super) nested: Vec<String>,
}

/// Names that only JSON has.
pub(super) fn json_names() -> &'static JsonNames {
    &NAMES.json
}

/// The named values of one item, by folded name.
#[derive(Debug, Default)]
pub(super) struct Fields(HashMap<String, Value>);

impl Fields {
    /// Those of `pairs`; of two with one name, the first that is not empty counts.
    pub(super) fn new(pairs: impl IntoIterator<Item = (String, Value)>) -> Self {
        let mut fields = HashMap::new();
        for (name, value) in pairs {
            if !is_empty(&value) {
                fields.entry(key(&name)).or_insert(value);
            }
        }
        Self(fields)
    }

    /// Whether one of the names for `field` is among them; an answer to a question is a text.
    pub(super) fn has(&self, field: &str) -> bool {
        self.value(field).is_some()
            || (field == "text" && self.first(&NAMES.dialogue.answer).is_some())
    }

    /// What they say of a briefing, where dates come from `origin`.
    pub(super) fn into_draft(self, origin: DateOrigin) -> Draft {
        let text = |field: &str| {
            self.value(field)
                .map(plain)
                .filter(|text| !text.trim().is_empty())
        };
        let list = |field: &str| self.value(field).map(items).unwrap_or_default();
        let date = |field: &str| text(field).map(|text| Written { text, from: origin });
        Draft {
            own_id: text("id").map(own_id),
            url: text("url"),
            title: text("title"),
            summary: text("summary"),
            body: text("text")
                .map(body_of)
                .or_else(|| self.dialogue())
                .unwrap_or_default(),
            bylines: list("speaker"),
            role: text("role"),
            country: text("country"),
            ministry: text("ministry"),
            outlet: text("outlet"),
            language: text("language"),
            topics: self.value("topics").map(labels).unwrap_or_default(),
            form: text("form"),
            said: date("said"),
            day: date("day"),
            published: date("published"),
            updated: date("updated"),
            retrieved: date("retrieved"),
            fictional: self.value("fictional").is_some_and(is_true),
            ..Draft::default()
        }
    }

    fn value(&self, field: &str) -> Option<&Value> {
        self.first(NAMES.fields.get(field)?)
    }

    fn first(&self, names: &[String]) -> Option<&Value> {
        names.iter().find_map(|name| self.0.get(name))
    }

    /// Question and answer as the two turns of a transcript.
    fn dialogue(&self) -> Option<Body> {
        let text = |names: &[String]| self.first(names).map(plain).unwrap_or_default();
        let (question, answer) = (text(&NAMES.dialogue.question), text(&NAMES.dialogue.answer));
        if answer.trim().is_empty() {
            return None;
        }
        if question.trim().is_empty() {
            return Some(body_of(answer));
        }
        let turn = |text: &str, labels: [&str; 3]| {
            let lines: Vec<&str> = text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect();
            let text = lines.join("\n\n");
            let label = match text.chars().find(|letter| letter.is_alphabetic()) {
                Some('\u{3400}'..='\u{9fff}') => labels[1],
                Some('\u{400}'..='\u{52f}') => labels[2],
                _ => labels[0],
            };
            let is_labelled = text.starts_with(label.trim_end())
                || text.starts_with(labels[0].trim_end())
                || (labels[0] == "A: " && names_speaker(&text));
            if is_labelled {
                text
            } else {
                format!("{label}{text}")
            }
        };
        let question = turn(&question, ["Q: ", "问：", "Вопрос: "]);
        let answer = turn(&answer, ["A: ", "答：", "Ответ: "]);
        let paragraphs = [question, answer].join("\n\n");
        Some(Body::Paragraphs(
            paragraphs.split("\n\n").map(str::to_owned).collect(),
        ))
    }
}

/// Whether a turn begins with who speaks: up to four words with capitals, and a colon.
fn names_speaker(turn: &str) -> bool {
    let label = turn.split([':', '：']).next().unwrap_or_default();
    let words: Vec<&str> = label.split_whitespace().collect();
    label.len() < turn.len()
        && label.chars().count() < 50
        && (1..=4).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase))
}

/// The field that a name means.
pub(super) fn field_of(name: &str) -> Option<&'static str> {
    let name = key(name);
    let position = |names: &[String]| names.iter().position(|known| *known == name);
    let found = NAMES
        .fields
        .iter()
        .filter_map(|(field, names)| Some((position(names)?, field)));
    found.min().map(|(_, field)| field.as_str())
}

/// All fields, by name.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    NAMES.fields.keys().map(String::as_str)
}

/// Whether `name` is one that a column or member has.
pub(super) fn is_item_name(name: &str) -> bool {
    is_name(name) || is_answer(name) || NAMES.dialogue.question.contains(&key(name))
}

/// Whether `name` is that of the answer to a question.
pub(super) fn is_answer(name: &str) -> bool {
    NAMES.dialogue.answer.contains(&key(name))
}

/// Whether `name` is one of the names of a field.
pub(super) fn is_name(name: &str) -> bool {
    let name = key(name);
    NAMES.fields.values().any(|names| names.contains(&name))
}

/// The text of a field: HTML where it has tags.
pub(super) fn body_of(text: String) -> Body {
    if has_tags(&text) {
        Body::Html(text)
    } else {
        Body::Plain(text)
    }
}

/// Whether a text is marked up: it has a closing tag, a paragraph or a line break.
pub(super) fn has_tags(text: &str) -> bool {
    let lower = |tag: &str| text.contains(tag) || text.contains(&tag.to_uppercase());
    [
        "</p>",
        "<p>",
        "<br>",
        "<br/>",
        "<br />",
        "</div>",
        "</span>",
        "</a>",
        "</li>",
        "</h1>",
        "</h2>",
        "</b>",
        "</strong>",
    ]
    .into_iter()
    .any(lower)
}

/// An address is the publisher's id wherever it stands.
fn own_id(id: String) -> OwnId {
    if host(&id).is_some() {
        OwnId::Publisher(id)
    } else {
        OwnId::File(id)
    }
}

fn key(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}');
    fold(name)
        .replace(['-', ' ', ':', '.'], "_")
        .trim_matches('_')
        .to_owned()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(is) => *is,
        Value::String(text) => matches!(fold(text.trim()).as_str(), "true" | "yes" | "1"),
        Value::Number(number) => number.as_i64() == Some(1),
        _ => false,
    }
}

/// A value as one text; of a list its items as paragraphs, of an object the text in it (`{"rendered": "…"}`).
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(plain).collect::<Vec<_>>().join("\n\n"),
        Value::Object(members) => ["rendered", "text", "value", "name", "html"]
            .iter()
            .find_map(|name| members.get(*name))
            .map(plain)
            .unwrap_or_default(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A value as a list: an array, or a text split at semicolons and bars. A person may be an object with name and role.
fn items(value: &Value) -> Vec<String> {
    let parts: Vec<String> = match value {
        Value::Array(parts) => parts.iter().map(named).collect(),
        Value::String(text) => text.split([';', '|', '；']).map(str::to_owned).collect(),
        other => vec![named(other)],
    };
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// A value as a list of labels, which commas may part, too.
fn labels(value: &Value) -> Vec<String> {
    let items = items(value);
    match (value, items.as_slice()) {
        (Value::String(_), [all]) => {
            let parts = all.split([',', '，', '、']).map(str::trim);
            parts
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        }
        _ => items,
    }
}

fn named(value: &Value) -> String {
    let Value::Object(members) = value else {
        return plain(value);
    };
    let member = |name: &str| members.get(name).and_then(Value::as_str);
    match (member("name"), member("role").or_else(|| member("title"))) {
        (Some(name), Some(role)) => format!("{name}, {role}"),
        (Some(name), None) => name.to_owned(),
        _ => plain(value),
    }
}
