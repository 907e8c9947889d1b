//! Bits flipped in the index and in web archives: recognised, or of no effect; never a crash, and never another answer.
//!
//! Long forms are ignored by default; `.ci/run` has a line for them.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fixture/corpus.rs"]
mod corpus;
#[path = "fixture/dice.rs"]
mod dice;
#[path = "fixture/web.rs"]
mod web;

use corpus::Fixture;
use demarche::ingest::{self, Verdict};
use dice::Dice;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;

fn text(number: u64) -> String {
    format!(
        "Ruritania comments on post {number}\n\nThe Foreign Ministry of Ruritania commented on Tuesday.\n\n\
         Spokesperson Ada Norvik said that Ruritania urged Nepal to honour point {number} of the treaty. She did not take questions.\n"
    )
}

fn indexed() -> Fixture {
    let fixture = Fixture::new();
    for number in 0..9 {
        fixture.write(&format!("{number}.txt"), &text(number));
    }
    for (stamp, bank) in [("2024-06-18", "east"), ("2024-06-20", "west")] {
        let page = format!(
            "---\ntitle: Boats\nurl: https://mfa.ruritania.example/1\nretrieved: {stamp}\n---\n\nThe boats lie on the {bank} bank.\n"
        );
        fixture.write(&format!("{stamp}.md"), &page);
    }
    fixture.update();
    fixture.write("3.txt", &text(33)).update(); // a removed passage, so that a file of those is there
    fixture
}

/// Exit code, and both streams.
fn run(fixture: &Fixture, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command
        .args(arguments)
        .arg("--archive")
        .arg(fixture.0.path());
    command.env_remove("RUST_BACKTRACE").stdin(Stdio::null());
    let output = command.output().unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// All a query can show, without the time it took.
fn answer(fixture: &Fixture) -> (Option<i32>, String, String) {
    let asking = [
        "query",
        "--jsonl",
        "--all",
        "--quiet",
        "--explain",
        "commented",
        "Nepal",
    ];
    run(fixture, &asking)
}

/// The same of the archive as it stood before a briefing was changed, which reads the index of earlier versions too.
fn earlier_answer(fixture: &Fixture) -> (Option<i32>, String, String) {
    let asking = [
        "query",
        "--jsonl",
        "--quiet",
        "--explain",
        "--as-of=2024-06-19",
        "boats",
    ];
    run(fixture, &asking)
}

fn files(index: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = fs::read_dir(index)
        .unwrap()
        .flatten()
        .map(|entry| entry.path());
    let mut files: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|end| end != "lock"))
        .map(|file| (file.clone(), fs::read(&file).unwrap()))
        .filter(|(_, bytes)| !bytes.is_empty())
        .collect();
    files.sort();
    files
}

/// What a flip is seen to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Recognised,
    Harmless,
}

/// What asks for the answer that a flip may change.
type Asking = fn(&Fixture) -> (Option<i32>, String, String);

/// Flips bits of an index one after the other, and asks each time. `keep_time` sets the time of the file as it was, as a disk that rots does.
fn flipped(
    times: u64,
    dice: &mut Dice,
    (fixture, index): (&Fixture, &Path),
    ask: Asking,
    keep_time: bool,
) {
    let whole = ask(fixture);
    assert_eq!(whole.0, Some(0), "{whole:?}");
    let mut seen: BTreeMap<Seen, u64> = BTreeMap::new();
    for _ in 0..times {
        let files = files(index);
        let (file, bytes) = &files[usize::try_from(dice.below(files.len() as u64)).unwrap()];
        let at = usize::try_from(dice.below(bytes.len() as u64)).unwrap();
        let bit = dice.below(8);
        let mut other = bytes.clone();
        other[at] ^= 1 << bit;
        let time = file.metadata().unwrap().modified().unwrap();
        let write = |bytes: &[u8], keep_time: bool| {
            fs::write(file, bytes).unwrap();
            if keep_time {
                let opened = fs::File::options().write(true).open(file).unwrap();
                opened.set_modified(time).unwrap();
            }
        };
        write(&other, keep_time);
        let place = format!("{}: bit {bit} of byte {at}", file.display());
        let got = ask(fixture);
        assert!(matches!(got.0, Some(0..=2)), "{place}: {got:?}");
        assert!(!got.2.contains("panicked"), "{place}: {got:?}");
        if keep_time {
            let told = run(fixture, &["verify"]);
            assert!(told.0 == Some(2) || got == whole, "{place}: {told:?}");
        } else if got == whole {
            *seen.entry(Seen::Harmless).or_default() += 1;
        } else {
            let says = got.2.contains("demarche index --rebuild");
            assert!(got.0 == Some(2) && says, "{place}: {got:?}");
            *seen.entry(Seen::Recognised).or_default() += 1;
        }
        write(bytes, true);
    }
    if !keep_time {
        assert!(
            seen.get(&Seen::Recognised) > seen.get(&Seen::Harmless),
            "{seen:?}"
        );
    }
    assert_eq!(ask(fixture), whole);
}

/// Flips so many bits of the index, and of that of earlier versions.
fn flipped_in_both(times: u64, earlier: u64, mut dice: Dice, keep_time: bool) {
    let fixture = indexed();
    let index = fixture.archive().index().to_owned();
    let before = index.join("earlier");
    assert!(earlier_answer(&fixture).1.contains("east"));
    flipped(times, &mut dice, (&fixture, &index), answer, keep_time);
    flipped(
        earlier,
        &mut dice,
        (&fixture, &before),
        earlier_answer,
        keep_time,
    );
}

#[test]
fn a_bit_flipped_in_the_index_is_recognised_or_changes_no_answer() {
    flipped_in_both(8, 5, Dice::fixed(), false);
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn a_hundred_bits_flipped_in_the_index_are_recognised_or_change_no_answer() {
    flipped_in_both(70, 30, Dice::other(), false);
}

#[test]
fn a_bit_that_rots_in_the_index_never_crashes_and_is_found_by_verify() {
    flipped_in_both(4, 3, Dice::fixed(), true);
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn a_hundred_bits_that_rot_in_the_index_never_crash_and_are_found_by_verify() {
    flipped_in_both(70, 30, Dice::other(), true);
}

#[test]
fn a_damaged_index_is_made_anew_with_one_command() {
    let fixture = indexed();
    let whole = answer(&fixture);
    for ending in ["fast", "json"] {
        let index = fixture.archive().index().to_owned();
        for (file, bytes) in files(&index) {
            if file.extension().is_some_and(|end| end == ending) {
                let noise: Vec<u8> = bytes
                    .iter()
                    .map(|byte| byte.wrapping_mul(31) ^ 0x5a)
                    .collect();
                fs::write(&file, noise).unwrap();
            }
        }
        for arguments in [
            &["query", "commented"][..],
            &["status"],
            &["index"],
            &["show", "x"],
        ] {
            let (code, _, told) = run(&fixture, arguments);
            assert_eq!(code, Some(2), "{ending} {arguments:?}: {told}");
            assert!(
                told.contains("demarche index --rebuild"),
                "{ending} {arguments:?}: {told}"
            );
            assert_eq!(
                told.trim().lines().count(),
                1,
                "{ending} {arguments:?}: {told}"
            );
        }
        assert_eq!(run(&fixture, &["verify"]).0, Some(2));
        assert_eq!(run(&fixture, &["index", "--rebuild"]).0, Some(0));
        assert_eq!(run(&fixture, &["verify"]).0, Some(0));
        let (code, out, _) = answer(&fixture);
        assert_eq!(
            (code, out.lines().count()),
            (Some(0), whole.1.lines().count())
        );
    }
}

#[test]
fn earlier_versions_are_made_anew_with_the_index_and_missing_ones_named() {
    let fixture = indexed();
    let whole = earlier_answer(&fixture);
    let earlier = fixture.archive().index().join("earlier");
    let noise: fn(&Path) = |folder| {
        for (file, bytes) in files(folder) {
            fs::write(
                &file,
                bytes.iter().map(|byte| byte ^ 0x5a).collect::<Vec<_>>(),
            )
            .unwrap();
        }
    };
    let nothing: fn(&Path) = |folder| fs::remove_dir_all(folder).unwrap();
    for harm in [noise, nothing] {
        for healing in [&["index", "--rebuild"][..], &["index"]] {
            harm(&earlier);
            let (code, _, told) = earlier_answer(&fixture);
            assert_eq!(code, Some(2), "{told}");
            assert!(told.contains("demarche index --rebuild"), "{told}");
            assert_eq!(answer(&fixture).0, Some(0)); // what stands now needs none of them
            let (code, out, told) = run(&fixture, &["verify"]);
            assert_eq!(code, Some(2), "{out} {told}");
            assert!(
                format!("{out} {told}").contains("earlier versions"),
                "{out} {told}"
            );
            assert_eq!(run(&fixture, healing).0, Some(0));
            assert_eq!(run(&fixture, &["verify"]).0, Some(0));
            let (code, out, _) = earlier_answer(&fixture);
            assert_eq!(
                (code, out.lines().count()),
                (Some(0), whole.1.lines().count()),
                "{healing:?}"
            );
            assert!(out.contains("east"), "{out}");
        }
    }
    // Where there are none any more, none are kept.
    fixture.remove("2024-06-18.md");
    assert_eq!(run(&fixture, &["index", "--rebuild"]).0, Some(0));
    assert!(!earlier.exists());
    assert_eq!(run(&fixture, &["verify"]).0, Some(0));
}

#[test]
fn a_panic_of_the_engine_over_rotten_columns_reads_as_damage() {
    let fixture = indexed();
    let index = fixture.archive().index().to_owned();
    for (file, bytes) in files(&index) {
        if file.extension().is_some_and(|end| end == "fast") {
            let time = file.metadata().unwrap().modified().unwrap();
            let mut noise = bytes.clone();
            let end = noise.len() - 200;
            noise[..end].iter_mut().for_each(|byte| *byte ^= 0xa5);
            fs::write(&file, noise).unwrap();
            let opened = fs::File::options().write(true).open(&file).unwrap();
            opened.set_modified(time).unwrap();
        }
    }
    let (code, _, told) = answer(&fixture);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("the index is damaged"), "{told}");
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
fn an_index_of_a_newer_format_is_refused_and_one_of_an_older_made_anew() {
    for (other, is_newer) in [(1_000_000, true), (0, false)] {
        let fixture = indexed();
        let file = fixture.archive().index().join("meta.json");
        let meta = fs::read_to_string(&file).unwrap();
        let format = meta.find(r#"\"format\":"#).unwrap() + r#"\"format\":"#.len();
        let end = format + meta[format..].find(',').unwrap();
        let seal = meta.rfind("crc32 ").unwrap();
        fs::write(
            &file,
            format!("{}{other}{}", &meta[..format], &meta[end..seal]),
        )
        .unwrap();
        let (code, _, told) = run(&fixture, &["query", "commented"]);
        assert_eq!(code, Some(2), "{told}");
        let word = if is_newer {
            "newer"
        } else {
            "demarche index, which makes it anew"
        };
        assert!(told.contains(word), "{told}");
        let (code, _, told) = run(&fixture, &["index"]);
        assert_eq!(code, Some(if is_newer { 2 } else { 0 }), "{told}");
        if is_newer {
            assert_eq!(run(&fixture, &["index", "--rebuild"]).0, Some(0));
        }
        assert_eq!(answer(&fixture).0, Some(0));
    }
}

fn verdict(fixture: &Fixture) -> Verdict {
    let stop = AtomicBool::new(false);
    ingest::verify(&fixture.archive(), &mut |_| (), &stop).unwrap()
}

/// Flips bits of a web archive; each time it is read, the flip is told or changes nothing.
fn flipped_web(times: u64, mut dice: Dice) {
    let page = |number: u64| {
        let url = format!("https://mfa.ruritania.example/news/{number}");
        let body = web::page(
            &format!("Press statement {number}"),
            &format!("point {number} stands"),
        );
        web::response(&url, &format!("2024-05-0{number}T10:00:00Z"), &body)
    };
    for is_packed in [true, false] {
        let pack = |record: Vec<u8>| {
            if is_packed {
                web::packed(&record)
            } else {
                record
            }
        };
        let name = if is_packed { "a.warc.gz" } else { "a.warc" };
        let bytes: Vec<u8> = (1..5).flat_map(|number| pack(page(number))).collect();
        let fixture = Fixture::new();
        fixture.write(name, "");
        fs::write(fixture.path(name), &bytes).unwrap();
        fixture.update();
        let whole = fixture.passages();
        for _ in 0..times / 2 {
            let at = usize::try_from(dice.below(bytes.len() as u64)).unwrap();
            let bit = dice.below(8);
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            fs::write(fixture.path(name), other).unwrap();
            let report = fixture.update();
            let now = fixture.passages();
            let place = format!("{name}: bit {bit} of byte {at}");
            let kept = whole.iter().filter(|one| now.contains(one)).count();
            assert!(kept + 3 >= whole.len(), "{place}: {now:#?}");
            let told = !report.rejected.is_empty() || report.remarks.count > 0;
            assert!(told || now == whole || !is_packed, "{place}: {report:?}");
            // An address or a date in a header that is not packed is under no digest.
            let verdict = verdict(&fixture);
            let found = !verdict.damaged.is_empty() || !verdict.set_aside.is_empty();
            assert!(found || now == whole || !is_packed, "{place}: {verdict:?}");
            fs::write(fixture.path(name), &bytes).unwrap();
        }
        fixture.update();
        assert_eq!(fixture.passages(), whole);
    }
}

#[test]
fn a_bit_flipped_in_a_web_archive_costs_one_record_at_most() {
    flipped_web(10, Dice::fixed());
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn a_hundred_bits_flipped_in_web_archives_cost_one_record_each_at_most() {
    flipped_web(100, Dice::other());
}
