//! Lines of words in context, by columns of the terminal: id, date, as much of the text before as fits, the word, as much behind it.

use super::Place;
use crate::output::card::FAINT;
use crate::output::{Look, Paint};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use textwrap::core::display_width;
use unicode_segmentation::UnicodeSegmentation;

const NODE: Style = AnsiColor::Yellow.on_default().bold();
/// Columns of a date.
const DATE: usize = 10;
/// Between columns.
const GAP: usize = 2;
/// Wider words are cut in the middle column.
const WIDEST: usize = 40;

/// How wide what is.
pub(super) struct Layout {
    id: usize,
    node: usize,
    side: usize,
    paint: Paint,
}

impl Layout {
    pub(super) fn of(places: &[Place], look: Look) -> Self {
        let widest = |of: fn(&Place) -> usize| places.iter().map(of).max().unwrap_or_default();
        let id = widest(|place| display_width(&place.id));
        let node = widest(|place| display_width(&place.node)).min(WIDEST);
        let rest = look.width.saturating_sub(id + DATE + node + 2 * GAP);
        Self {
            id,
            node,
            side: (rest / 2).max(10),
            paint: look.paint,
        }
    }

    pub(super) fn write(&self, place: &Place, out: &mut String) {
        let left = end_of(&place.left, self.side);
        let node = if display_width(&place.node) > self.node {
            start_of(&place.node, self.node.saturating_sub(1)) + "…"
        } else {
            place.node.clone()
        };
        let rest = (self.side + self.node).saturating_sub(display_width(&node));
        let right = start_of(&place.right, rest);
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(display_width(text)));
        let date = place.date.as_deref().unwrap_or("undated");
        let (faint, strong) = match self.paint {
            Paint::Colour => (FAINT, NODE),
            Paint::Plain => (Style::new(), Style::new()),
        };
        // writing to a String cannot fail
        let _ = write!(
            out,
            "{faint}{}{}{faint:#}{:GAP$}{faint}{date}{}{faint:#}{:GAP$}{}{left}{strong}{node}{strong:#}{right}",
            place.id,
            pad(&place.id, self.id),
            "",
            pad(date, DATE),
            "",
            pad(&left, self.side),
        );
        let kept = out.trim_end_matches(' ').len();
        out.truncate(kept);
        out.push('\n');
    }
}

/// As much of the text's end as fits so many columns.
fn end_of(text: &str, columns: usize) -> String {
    let mut left = columns;
    let fitting = text
        .graphemes(true)
        .rev()
        .take_while(|grapheme| fits(grapheme, &mut left));
    let length: usize = fitting.map(str::len).sum();
    text[text.len() - length..].to_owned()
}

/// As much of its start.
fn start_of(text: &str, columns: usize) -> String {
    let mut left = columns;
    let fitting = text
        .graphemes(true)
        .take_while(|grapheme| fits(grapheme, &mut left));
    let length: usize = fitting.map(str::len).sum();
    text[..length].to_owned()
}

fn fits(grapheme: &str, left: &mut usize) -> bool {
    match left.checked_sub(display_width(grapheme)) {
        Some(rest) => {
            *left = rest;
            true
        }
        None => false,
    }
}
