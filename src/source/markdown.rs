//! Markdown: front matter and text.

use super::clean::{join, tidy};
use super::draft::{Body, Draft};
use super::fields::Fields;
use super::{Remark, html};
use crate::briefing::DateOrigin;
use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// Longest front matter, in bytes.
const LONGEST: usize = 64 << 10;

/// What a Markdown file says of itself, and its text.
pub(super) fn read(text: &str) -> Draft {
    let (front, body) = front_matter(text);
    let mut draft = match front.map(fields) {
        Some(Ok(fields)) => fields.into_draft(DateOrigin::FrontMatter),
        Some(Err(reason)) => Draft {
            remarks: vec![Remark(format!("front matter cannot be read: {reason}"))],
            ..Draft::default()
        },
        None => Draft::default(),
    };
    let (heading, body) = heading(body);
    draft.title = draft.title.or(heading);
    draft.body = Body::Markdown(body.to_owned());
    draft
}

/// The paragraphs of Markdown text, without its markup. Lines within a paragraph are one unless two spaces or a backslash end them.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    for line in text.lines() {
        let breaks = line.ends_with("  ") || line.ends_with('\\');
        let (starts, content) = block_markup(line.trim_end_matches('\\'));
        let content = tidy(&inline_text(content));
        if content.is_empty() || starts {
            close(&mut paragraphs, &mut current);
        }
        join(&mut current, &content);
        if breaks {
            close(&mut paragraphs, &mut current);
        }
    }
    close(&mut paragraphs, &mut current);
    paragraphs
}

fn front_matter(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text
        .trim_start_matches('\u{feff}')
        .strip_prefix("---")
        .and_then(|rest| {
            rest.trim_start_matches([' ', '\t', '\r'])
                .strip_prefix('\n')
        })
    else {
        return (None, text);
    };
    let mut position = 0;
    for line in rest.split_inclusive('\n') {
        if position > LONGEST {
            break;
        }
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(&rest[..position]), &rest[position + line.len()..]);
        }
        position += line.len();
    }
    (None, text)
}

/// The fields of front matter; where the whole is no YAML, of those lines that are `key: value`.
fn fields(front: &str) -> Result<Fields, String> {
    match serde_saphyr::from_str::<Value>(front) {
        Ok(Value::Object(members)) => Ok(Fields::new(members)),
        Ok(_) => Err("it is no list of keys and values".to_owned()),
        Err(error) => {
            let pairs: Vec<(String, Value)> = front.lines().filter_map(pair).collect();
            let first = error.to_string();
            let first = first.lines().next().unwrap_or_default().to_owned();
            if pairs.is_empty() {
                Err(first)
            } else {
                Ok(Fields::new(pairs))
            }
        }
    }
}

fn pair(line: &str) -> Option<(String, Value)> {
    let (key, value) = line
        .split_once(':')
        .filter(|(key, _)| !key.starts_with([' ', '-', '#']))?;
    Some((
        key.to_owned(),
        Value::String(value.trim().trim_matches(['"', '\'']).to_owned()),
    ))
}

/// A first heading is the title.
fn heading(body: &str) -> (Option<String>, &str) {
    let trimmed = body.trim_start();
    let (line, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    match line.strip_prefix("# ") {
        Some(heading) => (Some(tidy(&inline_text(heading))), rest),
        None => (None, body),
    }
}

/// Whether a line starts a block (heading, list item, quotation), and what is in it.
fn block_markup(line: &str) -> (bool, &str) {
    let trimmed = line.trim_start();
    if let Some(heading) = trimmed.strip_prefix('#') {
        let heading = heading.trim_start_matches('#');
        if heading.starts_with(' ') {
            return (true, heading);
        }
    }
    for bullet in ["- ", "* ", "+ ", "• "] {
        if let Some(item) = trimmed.strip_prefix(bullet) {
            return (true, item);
        }
    }
    (false, trimmed.strip_prefix("> ").unwrap_or(trimmed))
}

/// A line without emphasis, links, images, escapes and tags.
fn inline_text(line: &str) -> String {
    static LINK: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(!?)\[([^\]\[]*)\]\([^()\s]*(?:\s[^()]*)?\)").ok());
    static EMPHASIS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(\\[\\`*_{}\[\]()#+.!<>~|-])|\*{1,3}|\b_{1,2}(\S)|(\S)_{1,2}(\b|$)").ok()
    });
    let (Some(links), Some(emphasis)) = (LINK.as_ref(), EMPHASIS.as_ref()) else {
        return line.to_owned();
    };
    // Most lines have no markup, which is seen sooner than looked for.
    let is_marked = |byte: u8| matches!(byte, b'[' | b'\\' | b'*' | b'_' | b'<' | b'&');
    if !line.bytes().any(is_marked) {
        return line.to_owned();
    }
    let unlinked = links.replace_all(line, |captures: &regex::Captures<'_>| {
        if &captures[1] == "!" {
            String::new()
        } else {
            captures[2].to_owned()
        }
    });
    let plain = emphasis.replace_all(&unlinked, |captures: &regex::Captures<'_>| {
        if let Some(escaped) = captures.get(1) {
            return escaped.as_str()[1..].to_owned();
        }
        let kept = captures.get(2).or_else(|| captures.get(3));
        kept.map(|kept| kept.as_str().to_owned())
            .unwrap_or_default()
    });
    if plain.contains('<') || plain.contains('&') {
        html::text(&plain)
    } else {
        plain.into_owned()
    }
}

fn close(paragraphs: &mut Vec<String>, current: &mut String) {
    if !current.is_empty() {
        paragraphs.push(std::mem::take(current));
    }
}
