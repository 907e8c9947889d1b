//! The keys by which passages are known, whatever their numbers: their words, and the how many-th passage of these words they are in
//! their briefing, for two may answer `Yes.`

use super::Reader;
use super::keys::each_key;
use super::schema::fast;
use crate::Result;
use crate::query::Column;
use crate::text::stable_hash;
use std::collections::{BTreeMap, HashMap};
use tantivy::DocId;

/// The keys of passages with these hashes ([`super::text_hash`]), in text order.
#[must_use]
pub fn text_keys(hashes: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut times: HashMap<u64, u64> = HashMap::new();
    let key = |hash: u64| {
        let times = times.entry(hash).or_default();
        *times += 1;
        match *times {
            1 => hash,
            times => stable_hash(&format!("{hash:x} {times}")),
        }
    };
    hashes.into_iter().map(key).collect()
}

impl Reader {
    /// Of each briefing, the numbers of its passages with their keys ([`text_keys`]), in text order.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the index cannot be read.
    pub fn passage_keys(&self) -> Result<BTreeMap<String, Vec<(u64, u64)>>> {
        let mut found: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let hash = segment.fast_fields().u64(fast::COPY)?;
            let number = segment.fast_fields().u64(fast::NUMBER)?;
            each_key(segment, self.fields.column(Column::Briefing), |id, docs| {
                if !docs.is_empty() {
                    let of_briefing = found.entry(id.to_owned()).or_default();
                    let keyed = |doc: &DocId| number.first(*doc).zip(hash.first(*doc));
                    of_briefing.extend(docs.iter().filter_map(keyed));
                }
            })?;
        }
        for of_briefing in found.values_mut() {
            of_briefing.sort_unstable();
            let keys = text_keys(of_briefing.iter().map(|(_, hash)| *hash));
            for ((_, hash), key) in of_briefing.iter_mut().zip(keys) {
                *hash = key;
            }
        }
        Ok(found)
    }
}
