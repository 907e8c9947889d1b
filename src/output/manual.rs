//! The long documents for a terminal: the Markdown they are written in, wrapped, aligned and painted.

use super::styled::{Line, Look, Paint, Styled, beside, write_lines};
use anstyle::Style;

/// Columns of a table's cell at most, but for the last of a row.
const CELL: usize = 24;
const INDENT: &str = "  ";

/// A document in Markdown as a page to read.
#[must_use]
pub fn manual(markdown: &str, look: Look) -> String {
    let mut page = Page {
        look,
        out: String::new(),
    };
    let mut block: Vec<&str> = Vec::new();
    let mut is_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            page.block(&block);
            block.clear();
            is_code = !is_code;
            if !is_code {
                page.out.push('\n');
            }
        } else if is_code {
            page.example(line);
        } else if line.trim().is_empty() || line.starts_with('#') || begins_item(line, &block) {
            page.block(&block);
            block.clear();
            block.extend((!line.trim().is_empty()).then_some(line));
        } else {
            block.push(line);
        }
    }
    page.block(&block);
    page.out
}

fn begins_item(line: &str, block: &[&str]) -> bool {
    let is_heading = block.first().is_some_and(|first| first.starts_with('#'));
    is_heading || line.starts_with("- ")
}

struct Page {
    look: Look,
    out: String,
}

impl Page {
    /// A heading, a table, an item of a list or a paragraph.
    fn block(&mut self, lines: &[&str]) {
        let Some(first) = lines.first() else { return };
        if first.starts_with('|') {
            return self.table(lines);
        }
        let text = lines.join(" ");
        let text = text.trim_end();
        let heading = text.trim_start_matches('#');
        if heading.len() < text.len() {
            let heading = Styled::of(&heading.trim().to_uppercase(), Style::new().bold());
            return heading.write(&mut self.out, "", self.look, usize::MAX);
        }
        if let Some(item) = text.strip_prefix("- ") {
            let columns = self.look.width.saturating_sub(INDENT.len() + 2);
            let item = inline(item, self.look.paint).lines(self.narrowed(columns));
            let bullet = Styled::of("•", Style::new()).lines(self.look);
            let lines = beside(indented(bullet), INDENT.len() + 2, item);
            write_lines(&lines, &mut self.out);
        } else {
            let paragraph = inline(text, self.look.paint);
            paragraph.write(&mut self.out, INDENT, self.look, usize::MAX);
        }
        self.out.push('\n');
    }

    fn narrowed(&self, width: usize) -> Look {
        Look {
            width: width.max(10),
            ..self.look
        }
    }

    /// `typed → how it is read`, on two lines where one is too short.
    fn example(&mut self, line: &str) {
        let Some((typed, read)) = line.split_once(" → ") else {
            self.out.push_str(&INDENT.repeat(2));
            self.out.push_str(line.trim_end());
            return self.out.push('\n');
        };
        let mut styled = Styled::of(typed, Style::new().bold());
        let width = textwrap::core::display_width(line) + 2 * INDENT.len();
        if width > self.look.width {
            styled.write(&mut self.out, &INDENT.repeat(2), self.look, usize::MAX);
            styled = Styled::of(&format!("→ {read}"), Style::new());
            return styled.write(&mut self.out, &INDENT.repeat(4), self.look, usize::MAX);
        }
        styled.push(&format!(" → {read}"), Style::new());
        styled.write(&mut self.out, &INDENT.repeat(2), self.look, usize::MAX);
    }

    fn table(&mut self, lines: &[&str]) {
        let is_rule = |line: &str| line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        let rows: Vec<Vec<&str>> = lines
            .iter()
            .filter(|line| !is_rule(line))
            .map(|line| cells(line))
            .collect();
        let plain_width = |cell: &str| {
            let lines = inline(cell, self.look.paint).lines(self.narrowed(usize::MAX / 2));
            lines.first().map_or(0, Line::width)
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let own = rows.iter().filter_map(|row| row.get(column));
                own.map(|cell| plain_width(cell))
                    .max()
                    .unwrap_or_default()
                    .min(CELL)
            })
            .collect();
        for row in &rows {
            let mut lines: Vec<Line> = indented(Vec::new());
            let mut used = INDENT.len();
            for (column, cell) in row.iter().enumerate() {
                let is_last = column + 1 == row.len();
                let rest = self.look.width.saturating_sub(used);
                let width = widths
                    .get(column)
                    .copied()
                    .filter(|_| !is_last)
                    .unwrap_or(rest);
                let own =
                    inline(cell, self.look.paint).lines(self.narrowed(width.max(CELL.min(rest))));
                lines = beside(lines, used, own);
                used += width + 2;
            }
            write_lines(&lines, &mut self.out);
        }
        self.out.push('\n');
    }
}

fn indented(lines: Vec<Line>) -> Vec<Line> {
    beside(Vec::new(), INDENT.len(), lines)
}

/// The cells of a row; a bar within code or behind a backslash parts none.
fn cells(row: &str) -> Vec<&str> {
    let inner = row.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let (mut found, mut start, mut is_code, mut is_escaped) = (Vec::new(), 0, false, false);
    for (at, character) in inner.char_indices() {
        match character {
            '`' => is_code = !is_code,
            '|' if !is_code && !is_escaped => {
                found.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => (),
        }
        is_escaped = character == '\\';
    }
    found.push(inner[start..].trim());
    found
}

/// A paragraph with code, emphasis and links. Without colour code keeps its marks.
fn inline(text: &str, paint: Paint) -> Styled {
    let (bold, italic) = (Style::new().bold(), Style::new().italic());
    let mut styled = Styled::default();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[']) {
        let (before, marked) = rest.split_at(at);
        styled.push(before, Style::new());
        let between = |mark: &str| marked.strip_prefix(mark)?.split_once(mark);
        rest = if let Some((code, after)) = between("`") {
            let mark = if paint == Paint::Plain { "`" } else { "" };
            styled.push(&format!("{mark}{code}{mark}"), bold);
            after
        } else if let Some((strong, after)) = between("**") {
            styled.push(strong, bold);
            after
        } else if let Some((stressed, after)) = between("*").filter(|_| !marked.starts_with("**")) {
            styled.push(stressed, italic);
            after
        } else if let Some((label, after)) = link(marked) {
            styled.append(&inline(label, paint));
            after
        } else {
            let (sign, after) = marked.split_at(1);
            styled.push(sign, Style::new());
            after
        };
    }
    styled.push(rest, Style::new());
    styled
}

/// `label` and what follows of `[label](address)…`.
fn link(text: &str) -> Option<(&str, &str)> {
    let (label, after) = text.strip_prefix('[')?.split_once("](")?;
    let (_, after) = after.split_once(')')?;
    Some((label, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_wrapped_and_aligned() {
        let markdown = "# Words\n\nOne **two** `three` [four](crate::five)\nsix.\n\n```text\na → b\n```\n\n\
                        | sign | meaning |\n|---|---|\n| `a\\|b` | both |\n| `on:` | towards whom |\n\n- first\n  item\n- second\n";
        let look = Look {
            width: 40,
            paint: Paint::Plain,
        };
        let expected = "WORDS\n  One two `three` four six.\n\n    a → b\n\n  sign    meaning\n  `a\\|b`  both\n  `on:`   towards whom\n\n  • first item\n\n  • second\n\n";
        assert_eq!(manual(markdown, look), expected);
    }
}
