//! What a user puts right stays right: `demarche correct` through its door, and the index after it.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fixture/corpus.rs"]
mod corpus;
mod desk;

use corpus::Fixture;
use desk::{Answer, demarche};
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

const BORDER: &str = "Ruritania comments on the border

In this invented report, Nepal urged NATO to stop shifting blame over the border.

“NATO should reflect on its role,” spokesperson Ada Norvik said. She welcomed the talks in the capital.
";

const LAKE: &str = "Talks on the lake

In this invented report, Norway thanked Japan for its help at the lake. The ministers will meet again in the spring.
";

/// An archive with two briefings, and the binary at work in it.
struct Desk {
    fixture: Fixture,
    border: String,
    lake: String,
}

impl Desk {
    fn new() -> Self {
        let fixture = Fixture::new();
        fixture
            .write("border.txt", BORDER)
            .write("border.meta.toml", "published = 2024-06-18")
            .write("lake.txt", LAKE);
        let mut desk = Self {
            fixture,
            border: String::new(),
            lake: String::new(),
        };
        desk.run(&["index"]).expect(0);
        desk.border = desk.id_of("blame");
        desk.lake = desk.id_of("ministers");
        desk
    }

    fn run(&self, arguments: &[&str]) -> Answer {
        let mut command = demarche(self.fixture.0.path());
        Answer::of(command.args(arguments).output().unwrap())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.run(arguments);
        serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}", answer.told))
    }

    /// The briefing that has a word.
    fn id_of(&self, word: &str) -> String {
        let found = self.json(&["query", word, "--json"]);
        found["hits"][0]["briefing"]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// The passage of a briefing that has a word.
    fn passage(&self, word: &str) -> String {
        let found = self.json(&["query", word, "--json"]);
        found["hits"][0]["id"].as_str().unwrap().to_owned()
    }

    /// How many passages a query finds.
    fn count(&self, filters: &[&str]) -> u64 {
        let mut arguments = vec!["query", "--count"];
        arguments.extend(filters);
        self.run(&arguments).out.trim().parse().unwrap()
    }

    /// The statements of a passage: stance, act, strength, status, rule, confidence.
    fn statements(&self, passage: &str) -> Vec<String> {
        let shown = self.json(&["show", passage, "--json"]);
        let all = shown["passages"][0]["statements"]
            .as_array()
            .unwrap()
            .clone();
        let one = |statement: &Value| {
            let id = |side: &str| statement[side].as_str().unwrap_or("?").to_owned();
            format!(
                "{}>{} {} {} {} {} {} {}",
                id("source"),
                id("target"),
                statement["stance"],
                statement["act"].as_str().unwrap_or_default(),
                statement["strength"],
                statement["status"].as_str().unwrap_or_default(),
                statement["rule"].as_str().unwrap_or_default(),
                statement["confidence"]
            )
        };
        all.iter().map(one).collect()
    }

    fn corrections(&self) -> String {
        fs::read_to_string(self.file()).unwrap_or_default()
    }

    fn file(&self) -> std::path::PathBuf {
        self.fixture.0.path().join("corrections.jsonl")
    }

    /// Every passage with all that is known of it, and the bookkeeping of the index.
    fn content(&self) -> (Vec<String>, Value) {
        let reader = self.fixture.reader();
        let state = reader.state().unwrap().unwrap();
        let state: Value = serde_json::from_str(&state).unwrap();
        let ids = state["indexed"].as_object().unwrap().keys();
        let passages = ids.flat_map(|id| reader.passages(id).unwrap());
        let passages = passages.map(|passage| format!("{passage:?}")).collect();
        (passages, state["indexed"].clone())
    }

    /// The same corpus and corrections, indexed from nothing, give the same.
    fn assert_as_from_scratch(&self) {
        let before = self.content();
        fs::remove_dir_all(self.fixture.archive().index()).unwrap();
        self.run(&["index"]);
        assert_eq!(before, self.content());
    }
}

#[test]
fn a_statement_that_holds_is_found_and_stays() {
    let desk = Desk::new();
    let passage = desk.passage("ministers");
    assert_eq!(desk.count(&["--by", "Norway", "--on", "Sweden"]), 0);
    desk.run(&[
        "correct",
        &passage,
        "--by",
        "Norwegian",
        "--on",
        "瑞典",
        "--stance",
        "critical",
        "--act",
        "threaten",
        "--strength",
        "7",
        "--quote",
        "meet again",
    ])
    .expect(0);
    let right = "NOR>SWE -1 THREATEN 7 asserted user 1.0".to_owned();
    assert!(
        desk.statements(&passage).contains(&right),
        "{:?}",
        desk.statements(&passage)
    );
    let asked = [
        "--by", "Norway", "--on", "Sweden", "--stance", "critical", "--act", "threaten",
    ];
    assert_eq!(desk.count(&asked), 1);
    desk.assert_as_from_scratch();
    assert_eq!(desk.count(&asked), 1);
    let again = desk.run(&["index", "--json"]);
    again.expect(0);
    assert!(again.out.contains("\"same\":2"), "{}", again.out);
    let annotated = desk.run(&["annotate", "--jsonl", "corpus"]);
    assert!(
        annotated.out.contains("\"rule\":\"user\""),
        "{}",
        annotated.out
    );
}

#[test]
fn a_statement_that_does_not_hold_is_gone_until_that_is_taken_back() {
    let desk = Desk::new();
    let asked = ["--by", "Nepal", "--on", "NATO"];
    let passage = desk.passage("blame");
    let before = desk.content();
    assert_eq!(desk.count(&asked), 1);
    desk.run(&[
        "correct",
        &passage,
        "--by",
        "NPL",
        "--on",
        "NATO",
        "--stance",
        "supportive",
        "--not",
    ])
    .expect(0);
    assert_eq!(desk.count(&asked), 1, "it is not supportive");
    desk.run(&[
        "correct", &passage, "--by", "NPL", "--on", "NATO", "--remove",
    ])
    .expect(0);
    assert_eq!(desk.count(&asked), 0);
    desk.assert_as_from_scratch();
    desk.run(&["correct", &passage, "--undo"])
        .expect(0)
        .tells("taken back");
    assert_eq!(desk.count(&asked), 1);
    desk.run(&["correct", &passage, "--undo"]).expect(0);
    desk.run(&["correct", &passage, "--undo"]).expect(1);
    assert_eq!(before, desk.content());
}

#[test]
fn another_stance_takes_the_place_of_the_one_found() {
    let desk = Desk::new();
    let passage = desk.passage("blame");
    let found = desk.statements(&passage);
    assert_eq!(found.len(), 1, "{found:?}");
    desk.run(&[
        "correct",
        &passage,
        "--by",
        "Nepal",
        "--on",
        "NATO",
        "--stance",
        "supportive",
    ])
    .expect(0);
    let now = desk.statements(&passage);
    assert_eq!(now.len(), 1, "{now:?}");
    assert!(now[0].starts_with("NPL>NATO 1 SUPPORT "), "{now:?}");
    assert!(now[0].ends_with(" user 1.0"), "{now:?}");
    // Only the strength is said: all else stays as it was found.
    desk.run(&[
        "correct",
        &passage,
        "--by",
        "Nepal",
        "--on",
        "NATO",
        "--strength",
        "9",
    ])
    .expect(0);
    assert!(desk.statements(&passage)[0].starts_with("NPL>NATO 1 SUPPORT 9 "));
    fs::remove_file(desk.file()).unwrap();
    desk.run(&["query", "blame"])
        .tells("the corrections changed");
    desk.run(&["index"]).expect(0);
    assert_eq!(desk.statements(&passage), found);
}

#[test]
fn who_speaks_a_passage_is_put_right_with_what_follows_from_it() {
    let desk = Desk::new();
    let passage = desk.passage("ministers");
    let unknown = desk.count(&["--speaker", "unknown"]);
    desk.run(&["correct", &passage, "--speaker", "Bela Ort"])
        .expect(2)
        .tells("--represents WHOM lets in a new name");
    desk.run(&[
        "correct",
        &passage,
        "--speaker",
        "Bela Ort",
        "--represents",
        "Nepal",
    ])
    .expect(0);
    assert_eq!(desk.count(&["--speaker", "Bela Ort"]), 1);
    assert_eq!(desk.count(&["--speaker", "Nepal"]), 1);
    assert_eq!(desk.count(&["--speaker", "unknown"]), unknown - 1);
    let shown = desk.json(&["show", &passage, "--json"]);
    assert_eq!(shown["passages"][0]["speaker"]["confidence"], 1.0);
    let rules = desk.run(&["show", &passage, "--rules"]);
    assert!(rules.out.contains("rule user"), "{}", rules.out);
    desk.assert_as_from_scratch();
}

#[test]
fn the_fields_of_a_briefing_are_put_right_and_filters_find_them() {
    let desk = Desk::new();
    for options in [
        ["--date", "2021-03"],
        ["--ministry", "Ministry of Foreign Affairs of Norway"],
        ["--outlet", "The Lake Herald"],
        ["--title", "The lake, and the spring"],
        ["--form", "readout"],
        ["--topic", "taiwan"],
    ] {
        let mut arguments = vec!["correct", desk.lake.as_str()];
        arguments.extend(options);
        desk.run(&arguments).expect(0);
    }
    for (filter, value) in [
        ("--date", "2021"),
        ("--country", "Norway"),
        ("--outlet", "lake herald"),
        ("--form", "readout"),
        ("--topic", "taiwan"),
    ] {
        assert_eq!(
            desk.id_of_only(&[filter, value]),
            desk.lake,
            "{filter} {value}"
        );
    }
    let page = desk.run(&["show", &desk.lake]).out;
    assert!(page.starts_with("The lake, and the spring\n"), "{page}");
    assert!(page.contains("corrected by hand: date"), "{page}");
    let shown = desk.json(&["show", &desk.lake, "--json"]);
    assert_eq!(shown["briefing"]["corrected"].as_array().unwrap().len(), 6);
    desk.assert_as_from_scratch();
    assert_eq!(
        desk.run(&["correct", "--list", &desk.lake])
            .out
            .lines()
            .count(),
        6
    );
    assert_eq!(desk.run(&["correct", "--list", &desk.border]).code, Some(1));
    let listed = desk.json(&["correct", "--list", "--json"]);
    assert_eq!(listed["corrections"][0]["set"]["date"], "2021-03");
    assert_eq!(listed["corrections"][0]["in_force"], true);
}

impl Desk {
    fn id_of_only(&self, filters: &[&str]) -> String {
        let mut arguments = vec!["query", "--json"];
        arguments.extend(filters);
        let found = self.json(&arguments);
        let hits = found["hits"].as_array().unwrap();
        let ids: std::collections::BTreeSet<&str> = hits
            .iter()
            .filter_map(|hit| hit["briefing"]["id"].as_str())
            .collect();
        ids.into_iter().collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn values_that_mean_nothing_are_refused_with_what_may_be_meant() {
    let desk = Desk::new();
    let passage = desk.passage("blame");
    for (options, told) in [
        (
            vec!["--by", "Nepla", "--on", "NATO", "--stance", "critical"],
            "did you mean",
        ),
        (
            vec!["--by", "Nepal", "--on", "NATO", "--stance", "angry"],
            "critical",
        ),
        (vec!["--by", "Nepal", "--on", "Japan"], "--stance is needed"),
        (
            vec!["--by", "Nepal", "--on", "Nepal", "--stance", "critical"],
            "somebody else",
        ),
        (
            vec!["--by", "Nepal", "--on", "NATO", "--quote", "no such words"],
            "do not stand in",
        ),
        (vec!["--date", "2024"], "the briefing's"),
        (vec![], "nothing is put right"),
    ] {
        let mut arguments = vec!["correct", passage.as_str()];
        arguments.extend(options);
        desk.run(&arguments).expect(2).tells(told);
    }
    desk.run(&["correct", &desk.lake, "--date", "soon"])
        .expect(2);
    desk.run(&["correct", "nothing", "--date", "2024"])
        .expect(2);
    desk.run(&["correct", &format!("{}#99", desk.lake), "--topic", "nato"])
        .expect(2);
    assert_eq!(desk.corrections(), "", "nothing was written");
}

#[test]
fn a_line_that_says_nothing_is_named_and_the_rest_hold() {
    let desk = Desk::new();
    let good = format!("{{\"id\":\"{}\",\"set\":{{\"date\":\"2019\"}}}}", desk.lake);
    let wrong = format!(
        "{{\"id\":\"{}\",\"set\":{{\"topics\":[\"weather\"]}}}}",
        desk.border
    );
    let long = format!(
        "{{\"id\":\"{}\",\"note\":\"{}\"}}",
        desk.lake,
        "a".repeat(70_000)
    );
    let mut file = format!("{good}\n\n{{\"id\": 3}}\n{wrong}\n{long}\n").into_bytes();
    file.extend(b"\xff\xfe\n{\"id\":\"cut");
    fs::write(desk.file(), file).unwrap();
    let answer = desk.run(&["index"]);
    answer.expect(2);
    for told in [
        "corrections.jsonl: line 3: no correction",
        "corrections.jsonl: line 4: ",
        "weather is no topic",
        "corrections.jsonl: line 5: it is over 64 KiB long",
        "corrections.jsonl: line 6: it is no UTF-8 text",
        "corrections.jsonl: line 7: ",
        "a crash may have cut it off",
    ] {
        answer.tells(told);
    }
    assert_eq!(desk.id_of_only(&["--date", "2019"]), desk.lake);
    desk.run(&["index"]).expect(2);
    // A line added now begins a line of its own.
    desk.run(&["correct", &desk.lake, "--date", "2018"])
        .expect(2);
    assert_eq!(desk.id_of_only(&["--date", "2018"]), desk.lake);
    assert_eq!(desk.corrections_lossy().lines().count(), 8);
}

impl Desk {
    fn corrections_lossy(&self) -> String {
        String::from_utf8_lossy(&fs::read(self.file()).unwrap()).into_owned()
    }
}

#[test]
fn a_passage_is_found_by_its_words_and_gone_words_are_told() {
    let desk = Desk::new();
    let passage = desk.passage("blame");
    desk.run(&[
        "correct",
        &passage,
        "--by",
        "Nepal",
        "--on",
        "NATO",
        "--stance",
        "supportive",
    ])
    .expect(0);
    let asked = ["--by", "Nepal", "--on", "NATO", "--stance", "supportive"];
    // Passages before it: its number is another one, its words are the same.
    let more =
        "In this invented report, the weather on the border was fine for the whole of the week.";
    let moved = BORDER.replacen("\n\n", &format!("\n\n{more}\n\n{more}\n\n"), 1);
    desk.fixture.write("border.txt", &moved);
    desk.run(&["index"]).expect(0);
    assert_ne!(desk.passage("blame"), passage);
    assert_eq!(desk.count(&asked), 1);
    desk.assert_as_from_scratch();
    // One word of it is another one.
    let changed = moved.replace("blame over the border", "blame over the frontier");
    desk.fixture.write("border.txt", &changed);
    let answer = desk.run(&["index"]);
    answer
        .expect(0)
        .tells("line 1")
        .tells("the words changed behind");
    assert_eq!(desk.count(&asked), 0);
    let listed = desk.run(&["correct", "--list"]);
    assert!(
        listed.out.contains("no effect: the words changed"),
        "{}",
        listed.out
    );
    desk.assert_as_from_scratch();
    // And the briefing itself is gone.
    desk.fixture.remove("border.txt").remove("border.meta.toml");
    desk.run(&["index"]).expect(0).tells("no such briefing");
    desk.run(&["correct", &passage, "--undo"]).expect(0);
    assert!(!desk.run(&["index"]).told.contains("corrections.jsonl"));
}

#[test]
fn a_copy_stays_a_copy_whatever_is_put_right_in_it() {
    let desk = Desk::new();
    let text = format!(
        "{LAKE}\nThe two sides spoke of fish, of boats and of the level of the water in the lake.\n"
    );
    for name in ["one.txt", "two.txt"] {
        desk.fixture.write(name, &text);
    }
    desk.run(&["index"]).expect(0);
    assert_eq!(desk.fixture.census().copies, 1);
    let id = demarche::briefing::briefing_id("path two.txt");
    for options in [
        ["--date", "1999"],
        ["--title", "Something else"],
        ["--outlet", "Some Paper"],
    ] {
        let mut arguments = vec!["correct", id.as_str()];
        arguments.extend(options);
        desk.run(&arguments).expect(0);
    }
    let census = desk.fixture.census();
    assert_eq!(
        (census.copies, census.corrected, census.without_effect),
        (1, 1, 0)
    );
    desk.assert_as_from_scratch();
}

#[test]
fn what_is_written_for_later_waits_for_the_index() {
    let desk = Desk::new();
    desk.run(&[
        "correct",
        &desk.lake,
        "--date",
        "2020",
        "--later",
        "--note",
        "by hand\n\u{1b}[2J",
    ])
    .expect(0)
    .tells("demarche index applies it");
    assert_eq!(desk.corrections().lines().count(), 1);
    let list = desk.run(&["correct", "--list"]).out;
    assert!(
        !list.contains('\u{1b}') && list.lines().count() == 1,
        "{list:?}"
    );
    let report = desk.run(&["index"]);
    assert!(
        report.out.contains("1 annotated again, as corrected"),
        "{}",
        report.out
    );
    assert_eq!(desk.count(&["--date", "2020"]), 1);
    let state = desk.run(&["status", "--dates"]);
    assert!(
        !state.out.contains(&desk.lake),
        "its date is settled: {}",
        state.out
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever lines there are, in whatever order they came, the index is as one made from nothing.
    #[test]
    fn after_any_corrections_the_index_is_as_from_scratch(
        steps in proptest::collection::vec((0..6_usize, 0..2_usize, any::<bool>()), 1..5)
    ) {
        let fixture = Fixture::new();
        fixture.write("border.txt", BORDER).write("lake.txt", LAKE).update();
        let file = fixture.0.path().join("corrections.jsonl");
        let ids = ["border.txt", "lake.txt"].map(|path| {
            demarche::briefing::briefing_id(&format!("path {path}"))
        });
        let begins = ["In this invented report, Nepal urged NATO", "In this invented report, Norway thanked"];
        let mut lines = String::new();
        for (kind, which, is_applied) in steps {
            let (id, begins) = (&ids[which], begins[which]);
            let passage = format!("\"passage\":{{\"begins\":\"{begins}\"}}");
            let _ = match kind {
                0 => writeln!(lines, "{{\"id\":\"{id}\",\"set\":{{\"date\":\"2024-05\",\"topics\":[\"nato\"]}}}}"),
                1 => writeln!(lines, "{{\"id\":\"{id}#1\",{passage},\"set\":{{\"speaker\":\"Ada Norvik\",\"represents\":\"JPN\"}}}}"),
                2 => writeln!(lines, "{{\"id\":\"{id}#1\",{passage},\"statement\":{{\"by\":\"NPL\",\"on\":\"NATO\",\"stance\":\"neutral\"}}}}"),
                3 => writeln!(lines, "{{\"id\":\"{id}#1\",{passage},\"no_statement\":{{\"by\":\"NOR\",\"on\":\"JPN\"}}}}"),
                4 => writeln!(lines, "{{\"id\":\"{id}#1\",\"undo\":true}}"),
                _ => writeln!(lines, "{{\"id\":\"{id}\",\"set\":{{\"ministry\":\"MFA of Japan\",\"speaker\":\"lin-jian\"}}}}"),
            };
            fs::write(&file, &lines).unwrap();
            if is_applied {
                fixture.update();
            }
        }
        fixture.update();
        let content = || {
            let reader = fixture.reader();
            let state: Value = serde_json::from_str(&reader.state().unwrap().unwrap()).unwrap();
            let passages = ids.iter().flat_map(|id| reader.passages(id).unwrap());
            let passages: Vec<String> = passages.map(|passage| format!("{passage:?}")).collect();
            (passages, state)
        };
        let incremental = content();
        prop_assert!(!incremental.0.is_empty());
        let generation = fixture.reader().generation();
        fixture.update();
        prop_assert_eq!(generation, fixture.reader().generation());
        fs::remove_dir_all(fixture.archive().index()).unwrap();
        fixture.update();
        prop_assert_eq!(incremental, content());
    }

    /// No content of the file makes a run fail or panic.
    #[test]
    fn any_file_of_corrections_is_borne(file in any::<Vec<u8>>(), line in "\\PC{0,80}") {
        let fixture = Fixture::new();
        fixture.write("lake.txt", LAKE);
        let id = demarche::briefing::briefing_id("path lake.txt");
        let value = Value::String(line).to_string();
        let mut bytes = file;
        bytes.extend(format!("\n{{\"id\":\"{id}#1\",\"passage\":{{\"begins\":{value},\"words\":3}},\"statement\":{{\"by\":{value},\"on\":{value},\"stance\":\"critical\",\"quote\":{value}}}}}\n").bytes());
        bytes.extend(format!("{{\"id\":\"{id}\",\"set\":{{\"speaker\":{value},\"title\":{value},\"language\":{value}}}}}\n").bytes());
        fs::write(fixture.0.path().join("corrections.jsonl"), bytes).unwrap();
        prop_assert_eq!(fixture.update().new, 1);
    }
}
