//! What kind of document a briefing is, by its title and its turns.

use crate::briefing::Form;
use crate::lexicon::reporting;
use crate::text::{detect_language, primary_language, unquoted};
use regex::{Regex, RegexSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// Turn labels from which on a text is a conversation.
const TURNS: usize = 4;

/// One word in so many is in the first person where somebody speaks for himself.
const OWN_WORDS: usize = 100;

/// Who published a briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PublishedBy {
    /// A ministry, office or delegation.
    Office,
    /// A newspaper or agency.
    Medium,
    /// Nobody we can tell.
    Unknown,
}

#[derive(Default, Deserialize)]
struct Table {
    form: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    form: Form,
    patterns: Vec<String>,
}

static BY_TITLE: LazyLock<Vec<(Form, RegexSet)>> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../lexicon/data/forms.toml")).unwrap_or_default();
    let compiled = |row: Row| {
        let patterns = row.patterns.iter().map(|pattern| format!("(?i){pattern}"));
        Some((row.form, RegexSet::new(patterns).ok()?))
    };
    table.form.into_iter().filter_map(compiled).collect()
});

/// The form the publisher names, or that title and text show.
pub(super) fn guess(
    given: Option<&str>,
    title: Option<&str>,
    paragraphs: &[String],
    by: PublishedBy,
) -> Form {
    // Programs write `press_release`.
    let given = given.map(|form| form.replace('_', " "));
    let given = given.as_deref();
    if let Some(form) = given.and_then(named) {
        return form;
    }
    let turns = turn_count(paragraphs);
    if by == PublishedBy::Medium && turns < TURNS && tells(paragraphs) {
        return Form::Article;
    }
    let by_title = |title: &str| {
        let rows = BY_TITLE
            .iter()
            .filter(|(_, patterns)| patterns.is_match(title));
        // "With X of Y" is said of visitors, too: an interview has questions.
        rows.map(|(form, _)| *form)
            .find(|form| *form != Form::Interview || turns >= TURNS)
    };
    match title
        .and_then(by_title)
        .or_else(|| given.and_then(by_title))
    {
        Some(form) => form,
        None if turns >= TURNS => Form::Transcript,
        None if by == PublishedBy::Office => Form::Statement,
        None if by == PublishedBy::Medium || quotes(paragraphs) => Form::Article,
        None => Form::Other,
    }
}

/// What a title announces.
pub(super) fn announced(title: &str) -> Option<Form> {
    BY_TITLE
        .iter()
        .find(|(_, patterns)| patterns.is_match(title))
        .map(|(form, _)| *form)
}

/// Whether a text tells what others said: outside of quotation marks hardly a word of it is "I" or "we".
fn tells(paragraphs: &[String]) -> bool {
    let text = paragraphs.join("\n");
    let language = detect_language(&text).unwrap_or_default();
    let written = unquoted(&text);
    let own = reporting(primary_language(&language)).first_persons(&written);
    own * OWN_WORDS < written.split_whitespace().count().max(OWN_WORDS)
}

fn named(form: &str) -> Option<Form> {
    serde_json::from_value(serde_json::Value::String(form.trim().to_lowercase())).ok()
}

fn turn_count(paragraphs: &[String]) -> usize {
    static TURN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[QA]\s|[QA][:.]|\p{Lu}[\p{L}.’' -]{0,38}:\s|[\p{Han}（）]{1,12}：|[问答問][：:])",
        )
        .ok()
    });
    let is_turn = |paragraph: &&String| TURN.as_ref().is_some_and(|turn| turn.is_match(paragraph));
    paragraphs.iter().filter(is_turn).count()
}

fn quotes(paragraphs: &[String]) -> bool {
    paragraphs
        .iter()
        .any(|paragraph| paragraph.contains(['“', '”', '«', '"', '「']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_turns_tell_the_form() {
        let turns = [
            "QUESTION: Yes?",
            "MS NORVIK: No.",
            "QUESTION: Why?",
            "MS NORVIK: Because.",
        ]
        .map(str::to_owned);
        let prose = ["The minister said “so”.".to_owned()];
        for (title, text, by, expected) in [
            (
                "Minister Norvik’s Call with Foreign Minister Lindqvist",
                &prose[..],
                PublishedBy::Office,
                Form::Readout,
            ),
            (
                "Department Press Briefing – June 25, 2024",
                &turns[..],
                PublishedBy::Office,
                Form::Transcript,
            ),
            (
                "Minister Ada Norvik with Bo Lindqvist of Channel Nine",
                &turns[..],
                PublishedBy::Office,
                Form::Interview,
            ),
            (
                "Remarks at the Opening",
                &prose[..],
                PublishedBy::Office,
                Form::Remarks,
            ),
            (
                "Freedonia National Day",
                &prose[..],
                PublishedBy::Office,
                Form::Statement,
            ),
            (
                "2024年6月18日外交部发言人林言主持例行记者会",
                &prose[..],
                PublishedBy::Office,
                Form::Transcript,
            ),
            (
                "Комментарий официального представителя",
                &prose[..],
                PublishedBy::Office,
                Form::Statement,
            ),
            (
                "Ruritania denies all",
                &prose[..],
                PublishedBy::Unknown,
                Form::Article,
            ),
        ] {
            assert_eq!(guess(None, Some(title), text, by), expected, "{title}");
        }
        let told = ["Norvik condemned the remarks and called them baseless.".to_owned()];
        let own = ["We condemn what was said of us, and I call it baseless.".to_owned()];
        for (text, expected) in [(told, Form::Article), (own, Form::Remarks)] {
            let title = Some("Norvik condemns remarks on the locks");
            assert_eq!(guess(None, title, &text, PublishedBy::Medium), expected);
        }
        assert_eq!(
            guess(Some("speech"), None, &prose, PublishedBy::Unknown),
            Form::Speech
        );
    }
}
