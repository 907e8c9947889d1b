//! How like two texts are, told from signatures kept in the index: `MinHash` over shingles of words.

use crate::text::{exact_tokens, mixed, stable_hash};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Words of a shingle; a Chinese or Japanese character is a word.
const SHINGLE: usize = 5;
/// Values of a signature: the share of shingles in common is told to about 4 in 100.
const VALUES: usize = 128;
/// Values of a band. Texts are compared where a whole band agrees: all but 2 of
/// 10,000 pairs that have 7 in 10 shingles in common, 5 of 100 that have 2 in 10.
const BAND: usize = 4;

/// What a text is known by: of each of so many orders of all shingles, eight bits of the text's first one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Signature([u8; VALUES]);

/// A body of text as it is compared: case, punctuation, white space, accents, and traditional or simplified characters do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Body {
    /// Shared by equal bodies only.
    pub(super) hash: String,
    pub(super) words: usize,
    pub(super) signature: Signature,
}

impl Body {
    pub(super) fn of(text: &str) -> Self {
        let words: Vec<String> = exact_tokens(text)
            .into_iter()
            .map(|token| token.text)
            .collect();
        let hashes: Vec<u64> = words.iter().map(|word| stable_hash(word)).collect();
        Self {
            hash: super::state::hash(words.join(" ").as_bytes()),
            words: words.len(),
            signature: Signature::of(&hashes),
        }
    }
}

impl Signature {
    fn of(words: &[u64]) -> Self {
        let mut least = [u64::MAX; VALUES];
        for shingle in words.windows(SHINGLE.min(words.len()).max(1)) {
            let shingle = shingle.iter().fold(0, |hash, word| mixed(hash ^ word));
            for (number, least) in (0..).zip(&mut least) {
                // An odd factor and a summand put the 2^64 numbers into another order.
                let (factor, summand) = (mixed(2 * number) | 1, mixed(2 * number + 1));
                *least = shingle
                    .wrapping_mul(factor)
                    .wrapping_add(summand)
                    .min(*least);
            }
        }
        Self(least.map(|least| mixed(least).to_le_bytes()[0]))
    }

    /// About the share of their shingles that two texts have in common, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let both = self.0.iter().zip(&other.0);
        both.filter(|(own, other)| own == other).count() as f64 / VALUES as f64
    }

    /// Keys of which like texts have one in common.
    pub(super) fn bands(&self) -> impl Iterator<Item = u64> {
        let bands = self.0.chunks_exact(BAND).zip(0_u64..);
        bands.map(|(band, number)| {
            let values = band
                .iter()
                .fold(0, |key, value| key << 8 | u64::from(*value));
            number << 32 | values
        })
    }
}

impl From<Signature> for String {
    fn from(signature: Signature) -> Self {
        signature.0.iter().fold(Self::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
            text
        })
    }
}

impl TryFrom<String> for Signature {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let bytes = (0..VALUES).map(|byte| {
            let digits = text.get(2 * byte..2 * byte + 2)?;
            u8::from_str_radix(digits, 16).ok()
        });
        let bytes: Option<Vec<u8>> = bytes.collect();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or("no signature of a text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &[u32]) -> String {
        words
            .iter()
            .map(|word| format!("w{word}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn likeness(one: &str, other: &str) -> f64 {
        Body::of(one).signature.likeness(&Body::of(other).signature)
    }

    /// The share of shingles two texts have in common, counted.
    fn counted(one: &[u32], other: &[u32]) -> f64 {
        let shingles = |words: &[u32]| -> std::collections::HashSet<Vec<u32>> {
            words.windows(SHINGLE).map(<[u32]>::to_vec).collect()
        };
        let (one, other) = (shingles(one), shingles(other));
        one.intersection(&other).count() as f64 / one.union(&other).count() as f64
    }

    #[test]
    fn a_signature_is_the_same_on_every_machine() {
        let written = String::from(Body::of("No vessel crossed the median line, 北約").signature);
        assert!(
            written.starts_with("0d3c49d520ff8b5b3f06b1ab897ea7b9"),
            "{written}"
        );
        assert_eq!(written.len(), 2 * VALUES);
    }

    #[test]
    fn case_punctuation_and_script_do_not_count() {
        let (one, other) = (
            Body::of("The “Lake”, she said: 烏克蘭!"),
            Body::of("the lake she  said 乌克兰"),
        );
        assert_eq!(one, other);
    }

    #[test]
    fn a_signature_that_is_none_is_refused() {
        for text in ["", "zz", "é".repeat(VALUES).as_str()] {
            assert!(Signature::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn the_share_in_common_is_told_about_rightly(
            words in prop::collection::vec(0_u32..5000, 60..400),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 5000_u32..9000), 0..30),
        ) {
            let mut edited = words.clone();
            for (position, word) in edits {
                edited[position.index(words.len())] = word;
            }
            let (told, is) = (likeness(&text(&words), &text(&edited)), counted(&words, &edited));
            prop_assert!((told - is).abs() < 0.2, "{told} told, {is} counted");
            prop_assert!(likeness(&text(&words), &text(&words)) >= 1.0);
        }

        #[test]
        fn signatures_are_read_as_they_were_written(words in prop::collection::vec(0_u32..50, 0..20)) {
            let signature = Body::of(&text(&words)).signature;
            prop_assert_eq!(Signature::try_from(String::from(signature.clone())), Ok(signature));
        }
    }
}
