//! Coverage counts what queries count, and tells gaps by each ministry's own rhythm.

#![allow(
    clippy::unwrap_used,
    reason = "what cannot be made, run or read fails the test"
)]

mod desk;

use chrono::{Datelike, NaiveDate, Weekday};
use desk::{Desk, sample};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;

/// An archive of one table: a briefing a row.
fn archive(rows: impl Iterator<Item = (String, String)>) -> Desk {
    let desk = Desk::new();
    let mut table = "id,title,date,ministry,text\n".to_owned();
    for (number, (date, ministry)) in rows.enumerate() {
        let _ = writeln!(
            table,
            "{number},Briefing {number},{date},{ministry},\"The ferry number {number} runs on Sunday.\""
        );
    }
    desk.write("briefings.csv", &table);
    desk.run(&["index"]).expect(0);
    desk
}

fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

/// Mondays and Thursdays of a year, but for a fortnight in August, all of October, and most of May; and one stray Saturday.
fn rhythm() -> impl Iterator<Item = (String, String)> {
    let days = day("2023-01-02").iter_days().take(360).filter(|day| {
        let is_regular = matches!(day.weekday(), Weekday::Mon | Weekday::Thu);
        let is_recess = (self::day("2023-08-07")..=self::day("2023-08-20")).contains(day);
        let is_missing = day.month() == 10 || (day.month() == 5 && day.day() > 4);
        (is_regular && !is_recess && !is_missing) || *day == self::day("2023-03-11")
    });
    days.map(|day| (day.to_string(), "Ministry of Ferries".to_owned()))
}

fn coverage(desk: &Desk) -> Vec<Value> {
    let found = desk
        .run(&["status", "--coverage", "--json"])
        .expect(0)
        .json();
    found["ministries"].as_array().unwrap().clone()
}

#[test]
fn every_month_counts_what_a_query_counts() {
    let desk = sample();
    let by_ministry = desk.run(&["status", "--json"]).expect(0).json()["by_ministry"].clone();
    let ministries = coverage(desk);
    assert_eq!(ministries.len(), by_ministry.as_object().unwrap().len());
    let (mut list, mut counts) = (String::new(), Vec::new());
    for one in &ministries {
        let name = one["ministry"].as_str().unwrap();
        assert_eq!(one["briefings"], by_ministry[name], "{name}");
        let parts = || {
            let dated = ["months", "years"].into_iter();
            let dated = dated.flat_map(|key| one[key].as_array().unwrap());
            dated.chain([&one["undated"]])
        };
        for key in ["briefings", "passages"] {
            let sum: u64 = parts().map(|part| part[key].as_u64().unwrap()).sum();
            assert_eq!(one[key], sum, "{key} of {name}");
        }
        if one["years"] != json!([]) {
            continue; // what is known by the year alone may be of any of its months
        }
        for month in one["months"].as_array().unwrap() {
            let date = month["month"].as_str().unwrap();
            let _ = writeln!(list, "ministry:\"{name}\" date:{date}");
            counts.push(month["passages"].to_string());
        }
    }
    fs::write(desk.path("queries"), &list).unwrap();
    let answer = desk.run(&["query", "--queries", "queries", "--tsv"]);
    let rows = answer.expect(0).out.lines().skip(1);
    let totals: Vec<&str> = rows.map(|row| row.split('\t').nth(3).unwrap()).collect();
    assert_eq!(totals, counts, "{list}");
    assert!(counts.len() > 200, "{}", counts.len());
}

#[test]
fn gaps_are_told_by_the_rhythm_of_the_ministry() {
    let desk = archive(rhythm());
    let one = &coverage(&desk)[0];
    assert_eq!(
        (&one["median"], &one["regular"]),
        (&json!(8.0), &json!(["Mon", "Thu"]))
    );
    let gaps: Vec<String> = one["months"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|month| !month["gap"].is_null())
        .map(|month| {
            format!(
                "{} {}",
                month["month"].as_str().unwrap(),
                month["gap"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(gaps, ["2023-05 thin", "2023-10 empty"]);
    let missing = &one["missing"];
    assert_eq!(
        missing[0],
        json!({"first": "2023-05-08", "last": "2023-05-29", "days": 7})
    );
    assert_eq!(
        missing[1],
        json!({"first": "2023-08-07", "last": "2023-08-17", "days": 4})
    );
    assert_eq!(
        missing[2],
        json!({"first": "2023-10-02", "last": "2023-10-30", "days": 9})
    );
    assert_eq!(missing.as_array().unwrap().len(), 3);
}

#[test]
fn little_known_ministries_have_no_gaps_and_odd_dates_their_own_places() {
    let rare = ["2023-01-05", "2023-05-05", "2022", ""];
    let rows = rare
        .iter()
        .map(|date| ((*date).to_owned(), "Ministry of Fog".to_owned()));
    let desk = archive(rows);
    let one = &coverage(&desk)[0];
    assert_eq!(
        (&one["briefings"], &one["missing"]),
        (&json!(4), &json!([]))
    );
    assert_eq!(
        one["years"],
        json!([{"month": "2022", "briefings": 1, "passages": 1}])
    );
    assert_eq!(one["undated"], json!({"briefings": 1, "passages": 1}));
    let counts: Vec<u64> = one["months"]
        .as_array()
        .unwrap()
        .iter()
        .map(|month| month["briefings"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [1, 0, 0, 0, 1]);
    let page = desk.run(&["status", "--coverage"]);
    assert!(
        page.expect(0)
            .out
            .contains("2022, month unknown: 1 briefing"),
        "{}",
        page.out
    );
    assert!(
        page.out.contains("undated: 1 briefing") && !page.out.contains("1!"),
        "{}",
        page.out
    );
}

#[test]
fn the_page_fits_the_width_and_marks_gaps_without_colour() {
    let desk = archive(rhythm());
    let wide = desk.run(&["status", "--coverage"]);
    let out = &wide.expect(0).out;
    assert!(
        out.contains("  2023      9    8   10    8    2!   9"),
        "{out}"
    );
    assert!(out.contains("0!"), "{out}");
    assert!(out.contains("1 of 12 months empty, 1 thin"), "{out}");
    assert!(
        out.contains("regular days Mon Thu: 20 without a briefing, the longest"),
        "{out}"
    );
    for width in ["20", "40", "60", "100"] {
        let narrow = desk.run_with(&["status", "--coverage"], &[("COLUMNS", width)]);
        let most = width.parse::<usize>().unwrap();
        for line in narrow.expect(0).out.lines() {
            assert!(line.chars().count() <= most, "{width}: {line}");
        }
        assert_eq!(narrow.out.matches('!').count(), 4, "{}", narrow.out);
    }
}

#[test]
fn the_drawing_is_well_formed_says_every_square_and_escapes_names() {
    let names = [
        "Ministry <b>of</b> \"Fog\" & Ferries",
        "Ministry of Ferries",
    ];
    let rows = rhythm().enumerate().map(|(number, (date, _))| {
        let name = format!("\"{}\"", names[number % 2].replace('"', "\"\""));
        (date, name)
    });
    let desk = archive(rows);
    desk.run(&["status", "--coverage", "-o", "coverage.svg"])
        .expect(0);
    let svg = fs::read_to_string(desk.path("coverage.svg")).unwrap();
    assert_eq!(
        desk.run(&["status", "--coverage", "--svg"]).expect(0).out,
        svg
    );
    let mut reader = Reader::from_str(&svg);
    let (mut titles, mut depth) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                titles += usize::from(start.name().as_ref() == "title");
                assert_ne!(start.name().as_ref(), "b");
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => (),
        }
    }
    assert_eq!((titles, depth), (25, 0)); // one of the whole, one a month of each
    assert!(
        svg.contains("Ministry &lt;b&gt;of&lt;/b&gt;") && svg.contains("role=\"img\""),
        "{svg}"
    );
    assert!(
        !svg.contains("http") || svg.matches("http").count() == 1,
        "{svg}"
    );
    let kept = desk.run(&["status", "--coverage", "-o", "coverage.svg"]);
    assert!(
        kept.expect(2).told.contains("--force overwrites it"),
        "{}",
        kept.told
    );
    desk.run(&["status", "--coverage", "-o", "coverage.json"])
        .expect(0);
    let object = fs::read_to_string(desk.path("coverage.json")).unwrap();
    assert!(serde_json::from_str::<Value>(&object).is_ok());
}

#[test]
fn one_ministry_can_be_asked_for() {
    let names = ["Ministry of Fog", "Ministry of Ferries"];
    let rows = names
        .iter()
        .map(|name| ("2024-05-01".to_owned(), (*name).to_owned()));
    let desk = archive(rows);
    let one = desk.run(&[
        "status",
        "--coverage",
        "--ministry",
        "ministry of fog",
        "--json",
    ]);
    assert_eq!(
        one.expect(0).json()["ministries"].as_array().unwrap().len(),
        1
    );
    desk.run(&["status", "--coverage", "--ministry", "Ministry of Nothing"])
        .expect(2);
    assert_eq!(desk.run(&["status", "--svg"]).code, Some(2));
}
