//! The process killed, stopped, refused or out of room: what was committed stays, and the next run ends as an undisturbed one.
//!
//! Long forms are ignored by default; `.ci/run` has a line for them.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]
#![cfg(unix)]

#[cfg(feature = "fetch")]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses its own part"
)]
#[path = "fetch/archive.rs"]
mod archive;
#[path = "fixture/corpus.rs"]
mod corpus;
#[cfg(feature = "fetch")]
#[path = "fixture/dice.rs"]
mod dice;
#[cfg(feature = "fetch")]
#[path = "crash/kills.rs"]
mod kills;
#[cfg(feature = "fetch")]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses its own part"
)]
#[path = "fetch/server.rs"]
mod server;

use corpus::Fixture;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

fn text(number: u64, mark: &str) -> String {
    format!(
        "Ruritania comments on post {number}, {mark}\n\nThe Foreign Ministry of Ruritania commented on {mark} on Tuesday.\n\n\
         Spokesperson Ada Norvik said that Ruritania urged Nepal to honour point {number} of the treaty. She did not take questions.\n"
    )
}

fn command(archive: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(arguments).arg("--archive").arg(archive);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    command
}

fn run(archive: &Path, arguments: &[&str]) -> Output {
    command(archive, arguments).output().unwrap()
}

fn expect(output: &Output, code: i32) -> (String, String) {
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{out} {told}");
    (out, told)
}

fn root(fixture: &Fixture) -> &Path {
    fixture.0.path()
}

/// One process indexes again and again while four ask; every answer is of one commit.
fn asked_while_written(long: Duration) {
    const FILES: u64 = 6;
    let fixture = Fixture::new();
    let write = |wave: u64| {
        for number in 0..FILES {
            fixture.write(
                &format!("{number}.txt"),
                &text(number, &format!("wave{wave}")),
            );
        }
    };
    write(100);
    expect(&run(root(&fixture), &["index"]), 0);
    let asking = ["query", "--jsonl", "--quiet", "commented", "Tuesday"];
    let whole = expect(&run(root(&fixture), &asking), 0).0.lines().count();
    assert!(whole as u64 >= FILES);
    let over = AtomicBool::new(false);
    let begun = Instant::now();
    let asked = thread::scope(|scope| {
        let ask = || {
            let (mut last, mut asked, mut waves) = (0, 0, 0);
            while !over.load(Ordering::Relaxed) {
                let (out, _) = expect(&run(root(&fixture), &asking), 0);
                let wave = |line: &str| {
                    let at = line.find("wave").unwrap() + 4;
                    line[at..at + 3].parse::<u64>().unwrap()
                };
                let found: Vec<u64> = out.lines().map(wave).collect();
                assert_eq!(found.len(), whole, "{out}");
                assert!(found.iter().all(|wave| *wave == found[0]), "{found:?}");
                assert!(found[0] >= last, "{found:?} after {last}");
                waves += u64::from(found[0] > last);
                last = found[0];
                asked += 1;
            }
            (asked, waves)
        };
        let askers: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        for wave in 101..1000 {
            write(wave);
            expect(&run(root(&fixture), &["index", "--quiet"]), 0);
            if begun.elapsed() > long {
                break;
            }
        }
        over.store(true, Ordering::Relaxed);
        let asked = askers.into_iter().map(|asker| asker.join().unwrap());
        asked.collect::<Vec<(u64, u64)>>()
    });
    assert!(
        asked.iter().all(|(asked, waves)| asked > &0 && waves > &0),
        "{asked:?}"
    );
}

#[test]
fn answers_while_another_process_writes_are_of_one_commit() {
    asked_while_written(Duration::from_secs(2));
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn answers_of_a_minute_while_another_process_writes_are_of_one_commit() {
    asked_while_written(Duration::from_mins(1));
}

/// Sends a signal.
fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

#[test]
fn a_second_writer_is_told_who_the_first_is_and_readers_do_not_wait() {
    let fixture = Fixture::new();
    fixture.write("a.txt", &text(1, "wave1"));
    expect(&run(root(&fixture), &["index"]), 0);
    for number in 0..40 {
        fixture.write(&format!("{number}.txt"), &text(number, "wave2"));
    }
    let mut first = command(root(&fixture), &["index"]).spawn().unwrap();
    let (lock, pid) = (
        root(&fixture).join("index/.writer.lock"),
        first.id().to_string(),
    );
    while fs::read_to_string(&lock).unwrap_or_default() != pid {
        assert!(
            first.try_wait().unwrap().is_none(),
            "it ended before it was seen"
        );
        thread::yield_now();
    }
    signal(&first, "-STOP");
    let (_, told) = expect(&run(root(&fixture), &["index"]), 2);
    assert!(told.contains(&format!("process {pid}")), "{told}");
    expect(
        &run(
            root(&fixture),
            &["query", "--quiet", "--count", "commented"],
        ),
        0,
    );
    expect(&run(root(&fixture), &["verify"]), 0);
    first.kill().unwrap();
    first.wait().unwrap();
    expect(&run(root(&fixture), &["index"]), 0);
}

/// Runs `demarche index` where no file can get longer than so many blocks of 512 bytes.
fn index_bounded(fixture: &Fixture, blocks: u64) -> Output {
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut shell = Command::new("sh");
    shell.args([
        "-c",
        &limited,
        "sh",
        env!("CARGO_BIN_EXE_demarche"),
        "index",
    ]);
    shell
        .arg("--archive")
        .arg(root(fixture))
        .stdin(Stdio::null());
    shell.output().unwrap()
}

#[test]
fn where_nothing_more_can_be_written_the_run_says_so_and_the_old_state_stays() {
    let fixture = Fixture::new();
    fixture.write("a.txt", &text(1, "wave1")).update();
    let before = fixture.passages();
    for number in 0..30 {
        fixture.write(&format!("{number}.txt"), &text(number, "wave2"));
    }
    for blocks in [0, 1, 8, 20] {
        let (_, told) = expect(&index_bounded(&fixture, blocks), 2);
        assert!(told.contains("File too large"), "{blocks}: {told}");
        assert!(
            told.contains("as it was committed last"),
            "{blocks}: {told}"
        );
        assert_eq!(fixture.passages(), before, "{blocks}");
        expect(&run(root(&fixture), &["verify"]), 0);
    }
    fixture.update();
    fixture.assert_as_from_scratch();
}

#[test]
#[ignore = "the long form: .ci/run has a line for it; needs leave to mount"]
fn a_full_file_system_costs_nothing_that_was_committed() {
    let fixture = Fixture::new();
    let index = root(&fixture).join("index");
    fs::create_dir(&index).unwrap();
    let mount = |size: &str| {
        let options = format!("size={size}");
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(&index);
        mount.status().is_ok_and(|status| status.success())
    };
    if !mount("300k") {
        return; // no leave to mount: the bounded size of files shows the same
    }
    fixture.write("a.txt", &text(1, "wave1")).update();
    let before = fixture.passages();
    for number in 0..60 {
        fixture.write(&format!("{number}.txt"), &text(number, "wave2").repeat(20));
    }
    let full = run(root(&fixture), &["index"]);
    let told = String::from_utf8_lossy(&full.stderr).into_owned();
    let after = fixture.passages();
    let verified = run(root(&fixture), &["verify"]).status;
    let unmounted = Command::new("umount").arg(&index).status();
    assert!(unmounted.unwrap().success());
    assert_eq!(full.status.code(), Some(2), "{told}");
    assert!(told.contains("No space left"), "{told}");
    assert!(verified.success());
    // A slow run commits now and then: that stays as well.
    assert!(before.iter().all(|one| after.contains(one)));
}

#[test]
fn an_archive_that_cannot_be_written_can_be_asked() {
    let fixture = Fixture::new();
    fixture.write("a.txt", &text(1, "wave1"));
    for (stamp, bank) in [("2024-06-18", "east"), ("2024-06-20", "west")] {
        let page = format!(
            "---\ntitle: Boats\nurl: https://mfa.ruritania.example/1\nretrieved: {stamp}\n---\n\nThe boats lie on the {bank} bank.\n"
        );
        fixture.write(&format!("{stamp}.md"), &page);
    }
    fixture.update();
    let index = root(&fixture).join("index");
    let earlier = index.join("earlier");
    let binary = fixture.0.path().join("demarche");
    fs::copy(env!("CARGO_BIN_EXE_demarche"), &binary).unwrap();
    let mode = |path: &Path, mode: u32| {
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    };
    for path in [root(&fixture), &index, &earlier] {
        mode(path, 0o555);
    }
    // Root may write anywhere: then it is somebody else who asks.
    let is_root = fs::write(index.join("probe"), "").is_ok();
    let _ = fs::remove_file(index.join("probe"));
    let ask = |arguments: &[&str]| {
        let mut command = Command::new(&binary);
        command.args(arguments).arg("--archive").arg(root(&fixture));
        command
            .current_dir("/")
            .env("HOME", "/")
            .stdin(Stdio::null());
        if is_root {
            command.uid(65534).gid(65534);
        }
        command.output().unwrap()
    };
    let (count, then, verified, indexed) = (
        ask(&["query", "--quiet", "--count", "commented"]),
        ask(&["query", "--count", "east", "--as-of", "2024-06-19"]),
        ask(&["verify"]),
        ask(&["index"]),
    );
    for path in [root(&fixture), &index, &earlier] {
        mode(path, 0o755);
    }
    assert_ne!(expect(&count, 0).0.trim(), "0");
    assert_eq!(expect(&then, 0).0.trim(), "1");
    expect(&verified, 0);
    let (_, told) = expect(&indexed, 2);
    assert!(told.contains("ermission denied"), "{told}");
}
