//! The versions of a briefing and what changed between them, word by word: for people, and as JSON ([`object`]).
//!
//! On a terminal `[-words-]` were removed and `{+words+}` added, whatever the colour; sentences that stayed are left out.

mod object;

pub use object::{versions_item, versions_object};

use super::card::{FAINT, PLAIN, STRONG, party, status_word};
use super::styled::{Look, Styled};
use crate::analysis::{Change, Edit, Rewording, Sentence, Shift, StatementChange, Words, words};
use crate::briefing::{Briefing, PassageKind, Statement};
use crate::ingest::{History, Version};
use anstyle::{AnsiColor, Style};
use chrono::{DateTime, Utc};

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
    let mut newest_first = history.versions.iter().rev();
    newest_first.find_map(|version| version.text.as_deref().ok())
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
        counted("statement", &shifted(change)),
    ];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if told.is_empty() {
        return "the same but for spacing".to_owned();
    }
    told.join("; ")
}

/// How many statements went which way.
fn shifted(change: &Change) -> [(usize, &'static str); 7] {
    let all = [
        Shift::Sharpened,
        Shift::Softened,
        Shift::Strengthened,
        Shift::Weakened,
        Shift::Changed,
        Shift::Gone,
        Shift::New,
    ];
    all.map(|shift| {
        let statements = change.statements.iter();
        let count = statements.filter(|one| one.shift == shift).count();
        (count, shift.word())
    })
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
    for one in &change.statements {
        shift_line(one).write(out, "  ", look, usize::MAX);
    }
}

/// `» #3 China: CRITICIZE 4 → CONDEMN 7 on Russia (sharpened)`.
fn shift_line(one: &StatementChange) -> Styled {
    let mut line = Styled::of("» ", FAINT);
    if let Some(number) = one.passage {
        line.push(&format!("#{number} "), FAINT);
    }
    let Some(shown) = one.new.as_ref().or(one.old.as_ref()) else {
        return line;
    };
    line.push(&format!("{}: ", party(&shown.source)), PLAIN);
    let both = one.old.as_ref().zip(one.new.as_ref());
    let shows_status = both.is_some_and(|(old, new)| old.status != new.status);
    let put = |statement: &Statement| {
        let status = if shows_status {
            format!(" {}", status_word(statement.status))
        } else {
            String::new()
        };
        format!("{} {}{status}", statement.act.name(), statement.strength)
    };
    match both {
        Some((old, new)) => {
            line.push(&put(old), PLAIN);
            line.push(" → ", FAINT);
            line.push(&put(new), STRONG);
        }
        None => line.push(&put(shown), STRONG),
    }
    line.push(&format!(" on {}", party(&shown.target)), PLAIN);
    let style = match one.shift {
        Shift::Sharpened => REMOVED,
        Shift::Softened => ADDED,
        _ => PLAIN,
    };
    line.push(&format!(" ({})", one.shift.word()), style);
    line
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
