//! The versions of a briefing and what changed between them, word by word: for people, and as JSON.
//!
//! On a terminal `[-words-]` were removed and `{+words+}` added, whatever the colour; sentences that stayed are left out.

use super::SCHEMA;
use super::card::{FAINT, PLAIN, STRONG};
use super::styled::{Look, Styled};
use crate::analysis::{Change, Edit, FieldChange, Rewording, Sentence, Words, words};
use crate::briefing::{Briefing, PassageKind};
use crate::ingest::{History, Version};
use anstyle::{AnsiColor, Style};
use chrono::{DateTime, Utc};
use serde::Serialize;

const INDENT: &str = "    ";
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// The versions of a briefing, and what changed from each to the next; `None` where one of the two cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Versions {
    /// The versions.
    pub history: History,
    /// One change fewer than there are versions.
    pub changes: Vec<Option<Change>>,
}

/// What changed between the versions of a briefing, for people.
#[must_use]
pub fn versions_page(versions: &Versions, look: Look) -> String {
    let mut out = String::new();
    head(versions, &mut out, look);
    let all = &versions.history.versions;
    for (number, version) in (1..).zip(all) {
        let mut line = Styled::of(&format!("{number}  "), FAINT);
        line.push(&retrieved(version), STRONG);
        line.push(&format!("  {}", place(version)), PLAIN);
        if let Err(reason) = &version.text {
            line.push(&format!(" – {reason}"), PLAIN);
        }
        line.write(&mut out, "  ", look, usize::MAX);
    }
    for (number, change) in (1_usize..).zip(&versions.changes) {
        out.push('\n');
        let mut line = Styled::of(&format!("{number} → {}", number + 1), STRONG);
        line.push(&format!(" · {}", summary(change.as_ref())), PLAIN);
        line.write(&mut out, "", look, usize::MAX);
        if let Some(change) = change {
            push_change(change, &mut out, look);
        }
    }
    out
}

/// A briefing with several versions in two or three lines: when, and how much changed.
#[must_use]
pub fn versions_line(versions: &Versions, look: Look) -> String {
    let mut out = String::new();
    head(versions, &mut out, look);
    let all = &versions.history.versions;
    for (pair, change) in all.windows(2).zip(&versions.changes) {
        let when: Vec<String> = pair.iter().map(retrieved).collect();
        let mut line = Styled::of(&when.join(" → "), PLAIN);
        line.push(&format!(" · {}", summary(change.as_ref())), PLAIN);
        line.write(&mut out, INDENT, look, usize::MAX);
    }
    out
}

fn head(versions: &Versions, out: &mut String, look: Look) {
    let mut line = Styled::of(&versions.history.id, STRONG);
    if let Some(briefing) = latest(&versions.history) {
        let said = briefing.dates.said.map(|said| said.value());
        line.push(
            &format!(" · {}", said.as_deref().unwrap_or("undated")),
            PLAIN,
        );
        let title = briefing.title.as_deref().unwrap_or("(no title)");
        line.push(&format!(" · {title}"), PLAIN);
    }
    line.write(out, "", look, usize::MAX);
}

/// The newest version that can be read.
fn latest(history: &History) -> Option<&Briefing> {
    let readable = history.versions.iter().rev();
    readable
        .filter_map(|version| version.text.as_deref().ok())
        .next()
}

fn retrieved(version: &Version) -> String {
    let moment = |time: DateTime<Utc>| time.format("%Y-%m-%d %H:%M").to_string();
    version
        .retrieved
        .map_or_else(|| "unknown time".to_owned(), moment)
}

fn place(version: &Version) -> String {
    match version
        .text
        .as_ref()
        .ok()
        .and_then(|text| text.provenance.locator.as_ref())
    {
        Some(locator) => format!("{} {locator}", version.path),
        None => version.path.clone(),
    }
}

/// `title; 2 sentences changed, 1 removed; 3 words removed, 1 added`.
fn summary(change: Option<&Change>) -> String {
    let Some(change) = change else {
        return "cannot be compared, as one of them cannot be read".to_owned();
    };
    let sentences = |is: fn(&Rewording) -> bool| {
        let all = change.sentences.iter();
        all.filter(|one| is(one)).count()
    };
    let words = |edit: Edit| {
        let runs = change.sentences.iter().flat_map(|one| &one.words);
        let runs = runs.filter(|run| run.edit == edit);
        runs.map(|run| crate::passage::words(&run.text)).sum()
    };
    let fields: Vec<&str> = change.fields.iter().map(|field| field.field).collect();
    let sentences = [
        (
            sentences(|one| one.removed.is_some() && one.added.is_some()),
            "changed",
        ),
        (sentences(|one| one.added.is_none()), "removed"),
        (sentences(|one| one.removed.is_none()), "added"),
    ];
    let words = [
        (words(Edit::Removed), "removed"),
        (words(Edit::Added), "added"),
    ];
    let parts = [
        fields.join(", "),
        counted("sentence", &sentences),
        counted("word", &words),
    ];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if told.is_empty() {
        return "the same but for spacing".to_owned();
    }
    told.join("; ")
}

/// `2 sentences changed, 1 removed`; empty where there are none.
fn counted(noun: &str, counts: &[(usize, &str)]) -> String {
    let some = counts.iter().filter(|(count, _)| *count > 0);
    let told = some
        .enumerate()
        .map(|(position, (count, fate))| match (position, count) {
            (0, 1) => format!("1 {noun} {fate}"),
            (0, _) => format!("{count} {noun}s {fate}"),
            _ => format!("{count} {fate}"),
        });
    told.collect::<Vec<_>>().join(", ")
}

fn push_change(change: &Change, out: &mut String, look: Look) {
    for field in &change.fields {
        let mut line = Styled::of(&format!("{}: ", field.field), FAINT);
        let [old, new] = [&field.old, &field.new].map(|value| value.as_deref().unwrap_or_default());
        push_words(&words(old, new), &mut line);
        line.write(out, "  ", look, usize::MAX);
    }
    let mut last_speaker = None;
    for rewording in &change.sentences {
        let speaker = speaker(rewording);
        if last_speaker.as_ref() != Some(&speaker) {
            Styled::of(&speaker, STRONG).write(out, "  ", look, usize::MAX);
        }
        last_speaker = Some(speaker);
        let mut line = Styled::default();
        if let Some(number) = shown(rewording).and_then(|sentence| sentence.passage) {
            line.push(&format!("#{number} "), FAINT);
        }
        push_words(&rewording.words, &mut line);
        line.write(out, INDENT, look, usize::MAX);
    }
}

/// The sentence as it became, else as it was.
fn shown(rewording: &Rewording) -> Option<&Sentence> {
    rewording.added.as_ref().or(rewording.removed.as_ref())
}

/// Who utters it; where that changed, both.
fn speaker(rewording: &Rewording) -> String {
    let both = [&rewording.removed, &rewording.added].map(|sentence| {
        let sentence = sentence.as_ref()?;
        let kind = sentence
            .kind
            .map(|kind| format!("({kind:?})").to_lowercase());
        let name = sentence.speaker.clone().or(kind);
        let name = name.unwrap_or_else(|| "(outside the passages)".to_owned());
        let asks = sentence.kind == Some(PassageKind::Question) && sentence.speaker.is_some();
        Some(if asks { format!("Q {name}") } else { name })
    });
    match both {
        [Some(was), Some(is)] if was != is => format!("[-{was}-] {{+{is}+}}"),
        [was, is] => is.or(was).unwrap_or_default(),
    }
}

fn push_words(words: &[Words], line: &mut Styled) {
    for Words { edit, text } in words {
        let word = text.trim_end();
        match edit {
            Edit::Kept => line.push(word, PLAIN),
            Edit::Removed => line.push(&format!("[-{word}-]"), REMOVED),
            Edit::Added => line.push(&format!("{{+{word}+}}"), ADDED),
        }
        line.push(text.get(word.len()..).unwrap_or_default(), PLAIN);
    }
}

/// The versions of one briefing as one JSON object.
#[must_use]
pub fn versions_object(versions: &Versions) -> String {
    let object = OneObject {
        schema: SCHEMA,
        briefing: BriefingPart::from(versions),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

/// The versions of one of many briefings as a JSON object for a list of them.
#[must_use]
pub fn versions_item(versions: &Versions) -> String {
    serde_json::to_string(&BriefingPart::from(versions)).unwrap_or_default() // as above
}

#[derive(Serialize)]
struct OneObject<'a> {
    schema: u32,
    #[serde(flatten)]
    briefing: BriefingPart<'a>,
}

#[derive(Serialize)]
struct BriefingPart<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
    versions: Vec<VersionPart<'a>>,
    changes: Vec<ChangePart<'a>>,
}

#[derive(Serialize)]
struct VersionPart<'a> {
    retrieved: Option<String>,
    path: &'a str,
    locator: Option<&'a str>,
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'a str>,
}

/// Versions are counted from 1.
#[derive(Serialize)]
struct ChangePart<'a> {
    from: usize,
    to: usize,
    /// `null` where one of the two cannot be read.
    fields: Option<&'a [FieldChange]>,
    sentences: Option<Vec<SentencePart<'a>>>,
}

#[derive(Serialize)]
struct SentencePart<'a> {
    removed: Option<TextPart<'a>>,
    added: Option<TextPart<'a>>,
    words: &'a [Words],
}

#[derive(Serialize)]
struct TextPart<'a> {
    text: &'a str,
    speaker: Option<&'a str>,
    kind: Option<PassageKind>,
    /// In its own version; only those of the newest can be shown.
    passage: Option<u32>,
}

impl<'a> From<&'a Versions> for BriefingPart<'a> {
    fn from(versions: &'a Versions) -> Self {
        let latest = latest(&versions.history);
        let changes = (1..).zip(&versions.changes);
        Self {
            id: &versions.history.id,
            title: latest.and_then(|briefing| briefing.title.as_deref()),
            date: latest.and_then(|briefing| Some(briefing.dates.said?.value())),
            url: latest.and_then(|briefing| briefing.url.as_deref()),
            versions: versions
                .history
                .versions
                .iter()
                .map(VersionPart::from)
                .collect(),
            changes: changes
                .map(|(from, change)| ChangePart::new(from, change.as_ref()))
                .collect(),
        }
    }
}

impl<'a> From<&'a Version> for VersionPart<'a> {
    fn from(version: &'a Version) -> Self {
        let provenance = version.text.as_ref().ok().map(|text| &text.provenance);
        Self {
            retrieved: version
                .retrieved
                .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            path: &version.path,
            locator: provenance.and_then(|provenance| provenance.locator.as_deref()),
            sha256: provenance.map(|provenance| provenance.sha256.as_str()),
            missing: version.text.as_ref().err().map(String::as_str),
        }
    }
}

impl<'a> ChangePart<'a> {
    fn new(from: usize, change: Option<&'a Change>) -> Self {
        Self {
            from,
            to: from + 1,
            fields: change.map(|change| change.fields.as_slice()),
            sentences: change
                .map(|change| change.sentences.iter().map(SentencePart::from).collect()),
        }
    }
}

impl<'a> From<&'a Rewording> for SentencePart<'a> {
    fn from(rewording: &'a Rewording) -> Self {
        Self {
            removed: rewording.removed.as_ref().map(TextPart::from),
            added: rewording.added.as_ref().map(TextPart::from),
            words: &rewording.words,
        }
    }
}

impl<'a> From<&'a Sentence> for TextPart<'a> {
    fn from(sentence: &'a Sentence) -> Self {
        Self {
            text: &sentence.text,
            speaker: sentence.speaker.as_deref(),
            kind: sentence.kind,
            passage: sentence.passage,
        }
    }
}
