//! An address brought to its end: the rules of its host, the pause, retries, hints to other addresses, and what came of it kept.

use super::client::{Conditions, Exchange, Failure, Sent};
use super::ended::{Ended, What, noted, nothing, of_status, response};
use super::guard::address;
use super::pace::{LONGEST_WAIT, retry_after, sleep};
use super::report::Event;
use super::robots::Bar;
use super::{Fetcher, Mode};
use crate::Result;
use crate::archive::{Answer, Capture, Content, Kept, Length, Role};
use crate::source::{Told, told};
use chrono::Utc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use url::Url;

/// Hints to other addresses that are followed.
const MOST_HINTS: usize = 10;
/// How often an address is asked in one run before it counts as refused.
const MOST_TRIES: u32 = 3;

/// What an address is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// A document, whatever it looks like.
    Document,
    /// Whatever it is.
    Any,
    /// A further page of a list, which need not be there.
    Further,
}

/// What came of an address.
#[derive(Debug)]
pub(super) enum End {
    /// Content, whether it is new, and the address it has in the end.
    Content(Told, Kept, Url),
    /// Nothing, and why.
    Refused(String),
    /// There is no such page of the list.
    NoFurther,
    /// The user ended the run.
    Interrupted,
}

impl Fetcher<'_> {
    /// Asks for an address, and keeps what came of it.
    pub(super) fn visit(&mut self, start: &Url, want: Want) -> Result<End> {
        self.visited.insert(start.to_string());
        let mut url = start.clone();
        let mut hints: Vec<Capture> = Vec::new();
        let end = loop {
            match self.barred(&url)? {
                Some(Bar::Passing(why)) => break Ended::passing(why),
                Some(Bar::Lasting(why)) => {
                    break Ended::without(why.clone(), noted(&hints, &url, &why));
                }
                None => (),
            }
            let content = self
                .captures
                .known(url.as_str())?
                .and_then(|known| known.content.clone());
            let (sent, answer) = self.ask(&url, &conditions(content.as_ref()));
            match answer {
                Ok(exchange) => match hint(&url, &exchange) {
                    Some(Ok(next)) if hints.len() < MOST_HINTS => {
                        hints.push(response(&url, Role::Redirect, exchange));
                        url = next;
                    }
                    Some(Ok(_)) => {
                        let mut capture = response(&url, Role::Redirect, exchange);
                        let why = "hints to other addresses without end".to_owned();
                        capture.again = Some(why.clone());
                        break Ended::without(why, Some(capture));
                    }
                    Some(Err(why)) => {
                        let capture = response(&url, Role::Refusal, exchange);
                        break Ended::without(why, Some(capture));
                    }
                    None => break self.answered(&url, want, exchange, content.as_ref())?,
                },
                Err(Failure::Interrupted) => break Ended::interrupted(),
                Err(Failure::Forbidden(why)) => {
                    break Ended::without(why.clone(), noted(&hints, &url, &why));
                }
                Err(Failure::Boundless(why)) => {
                    let capture = nothing(&url, sent, &why, None);
                    break Ended::without(why, Some(capture));
                }
                Err(Failure::Failed(why)) => {
                    self.pace.refused(&host_of(&url), &why);
                    let capture = nothing(&url, sent, &why, Some(&why));
                    break Ended::without(why, Some(capture));
                }
            }
        };
        if matches!(end.what, What::Interrupted) {
            return Ok(End::Interrupted);
        }
        // It is the first address that is known elsewhere, and that is asked for again.
        if let Some(first) = hints.first_mut() {
            let again = end
                .capture
                .as_ref()
                .and_then(|capture| capture.again.clone());
            first.again = again.or(end.again);
        }
        for hint in &hints {
            self.visited.insert(hint.url.clone());
            self.keep(hint)?;
        }
        let kept = match &end.capture {
            Some(capture) => self.keep(capture)?,
            None => Kept::Refused,
        };
        self.visited.insert(url.to_string());
        Ok(match end.what {
            What::Content(told) => End::Content(told, kept, url),
            What::Refused(why) => End::Refused(why),
            What::NoFurther => End::NoFurther,
            What::Interrupted => End::Interrupted,
        })
    }

    /// What an answer that is no hint comes to.
    fn answered(
        &mut self,
        url: &Url,
        want: Want,
        exchange: Exchange,
        content: Option<&Content>,
    ) -> Result<Ended> {
        let host = host_of(url);
        if let (304, Some(content)) = (exchange.status, content) {
            self.pace.welcomed(&host);
            let kept = self.captures.response(content)?;
            let told = told(url.as_str(), &kept, self.profiles).unwrap_or(Told::Document);
            let capture = Capture {
                answer: Answer::NotModified(exchange.head.clone()),
                ..response(url, content.role, exchange)
            };
            return Ok(Ended::with(told, capture));
        }
        if exchange.status != 200 {
            let (why, is_refusal) = of_status(exchange.status);
            if is_refusal {
                self.pace.refused(&host, &why);
            }
            let is_end = want == Want::Further && matches!(exchange.status, 400 | 404 | 410);
            let mut capture = response(url, Role::Refusal, exchange);
            if is_end {
                return Ok(Ended::of(What::NoFurther, Some(capture)));
            }
            capture.again = Some(why.clone());
            return Ok(Ended::without(why, Some(capture)));
        }
        let block = [&*exchange.head, &*exchange.body].concat();
        let (reason, is_wall) = match told(url.as_str(), &block, self.profiles) {
            Ok(Told::Wall(reason)) => (reason, true),
            Ok(Told::Placeholder(reason)) => (reason, false),
            Ok(told) => {
                self.pace.welcomed(&host);
                let role = match &told {
                    Told::List(listing) if want != Want::Document && !listing.holds_texts() => {
                        Role::List
                    }
                    _ => Role::Page,
                };
                return Ok(Ended::with(told, response(url, role, exchange)));
            }
            Err(why) => {
                let capture = nothing(url, exchange.sent, &why, None);
                return Ok(Ended::without(why, Some(capture)));
            }
        };
        if want == Want::Further && !is_wall {
            return Ok(Ended::of(
                What::NoFurther,
                Some(response(url, Role::Refusal, exchange)),
            ));
        }
        // What the user can do with a saved page is of no use here.
        let why = reason.split(';').next().unwrap_or_default().to_owned();
        if is_wall {
            self.pace.refused(&host, &why);
        }
        let mut capture = response(url, Role::Refusal, exchange);
        capture.again = Some(why.clone());
        Ok(Ended::without(why, Some(capture)))
    }

    /// Why an address is not asked for, if so.
    fn barred(&mut self, url: &Url) -> Result<Option<Bar>> {
        let host = host_of(url);
        let left = |fetcher: &Self| {
            let why = fetcher.pace.left(&host)?;
            Some(Bar::Passing(format!("{host} is left alone: {why}")))
        };
        if let Some(bar) = left(self) {
            return Ok(Some(bar));
        }
        let by_rules = self.barred_by_rules(url)?;
        Ok(by_rules.or_else(|| left(self)))
    }

    /// Asks for an address, after the pause of its host, and again where that may help.
    pub(super) fn ask(
        &mut self,
        url: &Url,
        conditions: &Conditions,
    ) -> (Sent, std::result::Result<Exchange, Failure>) {
        let host = host_of(url);
        let mut cut_off = None;
        let mut tries = 0;
        loop {
            let waited = sleep(self.pace.wait(&host), self.stop);
            if !waited {
                let sent = Sent {
                    at: Utc::now(),
                    head: Vec::new(),
                    ip: None,
                };
                return (sent, Err(Failure::Interrupted));
            }
            (self.tell)(Event::Asking(url.as_str()));
            let (sent, answer) = self.client.get(url, conditions, self.stop);
            self.pace.asked(&host, sent.ip);
            if !matches!(answer, Err(Failure::Forbidden(_))) {
                self.report.requests += 1;
            }
            tries += 1;
            let (why, wait) = match &answer {
                // A body that ends early at the same byte twice was announced wrongly, and is whole.
                Ok(exchange) if exchange.length == Length::Short => {
                    if cut_off.as_ref() == Some(&exchange.body) {
                        return (sent, answer);
                    }
                    cut_off = Some(exchange.body.clone());
                    ("cut off".to_owned(), self.pace.back_off(&host, tries))
                }
                Ok(exchange) if matches!(exchange.status, 429 | 500 | 502 | 503 | 504) => {
                    let asked = exchange.retry_after.as_deref();
                    let asked = asked.and_then(|value| retry_after(value, Utc::now()));
                    let why = of_status(exchange.status).0;
                    if let Some(wait) = asked.filter(|wait| *wait > LONGEST_WAIT) {
                        let why = format!("{why}, and asks to come back in {}", in_words(wait));
                        self.pace.leave(&host, why);
                        return (sent, answer);
                    }
                    (
                        why,
                        asked.unwrap_or_else(|| self.pace.back_off(&host, tries)),
                    )
                }
                Err(Failure::Failed(why)) => (why.clone(), self.pace.back_off(&host, tries)),
                _ => return (sent, answer),
            };
            if tries >= MOST_TRIES {
                let answer = match answer {
                    Ok(exchange) if exchange.length == Length::Short => {
                        Err(Failure::Failed("cut off on the way".to_owned()))
                    }
                    answer => answer,
                };
                return (sent, answer);
            }
            (self.tell)(Event::Waiting {
                url: url.as_str(),
                wait,
                why: &why,
            });
            if !sleep(wait, self.stop) {
                return (sent, Err(Failure::Interrupted));
            }
        }
    }

    /// Keeps a capture, unless nothing is to be kept.
    pub(super) fn keep(&mut self, capture: &Capture) -> Result<Kept> {
        if self.mode == Mode::Dry {
            return Ok(Kept::Same);
        }
        let kept = self.captures.add(capture)?;
        for remark in self.captures.remarks() {
            (self.tell)(Event::Note(&remark));
        }
        Ok(kept)
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Where an answer points, if it points elsewhere, or why that is not followed.
fn hint(url: &Url, exchange: &Exchange) -> Option<std::result::Result<Url, String>> {
    let location = exchange.location.as_ref()?;
    if !matches!(exchange.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let next = url
        .join(location.trim())
        .map_err(|error| format!("it points to no address ({error})"));
    Some(next.and_then(|next| address(next.as_str()).map_err(|why| format!("it points to {why}"))))
}

/// What a server is told of the copy that is kept.
pub(super) fn conditions(content: Option<&Content>) -> Conditions {
    content.map_or_else(Conditions::default, |content| Conditions {
        etag: content.etag.clone(),
        last_modified: content.last_modified.clone(),
    })
}

/// The host of an address, with its port where that is unusual.
pub(super) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn in_words(wait: Duration) -> String {
    match wait.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds @ ..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}
