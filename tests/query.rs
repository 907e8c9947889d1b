//! The query language: how text and flags are read, printed and put into English.

#![allow(
    clippy::unwrap_used,
    reason = "a query that cannot be read fails the test"
)]

mod fixture;

use demarche::Error;
use demarche::briefing::{Act, Stance};
use demarche::query::{Clause, Node, Occur, Query, parse, read};
use fixture::{Archive, ada_norvik, passage, state, statement, stating};
use proptest::prelude::*;

fn prints(text: &str, expected: &str) {
    let (query, _) = parse(text);
    assert_eq!(query.to_string(), expected, "{text}");
    assert_eq!(parse(expected).0, query, "{expected}");
}

fn notes(text: &str) -> Vec<String> {
    parse(text).1.iter().map(ToString::to_string).collect()
}

#[test]
fn a_query_prints_in_one_form() {
    prints("shifting   blame", "shifting blame");
    prints("“red line”", "\"red line\"");
    prints(
        "by:\"Ada Norvik\" Spokesman:Norvik",
        "by:\"Ada Norvik\" speaker:Norvik",
    );
    prints("a AND b", "+a +b");
    prints("a OR b c", "(a OR b) c");
    prints("a b OR c AND d", "a (b OR (+c +d))");
    prints("NOT a -b +c", "-a -b +c");
    prints("-(a b) ((c))", "-(a b) c");
    prints("sanction* exact:Sanctions", "sanction* exact:Sanctions");
    prints("-topic:trade since:30d", "-topic:trade since:30d");
    prints("by：中国 北约", "by:中国 北约");
}

#[test]
fn what_looks_like_syntax_and_is_none_is_taken_as_words() {
    for (text, expected) in [
        ("\"", ""),
        ("\"open ended", "open ended"),
        ("(a", "a"),
        ("a)", "a"),
        ("AND a OR", "and a or"),
        ("a ~ b", "a b"),
        ("word^2", "word 2"),
        ("[a TO b]", "a TO b"),
        ("why!", "why"),
        ("and/or", "and or"),
        ("by: China", "by China"),
        ("\"a b\"~5", "a b"),
        ("a /s b /5 c", "a b c"),
        ("--- - +", ""),
        ("http://x.test/y", "http x.test y"),
    ] {
        prints(text, expected);
    }
    assert_eq!(
        notes("a /s b"),
        ["/s is taken as words: nearness cannot be asked for yet"]
    );
    assert!(notes("plain words, \"a phrase\"").is_empty());
}

#[test]
fn a_flag_is_the_same_as_an_inline_field() {
    let archive = archive();
    let flags = [
        ("by", "ada norvik"),
        ("not", "topic:trade"),
        ("spokesperson", "norvik"),
    ];
    let flags = flags.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let by_flags = read("blame", &flags, &archive.known()).unwrap();
    let inline = archive.read("blame by:\"ada norvik\" -topic:trade speaker:norvik");
    assert_eq!(by_flags.query, inline.query);
    assert_eq!(by_flags.plan, inline.plan);
}

#[test]
fn a_bad_value_is_an_error_as_a_flag_and_words_inline() {
    let archive = archive();
    for (field, value, candidate) in [
        ("stance", "hostile", "critical"),
        ("act", "acuse", "accuse"),
        ("status", "sure", "alleged"),
        ("since", "someday", "2024-03"),
        ("strength", "12", "6.."),
        ("by", "Ada Norvig", "Ada Norvik"),
        ("kind", "answers", "answer"),
        (
            "ministry",
            "Foreign Ministry of Ruritanya",
            "Foreign Ministry of Ruritania",
        ),
    ] {
        let flags = [(field.to_owned(), value.to_owned())];
        let Err(Error::Usage(message)) = read("", &flags, &archive.known()) else {
            panic!("--{field} {value} is taken");
        };
        assert!(message.contains(candidate), "{message}");
        let inline = archive.read(&format!("{field}:\"{value}\""));
        assert_eq!(inline.notes.len(), 1, "{field}:{value}");
        assert!(!inline.plan.wanted.is_empty());
    }
}

#[test]
fn a_query_is_told_in_english() {
    let archive = archive();
    for (text, expected) in [
        ("", "all passages"),
        (
            "by:RUR on:BOR stance:critical",
            "statements by RUR on BOR, critical",
        ),
        ("by:norvik", "passages where Ada Norvik speaks or is quoted"),
        (
            "blame kind:statement",
            "passages with blame, of kind statement",
        ),
        (
            "\"red line\" -trade",
            "passages with the phrase “red line”, not trade",
        ),
        (
            "strength:6.. since:2026-05",
            "statements, strength 6 or more, said since 2026-05-01",
        ),
    ] {
        assert_eq!(archive.read(text).plan.read_as, expected, "{text}");
    }
}

#[test]
fn a_query_survives_json() {
    let (query, _) = parse("a (b OR \"c d\") -by:China e*");
    let json = serde_json::to_string(&query).unwrap();
    assert_eq!(serde_json::from_str::<Query>(&json).unwrap(), query);
}

#[test]
fn all_words_can_be_required() {
    let query = parse("a b topic:trade").0.requiring_all_words();
    let required =
        |clause: &Clause| clause.occur == Occur::Required || matches!(clause.node, Node::Filter(_));
    assert!(query.clauses.iter().all(required));
}

#[test]
fn the_examples_of_the_query_language_are_read_as_it_says() {
    let archive = archive();
    let page = include_str!("../src/docs/query.md");
    let (mut examples, mut wrong) = (0, Vec::new());
    for block in page.split("```text").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.lines().filter(|line| !line.is_empty()) {
            let (typed, expected) = line.split_once(" → ").unwrap();
            let read_as = archive.read(typed).plan.read_as;
            if read_as != expected {
                wrong.push(format!("{typed} → {read_as}"));
            }
            examples += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(examples > 30, "{examples}");
}

fn archive() -> Archive {
    let spoken = passage("a", "They shift the blame.");
    let made = statement(ada_norvik(), state("BOR"), Stance::Critical, Act::Accuse, 5);
    let mut spoken = stating(spoken, vec![made]);
    spoken.speaker = Some(demarche::briefing::Speaker {
        name: "Ada Norvik".to_owned(),
        entity: Some("ada-norvik".to_owned()),
        represents: Some("RUR".to_owned()),
        ..Default::default()
    });
    spoken.topics = vec![demarche::briefing::TopicHit {
        topic: "trade".to_owned(),
        detail: Vec::new(),
        confidence: 1.0,
        evidence: Vec::new(),
    }];
    Archive::of(&[spoken])
}

/// Text made of the language's own pieces, where trouble is likelier than in random characters.
fn syntax() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        "\"",
        "“",
        "-",
        "+",
        "by:",
        "on:",
        "exact:",
        "*",
        ":",
        "~5",
        "/s",
        " ",
        " ",
        " ",
        "China",
        "乌克兰",
        "и",
        "topic:trade",
        "'",
        "^",
        "[",
        "word*",
        "x-y",
        "。",
        "\u{0}",
        "\u{200b}",
        ".",
        "é",
        "_",
        "OR ",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_and_prints_as_the_same_query(text in prop_oneof![any::<String>(), syntax()]) {
        let (query, _) = parse(&text);
        let printed = query.to_string();
        prop_assert_eq!(&parse(&printed).0, &query, "{}", printed);
        let json = serde_json::to_string(&query).unwrap();
        prop_assert_eq!(serde_json::from_str::<Query>(&json).unwrap(), query);
    }
}

#[test]
fn hostile_queries_are_read_quickly() {
    let deep = "(".repeat(100_000) + "a OR b" + &")".repeat(100_000);
    let signs = "-(".repeat(50_000) + "a";
    let ors = "a OR ".repeat(50_000);
    let nested = "(a OR (b c ".repeat(200);
    let name = format!("by:{}", "х".repeat(500_000));
    let archive = archive();
    for text in [
        name,
        deep,
        signs,
        ors,
        nested,
        "\"".repeat(99_999),
        "by:".repeat(30_000),
    ] {
        let reading = archive.read(&text);
        assert_eq!(parse(&reading.query.to_string()).0, reading.query);
    }
}
