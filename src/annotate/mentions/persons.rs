//! Later short mentions: a family name alone means the person whose full name, or title and name, stands in the same document.

use super::names::is_han;
use super::{Document, person_id};
use crate::briefing::{Mention, MentionForm};
use crate::lexicon::{Context, EntityKind, forms_of_family_name};
use crate::text::{Span, fold, simplify};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

const SHORT: f32 = 0.85;
/// Shorter words are too often something else.
const SHORTEST: usize = 2;

/// A person of the document, as later mentions shorten it.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) entity: String,
    pub(super) represents: Option<String>,
}

/// The persons of a text and its metadata, by their folded family names in all forms.
pub(super) fn by_family_name(
    document: &Document<'_>,
    mentions: &[Mention],
) -> HashMap<String, Person> {
    let mut found = HashMap::new();
    let mut persons = persons(document, mentions);
    // A full name tells more than a title with a family name before it.
    persons.sort_by_key(|(name, _)| name.split_whitespace().count() < 2);
    for (name, person) in persons {
        for part in family_names(&name, person.represents.as_deref()) {
            for form in forms_of_family_name(&part) {
                found.entry(fold(&form)).or_insert_with(|| person.clone());
            }
        }
    }
    found
}

/// Mentions of persons by a part of a name that stands in full elsewhere in the document or its metadata.
pub(super) fn short_mentions(
    document: &Document<'_>,
    mentions: &[Mention],
    earlier: &HashMap<String, Person>,
) -> Vec<Mention> {
    let mut short = by_family_name(document, mentions);
    for (name, person) in earlier {
        short.entry(name.clone()).or_insert_with(|| person.clone());
    }
    let mention = |span, person: &Person| Mention {
        span,
        entity: person.entity.clone(),
        represents: person.represents.clone(),
        form: MentionForm::Short,
        confidence: SHORT,
    };
    let mut found = Vec::new();
    if !short.is_empty() {
        for (start, word) in document
            .text
            .unicode_word_indices()
            .filter(|(_, word)| word.starts_with(char::is_uppercase))
        {
            let bare = word
                .strip_suffix("'s")
                .or_else(|| word.strip_suffix("’s"))
                .unwrap_or(word);
            if let Some(person) = short.get(&fold(bare)) {
                found.push(mention((start, start + bare.len()).into(), person));
            }
        }
    }
    found.extend(unspaced(document.text, &short).map(|(span, person)| mention(span, person)));
    found
}

/// Where names in Chinese characters stand, in either script.
fn unspaced<'p>(
    text: &str,
    short: &'p HashMap<String, Person>,
) -> impl Iterator<Item = (Span, &'p Person)> {
    let (names, persons): (Vec<&String>, Vec<&Person>) = short
        .iter()
        .filter(|(name, _)| name.chars().any(is_han))
        .unzip();
    let simplified = simplify(text);
    // Simplifying keeps the width of all but rare characters; without it positions would not hold.
    let searched = if simplified.len() == text.len() {
        simplified
    } else {
        text.into()
    };
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .ok()
        .filter(|_| !names.is_empty());
    let places: Vec<_> = finder
        .iter()
        .flat_map(|finder| finder.find_iter(searched.as_ref()))
        .collect();
    places.into_iter().filter_map(move |place| {
        Some((
            Span::new(place.start(), place.end()),
            *persons.get(place.pattern().as_usize())?,
        ))
    })
}

/// The persons of the document by their full names, main speakers first.
fn persons(document: &Document<'_>, mentions: &[Mention]) -> Vec<(String, Person)> {
    let mut found = Vec::new();
    for speaker in &document.briefing.speakers {
        let known = document
            .gazetteer
            .person(&speaker.name, speaker.represents.as_deref());
        let entity = speaker
            .entity
            .clone()
            .or_else(|| known.map(|known| known.id.clone()))
            .unwrap_or_else(|| person_id(&speaker.name));
        let represents = speaker
            .represents
            .clone()
            .or_else(|| known?.represents(document.day).map(str::to_owned));
        if speaker.name.split_whitespace().count() > 1 || known.is_some() {
            found.push((speaker.name.clone(), Person { entity, represents }));
        }
    }
    for mention in mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Name && is_person(document, &mention.entity))
    {
        let written = mention.span.of(document.text);
        let name = written_name(written, &mention.entity);
        let person = Person {
            entity: mention.entity.clone(),
            represents: mention.represents.clone(),
        };
        found.push((name, person));
        if let Some(known) = document.gazetteer.entity(&mention.entity) {
            let person = Person {
                entity: mention.entity.clone(),
                represents: mention.represents.clone(),
            };
            found.push((known.name.clone(), person));
        }
    }
    found
}

/// A person's id is a slug; those of all others have capitals.
fn is_person(document: &Document<'_>, entity: &str) -> bool {
    match document.gazetteer.entity(entity) {
        Some(entity) => entity.kind == EntityKind::Person,
        None => !entity.chars().any(char::is_uppercase),
    }
}

/// The name at the end of a title: as many words as the id has.
fn written_name(written: &str, entity: &str) -> String {
    if written.chars().any(is_han) {
        let tail: Vec<char> = entity.chars().filter(|letter| is_han(*letter)).collect();
        return if tail.is_empty() {
            written.to_owned()
        } else {
            tail.into_iter().collect()
        };
    }
    let words: Vec<&str> = written.split_whitespace().collect();
    let wanted = entity.split('-').count().min(words.len());
    words
        .get(words.len() - wanted..)
        .unwrap_or_default()
        .join(" ")
}

/// The parts of a full name by which its bearer is named later.
fn family_names(name: &str, represents: Option<&str>) -> Vec<String> {
    if name.chars().any(is_han) {
        let last = name.rsplit(['·', '‧', '・']).next().unwrap_or(name);
        return if last.chars().count() >= SHORTEST {
            vec![last.to_owned()]
        } else {
            Vec::new()
        };
    }
    let context = Context::builtin();
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| !word.ends_with('.'))
        .collect();
    let belongs =
        |table: &std::collections::HashSet<String>| represents.is_some_and(|id| table.contains(id));
    let (first, last) = (words.first(), words.last());
    let parts: Vec<&str> = if belongs(&context.either_order) {
        first.into_iter().chain(last).copied().collect()
    } else if belongs(&context.family_first) {
        first.into_iter().copied().collect()
    } else {
        last.into_iter().copied().collect()
    };
    let long_enough = |part: &&str| {
        part.chars().filter(|letter| letter.is_alphabetic()).count() >= SHORTEST
            && !context.no_names.contains(*part)
    };
    parts
        .into_iter()
        .filter(long_enough)
        .map(str::to_owned)
        .collect()
}
