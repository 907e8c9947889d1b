//! The main content of a page whose layout nobody described: furniture taken out, then the element that holds most of the text, from
//! the heading on.

use super::dom::{take_out, text_of};
use crate::source::clean::{comparable, word_count};
use crate::source::html::{blocks_between, blocks_under, is_unread};
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use regex::RegexSet;
use scraper::{ElementRef, Html, Node, Selector};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Share of an element's words that one within it must hold to stand for it.
const MOST: f64 = 0.7;
/// Share of its words in links from which on a list is a menu.
const LINKED: f64 = 0.6;
/// Links from which on a run of them is a menu.
const MENU: usize = 3;

#[derive(Default, Deserialize)]
struct Table {
    furniture: Vec<String>,
    furniture_names: Vec<String>,
}

#[derive(Default)]
struct Furniture {
    selectors: Vec<Selector>,
    names: RegexSet,
}

static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../lexicon/data/page_furniture.toml")).unwrap_or_default();
    let parts = table.furniture_names.iter();
    let names = parts.map(|name| format!("(?i)^(?:.*[-_])?(?:{name})(?:[-_].*)?$"));
    Furniture {
        selectors: table
            .furniture
            .iter()
            .filter_map(|css| Selector::parse(css).ok())
            .collect(),
        names: RegexSet::new(names).unwrap_or_default(),
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

/// Takes menus, notices and the like out of the page.
pub(super) fn take_out_furniture(document: &mut Html) {
    take_out(document, &FURNITURE.selectors);
    let weights = weigh(document);
    let whole = weights
        .get(&document.root_element().id())
        .copied()
        .unwrap_or_default()
        .own();
    let mut found = Vec::new();
    for element in document.root_element().descendent_elements() {
        let weight = weights.get(&element.id()).copied().unwrap_or_default();
        let is_most = 2 * weight.own() > whole;
        if !is_most
            && !is_frame(element)
            && (is_named_furniture(element) || is_menu(element, weight))
        {
            found.push(element.id());
        }
    }
    for id in found {
        if let Some(mut node) = document.tree.get_mut(id) {
            node.detach();
        }
    }
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

fn is_named_furniture(element: ElementRef<'_>) -> bool {
    let id = element.value().id().into_iter();
    let mut names = id.chain(element.value().classes());
    names.any(|name| FURNITURE.names.is_match(name))
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
