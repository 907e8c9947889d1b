//! Copies of briefings: told, warned of, and folded behind the official text.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fixture/corpus.rs"]
mod corpus;

use chrono::NaiveDate;
use corpus::Fixture;
use demarche::lexicon::Lexicon;
use demarche::query::{Known, read};
use demarche::rank::{Copies, Hit, Options, search};
use proptest::prelude::*;
use std::fmt::Write as _;

/// Sentences of an invented statement, each paragraph a passage of its own or a part of one.
const LAKE: [&str; 8] = [
    "The Foreign Ministry of Ruritania takes note of the talks on the lake that ended in Strelsau on Monday evening.",
    "Both delegations agreed that fishing rights will be renewed before the first snow falls on the northern shore.",
    "Spokesperson Ada Norvik said that Ruritania expects Graustark to withdraw its patrol boats within eleven days.",
    "She added that no vessel of the Ruritanian navy had crossed the median line at any time this summer.",
    "The joint commission is to meet again in October, when engineers from both banks will present their soundings.",
    "Ruritania thanks the harbour masters of Zenda for their patience during nine weeks of closed piers.",
    "Compensation for the ferry company will be discussed apart from the treaty, through the chamber of commerce.",
    "A map of the buoys laid so far can be seen in the reading room of the ministry on weekday mornings.",
];
const GRAIN: [&str; 6] = [
    "Freedonia rejects the tariff on barley that was announced without notice by the customs union last week.",
    "Minister Rufus Tealeaf told reporters that millers across the country had already paid for the spring harvest.",
    "He asked the union to return to the table and to publish the figures on which its decision rests.",
    "Three wagons held at the frontier since Thursday carry nothing but seed, according to the railway office.",
    "Freedonia reserves the right to answer with measures of its own should the wagons not be released.",
    "Nobody wishes to see bakers pay for a quarrel among ministers, the minister said before he left.",
];

/// A Markdown file with front matter.
fn page(front: &str, sentences: &[&str]) -> String {
    format!("---\n{front}\n---\n\n{}\n", sentences.join("\n\n"))
}

fn official(date: &str) -> String {
    format!(
        "title: Statement on the lake\nministry: Foreign Ministry of Ruritania\nform: statement\n\
         url: https://mfa.ruritania.example/lake\ndate: {date}"
    )
}

fn news(number: u32, date: &str) -> String {
    format!(
        "title: Ruritania speaks on the lake\noutlet: Strelsau Courier\nform: article\n\
         url: https://courier.example/{number}\ndate: {date}"
    )
}

fn search_in(fixture: &Fixture, text: &str, copies: Copies) -> (u64, Vec<Hit>) {
    let reader = fixture.reader();
    let vocabulary = reader.vocabulary();
    let known = Known {
        lexicon: Lexicon::builtin(),
        vocabulary: &vocabulary,
        today: NaiveDate::from_ymd_opt(2026, 5, 20).unwrap(),
    };
    let reading = read(text, &[], &known).unwrap();
    let options = Options {
        limit: None,
        copies,
        ..Options::default()
    };
    let results = search(&reader, &reading, &options).unwrap();
    (results.total, results.hits)
}

/// Each hit: its file, how many copies it has, when the earliest was said, and whether it stands for others.
fn told(hits: &[Hit]) -> Vec<String> {
    let told = hits.iter().map(|hit| {
        let path = hit.passage.briefing.path.as_deref().unwrap_or_default();
        let mut line = format!("{path} +{}", hit.copies);
        if let Some(earliest) = hit.earliest {
            let _ = write!(line, " since {earliest}");
        }
        if hit.is_original {
            line.push_str(" original");
        }
        line
    });
    told.collect()
}

fn folded(fixture: &Fixture, text: &str) -> Vec<String> {
    told(&search_in(fixture, text, Copies::Fold).1)
}

#[test]
fn near_copies_are_folded_behind_the_official_text_whatever_came_first() {
    let fixture = Fixture::new();
    let mut trimmed = LAKE;
    trimmed[0] = "STRELSAU – Here is what the ministry had to say about the lake.";
    trimmed[3] =
        "She added that no vessel of the Ruritanian navy had crossed the median line this summer.";
    fixture
        .write("courier.md", &page(&news(1, "2024-06-18"), &LAKE))
        .write("courier-2.md", &page(&news(2, "2024-06-20"), &trimmed));
    fixture.update();
    assert_eq!(
        folded(&fixture, "median line"),
        ["courier.md +1 since 2024-06-18 original"]
    );
    fixture
        .write("lake.md", &page(&official("2024-06-19"), &LAKE))
        .update();
    assert_eq!(
        folded(&fixture, "median line"),
        ["lake.md +2 since 2024-06-18 original"]
    );
    assert_eq!(fixture.census().copies, 2);
    fixture.remove("lake.md").update();
    assert_eq!(
        folded(&fixture, "median line"),
        ["courier.md +1 since 2024-06-18 original"]
    );
    fixture.assert_as_from_scratch();
}

#[test]
fn counts_and_lists_without_folding_have_every_copy() {
    let fixture = Fixture::new();
    fixture
        .write("lake.md", &page(&official("2024-06-19"), &LAKE))
        .write("courier.md", &page(&news(1, "2024-06-18"), &LAKE))
        .update();
    let (total, hits) = search_in(&fixture, "\"median line\"", Copies::Keep);
    assert_eq!((total, hits.len()), (2, 2));
    assert!(hits.iter().all(|hit| hit.copies == 1), "{:?}", told(&hits));
    let (total, hits) = search_in(&fixture, "\"median line\"", Copies::Fold);
    assert_eq!((total, hits.len()), (2, 1));
}

#[test]
fn a_passage_that_only_the_copy_has_is_shown() {
    let fixture = Fixture::new();
    let mut longer = LAKE.to_vec();
    longer.push("The Courier learned that the harbour café sold four hundred pancakes while the envoys waited for the fog to lift.");
    fixture
        .write("lake.md", &page(&official("2024-06-19"), &LAKE))
        .write("courier.md", &page(&news(1, "2024-06-18"), &longer))
        .update();
    assert_eq!(fixture.census().copies, 1);
    assert_eq!(
        folded(&fixture, "pancakes"),
        ["courier.md +0 since 2024-06-18"]
    );
}

#[test]
fn texts_of_one_mould_are_no_copies() {
    let fixture = Fixture::new();
    let mould = "On behalf of the government and the people of Ruritania, the minister sends warm wishes as you celebrate your national day. \
                 Our two countries are bound by a long friendship and by many ties of trade, learning and family.";
    let own = [
        (
            "freedonia",
            "Freedonia has shown the way in keeping its marshes alive, and our rangers have learned much in its reserves since the spring.",
        ),
        (
            "graustark",
            "With Graustark we finished the tunnel this year; the first train ran in April, and the second one carried oranges.",
        ),
        (
            "sylvania",
            "The poets of Sylvania filled our theatres all winter, and no ticket could be had for love or money in Strelsau.",
        ),
    ];
    for (name, words) in own {
        let front =
            format!("title: National day of {name}\nurl: https://mfa.ruritania.example/{name}");
        fixture.write(
            &format!("{name}.md"),
            &page(
                &front,
                &[mould, words, "We look forward to the year ahead together."],
            ),
        );
    }
    fixture.update();
    let census = fixture.census();
    assert_eq!((census.copies, census.same_body), (0, 0));
}

#[test]
fn chinese_copies_are_known_in_either_script() {
    let fixture = Fixture::new();
    let simplified = "问：鲁里坦尼亚对湖区谈判有何评论？\n\n答：我们注意到双方代表团周一晚在首都结束了会谈，并同意在第一场雪之前恢复捕鱼权。\
                      我们希望有关国家在十一天内撤走巡逻艇，为下一轮谈判创造良好气氛。\n\n联合委员会将于十月再次开会，两岸工程师届时将介绍测量结果。";
    let traditional = "問：魯里坦尼亞對湖區談判有何評論？\n\n答：我們注意到雙方代表團週一晚在首都結束了會談，並同意在第一場雪之前恢復捕魚權。\
                       我們希望有關國家在十一天內撤走巡邏艇，為下一輪談判創造良好氣氛。\n\n聯合委員會將於十月再次開會，兩岸工程師屆時將介紹測量結果。";
    fixture
        .write(
            "a.md",
            &page(
                "title: 湖区\nurl: https://mfa.ruritania.example/zh/1",
                &[simplified],
            ),
        )
        .write(
            "b.md",
            &page(
                "title: 湖區\nurl: https://courier.example/zh/1\noutlet: 信使報",
                &[traditional],
            ),
        );
    fixture.update();
    assert_eq!(fixture.census().copies, 1);
}

#[test]
fn one_body_under_many_titles_is_warned_of_and_folded() {
    let fixture = Fixture::new();
    let mut rows = String::from("title,url,text\n");
    for row in 0..9 {
        let _ = writeln!(
            rows,
            "Headline {row},https://courier.example/{row},\"{}\"",
            LAKE[0]
        );
    }
    let _ = writeln!(
        rows,
        "Tariffs,https://courier.example/grain,\"{}\"",
        GRAIN.join(" ")
    );
    fixture
        .write("scraped.csv", &rows)
        .write("again.md", &page("title: Headline 0", &[LAKE[0]]));
    let report = fixture.update();
    let warned: Vec<String> = report.shared.iter().map(ToString::to_string).collect();
    assert_eq!(warned.len(), 1, "{warned:?}");
    let expect =
        "10 briefings share one body under 9 titles: again.md, scraped.csv (demarche show ";
    assert!(warned[0].starts_with(expect), "{warned:?}");
    let census = fixture.census();
    assert_eq!((census.same_body, census.copies), (10, 9));
    let hits = folded(&fixture, "\"fishing rights\" OR Strelsau");
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert_eq!(fixture.update().shared, report.shared);
}

#[test]
fn copies_are_known_after_a_run_that_was_stopped() {
    let fixture = Fixture::new();
    for number in 0..20 {
        fixture.write(
            &format!("{number:02}.md"),
            &page(&news(number, "2024-06-18"), &LAKE),
        );
    }
    assert!(fixture.update_until(|briefings| briefings > 0).interrupted);
    assert!(fixture.census().copies > 0);
    fixture.update();
    assert_eq!(folded(&fixture, "pancakes OR buoys").len(), 1);
    assert_eq!(fixture.census().copies, 19);
}

/// A file of the property test: of one of two families, in one of three wordings, official or not.
fn variant(family: usize, wording: usize, is_official: bool, number: usize) -> String {
    let sentences: &[&str] = if family == 0 { &LAKE } else { &GRAIN };
    let mut sentences = sentences.to_vec();
    if wording > 0 {
        sentences.push("The ministry will publish the minutes on its board.");
    }
    if wording > 1 {
        sentences.remove(0);
    }
    let number = u32::try_from(number).unwrap();
    let front = if is_official {
        official("2024-06-19").replace("/lake", &format!("/{number}"))
    } else {
        news(number, "2024-06-18")
    };
    page(&front, &sentences)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn copies_after_any_edits_are_those_of_an_index_made_from_scratch(
        edits in prop::collection::vec((0_usize..5, prop::option::weighted(0.8, (0_usize..2, 0_usize..3, any::<bool>()))), 2..7)
    ) {
        let fixture = Fixture::new();
        for (number, content) in edits {
            let name = format!("{number}.md");
            match content {
                Some((family, wording, is_official)) => {
                    fixture.write(&name, &variant(family, wording, is_official, number));
                }
                None if fixture.path(&name).exists() => {
                    fixture.remove(&name);
                }
                None => continue,
            }
            fixture.update();
        }
        fixture.update();
        let listed = || {
            let (_, kept) = search_in(&fixture, "ministry OR minister", Copies::Keep);
            let mut kept = told(&kept);
            kept.sort();
            let mut folded = folded(&fixture, "ministry OR minister");
            folded.sort();
            (kept, folded, fixture.census().copies)
        };
        let incremental = listed();
        fixture.assert_as_from_scratch();
        prop_assert_eq!(incremental, listed());
    }
}
