//! How fast records become passages: `cargo bench --bench reading` prints megabytes of records a second, on two threads.
//!
//! Measured are a corpus of real transcripts where one lies beside the project, and pages and transcripts made here of invented
//! words, so that the bench runs anywhere. Of several rounds the fastest counts.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a bench prints figures, and fails loudly"
)]

mod common;

use common::{fastest, records};
use demarche::archive::Record;
use demarche::briefing::Provenance;
use demarche::passage;
use demarche::source::{self, Guide, Outcome};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

const ROUNDS: usize = 5;
/// What is asked for, in MB/s.
const MARKDOWN: f64 = 15.0;
const HTML: f64 = 8.0;

fn main() {
    report("made up, Markdown", &made_up("md", markdown), MARKDOWN);
    report("made up, HTML", &made_up("html", page), HTML);
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    for (folder, name, wanted) in [
        ("wh_md", "real, Markdown", MARKDOWN),
        ("wh_html_bytesrepr", "real, HTML as byte strings", HTML),
        ("us_state_rss", "real, HTML in feeds", HTML),
    ] {
        let folder = real.join(folder);
        if folder.is_dir() {
            report(name, &records(&folder), wanted);
        } else {
            println!("{name}: skipped, {} is not there", folder.display());
        }
    }
}

fn report(name: &str, records: &[Record], wanted: f64) {
    // `cargo bench --bench reading -- Markdown` runs those only.
    let mut only = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    if only.any(|word| !name.contains(&word)) {
        return;
    }
    let bytes: usize = records.iter().map(|record| record.bytes.len()).sum();
    let guide = Guide::builtin();
    let passages = AtomicUsize::new(0);
    let time = fastest(ROUNDS, records, |record| {
        for outcome in source::read(record, &guide) {
            if let Outcome::Briefing(briefing, _) = outcome {
                let found = passage::split(&briefing, guide.lexicon).len();
                passages.fetch_add(found, Ordering::Relaxed);
            }
        }
    });
    let passages = passages.into_inner() / ROUNDS;
    let rate = bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{name}: {:.1} MB, {passages} passages, {rate:.1} MB/s (wanted: {wanted})",
        bytes as f64 / 1e6
    );
}

/// Two hundred transcripts of some 40 kB each.
fn made_up(extension: &str, written: fn(usize, &[String]) -> String) -> Vec<Record> {
    let record = |number: usize| {
        let turns: Vec<String> = (0..60).map(|turn| answer(number * 60 + turn)).collect();
        Record {
            bytes: written(number, &turns).into_bytes(),
            provenance: Provenance {
                path: Some(format!("{number}.{extension}")),
                ..Provenance::default()
            },
            ..Record::default()
        }
    };
    (0..200).map(record).collect()
}

/// An answer of some hundred words, no two alike.
fn answer(number: usize) -> String {
    const WORDS: [&str; 16] = [
        "the locks",
        "of the upper river",
        "stay open",
        "for ships",
        "of all neighbours",
        "as agreed",
        "in the treaty",
        "of Strelsau",
        "and the commission",
        "will report",
        "on the repairs",
        "before winter",
        "which Freedonia",
        "has asked for",
        "more than once",
        "this year",
    ];
    let mut seed = number as u64 + 1;
    let mut text = String::from("Let me say that");
    for place in 1..40 {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        text.push(' ');
        text.push_str(WORDS[usize::try_from(seed >> 60).unwrap()]);
        if place % 13 == 0 {
            text.push_str(". We hold");
        }
    }
    text.push('.');
    text
}

fn markdown(number: usize, turns: &[String]) -> String {
    let mut text = format!(
        "---\ntitle: Press Briefing by Spokesperson Ada Norvik, number {number}\ndate: 2024-06-18\n---\n\n"
    );
    for turn in turns {
        text.push_str("QUESTION: What of the locks of the river this winter, and who pays?\n\n");
        let _ = write!(text, "MS NORVIK: {turn}\n\n");
    }
    text
}

fn page(number: usize, turns: &[String]) -> String {
    let links = (0..60).map(|link| {
        format!("<li><a href=\"/news/{link}\">News item {link} of the ministry</a></li>")
    });
    let menu: String = links.collect();
    let mut text = format!(
        "<!doctype html><html lang=\"en\"><head><title>Press Briefing by Spokesperson Ada Norvik, number {number} | Ministry</title>\
         <meta property=\"article:published_time\" content=\"2024-06-18\"><script>var a = {{}};</script></head><body><nav><ul>{menu}</ul></nav>\
         <main><article><h1>Press Briefing by Spokesperson Ada Norvik, number {number}</h1>"
    );
    for turn in turns {
        text.push_str("<p><strong>QUESTION:</strong> What of the locks of the river this winter, and who pays?</p>\n");
        let _ = writeln!(text, "<p><strong>MS NORVIK:</strong> {turn}</p>");
    }
    let _ = write!(
        text,
        "</article></main><aside><ul>{menu}</ul></aside><footer>© 2024</footer></body></html>"
    );
    text
}
