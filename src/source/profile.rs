//! What is known of publishers' sites, as data.

use super::dates::NumericOrder;
use crate::text::fold;
use chrono_tz::Tz;
use regex::RegexSet;
use serde::Deserialize;
use std::sync::LazyLock;

static SITES: LazyLock<Sites> = LazyLock::new(|| {
    toml::from_str(include_str!("../lexicon/data/sites.toml")).unwrap_or_default()
});

static MARKS: LazyLock<Vec<(&'static SiteProfile, RegexSet)>> = LazyLock::new(|| {
    let marked = SITES.site.iter().filter(|site| !site.marks.is_empty());
    marked
        .filter_map(|site| Some((site, RegexSet::new(&site.marks).ok()?)))
        .collect()
});

static MONTH_FIRST: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(&SITES.month_first_marks).unwrap_or_default());

/// Paragraphs at the head of a text that may show whose it is.
const HEAD: usize = 12;
/// Longest line that is looked at for marks, in bytes.
const LINE: usize = 300;

#[derive(Default, Deserialize)]
struct Sites {
    ministry_words: Vec<String>,
    feed_words: Vec<String>,
    month_first_marks: Vec<String>,
    site: Vec<SiteProfile>,
}

/// A publisher's site.
#[derive(Debug, Default, Deserialize)]
pub(super) struct SiteProfile {
    /// Hosts, with their sub-domains; the first names the publisher.
    pub(super) hosts: Vec<String>,
    /// What shows in a title or a line of text that it is its.
    #[serde(default)]
    marks: Vec<String>,
    /// Its name as it writes it.
    pub(super) ministry: String,
    /// The country or organisation it speaks for.
    pub(super) represents: String,
    /// Where its days begin and end.
    pub(super) time_zone: Option<Tz>,
    /// How it writes dates in numbers.
    #[serde(default)]
    pub(super) numeric_order: NumericOrder,
    /// CSS selectors of the text, best first.
    #[serde(default)]
    pub(super) body: Vec<String>,
}

impl SiteProfile {
    /// The profile of the site at `url`, the one with the longest fitting host.
    pub(super) fn of_url(url: &str) -> Option<&'static Self> {
        let host = host(url)?;
        let fits = |pattern: &String| {
            host.strip_suffix(pattern.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        let fitting = SITES.site.iter().filter_map(|site| {
            let longest = site
                .hosts
                .iter()
                .filter(|pattern| fits(pattern))
                .map(String::len)
                .max()?;
            Some((longest, site))
        });
        fitting
            .max_by_key(|(length, _)| *length)
            .map(|(_, site)| site)
    }

    /// The profile of the site whose marks the title or a line at the head of the text bears.
    pub(super) fn of_text(title: Option<&str>, paragraphs: &[String]) -> Option<&'static Self> {
        let marked = MARKS.iter().find(|(_, marks)| {
            let mut head = paragraphs
                .iter()
                .take(HEAD)
                .map(String::as_str)
                .chain(title);
            head.any(|line| line.len() < LINE && marks.is_match(line))
        });
        marked.map(|(site, _)| *site)
    }

    /// One name for all its mirrors.
    pub(super) fn publisher(&self) -> &str {
        self.hosts.first().map_or("", String::as_str)
    }
}

/// How a publisher writes dates in numbers: as its site does, else as marks in title and text show.
pub(super) fn numeric_order(
    profile: Option<&SiteProfile>,
    title: Option<&str>,
    paragraphs: &[String],
) -> NumericOrder {
    if let Some(profile) = profile {
        return profile.numeric_order;
    }
    let ends = paragraphs
        .iter()
        .take(HEAD)
        .chain(paragraphs.iter().rev().take(2));
    let marked = ends
        .map(String::as_str)
        .chain(title)
        .any(|line| MONTH_FIRST.is_match(line));
    if marked {
        NumericOrder::MonthFirst
    } else {
        NumericOrder::DayFirst
    }
}

/// Whether a name is that of a ministry, embassy or the like, and not of a medium.
pub(super) fn is_ministry(name: &str) -> bool {
    let name = fold(name);
    SITES
        .ministry_words
        .iter()
        .any(|word| name.contains(&fold(word)))
}

/// Whether a feed of this title is one that the site whose items it has makes itself.
pub(super) fn is_own_feed(title: &str) -> bool {
    let folded = fold(title);
    let mut words = folded.split(|character: char| !character.is_alphanumeric());
    is_ministry(title) || words.any(|word| SITES.feed_words.iter().any(|known| fold(known) == word))
}

/// The host of a URL, lower-case, without `www.`, port and user.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.trim().split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority
        .rsplit('@')
        .next()?
        .split(':')
        .next()?
        .to_lowercase();
    let host = host
        .strip_prefix("www.")
        .unwrap_or(&host)
        .trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_owned())
}
