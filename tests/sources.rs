//! What the readers make of files as publishers and users write them: each folder with a `corpus` under `tests/sources` is a case,
//! `PUBLISHER/CASE`, with what is expected of it beside it. `UPDATE_EXPECT=1` writes the expectation anew, `CASES=china` takes
//! only the cases whose path holds that.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails the test"
)]

use demarche::archive::{Found, walk};
use demarche::briefing::{Briefing, Date, DateOrigin, Speaker};
use demarche::source::{self, Guide, Outcome};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_fixture_is_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources");
    let wanted = std::env::var("CASES").unwrap_or_default();
    let mut wrong = Vec::new();
    let mut cases = cases(&folder);
    assert!(cases.len() >= 9, "only {} cases found", cases.len());
    cases.retain(|case| case.to_string_lossy().contains(&wanted));
    for case in cases {
        let shown = shown(&case.join("corpus"));
        let expectation = case.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expectation, &shown).unwrap();
        } else if fs::read_to_string(&expectation).unwrap_or_default() != shown {
            wrong.push(format!("{}:\n{shown}", case.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "not as in expected.txt:\n{}",
        wrong.join("\n")
    );
}

/// The folders with a `corpus`, at any depth, by name.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let inner = |folder: PathBuf| {
        if folder.join("corpus").is_dir() {
            vec![folder]
        } else {
            cases(&folder)
        }
    };
    folders.into_iter().flat_map(inner).collect()
}

/// Everything the corpus gives, for people to read.
fn shown(corpus: &Path) -> String {
    let mut shown = String::new();
    for found in walk(corpus) {
        let entry = match found {
            Found::Entry(entry) => entry,
            other => {
                let _ = writeln!(shown, "{other:?}");
                continue;
            }
        };
        let record = match entry.read() {
            Ok(record) => record,
            Err(reason) => {
                let _ = writeln!(shown, "rejected {}: {reason}", entry.path);
                continue;
            }
        };
        for outcome in source::read(&record, &Guide::builtin()) {
            match outcome {
                Outcome::Briefing(briefing, remarks) => {
                    show(&mut shown, &briefing);
                    for remark in remarks {
                        let _ = writeln!(shown, "remark: {}", remark.0);
                    }
                    show_text(&mut shown, &briefing.text);
                }
                Outcome::Skipped(skipped) => {
                    let _ = writeln!(shown, "skipped {skipped}\n");
                }
                Outcome::Rejected(rejected) => {
                    let _ = writeln!(shown, "rejected {rejected}\n");
                }
            }
        }
    }
    shown
}

fn show(shown: &mut String, briefing: &Briefing) {
    let path = briefing.provenance.path.as_deref().unwrap_or_default();
    let locator = briefing.provenance.locator.as_deref().unwrap_or_default();
    let _ = writeln!(shown, "{} {path} {locator}", briefing.id);
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(shown, "{name}: {value}");
        }
    };
    line("title", briefing.title.clone());
    line("form", Some(format!("{:?}", briefing.form)));
    line("language", briefing.language.clone());
    line("said", briefing.dates.said.map(date));
    line("published", briefing.dates.published.map(date));
    line("updated", briefing.dates.updated.map(date));
    for odd in &briefing.date_oddities {
        line("odd date", Some(odd.detail.clone()));
    }
    // A file's own time differs from machine to machine.
    let captured = briefing
        .dates
        .retrieved
        .filter(|date| date.from == DateOrigin::Capture);
    line("retrieved", captured.map(date));
    line("ministry", briefing.ministry.clone());
    line("outlet", briefing.outlet.clone());
    line("represents", briefing.represents.clone());
    line(
        "speakers",
        Some(
            briefing
                .speakers
                .iter()
                .map(speaker)
                .collect::<Vec<_>>()
                .join("; "),
        ),
    );
    line("topics", Some(briefing.topics_given.join("; ")));
    line("url", briefing.url.clone());
    line("fictional", briefing.fictional.then(|| "yes".to_owned()));
}

fn show_text(shown: &mut String, text: &str) {
    for paragraph in text.split("\n\n") {
        let _ = writeln!(shown, "| {paragraph}");
    }
    shown.push('\n');
}

fn date(date: Date) -> String {
    format!("{} from {:?}", date.value(), date.from)
}

fn speaker(speaker: &Speaker) -> String {
    match &speaker.role {
        Some(role) => format!("{} [{role}]", speaker.name),
        None => speaker.name.clone(),
    }
}
