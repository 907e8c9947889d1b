//! What is reported: how far the words before and after a reporting phrase reach.

use super::phrases::{is_between, is_comma, is_time, noun_phrase_after};
use super::tokens::Token;
use super::verbs::{Verb, is_said, verb_at};
use crate::lexicon::{Reporting, Takes, WordClass};
use std::ops::Range;

/// Tokens an adverbial after a verb may have before its clause opens.
const ADVERBIAL: usize = 12;

/// What is said after the verb, to the end of the clause.
pub(super) fn content_after(
    tokens: &[Token],
    verb: &Verb,
    words: &Reporting,
) -> Option<Range<usize>> {
    let mut start = skip_addressee(tokens, verb, words);
    let is = |class, token: &Token| words.is(class, &token.text);
    while tokens.get(start).is_some_and(|token| {
        is_time(token, words) || is_between(token, words) && !token.is("not") && is_said(verb)
    }) {
        start += 1;
    }
    let next = tokens.get(start)?;
    if is_said(verb) {
        let adverbial = is(WordClass::Preposition, next) || is_comma(next);
        if adverbial || next.is(":") {
            // said in Geneva that …; said on Monday: “…”; said, “…”
            let ahead = &tokens[start..tokens.len().min(start + ADVERBIAL + 1)];
            let opener = ahead
                .iter()
                .position(|token| token.quotation().is_some() || is(WordClass::Opener, token));
            let colon = ahead.iter().position(|token| token.is(":"));
            // Without one, an adverbial is not to be told from a content.
            start += colon.map(|colon| colon + 1).or(opener)?;
        }
    }
    if starts_with(&tokens[start..], &["not", "to"].map(str::to_owned)) {
        return None; // "asked not to be named"
    }
    let end = content_end(tokens, start, words);
    let real = tokens
        .get(start..end)?
        .iter()
        .filter(|token| token.is_word())
        .count();
    let quoted = tokens[start..end]
        .iter()
        .any(|token| token.quotation().is_some());
    let enough = quoted || real > 1 && verb.takes != Takes::Quotation;
    enough.then_some(start..end)
}

/// What was said before "Norvik said": the utterance in marks, or all of the sentence up to the comma.
pub(super) fn content_before(tokens: &[Token], end: usize) -> Option<Range<usize>> {
    if let Some(quote) = quote_before(tokens, end) {
        // “called it ‘…’ and …,” is one content only where marks hold all of it.
        let start = if quote > 0
            && tokens[..quote].iter().any(Token::is_word)
            && !tokens[quote - 1].is(",")
            && !tokens[quote - 1].is(":")
            && !tokens[quote - 1].is(".")
        {
            0
        } else {
            quote
        };
        return Some(start..quote + 1);
    }
    let mut end = end;
    while end > 0 && is_comma(&tokens[end - 1]) {
        end -= 1;
    }
    (end > 2).then_some(0..end)
}

/// The end of a content that begins at `start`: the end of its sentence or of its clause.
pub(super) fn content_end(tokens: &[Token], start: usize, words: &Reporting) -> usize {
    let mut end = start;
    if let Some(first) = tokens
        .get(start)
        .filter(|first| first.quotation().is_some())
    {
        // “…,” goes on only by words in the same construction.
        // “…” because “…”
        let goes_on = first.is("”")
            && tokens
                .get(start + 2)
                .is_some_and(|second| second.quotation().is_some());
        let inner_stops = !goes_on
            && tokens.get(start + 1).is_none_or(|next| {
                !next.is_word()
                    || words.is(WordClass::Stop, &next.text)
                    || words.is(WordClass::Break, &next.text)
            });
        if inner_stops || first.quotation().is_some_and(|quotation| quotation.open) {
            return start + 1;
        }
    }
    while end < tokens.len() {
        let token = &tokens[end];
        let next = tokens.get(end + 1);
        if matches!(token.text.as_str(), "." | "!" | "?" | ";") && end > start {
            break;
        }
        if is_comma(token)
            && !token.is("(")
            && !token.is(")")
            && next.is_some_and(|next| {
                words.is(WordClass::Break, &next.text)
                    && !next.is("and")
                    && !next.is("who")
                    && !next.is("which")
                    && !next.is("as")
            })
        {
            break;
        }
        let participle =
            next.is_some_and(|next| next.text.ends_with("ing") && words.verb(&next.text).is_some());
        if token.is(",") && participle {
            break;
        }
        // "said it was closed and warned that …": the second verb reports anew.
        if end > start && token.is("and") && reports_anew(tokens, end + 1, words) {
            break;
        }
        // …, Norvik added
        if end > start
            && words
                .according()
                .iter()
                .any(|phrase| starts_with(&tokens[end..], phrase))
        {
            break;
        }
        end += 1;
    }
    while end > start && is_comma(&tokens[end - 1]) && !tokens[end - 1].is(")") {
        end -= 1;
    }
    end
}

/// Whether a reporting verb and what opens its content stand at `at`, adverbs aside.
fn reports_anew(tokens: &[Token], at: usize, words: &Reporting) -> bool {
    let ahead = tokens.get(at..).unwrap_or_default().iter();
    let adverbs = ahead.take_while(|token| is_between(token, words)).count();
    let Some(verb) = verb_at(tokens, at + adverbs, words) else {
        return false;
    };
    let opener = tokens.get(verb.at.end);
    is_said(&verb)
        && !verb.participle
        && opener.is_some_and(|next| next.is("that") || next.quotation().is_some())
}

/// The end of a content in a clause such as "While Norvik said …, Firefly …": the comma before the main clause's subject.
pub(super) fn subordinate_end(
    tokens: &[Token],
    source: usize,
    content: Range<usize>,
    words: &Reporting,
) -> usize {
    let opens = source.checked_sub(1).is_some_and(|before| {
        let conjunction = &tokens[before];
        let first = tokens[..before]
            .iter()
            .all(|token| !token.is_word() || token.is("but") || token.is("and"));
        first && words.is(WordClass::Subordinate, &conjunction.text)
    });
    if !opens {
        return content.end;
    }
    let mut commas = content.clone().filter(|at| tokens[*at].is(","));
    let main = commas.find(|comma| {
        tokens.get(comma + 1).is_some_and(|next| {
            next.is_name()
                || words.is(WordClass::Pronoun, &next.text)
                || words.is(WordClass::Determiner, &next.text)
        })
    });
    main.unwrap_or(content.end)
}

/// The utterance in quotation marks right before `end`, a comma between them or none.
pub(super) fn quote_before(tokens: &[Token], end: usize) -> Option<usize> {
    let marks = tokens[..end]
        .iter()
        .rev()
        .take(3)
        .take_while(|token| is_comma(token))
        .count();
    let last = end.checked_sub(marks + 1)?;
    tokens[last].quotation().is_some().then_some(last)
}

pub(super) fn quote_follows(tokens: &[Token], start: usize) -> bool {
    tokens[start..]
        .iter()
        .take(ADVERBIAL)
        .take_while(|token| !token.is("."))
        .any(|token| token.quotation().is_some())
        && tokens
            .get(start)
            .is_some_and(|next| next.is(",") || next.is(":") || next.quotation().is_some())
}

/// Whether a clause of some length stands before the comma before `end`.
pub(super) fn clause_before(tokens: &[Token], end: usize) -> bool {
    end > 4 && tokens.get(end - 1).is_some_and(is_comma)
}

/// Whether nothing but an adverbial or a parenthesis comes after a subject that follows its verb.
pub(super) fn ends_report(tokens: &[Token], end: usize, words: &Reporting) -> bool {
    tokens.get(end).is_none_or(|next| {
        is_comma(next)
            || next.is(".")
            || is_time(next, words)
            || words.is(WordClass::Preposition, &next.text)
    })
}

/// The token after the one spoken to: "told reporters in Geneva".
pub(super) fn skip_addressee(tokens: &[Token], verb: &Verb, words: &Reporting) -> usize {
    if verb.takes != Takes::Addressee {
        return verb.at.end;
    }
    noun_phrase_after(tokens, verb.at.end, tokens.len(), words)
        .map_or(verb.at.end, |addressee| addressee.end)
}

pub(super) fn starts_with(tokens: &[Token], phrase: &[String]) -> bool {
    phrase.len() <= tokens.len()
        && phrase
            .iter()
            .zip(tokens)
            .all(|(word, token)| token.is(word))
}
