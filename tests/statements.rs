//! The frames against the sentences they carry (the lexicon is its own test-suite), and what becomes of statements in a briefing.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use demarche::annotate::{self, check, scene};
use demarche::briefing::{
    Act, Actor, Annotated, Attribution, AttributionKind, Mention, MentionForm, Passage, Stance,
    Status,
};
use demarche::lexicon::Lexicon;
use demarche::text::Span;
use proptest::prelude::*;

#[test]
fn every_frame_passes_its_own_sentences() {
    let checked = check(Lexicon::builtin());
    assert!(checked.iter().all(|language| language.sentences > 0));
    let failures: Vec<String> = checked
        .into_iter()
        .flat_map(|language| language.failures)
        .collect();
    assert!(
        failures.is_empty(),
        "{} fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// A briefing of an invented press officer, paragraph by paragraph, narrated.
const BRIEFING: &str = "Chinese officials refuted NATO's claims of China arming Iran, urging NATO to stop stoking tension.

China urged NATO to drop its plan, following accusations by NATO that China was supplying parts to Iran.

China has not supplied parts to Iran.";

fn paragraphs(text: &str) -> Annotated {
    let mut annotated = scene(text, "en", None);
    let whole = annotated.passages.remove(0);
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(start, start + paragraph.len());
        annotated.passages.push(Passage {
            span,
            ..whole.clone()
        });
        start = span.end + 2;
    }
    annotated
}

#[test]
fn a_charge_that_its_actor_denies_anywhere_in_the_briefing_is_denied() {
    let statements = annotate::statements(&paragraphs(BRIEFING), Lexicon::builtin());
    let aid: Vec<Status> = statements
        .iter()
        .filter(|statement| statement.act == Act::Aid)
        .map(|statement| statement.status)
        .collect();
    assert_eq!(aid, [Status::Denied; 3], "{statements:#?}");
}

#[test]
fn refuting_a_claim_is_critical_of_whoever_made_it_and_reports_the_claim() {
    let statements = annotate::statements(&paragraphs(BRIEFING), Lexicon::builtin());
    let first: Vec<String> = statements
        .iter()
        .filter(|statement| statement.span.end < 100)
        .map(|statement| {
            let id = |actor: &Actor| actor.id.clone().unwrap_or_default();
            let (source, target) = (id(&statement.source), id(&statement.target));
            format!(
                "{source} {target} {} {:?}",
                statement.act.name(),
                statement.status
            )
        })
        .collect();
    let expected = [
        "CHN NATO DENY Asserted",
        "NATO CHN ACCUSE Reported",
        "CHN IRN AID Denied",
    ];
    assert_eq!(first, expected);
}

#[test]
fn words_inside_an_attribution_are_their_innermost_source_s() {
    let text = "The officer spoke. “Japan violates the treaty,” said the officer of a third state.";
    let mut annotated = scene(text, "en", None);
    let source = |id: &str| Actor {
        id: Some(id.to_owned()),
        ..Actor::default()
    };
    annotated.attributions = vec![Attribution {
        span: Span::new(text.find("Japan").unwrap(), text.find(",”").unwrap()),
        gaps: Vec::new(),
        kind: AttributionKind::Direct,
        sources: vec![source("RUS"), source("CHN")],
        cue: None,
        confidence: 1.0,
        rule: "given".to_owned(),
    }];
    let statements = annotate::statements(&annotated, Lexicon::builtin());
    let found: Vec<_> = statements
        .iter()
        .map(|statement| statement.source.id.as_deref())
        .collect();
    assert_eq!(found, [Some("CHN")]);
}

#[test]
fn the_most_telling_of_several_is_kept() {
    let text =
        "France met Germany's envoy. France condemned Germany's plan. France criticized Germany.";
    let statements = annotate::statements(&scene(text, "en", None), Lexicon::builtin());
    let kept: Vec<(Stance, u8)> = statements
        .iter()
        .map(|statement| (statement.stance, statement.strength))
        .collect();
    assert_eq!(kept, [(Stance::Neutral, 1), (Stance::Critical, 7)]);
}

#[test]
fn he_is_the_last_person_who_did_something_not_the_last_country() {
    let text = "Ada Norvik blamed Iran for the delay, and Iran denied the claim by China. He thanked Brazil.";
    let mut annotated = scene(text, "en", None);
    let person = Mention {
        span: Span::new(0, "Ada Norvik".len()),
        entity: "ada-norvik".to_owned(),
        represents: Some("FRA".to_owned()),
        form: MentionForm::Name,
        confidence: 1.0,
    };
    annotated.mentions.insert(0, person);
    let statements = annotate::statements(&annotated, Lexicon::builtin());
    let thanks = statements
        .iter()
        .find(|statement| statement.target.id.as_deref() == Some("BRA"));
    let source = thanks.and_then(|statement| statement.source.id.as_deref());
    assert_eq!(source, Some("FRA"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_and_every_evidence_lies_in_its_passage(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..120),
        language in prop::sample::select(vec!["en", "ru", "zh"]),
        voice in prop::option::of(Just("USA")),
    ) {
        let text = words.concat();
        let annotated = scene(&text, language, voice);
        for statement in annotate::statements(&annotated, Lexicon::builtin()) {
            prop_assert!(text.get(statement.span.start..statement.span.end).is_some_and(|evidence| !evidence.is_empty()));
            prop_assert!(statement.strength <= 9);
        }
    }
}

/// Pieces of hostile sentences.
const WORDS: &[&str] = &[
    " China",
    " NATO’s",
    " the",
    ",",
    ", ",
    ".",
    "\n\n",
    " and",
    " urged",
    " to stop",
    " accused",
    " of",
    " “",
    "” ",
    "(",
    ")",
    " claims",
    " that",
    " not",
    " by",
    " Russia",
    " it",
    " we",
    " our",
    " who",
    " support",
    " for",
    " should",
    " if",
    "-",
    "'",
    " said",
    " denied",
    "中国",
    "，",
    "。",
    "敦促",
    "停止",
    "不",
    "对",
    "美国",
    "谴责",
    "我们",
    "表示",
    " Россия",
    " не",
    " осудила",
    " что",
    "́",
    "\u{feff}",
    "🙂",
];

#[test]
fn the_tables_are_read() {
    demarche::lexicon::Frames::builtin().unwrap();
}
