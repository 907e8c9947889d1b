//! What a profile of a site makes of a file: for the user who writes it, and as JSON.

use super::SCHEMA;
use crate::briefing::{Briefing, Date};
use crate::source::{Check, Found, Outcome, Profiles};
use crate::text::sanitize;
use serde::Serialize;
use std::fmt::Write as _;

/// Longest piece of text shown, in characters.
const SHOWN: usize = 90;
/// Paragraphs shown of either end of a text.
const ENDS: usize = 2;

/// What was chosen, what each rule found and what came of it, for people.
#[must_use]
pub fn check_page(check: &Check) -> String {
    let mut page = String::new();
    let name = check.profile.as_deref().unwrap_or("none");
    let _ = writeln!(page, "profile  {name} ({})", short(&check.because));
    if check
        .rules
        .iter()
        .any(|rule| rule.key.starts_with("layout"))
    {
        let none = "none fits; title and text are looked for as on any page";
        let _ = writeln!(page, "layout   {}", check.layout.as_deref().unwrap_or(none));
    }
    let mut last = "";
    for rule in &check.rules {
        let key = if rule.key == last { "" } else { &rule.key };
        if !key.is_empty() {
            let _ = writeln!(page, "\n{key}");
        }
        last = &rule.key;
        let _ = writeln!(page, "  {}", short(&rule.rule));
        let found = rule
            .found
            .iter()
            .map(|found| short(found))
            .collect::<Vec<_>>();
        let found = if found.is_empty() {
            "no match".to_owned()
        } else {
            found.join(" | ")
        };
        let _ = writeln!(page, "    → {found}");
    }
    for outcome in &check.outcomes {
        page.push('\n');
        match outcome {
            Outcome::Briefing(briefing, remarks) => {
                show(&mut page, briefing, check);
                for remark in remarks {
                    let _ = writeln!(page, "remark     {}", short(&remark.0));
                }
            }
            Outcome::Skipped(passed) => {
                let _ = writeln!(page, "skipped    {}", sanitize(&passed.to_string()));
            }
            Outcome::Rejected(passed) => {
                let _ = writeln!(page, "rejected   {}", sanitize(&passed.to_string()));
            }
        }
    }
    page
}

fn show(page: &mut String, briefing: &Briefing, check: &Check) {
    let mut line = |name: &str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty());
        let value = value.map_or("not known".to_owned(), |value| short(&value));
        let _ = writeln!(page, "{name:<10} {value}");
    };
    line("id", Some(briefing.id.clone()));
    line("title", briefing.title.clone());
    line("form", Some(format!("{:?}", briefing.form).to_lowercase()));
    for (name, value) in dates(briefing) {
        line(name, value);
    }
    line("speakers", Some(speakers(briefing).join("; ")));
    line("ministry", briefing.ministry.clone());
    line("language", briefing.language.clone());
    line("url", briefing.url.clone());
    line("address", check.canonical.clone());
    line("number", check.number.clone());
    let paragraphs: Vec<&str> = briefing.text.split("\n\n").collect();
    let plural = if paragraphs.len() == 1 { "" } else { "s" };
    let _ = writeln!(
        page,
        "{:<10} {} paragraph{plural}",
        "text",
        paragraphs.len()
    );
    let hidden = paragraphs.len().saturating_sub(2 * ENDS);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if number < ENDS || number >= ENDS + hidden {
            let _ = writeln!(page, "  {}", short(paragraph));
        } else if number == ENDS {
            let _ = writeln!(page, "  … {hidden} more …");
        }
    }
}

fn dates(briefing: &Briefing) -> [(&'static str, Option<String>); 4] {
    let dates = &briefing.dates;
    let told =
        |date: Option<Date>| date.map(|date| format!("{} (from {})", date.value(), origin(date)));
    [
        ("said", told(dates.said)),
        ("published", told(dates.published)),
        ("updated", told(dates.updated)),
        ("retrieved", told(dates.retrieved)),
    ]
}

fn origin(date: Date) -> String {
    let name = serde_json::to_value(date.from).ok();
    name.and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn speakers(briefing: &Briefing) -> Vec<String> {
    let told = briefing.speakers.iter().map(|speaker| match &speaker.role {
        Some(role) => format!("{} ({role})", speaker.name),
        None => speaker.name.clone(),
    });
    told.collect()
}

/// One sanitised line, cut where it is long.
fn short(text: &str) -> String {
    let clean = sanitize(text);
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    line.chars().take(SHOWN).chain(['…']).collect()
}

/// The same as one JSON object.
#[must_use]
pub fn check_object(check: &Check) -> String {
    let object = CheckObject {
        schema: SCHEMA,
        profile: check.profile.as_deref(),
        because: &check.because,
        layout: check.layout.as_deref(),
        address: check.canonical.as_deref(),
        number: check.number.as_deref(),
        rules: check.rules.iter().map(RulePart::from).collect(),
        outcomes: check.outcomes.iter().map(OutcomePart::from).collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct CheckObject<'a> {
    schema: u32,
    profile: Option<&'a str>,
    because: &'a str,
    layout: Option<&'a str>,
    address: Option<&'a str>,
    number: Option<&'a str>,
    rules: Vec<RulePart<'a>>,
    outcomes: Vec<OutcomePart<'a>>,
}

#[derive(Serialize)]
struct RulePart<'a> {
    key: &'a str,
    rule: &'a str,
    found: &'a [String],
}

impl<'a> From<&'a Found> for RulePart<'a> {
    fn from(rule: &'a Found) -> Self {
        Self {
            key: &rule.key,
            rule: &rule.rule,
            found: &rule.found,
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
enum OutcomePart<'a> {
    Briefing {
        briefing: &'a Briefing,
        remarks: Vec<&'a str>,
    },
    Skipped {
        reason: &'a str,
    },
    Rejected {
        reason: &'a str,
    },
}

impl<'a> From<&'a Outcome> for OutcomePart<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        match outcome {
            Outcome::Briefing(briefing, remarks) => Self::Briefing {
                briefing,
                remarks: remarks.iter().map(|remark| remark.0.as_str()).collect(),
            },
            Outcome::Skipped(passed) => Self::Skipped {
                reason: &passed.reason,
            },
            Outcome::Rejected(passed) => Self::Rejected {
                reason: &passed.reason,
            },
        }
    }
}

/// The profiles, one a line: name, hosts, ministry.
#[must_use]
pub fn profile_list(profiles: &Profiles) -> String {
    let mut list = String::new();
    let widest = profiles
        .list()
        .map(|(name, ..)| name.chars().count())
        .max()
        .unwrap_or(0);
    for (name, hosts, ministry) in profiles.list() {
        let _ = writeln!(
            list,
            "{name:<widest$}  {}  {}",
            sanitize(ministry),
            hosts.join(" ")
        );
    }
    list
}
