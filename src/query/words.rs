//! Free text → analysed words: names found as entities, stems by language, words that say nothing left out.

use super::condition::UNKNOWN;
use super::plan::Word;
use super::{Field, Known};
use crate::lexicon::{EntityKind, Lexicon, NameMatch};
use crate::text::{
    Span, WHERE_UNKNOWN, exact_tokens, fold, is_unspaced, primary_language, stemmed_tokens,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// By language; the file is part of the program, and a test reads it.
static STOP_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let text = include_str!("../lexicon/data/stop_words.toml");
    let lists: BTreeMap<String, String> = toml::from_str(text).unwrap_or_default();
    let words = lists.values().flat_map(|list| list.split_whitespace());
    words.map(fold).collect()
});

/// Words a name has at most, where it is looked for otherwise than by the finder of names.
const LONGEST_NAME: usize = 4;

/// The words of free text, in order; a name of several words is one.
pub(super) fn analyse(text: &str, known: &Known) -> Vec<Word> {
    let languages = languages(known);
    let mut words = Vec::new();
    let mut start = 0;
    for (span, entities) in names(text, known.lexicon) {
        let gap = Span::new(start, span.start);
        push_plain(&mut words, text, gap, &languages, known.lexicon);
        words.push(Word {
            entities,
            ..word(span.of(text), &languages)
        });
        start = span.end;
    }
    let gap = Span::new(start, text.len());
    push_plain(&mut words, text, gap, &languages, known.lexicon);
    words.retain(|word| !word.stems.is_empty());
    words
}

/// Whether text is the name of an entity and no more, as it is looked for in free text: in any language, case or order.
#[must_use]
pub fn is_name(text: &str, lexicon: &Lexicon) -> bool {
    let whole = Span::new(0, text.len());
    names(text, lexicon).iter().any(|(span, _)| *span == whole)
        || !small_letter_entity(text, lexicon).is_empty()
}

/// Names in free text with what they mean, in order: those the finder of names knows, and those in another order or in small letters.
fn names(text: &str, lexicon: &Lexicon) -> Vec<(Span, Vec<String>)> {
    let found = lexicon.entities().find(text);
    let mut names: Vec<(Span, Vec<String>)> = Vec::new();
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    while at + 1 < pieces.len() {
        let longest = LONGEST_NAME.min(pieces.len() - at);
        let reordered = (2..=longest).rev().find_map(|length| {
            let (first, last) = (pieces[at], pieces[at + length - 1]);
            let span = Span::of_part(first, text)?.joined(Span::of_part(last, text)?);
            let is_found = found.iter().any(|name| name.span.covers(span));
            let entities = if is_found {
                Vec::new()
            } else {
                reordered(span.of(text), lexicon)
            };
            (!entities.is_empty()).then_some((length, span, entities))
        });
        match reordered {
            Some((length, span, entities)) => {
                names.push((span, entities));
                at += length;
            }
            None => at += 1,
        }
    }
    let apart =
        |span: Span| move |(own, _): &(Span, _)| own.end <= span.start || span.end <= own.start;
    let reordered = names.clone();
    let whole = found
        .iter()
        .filter(|name| reordered.iter().all(apart(name.span)));
    names.extend(whole.map(|name| (name.span, entities(name))));
    names.sort_by_key(|(span, _)| *span);
    names
}

/// Whom several words mean that are a person's name in another order, or a name in small letters.
fn reordered(words: &str, lexicon: &Lexicon) -> Vec<String> {
    let known = lexicon.entities().known(words);
    if !known.is_empty() && known.iter().all(|entity| entity.kind == EntityKind::Person) {
        return known.iter().map(|entity| entity.id.clone()).collect();
    }
    small_letter_entity(words, lexicon)
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
    lexicon: &Lexicon,
) {
    for piece in gap.of(text).split_whitespace() {
        if piece.contains(is_unspaced) {
            let tokens = stemmed_tokens(piece, "zh").into_iter();
            words.extend(tokens.map(|token| word(token.span.of(piece), languages)));
        } else {
            words.push(Word {
                entities: small_letter_entity(piece, lexicon),
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

/// A person, country, organisation or the like typed in small letters (`nato`, `putin`, `united states`), which the finder of names passes over.
fn small_letter_entity(words: &str, lexicon: &Lexicon) -> Vec<String> {
    if STOP_WORDS.contains(&fold(words)) || words.chars().any(char::is_uppercase) {
        return Vec::new();
    }
    let capital = |word: &str| -> String {
        let mut rest = word.chars();
        let first = rest.next().into_iter().flat_map(char::to_uppercase);
        first.chain(rest).collect()
    };
    let capitals: Vec<String> = words.split_whitespace().map(capital).collect();
    let spellings = [capitals.join(" "), words.to_uppercase()];
    let found = spellings.iter().find_map(|spelling| {
        let names = lexicon.entities().find(spelling);
        let whole = names
            .into_iter()
            .find(|name| name.span.len() == spelling.len())?;
        let kind = whole.entities.first()?.kind;
        (kind != EntityKind::Body).then(|| entities(&whole))
    });
    found.unwrap_or_default()
}

/// The languages of the index, or those we read where it has none.
fn languages(known: &Known) -> BTreeSet<String> {
    let values = known.vocabulary.of(Field::Lang).iter();
    let found: BTreeSet<String> = values
        .map(|value| match value.key.as_str() {
            UNKNOWN => WHERE_UNKNOWN.to_owned(),
            known => primary_language(known).to_owned(),
        })
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
