//! Two wordings of one text compared word by word.

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// What became of them.
    pub edit: Edit,
    /// The words, with the space after them.
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Edit {
    Kept,
    Removed,
    Added,
}

/// The words of two texts in runs of one fate: removed and kept runs are the old text, added and kept runs the new one.
#[must_use]
pub fn words(old: &str, new: &str) -> Vec<Words> {
    let (before, after) = (tokens(old), tokens(new));
    let trimmed = |tokens: &[&str]| -> Vec<String> {
        let trimmed = tokens.iter().map(|token| token.trim_end().to_owned());
        trimmed.collect()
    };
    let operations = capture_diff_slices(Algorithm::Myers, &trimmed(&before), &trimmed(&after));
    let mut runs = Vec::new();
    let mut push = |edit: Edit, tokens: Option<&[&str]>| {
        let text = tokens.unwrap_or_default().concat();
        if !text.is_empty() {
            runs.push(Words { edit, text });
        }
    };
    for operation in operations {
        let (tag, old, new) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            push(Edit::Kept, after.get(new));
        } else {
            push(Edit::Removed, before.get(old));
            push(Edit::Added, after.get(new));
        }
    }
    runs
}

/// The words of a text, each with the white space after it; a Chinese or Japanese character is one, and so is a punctuation mark.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut words = text.split_word_bound_indices().peekable();
    while words.next().is_some() {
        let next = words.peek();
        if next.is_some_and(|(_, word)| word.trim().is_empty()) {
            continue;
        }
        let end = next.map_or(text.len(), |(position, _)| *position);
        tokens.extend(text.get(start..end));
        start = end;
    }
    tokens
}
