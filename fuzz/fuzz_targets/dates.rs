//! Any text where dates are written: title, date fields, date line, address.
#![no_main]

use demarche::archive::Record;
use demarche::briefing::Provenance;
use demarche::source::{self, Guide};

demarche_fuzz::fuzz_target!(|text: &str| {
    let _ = source::given(&format!("{{\"text\":\"x\",\"date\":{text:?},\"title\":{text:?}}}"), &Guide::builtin());
    let line = text.replace(['\n', '\r'], " ");
    let file = format!("Title: {line}\nDate: {line}\nPublished: {line}\nURL: https://mfa.example/{line}\n\n{line}\n\nThe locks are open, she said on Tuesday, {line}.\n");
    let record = Record {
        bytes: file.into_bytes(),
        provenance: Provenance {
            path: Some(format!("{line}.txt")),
            ..Provenance::default()
        },
        ..Record::default()
    };
    source::read(&record, &Guide::builtin()).for_each(drop);
});
