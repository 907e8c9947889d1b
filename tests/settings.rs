//! What a user settles once for all: a flag wins over a variable, that over the archive's file, that over the user's own.

#![allow(
    clippy::unwrap_used,
    reason = "a file that cannot be written fails the test"
)]

mod desk;

use desk::{Answer, Desk};
use std::fs;

/// An archive of three statements, with a file of settings of its own and one of the user's.
fn desk(archive: &str, user: &str) -> Desk {
    let desk = Desk::new();
    for day in 1..=3 {
        let text = format!(
            "---\ndate: 2021-05-0{day}\n---\n# News\n\nRuritania condemned the closing of port number {day}.\n"
        );
        desk.write(&format!("{day}.md"), &text);
    }
    fs::create_dir_all(desk.path("home/demarche")).unwrap();
    fs::write(desk.path("demarche.toml"), archive).unwrap();
    fs::write(desk.path("home/demarche/demarche.toml"), user).unwrap();
    desk.run(&["index"]);
    desk
}

fn run(desk: &Desk, arguments: &[&str], variables: &[(&str, &str)]) -> Answer {
    let home = desk.path("home");
    let home = home.to_str().unwrap();
    let mut all = vec![("XDG_CONFIG_HOME", home), ("HOME", home)];
    all.extend(variables);
    desk.run_with(arguments, &all)
}

/// How many hits an object of JSON shows of port, and the first of them.
fn shown(answer: &Answer) -> (usize, String) {
    let found = answer.expect(0).json();
    let hits = found["hits"].as_array().unwrap();
    (hits.len(), hits[0]["date"].as_str().unwrap().to_owned())
}

#[test]
#[cfg(target_os = "linux")]
fn a_flag_wins_over_a_variable_over_the_archive_over_the_user() {
    let asked = ["query", "port", "--json"];
    let both = desk("limit = 2\n", "limit = 1\nsort = \"oldest\"\n");
    let (count, first) = shown(&run(&both, &asked, &[]));
    assert_eq!((count, first.as_str()), (2, "2021-05-01"));
    let newest = [("DEMARCHE_LIMIT", "3"), ("DEMARCHE_SORT", "newest")];
    let (count, first) = shown(&run(&both, &asked, &newest));
    assert_eq!((count, first.as_str()), (3, "2021-05-03"));
    let typed = ["query", "port", "--json", "--limit", "1"];
    assert_eq!(shown(&run(&both, &typed, &newest)).0, 1);
    // what goes on to other programs is never cut by a setting
    let lines = run(&both, &["query", "port", "--jsonl"], &[]);
    assert_eq!(lines.expect(0).out.lines().count(), 3);
    let told = run(&both, &["status"], &[]);
    assert!(told.expect(0).out.contains("home/demarche/demarche.toml"));
}

#[test]
#[cfg(target_os = "linux")]
fn the_users_archive_is_used_where_no_other_is_named_or_found() {
    let desk = desk("", "");
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir_all(elsewhere.path().join("corpus")).unwrap();
    let text = "---\ndate: 2021-06-01\n---\n# News\n\nRuritania praised the ferry and its crew on the lake.\n";
    fs::write(elsewhere.path().join("corpus/a.md"), text).unwrap();
    let settled = format!("archive = \"{}\"\n", elsewhere.path().display());
    let nowhere = Desk::new();
    fs::remove_dir_all(nowhere.path("corpus")).unwrap();
    fs::create_dir_all(nowhere.path("home/demarche")).unwrap();
    fs::write(nowhere.path("home/demarche/demarche.toml"), &settled).unwrap();
    let found = run(&nowhere, &["query", "ferry", "--count"], &[]);
    assert_eq!(found.expect(0).out, "1\n");
    fs::write(desk.path("home/demarche/demarche.toml"), &settled).unwrap();
    run(&desk, &["query", "ferry", "--count"], &[]).expect(1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_wrong_setting_is_named_with_its_place_and_remedy() {
    for (archive, user, wanted) in [
        ("limmit = 3\n", "", "unknown field `limmit`"),
        ("limit = \"many\"\n", "", "line 1"),
        ("sort = \"best\"\n", "", "none of relevance, newest, oldest"),
        ("pager = \"sh run-me\"\n", "", "user's own settings"),
        ("archive = \"/elsewhere\"\n", "", "user's own settings"),
        // no archive opens networks to its pages
        ("allow_address = \"127.0.0.1/8\"\n", "", "unknown field"),
        (
            "",
            "[[watch]]\nname = \"a\"\nquery = \"b\"\n",
            "one archive",
        ),
    ] {
        let desk = desk(archive, user);
        let told = run(&desk, &["query", "port"], &[]);
        assert!(told.expect(2).told.contains(wanted), "{}", told.told);
        assert!(told.told.contains("demarche.toml"), "{}", told.told);
        run(&desk, &["help"], &[]).expect(0);
    }
}
