//! Hashes by which passages with the same or nearly the same text are known.

use crate::text::{exact_tokens, fold, stable_hash};
use sha2::{Digest, Sha256};

/// Bits of [`near_hash`] in which texts may differ that are nearly the same: about one word in ten is other. Texts that have nothing to
/// do with each other differ in 32.
const DIFFERING: u32 = 10;

/// Same text but for case, punctuation and white space, same hash.
#[must_use]
pub fn text_hash(text: &str) -> u64 {
    let mut hasher = Sha256::new();
    for word in fold(text).split(|character: char| !character.is_alphanumeric()) {
        if !word.is_empty() {
            hasher.update(word);
            hasher.update(" ");
        }
    }
    let digest = hasher.finalize();
    let head = digest.first_chunk().copied().unwrap_or_default();
    u64::from_be_bytes(head)
}

/// A hash of which few bits differ where few words do (Charikar's `SimHash`): each bit is what the hashes of most words have there.
pub(super) fn near_hash(text: &str) -> u64 {
    let mut lead = [0_i32; 64];
    for word in exact_tokens(text) {
        let hash = stable_hash(&word.text);
        for (bit, lead) in lead.iter_mut().enumerate() {
            *lead += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    let set = lead.iter().enumerate().filter(|(_, lead)| **lead > 0);
    set.fold(0, |hash, (bit, _)| hash | 1 << bit)
}

/// Whether texts with these [`near_hash`]es are nearly the same.
pub(super) fn are_like(one: u64, other: u64) -> bool {
    (one ^ other).count_ones() <= DIFFERING
}
