//! The binary at work on the sample archive, or in a folder of its own.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses its own part"
)]
#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be made fails the test"
)]

use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The binary in a folder, where nothing that whoever runs the tests has settled reaches it.
pub fn demarche(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if ["DEMARCHE_", "XDG_"]
            .iter()
            .any(|start| text.starts_with(start))
        {
            command.env_remove(&name);
        }
    }
    command
        .env_remove("COLUMNS")
        .env("HOME", folder.join("home"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// A folder with a corpus.
pub struct Desk(TempDir);

/// What a call gave.
pub struct Answer {
    pub code: Option<i32>,
    pub out: String,
    pub told: String,
}

/// The sample archive, indexed once for all tests of a file.
pub fn sample() -> &'static Desk {
    static SAMPLE: OnceLock<Desk> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let desk = Desk::new();
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        copy(&corpus, &desk.path("corpus"));
        desk.run(&["index"]).expect(0);
        desk
    })
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

impl Desk {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        Self(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file of the corpus.
    pub fn write(&self, name: &str, content: &str) {
        self.write_bytes(name, content.as_bytes());
    }

    pub fn write_bytes(&self, name: &str, content: &[u8]) {
        fs::write(self.path("corpus").join(name), content).unwrap();
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        self.run_with(arguments, &[])
    }

    /// Runs it with variables of its own.
    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Answer {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        Answer::of(command.output().unwrap())
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = demarche(self.0.path());
        command.args(arguments);
        command
    }
}

impl Answer {
    pub fn of(output: Output) -> Self {
        let answer = Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            told: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!answer.told.contains("panicked"), "{}", answer.told);
        answer
    }

    pub fn expect(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{} {}", self.out, self.told);
        self
    }

    pub fn tells(&self, what: &str) -> &Self {
        assert!(self.told.contains(what), "no {what:?} in: {}", self.told);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.told))
    }
}
