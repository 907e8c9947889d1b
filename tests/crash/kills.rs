//! Runs of `fetch` and `index` killed at any moment, one after the other in the same archive.

use super::archive::records;
use super::corpus::Fixture;
use super::dice::Dice;
use super::server::{Server, answer, briefing, missing, page};
use super::{command, expect, root, run};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const FILES: u64 = 4;
const PAGES: u64 = 4;
/// Runs killed in one archive: every edited briefing has all its earlier versions made again.
const IN_ONE: u64 = 20;
/// The rules, the map, the pages.
const REQUESTS: u64 = 2 + PAGES;

/// A word that stands in one text only, and changes with it.
fn mark(number: u64, wave: u64) -> String {
    format!("mark{number}of{wave}x")
}

/// Files of an archive and pages of a server, all of which are edited now and then. Pages are numbered after the files.
struct Edited {
    waves: Vec<Arc<AtomicU64>>,
    server: Server,
}

impl Edited {
    fn new() -> Self {
        let all = 0..FILES + PAGES;
        let waves: Vec<_> = all.map(|_| Arc::new(AtomicU64::new(0))).collect();
        let shown = waves.clone();
        let server = Server::start(move |asked, _| {
            let number = |path: &str| path.strip_prefix("/page/")?.parse().ok();
            match asked.path.as_str() {
                "/map" => {
                    let mut map = "<urlset>".to_owned();
                    for number in FILES..FILES + PAGES {
                        let _ = write!(map, "<url><loc>/page/{number}</loc></url>");
                    }
                    answer("200 OK", &[("Content-Type", "text/xml")], map + "</urlset>")
                }
                path => match number(path).and_then(|number: usize| shown.get(number)) {
                    Some(wave) => {
                        let number = number(path).unwrap();
                        let mark = mark(number as u64, wave.load(Ordering::SeqCst));
                        page(briefing(
                            &format!("Press briefing number {number} of the ministry"),
                            &format!("The ministry said {mark} of ship number {number}."),
                        ))
                    }
                    None => missing(),
                },
            }
        });
        Self { waves, server }
    }

    fn write(&self, number: u64, archive: &Fixture) {
        let wave = self.waves[usize::try_from(number).unwrap()].load(Ordering::SeqCst);
        let text = super::text(number, &mark(number, wave));
        archive.write(&format!("{number}.txt"), &text);
    }

    /// Another wording of a file and of a page.
    fn edit(&self, archive: &Fixture, dice: &mut Dice, wave: u64) {
        for number in [dice.below(FILES), FILES + dice.below(PAGES)] {
            self.waves[usize::try_from(number).unwrap()].store(wave, Ordering::SeqCst);
            if number < FILES {
                self.write(number, archive);
            }
        }
    }

    fn fetching(&self) -> [String; 8] {
        [
            "fetch",
            &self.server.url("/map"),
            "--refetch",
            "--allow-address=127.0.0.1/32",
            "--delay=0",
            "--contact=tests@mfa.example",
            "--quiet",
            "--color=never",
        ]
        .map(str::to_owned)
    }

    /// What an undisturbed run makes of the first wording, in the present one.
    fn expected(&self, first: &[String]) -> Vec<String> {
        let now = |line: &String| {
            let waves = self.waves.iter().zip(0..);
            waves.fold(line.clone(), |line, (wave, number)| {
                let wave = wave.load(Ordering::SeqCst);
                line.replace(&mark(number, 0), &mark(number, wave))
            })
        };
        let mut lines: Vec<String> = first.iter().map(now).collect();
        lines.sort();
        lines
    }
}

/// Fetches and indexes as nobody disturbs.
fn take_in(edited: &Edited, archive: &Fixture) {
    let fetching = edited.fetching();
    expect(
        &run(root(archive), &fetching.each_ref().map(String::as_str)),
        0,
    );
    archive.update();
}

/// Kills `demarche fetch` and `demarche index` so many times in turn. A run of `fetch` dies a moment after one of its requests, as counted by
/// the server; one of `index` after a part of the time that a whole run takes, from its start or from when it began to write.
fn killed(times: u64, mut dice: Dice) {
    let mut at_work = 0;
    for first in (0..times).step_by(usize::try_from(IN_ONE).unwrap()) {
        at_work += killed_in_one(IN_ONE.min(times - first), &mut dice);
    }
    assert!(at_work > times / 2, "{at_work} of {times} killed at work");
}

/// Kills so many runs in an archive of its own; how many of them had not ended before.
fn killed_in_one(times: u64, dice: &mut Dice) -> u64 {
    let (edited, archive) = (Edited::new(), Fixture::new());
    for number in 0..FILES {
        edited.write(number, &archive);
    }
    take_in(&edited, &archive);
    let first = archive.passages();
    let mut marks = (0..FILES + PAGES).map(|number| mark(number, 0));
    assert!(marks.all(|mark| first.iter().any(|passage| passage.contains(&mark))));
    edited.edit(&archive, dice, 1);
    let begun = Instant::now();
    let mut whole = command(root(&archive), &["index"]).spawn().unwrap();
    writes(&archive, &mut whole);
    let starts = begun.elapsed();
    whole.wait().unwrap();
    let takes = begun.elapsed();
    let mut at_work = 0;
    for round in 0..times {
        edited.edit(&archive, dice, round + 2);
        let fetching = edited.fetching();
        let is_fetch = round % 2 == 0;
        let (arguments, moment): (Vec<&str>, _) = if is_fetch {
            let arguments = fetching.iter().map(String::as_str).collect();
            (arguments, Duration::from_micros(dice.below(12_000)))
        } else {
            let part = u32::try_from(dice.below(1000)).unwrap();
            let of = [takes, takes.saturating_sub(starts)][usize::from(round % 4 == 1)];
            (vec!["index"], of * part / 1000)
        };
        edited.server.asked();
        let mut child = command(root(&archive), &arguments).spawn().unwrap();
        if is_fetch {
            asks(&edited.server, 1 + dice.below(REQUESTS), &mut child);
        } else if round % 4 == 1 {
            writes(&archive, &mut child);
        }
        thread::sleep(moment);
        at_work += u64::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        for verb in ["status", "verify"] {
            let seen = run(root(&archive), &[verb]);
            assert!(
                seen.status.success(),
                "round {round}, {arguments:?}: {seen:?}"
            );
        }
        // Some runs go on from what a killed one left behind another killed one.
        if round % 5 != 4 {
            take_in(&edited, &archive);
            assert_eq!(
                archive.passages(),
                edited.expected(&first),
                "round {round}, {arguments:?}"
            );
        }
    }
    take_in(&edited, &archive);
    let undisturbed = Fixture::new();
    for number in 0..FILES {
        edited.write(number, &undisturbed);
    }
    take_in(&edited, &undisturbed);
    assert_eq!(archive.passages(), undisturbed.passages());
    archive.assert_as_from_scratch();
    expect(&run(root(&archive), &["verify"]), 0);
    // What was fetched again after a kill is kept once.
    let kept = records(&root(&archive).join("corpus"));
    let responses = kept
        .iter()
        .filter(|record| record.kind() == "response" && record.path().starts_with("page/"));
    let mut known = BTreeSet::new();
    for response in responses {
        let capture = (response.path(), response.field("WARC-Payload-Digest"));
        assert!(known.insert(capture), "twice: {capture:?}");
    }
    assert!(known.len() as u64 >= PAGES);
    at_work
}

/// Waits until so many requests were counted, or the run ended.
fn asks(server: &Server, requests: u64, child: &mut Child) {
    let mut asked = 0;
    while asked < requests && child.try_wait().unwrap().is_none() {
        asked += server.asked().len() as u64;
        thread::sleep(Duration::from_micros(300));
    }
}

/// Waits until a run holds the lock of the index, or ended.
fn writes(archive: &Fixture, child: &mut Child) {
    let (lock, pid) = (
        root(archive).join("index/.writer.lock"),
        child.id().to_string(),
    );
    while fs::read_to_string(&lock).unwrap_or_default() != pid {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        thread::sleep(Duration::from_micros(300));
    }
}

#[test]
fn runs_of_fetch_and_index_killed_at_any_moment_leave_what_was_kept() {
    killed(8, Dice::fixed());
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn runs_of_fetch_and_index_killed_at_two_hundred_moments_leave_what_was_kept() {
    killed(200, Dice::other());
}
