//! Plain text: perhaps header lines, a headline, a standfirst, and the text.

use super::clean::{is_boilerplate, plain_paragraphs};
use super::draft::{Body, Draft};
use super::fields::{Fields, is_name};
use super::markdown;
use super::menus::take_out_menus;
use crate::briefing::DateOrigin;
use serde_json::Value;

/// Longest headline, in characters.
const HEADLINE: usize = 240;
/// Longest value of a header line, in characters.
const HEADER: usize = 300;

/// What a plain text file says.
pub(super) fn read(text: &str) -> Draft {
    if text.trim_start_matches('\u{feff}').starts_with("---\n") {
        return markdown::read(text);
    }
    let (fields, text) = header(text);
    let mut draft = fields.into_draft(DateOrigin::FrontMatter);
    let mut paragraphs = plain_paragraphs(text);
    take_out_menus(&mut paragraphs);
    paragraphs.retain(|paragraph| !is_boilerplate(paragraph));
    if draft.title.is_none() && paragraphs.len() > 1 && is_headline(&paragraphs[0]) {
        draft.title = Some(paragraphs.remove(0));
    }
    draft.body = Body::Paragraphs(paragraphs);
    draft
}

/// Lines like `Date: 18 June 2024` at the top, up to an empty line.
fn header(text: &str) -> (Fields, &str) {
    let mut pairs = Vec::new();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        let pair = line
            .split_once(':')
            .filter(|(name, value)| is_name(name) && value.chars().count() < HEADER);
        let Some((name, value)) = pair else {
            return (Fields::default(), text);
        };
        pairs.push((name.to_owned(), Value::String(value.trim().to_owned())));
        position += line.len();
    }
    (Fields::new(pairs), &text[position..])
}

/// Short, no sentence, no turn of a conversation.
pub(super) fn is_headline(paragraph: &str) -> bool {
    let ends_sentence = paragraph.ends_with(['.', '。', '!', '！', ':', '：', '”', '"', ',', ';'])
        && !paragraph.ends_with("U.S.");
    paragraph.chars().count() <= HEADLINE && !ends_sentence && !paragraph.contains(['\u{ff1a}'])
}
