//! Whether a document writes 8/3/2016 for 8 March or for 3 August, by what else it shows.

use crate::source::dates::NumericOrder;
use crate::source::draft::Draft;
use crate::source::profile::{HEAD, SiteProfile, host};
use crate::source::publishers::{shows_month_first, writes_month_first};
use regex::Regex;
use std::sync::LazyLock;

/// Ends of hosts that look like a country's and are used by anybody.
const ANYBODYS: &[&str] = &[
    "io", "tv", "co", "me", "ai", "cc", "ws", "fm", "to", "ly", "gg",
];

static NUMERIC: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})\b").ok());

/// What tells the order.
pub(super) struct Signs<'a> {
    pub(super) profile: Option<&'a SiteProfile>,
    pub(super) title: Option<&'a str>,
    pub(super) paragraphs: &'a [String],
    /// For whom the publisher speaks.
    pub(super) represents: Option<&'a str>,
    pub(super) language: Option<&'a str>,
}

/// As the publisher's site does it; else as its times ("EDT"), its other dates, its country and its language show.
pub(super) fn order(draft: &Draft, signs: &Signs<'_>) -> NumericOrder {
    if let Some(profile) = signs.profile {
        return profile.numeric_order;
    }
    if let Some(order) = draft.numeric_order {
        return order;
    }
    let ends = signs.paragraphs.iter().take(HEAD);
    let ends = ends.chain(signs.paragraphs.iter().rev().take(2));
    let lines: Vec<&str> = ends.map(String::as_str).chain(signs.title).collect();
    if lines.iter().any(|line| shows_month_first(line)) {
        return NumericOrder::MonthFirst;
    }
    let fields = [&draft.said, &draft.day, &draft.published, &draft.updated];
    let fields = fields.into_iter().flatten().map(|date| date.text.as_str());
    if let Some(order) = by_other_dates(lines.into_iter().chain(fields)) {
        return order;
    }
    if let Some(country) = signs.represents {
        return of_country(country);
    }
    let host = draft.url.as_deref().and_then(host);
    let end = host.as_deref().and_then(|host| host.rsplit('.').next());
    if let Some(end) = end.filter(|end| end.len() == 2 && !ANYBODYS.contains(end)) {
        return of_country(if end == "us" { "USA" } else { end });
    }
    match signs.language {
        Some(language) if !language.starts_with("en") => NumericOrder::DayFirst,
        _ => NumericOrder::Undecided,
    }
}

fn of_country(country: &str) -> NumericOrder {
    if writes_month_first(country) {
        NumericOrder::MonthFirst
    } else {
        NumericOrder::DayFirst
    }
}

/// 4/29/2015 shows it for 4/5/2015 beside it, unless 29/4/2015 stands there, too.
pub(in crate::source) fn by_other_dates<'a>(
    lines: impl Iterator<Item = &'a str>,
) -> Option<NumericOrder> {
    let pattern = NUMERIC.as_ref()?;
    let (mut day_first, mut month_first) = (false, false);
    for captures in lines.flat_map(|line| pattern.captures_iter(line)) {
        let number = |group: usize| captures[group].parse::<u32>().unwrap_or(0);
        match (number(1), number(2)) {
            (13..=31, 1..=12) => day_first = true,
            (1..=12, 13..=31) => month_first = true,
            _ => (),
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(NumericOrder::DayFirst),
        (false, true) => Some(NumericOrder::MonthFirst),
        _ => None,
    }
}
