//! A row of an export: a passage with the statements that are meant, its texts made safe and its offsets counted in what is exported.

use super::{Asks, Rows};
use crate::briefing::{Statement, StoredPassage};
use crate::rank::Hit;
use crate::text::{Span, sanitize};
use std::borrow::Cow;

/// A passage, or one statement of it.
pub(super) struct Row<'a> {
    pub(super) hit: &'a Hit,
    pub(super) passage: &'a StoredPassage,
    /// The statements meant.
    pub(super) statements: Vec<&'a Statement>,
    /// The passage's text, sanitised.
    pub(super) text: Cow<'a, str>,
}

impl<'a> Row<'a> {
    /// The rows of a hit.
    pub(super) fn all_of(hit: &'a Hit, rows: Rows, asks: Asks) -> Vec<Self> {
        let all = &hit.passage.statements;
        let meant: Vec<&Statement> = match asks {
            Asks::Passages => all.iter().collect(),
            Asks::Statements => {
                let matched = hit.matched.iter();
                matched.filter_map(|position| all.get(*position)).collect()
            }
        };
        let row = |statements| Self {
            hit,
            passage: &hit.passage,
            statements,
            text: sanitize(&hit.passage.text),
        };
        match rows {
            Rows::Passages => vec![row(meant)],
            Rows::Statements => meant.into_iter().map(|one| row(vec![one])).collect(),
        }
    }

    /// The span, which is one of the passage's text, in code points of the exported text.
    pub(super) fn points(&self, span: Span) -> [usize; 2] {
        let text = &self.passage.text;
        let count = |end: usize| {
            let before = text.get(..end).unwrap_or(text);
            sanitize(before).chars().count()
        };
        [count(span.start), count(span.end)]
    }
}
