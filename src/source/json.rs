//! JSON and JSON Lines: one briefing an object, in a list or a line each. Lists are cut into their items before they are parsed, so
//! that a broken item loses nothing else and no more than one is in memory.

use super::draft::Draft;
use super::fields::{Fields, json_names};
use super::profile::{JsonShape, Profiles, SiteProfile, host};
use crate::briefing::DateOrigin;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Largest single item, in bytes.
const LARGEST: usize = 32 << 20;

/// What an item is, or its place and why it cannot be read.
pub(super) type Item = Result<Draft, (String, String)>;

/// The objects of JSON text: of a list, of the list inside an object, or the one object.
pub(super) fn items<'a>(
    text: Cow<'a, str>,
    profiles: &'a Profiles,
) -> Box<dyn Iterator<Item = Item> + 'a> {
    let start = text.len()
        - text
            .trim_start_matches(|character: char| {
                character.is_whitespace() || character == '\u{feff}'
            })
            .len();
    let list = if text[start..].starts_with('[') {
        Some(start)
    } else {
        inner_list(&text, start)
    };
    match list {
        Some(list) => Box::new(list_items(text, list + 1, profiles)),
        None => Box::new(std::iter::once(item(&text[start..], None, profiles))),
    }
}

/// The objects of JSON Lines.
pub(super) fn lines<'a>(
    text: Cow<'a, str>,
    profiles: &'a Profiles,
) -> impl Iterator<Item = Item> + 'a {
    let mut position = 0;
    let mut number = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(position..).filter(|rest| !rest.is_empty())?;
            let line = rest.split_inclusive('\n').next()?;
            position += line.len();
            number += 1;
            let line = line.trim_matches(|character: char| {
                character.is_whitespace() || character == '\u{feff}'
            });
            if !line.is_empty() {
                return Some(item(line, Some(format!("line {number}")), profiles));
            }
        }
    })
}

/// Where the list starts that an object holds under one of the usual names.
fn inner_list(text: &str, start: usize) -> Option<usize> {
    let mut position = start
        .checked_add(1)
        .filter(|_| text[start..].starts_with('{'))?;
    loop {
        let member = value_end(text, position)?;
        let name = text[position..member].trim_matches(|character: char| {
            character.is_whitespace() || matches!(character, ',' | '"')
        });
        let colon = member + text[member..].find(':')? + 1;
        let value = colon + (text[colon..].len() - text[colon..].trim_start().len());
        let inside = text[value..].strip_prefix('[').map(str::trim_start);
        let holds_objects = inside.is_some_and(|inside| {
            inside.starts_with('{') || (name == "items" && inside.starts_with(']'))
        });
        if holds_objects && json_names().lists.iter().any(|list| list == name) {
            return Some(value);
        }
        position = value_end(text, colon)?;
        let after = text[position..].trim_start();
        position += text[position..].len() - after.len();
        position += usize::from(after.strip_prefix(',').is_some());
        if !after.starts_with(',') {
            return None;
        }
    }
}

fn list_items<'a>(
    text: Cow<'a, str>,
    start: usize,
    profiles: &'a Profiles,
) -> impl Iterator<Item = Item> + 'a {
    let mut position = Some(start);
    let mut number = 0_usize;
    std::iter::from_fn(move || {
        let from = position?;
        let skipped = text[from..].len()
            - text[from..]
                .trim_start_matches(|character: char| character.is_whitespace() || character == ',')
                .len();
        let from = from + skipped;
        if from >= text.len() || text[from..].starts_with(']') {
            position = None;
            return None;
        }
        number += 1;
        let locator = format!("item {number}");
        let Some(end) = value_end(&text, from).filter(|end| *end > from) else {
            position = None;
            return Some(Err((
                locator,
                "the list is cut off or broken in this item".to_owned(),
            )));
        };
        position = Some(end);
        Some(item(&text[from..end], Some(locator), profiles))
    })
}

/// Where the JSON value at `start` ends, in one pass; `None` where it is cut off.
fn value_end(text: &str, start: usize) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut begun = false;
    for (offset, byte) in text.as_bytes().get(start..)?.iter().enumerate() {
        let end = start + offset;
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    quoted = false;
                    if depth == 0 {
                        return Some(end + 1);
                    }
                }
                _ => (),
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return Some(end),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(end + 1);
                }
            }
            b',' if depth == 0 && begun => return Some(end),
            _ => (),
        }
        begun |= !byte.is_ascii_whitespace();
    }
    None
}

fn item(json: &str, locator: Option<String>, profiles: &Profiles) -> Item {
    let place = || locator.clone().unwrap_or_default();
    if json.len() > LARGEST {
        return Err((
            place(),
            format!("item over {} MiB; split it", LARGEST >> 20),
        ));
    }
    let value: Value =
        serde_json::from_str(json).map_err(|error| (place(), format!("no JSON: {error}")))?;
    let Value::Object(members) = value else {
        return Err((place(), "no JSON object".to_owned()));
    };
    let (site, mut pairs) = own_fields(&members, profiles);
    let mut inner = Vec::new();
    let has_guid = members.get("guid").is_some_and(is_address);
    for (name, value) in members {
        // WordPress names authors and categories by number, and the guid outlives the number of the database.
        let by_number =
            is_number(&value) && matches!(name.as_str(), "author" | "categories" | "tags");
        if by_number || (has_guid && name == "id") {
            continue;
        }
        match value {
            Value::Object(nested) if json_names().nested.contains(&name) => inner.extend(nested),
            value => pairs.push((name, value)),
        }
    }
    pairs.extend(inner);
    let fields = Fields::new(pairs);
    if !fields.has("text") && !fields.has("summary") {
        return Err((
            place(),
            "no text in it: none of its names is `text`, `content`, `body` or the like".to_owned(),
        ));
    }
    let mut draft = fields.into_draft(DateOrigin::Given);
    draft.locator = locator;
    if let Some(site) = site {
        draft.url = draft.url.map(|url| {
            if url.starts_with('/') {
                format!("https://{}{url}", site.publisher())
            } else {
                url
            }
        });
        draft.site = Some(site.name.clone());
    }
    Ok(draft)
}

/// The profile that knows an object of these members, and the fields it finds in them.
fn own_fields<'a>(
    members: &Map<String, Value>,
    profiles: &'a Profiles,
) -> (Option<&'a SiteProfile>, Vec<(String, Value)>) {
    let shapes = profiles
        .sites()
        .iter()
        .flat_map(|site| site.json.iter().map(move |shape| (site, shape)));
    let told = |(_, shape): &(&SiteProfile, &JsonShape)| {
        shape.has.iter().all(|name| members.contains_key(name))
    };
    let Some((site, shape)) = shapes.into_iter().find(told) else {
        return (None, Vec::new());
    };
    let mut pairs = Vec::new();
    for (field, path) in &shape.fields {
        let mut found = Vec::new();
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        if let Some(value) = members.get(first) {
            follow(value, rest, &mut found);
        }
        match found.len() {
            0 => (),
            1 => pairs.extend(found.pop().map(|value| (field.clone(), value))),
            _ => pairs.push((field.clone(), Value::Array(found))),
        }
    }
    (Some(site), pairs)
}

/// What stands at the end of a path of members, in each item of lists on the way.
fn follow(value: &Value, path: &str, found: &mut Vec<Value>) {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    match value {
        value if path.is_empty() => found.push(value.clone()),
        Value::Array(items) => items.iter().for_each(|item| follow(item, path, found)),
        Value::Object(members) => members
            .get(name)
            .into_iter()
            .for_each(|value| follow(value, rest, found)),
        _ => (),
    }
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Array(items) => !items.is_empty() && items.iter().all(Value::is_number),
        _ => false,
    }
}

/// Whether a value is an address, or an object that shows one.
fn is_address(value: &Value) -> bool {
    let shown = value.get("rendered").unwrap_or(value);
    shown.as_str().is_some_and(|text| host(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(json: &str) -> Vec<String> {
        let shown = items(Cow::Borrowed(json), Profiles::builtin()).map(|item| match item {
            Ok(draft) => draft.title.unwrap_or_default(),
            Err((place, _)) => format!("! {place}"),
        });
        shown.collect()
    }

    #[test]
    fn lists_objects_and_lists_in_objects_are_read() {
        assert_eq!(
            titles(r#"[{"title":"a, \"b\"","text":"x"}, {"headline":"c","body":"y"}]"#),
            ["a, \"b\"", "c"]
        );
        assert_eq!(
            titles(
                r#"{"version":"1","count":2,"items":[{"title":"a","content_html":"x"},{"title":"b","text":"y"}]}"#
            ),
            ["a", "b"]
        );
        assert_eq!(
            titles(r#"{"title":"a","details":{"body":"<p>x</p>"}}"#),
            ["a"]
        );
    }

    #[test]
    fn a_broken_item_loses_nothing_else() {
        assert_eq!(
            titles(r#"[{"title":"a","text":"x"}, {"title" "b"}, 7, {"title":"c","text":"y"}]"#),
            ["a", "! item 2", "! item 3", "c"]
        );
        assert_eq!(
            titles(r#"[{"title":"a","text":"x"}, {"title":"b","te"#),
            ["a", "! item 2"]
        );
    }

    #[test]
    fn endless_nesting_is_rejected() {
        assert_eq!(titles(&"[".repeat(1_000_000)), ["! item 1"]);
        assert_eq!(
            titles(&format!(
                "{}{}",
                "{\"text\":".repeat(1_000_000),
                "}".repeat(1_000_000)
            ))
            .len(),
            1
        );
    }
}
