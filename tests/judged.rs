//! `demarche evaluate ranking` through its door, on judged queries over a small archive written here.

#![allow(
    clippy::unwrap_used,
    reason = "a program that cannot be run fails the test"
)]

mod desk;

use desk::{Answer, Desk};
use serde_json::{Value, json};
use std::fs;

/// Three statements, each a passage of its own.
const PAGES: [(&str, &str); 3] = [
    (
        "lake",
        "Nepal condemned the patrol boats of NATO on the lake, and called them a threat to every fisherman of the region.",
    ),
    (
        "grain",
        "The wheat talks went on until midnight, and the harbour master of Zenda served coffee to all delegations.",
    ),
    (
        "boats",
        "Patrol boats are painted every spring, and this year the colour of the boats is to be a friendly green.",
    ),
];

/// An archive and a folder `judged` in it.
fn desk(queries: &[Value], judgements: &[Value]) -> Desk {
    let desk = Desk::new();
    for (name, text) in PAGES {
        let page = format!(
            "---\ntitle: On {name}\nurl: https://www.mfa.example/{name}/\nform: statement\ndate: 2024-06-18\n---\n\n{text}\n"
        );
        desk.write(&format!("{name}.md"), &page);
    }
    let lines = |rows: &[Value]| {
        let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
        lines.join("\n")
    };
    fs::create_dir(desk.path("judged")).unwrap();
    fs::write(desk.path("judged/queries.jsonl"), lines(queries)).unwrap();
    fs::write(desk.path("judged/judgements.jsonl"), lines(judgements)).unwrap();
    desk.run(&["index", "--quiet"]).expect(0);
    desk
}

fn evaluated(desk: &Desk, more: &[&str]) -> Answer {
    desk.run(&[&["evaluate", "ranking", "judged"], more].concat())
}

fn ranking(desk: &Desk, more: &[&str]) -> String {
    evaluated(desk, more).expect(0).out.clone()
}

fn queries() -> Vec<Value> {
    vec![
        json!({"id": "q1", "text": "patrol boats", "filters": {"by": "NPL", "on": "NATO"}}),
        json!({"id": "q2", "text": "wheat", "filters": {"kind": "question"}}),
        json!({"id": "unjudged", "text": "harbour"}),
    ]
}

fn judgements() -> Vec<Value> {
    vec![
        json!({"query": "q1", "url": "http://mfa.example/lake", "grade": 3, "text": "condemned the patrol boats of NATO on the lake"}),
        json!({"query": "q1", "url": "mfa.example/nowhere", "grade": 2, "text": "condemned the patrol boats"}),
        json!({"query": "q2", "url": "mfa.example/grain", "grade": 2, "text": PAGES[1].1}),
    ]
}

/// A line of the page, its runs of spaces made one.
fn line(page: &str, start: &str) -> String {
    let found = page.lines().find(|line| line.starts_with(start));
    let found = found.unwrap_or_else(|| panic!("no {start} in {page}"));
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_ranking_is_measured_and_held_against_plain_bm25() {
    let desk = desk(&queries(), &judgements());
    let page = ranking(&desk, &[]);
    assert!(
        page.starts_with("2 queries, 3 judged passages, 2 of them in this archive"),
        "{page}"
    );
    // q1: the one relevant passage found, of ideal 7 + 3 / log2(3), first; q2: the filter leaves nothing.
    assert_eq!(
        line(&page, "words+filters "),
        "words+filters 0.394 0.394 0.100 0.250 0.250 0.00 0.00"
    );
    // q1 has another hit, which nobody judged, before it: (7 / log2(3)) of the ideal; q2 has its one passage first.
    assert_eq!(
        line(&page, "words "),
        "words 0.748 0.894 0.200 0.750 0.750 0.50 0.50"
    );
    assert!(line(&page, "bm25 ").starts_with("bm25 "), "{page}");
    let difference = line(&page, "words+filters than bm25 ");
    assert!(
        difference.contains("judged only -0.500 (p 1.000)"),
        "{difference}"
    );
    assert!(page.contains("Unjudged among the first five: 1"), "{page}");
    assert!(
        page.contains("(words 1)\n    Patrol boats are painted"),
        "{page}"
    );
}

#[test]
fn a_run_is_written_that_other_programs_can_score() {
    let desk = desk(&queries(), &judgements());
    ranking(&desk, &["--run", "run.jsonl", "--of", "bm25"]);
    let run = fs::read_to_string(desk.path("run.jsonl")).unwrap();
    let rows: Vec<Value> = run
        .lines()
        .map(|row| serde_json::from_str(row).unwrap())
        .collect();
    assert_eq!(rows.len(), 3, "{run}");
    assert_eq!(rows[2]["query"], "q2");
    assert_eq!(rows[2]["url"], "https://www.mfa.example/grain/");
    assert_eq!(rows[2]["text"], PAGES[1].1);
    let refused = evaluated(&desk, &["--run", "x", "--of", "best"]);
    assert!(refused.expect(2).told.contains("bm25+filters"));
    let taken = evaluated(&desk, &["--run", "run.jsonl"]);
    let told = "--run run.jsonl: there is such a file; --force overwrites it";
    assert!(taken.expect(2).told.contains(told), "{}", taken.told);
    ranking(&desk, &["--run", "run.jsonl", "--force"]);
    assert_ne!(fs::read_to_string(desk.path("run.jsonl")).unwrap(), run);
}

#[test]
fn judgements_of_ones_own_are_added() {
    let desk = desk(&queries(), &judgements());
    let own = json!({"query": "q1", "url": "mfa.example/boats", "grade": 0, "text": PAGES[2].1});
    fs::write(desk.path("own.jsonl"), format!("{own}\n")).unwrap();
    let page = ranking(&desk, &["--more", "own.jsonl", "--json"]);
    let told: Value = serde_json::from_str(&page).unwrap();
    assert_eq!(told["judged"], 4);
    assert_eq!(told["unjudged"], json!([]));
    assert_eq!(told["rankings"][0]["ranking"], "words+filters");
    assert_eq!(told["rankings"][0]["mean"]["precision"], 0.1);
}

#[test]
fn weights_are_fitted_and_cross_validated() {
    let desk = desk(&queries(), &judgements());
    let page = ranking(&desk, &["--fit"]);
    assert!(
        line(&page, "statement.weight").split(' ').count() == 3,
        "{page}"
    );
    assert!(
        line(&page, "q1: ").contains("fitted on the others"),
        "{page}"
    );
    assert!(page.contains("cross-validated: "), "{page}");
    assert_eq!(page, ranking(&desk, &["--fit"]), "nothing is drawn by lot");
}

#[test]
fn what_is_no_judgement_is_named() {
    let desk = desk(&queries(), &judgements());
    for (file, row, told) in [
        (
            "judgements.jsonl",
            "{\"query\": \"q9\", \"url\": \"x\", \"grade\": 1, \"text\": \"x\"}",
            "query q9",
        ),
        ("judgements.jsonl", "\n{\"query\": 1}", "line 2"),
        ("judgements.jsonl", "", "no query is judged"),
        (
            "queries.jsonl",
            "{\"id\": \"q1\", \"filters\": {\"stance\": \"hostile\"}}",
            "q9",
        ),
    ] {
        fs::write(desk.path("judged").join(file), row).unwrap();
        if file == "queries.jsonl" {
            let row = json!({"query": "q1", "url": "x", "grade": 1, "text": "x"});
            fs::write(desk.path("judged/judgements.jsonl"), row.to_string()).unwrap();
        }
        let refused = evaluated(&desk, &[]);
        let error = &refused.expect(2).told;
        assert!(
            error.contains(told) || error.contains("hostile"),
            "{row}: {error}"
        );
    }
}
