//! The sieves within one sentence, for languages that part words by spaces: reporting verbs, "according to", nouns of utterance, colons.

use super::phrases::{
    is_between, is_comma, is_time, noun_phrase_after, noun_phrase_before, subject_before,
};
use super::tokens::Token;
use crate::lexicon::{Reporting, Takes, WordClass};
use std::ops::Range;

/// Words of the longest form of a verb.
const LONGEST_VERB: usize = 4;
/// Tokens an adverbial after a verb may have before its clause opens.
const ADVERBIAL: usize = 12;

/// A reporting phrase with its source and content, in tokens of its sentence.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    pub(super) content: Range<usize>,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
}

/// A reporting verb in its sentence.
struct Verb {
    at: Range<usize>,
    takes: Takes,
    /// "saying" after a comma or noun: its subject is that of the clause before.
    participle: bool,
}

/// What a sentence reports, in order of the cues.
pub(super) fn reports(tokens: &[Token], words: &Reporting) -> Vec<Report> {
    let mut found = Vec::new();
    let mut subject: Option<Range<usize>> = None;
    let mut index = 0;
    while index < tokens.len() {
        let report = according(tokens, index, words)
            .or_else(|| colon(tokens, index, words))
            .or_else(|| {
                let verb = verb_at(tokens, index, words)?;
                by_verb(tokens, &verb, &mut subject, words)
            })
            .or_else(|| noun(tokens, index, words));
        match report {
            Some(report) => {
                index = report.cue.end.max(index + 1);
                found.push(report);
            }
            None => index += 1,
        }
    }
    found
}

fn verb_at(tokens: &[Token], index: usize, words: &Reporting) -> Option<Verb> {
    if !tokens[index].is_word() {
        return None;
    }
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
    if adjacent_owner && is(WordClass::NounLike, word) {
        return false;
    }
    let Some(before) = before.clone().find(|token| !is_between(token, words)) else {
        return !passive;
    };
    if before.is("to") || (passive && !verb.participle) {
        return false;
    }
    let adjacent = &tokens[verb.at.start - 1];
    let is_modifier = before.is("'s") && !adjacent.is("'s")
        || is(WordClass::Determiner, before) && !is(WordClass::Pronoun, before);
    if verb.participle {
        return !is(WordClass::Preposition, adjacent) || is(WordClass::By, adjacent);
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

fn by_verb(
    tokens: &[Token],
    verb: &Verb,
    subject: &mut Option<Range<usize>>,
    words: &Reporting,
) -> Option<Report> {
    let cue = verb.at.clone();
    let before = cue.start.checked_sub(1).map(|before| &tokens[before]);
    let parted = before.is_none_or(|before| is_comma(before) || before.quotation().is_some());
    let after_quote = quote_before(tokens, cue.start).is_some();
    if verb.participle {
        let progressive = before.is_some_and(|before| is_between(before, words));
        if !progressive {
            let source =
                if parted || before.is_some_and(|before| words.is(WordClass::By, &before.text)) {
                    subject
                        .clone()
                        .or_else(|| first_phrase(tokens, cue.start, words))
                } else {
                    subject
                        .clone()
                        .or_else(|| subject_before(tokens, cue.start, words))
                };
            let content = content_after(tokens, verb, words)?;
            return Some(Report {
                cue,
                source,
                content,
                rule: "t2.participle",
                confidence: 0.75,
            });
        }
    }
    // “…,” said Norvik
    // "Norvik, a lawyer, said the talks …": the sentence begins with its subject, nothing was said before.
    let leads = subject_before(tokens, cue.start, words).is_some_and(|subject| subject.start <= 1);
    let may_follow = after_quote && verb.takes != Takes::Request
        || !leads
            && clause_before(tokens, cue.start)
            && matches!(verb.takes, Takes::Clause | Takes::Addressee);
    if parted && may_follow {
        let end = tokens.len();
        if let Some(source) =
            noun_phrase_after(tokens, skip_addressee(tokens, verb, words), end, words)
        {
            let content = content_before(tokens, cue.start)?;
            *subject = Some(source.clone());
            return Some(Report {
                cue,
                source: Some(source),
                content,
                rule: "t1.inverted",
                confidence: if after_quote { 0.95 } else { 0.8 },
            });
        }
    }
    let source = subject_before(tokens, cue.start, words).or_else(|| {
        let coordinated = before.is_some_and(|before| {
            before.is("and") || before.is("but") || is_between(before, words) || is_comma(before)
        });
        coordinated.then(|| subject.clone())?
    })?;
    *subject = Some(source.clone());
    // “…,” Norvik said.
    let said_before = |from: usize| content_before(tokens, from);
    let parted_before = source
        .start
        .checked_sub(1)
        .is_some_and(|before| is_comma(&tokens[before]) || tokens[before].quotation().is_some());
    let said = quote_before(tokens, source.start);
    // “Yes.” Norvik said: “But …” is two sentences, “Yes,” Norvik said, “but …” one.
    let closed = said.is_some_and(|at| tokens[at].is(".”"));
    if parted_before && said.is_some() && !(closed && quote_follows(tokens, cue.end)) {
        return Some(Report {
            content: said_before(source.start)?,
            cue,
            source: Some(source),
            rule: "t1.after",
            confidence: 0.97,
        });
    }
    if let Some(content) = content_after(tokens, verb, words) {
        return Some(Report {
            cue,
            source: Some(source),
            content,
            rule: match verb.takes {
                Takes::Request => "t3.request",
                Takes::Thing => "t3.thing",
                _ => "t2.clause",
            },
            confidence: 0.8,
        });
    }
    // "The clause, Norvik said." and "The clause, Norvik said, goes on."
    let takes_clause = matches!(verb.takes, Takes::Clause | Takes::Addressee);
    if parted_before && takes_clause && ends_report(tokens, cue.end, words) {
        let goes_on = tokens.get(cue.end).is_some_and(|next| next.is(","))
            && tokens.len() > cue.end + 4
            && content_end(tokens, cue.end + 1, words) > cue.end + 4;
        let content = if goes_on {
            0..content_end(tokens, cue.end + 1, words)
        } else {
            content_before(tokens, source.start)?
        };
        return Some(Report {
            content,
            cue,
            source: Some(source),
            rule: if goes_on {
                "t1.parenthetical"
            } else {
                "t1.after-clause"
            },
            confidence: 0.8,
        });
    }
    None
}

/// The utterance in quotation marks right before `end`, a comma between them or none.
fn quote_before(tokens: &[Token], end: usize) -> Option<usize> {
    let marks = tokens[..end]
        .iter()
        .rev()
        .take(3)
        .take_while(|token| is_comma(token))
        .count();
    let last = end.checked_sub(marks + 1)?;
    tokens[last].quotation().is_some().then_some(last)
}

fn quote_follows(tokens: &[Token], start: usize) -> bool {
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
fn clause_before(tokens: &[Token], end: usize) -> bool {
    end > 4 && tokens.get(end - 1).is_some_and(is_comma)
}

/// Whether nothing but an adverbial or a parenthesis comes after a subject that follows its verb.
fn ends_report(tokens: &[Token], end: usize, words: &Reporting) -> bool {
    tokens.get(end).is_none_or(|next| {
        is_comma(next)
            || next.is(".")
            || is_time(next, words)
            || words.is(WordClass::Preposition, &next.text)
    })
}

/// What was said before "Norvik said": the utterance in marks, or all of the sentence up to the comma.
fn content_before(tokens: &[Token], end: usize) -> Option<Range<usize>> {
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

/// The first noun phrase of a sentence, as subject of a participle later in it.
fn first_phrase(tokens: &[Token], end: usize, words: &Reporting) -> Option<Range<usize>> {
    let start = tokens[..end].iter().position(|token| {
        token.is_name()
            || words.is(WordClass::Pronoun, &token.text)
            || words.is(WordClass::Determiner, &token.text)
    })?;
    noun_phrase_after(tokens, start, end, words)
}

/// The token after the one spoken to: "told reporters in Geneva".
fn skip_addressee(tokens: &[Token], verb: &Verb, words: &Reporting) -> usize {
    if verb.takes != Takes::Addressee {
        return verb.at.end;
    }
    noun_phrase_after(tokens, verb.at.end, tokens.len(), words)
        .map_or(verb.at.end, |addressee| addressee.end)
}

/// What is said after the verb, to the end of the clause.
fn content_after(tokens: &[Token], verb: &Verb, words: &Reporting) -> Option<Range<usize>> {
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

/// Whether a verb takes words said, rather than a thing or a request.
fn is_said(verb: &Verb) -> bool {
    matches!(
        verb.takes,
        Takes::Clause | Takes::Addressee | Takes::Quotation
    )
}

/// The end of a content that begins at `start`: the end of its sentence or of its clause.
fn content_end(tokens: &[Token], start: usize, words: &Reporting) -> usize {
    let mut end = start;
    if let Some(first) = tokens
        .get(start)
        .filter(|first| first.quotation().is_some())
    {
        // “…,” goes on only by words in the same construction.
        let inner_stops = tokens.get(start + 1).is_none_or(|next| {
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

fn starts_with(tokens: &[Token], phrase: &[String]) -> bool {
    phrase.len() <= tokens.len()
        && phrase
            .iter()
            .zip(tokens)
            .all(|(word, token)| token.is(word))
}

/// "According to Norvik, …" and "…, according to Norvik".
fn according(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
    let phrase = words
        .according()
        .iter()
        .find(|phrase| starts_with(&tokens[index..], phrase))?;
    let cue = index..index + phrase.len();
    let source = noun_phrase_after(tokens, cue.end, tokens.len(), words)?;
    let leads = index == 0
        || tokens[..index]
            .iter()
            .all(|token| !token.is_word() || token.is("but") || token.is("and"));
    let content = if leads {
        let comma =
            (source.end..tokens.len().min(source.end + 30)).find(|at| tokens[*at].is(","))?;
        comma + 1..content_end(tokens, comma + 1, words)
    } else {
        let mut end = index;
        while end > 0 && is_comma(&tokens[end - 1]) {
            end -= 1;
        }
        0..end
    };
    (content.len() > 1
        || tokens
            .get(content.start)
            .is_some_and(|token| token.quotation().is_some()))
    .then_some(Report {
        cue,
        source: Some(source),
        content,
        rule: "t4.according",
        confidence: 0.85,
    })
}

/// "Norvik: “…”", without a verb.
fn colon(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
    let quoted = tokens.get(index + 1)?.quotation().is_some();
    if !tokens[index].is(":") || !quoted || index == 0 {
        return None;
    }
    let source = noun_phrase_before(tokens, index, words)?;
    let own = tokens[source.clone()].iter().any(Token::is_name);
    let has_verb = tokens[..index]
        .iter()
        .any(|token| words.verb(&token.text).is_some());
    (own && !has_verb).then_some(Report {
        cue: index..index + 1,
        source: Some(source),
        content: index + 1..index + 2,
        rule: "t5.colon",
        confidence: 0.85,
    })
}

/// "NATO's claims that …", "accusations by Norvik that …", "claims of …".
fn noun(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
    let token = &tokens[index];
    if !token.is_word() || !words.is(WordClass::Utterance, &token.text) {
        return None;
    }
    let before = index.checked_sub(1).map(|before| &tokens[before]);
    let mut possessor = before
        .filter(|before| before.is("'s") || before.is("'") || before.is("’"))
        .and_then(|_| noun_phrase_before(tokens, index - 1, words));
    let mut at = index + 1;
    if possessor.is_none()
        && before
            .is_some_and(|before| matches!(before.text.as_str(), "his" | "her" | "their" | "its"))
    {
        possessor = Some(index - 1..index);
    }
    if possessor.is_none()
        && tokens
            .get(at)
            .is_some_and(|next| words.is(WordClass::By, &next.text))
    {
        let source = noun_phrase_after(tokens, at + 1, tokens.len(), words)?;
        at = source.end;
        possessor = Some(source);
    }
    let opener = tokens.get(at)?;
    if !(opener.is("that") || opener.is("of") || opener.is("for")) {
        return None;
    }
    possessor.as_ref()?;
    let start = if opener.is("that") { at } else { at + 1 };
    let end = content_end(tokens, start, words);
    (end > start + 1).then_some(Report {
        cue: index..index + 1,
        source: possessor,
        content: start..end,
        rule: "t4.noun",
        confidence: 0.7,
    })
}
