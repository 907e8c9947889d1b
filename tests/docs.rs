//! The documents say what is true: paths they name exist, and figures come from where they are measured.

#![allow(
    clippy::unwrap_used,
    reason = "a document that cannot be read fails the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn documents() -> Vec<PathBuf> {
    let mut documents = vec![root().join("README.md"), root().join("corpus/README.md")];
    let long = fs::read_dir(root().join("src/docs")).unwrap().flatten();
    documents.extend(long.map(|entry| entry.path()));
    documents
}

#[test]
fn paths_named_in_the_documents_exist() {
    let mut missing = BTreeSet::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for path in text
            .split(['`', '(', ')'])
            .filter(|part| is_path_of_the_project(part))
        {
            let beside = document.parent().unwrap().join(path);
            if !root().join(path).exists() && !beside.exists() {
                missing.insert(format!("{}: {path}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn is_path_of_the_project(part: &str) -> bool {
    let homes = ["src/", "tests/", "examples/", ".ci/", "benches/"];
    homes.iter().any(|home| part.starts_with(home)) && !part.contains(['<', '*', '…', ' '])
}

#[test]
fn the_scores_in_the_evaluation_are_the_pinned_ones() {
    let pinned = fs::read_to_string(root().join(".ci/scores.tsv")).unwrap();
    let evaluation = fs::read_to_string(root().join("src/docs/evaluation.md")).unwrap();
    for line in pinned.lines() {
        let (name, value) = line.split_once('\t').unwrap();
        let row = format!("| {name} | {value} |");
        assert!(
            evaluation.contains(&row),
            "the evaluation lacks {row}; .ci/scores --pin writes it"
        );
    }
}

#[test]
fn every_long_document_is_part_of_the_rustdoc() {
    let module = fs::read_to_string(root().join("src/docs.rs")).unwrap();
    for entry in fs::read_dir(root().join("src/docs")).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        assert!(
            module.contains(&format!("docs/{name}")),
            "src/docs.rs does not include {name}"
        );
    }
}

#[test]
fn every_long_document_is_a_topic_of_the_help() {
    let help = |topic: &[&str]| {
        let mut demarche = Command::new(env!("CARGO_BIN_EXE_demarche"));
        let answer = demarche.arg("help").args(topic).output().unwrap();
        String::from_utf8(answer.stdout).unwrap()
    };
    let topics = help(&[]);
    for entry in fs::read_dir(root().join("src/docs")).unwrap().flatten() {
        let path = entry.path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            topics.contains(&format!("  {name} ")),
            "{name} is no topic of demarche help"
        );
        let text = fs::read_to_string(&path).unwrap();
        let heading = text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .unwrap();
        assert!(
            help(&[name]).contains(&heading.to_uppercase()),
            "{name}: {heading}"
        );
    }
}

#[test]
fn the_weights_in_the_page_on_ranking_are_those_in_use() {
    let weights = fs::read_to_string(root().join("src/rank/weights.toml")).unwrap();
    let page = fs::read_to_string(root().join("src/docs/ranking.md")).unwrap();
    let weights: toml::Table = weights.parse().unwrap();
    for (group, values) in &weights {
        for (name, value) in values.as_table().unwrap() {
            let row = format!("| {group}.{name} | {value} |");
            assert!(page.contains(&row), "the page on ranking lacks {row}");
        }
    }
}
