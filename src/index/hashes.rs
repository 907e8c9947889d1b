//! The hashes of texts by which passages are known, whatever their numbers.

use super::Reader;
use super::schema::fast;
use crate::Result;
use std::collections::BTreeMap;

impl Reader {
    /// Of each briefing, the hashes ([`super::text_hash`]) of its passages, in no particular order.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn text_hashes(&self) -> Result<BTreeMap<String, Vec<u64>>> {
        let mut hashes: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let column = segment.fast_fields().u64(fast::COPY)?;
            self.by_briefing(segment, |id, doc| {
                if segment.is_deleted(doc) {
                    return;
                }
                let of_briefing = match hashes.get_mut(id) {
                    Some(of_briefing) => of_briefing,
                    None => hashes.entry(id.to_owned()).or_default(),
                };
                of_briefing.extend(column.first(doc));
            })?;
        }
        for of_briefing in hashes.values_mut() {
            of_briefing.sort_unstable();
            of_briefing.dedup();
        }
        Ok(hashes)
    }
}
