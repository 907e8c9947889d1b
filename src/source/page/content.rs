//! The main content of a page whose layout nobody described: the element that holds most of the text, from the heading on.

use super::dom::text_within;
use super::weight::{Weights, weigh, weight_of};
use crate::source::clean::{comparable, word_count};
use crate::source::html::{blocks_between, blocks_under};
use dom_smoothie::{Config, Readability, TextMode};
use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Html, Node};
use std::collections::HashSet;

/// Share of an element's words that one within it must hold to stand for it.
const MOST: f64 = 0.7;
/// Share of the words that the general extractor must find, too, for its ends to count.
const AGREED: f64 = 0.5;
/// Paragraphs at the head of a text that a general extractor often misses: a date line, a lead.
const LEADS: usize = 4;
/// Words behind the text from which on they are something else's.
const TAIL: f64 = 12.0;

/// Bytes looked at to write a page out for the general extractor; pages of a ministry need a thousandth.
const WRITING: usize = 1 << 32;
/// Bytes of white space that may stand around a heading.
const SPACE: usize = 400;

/// Elements that hold a paragraph or less.
const LEAVES: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dt",
    "dd",
    "a",
    "span",
    "b",
    "strong",
    "em",
    "i",
    "blockquote",
    "pre",
];
/// Elements that may be a heading.
const HEADINGS: &[&str] = &[
    "h1", "h2", "h3", "h4", "div", "p", "td", "th", "span", "font", "b", "strong", "dt", "center",
];

/// The paragraphs of the main content; `title` helps to find where it begins.
pub(super) fn main_content(document: &Html, title: Option<&str>) -> Vec<String> {
    let weights = weigh(document);
    let root = body(document);
    let chosen = heaviest(root, &weights);
    let heading = heading(document, title);
    let Some(heading) = heading else {
        return blocks_under(*chosen);
    };
    if heading.id() == chosen.id() {
        return blocks_under(*chosen);
    }
    let within = heading
        .ancestors()
        .any(|ancestor| ancestor.id() == chosen.id());
    if within {
        return blocks_between(*chosen, Some(heading.id()), None);
    }
    // What stands between the heading and the element belongs to the text: a lead, a date.
    let mut ancestors = chosen.ancestors();
    let common =
        ancestors.find(|ancestor| heading.ancestors().any(|other| other.id() == ancestor.id()));
    let precedes = common.is_some_and(|common| is_before(common, heading.id(), chosen.id()));
    match common {
        Some(common) if precedes && few_between(common, heading.id(), chosen.id(), &weights) => {
            blocks_between(common, Some(heading.id()), Some(chosen.id()))
        }
        _ => blocks_under(*chosen),
    }
}

/// The paragraphs without those behind the last and well before the first that a general extractor finds, where the two agree on
/// most of the text.
pub(super) fn trimmed(mut paragraphs: Vec<String>, document: &Html) -> Vec<String> {
    if cost_of_writing(document) > WRITING {
        return paragraphs;
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let readability = Readability::new(document.html(), None, Some(config));
    let Some(article) = readability
        .ok()
        .and_then(|mut readability| readability.parse().ok())
    else {
        return paragraphs;
    };
    let found: HashSet<String> = article.text_content.lines().map(comparable).collect();
    let agreed = |line: &String| found.contains(&comparable(line));
    let words = |lines: &[String]| lines.iter().map(|line| word_count(line)).sum::<usize>() as f64;
    let common: Vec<String> = paragraphs
        .iter()
        .filter(|line| agreed(line))
        .cloned()
        .collect();
    if words(&common) < AGREED * words(&paragraphs) {
        return paragraphs;
    }
    let last = paragraphs.iter().rposition(agreed);
    let first = paragraphs.iter().position(agreed).unwrap_or_default();
    if let Some(last) = last.filter(|last| words(&paragraphs[last + 1..]) >= TAIL) {
        paragraphs.truncate(last + 1);
    }
    if first > LEADS {
        paragraphs.drain(..first);
    }
    paragraphs
}

/// How many bytes are looked at to write a page out: the serializer searches the rest of a text at each character that it escapes, or
/// whose first byte is that of a no-break space.
fn cost_of_writing(document: &Html) -> usize {
    let cost = |text: &str| {
        let stops = text.bytes().filter(|byte| matches!(byte, b'&' | 0xC2));
        stops.count().saturating_mul(text.len())
    };
    let of_node = |node: NodeRef<'_, Node>| match node.value() {
        Node::Text(text) => {
            let parent = node.parent().and_then(ElementRef::wrap);
            let is_raw =
                parent.is_some_and(|parent| matches!(parent.value().name(), "script" | "style"));
            if is_raw { 0 } else { cost(text) }
        }
        Node::Element(element) => element
            .attrs()
            .fold(0_usize, |all, (_, value)| all.saturating_add(cost(value))),
        _ => 0,
    };
    let nodes = document.tree.nodes();
    nodes.map(of_node).fold(0, usize::saturating_add)
}

/// The lines above the heading and beside the content that may date it: short, with digits.
pub(super) fn date_lines(document: &Html) -> Vec<String> {
    let lines = blocks_under(*body(document)).into_iter();
    let is_short = |line: &String| {
        line.chars().count() <= 60 && line.chars().filter(char::is_ascii_digit).count() >= 4
    };
    lines.filter(is_short).take(20).collect()
}

pub(super) fn body(document: &Html) -> ElementRef<'_> {
    let root = document.root_element();
    let mut elements = root.child_elements();
    elements
        .find(|element| element.value().name() == "body")
        .unwrap_or(root)
}

/// The innermost element that still holds nearly all words.
fn heaviest<'a>(root: ElementRef<'a>, weights: &Weights) -> ElementRef<'a> {
    let weight = |element: &ElementRef<'_>| weight_of(*element, weights).own();
    let mut chosen = root;
    loop {
        let all = weight(&chosen);
        let heaviest = chosen
            .child_elements()
            .filter(is_container)
            .max_by_key(weight);
        match heaviest {
            Some(child) if all > 0 && weight(&child) as f64 >= MOST * all as f64 => chosen = child,
            _ => return chosen,
        }
    }
}

/// Whether an element may hold a whole text.
fn is_container(element: &ElementRef<'_>) -> bool {
    !LEAVES.contains(&element.value().name())
}

/// The element that holds the title.
pub(super) fn heading<'a>(document: &'a Html, title: Option<&str>) -> Option<ElementRef<'a>> {
    let title = title?;
    let wanted = comparable(title);
    let mut elements = body(document).descendent_elements();
    elements.find(|element| {
        let fits = HEADINGS.contains(&element.value().name());
        let text = || text_within(*element, 2 * title.len() + SPACE);
        fits && text().is_some_and(|text| comparable(&text) == wanted)
    })
}

/// Whether `first` comes before `second` under `node`.
fn is_before(node: NodeRef<'_, Node>, first: NodeId, second: NodeId) -> bool {
    let found = node
        .descendants()
        .find(|node| node.id() == first || node.id() == second);
    found.is_some_and(|node| node.id() == first)
}

/// Whether little stands between heading and text: else something else stands there.
fn few_between(
    common: NodeRef<'_, Node>,
    heading: NodeId,
    chosen: NodeId,
    weights: &Weights,
) -> bool {
    let lines = blocks_between(common, Some(heading), Some(chosen));
    let between: usize = lines.iter().map(|line| word_count(line)).sum();
    let text = weights.get(&chosen).copied().unwrap_or_default().words;
    between < 2 * text + 40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_of_what_must_be_escaped_is_left_as_it_is_and_at_once() {
        for (mark, attribute) in [("&#", ""), ("§", ""), ("x", "&#")] {
            let (text, value) = (mark.repeat(500_000), attribute.repeat(500_000));
            let html = format!("<!doctype html><p title='{value}'>{text}</p>");
            let paragraphs = vec!["The locks are open.".to_owned()];
            let trimmed = trimmed(paragraphs.clone(), &Html::parse_document(&html));
            assert_eq!(trimmed, paragraphs);
        }
    }
}
