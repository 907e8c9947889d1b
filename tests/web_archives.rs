//! Web archives that are added to: what is read again, what is not, and what a crash or damage costs.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fixture/corpus.rs"]
mod corpus;
#[path = "fixture/web.rs"]
mod web;

use corpus::Fixture;
use demarche::ingest::{Ledger, Report};
use demarche::source::Guide;
use std::fs;
use web::{packed, page, record, response, revisit};

const FILE: &str = "fetched/mfa.ruritania.example/2024.warc.gz";

fn url(number: u32) -> String {
    format!("https://mfa.ruritania.example/news/{number}")
}

/// Page `number` as captured on a day of May.
fn captured(number: u32, day: u32, words: &str) -> Vec<u8> {
    let title = format!("Press statement {number}");
    packed(&response(
        &url(number),
        &format!("2024-05-{day:02}T10:00:00Z"),
        &page(&title, words),
    ))
}

fn information() -> Vec<u8> {
    packed(&record(
        "warcinfo",
        "",
        "2024-05-01T00:00:00Z",
        "Content-Type: application/warc-fields\r\n",
        "software: a test\r\n",
    ))
}

struct Grown {
    fixture: Fixture,
    bytes: Vec<u8>,
    writes: u64,
}

impl Grown {
    fn new(members: &[Vec<u8>]) -> Self {
        let fixture = Fixture::new();
        fixture.write(FILE, "");
        let mut grown = Self {
            fixture,
            bytes: Vec::new(),
            writes: 0,
        };
        grown.add(&members.concat());
        grown
    }

    fn add(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.written();
    }

    fn written(&mut self) {
        self.writes += 1;
        fs::write(self.fixture.path(FILE), &self.bytes).unwrap();
        self.fixture.touch(FILE, 1_714_600_000 + self.writes);
    }

    fn update(&self) -> Report {
        self.fixture.update()
    }

    /// new, changed, same, removed; and what could not be read.
    fn outcome(&self) -> ([u64; 4], Vec<String>) {
        let report = self.update();
        let rejected = report.rejected.iter().map(ToString::to_string);
        (
            [report.new, report.changed, report.same, report.removed],
            rejected.collect(),
        )
    }

    /// What is remembered, and what is indexed, are as from scratch.
    fn assert_as_from_scratch(&self) {
        let census = self.fixture.census();
        self.fixture.assert_as_from_scratch();
        assert_eq!(census, self.fixture.census());
    }
}

#[test]
fn what_is_added_to_a_web_archive_is_read_from_where_reading_stopped() {
    let mut grown = Grown::new(&[information(), captured(1, 2, "one"), captured(2, 3, "two")]);
    assert_eq!(grown.outcome(), ([2, 0, 0, 0], vec![]));
    // What was read before is not read again: it would be named if it were.
    let read = grown.fixture.passages();
    grown.add(
        &[revisit(&url(1), "2024-05-04T00:00:00Z"), vec![]]
            .map(|one| packed(&one))
            .concat(),
    );
    grown.add(&captured(3, 5, "three"));
    assert_eq!(grown.outcome(), ([1, 0, 2, 0], vec![]));
    assert!(
        read.iter()
            .all(|one| grown.fixture.passages().contains(one))
    );
    assert_eq!(grown.outcome(), ([0, 0, 3, 0], vec![]));
    grown.assert_as_from_scratch();
}

#[test]
fn an_address_captured_again_with_other_words_is_a_version_and_the_newest_is_indexed() {
    let mut grown = Grown::new(&[captured(1, 2, "the talks go on"), captured(2, 2, "two")]);
    grown.update();
    grown.add(&revisit(&url(2), "2024-05-03T00:00:00Z"));
    grown
        .bytes
        .truncate(grown.bytes.len() - revisit(&url(2), "2024-05-03T00:00:00Z").len());
    grown.add(&packed(&revisit(&url(2), "2024-05-03T00:00:00Z")));
    grown.add(&captured(1, 4, "the talks have ended"));
    assert_eq!(grown.outcome(), ([0, 1, 1, 0], vec![]));
    let passages = grown.fixture.passages().join("\n");
    assert!(
        passages.contains("have ended") && !passages.contains("go on"),
        "{passages}"
    );
    let archive = grown.fixture.archive();
    let ledger = Ledger::read(grown.fixture.reader().state().unwrap().as_deref());
    let changed = ledger.changed();
    assert_eq!(changed.len(), 1);
    let mut texts = Vec::new();
    let keep = &mut |history: demarche::ingest::History| {
        texts.extend(
            history
                .versions
                .into_iter()
                .map(|one| one.text.unwrap().text),
        );
        Ok(())
    };
    ledger
        .histories(&changed, &archive, &Guide::builtin(), keep)
        .unwrap();
    assert_eq!(texts.len(), 2);
    assert!(
        texts[0].contains("go on") && texts[1].contains("have ended"),
        "{texts:?}"
    );
    grown.assert_as_from_scratch();
}

#[test]
fn a_last_record_cut_off_by_a_crash_is_named_and_everything_before_it_kept() {
    let (first, second) = (captured(1, 2, "one"), captured(2, 3, "two"));
    for kept in [1, 9, second.len() / 2, second.len() - 1] {
        let mut grown = Grown::new(&[first.clone(), second[..kept].to_vec()]);
        let (counts, rejected) = grown.outcome();
        assert_eq!(counts, [1, 0, 0, 0], "{kept}");
        assert!(
            rejected.len() == 1 && rejected[0].contains("record 2"),
            "{kept}: {rejected:?}"
        );
        grown.assert_as_from_scratch();
        // Its writer takes the rest away and goes on.
        grown.bytes.truncate(first.len());
        grown.add(&captured(3, 4, "three"));
        assert_eq!(grown.outcome(), ([1, 0, 1, 0], vec![]), "{kept}");
        grown.assert_as_from_scratch();
    }
}

#[test]
fn a_cut_off_record_that_was_written_on_behind_costs_itself_only() {
    let second = captured(2, 3, "two");
    let cut = second[..second.len() / 2].to_vec();
    let mut grown = Grown::new(&[captured(1, 2, "one"), cut]);
    grown.update();
    grown.add(&captured(3, 4, "three"));
    let (counts, rejected) = grown.outcome();
    assert_eq!(counts, [1, 0, 1, 0]);
    assert_eq!(rejected.len(), 1, "{rejected:?}");
    grown.assert_as_from_scratch();
}

#[test]
fn a_damaged_record_is_named_and_costs_itself_only() {
    for is_packed in [true, false] {
        let pack = |record: Vec<u8>| if is_packed { packed(&record) } else { record };
        let one = |number: u32| {
            let at = format!("2024-05-{number:02}T10:00:00Z");
            pack(response(
                &url(number),
                &at,
                &page("A statement", "all is well"),
            ))
        };
        let (first, second, third) = (one(1), one(2), one(3));
        let name = if is_packed { FILE } else { "plain.warc" };
        let middle = first.len()..first.len() + second.len();
        for at in [
            middle.start + 2,
            middle.start + second.len() / 2,
            middle.end - 7,
        ] {
            let fixture = Fixture::new();
            fixture.write(name, "");
            let mut bytes = [&first[..], &second, &third].concat();
            bytes[at] ^= 0x55;
            fs::write(fixture.path(name), bytes).unwrap();
            let report = fixture.update();
            let told = report.rejected.len() as u64 + report.remarks.count;
            assert!(report.new >= 2, "{is_packed} {at}: {report:?}");
            assert!(report.new == 3 || told > 0, "{is_packed} {at}: {report:?}");
        }
    }
}

#[test]
fn a_web_archive_changed_in_what_was_read_is_read_anew() {
    let mut grown = Grown::new(&[captured(1, 2, "one"), captured(2, 3, "two")]);
    grown.update();
    grown.bytes = [
        captured(1, 2, "won"),
        captured(2, 3, "two"),
        captured(3, 4, "three"),
    ]
    .concat();
    grown.written();
    assert_eq!(grown.outcome(), ([1, 1, 1, 0], vec![]));
    grown.assert_as_from_scratch();
    grown.bytes = captured(2, 3, "two");
    grown.written();
    assert_eq!(grown.outcome(), ([0, 0, 1, 2], vec![]));
    grown.assert_as_from_scratch();
}

#[test]
fn what_is_no_page_in_a_web_archive_is_told_as_if_it_had_been_read_at_once() {
    let missing = |number: u32| {
        let http = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone</p>";
        let fields = "Content-Type: application/http; msgtype=response\r\n";
        packed(&record(
            "response",
            &url(number),
            "2024-05-02T00:00:00Z",
            fields,
            http,
        ))
    };
    let mut grown = Grown::new(&(1..4).map(missing).collect::<Vec<_>>());
    grown.update();
    grown.add(&(4..9).map(missing).collect::<Vec<_>>().concat());
    let report = grown.update();
    assert_eq!(report.skipped.len(), 1, "{:?}", report.skipped);
    assert!(
        report.skipped[0].reason.starts_with("8 items"),
        "{:?}",
        report.skipped
    );
    grown.assert_as_from_scratch();
}
