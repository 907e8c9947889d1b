//! What careful readers want found in pages: each folder of `tests/wanted/PUBLISHER/` is a corpus and, in `wanted*.toml`, what they
//! wrote down before any program had read it. Whoever changes the readers may not change what is wanted.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails the test"
)]

use demarche::archive::{Found, walk};
use demarche::briefing::{Briefing, Date, Passage, PassageKind};
use demarche::passage::split;
use demarche::source::{self, Guide, Outcome};
use demarche::text::{fold, primary_language};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    title: String,
    said: Option<String>,
    published: Option<String>,
    language: Option<String>,
    /// For whom the publisher speaks.
    ministry_of: Option<String>,
    #[serde(default)]
    speakers: Vec<String>,
    /// How the text begins, and how it ends.
    first: String,
    last: String,
    /// What must not stand in it.
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    turn: Vec<Turn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turn {
    kind: String,
    speaker: Option<String>,
    /// How it begins.
    text: String,
}

#[test]
fn pages_give_what_careful_readers_want() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wanted");
    let (mut wrong, mut read) = (Vec::new(), 0);
    for case in inside(&folder)
        .iter()
        .flat_map(|publisher| inside(publisher))
    {
        let name = case.strip_prefix(&folder).unwrap().display().to_string();
        let briefings = briefings(&case.join("corpus"));
        for file in inside(&case) {
            if file.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let wanted: Wanted = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            let found = briefings
                .iter()
                .find(|found| briefings.len() == 1 || found.title.as_ref() == Some(&wanted.title));
            read += 1;
            match found {
                Some(briefing) => wrong.extend(
                    missed(&wanted, briefing)
                        .iter()
                        .map(|missed| format!("{name}: {missed}")),
                ),
                None => wrong.push(format!(
                    "{name}: {} briefings, none of this title",
                    briefings.len()
                )),
            }
        }
    }
    assert!(read >= 13, "only {read} files of what is wanted found");
    assert!(
        wrong.is_empty(),
        "{} missed:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What is wanted of a briefing and not so.
fn missed(wanted: &Wanted, briefing: &Briefing) -> Vec<String> {
    let mut missed = Vec::new();
    let mut same = |name: &str, wanted: Option<&String>, found: Option<String>| {
        if wanted.is_some_and(|wanted| found.as_deref().map(plain) != Some(plain(wanted))) {
            missed.push(format!("{name}: {found:?} for {wanted:?}"));
        }
    };
    same("title", Some(&wanted.title), briefing.title.clone());
    let date = |date: Option<Date>| date.map(|date| date.value());
    same("said", wanted.said.as_ref(), date(briefing.dates.said));
    same(
        "published",
        wanted.published.as_ref(),
        date(briefing.dates.published),
    );
    // A wish without a region leaves it open.
    let with_region = wanted
        .language
        .as_deref()
        .is_some_and(|tag| tag.contains('-'));
    let language = briefing.language.as_deref().map(|tag| {
        if with_region {
            tag.to_owned()
        } else {
            primary_language(tag).to_owned()
        }
    });
    same("language", wanted.language.as_ref(), language);
    same(
        "ministry_of",
        wanted.ministry_of.as_ref(),
        briefing.represents.clone(),
    );
    let names: Vec<&str> = briefing
        .speakers
        .iter()
        .map(|speaker| speaker.name.as_str())
        .collect();
    for speaker in &wanted.speakers {
        if !names.contains(&speaker.as_str()) {
            missed.push(format!("speaker: {names:?} for {speaker:?}"));
        }
    }
    let passages = split(briefing, Guide::builtin().lexicon);
    let text = plain(&briefing.text);
    let said: Vec<String> = passages
        .iter()
        .map(|passage| plain(passage.span.of(&briefing.text)))
        .collect();
    for (name, words) in [("first", &wanted.first), ("last", &wanted.last)] {
        if !said.join(" ").contains(&plain(words)) {
            missed.push(format!("{name}: {words:?} stands in no passage"));
        }
    }
    let head: String = text.chars().take(1200).collect();
    if !head.contains(&plain(&wanted.first)) {
        missed.push(format!("first: much stands before {:?}", wanted.first));
    }
    for words in &wanted.absent {
        if text.contains(&plain(words)) {
            missed.push(format!("absent: {words:?} stands in the text"));
        }
    }
    let turns = wanted
        .turn
        .iter()
        .filter_map(|turn| turn_missed(turn, &passages, &said));
    missed.extend(turns);
    missed
}

fn turn_missed(turn: &Turn, passages: &[Passage], said: &[String]) -> Option<String> {
    let start = plain(&turn.text);
    let found = passages
        .iter()
        .zip(said)
        .find(|(_, said)| said.starts_with(&start));
    let Some((passage, _)) = found else {
        return Some(format!("turn: no passage starts with {:?}", turn.text));
    };
    let kinds: &[PassageKind] = match turn.kind.as_str() {
        "question" => &[PassageKind::Question],
        "answer" => &[PassageKind::Answer, PassageKind::Statement],
        _ => &[
            PassageKind::Other,
            PassageKind::Narration,
            PassageKind::Answer,
        ],
    };
    if !kinds.contains(&passage.kind) {
        return Some(format!(
            "turn: {:?} is {:?}, no {}",
            turn.text, passage.kind, turn.kind
        ));
    }
    let speaker = passage.speaker.as_ref();
    let named = speaker.map(|speaker| {
        fold(&format!(
            "{} {}",
            speaker.name,
            speaker.role.as_deref().unwrap_or_default()
        ))
    });
    let is_named = |wanted: &String| {
        let mut parts = wanted.split(", ").map(fold);
        parts.all(|part| named.as_ref().is_some_and(|named| named.contains(&part)))
    };
    let wanted = turn.speaker.as_ref().filter(|wanted| !is_named(wanted))?;
    Some(format!(
        "turn: {:?} is by {named:?}, wanted {wanted:?}",
        turn.text
    ))
}

fn briefings(corpus: &Path) -> Vec<Briefing> {
    let mut briefings = Vec::new();
    for found in walk(corpus) {
        let Found::Entry(entry) = found else { continue };
        let record = entry.read().unwrap();
        briefings.extend(source::read(&record, &Guide::builtin()).filter_map(
            |outcome| match outcome {
                Outcome::Briefing(briefing, _) => Some(*briefing),
                _ => None,
            },
        ));
    }
    briefings
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let mut inside: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    inside.sort();
    inside
}

/// With single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
