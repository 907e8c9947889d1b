//! Raw bytes as saved, with their provenance.

use crate::briefing::Provenance;

/// The bytes of a file, decompressed, with where they came from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// The content; of a `.gz` file, decompressed.
    pub bytes: Vec<u8>,
    /// Path, hash of the file as saved, and when it was saved.
    pub provenance: Provenance,
    /// The text of the sidecar beside it.
    pub sidecar: Option<String>,
    /// Changes with the file and with its sidecar.
    pub fingerprint: String,
}
