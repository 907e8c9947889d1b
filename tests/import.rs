//! Foreign files copied into the archive: nothing is overwritten, copied twice, or without a note of where it came from.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

mod desk;

use desk::{Answer, Desk};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const PAGE: &str = "<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>The Foreign Ministry of Ruritania commented on 18 June 2024.</p><p>Spokesperson Ada Norvik said that talks go on.</p></article></body></html>";

/// An archive, and a folder elsewhere.
struct Two {
    desk: Desk,
    other: TempDir,
}

impl Two {
    fn new() -> Self {
        Self {
            desk: Desk::new(),
            other: TempDir::new().unwrap(),
        }
    }

    fn save(&self, name: &str, content: &str) -> PathBuf {
        let path = self.other.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn import(&self, name: &str, more: &[&str]) -> Answer {
        let path = self.other.path().join(name);
        let path = path.to_str().unwrap();
        self.desk.run(&[&["import", path, "--json"], more].concat())
    }

    /// Every file of the corpus.
    fn corpus(&self) -> Vec<String> {
        let mut pending = vec![self.desk.path("corpus")];
        let mut found = Vec::new();
        while let Some(folder) = pending.pop() {
            for entry in fs::read_dir(&folder).unwrap().flatten() {
                if entry.path().is_dir() {
                    pending.push(entry.path());
                } else {
                    let inner = entry.path();
                    let inner = inner.strip_prefix(self.desk.path("corpus")).unwrap();
                    found.push(inner.to_str().unwrap().to_owned());
                }
            }
        }
        found.sort();
        found
    }

    fn sidecar(&self, name: &str) -> toml::Table {
        let path = self.desk.path("corpus").join(name);
        fs::read_to_string(path).unwrap().parse().unwrap()
    }
}

#[test]
fn a_copy_says_where_it_came_from_and_is_indexed_with_its_address() {
    let two = Two::new();
    let from = two.save("talks.html", PAGE);
    let url = "https://mfa.ruritania.example/talks";
    let told = two.import("talks.html", &["--url", url]).expect(0).json();
    assert_eq!(told["copied"][0]["path"], "imported/talks.html");
    let sidecar = two.sidecar("imported/talks.html.meta.toml");
    let note = &sidecar["import"].as_array().unwrap()[0];
    assert_eq!(note["from"].as_str(), from.canonicalize().unwrap().to_str());
    assert_eq!(
        note["sha256"].as_str(),
        told["copied"][0]["sha256"].as_str()
    );
    two.desk.run(&["index"]).expect(0);
    let hit = two
        .desk
        .run(&["query", "--jsonl", "talks"])
        .expect(0)
        .out
        .clone();
    let hit: Value = serde_json::from_str(hit.lines().next().unwrap()).unwrap();
    assert_eq!(hit["briefing"]["url"], url);
    two.desk.run(&["verify"]).expect(0);
}

#[test]
fn what_is_there_already_is_named_and_other_content_gets_another_name() {
    let two = Two::new();
    two.save("a.html", PAGE);
    two.save("same.html", PAGE);
    two.import("a.html", &[]).expect(0);
    let before = two.corpus();
    let again = two.import("a.html", &[]).expect(0).json();
    assert_eq!(again["known"][0], "imported/a.html");
    two.desk.run(&["index"]).expect(0);
    // Under another name it is known by what was indexed.
    let same = two.import("same.html", &[]).expect(0).json();
    assert_eq!(same["known"][0], "imported/a.html");
    assert_eq!(two.corpus(), before);
    two.save("a.html", &PAGE.replace("go on", "have ended"));
    two.import("a.html", &[]).expect(0);
    assert_eq!(two.corpus().len(), 4);
    let kept = fs::read_to_string(two.desk.path("corpus/imported/a.html")).unwrap();
    assert_eq!(kept, PAGE);
    let inside = two.desk.path("corpus/imported/a.html");
    let inside = two
        .desk
        .run(&["import", inside.to_str().unwrap(), "--json"]);
    assert_eq!(inside.expect(0).json()["known"][0], "imported/a.html");
}

#[test]
fn a_folder_keeps_its_shape_and_its_own_sidecars() {
    let two = Two::new();
    two.save("saved/2024/a.html", PAGE);
    two.save("saved/2024/a.meta.toml", "published = 2024-06-18\n");
    two.save("saved/2024/README.md", "not this");
    two.save("saved/b.html", &PAGE.replace("go on", "have ended"));
    two.import("saved", &["--into", "ministries/ruritania"])
        .expect(0);
    assert_eq!(
        two.corpus(),
        [
            "ministries/ruritania/saved/2024/a.html",
            "ministries/ruritania/saved/2024/a.html.meta.toml",
            "ministries/ruritania/saved/b.html",
            "ministries/ruritania/saved/b.html.meta.toml",
        ]
    );
    let sidecar = two.sidecar("ministries/ruritania/saved/2024/a.html.meta.toml");
    assert!(
        sidecar.contains_key("published") && sidecar.contains_key("import"),
        "{sidecar}"
    );
}

#[test]
fn what_cannot_be_imported_is_named_and_the_rest_is_copied() {
    let two = Two::new();
    two.save("a.html", PAGE);
    two.save("README.txt", "not this");
    let missing = two.other.path().join("missing.html");
    let answer = two.import("a.html", &[missing.to_str().unwrap()]);
    assert_eq!(
        answer.expect(2).json()["copied"][0]["path"],
        "imported/a.html"
    );
    assert!(answer.told.contains("No such file"), "{}", answer.told);
    for (name, more) in [
        ("README.txt", &[][..]),
        ("a.html", &["--into", "../elsewhere"]),
        ("a.html", &["--into", "/elsewhere"]),
        ("a.html", &["--into", ".hidden"]),
    ] {
        two.import(name, more).expect(2);
    }
    assert_eq!(two.corpus().len(), 2);
}

#[test]
fn a_copy_whose_note_was_not_written_gets_it_the_next_time() {
    let two = Two::new();
    two.save("a.html", PAGE);
    two.import("a.html", &[]).expect(0);
    fs::remove_file(two.desk.path("corpus/imported/a.html.meta.toml")).unwrap();
    fs::write(two.desk.path("corpus/imported/.import-x1y2z3"), "cut").unwrap();
    two.desk.run(&["verify"]).expect(0);
    two.import("a.html", &[]).expect(0);
    assert!(
        two.sidecar("imported/a.html.meta.toml")
            .contains_key("import")
    );
}
