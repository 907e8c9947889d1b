//! Glyphs → lines in reading order → paragraphs. Two columns are read one after the other where both are filled with text; what
//! spans them parts the page into bands.

use super::glyphs::Glyph;
use crate::source::clean::{join, tidy};
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// Gaps from this many times the letters' size on part two columns.
const GUTTER: f64 = 1.1;
/// Gaps from this many times the letters' size on part two words.
const SPACE: f64 = 0.2;
/// Columns inside columns.
const DEEPEST: usize = 3;
/// Lines a column has at least.
const COLUMN: usize = 5;

/// A line of one column.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) y: f64,
    pub(super) size: f64,
    left: f64,
    right: f64,
    /// Where its column begins and ends.
    column: (f64, f64),
}

/// The lines of a page in reading order.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    /// Where its text begins and ends, from the bottom.
    pub(super) bottom: f64,
    pub(super) top: f64,
}

/// The lines of a page's glyphs.
pub(super) fn page(glyphs: Vec<Glyph>) -> Page {
    let pieces = pieces(glyphs);
    let ends =
        |of: fn(f64, f64) -> f64, start: f64| pieces.iter().map(|piece| piece.y).fold(start, of);
    Page {
        bottom: ends(f64::min, f64::INFINITY),
        top: ends(f64::max, f64::NEG_INFINITY),
        lines: ordered(pieces, 0),
    }
}

/// The size most letters have.
pub(super) fn usual_size(pages: &[Page]) -> Option<f64> {
    let lines = pages.iter().flat_map(|page| &page.lines);
    let mut sizes: Vec<(f64, usize)> = lines.map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let all: usize = sizes.iter().map(|(_, length)| length).sum();
    let mut sum = 0;
    let middle = sizes.into_iter().find(|(_, length)| {
        sum += length;
        2 * sum >= all
    });
    middle.map(|(size, _)| size)
}

/// Runs of glyphs on one base line without a wide gap, from the top.
fn pieces(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut pieces = Vec::new();
    let mut row: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let is_next = row
            .first()
            .is_some_and(|first| first.y - glyph.y > 0.35 * first.size.max(glyph.size));
        if is_next {
            split(std::mem::take(&mut row), &mut pieces);
        }
        row.push(glyph);
    }
    split(row, &mut pieces);
    pieces
}

/// A row of glyphs as pieces, at its wide gaps.
fn split(mut row: Vec<Glyph>, pieces: &mut Vec<Line>) {
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut run: Vec<Glyph> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for glyph in row {
        let blank = glyph.text.trim().is_empty();
        if !run.is_empty() && glyph.x - end > GUTTER * glyph.size && !blank {
            pieces.extend(piece(std::mem::take(&mut run)));
        }
        if !blank {
            end = end.max(glyph.x + glyph.width);
        } else if run.is_empty() {
            continue;
        }
        run.push(glyph);
    }
    pieces.extend(piece(run));
}

fn piece(mut run: Vec<Glyph>) -> Option<Line> {
    let written = |glyph: &&Glyph| !glyph.text.trim().is_empty();
    let first = run.iter().find(written)?;
    let (left, y) = (first.x, first.y);
    let right = run
        .iter()
        .filter(written)
        .map(|glyph| glyph.x + glyph.width)
        .fold(left, f64::max);
    let mut sizes: Vec<f64> = run.iter().filter(written).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    let letters: String = run.iter().map(|glyph| glyph.text.as_str()).collect();
    let leftward = letters
        .chars()
        .filter(|letter| is_leftward(*letter))
        .count();
    let is_leftward_line = 2 * leftward
        > letters
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count();
    if is_leftward_line {
        turned(&mut run);
    }
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in &run {
        let apart = last.is_some_and(|last| {
            let gap = if is_leftward_line {
                (last.x - (glyph.x + glyph.width)).max(glyph.x - (last.x + last.width))
            } else {
                glyph.x - (last.x + last.width)
            };
            gap > SPACE * glyph.size
        });
        if apart {
            text.push(' ');
        }
        // Ligatures and the shapes of Arabic letters are letters.
        let is_shape =
            |letter: char| matches!(letter, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
        if glyph.text.contains(is_shape) {
            text.extend(glyph.text.nfkc());
        } else {
            text.push_str(&glyph.text);
        }
        last = Some(glyph);
    }
    Some(Line {
        text: tidy(&text),
        y,
        size,
        left,
        right,
        column: (left, right),
    })
}

fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// A row of a script that runs to the left, in the order of reading; numbers and Latin words in it run to the right.
fn turned(run: &mut [Glyph]) {
    run.reverse();
    let is_rightward = |glyph: &Glyph| {
        glyph
            .text
            .chars()
            .any(|letter| letter.is_alphanumeric() && !is_leftward(letter))
    };
    let mut start = 0;
    while start < run.len() {
        let length = run
            .iter()
            .skip(start)
            .take_while(|glyph| is_rightward(glyph))
            .count();
        if let Some(part) = run.get_mut(start..start + length) {
            part.reverse();
        }
        start += length.max(1);
    }
}

/// Pieces in reading order, those of one line and column put together.
fn ordered(pieces: Vec<Line>, depth: usize) -> Vec<Line> {
    let Some(gutter) = (depth < DEEPEST).then(|| gutter(&pieces)).flatten() else {
        return joined(pieces);
    };
    let mut lines = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for piece in pieces {
        if piece.right <= gutter {
            left.push(piece);
        } else if piece.left >= gutter {
            right.push(piece);
        } else {
            lines.extend(ordered(std::mem::take(&mut left), depth + 1));
            lines.extend(ordered(std::mem::take(&mut right), depth + 1));
            lines.push(piece);
        }
    }
    lines.extend(ordered(left, depth + 1));
    lines.extend(ordered(right, depth + 1));
    lines
}

/// Where a gap runs down the middle between two columns that are filled.
fn gutter(pieces: &[Line]) -> Option<f64> {
    let (left, right) = extent(pieces);
    let width = right - left;
    if pieces.len() < 2 * COLUMN || width <= 0.0 {
        return None;
    }
    let candidates = pieces.iter().map(|piece| piece.left - 0.5);
    let candidates =
        candidates.filter(|at| (left + 0.25 * width..left + 0.75 * width).contains(at));
    let mut seen = HashSet::new();
    let mut best: Option<(usize, f64)> = None;
    for at in candidates
        .filter(|at| seen.insert((at * 2.0).round().to_bits()))
        .take(200)
    {
        let crossing = pieces
            .iter()
            .filter(|piece| piece.left < at && piece.right > at)
            .count();
        if best.is_none_or(|(fewest, _)| crossing < fewest) {
            best = Some((crossing, at));
        }
    }
    let (crossing, at) = best?;
    let filled = |(start, end): (f64, f64), side: &dyn Fn(&&Line) -> bool| {
        let mut widths: Vec<f64> = pieces
            .iter()
            .filter(side)
            .map(|piece| piece.right - piece.left)
            .collect();
        widths.sort_by(f64::total_cmp);
        let median = widths.get(widths.len() / 2).copied().unwrap_or_default();
        widths.len() >= COLUMN && median > 0.6 * (end - start)
    };
    let left_end = pieces
        .iter()
        .filter(|piece| piece.right <= at)
        .map(|piece| piece.right)
        .fold(left, f64::max);
    (crossing * 5 <= pieces.len()
        && filled((left, left_end), &|piece| piece.right <= at)
        && filled((at, right), &|piece| piece.left >= at))
    .then_some(at)
}

/// Where the leftmost piece begins and the rightmost ends.
fn extent(pieces: &[Line]) -> (f64, f64) {
    let nothing = (f64::INFINITY, f64::NEG_INFINITY);
    pieces.iter().fold(nothing, |(left, right), piece| {
        (left.min(piece.left), right.max(piece.right))
    })
}

/// The pieces of one column, those on one base line put together.
fn joined(pieces: Vec<Line>) -> Vec<Line> {
    let (left, right) = extent(&pieces);
    let mut lines: Vec<Line> = Vec::new();
    for mut piece in pieces {
        piece.column = (left, right);
        match lines.last_mut() {
            Some(last) if (last.y - piece.y).abs() < 0.35 * last.size.max(piece.size) => {
                join(&mut last.text, &piece.text);
                last.right = last.right.max(piece.right);
            }
            _ => lines.push(piece),
        }
    }
    lines
}

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Page]) -> Vec<String> {
    let lines: Vec<&Line> = pages.iter().flat_map(|page| &page.lines).collect();
    let leading = leading(&lines);
    let known = hyphenated(&lines);
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    for (position, line) in lines.iter().enumerate() {
        let before = position.checked_sub(1).and_then(|before| lines.get(before));
        if before.is_some_and(|before| parts(before, line, leading)) {
            paragraphs.push(std::mem::take(&mut current));
        }
        append(&mut current, &line.text, &known);
    }
    paragraphs.push(current);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// The usual step from one line to the next.
fn leading(lines: &[&Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [one, other] => Some(one.y - other.y),
            _ => None,
        })
        .filter(|step| *step > 1.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    // Gaps between paragraphs are steps, too: rather the lower ones.
    steps.get(steps.len() * 2 / 5).copied().unwrap_or(12.0)
}

/// Whether a paragraph ends between two lines.
fn parts(before: &Line, line: &Line, leading: f64) -> bool {
    let step = before.y - line.y;
    let is_other_size = (line.size / before.size - 1.0).abs() > 0.15;
    let ends_sentence = before.text.ends_with([
        '.', '!', '?', '…', '。', '！', '？', '”', '"', '»', ')', '」', ':', '：',
    ]);
    let width = before.column.1 - before.column.0;
    let is_short = before.right < before.column.1 - 0.15 * width;
    let is_indented = line.left > line.column.0 + 0.8 * line.size
        && before.left < before.column.0 + 0.8 * before.size;
    let begins_large = line.text.starts_with(|first: char| !first.is_lowercase());
    if is_other_size {
        return true;
    }
    if step <= 0.0 || step > 5.0 * leading {
        // The next column or page.
        return (is_short && (ends_sentence || begins_large)) || (is_indented && begins_large);
    }
    step > 1.35 * leading
        || (is_indented && begins_large)
        || (is_short
            && begins_large
            && (ends_sentence || before.right < before.column.1 - 0.4 * width))
}

/// Words that the file itself writes with a hyphen inside a line.
fn hyphenated(lines: &[&Line]) -> HashSet<String> {
    let words = lines.iter().flat_map(|line| line.text.split(' '));
    words
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| word.contains('-'))
        .map(str::to_lowercase)
        .collect()
}

/// Puts a line behind a paragraph; a word divided at the end of the line is put together.
fn append(current: &mut String, line: &str, known: &HashSet<String>) {
    let is_divided = current.ends_with(['-', '\u{ad}', '\u{2010}'])
        && line.starts_with(char::is_lowercase)
        && current
            .chars()
            .rev()
            .nth(1)
            .is_some_and(char::is_alphabetic);
    if !is_divided {
        join(current, line);
        return;
    }
    let first = current.rsplit(' ').next().unwrap_or_default();
    let first = first.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let second = line.split(' ').next().unwrap_or_default();
    let second = second.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if !known.contains(&format!("{first}{second}").to_lowercase()) {
        current.pop();
    }
    current.push_str(line);
}
