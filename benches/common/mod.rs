//! What the benches share: the records of a folder, and work that two threads share.

use demarche::archive::{Found, Record, walk};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const THREADS: usize = 2;

/// All records of a folder.
pub(crate) fn records(folder: &Path) -> Vec<Record> {
    let entries = walk(folder).filter_map(|found| match found {
        Found::Entry(entry) => entry.read().ok(),
        _ => None,
    });
    entries.collect()
}

/// How long the fastest of several rounds took over all items.
pub(crate) fn fastest<T: Sync>(rounds: usize, items: &[T], work: impl Fn(&T) + Sync) -> Duration {
    (0..rounds)
        .map(|_| round(items, &work))
        .min()
        .unwrap_or_default()
}

fn round<T: Sync>(items: &[T], work: &(impl Fn(&T) + Sync)) -> Duration {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
    start.elapsed()
}
