//! Runs that are killed between commits.

mod faults;
#[cfg(feature = "fetch")]
mod fetching;

use super::*;
use crate::index::Reader;
use crate::source::Guide;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tempfile::TempDir;

/// A run that commits after so long and dies once it has indexed so many briefings: what it did since its last commit is lost.
fn run(archive: &Archive, after: Duration, dies_after: u64) -> Option<Report> {
    let watch = &mut |progress: Progress| {
        if progress.briefings >= dies_after {
            std::panic::resume_unwind(Box::new("killed"));
        }
    };
    let stop = AtomicBool::new(false);
    let guide = &Guide::builtin();
    let run = || update_committing(after, archive.index(), archive, guide, watch, &stop);
    let report = catch_unwind(AssertUnwindSafe(run)).ok()?;
    Some(report.unwrap())
}

/// Each passage with its annotations, and the state.
fn content(archive: &Archive) -> (Vec<String>, State) {
    let reader = Reader::open(archive.index()).unwrap().unwrap();
    let state = State::read(&reader.state().unwrap().unwrap()).unwrap();
    let ids: Vec<&String> = state.indexed.keys().collect();
    let passages = ids.iter().flat_map(|id| reader.passages(id).unwrap());
    let passages: Vec<String> = passages.map(|passage| format!("{passage:?}")).collect();
    assert_eq!(reader.passage_count(), passages.len() as u64);
    (passages, state)
}

#[test]
fn a_run_killed_after_any_commit_is_ended_by_the_next_one() {
    let folder = TempDir::new().unwrap();
    let archive = Archive::of_folder(folder.path()).unwrap();
    let item = |number: u32| {
        format!(
            "<item><guid>urn:{number}</guid><title>Point {number}</title><pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate><description>Ruritania urged Nepal to honour point {number} of the treaty on the lake.</description></item>"
        )
    };
    let items: String = (0..6).map(item).collect();
    let feed = format!("<rss version=\"2.0\"><channel>{items}</channel></rss>");
    let corpus = archive.corpus();
    fs::create_dir_all(corpus).unwrap();
    fs::write(corpus.join("b.rss"), feed).unwrap();
    for name in ["a", "c"] {
        let text = format!(
            "A title for {name}\n\nIn this invented note, Nepal thanked Ruritania for {name}.\n"
        );
        fs::write(corpus.join(name).with_extension("txt"), text).unwrap();
    }
    run(&archive, COMMIT_AFTER, u64::MAX).unwrap();
    let (passages, state) = content(&archive);
    assert_eq!(state.indexed.len(), 8);
    for dies_after in [1, 3] {
        fs::remove_dir_all(archive.index()).unwrap();
        assert_eq!(run(&archive, Duration::ZERO, dies_after), None);
        let (_, kept) = content(&archive);
        assert!(kept.indexed.len() < state.indexed.len());
        let report = run(&archive, COMMIT_AFTER, u64::MAX).unwrap();
        assert_eq!(report.same, kept.indexed.len() as u64);
        let (now, ended) = content(&archive);
        assert_eq!((&now, ended.written()), (&passages, state.written()));
    }
}
