//! How the way to an address ended, and the captures that are kept of it.

use super::client::{Exchange, Sent};
use crate::archive::{Answer, Capture, Role};
use crate::source::Told;
use chrono::Utc;
use url::Url;

/// What came of an address, and the capture to be kept of it.
pub(super) struct Ended {
    pub(super) what: What,
    pub(super) capture: Option<Capture>,
    /// Why it is to be asked for again, where there is no capture to say so.
    pub(super) again: Option<String>,
}

pub(super) enum What {
    Content(Told),
    Refused(String),
    NoFurther,
    Interrupted,
}

impl Ended {
    pub(super) fn of(what: What, capture: Option<Capture>) -> Self {
        Self {
            what,
            capture,
            again: None,
        }
    }

    pub(super) fn with(told: Told, capture: Capture) -> Self {
        Self::of(What::Content(told), Some(capture))
    }

    pub(super) fn without(why: String, capture: Option<Capture>) -> Self {
        Self::of(What::Refused(why), capture)
    }

    pub(super) fn passing(why: String) -> Self {
        Self {
            again: Some(why.clone()),
            ..Self::without(why, None)
        }
    }

    pub(super) fn interrupted() -> Self {
        Self::of(What::Interrupted, None)
    }
}

/// What hints led to and must not be asked for is noted, so that they are not followed again; nothing was asked for there.
pub(super) fn noted(hints: &[Capture], url: &Url, why: &str) -> Option<Capture> {
    let sent = Sent {
        at: Utc::now(),
        head: Vec::new(),
        ip: None,
    };
    (!hints.is_empty()).then(|| nothing(url, sent, why, None))
}

/// What a status that is none of content says, and whether the host refuses by it.
pub(super) fn of_status(status: u16) -> (String, bool) {
    let (what, is_refusal) = match status {
        401 | 403 | 407 | 451 => ("refused by the site", true),
        404 | 410 => ("not there", false),
        429 => ("asked too often", true),
        500.. => ("the server failed", true),
        _ => ("no page", false),
    };
    (format!("{what} ({status})"), is_refusal)
}

/// The capture of a response.
pub(super) fn response(url: &Url, role: Role, exchange: Exchange) -> Capture {
    Capture {
        url: url.to_string(),
        at: exchange.sent.at,
        ip: exchange.sent.ip.map(|ip| ip.to_string()),
        role,
        again: None,
        request: exchange.sent.head,
        answer: Answer::Response {
            head: exchange.head,
            body: exchange.body,
            length: exchange.length,
        },
    }
}

/// The capture of a request without a response.
pub(super) fn nothing(url: &Url, sent: Sent, why: &str, again: Option<&str>) -> Capture {
    Capture {
        url: url.to_string(),
        at: sent.at,
        ip: sent.ip.map(|ip| ip.to_string()),
        role: Role::Refusal,
        again: again.map(str::to_owned),
        request: sent.head,
        answer: Answer::Nothing(why.to_owned()),
    }
}
