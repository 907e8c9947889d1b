//! What a reader finds, before it is made into a briefing.

use super::Remark;
use super::dates::NumericOrder;
use crate::briefing::DateOrigin;

/// A briefing as a reader of some format found it: raw strings, nothing decided.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// The place inside a file that holds many.
    pub(super) locator: Option<String>,
    /// The publisher's own id, or that of one's own file.
    pub(super) own_id: Option<OwnId>,
    pub(super) url: Option<String>,
    /// The name of the profile of its site, where its address does not tell.
    pub(super) site: Option<String>,
    pub(super) title: Option<String>,
    /// A lead that stands before the text.
    pub(super) summary: Option<String>,
    pub(super) body: Body,
    /// Who is named as speaker or author, as written, with or without an office; may hold several.
    pub(super) bylines: Vec<String>,
    /// The office of the one the bylines name, where it stands apart.
    pub(super) role: Option<String>,
    pub(super) ministry: Option<String>,
    /// The country spoken for, by any name or code.
    pub(super) country: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) language: Option<String>,
    pub(super) topics: Vec<String>,
    pub(super) form: Option<String>,
    pub(super) said: Option<Written>,
    /// How its numeric dates are written, where others beside it show that.
    pub(super) numeric_order: Option<NumericOrder>,
    /// A date of which it is not said what it is of.
    pub(super) day: Option<Written>,
    pub(super) published: Option<Written>,
    pub(super) updated: Option<Written>,
    pub(super) retrieved: Option<Written>,
    pub(super) fictional: bool,
    pub(super) remarks: Vec<Remark>,
}

/// An id, and within what it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OwnId {
    /// Given by the publisher: a feed's guid.
    Publisher(String),
    /// Given in a file of one's own.
    File(String),
}

/// A date as written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) from: DateOrigin,
}

/// The text as found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Body {
    /// Nothing.
    #[default]
    None,
    /// Plain text, with or without hard wraps.
    Plain(String),
    /// Markdown.
    Markdown(String),
    /// HTML, a page's main content or a fragment.
    Html(String),
    /// Paragraphs already told apart.
    Paragraphs(Vec<String>),
}

impl Draft {
    /// Takes from `other` what is not known yet; `other`'s text only where there is none.
    pub(super) fn fill_from(&mut self, other: Self) {
        fn fill<T>(own: &mut Option<T>, other: Option<T>) {
            if own.is_none() {
                *own = other;
            }
        }
        fn fill_list<T>(own: &mut Vec<T>, other: Vec<T>) {
            if own.is_empty() {
                *own = other;
            }
        }
        fill(&mut self.locator, other.locator);
        fill(&mut self.own_id, other.own_id);
        fill(&mut self.url, other.url);
        fill(&mut self.site, other.site);
        fill(&mut self.title, other.title);
        fill(&mut self.summary, other.summary);
        if self.body == Body::None {
            self.body = other.body;
        }
        if self.bylines.is_empty() {
            fill(&mut self.role, other.role);
        }
        fill_list(&mut self.bylines, other.bylines);
        fill(&mut self.ministry, other.ministry);
        fill(&mut self.country, other.country);
        fill(&mut self.outlet, other.outlet);
        fill(&mut self.language, other.language);
        fill_list(&mut self.topics, other.topics);
        fill(&mut self.form, other.form);
        fill(&mut self.numeric_order, other.numeric_order);
        fill(&mut self.said, other.said);
        fill(&mut self.day, other.day);
        fill(&mut self.published, other.published);
        fill(&mut self.updated, other.updated);
        fill(&mut self.retrieved, other.retrieved);
        self.fictional |= other.fictional;
        self.remarks.extend(other.remarks);
    }
}
