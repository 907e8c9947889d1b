//! Words in context are lined up, sorted, grouped and drawn by chance; lists of queries run to their ends.

#![allow(
    clippy::unwrap_used,
    reason = "output that cannot be read fails the test"
)]

mod desk;

use desk::sample;
use std::fs;
use textwrap::core::display_width;

#[test]
fn words_stand_one_below_the_other_in_any_script() {
    for word in ["sanctions", "北约"] {
        let page = sample()
            .run(&["kwic", word, "--width", "100"])
            .expect(0)
            .out
            .clone();
        let lines = sample().run(&["kwic", word, "--jsonl"]).out;
        let places: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert!(places.len() > 5, "{word}");
        assert_eq!(page.lines().count(), places.len());
        let mut columns: Vec<usize> = page
            .lines()
            .zip(&places)
            .map(|(line, place)| {
                assert!(display_width(line) <= 100, "{line}");
                let node = place["match"].as_str().unwrap();
                let right: String = place["right"].as_str().unwrap().chars().take(5).collect();
                let stands = format!("{node}{}", right.trim_end());
                let byte = line
                    .rfind(&stands)
                    .unwrap_or_else(|| panic!("{stands} in {line}"));
                display_width(&line[..byte])
            })
            .collect();
        columns.sort_unstable();
        columns.dedup();
        assert_eq!(columns.len(), 1, "{word}: {page}");
    }
}

#[test]
fn contexts_reach_to_the_ends_of_the_passage() {
    let lines = sample().run(&["kwic", "sanctions", "--jsonl"]).out;
    for line in lines.lines() {
        let place: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| place[name].as_str().unwrap().to_owned();
        let whole = text("left") + &text("match") + &text("right");
        let shown = sample().run(&["show", &text("id"), "--json"]).json();
        let passage = shown["passages"][0]["text"].as_str().unwrap();
        assert_eq!(
            whole,
            passage.split_whitespace().collect::<Vec<_>>().join(" ")
        );
    }
}

#[test]
fn lines_are_sorted_from_the_word_outwards() {
    let csv = sample()
        .run(&["kwic", "sanctions", "--sort", "right", "--csv"])
        .out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let words: Vec<String> = reader
        .records()
        .map(|row| row.unwrap()[5].to_lowercase())
        .map(|right| {
            right
                .split(|c: char| !c.is_alphanumeric())
                .find(|word| !word.is_empty())
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert!(words.is_sorted(), "{words:?}");
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let drawn = |seed: &str| {
        sample()
            .run(&["kwic", "sanctions", "--sample", "5", "--seed", seed])
            .out
    };
    assert_eq!(drawn("1"), drawn("1"));
    assert_ne!(drawn("1"), drawn("2"));
    assert_eq!(drawn("1").lines().count(), 5);
}

#[test]
fn groups_tell_how_often_each_neighbour_stands() {
    let page = sample().run(&["kwic", "sanctions", "--group"]).out;
    let counts: Vec<usize> = page
        .lines()
        .filter_map(|line| line.split(' ').next()?.parse().ok())
        .collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let places = sample()
        .run(&["kwic", "sanctions", "--csv"])
        .out
        .lines()
        .count()
        - 1;
    assert_eq!(counts.iter().sum::<usize>(), places);
}

#[test]
fn without_words_the_evidence_is_lined_up_and_exclusions_work() {
    let csv = sample().run(&["kwic", "--on", "NATO", "--stance", "critical", "--csv"]);
    assert!(csv.expect(0).out.lines().count() > 3);
    sample().run(&["kwic", "sanctions", "-sanctions"]).expect(1);
    sample().run(&["kwic"]).expect(2);
}

#[test]
fn a_list_of_queries_becomes_a_table_and_its_bad_lines_are_named() {
    let list = sample().path("list.tsv");
    fs::write(
        &list,
        "# what we watch\n\nblame\ncritics\tby:China on:NATO\nbroken\t\na\tb\tc\n",
    )
    .unwrap();
    let list = list.to_str().unwrap();
    let table = sample().run(&["query", "--queries", list]);
    table.expect(2);
    assert!(
        table.told.contains("list.tsv:5: no query"),
        "{}",
        table.told
    );
    assert!(
        table.told.contains("list.tsv:6: more than two columns"),
        "{}",
        table.told
    );
    let rows: Vec<Vec<&str>> = table
        .out
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(
        rows[0],
        [
            "name",
            "query",
            "read_as",
            "total",
            "first_date",
            "last_date"
        ]
    );
    assert_eq!(
        rows[2][..3],
        ["critics", "by:China on:NATO", "statements by China on NATO"]
    );
    let count = sample()
        .run(&["query", "--by", "China", "--on", "NATO", "--count"])
        .out;
    assert_eq!(rows[2][3], count.trim());
    assert!(rows[2][4] <= rows[2][5]);
    let hits = sample().run(&["query", "--queries", list, "--jsonl"]).out;
    let of_critics = hits.lines().filter(|line| {
        line.starts_with("{\"name\":\"critics\",\"query\":\"by:China on:NATO\",\"rank\":")
    });
    assert_eq!(of_critics.count().to_string(), count.trim());
    let filtered = sample().run(&["query", "--queries", list, "--date", "1901", "--csv"]);
    assert!(
        filtered.out.lines().nth(2).unwrap().ends_with(",0,,"),
        "{}",
        filtered.out
    );
    sample()
        .run(&["query", "--queries", list, "--stance", "angry"])
        .expect(2);
}

#[test]
fn a_list_is_written_as_asked_and_what_it_has_no_use_for_is_refused() {
    let list = sample().path("asked.tsv");
    fs::write(&list, "blame\nsanctions\n").unwrap();
    let asked = ["query", "--queries", list.to_str().unwrap()];
    let run = |flags: &[&str]| sample().run(&[&asked, flags].concat());
    let marked = run(&["--csv", "--bom"]).expect(0).out.clone();
    assert!(marked.starts_with("\u{feff}name,query,"), "{marked}");
    let few = ["--jsonl", "-n", "2", "--offset", "1", "--sort", "oldest"];
    let hits = run(&few).expect(0).out.clone();
    let ranks: Vec<serde_json::Value> = hits
        .lines()
        .map(|hit| serde_json::from_str::<serde_json::Value>(hit).unwrap()["rank"].clone())
        .collect();
    assert_eq!(ranks, [2, 3, 2, 3], "of each query");
    let alone = sample().run(&[&["query", "sanctions"], &few[..]].concat());
    let ending = |lines: &str| {
        lines
            .lines()
            .last()
            .unwrap()
            .rsplit_once("\"rank\"")
            .unwrap()
            .1
            .to_owned()
    };
    assert_eq!(ending(&hits), ending(&alone.expect(0).out));
    for flags in [
        &["--limit", "3"][..],
        &["--offset", "3"],
        &["--sort", "newest"],
        &["--spread", "1"],
        &["--fold"],
        &["--explain"],
        &["--output", "found.json"],
        &["--output", "found.html"],
        &["--jsonl", "--bom"],
    ] {
        run(flags).expect(2).tells("goes with --");
    }
    run(&["--rows", "statements"])
        .expect(2)
        .tells("a single query");
    assert!(!sample().path("found.json").exists());
}

#[test]
fn a_limit_shows_the_first_lines_as_sorted_and_says_so() {
    let asked = ["kwic", "sanctions", "--sort", "right", "--jsonl"];
    let all = sample().run(&asked).out;
    let few = sample().run(&[&asked[..], &["-n", "3"]].concat());
    let first: Vec<&str> = all.lines().take(3).collect();
    assert_eq!(few.expect(0).out.lines().collect::<Vec<_>>(), first);
    assert!(few.told.contains("the first 3 shown"), "{}", few.told);
}
