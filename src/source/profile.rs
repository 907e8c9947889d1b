//! What is known of publishers' sites, as data.

use super::dates::NumericOrder;
use crate::text::fold;
use chrono_tz::Tz;
use serde::Deserialize;
use std::sync::LazyLock;

static SITES: LazyLock<Sites> = LazyLock::new(|| {
    toml::from_str(include_str!("../lexicon/data/sites.toml")).unwrap_or_default()
});

#[derive(Default, Deserialize)]
struct Sites {
    ministry_words: Vec<String>,
    site: Vec<SiteProfile>,
}

/// A publisher's site.
#[derive(Debug, Default, Deserialize)]
pub(super) struct SiteProfile {
    /// Hosts, with their sub-domains; the first names the publisher.
    pub(super) hosts: Vec<String>,
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

    /// One name for all its mirrors.
    pub(super) fn publisher(&self) -> &str {
        self.hosts.first().map_or("", String::as_str)
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
