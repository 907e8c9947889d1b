//! What a word does, for people: whom it names, which topic it is, and the frames it stands in.

use crate::briefing::Stance;
use crate::lexicon::{Class, Entity, Frame, Lexicon, TopicValue, reporting};
use crate::text::{fold, sanitize, simplify};
use std::fmt::Write as _;

/// What the lexicon knows of a word or name; `None` where it knows nothing.
#[must_use]
pub fn word_page(word: &str, lexicon: &Lexicon) -> Option<String> {
    let mut page = String::new();
    for entity in lexicon.entities().known(word) {
        named(&mut page, entity);
    }
    match lexicon.topics().resolve(word) {
        Some(TopicValue::Topic(topic)) => {
            let _ = writeln!(page, "topic   {topic}");
        }
        Some(TopicValue::Detail { topic, detail }) => {
            let _ = writeln!(page, "topic   {detail}, a detail of {topic}");
        }
        None => {}
    }
    let folded = fold(&simplify(word));
    for (language, table) in lexicon.frames().tables() {
        let known = table.entry(&folded).map(|entry| entry.classes);
        let classes: Vec<String> = Class::ALL
            .into_iter()
            .filter(|class| known.is_some_and(|known| known.has(*class)))
            .map(|class| format!("{class:?}").to_lowercase())
            .collect();
        if !classes.is_empty() {
            let _ = writeln!(page, "word    {language}: {}", classes.join(", "));
        }
        if let Some(takes) = reporting(language).verb(&folded) {
            let takes = format!("{takes:?}").to_lowercase();
            let _ = writeln!(
                page,
                "reports {language}: what is said stands behind it ({takes})"
            );
        }
        for frame in table.frames_with(&folded) {
            does(&mut page, language, frame);
        }
    }
    (!page.is_empty()).then(|| sanitize(&page).into_owned())
}

fn named(page: &mut String, entity: &Entity) {
    let _ = writeln!(
        page,
        "names   {} ({:?}, {})",
        entity.name, entity.kind, entity.id
    );
    if let Some(parent) = &entity.parent {
        let _ = writeln!(page, "        of {parent}");
    }
    for office in &entity.offices {
        let day = |day: Option<chrono::NaiveDate>| {
            day.map_or_else(|| "?".to_owned(), |day| day.to_string())
        };
        let (from, to) = (day(office.from), day(office.to));
        let _ = writeln!(
            page,
            "        {}, {}, {from} to {to}",
            office.role, office.represents
        );
    }
}

fn does(page: &mut String, language: &str, frame: &Frame) {
    let stance = match frame.stance {
        Stance::Critical => "critical",
        Stance::Neutral => "neutral",
        Stance::Supportive => "supportive",
    };
    let operator = format!("{:?}", frame.op).to_lowercase();
    let kind = format!("{:?}", frame.kind).to_lowercase();
    let _ = writeln!(
        page,
        "frame   {language}.{}: {} {}, {stance}, strength {}, confidence {}, {kind}, {operator}",
        frame.id,
        frame.act.name(),
        frame.cameo,
        frame.strength,
        frame.confidence
    );
    if let Some(test) = frame.tests.first() {
        let _ = writeln!(page, "        {test}");
    }
}
