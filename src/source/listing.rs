//! What a server answered, to those who collect: a document, something in its place, or a list of addresses ([`told`]); and when two
//! addresses are one ([`address_key`]).
//!
//! Lists are told by content (feeds, [`sitemap`]s, JSON) or by the profile of their site ([`page`]). Nothing here asks for anything.

mod feeds;
mod items;
mod page;
mod sitemap;

use super::bounds::Bounds;
use super::charset::{self, Declared};
use super::dates::{NumericOrder, address};
use super::format::Format;
use super::http::{self, Response};
use super::identity;
use super::page::{Placeholder, Saved, placeholder};
use super::profile::{ListRule, Profiles};
use crate::briefing::Precision;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::borrow::Cow;

/// Most addresses that are taken of one answer.
const MOST_ITEMS: usize = 50_000;

/// What an answer is.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// A document, as far as can be told.
    Document,
    /// Something in place of a document, and why: an error, a text that is not there yet.
    Placeholder(String),
    /// A refusal to show it to programs, and how.
    Wall(String),
    /// Addresses.
    List(Listing),
}

/// A list of addresses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listing {
    /// What it lists, in its order.
    pub items: Vec<Item>,
    /// Where it goes on.
    pub next: Option<String>,
}

impl Listing {
    /// Whether it holds the text of any document itself.
    #[must_use]
    pub fn holds_texts(&self) -> bool {
        self.items.iter().any(|item| item.leads_to == LeadsTo::Held)
    }
}

/// An address in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The address, in full.
    pub url: String,
    /// The day of the document, or the last day of its month, where the list tells.
    pub day: Option<NaiveDate>,
    /// When it was changed last, where the list tells.
    pub changed: Option<DateTime<Utc>>,
    /// What is there.
    pub leads_to: LeadsTo,
}

/// What an address in a list leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeadsTo {
    /// A document.
    Document,
    /// A document whose text stands in the list already.
    Held,
    /// A further list of the site, which goes on where this one ends.
    List,
    /// A site map.
    Map,
}

/// What the response (status line, headers and body as sent) of an address is.
///
/// # Errors
/// Its body cannot be unpacked, or is far too large unpacked.
pub fn told(url: &str, response: &[u8], profiles: &Profiles) -> Result<Told, String> {
    let response = Response::read(response).ok_or("no HTTP response")?;
    let body = response.body(&Bounds::of_file(0))?;
    // Site maps are often files that are compressed once more.
    let body = if body.starts_with(b"\x1f\x8b") {
        Bounds::of_file(0).read(flate2::read::MultiGzDecoder::new(&*body))?
    } else {
        body
    };
    let media_type = response.headers.get("content-type").unwrap_or_default();
    let server = http::parameter(media_type, "charset");
    let declared = server
        .as_deref()
        .map_or(Declared::InText, Declared::ByServer);
    let named = Format::of_media_type(media_type).ok().flatten();
    if matches!(
        Format::of_bytes(named, &body),
        Some(Format::Pdf | Format::Zip | Format::Office | Format::Warc)
    ) {
        return Ok(Told::Document);
    }
    let Ok(text) = charset::decode(Cow::Owned(body), declared, &mut Vec::new()) else {
        return Ok(Told::Document);
    };
    let rule = list_rule(url, profiles);
    let listing = if sitemap::is_sitemap(&text) {
        Some(sitemap::listing(&text))
    } else if super::feed::is_feed(&text) {
        Some(feeds::listing(&text, profiles))
    } else if text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(['{', '['])
    {
        items::listing(&text, url, profiles)
    } else {
        let saved = Saved {
            text: &text,
            path: "page.html",
            url: Some(url),
        };
        match placeholder(saved, profiles) {
            Some(Placeholder::Wall(reason)) => return Ok(Told::Wall(reason)),
            Some(Placeholder::Other(reason)) => return Ok(Told::Placeholder(reason)),
            None => (),
        }
        rule.map(|rule| page::listing(&text, url, rule, profiles))
    };
    Ok(listing.map_or(Told::Document, |listing| {
        Told::List(tidied(listing, url, rule))
    }))
}

/// Where the lists of a site begin, by its profile's name; `None` where there is no such profile.
#[must_use]
pub fn list_addresses(site: &str, profiles: &Profiles) -> Option<Vec<String>> {
    let site = profiles.named(site)?;
    Some(site.list.iter().map(|rule| rule.url.clone()).collect())
}

/// Whether a profile says where lists of the site of an address begin.
#[must_use]
pub fn has_lists(url: &str, profiles: &Profiles) -> bool {
    profiles
        .of_url(url)
        .is_some_and(|site| !site.list.is_empty())
}

/// The names of the profiles that say where their site's lists begin.
#[must_use]
pub fn listed_sites(profiles: &Profiles) -> Vec<&str> {
    let sites = profiles.sites().iter();
    sites
        .filter(|site| !site.list.is_empty())
        .map(|site| &*site.name)
        .collect()
}

/// What two addresses of one document have in common.
#[must_use]
pub fn address_key(url: &str, profiles: &Profiles) -> String {
    identity::address_identity(url, profiles.of_url(url))
}

/// Whether two addresses are of one site: of one host but for `www.`, or of one profile.
#[must_use]
pub fn same_site(one: &str, other: &str, profiles: &Profiles) -> bool {
    let host = |url: &str| {
        let url = url::Url::parse(url).ok()?;
        let host = url.host_str()?.to_owned();
        Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
    };
    let site = |url| profiles.of_url(url).map(|site| &site.name);
    let of_one_profile = site(one).is_some() && site(one) == site(other);
    of_one_profile || (host(one).is_some() && host(one) == host(other))
}

/// Status and body of a response, unpacked, as text.
///
/// # Errors
/// It is none, or its body cannot be unpacked.
pub fn text_of_response(response: &[u8]) -> Result<(u16, String), String> {
    let response = Response::read(response).ok_or("no HTTP response")?;
    let body = response.body(&Bounds::of_file(0))?;
    Ok((response.status, String::from_utf8_lossy(&body).into_owned()))
}

/// The last day that an address may mean by the date in it.
fn day_in(url: &str, order: NumericOrder) -> Option<NaiveDate> {
    let (day, precision) = address::date(url, order)?;
    match precision {
        Precision::Day => Some(day),
        Precision::Month => day.checked_add_months(chrono::Months::new(1))?.pred_opt(),
        Precision::Year => NaiveDate::from_ymd_opt(day.year(), 12, 31),
    }
}

/// The rule of the list that an address belongs to.
fn list_rule<'a>(url: &str, profiles: &'a Profiles) -> Option<&'a ListRule> {
    let site = profiles.of_url(url)?;
    site.list.iter().find(|rule| rule.is_of(url))
}

/// Addresses in full and each once, those that the rule follows, and where the list goes on.
fn tidied(listing: Listing, url: &str, rule: Option<&ListRule>) -> Listing {
    let base = url::Url::parse(url).ok();
    let full = |address: &str| {
        let joined = match &base {
            Some(base) => base.join(address.trim()),
            None => url::Url::parse(address.trim()),
        };
        let mut joined = joined
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))?;
        joined.set_fragment(None);
        Some(joined.to_string())
    };
    let mut seen = rustc_hash::FxHashSet::default();
    let mut items = Vec::new();
    for mut item in listing.items {
        let Some(mut address) = full(&item.url) else {
            continue;
        };
        // A site map names further ones, whatever the rule follows.
        if let Some(rule) = rule.filter(|_| item.leads_to != LeadsTo::Map) {
            let Some(leads_to) = rule.leads_to(&address) else {
                continue;
            };
            if leads_to == LeadsTo::List {
                item.leads_to = leads_to;
            } else {
                address = rule.rewritten(&address);
            }
        }
        if items.len() < MOST_ITEMS && seen.insert(address.clone()) {
            item.url = address;
            items.push(item);
        }
    }
    let next = listing.next.as_deref().and_then(full);
    let next = next
        .or_else(|| rule?.next(url))
        .filter(|_| !items.is_empty());
    Listing {
        items,
        next: next.filter(|next| next != url),
    }
}
