//! The frames against the sentences they carry: the lexicon is its own test-suite.

use demarche::annotate;
use demarche::briefing::{
    Annotated, Briefing, Mention, MentionForm, Passage, PassageKind, Speaker, Status,
};
use demarche::lexicon::{Frame, Lexicon};
use demarche::text::Span;
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
        let id = |actor: &demarche::briefing::Actor| actor.id.clone().unwrap_or_default();
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
fn failure(language: &str, frame: &Frame, test: &str) -> Option<String> {
    let (head, text) = test.split_once(": ")?;
    let (voice, expected) = match head.strip_prefix('[').and_then(|head| head.split_once(']')) {
        Some((voice, expected)) => (Some(voice), expected.trim()),
        None => (None, head),
    };
    // A voice may stand before the sentence too: "none: [USA] We …".
    let (voice, text) = match text
        .strip_prefix('[')
        .and_then(|text| text.split_once("] "))
    {
        Some((voice, text)) => (Some(voice), text),
        None => (voice, text),
    };
    let expected: BTreeSet<String> = expected
        .split(", ")
        .filter(|each| *each != "none" && !each.is_empty())
        .map(|each| each.trim_end_matches(" reported").to_owned())
        .collect();
    let found = found(text, language, voice);
    (found != expected).then(|| {
        format!(
            "{language}.{}: {text}\n  expected {expected:?}\n  found    {found:?}",
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

#[test]
fn the_tables_are_read() {
    demarche::lexicon::Frames::builtin().unwrap();
}
