//! Minimal pairs: sentences that differ in a word and mean something else, read as a user's briefings are.
//!
//! The tables in `tests/pairs` are templates and fillings. What counts (asserted or reported) must be exactly what is expected; of
//! what does not count (denied, alleged, hypothetical) whatever is expected must be there.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use demarche::annotate::annotate;
use demarche::briefing::{Actor, Statement};
use demarche::source::{Guide, given};

const TABLES: [(&str, &str); 3] = [
    ("en", include_str!("pairs/en.txt")),
    ("zh", include_str!("pairs/zh.txt")),
    ("ru", include_str!("pairs/ru.txt")),
];

/// What stands for `{S}` and the like: name and, where it is a party, id.
struct Filler<'a> {
    slot: &'a str,
    name: &'a str,
    id: Option<&'a str>,
}

type Filling<'a> = Vec<Filler<'a>>;

fn filling(line: &str) -> Filling<'_> {
    let fillers = line.split(' ').map(|filler| {
        let (slot, name) = filler.split_once('=').unwrap();
        let (name, id) = match name.split_once(':') {
            Some((name, id)) => (name, Some(id)),
            None => (name, None),
        };
        Filler { slot, name, id }
    });
    fillers.collect()
}

/// `S>T- ACCUSE`, and how it stands where it does not count.
fn shown(statement: &Statement, filling: &Filling<'_>) -> String {
    let slot = |actor: &Actor| {
        let id = actor.id.as_deref();
        let filler = filling
            .iter()
            .find(|filler| filler.id.is_some() && filler.id == id);
        filler
            .map_or(id.unwrap_or("?"), |filler| filler.slot)
            .to_owned()
    };
    let sign = ['-', '0', '+'][usize::try_from(i8::from(statement.stance) + 1).unwrap()];
    let (source, target) = (slot(&statement.source), slot(&statement.target));
    let act = statement.act.name();
    if statement.status.counts() {
        format!("{source}>{target}{sign} {act}")
    } else {
        let status = format!("{:?}", statement.status).to_lowercase();
        format!("{source}>{target}{sign} {act} {status}")
    }
}

/// What a sentence gets wrong.
fn failure(
    language: &str,
    expected: &str,
    template: &str,
    filling: &Filling<'_>,
) -> Option<String> {
    let (voice, expected) = match expected
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("] "))
    {
        Some((slot, expected)) => (filling.iter().find(|filler| filler.slot == slot), expected),
        None => (None, expected),
    };
    let sentence = filling
        .iter()
        .fold(template.to_owned(), |sentence, filler| {
            sentence.replace(&format!("{{{}}}", filler.slot), filler.name)
        });
    let line = serde_json::json!({ "text": sentence, "ministry": voice.and_then(|voice| voice.id), "language": language });
    let guide = Guide::builtin();
    let annotated = annotate(given(&line.to_string(), &guide).unwrap(), guide.lexicon);
    let (counted, others): (Vec<_>, Vec<_>) = annotated
        .statements
        .iter()
        .partition(|statement| statement.status.counts());
    let [counted, others] = [counted, others].map(|statements| {
        let shown = statements.iter().map(|statement| shown(statement, filling));
        shown.collect::<Vec<String>>()
    });
    // `S>T-` leaves the act open.
    let fits = |wanted: &str, found: &str| {
        found == wanted || (!wanted.contains(' ') && found.starts_with(wanted))
    };
    let wanted: Vec<&str> = expected
        .split(", ")
        .filter(|wanted| *wanted != "none")
        .collect();
    let all_there = wanted.iter().all(|wanted| {
        counted
            .iter()
            .chain(&others)
            .any(|found| fits(wanted, found))
    });
    let none_else = counted
        .iter()
        .all(|found| wanted.iter().any(|wanted| fits(wanted, found)));
    (!all_there || !none_else).then(|| {
        format!(
            "{sentence}\n    expected {expected}\n    found    {counted:?}, not counting {others:?}"
        )
    })
}

/// The failures of a table, and how many sentences it comes to.
fn check(language: &str, table: &str) -> (Vec<String>, usize) {
    let fillings: Vec<_> = table
        .lines()
        .filter_map(|line| line.strip_prefix("= ").map(filling))
        .collect();
    let templates: Vec<_> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" | "))
        .collect();
    let sentences = templates.iter().flat_map(|(expected, template)| {
        fillings
            .iter()
            .map(move |filling| (expected, template, filling))
    });
    let failures = sentences
        .filter_map(|(expected, template, filling)| failure(language, expected, template, filling));
    (failures.collect(), templates.len() * fillings.len())
}

#[test]
fn sentences_that_differ_in_a_word_are_told_apart() {
    let checked: Vec<(Vec<String>, usize)> = TABLES
        .iter()
        .map(|(language, table)| check(language, table))
        .collect();
    let sentences: usize = checked.iter().map(|(_, sentences)| sentences).sum();
    let failures: Vec<String> = checked
        .into_iter()
        .flat_map(|(failures, _)| failures)
        .collect();
    assert!(sentences >= 400, "only {sentences} sentences");
    assert!(
        failures.is_empty(),
        "{} of {sentences} fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Rows of the page's table: a theme and how many sentences it has.
fn themes(language: &str, table: &str) -> Vec<(String, usize)> {
    let fillings = table.lines().filter(|line| line.starts_with("= ")).count();
    let whole = match language {
        "zh" => "Chinese, all of these",
        _ => "Russian, all of these",
    };
    let mut themes = vec![(whole.to_owned(), 0)];
    for line in table.lines() {
        if let Some(theme) = line.strip_prefix("## ") {
            themes.push((theme.to_owned(), 0));
        } else if !line.starts_with('#') && line.contains(" | ") {
            themes.last_mut().unwrap().1 += fillings;
        }
    }
    themes.retain(|(_, sentences)| *sentences > 0);
    themes
}

#[test]
fn the_page_tells_how_many_sentences_there_are() {
    let page = include_str!("../src/docs/annotation.md");
    for (language, table) in TABLES {
        for (theme, sentences) in themes(language, table) {
            let row = format!("| {theme} | {sentences} | {sentences} |");
            assert!(page.contains(&row), "the page wants the row {row}");
        }
    }
}
