//! Words of names, titles and offices, and where an office ends and a name begins.

use super::Named;
use crate::lexicon::weekday;
use crate::text::fold;
use regex::Regex;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longest name, in words.
pub(super) const LONGEST: usize = 5;

#[derive(Default, Deserialize)]
struct Table {
    words: String,
    leads: Vec<String>,
    ends: Vec<String>,
    ends_behind_name: Vec<String>,
    particles: Vec<String>,
    honorifics: Vec<String>,
    han_offices: Vec<String>,
    han_follows: Vec<String>,
    attributed: Vec<String>,
    surname_endings: Vec<(String, String)>,
    given_endings: Vec<(String, String)>,
    announcing: Vec<String>,
    genitive_offices: Vec<String>,
    genitive_no_name: Vec<String>,
    offices: Vec<String>,
    before_name: Vec<String>,
}

/// What words of titles and bylines mean.
pub(super) struct Titles {
    pub(super) office_words: HashSet<String>,
    pub(super) leads: HashSet<String>,
    pub(super) ends: HashSet<String>,
    pub(super) ends_behind_name: HashSet<String>,
    pub(super) particles: HashSet<String>,
    pub(super) honorifics: HashSet<String>,
    pub(super) han_offices: Vec<String>,
    pub(super) han: Option<Regex>,
    pub(super) attributed: Option<Regex>,
    pub(super) surname_endings: Vec<(String, String)>,
    pub(super) given_endings: Vec<(String, String)>,
    pub(super) announcing: Vec<String>,
    pub(super) genitive_offices: HashSet<String>,
    pub(super) genitive_no_name: HashSet<String>,
    pub(super) offices: HashSet<String>,
    pub(super) before_name: HashSet<String>,
}

pub(super) static TITLES: LazyLock<Titles> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../lexicon/data/speaker_titles.toml")).unwrap_or_default();
    let han = format!(
        r"((?:[\p{{Han}}&&[^年月日]]{{2,12}})?(?:{}))\s*(\p{{Han}}{{2,4}}?)(?:{}|\P{{Han}}|$)",
        table.han_offices.join("|"),
        table.han_follows.join("|"),
    );
    let attributed = format!(
        r"(?i:{})\s+(.{{3,80}}?)\s*[:.]$",
        table.attributed.join("|")
    );
    let set = |words: Vec<String>| words.into_iter().collect();
    let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect();
    Titles {
        office_words: table.words.split_whitespace().map(str::to_owned).collect(),
        leads: set(table.leads),
        ends: set(table.ends),
        ends_behind_name: set(table.ends_behind_name),
        particles: set(table.particles),
        honorifics: set(table.honorifics),
        han_offices: table.han_offices,
        surname_endings: table.surname_endings,
        given_endings: table.given_endings,
        announcing: table.announcing.iter().map(|word| fold(word)).collect(),
        genitive_offices: folded(table.genitive_offices),
        genitive_no_name: folded(table.genitive_no_name),
        offices: folded(table.offices),
        before_name: folded(table.before_name),
        han: Regex::new(&han).ok(),
        attributed: Regex::new(&attributed).ok(),
    }
});

/// `Principal Deputy Press Secretary Ada Norvik` apart; `None` where it does not end in a name.
pub(super) fn office_and_name(words: &[&str]) -> Option<Named> {
    let run = words
        .iter()
        .rev()
        .take_while(|word| is_name_word(word))
        .count();
    let (mut office, mut name) = words.split_at(words.len() - run);
    if office.is_empty() && name.len() > LONGEST {
        return None;
    }
    // An honorific parts the two.
    let honorific = name.iter().rposition(|word| is_honorific(word));
    if let Some(at) = honorific.filter(|at| at + 2 < name.len()) {
        (office, name) = (&words[..office.len() + at], &name[at + 1..]);
    }
    // Words of an office we do not know stand before the name: a longer run is cut to given name, initial and family name.
    let whole = name
        .iter()
        .filter(|word| !is_initial(word) && !is_particle(word))
        .count();
    if !office.is_empty() && whole > 3 {
        let before_last = name.len().saturating_sub(2);
        let has_initial = name.get(before_last).is_some_and(|word| is_initial(word));
        let cut = before_last.saturating_sub(usize::from(has_initial));
        (office, name) = (&words[..office.len() + cut], &name[cut..]);
    }
    // What an office is "of" stands behind it: "Office of the President of Ruritania Ada Norvik".
    if name.len() > 2 && office.last().is_some_and(|word| fold(word) == "of") {
        (office, name) = (&words[..=office.len()], &name[1..]);
    }
    // So do acronyms: "APNSA Ada Norvik".
    let acronym = |word: &&str| word.len() > 2 && word.chars().all(char::is_uppercase);
    if name.len() > 2 && acronym(&name[0]) && !acronym(&name[1]) {
        (office, name) = (&words[..=office.len()], &name[1..]);
    }
    let leading = name
        .iter()
        .take_while(|word| is_honorific(word) || is_particle(word))
        .count();
    name = &name[leading.min(name.len().saturating_sub(1))..];
    let is_enough = match name {
        [] => false,
        [only] => {
            let after_office = office
                .last()
                .is_some_and(|word| is_office_word(word) || is_honorific(word));
            after_office && only.chars().count() > 2 && only.chars().any(char::is_lowercase)
        }
        _ => true,
    };
    let role = office.join(" ");
    let role = role
        .trim_start_matches("the ")
        .trim_start_matches("The ")
        .trim();
    is_enough.then(|| Named {
        name: name.join(" "),
        role: (!role.is_empty()).then(|| role.to_owned()),
    })
}

/// Two to five capitalised words, none of them of an office.
pub(crate) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = words_of(text)
        .into_iter()
        .filter(|word| !is_honorific(word))
        .collect();
    let han = text
        .chars()
        .all(|character| matches!(character, '\u{4e00}'..='\u{9fff}' | '·'));
    if han {
        let is_office = TITLES
            .han_offices
            .iter()
            .any(|office| text.ends_with(office.as_str()));
        return (2..=12).contains(&text.chars().count()) && !is_office;
    }
    (2..=LONGEST).contains(&words.len())
        && words.iter().all(|word| is_name_word(word))
        && words.last().is_some_and(|word| !is_initial(word))
}

/// A name or title in capitals with small letters: "Foreign Secretary" of FOREIGN SECRETARY, "Ada O’Neil-Dahl"; others as they stand.
pub(crate) fn in_small(title: &str) -> String {
    let capitals = title.chars().any(char::is_uppercase) && !title.chars().any(char::is_lowercase);
    if !capitals || !title.contains(' ') && title.len() < 5 {
        return title.to_owned();
    }
    let mut small = String::with_capacity(title.len());
    for word in title.split(' ') {
        if !small.is_empty() {
            small.push(' ');
        }
        let lower = word.to_lowercase();
        if !small.is_empty() && matches!(lower.as_str(), "of" | "for" | "and" | "the" | "to") {
            small.push_str(&lower);
            continue;
        }
        let mut starts = true;
        for letter in word.chars() {
            if starts {
                small.push(letter);
            } else {
                small.extend(letter.to_lowercase());
            }
            starts = matches!(letter, '-' | '‑' | '’' | '\'');
        }
    }
    small
}

pub(super) fn without_honorifics(person: &str) -> String {
    let words = words_of(person)
        .into_iter()
        .filter(|word| !is_honorific(word));
    words.collect::<Vec<_>>().join(" ")
}

pub(super) fn words_of(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

pub(super) fn is_name_word(word: &str) -> bool {
    if is_particle(word) || is_initial(word) {
        return true;
    }
    let capitalised = word
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
    let letters = word.chars().all(|character| {
        character.is_alphabetic() || matches!(character, '.' | '-' | '‑' | '’' | '\'')
    });
    let owns = word.ends_with("’s") || word.ends_with("'s");
    capitalised && letters && !owns && !is_office_word(word) && weekday(word).is_none()
}

/// Whether a word belongs to titles and offices and to no name.
pub(crate) fn is_office_word(word: &str) -> bool {
    let folded = fold(word).replace('.', "");
    let singular = folded.strip_suffix('s').unwrap_or(&folded);
    TITLES.office_words.contains(&folded) || TITLES.office_words.contains(singular)
}

/// Whether a word ends the naming of somebody in a title: "Ada Norvik Before Their Meeting", "Ada Norvik at the Opening".
pub(crate) fn ends_name(word: &str) -> bool {
    let folded = fold(word);
    TITLES.ends.contains(&folded) || TITLES.ends_behind_name.contains(&folded)
}

/// Whether one of the words announces speech: "Statement", "Ответы".
pub(super) fn announces(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let folded = fold(word);
        let begins = |stem: &String| folded.starts_with(stem.as_str());
        TITLES.announcing.iter().any(begins)
    })
}

pub(super) fn is_particle(word: &str) -> bool {
    word.chars().all(char::is_lowercase) && TITLES.particles.contains(word)
}

pub(super) fn is_honorific(word: &str) -> bool {
    TITLES
        .honorifics
        .contains(&fold(word.trim_end_matches('.')))
}

pub(super) fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next() == Some('.')
}
