//! Reports without a verb: "according to Norvik", "Norvik: “…”", "claims by Norvik that …".

use super::contents::{content_end, starts_with};
use super::cues::Report;
use super::phrases::{is_comma, noun_phrase_after, noun_phrase_before};
use super::tokens::Token;
use crate::lexicon::{Reporting, WordClass};

/// "According to Norvik, …" and "…, according to Norvik".
pub(super) fn according(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
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
pub(super) fn colon(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
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
pub(super) fn noun(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
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
