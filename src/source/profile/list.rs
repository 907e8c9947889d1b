//! What a profile says of a list of its site: where it begins, how it goes on, and which of its links are documents.

use super::pattern::{Css, Pattern};
use super::rules::place;
use super::site::Rewrite;
use crate::source::listing::LeadsTo;
use scraper::Selector;
use serde::Deserialize;

/// A list: pages, a feed, a site map, JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct ListRule {
    /// Its first page.
    pub(in crate::source) url: String,
    /// Its further pages, with `{}` for their number.
    pub(in crate::source) pages: Option<String>,
    /// The number of the second page.
    #[serde(default = "second")]
    first: u32,
    /// What the number grows by.
    #[serde(default = "one")]
    step: u32,
    /// The link to the next page, where there is no `pages`.
    #[serde(default)]
    next: Option<Css>,
    /// Elements that link to documents; of several selectors the first counts that finds any.
    #[serde(default = "any_link")]
    links: Vec<Css>,
    /// Where the address does not stand in `href`.
    link: Option<Link>,
    /// Which addresses are documents, over host, path and parameters; all, where it is empty.
    #[serde(default)]
    follow: Vec<Pattern>,
    /// Which addresses are further lists.
    #[serde(default)]
    lists: Vec<Pattern>,
    /// The address at which a document is asked for, over host, path and parameters.
    #[serde(default)]
    rewrite: Vec<Rewrite>,
}

/// How an address is made of an attribute.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    attribute: String,
    from: Pattern,
    to: String,
}

fn second() -> u32 {
    2
}

fn one() -> u32 {
    1
}

fn any_link() -> Vec<Css> {
    vec![Css::from("a[href]".to_owned())]
}

impl ListRule {
    /// Whether an address is that of a page of the list, or of one of its further lists.
    pub(in crate::source) fn is_of(&self, url: &str) -> bool {
        let further = || place(url).is_some_and(|place| any(&self.lists, &place));
        same(url, &self.url) || self.number(url).is_some() || further()
    }

    /// The page behind the one at `url`.
    pub(in crate::source) fn next(&self, url: &str) -> Option<String> {
        let pages = self.pages.as_ref()?;
        let number = if same(url, &self.url) {
            self.first
        } else {
            self.number(url)?.checked_add(self.step)?
        };
        Some(pages.replace("{}", &number.to_string()))
    }

    /// What an address of the list leads to; `None` where it is not followed.
    pub(in crate::source) fn leads_to(&self, url: &str) -> Option<LeadsTo> {
        let place = place(url)?;
        if any(&self.lists, &place) {
            return Some(LeadsTo::List);
        }
        let follows = self.follow.is_empty() || any(&self.follow, &place);
        (follows && !self.is_of(url)).then_some(LeadsTo::Document)
    }

    /// Where a document is asked for.
    pub(in crate::source) fn rewritten(&self, url: &str) -> String {
        let Some((scheme, mut rest)) = url
            .split_once("://")
            .map(|(scheme, rest)| (scheme, rest.to_owned()))
        else {
            return url.to_owned();
        };
        for rewrite in &self.rewrite {
            if let Some(regex) = rewrite.from.regex() {
                rest = regex.replace(&rest, rewrite.to.as_str()).into_owned();
            }
        }
        format!("{scheme}://{rest}")
    }

    /// The attribute in which addresses stand.
    pub(in crate::source) fn attribute(&self) -> &str {
        self.link.as_ref().map_or("href", |link| &link.attribute)
    }

    /// The address that the value of that attribute makes.
    pub(in crate::source) fn address(&self, value: &str) -> Option<String> {
        let Some(link) = &self.link else {
            return Some(value.to_owned());
        };
        let captures = link.from.regex()?.captures(value)?;
        let mut address = String::new();
        captures.expand(&link.to, &mut address);
        Some(address)
    }

    pub(in crate::source) fn link_selectors(&self) -> impl Iterator<Item = &Selector> {
        self.links.iter().filter_map(Css::selector)
    }

    pub(in crate::source) fn next_link(&self) -> Option<&Selector> {
        self.next.as_ref()?.selector()
    }

    /// What is wrong with it, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        let is_address = |url: &str| {
            url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
        };
        if !is_address(&self.url) {
            return Some(format!(
                "`list.url`: `{}` is no address; write it with https://",
                self.url
            ));
        }
        let pages = self
            .pages
            .as_ref()
            .filter(|pages| !pages.contains("{}") || !is_address(&pages.replace("{}", "1")));
        pages.map(|pages| {
            format!("`list.pages`: `{pages}` is no address with {{}} for the number of the page")
        })
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = (&'static str, &Pattern)> {
        let follow = self.follow.iter().map(|pattern| ("list.follow", pattern));
        let lists = self.lists.iter().map(|pattern| ("list.lists", pattern));
        let link = self.link.iter().map(|link| ("list.link.from", &link.from));
        let rewrite = self
            .rewrite
            .iter()
            .map(|rewrite| ("list.rewrite", &rewrite.from));
        follow.chain(lists).chain(link).chain(rewrite)
    }

    pub(super) fn selectors(&self) -> impl Iterator<Item = (&'static str, &Css)> {
        let links = self.links.iter().map(|css| ("list.links", css));
        links.chain(self.next.iter().map(|css| ("list.next", css)))
    }

    /// The number of the page at `url`.
    fn number(&self, url: &str) -> Option<u32> {
        let (before, after) = self.pages.as_ref()?.split_once("{}")?;
        url.strip_prefix(before)?.strip_suffix(after)?.parse().ok()
    }
}

fn any(patterns: &[Pattern], place: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(place))
}

/// Whether two addresses are written alike once they are in full form.
fn same(one: &str, other: &str) -> bool {
    let full = |url| url::Url::parse(url).map(String::from);
    one == other || matches!((full(one), full(other)), (Ok(one), Ok(other)) if one == other)
}
