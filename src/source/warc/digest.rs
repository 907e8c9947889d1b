//! The digests that web archives tell of their records, held against the records.

use super::super::http::Headers;
use data_encoding::{BASE32, BASE32_NOPAD, HEXLOWER};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A digest told in a header, and its computation.
pub(super) struct Told {
    said: String,
    computing: Computing,
}

enum Computing {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Told {
    /// The digest that a header field tells; `None` where it tells none of a kind known here.
    pub(super) fn of(headers: &Headers, field: &str) -> Option<Self> {
        let (kind, said) = headers.get(field)?.split_once(':')?;
        let computing = match kind.trim().to_lowercase().replace('-', "").as_str() {
            "sha1" => Computing::Sha1(Sha1::new()),
            "sha256" => Computing::Sha256(Sha256::new()),
            _ => return None,
        };
        Some(Self {
            said: said.trim().to_owned(),
            computing,
        })
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match &mut self.computing {
            Computing::Sha1(digest) => digest.update(bytes),
            Computing::Sha256(digest) => digest.update(bytes),
        }
    }

    /// Whether what was read has the digest told, in whichever way it is written.
    pub(super) fn holds(self) -> bool {
        let digest = match self.computing {
            Computing::Sha1(digest) => digest.finalize().to_vec(),
            Computing::Sha256(digest) => digest.finalize().to_vec(),
        };
        let written = [HEXLOWER, BASE32, BASE32_NOPAD].map(|base| base.encode(&digest));
        written
            .iter()
            .any(|written| written.eq_ignore_ascii_case(&self.said))
    }
}
