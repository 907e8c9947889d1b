//! The main content of a page whose layout nobody described: furniture taken out, then the element that holds most of the text, from
//! the heading on.

use super::dom::{take_out, text_of};
use crate::source::clean::{comparable, word_count};
use crate::source::html::{blocks_between, blocks_under, is_unread};
use dom_smoothie::{Config, Readability, TextMode};
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use regex::RegexSet;
use scraper::{ElementRef, Html, Node, Selector};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Share of an element's words that one within it must hold to stand for it.
const MOST: f64 = 0.7;
/// Share of its words in links from which on a list is a menu.
const LINKED: f64 = 0.6;
/// Links from which on a run of them is a menu.
const MENU: usize = 3;
/// Words a note on who put the page there has at most.
const NOTE: usize = 25;
/// Share of the words that the general extractor must find, too, for its ends to count.
const AGREED: f64 = 0.5;
/// Paragraphs at the head of a text that a general extractor often misses: a date line, a lead.
const LEADS: usize = 4;
/// Words behind the text from which on they are something else's.
const TAIL: f64 = 12.0;

#[derive(Default, Deserialize)]
struct Table {
    furniture: Vec<String>,
    furniture_names: Vec<String>,
    linked_names: Vec<String>,
    meta_names: Vec<String>,
}

#[derive(Default)]
struct Furniture {
    selectors: Vec<Selector>,
    names: RegexSet,
    linked_names: RegexSet,
    meta_names: RegexSet,
}

static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../lexicon/data/page_furniture.toml")).unwrap_or_default();
    let named = |names: &[String]| {
        let whole = names
            .iter()
            .map(|name| format!("^(?:.*[-_])?(?:{name})(?:[-_].*)?$"));
        RegexSet::new(whole).unwrap_or_default()
    };
    let selectors = table.furniture.iter();
    Furniture {
        selectors: selectors
            .filter_map(|css| Selector::parse(css).ok())
            .collect(),
        names: named(&table.furniture_names),
        linked_names: named(&table.linked_names),
        meta_names: named(&table.meta_names),
    }
});

/// The words under an element, and how many of them are links'.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    words: usize,
    linked: usize,
    links: usize,
}

impl Weight {
    fn own(self) -> usize {
        self.words - self.linked.min(self.words)
    }

    fn add(&mut self, other: Self) {
        self.words += other.words;
        self.linked += other.linked;
        self.links += other.links;
    }
}

type Weights = HashMap<NodeId, Weight>;

/// Takes menus, notices and the like out of the page; `title` helps to tell a long sidebar from the text.
pub(super) fn take_out_furniture(document: &mut Html, title: Option<&str>) {
    take_out(document, &FURNITURE.selectors);
    let weights = weigh(document);
    let root = body(document);
    let whole = weight_of(root, &weights).own();
    let heading = heading(document, title);
    let is_text = |element: ElementRef<'_>| {
        let most = 2 * weight_of(element, &weights).own() > whole;
        most && !heading.is_some_and(|heading| has_text_beside(root, heading, element))
    };
    let elements = root.descendent_elements();
    let furniture = elements.filter(|element| {
        let weight = weight_of(*element, &weights);
        let named = is_named(*element, &FURNITURE.names)
            || (weight.links > 0 && is_named(*element, &FURNITURE.linked_names));
        (named || is_menu(*element, weight)) && !is_frame(*element) && !is_text(*element)
    });
    let furniture: Vec<NodeId> = furniture.map(|element| element.id()).collect();
    detach(document, furniture);
}

/// Takes out what tells who put the page there and when.
pub(super) fn take_out_notes(document: &mut Html) {
    let elements = body(document).descendent_elements();
    let notes =
        elements.filter(|element| !is_frame(*element) && is_named(*element, &FURNITURE.meta_names));
    let notes: Vec<NodeId> = notes
        .filter(|element| word_count(&text_of(*element)) < NOTE)
        .map(|element| element.id())
        .collect();
    detach(document, notes);
}

fn detach(document: &mut Html, nodes: Vec<NodeId>) {
    for id in nodes {
        if let Some(mut node) = document.tree.get_mut(id) {
            node.detach();
        }
    }
}

/// Whether sentences follow the heading outside of an element that does not hold it.
fn has_text_beside(root: ElementRef<'_>, heading: ElementRef<'_>, element: ElementRef<'_>) -> bool {
    let holds = |node: NodeRef<'_, Node>| node.id() == element.id();
    if holds(*heading)
        || heading.ancestors().any(holds)
        || element.ancestors().any(|node| node.id() == heading.id())
    {
        return false;
    }
    let inside: Vec<String> = blocks_under(*element);
    let sentence = |line: &&String| {
        word_count(line) > 2 && line.ends_with(['.', '!', '?', '。', '！', '？', '”', '»'])
    };
    let following = blocks_between(*root, Some(heading.id()), None);
    following
        .iter()
        .filter(sentence)
        .any(|line| !inside.contains(line))
}

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

/// The lines above the heading and beside the content that may date it: short, with digits.
pub(super) fn date_lines(document: &Html) -> Vec<String> {
    let lines = blocks_under(*body(document)).into_iter();
    let is_short = |line: &String| {
        line.chars().count() <= 60 && line.chars().filter(char::is_ascii_digit).count() >= 4
    };
    lines.filter(is_short).take(20).collect()
}

fn body(document: &Html) -> ElementRef<'_> {
    let root = document.root_element();
    let mut elements = root.child_elements();
    elements
        .find(|element| element.value().name() == "body")
        .unwrap_or(root)
}

/// The innermost element that still holds nearly all words.
fn heaviest<'a>(root: ElementRef<'a>, weights: &Weights) -> ElementRef<'a> {
    let weight = |element: &ElementRef<'_>| {
        weights
            .get(&element.id())
            .copied()
            .unwrap_or_default()
            .own()
    };
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
    !matches!(
        element.value().name(),
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "dt"
            | "dd"
            | "a"
            | "span"
            | "b"
            | "strong"
            | "em"
            | "i"
            | "blockquote"
            | "pre"
    )
}

/// What must not be taken for furniture, whatever it is called.
fn is_frame(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "html" | "body" | "main" | "article" | "h1" | "tbody" | "tr"
    )
}

/// Whether the class or id is one of the names, `relatedNews` being `related-news`.
fn is_named(element: ElementRef<'_>, known: &RegexSet) -> bool {
    let id = element.value().id().into_iter();
    let mut names = id.chain(element.value().classes());
    names.any(|name| known.is_match(&hyphenated(name)))
}

fn hyphenated(name: &str) -> String {
    let mut hyphenated = String::with_capacity(name.len() + 2);
    let mut after_small = false;
    for character in name.chars() {
        if after_small && character.is_ascii_uppercase() {
            hyphenated.push('-');
        }
        after_small = character.is_ascii_lowercase();
        hyphenated.push(character.to_ascii_lowercase());
    }
    hyphenated
}

fn weight_of(element: ElementRef<'_>, weights: &Weights) -> Weight {
    weights.get(&element.id()).copied().unwrap_or_default()
}

/// A list or block of links.
fn is_menu(element: ElementRef<'_>, weight: Weight) -> bool {
    let holds_lists = matches!(
        element.value().name(),
        "ul" | "ol" | "dl" | "div" | "section" | "table" | "td" | "p"
    );
    holds_lists && weight.links >= MENU && weight.linked as f64 > LINKED * weight.words as f64
}

fn weigh(document: &Html) -> Weights {
    let mut weights = Weights::new();
    let mut open: Vec<Weight> = vec![Weight::default()];
    let mut unread: Option<NodeId> = None;
    let mut links = 0_usize;
    for edge in document.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                _ if unread.is_some() => (),
                Node::Text(text) => {
                    let words = word_count(text);
                    if let Some(weight) = open.last_mut() {
                        weight.words += words;
                        weight.linked += if links > 0 { words } else { 0 };
                    }
                }
                Node::Element(element) if is_unread(element) => unread = Some(node.id()),
                Node::Element(element) => {
                    links += usize::from(element.name() == "a");
                    open.push(Weight::default());
                }
                _ => (),
            },
            Edge::Close(node) => {
                if unread == Some(node.id()) {
                    unread = None;
                } else if unread.is_none()
                    && let Node::Element(element) = node.value()
                {
                    let mut weight = open.pop().unwrap_or_default();
                    if element.name() == "a" {
                        links = links.saturating_sub(1);
                        weight.links += 1;
                    }
                    weights.insert(node.id(), weight);
                    if let Some(parent) = open.last_mut() {
                        parent.add(weight);
                    }
                }
            }
        }
    }
    weights
}

/// The element that holds the title.
fn heading<'a>(document: &'a Html, title: Option<&str>) -> Option<ElementRef<'a>> {
    let title = comparable(title?);
    let body = body(document);
    let mut elements = body.descendent_elements();
    elements.find(|element| {
        let fits = matches!(
            element.value().name(),
            "h1" | "h2"
                | "h3"
                | "h4"
                | "div"
                | "p"
                | "td"
                | "th"
                | "span"
                | "font"
                | "b"
                | "strong"
                | "dt"
                | "center"
        );
        fits && comparable(&text_of(*element)) == title
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
