//! RSS and Atom feeds with full text. Items are cut out one by one, so that a broken one loses nothing else.

use super::draft::{Body, Draft, OwnId, Written};
use super::profile::Profiles;
use super::publishers::{is_ministry, is_own_feed};
use super::{fields, html};
use crate::briefing::DateOrigin;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// Whether `text` looks like a feed.
pub(super) fn is_feed(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect();
    ["<rss", "<feed", "<rdf:RDF", "<channel"]
        .iter()
        .any(|tag| head.contains(tag))
}

/// The items of a feed, each a draft or why it cannot be read, with its place.
pub(super) fn items<'a>(
    text: Cow<'a, str>,
    profiles: &'a Profiles,
) -> impl Iterator<Item = Result<Draft, (String, String)>> + 'a {
    let channel = channel(&text);
    let mut position = 0;
    let mut count = 0_usize;
    std::iter::from_fn(move || {
        let (start, tag) = next_item(&text, position)?;
        count += 1;
        let locator = format!("item {count}");
        let end_tag = format!("</{tag}>");
        let Some(length) = text[start..].find(&end_tag) else {
            position = text.len();
            return Some(Err((
                locator,
                "the feed is cut off in this item".to_owned(),
            )));
        };
        let end = start + length + end_tag.len();
        position = end;
        Some(match item(&text[start..end]) {
            Ok(mut draft) => {
                draft.locator = Some(locator);
                let mut said = channel.clone();
                // Of a site we know, we know whose it is better than by the name of one of its feeds.
                let url = draft.url.as_deref();
                if url.and_then(|url| profiles.of_url(url)).is_some() {
                    said.ministry = None;
                    said.outlet = said.outlet.filter(|outlet| !is_own_feed(outlet));
                }
                draft.fill_from(said);
                Ok(draft)
            }
            Err(reason) => Err((locator, reason)),
        })
    })
}

/// Where the next item starts, and its element's name.
fn next_item(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let mut position = from;
    while let Some(step) = text[position..].find('<') {
        let start = position + step;
        let inner = &text[start + 1..];
        for tag in ["item", "entry"] {
            let after = inner
                .strip_prefix(tag)
                .and_then(|after| after.chars().next());
            if after.is_some_and(|after| after == '>' || after.is_whitespace()) {
                return Some((start, tag));
            }
        }
        position = start + 1;
    }
    None
}

/// What the feed says of all its items.
fn channel(text: &str) -> Draft {
    let head = &text[..next_item(text, 0).map_or(0, |(start, _)| start)];
    let element = |name: &str| {
        let start = head.find(&format!("<{name}>"))? + name.len() + 2;
        let length = head[start..].find(&format!("</{name}>"))?;
        let value = html::text(&unescaped(&head[start..start + length]));
        (!value.trim().is_empty()).then(|| value.trim().to_owned())
    };
    let title = element("title");
    // "Press releases – Ministry of …"
    let own = title.as_deref().and_then(|title| {
        title
            .split(['–', '|', '—', ':'])
            .map(str::trim)
            .find(|part| is_ministry(part))
    });
    let (ministry, outlet) = match own {
        Some(own) => (Some(own.to_owned()), None),
        None => (None, title),
    };
    Draft {
        ministry,
        outlet,
        language: element("language"),
        ..Draft::default()
    }
}

fn item(xml: &str) -> Result<Draft, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let mut draft = Draft::default();
    let (mut content, mut description) = (None, None);
    let mut depth = 0_usize;
    loop {
        match reader
            .read_event()
            .map_err(|error| format!("broken XML: {error}"))?
        {
            Event::Start(_) if depth == 0 => depth = 1,
            Event::Start(tag) => {
                let end = tag.to_end().into_owned();
                let raw = reader
                    .read_text(end.name())
                    .map_err(|error| format!("broken XML: {error}"))?;
                let local = tag.local_name().as_ref().to_owned();
                match local.as_str() {
                    "encoded" | "content" if !is_media(&tag) => {
                        set(&mut content, marked_up(&tag, &raw));
                    }
                    "description" | "summary" if !is_media(&tag) => {
                        set(&mut description, marked_up(&tag, &raw));
                    }
                    name => field(&mut draft, name, &tag, &unescaped(&raw)),
                }
            }
            Event::Empty(tag) => {
                let local = tag.local_name().as_ref().to_owned();
                field(&mut draft, &local, &tag, "");
            }
            Event::End(_) | Event::Eof => break,
            _ => (),
        }
    }
    // The full text stands in `content`; a description beside it is the same again, or a part of it.
    let written = |text: &String| !text.trim().is_empty();
    draft.body = match content.filter(written).or(description) {
        Some(text) => fields::body_of(text),
        None => Body::None,
    };
    Ok(draft)
}

fn field(draft: &mut Draft, name: &str, tag: &BytesStart<'_>, value: &str) {
    let value = value.trim();
    if is_media(tag) {
        return;
    }
    let given = || (!value.is_empty()).then(|| value.to_owned());
    let date = || {
        given().map(|text| Written {
            text,
            from: DateOrigin::Feed,
        })
    };
    match name {
        "title" => set_some(&mut draft.title, given()),
        "link" => {
            let main = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
            if main {
                set_some(&mut draft.url, given().or_else(|| attribute(tag, "href")));
            }
        }
        "guid" | "id" => draft.own_id = given().map(OwnId::Publisher),
        "pubDate" | "published" | "date" | "issued" => set_some(&mut draft.published, date()),
        "updated" | "modified" => set_some(&mut draft.updated, date()),
        "creator" => draft.bylines.extend(given().map(|name| html::text(&name))),
        "author" => {
            // Atom names a person inside, RSS an e-mail address.
            let name = html::text(value);
            let name = name.split(['<', '\n']).next().unwrap_or_default().trim();
            if !name.is_empty() && !name.contains('@') {
                draft.bylines.push(name.to_owned());
            }
        }
        "category" | "subject" => draft
            .topics
            .extend(given().or_else(|| attribute(tag, "term"))),
        _ => (),
    }
}

fn set(slot: &mut Option<String>, value: String) {
    if slot.as_ref().is_none_or(|old| old.len() < value.len()) {
        *slot = Some(value);
    }
}

fn set_some<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// Media extensions use the names of other things.
fn is_media(tag: &BytesStart<'_>) -> bool {
    let prefix = tag.name().prefix().map(|prefix| prefix.as_ref().to_owned());
    matches!(
        prefix.as_deref(),
        Some("media" | "itunes" | "slash" | "wfw" | "thr")
    )
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    let value = attribute.value.into_owned();
    (!value.is_empty()).then(|| html::text(&value))
}

/// The HTML of an element: Atom's XHTML as it stands, else unescaped once.
fn marked_up(tag: &BytesStart<'_>, raw: &str) -> String {
    if attribute(tag, "type").as_deref() == Some("xhtml") {
        raw.to_owned()
    } else {
        unescaped(raw)
    }
}

/// CDATA as it stands, the rest with XML's own escapes resolved.
fn unescaped(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some(start) = rest.find("<![CDATA[") {
        text.push_str(&resolved(&rest[..start]));
        let inner = &rest[start + 9..];
        let end = inner.find("]]>").unwrap_or(inner.len());
        text.push_str(&inner[..end]);
        rest = inner.get(end + 3..).unwrap_or_default();
    }
    text.push_str(&resolved(rest));
    text
}

fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let once = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    Cow::Owned(once)
}
