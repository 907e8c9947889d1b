//! What stands at the head and foot of pages and is no text: running titles, page numbers, and the date, title and address that a
//! browser prints on every page.

use super::layout::{Line, Page};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Lines at head and foot that may be furniture.
const LINES: usize = 3;
/// How far the lines of two pages may lie apart, in points.
const SHIFT: f64 = 8.0;

/// The foot that a browser prints.
static FOOT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^((?:https?|file)://\S+)(?:\s+\d{1,4}/\d{1,4})?$").ok());

/// What a browser printed on the pages.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub(super) by_browser: bool,
    pub(super) url: Option<String>,
}

/// Takes furniture from the pages.
pub(super) fn take(pages: &mut [Page]) -> Printed {
    let mut printed = Printed::default();
    let mut seen: HashMap<(String, bool), HashSet<usize>> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (_, line, at_top) in ends(page) {
            seen.entry((shape(&line.text), at_top))
                .or_default()
                .insert(number);
        }
    }
    let usual = super::layout::usual_size(pages);
    let enough = (pages.len() * 2 / 5).max(2);
    for page in pages.iter_mut() {
        let mut is_furniture = |line: &Line, at_top: bool| {
            let pages = seen
                .get(&(shape(&line.text), at_top))
                .map_or(0, HashSet::len);
            let by_browser = by_browser(&line.text, at_top);
            if by_browser {
                printed.by_browser = true;
                printed.url = printed.url.take().or_else(|| address(&line.text));
            }
            // The title itself is set larger than where it is repeated.
            let is_large = usual.is_some_and(|usual| line.size > 1.15 * usual);
            (pages >= enough && !is_large) || by_browser || is_page_number(&line.text)
        };
        // From the edge inwards, up to the first line that is text.
        let (mut gone, mut ended) = (HashSet::new(), HashSet::new());
        for (position, line, at_top) in ends(page) {
            if !ended.contains(&at_top) && is_furniture(line, at_top) {
                gone.insert(position);
            } else if !gone.iter().any(|other| is_level(page, *other, line)) {
                ended.insert(at_top);
            }
        }
        let mut position = 0;
        page.lines.retain(|_| {
            position += 1;
            !gone.contains(&(position - 1))
        });
    }
    printed
}

/// Whether a line stands beside one that is furniture: title and page number often do.
fn is_level(page: &Page, other: usize, line: &Line) -> bool {
    let other = page.lines.get(other);
    other.is_some_and(|other| (other.y - line.y).abs() < SHIFT / 2.0)
}

/// The lines nearest to head and foot, each with its position and whether it stands at the head.
fn ends(page: &Page) -> Vec<(usize, &Line, bool)> {
    let height = (page.top - page.bottom).max(1.0);
    let mut by_height: Vec<(usize, &Line)> = page.lines.iter().enumerate().collect();
    by_height.sort_by(|one, other| other.1.y.total_cmp(&one.1.y));
    let near = |line: &Line, end: f64| (line.y - end).abs() < 0.12 * height + SHIFT;
    let top = by_height
        .iter()
        .take(LINES)
        .filter(|(_, line)| near(line, page.top));
    let bottom = by_height
        .iter()
        .rev()
        .take(LINES)
        .filter(|(_, line)| near(line, page.bottom));
    let top = top.map(|(position, line)| (*position, *line, true));
    let bottom = bottom.map(|(position, line)| (*position, *line, false));
    // A page of few lines has them at both ends.
    let mut all: Vec<(usize, &Line, bool)> = top.collect();
    let positions: HashSet<usize> = all.iter().map(|(position, ..)| *position).collect();
    all.extend(bottom.filter(|(position, ..)| !positions.contains(position)));
    all
}

/// A line with its numbers made equal.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for character in text.chars() {
        if !character.is_numeric() {
            shape.push(character);
        } else if !shape.ends_with('0') {
            shape.push('0');
        }
    }
    shape
}

fn is_page_number(text: &str) -> bool {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:[-–—|\s]*\d{1,4}[-–—|\s]*|(?:page|seite|p\.|стр\.|第)\s*\d{1,4}\s*页?(?:\s*(?:of|von|de|sur|из|/|共)\s*\d{1,4}\s*页?)?|\d{1,4}\s*(?:/|of)\s*\d{1,4}|[ivxlc]{1,6})$").ok()
    });
    NUMBER
        .as_ref()
        .is_some_and(|number| number.is_match(text.trim()))
}

/// Whether a line is what browsers print at the head or the foot.
fn by_browser(text: &str, at_top: bool) -> bool {
    static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? (?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?:\s|$)").ok()
    });
    let pattern = if at_top { &HEAD } else { &FOOT };
    pattern
        .as_ref()
        .is_some_and(|pattern| pattern.is_match(text.trim()))
}

/// The address in a foot, if it is whole.
fn address(text: &str) -> Option<String> {
    let found = FOOT.as_ref()?.captures(text.trim())?;
    let url = found.get(1)?.as_str();
    let is_whole = url.starts_with("http") && !url.contains('…') && !url.ends_with("...");
    is_whole.then(|| url.to_owned())
}
