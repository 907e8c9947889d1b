//! HTML pages and fragments: main content and metadata; listing, login and error pages told apart.

use super::clean::{is_error_page, tidy, word_count};
use super::draft::{Body, Draft};
use super::fields::Fields;
use super::profile::Profiles;
use super::publishers::is_ministry;
use super::{Remark, html, speaker};
use crate::briefing::DateOrigin;
use dom_smoothie::{Config, Readability, TextMode};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// Words of running text from which on a page is more than a list of links.
const PROSE: usize = 120;
/// Words from which on a paragraph is running text.
const PARAGRAPH: usize = 20;
/// Links with several words from which on a page without running text is a listing.
const LINKS: usize = 8;
/// How deep JSON-LD is looked into.
const DEEPEST: usize = 4;

/// What a page says, or why it is no briefing.
pub(super) fn read(text: &str, profiles: &Profiles) -> Result<Draft, String> {
    if let Some(reason) = html::unparsable(text) {
        return Ok(Draft {
            body: Body::Plain(html::stripped(text)),
            remarks: vec![Remark(format!("{reason}; its tags were stripped"))],
            ..Draft::default()
        });
    }
    let document = Html::parse_document(text);
    let title = heading(&document);
    if !is_whole(text) {
        return Ok(Draft {
            title,
            body: Body::Html(text.to_owned()),
            ..Draft::default()
        });
    }
    if let Some(reason) = no_briefing(&document, title.as_deref()) {
        return Err(reason);
    }
    let mut draft = metadata(&document);
    draft.title = title.or(draft.title);
    let profile = draft.url.as_deref().and_then(|url| profiles.of_url(url));
    let content = profile.and_then(|profile| by_selectors(&document, &profile.body));
    draft.body = Body::Html(
        content
            .or_else(|| main_content(text))
            .unwrap_or_else(|| text.to_owned()),
    );
    Ok(draft)
}

/// Whether it is a page and not a piece of one.
fn is_whole(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect::<String>().to_lowercase();
    ["<html", "<head", "<body", "<!doctype"]
        .iter()
        .any(|tag| head.contains(tag))
}

/// The one main heading, else the page's title without the site's name.
fn heading(document: &Html) -> Option<String> {
    let headings: Vec<String> = select(document, "h1")
        .map(text_of)
        .filter(|heading| !heading.is_empty())
        .collect();
    if let [heading] = headings.as_slice() {
        return Some(heading.clone());
    }
    let title = select(document, "head title").map(text_of).next()?;
    // The heading that the title repeats is the document's.
    let repeated = headings
        .into_iter()
        .find(|heading| title.contains(heading.as_str()));
    repeated.or_else(|| {
        let cut = [" | ", " – ", " - ", " — ", "_"]
            .iter()
            .find_map(|separator| title.rsplit_once(separator));
        let own = cut.map_or(title.as_str(), |(own, _)| own).trim();
        (!own.is_empty()).then(|| own.to_owned())
    })
}

/// Why a page is none that holds a briefing, if so.
fn no_briefing(document: &Html, title: Option<&str>) -> Option<String> {
    let prose: usize = select(document, "p, div, td, li, blockquote, article")
        .map(|element| word_count(&own_text(element)))
        .filter(|words| *words >= PARAGRAPH)
        .sum();
    if prose >= PROSE {
        return None;
    }
    if select(document, "input[type=password]").next().is_some() {
        return Some("login page".to_owned());
    }
    if title.is_some_and(is_error_page) {
        return Some("error page".to_owned());
    }
    let links = select(document, "a[href]")
        .filter(|link| word_count(&text_of(*link)) >= 4)
        .count();
    (links >= LINKS).then(|| format!("listing page: {links} links and little text"))
}

/// The text an element holds itself or in elements that run on within its lines, links left out.
fn own_text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for child in element.children() {
        if let Some(piece) = child.value().as_text() {
            text.push_str(piece);
        } else if let Some(inner) = ElementRef::wrap(child)
            && matches!(
                inner.value().name(),
                "b" | "i" | "em" | "strong" | "span" | "font" | "u"
            )
        {
            text.extend(inner.text());
        }
    }
    text
}

fn metadata(document: &Html) -> Draft {
    let mut pairs = Vec::new();
    for script in select(document, "script[type='application/ld+json']") {
        let json: String = script.text().collect();
        if let Ok(value) = serde_json::from_str::<Value>(&json) {
            linked_data(&value, 0, &mut pairs);
        }
    }
    for meta in select(document, "meta[content]") {
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|name| meta.value().attr(name));
        if let (Some(name), Some(content)) = (name, meta.value().attr("content")) {
            pairs.push((name.to_owned(), Value::String(content.to_owned())));
        }
    }
    let attribute = |css: &str, name: &str| {
        select(document, css).find_map(|element| element.value().attr(name).map(str::to_owned))
    };
    let canonical = attribute("link[rel=canonical]", "href").filter(|url| url.contains("://"));
    let time = attribute(
        "article time[datetime], main time[datetime], time[datetime][pubdate], time[itemprop=datePublished]",
        "datetime",
    );
    pairs.extend(time.map(|time| ("datePublished".to_owned(), Value::String(time))));
    let mut draft = Fields::new(pairs).into_draft(DateOrigin::Meta);
    draft.url = canonical.or(draft.url).filter(|url| url.contains("://"));
    draft.published = draft.published.or(draft.day.take());
    draft.language = attribute("html[lang]", "lang").or(draft.language);
    // An author may be the site, its webmaster or a program; a type says "article" of everything.
    draft
        .bylines
        .retain(|byline| speaker::is_person(byline.split(',').next().unwrap_or_default()));
    draft.form = None;
    draft.own_id = None;
    draft.summary = None;
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
    draft
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
                let described = members
                    .iter()
                    .filter(|(name, _)| name.as_str() != "articleBody" && name.as_str() != "name");
                pairs.extend(described.map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        _ => (),
    }
}

/// The HTML of the first of the profile's selectors that is there.
fn by_selectors(document: &Html, selectors: &[String]) -> Option<String> {
    let found = selectors.iter().find_map(|css| {
        let html = select(document, css)
            .map(|element| element.html())
            .collect::<String>();
        (!html.is_empty()).then_some(html)
    });
    found.filter(|html| word_count(&html::text(html)) >= PARAGRAPH)
}

/// What a general extractor takes for the main content.
fn main_content(text: &str) -> Option<String> {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let mut readability = Readability::new(text, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    Some(article.content.to_string())
}

fn text_of(element: ElementRef<'_>) -> String {
    tidy(&element.text().collect::<Vec<_>>().join(" "))
}

fn select<'a>(document: &'a Html, css: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(css).ok();
    let found: Vec<ElementRef<'a>> = selector
        .map(|selector| document.select(&selector).collect())
        .unwrap_or_default();
    found.into_iter()
}
