//! JSON lists: objects that name an address each, as programs of sites exchange them.

use super::feeds::WHOLE;
use super::{Item, LeadsTo, Listing};
use crate::source::clean::word_count;
use crate::source::dates::{self, NumericOrder, stamp};
use crate::source::html;
use crate::source::profile::Profiles;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

/// Members that hold an address, the best first.
const ADDRESSES: &[&str] = &["link", "url", "href", "permalink", "web_url"];
/// Members that hold the day of a document.
const DAYS: &[&str] = &[
    "date_gmt",
    "date",
    "publishedDate",
    "published",
    "pubDate",
    "date_published",
    "public_timestamp",
    "datetime",
];
/// Members that hold when it was changed.
const CHANGES: &[&str] = &[
    "modified_gmt",
    "modified",
    "updated",
    "date_modified",
    "public_updated_at",
];
/// Members that hold its text, as text or as an object with `rendered`.
const TEXTS: &[&str] = &["content", "content_html", "content_text", "body", "text"];
/// Lists inside objects inside lists, of which the outermost counts.
const DEEPEST: usize = 4;

/// What a JSON text lists; `None` where it is a document.
pub(super) fn listing(text: &str, url: &str, profiles: &Profiles) -> Option<Listing> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    if let Value::Object(object) = &value {
        let site = profiles.of_url(url);
        let shapes = site.map(|site| &*site.json).unwrap_or_default();
        let fits = |has: &[String]| has.iter().all(|member| object.contains_key(member));
        let is_document = shapes.iter().any(|shape| fits(&shape.has));
        if is_document || texts(object) >= WHOLE {
            return None;
        }
    }
    let order = profiles
        .of_url(url)
        .map_or(NumericOrder::Undecided, |site| site.numeric_order);
    let items = find(&value, order, DEEPEST)?;
    let next = value.get("next_url").or_else(|| value.get("next"));
    let next = next
        .and_then(Value::as_str)
        .filter(|next| next.contains('/'));
    Some(Listing {
        items,
        next: next.map(str::to_owned),
    })
}

/// The items of the outermost list whose objects name addresses.
fn find(value: &Value, order: NumericOrder, depth: usize) -> Option<Vec<Item>> {
    if depth == 0 {
        return None;
    }
    match value {
        Value::Array(list) => {
            let objects = list.iter().filter_map(Value::as_object);
            let items: Vec<Item> = objects.filter_map(|object| item(object, order)).collect();
            (!items.is_empty() && items.len() * 2 >= list.len()).then_some(items)
        }
        Value::Object(object) => {
            let lists = object.values().filter(|value| value.is_array());
            let objects = object.values().filter(|value| value.is_object());
            lists
                .chain(objects)
                .find_map(|value| find(value, order, depth - 1))
        }
        _ => None,
    }
}

fn item(object: &Map<String, Value>, order: NumericOrder) -> Option<Item> {
    let first = |names: &[&str]| {
        let found = names.iter().find_map(|name| object.get(*name)?.as_str());
        found.map(str::trim).filter(|text| !text.is_empty())
    };
    let url = first(ADDRESSES)?;
    let is_address = url.contains("://") || url.starts_with('/') || url.starts_with("./");
    is_address.then(|| Item {
        url: url.to_owned(),
        day: first(DAYS).and_then(|text| day(text, order)),
        changed: first(CHANGES).and_then(moment),
        leads_to: if texts(object) >= WHOLE {
            LeadsTo::Held
        } else {
            LeadsTo::Document
        },
    })
}

/// Words of the text that an object holds.
fn texts(object: &Map<String, Value>) -> usize {
    let texts = TEXTS.iter().filter_map(|name| {
        let value = object.get(*name)?;
        value.as_str().or_else(|| value.get("rendered")?.as_str())
    });
    texts
        .map(|text| word_count(&html::text(text)))
        .max()
        .unwrap_or_default()
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    // Moments without a time zone are those of UTC, as their names say or as is near enough.
    let moment = stamp::moment(text).or_else(|| stamp::moment(&format!("{text}Z")));
    moment.map(|moment| moment.with_timezone(&Utc))
}

fn day(text: &str, order: NumericOrder) -> Option<NaiveDate> {
    let written = text.get(..10).and_then(|start| start.parse().ok());
    written.or_else(|| dates::parse(text, order).map(|found| found.day))
}
