//! The archive asked as it stood: the same as an archive that holds nothing but what had been captured by then.

#![allow(
    clippy::unwrap_used,
    reason = "what cannot be made, run or read fails the test"
)]

mod desk;

use desk::{Answer, Desk};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What an item of a feed says in each of its versions.
const TEXTS: [&str; 5] = [
    "MS NORVIK: Ruritania condemns the attack by Syria. The ferry runs on Sunday.",
    "MS NORVIK: Ruritania is concerned about the attack by Syria. The ferry runs on Sunday.",
    "MS NORVIK: Ruritania thanks Nepal for its help with the ferry. The marsh is closed.",
    "MS NORVIK: The ferry is late.",
    "QUESTION: Will the boats leave?\n\nMS NORVIK: Nepal must withdraw its boats from the marsh by Friday.",
];

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Snapshots by their stamps: items come, change, change back, and go.
fn snapshots(seed: u64) -> BTreeMap<String, String> {
    let mut dice = Dice(seed);
    let mut held: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
    let mut snapshots = BTreeMap::new();
    for day in 1..=6 {
        for _ in 0..3 {
            let (item, text, title) = (dice.roll(7), dice.roll(5), dice.roll(2));
            held.insert(item, (text, title));
        }
        if dice.roll(3) == 0 {
            held.pop_first();
        }
        let mut feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Foreign Ministry of Ruritania</title><link>https://mfa.ruritania.example/</link>".to_owned();
        for (item, (text, title)) in &held {
            let paragraphs = TEXTS[usize::try_from(*text).unwrap()].replace("\n\n", "</p><p>");
            let _ = write!(
                feed,
                "<item><guid isPermaLink=\"false\">https://mfa.ruritania.example/?p={item}</guid><title>Briefing {item} of {}</title>\
                 <pubDate>Tue, {:02} Jun 2024 10:00:00 +0000</pubDate>\
                 <description><![CDATA[<p>{paragraphs}</p>]]></description></item>",
                ["June", "summer"][usize::try_from(*title).unwrap()],
                item + 1
            );
        }
        feed.push_str("</channel></rss>");
        snapshots.insert(format!("2024-07-{day:02}T100000Z"), feed);
    }
    snapshots
}

fn archive(snapshots: impl Iterator<Item = (String, String)>) -> Desk {
    let desk = Desk::new();
    for (stamp, feed) in snapshots {
        desk.write(&format!("{stamp}.rss"), &feed);
    }
    std::fs::write(
        desk.path("queries"),
        "ferry\nstance:critical\non:Syria strength:5..\n\"the marsh\"\nkind:question\nferry -Sunday\nsince:2024-06-04\nboats OR Nepal\n",
    )
    .unwrap();
    desk.run(&["index"]).expect(0);
    desk
}

/// What a list of hits says, ranks and scores aside: those rest on the words of all versions.
fn hits(answer: &Answer) -> Vec<String> {
    let mut hits: Vec<String> = answer
        .out
        .lines()
        .map(|line| {
            let mut hit: Value = serde_json::from_str(line).unwrap();
            for key in ["rank", "score"] {
                hit.as_object_mut().unwrap().remove(key);
            }
            hit.to_string()
        })
        .collect();
    hits.sort();
    hits
}

fn sorted(answer: &Answer) -> Vec<&str> {
    let mut lines: Vec<&str> = answer.out.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn it_answers_as_an_archive_of_nothing_but_the_earlier_captures() {
    for (seed, moments) in [
        (3, ["2024-07-02T10:00Z", "2024-07-04"]),
        (17, ["2024-07-03", "2024-07-09"]),
    ] {
        let all = snapshots(seed);
        let whole = archive(all.clone().into_iter());
        let mut has_earlier = false;
        for moment in moments {
            let upto = moment.replace(":00Z", "00Z").replace("-09", "-09T");
            let upto = if upto.contains('T') {
                upto
            } else {
                upto + "T99"
            };
            let before = all.clone().into_iter().filter(|(stamp, _)| *stamp <= upto);
            let part = archive(before);
            let both = |arguments: &[&str]| {
                let mut as_of = arguments.to_vec();
                as_of.extend(["--as-of", moment]);
                (whole.run(&as_of), part.run(arguments))
            };
            let (then, brute) = both(&["query", "--queries", "queries", "--jsonl"]);
            assert_eq!(hits(&then), hits(&brute), "seed {seed}, {moment}");
            assert!(!then.out.is_empty(), "{}", then.told);
            has_earlier |= then.told.contains("captured by then, ")
                && !then.told.contains(" 0 in an earlier version");
            for arguments in [
                &["query", "ferry", "--csv", "--rows", "statements"][..],
                &["query", "since:2024", "--facets", "all"],
                &["query", "since:2024", "--count"],
                &["query", "--queries", "queries"],
                &[
                    "query",
                    "since:2024",
                    "--sort",
                    "oldest",
                    "--tsv",
                    "--fold",
                    "--fields",
                    "text,copies",
                ],
            ] {
                let (then, brute) = both(arguments);
                assert_eq!(then.code, brute.code, "{}", then.told);
                assert_eq!(
                    sorted(&then),
                    sorted(&brute),
                    "seed {seed}, {moment}, {arguments:?}"
                );
            }
        }
        assert!(has_earlier, "seed {seed}");
    }
}

#[test]
fn briefings_not_yet_captured_are_left_out_and_counted() {
    let desk = Desk::new();
    let page = |name: &str, day: &str, text: &str| {
        desk.write(
            name,
            &format!(
                "---\ntitle: Boats\nlanguage: en\nurl: https://mfa.ruritania.example/{}\nretrieved: {day}\ndate: 2022-01-05\n---\n\n{text}\n",
                name.chars().next().unwrap()
            ),
        );
    };
    page(
        "a1.md",
        "2022-05-10",
        "The boats lie on the east bank of the river.",
    );
    page(
        "a2.md",
        "2022-05-12",
        "The boats lie on the west bank of the river.",
    );
    page("b.md", "2022-05-13", "The ferry has been painted.");
    desk.run(&["index"]).expect(0);
    let then = desk.run(&["query", "boats", "--as-of", "2022-05-11", "--json"]);
    let found = then.expect(0).json();
    assert_eq!(
        found["hits"][0]["text"],
        "The boats lie on the east bank of the river."
    );
    assert_eq!(found["as_of"]["moment"], "2022-05-11T23:59:59Z");
    assert_eq!(
        (
            &found["as_of"]["briefings"],
            &found["as_of"]["earlier"],
            &found["as_of"]["to_come"]
        ),
        (&1.into(), &1.into(), &1.into())
    );
    assert!(
        then.told.contains("as the archive stood at 2022-05-11T23:59:59Z: 1 briefing captured by then, 1 in an earlier version; left out: 1 captured later"),
        "{}",
        then.told
    );
    desk.run(&["query", "west", "--as-of", "2022-05-11"])
        .expect(1);
    desk.run(&["query", "ferry", "--as-of", "2022-05-12"])
        .expect(1);
    desk.run(&["query", "ferry", "--as-of", "2022-05"])
        .expect(0);
    desk.run(&["query", "east", "--as-of", "2022-05-12"])
        .expect(1);
    desk.run(&["query", "east"]).expect(1);
    let refused = desk.run(&["query", "east", "--as-of", "May"]);
    assert!(
        refused.expect(2).told.contains("--as-of May: no moment"),
        "{}",
        refused.told
    );
}

#[test]
fn a_version_whose_file_got_another_time_is_kept_and_takes_over_when_the_later_goes() {
    let desk = Desk::new();
    let write = |day: u32, bank: &str| {
        desk.write(
            &format!("{day}.md"),
            &format!("---\ntitle: Boats\nurl: https://mfa.ruritania.example/1\nretrieved: 2024-06-0{day}\n---\n\nThe boats lie on the {bank} bank.\n"),
        );
    };
    write(1, "east");
    desk.run(&["index"]).expect(0);
    let mut options = std::fs::File::options();
    let file = options.write(true).open(desk.path("corpus/1.md")).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH)
        .unwrap();
    write(2, "west");
    desk.run(&["index"]).expect(0);
    desk.run(&["query", "east", "--as-of", "2024-06-01T12:00Z"])
        .expect(0);
    std::fs::remove_file(desk.path("corpus/2.md")).unwrap();
    desk.run(&["index"]).expect(0);
    desk.run(&["query", "east"]).expect(0);
    desk.run(&["query", "west"]).expect(1);
}

#[test]
fn earlier_versions_follow_the_corpus_and_are_made_once() {
    let desk = Desk::new();
    let feed = |stamp: &str, bank: &str| {
        desk.write(
            &format!("{stamp}.rss"),
            &format!("<rss version=\"2.0\"><channel><title>Ministry</title><link>https://mfa.ruritania.example/</link><item><guid isPermaLink=\"false\">https://mfa.ruritania.example/?p=1</guid><title>Boats</title><pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate><description>The boats lie on the {bank} bank of the river.</description></item></channel></rss>"),
        );
    };
    feed("2024-06-18T100000Z", "east");
    feed("2024-06-19T100000Z", "north");
    feed("2024-06-20T100000Z", "west");
    desk.run(&["index"]).expect(0);
    let earlier = |word: &str, day: &str, code| {
        let count = desk.run(&["query", word, "--as-of", day]);
        count.expect(code);
    };
    earlier("north", "2024-06-19", 0);
    let stamp = |desk: &Desk| std::fs::read(desk.path("index/earlier/meta.json")).unwrap();
    let before = stamp(&desk);
    desk.run(&["index"]).expect(0);
    assert_eq!(stamp(&desk), before);
    std::fs::remove_file(desk.path("corpus/2024-06-19T100000Z.rss")).unwrap();
    desk.run(&["index"]).expect(0);
    earlier("north", "2024-06-19", 1);
    earlier("east", "2024-06-19", 0);
    feed("2024-06-21T100000Z", "south");
    desk.run(&["index"]).expect(0);
    earlier("west", "2024-06-20", 0);
    earlier("south", "2024-06-20", 1);
    desk.run(&["query", "west"]).expect(1);
    // What is lost of them is told, and made again.
    std::fs::remove_dir_all(desk.path("index/earlier")).unwrap();
    let lost = desk.run(&["query", "west", "--as-of", "2024-06-20"]);
    assert!(
        lost.expect(2).told.contains("earlier versions are missing"),
        "{}",
        lost.told
    );
    desk.run(&["index"]).expect(0);
    earlier("west", "2024-06-20", 0);
    std::fs::write(desk.path("index/earlier/meta.json"), "{}").unwrap();
    desk.run(&["query", "west", "--as-of", "2024-06-20"])
        .expect(2);
    desk.run(&["index"]).expect(0);
    earlier("west", "2024-06-20", 0);
}

#[test]
fn an_earlier_version_that_holds_no_passage_hides_no_other_briefing_and_is_made_once() {
    let desk = Desk::new();
    let page = |number: u32, day: &str, text: &str| {
        desk.write(
            &format!("{number}-{day}.md"),
            &format!("---\ntitle: Notice {number}\nurl: https://mfa.ruritania.example/{number}\nretrieved: {day}\n---\n\n{text}\n"),
        );
    };
    page(1, "2024-06-01", "Begin text");
    page(1, "2024-06-03", "The boats lie on the west bank.");
    page(2, "2024-06-01", "The ferry has been painted.");
    desk.run(&["index"]).expect(0);
    desk.run(&["query", "ferry", "--as-of", "2024-06-02"])
        .expect(0);
    desk.run(&["query", "boats", "--as-of", "2024-06-02"])
        .expect(1);
    let stamp = || std::fs::read(desk.path("index/earlier/meta.json")).unwrap();
    let before = stamp();
    desk.run(&["index"]).expect(0);
    assert_eq!(stamp(), before);
}
