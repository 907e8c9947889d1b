//! List pages, as the profile of their site describes them.

use super::{Item, LeadsTo, Listing, day_in};
use crate::source::dates::{self, NumericOrder};
use crate::source::page::{select, text_within};
use crate::source::profile::{ListRule, Profiles};
use crate::source::tree;
use chrono::NaiveDate;
use scraper::{ElementRef, Html};

/// Longest text beside a link in which its date is looked for, in bytes.
const BESIDE: usize = 400;
/// Elements around a link whose texts are looked at.
const AROUND: usize = 4;

/// What a page lists by a rule.
pub(super) fn listing(text: &str, url: &str, rule: &ListRule, profiles: &Profiles) -> Listing {
    let Ok(document) = tree::document(text) else {
        return Listing::default();
    };
    let order = profiles
        .of_url(url)
        .map_or(NumericOrder::Undecided, |site| site.numeric_order);
    let base = select(&document, "base[href]").next().and_then(|base| {
        let page = url::Url::parse(url).ok()?;
        page.join(base.attr("href")?).ok()
    });
    let full = |address: &str| match &base {
        Some(base) => base
            .join(address.trim())
            .map_or_else(|_| address.to_owned(), String::from),
        None => address.to_owned(),
    };
    let items = links(&document, rule).filter_map(|element| {
        let address = full(&rule.address(element.attr(rule.attribute())?)?);
        Some(Item {
            day: day(element, &address, order),
            changed: None,
            leads_to: LeadsTo::Document,
            url: address,
        })
    });
    let next = rule.next_link().and_then(|selector| {
        let link = document.root_element().select(selector).next()?;
        link.attr("href").map(full)
    });
    Listing {
        items: items.collect(),
        next,
    }
}

/// The elements that link to documents, by the first selector that finds any.
fn links<'a>(document: &'a Html, rule: &ListRule) -> impl Iterator<Item = ElementRef<'a>> {
    let found = rule.link_selectors().map(|selector| {
        let found = document.root_element().select(selector);
        found.collect::<Vec<_>>()
    });
    let mut found = found.filter(|elements| !elements.is_empty());
    found.next().unwrap_or_default().into_iter()
}

/// The day that an address names, else the first that stands in or around the link, before another begins.
fn day(link: ElementRef<'_>, url: &str, order: NumericOrder) -> Option<NaiveDate> {
    if let Some(day) = day_in(url, order) {
        return Some(day);
    }
    let around = link.ancestors().filter_map(ElementRef::wrap).take(AROUND);
    for element in std::iter::once(link).chain(around) {
        let own = link.attr("href");
        let others = element
            .descendent_elements()
            .filter(|inner| inner.value().name() == "a" && inner.attr("href") != own);
        let text = text_within(element, BESIDE)?;
        if others.take(2).count() == 2 {
            return None;
        }
        if let Some(found) = dates::find(&text, order).first() {
            return Some(found.day);
        }
    }
    None
}
