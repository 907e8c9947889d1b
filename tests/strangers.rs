//! An archive that comes from somebody else: its links lead nothing astray, and its pipes are not waited for.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

mod desk;

use desk::Desk;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

const BRIEFING: &str = "Ada Norvik, Spokeswoman of the Foreign Ministry of Ruritania: The locks on the river are open to all ships that pay the toll.";

/// An archive with an index, watches that have run, and a file to import beside it.
fn archive() -> Desk {
    static ARCHIVE: LazyLock<Desk> = LazyLock::new(made);
    let desk = Desk::new();
    desk::copy(&ARCHIVE.path(""), &desk.path(""));
    desk
}

fn made() -> Desk {
    let desk = Desk::new();
    desk.write("a.txt", BRIEFING);
    desk.write(
        "c.csv",
        "text,Who\nThe ferries wait for the evening tide.,Ada\n",
    );
    fs::write(desk.path("b.txt"), BRIEFING.replace("open", "shut")).unwrap();
    fs::write(
        desk.path("demarche.toml"),
        "[[watch]]\nname = \"Locks\"\nquery = \"locks\"\n",
    )
    .unwrap();
    desk.run(&["index"]).expect(0);
    desk.run(&["watch", "run"]).expect(1);
    desk
}

#[test]
fn nothing_is_written_through_links_inside_an_archive() {
    let found = archive().run(&["query", "locks", "--json"]).json();
    let passage = found["hits"][0]["id"].as_str().unwrap();
    let fetch: &[&str] = &[
        "fetch",
        "http://127.0.0.1:9/",
        "--allow-address",
        "127.0.0.1",
    ];
    let correct: &[&str] = &[
        "correct", passage, "--by", "NPL", "--on", "NATO", "--remove",
    ];
    for (link, verb) in [
        ("corpus", fetch),
        ("corpus/fetched", fetch),
        ("corpus/fetched/.lock", fetch),
        ("corpus/imported", &["import", "b.txt"]),
        (
            "corpus/imported",
            &["import", "b.txt", "--into", "imported/2024"],
        ),
        ("index", &["index"]),
        ("index", &["index", "--rebuild"]),
        ("index/.writer.lock", &["index"]),
        ("index/.writer.lock", &["index", "--rebuild"]),
        ("index/earlier", &["index"]),
        ("corrections.jsonl", correct),
        ("demarche.toml", &["watch", "add", "Ships", "ships"]),
        ("watch.json", &["watch", "run", "--from-start"]),
        ("watch.lock", &["watch", "run"]),
        ("columns.toml", &["index", "--map", "Who=speaker"]),
    ] {
        let desk = archive();
        let (place, victim) = (desk.path(link), desk.path("victim"));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        if place.exists() {
            fs::rename(&place, &victim).unwrap();
        } else if place.extension().is_some() || link.contains("/.") {
            fs::write(&victim, "").unwrap();
        } else {
            fs::create_dir(&victim).unwrap();
        }
        symlink(&victim, &place).unwrap();
        let before = content(&victim);
        let told = desk.run(verb);
        assert_eq!(content(&victim), before, "{link} {verb:?}: {}", told.told);
        told.expect(2);
        let named = format!("{link}: a link, and nothing is written through links");
        assert!(told.told.contains(&named), "{verb:?}: {}", told.told);
    }
}

#[test]
fn the_folder_of_an_archive_may_be_a_link() {
    let desk = archive();
    symlink(desk.path("corpus").parent().unwrap(), desk.path("linked")).unwrap();
    let linked = |arguments: &[&str]| desk.run(&[&["--archive", "linked"], arguments].concat());
    linked(&["import", "b.txt"]).expect(0);
    linked(&["index"]).expect(0);
    linked(&["watch", "run"]).expect(0);
    linked(&["query", "shut", "--count"]).expect(0);
}

#[test]
fn pipes_and_endless_files_in_place_of_what_an_archive_keeps_are_not_waited_for() {
    let pipe = |place: &Path| {
        let made = Command::new("mkfifo").arg(place).status().unwrap();
        assert!(made.success());
    };
    let endless = |place: &Path| {
        let file = File::create(place).unwrap();
        file.set_len(1 << 40).unwrap();
    };
    for (place, verb) in [
        ("demarche.toml", "status"),
        ("columns.toml", "index"),
        ("corrections.jsonl", "index"),
        ("profiles/x.toml", "index"),
        ("lexicon/x.tsv", "index"),
        ("corpus/.demarcheignore", "index"),
        ("watch.json", "watch"),
    ] {
        for made in [&pipe as &dyn Fn(&Path), &endless] {
            let desk = archive();
            let place = desk.path(place);
            let _ = fs::remove_file(&place);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            made(&place);
            let arguments: &[&str] = if verb == "watch" {
                &["watch", "run"]
            } else {
                &[verb]
            };
            let told = desk.run(arguments);
            assert!(told.code.is_some(), "{verb}: {}", told.told);
        }
    }
}

/// What lies at a place, with the content of files.
fn content(place: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = vec![(
        place.display().to_string(),
        fs::read(place).unwrap_or_default(),
    )];
    if place.is_dir() {
        for entry in fs::read_dir(place).unwrap() {
            found.extend(content(&entry.unwrap().path()));
        }
    }
    found.sort();
    found
}
