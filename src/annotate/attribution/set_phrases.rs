//! Reports without a verb: "according to Norvik", "Norvik: “…”", "claims by Norvik that …".

use super::contents::{content_end, quote_follows, starts_with};
use super::cues::Report;
use super::phrases::{is_comma, is_time, noun_phrase_after, noun_phrase_before, subject_before};
use super::tokens::Token;
use super::verbs::{is_said, verb_at};
use crate::lexicon::{Reporting, WordClass};

/// "According to Norvik, …" and "…, according to Norvik".
pub(super) fn according(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
    let phrase = words
        .according()
        .iter()
        .find(|phrase| starts_with(&tokens[index..], phrase))?;
    let cue = index..index + phrase.len();
    let source = noun_phrase_after(tokens, cue.end, tokens.len(), words)?;
    // "the report says that, according to Norvik, the lake is closed"
    let opened = index > 1
        && is_comma(&tokens[index - 1])
        && words.is(WordClass::Opener, &tokens[index - 2].text);
    let content = if leads(tokens, index) || opened {
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

/// "In Norvik's view, …"
pub(super) fn in_view(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
    /// Tokens of the one whose view it is.
    const LONGEST: usize = 8;
    if !tokens[index].is("in") || !leads(tokens, index) {
        return None;
    }
    let ahead = tokens.get(index + 1..)?.iter().take(LONGEST);
    let length = ahead
        .take_while(|token| token.is_word())
        .position(|token| token.is("'s"))?;
    let owner = index + 1..index + 1 + length;
    let view = tokens.get(owner.end + 1)?;
    let comma = owner.end + 2;
    let is_view = words.is(WordClass::Utterance, &view.text) && tokens.get(comma)?.is(",");
    (is_view && !owner.is_empty()).then(|| Report {
        cue: index..comma,
        source: Some(owner),
        content: comma + 1..content_end(tokens, comma + 1, words),
        rule: "t4.according",
        confidence: 0.85,
    })
}

/// "As Norvik said, …", "…, as the ministry put it."
pub(super) fn as_said(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
    /// Tokens between "as" and the verb or the comma.
    const REACH: usize = 12;
    if !words.is(WordClass::As, &tokens[index].text) {
        return None;
    }
    let limit = tokens.len().min(index + REACH);
    let verb = (index + 1..limit).find_map(|at| verb_at(tokens, at, words))?;
    if !is_said(&verb) || verb.participle {
        return None;
    }
    let source = if verb.at.start == index + 1 {
        noun_phrase_after(tokens, verb.at.end, tokens.len(), words)?
    } else {
        let subject = subject_before(tokens, verb.at.start, words)?;
        (subject.start == index + 1).then_some(subject)?
    };
    let end = source.end.max(verb.at.end);
    let after = tokens.get(end);
    let content = if leads(tokens, index) {
        after.filter(|after| after.is(",") || is_adverbial(after, words))?;
        let comma = (end..tokens.len().min(end + REACH)).find(|at| tokens[*at].is(","))?;
        comma + 1..content_end(tokens, comma + 1, words)
    } else {
        // "…, as Norvik said" and "The lake, as Norvik said, is closed": other words behind the verb would be what is said.
        let is_last = after.is_none_or(|after| after.is(".") || is_adverbial(after, words));
        let goes_on = after.is_some_and(|after| after.is(","));
        if !is_comma(tokens.get(index.checked_sub(1)?)?) {
            return None;
        }
        match (is_last, goes_on) {
            (true, _) if index > 4 => 0..index - 1,
            // "as Norvik put it, “…”" is the verb's own
            (_, true) if !quote_follows(tokens, end) => 0..content_end(tokens, end + 1, words),
            _ => return None,
        }
    };
    (content.len() > 1).then_some(Report {
        cue: verb.at,
        source: Some(source),
        content,
        rule: "t4.as",
        confidence: 0.8,
    })
}

fn is_adverbial(token: &Token, words: &Reporting) -> bool {
    is_time(token, words) || words.is(WordClass::Preposition, &token.text)
}

/// Whether nothing but marks and "but" or "and" stands before a token of its sentence.
fn leads(tokens: &[Token], index: usize) -> bool {
    let mut before = tokens[..index].iter();
    before.all(|token| {
        !token.is_word() && token.quotation().is_none() || token.is("but") || token.is("and")
    })
}

/// "Norvik: “…”", without a verb.
pub(super) fn colon(tokens: &[Token], index: usize, words: &Reporting) -> Option<Report> {
    let quoted = tokens.get(index + 1)?.quotation().is_some();
    if !tokens[index].is(":") || !quoted || index == 0 {
        return None;
    }
    // "Norvik (Lake Party): …"
    let mut end = index;
    if tokens[end - 1].is(")") {
        end = tokens[..end].iter().rposition(|token| token.is("("))?;
    }
    let source = noun_phrase_before(tokens, end, words)?;
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
    let rule = if possessor.is_some() {
        "t4.noun"
    } else {
        "t4.adjective"
    };
    // "the Nepalese claim that …": whether it is anybody's is for those to say who know names.
    let adjective = || before.filter(|before| before.is_name() && opener.is("that"));
    let possessor = possessor.or_else(|| adjective().map(|_| index - 1..index));
    possessor.as_ref()?;
    let start = if opener.is("that") { at } else { at + 1 };
    let end = content_end(tokens, start, words);
    let end = before_main_verb(tokens, index, start..end, words);
    // "the remark that “…” drew criticism"
    let quoted = tokens
        .get(start + 1)
        .is_some_and(|second| second.quotation().is_some());
    let end = if quoted { end.min(start + 2) } else { end };
    (end > start + 1).then_some(Report {
        cue: index..index + 1,
        source: possessor,
        content: start..end,
        rule,
        confidence: 0.7,
    })
}

/// The end of what is claimed, where the claim itself is the subject of the sentence: "the claim that it is unsafe" ends before
/// "was false", "claims of aid" before "were".
fn before_main_verb(
    tokens: &[Token],
    noun: usize,
    content: std::ops::Range<usize>,
    words: &Reporting,
) -> usize {
    let is_finite = |token: &Token| token.is_word() && words.is(WordClass::Finite, &token.text);
    let is_object = tokens[..noun]
        .iter()
        .any(|token| is_finite(token) || words.verb(&token.text).is_some());
    if is_object {
        return content.end;
    }
    let has_clause = tokens
        .get(content.start)
        .is_some_and(|first| first.is("that"));
    let mut finite = content.clone().filter(|at| {
        let joins = tokens.get(at.wrapping_sub(1)).is_some_and(|before| {
            before.is("and")
                || before.is("or")
                || before.is("who")
                || before.is("which")
                || before.is("that")
                || is_finite(before)
        });
        is_finite(&tokens[*at]) && !joins
    });
    finite.nth(usize::from(has_clause)).unwrap_or(content.end)
}
