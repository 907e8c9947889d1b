//! The frames against the sentences they carry: the tables are their own test-suite.

use crate::briefing::{
    Actor, Annotated, Briefing, Mention, MentionForm, Passage, PassageKind, Speaker, Stance,
    Statement, Status,
};
use crate::lexicon::{Frame, FrameTable, Lexicon, Operator};
use crate::text::Span;
use std::collections::BTreeSet;

/// How the test sentences of one language came out.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The language of the table.
    pub language: &'static str,
    /// Its frames.
    pub frames: usize,
    /// Their sentences.
    pub sentences: usize,
    /// What fails, with what was expected and what was found.
    pub failures: Vec<String>,
    /// What comes out right, though neither by the frame that carries it nor by one of its family: each with the rules it came by.
    pub by_others: Vec<String>,
}

/// Runs the test sentences of all frames, one result a language.
#[must_use]
pub fn check(lexicon: &Lexicon) -> Vec<Checked> {
    let tables = lexicon.frames().tables();
    tables
        .map(|(language, table)| {
            let mut checked = Checked {
                language,
                ..Checked::default()
            };
            for frame in table.frames() {
                checked.frames += 1;
                checked.sentences += frame.tests.len();
                for test in &frame.tests {
                    match outcome(language, frame, test, table, lexicon) {
                        Outcome::Right => {}
                        Outcome::Fails(told) => checked.failures.push(told),
                        // A frame of verbs and of nouns stands twice in the table, its sentences with it.
                        Outcome::ByOthers(told) if checked.by_others.contains(&told) => {}
                        Outcome::ByOthers(told) => checked.by_others.push(told),
                    }
                }
            }
            checked
        })
        .collect()
}

/// Names of the test sentences; the gazetteer is not what is tested here.
const NAMES: &str = include_str!("check/names.tsv");

fn named(text: &str, language: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut position = 0;
    while position < text.len() {
        let here = text.get(position..).unwrap_or_default();
        let starts_word = language == "zh"
            || !text
                .get(..position)
                .unwrap_or_default()
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
#[must_use]
pub fn scene(text: &str, language: &str, voice: Option<&str>) -> Annotated {
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
fn shown(statements: &[Statement]) -> BTreeSet<String> {
    let shown = statements.iter().map(|statement| {
        let sign = match statement.stance {
            Stance::Critical => '-',
            Stance::Neutral => '0',
            Stance::Supportive => '+',
        };
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

/// How a test sentence of a frame comes out.
enum Outcome {
    Right,
    Fails(String),
    ByOthers(String),
}

fn outcome(
    language: &str,
    frame: &Frame,
    sentence: &str,
    table: &FrameTable,
    lexicon: &Lexicon,
) -> Outcome {
    let Some((head, words)) = sentence.split_once(": ") else {
        return Outcome::Fails(format!(
            "{language}.{}: {sentence}\n  says not what is expected: write “expected: sentence”",
            frame.id
        ));
    };
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
    let statements = super::statements(&scene(words, language, voice), lexicon);
    let found = shown(&statements);
    if found != expected {
        return Outcome::Fails(format!(
            "{language}.{}: {words}\n  expected {expected:?}\n  found    {found:?}",
            frame.id
        ));
    }
    let rules: BTreeSet<&str> = statements.iter().map(|one| one.rule.as_str()).collect();
    let is_own = |rule: &&str| {
        let id = rule.split_once('.').map_or(*rule, |(_, id)| id);
        let mut frames = table.frames().iter();
        let family = frames
            .find(|other| other.id == id)
            .map(|other| &other.family);
        id == frame.id || family == Some(&frame.family)
    };
    // A frame that only reports leaves the act to what is reported.
    if rules.is_empty() || frame.op == Operator::Report || rules.iter().any(is_own) {
        return Outcome::Right;
    }
    let rules: Vec<&str> = rules.into_iter().collect();
    Outcome::ByOthers(format!(
        "{language}.{}: {words}\n  found by {}",
        frame.id,
        rules.join(", ")
    ))
}
