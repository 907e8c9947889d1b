#![allow(clippy::all, clippy::pedantic, missing_docs)]
use demarche::archive::{Found, walk};
use demarche::source::{self, Guide, Outcome};
#[test]
fn dump() {
    let folder = std::env::var("DUMP").unwrap();
    for found in walk(std::path::Path::new(&folder)) {
        let Found::Entry(entry) = found else { continue };
        let record = match entry.read() {
            Ok(r) => r,
            Err(e) => {
                println!("@@{{\"path\":{:?},\"error\":{:?}}}", entry.path, e);
                continue;
            }
        };
        for outcome in source::read(&record, &Guide::builtin()) {
            match outcome {
                Outcome::Briefing(b, remarks) => {
                    let mut v = serde_json::to_value(&*b).unwrap();
                    v["remarks"] = remarks
                        .iter()
                        .map(|r| r.0.clone())
                        .collect::<Vec<_>>()
                        .into();
                    if std::env::var("FULL").is_err() {
                        v["text"] = b.text.chars().take(200).collect::<String>().into();
                    }
                    println!("@@{v}");
                }
                Outcome::Skipped(p) => println!("@@{{\"skipped\":{:?}}}", p.to_string()),
                Outcome::Rejected(p) => println!("@@{{\"rejected\":{:?}}}", p.to_string()),
            }
        }
    }
}
