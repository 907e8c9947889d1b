//! The lexicon for people: what a word does – whom it names, which topic it is, the frames it stands in – and how often frames are right.

use super::SCHEMA;
use crate::briefing::Stance;
use crate::evaluate::RuleCheck;
use crate::lexicon::{Class, Entity, Frame, Lexicon, TopicValue, reporting};
use crate::text::{fold, sanitize, simplify};
use serde::Serialize;
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

/// A line for each rule that found anything, those that found most first.
#[must_use]
pub fn rules_page(check: &RuleCheck) -> String {
    let percent = |share: f64| format!("{:.1}", 100.0 * share);
    let mut page = format!(
        "{} rows, {} statements in the gold, {} found ({} %)\n",
        check.rows,
        check.wanted,
        check.wanted_found,
        percent(crate::evaluate::share(check.wanted_found, check.wanted))
    );
    let _ = writeln!(
        page,
        "{:36} {:>6} {:>6} {:>6} {:>8} {:>6} {:>6} {:>6}",
        "rule", "found", "right", "wrong", "disputed", "P %", "R %", "alone"
    );
    for rule in &check.rules {
        let precision = rule.precision.map_or_else(|| "–".to_owned(), percent);
        let _ = writeln!(
            page,
            "{:36} {:>6} {:>6} {:>6} {:>8} {precision:>6} {:>6} {:>6}",
            rule.rule,
            rule.found,
            rule.right,
            rule.wrong,
            rule.not_judged,
            percent(rule.recall),
            rule.alone
        );
    }
    sanitize(&page).into_owned()
}

/// The same as one JSON object.
#[must_use]
pub fn rules_object(check: &RuleCheck) -> String {
    #[derive(Serialize)]
    struct Object<'a> {
        schema: u32,
        #[serde(flatten)]
        check: &'a RuleCheck,
    }
    let object = Object {
        schema: SCHEMA,
        check,
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
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
