//! Phrases around a reporting verb: its subject to the left or right.

use super::tokens::Token;
use crate::lexicon::{Reporting, WordClass, turn_words};
use std::ops::Range;

/// Tokens a subject is looked for in.
const REACH: usize = 40;
/// Tokens of a subject that follows its verb.
const LONGEST_AFTER: usize = 14;

/// Where a subject before the verb at `verb` ends: what stands between are adverbs and auxiliaries, and "on Monday".
pub(super) fn subject_end(tokens: &[Token], verb: usize, words: &Reporting) -> usize {
    let mut end = verb;
    while end > 0 && is_between(&tokens[end - 1], words) {
        end -= 1;
    }
    let of_day = end < verb && end > 1 && is_time(&tokens[end], words);
    end - usize::from(of_day && words.is(WordClass::Preposition, &tokens[end - 1].text))
}

/// The tokens of the subject before the verb at `verb`.
pub(super) fn subject_before(
    tokens: &[Token],
    verb: usize,
    words: &Reporting,
) -> Option<Range<usize>> {
    let mut end = subject_end(tokens, verb, words);
    let last = tokens.get(end.checked_sub(1)?)?;
    if last.is("who") {
        end -= 1;
        if end > 0 && is_comma(&tokens[end - 1]) {
            end -= 1;
        }
        return noun_phrase_before(tokens, end, words);
    }
    if is_comma(last) {
        return before_parenthesis(tokens, end - 1, words);
    }
    if last.quotation().is_some() {
        return None;
    }
    noun_phrase_before(tokens, end, words)
}

/// The subject of "X, the minister, said": the phrase before the comma that opens the parenthesis.
fn before_parenthesis(tokens: &[Token], close: usize, words: &Reporting) -> Option<Range<usize>> {
    let floor = close.saturating_sub(REACH);
    let open = (floor..close)
        .rev()
        .find(|index| is_comma(&tokens[*index]) || tokens[*index].quotation().is_some())?;
    if tokens[open].quotation().is_some() {
        // "“…,” Norvik, the minister, said": the quotation is no subject.
        return noun_phrase_after(tokens, open + 1, close, words);
    }
    // "Norvik (Lake Party), chair of the council, said"; "Norvik, 39, a fisher, said"
    let mut end = open;
    if tokens[..end].last().is_some_and(|before| before.is(")")) {
        end = tokens[floor..end].iter().rposition(|token| token.is("("))? + floor;
    }
    let age = tokens[..end].last().is_some_and(|before| {
        before.text.len() <= 3 && before.text.bytes().all(|byte| byte.is_ascii_digit())
    });
    if age && end > 1 && tokens[end - 2].is(",") {
        end -= 2;
    }
    noun_phrase_before(tokens, end, words)
}

/// The noun phrase that ends before `end`.
pub(super) fn noun_phrase_before(
    tokens: &[Token],
    end: usize,
    words: &Reporting,
) -> Option<Range<usize>> {
    let floor = end.saturating_sub(REACH);
    let is = |class, token: &Token| words.is(class, &token.text);
    let inside = |token: &Token| is(WordClass::Inside, token) && !token.is_name();
    let mut start = end;
    // Whether the leftmost token taken is part of a name.
    let mut name = false;
    while start > floor {
        let token = &tokens[start - 1];
        let left = start.checked_sub(2).map(|left| &tokens[left]);
        if !token.is_word() {
            break;
        }
        if is(WordClass::Pronoun, token) {
            if start == end {
                return Some(start - 1..end);
            }
            break;
        }
        if inside(token) {
            let goes_on = left.is_some_and(|left| {
                left.is_word()
                    && !is(WordClass::Stop, left)
                    && !is_time(left, words)
                    && words.verb(&left.text).is_none()
            });
            if start == end || !goes_on {
                break;
            }
            name = false;
        } else if token.is("and") {
            let between_names =
                start < end && tokens[start].is_name() && left.is_some_and(Token::is_name);
            if !between_names {
                break;
            }
        } else if is(WordClass::Stop, token) || is_time(token, words) {
            break;
        } else if is(WordClass::Determiner, token) {
            start -= 1;
            if !left.is_some_and(inside) {
                break;
            }
            continue;
        } else if token.is_name() {
            name = true;
        } else if name && !is_office(token, words) && !token.is("'s") {
            // "in a statement Norvik said": a small word before a name belongs to it only as its office.
            break;
        } else {
            name = false;
        }
        start -= 1;
    }
    trimmed(tokens, start..end, words)
}

/// The noun phrase that begins at `start`, before `end`.
pub(super) fn noun_phrase_after(
    tokens: &[Token],
    start: usize,
    end: usize,
    words: &Reporting,
) -> Option<Range<usize>> {
    let limit = end.min(start + LONGEST_AFTER).min(tokens.len());
    let first = tokens.get(start)?;
    let no_start = [
        WordClass::PhraseEnd,
        WordClass::Stop,
        WordClass::Preposition,
    ]
    .iter()
    .any(|class| words.is(*class, &first.text));
    if no_start && !first.is_name() {
        return None;
    }
    let mut stop = start;
    // Whether a name is complete, so that a further small word belongs to something else.
    let mut name_ended = false;
    while stop < limit {
        let token = &tokens[stop];
        let before = stop
            .checked_sub(1)
            .filter(|before| *before >= start)
            .map(|before| &tokens[before]);
        if !token.is_word() || is_time(token, words) {
            break;
        }
        if words.is(WordClass::Pronoun, &token.text) {
            stop += usize::from(stop == start);
            break;
        }
        // "told the council the lake is closed", "a statement published on Friday"
        let is_another = before.is_some_and(|before| !words.is(WordClass::Inside, &before.text))
            && words.is(WordClass::Determiner, &token.text)
            && !token.is_name();
        let participle = token.text.ends_with("ed")
            && !token.is_name()
            && before.is_some_and(|before| !before.is_name() && is_office(before, words));
        if is_another || participle {
            break;
        }
        let of_office = token.is("of") && before.is_some_and(|before| is_office(before, words));
        if before.is_some()
            && !token.is_name()
            && !of_office
            && words.is(WordClass::PhraseEnd, &token.text)
        {
            let next_name = tokens.get(stop + 1).is_some_and(Token::is_name);
            let joins = token.is("and") && next_name && before.is_some_and(Token::is_name);
            if !joins {
                break;
            }
        }
        if token.is_name() || token.is("'s") {
            name_ended = false;
        } else if before.is_some_and(Token::is_name) {
            name_ended = true;
        }
        if name_ended && !is_office(token, words) && !token.is("and") && !token.is("of") {
            break;
        }
        stop += 1;
    }
    trimmed(tokens, start..stop, words)
}

fn trimmed(tokens: &[Token], mut range: Range<usize>, words: &Reporting) -> Option<Range<usize>> {
    let is_loose = |token: &Token| {
        !token.is_name() && words.is(WordClass::Inside, &token.text)
            || token.is("'s")
            || token.is("and")
    };
    while !range.is_empty() && is_loose(&tokens[range.start]) {
        range.start += 1;
    }
    while !range.is_empty() && is_loose(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    let bare = range.len() == 1 && words.is(WordClass::Determiner, &tokens[range.start].text);
    (!range.is_empty() && !bare).then_some(range)
}

/// A comma, dash or bracket, as stand around parentheses.
pub(super) fn is_comma(token: &Token) -> bool {
    matches!(token.text.as_str(), "," | "—" | "–" | "-" | "(" | ")")
}

/// Adverbs and auxiliaries between subject and verb.
pub(super) fn is_between(token: &Token, words: &Reporting) -> bool {
    token.is_word()
        && (words.is(WordClass::Between, &token.text)
            || token.text.ends_with("ly") && token.text.len() > 4 && !token.is_name())
}

/// A word for an office: "spokesman", "minister".
pub(super) fn is_office(token: &Token, words: &Reporting) -> bool {
    words.is(WordClass::Role, &token.text)
        || turn_words().is_title(&token.text)
        || turn_words().is_honorific(&token.text)
}

/// Days, months and numbers.
pub(super) fn is_time(token: &Token, words: &Reporting) -> bool {
    words.is(WordClass::Time, &token.text)
        || token.text.starts_with(|first: char| first.is_ascii_digit())
}
