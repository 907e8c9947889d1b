//! What stands on a page beside its text: menus, notices, boxes of other news, told by element, by name and by their links.

use super::content::{body, heading};
use super::dom::take_out;
use super::weight::{Weight, weigh, weight_of};
use crate::source::clean::word_count;
use crate::source::html::{blocks_between, blocks_under};
use ego_tree::{NodeId, NodeRef};
use regex::Regex;
use scraper::{ElementRef, Html, Node, Selector};
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Share of its words in links from which on a list is a menu.
const LINKED: f64 = 0.6;
/// Links from which on a run of them is a menu.
const MENU: usize = 3;
/// Words a note on who put the page there has at most.
const NOTE: usize = 25;
/// Elements that hold most of a page and may be a sidebar all the same: so many are looked into.
const SIDEBARS: usize = 4;

/// What the names of an element begin with that is not what it is named after.
const STATES: &[&str] = &[
    "no-side",
    "has-",
    "with-",
    "without-",
    "is-",
    "not-",
    "page-",
    "field--label-",
];

#[derive(Default, Deserialize)]
struct Table {
    furniture: Vec<String>,
    furniture_names: Vec<String>,
    exact_names: Vec<String>,
    large_names: Vec<String>,
    linked_names: Vec<String>,
    meta_names: Vec<String>,
}

struct Furniture {
    selectors: Vec<Selector>,
    names: Option<Regex>,
    exact_names: Option<Regex>,
    large_names: Option<Regex>,
    linked_names: Option<Regex>,
    meta_names: Option<Regex>,
}

static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../lexicon/data/page_furniture.toml")).unwrap_or_default();
    let named = |names: &[String]| {
        let names = names.join("|");
        Regex::new(&format!("^(?:.*[-_])?(?:{names})(?:[-_].*)?$")).ok()
    };
    let exact = Regex::new(&format!("^(?:{})$", table.exact_names.join("|"))).ok();
    let selectors = table.furniture.iter();
    Furniture {
        selectors: selectors
            .filter_map(|css| Selector::parse(css).ok())
            .collect(),
        names: named(&table.furniture_names),
        exact_names: exact,
        large_names: named(&table.large_names),
        linked_names: named(&table.linked_names),
        meta_names: named(&table.meta_names),
    }
});

/// Takes menus, notices and the like out of the page; `title` helps to tell a long sidebar from the text.
pub(super) fn take_out_furniture(document: &mut Html, title: Option<&str>) {
    take_out(document, &FURNITURE.selectors);
    let weights = weigh(document);
    let root = body(document);
    let whole = weight_of(root, &weights).own();
    let elements = root.descendent_elements().filter(|element| {
        let weight = weight_of(*element, &weights);
        let named = is_named(*element, FURNITURE.names.as_ref())
            || is_named(*element, FURNITURE.exact_names.as_ref())
            || (weight.links > 0 && is_named(*element, FURNITURE.linked_names.as_ref()));
        (named || is_menu(*element, weight)) && !is_frame(*element)
    });
    let holds_most = |element: &ElementRef<'_>| 2 * weight_of(*element, &weights).own() > whole;
    let (large, mut furniture): (Vec<_>, Vec<_>) = elements.partition(holds_most);
    if !large.is_empty()
        && let Some(heading) = heading(document, title)
    {
        let following = blocks_between(*root, Some(heading.id()), None);
        let named = |element: &ElementRef<'_>| is_named(*element, FURNITURE.large_names.as_ref());
        let sidebars = large.into_iter().filter(named).take(SIDEBARS);
        furniture.extend(sidebars.filter(|element| has_text_beside(&following, heading, *element)));
    }
    let furniture = furniture.into_iter().map(|element| element.id()).collect();
    detach(document, furniture);
}

/// Takes out what tells who put the page there and when.
pub(super) fn take_out_notes(document: &mut Html) {
    let weights = weigh(document);
    let elements = body(document).descendent_elements();
    let notes = elements
        .filter(|element| !is_frame(*element) && is_named(*element, FURNITURE.meta_names.as_ref()));
    let notes: Vec<NodeId> = notes
        .filter(|element| weight_of(*element, &weights).words < NOTE)
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
fn has_text_beside(following: &[String], heading: ElementRef<'_>, element: ElementRef<'_>) -> bool {
    let holds = |node: NodeRef<'_, Node>| node.id() == element.id();
    let apart = !holds(*heading)
        && !heading.ancestors().any(holds)
        && !element.ancestors().any(|node| node.id() == heading.id());
    if !apart {
        return false;
    }
    let inside: HashSet<String> = blocks_under(*element).into_iter().collect();
    let mut sentences = following.iter().filter(|line| {
        word_count(line) > 2 && line.ends_with(['.', '!', '?', '。', '！', '？', '”', '»'])
    });
    sentences.any(|line| !inside.contains(line))
}

/// What must not be taken for furniture, whatever it is called.
fn is_frame(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "html" | "body" | "main" | "article" | "h1" | "tbody" | "tr"
    )
}

/// Whether the class or id is one of the names, `relatedNews` being `related-news`.
fn is_named(element: ElementRef<'_>, known: Option<&Regex>) -> bool {
    let Some(known) = known else { return false };
    let id = element.value().id().into_iter();
    let mut names = id.chain(element.value().classes());
    names.any(|name| {
        let name = hyphenated(name);
        // `no-sidebar` and `has-menu` are said of the text's own place.
        let is_state = STATES.iter().any(|state| name.starts_with(state));
        known.is_match(&name) && !is_state
    })
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

/// A list or block of links.
fn is_menu(element: ElementRef<'_>, weight: Weight) -> bool {
    let holds_lists = matches!(
        element.value().name(),
        "ul" | "ol" | "dl" | "div" | "section" | "table" | "td" | "p"
    );
    holds_lists && weight.links >= MENU && weight.linked as f64 > LINKED * weight.words as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_furniture_is_read_whole() {
        let table: Table =
            toml::from_str(include_str!("../../lexicon/data/page_furniture.toml")).unwrap();
        assert_eq!(FURNITURE.selectors.len(), table.furniture.len());
        let names = [
            &FURNITURE.names,
            &FURNITURE.exact_names,
            &FURNITURE.large_names,
            &FURNITURE.linked_names,
            &FURNITURE.meta_names,
        ];
        assert!(names.iter().all(|names| names.is_some()));
    }

    #[test]
    fn names_of_furniture_count_between_hyphens_and_capitals_only() {
        for (name, is_furniture) in [
            ("breadcrumb", true),
            ("block-breadcrumbs", true),
            ("relatedNews", true),
            ("site_footer", true),
            ("article-body", false),
            ("statement", false),
            ("footnotes", false),
            ("field--label-hidden", false),
        ] {
            let known = FURNITURE.names.as_ref().unwrap();
            assert_eq!(known.is_match(&hyphenated(name)), is_furniture, "{name}");
        }
    }
}
