//! Text for a terminal: pieces from outside sanitised, wrapped to a width and painted. Widths are columns, so that Chinese and
//! Japanese fit as well; what colour tells is always told in letters too.

use crate::text::{Span, sanitize};
use anstyle::Style;
use std::fmt::Write as _;
use textwrap::{Options, WordSplitter};

/// How output for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Whether there is colour.
    pub paint: Paint,
}

/// Whether output has escape sequences for colour and emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// None.
    Plain,
    /// As the terminal shows them.
    Colour,
}

/// A line ready for the terminal.
pub(super) struct Line {
    text: String,
    width: usize,
}

impl Line {
    /// Columns it takes.
    pub(super) fn width(&self) -> usize {
        self.width
    }
}

/// The lines of `left` in a column of that many columns, with those of `right` beside them.
pub(super) fn beside(left: Vec<Line>, columns: usize, right: Vec<Line>) -> Vec<Line> {
    let mut joined = Vec::with_capacity(left.len().max(right.len()));
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return joined,
            (Some(line), None) => joined.push(line),
            (left, Some(right)) => {
                let (text, width) =
                    left.map_or_else(Default::default, |left| (left.text, left.width));
                let gap = columns.saturating_sub(width);
                joined.push(Line {
                    text: format!("{text}{:gap$}{}", "", right.text),
                    width: width + gap + right.width,
                });
            }
        }
    }
}

/// Appends the lines to `out`.
pub(super) fn write_lines(lines: &[Line], out: &mut String) {
    for line in lines {
        out.push_str(line.text.trim_end());
        out.push('\n');
    }
}

/// Holds two words together on a line; nothing from outside holds it, as white space becomes single spaces.
const GLUE: &str = "\u{a0}";

/// A paragraph being put together: its text and the styles of its parts.
#[derive(Default)]
pub(super) struct Styled {
    text: String,
    runs: Vec<(Span, Style)>,
}

impl Styled {
    /// A paragraph of one piece.
    pub(super) fn of(text: &str, style: Style) -> Self {
        let mut styled = Self::default();
        styled.push(text, style);
        styled
    }

    /// Appends text from wherever: control characters are dropped, white space becomes single spaces.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        for character in sanitize(text).chars() {
            if !character.is_whitespace() {
                self.text.push(character);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
        if style != Style::new() {
            self.runs.push((Span::new(start, self.text.len()), style));
        }
    }

    /// Appends another paragraph.
    pub(super) fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        let runs = other.runs.iter();
        self.runs
            .extend(runs.map(|(span, style)| (span.shifted(start), *style)));
    }

    /// Appends a space at which no line is broken.
    pub(super) fn glue(&mut self) {
        self.text.push_str(GLUE);
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends the paragraph to `out` in lines of at most `look.width` columns, each behind `indent`, and at most `most` lines, the last of which
    /// ends in `…` where something is left out.
    pub(super) fn write(&self, out: &mut String, indent: &str, look: Look, most: usize) {
        let indented = textwrap::core::display_width(indent);
        let lines = self.lines(Look {
            width: look.width.saturating_sub(indented),
            ..look
        });
        let left_out = lines.len() > most;
        let shown = lines.len().min(most);
        for (number, line) in (1..).zip(lines.iter().take(most)) {
            out.push_str(indent);
            out.push_str(&line.text);
            out.push_str(if left_out && number == shown {
                " …\n"
            } else {
                "\n"
            });
        }
    }

    /// The paragraph in lines of at most `look.width` columns.
    pub(super) fn lines(&self, look: Look) -> Vec<Line> {
        let options = Options::new(look.width.max(10)).word_splitter(WordSplitter::NoHyphenation);
        let wrapped = textwrap::wrap(self.text.trim_end(), options);
        let lines = wrapped.iter().map(|line| {
            let mut text = String::with_capacity(line.len());
            match Span::of_part(line, &self.text) {
                Some(span) if look.paint == Paint::Colour => self.paint(&mut text, span),
                _ => text.push_str(line),
            }
            Line {
                width: textwrap::core::display_width(line),
                text: text.replace(GLUE, " "),
            }
        });
        lines.collect()
    }

    /// Appends the part at `span` with its styles.
    fn paint(&self, out: &mut String, span: Span) {
        let mut position = span.start;
        for (run, style) in &self.runs {
            let part = Span::new(run.start.max(position), run.end.min(span.end));
            if part.is_empty() {
                continue;
            }
            out.push_str(Span::new(position, part.start).of(&self.text));
            let _ = write!(out, "{style}{}{style:#}", part.of(&self.text)); // writing to a String cannot fail
            position = part.end;
        }
        out.push_str(Span::new(position, span.end).of(&self.text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(styled: &Styled, width: usize, paint: Paint) -> String {
        let mut out = String::new();
        styled.write(&mut out, "  ", Look { width, paint }, usize::MAX);
        out
    }

    #[test]
    fn styles_survive_wrapping() {
        let bold = Style::new().bold();
        let mut styled = Styled::of("one two ", Style::new());
        styled.push("three four five", bold);
        styled.push(" six", Style::new());
        assert_eq!(
            written(&styled, 14, Paint::Plain),
            "  one two\n  three four\n  five six\n"
        );
        assert_eq!(
            written(&styled, 14, Paint::Colour),
            format!("  one two\n  {bold}three four{bold:#}\n  {bold}five{bold:#} six\n")
        );
    }

    #[test]
    fn chinese_wraps_by_columns() {
        let styled = Styled::of("各方应当保持冷静克制", Style::new());
        assert_eq!(
            written(&styled, 14, Paint::Plain),
            "  各方应当保持\n  冷静克制\n"
        );
    }

    #[test]
    fn escape_sequences_from_outside_are_dropped() {
        let styled = Styled::of("a\u{1b}[31mb\u{7}\r\n\u{202e}c", Style::new());
        assert_eq!(written(&styled, 20, Paint::Colour), "  a[31mb c\n");
    }

    #[test]
    fn what_is_left_out_is_marked() {
        let mut out = String::new();
        let look = Look {
            width: 12,
            paint: Paint::Plain,
        };
        Styled::of("one two three four five six", Style::new()).write(&mut out, "", look, 1);
        assert_eq!(out, "one two …\n");
    }
}
