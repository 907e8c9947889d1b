//! How officials say that they will not answer.

use crate::text::{fold, primary_language};
use regex::RegexSet;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// By language; the file is part of the program, and a test reads it.
static REFUSALS: LazyLock<FxHashMap<String, RegexSet>> = LazyLock::new(|| {
    let languages = read().into_iter();
    let compiled = languages.map(|(language, list)| {
        let folded = list.patterns.iter().map(|pattern| fold(pattern));
        let patterns = RegexSet::new(folded).unwrap_or_else(|_| RegexSet::empty());
        (language, patterns)
    });
    compiled.collect()
});

#[derive(Deserialize)]
struct List {
    patterns: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "what the tests try"))]
    test: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "what the tests try"))]
    none: Vec<String>,
}

fn read() -> FxHashMap<String, List> {
    toml::from_str(include_str!("data/refusals.toml")).unwrap_or_default()
}

/// Whether the sentence, in the language of a tag (`en`, `zh-Hans`), says that its speaker will not answer or has no answer.
///
/// ```
/// # use demarche::lexicon::refuses;
/// assert!(refuses("I’m not going to get into that.", "en"));
/// assert!(!refuses("We are going to get into that.", "en"));
/// ```
#[must_use]
pub fn refuses(sentence: &str, language: &str) -> bool {
    REFUSALS
        .get(primary_language(language))
        .is_some_and(|patterns| patterns.is_match(&fold(sentence)))
}

#[cfg(test)]
mod tests {
    use super::{read, refuses};
    use crate::text::fold;

    #[test]
    fn the_patterns_find_their_own_sentences_and_no_others() {
        let lists = read();
        assert!(lists.len() > 7);
        for (language, list) in lists {
            for pattern in &list.patterns {
                assert!(regex::Regex::new(&fold(pattern)).is_ok(), "{pattern}");
            }
            for sentence in &list.test {
                assert!(refuses(sentence, &language), "{language}: {sentence}");
            }
            for sentence in &list.none {
                assert!(!refuses(sentence, &language), "{language}: {sentence}");
            }
        }
    }
}
