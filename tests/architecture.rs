//! The architecture, stated once and checked: data flows one way, so imports
//! point the other way only.

#![allow(
    clippy::unwrap_used,
    reason = "a source file that cannot be read fails the test"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Every module of the crate, lowest layer first. A module may import itself
/// and whatever stands before it.
const LAYERS: &[&str] = &[
    "error", "text", "briefing", "lexicon", "archive", "source", "fetch", "passage", "annotate",
    "query", "index", "ingest", "rank", "analysis", "watch", "evaluate", "output", "web", "cli",
];

/// What stands in `src` beside the layers.
const OTHERS: &[&str] = &["lib", "main", "docs"];

/// Names that only certain modules may mention, so that each concern has one home.
const HOMES: &[(&str, &[&str])] = &[
    ("tantivy::", &["error", "index"]),
    ("clap::", &["cli"]),
    ("process::exit", &["cli"]),
    ("process::Command", &["archive", "cli"]),
    ("std::fs", &["archive", "index", "evaluate", "web", "cli"]),
    ("std::net", &["fetch", "web"]),
    ("TcpListener", &["web"]),
];

#[test]
fn every_module_has_its_layer() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut strangers = Vec::new();
    for entry in fs::read_dir(source).unwrap().flatten() {
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if !LAYERS.contains(&&*name) && !OTHERS.contains(&&*name) {
            strangers.push(path);
        }
    }
    assert!(strangers.is_empty(), "{strangers:#?}");
}

#[test]
fn imports_point_towards_the_source_of_the_data() {
    let mut offences = BTreeSet::new();
    for (layer, module) in LAYERS.iter().enumerate() {
        for file in rust_files(module) {
            for imported in crate_imports(&code(&file)) {
                let offence = match LAYERS.iter().position(|name| *name == imported) {
                    Some(target) if target <= layer => continue,
                    Some(_) => format!("{} imports {imported}", file.display()),
                    None if imported == "self" => continue,
                    None => format!("{imported} is not in LAYERS"),
                };
                offences.insert(offence);
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn each_concern_stays_at_home() {
    let mut offences = Vec::new();
    for module in LAYERS {
        for file in rust_files(module).into_iter().filter(|file| !is_test(file)) {
            let code = with_std_groups_spelled_out(&code(&file));
            for (name, homes) in HOMES {
                if code.contains(name) && !homes.contains(module) {
                    offences.push(format!("{} mentions {name}", file.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn the_page_on_the_architecture_says_the_same() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/architecture.md");
    let page = fs::read_to_string(page).unwrap();
    let flow = page.split("```text\n").nth(1).unwrap();
    let flow = flow.split("```").next().unwrap();
    let flow: Vec<&str> = flow.split('<').map(str::trim).collect();
    assert_eq!(flow, LAYERS);
    for (name, homes) in HOMES {
        let homes: Vec<String> = homes.iter().map(|home| format!("`{home}`")).collect();
        let home = format!(" | {} |", homes.join(", "));
        let mut rows = page.lines();
        let said = rows.any(|row| row.starts_with(&format!("| `{name}`")) && row.ends_with(&home));
        assert!(said, "the page on architecture lacks {name}{home}");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut offences = Vec::new();
    for file in LAYERS.iter().flat_map(|module| rust_files(module)) {
        let text = fs::read_to_string(&file).unwrap();
        if !text.starts_with("//! ") {
            offences.push(format!("{} has no module doc", file.display()));
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

/// Whether a file holds unit tests only: `tests.rs`, or what lies in `tests/` beside it.
fn is_test(file: &Path) -> bool {
    file.ends_with("tests.rs")
        || file
            .parent()
            .is_some_and(|folder| folder.ends_with("tests"))
}

/// The source without comments, up to its unit tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let before_tests = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let lines = before_tests
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The code, and behind it `std::a` for each `a` of a `use std::{a, b::c}`.
fn with_std_groups_spelled_out(code: &str) -> String {
    let mut spelled = code.to_owned();
    for (at, group) in code.match_indices("std::{") {
        for name in names_in_group(&code[at + group.len()..]) {
            let _ = write!(spelled, "\nstd::{name}");
        }
    }
    spelled
}

/// The modules named right after `crate::`, also inside `crate::{…}`.
fn crate_imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let path = &code[at + "crate::".len()..];
        match path.strip_prefix('{') {
            Some(group) => found.extend(names_in_group(group)),
            None => found.extend(first_name(path)),
        }
    }
    found
}

/// `a::b, c::{d, e}, f}` names `a`, `c` and `f`.
fn names_in_group(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut names) = (1, 0, Vec::new());
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => (),
        }
        if depth == 0 || (depth == 1 && character == ',') {
            names.extend(first_name(&group[start..at]));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// The leading identifier, unless it is a type (`crate::Error`).
fn first_name(path: &str) -> Option<String> {
    let is_word = |character: &char| character.is_alphanumeric() || *character == '_';
    let name: String = path.trim_start().chars().take_while(is_word).collect();
    name.starts_with(|first: char| first.is_lowercase())
        .then_some(name)
}

/// `src/module.rs` and everything under `src/module/`.
fn rust_files(module: &str) -> Vec<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![source.join(module).with_extension("rs")];
    files.retain(|file| file.exists());
    let mut pending = vec![source.join(module)];
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}
