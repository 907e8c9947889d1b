//! `demarche versions`: what changed in briefings after publication, through the binary.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fixture/corpus.rs"]
mod corpus;
mod desk;

use corpus::Fixture;
use desk::demarche;
use serde_json::Value;
use std::fmt::Write as _;

/// Exit code, standard output, standard error.
struct Answer(Option<i32>, String, String);

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.1).unwrap_or_else(|error| panic!("{error}: {}", self.1))
    }
}

fn versions(fixture: &Fixture, arguments: &[&str]) -> Answer {
    run(fixture, &[&["versions"], arguments].concat())
}

fn run(fixture: &Fixture, arguments: &[&str]) -> Answer {
    let mut command = demarche(fixture.0.path());
    let output = command.args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let answer = Answer(
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    );
    assert!(!answer.2.contains("panicked"), "{}", answer.2);
    answer
}

/// Items of a feed of an invented ministry: number, title, byline, paragraphs.
type Item<'a> = (u32, &'a str, &'a str, &'a [&'a str]);

fn feed(items: &[Item]) -> String {
    let mut feed = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <channel><title>Ruritania</title><link>https://mfa.ruritania.example/</link>",
    );
    for (number, title, byline, paragraphs) in items {
        let _ = write!(
            feed,
            "<item><title>{title}</title><link>https://mfa.ruritania.example/news/{number}</link>\
             <guid isPermaLink=\"false\">https://mfa.ruritania.example/?p={number}</guid><dc:creator>{byline}</dc:creator>\
             <pubDate>Tue, 18 Jun 2024 10:00:00 +0000</pubDate><description><![CDATA["
        );
        for paragraph in *paragraphs {
            let _ = write!(feed, "<p>{paragraph}</p>");
        }
        feed.push_str("]]></description></item>");
    }
    feed + "</channel></rss>"
}

const NORVIK: &str = "Ada Norvik, Spokesperson";
const BRIEFING: [&str; 6] = [
    "MS NORVIK: Good afternoon, everybody. The minister returned from the lake this morning.",
    "QUESTION: Will the patrol boats be withdrawn by Friday?",
    "MS NORVIK: We expect them to leave within eleven days. The Dali Marsh stays closed to all vessels.",
    "QUESTION: And the ferry?",
    "MS NORVIK: The ferry is a matter for the chamber of commerce. I would not read anything into it.",
    "MS NORVIK: Thank you all.",
];

/// The same briefing with a word mended, a sentence taken out and another put in.
fn edited() -> [&'static str; 6] {
    let mut edited = BRIEFING;
    edited[2] = "MS NORVIK: We expect them to leave within eleven days. The Dalai Marsh stays closed to all vessels.";
    edited[4] = "MS NORVIK: The ferry is a matter for the chamber of commerce. Ask them about tickets for August.";
    edited
}

/// Two snapshots of a feed of two briefings, one of which changed.
fn edited_corpus() -> Fixture {
    let fixture = Fixture::new();
    let other: Item = (
        2,
        "Remarks on barley",
        "Rufus Tealeaf, Minister",
        &["Barley is sown in spring. It is reaped in autumn."],
    );
    fixture.write(
        "2024-06-18T100000Z.rss",
        &feed(&[
            (1, "Daily briefing – June 18, 2024", NORVIK, &BRIEFING),
            other,
        ]),
    );
    fixture.write(
        "2024-06-20T090000Z.rss",
        &feed(&[
            (1, "Daily Briefing – June 18, 2024", NORVIK, &edited()),
            other,
        ]),
    );
    fixture.update();
    fixture
}

/// The id of the only briefing with versions.
fn id_of_changed(fixture: &Fixture) -> String {
    let listed = versions(fixture, &["--json"]).json();
    assert_eq!(
        listed["briefings"].as_array().unwrap().len(),
        1,
        "{listed:#}"
    );
    listed["briefings"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn the_briefings_that_changed_are_listed_with_when_and_how_much() {
    let fixture = edited_corpus();
    let answer = versions(&fixture, &[]);
    assert_eq!(answer.0, Some(0), "{}", answer.2);
    let id = id_of_changed(&fixture);
    let expect = format!(
        "1 briefing changed after publication\n\n\
         {id} · 2024-06-18 · Daily Briefing – June 18, 2024\n    \
         2024-06-18 10:00 → 2024-06-20 09:00 · title; 1 sentence changed, 1 removed,\n    \
         1 added; 8 words removed, 7 added\n"
    );
    assert_eq!(answer.1, expect);
}

#[test]
fn changed_words_are_marked_by_turn_and_what_stayed_is_left_out() {
    let fixture = edited_corpus();
    let id = id_of_changed(&fixture);
    let answer = versions(&fixture, &[&id]);
    assert_eq!(answer.0, Some(0), "{}", answer.2);
    for expect in [
        "  1 2024-06-18 10:00 2024-06-18T100000Z.rss",
        "  2 2024-06-20 09:00 2024-06-20T090000Z.rss",
        "title: Daily [-briefing-] {+Briefing+} – June 18, 2024",
        "\n  Ada Norvik\n",
        "The [-Dali-] {+Dalai+} Marsh stays closed to all vessels.",
        "[-I would not read anything into it.-]",
        "{+Ask them about tickets for August.+}",
    ] {
        assert!(answer.1.contains(expect), "{expect:?} in\n{}", answer.1);
    }
    for stayed in ["Good afternoon", "eleven days", "patrol boats", "\u{1b}"] {
        assert!(!answer.1.contains(stayed), "{stayed:?} in\n{}", answer.1);
    }
    let painted = versions(&fixture, &[&id, "--color", "always"]).1;
    assert!(painted.contains("\u{1b}[31m[-Dali-]"), "{painted}");
}

#[test]
fn a_beginning_of_an_id_is_enough_and_a_passage_shows_only_its_own() {
    let fixture = edited_corpus();
    let id = id_of_changed(&fixture);
    let whole = versions(&fixture, &[&id, "--json"]).json();
    let sentences = whole["changes"][0]["sentences"].as_array().unwrap();
    let of_ferry = sentences.last().unwrap()["added"]["passage"]
        .as_u64()
        .unwrap();
    let answer = versions(&fixture, &[&format!("{}#{of_ferry}", &id[..6])]);
    assert_eq!(answer.0, Some(0), "{}", answer.2);
    assert!(
        answer.1.contains("tickets") && !answer.1.contains("Dalai"),
        "{}",
        answer.1
    );
}

#[test]
fn the_machine_output_has_versions_and_changes_with_their_words() {
    let fixture = edited_corpus();
    let id = id_of_changed(&fixture);
    let found = versions(&fixture, &[&id, "--json"]).json();
    assert_eq!(
        (&found["schema"], found["id"].as_str()),
        (&1.into(), Some(id.as_str()))
    );
    let first = &found["versions"][0];
    assert_eq!(first["retrieved"], "2024-06-18T10:00:00Z");
    assert_eq!(first["path"], "2024-06-18T100000Z.rss");
    assert!(
        first["locator"].is_string() && first["sha256"].as_str().unwrap().len() == 64,
        "{first:#}"
    );
    let change = &found["changes"][0];
    assert_eq!((&change["from"], &change["to"]), (&1.into(), &2.into()));
    assert_eq!(change["fields"][0]["field"], "title");
    let mended = &change["sentences"][0];
    assert_eq!(mended["removed"]["speaker"], "Ada Norvik");
    assert_eq!(
        mended["added"]["text"],
        "The Dalai Marsh stays closed to all vessels."
    );
    let edits: Vec<String> = mended["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| {
            format!(
                "{}:{}",
                run["edit"].as_str().unwrap(),
                run["text"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        edits,
        [
            "kept:The ",
            "removed:Dali ",
            "added:Dalai ",
            "kept:Marsh stays closed to all vessels."
        ]
    );
    let listed = versions(&fixture, &["--json"]).json();
    assert_eq!(listed["briefings"][0]["changes"], found["changes"]);
}

#[test]
fn an_id_that_is_not_known_is_answered_with_those_near_it() {
    let fixture = edited_corpus();
    let id = id_of_changed(&fixture);
    let mistyped = format!("{}x{}", &id[..4], &id[5..]);
    let answer = versions(&fixture, &[&mistyped]);
    assert_eq!(answer.0, Some(1));
    assert!(
        answer
            .2
            .contains(&format!("no briefing {mistyped}; near it: {id}")),
        "{}",
        answer.2
    );
    assert_eq!(versions(&fixture, &["zzzzzzzzzz"]).0, Some(1));
    assert_eq!(versions(&fixture, &[&format!("{id}#x")]).0, Some(2));
}

#[test]
fn index_warns_of_equal_bodies_and_status_counts_versions_and_copies() {
    let fixture = edited_corpus();
    let other: Item = (
        3,
        "Sowing",
        "Rufus Tealeaf, Minister",
        &["Barley is sown in spring. It is reaped in autumn."],
    );
    fixture.write("2024-06-21T090000Z.rss", &feed(&[other]));
    let answer = run(&fixture, &["index"]);
    assert_eq!(answer.0, Some(0), "{}", answer.2);
    let warned = "same text: 2 briefings share one body under 2 titles: 2024-06-18T100000Z.rss, 2024-06-21T090000Z.rss (demarche show ";
    assert!(answer.2.contains(warned), "{}", answer.2);
    let status = run(&fixture, &["status"]).1;
    for expect in [
        "1 of them changed after publication: 2 versions (demarche versions)",
        "1 of them is a copy, the same or nearly, of another one",
        "2 of them share their body with another one",
    ] {
        assert!(status.contains(expect), "{expect:?} in\n{status}");
    }
}

#[test]
fn without_versions_nothing_is_found_and_it_is_said() {
    let fixture = Fixture::new();
    fixture
        .write(
            "2024-06-18T100000Z.rss",
            &feed(&[(1, "Briefing", NORVIK, &BRIEFING)]),
        )
        .update();
    let answer = versions(&fixture, &[]);
    assert_eq!(
        (answer.0, answer.1.as_str()),
        (Some(1), "no briefing has several versions in this corpus\n")
    );
    assert_eq!(
        versions(&fixture, &["--json"]).json()["briefings"],
        Value::Array(Vec::new())
    );
}

#[test]
fn spacing_and_markup_make_no_version() {
    let fixture = Fixture::new();
    let marked: Vec<String> = BRIEFING
        .iter()
        .map(|paragraph| {
            paragraph
                .replace(" the ", "  <em>the</em>&nbsp;")
                .replace("minister", "mini\u{ad}ster")
        })
        .collect();
    let marked: Vec<&str> = marked.iter().map(String::as_str).collect();
    fixture
        .write(
            "2024-06-18T100000Z.rss",
            &feed(&[(1, "Briefing", NORVIK, &BRIEFING)]),
        )
        .write(
            "2024-06-19T100000Z.rss",
            &feed(&[(1, "Briefing ", NORVIK, &marked)]),
        )
        .update();
    assert_eq!(versions(&fixture, &[]).0, Some(1));
}

#[test]
fn a_byline_put_otherwise_is_a_version() {
    let fixture = Fixture::new();
    fixture
        .write(
            "2024-06-18T100000Z.rss",
            &feed(&[(1, "Briefing", "Ministry", &BRIEFING)]),
        )
        .write(
            "2024-06-19T100000Z.rss",
            &feed(&[(1, "Briefing", "Press Office", &BRIEFING)]),
        )
        .update();
    let answer = versions(&fixture, &[&id_of_changed(&fixture)]);
    assert!(
        answer.1.contains("byline: [-Ministry-]{+Press Office+}"),
        "{}",
        answer.1
    );
}

#[test]
fn versions_stand_in_order_of_retrieval_and_a_text_that_came_back_is_one_again() {
    let fixture = Fixture::new();
    for (name, seconds, words) in [
        ("a.rss", 3000, "east"),
        ("b.rss", 1000, "east"),
        ("c.rss", 2000, "west"),
    ] {
        let text = format!("The boats lie on the {words} bank.");
        fixture
            .write(name, &feed(&[(1, "Boats", NORVIK, &[&text])]))
            .touch(name, 1_700_000_000 + seconds);
    }
    fixture.update();
    let found = versions(&fixture, &[&id_of_changed(&fixture), "--json"]).json();
    let paths = |key: &str| -> Vec<&str> {
        let versions = found["versions"].as_array().unwrap().iter();
        versions
            .map(|version| version[key].as_str().unwrap())
            .collect()
    };
    assert_eq!(paths("path"), ["b.rss", "c.rss", "a.rss"]);
    assert_eq!(found["changes"].as_array().unwrap().len(), 2);
}

#[test]
fn a_day_of_retrieval_that_is_given_counts_before_the_time_of_the_file() {
    let fixture = Fixture::new();
    for (name, seconds, day, words) in [("a.md", 1000, 20, "west"), ("b.md", 2000, 18, "east")] {
        let page = format!(
            "---\ntitle: Boats\nurl: https://mfa.ruritania.example/boats\nretrieved: 2024-06-{day}\n---\n\n\
             The boats lie on the {words} bank.\n"
        );
        fixture
            .write(name, &page)
            .touch(name, 1_700_000_000 + seconds);
    }
    fixture.update();
    let answer = versions(&fixture, &[&id_of_changed(&fixture)]);
    assert!(answer.1.contains("[-east-] {+west+}"), "{}", answer.1);
    assert!(fixture.passages()[0].contains("west"));
}

#[test]
fn captures_of_a_page_in_one_web_archive_are_versions_by_their_dates() {
    let fixture = Fixture::new();
    let mut archive = String::new();
    for (day, words) in [(20, "west"), (18, "east")] {
        let page = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>Boats</title></head><body><article>\
             <h1>Boats</h1><p>The Foreign Ministry of Ruritania comments on the boats of the lake.</p>\
             <p>The boats lie on the {words} bank, and will stay there until the fog has lifted.</p></article></body></html>"
        );
        let _ = write!(
            archive,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{day}>\r\nWARC-Date: 2024-06-{day}T10:00:00Z\r\n\
             WARC-Target-URI: https://mfa.ruritania.example/boats\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        );
    }
    fixture.write("crawl.warc", &archive).update();
    let answer = versions(&fixture, &[&id_of_changed(&fixture)]);
    assert!(answer.1.contains("[-east-] {+west+} bank"), "{}", answer.1);
    assert!(
        answer.1.contains("1 2024-06-18 10:00 crawl.warc"),
        "{}",
        answer.1
    );
    assert!(fixture.passages().concat().contains("west bank"));
}

#[test]
fn a_version_whose_file_went_since_is_said_to_be_missing() {
    let fixture = edited_corpus();
    let id = id_of_changed(&fixture);
    fixture.remove("2024-06-18T100000Z.rss");
    let answer = versions(&fixture, &[&id]);
    assert_eq!(answer.0, Some(0));
    let one_line = |answer: &Answer| answer.1.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = one_line(&answer);
    assert!(
        told.contains("2024-06-18T100000Z.rss – its file is no longer in the corpus"),
        "{told}"
    );
    assert!(told.contains("1 → 2 · cannot be compared"), "{told}");
    let found = versions(&fixture, &[&id, "--json"]).json();
    assert!(
        found["versions"][0]["missing"].is_string() && found["changes"][0]["sentences"].is_null(),
        "{found:#}"
    );
    fixture.write(
        "2024-06-18T100000Z.rss",
        &feed(&[(1, "Something else", NORVIK, &["Nothing of it."])]),
    );
    let told = one_line(&versions(&fixture, &[&id]));
    assert!(
        told.contains("its file changed since it was indexed"),
        "{told}"
    );
}

#[test]
fn chinese_is_compared_character_by_character() {
    let fixture = Fixture::new();
    let (old, new) = (
        "林女士：双方同意在十月恢复会谈。中方欢迎。",
        "林女士：双方同意在九月恢复会谈。中方欢迎。",
    );
    fixture
        .write(
            "2024-06-18T100000Z.rss",
            &feed(&[(1, "记者会", "发言人林女士", &[old])]),
        )
        .write(
            "2024-06-19T100000Z.rss",
            &feed(&[(1, "记者会", "发言人林女士", &[new])]),
        )
        .update();
    let answer = versions(&fixture, &[&id_of_changed(&fixture)]);
    assert!(
        answer.1.contains("双方同意在[-十-]{+九+}月恢复会谈。"),
        "{}",
        answer.1
    );
    assert!(!answer.1.contains("欢迎"), "{}", answer.1);
}

#[test]
fn escape_sequences_of_a_text_do_not_reach_the_terminal() {
    let fixture = Fixture::new();
    fixture
        .write(
            "2024-06-18T100000Z.rss",
            &feed(&[(1, "Boats", NORVIK, &["The boats lie on the east bank."])]),
        )
        .write(
            "2024-06-19T100000Z.rss",
            &feed(&[(
                1,
                "Boats&#x9b;31m",
                NORVIK,
                &["The boats lie on &#x9b;31m the\u{202e} west bank."],
            )]),
        )
        .update();
    let answer = versions(&fixture, &[&id_of_changed(&fixture)]);
    assert!(
        !answer.1.contains(['\u{1b}', '\u{9b}', '\u{202e}']),
        "{:?}",
        answer.1
    );
    assert!(answer.1.contains("{+west+}"), "{}", answer.1);
}

/// Two snapshots of a statement that was put more sharply, more softly, and shortened.
fn sharpened() -> Fixture {
    let fixture = Fixture::new();
    let texts = [
        "Nepal is concerned about the attack on the ferry by Bhutan. The ferry is late. Nepal condemned Samoa for its remarks on the marsh. Nepal thanked Tonga for its help.",
        "Nepal strongly condemns the attack on the ferry by Bhutan. The ferry is late. Nepal criticized Samoa for its remarks on the marsh.",
    ];
    for (day, text) in [(18, texts[0]), (19, texts[1])] {
        let item: Item = (1, "On the ferry", "Ministry", &[text]);
        fixture
            .write(&format!("2024-06-{day}T100000Z.rss"), &feed(&[item]))
            .update();
    }
    fixture
}

#[test]
fn statements_that_were_sharpened_softened_or_dropped_are_shown_with_their_strength() {
    let fixture = sharpened();
    let id = id_of_changed(&fixture);
    let answer = versions(&fixture, &[&id]);
    for expect in [
        "» #1 Nepal (NPL): ACCUSE 4 → ACCUSE 8 on Bhutan (BTN) (sharpened)",
        "» #1 Nepal (NPL): ACCUSE 7 → ACCUSE 5 on Samoa (WSM) (softened)",
        "on Tonga (TON) (gone)",
        "1 statement sharpened, 1 softened, 1 gone",
    ] {
        let one_line = answer.1.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(expect), "{expect:?} in\n{}", answer.1);
    }
    let found = versions(&fixture, &[&id, "--json"]).json();
    let first = &found["changes"][0]["statements"][0];
    assert_eq!(
        (
            &first["shift"],
            &first["old"]["strength"],
            &first["new"]["strength"]
        ),
        (&"sharpened".into(), &4.into(), &8.into())
    );
    assert_eq!(first["new"]["target"]["id"], "BTN");
    // What stayed as strong is no change, though its sentence is another one.
    let mended = edited_corpus();
    let answer = versions(&mended, &[&id_of_changed(&mended)]);
    assert!(!answer.1.contains('»'), "{}", answer.1);
}

#[test]
fn a_briefing_that_changed_is_announced_by_the_run_that_finds_it() {
    let fixture = Fixture::new();
    let item = |text: &'static str| feed(&[(1, "On the ferry", "Ministry", &[text])]);
    fixture.write("2024-06-18T100000Z.rss", &item("The ferry is late."));
    let answer = run(&fixture, &["index"]);
    assert!(!answer.2.contains("changed:"), "{}", answer.2);
    fixture.write("2024-06-19T100000Z.rss", &item("The ferry is early."));
    let answer = run(&fixture, &["index"]);
    let id = id_of_changed(&fixture);
    let expect = format!("1 changed: On the ferry (2024-06-18, {id}); see demarche versions {id}");
    assert!(answer.2.contains(&expect), "{}", answer.2);
    assert!(!run(&fixture, &["index"]).2.contains("changed:"));
}

#[test]
fn many_changed_briefings_are_counted_and_an_overwritten_file_has_no_versions() {
    let fixture = Fixture::new();
    let write = |word: &str| {
        for number in 1..=7 {
            let page = format!(
                "---\ntitle: Note {number}\ndate: 2024-06-18\n---\n\nThe ferry is {word}.\n"
            );
            fixture.write(&format!("{number}.md"), &page);
        }
    };
    write("late");
    run(&fixture, &["index"]);
    write("early today");
    let answer = run(&fixture, &["index"]);
    assert!(answer.2.contains("7 changed: Note "), "{}", answer.2);
    let rest = ", and 2 more; the corpus does not hold what they said before";
    assert!(answer.2.contains(rest), "{}", answer.2);
}
