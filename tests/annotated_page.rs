//! `demarche annotate` as a page to read: speakers in the margin, statements marked in the text, rules on request.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

mod desk;

use desk::demarche;
use std::fs;
use std::io::Write;
use std::process::Stdio;
use tempfile::TempDir;

/// An invented ministry, and words nobody said.
const TALKS: &str = "---
title: Daily Press Briefing – March 12, 2025
ministry: Ministry of Foreign Affairs of Ruritania
---
ADA NORVIK: Good afternoon. We thank China and Japan for their support, and we call on Russia to release the crew.

QUESTION: Why did Belarus accuse Poland of arming rebels?

ADA NORVIK: We reject NATO's claims that China is aiding Russia. Thank you.

ADA NORVIK: That is all [laughter].
";

/// Runs `demarche annotate` with the arguments on a file of that content, and gives what it prints.
fn page(name: &str, content: &str, columns: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let mut command = demarche(folder.path());
    command.arg("annotate").args(arguments).arg(name);
    command.env("COLUMNS", columns);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn line<'a>(page: &'a str, start: &str) -> &'a str {
    let mut lines = page.lines();
    lines
        .find(|line| line.trim_start().starts_with(start))
        .unwrap_or_else(|| panic!("no line {start} in {page}"))
}

/// Columns a terminal takes for a line: two for a character of Chinese.
fn columns(line: &str) -> usize {
    let wide =
        |character: char| matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}');
    line.chars()
        .map(|character| if wide(character) { 2 } else { 1 })
        .sum()
}

#[test]
fn a_page_has_speakers_in_the_margin_and_statements_marked_and_told() {
    let page = page("talks.md", TALKS, "80", &["--text"]);
    let (head, passages) = page.split_once("\n\n").unwrap();
    for fact in [
        "Daily Press Briefing – March 12, 2025",
        "2025-03-12",
        "Ministry of Foreign Affairs of Ruritania",
        "talks.md",
    ] {
        assert!(head.contains(fact), "{fact} in {head}");
    }
    assert!(line(head, "topics").contains("· “NATO”"), "{head}");
    let expected = "\
#1 ADA NORVIK         Good afternoon. We [1,2 thank China and Japan for their
(statement)           support], and we [3 call on Russia to release the crew].
                      [1] ADA NORVIK → China (CHN) · supportive · support 4 ·
                          asserted · 95 %
";
    assert!(passages.starts_with(expected), "{passages}");
    assert!(
        passages.contains("\n#2 (question)         Why did"),
        "{passages}"
    );
    assert!(
        passages.contains("\n#4                    That is all [laughter].\n"),
        "{passages}"
    );
}

#[test]
fn statements_in_one_another_are_told_apart_without_colour() {
    let page = page("talks.md", TALKS, "100", &["--text"]);
    assert!(
        page.contains(
            "We [1 reject [2 NATO's claims that [3 China is aiding Russia]]]. Thank you."
        ),
        "{page}"
    );
    assert!(
        page.contains("[3] China (CHN) → Russia (RUS) · supportive · aid 7 · denied"),
        "{page}"
    );
}

#[test]
fn colour_adds_to_the_letters_and_takes_nothing_away() {
    let plain = page("talks.md", TALKS, "80", &["--text"]);
    let coloured = page("talks.md", TALKS, "80", &["--text", "--color", "always"]);
    assert!(
        coloured.contains("\u{1b}[4m\u{1b}[32mthank China and Japan"),
        "{coloured:?}"
    );
    assert!(
        coloured.contains("\u{1b}[4m\u{1b}[31mcall on Russia"),
        "{coloured:?}"
    );
    let mut letters = String::new();
    for (position, piece) in coloured.split('\u{1b}').enumerate() {
        let text = piece.split_once('m').filter(|_| position > 0);
        letters.push_str(text.map_or(piece, |(_, text)| text));
    }
    assert_eq!(letters, plain);
}

#[test]
fn rules_say_what_decided() {
    let page = page("talks.md", TALKS, "100", &["--rules"]);
    for reason in [
        "date      said 2025-03-12 (from title)",
        "rule en.thank · CAMEO 051 · source not named here · target “China”",
        "said by ADA NORVIK · direct · 50 % · rule t0.prepared · all of it",
        "rule t4.noun on “claims”",
        "topic european-security (nato) · 57 % · “NATO”",
    ] {
        assert!(page.contains(reason), "{reason} in {page}");
    }
    let without = self::page("talks.md", TALKS, "100", &["--text"]);
    assert!(!without.contains("rule "), "{without}");
}

#[test]
fn pages_keep_to_the_width_also_in_chinese_and_on_narrow_terminals() {
    let talks = "外交部发言人主持例行记者会\n\n问：请问发言人对此有何评论？\n\n答：中方坚决反对北约的无端指责，强烈敦促北约停止推卸责任。我们赞赏俄罗斯和伊朗为推动局势降温所作的努力，要求美方立即取消对伊朗的非法单边制裁。\n";
    for width in [36, 60, 100] {
        let page = page("talks.txt", talks, &width.to_string(), &["--rules"]);
        assert!(
            page.replace(['\n', ' '], "").contains("北约停止推卸责任"),
            "{page}"
        );
        assert!(page.contains("→ NATO"), "{page}");
        for line in page.lines() {
            assert!(columns(line) <= width, "{} columns: {line}", columns(line));
        }
    }
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let folder = TempDir::new().unwrap();
    let mut child = demarche(folder.path())
        .args(["annotate", "--rules", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let line = r#"{"id": "a\u001b[2J", "title": "T\u001b]0;x\u0007",
        "speaker": "Ada\u001b[1m Norvik", "text": "Nepal urged\u001b[31m NATO \u202eto stop."}"#;
    let mut input = child.stdin.take().unwrap();
    input.write_all(line.replace('\n', "").as_bytes()).unwrap();
    drop(input);
    let page = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(page.contains("NATO"), "{page}");
    let hostile =
        |character: char| character != '\n' && (character.is_control() || character == '\u{202e}');
    assert!(!page.contains(hostile), "{page:?}");
}

#[test]
fn pipes_get_json_lines_unless_a_page_is_asked_for() {
    let json = page("talks.md", TALKS, "80", &[]);
    assert_eq!(json, page("talks.md", TALKS, "80", &["--jsonl"]));
    assert!(json.starts_with("{\"schema\":1,"), "{json}");
}
