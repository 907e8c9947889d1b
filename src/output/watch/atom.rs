//! The items told lately as an Atom feed (RFC 4287). An item has the same id in every feed of every run.

use super::{moment, news_word, paragraphs, title};
use crate::output::escape::{html, web_address};
use crate::watch::{Entry, Log};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use url::Url;

/// A feed of these items, told by this log.
#[must_use]
pub fn atom_feed(entries: &[Entry], log: &Log, now: DateTime<Utc>) -> String {
    let newest = entries.iter().map(|entry| entry.told.at).max();
    let mut feed = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let begun = log.begun();
    element(
        &mut feed,
        "id",
        &urn(&format!("feed {}", begun.to_rfc3339())),
    );
    element(&mut feed, "title", "demarche watch");
    element(
        &mut feed,
        "subtitle",
        "What watches were told of in the last 30 days",
    );
    element(&mut feed, "updated", &moment(newest.unwrap_or(now)));
    feed.push_str("<author><name>demarche</name></author>\n");
    let version = env!("CARGO_PKG_VERSION");
    let _ = writeln!(
        feed,
        "<generator version=\"{version}\">demarche</generator>"
    ); // to a String: cannot fail
    for entry in entries {
        push_entry(&mut feed, entry);
    }
    feed.push_str("</feed>\n");
    feed
}

fn push_entry(feed: &mut String, Entry { told, passage }: &Entry) {
    feed.push_str("<entry>\n");
    element(
        feed,
        "id",
        &urn(&format!("{} {}", told.briefing, told.text)),
    );
    let word = news_word(told.news);
    let watches = told.watches.join(", ");
    element(feed, "title", &format!("{word} · {}", title(passage)));
    element(feed, "updated", &moment(told.at));
    if let Some(published) = passage
        .briefing
        .dates
        .published
        .or(passage.briefing.dates.said)
    {
        element(
            feed,
            "published",
            &format!("{}T00:00:00Z", published.day.format("%Y-%m-%d")),
        );
    }
    let speaker = passage
        .speaker
        .as_ref()
        .map(|speaker| speaker.name.as_str());
    let author = speaker.or(passage.briefing.ministry.as_deref());
    if let Some(author) = author.filter(|author| !author.trim().is_empty()) {
        let _ = writeln!(feed, "<author><name>{}</name></author>", xml(author)); // as above
    }
    for watch in &told.watches {
        let watch = xml(watch);
        let _ = writeln!(feed, "<category term=\"{watch}\" label=\"{watch}\"/>"); // as above
    }
    let url = passage.briefing.url.as_deref().and_then(web_address);
    if let Some(url) = url.and_then(|url| Url::parse(url).ok()) {
        let url = xml(url.as_str()); // in ASCII, as some readers want it
        let _ = writeln!(feed, "<link rel=\"alternate\" href=\"{url}\"/>"); // as above
    }
    let mut content = format!("<p><b>{word}</b> to {}</p>", html(&watches));
    for paragraph in paragraphs(passage) {
        let _ = write!(content, "<p>{}</p>", html(&paragraph)); // as above
    }
    let _ = writeln!(feed, "<content type=\"html\">{}</content>", xml(&content)); // as above
    feed.push_str("</entry>\n");
}

fn element(feed: &mut String, name: &str, text: &str) {
    let _ = writeln!(feed, "<{name}>{}</{name}>", xml(text)); // to a String: cannot fail
}

/// Text for an element or attribute of XML: the few characters that no document may hold are dropped.
fn xml(text: &str) -> String {
    let allowed = |character: &char| !matches!(character, '\u{fffe}' | '\u{ffff}');
    html(&text.chars().filter(allowed).collect::<String>())
}

/// A name of its own for a thing, the same at every call: a UUID of version 8, from a hash.
fn urn(thing: &str) -> String {
    let digest = Sha256::digest(format!("demarche watch {thing}"));
    let mut digits = String::new();
    for (position, byte) in digest.iter().take(16).enumerate() {
        let byte = match position {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        let hyphen = if matches!(position, 4 | 6 | 8 | 10) {
            "-"
        } else {
            ""
        };
        let _ = write!(digits, "{hyphen}{byte:02x}"); // to a String: cannot fail
    }
    format!("urn:uuid:{digits}")
}
