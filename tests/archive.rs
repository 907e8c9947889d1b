//! The archive on disk, and what people, programs and accidents put there.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use demarche::archive::{Archive, Entry, Found, Record, walk};
use demarche::briefing::Provenance;
use demarche::source::{self, Guide, Outcome};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const EXTENSIONS: &[&str] = &[
    "txt", "md", "html", "rss", "xml", "json", "jsonl", "csv", "tsv", "pdf", "",
];

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

/// The paths a walk comes upon, with why they were passed over.
fn shown(folder: &Path) -> Vec<String> {
    let show = |found| match found {
        Found::Entry(entry) => entry.path,
        Found::Skipped { path, reason } => format!("{path} skipped: {reason}"),
        Found::Rejected { path, reason } => format!("{path} rejected: {reason}"),
    };
    walk(folder).map(show).collect()
}

fn entries(folder: &Path) -> Vec<Entry> {
    let entry = |found| match found {
        Found::Entry(entry) => Some(entry),
        _ => None,
    };
    walk(folder).filter_map(entry).collect()
}

fn record(path: &str, bytes: Vec<u8>) -> Record {
    let provenance = Provenance {
        path: Some(path.to_owned()),
        ..Provenance::default()
    };
    Record {
        bytes,
        provenance,
        ..Record::default()
    }
}

/// How many briefings a record gives; it is to be done quickly.
fn briefings(path: &str, bytes: Vec<u8>) -> usize {
    let start = Instant::now();
    let record = record(path, bytes);
    let outcomes = source::read(&record, &Guide::builtin());
    let count = outcomes
        .filter(|outcome| matches!(outcome, Outcome::Briefing(..)))
        .count();
    assert!(
        start.elapsed() < Duration::from_mins(1),
        "{path} took {:?}",
        start.elapsed()
    );
    count
}

#[test]
fn an_archive_is_found_where_it_lies() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    let inner = whole.join("corpus/deep/er");
    fs::create_dir_all(&inner).unwrap();
    let found =
        |explicit: Option<&Path>, current: &Path| Archive::discover(explicit, current).unwrap();
    assert_ne!(found(None, &inner).root(), whole);
    assert_eq!(found(None, &whole).corpus(), whole.join("corpus"));
    fs::create_dir(whole.join("index")).unwrap();
    assert_eq!(found(None, &inner).root(), whole);
    assert_eq!(
        found(Some(&whole), home.path()).index(),
        whole.join("index")
    );
    assert!(Archive::discover(Some(&home.path().join("none")), home.path()).is_err());
}

#[test]
fn a_folder_that_is_no_archive_is_its_own_corpus() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "Talks\n\nThey talked.");
    let archive = Archive::of_folder(folder.path()).unwrap();
    assert_eq!(archive.corpus(), folder.path());
    assert!(archive.index().starts_with(folder.path().join(".demarche")));
    assert_eq!(shown(archive.corpus()), ["a.txt"]);
    assert_eq!(
        Archive::discover(Some(folder.path()), Path::new("/")).unwrap(),
        archive
    );
}

#[test]
fn overlays_are_the_tables_in_the_archives_lexicon() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    let archive = Archive::of_folder(folder.path()).unwrap();
    assert_eq!(archive.overlays().unwrap(), []);
    write(folder.path(), "lexicon/b.toml", "x = 1");
    write(folder.path(), "lexicon/a.tsv", "x");
    write(folder.path(), "lexicon/notes.txt", "x");
    let names: Vec<_> = archive
        .overlays()
        .unwrap()
        .into_iter()
        .map(|(path, text)| (path.file_name().unwrap().to_owned(), text))
        .collect();
    assert_eq!(
        names,
        [
            ("a.tsv".into(), "x".to_owned()),
            ("b.toml".into(), "x = 1".to_owned())
        ]
    );
}

#[test]
fn a_walk_goes_by_name_and_leaves_out_what_is_no_source() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "b/c.txt",
        "a.txt",
        "README.md",
        "readme",
        "LICENSE.CC0",
        "a.meta.toml",
        ".git/x.txt",
        "drafts/d.txt",
        "readmes.txt",
    ] {
        write(folder.path(), name, "x");
    }
    write(folder.path(), ".demarcheignore", "drafts/\n");
    assert_eq!(shown(folder.path()), ["a.txt", "b/c.txt", "readmes.txt"]);
    assert_eq!(shown(&folder.path().join("b/c.txt")), ["c.txt"]);
    let missing = shown(&folder.path().join("none"));
    assert!(missing[0].contains("rejected"), "{missing:?}");
}

#[test]
fn a_changed_sidecar_changes_the_entry_and_its_fingerprint() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "Talks\n\nThey talked.");
    let before = entries(folder.path()).remove(0);
    write(folder.path(), "a.meta.toml", "published = 2024-06-18");
    let after = entries(folder.path()).remove(0);
    assert_ne!(before.size, after.size);
    let (before, after) = (before.read().unwrap(), after.read().unwrap());
    assert_eq!(before.provenance.sha256, after.provenance.sha256);
    assert_ne!(before.fingerprint, after.fingerprint);
}

#[test]
fn a_file_that_grows_is_read_up_to_the_size_first_seen() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.jsonl", "{\"text\":\"one\"}\n");
    let entry = entries(folder.path()).remove(0);
    let mut file = OpenOptions::new()
        .append(true)
        .open(folder.path().join("a.jsonl"))
        .unwrap();
    file.write_all(b"{\"text\":\"two\"}\n").unwrap();
    assert_eq!(entry.read().unwrap().bytes, b"{\"text\":\"one\"}\n");
}

#[test]
fn gzip_is_opened_and_bombs_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let zipped = |content: &mut dyn std::io::Read| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        std::io::copy(content, &mut encoder).unwrap();
        encoder.finish().unwrap()
    };
    write(
        folder.path(),
        "a.txt.gz",
        zipped(&mut &b"Talks\n\nThey talked."[..]),
    );
    write(
        folder.path(),
        "bomb.txt.gz",
        zipped(&mut std::io::Read::take(std::io::repeat(b' '), 300 << 20)),
    );
    write(
        folder.path(),
        "cut.txt.gz",
        &zipped(&mut &b"Talks"[..])[..12],
    );
    let read: Vec<_> = entries(folder.path()).iter().map(Entry::read).collect();
    assert_eq!(read[0].as_ref().unwrap().bytes, b"Talks\n\nThey talked.");
    assert!(read[1].as_ref().unwrap_err().contains("MiB"));
    assert!(read[2].as_ref().unwrap_err().contains("gzip"));
}

#[test]
fn a_file_of_two_hundred_megabytes_is_rejected_by_name_or_read_by_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["page.html", "line.jsonl"] {
        let file = File::create(folder.path().join(name)).unwrap();
        file.set_len(200 << 20).unwrap();
    }
    let entries = entries(folder.path());
    assert_eq!(entries[0].path, "line.jsonl");
    let record = entries[0].read().unwrap();
    assert!(record.bytes.is_empty());
    let outcomes: Vec<Outcome> = source::read(&record, &Guide::builtin()).collect();
    assert!(
        matches!(&outcomes[..], [Outcome::Rejected(passed)] if passed.reason.contains("line over")),
        "{outcomes:?}"
    );
    assert!(entries[1].read().unwrap_err().contains("MiB"));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_in_disguise_are_named_or_entered_and_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.txt", "x");
    write(folder.path(), "x.md/inner.txt", "x");
    symlink(outside.path(), folder.path().join("outside")).unwrap();
    symlink("nowhere", folder.path().join("dangling.txt")).unwrap();
    symlink(".", folder.path().join("loop")).unwrap();
    symlink("self", folder.path().join("self")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path().join("pipe.txt"))
        .status();
    assert!(made.unwrap().success());
    let link = "link; only files and folders themselves are read";
    assert_eq!(
        shown(folder.path()),
        [
            "dangling.txt skipped: link that leads nowhere".to_owned(),
            format!("loop skipped: {link}"),
            format!("outside skipped: {link}"),
            "pipe.txt skipped: pipe, socket or device".to_owned(),
            "self skipped: link that leads nowhere".to_owned(),
            "x.md/inner.txt".to_owned(),
        ],
    );
}

#[test]
fn endless_nesting_and_endless_lines_are_read_or_rejected_in_no_time() {
    let nested = |open: &str, close: &str, count: usize| {
        format!("{}{}", open.repeat(count), close.repeat(count)).into_bytes()
    };
    assert_eq!(briefings("deep.json", nested("[", "]", 1_000_000)), 0);
    assert_eq!(
        briefings("deep2.json", nested("{\"items\":[", "]}", 300_000)),
        0
    );
    assert_eq!(
        briefings("deep.jsonl", nested("{\"text\":", "}", 1_000_000)),
        0
    );
    assert_eq!(
        briefings("deep.html", nested("<div>", "</div>", 100_000)),
        0
    );
    let page = format!(
        "<html><body>{}The commission met.{}</body></html>",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    assert_eq!(briefings("deep2.html", page.into_bytes()), 1);
    assert_eq!(
        briefings(
            "deep.rss",
            nested("<rss><channel><item><description>", "", 50_000)
        ),
        0
    );
    assert_eq!(
        briefings("deep2.rss", nested("<item><a>", "</a></item>", 50_000)),
        0
    );
    assert_eq!(briefings("long.txt", b"word ".repeat(200_000)), 1);
    assert_eq!(
        briefings(
            "long.csv",
            [b"text\n\"".to_vec(), b"word ".repeat(100_000)].concat()
        ),
        1
    );
    assert_eq!(briefings("brackets.md", b"[a](".repeat(100_000)), 1);
    briefings("stars.md", b"*_\\".repeat(100_000));
    briefings("tags.html", b"<".repeat(100_000));
    briefings("comments.html", b"<!--".repeat(50_000));
    briefings("scripts.html", b"<script></scrip".repeat(20_000));
    briefings("quotes.txt", b"b'".repeat(100_000));
    briefings("entities.html", b"&#x10ffff;&amp".repeat(20_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_under_any_name_are_read_or_rejected(bytes in prop::collection::vec(any::<u8>(), 0..600), markup in "[<>&;\\[\\]{}:\"',.a-z0-9#*_() \n\\\\-]{0,300}") {
        for extension in EXTENSIONS {
            briefings(&format!("x.{extension}"), bytes.clone());
            briefings(&format!("x.{extension}"), markup.clone().into_bytes());
        }
    }

    #[test]
    fn any_line_is_an_input_or_an_error(line in "\\PC{0,200}") {
        let _ = source::given(&line, &Guide::builtin());
        let quoted = serde_json::json!({"id": "x", "text": line, "title": line, "date": line, "speaker": line, "ministry": line});
        let briefing = source::given(&quoted.to_string(), &Guide::builtin()).unwrap();
        prop_assert_eq!(briefing.text, line);
    }
}

#[test]
fn an_input_line_keeps_its_text_and_its_date_is_taken_as_said() {
    let line = r#"{"id":"p1","text":"  Two\nlines.  ","date":"15 March 2014","ministry":"Ruritania","speaker":"Ada Norvik, Foreign Minister","language":"en","more":1}"#;
    let briefing = source::given(line, &Guide::builtin()).unwrap();
    assert_eq!(
        (briefing.id.as_str(), briefing.text.as_str()),
        ("p1", "  Two\nlines.  ")
    );
    assert_eq!(
        briefing.dates.said.map(|date| date.value()),
        Some("2014-03-15".to_owned())
    );
    assert_eq!(briefing.speakers[0].name, "Ada Norvik");
    assert!(source::given("{\"id\":\"p1\"}", &Guide::builtin()).is_err());
}
