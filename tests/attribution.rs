//! Who utters what, through `annotate`: the sieves in English, Chinese and Russian, chains of sources, speakers of quotations.

#![allow(missing_docs, reason = "tests say what they test by their names")]
#![allow(clippy::unwrap_used, reason = "a missing source fails the test")]

use demarche::annotate::annotate;
use demarche::briefing::{Actor, Annotated, AttributionKind, Briefing, Form, PassageKind, Speaker};
use demarche::lexicon::Lexicon;
use proptest::prelude::*;

fn article(text: &str) -> Annotated {
    // Single sentences are too short to tell their language.
    let russian = text.contains(|letter| ('а'..='я').contains(&letter));
    let briefing = Briefing {
        text: text.to_owned(),
        language: russian.then(|| "ru".to_owned()),
        form: Form::Article,
        outlet: Some("Lake Times".to_owned()),
        ..Briefing::default()
    };
    annotate(briefing, Lexicon::builtin())
}

/// Kind, sources after the outlet, and words of each attribution.
fn outline(annotated: &Annotated) -> Vec<String> {
    told(annotated, 1)
}

/// Kind, sources from the one numbered `first` with what they represent, and words of each attribution, with `…` between the
/// parts of an interrupted one.
fn told(annotated: &Annotated, first: usize) -> Vec<String> {
    let text = &annotated.briefing.text;
    let name = |source: &Actor| {
        let name = source.name.as_deref().unwrap_or("?");
        let represents = source.id.as_ref().map(|id| format!(" [{id}]"));
        format!("{name}{}", represents.unwrap_or_default())
    };
    let told = annotated.attributions.iter().map(|attribution| {
        let names: Vec<String> = attribution.sources.iter().skip(first).map(name).collect();
        let parts = attribution.parts().into_iter();
        let parts: Vec<&str> = parts.map(|part| part.of(text)).collect();
        let (kind, names) = (attribution.kind, names.join(" › "));
        format!("{kind:?} | {names} | {}", parts.join(" … "))
    });
    told.collect()
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(outline(&article(text)), expect, "{text}");
}

/// The sentences of `tests/attribution/sentences.txt`, whose head says how they are written.
#[test]
fn every_sentence_is_uttered_by_whom_it_says() {
    let table = include_str!("attribution/sentences.txt");
    let mut wrong = Vec::new();
    for block in table.split("\n\n").filter(|block| !block.starts_with('#')) {
        let mut lines = block.trim_end().lines();
        let sentence = lines.next().unwrap_or_default();
        let (language, sentence) = sentence
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(") "))
            .unzip();
        let sentence = sentence.unwrap_or_else(|| block.lines().next().unwrap_or_default());
        let briefing = Briefing {
            text: sentence.replace('¶', "\n\n"),
            language: language.map(str::to_owned),
            form: Form::Article,
            ..Briefing::default()
        };
        let annotated = annotate(briefing, Lexicon::builtin());
        let expected: Vec<&str> = lines.filter_map(|line| line.strip_prefix("= ")).collect();
        let found = told(&annotated, 0);
        if found != expected {
            wrong.push(format!("{sentence}\n  not {expected:#?}\n  but {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quotations_are_their_speakers_wherever_the_reporting_words_stand() {
    check(
        "“We closed the bridge for repairs,” Ada Norvik said.",
        &["Direct | Ada Norvik | We closed the bridge for repairs"],
    );
    check(
        "“We closed the bridge for repairs,” said spokeswoman Ada Norvik on Monday.",
        &["Direct | Ada Norvik | We closed the bridge for repairs"],
    );
    check(
        "Ada Norvik told reporters on Monday: “We closed the bridge for repairs.”",
        &["Direct | Ada Norvik | We closed the bridge for repairs."],
    );
    check(
        "“We closed the bridge,” Ada Norvik, the spokeswoman, said, “because it was unsafe.”",
        &["Direct | Ada Norvik | We closed the bridge … because it was unsafe."],
    );
    check(
        "Ada Norvik: “We closed the bridge for repairs.”",
        &["Direct | Ada Norvik | We closed the bridge for repairs."],
    );
}

#[test]
fn a_quotation_without_reporting_words_is_the_last_speakers() {
    check(
        "“We closed the bridge for repairs,” Norvik said. “It will open again in May.”",
        &["Direct | Norvik | We closed the bridge for repairs … It will open again in May."],
    );
    check(
        "“We closed the bridge for repairs,” Norvik said. “It will open in May.\n\n“Until then, take the ferry.”",
        &[
            "Direct | Norvik | We closed the bridge for repairs … It will open in May.",
            "Direct | Norvik | Until then, take the ferry.",
        ],
    );
}

#[test]
fn reported_speech_has_its_source() {
    check(
        "On Monday, spokeswoman Ada Norvik said that the bridge was closed.",
        &["Indirect | Ada Norvik | that the bridge was closed"],
    );
    check(
        "The bridge was closed for repairs, according to Ada Norvik.",
        &["Indirect | Ada Norvik | The bridge was closed for repairs"],
    );
    check(
        "Ada Norvik urged Freedonia to open the bridge.",
        &["Indirect | Ada Norvik | Freedonia to open the bridge"],
    );
    check(
        "Ada Norvik called the closing “a plain breach of the treaty” on Monday.",
        &["Mixed | Ada Norvik | the closing “a plain breach of the treaty” on Monday"],
    );
}

#[test]
fn later_short_names_and_pronouns_mean_the_person_met_before() {
    check(
        "Spokeswoman Ada Norvik said the bridge was closed. She added that it was unsafe. The spokeswoman stressed that nobody was hurt. Norvik noted that it rained.",
        &[
            "Indirect | Ada Norvik | the bridge was closed",
            "Indirect | Ada Norvik | that it was unsafe",
            "Indirect | Ada Norvik | that nobody was hurt",
            "Indirect | Ada Norvik | that it rained",
        ],
    );
}

#[test]
fn a_new_name_beside_a_known_office_is_a_provisional_person() {
    for text in [
        "Norwegian Foreign Ministry spokeswoman Mila Tarn said the lake was closed.",
        "Mila Tarn, a spokeswoman for the Norwegian Foreign Ministry, said the lake was closed.",
        "The Norwegian foreign minister, Mila Tarn, said the lake was closed.",
    ] {
        let annotated = article(text);
        let source = annotated.attributions[0].sources.last().unwrap();
        let ids = [&source.person, &source.id].map(Option::as_deref);
        assert_eq!(ids, [Some("mila-tarn"), Some("NOR")], "{text}");
    }
}

#[test]
fn a_claim_inside_a_report_has_both_sources() {
    check(
        "Ada Norvik rejected accusations by Freedonia that the bridge was unsafe.",
        &[
            "Indirect | Ada Norvik | accusations by Freedonia that the bridge was unsafe",
            "Indirect | Ada Norvik › Freedonia | that the bridge was unsafe",
        ],
    );
}

#[test]
fn chinese_and_russian_reports_have_their_sources() {
    check(
        "湖国外交部发言人诺薇6日表示，大桥已经关闭。",
        &["Indirect | 湖国外交部发言人诺薇 | 大桥已经关闭"],
    );
    check(
        "«Мы закрыли мост на ремонт», — заявила Ада Норвик.",
        &["Direct | Ада Норвик | Мы закрыли мост на ремонт"],
    );
    check(
        "Ада Норвик отметила, что мост закрыт.",
        &["Indirect | Ада Норвик | что мост закрыт"],
    );
}

#[test]
fn nouns_that_look_like_verbs_report_nothing() {
    check(
        "The state of the bridge and its charges worry the towns.",
        &[],
    );
    check("The “friends” of the lake met on Monday.", &[]);
    check("Ada Norvik stopped arguing that the bridge is safe.", &[]);
}

#[test]
fn a_quoting_passage_takes_the_speaker_of_its_quotation() {
    let annotated =
        article("“We closed the bridge for repairs,” Ada Norvik said. The lake lies in the south.");
    let quote = annotated.passages.first();
    let speaker = quote.and_then(|passage| passage.speaker.as_ref());
    assert_eq!(
        speaker.map(|speaker| speaker.name.as_str()),
        Some("Ada Norvik")
    );
}

#[test]
fn a_sentence_that_quotes_two_is_narration() {
    let annotated = article(
        "“We closed the bridge for repairs,” Ada Norvik said, while “you closed it for good,” Rufus Firefly said.",
    );
    assert_eq!(
        annotated
            .passages
            .iter()
            .map(|passage| passage.kind)
            .collect::<Vec<_>>(),
        [PassageKind::Narration]
    );
}

#[test]
fn turns_are_attributed_to_those_who_speak() {
    let briefing = Briefing {
        text: "QUESTION: Is it open?\n\nMS NORVIK: It is open.".to_owned(),
        speakers: vec![Speaker {
            name: "Ada Norvik".to_owned(),
            ..Speaker::default()
        }],
        ..Briefing::default()
    };
    let annotated = annotate(briefing, Lexicon::builtin());
    let kinds: Vec<_> = annotated
        .attributions
        .iter()
        .map(|attribution| (attribution.kind, attribution.sources.len()))
        .collect();
    assert_eq!(
        kinds,
        [(AttributionKind::Question, 0), (AttributionKind::Direct, 1)]
    );
}

#[test]
fn hostile_texts_are_attributed_in_linear_time() {
    for text in [
        "said ".repeat(20_000),
        "“".repeat(20_000),
        "“a” said X, ".repeat(6_000),
        "according to ".repeat(10_000),
        "X, ".repeat(20_000),
        "表示".repeat(20_000),
        "the boats’ s’ ".repeat(10_000),
        "«а, — сказал. — ".repeat(6_000),
        format!("«{}»", "а, — сказал Х. — ".repeat(6_000)),
        "“a ‘b c said d,’ said X” said Y. ".repeat(3_000),
        "as X said, ".repeat(10_000),
        "X Y, a minister, said ".repeat(5_000),
        "“A。”表示。".repeat(6_000),
    ] {
        assert_sound(&article(&text));
    }
}

fn assert_sound(annotated: &Annotated) {
    let text = &annotated.briefing.text;
    for attribution in &annotated.attributions {
        let sources = attribution.sources.iter().filter_map(|source| source.span);
        for span in sources.chain(attribution.cue).chain([attribution.span]) {
            assert!(
                !span.is_empty() && text.get(span.start..span.end).is_some(),
                "{span:?} in {text}"
            );
        }
        assert!((0.0..=1.0).contains(&attribution.confidence));
    }
    assert!(
        annotated
            .attributions
            .is_sorted_by_key(|attribution| attribution.span.start)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn attributions_lie_within_any_text(text in "\\PC{0,300}") {
        assert_sound(&article(&text));
    }

    #[test]
    fn attributions_lie_within_any_report(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "“", "”", "\"", "'", "‘", "’s ", "« ", "»", ", ", ". ", "said ", "Ada Norvik ", "he ", "urged ", "NATO ", "to stop ", "according to ", "claims ", "that ", "the ",
                "who ", ": ", "\n\n", "saying ", "the bridge ", "表示，", "发言人", "«", "заявил", ", что ", "by ", "—", "(", ")", "’", "and ",
            ]),
            0..80,
        )
    ) {
        assert_sound(&article(&parts.concat()));
    }
}
