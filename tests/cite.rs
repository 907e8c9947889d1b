//! Passages are cited, quoted and shown among their neighbours by the ids that queries print.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

mod desk;

use desk::Desk;

/// A briefing of an invented spokesperson, and its id.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    let paragraphs = ["one", "two", "three", "four", "five"].map(|number| {
        format!("“Point {number} of the border treaty stands,” spokesperson Ada Norvik said.")
    });
    let text = format!(
        "Ruritania comments on the border\n\n{}\n",
        paragraphs.join("\n\n")
    );
    desk.write("border.txt", &text);
    desk.write("border.meta.toml", "date = 2024-06-18\nministry = \"Foreign Ministry of Ruritania\"\nurl = \"https://ruritania.example/border\"\n");
    desk.run(&["index"]).expect(0);
    let found = desk.run(&["query", "treaty", "--json"]).json();
    let id = found["hits"][0]["briefing"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    (desk, id)
}

#[test]
fn a_permalink_is_shown_and_cited() {
    let (desk, id) = desk();
    let link = format!("demarche:{id}#2");
    assert!(desk.run(&["show", &link]).expect(0).out.contains(">#2"));
    let cited = desk.run(&["cite", &link]);
    let expected = format!(", demarche:{id}#2, ");
    assert!(cited.expect(0).out.contains(&expected), "{}", cited.out);
    assert!(
        cited
            .out
            .contains("https://ruritania.example/border#:~:text="),
        "{}",
        cited.out
    );
    let quoted = desk.run(&["show", &link, "--quote"]);
    assert!(
        quoted
            .expect(0)
            .out
            .ends_with(&format!("demarche:{id}#2\n")),
        "{}",
        quoted.out
    );
    desk.run(&["show", &id, "--quote"]).expect(2);
    desk.run(&["show", &format!("{id}#99"), "--quote"])
        .expect(1);
}

#[test]
fn as_many_neighbours_are_shown_as_are_asked_for() {
    let (desk, id) = desk();
    let shown = |context: &[&str]| {
        let passage = format!("{id}#3");
        let answer = desk.run(&[&["show", &passage, "--json"], context].concat());
        answer.expect(0).json()["passages"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        (shown(&[]), shown(&["-C", "1"]), shown(&["--context", "0"])),
        (1, 3, 1)
    );
}

#[test]
fn several_are_cited_together_and_what_is_missing_is_named() {
    let (desk, id) = desk();
    let (first, second) = (format!("{id}#1"), format!("{id}#2"));
    let csl = desk.run(&["cite", &first, &second, "--format", "csl-json"]);
    let list = csl.expect(0).json();
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!(list[1]["id"], format!("demarche:{second}"));
    let ris = desk.run(&["cite", &first, "nothing", "--format", "ris"]);
    assert!(ris.expect(1).told.contains("no nothing in"), "{}", ris.told);
    assert_eq!(ris.out.matches("TY  - ").count(), 1);
}
