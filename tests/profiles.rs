//! Profiles of sites as their writers meet them: the guide's example, `demarche profile`, and a profile of one's own in an archive.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

mod desk;

use desk::demarche;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const GUIDE: &str = include_str!("../src/docs/profiles.md");

/// A folder with the page and the profile of the guide.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        desk.write("page.html", block("html"));
        desk.write("ruritania.toml", block("toml"));
        desk
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
        let mut command = demarche(self.0.path());
        command.args(arguments);
        let Output {
            stdout,
            stderr,
            status,
        } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(stdout), text(stderr), status.code())
    }
}

/// The first block of code in this language in the guide.
fn block(language: &str) -> &'static str {
    let (_, rest) = GUIDE.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_example_of_the_guide_gives_what_the_guide_says() {
    let desk = Desk::new();
    let (out, _, code) = desk.run(&[
        "profile",
        "check",
        "page.html",
        "--profile",
        "ruritania.toml",
    ]);
    assert_eq!(code, Some(0));
    let mut rest = out.as_str();
    for line in block("text").lines() {
        let found = rest.find(line);
        assert!(
            found.is_some(),
            "no {line:?} behind what stands before it in:\n{out}"
        );
        rest = &rest[found.unwrap() + line.len()..];
    }
}

#[test]
fn a_profile_in_the_archive_reads_the_corpus_and_is_listed_and_shown() {
    let desk = Desk::new();
    desk.write("corpus/page.html", block("html"));
    desk.write("profiles/ruritania.toml", block("toml"));
    let (list, _, _) = desk.run(&["profile", "list"]);
    assert!(
        list.starts_with("ruritania") && list.contains("mfa.gov.cn"),
        "{list}"
    );
    let (shown, _, _) = desk.run(&["profile", "show", "ruritania"]);
    assert_eq!(shown, block("toml"));
    let (_, told, code) = desk.run(&["index"]);
    assert_eq!(code, Some(0), "{told}");
    let (out, _, _) = desk.run(&["query", "locks", "--speaker", "Ada Norvik"]);
    assert!(
        out.contains("They are, all of them.") && !out.contains("Unofficial"),
        "{out}"
    );
}

#[test]
fn a_page_that_does_not_tell_its_address_is_given_one() {
    let desk = Desk::new();
    let page = block("html").replace("<link rel=\"canonical\"", "<link rel=\"x\"");
    desk.write(
        "page.html",
        &page.replace("Foreign Ministry of Ruritania", "MFA"),
    );
    let check = [
        "profile",
        "check",
        "page.html",
        "--profile",
        "ruritania.toml",
    ];
    let (out, _, _) = desk.run(&check);
    assert!(
        out.contains("not chosen: its hosts are mfa.example"),
        "{out}"
    );
    let url = "https://mfa.example/press/show.php?id=77";
    let (out, _, _) = desk.run(&[&check[..], &["--url", url, "--json"]].concat());
    let object: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["profile"], "ruritania");
    assert_eq!(object["layout"], "2024");
    assert_eq!(object["number"], "77");
    assert_eq!(object["outcomes"][0]["briefing"]["represents"], "NPL");
}

#[test]
fn exit_codes_tell_what_matched_from_nothing_from_trouble() {
    let desk = Desk::new();
    desk.write(
        "plain.html",
        "<html><body><p>The locks are open.</p></body></html>",
    );
    desk.write(
        "bad.toml",
        &block("toml").replace("drop_lines", "drop_line"),
    );
    for (arguments, expected, told) in [
        (vec!["check", "plain.html"], 1, ""),
        (vec!["check", "absent.html"], 2, "absent.html"),
        (
            vec!["check", "page.html", "--profile", "bad.toml"],
            2,
            "drop_line",
        ),
        (vec!["show", "ruritania"], 1, "demarche profile list"),
    ] {
        let arguments = [vec!["profile"], arguments].concat();
        let (_, error, code) = desk.run(&arguments);
        assert_eq!(code, Some(expected), "{arguments:?}: {error}");
        assert!(error.contains(told), "{arguments:?}: {error}");
    }
}

#[test]
fn every_profile_compiled_in_can_be_shown_and_taken_as_ones_own() {
    let desk = Desk::new();
    let (list, _, _) = desk.run(&["profile", "list"]);
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(names.len() >= 18, "{list}");
    for name in &names {
        let (table, _, code) = desk.run(&["profile", "show", name]);
        assert_eq!(code, Some(0), "{name}");
        desk.write(&format!("archive/profiles/{name}.toml"), &table);
    }
    desk.write("archive/corpus/page.html", block("html"));
    let archive = desk.0.path().join("archive");
    let (list, told, _) = desk.run(&["profile", "list", "--archive", path(&archive)]);
    assert_eq!(list.lines().count(), 2 * names.len(), "{told}");
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
