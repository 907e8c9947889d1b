//! Feeds as lists of addresses.

use super::{Item, LeadsTo, Listing};
use crate::source::clean::word_count;
use crate::source::dates::stamp;
use crate::source::draft::Body;
use crate::source::{feed, html};
use crate::source::profile::Profiles;
use chrono::Utc;
use std::borrow::Cow;

/// Words from which on the text of an item is that of its document, not a summary.
pub(super) const WHOLE: usize = 150;

/// What a feed lists.
pub(super) fn listing(text: &str, profiles: &Profiles) -> Listing {
    let drafts = feed::items(Cow::Borrowed(text), profiles).filter_map(Result::ok);
    let items = drafts.filter_map(|draft| {
        let moment = |written: &crate::source::draft::Written| stamp::moment(&written.text);
        let published = draft.published.as_ref().and_then(moment);
        let words = match &draft.body {
            Body::Html(text) => word_count(&html::text(text)),
            Body::Plain(text) | Body::Markdown(text) => word_count(text),
            Body::Paragraphs(_) | Body::None => 0,
        };
        Some(Item {
            url: draft.url?,
            day: published.map(|moment| moment.date_naive()),
            changed: draft.updated.as_ref().and_then(moment).map(|moment| moment.with_timezone(&Utc)),
            leads_to: if words >= WHOLE {
                LeadsTo::Held
            } else {
                LeadsTo::Document
            },
        })
    });
    Listing {
        items: items.collect(),
        next: None,
    }
}
