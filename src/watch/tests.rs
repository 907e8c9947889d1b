//! What arrives is told by words and by order, whatever else is made anew.

use super::log::Log;
use crate::ingest::Held;
use chrono::DateTime;
use std::collections::BTreeMap;

/// Briefings as id, file, text and hashes of passages.
type Corpus<'a> = [(&'a str, &'a str, &'a str, &'a [u64])];

fn arrive(log: &mut Log, corpus: &Corpus) {
    let held = corpus.iter().map(|(id, record, text, _)| {
        let held = Held {
            record: (*record).to_owned(),
            text: (*text).to_owned(),
        };
        ((*id).to_owned(), held)
    });
    let hashes = corpus
        .iter()
        .map(|(id, _, _, hashes)| ((*id).to_owned(), hashes.to_vec()));
    log.arrive(&held.collect(), &hashes.collect::<BTreeMap<_, _>>());
}

/// What arrived after a run, as `id hash news`.
fn since(log: &Log, upto: u64) -> Vec<String> {
    let mut since: Vec<String> = log
        .since(upto)
        .into_iter()
        .flat_map(|(id, hashes)| {
            let told = |(hash, news)| format!("{id} {hash} {news:?}");
            hashes.into_iter().map(told).collect::<Vec<_>>()
        })
        .collect();
    since.sort();
    since
}

fn log() -> Log {
    Log::new(DateTime::UNIX_EPOCH)
}

#[test]
fn what_comes_and_what_changes_arrives_once() {
    let mut log = log();
    arrive(&mut log, &[("a", "f1", "t1", &[1, 2])]);
    assert_eq!(since(&log, 0), ["a 1 New", "a 2 New"]);
    arrive(
        &mut log,
        &[("a", "f1", "t1", &[1, 2]), ("b", "f2", "t2", &[1])],
    );
    assert_eq!(since(&log, 1), ["b 1 New"]);
    arrive(
        &mut log,
        &[("a", "f3", "t3", &[1, 3]), ("b", "f2", "t2", &[1])],
    );
    assert_eq!(since(&log, 2), ["a 3 Changed"]);
    arrive(
        &mut log,
        &[("a", "f1", "t1", &[1, 2]), ("b", "f2", "t2", &[1])],
    );
    assert_eq!(since(&log, 3), [""; 0]);
}

#[test]
fn passages_cut_otherwise_do_not_arrive_and_are_not_lost_to_those_who_wait() {
    let mut log = log();
    arrive(&mut log, &[("a", "f1", "t1", &[1])]);
    arrive(
        &mut log,
        &[("a", "f1", "t1", &[1]), ("b", "f2", "t2", &[2])],
    );
    // The same file read otherwise, then the same text from a file that grew.
    arrive(
        &mut log,
        &[("a", "f1", "other", &[7, 8]), ("b", "f3", "t2", &[9])],
    );
    assert_eq!(since(&log, 2), [""; 0]);
    assert_eq!(since(&log, 1), ["b 2 New", "b 9 New"]);
}

#[test]
fn what_was_away_or_is_called_otherwise_is_known() {
    let mut log = log();
    arrive(
        &mut log,
        &[("a", "f1", "t1", &[1]), ("b", "f2", "t2", &[2])],
    );
    arrive(&mut log, &[]);
    arrive(
        &mut log,
        &[("a", "f1", "t1", &[1]), ("moved", "f9", "t2", &[2])],
    );
    assert_eq!(since(&log, 1), [""; 0]);
    // While the other one is there, an equal text is another briefing.
    arrive(
        &mut log,
        &[("a", "f1", "t1", &[1]), ("copy", "f9", "t1", &[1])],
    );
    assert_eq!(since(&log, 3), ["copy 1 New"]);
}

#[test]
fn a_log_written_and_read_is_the_same_and_others_are_refused_with_a_remedy() {
    let mut log = log();
    arrive(&mut log, &[("a", "f1", "t1", &[1, 2])]);
    assert_eq!(Log::read(&log.written()).as_ref(), Ok(&log));
    for broken in [
        "",
        "{}",
        &log.written().replace("\"schema\":1", "\"schema\":2"),
    ] {
        let told = Log::read(broken).err().unwrap_or_default();
        assert!(told.contains("move it away"), "{told}");
    }
}
