//! Pages that are none of a document, and what their user can do.

use super::dom::{select, text_of};
use super::placeholder::Placeholder;
use crate::source::clean::word_count;
use crate::source::profile::NoDocument;
use scraper::Html;
use serde::Deserialize;
use std::sync::LazyLock;

/// Words from which on a paragraph is running text.
const PARAGRAPH: usize = 20;
/// Links with several words from which on a page without running text is a listing.
const LINKS: usize = 8;
/// Headings that are links from which on a page of teasers is a listing.
const TEASERS: usize = 5;
/// Words of text a teaser has at most.
const TEASER: usize = 70;
/// Words a page has at most that is to be made by a program.
const SHELL: usize = 40;

#[derive(Default, Deserialize)]
struct Table {
    no_document: Vec<NoDocument>,
}

static RULES: LazyLock<Vec<NoDocument>> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../lexicon/data/no_documents.toml")).unwrap_or_default();
    table.no_document
});

/// Why a page of this title and visible text is no document, if so.
pub(super) fn refusal(document: &Html, title: Option<&str>, visible: &[String]) -> Option<String> {
    match ruled(title, visible) {
        Some(rule) => Some(rule.reason.clone()),
        None => shown(document, visible),
    }
}

/// The same of a page that may become one.
pub(super) fn placeholder(
    document: &Html,
    title: Option<&str>,
    visible: &[String],
) -> Option<Placeholder> {
    match ruled(title, visible) {
        Some(rule) => Placeholder::of(rule),
        None => shown(document, visible).map(Placeholder::Other),
    }
}

fn ruled(title: Option<&str>, visible: &[String]) -> Option<&'static NoDocument> {
    RULES.iter().find(|rule| rule.applies(title, visible, None))
}

/// Why a page is no document by what it is made of.
fn shown(document: &Html, visible: &[String]) -> Option<String> {
    let prose = prose(visible);
    if prose == 0 && select(document, "input[type=password]").next().is_some() {
        return Some("login page; save the page after signing in".to_owned());
    }
    let words: usize = visible.iter().map(|line| word_count(line)).sum();
    if words < SHELL && is_shell(document) {
        return Some("its text is loaded by JavaScript and not in it; open it in a browser and save it there, or print it to PDF".to_owned());
    }
    None
}

/// How many links a listing has, where a page is one: `content` is what else it says.
pub(super) fn listing(document: &Html, content: &[String]) -> Option<String> {
    let words: usize = content.iter().map(|line| word_count(line)).sum();
    let teasers = select(document, "h2 a[href], h3 a[href], h4 a[href], h5 a[href], h2 > a[href], a[href] > h2, a[href] > h3, a[href] > h4")
        .filter(|link| word_count(&text_of(*link)) >= 3)
        .count();
    let long_links = || {
        select(document, "a[href]")
            .filter(|link| word_count(&text_of(*link)) >= 4)
            .count()
    };
    let links = if teasers >= TEASERS && words < teasers * TEASER {
        teasers
    } else if prose(content) == 0 {
        long_links()
    } else {
        0
    };
    let reason = format!("listing page: {links} links and little text; save the pages it links to");
    (links >= TEASERS && (teasers >= TEASERS || links >= LINKS)).then_some(reason)
}

/// Words in running text.
fn prose(lines: &[String]) -> usize {
    lines
        .iter()
        .map(|line| word_count(line))
        .filter(|words| *words >= PARAGRAPH)
        .sum()
}

/// Whether a page is the empty frame of a program.
fn is_shell(document: &Html) -> bool {
    let frames = "#root, #app, #__next, #__nuxt, #react-root, app-root, [ng-app], [data-reactroot]";
    let asks = || {
        let mut notes =
            select(document, "noscript").map(|note| note.text().collect::<String>().to_lowercase());
        notes.any(|note| note.contains("javascript"))
    };
    let scripts = select(document, "script").next().is_some();
    scripts && (select(document, frames).next().is_some() || asks())
}
