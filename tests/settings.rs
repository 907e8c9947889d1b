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
    let mut all = vec![("XDG_CONFIG_HOME", home.to_str().unwrap())];
    all.extend(variables);
    desk.run_with(arguments, &all)
}

/// The date of the first hit.
fn first(answer: &Answer) -> String {
    let found = answer.expect(0).json();
    found["hits"][0]["date"].as_str().unwrap().to_owned()
}

#[test]
#[cfg(target_os = "linux")]
fn a_flag_wins_over_a_variable_over_the_archive_over_the_user() {
    let asked = ["query", "port", "--json"];
    let users = desk("", "sort = \"oldest\"\n");
    assert_eq!(first(&run(&users, &asked, &[])), "2021-05-01");
    let both = desk("sort = \"newest\"\n", "sort = \"oldest\"\n");
    assert_eq!(first(&run(&both, &asked, &[])), "2021-05-03");
    let oldest = [("DEMARCHE_SORT", "oldest")];
    assert_eq!(first(&run(&both, &asked, &oldest)), "2021-05-01");
    let typed = ["query", "port", "--json", "--sort", "newest"];
    assert_eq!(first(&run(&both, &typed, &oldest)), "2021-05-03");
    let told = run(&both, &["status"], &[]);
    assert!(told.expect(0).out.contains("home/demarche/demarche.toml"));
}

#[test]
#[cfg(target_os = "linux")]
fn no_setting_cuts_what_goes_to_a_file_or_a_pipe() {
    let desk = desk("limit = 2\n", "limit = 1\n");
    let cut = [("DEMARCHE_LIMIT", "1")];
    let shown = |flags: &[&str]| run(&desk, &[&["query", "port"], flags].concat(), &cut);
    let object = shown(&["--json"]).expect(0).json();
    assert_eq!(object["hits"].as_array().unwrap().len(), 3);
    for flags in [&[][..], &["--jsonl"]] {
        assert_eq!(shown(flags).expect(0).out.lines().count(), 3);
    }
    shown(&["-o", "found.json"]).expect(0);
    let written = fs::read_to_string(desk.path("found.json")).unwrap();
    assert_eq!(written.matches("\"rank\"").count(), 3);
    // a setting is no flag: a table that has no use for an order is written all the same
    fs::write(desk.path("list"), "port\n").unwrap();
    let sorted = [("DEMARCHE_SORT", "oldest"), ("DEMARCHE_SPREAD", "1")];
    run(&desk, &["query", "--queries", "list"], &sorted).expect(0);
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
