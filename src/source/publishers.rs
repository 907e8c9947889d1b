//! What tells ministries from media, and those who write the month first.

use super::profile::host;
use crate::text::fold;
use regex::RegexSet;
use serde::Deserialize;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../lexicon/data/publishers.toml")).unwrap_or_default()
});

static MONTH_FIRST: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(&WORDS.month_first).unwrap_or_default());

#[derive(Default, Deserialize)]
struct Words {
    ministries: Vec<String>,
    feeds: Vec<String>,
    government_labels: Vec<String>,
    month_first: Vec<String>,
    month_first_countries: Vec<String>,
}

/// Whether a line shows that numeric dates are written with the month first.
pub(super) fn shows_month_first(line: &str) -> bool {
    MONTH_FIRST.is_match(line)
}

/// Whether a country (by its code) writes dates with the month first.
pub(super) fn writes_month_first(country: &str) -> bool {
    WORDS
        .month_first_countries
        .iter()
        .any(|known| known == country)
}

/// Whether a name is that of a ministry, embassy or the like, and not of a medium.
pub(super) fn is_ministry(name: &str) -> bool {
    let name = fold(name);
    WORDS
        .ministries
        .iter()
        .any(|word| name.contains(&fold(word)))
}

/// The country code of the government whose domain an address has: `BR` of `https://www.gov.br/…`, `NP` of `mofa.gov.np`.
pub(super) fn government(url: &str) -> Option<String> {
    let host = host(url)?;
    let mut labels = host.rsplit('.');
    let country = labels
        .next()
        .filter(|label| label.len() == 2 && label.bytes().all(|byte| byte.is_ascii_lowercase()))?;
    let second = labels.next()?;
    let known = |label: &String| label == second;
    WORDS
        .government_labels
        .iter()
        .any(known)
        .then(|| country.to_ascii_uppercase())
}

/// Whether a feed of this title is one that the site whose items it has makes itself.
pub(super) fn is_own_feed(title: &str) -> bool {
    let folded = fold(title);
    let mut words = folded.split(|character: char| !character.is_alphanumeric());
    is_ministry(title) || words.any(|word| WORDS.feeds.iter().any(|known| fold(known) == word))
}
