//! What changed is told exactly, and in bounded time whatever the texts are.

use super::*;
use crate::briefing::Briefing;
use crate::lexicon::Lexicon;
use crate::text::unspaced;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn briefing(text: &str) -> Briefing {
    Briefing {
        id: "b".to_owned(),
        language: Some("en".to_owned()),
        text: text.to_owned(),
        ..Briefing::default()
    }
}

fn rewordings(old: &str, new: &str) -> Vec<Rewording> {
    changes(&briefing(old), &briefing(new), Lexicon::builtin()).sentences
}

/// What the words say that were removed or kept, or added or kept.
fn side(words: &[Words], gone: Edit) -> String {
    let kept = words.iter().filter(|run| run.edit != gone);
    kept.map(|run| run.text.as_str()).collect()
}

#[test]
fn corresponding_sentences_are_put_together_and_others_stand_alone() {
    let found = rewordings(
        "The lake is calm. Boats leave at nine. Nobody spoke of the fog.",
        "The lake is calm. The quay is closed. Boats leave at ten. It rained.",
    );
    let shown: Vec<String> = found
        .iter()
        .map(|one| {
            let text = |sentence: &Option<Sentence>| {
                sentence
                    .as_ref()
                    .map_or("-", |sentence| sentence.text.as_str())
                    .to_owned()
            };
            format!("{} → {}", text(&one.removed), text(&one.added))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "- → The quay is closed.",
            "Boats leave at nine. → Boats leave at ten.",
            "Nobody spoke of the fog. → -",
            "- → It rained.",
        ]
    );
}

proptest! {
    #[test]
    fn runs_of_words_put_together_are_the_texts(old in "[ab ,。中文]{0,40}", new in "[ab ,。中文]{0,40}") {
        let runs = words(&old, &new);
        prop_assert_eq!(unspaced(&side(&runs, Edit::Added)), unspaced(&old));
        prop_assert_eq!(unspaced(&side(&runs, Edit::Removed)), unspaced(&new));
    }

    #[test]
    fn equal_texts_have_no_changes_and_others_have(
        old in "([abc]{1,3} ){1,4}\\.( [ABC]{1,3} [ab]{1,4}\\.){0,4}",
        new in "([abc]{1,3} ){1,4}\\.( [ABC]{1,3} [ab]{1,4}\\.){0,4}",
    ) {
        prop_assert!(rewordings(&old, &old).is_empty());
        prop_assert_eq!(rewordings(&old, &new).is_empty(), unspaced(&old) == unspaced(&new));
    }
}

#[test]
fn texts_made_to_take_long_take_moderate_time() {
    let join = |seed: u64, of: u64, between: &str| {
        let hashes = (0..20_000).map(|number| crate::text::mixed(seed ^ number) % of);
        let words = hashes.map(|number| format!("W{number}"));
        words.collect::<Vec<_>>().join(between)
    };
    for of in [2, 100, u64::MAX] {
        let start = Instant::now();
        rewordings(&join(1, of, ". "), &join(2 << 32, of, ". "));
        rewordings(&join(1, of, " "), &join(2 << 32, of, " "));
        assert!(
            start.elapsed() < Duration::from_mins(1),
            "{of}: {:?}",
            start.elapsed()
        );
    }
}
