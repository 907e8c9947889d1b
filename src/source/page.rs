//! HTML pages and fragments: main content and metadata, as the profile of their site has them or as they show; pages that are no
//! document told apart.

mod content;
mod dom;
mod embedded;
mod furniture;
mod metadata;
mod origin;
mod placeholder;
mod refusal;
mod weight;

pub(super) use self::dom::{select, take_out, text_within, value_of};
pub(super) use self::origin::unwrapped;
pub(super) use self::placeholder::{Placeholder, placeholder};

use self::dom::{attribute, text_of, values};
use self::metadata::{heading, metadata, page_title};
use self::origin::{Origin, origin};
use super::clean::word_count;
use super::dates::{self, NumericOrder};
use super::draft::{Body, Draft, Written};
use super::profile::{Css, Layout, Pattern, Profiles, SiteProfile, place};
use super::{Remark, html, tree};
use crate::briefing::DateOrigin;
use scraper::Html;

/// Words a text has at least, where another place of the page has more.
const TEXT: usize = 25;
/// Longest text of an element that may be a date, in bytes.
const SHORT: usize = 400;
/// Bytes at the head of a file in which a page begins.
const HEAD: usize = 4000;

/// A page as saved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saved<'a> {
    /// Its markup.
    pub(super) text: &'a str,
    /// The file, relative to the corpus.
    pub(super) path: &'a str,
    /// Its address, where the user gives it.
    pub(super) url: Option<&'a str>,
}

/// What a page says, or why it is no briefing.
pub(super) fn read(saved: Saved<'_>, profiles: &Profiles) -> Result<Draft, String> {
    let mut document = match tree::document(saved.text) {
        Ok(document) => document,
        Err(reason) => {
            return Ok(Draft {
                body: Body::Plain(html::stripped(saved.text)),
                remarks: vec![Remark(format!("{reason}; its tags were stripped"))],
                ..Draft::default()
            });
        }
    };
    if !is_whole(saved.text) {
        return Ok(Draft {
            title: heading(&document),
            body: Body::Html(saved.text.to_owned()),
            ..Draft::default()
        });
    }
    let choice = choose(&document, saved, profiles);
    let title = heading(&document);
    let mut draft = metadata(&document);
    let written = std::mem::take(&mut draft.body);
    draft.url.clone_from(&choice.origin.url);
    draft.retrieved = choice
        .origin
        .saved
        .clone()
        .map(|text| written_at(text, DateOrigin::Capture));
    if let Some(site) = choice.site {
        // The site's name for itself is not that of an outlet; what a page says by its own account stays.
        if attribute(&document, "meta[name=outlet]", "content").is_none() {
            draft.outlet = None;
        }
        if attribute(&document, "meta[name=ministry]", "content").is_none() {
            draft.ministry = None;
        }
        draft.site = Some(site.name.clone());
    }
    draft.title = title.or(draft.title);
    let visible = visible(&document);
    let refused = choice.site.and_then(|site| {
        let titles = [page_title(&document), draft.title.clone()];
        let mut titles = titles.iter().map(Option::as_deref);
        titles.find_map(|title| site.refusal(title, &visible, draft.url.as_deref()))
    });
    if let Some(reason) = refused {
        return Err(reason.to_owned());
    }
    if let Some(site) = choice.site {
        take_out(&mut document, site.drop.iter().filter_map(Css::selector));
    }
    if let Some(layout) = choice.layout {
        by_layout(&mut document, layout, &mut draft);
    }
    if draft.body == Body::None {
        if let Some(reason) = refusal::refusal(&document, draft.title.as_deref(), &visible) {
            let embedded = embedded::embedded(&document).filter(|_| words(&written) < TEXT);
            match embedded {
                Some(embedded) => return Ok(filled(draft, embedded)),
                None if words(&written) < TEXT => return Err(reason),
                None => (),
            }
        }
        by_content(document, written, &mut draft)?;
    }
    Ok(draft)
}

/// A page, parsed; `None` where it is none, or cannot be.
pub(super) fn parsed(saved: Saved<'_>) -> Option<Html> {
    is_whole(saved.text).then(|| tree::document(saved.text).ok())?
}

/// The lines of a page that are shown.
pub(super) fn visible(document: &Html) -> Vec<String> {
    html::blocks_under(document.tree.root())
}

/// Which profile and layout a page is read by.
#[derive(Debug, Default)]
pub(super) struct Choice<'a> {
    pub(super) origin: Origin,
    pub(super) site: Option<&'a SiteProfile>,
    pub(super) layout: Option<&'a Layout>,
    /// What decided for the profile.
    pub(super) because: String,
}

/// The profile of the page's site, by its address, else by marks in its head and headings; and the first of its layouts that fits.
pub(super) fn choose<'a>(document: &Html, saved: Saved<'_>, profiles: &'a Profiles) -> Choice<'a> {
    let origin = origin(document, saved.text, saved.path, saved.url, profiles);
    let addresses = [&origin.url, &origin.site];
    let by_address = addresses.into_iter().flatten().find_map(|url| {
        let site = profiles.of_url(url)?;
        Some((site, format!("its address is {url}")))
    });
    let by_mark = || {
        let lines = heads(document);
        let marked = |site: &'a SiteProfile| {
            let mark =
                |line: &String| Some(format!("mark `{}` in {line}", site.mark_in(line)?.source()));
            Some((site, lines.iter().find_map(mark)?))
        };
        profiles.sites().iter().find_map(marked)
    };
    let found = match &origin.url {
        // A page of another site may bear the marks of this one.
        Some(_) => by_address,
        None => by_address.or_else(by_mark),
    };
    let Some((site, because)) = found else {
        return Choice {
            origin,
            ..Choice::default()
        };
    };
    let layout = site
        .layout
        .iter()
        .find(|layout| fits(layout, document, origin.url.as_deref()));
    Choice {
        origin,
        site: Some(site),
        layout,
        because,
    }
}

/// Where a page says whose it is.
pub(super) fn heads(document: &Html) -> Vec<String> {
    let names = "meta[property='og:site_name'], meta[name=SiteName], meta[name=publisher], meta[name='DC.publisher'], meta[name='dcterms.publisher'], meta[name='application-name'], meta[name=ContentSource]";
    let metas = select(document, names).map(value_of);
    let headings = select(document, "h1, h2").map(text_of);
    page_title(document)
        .into_iter()
        .chain(metas)
        .chain(headings.take(8))
        .collect()
}

/// Whether a page is laid out so: at its address, with a body or, where the layout tells none, a title.
pub(super) fn fits(layout: &Layout, document: &Html, url: Option<&str>) -> bool {
    let there = |url: &str| {
        let place = place(url).unwrap_or_default();
        layout
            .url
            .as_ref()
            .is_none_or(|pattern: &Pattern| pattern.is_match(&place))
    };
    let rules = if layout.body.is_empty() {
        &layout.title
    } else {
        &layout.body
    };
    url.is_none_or(there) && !values(document, rules).is_empty()
}

/// Reads a page by a layout.
fn by_layout(document: &mut Html, layout: &Layout, draft: &mut Draft) {
    // What is dropped from the text may still name its date or speaker.
    let first = |rules: &[Css]| values(document, rules).into_iter().next();
    draft.title = first(&layout.title).or(draft.title.take());
    let date = |rules: &[Css]| first(rules).map(|text| written_at(text, DateOrigin::Meta));
    draft.said = date(&layout.said);
    draft.published = date(&layout.published).or(draft.published.take());
    draft.updated = date(&layout.updated).or(draft.updated.take());
    draft.form = first(&layout.kind);
    let speakers = values(document, &layout.speaker);
    if !layout.speaker.is_empty() {
        draft.bylines = speakers;
    }
    draft.language = layout.language.clone().or(draft.language.take());
    draft.ministry = first(&layout.ministry).or(draft.ministry.take());
    take_out(document, layout.drop.iter().filter_map(Css::selector));
    draft.body = layout
        .body
        .iter()
        .filter_map(Css::selector)
        .map(|selector| {
            let found = document
                .root_element()
                .select(selector)
                .flat_map(|element| html::blocks_under(*element));
            found.collect::<Vec<_>>()
        })
        .find(|paragraphs| !paragraphs.is_empty())
        .map_or(Body::None, Body::Paragraphs);
}

/// Reads a page nobody described.
fn by_content(mut document: Html, written: Body, draft: &mut Draft) -> Result<(), String> {
    let data = embedded::embedded(&document);
    let title = draft.title.clone();
    furniture::take_out_furniture(&mut document, title.as_deref());
    let dated = date_line(&document);
    furniture::take_out_notes(&mut document);
    let paragraphs = content::main_content(&document, title.as_deref());
    let paragraphs = content::trimmed(paragraphs, &document);
    let count: usize = paragraphs.iter().map(|line| word_count(line)).sum();
    if words(&written) > 2 * count.max(1) {
        draft.body = written;
        return Ok(());
    }
    if let Some(data) = data.filter(|data| words(&data.body) > 2 * count.max(1)) {
        *draft = filled(std::mem::take(draft), data);
        return Ok(());
    }
    if let Some(reason) = refusal::listing(&document, &paragraphs) {
        return Err(reason);
    }
    if draft.published.is_none() && draft.day.is_none() {
        match dated {
            Some(Dated::Marked(text)) => draft.published = Some(written_at(text, DateOrigin::Meta)),
            Some(Dated::Line(text)) => draft.day = Some(written_at(text, DateOrigin::Meta)),
            None => (),
        }
    }
    if count == 0 {
        return Err("no text in it; if a browser shows one, open the page there and save it when it is loaded".to_owned());
    }
    draft.body = Body::Paragraphs(paragraphs);
    Ok(())
}

/// A page's draft with what its data say.
fn filled(mut draft: Draft, data: Draft) -> Draft {
    draft.title = data.title.clone().or(draft.title);
    draft.published = draft
        .published
        .or(data.published.clone())
        .or(data.day.clone());
    draft.body = Body::None;
    draft.fill_from(Draft {
        own_id: None,
        form: None,
        bylines: Vec::new(),
        ministry: None,
        outlet: None,
        topics: Vec::new(),
        ..data
    });
    draft
}

/// What dates a page.
enum Dated {
    /// An element whose name says that it is a date.
    Marked(String),
    /// A short line.
    Line(String),
}

/// The first short piece of the page that dates it.
fn date_line(document: &Html) -> Option<Dated> {
    let marked = "[class*=date i], [id*=date i], [class*=time i], [class*=datum i], [class*=fecha i], [class*=publish i], [class*=posted i], [itemprop*=date i]";
    let dated = |line: &String| !dates::find(line, NumericOrder::DayFirst).is_empty();
    let mut marked = select(document, marked)
        .filter(|element| text_within(*element, SHORT).is_some())
        .map(value_of)
        .filter(|text| text.chars().count() <= 80);
    let line = || content::date_lines(document).into_iter().find(dated);
    let marked = marked.find(dated).map(Dated::Marked);
    marked.or_else(|| line().map(Dated::Line))
}

fn words(body: &Body) -> usize {
    match body {
        Body::Plain(text) | Body::Markdown(text) => word_count(text),
        Body::Html(text) => word_count(&html::stripped(text)),
        Body::Paragraphs(paragraphs) => paragraphs.iter().map(|line| word_count(line)).sum(),
        Body::None => 0,
    }
}

fn written_at(text: String, from: DateOrigin) -> Written {
    Written { text, from }
}

/// Whether it is a page and not a piece of one.
fn is_whole(text: &str) -> bool {
    let head: String = text.chars().take(HEAD).collect::<String>().to_lowercase();
    ["<html", "<head", "<body", "<!doctype"]
        .iter()
        .any(|tag| head.contains(tag))
}
