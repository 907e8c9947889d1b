//! Exports are complete, their offsets cut the evidence, and files appear whole or not at all.

#![allow(
    clippy::unwrap_used,
    reason = "an export that cannot be read fails the test"
)]

mod desk;

use csv::StringRecord;
use desk::{Desk, sample};
use std::collections::BTreeSet;
use std::fs;

/// The rows of an export, without its heading.
fn rows(arguments: &[&str]) -> Vec<StringRecord> {
    let answer = sample().run(&[&["query"], arguments].concat());
    let mut reader = csv::Reader::from_reader(answer.out.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

/// A cell as it was before it was defused.
fn read_back(cell: &str) -> &str {
    let begins = cell.trim_start_matches(['\'', ' ', '\n']);
    if cell.starts_with('\'')
        && begins.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
    {
        return &cell[1..];
    }
    cell
}

#[test]
fn offsets_of_every_row_cut_the_evidence_out_of_the_text() {
    let mut seen = 0;
    for stance in ["critical", "neutral", "supportive"] {
        let fields = "text,evidence,evidence_start,evidence_end,lang";
        let statements = ["--rows", "statements", "--csv", "--fields", fields];
        for row in rows(&[&["--stance", stance][..], &statements].concat()) {
            let text: Vec<char> = read_back(&row[0]).chars().collect();
            let place = |cell: &str| cell.parse::<usize>().unwrap();
            let cut: String = text[place(&row[2])..place(&row[3])].iter().collect();
            assert_eq!(cut, read_back(&row[1]), "{row:?}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} statements");
}

#[test]
fn every_format_has_every_hit_and_as_many_as_are_counted() {
    for query in [
        &["sanctions"][..],
        &["--stance", "critical"],
        &["--kind", "question"],
    ] {
        let asked = |flags: &[&str]| sample().run(&[&["query"], query, flags].concat()).out;
        let count: usize = asked(&["--count"]).trim().parse().unwrap();
        assert!(count > 10, "{query:?}: {count}");
        assert_eq!(rows(&[query, &["--csv"]].concat()).len(), count);
        assert_eq!(asked(&["--tsv"]).lines().count(), count + 1);
        assert_eq!(asked(&["--jsonl"]).lines().count(), count);
        assert_eq!(asked(&["--markdown"]).matches("\n---\n").count(), count);
        assert_eq!(asked(&["--html"]).matches("<article ").count(), count);
        let table = asked(&["--html", "--fields", "id"]);
        assert_eq!(table.matches("<tr><td").count(), count);
        let ids: BTreeSet<String> = rows(&[query, &["--csv", "--fields", "id"]].concat())
            .iter()
            .map(|row| row[0].to_owned())
            .collect();
        assert_eq!(ids.len(), count, "each passage once");
    }
}

#[test]
fn with_a_filter_on_statements_a_row_has_those_it_hit() {
    let found = rows(&[
        "--by",
        "China",
        "--on",
        "NATO",
        "--csv",
        "--fields",
        "source,target,stance",
    ]);
    assert!(!found.is_empty());
    for row in found {
        assert!(row[0].split(" | ").all(|source| source == "CHN"), "{row:?}");
        assert!(
            row[1].split(" | ").all(|target| target == "NATO"),
            "{row:?}"
        );
    }
}

#[test]
fn limits_and_offsets_hold_for_exports() {
    let all = rows(&["sanctions", "--csv"]);
    let some = rows(&["sanctions", "--csv", "-n", "3", "--offset", "2"]);
    assert_eq!(some, all[2..5]);
}

#[test]
fn the_fields_are_listed_and_wrong_ones_refused() {
    let help = sample().run(&["query", "--fields", "help"]);
    assert!(help.expect(0).out.contains("evidence_start"));
    let wrong = sample().run(&["query", "x", "--csv", "--fields", "id,titel"]);
    assert!(
        wrong.expect(2).told.contains("did you mean title?"),
        "{}",
        wrong.told
    );
    let lone = sample().run(&["query", "x", "--jsonl", "--fields", "id"]);
    assert!(lone.expect(2).told.contains("--csv"), "{}", lone.told);
    sample().run(&["query", "x", "--csv", "--html"]).expect(2);
    sample().run(&["query", "x", "--csv", "--json"]).expect(2);
}

#[test]
fn counts_are_a_table_where_a_file_or_a_flag_asks_for_one() {
    let facets = ["query", "sanctions", "--facets", "year,kind"];
    let run = |flags: &[&str]| sample().run(&[&facets, flags].concat());
    let lines = run(&[]).expect(0).out.clone();
    let table = run(&["--csv"]).expect(0).out.clone();
    let mut read = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(
        read.headers().unwrap(),
        ["facet", "value", "name", "passages"].as_slice()
    );
    let rows = read
        .records()
        .map(|row| row.unwrap().iter().collect::<Vec<_>>().join("\t") + "\n");
    assert_eq!(rows.collect::<String>(), lines);
    let file = sample().path("counted.csv");
    run(&["--bom", "--output", file.to_str().unwrap()]).expect(0);
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        format!("\u{feff}{table}")
    );
    run(&["--output", "counted.html"])
        .expect(2)
        .tells("goes with --csv");
}

#[test]
fn scores_are_explained_or_the_flag_is_refused() {
    let run =
        |flags: &[&str]| sample().run(&[&["query", "sanctions", "--explain"], flags].concat());
    for flags in [&[][..], &["--csv"], &["--count"], &["--facets", "year"]] {
        run(flags).expect(2).tells("--explain: goes with --json");
    }
    assert!(run(&["--jsonl"]).expect(0).out.contains("\"explanation\""));
}

#[test]
fn a_file_has_every_hit_in_json_as_well() {
    let file = sample().path("all.json");
    sample()
        .run(&["query", "sanctions", "-o", file.to_str().unwrap()])
        .expect(0);
    let object: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let hits = object["hits"].as_array().unwrap().len() as u64;
    assert!(
        hits > 10 && Some(hits) == object["total"].as_u64(),
        "{hits}"
    );
    let few = sample()
        .run(&["query", "sanctions", "--json"])
        .expect(0)
        .json();
    assert_eq!(few["hits"].as_array().unwrap().len(), 10);
}

#[test]
fn a_file_appears_whole_and_never_in_place_of_another_unless_forced() {
    let desk = Desk::new();
    desk.write("border.txt", "Ruritania comments\n\nIn this invented report, Nepal urged NATO to stop shifting blame over the border.\n");
    desk.run(&["index"]).expect(0);
    let output = desk.run(&["query", "blame", "--output", "found.csv", "--bom"]);
    assert_eq!(output.expect(0).out, "");
    let written = fs::read_to_string(desk.path("found.csv")).unwrap();
    assert!(written.starts_with("\u{feff}id,date,"), "{written}");
    let refused = desk.run(&["query", "border", "--output", "found.csv"]);
    assert!(
        refused.expect(2).told.contains("--force"),
        "{}",
        refused.told
    );
    assert_eq!(fs::read_to_string(desk.path("found.csv")).unwrap(), written);
    desk.run(&["query", "border", "--output", "found.csv", "--force"])
        .expect(0);
    assert_ne!(fs::read_to_string(desk.path("found.csv")).unwrap(), written);
    desk.run(&["query", "border", "--output", "page.html"])
        .expect(0);
    assert!(
        fs::read_to_string(desk.path("page.html"))
            .unwrap()
            .starts_with("<!DOCTYPE html>")
    );
    // a query that fails leaves nothing
    desk.run(&["query", "--stance", "angry", "--output", "none.csv"])
        .expect(2);
    let names = fs::read_dir(desk.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let names: BTreeSet<String> = names.map(|name| name.into_string().unwrap()).collect();
    let expected = ["corpus", "found.csv", "index", "page.html"].map(str::to_owned);
    assert_eq!(names, BTreeSet::from(expected));
}
