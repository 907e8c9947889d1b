//! Free text → analysed words: names found as entities, stems by language, words that say nothing left out.

use super::plan::Word;
use super::{Field, Known};
use crate::lexicon::{EntityKind, NameMatch};
use crate::text::{Span, exact_tokens, fold, is_unspaced, primary_language, stemmed_tokens};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// By language; the file is part of the program, and a test reads it.
static STOP_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let text = include_str!("../lexicon/data/stop_words.toml");
    let lists: BTreeMap<String, String> = toml::from_str(text).unwrap_or_default();
    let words = lists.values().flat_map(|list| list.split_whitespace());
    words.map(fold).collect()
});

/// The words of free text, in order; a name of several words is one.
pub(super) fn analyse(text: &str, known: &Known) -> Vec<Word> {
    let languages = languages(known);
    let mut words = Vec::new();
    let mut start = 0;
    for name in known.lexicon.entities().find(text) {
        push_plain(
            &mut words,
            text,
            Span::new(start, name.span.start),
            &languages,
            known,
        );
        words.push(Word {
            entities: entities(&name),
            ..word(name.span.of(text), &languages)
        });
        start = name.span.end;
    }
    push_plain(
        &mut words,
        text,
        Span::new(start, text.len()),
        &languages,
        known,
    );
    words.retain(|word| !word.stems.is_empty());
    words
}

/// Each word once, without those that say nothing unless there are no others.
pub(super) fn telling(words: Vec<Word>) -> Vec<Word> {
    let mut seen = HashSet::new();
    let mut fresh = |word: &Word| seen.insert((word.stems.clone(), word.entities.clone()));
    let words: Vec<Word> = words.into_iter().filter(|word| fresh(word)).collect();
    let says_something = |word: &Word| {
        !word.entities.is_empty() || !STOP_WORDS.contains(fold(&word.typed).trim_matches('\''))
    };
    if words.iter().any(says_something) {
        words.into_iter().filter(says_something).collect()
    } else {
        words
    }
}

/// The words outside of names, one by one.
fn push_plain(
    words: &mut Vec<Word>,
    text: &str,
    gap: Span,
    languages: &BTreeSet<String>,
    known: &Known,
) {
    for piece in gap.of(text).split_whitespace() {
        if piece.contains(is_unspaced) {
            let tokens = stemmed_tokens(piece, "zh").into_iter();
            words.extend(tokens.map(|token| word(token.span.of(piece), languages)));
        } else {
            words.push(Word {
                entities: small_letter_entity(piece, known),
                ..word(piece, languages)
            });
        }
    }
}

fn word(typed: &str, languages: &BTreeSet<String>) -> Word {
    let stems = languages.iter().map(|language| {
        let tokens = stemmed_tokens(typed, language).into_iter();
        tokens.map(|token| token.text).collect::<Vec<_>>()
    });
    let stems: BTreeSet<Vec<String>> = stems.filter(|stems| !stems.is_empty()).collect();
    let characters = typed.chars().all(is_unspaced).then(|| exact_tokens(typed));
    let characters = characters.unwrap_or_default().into_iter();
    Word {
        typed: typed.to_owned(),
        stems: stems.into_iter().collect(),
        characters: characters.map(|token| token.text).collect(),
        entities: Vec::new(),
    }
}

/// The likeliest entity; all of them where persons share a name.
fn entities(name: &NameMatch) -> Vec<String> {
    let persons = name
        .entities
        .iter()
        .all(|entity| entity.kind == EntityKind::Person);
    let count = if persons { name.entities.len() } else { 1 };
    name.entities
        .iter()
        .take(count)
        .map(|entity| entity.id.clone())
        .collect()
}

/// A country or organisation typed in small letters (`nato`, `china`), which the finder of names passes over.
fn small_letter_entity(piece: &str, known: &Known) -> Vec<String> {
    if STOP_WORDS.contains(&fold(piece)) || piece.chars().any(char::is_uppercase) {
        return Vec::new();
    }
    let mut rest = piece.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    let spellings = [first.chain(rest).collect(), piece.to_uppercase()];
    let found = spellings.iter().find_map(|spelling: &String| {
        let names = known.lexicon.entities().find(spelling);
        let whole = names
            .into_iter()
            .find(|name| name.span.len() == spelling.len())?;
        let entity = whole.entities.first()?;
        let is_state = matches!(entity.kind, EntityKind::Country | EntityKind::Organisation);
        is_state.then(|| entity.id.clone())
    });
    found.into_iter().collect()
}

/// The languages of the index, or those we read where it has none.
fn languages(known: &Known) -> BTreeSet<String> {
    let values = known.vocabulary.of(Field::Lang).iter();
    let found: BTreeSet<String> = values
        .map(|value| primary_language(&value.key).to_owned())
        .collect();
    if found.is_empty() {
        return ["en", "ru", "zh"].map(str::to_owned).into();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::STOP_WORDS;

    #[test]
    fn the_stop_words_can_be_read() {
        assert!(
            STOP_WORDS.contains("the") && STOP_WORDS.contains("и") && STOP_WORDS.contains("的")
        );
    }
}
