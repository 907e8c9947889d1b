//! What the program does by itself: examples that find something, completions, pages of the manual, colour only where it is wished.

#![allow(
    clippy::unwrap_used,
    reason = "a process that cannot be started fails the test"
)]

mod desk;

use desk::{Desk, sample};

#[test]
fn the_queries_suggested_find_something() {
    let told = sample().run(&[]).expect(0).out.clone();
    let queries = told
        .lines()
        .filter_map(|line| line.trim().strip_prefix("demarche query "));
    let mut tried = 0;
    for query in queries {
        let mut arguments = vec!["query"];
        // words outside of quotation marks are parted by spaces
        for (position, part) in query.split('"').enumerate() {
            if position % 2 == 1 {
                arguments.push(part);
            } else {
                arguments.extend(part.split_whitespace());
            }
        }
        sample().run(&arguments).expect(0);
        tried += 1;
    }
    assert_eq!(tried, 3, "{told}");
    let empty = Desk::new().run(&[]);
    assert!(empty.expect(0).out.contains("demarche -h"), "{}", empty.out);
}

/// What a shell is told behind the words, which end in what is completed.
fn completed(words: &[&str]) -> String {
    let mut command = sample().command(&["--", "demarche"]);
    command.args(words).env("DEMARCHE_COMPLETE", "fish");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn shells_complete_verbs_options_and_the_names_of_the_index() {
    for shell in ["bash", "zsh", "fish"] {
        let script = sample().run(&["completions", shell]);
        assert!(
            script.expect(0).out.contains("DEMARCHE_COMPLETE"),
            "{}",
            script.out
        );
    }
    sample().run(&["completions", "tcsh"]).expect(2);
    assert!(completed(&["qu"]).starts_with("query"));
    assert!(completed(&["query", "--spea"]).contains("--speaker"));
    let by = completed(&["query", "--by", "lin"]);
    assert!(by.contains("lin-jian\tLin Jian"), "{by}");
    assert!(completed(&["query", "--topic", "ukr"]).contains("ukraine-war"));
}

#[test]
fn every_verb_has_a_page_of_the_manual_with_its_examples() {
    let root = sample().run(&["man"]);
    assert!(root.expect(0).out.starts_with(".ie"), "{}", root.out);
    for verb in ["query", "kwic", "cite", "show"] {
        let page = sample().run(&["man", verb]);
        assert!(page.expect(0).out.contains("Examples:"), "{verb}");
    }
    sample().run(&["man", "dance"]).expect(2);
}

#[test]
fn there_is_no_colour_in_a_pipe_unless_it_is_wished() {
    let colour = |arguments: &[&str]| sample().run(arguments).out.contains('\u{1b}');
    assert!(!colour(&["kwic", "sanctions"]));
    assert!(colour(&["kwic", "sanctions", "--color", "always"]));
}

#[test]
fn words_are_found_by_their_stems_where_no_text_has_a_language_that_is_known() {
    let desk = Desk::new();
    desk.write("a.md", "# News\n\nRuritania praised the ferries.\n");
    desk.run(&["index"]).expect(0);
    let languages = desk.run(&["status", "--json"]).json()["by_language"].clone();
    assert_eq!(languages, serde_json::json!({"unknown": 1}));
    for word in ["ferry", "Ferries", "praise"] {
        desk.run(&["query", word]).expect(0);
    }
}
