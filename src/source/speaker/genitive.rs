//! Speakers whom Russian and Ukrainian titles name in the genitive: "Ответы пресс-секретаря МИД Руритании Яна Норвикова на …".

use super::Named;
use super::words::{TITLES, announces, words_of};
use crate::text::fold;

/// Words between an office and the name of who holds it.
const REACH: usize = 8;
/// Endings of fathers' names in the genitive.
const FATHERS: [&str; 6] = ["ича", "овны", "евны", "ичны", "івни", "ївни"];

/// The one whom an office in the genitive names, the name in the nominative, the office as it stands.
pub(super) fn in_genitive(title: &str) -> Option<Named> {
    let words = words_of(title);
    let office = words
        .iter()
        .position(|word| TITLES.genitive_offices.contains(&fold(word)))?;
    if !announces(&words[..office]) {
        return None;
    }
    let mut run: Vec<usize> = Vec::new();
    for (index, word) in words.iter().enumerate().skip(office + 1).take(REACH) {
        let core = word.trim_end_matches([',', ':', '.', '»']);
        if is_name_word(core) {
            run.push(index);
        }
        let ends = core.len() < word.len();
        if run.len() > 1 && (ends || !is_name_word(core)) {
            break;
        }
        if ends || !is_name_word(core) {
            run.clear();
        }
    }
    let core = |index: &usize| words[*index].trim_end_matches([',', ':', '.', '»']);
    let (surname, before) = run.split_last()?;
    let (last, before) = before.split_last()?;
    let is_fathers = FATHERS.iter().any(|ending| core(last).ends_with(ending));
    let given = before.last().filter(|_| is_fathers).unwrap_or(last);
    if TITLES.genitive_no_name.contains(&fold(core(given))) {
        return None;
    }
    let name = format!(
        "{} {}",
        nominative(core(given), &TITLES.given_endings)?,
        nominative(core(surname), &TITLES.surname_endings)?
    );
    Some(Named {
        name,
        role: Some(words[office..*given].join(" ")),
    })
}

/// A word with the first of `endings` that fits exchanged; `None` where none fits.
pub(super) fn nominative(word: &str, endings: &[(String, String)]) -> Option<String> {
    endings.iter().find_map(|(genitive, nominative)| {
        let stem = word.strip_suffix(genitive.as_str())?;
        Some(format!("{stem}{nominative}"))
    })
}

/// A capital and small Cyrillic letters.
fn is_name_word(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().any(char::is_lowercase)
        && word
            .chars()
            .all(|letter| matches!(letter, '\u{400}'..='\u{4ff}' | '-' | '’' | '\''))
}
