//! The sieves within one sentence, for languages that part words by spaces.

use super::contents::{
    clause_before, content_after, content_before, content_end, ends_report, quote_before,
    quote_follows, skip_addressee, subordinate_end,
};
use super::phrases::{is_between, is_comma, noun_phrase_after, noun_phrase_before, subject_before};
use super::set_phrases::{according, as_said, colon, in_view, noun};
use super::tokens::Token;
use super::verbs::{Verb, verb_at};
use crate::lexicon::{Reporting, Takes, WordClass};
use std::ops::Range;

/// A reporting phrase with its source and content, in tokens of its sentence.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    pub(super) content: Range<usize>,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
}

/// What a sentence reports, in order of the cues.
pub(super) fn reports(tokens: &[Token], words: &Reporting) -> Vec<Report> {
    let mut found = Vec::new();
    let mut subject: Option<Range<usize>> = None;
    let mut index = 0;
    while index < tokens.len() {
        let report = according(tokens, index, words)
            .or_else(|| in_view(tokens, index, words))
            .or_else(|| as_said(tokens, index, words))
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

/// The report of a verb: as participle, before its subject, or after it. `subject` is that of the clause before, then its own.
fn by_verb(
    tokens: &[Token],
    verb: &Verb,
    subject: &mut Option<Range<usize>>,
    words: &Reporting,
) -> Option<Report> {
    if verb.takes == Takes::Thing && is_negated(tokens, verb, words) {
        return None; // "would not comment on the plan": nothing was said
    }
    let before = verb.at.start.checked_sub(1).map(|before| &tokens[before]);
    let progressive = before.is_some_and(|before| is_between(before, words));
    if verb.participle && !progressive {
        return by_participle(tokens, verb, subject.as_ref(), words);
    }
    let report = inverted(tokens, verb, words).or_else(|| {
        let coordinated = before.is_some_and(|before| {
            before.is("and") || before.is("but") || is_between(before, words) || is_comma(before)
        });
        let source = match subject_before(tokens, verb.at.start, words) {
            // "an official who asked not to be named said": the words before the verb are no subject.
            Some(before) if is_participle(&tokens[before.clone()]) => subject.clone()?,
            Some(before) => before,
            None => subject.clone().filter(|_| coordinated)?,
        };
        *subject = Some(source.clone());
        after_subject(tokens, verb, source, words)
    })?;
    subject.clone_from(&report.source);
    Some(report)
}

fn is_negated(tokens: &[Token], verb: &Verb, words: &Reporting) -> bool {
    let before = tokens[..verb.at.start].iter().rev();
    let mut auxiliaries = before.take_while(|token| is_between(token, words));
    auxiliaries.any(|token| token.is("not") || token.is("never") || token.text.ends_with("n't"))
}

/// A single small word such as "named", which is nobody.
fn is_participle(tokens: &[Token]) -> bool {
    matches!(tokens, [only] if only.text.ends_with("ed") && !only.is_name())
}

/// "…, saying that …": the source is the subject of the clause before; in "quoted Firefly as saying …" it is Firefly.
fn by_participle(
    tokens: &[Token],
    verb: &Verb,
    subject: Option<&Range<usize>>,
    words: &Reporting,
) -> Option<Report> {
    let start = verb.at.start;
    let before = start.checked_sub(1).map(|before| &tokens[before]);
    let detached =
        before.is_none_or(|before| is_parting(before) || words.is(WordClass::By, &before.text));
    let quoted = before.filter(|before| words.is(WordClass::As, &before.text));
    // and in "Firefly is quoted by Norvik as saying …" whoever is quoted.
    let passive = subject.is_none()
        && tokens[..start]
            .iter()
            .any(|token| words.is(WordClass::Be, &token.text));
    let quoted = quoted.and_then(|_| {
        if passive {
            first_phrase(tokens, start, words)
        } else {
            noun_phrase_before(tokens, start - 1, words)
        }
    });
    let source = quoted.or_else(|| subject.cloned()).or_else(|| {
        if detached {
            first_phrase(tokens, start, words)
        } else {
            subject_before(tokens, start, words)
        }
    });
    Some(Report {
        cue: verb.at.clone(),
        source,
        content: content_after(tokens, verb, words)?,
        rule: "t2.participle",
        confidence: 0.75,
    })
}

/// "“…,” said Norvik" and "The clause, said Norvik".
fn inverted(tokens: &[Token], verb: &Verb, words: &Reporting) -> Option<Report> {
    let start = verb.at.start;
    let parted = start
        .checked_sub(1)
        .is_none_or(|before| is_parting(&tokens[before]));
    let after_quote = quote_before(tokens, start).is_some();
    // "Norvik, a lawyer, said the talks …": the sentence begins with its subject, nothing was said before.
    let leads = || subject_before(tokens, start, words).is_some_and(|subject| subject.start <= 1);
    let from = skip_addressee(tokens, verb, words);
    let source = noun_phrase_after(tokens, from, tokens.len(), words)?;
    // "The lake, says Norvik, is closed."
    let encloses = start > 1
        && tokens.get(start - 1).is_some_and(|before| before.is(","))
        && tokens.get(source.end).is_some_and(|after| after.is(","))
        && tokens.len() > source.end + 2;
    let may_follow = if after_quote {
        verb.takes != Takes::Request
    } else {
        takes_clause(verb) && (encloses || clause_before(tokens, start)) && !leads()
    };
    if !parted || !may_follow {
        return None;
    }
    let content = if !after_quote && encloses && !clause_before(tokens, start) {
        0..content_end(tokens, source.end + 1, words)
    } else {
        content_before(tokens, start)?
    };
    Some(Report {
        source: Some(source),
        cue: verb.at.clone(),
        content,
        rule: "t1.inverted",
        confidence: if after_quote { 0.95 } else { 0.8 },
    })
}

/// "“…,” Norvik said", "Norvik said that …", "The clause, Norvik said".
fn after_subject(
    tokens: &[Token],
    verb: &Verb,
    source: Range<usize>,
    words: &Reporting,
) -> Option<Report> {
    let cue = verb.at.clone();
    let start = described_from(tokens, source.start, words);
    let parted = start
        .checked_sub(1)
        .is_some_and(|before| is_parting(&tokens[before]));
    let said = quote_before(tokens, start);
    // “Yes.” Norvik said: “But …” is two sentences, “Yes,” Norvik said, “but …” one.
    let closed = said.is_some_and(|at| tokens[at].is(".”"));
    let (content, rule, confidence) =
        if parted && said.is_some() && !(closed && quote_follows(tokens, cue.end)) {
            (content_before(tokens, start)?, "t1.after", 0.97)
        } else if let Some(mut content) = content_after(tokens, verb, words) {
            content.end = subordinate_end(tokens, source.start, content.clone(), words);
            let rule = match verb.takes {
                Takes::Request => "t3.request",
                Takes::Thing => "t3.thing",
                _ => "t2.clause",
            };
            (content, rule, 0.8)
        } else if parted && takes_clause(verb) && ends_report(tokens, cue.end, words) {
            // "The clause, Norvik said, goes on."
            let goes_on = tokens.get(cue.end).is_some_and(|next| next.is(","));
            let end = if goes_on {
                content_end(tokens, cue.end + 1, words)
            } else {
                0
            };
            if end > cue.end + 4 {
                (0..end, "t1.parenthetical", 0.8)
            } else {
                (content_before(tokens, start)?, "t1.after-clause", 0.8)
            }
        } else {
            return None;
        };
    Some(Report {
        cue,
        source: Some(source),
        content,
        rule,
        confidence,
    })
}

/// Where the words before a name begin that describe its bearer, back to the mark that parts them from what was said:
/// "“…,” election law expert Firefly said". The name itself, where no such mark stands near.
fn described_from(tokens: &[Token], name: usize, words: &Reporting) -> usize {
    /// Words of a description.
    const LONGEST: usize = 5;
    let before = tokens[..name].iter().rev();
    let described = before.take_while(|token| {
        let closed = [WordClass::Stop, WordClass::Preposition, WordClass::Pronoun];
        token.is_word() && !closed.iter().any(|class| words.is(*class, &token.text))
    });
    let start = name - described.take(LONGEST).count();
    let after_quotation = start > 0 && quote_before(tokens, start).is_some();
    if after_quotation { start } else { name }
}

/// Whether a token parts a report from what was said before it.
fn is_parting(token: &Token) -> bool {
    is_comma(token) || token.quotation().is_some()
}

fn takes_clause(verb: &Verb) -> bool {
    matches!(verb.takes, Takes::Clause | Takes::Addressee)
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
