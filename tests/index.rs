//! The index on disk: what is committed together, what another format says, how it is counted.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

mod fixture;

use demarche::Error;
use demarche::briefing::Precision;
use demarche::index::{Reader, Writer};
use fixture::{Archive, passage, said};
use std::fs;
use tempfile::TempDir;

#[test]
fn an_index_is_absent_until_it_is_committed_and_keeps_its_state_with_it() {
    let folder = TempDir::new().unwrap();
    assert!(Reader::open(folder.path()).unwrap().is_none());
    let mut writer = Writer::open(folder.path()).unwrap();
    assert!(Writer::open(folder.path()).is_err(), "two writers at once");
    assert!(Reader::open(folder.path()).unwrap().is_none());
    writer
        .add(&[passage("a", "One."), passage("b", "Two.")])
        .unwrap();
    writer.set_state("first".to_owned(), "of first".to_owned());
    writer.commit().unwrap();
    writer.remove("a");
    writer.set_state("second".to_owned(), "of second".to_owned());
    writer.rollback().unwrap();
    assert_eq!(writer.state(), Some("first"));
    writer.remove("b");
    writer.add(&[passage("c", "Three.")]).unwrap();
    writer.set_state("lost".to_owned(), "of lost".to_owned());
    drop(writer);

    let reader = Reader::open(folder.path()).unwrap().unwrap();
    assert_eq!(reader.state().unwrap().as_deref(), Some("first"));
    assert_eq!(reader.outline().unwrap().as_deref(), Some("of first"));
    assert_eq!(reader.passage_count(), 2);
    assert_eq!(reader.passages("b").unwrap(), [passage("b", "Two.")]);
    assert_eq!(reader.passages("c").unwrap(), []);
    let mut writer = Writer::open(folder.path()).unwrap();
    assert_eq!(writer.state(), Some("first"));
    writer.remove("a");
    writer.commit().unwrap();
    writer.finish().unwrap();
    let reader = Reader::open(folder.path()).unwrap().unwrap();
    assert_eq!(
        (reader.passage_count(), reader.state().unwrap().as_deref()),
        (1, Some("first"))
    );
}

#[test]
fn an_index_of_another_format_is_named_as_such() {
    let folder = TempDir::new().unwrap();
    let schema = tantivy::schema::Schema::builder().build();
    let index = tantivy::Index::create_in_dir(folder.path(), schema).unwrap();
    let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    let mut commit = writer.prepare_commit().unwrap();
    commit.set_payload(r#"{"format":0,"state":null}"#);
    commit.commit().unwrap();
    drop(writer);
    let Err(Error::Format { found, .. }) = Reader::open(folder.path()) else {
        panic!("it opens");
    };
    assert_eq!(found, "0");
    assert!(Writer::open(folder.path()).is_err());
}

#[test]
fn a_damaged_index_is_an_error_that_says_what_to_do() {
    for damaged in [".store", ".idx", ".term", ".fast", "meta.json", "records-"] {
        let folder = TempDir::new().unwrap();
        let mut writer = Writer::open(folder.path()).unwrap();
        writer.add(&[passage("a", "One.")]).unwrap();
        writer.set_state("first".to_owned(), "of first".to_owned());
        writer.commit().unwrap();
        writer.finish().unwrap();
        let files = fs::read_dir(folder.path()).unwrap().flatten();
        for file in files.filter(|file| file.file_name().to_string_lossy().contains(damaged)) {
            let content = fs::read(file.path()).unwrap();
            fs::write(file.path(), &content[..content.len() / 2]).unwrap();
            if damaged == "records-" {
                fs::remove_file(file.path()).unwrap();
            }
        }
        let read = Reader::open(folder.path()).and_then(|reader| {
            let reader = reader.unwrap();
            reader.state()?;
            reader.passages("a")
        });
        let message = read.unwrap_err().to_string();
        assert!(
            message.ends_with("run demarche index --rebuild"),
            "{damaged}: {message}"
        );
    }
}

#[test]
fn counts_add_up_to_the_briefings() {
    let mut second = said(passage("a", "Two."), "2024-03-18", Precision::Day);
    second.number = 2;
    let mut other = passage("b", "Three.");
    other.briefing.ministry = None;
    other.briefing.represents = None;
    other.briefing.language = None;
    let archive = Archive::of(&[
        said(passage("a", "One."), "2024-03-18", Precision::Day),
        second,
        other,
    ]);
    let counts = archive.reader.counts().unwrap();
    assert_eq!((counts.briefings, counts.passages), (2, 3));
    for map in [
        &counts.by_ministry,
        &counts.by_country,
        &counts.by_year,
        &counts.by_language,
    ] {
        assert_eq!(map.values().sum::<u64>(), 2);
        assert_eq!(map["unknown"], 1);
    }
}
