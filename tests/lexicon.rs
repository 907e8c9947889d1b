//! `demarche lexicon` through its door.

#![allow(
    clippy::unwrap_used,
    reason = "a program that cannot be run fails the test"
)]

mod desk;

use desk::demarche;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// What the program tells of a word, and its exit code.
fn run(arguments: &[&str]) -> (String, Option<i32>) {
    let run = demarche(Path::new(env!("CARGO_TARGET_TMPDIR")))
        .arg("lexicon")
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(run.stdout).unwrap(), run.status.code())
}

#[test]
fn a_word_in_any_form_and_language_tells_what_it_does() {
    for (word, expected) in [
        ("condemned", "en.condemn: ACCUSE 111, critical"),
        ("强烈谴责", "zh.condemn.strongly: ACCUSE 111, critical"),
        ("осудила", "ru.condemn: ACCUSE 111, critical"),
        ("Beijing", "names   China (Country, CHN)"),
        ("nato", "topic   nato, a detail of european-security"),
        ("never", "en: negation"),
    ] {
        let (told, code) = run(&["show", word]);
        assert!(told.contains(expected), "{word}: {told}");
        assert_eq!(code, Some(0), "{word}");
    }
    assert_eq!(run(&["show", "xyzzy"]), (String::new(), Some(1)));
}

#[test]
fn the_sentences_of_every_language_are_counted_and_none_fails() {
    let (told, code) = run(&["check"]);
    assert_eq!(code, Some(0), "{told}");
    for language in ["en: ", "ru: ", "zh: "] {
        let line = told.lines().find(|line| line.starts_with(language));
        assert!(line.is_some_and(|line| line.ends_with(" 0 fail")), "{told}");
    }
}

#[test]
fn sentences_that_come_out_right_through_another_frame_are_counted_and_named_on_request() {
    let counted = |told: &str| -> usize {
        let lines = told.lines().filter(|line| line.ends_with(" fail"));
        let counts = lines.filter_map(|line| {
            let before = line.split(" through another frame").next()?;
            before.rsplit(' ').next()?.parse::<usize>().ok()
        });
        counts.sum()
    };
    let (told, _) = run(&["check"]);
    assert!(!told.contains("found by"), "{told}");
    let (verbose, code) = run(&["check", "--verbose"]);
    assert_eq!(code, Some(0));
    let named = verbose
        .lines()
        .filter(|line| line.starts_with("  found by "));
    assert_eq!(named.count(), counted(&told), "{verbose}");
    assert_eq!(counted(&verbose), counted(&told));
}

/// Writes the rows as a gold file; its path.
fn gold(name: &str, rows: &[Value]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lexicon");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    fs::write(&file, lines.join("\n")).unwrap();
    file.to_str().unwrap().to_owned()
}

fn passage(text: &str, statements: &Value, disputed: &Value) -> Value {
    json!({
        "id": text, "text": text, "language": "en", "speaker": {"represents": null},
        "entities": [], "topics": [], "statements": statements, "statements_disputed": disputed,
    })
}

#[test]
fn each_rule_is_judged_by_what_the_readers_say() {
    let thanks = json!([{"source": "NOR", "target": "JPN", "stance": 1, "acts": ["SUPPORT"]}]);
    let none = json!([]);
    let file = gold(
        "passages.jsonl",
        &[
            passage("Norway thanked Japan.", &thanks, &none),
            passage("Norway thanked Japan.", &none, &none),
            passage("Norway thanked Japan.", &none, &thanks),
            passage("The weather was fine.", &thanks, &none),
            passage("France condemned Russia’s attack.", &none, &none),
        ],
    );
    let (told, code) = run(&["check", "--gold", &file]);
    assert_eq!(code, Some(0), "{told}");
    let line = |rule: &str| {
        let mut lines = told
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>());
        let found = lines.find(|words| words.first() == Some(&rule));
        found
            .unwrap_or_else(|| panic!("no {rule}: {told}"))
            .join(" ")
    };
    assert!(
        told.starts_with("5 rows, 2 statements in the gold, 1 found (50.0 %)"),
        "{told}"
    );
    // found, right, wrong, disputed, precision, recall, alone
    assert_eq!(line("en.thank"), "en.thank 3 1 1 1 50.0 50.0 1");
    assert_eq!(line("en.condemn"), "en.condemn 1 0 1 0 0.0 0.0 0");
    let (told, _) = run(&["check", "--gold", &file, "--json"]);
    let object: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(object["schema"], 1);
    let first = &object["rules"][0];
    assert_eq!(
        (&first["rule"], &first["found"]),
        (&json!("en.thank"), &json!(3))
    );
    assert_eq!(
        (&first["precision"], &first["alone_share"]),
        (&json!(0.5), &json!(0.5))
    );
}

#[test]
fn pairs_are_judged_too_and_what_is_no_gold_is_told() {
    let text = "France condemned Russia and thanked Japan.";
    let pair = |target: &str, label: i8| {
        let start = text.find(target).unwrap();
        json!({"id": target, "text": text, "label": label, "target": target, "source_start": 0, "source_end": 6,
               "target_start": start, "target_end": start + target.len()})
    };
    let file = gold(
        "pairs.jsonl",
        &[pair("Russia", -1), pair("Japan", -1), json!(3)],
    );
    let (told, code) = run(&["check", "--gold", &file]);
    assert_eq!(code, Some(2), "a line is no row");
    assert!(
        told.starts_with("2 rows, 2 statements in the gold, 1 found"),
        "{told}"
    );
    let file = gold(
        "none.jsonl",
        &[json!({"id": "a", "text": "b", "quotes": []})],
    );
    assert_eq!(run(&["check", "--gold", &file]), (String::new(), Some(2)));
}
