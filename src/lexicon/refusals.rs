//! How officials say that they will not answer.

use crate::text::{fold, primary_language};
use regex::RegexSet;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// By language; the file is part of the program, and a test reads it.
static REFUSALS: LazyLock<FxHashMap<String, Refusals>> = LazyLock::new(|| {
    let set = |patterns: &[String]| {
        let folded = patterns.iter().map(|pattern| fold(pattern));
        RegexSet::new(folded).unwrap_or_else(|_| RegexSet::empty())
    };
    let languages = read().into_iter();
    let compiled = languages.map(|(language, list)| {
        let refusals = Refusals {
            patterns: set(&list.patterns),
            unless: set(&list.unless),
        };
        (language, refusals)
    });
    compiled.collect()
});

struct Refusals {
    patterns: RegexSet,
    unless: RegexSet,
}

#[derive(Deserialize)]
struct List {
    patterns: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
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
    let Some(refusals) = REFUSALS.get(primary_language(language)) else {
        return false;
    };
    let sentence = fold(sentence);
    refusals.patterns.is_match(&sentence) && !refusals.unless.is_match(&sentence)
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
            for pattern in list.patterns.iter().chain(&list.unless) {
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
