//! Reading a parsed page: elements by selector, their values, and taking some out.

use crate::source::clean::tidy;
use crate::source::html::blocks_under;
use crate::source::profile::Css;
use scraper::{ElementRef, Html, Selector};

/// The elements of the page, without what was taken out, that a selector finds, in order; none where it cannot be read.
pub(in crate::source) fn select<'a>(
    document: &'a Html,
    css: &str,
) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(css).ok();
    let found: Vec<ElementRef<'a>> = selector
        .map(|selector| document.root_element().select(&selector).collect())
        .unwrap_or_default();
    found.into_iter()
}

/// The text of an element, in one line.
pub(in crate::source) fn text_of(element: ElementRef<'_>) -> String {
    tidy(&blocks_under(*element).join(" "))
}

/// The text of an element in one line; `None` where it holds more bytes than that, which are not looked at.
pub(in crate::source) fn text_within(element: ElementRef<'_>, most: usize) -> Option<String> {
    let mut bytes = 0;
    let is_short = element.text().all(|piece| {
        bytes += piece.len();
        bytes <= most
    });
    is_short.then(|| text_of(element))
}

/// What an element says: of metadata its content, of times the stamp, else its text.
pub(in crate::source) fn value_of(element: ElementRef<'_>) -> String {
    let attribute = match element.value().name() {
        "meta" => element.attr("content"),
        "time" => element.attr("datetime"),
        "input" => element.attr("value"),
        _ => None,
    };
    attribute.map_or_else(|| text_of(element), tidy)
}

/// What the first element says that is not empty.
pub(super) fn value(document: &Html, css: &str) -> Option<String> {
    select(document, css)
        .map(value_of)
        .find(|value| !value.is_empty())
}

/// An attribute of the first element that has it.
pub(super) fn attribute(document: &Html, css: &str, name: &str) -> Option<String> {
    select(document, css)
        .find_map(|element| element.attr(name).map(|value| value.trim().to_owned()))
}

/// The values that the first selector finds which finds any.
pub(in crate::source) fn values(document: &Html, rules: &[Css]) -> Vec<String> {
    let of = |css: &Css| {
        let found = css
            .selector()
            .map(|selector| document.root_element().select(selector));
        let values = found.into_iter().flatten().map(value_of);
        values.filter(|value| !value.is_empty()).collect::<Vec<_>>()
    };
    rules
        .iter()
        .map(of)
        .find(|values| !values.is_empty())
        .unwrap_or_default()
}

/// Takes out of the page what the selectors find.
pub(in crate::source) fn take_out<'a>(
    document: &mut Html,
    rules: impl IntoIterator<Item = &'a Selector>,
) {
    let mut found = Vec::new();
    for selector in rules {
        found.extend(
            document
                .root_element()
                .select(selector)
                .map(|element| element.id()),
        );
    }
    for id in found {
        if let Some(mut node) = document.tree.get_mut(id) {
            node.detach();
        }
    }
}
