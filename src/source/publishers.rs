//! What tells ministries from media, and how a publisher no profile knows writes its dates.

use super::dates::NumericOrder;
use super::profile::SiteProfile;
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
    month_first: Vec<String>,
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
        .take(super::profile::HEAD)
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
    WORDS
        .ministries
        .iter()
        .any(|word| name.contains(&fold(word)))
}

/// Whether a feed of this title is one that the site whose items it has makes itself.
pub(super) fn is_own_feed(title: &str) -> bool {
    let folded = fold(title);
    let mut words = folded.split(|character: char| !character.is_alphanumeric());
    is_ministry(title) || words.any(|word| WORDS.feeds.iter().any(|known| fold(known) == word))
}
