//! Full names that a title or text introduces, with the office and country before them.

use super::country_of;
use crate::lexicon::{Lexicon, NameMatch, turn_words};
use crate::source::{ends_name, is_office_word};
use crate::text::{Span, fold};
use std::collections::HashMap;

/// Bytes before a name in which its country and title are looked for.
const BEFORE_NAME: usize = 80;
/// Given names and initials a full name may have before the surname.
const GIVEN_NAMES: usize = 3;
/// Words a title in apposition may have.
const MOST_TITLES: usize = 6;
/// Names remembered of one text.
const MOST: usize = 5000;

/// A full name met in a text.
#[derive(Debug, Clone)]
pub(super) struct Introduced {
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) represents: Option<String>,
    /// The byte it stands at.
    pub(super) at: usize,
}

/// Full names of `text` ("Ruritanian Foreign Minister Ada B. Norvik") by folded surname; the first of each counts.
pub(super) fn introductions(
    text: &str,
    lexicon: &Lexicon,
    found: &mut HashMap<String, Introduced>,
) {
    let mut run: Vec<Span> = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive([' ', '\n', '\u{a0}']) {
        let written = word.trim_end();
        let core = written.trim_end_matches([',', '.', ':', ';', '?', '!', ')', '”', '"', '’']);
        let core = core
            .strip_suffix("’s")
            .or_else(|| core.strip_suffix("'s"))
            .unwrap_or(core);
        let span = Span::new(start, start + core.len());
        start += word.len();
        if is_name_word(core) {
            run.push(span);
        } else {
            introduce(text, lexicon, &run, found);
            run.clear();
        }
        let is_initial = || core.chars().count() == 1 || turn_words().is_honorific(&fold(core));
        if written.len() > core.len() && !(written.ends_with('.') && is_initial()) {
            introduce(text, lexicon, &run, found);
            run.clear();
        }
    }
    introduce(text, lexicon, &run, found);
}

fn introduce(text: &str, lexicon: &Lexicon, run: &[Span], found: &mut HashMap<String, Introduced>) {
    let words = turn_words();
    let (Some(surname), true) = (run.last(), run.len() > 1) else {
        return;
    };
    let given: Vec<&Span> = run[..run.len() - 1]
        .iter()
        .rev()
        .take(GIVEN_NAMES)
        .take_while(|word| {
            let word = fold(word.of(text));
            !words.is_title(&word) && !words.is_honorific(&word) && !is_office_word(&word)
        })
        .collect();
    let Some(first) = given.last() else { return };
    let folded = fold(surname.of(text));
    if words.is_title(&folded) || found.contains_key(&folded) || found.len() > MOST {
        return;
    }
    let name = Span::new(first.start, surname.end);
    // "the Minister of Ruritania Norvik": a country behind "of" is no given name.
    if text[..name.start].trim_end().ends_with(" of") {
        let is_country = |found: &NameMatch<'_>| found.span.start == 0;
        if lexicon
            .entities()
            .find(name.of(text))
            .iter()
            .any(is_country)
        {
            return;
        }
    }
    let mut from = name.start.saturating_sub(BEFORE_NAME);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = Span::new(from, name.start).of(text);
    let before = before
        .rsplit(['.', ',', ';', '\n', ':'])
        .next()
        .unwrap_or(before);
    let country = lexicon
        .entities()
        .find(before)
        .iter()
        .rev()
        .filter_map(|found| found.entities.first())
        .find_map(|entity| country_of(entity));
    let titles: Vec<&str> = before
        .split_whitespace()
        .rev()
        .take_while(|word| words.is_title(&fold(word)) || matches!(*word, "of" | "for" | "and"))
        .collect();
    let role =
        (!titles.is_empty()).then(|| titles.iter().rev().copied().collect::<Vec<_>>().join(" "));
    let role = role.or_else(|| title_behind(&text[name.end..]));
    found.insert(
        folded,
        Introduced {
            name: name
                .of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            represents: country.filter(|_| role.is_some()),
            role,
            at: name.start,
        },
    );
}

/// The title in apposition behind a name: ", Spokesman for the …".
fn title_behind(after: &str) -> Option<String> {
    let after = after.strip_prefix(", ")?;
    let words: Vec<&str> = after
        .split_whitespace()
        .take(MOST_TITLES)
        .map(|word| (word, word.trim_end_matches([',', '.', ';', ':'])))
        .take_while(|(_, core)| turn_words().is_label_title(&fold(core)))
        .map(|(_, core)| core)
        .collect();
    let title = words.join(" ");
    (words.first()?.starts_with(char::is_uppercase) && turn_words().role(&title).is_some())
        .then_some(title)
}

/// A capitalised word that is not all capitals, or an initial.
fn is_name_word(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else {
        return false;
    };
    if !first.is_uppercase() {
        return turn_words().is_particle(word);
    }
    if ends_name(word) || turn_words().is_no_name(&fold(word)) {
        return false;
    }
    word.chars().count() == 1 || letters.any(char::is_lowercase)
}
