//! Names apart from titles and honorifics, and whether two spellings mean one name.

use crate::briefing::Speaker;
use crate::lexicon::turn_words;
use crate::text::fold;

/// The folded words of a label that belong to the name: no titles, honorifics or brackets.
pub(super) fn name_words(label: &str) -> Vec<String> {
    let words = turn_words();
    let label = label.split(['(', ',', '（']).next().unwrap_or(label);
    let folded = fold(words.suffixed(label).map_or(label, |(name, _)| name));
    folded
        .split([' ', '.', '\u{a0}', '\u{3000}'])
        .filter(|word| !word.is_empty() && !words.is_label_title(word) && !words.is_honorific(word))
        .filter(|word| !words.is_ordinal(word))
        .map(str::to_owned)
        .collect()
}

/// The title of a label that is nothing else, folded: `vice president` of "THE VICE PRESIDENT".
pub(super) fn bare_title(label: &str) -> Option<String> {
    let folded = fold(label);
    let article = ["the ", "mr. ", "mr ", "madam "];
    let title = article
        .iter()
        .find_map(|article| folded.strip_prefix(article));
    let title = title.unwrap_or(&folded).trim();
    let words = turn_words();
    let is_title = |word: &str| words.is_title(word);
    (!title.is_empty() && title.split_whitespace().all(is_title)).then(|| title.to_owned())
}

/// Whether an office is called by a title: `Secretary of State` and `Department Spokesperson` are "the secretary" and "the
/// spokesperson", `Vice President` is no president.
pub(in crate::passage) fn is_called(role: &str, title: &str) -> bool {
    let role = fold(role);
    let Some(start) = role.find(title) else {
        return false;
    };
    let whole = !role[start + title.len()..].starts_with(char::is_alphabetic);
    let mut before = role[..start].split_whitespace();
    whole && !before.any(|word| turn_words().is_qualifier(word) || word == "the")
}

/// No small letters, but some large ones; `McDONOUGH` counts.
pub(in crate::passage) fn is_capitals(name: &str) -> bool {
    let small = |word: &str| {
        let prefix = ["Mc", "Mac", "Mr.", "Ms."]
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix));
        prefix.unwrap_or(word).chars().any(char::is_lowercase)
    };
    name.chars().any(char::is_uppercase) && !name.split_whitespace().any(small)
}

/// The titles of a label, as written but in small letters.
pub(super) fn title_of(label: &str) -> Option<String> {
    let titles: Vec<String> = label
        .split_whitespace()
        .take_while(|word| turn_words().is_label_title(&fold(word)))
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(char::to_uppercase);
            first
                .into_iter()
                .flatten()
                .chain(letters.flat_map(char::to_lowercase))
                .collect()
        })
        .collect();
    (!titles.is_empty()).then(|| titles.join(" "))
}

/// Two spellings of one name: equal, a slip of the typist, or another case of an inflected language.
pub(super) fn is_like(known: &str, word: &str) -> bool {
    if known == word {
        return true;
    }
    let length = word.chars().count();
    if length < 5 {
        return false;
    }
    if !word.is_ascii() {
        let shared = known
            .chars()
            .zip(word.chars())
            .take_while(|(a, b)| a == b)
            .count();
        return shared >= 4 && shared + 3 >= length.max(known.chars().count());
    }
    strsim::osa_distance(known, word) <= if length < 8 { 1 } else { 2 }
}

/// Whether a folded label in a script without spaces is a folded name, with or without a title before or after it: 发言人林剑, and
/// the family name of a Japanese or Chinese name.
pub(super) fn is_han_name(name: &str, label: &str) -> bool {
    let letters = label.chars().count();
    if name.is_ascii() || !(2..=16).contains(&letters) {
        return false;
    }
    let family = name.starts_with(label) && name.chars().count() <= 6;
    family || name.chars().count() > 1 && label.ends_with(name)
}

pub(super) fn shares_given_name(full: &[&str], name: &str) -> bool {
    let name = fold(name);
    full.len() < 2
        || name
            .split_whitespace()
            .next()
            .is_some_and(|given| full.contains(&given))
        || full
            .first()
            .is_some_and(|given| name.starts_with(given.trim_end_matches('.')))
}

/// A speaker whose name holds no title or date any more: "Press Secretary Ada Norvik, June 2, 2021" is Ada Norvik, press secretary.
pub(super) fn without_titles(speaker: &Speaker) -> Speaker {
    let mut cleaned = speaker.clone();
    let (name, after) = speaker.name.split_once(',').unwrap_or((&speaker.name, ""));
    let is_title = |word: &&str| {
        let word = fold(word);
        turn_words().is_title(&word) || turn_words().is_honorific(&word)
    };
    let titles = name.split_whitespace().take_while(is_title).count();
    let rest: Vec<&str> = name.split_whitespace().skip(titles).collect();
    let starts_name = |word: &&str| word.starts_with(char::is_uppercase);
    if rest.len() < 2 || !rest.first().is_some_and(starts_name) {
        return cleaned;
    }
    cleaned.name = rest.join(" ");
    if cleaned.role.is_none() {
        let before = name
            .split_whitespace()
            .take(titles)
            .collect::<Vec<_>>()
            .join(" ");
        let roles = [before.as_str(), after.trim()];
        let role = roles.iter().find(|role| {
            role.chars().any(char::is_alphabetic)
                && !role.contains(|digit: char| digit.is_ascii_digit())
        });
        cleaned.role = role.map(|role| (*role).to_owned());
    }
    cleaned
}

/// The words of a name with capitals, parted by spaces.
pub(super) fn capitalised(words: &[String]) -> String {
    let capital = |word: &String| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    words.iter().map(capital).collect::<Vec<_>>().join(" ")
}
