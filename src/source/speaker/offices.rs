//! Speakers whom titles name behind their office, in languages that need no "by": "Declaração da porta-voz do Itamaraty, embaixadora
//! Ada Norvik, sobre …", "Pressestatement von Außenministerin Ada Norvik zu …".

use super::Named;
use super::words::{
    LONGEST, TITLES, announces, is_honorific, is_name_word, is_office_word, is_particle, words_of,
};
use crate::text::fold;

/// Words of a title's part before the office of its speaker.
const BEFORE: usize = 5;
/// Words of the longest office.
const OFFICE: usize = 14;

/// The speaker behind the first office of a title: at once, or behind a comma and another title ("…, Ambassador Ada Norvik, on").
pub(super) fn behind_office(title: &str) -> Option<Named> {
    let words = words_of(title);
    let mut part = 0;
    for (index, word) in words.iter().enumerate() {
        if is_office(word) && index - part <= BEFORE {
            let announced = if is_behind_ministry(word) {
                announces(&words[index..])
            } else {
                announces(&words[part..index])
            };
            let named = || at_once(&words, part, index).or_else(|| in_apposition(&words, index));
            return announced.then(named).flatten();
        }
        if word.ends_with([',', ':', '–', '—']) {
            part = index + 1;
        }
    }
    None
}

/// `von Außenministerin Ada Norvik`, `Dışişleri Bakanlığı Sözcüsü Deniz Norvik'in`
fn at_once(words: &[&str], part: usize, office: usize) -> Option<Named> {
    if words[office].ends_with(',') || TITLES.before_name.contains(&fold(words[office])) {
        return None;
    }
    let name = name_at(words, office + 1)?;
    let before = if is_behind_ministry(words[office]) {
        let ministry = words[part..office].iter().rev();
        ministry
            .take_while(|word| word.starts_with(char::is_uppercase))
            .count()
    } else {
        0
    };
    Some(Named {
        name,
        role: Some(words[office - before..=office].join(" ")),
    })
}

/// Whether a word is an office by its Turkish ending, which the ministry stands before: "Dışişleri Bakanlığı Sözcüsü".
fn is_behind_ministry(word: &str) -> bool {
    word.ends_with(['ü', 'ı', 'i', 'u']) && !word.is_ascii()
}

/// `porta-voz do Itamaraty, embaixadora Ada Norvik, sobre`
fn in_apposition(words: &[&str], office: usize) -> Option<Named> {
    let reach = words.len().min(office + OFFICE);
    let comma = (office..reach).find(|index| words[*index].ends_with(','))?;
    let next = words.get(comma + 1)?;
    if !is_office(next) && !is_title(next) {
        return None;
    }
    Some(Named {
        name: name_at(words, comma + 1)?,
        role: Some(
            words[office..=comma]
                .join(" ")
                .trim_end_matches(',')
                .to_owned(),
        ),
    })
}

/// The full name that begins at a word, behind titles.
fn name_at(words: &[&str], start: usize) -> Option<String> {
    let rest = words.get(start..)?;
    let titles = rest.iter().take_while(|word| is_title(word)).count();
    let mut name: Vec<&str> = Vec::new();
    for word in rest.iter().skip(titles) {
        let core = without_ending(word.trim_end_matches([',', ':', ';']));
        let is_first = name.is_empty();
        if !is_name_word(core) || is_office(core) || is_first && is_particle(core) {
            break;
        }
        name.push(core);
        if core.len() < word.len() {
            break;
        }
    }
    while name.last().is_some_and(|last| is_particle(last)) {
        name.pop();
    }
    let whole = name.iter().filter(|word| !is_particle(word)).count();
    (whole > 1 && whole <= LONGEST).then(|| name.join(" "))
}

fn is_office(word: &str) -> bool {
    TITLES.offices.contains(&fold(word.trim_end_matches(',')))
        || TITLES
            .before_name
            .contains(&fold(word.trim_end_matches(',')))
}

/// Whether a word stands between an office and the name of its holder.
fn is_title(word: &str) -> bool {
    !word.ends_with(',') && (is_office(word) || is_honorific(word) || is_office_word(word))
}

/// A name without the case ending that Turkish puts behind an apostrophe: `Norvik'in`.
fn without_ending(word: &str) -> &str {
    match word.split_once(['\'', '’']) {
        Some((name, ending))
            if name.chars().count() > 2
                && (1..=4).contains(&ending.chars().count())
                && ending.chars().all(char::is_lowercase) =>
        {
            name
        }
        _ => word,
    }
}
