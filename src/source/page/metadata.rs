//! What a page says of itself beside its text: JSON-LD, `meta` and `time` elements, links in its head.

use super::dom::{attribute, select, text_within};
use crate::briefing::DateOrigin;
use crate::source::clean::{comparable, tidy, word_count};
use crate::source::draft::{Draft, OwnId};
use crate::source::fields::Fields;
use crate::source::form::announced;
use crate::source::publishers::is_ministry;
use crate::source::speaker;
use scraper::Html;
use serde_json::Value;

/// Longest heading, in bytes as they stand in the page.
const LONGEST: usize = 2000;
/// How deep JSON-LD is looked into.
const DEEPEST: usize = 4;

/// The one main heading; else the heading that the page's title repeats; else that title without the site's name, where there is
/// more to it.
pub(super) fn heading(document: &Html) -> Option<String> {
    let title = page_title(document);
    let (own, site) = title.as_deref().map(parted).unwrap_or_default();
    // Some sites head every page with their own name.
    let is_site = |text: &str| {
        comparable(text) == comparable(site)
            || (!own.is_empty() && own != text && is_name_of_site(text))
    };
    let texts = |css: &str| {
        let found = select(document, css).filter_map(|element| text_within(element, LONGEST));
        found
            .filter(|text| !text.is_empty() && !is_site(text))
            .collect::<Vec<String>>()
    };
    let headings = texts("h1");
    if let [heading] = headings.as_slice() {
        return Some(heading.clone());
    }
    let titled =
        "h1, h2, h3, [class*=title i], [id*=title i], [class*=headline i], [class*=heading i]";
    let titled = texts(titled);
    let title = title.as_deref().unwrap_or_default();
    let repeated = titled
        .iter()
        .find(|text| word_count(text) > 1 && title.contains(text.as_str()));
    if let Some(repeated) = repeated {
        return Some(repeated.clone());
    }
    let says_nothing = own.is_empty() || is_name_of_site(own) || word_count(own) < 3;
    let first = titled
        .into_iter()
        .find(|text| (3..40).contains(&word_count(text)));
    let own = (!own.is_empty()).then(|| own.to_owned());
    if says_nothing { first.or(own) } else { own }
}

/// A page's title in its own part and the site's name, whichever stands first.
fn parted(title: &str) -> (&str, &str) {
    let cut = [" | ", " – ", " - ", " — ", " :: ", " » ", "_"]
        .iter()
        .find_map(|separator| title.rsplit_once(separator));
    let (own, site) = cut.map_or((title, ""), |(own, site)| (own.trim(), site.trim()));
    if !site.is_empty() && is_name_of_site(own) && !is_name_of_site(site) {
        (site, own)
    } else {
        (own, site)
    }
}

/// Whether a text is a ministry's name and nothing else.
fn is_name_of_site(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = words
        .get(..words.len().min(3))
        .unwrap_or_default()
        .join(" ");
    let says_more = text.contains(|character: char| {
        character.is_ascii_digit() || matches!(character, ':' | ',' | '“' | '"')
    });
    // Small words aside, a name has few without a capital: "Министерство иностранных дел".
    let small = |word: &&&str| word.chars().count() > 3 && word.starts_with(char::is_lowercase);
    (2..=9).contains(&words.len())
        && words.iter().filter(small).count() <= 2
        && is_ministry(&begins)
        && !says_more
        && announced(text).is_none()
}

/// The ministry that the page's title names beside its own part.
fn site_name(document: &Html) -> Option<String> {
    let title = page_title(document)?;
    let (_, site) = parted(&title);
    is_name_of_site(site).then(|| site.to_owned())
}

/// The page's title as it stands in its head.
pub(super) fn page_title(document: &Html) -> Option<String> {
    let element = select(document, "head title").next()?;
    // Nothing in the head is shown, so its blocks are not read.
    let title: String = element.text().collect();
    let title = tidy(&title);
    (!title.is_empty()).then_some(title)
}

/// What metadata says, dates as written.
pub(super) fn metadata(document: &Html) -> Draft {
    let mut pairs = Vec::new();
    for script in select(document, "script[type='application/ld+json']") {
        let json: String = script.text().collect();
        if let Ok(value) = serde_json::from_str::<Value>(&json) {
            linked_data(&value, 0, &mut pairs);
        }
    }
    pairs.extend(metas(document));
    let canonical = attribute(document, "link[rel=canonical]", "href");
    let time = attribute(
        document,
        "article time[datetime], main time[datetime], time[datetime][pubdate], time[itemprop=datePublished]",
        "datetime",
    );
    pairs.extend(time.map(|time| ("datePublished".to_owned(), Value::String(time))));
    let mut draft = Fields::new(pairs).into_draft(DateOrigin::Meta);
    draft.url = canonical
        .filter(|url| url.contains("://"))
        .or(draft.url)
        .filter(|url| url.contains("://"));
    draft.published = draft.published.or(draft.day.take());
    draft.language = document
        .root_element()
        .attr("lang")
        .map(str::to_owned)
        .or(draft.language);
    // An author may be the site, its webmaster or a program; a type says "article" of everything.
    draft
        .bylines
        .retain(|byline| speaker::is_person(byline.split(',').next().unwrap_or_default()));
    draft.form = None;
    draft.summary = None;
    // WordPress numbers its pages as it does the items of its feeds.
    let short = attribute(document, "link[rel=shortlink]", "href");
    draft.own_id = short
        .filter(|link| link.contains("://") && link.contains("?p="))
        .map(OwnId::Publisher);
    if draft.outlet.as_deref().is_some_and(is_ministry) {
        draft.ministry = draft.outlet.take();
    } else if draft
        .ministry
        .as_deref()
        .is_some_and(|name| !is_ministry(name))
    {
        draft.outlet = draft.outlet.or(draft.ministry.take());
        draft.ministry = None;
    }
    if draft.outlet.is_none() {
        draft.ministry = draft.ministry.or_else(|| site_name(document));
    }
    draft
}

/// The `meta` elements as names and values.
fn metas(document: &Html) -> impl Iterator<Item = (String, Value)> {
    select(document, "meta[content]").filter_map(|meta| {
        let names = ["property", "name", "itemprop"];
        let name = names.iter().find_map(|name| meta.attr(name))?;
        let content = meta.attr("content")?;
        Some((name.to_owned(), Value::String(content.to_owned())))
    })
}

/// The members of the articles that JSON-LD describes.
fn linked_data(value: &Value, depth: usize, pairs: &mut Vec<(String, Value)>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| linked_data(item, depth + 1, pairs)),
        Value::Object(members) => {
            if let Some(graph) = members.get("@graph") {
                linked_data(graph, depth + 1, pairs);
            }
            if members.contains_key("headline") || members.contains_key("datePublished") {
                let described = members.iter().filter(|(name, _)| name.as_str() != "name");
                pairs.extend(described.map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        _ => (),
    }
}
