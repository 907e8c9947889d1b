//! What the archive knows of addresses, read from the captures themselves: no second account that could disagree.

use super::capture::Role;
use super::scan::Scanned;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// What is known of an address.
#[derive(Debug, Clone)]
pub struct Known {
    /// When it was asked for last.
    pub at: DateTime<Utc>,
    /// The status of the last answer; `None` where there was none.
    pub status: Option<u16>,
    /// What the last answer was.
    pub role: Role,
    /// Why it is to be asked for again, where it is.
    pub again: Option<String>,
    /// How often in a row it gave no content.
    pub refusals: usize,
    /// Where the last answer pointed to, where it pointed elsewhere.
    pub location: Option<String>,
    /// The content it gave last.
    pub content: Option<Content>,
    /// What it gave last in place of content.
    pub(super) instead: Option<Content>,
}

/// A body that is kept.
#[derive(Debug, Clone)]
pub struct Content {
    /// When it was captured.
    pub at: DateTime<Utc>,
    /// When the server last confirmed it.
    pub confirmed: DateTime<Utc>,
    /// Its digest: `sha256:` and hexadecimal digits.
    pub digest: String,
    /// The server's mark for it.
    pub etag: Option<String>,
    /// When it changed, by its server's account, as written.
    pub last_modified: Option<String>,
    /// What it is.
    pub role: Role,
    /// The record's name.
    pub(super) record: String,
    pub(super) place: Place,
}

/// Where a record stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) file: Arc<Path>,
    pub(super) offset: u64,
}

/// All that is known, by address.
#[derive(Debug, Default)]
pub(super) struct Ledger(HashMap<String, Known>);

impl Ledger {
    pub(super) fn get(&self, url: &str) -> Option<&Known> {
        self.0.get(url)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.0.iter().map(|(url, known)| (url.as_str(), known))
    }

    /// Takes a record into account.
    pub(super) fn take(&mut self, scanned: &Scanned, file: &Arc<Path>) {
        let Some(kind) = scanned.headers.get("warc-type") else {
            return;
        };
        let is_failure = kind == "metadata" && scanned.text.starts_with("fetchError:");
        let is_known = matches!(kind, "response" | "revisit") && scanned.is_readable;
        if !is_known && !is_failure {
            return;
        }
        let headers = &scanned.headers;
        let Some(url) = headers.get("warc-target-uri") else {
            return;
        };
        let date = headers.get("warc-date").unwrap_or_default();
        let at = DateTime::parse_from_rfc3339(date)
            .map_or_else(|_| DateTime::default(), |at| at.to_utc());
        let status = scanned.response.as_ref().map(|(status, _)| *status);
        // Other programs' captures do not say what they are.
        let role = headers.get("demarche-role").and_then(Role::of_name);
        let role = role.unwrap_or(match status {
            Some(200 | 304) => Role::Page,
            Some(300..400) => Role::Redirect,
            _ => Role::Refusal,
        });
        let of_response = |name: &str| {
            let (_, fields) = scanned.response.as_ref()?;
            fields.get(name).map(str::to_owned)
        };
        let url = url.trim_matches(['<', '>']);
        let known = self.0.entry(url.to_owned()).or_insert_with(|| Known {
            at,
            status,
            role,
            again: None,
            refusals: 0,
            location: None,
            content: None,
            instead: None,
        });
        (known.at, known.status, known.role) = (at, status, role);
        known.again = headers.get("demarche-again").map(str::to_owned);
        known.location = of_response("location").filter(|_| role == Role::Redirect);
        known.refusals = if known.again.is_some() {
            known.refusals + 1
        } else {
            0
        };
        let slot = if role.is_content() {
            &mut known.content
        } else {
            &mut known.instead
        };
        let (etag, last_modified) = (of_response("etag"), of_response("last-modified"));
        match kind {
            "response" => {
                *slot = Some(Content {
                    at,
                    confirmed: at,
                    digest: headers
                        .get("warc-payload-digest")
                        .unwrap_or_default()
                        .to_owned(),
                    etag,
                    last_modified,
                    role,
                    record: headers.get("warc-record-id").unwrap_or_default().to_owned(),
                    place: Place {
                        file: Arc::clone(file),
                        offset: scanned.offset,
                    },
                });
            }
            "revisit" => {
                if let Some(content) = slot {
                    content.confirmed = at;
                    content.role = role;
                    content.etag = etag.or(content.etag.take());
                    content.last_modified = last_modified.or(content.last_modified.take());
                }
            }
            _ => (),
        }
    }
}
