//! What of a passage's text a query asked for: words in any form, names of the entities asked for, and of a phrase only the phrase.

use crate::briefing::StoredPassage;
use crate::query::{Place, Places, Plan, Text};
use crate::text::{Span, Token, WHERE_UNKNOWN, exact_tokens, stemmed_among, stemmed_tokens};
use std::cell::LazyCell;

/// Spans of the passage's text, in order, disjoint.
pub(super) fn highlights(plan: &Plan, passage: &StoredPassage) -> Vec<Span> {
    let texts: Vec<&Text> = plan
        .scored()
        .flat_map(crate::query::Condition::texts)
        .collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let language = passage.briefing.language.as_deref();
    let language = language.unwrap_or(WHERE_UNKNOWN);
    let whole = passage.text.as_str();
    let exact = LazyCell::new(|| exact_tokens(whole));
    let stems = LazyCell::new(|| stemmed_tokens(whole, language));
    let mut places = None;
    let mut spans = Vec::new();
    let single: Vec<&str> = texts.iter().flat_map(|text| single_stems(text)).collect();
    if !single.is_empty() {
        let found = stemmed_among(whole, language, &single);
        spans.extend(found.iter().map(|token| token.span));
    }
    for text in texts {
        match text {
            Text::Phrase(tokens) => spans.extend(runs(&exact, tokens)),
            Text::Prefix(start) => {
                let found = exact.iter().filter(|token| token.text.starts_with(start));
                spans.extend(found.map(|token| token.span));
            }
            Text::Word(word) => {
                if !word.characters.is_empty() {
                    spans.extend(runs(&exact, &word.characters));
                }
                for sequence in word.stems.iter().filter(|stems| stems.len() > 1) {
                    spans.extend(runs(&stems, sequence));
                }
                let mentions = passage.mentions.iter();
                let named = mentions.filter(|mention| word.entities.contains(&mention.entity));
                spans.extend(named.map(|mention| mention.span));
            }
            Text::Fuzzy { .. } | Text::Sloppy { .. } | Text::Near(_) => {
                let places = places.get_or_insert_with(|| Places::of(passage));
                let found = text.places(&mut |spot| places.positions(spot));
                spans.extend(found.iter().flat_map(|place| of_place(place, &exact)));
            }
        }
    }
    merged(spans)
}

/// The stems of a word that are one token.
fn single_stems(text: &Text) -> impl Iterator<Item = &str> {
    let stems = match text {
        Text::Word(word) => word.stems.as_slice(),
        _ => &[],
    };
    stems.iter().filter_map(|stems| match stems.as_slice() {
        [one] => Some(one.as_str()),
        _ => None,
    })
}

/// What is marked of a place: the words between its ends, or where they are scattered each word.
fn of_place(place: &Place, exact: &[Token]) -> Vec<Span> {
    let span = |first: u32, last: u32| {
        let first = exact.get(first as usize)?;
        Some(first.span.joined(exact.get(last as usize)?.span))
    };
    if place.words.is_empty() {
        return span(place.first, place.last).into_iter().collect();
    }
    let words = place.words.iter();
    words.filter_map(|word| span(*word, *word)).collect()
}

/// Where the tokens stand side by side.
fn runs(tokens: &[Token], wanted: &[String]) -> Vec<Span> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let windows = tokens.windows(wanted.len());
    let found = windows.filter(|window| window.iter().map(|token| &token.text).eq(wanted));
    let spans = found.filter_map(|window| Some(window.first()?.span.joined(window.last()?.span)));
    spans.collect()
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
