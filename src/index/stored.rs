//! Passage ⇄ bytes of the engine's store, where each document is one passage and nothing else.
//!
//! The engine hands out a document's bytes where they lie, with a head of its own before them, or copies a field of bytes one by one,
//! which takes longer than making a passage of them. So their length stands at their end, and what is before them is the engine's.

use super::reader::Reader;
use crate::briefing::StoredPassage;
use crate::{Error, Result};
use tantivy::store::StoreReader;
use tantivy::{DocAddress, TantivyError};

/// Blocks of passages, of some 16 KiB each, that every segment keeps at hand.
const BLOCKS: usize = 100;

const LENGTH: usize = size_of::<u32>();

/// What is stored of a passage: all of it.
pub(super) fn packed(passage: &StoredPassage) -> Result<Vec<u8>> {
    let too_long = |error: String| Error::Index(TantivyError::InvalidArgument(error));
    let mut bytes = postcard::to_stdvec(passage).map_err(|error| too_long(error.to_string()))?;
    let length = u32::try_from(bytes.len()).map_err(|error| too_long(error.to_string()))?;
    bytes.extend(length.to_le_bytes());
    Ok(bytes)
}

/// The passage at the end of these bytes; `None` where there is none.
fn unpacked(bytes: &[u8]) -> Option<StoredPassage> {
    let (rest, length) = bytes.split_last_chunk::<LENGTH>()?;
    let start = rest
        .len()
        .checked_sub(u32::from_le_bytes(*length) as usize)?;
    postcard::from_bytes(rest.get(start..)?).ok()
}

impl Reader {
    pub(super) fn stored(&self, address: DocAddress) -> Result<StoredPassage> {
        let store = self.stores()?.get(address.segment_ord as usize);
        let bytes = store.map(|store| store.get_document_bytes(address.doc_id));
        let passage = bytes.transpose()?.and_then(|bytes| unpacked(&bytes));
        passage.ok_or_else(|| Error::Damaged {
            path: self.folder().to_owned(),
            reason: "a passage in it makes no sense".to_owned(),
        })
    }

    fn stores(&self) -> Result<&[StoreReader]> {
        if let Some(opened) = self.stores.get() {
            return Ok(opened);
        }
        let segments = self.searcher.segment_readers().iter();
        let opened = segments.map(|segment| Ok(segment.get_store_reader(BLOCKS)?));
        let opened = opened.collect::<tantivy::Result<_>>()?;
        Ok(self.stores.get_or_init(|| opened))
    }
}
