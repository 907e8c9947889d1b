//! `demarche evaluate annotations` through its door, on small gold files written here.

#![allow(
    clippy::unwrap_used,
    reason = "a program that cannot be run fails the test"
)]

mod desk;

use desk::demarche;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

struct Told {
    out: String,
    err: String,
    code: Option<i32>,
}

/// Writes the rows as a gold file and evaluates it.
fn evaluate(name: &str, lines: &[String], options: &[&str]) -> Told {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evaluate");
    fs::create_dir_all(&folder).unwrap();
    let file: PathBuf = folder.join(format!("{name}.jsonl"));
    fs::write(&file, lines.join("\n")).unwrap();
    let run = demarche(&folder)
        .args(["evaluate", "annotations"])
        .arg(&file)
        .args(options)
        .output()
        .unwrap();
    Told {
        out: String::from_utf8(run.stdout).unwrap(),
        err: String::from_utf8(run.stderr).unwrap(),
        code: run.status.code(),
    }
}

/// The line of a measure, its runs of spaces made one.
fn line(told: &Told, name: &str) -> String {
    let found = told.out.lines().find(|line| line.starts_with(name));
    let found = found.unwrap_or_else(|| panic!("no {name} in {}{}", told.out, told.err));
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(text: &str, part: &str) -> (usize, usize) {
    let start = text.chars().count() - text[text.find(part).unwrap()..].chars().count();
    (start, start + part.chars().count())
}

fn passage(id: &str, text: &str, statements: &Value, more: &Value) -> String {
    let mut row = json!({
        "id": id, "text": text, "language": "en", "speaker": {"represents": null},
        "entities": [], "topics": [], "statements": statements,
    });
    for (field, value) in more.as_object().unwrap() {
        row[field] = value.clone();
    }
    row.to_string()
}

#[test]
fn passages_are_counted_as_the_readers_agree() {
    let rows = [
        passage(
            "found",
            "France condemned Russia’s attack.",
            &json!([{"source": "FRA", "target": "RUS", "stance": -1, "acts": ["ACCUSE"]}]),
            &json!({"entities": [{"id": "FRA"}, {"id": "RUS"}]}),
        ),
        passage(
            "missed",
            "The weather in Paris was fine.",
            &json!([{"source": "FRA", "target": "DEU", "stance": 1, "acts": ["SUPPORT"], "intensity": [3], "evidence": "fine"}]),
            &json!({}),
        ),
        passage("wrong", "Norway thanked Japan.", &json!([]), &json!({})),
        passage(
            "disputed",
            "Norway thanked Japan.",
            &json!([]),
            &json!({"statements_disputed": [{"source": "NOR", "target": "JPN", "stance": 1, "acts": ["SUPPORT"]}]}),
        ),
    ];
    let told = evaluate("passages", &rows, &[]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    let (polar, stance) = (line(&told, "polar F1"), line(&told, "stance accuracy"));
    assert_eq!(
        polar,
        "polar F1 P 50.0 R 50.0 F1 50.0 (1/2 predicted, 2 gold)"
    );
    assert_eq!(stance, "stance accuracy on pairs found 100.0 % (1/1)");
    assert!(
        told.out.contains("FRA → DEU +1 SUPPORT"),
        "the missed one is told: {}",
        told.out
    );
    assert!(
        told.out.contains("NOR → JPN +1 SUPPORT"),
        "the wrong one is told: {}",
        told.out
    );
    assert!(!told.out.contains("--- disputed"), "{}", told.out);
}

#[test]
fn pairs_are_judged_between_their_two_places() {
    let row = |id: &str, text: &str, source: &str, target: &str, label: i8| {
        let ((source_start, source_end), (target_start, target_end)) =
            (place(text, source), place(text, target));
        json!({"id": id, "text": text, "label": label, "target": target,
               "source_start": source_start, "source_end": source_end, "target_start": target_start, "target_end": target_end})
        .to_string()
    };
    let text = "“Đà Nẵng!” France condemned Russia and thanked Japan.";
    let rows = [
        row("a", text, "France", "Russia", -1),
        row("b", text, "France", "Japan", 1),
        row("c", text, "Russia", "Japan", 0),
        row("d", text, "France", "Russia", 1),
        json!({"id": "e", "text": text, "label": -1, "target": "China", "target_start": null, "target_end": null}).to_string(),
    ];
    let told = evaluate("pairs", &rows, &["--errors", "9"]);
    assert_eq!(
        line(&told, "macro-F1"),
        "macro-F1 77.8 accuracy 75.0 (4 pairs)"
    );
    assert!(told.out.starts_with("1 pairs whose target is not named"));
    assert!(told.out.contains("--- d\n"), "{}", told.out);
}

#[test]
fn attributions_and_events_are_measured_by_the_words_they_share() {
    let text = "Sweden’s foreign minister said that talks would go on.";
    let (start, end) = place(text, "that talks would go on");
    let (speaker_start, speaker_end) = place(text, "Sweden’s foreign minister");
    let quotes = json!([{"start": start, "end": end, "type": "indirect",
        "speaker_start": speaker_start, "speaker_end": speaker_end}]);
    let rows = [json!({"id": "q", "text": text, "quotes": quotes}).to_string()];
    let told = evaluate("quotes", &rows, &[]);
    assert_eq!(
        line(&told, "source overlaps"),
        "source overlaps, on matched 100.0 % (1/1)"
    );

    let text = "Norway urged Sweden to sign the treaty.";
    let (start, end) = place(text, "urged");
    let record = |class: &str| {
        json!({"id": class, "text": text, "events": [{"plover": class}],
               "roles": [{"role": "EVT", "start": start, "end": end}]})
        .to_string()
    };
    let told = evaluate("records", &["DEMAND", "REJECT"].map(record), &[]);
    assert_eq!(
        line(&told, "class right, verbal"),
        "class right, verbal 50.0 % (1/2)"
    );
    assert_eq!(line(&told, "REQUEST"), "REQUEST 100.0 % (1/1)");
}

#[test]
fn the_unsure_is_left_out_and_rows_are_grouped_on_request() {
    let rows = ["en", "en", "ru"].map(|language| {
        let more = json!({"language": language});
        passage(
            language,
            "Norway thanked Japan.",
            &json!([{"source": "NOR", "target": "JPN", "stance": 1, "act": "SUPPORT"}]),
            &more,
        )
    });
    let told = evaluate(
        "grouped",
        &rows,
        &["--by", "language", "--min-confidence", "1"],
    );
    assert!(line(&told, "polar F1").contains("(0/0 predicted, 3 gold)"));
    assert!(told.out.contains("== en (2)") && told.out.contains("== ru (1)"));
    let told = evaluate("grouped", &rows, &["--json"]);
    let json: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(json["rows"], 3);
    assert_eq!(json["measures"][0]["overlap"]["wanted"], 3);
    let told = evaluate("grouped", &rows, &["--min-confidence", "90"]);
    assert_eq!(told.code, Some(2));
    assert!(told.err.contains("from 0 to 1"), "{}", told.err);
}

#[test]
fn what_is_no_gold_is_told_and_the_rest_is_measured() {
    let good = passage("a", "Norway thanked Japan.", &json!([]), &json!({}));
    let lines = [good, "{\"id\": \"b\"}".to_owned(), "[1, 2".to_owned()];
    let told = evaluate("damaged", &lines, &[]);
    assert_eq!(told.code, Some(2));
    assert!(line(&told, "polar F1").contains("1 predicted"));
    assert!(
        told.err.contains("line 2:") && told.err.contains("line 3:"),
        "{}",
        told.err
    );
    let told = evaluate(
        "other",
        &["{\"id\": \"a\", \"text\": \"x\"}".to_owned()],
        &[],
    );
    assert_eq!(told.code, Some(2));
    assert!(told.err.contains("no gold file"), "{}", told.err);
    let far = json!({"id": "far", "text": "Short.", "quotes": [
        {"start": 9, "end": 2, "type": "direct"}, {"start": 3, "end": u64::MAX, "type": "direct"}]});
    assert_eq!(evaluate("far", &[far.to_string()], &[]).code, Some(0));
}
