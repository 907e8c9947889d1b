//! Spans, sentences and analyzers: what they promise for any text.

use demarche::text::{
    CodePoints, Span, detect_language, exact_tokens, fold, sanitize, sentences, stemmed_among,
    stemmed_tokens,
};
use proptest::prelude::*;

fn words(text: &str) -> Vec<String> {
    exact_tokens(text)
        .into_iter()
        .map(|token| token.text)
        .collect()
}

fn stems(text: &str, language: &str) -> Vec<String> {
    stemmed_tokens(text, language)
        .into_iter()
        .map(|token| token.text)
        .collect()
}

#[test]
fn exact_tokens_keep_every_word() {
    let cases: &[(&str, &[&str])] = &[
        ("To be or not to be", &["to", "be", "or", "not", "to", "be"]),
        (
            "the U.S.’s no-fly zone",
            &["the", "us", "no", "fly", "zone"],
        ),
        ("Élysée", &["elysee"]),
        ("外交部發言人", &["外", "交", "部", "发", "言", "人"]),
        ("МИД России", &["мид", "россии"]),
        ("российский", &["российский"]),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text), *expected, "{text}");
    }
}

#[test]
fn inflected_words_share_a_stem() {
    let cases = [
        ("en", "sanctions", "sanction"),
        ("ru", "переговоры", "переговоров"),
        ("ru", "санкциями", "санкции"),
        ("fr", "négociations", "négociation"),
        ("de", "Verhandlungen", "Verhandlung"),
    ];
    for (language, one, other) in cases {
        assert_eq!(
            stems(one, language),
            stems(other, language),
            "{language}: {one}, {other}"
        );
    }
}

#[test]
fn simplified_and_traditional_chinese_are_one() {
    assert_eq!(
        stems("烏克蘭危機", "zh-Hant"),
        stems("乌克兰危机", "zh-Hans")
    );
    assert!(stems("敦促北约停止在乌克兰问题上推责", "zh").contains(&"北约".to_owned()));
}

#[test]
fn sentences_end_where_readers_end_them() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "en",
            "Mr. Norvik met Gen. Ost. They agreed.",
            &["Mr. Norvik met Gen. Ost.", "They agreed."],
        ),
        (
            "en",
            "The U.S. position is clear. It holds.",
            &["The U.S. position is clear.", "It holds."],
        ),
        (
            "ru",
            "М.В.Иванова выступила 5 мая 2020 г. в Москве. Она ответила.",
            &[
                "М.В.Иванова выступила 5 мая 2020 г. в Москве.",
                "Она ответила.",
            ],
        ),
        ("zh", "我们反对。立场一贯。", &["我们反对。", "立场一贯。"]),
    ];
    for (language, text, expected) in cases {
        let found: Vec<&str> = sentences(text, language)
            .into_iter()
            .map(|span| span.of(text))
            .collect();
        assert_eq!(found, *expected);
    }
}

#[test]
fn languages_are_told_apart() {
    let cases = [
        (
            "The ministry said that the two sides would continue their talks in the spring of next year.",
            Some("en"),
        ),
        (
            "外交部发言人在例行记者会上回答了关于双边关系的提问。",
            Some("zh-Hans"),
        ),
        (
            "外交部發言人在例行記者會上回答了關於雙邊關係的提問。",
            Some("zh-Hant"),
        ),
        (
            "Официальный представитель министерства ответила на вопросы журналистов о ходе переговоров.",
            Some("ru"),
        ),
        (
            "外務報道官は記者会見で、両国の関係について説明した。",
            Some("ja"),
        ),
        ("No.", None),
    ];
    for (text, expected) in cases {
        assert_eq!(detect_language(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn terminal_escapes_are_dropped() {
    assert_eq!(sanitize("a\u{1b}[31mb\u{202e}c\td\ne"), "a[31mbc\td\ne");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_are_cut_from_the_text_in_order(text in "\\PC{0,60}") {
        for tokens in [exact_tokens(&text), stemmed_tokens(&text, "en"), stemmed_tokens(&text, "zh")] {
            let mut last = 0;
            for token in tokens {
                prop_assert!(token.span.start >= last && text.get(token.span.start..token.span.end).is_some());
                prop_assert!(!token.text.is_empty());
                last = token.span.end;
            }
        }
    }

    #[test]
    fn sentences_are_disjoint_and_hold_all_words(text in "([A-Za-zа-я北约]{1,6}[ .!?,。\n]{0,2}){0,30}") {
        let found = sentences(&text, "en");
        prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let held: usize = found.iter().map(|span| span.of(&text).chars().filter(|character| !character.is_whitespace()).count()).sum();
        prop_assert_eq!(held, text.chars().filter(|character| !character.is_whitespace()).count());
    }

    #[test]
    fn what_is_sought_among_stems_is_all_of_them_that_are_like_it(
        text in "([A-Za-z]{1,9}|[а-яé]{1,5}|[sS]anction(s|ed)|Ｎato|[a-z]_カ|\\PC|['’ 北约_.\u{301}-]){0,40}",
        language in prop::sample::select(vec!["en", "ru", "fr", "de", "es", "it", "pt", "tr", "ar", "nl", "sv", "ro", "hu", "el", "zh", "und"]),
        drawn in prop::collection::vec(any::<prop::sample::Index>(), 1..3),
    ) {
        let stems = stemmed_tokens(&text, language);
        let mut wanted = vec!["sanction"];
        if !stems.is_empty() {
            wanted.extend(drawn.iter().map(|one| one.get(&stems).text.as_str()));
        }
        let mut alike = stems.clone();
        alike.retain(|token| wanted.contains(&token.text.as_str()));
        prop_assert_eq!(stemmed_among(&text, language, &wanted), alike.clone());
        // and where the wanted ones all begin in ASCII
        wanted.retain(|stem| stem.starts_with(|first: char| first.is_ascii()));
        alike.retain(|token| wanted.contains(&token.text.as_str()));
        prop_assert_eq!(stemmed_among(&text, language, &wanted), alike);
    }

    #[test]
    fn code_points_count_characters(text in "\\PC{0,700}", at in 0_usize..700) {
        let offset = text.char_indices().nth(at).map_or(text.len(), |(offset, _)| offset);
        prop_assert_eq!(CodePoints::new(&text).at(offset), text[..offset].chars().count());
    }

    #[test]
    fn a_text_is_folded_as_its_parts_are(text in "[a-zA-Z0-9 ’‘“”–—…\u{a0}éА]{0,40}") {
        let parts: String = text.chars().map(|part| fold(&part.to_string())).collect();
        prop_assert_eq!(fold(&text), parts);
    }

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn a_span_within_another_shows_the_same_text(text in "[a-zé北]{0,40}", cuts in (0_usize..40, 0_usize..40, 0_usize..40, 0_usize..40)) {
        let place = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(offset, _)| offset);
        let span = |one: usize, other: usize| Span::new(place(one.min(other)), place(one.max(other)));
        let (outer, inner) = (span(cuts.0, cuts.1), span(cuts.2, cuts.3));
        if let Some(moved) = inner.inside(outer) {
            prop_assert_eq!(moved.of(outer.of(&text)), inner.of(&text));
        }
    }
}
