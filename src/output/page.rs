//! A whole briefing: as a page to read, with the speakers in the margin and the statements marked in the text ([`marks`]) and told
//! beneath it, on request with what decided ([`reasons`]); or as one JSON object.

mod marks;
mod reasons;

use super::SCHEMA;
use super::card::{FAINT, PLAIN, STRONG, push_stated, source_link, status_word};
use super::part::{HeadPart, PassageObject};
use super::styled::{Line, Look, Styled, beside, write_lines};
use crate::briefing::{Annotated, BriefingHead, PassageKind, Speaker, Statement, StoredPassage};
use serde::Serialize;

/// Columns of the margin that holds the number and the speaker.
const MARGIN: usize = 22;
/// On a narrower terminal the speaker stands above the text.
const NARROW: usize = 56;

/// Whether what decided is told as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What was found.
    Found,
    /// And by which rules, on which words.
    Rules,
}

/// The passages of one briefing as a page, the one with the number `chosen` pointed at.
#[must_use]
pub fn page(passages: &[StoredPassage], chosen: Option<u32>, detail: Detail, look: Look) -> String {
    let mut out = String::new();
    if let Some(first) = passages.first() {
        head(&first.briefing, &mut out, look);
    }
    push_passages(passages, chosen, detail, &mut out, look);
    out
}

/// A briefing with all that was found in it as a page.
#[must_use]
pub fn annotated_page(annotated: &Annotated, detail: Detail, look: Look) -> String {
    let briefing = &annotated.briefing;
    let mut out = String::new();
    head(&BriefingHead::from(briefing), &mut out, look);
    let speakers = briefing
        .speakers
        .iter()
        .map(|speaker| reasons::speaker(speaker, detail));
    let topics = annotated.topics.iter();
    let topics = topics.map(|topic| reasons::topic(topic, &briefing.text, detail));
    let dates = Some(briefing.dates).filter(|_| detail == Detail::Rules);
    let facts = [
        ("date", dates.iter().map(reasons::dates).collect()),
        ("speakers", speakers.collect()),
        ("topics", topics.collect::<Vec<_>>()),
    ];
    for (name, found) in facts {
        listed(name, &found, &mut out, look);
    }
    let passages: Vec<StoredPassage> = annotated.stored_passages().collect();
    push_passages(&passages, None, detail, &mut out, look);
    if passages.is_empty() {
        out.push_str("\nno text\n");
    }
    out
}

/// The passages of one briefing as one JSON object.
#[must_use]
pub fn briefing_object(passages: &[StoredPassage]) -> String {
    let object = BriefingObject {
        schema: SCHEMA,
        briefing: passages
            .first()
            .map(|first| HeadPart::from(&first.briefing)),
        passages: passages
            .iter()
            .map(|passage| PassageObject::new(passage, &[]).0)
            .collect(),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct BriefingObject<'a> {
    schema: u32,
    briefing: Option<HeadPart<'a>>,
    passages: Vec<PassageObject<'a>>,
}

fn head(briefing: &BriefingHead, out: &mut String, look: Look) {
    let title = briefing.title.as_deref().unwrap_or("(no title)");
    Styled::of(title, STRONG).write(out, "", look, usize::MAX);
    let mut line = Styled::default();
    let said = briefing
        .dates
        .said
        .map_or_else(|| "undated".to_owned(), |said| said.value());
    let form = format!("{:?}", briefing.form).to_lowercase();
    let fictional = briefing.fictional.then(|| "fictional".to_owned());
    let corrected = briefing.corrected.join(", ");
    let corrected = (!corrected.is_empty()).then(|| format!("corrected by hand: {corrected}"));
    let parts = [
        Some(said),
        briefing.ministry.clone(),
        briefing.outlet.clone(),
        Some(form),
        briefing.language.clone(),
        fictional,
        Some(briefing.id.clone()),
        corrected,
    ];
    for part in parts.into_iter().flatten() {
        if !line.is_empty() {
            line.push(" · ", FAINT);
        }
        line.push(&part, PLAIN);
    }
    line.write(out, "", look, usize::MAX);
    if let Some(url) = &briefing.url {
        source_link(url, "", out, look);
    }
    if let Some(path) = &briefing.path {
        let unbroken = Look {
            width: usize::MAX,
            ..look
        };
        Styled::of(path, FAINT).write(out, "", unbroken, 1);
    }
}

/// Facts of one kind, one below the other, behind what they are; nothing where there are none.
fn listed(name: &str, facts: &[Styled], out: &mut String, look: Look) {
    /// Columns of what the facts are.
    const COLUMN: usize = 10;
    let narrower = less(look, COLUMN);
    let facts = facts.iter().flat_map(|fact| fact.lines(narrower));
    let facts: Vec<Line> = facts.collect();
    if !facts.is_empty() {
        let name = Styled::of(name, FAINT).lines(look);
        write_lines(&beside(name, COLUMN, facts), out);
    }
}

fn push_passages(
    passages: &[StoredPassage],
    chosen: Option<u32>,
    detail: Detail,
    out: &mut String,
    look: Look,
) {
    let mut last: Option<(Option<&Speaker>, PassageKind)> = None;
    for passage in passages {
        out.push('\n');
        let is_chosen = chosen == Some(passage.number);
        let this = (passage.speaker.as_ref(), passage.kind);
        let is_new = last != Some(this);
        last = Some(this);
        let margin = if look.width < NARROW { 0 } else { MARGIN };
        let label = label(passage, is_chosen, is_new, look, margin);
        let told = told(passage, is_chosen, detail, less(look, margin));
        if margin == 0 {
            write_lines(&label, out);
            write_lines(&told, out);
        } else {
            write_lines(&beside(label, margin, told), out);
        }
    }
}

/// What the margin says: the number, and where they are others than before, who speaks and what kind of passage it is.
fn label(
    passage: &StoredPassage,
    is_chosen: bool,
    is_new: bool,
    look: Look,
    margin: usize,
) -> Vec<Line> {
    let pointer = if is_chosen { ">#" } else { "#" };
    let mut styled = Styled::of(&format!("{pointer}{} ", passage.number), FAINT);
    let kind = format!("{:?}", passage.kind).to_lowercase();
    if is_new {
        match &passage.speaker {
            Some(speaker) => {
                styled.push(&speaker.name, STRONG);
                styled.push(&format!(" ({kind})"), FAINT);
            }
            None => styled.push(&format!("({kind})"), FAINT),
        }
    }
    match margin {
        0 => styled.lines(look),
        columns => styled.lines(Look {
            width: columns - 2,
            ..look
        }),
    }
}

/// The text with its statements marked, and beneath it the statements.
fn told(passage: &StoredPassage, is_chosen: bool, detail: Detail, look: Look) -> Vec<Line> {
    /// Columns of a statement's number.
    const COLUMN: usize = 4;
    let base = if is_chosen { STRONG } else { PLAIN };
    let mut lines = marks::marked(passage, base).lines(look);
    for (number, statement) in (1..).zip(&passage.statements) {
        let number = Styled::of(&format!("[{number}]"), FAINT).lines(look);
        let narrower = less(look, COLUMN);
        let mut about = stated(statement).lines(narrower);
        if detail == Detail::Rules {
            about.extend(reasons::statement(statement, passage).lines(narrower));
        }
        lines.extend(beside(number, COLUMN, about));
    }
    if detail == Detail::Rules {
        let reasons = reasons::passage(passage);
        for reason in &reasons {
            let dash = Styled::of("–", FAINT).lines(look);
            lines.extend(beside(dash, COLUMN, reason.lines(less(look, COLUMN))));
        }
    }
    lines
}

/// `Lin Jian (CHN) → NATO · critical · request 5 · asserted · 90 %`
fn stated(statement: &Statement) -> Styled {
    let mut styled = Styled::default();
    push_stated(&mut styled, statement);
    let status = status_word(statement.status);
    let sure = reasons::percent(statement.confidence);
    styled.push(&format!(" · {status} · {sure}"), FAINT);
    styled
}

fn less(look: Look, columns: usize) -> Look {
    Look {
        width: look.width.saturating_sub(columns),
        ..look
    }
}
