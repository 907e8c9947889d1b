//! Posts of Telegram channels, as rows of an export: their flags, bullets and hash tags taken from the text, announcements of
//! broadcasts passed over, cut statements told from whole ones.

use super::Remark;
use super::clean::tidy;
use super::draft::{Body, Draft};
use super::publishers::is_ministry;
use crate::text::fold;
use regex::{Regex, RegexSet};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../lexicon/data/telegram.toml")).unwrap_or_default()
});
static LIVE: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(&WORDS.live).unwrap_or_default());
static MORE: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(&WORDS.more).unwrap_or_default());

#[derive(Default, Deserialize)]
struct Words {
    columns: Vec<String>,
    channel: Vec<String>,
    live: Vec<String>,
    more: Vec<String>,
    channels: HashMap<String, String>,
}

/// Longest first line that is a title, in characters.
const TITLE: usize = 150;

/// Where a table that is such an export names the channel.
pub(super) fn channel_column(names: &[String]) -> Option<usize> {
    let is_one =
        |name: &String, known: &[String]| known.contains(&fold(name.trim()).replace(' ', "_"));
    let is_export = names.iter().any(|name| is_one(name, &WORDS.columns));
    let channel = names.iter().position(|name| is_one(name, &WORDS.channel));
    is_export.then(|| channel.unwrap_or(names.len()))
}

/// The statement in a post.
///
/// # Errors
/// It is none, and why.
pub(super) fn tidied(mut draft: Draft, channel: &str) -> Result<Draft, String> {
    let (Body::Plain(text) | Body::Html(text)) = &draft.body else {
        return Ok(draft);
    };
    let text = text.replace("\\n", "\n");
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    if LIVE.is_match(first) {
        return Err("it announces a broadcast and says nothing itself".to_owned());
    }
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.lines() {
        for tag in hash_tags(line) {
            if !draft.topics.contains(&tag) && draft.topics.len() < 20 {
                draft.topics.push(tag);
            }
        }
        if MORE.is_match(line) && line.chars().count() < 200 {
            let link = address(line);
            draft.remarks.push(Remark(match link {
                Some(link) => format!("the post is cut; its full text is at {link}"),
                None => "the post is cut; save its full text beside it".to_owned(),
            }));
            continue;
        }
        let line = plain(line);
        if !line.is_empty() {
            paragraphs.push(line);
        }
    }
    if draft.title.is_none()
        && paragraphs.len() > 1
        && let Some(first) = paragraphs.first()
        && first.chars().count() <= TITLE
        && super::plain::is_headline(first)
    {
        draft.title = Some(paragraphs.remove(0));
    }
    draft.body = if paragraphs.is_empty() {
        Body::None
    } else {
        Body::Paragraphs(paragraphs)
    };
    draft.form = draft.form.or_else(|| Some("post".to_owned()));
    let channel = channel.trim().trim_start_matches('@');
    let channel = channel.rsplit('/').next().unwrap_or_default();
    if draft.ministry.is_none() && !channel.is_empty() {
        let known = WORDS.channels.get(&fold(channel).replace(' ', "_"));
        let ministry = known
            .cloned()
            .or_else(|| is_ministry(channel).then(|| channel.to_owned()));
        match ministry {
            Some(ministry) => draft.ministry = Some(ministry),
            None => draft.outlet = draft.outlet.or_else(|| Some(channel.to_owned())),
        }
    }
    Ok(draft)
}

/// A line without emoji at its head and end, and without the sign before a tag.
fn plain(line: &str) -> String {
    static LEADING: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"#(\p{L}[\p{L}\p{N}_]*)").ok());
    static ONLY_TAGS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^(?:\s*#\p{L}[\p{L}\p{N}_]*)+\s*$").ok());
    if ONLY_TAGS.as_ref().is_some_and(|tags| tags.is_match(line)) {
        return String::new();
    }
    let is_sign = |character: char| {
        matches!(character,
            '\u{1f000}'..='\u{1faff}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
            | '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}' | '•')
            || character.is_whitespace()
    };
    let line = line.trim_matches(is_sign);
    let line = LEADING
        .as_ref()
        .map_or_else(|| line.into(), |tag| tag.replace_all(line, "$1"));
    tidy(&line)
}

fn hash_tags(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|character: char| character.is_whitespace())
        .filter_map(|word| {
            let tag =
                word.trim_start_matches(|first: char| first != '#' && !first.is_alphanumeric());
            let tag = tag.strip_prefix('#')?;
            let tag = tag.trim_end_matches(|last: char| !last.is_alphanumeric());
            (tag.chars().count() > 1).then(|| tag.to_owned())
        })
}

fn address(line: &str) -> Option<&str> {
    let start = line.find("http")?;
    let rest = line.get(start..)?;
    let end = rest
        .find(|character: char| character.is_whitespace() || matches!(character, ')' | ']' | '"'))
        .unwrap_or(rest.len());
    rest.get(..end)
}
