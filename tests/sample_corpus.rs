//! The sample archive in `corpus/` keeps its promises: enough to try every kind of question, in every format, and no words put
//! into the mouth of a real person.

#![allow(
    clippy::unwrap_used,
    reason = "a sample that cannot be read fails the test"
)]

use demarche::archive::{Found, walk};
use demarche::briefing::Briefing;
use demarche::source::{Guide, Outcome, Remark, read};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// What every summary names as its medium, so that each hit says it is one, in the languages of the sample.
const SAYS_SUMMARY: [&str; 3] = [
    "demarche sample summary",
    "demarche 样例摘要",
    "demarche: краткое изложение",
];
/// The longest set phrase that may stand in quotation marks, in words.
const LONGEST_PHRASE: usize = 6;

/// The briefings of the sample, and what in it could not be read.
static SAMPLE: LazyLock<(Vec<Briefing>, Vec<String>)> = LazyLock::new(|| {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let (mut briefings, mut troubles) = (Vec::new(), Vec::new());
    for found in walk(&corpus) {
        let Found::Entry(entry) = found else {
            troubles.push(format!("{found:?}"));
            continue;
        };
        for outcome in read(&entry.read().unwrap(), &Guide::builtin()) {
            match outcome {
                Outcome::Briefing(briefing, remarks) => {
                    troubles.extend(
                        remarks
                            .iter()
                            .map(|Remark(remark)| format!("{}: {remark}", entry.path)),
                    );
                    briefings.push(*briefing);
                }
                Outcome::Skipped(passed_over) | Outcome::Rejected(passed_over) => {
                    troubles.push(passed_over.to_string());
                }
            }
        }
    }
    (briefings, troubles)
});

#[test]
fn all_of_the_sample_can_be_read() {
    assert!(SAMPLE.1.is_empty(), "{:#?}", SAMPLE.1);
}

#[test]
fn the_sample_holds_briefings_of_many_ministries_topics_formats_and_languages() {
    assert!(summaries().count() >= 50);
    check_variety("format", 5, |briefing| {
        let path = briefing.provenance.path.clone().unwrap_or_default();
        vec![path.rsplit('.').next().unwrap_or_default().to_owned()]
    });
    check_variety("ministry", 8, |briefing| {
        briefing.ministry.clone().into_iter().collect()
    });
    check_variety("topic", 12, |briefing| briefing.topics_given.clone());
    let languages = count(|briefing| briefing.language.clone().into_iter().collect());
    assert!(languages["en"] >= 50, "{languages:?}");
    assert!(languages["zh-Hans"] >= 7, "{languages:?}");
    assert!(languages["ru"] >= 5, "{languages:?}");
}

#[test]
fn every_briefing_tells_what_when_who_and_about_what() {
    for briefing in all() {
        let place = place(briefing);
        assert!(briefing.title.is_some(), "{place} has no title");
        assert!(briefing.dates.said.is_some(), "{place} has no date");
        assert!(briefing.ministry.is_some(), "{place} has no ministry");
        assert!(
            briefing.represents.is_some() || briefing.fictional,
            "{place} represents nobody"
        );
        assert!(!briefing.topics_given.is_empty(), "{place} has no topics");
    }
}

#[test]
fn every_id_is_its_own() {
    let ids = count(|briefing| vec![briefing.id.clone()]);
    let twice: Vec<_> = ids.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_summary_of_a_real_briefing_says_that_it_is_one() {
    for briefing in summaries() {
        let medium = briefing.outlet.as_deref().unwrap_or_default();
        assert!(SAYS_SUMMARY.contains(&medium), "{}", place(briefing));
    }
}

#[test]
fn no_more_than_a_set_phrase_stands_in_quotation_marks() {
    for briefing in summaries() {
        assert!(!briefing.text.contains('"'), "{}", place(briefing));
        for (open, close) in [('“', '”'), ('«', '»')] {
            for quoted in briefing.text.split(open).skip(1) {
                let phrase = quoted.split(close).next().unwrap_or_default();
                let words = phrase.split_whitespace().count();
                assert!(words <= LONGEST_PHRASE, "{}: {phrase}", place(briefing));
            }
        }
    }
}

#[test]
fn a_few_invented_transcripts_have_questions_and_answers() {
    let invented = all().iter().filter(|briefing| briefing.fictional);
    let transcripts: Vec<_> = invented.collect();
    assert!((4..=6).contains(&transcripts.len()));
    for transcript in transcripts {
        let place = place(transcript);
        assert!(place.starts_with("ruritania/"), "{place}");
        assert!(
            transcript.text.contains(['?', '？']),
            "{place} asks nothing"
        );
    }
}

fn all() -> &'static [Briefing] {
    &SAMPLE.0
}

fn summaries() -> impl Iterator<Item = &'static Briefing> {
    all().iter().filter(|briefing| !briefing.fictional)
}

fn check_variety(what: &str, least: usize, values: impl Fn(&Briefing) -> Vec<String>) {
    let found = count(values);
    assert!(found.len() >= least, "{what}: {found:?}");
}

fn count(values: impl Fn(&Briefing) -> Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for value in all().iter().flat_map(values) {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

fn place(briefing: &Briefing) -> String {
    briefing.provenance.path.clone().unwrap_or_default()
}
