//! The index follows the corpus: what is new, changed, gone, or held by several records.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fixture/corpus.rs"]
mod corpus;

use corpus::Fixture;
use demarche::annotate::Corrections;
use demarche::ingest;
use demarche::source::Guide;
use std::fmt::Write as _;

fn plain(words: &str) -> String {
    format!(
        "Ruritania comments on the border\n\nThe Foreign Ministry of Ruritania commented on Tuesday.\n\n\
         Spokesperson Ada Norvik said that {words}. She did not take questions about other matters.\n"
    )
}

/// A feed of an invented ministry; each item is an id and its text.
fn feed(items: &[(u32, &str)]) -> String {
    let mut feed = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Ruritania</title>\
         <link>https://mfa.ruritania.example/</link><description>News</description>",
    );
    for (id, words) in items {
        let _ = write!(
            feed,
            "<item><title>Press statement {id}</title><link>https://mfa.ruritania.example/news/{id}</link>\
             <guid isPermaLink=\"false\">https://mfa.ruritania.example/?p={id}</guid>\
             <pubDate>Tue, 18 Jun 2024 10:00:00 +0000</pubDate><description>{}</description></item>",
            plain(words).replace("\n\n", "&lt;p&gt;")
        );
    }
    feed + "</channel></rss>"
}

#[test]
fn a_second_run_changes_nothing() {
    let fixture = Fixture::new();
    fixture
        .write("a.txt", &plain("talks go on"))
        .write("b/c.txt", &plain("talks ended"));
    assert_eq!(fixture.counts(), [2, 0, 0, 0]);
    let generation = || fixture.reader().generation();
    let before = generation();
    assert_eq!(fixture.counts(), [0, 0, 2, 0]);
    assert_eq!(before, generation());
}

#[test]
fn what_is_new_changed_and_removed_is_told_and_done() {
    let fixture = Fixture::new();
    fixture
        .write("a.txt", &plain("one"))
        .write("b.txt", &plain("two"))
        .update();
    fixture
        .write("b.txt", &plain("two and a half"))
        .write("c.txt", &plain("three"))
        .remove("a.txt");
    assert_eq!(fixture.counts(), [1, 1, 0, 1]);
    let passages = fixture.passages().join("\n");
    assert!(
        passages.contains("two and a half") && passages.contains("three"),
        "{passages}"
    );
    assert!(!passages.contains("a.txt"), "{passages}");
    fixture.assert_as_from_scratch();
}

#[test]
fn a_touched_file_is_the_same_and_an_edit_of_equal_size_is_a_change() {
    let fixture = Fixture::new();
    fixture
        .write("a.txt", &plain("east"))
        .touch("a.txt", 1_700_000_000)
        .update();
    fixture.touch("a.txt", 1_700_000_001);
    assert_eq!(fixture.counts(), [0, 0, 1, 0]);
    fixture
        .write("a.txt", &plain("west"))
        .touch("a.txt", 1_700_000_002);
    assert_eq!(fixture.counts(), [0, 1, 0, 0]);
}

#[test]
fn a_changed_sidecar_changes_its_briefing() {
    let fixture = Fixture::new();
    fixture
        .write("a.txt", &plain("one"))
        .write("a.meta.toml", "published = 2024-06-18")
        .update();
    fixture.write("a.meta.toml", "published = 2024-06-25\n");
    assert_eq!(fixture.counts(), [0, 1, 0, 0]);
    fixture.assert_as_from_scratch();
}

#[test]
fn an_item_of_many_snapshots_is_one_briefing_in_its_newest_version() {
    let fixture = Fixture::new();
    fixture.write(
        "2024-06-18T100000Z.rss",
        &feed(&[(1, "the old wording"), (2, "untouched")]),
    );
    fixture.write(
        "2024-06-19T100000Z.rss",
        &feed(&[(1, "the new wording"), (2, "untouched")]),
    );
    fixture.write("2024-06-20T100000Z.rss", &feed(&[(1, "the new wording")]));
    assert_eq!(fixture.counts(), [2, 0, 0, 0]);
    let passages = fixture.passages().join("\n");
    assert!(
        passages.contains("the new wording") && !passages.contains("the old wording"),
        "{passages}"
    );
    let census = fixture.census();
    assert_eq!((census.with_versions, census.versions), (1, 2));
}

#[test]
fn an_older_version_takes_over_when_the_newest_record_goes() {
    let fixture = Fixture::new();
    fixture.write(
        "2024-06-18T100000Z.rss",
        &feed(&[(1, "the old wording"), (2, "untouched")]),
    );
    fixture.write(
        "2024-06-19T100000Z.rss",
        &feed(&[(1, "the new wording"), (3, "short lived")]),
    );
    assert_eq!(fixture.counts(), [3, 0, 0, 0]);
    fixture.remove("2024-06-19T100000Z.rss");
    assert_eq!(fixture.counts(), [0, 1, 1, 1]);
    let passages = fixture.passages().join("\n");
    assert!(
        passages.contains("the old wording") && !passages.contains("short lived"),
        "{passages}"
    );
    fixture.assert_as_from_scratch();
}

#[test]
fn an_earlier_snapshot_found_later_changes_no_briefing() {
    let fixture = Fixture::new();
    fixture
        .write("2024-06-19T100000Z.rss", &feed(&[(1, "the new wording")]))
        .update();
    fixture.write("2024-06-18T100000Z.rss", &feed(&[(1, "the old wording")]));
    assert_eq!(fixture.counts(), [0, 0, 1, 0]);
    fixture.assert_as_from_scratch();
}

#[test]
fn an_interrupted_run_keeps_what_is_done_and_the_next_one_ends_it() {
    let fixture = Fixture::new();
    for number in 0..40 {
        let words = format!("point {number} stands");
        fixture.write(&format!("{number}.txt"), &plain(&words));
    }
    let report = fixture.update_until(|briefings| briefings > 0);
    assert!(report.interrupted);
    assert!(report.new > 0 && report.new < 40, "{report}");
    let kept = report.new;
    assert_eq!(fixture.counts(), [40 - kept, 0, kept, 0]);
    fixture.assert_as_from_scratch();
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_else_is_lost() {
    let fixture = Fixture::new();
    fixture
        .write("a.txt", &plain("one"))
        .write("empty.txt", "")
        .write("b.xyz", "?");
    let report = fixture.update();
    assert_eq!(report.new, 1);
    let mut named: Vec<_> = report
        .rejected
        .iter()
        .filter_map(|passed| passed.path.clone())
        .collect();
    named.sort();
    assert_eq!(named, ["b.xyz", "empty.txt"]);
    assert_eq!(fixture.update().rejected, report.rejected);
}

#[test]
fn a_value_that_never_ends_is_named_and_nothing_else_is_lost() {
    let fixture = Fixture::new();
    let title = format!(
        r#"{{"title": "{}", "text": "Too much."}}"#,
        "a".repeat(5000)
    );
    let good =
        r#"{"title": "Good", "text": "The Foreign Ministry of Ruritania commented on Tuesday."}"#;
    let long = "The ministry commented on Tuesday.\n\n".repeat(150_000);
    fixture
        .write("a.jsonl", &format!("{title}\n{good}\n"))
        .write("b.csv", &format!("title,text\nb,\"{long}"));
    let report = fixture.update();
    assert_eq!(report.new, 1);
    let named: Vec<String> = report.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        [
            "a.jsonl: line 1: its title is over 4 KiB; is a quotation mark or tag missing where it should end?",
            "b.csv: row 2: its text is over 4096 KiB; is a quotation mark or tag missing where it should end?",
        ]
    );
}

#[test]
fn what_is_said_of_a_file_is_one_line() {
    let fixture = Fixture::new();
    fixture.write("a\nrejected: b.txt", "");
    let rejected = fixture.update().rejected;
    let lines: Vec<String> = rejected.iter().map(ToString::to_string).collect();
    assert!(
        lines.iter().all(|line| line.lines().count() == 1),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 1);
}

#[test]
fn the_index_is_behind_as_soon_as_a_file_comes_goes_or_changes() {
    let fixture = Fixture::new();
    let is_behind = || {
        let behind = ingest::behind(&fixture.archive(), &Guide::builtin(), &fixture.reader());
        behind.unwrap().is_some()
    };
    fixture.write("a.txt", &plain("one")).update();
    assert!(!is_behind());
    fixture.write("b.txt", &plain("two"));
    assert!(is_behind());
    fixture.remove("b.txt");
    assert!(!is_behind());
    fixture.touch("a.txt", 1_700_000_000);
    assert!(is_behind());
    fixture.remove("a.txt");
    assert!(is_behind());
}

#[test]
fn a_corpus_annotated_without_an_index_has_each_briefing_once() {
    let fixture = Fixture::new();
    fixture.write(
        "2024-06-18T100000Z.rss",
        &feed(&[(1, "the old wording"), (2, "untouched")]),
    );
    fixture.write(
        "2024-06-19T100000Z.rss",
        &feed(&[(1, "the new wording"), (2, "untouched")]),
    );
    fixture.write("a.txt", &plain("one"));
    let mut found = Vec::new();
    let corpus = fixture.0.path().join("corpus");
    let reading = ingest::annotated(
        &[corpus],
        &Guide::builtin(),
        &Corrections::default(),
        &mut |annotated| {
            let path = annotated.briefing.provenance.path.clone().unwrap();
            found.push((path, annotated.briefing.text.contains("old")));
            Ok(())
        },
    );
    let expect = ["2024-06-18T100000Z.rss", "2024-06-19T100000Z.rss", "a.txt"];
    assert_eq!(found, expect.map(|path| (path.to_owned(), false)));
    assert!(reading.unwrap().rejected.is_empty());
}
