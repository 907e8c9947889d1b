//! What the words of a name tell by themselves: offices, surnames, whether it is a full one.

use crate::lexicon::{Reporting, WordClass, turn_words};
use crate::text::{Span, fold};

/// An office whoever holds it: a spokeswoman's is a spokesman's.
pub(super) fn office(role: &str) -> String {
    let spokes = role.strip_prefix("spokes").map(|_| "spokesperson");
    spokes.unwrap_or(role).to_owned()
}

/// Two words or more in capitals.
pub(super) fn is_full_name(name: &str) -> bool {
    let words = name.split_whitespace();
    words.clone().count() > 1
        && words
            .clone()
            .all(|word| word.starts_with(char::is_uppercase))
}

/// The words of a folded name without titles and initials.
pub(super) fn own_words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split_whitespace().map(|word| word.trim_matches('.'));
    words.filter(|word| {
        word.chars().count() > 1 && !turn_words().is_title(word) && !turn_words().is_honorific(word)
    })
}

/// Whether two folded full names share their last word alone, or their first, and so are two persons'.
pub(super) fn share_only_a_surname(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| own_words(name).collect::<Vec<_>>());
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared == 1
        && one.len() > 1
        && other.len() > 1
        && (one.last() == other.last() || one.first() == other.first())
}

/// The name at the end of a source with its office ("the ministry's spokeswoman Ada Norvik"), or all of it.
pub(super) fn name_in<'t>(surface: &'t str, words: &Reporting) -> &'t str {
    let mut start = surface.len();
    for word in surface.split_whitespace().rev() {
        let folded = fold(word);
        let office = turn_words().is_title(&folded)
            || turn_words().is_honorific(&folded)
            || words.is(WordClass::Role, &folded);
        let capital = word.starts_with(|first: char| first.is_uppercase());
        // "officials in Graz" are not Graz.
        let named = start < surface.len();
        if named && words.is(WordClass::Inside, &folded) {
            let mut all = surface.split_whitespace().map(fold);
            if all.any(|word| words.is(WordClass::Role, &word)) {
                return surface;
            }
            break;
        }
        if office || !capital || word.ends_with("’s") || word.ends_with("'s") {
            break;
        }
        start = Span::of_part(word, surface).map_or(start, |span| span.start);
    }
    let name = surface.get(start..).unwrap_or_default();
    if name.is_empty() { surface } else { name }
}
