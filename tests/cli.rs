//! The command line as its users meet it: through the binary.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

mod desk;

use desk::{Answer, Desk};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const STATEMENT: &str = "Ruritania comments on the border

In this invented report, Nepal urged NATO to stop shifting blame over the border.

“NATO should reflect on its role,” spokesperson Ada Norvik said. She welcomed the talks in the capital.
";

/// With one dated statement.
fn with_statement() -> Desk {
    let desk = Desk::new();
    desk.write("border.txt", STATEMENT);
    desk.write("border.meta.toml", "published = 2024-06-18");
    desk
}

/// The counts of `demarche index --json`.
fn index(desk: &Desk) -> Value {
    desk.run(&["index", "--json"]).json()
}

fn keys(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn sorted<const N: usize>(mut names: [&str; N]) -> [&str; N] {
    names.sort_unstable();
    names
}

#[test]
fn a_query_without_an_index_makes_one_and_says_so() {
    let desk = with_statement();
    let answer = desk.run(&["query", "blame"]);
    answer.expect(0);
    assert!(answer.told.contains("no index yet"), "{}", answer.told);
    assert!(
        answer
            .told
            .contains("1 new, 0 changed, 0 same, 0 removed, 0 skipped, 0 rejected")
    );
    assert!(!desk.run(&["query", "blame"]).told.contains("no index yet"));
}

#[test]
fn exit_codes_tell_found_from_nothing_found_from_trouble() {
    let desk = with_statement();
    desk.run(&["index"]).expect(0);
    desk.run(&["query", "blame"]).expect(0);
    desk.run(&["search", "blame"]).expect(0);
    desk.run(&["query", "zeppelin"]).expect(1);
    desk.run(&["query", "--by", "nobody-of-that-name"])
        .expect(2);
    desk.run(&["query", "--stance", "angry"]).expect(2);
    desk.run(&["query"]).expect(2);
    desk.run(&["qeury", "blame"]).expect(2);
    desk.run(&["query", "--archive", "nowhere", "blame"])
        .expect(2);
    desk.run(&["show", "nothing"]).expect(1);
    desk.write("broken.json", "{");
    desk.run(&["index"]).expect(2);
    desk.run(&["query", "blame"]).expect(0);
}

#[test]
fn the_text_of_a_query_never_is_trouble() {
    let desk = with_statement();
    for text in ["\"blame (", "OR ^ [", "by: \u{1b}[2J", "-"] {
        let answer = desk.run(&["query", text]);
        assert!(
            matches!(answer.code, Some(0 | 1)),
            "{text}: {:?} {}",
            answer.code,
            answer.told
        );
        assert!(!answer.told.contains('\u{1b}'));
    }
}

#[test]
fn words_in_one_argument_are_a_phrase_where_it_stands_and_else_words() {
    let desk = with_statement();
    desk.run(&["index"]).expect(0);
    let phrase = desk.run(&["query", "stop shifting blame", "--json"]);
    assert!(
        phrase
            .told
            .contains("read as the phrase “stop shifting blame”")
    );
    let object = phrase.json();
    assert_eq!(object["query"], "\"stop shifting blame\"");
    for hit in object["hits"].as_array().unwrap() {
        let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
        let marks = hit["highlights"].as_array().unwrap().iter().map(|mark| {
            let place = |end: usize| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
            text[place(0)..place(1)].iter().collect::<String>()
        });
        assert_eq!(marks.collect::<Vec<_>>(), ["stop shifting blame"]);
    }
    let words = desk.run(&["query", "shifting stop blame", "--json"]);
    words.expect(0);
    assert!(words.told.contains("read as words"), "{}", words.told);
    assert_eq!(words.json()["query"], "shifting stop blame");
    let apart = desk.run(&["query", "shifting", "blame"]);
    assert!(!apart.told.contains("read as"), "{}", apart.told);
}

#[test]
fn a_line_of_a_pipe_has_five_fields_with_the_status_of_what_was_stated() {
    let desk = with_statement();
    let answer = desk.run(&["query", "--by", "Nepal", "--on", "NATO"]);
    answer.expect(0);
    for line in answer.out.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, date, _, stated, _] = fields.as_slice() else {
            panic!("{line}");
        };
        assert!(id.contains('#') && *date == "2024-06-18", "{line}");
        assert!(stated.contains(" → NATO critical "), "{line}");
    }
}

#[test]
fn remarks_on_reading_are_told_with_the_name_of_the_file() {
    let desk = Desk::new();
    let page = "Ruritania comments on the border\n\nAda Norvik \u{2014} caf\u{e9} talks: Nepal thanked Ruritania for its help.\n";
    let bytes: Vec<u8> = page
        .chars()
        .map(|character| match character {
            '\u{2014}' => 0x97,
            '\u{e9}' => 0xe9,
            ascii => u8::try_from(ascii).unwrap(),
        })
        .collect();
    desk.write_bytes("old.txt", &bytes);
    let answer = desk.run(&["index"]);
    assert!(
        answer.told.contains("remark: old.txt: read as"),
        "{}",
        answer.told
    );
    assert!(!desk.run(&["index"]).told.contains("remark"));
}

#[test]
fn an_argument_that_is_no_option_excludes() {
    let desk = with_statement();
    desk.run(&["query", "blame", "-zeppelin"]).expect(0);
    desk.run(&["query", "NATO", "-blame", "-reflect"]).expect(1);
}

#[test]
fn several_words_behind_a_minus_sign_exclude_the_phrase() {
    let desk = with_statement();
    let total = |arguments: &[&str]| -> String {
        let counted = [&["query", "--count"], arguments].concat();
        desk.run(&counted).out.trim().to_owned()
    };
    assert_eq!(
        total(&["NATO", "-stop shifting"]),
        total(&["NATO -\"stop shifting\""])
    );
    assert_ne!(total(&["NATO", "-stop shifting"]), total(&["NATO"]));
    assert_eq!(total(&["NATO", "-shifting stop"]), total(&["NATO"]));
    assert_eq!(
        total(&["--on", "NATO", "--not", "stance:critical"]),
        total(&["on:NATO", "-stance:critical"])
    );
    assert_eq!(
        total(&["--on", "NATO", "--stance", "-1"]),
        total(&["on:NATO", "stance:critical"])
    );
    assert_eq!(total(&["NATO", "-1"]), total(&["NATO"]));
    assert_eq!(total(&["--", "NATO", "-blame"]), total(&["NATO", "-blame"]));
}

#[test]
fn nearness_works_as_typed() {
    let desk = with_statement();
    for (arguments, marks) in [
        (&["shifting", "/2", "blame"][..], vec!["shifting", "blame"]),
        (&["stop", "+2", "blame"], vec!["stop", "blame"]),
        (
            &["stop shifting blame", "/s", "border"],
            vec!["stop shifting blame", "border"],
        ),
        (&["\"shifting stop\"~2"], vec!["stop", "shifting"]),
        (&["shifting stop~2"], vec!["stop", "shifting"]),
        (&["blaem~", "--on", "NATO"], vec!["blame"]),
    ] {
        let object = desk
            .run(&[&["query", "--json"], arguments].concat())
            .expect(0)
            .json();
        let hit = &object["hits"][0];
        let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
        let place =
            |mark: &Value, end: usize| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
        let found = hit["highlights"].as_array().unwrap().iter();
        let found: Vec<String> = found
            .map(|mark| text[place(mark, 0)..place(mark, 1)].iter().collect())
            .collect();
        assert_eq!(found, marks, "{arguments:?}");
    }
    desk.run(&["query", "blame", "+2", "stop"]).expect(1);
    desk.run(&["query", "blame", "/s", "capital"]).expect(1);
}

#[test]
fn strict_points_at_what_is_not_understood() {
    let desk = with_statement();
    let answer = desk.run(&[
        "query",
        "--strict",
        "blame",
        "by:Nobody-of-that-name",
        "--all-words",
    ]);
    let told = "--strict: by:Nobody-of-that-name is taken as words: nobody is known as Nobody-of-that-name";
    assert!(answer.expect(2).told.contains(told), "{}", answer.told);
    let caret = "(column 7)\n  blame by:Nobody-of-that-name\n        ^\n";
    assert!(answer.told.ends_with(caret), "{}", answer.told);
    for text in [
        "\"blame",
        "(blame",
        "AND blame",
        "blame ~",
        "blame^2",
        "topc:trade",
        "blame /s",
    ] {
        desk.run(&["query", "--strict", text]).expect(2);
        let code = desk.run(&["query", text]).code;
        assert!(matches!(code, Some(0 | 1)), "{text}");
    }
    for text in ["[blame", "blame!", "and/or blame", "“shifting blame”"] {
        desk.run(&["query", "--strict", text]).expect(0);
    }
}

#[test]
fn help_prints_manuals_and_lists_them() {
    let desk = Desk::new();
    let topics = desk.run(&["help"]).expect(0).out.clone();
    for topic in ["query", "formats", "evaluation"] {
        assert!(topics.contains(topic), "{topics}");
        assert!(desk.run(&["help", topic]).expect(0).out.lines().count() > 20);
    }
    let manual = desk.run(&["help", "QUERY"]).expect(0).out.clone();
    for words in [
        "NEARNESS",
        "visa /s ban → passages with visa in a sentence with ban",
    ] {
        assert!(manual.contains(words), "{manual}");
    }
    assert!(
        manual.lines().all(|line| line.chars().count() <= 80),
        "{manual}"
    );
    assert!(desk.run(&["help", "show"]).expect(0).out.contains("Usage:"));
    assert!(
        desk.run(&["help", "qery"])
            .expect(2)
            .told
            .contains("did you mean query?")
    );
}

#[test]
fn verbs_and_options_are_suggested() {
    let desk = Desk::new();
    assert!(desk.run(&["qeury"]).told.contains("'query'"));
    assert!(
        desk.run(&["query", "--stanse", "critical"])
            .told
            .contains("'--stance'")
    );
}

#[test]
fn every_help_begins_with_examples() {
    let desk = Desk::new();
    for verb in [
        "", "index", "query", "kwic", "show", "cite", "annotate", "status", "profile",
    ] {
        let arguments: Vec<&str> = [verb, "-h"]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let answer = desk.run(&arguments);
        answer.expect(0);
        let examples = answer.out.find("Examples:").unwrap();
        assert!(
            examples < answer.out.find("Usage:").unwrap(),
            "{}",
            answer.out
        );
        assert!(
            answer.out.lines().count() < 50,
            "{verb} -h is longer than a screen"
        );
    }
}

#[test]
fn query_json_has_exactly_the_documented_shape() {
    let desk = with_statement();
    let json = desk
        .run(&["query", "shifting", "blame", "--on", "NATO", "--json"])
        .json();
    assert_eq!(
        keys(&json),
        sorted(["schema", "query", "read_as", "total", "took_ms", "hits"])
    );
    assert_eq!(json["schema"], 1);
    let hit = &json["hits"][0];
    assert_eq!(
        keys(hit),
        sorted([
            "rank",
            "id",
            "score",
            "text",
            "question",
            "kind",
            "date",
            "highlights",
            "copies",
            "briefing",
            "speaker",
            "statements",
            "mentions",
            "topics"
        ])
    );
    assert_eq!(
        keys(&hit["briefing"]),
        sorted([
            "id",
            "title",
            "date",
            "published",
            "ministry",
            "outlet",
            "url",
            "language",
            "kind",
            "path",
            "sha256"
        ])
    );
    assert_eq!(hit["rank"], 1);
    assert_eq!(hit["briefing"]["path"], "border.txt");
    assert_eq!(hit["briefing"]["published"], "2024-06-18");
    let matched: Vec<&Value> = hit["statements"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|statement| statement["matched"] == true)
        .collect();
    assert!(!matched.is_empty(), "{hit:#}");
    let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
    let cut = |from: &Value, to: &Value| -> String {
        let bound = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        text[bound(from)..bound(to)].iter().collect()
    };
    for statement in matched {
        assert_eq!(statement["target"], "NATO");
        assert_eq!(
            cut(&statement["start"], &statement["end"]),
            statement["evidence"].as_str().unwrap()
        );
    }
    let words: Vec<String> = hit["highlights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| cut(&span[0], &span[1]))
        .collect();
    assert!(words.contains(&"blame".to_owned()), "{words:?}");
}

#[test]
fn no_hits_still_print_the_object() {
    let desk = with_statement();
    let answer = desk.run(&["query", "zeppelin", "--json"]);
    let json = answer.expect(1).json();
    assert_eq!(
        (&json["total"], &json["hits"]),
        (&Value::from(0), &Value::from(Vec::<Value>::new()))
    );
}

#[test]
fn lines_json_lines_and_the_count_agree() {
    let desk = with_statement();
    let lines = desk.run(&["query", "NATO"]).out;
    let json_lines = desk.run(&["query", "NATO", "--jsonl"]).out;
    let count = desk.run(&["query", "NATO", "--count"]).out;
    assert_eq!(lines.lines().count(), json_lines.lines().count());
    assert_eq!(lines.lines().count().to_string(), count.trim());
    for (line, json) in lines.lines().zip(json_lines.lines()) {
        let json: Value = serde_json::from_str(json).unwrap();
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), 5, "{line}");
        assert_eq!(fields[0], json["id"]);
        assert_eq!(fields[1], json["date"]);
    }
}

#[test]
fn explained_scores_add_up() {
    let desk = with_statement();
    let json = desk
        .run(&["query", "blame", "NATO", "--json", "--explain"])
        .json();
    let hit = &json["hits"][0];
    let parts = hit["explanation"]["parts"].as_array().unwrap();
    let sum: f64 = parts
        .iter()
        .map(|part| part["value"].as_f64().unwrap())
        .sum();
    assert!(
        (sum - hit["score"].as_f64().unwrap()).abs() < 1e-6,
        "{hit:#}"
    );
}

#[test]
fn a_stale_index_is_said_and_updated_on_request() {
    let desk = with_statement();
    index(&desk);
    desk.write("new.txt", "A zeppelin\n\nA zeppelin was seen over the capital, the Foreign Ministry of Ruritania said.\n");
    let answer = desk.run(&["query", "zeppelin"]);
    assert!(answer.expect(1).told.contains("--sync"), "{}", answer.told);
    desk.run(&["query", "zeppelin", "--sync"]).expect(0);
}

#[test]
fn show_prints_the_briefing_and_the_passage_in_context() {
    let desk = with_statement();
    let hit = desk.run(&["query", "reflect", "--json"]).json()["hits"][0].clone();
    let briefing = hit["briefing"]["id"].as_str().unwrap();
    let whole = desk.run(&["show", briefing]);
    whole.expect(0);
    for words in [
        "Ruritania comments on the border",
        "2024-06-18",
        "shifting",
        "Ada Norvik",
        "reflect on its role",
    ] {
        assert!(whole.out.contains(words), "{words} in {}", whole.out);
    }
    let id = hit["id"].as_str().unwrap();
    let passage = desk.run(&["show", id]);
    assert!(
        passage
            .expect(0)
            .out
            .contains(&format!(">#{}", id.split_once('#').unwrap().1)),
        "{}",
        passage.out
    );
    let json = desk.run(&["show", id, "--json"]).json();
    assert_eq!(json["passages"][0]["text"], hit["text"]);
    assert_eq!(json["passages"].as_array().unwrap().len(), 1);
    desk.run(&["show", &format!("{briefing}#99")]).expect(1);
    desk.run(&["show", &format!("{briefing}#x")]).expect(2);
}

#[test]
fn what_is_no_briefing_is_named_once_with_what_to_do() {
    let desk = with_statement();
    let login = "<html><head><title>Sign in</title></head><body><form><input type=password></form></body></html>";
    desk.write("login.html", login);
    desk.write_bytes("page_files_logo.png", b"\x89PNG");
    let first = desk.run(&["index"]);
    let told = &first.expect(0).told;
    assert!(
        told.contains("skipped: login.html: login page; save the page after signing in"),
        "{told}"
    );
    assert!(
        told.contains("skipped: page_files_logo.png: no document"),
        "{told}"
    );
    let again = desk.run(&["index"]);
    assert!(!again.expect(0).told.contains("skipped:"), "{}", again.told);
    let status = desk.run(&["status"]);
    assert!(
        status
            .expect(0)
            .out
            .contains("login.html: login page; save the page after signing in")
    );
}

#[test]
fn status_lists_what_is_odd_about_dates() {
    let desk = with_statement();
    let statement = STATEMENT.replacen('\n', "\n\n31 February 2024\n", 1);
    desk.write("impossible.txt", &statement);
    index(&desk);
    let answer = desk.run(&["status", "--dates"]);
    let words: Vec<&str> = answer.expect(0).out.split_whitespace().collect();
    let page = words.join(" ");
    for line in [
        "1 without a date: left out by date filters",
        "1 with a date that is no day of the calendar",
        "impossible.txt: `31 February 2024` in the text is no day of the calendar; not used",
        "1 of 2 briefings have dates with nothing odd about them",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let status = desk.run(&["status", "--dates", "--json"]).expect(0).json();
    assert_eq!(status["odd_dates"][0]["kind"], "unknown");
    assert_eq!(status["odd_dates"][1]["path"], "impossible.txt");
}

#[test]
fn status_counts_add_up_to_the_briefings() {
    let desk = with_statement();
    let empty = desk.run(&["status", "--json"]).expect(0).json();
    assert_eq!(
        (&empty["briefings"], &empty["passages"]),
        (&Value::from(0), &Value::from(0))
    );
    desk.write("undated.txt", &STATEMENT.replace("border", "fence"));
    desk.write("broken.json", "{");
    index(&desk);
    let status = desk.run(&["status", "--json"]).expect(0).json();
    assert_eq!(
        keys(&status),
        sorted([
            "schema",
            "briefings",
            "passages",
            "rejected",
            "skipped",
            "by_ministry",
            "by_country",
            "by_year",
            "by_language"
        ])
    );
    assert_eq!(status["briefings"], 2);
    assert_eq!(status["rejected"][0]["path"], "broken.json");
    for map in ["by_ministry", "by_country", "by_year", "by_language"] {
        let sum: u64 = status[map]
            .as_object()
            .unwrap()
            .values()
            .map(|count| count.as_u64().unwrap())
            .sum();
        assert_eq!(sum, 2, "{map}: {status:#}");
    }
    assert_eq!(status["by_year"]["2024"], 1);
    assert_eq!(status["by_year"]["unknown"], 1);
}

#[test]
fn a_folder_that_is_no_archive_is_indexed_in_itself() {
    let desk = with_statement();
    let folder = desk.path("corpus");
    let folder = folder.to_str().unwrap();
    desk.run(&["index", folder]).expect(0);
    assert!(desk.path("corpus/.demarche").is_dir());
    desk.run(&["--archive", folder, "query", "blame"]).expect(0);
    desk.run(&["query", "blame", "--archive", folder]).expect(0);
    assert_eq!(desk.run(&["index", folder, "--json"]).json()["same"], 1);
    let both = desk.run(&["index", folder, "--archive", "elsewhere"]);
    assert!(
        both.expect(2).told.contains("leave out either"),
        "{}",
        both.told
    );
    let mut by_variable = desk.command(&["index", folder, "--json"]);
    by_variable.env("DEMARCHE_ARCHIVE", "elsewhere");
    Answer::of(by_variable.output().unwrap()).expect(0);
}

#[test]
fn annotate_reads_lines_and_keeps_their_text_and_order() {
    let desk = Desk::new();
    let mut child = desk
        .command(&["annotate", "--jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = "{\"id\": \"b\", \"text\": \"  «Да»  Ruritania urged NATO to stop.\", \"date\": \"15 March 2014\"}\n\
                 no json\n{\"id\": \"a\", \"text\": \"\"}\n";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let answer = Answer::of(child.wait_with_output().unwrap());
    answer.expect(2);
    assert!(answer.told.contains("line 2"), "{}", answer.told);
    let found: Vec<Value> = answer
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(found[0]["id"], "b");
    assert_eq!(found[0]["date"], "2014-03-15");
    assert_eq!(found[0]["dates"]["said"]["from"], "given");
    assert!(found[0].get("text").is_none());
    let mention = &found[0]["mentions"][0];
    assert_eq!(
        (&mention["text"], &mention["start"]),
        (&Value::from("NATO"), &Value::from(24))
    );
}

#[test]
fn annotate_reads_folders_with_text_and_relative_paths() {
    let desk = with_statement();
    let answer = desk.run(&["annotate", "--jsonl", "corpus"]);
    let json = answer.expect(0).json();
    assert_eq!(json["path"], "border.txt");
    assert!(json["text"].as_str().unwrap().contains("shifting blame"));
    assert_eq!(
        keys(&json),
        sorted([
            "schema",
            "id",
            "path",
            "url",
            "sha256",
            "title",
            "language",
            "kind",
            "text",
            "date",
            "dates",
            "ministry",
            "outlet",
            "represents",
            "speakers",
            "topics",
            "passages",
            "attributions",
            "mentions",
            "statements"
        ])
    );
    desk.run(&["annotate", "--jsonl", "nowhere"]).expect(2);
}

#[test]
fn a_reader_that_stops_reading_is_no_trouble() {
    let desk = with_statement();
    index(&desk);
    let mut child = desk
        .command(&["query", "NATO", "--jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    Answer::of(child.wait_with_output().unwrap()).expect(0);
}

#[test]
fn hostile_files_are_named_or_read_and_lose_nothing_else() {
    let desk = with_statement();
    let noise: Vec<u8> = (0..4096_u32)
        .map(|step| (step.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
        .collect();
    for extension in [
        "txt", "md", "html", "json", "jsonl", "csv", "rss", "xml", "gz", "pdf",
    ] {
        desk.write_bytes(&format!("noise.{extension}"), &noise);
        desk.write(&format!("empty.{extension}"), "");
        desk.write_bytes(
            &format!("latin.{extension}"),
            b"caf\xe9 \xff\xfe\x00 {\"text\": \"\xc3\x28\"}",
        );
    }
    desk.write("deep.json", &"[".repeat(200_000));
    desk.write("deep.html", &"<div>".repeat(20_000));
    fs::create_dir(desk.path("corpus/folder.md")).unwrap();
    #[cfg(unix)]
    make_links_and_pipes(&desk.path("corpus"));
    let first = index(&desk);
    let second = index(&desk);
    assert_eq!(
        second["same"].as_u64(),
        first["new"].as_u64(),
        "{first} {second}"
    );
    assert_eq!(second["rejected"], first["rejected"]);
    assert!(
        desk.run(&["query", "shifting blame", "--jsonl"])
            .expect(0)
            .out
            .contains("border.txt")
    );
}

#[cfg(unix)]
fn make_links_and_pipes(corpus: &Path) {
    use std::os::unix::fs::symlink;
    symlink("nowhere.txt", corpus.join("dangling.txt")).unwrap();
    symlink(".", corpus.join("loop")).unwrap();
    symlink("self.txt", corpus.join("self.txt")).unwrap();
    let made = Command::new("mkfifo").arg(corpus.join("pipe.txt")).status();
    assert!(made.is_ok_and(|status| status.success()));
}

/// Enough briefings that indexing takes a while.
fn long_corpus() -> Desk {
    let desk = Desk::new();
    for number in 0..40 {
        let text = STATEMENT.replace("border", &format!("border at post {number}"));
        desk.write(&format!("{number}.txt"), &text);
    }
    desk
}

/// A run of `demarche index` that has got as far as opening the index.
fn indexing(desk: &Desk) -> Child {
    let mut child = desk
        .command(&["index"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !desk.path("index/meta.json").exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child
}

fn assert_complete(desk: &Desk) {
    let report = index(desk);
    let found = report["new"].as_u64().unwrap() + report["same"].as_u64().unwrap();
    assert_eq!(
        (found, &report["changed"], &report["removed"]),
        (40, &Value::from(0), &Value::from(0)),
        "{report}"
    );
    let count = |desk: &Desk| desk.run(&["query", "--on", "NATO", "--count"]).out;
    let after = (count(desk), desk.run(&["status", "--json"]).json());
    fs::remove_dir_all(desk.path("index")).unwrap();
    index(desk);
    assert_eq!(after, (count(desk), desk.run(&["status", "--json"]).json()));
}

#[test]
fn a_killed_run_loses_and_doubles_nothing() {
    let desk = long_corpus();
    let mut child = indexing(&desk);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_complete(&desk);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_says_so_and_keeps_what_is_done() {
    let desk = long_corpus();
    let child = indexing(&desk);
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    let answer = Answer::of(child.wait_with_output().unwrap());
    answer.expect(130);
    assert!(
        answer.told.contains("what was done is kept"),
        "{}",
        answer.told
    );
    assert_complete(&desk);
}
