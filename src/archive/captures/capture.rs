//! What a server was asked and answered, as it is to be kept, and what keeping it came to.

use super::headers::Headers;
use chrono::{DateTime, Utc};

/// One request and what came of it.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The address, as it was asked for, without a fragment.
    pub url: String,
    /// When the request was sent.
    pub at: DateTime<Utc>,
    /// The address of the machine that answered.
    pub ip: Option<String>,
    /// What it was asked for.
    pub role: Role,
    /// Why it is to be asked for again: a wall, a text that is not there yet.
    pub again: Option<String>,
    /// The head of the request as sent; empty where there was none.
    pub request: Vec<u8>,
    /// What came back.
    pub answer: Answer,
}

/// What came back of a request.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A response.
    Response {
        /// Status line and headers, with the empty line behind them.
        head: Vec<u8>,
        /// The body as the server packed it.
        body: Vec<u8>,
        /// Whether the body is shorter than its server announced.
        length: Length,
    },
    /// The server says that what is kept still holds: the head of its response.
    NotModified(Vec<u8>),
    /// None, and why.
    Nothing(String),
}

/// Whether a body has the length its server announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// It has, or nothing was announced.
    AsAnnounced,
    /// The server closed the connection before.
    Short,
}

/// What an address is to those who collect briefings. Only pages are read for briefings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A document, or a list that holds whole documents.
    Page,
    /// A list of addresses: page, feed, sitemap, JSON.
    List,
    /// The rules of a host for programs.
    Robots,
    /// A hint to another address.
    Redirect,
    /// Anything that stands in place of a document: an error, a wall, a placeholder.
    Refusal,
}

impl Role {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Page, "page"),
        (Self::List, "list"),
        (Self::Robots, "robots"),
        (Self::Redirect, "redirect"),
        (Self::Refusal, "refusal"),
    ];

    pub(super) fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(role, _)| *role == self);
        found.map_or("page", |(_, name)| name)
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, own)| *own == name);
        found.map(|(role, _)| *role)
    }

    /// Whether a record with these fields is to be read for briefings: it is one of a page, or does not say what it is of.
    pub(crate) fn is_read(headers: &Headers) -> bool {
        let role = headers.get("demarche-role").and_then(Self::of_name);
        role.is_none_or(|role| role == Self::Page)
    }

    /// Whether it is what was asked for, not something in its place.
    #[must_use]
    pub fn is_content(self) -> bool {
        matches!(self, Self::Page | Self::List | Self::Robots)
    }
}

/// What keeping a capture came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The first content of this address.
    New,
    /// Other content than before: a version more.
    Changed,
    /// The same content as before.
    Same,
    /// No content.
    Refused,
}
