//! `demarche verify` names what is damaged, missing or changed, and nothing else.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

mod desk;
#[path = "fixture/web.rs"]
mod web;

use desk::Desk;
use serde_json::{Value, json};
use std::fs::{self, File};
use web::{packed, page, record, response};

const WEB: &str = "corpus/web.warc.gz";

fn captured(number: u32) -> Vec<u8> {
    let url = format!("https://mfa.ruritania.example/news/{number}");
    let body = page("A statement", &format!("point {number} stands"));
    response(&url, "2024-05-02T00:00:00Z", &body)
}

fn archive() -> Desk {
    let desk = Desk::new();
    for name in ["a.txt", "b.txt"] {
        desk.write(name, "Talks\n\nThe Foreign Ministry of Ruritania commented on 18 June 2024 that talks go on.\n");
    }
    let members = [packed(&captured(1)), packed(&captured(2))].concat();
    fs::write(desk.path(WEB), members).unwrap();
    desk.run(&["index"]).expect(0);
    desk
}

/// Paths under a heading, and the exit code.
fn named(desk: &Desk, heading: &str, code: i32) -> Vec<String> {
    let told = desk.run(&["verify", "--json"]).expect(code).json();
    let all = told[heading].as_array().unwrap().iter();
    all.map(|one| one["path"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_sound_archive_is_told_to_be_one() {
    let desk = archive();
    let told = desk.run(&["verify", "--json"]).expect(0).json();
    let expected = json!({
        "schema": 1, "sound": true, "files": 3, "bytes": told["bytes"], "unknown": 0,
        "records": 2, "records_without_digest": 0, "damaged": [], "missing": [], "changed": [],
        "set_aside": [], "index": {"condition": "sound", "reasons": []}
    });
    assert_eq!(told, expected);
    let page = desk.run(&["verify"]).expect(0).out.clone();
    assert!(
        page.contains("3 files") && page.contains("2 records"),
        "{page}"
    );
}

#[test]
fn bytes_that_changed_behind_the_back_of_size_and_time_are_damage_an_edit_is_a_change() {
    let desk = archive();
    let file = desk.path("corpus/a.txt");
    let time = file.metadata().unwrap().modified().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("talks", "tanks")).unwrap();
    assert_eq!(named(&desk, "changed", 0), ["a.txt"]);
    File::options()
        .write(true)
        .open(&file)
        .unwrap()
        .set_modified(time)
        .unwrap();
    assert_eq!(named(&desk, "damaged", 2), ["a.txt"]);
    fs::remove_file(desk.path("corpus/b.txt")).unwrap();
    assert_eq!(named(&desk, "missing", 2), ["b.txt"]);
}

#[test]
fn records_are_held_against_their_digests_and_a_cut_off_last_one_set_aside() {
    let desk = archive();
    let wrong = String::from_utf8(captured(3))
        .unwrap()
        .replace("point 3", "point 4");
    let whole = fs::read(desk.path(WEB)).unwrap();
    fs::write(
        desk.path(WEB),
        [&whole[..], &packed(wrong.as_bytes())].concat(),
    )
    .unwrap();
    assert_eq!(named(&desk, "damaged", 2), ["web.warc.gz"]);
    let cut = packed(&captured(5));
    fs::write(desk.path(WEB), [&whole[..], &cut[..cut.len() - 9]].concat()).unwrap();
    assert_eq!(named(&desk, "set_aside", 0), ["web.warc.gz"]);
    assert_eq!(named(&desk, "changed", 0), ["web.warc.gz"]);
}

#[test]
fn digests_are_read_as_other_programs_write_them() {
    let desk = Desk::new();
    // Both are of the five letters "hello".
    let sha1 = [
        "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
        "sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
    ];
    let wrong = "sha1:AAAAMHO4YXUKFWV63YHTWSBM3GXKSQ2N";
    let unknown = "blake3:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N";
    let one = |digest: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Block-Digest: {digest}\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"
        )
    };
    let all = [sha1[0], sha1[1], wrong, unknown].map(one).concat();
    fs::write(desk.path("corpus/old.warc"), all).unwrap();
    let none = record("metadata", "x", "2024-05-02T00:00:00Z", "", "x");
    fs::write(desk.path("corpus/new.warc"), none).unwrap();
    let told: Value = desk.run(&["verify", "--json"]).expect(2).json();
    assert_eq!(
        (&told["records"], &told["records_without_digest"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(told["damaged"][0]["locator"], "record 3");
    assert_eq!(told["unknown"], 2);
}

#[test]
fn an_imported_file_that_is_not_what_was_imported_is_damage() {
    let desk = archive();
    let outside = desk.path("page.html");
    fs::write(&outside, page("Talks", "talks go on")).unwrap();
    desk.run(&["import", outside.to_str().unwrap()]).expect(0);
    assert_eq!(named(&desk, "damaged", 0), [""; 0]);
    fs::write(desk.path("corpus/imported/page.html"), "something else").unwrap();
    assert_eq!(named(&desk, "damaged", 2), ["imported/page.html"]);
}
