//! Containers and tables at their bounds: what is hostile, damaged or too long is told in time, and nothing else is lost.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use demarche::archive::{Found, Record, walk};
use demarche::briefing::{Briefing, Provenance};
use demarche::source::{self, Columns, Guide, Outcome};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Longest that anything here may take; builds without optimisation are slow.
const LONGEST: Duration = Duration::from_secs(30);

fn outcomes_with(path: &str, bytes: Vec<u8>, columns: &Columns) -> Vec<Outcome> {
    let start = Instant::now();
    let record = Record {
        bytes,
        provenance: Provenance {
            path: Some(path.to_owned()),
            ..Provenance::default()
        },
        ..Record::default()
    };
    let guide = Guide {
        columns,
        ..Guide::builtin()
    };
    let outcomes = source::read(&record, &guide).collect();
    let took = start.elapsed();
    assert!(took < LONGEST, "{path} took {took:?}");
    outcomes
}

fn outcomes(path: &str, bytes: impl Into<Vec<u8>>) -> Vec<Outcome> {
    outcomes_with(path, bytes.into(), Columns::none())
}

fn briefings(outcomes: &[Outcome]) -> Vec<&Briefing> {
    let mut briefings = Vec::new();
    for outcome in outcomes {
        if let Outcome::Briefing(briefing, _) = outcome {
            briefings.push(briefing.as_ref());
        }
    }
    briefings
}

/// Why what gave no briefing was passed over.
fn reasons(outcomes: &[Outcome]) -> Vec<String> {
    let reason = |outcome: &Outcome| match outcome {
        Outcome::Briefing(..) => None,
        Outcome::Skipped(passed) | Outcome::Rejected(passed) => Some(passed.to_string()),
    };
    outcomes.iter().filter_map(reason).collect()
}

fn remarks(outcomes: &[Outcome]) -> Vec<&str> {
    let mut said = Vec::new();
    for outcome in outcomes {
        if let Outcome::Briefing(_, remarks) = outcome {
            said.extend(remarks.iter().map(|remark| remark.0.as_str()));
        }
    }
    said
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources")
}

fn fixture(path: &str) -> Vec<u8> {
    fs::read(fixtures().join(path)).unwrap()
}

#[test]
fn a_web_archive_tells_when_each_page_was_captured_and_what_was_in_it() {
    let outcomes = outcomes("crawl.warc", fixture("containers/warc/corpus/crawl.warc"));
    let briefings = briefings(&outcomes);
    let captured = |briefing: &Briefing| briefing.provenance.retrieved_at.unwrap().to_rfc3339();
    assert_eq!(captured(briefings[0]), "2024-06-19T03:04:05+00:00");
    assert_eq!(captured(briefings[1]), "2024-06-20T00:00:00+00:00");
    let mut digests: Vec<&str> = briefings[..2]
        .iter()
        .map(|briefing| briefing.provenance.sha256.as_str())
        .collect();
    digests.dedup();
    assert!(digests.len() == 2 && digests.iter().all(|digest| digest.len() == 64));
}

#[test]
fn files_that_once_did_harm_are_read_or_rejected_in_time() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    for file in files.filter(|file| !file.ends_with("README.md")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        outcomes(&name, fs::read(&file).unwrap());
    }
}

#[test]
fn a_page_saved_as_mhtml_was_retrieved_when_it_was_saved() {
    let path = "containers/trap-page-saved-as-mhtml/corpus/locks.mhtml";
    let outcomes = outcomes("locks.mhtml", fixture(path));
    let saved = briefings(&outcomes)[0].provenance.retrieved_at.unwrap();
    assert_eq!(saved.to_rfc3339(), "2024-06-19T08:00:00+00:00");
}

#[test]
fn a_member_that_grows_without_end_is_named_and_the_others_are_read() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("bomb.txt", options).unwrap();
    for _ in 0..130 {
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    archive.start_file("note.txt", options).unwrap();
    archive.write_all(b"Talks\n\nThey talked.").unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    let outcomes = outcomes("saved.zip", bytes);
    assert_eq!(briefings(&outcomes).len(), 1);
    let reasons = reasons(&outcomes);
    assert!(
        reasons[0].starts_with("saved.zip/bomb.txt: over 128 MiB"),
        "{reasons:?}"
    );
}

#[test]
fn an_archive_of_a_million_members_is_refused_before_they_are_counted() {
    let mut bytes = b"PK\x06\x06".to_vec();
    bytes.extend([0; 28]);
    bytes.extend(1_000_000_u64.to_le_bytes());
    bytes.extend([0; 16]);
    bytes.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
    bytes.extend([0; 10]);
    let reasons = reasons(&outcomes(
        "many.zip",
        [b"PK\x03\x04".to_vec(), bytes].concat(),
    ));
    assert!(reasons[0].contains("1000000 members"), "{reasons:?}");
}

#[test]
fn a_web_archive_without_end_of_records_ends() {
    let record = "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n";
    assert_eq!(outcomes("empty.warc", record.repeat(20_000)), []);
    let blank = reasons(&outcomes("blank.warc", "WARC/1.0\r\n\r\n".repeat(3)));
    assert_eq!(blank.len(), 3, "{blank:?}");
    let huge = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nx";
    assert_eq!(reasons(&outcomes("huge.warc", huge)).len(), 1);
}

#[test]
fn a_million_columns_are_no_table() {
    let reasons = reasons(&outcomes("wide.csv", "a,".repeat(1_000_000)));
    assert!(reasons[0].contains("columns, over 10000"), "{reasons:?}");
}

#[test]
fn loops_and_depths_of_a_pdf_end() {
    let form = |inner: &str| {
        format!("<< /Type /XObject /Subtype /Form {inner} /Length 5 >>\nstream\n/X Do\nendstream")
    };
    let resources = "/Resources << /XObject << /X 4 0 R >> >>";
    for (form_of_4, form_of_5) in [
        (form(resources), form("")),
        (form(""), form("")),
        (
            form("/Resources << /XObject << /X 5 0 R >> >>"),
            form(resources),
        ),
    ] {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] {resources} /Contents 4 0 R >>"
            ),
            form_of_4,
            form_of_5,
        ];
        let reasons = reasons(&outcomes("loop.pdf", pdf(&objects)));
        assert_eq!(reasons.len(), 1, "{reasons:?}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(reasons(&outcomes("deep.pdf", pdf(&[deep]))).len(), 1);
    let twice = "<< /Filter [/FlateDecode /FlateDecode] /Length 2 >>\nstream\nx\x01\nendstream";
    let reasons = reasons(&outcomes("twice.pdf", pdf(&[twice.to_owned()])));
    assert!(reasons[0].contains("twice over"), "{reasons:?}");
}

fn pdf(objects: &[String]) -> Vec<u8> {
    let mut text = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(text.len());
        let _ = writeln!(text, "{number} 0 obj\n{object}\nendobj");
    }
    let (start, size) = (text.len(), objects.len() + 1);
    let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
    for offset in offsets {
        let _ = writeln!(table, "{offset:010} 00000 n ");
    }
    let _ = writeln!(
        table,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    );
    text += &table;
    text.into_bytes()
}

#[test]
fn what_a_user_says_of_columns_wins_over_names_and_guesses() {
    let mut columns = Columns::default();
    columns.say("headline=text").unwrap();
    columns.say("3=title").unwrap();
    let table = "text,headline,c\nnot this one,The locks are open to all who trade along the river.,Locks\n";
    let outcomes = outcomes_with("list.csv", table.as_bytes().to_vec(), &columns);
    let briefings = briefings(&outcomes);
    assert_eq!(briefings[0].title.as_deref(), Some("Locks"));
    assert_eq!(
        briefings[0].text,
        "The locks are open to all who trade along the river."
    );
    let error = columns.say("headline=titl").unwrap_err().to_string();
    assert!(error.contains("`title`"), "{error}");
    assert!(
        columns
            .say("headline")
            .unwrap_err()
            .to_string()
            .contains("COLUMN=FIELD")
    );
    let other = outcomes_with(
        "other.csv",
        b"title,text\nA,The locks are open.\n".to_vec(),
        &columns,
    );
    assert!(
        remarks(&other)[0].contains("no column `3` in it"),
        "{:?}",
        remarks(&other)
    );
    assert_eq!(Columns::read(&columns.written()).unwrap(), columns);
}

#[test]
fn lists_too_long_for_memory_are_read_item_by_item() {
    let folder = tempfile::tempdir().unwrap();
    let filler = "x".repeat(1 << 20);
    let mut lines = fs::File::create(folder.path().join("long.jsonl")).unwrap();
    let mut rows = fs::File::create(folder.path().join("long.csv")).unwrap();
    writeln!(rows, "title;text;filler").unwrap();
    for number in 0..18 {
        writeln!(lines, "{{\"title\":\"Note {number}\",\"text\":\"The locks are open.\",\"filler\":\"{filler}\"}}").unwrap();
        writeln!(rows, "Note {number};\"The locks\nare open.\";{filler}").unwrap();
    }
    for found in walk(folder.path()) {
        let Found::Entry(entry) = found else { continue };
        let record = entry.read().unwrap();
        assert!(record.saved.is_some() && record.bytes.is_empty());
        let outcomes: Vec<Outcome> = source::read(&record, &Guide::builtin()).collect();
        let briefings = briefings(&outcomes);
        assert_eq!(briefings.len(), 18, "{:?}", reasons(&outcomes));
        assert_eq!(briefings[17].title.as_deref(), Some("Note 17"));
    }
}

fn demarche(path: &str, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(arguments)
        .env("PATH", path)
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn what_is_said_of_columns_is_kept_for_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let table =
        "kop,inhoud\nOver de sluizen,De sluizen zijn open.\nTwee,De sluizen blijven open.\n";
    fs::write(folder.path().join("list.csv"), table).unwrap();
    let root = folder.path().to_str().unwrap();
    let (said, told) = demarche(
        "",
        &["index", root, "--map", "inhoud=text", "--map", "kop=title"],
    );
    assert!(said.starts_with("2 new"), "{said}{told}");
    assert!(told.contains("columns.toml"), "{told}");
    let (said, told) = demarche("", &["index", root]);
    assert!(said.starts_with("0 new, 0 changed, 2 same"), "{said}{told}");
    let (_, told) = demarche("", &["index", root, "--map", "kop=titl"]);
    assert!(told.contains("no field `titl`"), "{told}");
    let (said, _) = demarche(
        "",
        &[
            "annotate",
            "--jsonl",
            "--map",
            "kop=text",
            "--map",
            "inhoud=title",
            root,
        ],
    );
    assert!(said.contains("\"text\":\"Over de sluizen\""), "{said}");
}

#[cfg(unix)]
#[test]
fn pdftotext_is_asked_where_our_own_reader_finds_no_text() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("pdftotext");
    fs::write(&program, "#!/bin/sh\nwhile read -r line; do :; done\necho 'Read by another\n\nThe locks are open.'\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let scan = fixtures().join("containers/trap-pdf-that-is-a-scan/corpus/scan.pdf");
    let arguments = ["annotate", "--jsonl", scan.to_str().unwrap()];
    let (said, _) = demarche(folder.path().to_str().unwrap(), &arguments);
    assert!(said.contains("The locks are open."), "{said}");
    let (said, told) = demarche("", &arguments);
    assert!(said.is_empty() && told.contains("ocrmypdf"), "{said}{told}");
}

/// The fixtures of formats that are easily broken.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples = Vec::new();
    let mut folders = vec![fixtures()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_sidecar = path
                .extension()
                .is_some_and(|extension| extension == "toml");
            let is_sample = path.parent().unwrap().ends_with("corpus") && !is_sidecar;
            if is_sample {
                samples.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    samples.sort();
    assert!(samples.len() > 50);
    samples
}

#[derive(Debug, Clone)]
enum Damage {
    Set(usize, u8),
    Cut(usize),
    Drop(usize, usize),
    Repeat(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = || any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        (
            at(),
            prop::sample::select(b"0123456789<>/\"',\n[]{}()".to_vec())
        )
            .prop_map(|(at, byte)| Damage::Set(at, byte)),
        at().prop_map(Damage::Cut),
        (at(), 1..40_usize).prop_map(|(at, length)| Damage::Drop(at, length)),
        (at(), 1..40_usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let length = bytes.len().max(1);
        let part = |at: usize, size: usize| {
            let start = (at % length).min(bytes.len());
            start..(start + size).min(bytes.len())
        };
        match *damage {
            Damage::Set(at, byte) => {
                let at = at % length;
                if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
            Damage::Cut(at) if damages.len() == 1 => bytes.truncate(at % length),
            Damage::Cut(_) => (),
            Damage::Drop(at, size) => {
                let part = part(at, size);
                bytes.drain(part);
            }
            Damage::Repeat(at, size) => {
                let part = part(at, size);
                let again = bytes[part.clone()].repeat(3);
                bytes.splice(part, again);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn damaged_files_are_read_or_rejected_in_time(which in any::<prop::sample::Index>(), damages in prop::collection::vec(damage(), 1..6)) {
        let samples = samples();
        let (name, bytes) = which.get(&samples).clone();
        outcomes(&name, damaged(bytes, &damages));
    }

    #[test]
    fn damaged_containers_are_read_or_rejected_in_time(which in any::<prop::sample::Index>(), damages in prop::collection::vec(damage(), 1..6)) {
        let kinds = [".pdf", ".docx", ".odt", ".zip", ".warc", ".gz", ".eml", ".mhtml"];
        let samples: Vec<_> = samples().into_iter().filter(|(name, _)| kinds.iter().any(|kind| name.ends_with(kind))).collect();
        let (name, bytes) = which.get(&samples).clone();
        outcomes(&name, damaged(bytes, &damages));
    }

    #[test]
    fn any_rows_are_a_table_or_none(table in "([a-z ]{0,4}|text|дата|\"[,;\n]{0,3}\"|2024-06-18|https://x\\.example|[\"\n,;|\t]){0,80}") {
        outcomes("x.csv", table);
    }
}
