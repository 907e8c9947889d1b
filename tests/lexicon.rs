//! `demarche lexicon` through its door.

#![allow(
    clippy::unwrap_used,
    reason = "a program that cannot be run fails the test"
)]

use std::process::Command;

/// What the program tells of a word, and its exit code.
fn run(arguments: &[&str]) -> (String, Option<i32>) {
    let run = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .arg("lexicon")
        .args(arguments)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .env_remove("DEMARCHE_ARCHIVE")
        .output()
        .unwrap();
    (String::from_utf8(run.stdout).unwrap(), run.status.code())
}

#[test]
fn a_word_in_any_form_and_language_tells_what_it_does() {
    for (word, expected) in [
        ("condemned", "en.condemn: ACCUSE 111, critical"),
        ("强烈谴责", "zh.condemn.strongly: ACCUSE 111, critical"),
        ("осудила", "ru.condemn: ACCUSE 111, critical"),
        ("Beijing", "names   China (Country, CHN)"),
        ("nato", "topic   nato, a detail of european-security"),
        ("never", "en: negation"),
    ] {
        let (told, code) = run(&["show", word]);
        assert!(told.contains(expected), "{word}: {told}");
        assert_eq!(code, Some(0), "{word}");
    }
    assert_eq!(run(&["show", "xyzzy"]), (String::new(), Some(1)));
}

#[test]
fn the_sentences_of_every_language_are_counted_and_none_fails() {
    let (told, code) = run(&["check"]);
    assert_eq!(code, Some(0), "{told}");
    for language in ["en: ", "ru: ", "zh: "] {
        let line = told.lines().find(|line| line.starts_with(language));
        assert!(line.is_some_and(|line| line.ends_with(" 0 fail")), "{told}");
    }
}
