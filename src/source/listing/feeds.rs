//! Feeds as lists of addresses.

use super::{Item, LeadsTo, Listing};
use crate::source::clean::word_count;
use crate::source::dates::{self, NumericOrder, stamp};
use crate::source::draft::{Body, Written};
use crate::source::profile::Profiles;
use crate::source::{feed, html};
use chrono::Utc;
use std::borrow::Cow;

/// Words from which on the text of an item is that of its document, not a summary.
pub(super) const WHOLE: usize = 150;

/// What a feed lists.
pub(super) fn listing(text: &str, profiles: &Profiles) -> Listing {
    let drafts = feed::items(Cow::Borrowed(text), profiles).filter_map(Result::ok);
    let items = drafts.filter_map(|draft| {
        let moment = |written: &Written| stamp::moment(&written.text);
        // A stamp with the wrong weekday is none, but still says a day.
        let day = |written: &Written| {
            let stamp = moment(written).map(|moment| moment.date_naive());
            let found = || dates::parse(&written.text, NumericOrder::Undecided);
            stamp.or_else(|| Some(found()?.day))
        };
        let words = match &draft.body {
            Body::Html(text) => word_count(&html::text(text)),
            Body::Plain(text) | Body::Markdown(text) => word_count(text),
            Body::Paragraphs(_) | Body::None => 0,
        };
        Some(Item {
            url: draft.url?,
            day: draft.published.as_ref().and_then(day),
            changed: draft
                .updated
                .as_ref()
                .and_then(moment)
                .map(|moment| moment.with_timezone(&Utc)),
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
