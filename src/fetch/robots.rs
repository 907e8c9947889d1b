//! robots.txt: what a host allows programs to ask for. It is kept like anything else, and asked for again after a day.

use super::Fetcher;
use super::client::Failure;
use super::guard::address;
use super::visit::{conditions, host_of};
use crate::Result;
use crate::archive::{Answer, Capture, Role};
use crate::source::text_of_response;
use chrono::{TimeDelta, Utc};
use std::time::Duration;
use texting_robots::Robot;
use url::Url;

/// What the rules call this program.
const NAME: &str = "demarche";
/// How long rules hold, in hours.
const HOURS: i64 = 24;
/// Bytes of them that are looked at.
const LARGEST: usize = 500 << 10;
/// Lines of rules beyond which a host is not asked for anything.
const MOST_LINES: usize = 5000;
/// Hints to other addresses that are followed.
const MOST_HINTS: usize = 5;

/// What a host allows.
#[derive(Debug)]
pub(super) enum Rules {
    /// All there is.
    Everything,
    /// Nothing for now, and why.
    Nothing(String),
    /// Nothing ever, and why: its machine must not be asked.
    Never(String),
    /// What its rules say.
    As(Box<Robot>),
}

/// Why an address is not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bar {
    /// It may be another time.
    Passing(String),
    /// It must not be.
    Lasting(String),
}

impl Rules {
    /// What a response to the request for them says.
    fn of_response(response: &[u8]) -> Self {
        match text_of_response(response) {
            Ok((200..300, text)) => Self::of_text(&text),
            Ok((status @ (429 | 500..), _)) => {
                Self::Nothing(format!("its robots.txt cannot be read for now ({status})"))
            }
            Ok(_) => Self::Everything,
            Err(why) => Self::Nothing(format!("its robots.txt cannot be read: {why}")),
        }
    }

    fn of_text(text: &str) -> Self {
        let text = text
            .get(..text.floor_char_boundary(LARGEST))
            .unwrap_or_default();
        // Sites that have no rules often show a page in their place.
        if text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('<')
        {
            return Self::Everything;
        }
        // Each becomes a pattern that is compiled: a trap, or a host that wants no programs.
        if text.lines().count() > MOST_LINES {
            return Self::Nothing(format!("its robots.txt has over {MOST_LINES} lines"));
        }
        match Robot::new(NAME, text.as_bytes()) {
            Ok(robot) => Self::As(Box::new(robot)),
            Err(_) => Self::Nothing("its robots.txt is too intricate to be kept to".to_owned()),
        }
    }

    /// Why an address is not to be asked for, if so.
    fn bar(&self, url: &Url) -> Option<Bar> {
        match self {
            Self::Everything => None,
            Self::Nothing(why) => Some(Bar::Passing(why.clone())),
            Self::Never(why) => Some(Bar::Lasting(why.clone())),
            Self::As(robot) => (!robot.allowed(url.as_str()))
                .then(|| Bar::Lasting("robots.txt forbids it".to_owned())),
        }
    }
}

impl Fetcher<'_> {
    /// Why the rules of its host keep an address from being asked for, if so.
    pub(super) fn barred_by_rules(&mut self, url: &Url) -> Result<Option<Bar>> {
        let origin = url.origin().ascii_serialization();
        if !self.rules.contains_key(&origin) {
            let rules = self.rules_of(url)?;
            if let Rules::As(robot) = &rules
                && let Some(delay) = robot.delay.filter(|delay| *delay > 0.0)
            {
                let delay = Duration::try_from_secs_f32(delay).unwrap_or(Duration::MAX);
                self.pace.slow_down(&host_of(url), delay);
            }
            self.rules.insert(origin.clone(), rules);
        }
        Ok(self.rules.get(&origin).and_then(|rules| rules.bar(url)))
    }

    /// The rules of a host: those kept, where they are young enough, else those it gives now.
    fn rules_of(&mut self, url: &Url) -> Result<Rules> {
        let Ok(mut url) = url.join("/robots.txt") else {
            return Ok(Rules::Everything);
        };
        for _ in 0..=MOST_HINTS {
            if let Some(known) = self.captures.known(url.as_str())?.cloned() {
                let is_young = Utc::now() - known.at < TimeDelta::hours(HOURS);
                let is_settled = known
                    .status
                    .is_some_and(|status| status < 429 || (430..500).contains(&status));
                match (&known.content, &known.location) {
                    (Some(content), _) if is_young && is_settled => {
                        let kept = self.captures.response(content)?;
                        return Ok(Rules::of_response(&kept));
                    }
                    (_, Some(location)) if is_young => {
                        if let Some(next) = url
                            .join(location)
                            .ok()
                            .and_then(|url| address(url.as_str()).ok())
                        {
                            url = next;
                            continue;
                        }
                    }
                    _ => (),
                }
            }
            match self.ask_for_rules(&url)? {
                Asked::Rules(rules) => return Ok(rules),
                Asked::Hint(next) => url = next,
            }
        }
        Ok(Rules::Everything)
    }

    fn ask_for_rules(&mut self, url: &Url) -> Result<Asked> {
        let content = self
            .captures
            .known(url.as_str())?
            .and_then(|known| known.content.clone());
        let (sent, answer) = self.ask(url, &conditions(content.as_ref()));
        let mut capture = Capture {
            url: url.to_string(),
            at: sent.at,
            ip: sent.ip.map(|ip| ip.to_string()),
            role: Role::Robots,
            again: None,
            request: sent.head,
            answer: Answer::Nothing(String::new()),
        };
        let asked = match answer {
            Err(Failure::Interrupted) => {
                return Ok(Asked::Rules(Rules::Nothing("interrupted".to_owned())));
            }
            Err(Failure::Forbidden(why)) => return Ok(Asked::Rules(Rules::Never(why))),
            Err(Failure::Boundless(why) | Failure::Failed(why)) => {
                capture.answer = Answer::Nothing(why.clone());
                Asked::Rules(Rules::Nothing(format!(
                    "its robots.txt cannot be read: {why}"
                )))
            }
            Ok(exchange) if exchange.status == 304 && content.is_some() => {
                capture.answer = Answer::NotModified(exchange.head);
                let kept = content
                    .map(|content| self.captures.response(&content))
                    .transpose()?;
                Asked::Rules(Rules::of_response(&kept.unwrap_or_default()))
            }
            Ok(exchange) => {
                let hint = exchange
                    .location
                    .as_ref()
                    .filter(|_| (300..400).contains(&exchange.status));
                let hint = hint.and_then(|hint| address(url.join(hint).ok()?.as_str()).ok());
                let asked = match hint {
                    Some(next) => {
                        capture.role = Role::Redirect;
                        Asked::Hint(next)
                    }
                    None => Asked::Rules(Rules::of_response(
                        &[&*exchange.head, &*exchange.body].concat(),
                    )),
                };
                capture.answer = Answer::Response {
                    head: exchange.head,
                    body: exchange.body,
                    length: exchange.length,
                };
                asked
            }
        };
        self.keep(&capture)?;
        Ok(asked)
    }
}

/// What came of a request for rules.
enum Asked {
    Rules(Rules),
    Hint(Url),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_those_of_the_standard_and_a_page_in_their_place_forbids_nothing() {
        let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";
        for (response, path, is_allowed) in [
            (
                format!("{ok}User-agent: *\nDisallow: /*?PAGEN\n"),
                "/news?PAGEN_1=2",
                false,
            ),
            (
                format!("{ok}User-agent: *\nDisallow: /*?PAGEN\n"),
                "/news",
                true,
            ),
            (
                format!("{ok}User-agent: demarche\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
                "/a",
                false,
            ),
            (
                format!("{ok}<!DOCTYPE html><pre>\nUser-agent: *\nDisallow: /\n</pre>"),
                "/a",
                true,
            ),
            (
                format!("{ok}{}", "\0Disallow: \u{fffd}".repeat(9)),
                "/a",
                true,
            ),
            (
                format!("{ok}User-agent: *\n{}", "Disallow: /*b*c\n".repeat(9000)),
                "/a",
                false,
            ),
            (
                format!(
                    "{ok}User-agent: *\nDisallow: /{}$\nDisallow: /a\n",
                    "b*".repeat(9000)
                ),
                "/a",
                false,
            ),
            (
                "HTTP/1.1 404 Not Found\r\n\r\nUser-agent: *\nDisallow: /".to_owned(),
                "/a",
                true,
            ),
            (
                "HTTP/1.1 503 Service Unavailable\r\n\r\n".to_owned(),
                "/a",
                false,
            ),
            (
                "HTTP/1.1 429 Too Many Requests\r\n\r\n".to_owned(),
                "/a",
                false,
            ),
        ] {
            let url = Url::parse("https://mfa.example")
                .unwrap()
                .join(path)
                .unwrap();
            let rules = Rules::of_response(response.as_bytes());
            assert_eq!(rules.bar(&url).is_none(), is_allowed, "{response} {path}");
        }
    }
}
