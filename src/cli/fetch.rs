//! `demarche fetch`: what publishers put out, brought into the corpus.

use super::arguments::{Common, FetchOptions};
use super::console::{self, Console};
use super::session::{Session, again, stop};
use super::{INTERRUPTED, TROUBLE};
use crate::archive::{Kept, Settings, Subscription};
use crate::fetch::{self, Allowed, Event, Job, Mode, Options, Report, SHORTEST_DELAY, Target};
use crate::query::first_day;
use crate::{Error, Result};
use chrono::{Local, NaiveDate};
use indicatif::ProgressBar;
use std::time::Duration;

/// Waits shorter than this are not told of.
const MOMENT: Duration = Duration::from_secs(1);

pub(super) fn run(options: &FetchOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open(common, console)?;
    let settings = session.archive.settings()?.over(Settings::of_user()?.1);
    let how = manners(options, &settings)?;
    let jobs = jobs(options, &settings, &session)?;
    if options.contact.is_none() && settings.contact.is_none() {
        console.say("no contact is set: put contact = \"you@example.org\" into demarche.toml, so that publishers can reach you");
    }
    let mut ticker = Ticker::new(console);
    let profiles = session.guide().profiles;
    let report = fetch::run(
        &session.archive,
        profiles,
        &jobs,
        &how,
        &mut |event| ticker.tell(&event),
        stop(),
    );
    let is_unlisted = ticker.unlisted && console.shows_progress();
    drop(ticker);
    let report = report?;
    let mut out = console::out();
    if options.json {
        out.line(&object(&report))?;
    } else {
        out.line(&crate::text::sanitize(&report.to_string()))?;
    }
    out.done()?;
    if report.interrupted {
        console.say("interrupted; what was done is kept, demarche fetch goes on");
        return Ok(INTERRUPTED);
    }
    if is_unlisted {
        console.say("a page is kept as it is: on sites without a profile, links are followed from feeds, site maps and JSON; a profile can name lists that are pages (demarche help fetch)");
    }
    if report.new + report.changed > 0 {
        let archive = again(common.archive.as_deref());
        console.say(&format!("try: demarche index{archive}"));
    }
    Ok(if report.refused.is_empty() {
        0
    } else {
        TROUBLE
    })
}

/// How the run goes about it.
fn manners(options: &FetchOptions, settings: &Settings) -> Result<Options> {
    let contact = options.contact.as_deref().or(settings.contact.as_deref());
    let mut how = Options::usual(contact);
    how.allowed = Allowed::of(&options.allow_address)
        .map_err(|reason| Error::Usage(format!("--allow-address: {reason}")))?;
    if let Some(seconds) = options.delay {
        how.delay = Duration::from_secs(seconds);
        if how.delay < SHORTEST_DELAY && options.allow_address.is_empty() {
            return Err(Error::Usage(
                "--delay 0 is for machines of your own, which --allow-address names; others are asked once a second at most"
                    .to_owned(),
            ));
        }
    }
    how.bounds.time = options.timeout.map_or(how.bounds.time, Duration::from_secs);
    how.bounds.size = options.max_size.map_or(how.bounds.size, |size| size << 20);
    how.mode = match (options.dry_run, options.refetch) {
        (true, _) => Mode::Dry,
        (_, true) => Mode::Again,
        _ => Mode::New,
    };
    Ok(how)
}

fn jobs(options: &FetchOptions, settings: &Settings, session: &Session) -> Result<Vec<Job>> {
    let since = options
        .since
        .as_deref()
        .map(|text| day("--since", text))
        .transpose()?;
    if !options.all {
        let job = |target: &String| Job {
            target: target_of(target),
            since,
            max: options.max,
        };
        return Ok(options.targets.iter().map(job).collect());
    }
    let file = session.archive.settings_file();
    if settings.subscribe.is_empty() {
        return Err(Error::Usage(format!(
            "{}: no subscriptions; write [[subscribe]] and site = \"uk\" or url = \"https://…\" into it",
            file.display()
        )));
    }
    let job = |subscription: &Subscription| {
        let wrong = |what: &str| Error::Data {
            path: file.clone(),
            message: format!("[[subscribe]]: {what}"),
        };
        let target = match (&subscription.site, &subscription.url) {
            (Some(site), None) => Target::Site(site.clone()),
            (None, Some(url)) => Target::Address(url.clone()),
            _ => return Err(wrong("it names either a site or a url")),
        };
        let own = subscription.since.as_deref();
        let own = own.map(|text| day("since", text).map_err(|error| wrong(&error.to_string())));
        Ok(Job {
            target,
            since: since.or(own.transpose()?),
            max: options.max.or(subscription.max),
        })
    };
    settings.subscribe.iter().map(job).collect()
}

fn target_of(typed: &str) -> Target {
    if typed.contains("://") {
        Target::Address(typed.to_owned())
    } else if typed.contains(['.', '/']) {
        Target::Address(format!("https://{typed}"))
    } else {
        Target::Site(typed.to_owned())
    }
}

fn day(option: &str, text: &str) -> Result<NaiveDate> {
    first_day(text, Local::now().date_naive()).ok_or_else(|| {
        Error::Usage(format!(
            "{option} {text}: no date; write 2024, 2024-01, 2024-01-15 or 30d"
        ))
    })
}

fn object(report: &Report) -> String {
    serde_json::json!({
        "new": report.new,
        "changed": report.changed,
        "not_modified": report.not_modified,
        "known": report.known,
        "would": report.would,
        "refused": report.refused,
        "left": report.left,
        "older": report.older,
        "elsewhere": report.elsewhere,
        "given_up": report.given_up,
        "requests": report.requests,
    })
    .to_string()
}

/// A line for each document, and on a terminal what is being done.
struct Ticker<'a> {
    console: &'a Console,
    drawn: Option<ProgressBar>,
    /// Whether a page was kept of a site whose lists nobody named.
    unlisted: bool,
}

impl<'a> Ticker<'a> {
    fn new(console: &'a Console) -> Self {
        let drawn = console.shows_progress().then(|| {
            let drawn = ProgressBar::new_spinner();
            drawn.enable_steady_tick(Duration::from_millis(120));
            drawn
        });
        Self {
            console,
            drawn,
            unlisted: false,
        }
    }

    fn tell(&mut self, event: &Event<'_>) {
        let line = match event {
            Event::Asking(url) => {
                if let Some(drawn) = &self.drawn {
                    drawn.set_message(crate::text::sanitize(url).into_owned());
                }
                return;
            }
            Event::Listed { url, documents } => {
                let word = if *documents == 1 {
                    "document"
                } else {
                    "documents"
                };
                format!("list         {url} ({documents} {word})")
            }
            Event::Kept(url, Kept::New) => format!("new          {url}"),
            Event::Kept(url, Kept::Changed) => format!("changed      {url}"),
            Event::Kept(url, _) => format!("not modified {url}"),
            Event::Unlisted(_) => {
                self.unlisted = true;
                return;
            }
            Event::Would(url) => format!("would fetch  {url}"),
            Event::Refused(url, why) => format!("refused      {url}: {why}"),
            Event::Waiting { wait, .. } if *wait < MOMENT => return,
            Event::Waiting { url, wait, why } => {
                format!(
                    "waiting      {} s before {url} is tried again: {why}",
                    wait.as_secs()
                )
            }
            Event::Note(note) => (*note).to_owned(),
        };
        match &self.drawn {
            Some(drawn) => drawn.suspend(|| self.console.say(&line)),
            None => self.console.say(&line),
        }
    }
}

impl Drop for Ticker<'_> {
    fn drop(&mut self) {
        if let Some(drawn) = &self.drawn {
            drawn.finish_and_clear();
        }
    }
}
