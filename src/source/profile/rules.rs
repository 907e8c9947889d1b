//! What the rules of a profile find in titles, texts and addresses.

use super::site::{NoDocument, NoDocumentKind, SiteProfile};
use super::{HEAD, PARAGRAPH, Pattern, host};
use crate::source::clean::word_count;
use crate::source::identity::unescaped;
use regex::Captures;

/// Words from which on a text is that of a document, whatever a line of it says.
const DOCUMENT: usize = 120;

/// What a title or a line says in the named groups of a pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::source) struct Said {
    pub(in crate::source) speaker: Option<String>,
    pub(in crate::source) role: Option<String>,
    pub(in crate::source) date: Option<String>,
    pub(in crate::source) published: Option<String>,
    pub(in crate::source) updated: Option<String>,
    pub(in crate::source) kind: Option<String>,
}

impl Said {
    fn of(captures: &Captures<'_>) -> Self {
        let group = |name| {
            let text = captures.name(name)?.as_str().trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Self {
            speaker: group("speaker"),
            role: group("role"),
            date: group("date"),
            published: group("published"),
            updated: group("updated"),
            kind: group("kind"),
        }
    }

    /// Takes what is not known yet.
    fn fill_from(&mut self, other: Self) {
        if self.speaker.is_none() {
            (self.speaker, self.role) = (other.speaker, other.role);
        }
        let fill = |own: &mut Option<String>, other| *own = own.take().or(other);
        fill(&mut self.date, other.date);
        fill(&mut self.published, other.published);
        fill(&mut self.updated, other.updated);
        fill(&mut self.kind, other.kind);
    }
}

impl SiteProfile {
    /// What title and text say; of two that say the same thing the title counts.
    pub(in crate::source) fn said(&self, title: Option<&str>, paragraphs: &[String]) -> Said {
        let mut said = title
            .map(|title| self.said_in_title(title))
            .unwrap_or_default();
        said.fill_from(self.said_in_lines(paragraphs));
        said
    }

    /// What the first fitting pattern finds in a title.
    pub(super) fn said_in_title(&self, title: &str) -> Said {
        let mut patterns = self.titles.iter().filter_map(Pattern::regex);
        let found = patterns.find_map(|regex| regex.captures(title));
        found
            .map(|captures| Said::of(&captures))
            .unwrap_or_default()
    }

    /// What the patterns find in the lines at the head of a text; of two that say the same thing the upper counts.
    pub(super) fn said_in_lines(&self, paragraphs: &[String]) -> Said {
        let mut said = Said::default();
        let head = paragraphs
            .iter()
            .take(HEAD)
            .filter(|line| line.len() < PARAGRAPH);
        for line in head {
            let mut patterns = self.lines.iter().filter_map(Pattern::regex);
            if let Some(captures) = patterns.find_map(|regex| regex.captures(line)) {
                said.fill_from(Said::of(&captures));
            }
        }
        said
    }

    /// Whether a paragraph is none of the text.
    pub(in crate::source) fn drops(&self, paragraph: &str) -> bool {
        self.drop_lines
            .iter()
            .any(|pattern| pattern.is_whole(paragraph))
    }

    /// Why what has this title, text and address is no document, if so.
    pub(in crate::source) fn refusal(
        &self,
        title: Option<&str>,
        paragraphs: &[String],
        url: Option<&str>,
    ) -> Option<&str> {
        let rule = self.no_document(title, paragraphs, url);
        rule.map(|rule| rule.reason.as_str())
    }

    /// The rule by which what has this title, text and address is no document.
    pub(in crate::source) fn no_document(
        &self,
        title: Option<&str>,
        paragraphs: &[String],
        url: Option<&str>,
    ) -> Option<&NoDocument> {
        let mut rules = self.no_document.iter();
        rules.find(|rule| rule.applies(title, paragraphs, url))
    }

    /// The publisher's number of the page at `url`.
    pub(in crate::source) fn page_id(&self, url: &str) -> Option<String> {
        let place = place(url)?;
        let mut patterns = self.address.id.iter().filter_map(Pattern::regex);
        let captures = patterns.find_map(|regex| regex.captures(&place))?;
        let groups = captures
            .iter()
            .skip(1)
            .flatten()
            .map(|group| group.as_str());
        let id = groups.collect::<Vec<_>>().join("-");
        (!id.is_empty()).then_some(id)
    }

    /// The address as it is now, with the site's main host.
    pub(in crate::source) fn present_address(&self, url: &str) -> Option<String> {
        let mut place = place(url)?;
        for rewrite in &self.address.rewrite {
            if let Some(regex) = rewrite.from.regex() {
                place = regex.replace(&place, rewrite.to.as_str()).into_owned();
            }
        }
        let end = place.find(['/', '?']).unwrap_or(place.len());
        let main = self.publisher();
        if !main.contains('/') && self.hosts.iter().any(|alias| *alias == place[..end]) {
            place.replace_range(..end, main);
        }
        Some(format!("https://{place}"))
    }
}

impl NoDocument {
    /// Whether a document may stand there another time.
    pub(in crate::source) fn is_placeholder(&self) -> bool {
        self.kind != NoDocumentKind::List
    }

    /// Whether it is a refusal.
    pub(in crate::source) fn is_wall(&self) -> bool {
        self.kind == NoDocumentKind::Wall
    }

    /// Whether it is that.
    pub(in crate::source) fn applies(
        &self,
        title: Option<&str>,
        paragraphs: &[String],
        url: Option<&str>,
    ) -> bool {
        let by_title = |pattern: &Pattern| title.is_some_and(|title| pattern.is_match(title));
        let by_url = |pattern: &Pattern| {
            url.and_then(place)
                .is_some_and(|place| pattern.is_match(&place))
        };
        let by_text = |pattern: &Pattern| {
            let bytes: usize = paragraphs.iter().map(String::len).sum();
            let words = || {
                paragraphs
                    .iter()
                    .map(|line| word_count(line))
                    .sum::<usize>()
            };
            bytes < 40 * DOCUMENT
                && words() < DOCUMENT
                && paragraphs.iter().any(|line| pattern.is_match(line))
        };
        self.title.as_ref().is_none_or(by_title)
            && self.url.as_ref().is_none_or(by_url)
            && self.text.as_ref().is_none_or(by_text)
    }
}

/// Host, path and parameters of a URL, without `www.` and fragment.
pub(in crate::source) fn place(url: &str) -> Option<String> {
    let url = unescaped(url);
    let host = host(&url)?;
    let (_, after) = url.split_once("://")?;
    let after = after.split('#').next()?;
    let rest = after.find(['/', '?']).map_or("", |start| &after[start..]);
    Some(format!("{host}{rest}"))
}
