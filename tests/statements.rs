//! The frames against the sentences they carry (the lexicon is its own test-suite), and what becomes of statements in a briefing.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use demarche::annotate;
use demarche::briefing::{
    Act, Actor, Annotated, Attribution, AttributionKind, Briefing, Mention, MentionForm, Passage,
    PassageKind, Speaker, Stance, Status,
};
use demarche::lexicon::{Frame, Lexicon};
use demarche::text::Span;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Names of the test sentences; the gazetteer is not what is tested here.
const NAMES: &str = include_str!("statements/names.tsv");

fn named(text: &str, language: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut position = 0;
    while position < text.len() {
        let here = &text[position..];
        let starts_word = language == "zh"
            || !text[..position]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric);
        let names = NAMES.lines().filter_map(|line| line.split_once('\t'));
        let names = names.flat_map(|(id, names)| names.split('|').map(move |name| (id, name)));
        let fitting = names.filter(|(_, name)| {
            let rest = here.strip_prefix(name);
            rest.is_some_and(|rest| {
                language == "zh" || !rest.chars().next().is_some_and(char::is_alphanumeric)
            })
        });
        let longest = fitting.max_by_key(|(_, name)| name.len());
        if let Some((id, name)) = longest.filter(|_| starts_word) {
            found.push(Mention {
                span: Span::new(position, position + name.len()),
                entity: id.to_owned(),
                represents: Some(id.to_owned()),
                form: MentionForm::Name,
                confidence: 1.0,
            });
            position += name.len();
        } else {
            position += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// A text of one passage, uttered for `voice`, or narrated.
fn scene(text: &str, language: &str, voice: Option<&str>) -> Annotated {
    let speaker = voice.map(|id| Speaker {
        name: "Ada Norvik".to_owned(),
        represents: Some(id.to_owned()),
        ..Speaker::default()
    });
    let kind = if voice.is_some() {
        PassageKind::Statement
    } else {
        PassageKind::Narration
    };
    Annotated {
        briefing: Briefing {
            text: text.to_owned(),
            language: Some(language.to_owned()),
            ..Briefing::default()
        },
        passages: vec![Passage {
            span: Span::new(0, text.len()),
            kind,
            speaker,
            question: None,
            topics: Vec::new(),
        }],
        mentions: named(text, language),
        ..Annotated::default()
    }
}

/// `USA>RUS- ACCUSE`, with its status where it is neither asserted nor reported.
fn found(text: &str, language: &str, voice: Option<&str>) -> BTreeSet<String> {
    let statements = annotate::statements(&scene(text, language, voice), Lexicon::builtin());
    let shown = statements.iter().map(|statement| {
        let sign = ['-', '0', '+'][usize::try_from(i8::from(statement.stance) + 1).unwrap()];
        let id = |actor: &Actor| actor.id.clone().unwrap_or_default();
        let status = match statement.status {
            Status::Asserted | Status::Reported => String::new(),
            other => format!(" {}", format!("{other:?}").to_lowercase()),
        };
        format!(
            "{}>{}{sign} {}{status}",
            id(&statement.source),
            id(&statement.target),
            statement.act.name()
        )
    });
    shown.collect()
}

/// What a test sentence of a frame gets wrong.
fn failure(language: &str, frame: &Frame, sentence: &str) -> Option<String> {
    let (head, words) = sentence.split_once(": ")?;
    let (voice, expected) = match head.strip_prefix('[').and_then(|head| head.split_once(']')) {
        Some((voice, expected)) => (Some(voice), expected.trim()),
        None => (None, head),
    };
    // A voice may stand before the sentence too: "none: [USA] We …".
    let (voice, words) = match words
        .strip_prefix('[')
        .and_then(|words| words.split_once("] "))
    {
        Some((voice, words)) => (Some(voice), words),
        None => (voice, words),
    };
    let expected: BTreeSet<String> = expected
        .split(", ")
        .filter(|each| *each != "none" && !each.is_empty())
        .map(|each| each.trim_end_matches(" reported").to_owned())
        .collect();
    let found = found(words, language, voice);
    (found != expected).then(|| {
        format!(
            "{language}.{}: {words}\n  expected {expected:?}\n  found    {found:?}",
            frame.id
        )
    })
}

#[test]
fn every_frame_passes_its_own_sentences() {
    let tables = Lexicon::builtin().frames().tables();
    let failures: Vec<String> = tables
        .flat_map(|(language, table)| table.frames().iter().map(move |frame| (language, frame)))
        .flat_map(|(language, frame)| {
            frame
                .tests
                .iter()
                .filter_map(move |test| failure(language, frame, test))
        })
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
