//! What the fuzz targets share: reading bytes as the file of a name, through the crate's public door.

use demarche::archive::Record;
use demarche::briefing::Provenance;
use demarche::source::{self, Guide, Outcome};

pub use libfuzzer_sys::fuzz_target;

/// Reads `bytes` as the file `path`; every text given must be one paragraphs can be cut from.
pub fn read(path: &str, bytes: &[u8]) {
    let record = Record {
        bytes: bytes.to_vec(),
        provenance: Provenance {
            path: Some(path.to_owned()),
            ..Provenance::default()
        },
        ..Record::default()
    };
    for outcome in source::read(&record, &Guide::builtin()) {
        if let Outcome::Briefing(briefing, _) = outcome {
            assert!(!briefing.text.trim().is_empty());
        }
    }
}

/// A fuzz target that reads its input as the file of a name.
#[macro_export]
macro_rules! reads {
    ($path:literal) => {
        $crate::fuzz_target!(|bytes: &[u8]| $crate::read($path, bytes));
    };
}
