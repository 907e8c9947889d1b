//! Texts that a scraper took from a page in one piece: menu, title and date glued before the body, turns glued behind each other.

use super::clean::tidy;
use super::dates::{self, NumericOrder};
use super::draft::{Body, Draft, Written};
use crate::briefing::{DateOrigin, Precision};
use regex::Regex;
use std::sync::LazyLock;

/// Bytes at the head of a text in which its title may be repeated.
const HEAD: usize = 800;
/// Longest run of menu words before the title, in characters.
const MENU: usize = 80;
/// Bytes behind the title in which a date may stand.
const DATE: usize = 120;

/// The draft with what is glued parted. What is not found stays as it was.
pub(super) fn parted(mut draft: Draft) -> Draft {
    let Body::Plain(text) = &draft.body else {
        return draft;
    };
    let mut text = text.clone();
    if let Some(rest) = draft
        .title
        .as_deref()
        .and_then(|title| after_title(&text, title))
    {
        text = rest;
    }
    if let Some((before, date, rest)) = posted(&text) {
        let is_dated = draft.said.is_some() || draft.day.is_some() || draft.published.is_some();
        if !is_dated {
            draft.published = Some(Written {
                text: date,
                from: DateOrigin::Text,
            });
        }
        text = if before.is_empty() {
            rest
        } else {
            format!("{before}\n\n{rest}")
        };
    }
    draft.body = Body::Plain(turns(&text).unwrap_or(text));
    draft
}

/// What stands behind the title, where it is repeated at the head behind nothing but a menu; `None` where only the text goes on.
fn after_title(text: &str, title: &str) -> Option<String> {
    let title = tidy(title);
    let head_end = (0..=HEAD.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))?;
    let head = text.get(..head_end)?;
    if title.chars().count() < 12 {
        return None;
    }
    let at = head.find(&title)?;
    let (menu, rest) = (head.get(..at)?, text.get(at + title.len()..)?);
    let is_menu = menu.chars().count() <= MENU && !menu.contains(['.', '!', '?', '。']);
    // A title that a sentence begins with is a part of it.
    let is_apart = !rest
        .trim_start()
        .starts_with(|next: char| next.is_lowercase() || matches!(next, ',' | ';'));
    (is_menu && is_apart && !rest.trim().is_empty()).then(|| rest.trim_start().to_owned())
}

/// A date at the head, alone or behind words like "Posted on", perhaps glued to them: what stands before, the date, and the rest.
fn posted(text: &str) -> Option<(String, String, String)> {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:posted|published|updated)\s*(?:on|at)?\s*[:：]?\s*|опубликовано\s*:?\s*|发布时间\s*[:：]?\s*").ok()
    });
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:года|г\.)?\s*,?\s*\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?").ok()
    });
    let head_end = (0..=HEAD.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))?;
    let said = WORDS.as_ref()?.find(text.get(..head_end)?);
    let start = said.map_or(0, |said| said.end());
    let before = said.map_or("", |said| text.get(..said.start()).unwrap_or_default());
    let rest = text.get(start..)?;
    let window_end = (0..=DATE.min(rest.len()))
        .rev()
        .find(|at| rest.is_char_boundary(*at))?;
    let window = rest.get(..window_end)?;
    let found = dates::find(window, NumericOrder::default())
        .into_iter()
        .next()?;
    if found.precision != Precision::Day
        || found.span.start > 0
        || before.chars().count() > 2 * MENU
    {
        return None;
    }
    let date = window.get(found.span.start..found.span.end)?.to_owned();
    let mut after = rest.get(found.span.end..)?;
    let time = TIME.as_ref()?.find(after);
    // A sentence may begin with a date; without a word or a time it is taken for one.
    if said.is_none() && time.is_none() {
        return None;
    }
    after = after.get(time.map_or(0, |time| time.end())..)?;
    Some((tidy(before), date, after.trim_start().to_owned()))
}

/// A text in one line, with a new one before each label of a turn; `None` where it has lines, or no label behind a sentence.
fn turns(text: &str) -> Option<String> {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"([.!?…»”)\]] )((?:\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}[\p{Ll}-]+|Вопрос|Ответ|Question|Answer|QUESTION|MODERATOR|M[RS]S?\.? \p{Lu}{3,}): )").ok()
    });
    // The first stands behind nothing, or behind the place.
    static FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^((?:.{0,120}\p{Lu}\p{Ll}+)? ?)((?:\p{Lu}\.\s?){1,2}\p{Lu}[\p{Ll}-]+: )").ok()
    });
    if text.trim().contains('\n') {
        return None;
    }
    let (label, first) = (LABEL.as_ref()?, FIRST.as_ref()?);
    label.is_match(text).then(|| {
        let parted = first.replace(text, "${1}\n\n${2}");
        label.replace_all(&parted, "${1}\n\n${2}").into_owned()
    })
}
