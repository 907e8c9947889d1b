//! A whole briefing: as a page to read, with the speakers in the margin and statements marked, or as one JSON object.

use super::SCHEMA;
use super::card::{FAINT, PLAIN, STRONG, stated};
use super::part::{HeadPart, PassageObject};
use super::styled::{Look, Styled};
use crate::briefing::{BriefingHead, PassageKind, StoredPassage};
use serde::Serialize;
use textwrap::core::display_width;

/// Columns of the margin that holds the number and the speaker.
const MARGIN: usize = 22;

/// The passages of one briefing as a page, the one with the number `chosen` pointed at.
#[must_use]
pub fn page(passages: &[StoredPassage], chosen: Option<u32>, look: Look) -> String {
    let mut out = String::new();
    if let Some(first) = passages.first() {
        head(&first.briefing, &mut out, look);
    }
    let mut last_speaker = String::new();
    for passage in passages {
        out.push('\n');
        let mut text = String::new();
        let narrower = Look {
            width: look.width.saturating_sub(MARGIN),
            ..look
        };
        let style = if chosen == Some(passage.number) {
            STRONG
        } else {
            PLAIN
        };
        Styled::of(&passage.text, style).write(&mut text, "", narrower, usize::MAX);
        for statement in &passage.statements {
            stated(statement).write(&mut text, "", narrower, 2);
        }
        let speaker = label(passage);
        let shown = if speaker == last_speaker {
            ""
        } else {
            &speaker
        };
        let pointer = if chosen == Some(passage.number) {
            '>'
        } else {
            ' '
        };
        beside(
            &format!("{pointer}#{}", passage.number),
            shown,
            &text,
            &mut out,
        );
        last_speaker = speaker;
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
    let parts = [
        Some(said),
        briefing.ministry.clone(),
        briefing.outlet.clone(),
        Some(form),
        briefing.language.clone(),
        fictional,
        Some(briefing.id.clone()),
    ];
    for part in parts.into_iter().flatten() {
        if !line.is_empty() {
            line.push(" · ", FAINT);
        }
        line.push(&part, PLAIN);
    }
    line.write(out, "", look, usize::MAX);
    let unbroken = Look {
        width: usize::MAX,
        ..look
    };
    for place in [&briefing.url, &briefing.path].into_iter().flatten() {
        Styled::of(place, FAINT).write(out, "", unbroken, 1);
    }
}

/// Who utters the passage, as the margin says it.
fn label(passage: &StoredPassage) -> String {
    match (&passage.speaker, passage.kind) {
        (Some(speaker), PassageKind::Question) => format!("Q {}", speaker.name),
        (Some(speaker), _) => speaker.name.clone(),
        (None, PassageKind::Question) => "Q".to_owned(),
        (None, kind) => format!("({kind:?})").to_lowercase(),
    }
}

/// Appends the text with number and speaker in the margin of its first lines.
fn beside(number: &str, speaker: &str, text: &str, out: &mut String) {
    let mut margin = String::new();
    let mut styled = Styled::of(&format!("{number} "), FAINT);
    styled.push(speaker, PLAIN);
    let look = Look {
        width: MARGIN - 2,
        paint: super::Paint::Plain,
    };
    styled.write(&mut margin, "", look, usize::MAX);
    let (mut margin, mut text) = (margin.lines(), text.lines());
    loop {
        let (left, right) = (margin.next(), text.next());
        if left.is_none() && right.is_none() {
            return;
        }
        let left = left.unwrap_or_default();
        let gap = " ".repeat(MARGIN.saturating_sub(display_width(left)));
        let line = format!("{left}{gap}{}", right.unwrap_or_default());
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
