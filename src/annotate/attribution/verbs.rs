//! Reporting verbs in their sentence, told from nouns, names, adjectives and passives of the same form.

use super::phrases::{is_between, is_comma, subject_end};
use super::tokens::Token;
use crate::lexicon::{Reporting, Takes, WordClass};
use std::ops::Range;

/// Words of the longest form of a verb.
const LONGEST_VERB: usize = 4;

/// A reporting verb in its sentence.
pub(super) struct Verb {
    pub(super) at: Range<usize>,
    pub(super) takes: Takes,
    /// "saying" after a comma or noun: its subject is that of the clause before.
    pub(super) participle: bool,
}

pub(super) fn verb_at(tokens: &[Token], index: usize, words: &Reporting) -> Option<Verb> {
    tokens.get(index).filter(|token| token.is_word())?;
    let mut form = String::new();
    let mut found = None;
    for (length, token) in (1..=LONGEST_VERB).zip(&tokens[index..]) {
        if !token.is_word() {
            break;
        }
        if length > 1 {
            form.push(' ');
        }
        form.push_str(&token.text);
        if let Some(takes) = words.verb(&form) {
            found = Some((index..index + length, takes));
        }
    }
    let (at, takes) = found?;
    let verb = Verb {
        at,
        takes,
        participle: tokens[index].text.ends_with("ing"),
    };
    is_predicate(tokens, &verb, words).then_some(verb)
}

/// Whether a form of a verb is used as one: no name, noun, adjective, infinitive or passive.
fn is_predicate(tokens: &[Token], verb: &Verb, words: &Reporting) -> bool {
    let word = &tokens[verb.at.start];
    let is = |class, token: &Token| words.is(class, &token.text);
    if word.is_name() && verb.at.start > 0 {
        return false;
    }
    // What stands before it, adverbs and auxiliaries aside.
    let before = tokens[..verb.at.start].iter().rev();
    let mut auxiliaries = before.clone().take_while(|token| is_between(token, words));
    let passive = auxiliaries.any(|token| is(WordClass::Be, token));
    let adjacent_owner = tokens[verb.at.start - usize::from(verb.at.start > 0)].is("'s");
    // "Japan's stated goal", but not "he's said"
    let has = || {
        let owner = verb.at.start.checked_sub(2).map(|at| &tokens[at]);
        owner.is_some_and(|owner| is(WordClass::Pronoun, owner))
    };
    if adjacent_owner && (is(WordClass::NounLike, word) || !has()) {
        return false;
    }
    let end = subject_end(tokens, verb.at.start, words);
    let Some(before) = tokens[..end].last() else {
        return !passive;
    };
    if before.is("to") || (passive && !verb.participle) {
        return false;
    }
    let adjacent = &tokens[verb.at.start - 1];
    let is_modifier = before.is("'s") && !adjacent.is("'s")
        || is(WordClass::Determiner, before) && !is(WordClass::Pronoun, before);
    if verb.participle {
        // "a warning", "her saying": nouns.
        if is(WordClass::Determiner, adjacent) && is(WordClass::NounLike, word) {
            return false;
        }
        return !is(WordClass::Preposition, adjacent)
            || is(WordClass::By, adjacent)
            || is(WordClass::As, adjacent);
    }
    if is_modifier || before.is("'s") || is(WordClass::Preposition, before) && !before.is_name() {
        return false;
    }
    if !is(WordClass::NounLike, word) {
        return true;
    }
    if is(WordClass::Pronoun, before)
        || is(WordClass::Role, before)
        || is_comma(before)
        || before.quotation().is_some()
    {
        return true;
    }
    // "claims" wants a name before it, "claim" a plural.
    if word.text.ends_with('s') {
        before.is_name()
    } else {
        before.text.ends_with('s')
    }
}

/// Whether a verb takes words said, rather than a thing or a request.
pub(super) fn is_said(verb: &Verb) -> bool {
    matches!(
        verb.takes,
        Takes::Clause | Takes::Addressee | Takes::Quotation
    )
}
