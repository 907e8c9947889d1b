//! A briefing or a passage as something to cite: one record, written as [`bibtex`], [`csl`], [`ris`] or [`prose`], with an address
//! that leads to the words ([`fragment`]).
//!
//! The author is who speaks, as the text writes the name: no part of it is taken for a surname. Where nobody is known to speak, or
//! several do, it is who published: the ministry, of a news article the medium. What is not known is left out, or said to be unknown; nothing is made up.

mod bibtex;
mod csl;
mod fragment;
mod prose;
mod ris;

use crate::briefing::{Date, Form, Speaker, StoredPassage};
use crate::text::collapsed;

/// The ways to write a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationStyle {
    /// For people, with all that is known.
    Text,
    /// A `@misc` entry with the fields of BibTeX and BibLaTeX.
    Bibtex,
    /// CSL-JSON, as Zotero and Pandoc read it.
    CslJson,
    /// RIS, as reference managers read it.
    Ris,
    /// The Chicago Manual of Style, bibliography.
    Chicago,
    /// The style of the American Psychological Association.
    Apa,
}

/// What a citation says.
#[derive(Debug, Clone)]
struct Citation {
    /// `ID` or `ID#3`.
    id: String,
    author: Option<String>,
    role: Option<String>,
    title: Option<String>,
    /// The ministry, of a news article the medium.
    publisher: Option<String>,
    /// Of a news article, the ministry it is on; else the medium it came by.
    besides: Option<String>,
    said: Option<Date>,
    retrieved: Option<Date>,
    url: Option<String>,
    language: Option<String>,
    is_news: bool,
    is_speech: bool,
    sha256: String,
}

/// The briefing that consists of these passages, or the one with the number `chosen`, to cite; empty where there is none.
#[must_use]
pub fn citation(passages: &[StoredPassage], chosen: Option<u32>, style: CitationStyle) -> String {
    let Some(cited) = Citation::of(passages, chosen) else {
        return String::new();
    };
    match style {
        CitationStyle::Text => prose::text(&cited),
        CitationStyle::Bibtex => bibtex::entry(&cited),
        CitationStyle::CslJson => csl::item(&cited),
        CitationStyle::Ris => ris::record(&cited),
        CitationStyle::Chicago => prose::chicago(&cited),
        CitationStyle::Apa => prose::apa(&cited),
    }
}

/// The words of the passage with the number `chosen`, ready to be copied, with who said them, when, and where that stands.
#[must_use]
pub fn quotation(passages: &[StoredPassage], chosen: u32) -> String {
    let passage = passages.iter().find(|passage| passage.number == chosen);
    match (passage, Citation::of(passages, Some(chosen))) {
        (Some(passage), Some(cited)) => prose::quotation(passage, &cited),
        _ => String::new(),
    }
}

impl Citation {
    fn of(passages: &[StoredPassage], chosen: Option<u32>) -> Option<Self> {
        let is_meant = |passage: &&StoredPassage| chosen.is_none_or(|own| passage.number == own);
        let mut meant = passages.iter().filter(is_meant);
        let first = meant.next()?;
        let head = &first.briefing;
        let speaker = match chosen {
            Some(_) => first.speaker.as_ref(),
            None => only_speaker(passages),
        };
        let (ministry, outlet) = (clean(head.ministry.as_ref()), clean(head.outlet.as_ref()));
        let is_news = matches!(head.form, Form::Article | Form::Other) && outlet.is_some();
        let (publisher, besides) = if is_news || ministry.is_none() {
            (outlet, ministry)
        } else {
            (ministry, outlet)
        };
        let url = head.url.as_deref().and_then(super::escape::web_address);
        Some(Self {
            id: match chosen {
                Some(_) => first.id(),
                None => head.id.clone(),
            },
            author: speaker.map(|speaker| collapsed(&speaker.name)),
            role: speaker.and_then(|speaker| clean(speaker.role.as_ref())),
            title: clean(head.title.as_ref()),
            publisher,
            besides,
            is_news,
            said: head.dates.said,
            retrieved: head.dates.retrieved,
            url: url.map(|url| match chosen {
                Some(number) => fragment::address(url, passages, number),
                None => url.to_owned(),
            }),
            language: clean(head.language.as_ref()),
            is_speech: !matches!(head.form, Form::Article | Form::Post | Form::Other),
            sha256: collapsed(&head.sha256),
        })
    }

    /// Who speaks, else who published.
    fn author(&self) -> Option<&str> {
        self.author.as_deref().or(self.publisher.as_deref())
    }

    /// Who published, where that is not told already as the author.
    fn other_publisher(&self) -> Option<&str> {
        let publisher = self.publisher.as_deref();
        publisher.filter(|name| Some(*name) != self.author())
    }

    fn title(&self) -> &str {
        self.title.as_deref().unwrap_or("[untitled]")
    }

    /// `demarche:ID#3, SHA-256 …`
    fn note(&self) -> String {
        let role = self.role.as_ref().map(|role| format!("{role}. "));
        let how = if self.is_news { "On" } else { "By way of" };
        let besides = self.besides.as_ref().map(|name| format!("{how} {name}. "));
        let hash = match self.sha256.as_str() {
            "" => String::new(),
            hash => format!(", SHA-256 {hash}"),
        };
        format!(
            "{}{}Archived as demarche:{}{hash}",
            role.unwrap_or_default(),
            besides.unwrap_or_default(),
            self.id
        )
    }
}

/// Who speaks in all passages that have a speaker, questions aside; `None` where there are several.
fn only_speaker(passages: &[StoredPassage]) -> Option<&Speaker> {
    use crate::briefing::PassageKind::Question;
    let answers = passages.iter().filter(|passage| passage.kind != Question);
    let mut speakers = answers.filter_map(|passage| passage.speaker.as_ref());
    let first = speakers.next()?;
    speakers
        .all(|other| other.name == first.name)
        .then_some(first)
}

fn clean(value: Option<&String>) -> Option<String> {
    value
        .map(|value| collapsed(value))
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
