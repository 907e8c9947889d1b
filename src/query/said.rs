//! What is said of the parts of a text that were not understood, and where they stand in it.

use super::lex::{Piece, Placed, pieces};
use super::{Node, Note};
use crate::text::sanitize;

/// The column of the filter that prints as `filter`; `None` where the text has none.
pub(super) fn column_of(text: &str, filter: &str) -> Option<usize> {
    let is_it = |placed: &Placed| match &placed.piece {
        Piece::Node(Node::Filter(own)) => own.to_string() == filter,
        _ => false,
    };
    let (pieces, said) = pieces(text);
    Some(said.column(pieces.iter().find(|placed| is_it(placed))?.at))
}

/// What of a text fits a line about a column, white space as spaces and no control characters, and how many columns of a terminal
/// stand before it.
pub(super) fn line_around(text: &str, at: usize) -> (String, usize) {
    let start = at.saturating_sub(1 + BEFORE);
    let is_plain =
        |c: char| !c.is_whitespace() && sanitize(c.encode_utf8(&mut [0; 4])).len() == c.len_utf8();
    let characters = text.chars().skip(start).take(BEFORE + AFTER);
    let shown: String = characters
        .map(|c| if is_plain(c) { c } else { ' ' })
        .collect();
    let before: String = shown.chars().take(at - 1 - start).collect();
    let width = textwrap::core::display_width(&before);
    (shown, width)
}

/// Characters shown before what is pointed at, and from it on.
const BEFORE: usize = 50;
const AFTER: usize = 25;

/// Notes given at most.
const NOTES: usize = 10;

/// The notes on a text so far.
pub(super) struct Said<'a> {
    pub(super) text: &'a str,
    pub(super) notes: Vec<Note>,
}

impl<'a> Said<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let notes = Vec::new();
        Self { text, notes }
    }

    /// The column of a byte, from 1, in characters.
    pub(super) fn column(&self, at: usize) -> usize {
        1 + self.text.get(..at).unwrap_or(self.text).chars().count()
    }

    pub(super) fn passed_over(&mut self, input: &str, reason: &str, at: usize) {
        self.note(|said| Note::PassedOver {
            input: input.to_owned(),
            reason: reason.to_owned(),
            column: Some(said.column(at)),
        });
    }

    pub(super) fn as_words(
        &mut self,
        input: &str,
        reason: &str,
        candidates: Vec<String>,
        at: usize,
    ) {
        self.note(|said| Note::TakenAsWords {
            input: input.to_owned(),
            reason: reason.to_owned(),
            candidates,
            column: Some(said.column(at)),
        });
    }

    fn note(&mut self, note: impl FnOnce(&Self) -> Note) {
        if self.notes.len() < NOTES {
            self.notes.push(note(self));
        }
    }
}
