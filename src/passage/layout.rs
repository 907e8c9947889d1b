//! What the paragraphs of a text are besides speech: headings, lists of contents, notes and disclaimers.

use super::paragraphs::lines;
use super::words;
use crate::lexicon::turn_words;
use crate::text::{Span, fold};
use std::collections::{HashMap, HashSet};

/// Words of the longest heading.
const HEADING: usize = 20;
/// Words of the longest heading that no mark shows to be one.
const PLAIN_HEADING: usize = 12;
/// Entries that make a list of contents by themselves.
const ENTRIES: usize = 3;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// Somebody's words.
    Speech,
    /// A heading, or an entry of a list of contents.
    Heading,
    /// None of what anybody said: a time, a note, a disclaimer.
    LeftOut,
}

/// The headings that a text lists before it uses them.
#[derive(Debug, Default)]
pub(super) struct Contents {
    entries: HashSet<String>,
}

impl Contents {
    /// The list of contents of `text`: short lines without a full stop, several in a row, that come again; or whatever of them
    /// stands behind the word for such a list.
    pub(super) fn of(text: &str) -> Self {
        let whole = Span::new(0, text.len());
        let mut times: HashMap<String, usize> = HashMap::new();
        let short: Vec<(String, bool)> = lines(text, whole)
            .filter(|line| !line.is_empty())
            .map(|line| line.of(text))
            .map(|line| {
                let is_short = is_short(line, HEADING);
                (if is_short { bare(line) } else { String::new() }, is_short)
            })
            .collect();
        for (line, _) in short.iter().filter(|(_, short)| *short) {
            *times.entry(line.clone()).or_default() += 1;
        }
        let mut entries = HashSet::new();
        let mut run: Vec<&str> = Vec::new();
        let mut headed = false;
        for (line, is_short) in &short {
            if *is_short && turn_words().heads_contents(line) {
                headed = true;
            } else if *is_short && times.get(line).is_some_and(|times| *times == 2) {
                run.push(line);
            } else {
                if run.len() >= ENTRIES || headed {
                    entries.extend(run.iter().map(|entry| (*entry).to_owned()));
                }
                run.clear();
                headed = false;
            }
        }
        Self { entries }
    }

    fn lists(&self, paragraph: &str) -> bool {
        !self.entries.is_empty() && self.entries.contains(&bare(paragraph))
    }
}

/// What a paragraph of a transcript is; `Where` tells what stands around it.
pub(super) fn block(paragraph: &str, place: Place, contents: &Contents) -> Block {
    let plain = fold(&paragraph[..floor(paragraph, 60)]);
    // Where nobody takes turns, what stands in brackets may be all there is to a paragraph.
    let noted = place == Place::Untitled && paragraph.starts_with(['(', '[', '（', '【']);
    if !noted && turn_words().is_left_out(paragraph)
        || paragraph.len() < 60 && turn_words().is_boilerplate(&plain)
    {
        return Block::LeftOut;
    }
    if place == Place::Untitled || !is_short(paragraph, HEADING) {
        return Block::Speech;
    }
    let before_label = place == Place::BeforeLabel
        && is_short(paragraph, PLAIN_HEADING)
        && !paragraph.starts_with(char::is_lowercase);
    let heading = before_label
        || turn_words().is_heading(paragraph)
        || contents.lists(paragraph)
        || turn_words().heads_contents(&plain);
    if heading {
        Block::Heading
    } else {
        Block::Speech
    }
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a text without turns, whose headings stay with what they head.
    Untitled,
    /// Among others of a turn.
    Within,
    /// Last of a turn of several paragraphs, the next label below it.
    BeforeLabel,
}

/// Whether a paragraph has no more than `most` words and does not end as sentences do.
fn is_short(paragraph: &str, most: usize) -> bool {
    let ends = [
        '.', '?', '!', '…', ':', ';', ',', '-', '–', '—', '。', '？', '！', '：', '，', '”', '"',
        ')', '’', '।',
    ];
    let marked = paragraph.starts_with("**") || paragraph.starts_with(['(', '（', '【', '[']);
    paragraph.len() < 400
        && !paragraph.contains('\n')
        && words(paragraph) <= most
        && (!paragraph.ends_with(ends)
            || marked && !paragraph.ends_with(['.', '?', '!', '。', '？', '！']))
}

/// A line folded, without the number of an entry.
fn bare(line: &str) -> String {
    let line = &line[..floor(line, 400)];
    let unnumbered = line.trim_start_matches(|mark: char| {
        mark.is_ascii_digit() || matches!(mark, '.' | ')' | ' ' | '*' | '-' | '•' | '·' | '–')
    });
    fold(unnumbered.trim_end_matches([' ', '.', ':']))
}

fn floor(text: &str, end: usize) -> usize {
    let mut end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}
