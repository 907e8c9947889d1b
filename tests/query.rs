//! The query language: how text and flags are read, printed and put into English.

#![allow(
    clippy::unwrap_used,
    reason = "a query that cannot be read fails the test"
)]

mod fixture;

use demarche::Error;
use demarche::briefing::{Act, Stance};
use demarche::query::{Clause, Node, Occur, Query, misread, parse, read};
use fixture::{Archive, ada_norvik, passage, state, statement, stating};
use proptest::prelude::*;
use std::sync::LazyLock;

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
    prints("a /s b /5 c +12 d", "a /s b /5 c +12 d");
    prints("-(a OR \"b c\") /P d", "-(a OR \"b c\") /p d");
    prints(
        "\"a b\"~5 word~1 word~2 word~",
        "\"a b\"~5 word~ word~2 word~",
    );
    prints("a OR b /s c AND d", "(a OR (+b /s c +d))");
    prints("a && b || c", "((+a +b) OR c)");
}

#[test]
fn a_plus_sign_and_a_number_join_only_what_stands_on_both_sides() {
    prints("a +5 b", "a +5 b");
    prints("a +5", "a +(5)");
    prints("+5 b", "+(5) b");
    prints("by:x +5 b", "by:x +(5) b");
    prints("-+5 a +2024 b", "-5 a +2024 b");
    prints("+(5) +3 b", "+(5) +3 b");
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
        ("a /s by:x /5 c", "a by:x c"),
        ("/s a /5", "a"),
        ("a /0 b /1000 c", "a 0 b 1000 c"),
        ("(a /s b) /s (c d)", "a /s b (c d)"),
        ("word~3 two-words~ ~", "word 3 two-words"),
        ("a NOT", "a not"),
        ("--- - +", ""),
        ("http://x.test/y", "http x.test y"),
    ] {
        prints(text, expected);
    }
    for (text, said) in [
        (
            "a /s",
            "/s is passed over: a word, a phrase or alternatives of them stand on either side of it",
        ),
        ("\"a", "\" is passed over: it has no counterpart"),
        ("a)", ") is passed over: it has no counterpart"),
        ("OR a", "OR is taken as words: it joins nothing"),
        (
            "a~3",
            "a~3 is taken as words: ~ stands behind one word, alone or with 1 or 2, or behind a phrase with a number",
        ),
        (
            "a^2",
            "a^2 is taken as words: words have no weights to be set by ^",
        ),
        (
            "[2023 TO 2024]",
            "[2023 is taken as words: ranges are written date:2024-01..2024-03",
        ),
        (
            "topc:trade",
            "topc:trade is taken as words: no field is called topc; did you mean topic?",
        ),
        ("by: x", "by: is taken as words: no value follows the colon"),
    ] {
        assert_eq!(notes(text), [said]);
    }
    assert!(notes("a /s b +5 \"c d\"~2 /9 e~ why! [sic] http://x/~y 12:30 and/or").is_empty());
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

/// One valid query of each kind, to be mutated.
const VALID: [&str; 14] = [
    "shifting blame by:\"Ada Norvik\" on:BOR stance:critical since:2024",
    "\"red line\"~5 word~2 visa~ sanction* exact:Sanctions",
    "(visa OR \"entry ban\") /s Strelsau +5 border /12 talks",
    "a AND b OR c -topic:trade NOT (d e)",
    "-\"two words\" +(5) +required -act:deny strength:6..8",
    "北約 /s 烏克蘭 by：中国 lang:zh",
    "расширение /2 НАТО -санкции",
    "date:2023..2024-03 until:30d id:k7w2m9xqpa#3",
    "by:China OR by:Russia on:unknown status:denied",
    "“curly quotes” «и ёлочки» „und unten“",
    "visa /p ban /s border",
    "-(a /s b OR c) kind:question OR kind:quote",
    "stance:-1 strength:..3 speaker:norvik",
    "x && y || z [a TO b] word^2",
];

#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, String),
    Remove(usize, usize),
    Repeat(usize, usize),
    Truncate(usize),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let place = || 0..100_usize;
    let sign = prop::sample::select(vec![
        "\"", "“", "(", ")", "-", "+", "+5", " +5 ", "/s", " /p ", "/0", "~", "~9", "^", "[", "!",
        "/", ":", "*", " ", " OR ", " AND ", "NOT ", "\u{0}", "\u{301}", "\u{202e}", "é", "，",
        "\n", "''", ".",
    ]);
    let inserted =
        prop_oneof![3 => sign.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop_oneof![
        4 => (place(), inserted).prop_map(|(at, text)| Edit::Insert(at, text)),
        2 => (place(), 1..6_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (place(), 1..20_usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        1 => place().prop_map(Edit::Truncate),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for edit in edits {
        let end = letters.len();
        let part = |at: usize, length: usize| at.min(end)..(at + length).min(end);
        match edit {
            Edit::Insert(at, text) => {
                letters.splice(part(*at, 0), text.chars());
            }
            Edit::Remove(at, length) => {
                letters.drain(part(*at, *length));
            }
            Edit::Repeat(at, length) => {
                let again = letters[part(*at, *length)].to_vec();
                letters.splice(part(*at, 0), again);
            }
            Edit::Truncate(at) => letters.truncate(*at),
        }
    }
    letters.into_iter().collect()
}

/// Whatever the text, the query printed and read again is the same query.
fn is_parsed(text: &str) -> Result<(), TestCaseError> {
    let (query, _) = parse(text);
    let printed = query.to_string();
    prop_assert_eq!(&parse(&printed).0, &query, "{}", printed);
    let json = serde_json::to_string(&query).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Query>(&json).unwrap(), &query);
    Ok(())
}

/// Whatever the text, it is read as it is parsed, and what was not understood can be pointed at.
fn is_read(text: &str) -> Result<(), TestCaseError> {
    static ARCHIVE: LazyLock<Archive> = LazyLock::new(archive);
    let reading = ARCHIVE.read(text);
    prop_assert_eq!(&reading.query, &parse(text).0);
    let said = reading
        .notes
        .iter()
        .filter(|note| note.misread().is_some())
        .count();
    prop_assert_eq!(misread(text, &reading.notes).is_some(), said > 0);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn any_text_prints_as_the_same_query(text in prop_oneof![any::<String>(), syntax()]) {
        is_parsed(&text)?;
    }

    #[test]
    fn a_query_with_slips_prints_as_the_same_query(
        text in prop::sample::select(&VALID[..]),
        edits in prop::collection::vec(any_edit(), 1..5),
    ) {
        is_parsed(&edited(text, &edits))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))] // names are looked for in the whole lexicon

    #[test]
    fn any_text_is_read(text in prop_oneof![any::<String>(), syntax()]) {
        is_read(&text)?;
    }

    #[test]
    fn a_query_with_slips_is_read(
        text in prop::sample::select(&VALID[..]),
        edits in prop::collection::vec(any_edit(), 1..5),
    ) {
        is_read(&edited(text, &edits))?;
    }
}

/// What a caret points at under `--strict`.
fn pointed_at(text: &str) -> String {
    let reading = archive().read(text);
    misread(text, &reading.notes).unwrap_or_default()
}

#[test]
fn shapes_that_break_other_engines_are_read_and_said() {
    for (text, expected, points) in [
        (
            "blame \"media",
            "blame media",
            "column 7)\n  blame \"media\n        ^",
        ),
        (
            "(blame media",
            "blame media",
            "column 1)\n  (blame media\n  ^",
        ),
        ("AND blame", "and blame", "column 1)\n  AND blame\n  ^"),
        ("OR blame", "or blame", "column 1)\n  OR blame\n  ^"),
        (
            "blame ~ media",
            "blame media",
            "column 7)\n  blame ~ media\n        ^",
        ),
        ("blame^2", "blame 2", "column 1)\n  blame^2\n  ^"),
        (
            "[blame TO media]",
            "blame TO media",
            "column 1)\n  [blame TO media]\n  ^",
        ),
        ("blame [media", "blame media", ""),
        ("blame!", "blame", ""),
        ("blame / media and/or", "blame media and or", ""),
        ("“shift the blame”", "\"shift the blame\"", ""),
        (
            "“blame media",
            "blame media",
            "column 1)\n  “blame media\n  ^",
        ),
        (
            "乌克兰 by:Norvig",
            "乌克兰 by:Norvig",
            "column 5)\n  乌克兰 by:Norvig\n         ^",
        ),
        (
            "a\u{1b}\n\u{202e} OR",
            "a or",
            "column 6)\n  a    OR\n       ^",
        ),
    ] {
        prints(text, expected);
        let told = pointed_at(text);
        assert!(
            told.ends_with(points) && told.is_empty() == points.is_empty(),
            "{text}: {told}"
        );
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
        "+".repeat(1_000_000),
        "NOT ".repeat(100_000) + &" ".repeat(1_000_000),
    ] {
        let reading = archive.read(&text);
        assert_eq!(parse(&reading.query.to_string()).0, reading.query);
    }
}

#[test]
fn however_long_a_query_is_three_hundred_words_of_it_are_asked() {
    let archive = archive();
    let numbers = (0..5_000).map(|number| format!("{} ", 100 + number));
    let numbers: String = numbers.collect();
    let values = (0..500).map(|own| format!("stance:\"{own} angry\" "));
    for (text, left_out) in [
        (numbers.clone(), 4_700),
        ("blame ".to_owned() + &"+5 ".repeat(50_000), 49_701),
        ("乌克兰局势".repeat(20_000), 99_700),
        ("+局势".repeat(20_000), 39_700),
        (format!("blame -{}", "局势".repeat(300)), 301),
        (format!("blame NOT \"{numbers}\""), 5_000),
        (format!("blame OR (\"{numbers}\""), 5_000),
        (values.collect(), 700),
    ] {
        let reading = archive.read(&text);
        let plan = &reading.plan;
        let asked = plan.wanted.len() + plan.required.len() + plan.excluded.len();
        assert!((1..=300).contains(&asked), "{asked} of {text:.40}");
        let told = reading.notes.iter().map(ToString::to_string);
        let told: Vec<String> = told.filter(|told| told.contains("too long")).collect();
        let words = format!("the query is too long: its last {left_out} words are left out");
        assert_eq!(told, [words], "{text:.40}");
        assert_eq!(parse(&reading.query.to_string()).0, reading.query);
    }
}
