//! How fast briefings are annotated: `cargo bench --bench annotating` prints passages of eighty words a second, on two threads, and
//! how the time grows when a hostile sentence doubles.
//!
//! Measured are the sample corpus and, where it lies beside the project, a corpus of real transcripts. Of several rounds the fastest
//! counts.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench prints figures, and fails loudly"
)]

mod common;

use common::{fastest, records};
use demarche::annotate::annotate;
use demarche::briefing::Briefing;
use demarche::source::{self, Guide, Outcome};
use std::hint::black_box;
use std::path::Path;

const ROUNDS: usize = 3;
/// Words of the passages that are counted.
const PASSAGE: usize = 80;
/// Passages a second that are asked for.
const WANTED: f64 = 12_000.0;
/// What is repeated in hostile texts.
const PATHOLOGICAL: [&str; 8] = [
    "China ",
    "China, ",
    "“China ",
    "said that ",
    "accused NATO of ",
    "China urged NATO to stop ",
    "(of ",
    "中国谴责，",
];

fn main() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    report("sample corpus", &project.join("corpus"));
    report("real transcripts", &project.join("../shared/corpora/wh_md"));
    for words in PATHOLOGICAL {
        let [once, twice] = [20_000, 40_000].map(|bytes| {
            let text = words.repeat(bytes / words.len());
            let briefing = Briefing {
                text,
                ..Briefing::default()
            };
            fastest(ROUNDS, &[briefing], annotated).as_secs_f64()
        });
        println!(
            "“{words}” over and over: {:.1} ms for 20 kB, {:.1} ms for 40 kB ({:.1} times)",
            once * 1e3,
            twice * 1e3,
            twice / once
        );
    }
}

fn report(name: &str, folder: &Path) {
    if !folder.is_dir() {
        println!("{name}: skipped, {} is not there", folder.display());
        return;
    }
    let briefings = briefings(folder);
    let words: usize = briefings
        .iter()
        .map(|briefing| briefing.text.split_whitespace().count())
        .sum();
    let time = fastest(ROUNDS, &briefings, annotated);
    let rate = words as f64 / PASSAGE as f64 / time.as_secs_f64();
    println!(
        "{name}: {} briefings, {words} words, {rate:.0} passages of {PASSAGE} words a second (wanted: {WANTED})",
        briefings.len()
    );
}

fn annotated(briefing: &Briefing) {
    black_box(annotate(briefing.clone(), Guide::builtin().lexicon));
}

fn briefings(folder: &Path) -> Vec<Briefing> {
    let guide = Guide::builtin();
    let mut briefings = Vec::new();
    for record in records(folder) {
        briefings.extend(
            source::read(&record, &guide).filter_map(|outcome| match outcome {
                Outcome::Briefing(briefing, _) => Some(*briefing),
                _ => None,
            }),
        );
    }
    briefings
}
