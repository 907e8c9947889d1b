//! Pages that stand in place of a document for the time being: walls, errors, texts that are not there yet.

use super::dom::values;
use super::{Saved, choose, embedded, heading, page_title, parsed, refusal, visible, words};
use crate::source::clean::word_count;
use crate::source::profile::{NoDocument, Profiles};

/// Words from which on a page is a document, whatever its title says.
const DOCUMENT: usize = 180;

/// What stands in place of a document, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) enum Placeholder {
    /// A refusal to show it to programs.
    Wall(String),
    /// Anything else.
    Other(String),
}

impl Placeholder {
    pub(super) fn of(rule: &NoDocument) -> Option<Self> {
        let reason = rule.reason.clone();
        if rule.is_wall() {
            return Some(Self::Wall(reason));
        }
        rule.is_placeholder().then_some(Self::Other(reason))
    }
}

/// Why a page is no document but may become one, if so. A list is none of those.
pub(in crate::source) fn placeholder(saved: Saved<'_>, profiles: &Profiles) -> Option<Placeholder> {
    let document = parsed(saved)?;
    let choice = choose(&document, saved, profiles);
    let visible = visible(&document);
    let titles = [page_title(&document), heading(&document)];
    let mut titles = titles.iter().map(Option::as_deref);
    // Its own address counts, not the one it names.
    let by_site = choice
        .site
        .and_then(|site| titles.find_map(|title| site.no_document(title, &visible, saved.url)));
    if let Some(rule) = by_site {
        return Placeholder::of(rule);
    }
    let has_body = choice
        .layout
        .is_some_and(|layout| !values(&document, &layout.body).is_empty());
    let words_shown: usize = visible.iter().map(|line| word_count(line)).sum();
    if has_body || words_shown >= DOCUMENT {
        return None;
    }
    let title = heading(&document).or_else(|| page_title(&document));
    let reason = refusal::placeholder(&document, title.as_deref(), &visible)?;
    let embedded = embedded::embedded(&document);
    let has_text = embedded.is_some_and(|draft| words(&draft.body) >= super::TEXT);
    (!has_text).then_some(reason)
}
