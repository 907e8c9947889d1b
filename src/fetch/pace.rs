//! How fast a host is asked: one request at a time, a pause between two, longer where it says so, and not again where it refuses.

use super::guard::Allowed;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The pause where nobody says otherwise.
pub const USUAL_DELAY: Duration = Duration::from_secs(5);
/// The shortest pause on the public internet.
pub const SHORTEST_DELAY: Duration = Duration::from_secs(1);
/// The longest pause that a host can ask for by its robots.txt.
pub const LONGEST_DELAY: Duration = Duration::from_mins(2);
/// The longest wait before an address is tried again in the same run.
pub const LONGEST_WAIT: Duration = Duration::from_mins(2);
/// Refusals in a row after which a host is left alone.
pub const MOST_REFUSALS: usize = 5;

/// What is known of the hosts of a run.
pub(super) struct Pace {
    delay: Duration,
    allowed: Allowed,
    hosts: HashMap<String, Host>,
}

#[derive(Default)]
struct Host {
    /// When it may be asked again.
    due: Option<Instant>,
    asked_for: Option<Duration>,
    refusals: usize,
    left: Option<String>,
}

impl Pace {
    pub(super) fn new(delay: Duration, allowed: &Allowed) -> Self {
        Self {
            delay,
            allowed: allowed.clone(),
            hosts: HashMap::new(),
        }
    }

    /// Why a host is left alone for the rest of the run, if so.
    pub(super) fn left(&self, host: &str) -> Option<&str> {
        self.hosts.get(host)?.left.as_deref()
    }

    /// Takes over what robots.txt says of pauses.
    pub(super) fn slow_down(&mut self, host: &str, delay: Duration) {
        let host = self.hosts.entry(host.to_owned()).or_default();
        host.asked_for = Some(delay.min(LONGEST_DELAY));
    }

    /// How long to wait until a host may be asked.
    pub(super) fn wait(&self, host: &str) -> Duration {
        let due = self.hosts.get(host).and_then(|host| host.due);
        due.map_or(Duration::ZERO, |due| {
            due.saturating_duration_since(Instant::now())
        })
    }

    /// Notes that a host was asked, at this address.
    pub(super) fn asked(&mut self, host: &str, address: Option<IpAddr>) {
        // Only the user's own machines may be asked without a pause.
        let is_own = address.is_some_and(|address| self.allowed.names(address));
        let own = if is_own {
            self.delay
        } else {
            self.delay.max(SHORTEST_DELAY)
        };
        let host = self.hosts.entry(host.to_owned()).or_default();
        let delay = own.max(host.asked_for.unwrap_or_default());
        host.due = Some(Instant::now() + delay);
    }

    /// Notes that a host gave what was asked for.
    pub(super) fn welcomed(&mut self, host: &str) {
        if let Some(host) = self.hosts.get_mut(host) {
            host.refusals = 0;
        }
    }

    /// Notes that a host refused; where it does so again and again, it is left alone.
    pub(super) fn refused(&mut self, host: &str, why: &str) {
        let host = self.hosts.entry(host.to_owned()).or_default();
        host.refusals += 1;
        if host.refusals >= MOST_REFUSALS && host.left.is_none() {
            host.left = Some(format!(
                "{MOST_REFUSALS} refusals in a row, the last: {why}"
            ));
        }
    }

    /// Leaves a host alone for the rest of the run.
    pub(super) fn leave(&mut self, host: &str, why: String) {
        self.hosts.entry(host.to_owned()).or_default().left = Some(why);
    }

    /// The wait before the next try, the first of which is number 1.
    pub(super) fn back_off(&self, host: &str, tries: u32) -> Duration {
        let asked_for = self.hosts.get(host).and_then(|host| host.asked_for);
        let delay = self.delay.max(asked_for.unwrap_or_default());
        delay
            .saturating_mul(2_u32.saturating_pow(tries))
            .min(LONGEST_WAIT)
    }
}

/// Waits; false where the user does not want to wait any longer.
pub(super) fn sleep(duration: Duration, stop: &AtomicBool) -> bool {
    let end = Instant::now() + duration;
    loop {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return true;
        }
        thread::sleep(left.min(Duration::from_millis(100)));
    }
}

/// How long `Retry-After` asks to wait: seconds, or until a moment.
pub(super) fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = DateTime::parse_from_rfc2822(value).ok()?;
    Some((moment.to_utc() - now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_may_say_when_to_come_back_in_seconds_or_by_the_clock() {
        let now = DateTime::parse_from_rfc3339("2024-06-18T10:00:00Z")
            .unwrap()
            .to_utc();
        for (value, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Tue, 18 Jun 2024 10:01:30 GMT", Some(90)),
            ("Tue, 18 Jun 2024 09:00:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
        ] {
            assert_eq!(
                retry_after(value, now),
                seconds.map(Duration::from_secs),
                "{value}"
            );
        }
    }

    #[test]
    fn only_machines_of_the_users_own_are_asked_without_a_pause() {
        let allowed = Allowed::of(&["127.0.0.1".to_owned()]).unwrap();
        let mut pace = Pace::new(Duration::ZERO, &allowed);
        pace.asked("own", "127.0.0.1".parse().ok());
        pace.asked("public", "93.184.215.14".parse().ok());
        assert!(pace.wait("own").is_zero());
        assert!(pace.wait("public") > SHORTEST_DELAY / 2);
        pace.slow_down("own", Duration::from_hours(1));
        pace.asked("own", "127.0.0.1".parse().ok());
        assert!(pace.wait("own") > LONGEST_DELAY / 2 && pace.wait("own") <= LONGEST_DELAY);
    }
}
