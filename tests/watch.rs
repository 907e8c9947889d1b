//! Watches tell what arrived in the archive, each thing once, whatever its date and whatever is made anew.

#![allow(
    clippy::unwrap_used,
    reason = "what cannot be made, run or read fails the test"
)]

mod desk;

use desk::{Answer, Desk};
use mail_parser::MessageParser;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{self, File};

const SETTINGS: &str = "# mine\n[[watch]]\nname = \"ferry\"\nquery = \"ferry\"\n\n\
                        [[watch]]\nname = \"Nepal\"\nquery = '--stance critical --by Nepal'\n";

/// A page of the ministry.
fn page(desk: &Desk, name: &str, date: &str, text: &str) {
    let page = format!(
        "---\ntitle: Remarks\nlanguage: en\ndate: {date}\nministry: Foreign Ministry of Ruritania\n\
         url: https://mfa.ruritania.example/{name}\n---\n\n{text}\n"
    );
    desk.write(&format!("{name}.md"), &page);
}

/// An archive with two watches that have run once.
fn archive() -> Desk {
    let desk = Desk::new();
    fs::write(desk.path("demarche.toml"), SETTINGS).unwrap();
    page(&desk, "a", "2024-05-01", "The ferry runs on Sunday.");
    desk.run(&["index"]).expect(0);
    desk.run(&["watch", "run"]).expect(1);
    desk
}

fn run(desk: &Desk) -> Answer {
    desk.run(&["index"]).expect(0);
    desk.run(&["watch", "run", "--json"])
}

/// What a run told, as `news: text [watches]`.
fn told(answer: &Answer) -> Vec<String> {
    let found = answer.json();
    let items = found["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let watches = item["watches"].as_array().unwrap().iter();
            let watches: Vec<&str> = watches.map(|watch| watch.as_str().unwrap()).collect();
            let text = |key: &str| item[key].as_str().unwrap();
            format!(
                "{}: {} [{}]",
                text("news"),
                text("text"),
                watches.join(", ")
            )
        })
        .collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_first_run_takes_the_present_as_known_and_says_so() {
    let desk = Desk::new();
    fs::write(desk.path("demarche.toml"), SETTINGS).unwrap();
    page(&desk, "a", "2024-05-01", "The ferry runs on Sunday.");
    desk.run(&["index"]).expect(0);
    let all = desk.run(&["watch", "run", "--from-start", "--dry-run", "--json"]);
    assert_eq!(
        told(all.expect(0)),
        ["new: The ferry runs on Sunday. [ferry]"]
    );
    let first = desk.run(&["watch", "run"]);
    assert_eq!(first.expect(1).out, "");
    let known = "ferry: runs for the first time; the 1 passage it finds today are taken as known";
    assert!(first.told.contains(known), "{}", first.told);
    let again = desk.run(&["watch", "run", "--from-start", "--json"]);
    assert_eq!(told(again.expect(1)), NOTHING);
}

#[test]
fn a_late_document_with_an_old_date_is_told_once_with_all_its_watches() {
    let desk = archive();
    let text = "Nepal condemned Bhutan for its attack on the ferry.";
    page(&desk, "late", "1999-01-05", text);
    let expected = format!("new: {text} [ferry, Nepal]");
    assert_eq!(told(run(&desk).expect(0)), [expected]);
    assert_eq!(told(run(&desk).expect(1)), NOTHING);
    let cards = desk.run(&["watch", "run", "--from-start"]);
    assert_eq!(cards.expect(1).out, "");
}

#[test]
fn an_index_made_anew_tells_nothing_again_and_loses_nothing() {
    let desk = archive();
    fs::remove_dir_all(desk.path("index")).unwrap();
    page(
        &desk,
        "b",
        "2024-05-02",
        "The other ferry has been painted.",
    );
    let expected = ["new: The other ferry has been painted. [ferry]"];
    assert_eq!(told(run(&desk).expect(0)), expected);
    // What goes and comes back, and what is called otherwise, did not arrive.
    fs::remove_file(desk.path("corpus/a.md")).unwrap();
    assert_eq!(told(run(&desk).expect(1)), NOTHING);
    page(&desk, "a", "2024-05-01", "The ferry runs on Sunday.");
    assert_eq!(told(run(&desk).expect(1)), NOTHING);
    fs::create_dir(desk.path("corpus/moved")).unwrap();
    fs::rename(desk.path("corpus/a.md"), desk.path("corpus/moved/z.md")).unwrap();
    assert_eq!(told(run(&desk).expect(1)), NOTHING);
    // Nor does anything that is only annotated anew.
    fs::create_dir(desk.path("lexicon")).unwrap();
    fs::write(desk.path("corrections.jsonl"), "").unwrap();
    let id = desk.run(&["query", "painted", "--jsonl"]).expect(0).json()["id"].clone();
    let correct = [
        "correct",
        id.as_str().unwrap(),
        "--by",
        "Nepal",
        "--on",
        "Bhutan",
        "--stance",
        "critical",
        "--quote",
        "painted",
    ];
    desk.run(&correct).expect(0);
    assert_eq!(told(run(&desk).expect(1)), NOTHING);
    desk.run(&["query", "--by", "Nepal", "--stance", "critical"])
        .expect(0);
}

#[test]
fn a_changed_version_is_told_as_changed_where_it_newly_matches() {
    let desk = archive();
    let snapshot = |stamp: &str, first: &str, second: &str| {
        desk.write(
            &format!("{stamp}.rss"),
            &format!(
                "<rss version=\"2.0\"><channel><title>Ruritania</title><link>https://mfa.ruritania.example/</link>\
                 <item><guid>https://mfa.ruritania.example/?p=1</guid><title>Boats</title>\
                 <pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate><description><![CDATA[\
                 <p>MS NORVIK: {first}</p><p>QUESTION: And the river?</p><p>MS NORVIK: {second}</p>]]></description></item></channel></rss>"
            ),
        );
    };
    let marsh = "The marsh stays closed to all vessels until the autumn.";
    snapshot(
        "2024-06-18T100000Z",
        marsh,
        "The river is high for the season.",
    );
    assert_eq!(told(run(&desk).expect(1)), NOTHING);
    snapshot(
        "2024-06-19T100000Z",
        marsh,
        "The ferry on the river is late today.",
    );
    let expected = ["changed: The ferry on the river is late today. [ferry]"];
    assert_eq!(told(run(&desk).expect(0)), expected);
    // Another part of it changes: what matches has been told.
    snapshot(
        "2024-06-20T100000Z",
        "The marsh is open.",
        "The ferry on the river is late today.",
    );
    assert_eq!(told(run(&desk).expect(1)), NOTHING);
}

#[test]
fn equal_answers_to_several_questions_are_each_told() {
    let desk = archive();
    let text = "QUESTION: Is the ferry late today?\n\nMS NORVIK: Yes.\n\nQUESTION: Has the ferry been painted?\n\nMS NORVIK: Yes.";
    page(&desk, "b", "2024-05-02", text);
    let told = told(run(&desk).expect(0));
    let yes = told.iter().filter(|told| told.contains(": Yes. [ferry]"));
    assert_eq!(yes.count(), 2, "{told:?}");
    let count = desk
        .run(&["query", "ferry", "--count"])
        .expect(0)
        .out
        .trim()
        .to_owned();
    assert_eq!((told.len() + 1).to_string(), count);
    desk.run(&["watch", "run", "--atom", "watch.atom"])
        .expect(1);
    let feed = fs::read_to_string(desk.path("watch.atom")).unwrap();
    assert_eq!(elements(&feed, "entry").len(), told.len());
}

#[test]
fn a_broken_query_keeps_its_place_while_the_others_run() {
    let desk = archive();
    let broken = SETTINGS.replace("query = \"ferry\"", "query = \"ferry stance:angry\"");
    fs::write(desk.path("demarche.toml"), &broken).unwrap();
    let text = "Nepal condemned Bhutan for its attack on the ferry.";
    page(&desk, "b", "2024-05-02", text);
    let answer = run(&desk);
    assert_eq!(told(answer.expect(2)), [format!("new: {text} [Nepal]")]);
    assert!(
        answer
            .told
            .contains("watch ferry: cannot be run and keeps its place"),
        "{}",
        answer.told
    );
    let report = &answer.json()["watches"][0];
    assert_eq!(report["standing"], "broken");
    assert!(
        report["error"].as_str().unwrap().contains("angry"),
        "{report}"
    );
    assert_eq!(desk.run(&["watch", "list"]).code, Some(2));
    fs::write(desk.path("demarche.toml"), SETTINGS).unwrap();
    page(&desk, "c", "2024-05-03", "The last ferry left.");
    let mended = run(&desk);
    let expected = [
        "new: The last ferry left. [ferry]".to_owned(),
        format!("new: {text} [ferry]"),
    ];
    assert_eq!(told(mended.expect(0)), expected);
    // One that was broken from the start has its place as well.
    let new = format!("{SETTINGS}[[watch]]\nname = \"marsh\"\nquery = \"--on\"\n");
    fs::write(desk.path("demarche.toml"), &new).unwrap();
    assert_eq!(told(run(&desk).expect(2)), NOTHING);
    page(&desk, "d", "2024-05-03", "The marsh is closed.");
    assert_eq!(told(run(&desk).expect(2)), NOTHING);
    fs::write(
        desk.path("demarche.toml"),
        new.replace("\"--on\"", "\"marsh\""),
    )
    .unwrap();
    assert_eq!(
        told(run(&desk).expect(0)),
        ["new: The marsh is closed. [marsh]"]
    );
}

#[test]
fn two_watches_of_one_name_and_none_at_all_are_said() {
    let desk = archive();
    fs::write(
        desk.path("demarche.toml"),
        SETTINGS.replace("Nepal\"", "ferry\""),
    )
    .unwrap();
    let answer = desk.run(&["watch", "run", "--json"]);
    assert_eq!(answer.expect(2).json()["watches"][1]["standing"], "broken");
    fs::write(desk.path("demarche.toml"), "").unwrap();
    let none = desk.run(&["watch", "run"]);
    assert!(
        none.expect(2).told.contains("no [[watch]] in it"),
        "{}",
        none.told
    );
    desk.run(&["watch", "list"]).expect(1);
}

#[test]
fn what_could_not_be_written_is_told_again() {
    let desk = archive();
    page(
        &desk,
        "b",
        "2024-05-02",
        "The other ferry has been painted.",
    );
    desk.run(&["index"]).expect(0);
    desk.run(&["watch", "run", "--mbox", "corpus"]).expect(2);
    desk.run(&["watch", "run", "--atom", "corpus"]).expect(2);
    let log = fs::read_to_string(desk.path("watch.json")).unwrap();
    fs::write(desk.path("watch.json"), &log[..log.len() / 2]).unwrap();
    let damaged = desk.run(&["watch", "run"]);
    assert!(
        damaged
            .expect(2)
            .told
            .contains("watch.json: this is no log of watches"),
        "{}",
        damaged.told
    );
    fs::write(desk.path("watch.json"), &log).unwrap();
    let other = File::create(desk.path("watch.lock")).unwrap();
    other.lock().unwrap();
    let held = desk.run(&["watch", "run"]);
    assert!(
        held.expect(2)
            .told
            .contains("another demarche runs the watches"),
        "{}",
        held.told
    );
    drop(other);
    assert_eq!(told(run(&desk).expect(0)).len(), 1);
}

/// The text of each element of this name.
fn elements(feed: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(feed);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == name => {
                let text = reader.read_text(start.name()).unwrap();
                found.push(quick_xml::escape::unescape(&text).unwrap().into_owned());
            }
            Event::Eof => return found,
            _ => (),
        }
    }
}

#[test]
fn a_feed_has_all_that_was_told_lately_under_ids_that_stay() {
    let desk = archive();
    let text = "Nepal condemned Bhutan for its attack on the &lt;b>ferry</b> & the boats\u{202e} ]]> \u{ffff}.";
    page(&desk, "b", "2024-05-02", text);
    desk.run(&["index"]).expect(0);
    desk.run(&["watch", "run", "--atom", "watch.atom"])
        .expect(0);
    let first = fs::read_to_string(desk.path("watch.atom")).unwrap();
    page(&desk, "паром", "2024-05-03", "The last ferry left.");
    desk.run(&["index"]).expect(0);
    desk.run(&["watch", "run", "--atom", "watch.atom"])
        .expect(0);
    let feed = fs::read_to_string(desk.path("watch.atom")).unwrap();
    let (before, ids) = (elements(&first, "id"), elements(&feed, "id"));
    assert_eq!((before.len(), ids.len()), (2, 3));
    assert_eq!([&ids[0], &ids[2]], [&before[0], &before[1]]);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 3);
    for (name, count) in [
        ("entry", 2),
        ("updated", 3),
        ("title", 3),
        ("content", 2),
        ("published", 2),
        ("author", 3),
    ] {
        assert_eq!(elements(&feed, name).len(), count, "{name} in {feed}");
    }
    for moment in elements(&feed, "updated") {
        assert!(
            chrono::DateTime::parse_from_rfc3339(&moment).is_ok(),
            "{moment}"
        );
    }
    let content = elements(&feed, "content").pop().unwrap();
    assert!(
        content.contains("&amp; the boats ]]&gt;") && !content.contains('\u{202e}'),
        "{content}"
    );
    for page in ["b", "%D0%BF%D0%B0%D1%80%D0%BE%D0%BC"] {
        let link =
            format!("<link rel=\"alternate\" href=\"https://mfa.ruritania.example/{page}\"/>");
        assert!(feed.contains(&link), "{feed}");
    }
    assert!(feed.contains("<category term=\"Nepal\""), "{feed}");
    // A run that tells nothing leaves the feed as it is.
    desk.run(&["watch", "run", "--atom", "watch.atom"])
        .expect(1);
    assert_eq!(fs::read_to_string(desk.path("watch.atom")).unwrap(), feed);
}

#[test]
fn an_mbox_gets_a_letter_for_each_item_that_mail_programs_read() {
    let desk = archive();
    let names = SETTINGS.replace("\"ferry\"\nquery", "\"паром 渡轮\\nBcc: x\"\nquery");
    fs::write(desk.path("demarche.toml"), names).unwrap();
    desk.run(&["watch", "run"]).expect(1);
    fs::write(
        desk.path("watch.mbox"),
        "From me Thu Jan  1 00:00:00 2026\nSubject: old\n\nlast line",
    )
    .unwrap();
    let long = format!("The ferry {}ends.", "goes on and on ".repeat(12));
    page(
        &desk,
        "b",
        "2024-05-02",
        &format!("From the ferry nothing is seen – 渡轮.\n\n{long}"),
    );
    desk.run(&["index"]).expect(0);
    desk.run(&["watch", "run", "--mbox", "watch.mbox"])
        .expect(0);
    let text = fs::read_to_string(desk.path("watch.mbox")).unwrap();
    assert!(
        text.is_ascii() && text.lines().all(|line| line.len() <= 78),
        "{text}"
    );
    let letters: Vec<&str> = text.split("\n\nFrom ").collect();
    assert_eq!(letters.len(), 3, "{text}");
    assert!(letters[0].ends_with("last line"));
    let mut ids = BTreeSet::new();
    for letter in &letters[1..] {
        let (from, letter) = letter.split_once('\n').unwrap();
        assert!(
            chrono::NaiveDateTime::parse_from_str(from, "demarche@localhost %a %b %e %H:%M:%S %Y")
                .is_ok(),
            "{from}"
        );
        let read = MessageParser::default().parse(letter.as_bytes()).unwrap();
        let subject = read.subject().unwrap();
        assert!(
            subject.starts_with(
                "[паром 渡轮 Bcc: x] new · Foreign Ministry of Ruritania, 2024-05-02: "
            ),
            "{subject}"
        );
        assert!(read.bcc().is_none() && read.date().is_some());
        ids.insert(read.message_id().unwrap().to_owned());
        let body = read.body_text(0).unwrap();
        assert!(
            body.contains(&long) || body.contains("\n\nFrom the ferry nothing is seen – 渡轮."),
            "{body}"
        );
    }
    assert_eq!(ids.len(), 2);
}

#[test]
fn a_test_counts_by_month_what_the_query_finds() {
    let desk = archive();
    page(
        &desk,
        "b",
        "2024-03-02",
        "The other ferry has been painted.",
    );
    page(&desk, "c", "2023", "The ferries were counted.");
    desk.run(&["index"]).expect(0);
    let found = desk
        .run(&["watch", "test", "ferry", "--json"])
        .expect(0)
        .json();
    let expected = r#"[{"month":"2024-03","passages":1},{"month":"2024-04","passages":0},{"month":"2024-05","passages":1}]"#;
    assert_eq!(found["months"].to_string(), expected);
    assert_eq!(
        found["years"].to_string(),
        r#"[{"month":"2023","passages":1}]"#
    );
    let count = desk
        .run(&["query", "ferry", "--count"])
        .expect(0)
        .out
        .trim()
        .to_owned();
    assert_eq!(found["passages"].to_string(), count);
    let page = desk.run(&["watch", "test", "ferry"]);
    let sum = "3 passages; from 2024-03 to 2024-05 0.7 a month, most in one 1, none in 1 of 3";
    assert!(page.expect(0).out.contains(sum), "{}", page.out);
    desk.run(&["watch", "test", "--query", "on:Nepal"])
        .expect(1);
    let unknown = desk.run(&["watch", "test", "ferries"]);
    assert!(
        unknown
            .expect(2)
            .told
            .contains("no watch ferries; there is ferry, Nepal"),
        "{}",
        unknown.told
    );
}

#[test]
fn a_watch_added_stands_behind_what_the_settings_say() {
    let desk = archive();
    desk.run(&[
        "watch",
        "add",
        "quo\"tes",
        "a \"closed marsh\"",
        "--kind",
        "answer",
    ])
    .expect(0);
    let settings = fs::read_to_string(desk.path("demarche.toml")).unwrap();
    assert!(settings.starts_with(SETTINGS), "{settings}");
    let listed = desk.run(&["watch", "list", "--json"]).expect(0).json();
    let last = &listed["watches"][2];
    assert_eq!(
        (&last["name"], &last["last"]),
        (&"quo\"tes".into(), &Value::Null)
    );
    assert!(
        last["query"].as_str().unwrap().contains("kind:answer"),
        "{last}"
    );
    desk.run(&["watch", "add", "dry", "marsh", "-ferry"])
        .expect(0);
    let listed = desk.run(&["watch", "list", "--json"]).expect(0).json();
    assert_eq!(listed["watches"][3]["query"], "marsh -ferry");
    fs::remove_dir_all(desk.path("index")).unwrap();
    let anew = desk.run(&["watch", "list", "--json"]).expect(0).json();
    assert_eq!(anew, listed, "names are known without an index as with one");
    desk.run(&["watch", "add", "-ferry", "marsh"])
        .expect(2)
        .tells("a name comes first");
    let settings = fs::read_to_string(desk.path("demarche.toml")).unwrap();
    let taken = desk.run(&["watch", "add", "ferry", "boats"]);
    assert!(
        taken.expect(2).told.contains("there is such a watch"),
        "{}",
        taken.told
    );
    desk.run(&["watch", "add", "x", "stance:angry"]).expect(2);
    desk.run(&["watch", "add", "x"]).expect(2);
    assert_eq!(
        fs::read_to_string(desk.path("demarche.toml")).unwrap(),
        settings
    );
}
