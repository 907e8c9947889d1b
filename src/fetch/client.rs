//! One request and its answer, within bounds: the name resolved, the addresses held against the guard, the one that is connected to
//! among those; no redirect followed, nothing unpacked, no connection kept.

use super::guard::Allowed;
use super::resolve::{Choice, Guarded, Lookup};
use crate::archive::Length;
use chrono::{DateTime, Utc};
use std::fmt::Write as _;
use std::io::{self, Read};
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use ureq::http::{Response, Version};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// Largest head of a response, in bytes.
const LARGEST_HEAD: usize = 1 << 16;
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(20);
/// What is asked for.
const ACCEPT: &str =
    "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8";

/// Bounds of one answer.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How long it may take, from the first byte sent to the last one received.
    pub time: Duration,
    /// How large its body may be as sent, in bytes.
    pub size: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            time: Duration::from_mins(1),
            size: 32 << 20,
        }
    }
}

/// What is held against a copy that is kept.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) sent: Sent,
    pub(super) status: u16,
    /// Status line and headers, with the empty line behind them.
    pub(super) head: Vec<u8>,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) length: Length,
}

/// A request, and where it went.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) at: DateTime<Utc>,
    pub(super) head: Vec<u8>,
    pub(super) ip: Option<IpAddr>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was not asked for: it leads where it must not.
    Forbidden(String),
    /// It does not end, or is too large.
    Boundless(String),
    /// Something on the way failed; another time it may not.
    Failed(String),
    /// The user does not want to wait any longer.
    Interrupted,
}

pub(super) struct Client {
    agent: Agent,
    resolver: Guarded,
    name: String,
    size: u64,
}

impl Client {
    pub(super) fn new(
        name: &str,
        allowed: &Allowed,
        bounds: Bounds,
        lookup: Option<Lookup>,
    ) -> Self {
        let resolver = Guarded::new(allowed, lookup);
        let config = Agent::config_builder()
            .user_agent(name)
            .accept(ACCEPT)
            .accept_encoding("gzip")
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would resolve names itself, out of the guard's sight.
            .proxy(None)
            // What a server sent behind its answer must not become the answer to the next request.
            .max_idle_connections(0)
            .max_idle_connections_per_host(0)
            .max_response_header_size(LARGEST_HEAD)
            .timeout_connect(Some(CONNECT.min(bounds.time)))
            .timeout_resolve(Some(CONNECT.min(bounds.time)))
            .timeout_global(Some(bounds.time))
            .build();
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver.clone()),
            resolver,
            name: name.to_owned(),
            size: bounds.size,
        }
    }

    /// Asks for an address, at each of its machine's addresses until one can be connected to.
    pub(super) fn get(
        &self,
        url: &Url,
        conditions: &Conditions,
        stop: &AtomicBool,
    ) -> (Sent, Result<Exchange, Failure>) {
        let mut skip = 0;
        loop {
            *self.resolver.choice() = Choice {
                skip,
                ..Choice::default()
            };
            let (sent, answer) = self.try_once(url, conditions, stop);
            let Choice { of, objection, .. } = *self.resolver.choice();
            skip += 1;
            match answer {
                Err(_) if objection.is_some() => {
                    let why = objection.map(|objection| objection.to_string());
                    return (sent, Err(Failure::Forbidden(why.unwrap_or_default())));
                }
                Err((_, Reached::Nobody)) if skip < of && !stop.load(Ordering::Relaxed) => (),
                Err((failure, _)) => return (sent, Err(failure)),
                Ok(exchange) => return (sent, Ok(exchange)),
            }
        }
    }

    fn try_once(
        &self,
        url: &Url,
        conditions: &Conditions,
        stop: &AtomicBool,
    ) -> (Sent, Result<Exchange, (Failure, Reached)>) {
        let mut request = self.agent.get(url.as_str());
        let mut fields = vec![
            ("User-Agent", self.name.clone()),
            ("Accept", ACCEPT.to_owned()),
            ("Accept-Encoding", "gzip".to_owned()),
        ];
        fields.extend(conditions.etag.clone().map(|etag| ("If-None-Match", etag)));
        fields.extend(
            conditions
                .last_modified
                .clone()
                .map(|date| ("If-Modified-Since", date)),
        );
        for (name, value) in &fields {
            request = request.header(*name, value);
        }
        let mut sent = Sent {
            at: Utc::now(),
            head: request_head(url, &fields),
            ip: None,
        };
        let response = request.call();
        sent.ip = self.resolver.choice().connected.map(|address| address.ip());
        let answer = match response {
            Ok(response) => self
                .received(response, &sent, stop)
                .map_err(|failure| (failure, Reached::Somebody)),
            Err(error) => Err(of_error(&error)),
        };
        (sent, answer)
    }

    fn received(
        &self,
        response: Response<Body>,
        sent: &Sent,
        stop: &AtomicBool,
    ) -> Result<Exchange, Failure> {
        let (parts, body) = response.into_parts();
        let field = |name: &str| {
            let value = parts.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let (location, retry_after) = (field("location"), field("retry-after"));
        let version = if parts.version == Version::HTTP_10 {
            "1.0"
        } else {
            "1.1"
        };
        let reason = parts.status.canonical_reason().unwrap_or_default();
        let mut head =
            format!("HTTP/{version} {} {reason}\r\n", parts.status.as_u16()).into_bytes();
        for (name, value) in &parts.headers {
            // The chunks were put together when they were received.
            let undone = if name == "transfer-encoding" {
                "x-archive-orig-"
            } else {
                ""
            };
            head.extend_from_slice(format!("{undone}{name}: ").as_bytes());
            head.extend_from_slice(value.as_bytes());
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"\r\n");
        let (body, length) = self.body(body, stop)?;
        Ok(Exchange {
            sent: sent.clone(),
            status: parts.status.as_u16(),
            head,
            location,
            retry_after,
            body,
            length,
        })
    }

    /// The body as sent, up to the largest size.
    fn body(&self, body: Body, stop: &AtomicBool) -> Result<(Vec<u8>, Length), Failure> {
        let mut reader = body.into_reader();
        let (mut bytes, mut piece) = (Vec::new(), vec![0; 1 << 14]);
        loop {
            if stop.load(Ordering::Relaxed) {
                return Err(Failure::Interrupted);
            }
            match reader.read(&mut piece) {
                Ok(0) => return Ok((bytes, Length::AsAnnounced)),
                Ok(length) => bytes.extend_from_slice(piece.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                Err(error) => {
                    let is_closed = matches!(
                        error.kind(),
                        io::ErrorKind::UnexpectedEof
                            | io::ErrorKind::ConnectionReset
                            | io::ErrorKind::ConnectionAborted
                    );
                    if is_closed && !bytes.is_empty() {
                        return Ok((bytes, Length::Short));
                    }
                    let error = ureq::Error::from(error);
                    return Err(of_error(&error).0);
                }
            }
            if bytes.len() as u64 > self.size {
                return Err(Failure::Boundless(format!(
                    "larger than {}",
                    in_words(self.size)
                )));
            }
        }
    }
}

/// Whether a connection came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Nobody,
    Somebody,
}

fn of_error(error: &ureq::Error) -> (Failure, Reached) {
    let failed = |text: &str| Failure::Failed(text.to_owned());
    match error {
        ureq::Error::HostNotFound => (failed("no machine of this name"), Reached::Somebody),
        ureq::Error::ConnectionFailed => (failed("no connection"), Reached::Nobody),
        ureq::Error::Timeout(ureq::Timeout::Connect) => {
            (failed("no connection in time"), Reached::Nobody)
        }
        ureq::Error::Timeout(ureq::Timeout::Resolve) => (
            failed("its name could not be resolved in time"),
            Reached::Somebody,
        ),
        ureq::Error::Timeout(_) => (
            failed("too slow: no whole answer in time"),
            Reached::Somebody,
        ),
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable => (failed("no connection"), Reached::Nobody),
            io::ErrorKind::TimedOut => (
                failed("too slow: no whole answer in time"),
                Reached::Somebody,
            ),
            _ => (
                Failure::Failed(format!("the connection broke ({error})")),
                Reached::Somebody,
            ),
        },
        ureq::Error::LargeResponseHeader(..) => (
            Failure::Boundless("headers without end".to_owned()),
            Reached::Somebody,
        ),
        error => (Failure::Failed(error.to_string()), Reached::Somebody),
    }
}

/// The head of a request as it is sent.
fn request_head(url: &Url, fields: &[(&str, String)]) -> Vec<u8> {
    let host = url.host_str().unwrap_or_default();
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let query = url
        .query()
        .map_or_else(String::new, |query| format!("?{query}"));
    let mut head = format!(
        "GET {}{query} HTTP/1.1\r\nHost: {host}{port}\r\n",
        url.path()
    );
    for (name, value) in fields {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// A size in the largest unit that divides it.
fn in_words(bytes: u64) -> String {
    match bytes {
        bytes if bytes >= 1 << 20 => format!("{} MiB", bytes >> 20),
        bytes if bytes >= 1 << 10 => format!("{} KiB", bytes >> 10),
        bytes => format!("{bytes} bytes"),
    }
}
