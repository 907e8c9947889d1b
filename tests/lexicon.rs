//! `demarche lexicon` through its door.

#![allow(
    clippy::unwrap_used,
    reason = "a program that cannot be run fails the test"
)]

use std::process::Command;

#[test]
fn the_sentences_of_every_language_are_counted_and_none_fails() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let run = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["lexicon", "check"])
        .current_dir(folder)
        .env_remove("DEMARCHE_ARCHIVE")
        .output()
        .unwrap();
    let told = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(0), "{told}");
    for language in ["en: ", "ru: ", "zh: "] {
        let line = told.lines().find(|line| line.starts_with(language));
        assert!(line.is_some_and(|line| line.ends_with(" 0 fail")), "{told}");
    }
}
