//! What each rule of a profile finds in a file: for the user who writes one.

use super::pattern::{Css, Pattern};
use super::site::{Layout, SiteProfile};
use super::{HEAD, PARAGRAPH};
use crate::archive::Record;
use crate::source::charset::Declared;
use crate::source::page::{self, Saved, value_of};
use crate::source::{Guide, Outcome, charset, identity, read, sidecar};
use scraper::Html;
use std::borrow::Cow;

/// Things found that are told of one rule.
const TOLD: usize = 3;

/// What a profile makes of a file.
#[derive(Debug, Default)]
pub struct Check {
    /// The name of the profile whose rules were tried.
    pub profile: Option<String>,
    /// Why it was chosen, or why none was.
    pub because: String,
    /// The layout that fits.
    pub layout: Option<String>,
    /// What each rule found, in the order of the table.
    pub rules: Vec<Found>,
    /// What the file is read as.
    pub outcomes: Vec<Outcome>,
    /// The address in the form in which two are compared.
    pub canonical: Option<String>,
    /// The publisher's number of the page.
    pub number: Option<String>,
}

/// What a rule found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Its key, such as `layout new: title`.
    pub key: String,
    /// The selector or pattern.
    pub rule: String,
    /// The first things it found, groups of a pattern as `speaker = Ada Norvik`; empty is nothing.
    pub found: Vec<String>,
}

/// Tries on a file the profile of this name, or the one it is read by.
#[must_use]
pub fn check(record: &Record, guide: &Guide<'_>, name: Option<&str>) -> Check {
    let profiles = guide.profiles;
    let outcomes: Vec<Outcome> = read(record, guide).collect();
    let briefing = outcomes.iter().find_map(|outcome| match outcome {
        Outcome::Briefing(briefing, _) => Some(briefing),
        _ => None,
    });
    let text = charset::decode(
        Cow::Borrowed(&record.bytes),
        Declared::InText,
        &mut Vec::new(),
    )
    .unwrap_or_default();
    let given = record
        .sidecar
        .as_deref()
        .and_then(|text| sidecar::read(text).ok()?.draft.url);
    let path = record.provenance.path.as_deref().unwrap_or_default();
    let saved = Saved {
        text: &text,
        path,
        url: given.as_deref(),
    };
    let document = page::parsed(saved);
    let choice = document
        .as_ref()
        .map(|document| page::choose(document, saved, profiles))
        .unwrap_or_default();
    let url = choice.origin.url.clone().or_else(|| briefing?.url.clone());
    let paragraphs: Vec<String> = briefing
        .map(|briefing| briefing.text.split("\n\n").map(str::to_owned).collect())
        .unwrap_or_default();
    let title = briefing.and_then(|briefing| briefing.title.clone());
    let by_text = || {
        let site = url.as_deref().map_or_else(
            || profiles.of_text(title.as_deref(), &paragraphs),
            |url| profiles.of_url(url),
        )?;
        Some((
            site,
            "its address or a line of its text shows it".to_owned(),
        ))
    };
    let chosen = choice
        .site
        .map(|site| (site, choice.because.clone()))
        .or_else(by_text);
    let chosen_name = chosen.as_ref().map(|(site, _)| site.name.as_str());
    let tried = name
        .and_then(|name| profiles.named(name))
        .or(chosen.as_ref().map(|(site, _)| *site));
    let because = match (&chosen, tried) {
        (Some((site, because)), Some(tried)) if std::ptr::eq(*site, tried) => because.clone(),
        (_, Some(tried)) => {
            let instead = chosen_name.map_or(String::new(), |name| {
                format!("; it is read by profile {name}")
            });
            let address = url.as_deref().unwrap_or("not known; --url gives it");
            format!(
                "not chosen: its hosts are {}, the address is {address}{instead}",
                tried.hosts.join(", ")
            )
        }
        _ => format!(
            "no profile knows the address ({}) or a mark in it",
            url.as_deref().unwrap_or("not known; --url gives it")
        ),
    };
    let Some(site) = tried else {
        return Check {
            because,
            outcomes,
            ..Check::default()
        };
    };
    let layout = document.as_ref().and_then(|document| {
        site.layout
            .iter()
            .find(|layout| page::fits(layout, document, url.as_deref()))
    });
    let mut rules = of_site(site, title.as_deref(), &paragraphs, document.as_ref());
    if let Some(document) = &document {
        rules.extend(
            site.layout
                .iter()
                .flat_map(|layout| of_layout(layout, document, url.as_deref())),
        );
    }
    rules.extend(of_address(site, url.as_deref()));
    Check {
        profile: Some(site.name.clone()),
        because,
        layout: layout.map(|layout| layout.name.clone()),
        rules,
        canonical: url
            .as_deref()
            .map(|url| identity::canonical(url, Some(site))),
        number: url.as_deref().and_then(|url| site.page_id(url)),
        outcomes,
    }
}

/// The rules for titles, lines and all layouts.
fn of_site(
    site: &SiteProfile,
    title: Option<&str>,
    paragraphs: &[String],
    document: Option<&Html>,
) -> Vec<Found> {
    let heads = document.map(page::heads).unwrap_or_default();
    let head = || {
        paragraphs
            .iter()
            .take(HEAD)
            .filter(|line| line.len() < PARAGRAPH)
            .map(String::as_str)
    };
    let marked = || heads.iter().map(String::as_str).chain(title).chain(head());
    let mut rules: Vec<Found> = Vec::new();
    rules.extend(
        site.marks
            .iter()
            .map(|mark| of_pattern("marks", mark, marked())),
    );
    rules.extend(
        site.titles
            .iter()
            .map(|pattern| of_pattern("titles", pattern, title.into_iter())),
    );
    rules.extend(
        site.lines
            .iter()
            .map(|pattern| of_pattern("lines", pattern, head())),
    );
    if let Some(document) = document {
        rules.extend(
            site.drop
                .iter()
                .map(|css| of_selector("drop", css, document)),
        );
        let visible = page::visible(document);
        let lines = || visible.iter().map(String::as_str);
        rules.extend(site.drop_lines.iter().map(|pattern| {
            of_pattern(
                "drop_lines",
                pattern,
                lines().filter(|line| pattern.is_whole(line)),
            )
        }));
        for rule in &site.no_document {
            let parts = [
                ("no_document title", &rule.title),
                ("no_document text", &rule.text),
            ];
            let parts = parts
                .into_iter()
                .filter_map(|(key, pattern)| Some((key, pattern.as_ref()?)));
            rules.extend(parts.map(|(key, pattern)| {
                if key.ends_with("title") {
                    of_pattern(key, pattern, marked())
                } else {
                    of_pattern(key, pattern, lines())
                }
            }));
        }
    }
    rules
}

fn of_layout(layout: &Layout, document: &Html, url: Option<&str>) -> Vec<Found> {
    let key = |key: &str| format!("layout {}: {key}", layout.name);
    let place = url.and_then(super::place);
    let mut rules = Vec::new();
    rules.extend(
        layout
            .url
            .iter()
            .map(|pattern| of_pattern(&key("url"), pattern, place.as_deref().into_iter())),
    );
    for (name, list) in layout.rules() {
        rules.extend(
            list.iter()
                .map(|css| of_selector(&key(name), css, document)),
        );
    }
    rules
}

fn of_address(site: &SiteProfile, url: Option<&str>) -> Vec<Found> {
    let place = url.and_then(super::place);
    let place = || place.as_deref().into_iter();
    let rewrites = site
        .address
        .rewrite
        .iter()
        .map(|rewrite| of_pattern("address.rewrite", &rewrite.from, place()));
    let numbers = site
        .address
        .id
        .iter()
        .map(|pattern| of_pattern("address.id", pattern, place()));
    let refused = site
        .no_document
        .iter()
        .filter_map(|rule| Some(of_pattern("no_document url", rule.url.as_ref()?, place())));
    rewrites.chain(numbers).chain(refused).collect()
}

/// Where a pattern is found first: its groups, or what it matched.
fn of_pattern<'a>(key: &str, pattern: &Pattern, mut lines: impl Iterator<Item = &'a str>) -> Found {
    let captures = pattern.regex().and_then(|regex| {
        lines.find_map(|line| regex.captures(line).map(|captures| (regex, captures)))
    });
    let found = captures.map(|(regex, captures)| {
        let names = regex.capture_names().flatten();
        let groups: Vec<String> = names
            .filter_map(|name| Some(format!("{name} = {}", captures.name(name)?.as_str())))
            .collect();
        if groups.is_empty() {
            vec![
                captures
                    .get(0)
                    .map_or("", |whole| whole.as_str())
                    .to_owned(),
            ]
        } else {
            groups
        }
    });
    Found {
        key: key.to_owned(),
        rule: pattern.source().to_owned(),
        found: found.unwrap_or_default(),
    }
}

/// What the elements say that a selector finds.
fn of_selector(key: &str, css: &Css, document: &Html) -> Found {
    let elements = css
        .selector()
        .map(|selector| document.root_element().select(selector));
    let values = elements.into_iter().flatten().map(value_of);
    Found {
        key: key.to_owned(),
        rule: css.source().to_owned(),
        found: values
            .filter(|value| !value.is_empty())
            .take(TOLD)
            .collect(),
    }
}
