//! Who is named where: names of the gazetteer linked in their context, titles with names, short mentions.
//!
//! In passes over the whole text, earlier ones winning: titles with the countries, bodies and names beside them
//! ([`titles`]); what is left of the names ([`plain`]); later short mentions of persons ([`persons`]); phrases for an
//! organisation named before ([`descriptors`]). What cannot be told is left out rather than guessed.

mod descriptors;
mod names;
mod persons;
mod plain;
mod titles;

use self::titles::Holders;
use crate::briefing::{Annotated, Briefing, Mention};
use crate::lexicon::{Entity, Gazetteer, Lexicon};
use crate::text::{Span, fold};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The mentions of a briefing, in text order, disjoint. Reads the briefing and its passages.
pub(super) fn find(annotated: &Annotated, lexicon: &Lexicon) -> Vec<Mention> {
    let document = Document {
        briefing: &annotated.briefing,
        text: &annotated.briefing.text,
        gazetteer: lexicon.entities(),
        day: annotated.briefing.dates.said.map(|said| said.day),
    };
    let tokens = document.gazetteer.tokens(document.text);
    // Twice, and the title before: a short name may stand before the full one.
    let heading = document.briefing.title.as_deref().unwrap_or_default();
    let heading = Document {
        text: heading,
        ..document
    };
    let none = HashMap::new();
    let mut holders = Holders::new();
    let in_heading = titles::link(
        &heading,
        &heading.gazetteer.tokens(heading.text),
        &none,
        &mut holders,
    );
    let first = titles::link(&document, &tokens, &none, &mut holders.clone());
    let mut earlier = persons::by_family_name(&document, &first);
    for (name, person) in persons::by_family_name(&heading, &in_heading) {
        earlier.entry(name).or_insert(person);
    }
    let mut mentions = titles::link(&document, &tokens, &earlier, &mut holders);
    mentions.sort_by_key(|mention| mention.span);
    let short = persons::short_mentions(&document, &mentions, &earlier);
    add_free(&mut mentions, short);
    let described = descriptors::find(&document, &mentions);
    add_free(&mut mentions, described);
    mentions
}

/// What every pass looks at.
#[derive(Clone, Copy)]
struct Document<'a> {
    briefing: &'a Briefing,
    text: &'a str,
    gazetteer: &'a Gazetteer,
    /// When it was said, as far as is known.
    day: Option<NaiveDate>,
}

impl Document<'_> {
    fn mention_of(&self, entity: &Entity, span: Span) -> Mention {
        Mention {
            span,
            entity: entity.id.clone(),
            represents: entity.represents(self.day).map(str::to_owned),
            form: crate::briefing::MentionForm::Name,
            confidence: 0.95,
        }
    }
}

/// Adds those that overlap none, keeping the order of the text.
fn add_free(mentions: &mut Vec<Mention>, mut more: Vec<Mention>) {
    more.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let mut merged: Vec<Mention> = Vec::with_capacity(mentions.len() + more.len());
    let mut old = std::mem::take(mentions).into_iter().peekable();
    for new in more {
        while let Some(before) = old.next_if(|old| old.span.start < new.span.end) {
            merged.push(before);
        }
        if merged
            .last()
            .is_none_or(|last| last.span.end <= new.span.start)
        {
            merged.push(new);
        }
    }
    merged.extend(old);
    *mentions = merged;
}

/// The id of a person nobody knows: `Maxim Ryzhenkov` is `maxim-ryzhenkov`.
pub(super) fn person_id(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let slug = words.join("-");
    // Ids in capitals are those of parties; a script without case needs a mark.
    if slug.chars().any(char::is_lowercase) {
        slug
    } else {
        format!("person-{slug}")
    }
}

/// The text right before a position, at most `most` characters of it.
fn tail(text: &str, position: usize, most: usize) -> &str {
    let before = text.get(..position).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .nth(most.saturating_sub(1))
        .map_or(0, |(start, _)| start);
    &before[start..]
}

#[cfg(test)]
mod tests;
