//! The sieves within one sentence for Chinese, which parts no words: source, time, verb, and all that follows is the content.

use super::Reported;
use super::tokens::Token;
use crate::briefing::Mention;
use crate::lexicon::{Reporting, Takes, WordClass, reporting};
use crate::text::{Span, simplify};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// Bytes a source may stand before its verb.
const REACH: usize = 150;
/// Bytes of a source that no mention tells.
const LONGEST: usize = 60;

struct Finder {
    verbs: AhoCorasick,
    takes: Vec<Takes>,
}

static FINDER: LazyLock<Option<Finder>> = LazyLock::new(|| {
    let words = reporting("zh");
    let (forms, takes): (Vec<&str>, Vec<Takes>) = words.verbs().unzip();
    let verbs = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(forms)
        .ok()?;
    Some(Finder { verbs, takes })
});

/// What a sentence reports. Its tokens tell where utterances in quotation marks stand; `mentions` are those inside it.
pub(super) fn reports(text: &str, tokens: &[Token], mentions: &[Mention]) -> Vec<Reported> {
    let (Some(finder), Some(first), Some(last)) = (FINDER.as_ref(), tokens.first(), tokens.last())
    else {
        return Vec::new();
    };
    let words = reporting("zh");
    let sentence = Span::new(first.span.start, last.span.end);
    let quotes: Vec<Span> = tokens
        .iter()
        .filter(|token| token.quotation().is_some())
        .map(|token| token.span)
        .collect();
    let simplified = simplify(sentence.of(text));
    if simplified.len() != sentence.len() {
        return Vec::new();
    }
    let end = sentence.start
        + sentence
            .of(text)
            .trim_end_matches(['。', '！', '？', ';', '；'])
            .len();
    let mut found: Vec<Reported> = Vec::new();
    let mut clause = sentence.start;
    for verb in finder.verbs.find_iter(simplified.as_ref()) {
        let cue = Span::new(verb.start(), verb.end()).shifted(sentence.start);
        if cue.start < clause || quotes.iter().any(|quote| quote.contains(cue.start)) {
            continue;
        }
        let takes = finder.takes[verb.pattern().as_usize()];
        let after = Span::new(cue.end, end).of(text);
        let opens = after.starts_with(['，', ',', '：', ':', '「', '“', '『', '"']);
        let Some(source) = source_before(
            text,
            Span::new(clause.max(floor(text, cue.start)), cue.start),
            mentions,
            words,
        ) else {
            continue;
        };
        if words
            .all(WordClass::FirstPerson)
            .any(|own| simplify(source.span.of(text)) == own)
        {
            continue;
        }
        let near = source.of_mention
            && Span::new(source.span.end, cue.start)
                .of(text)
                .chars()
                .count()
                <= 12;
        if !opens && !near {
            continue;
        }
        let skipped = after.len() - after.trim_start_matches(['，', ',', '：', ':', ' ']).len();
        let content = Span::new(cue.end + skipped, end);
        if content.is_empty() {
            continue;
        }
        let quote = quotes.iter().find(|quote| quote.start == content.start);
        found.push(Reported {
            cue: Some(cue),
            source: Some(source.span),
            content: match quote {
                Some(quote) => *quote,
                // A verb that opens what was said holds all of the sentence; one with an object its clause only.
                None if takes == Takes::Clause || opens => content,
                None => Span::new(content.start, clause_end(text, content)),
            },
            rule: "t1.zh",
            confidence: if opens { 0.9 } else { 0.7 },
        });
        clause = if opens { end } else { cue.end };
    }
    found
}

struct Source {
    span: Span,
    of_mention: bool,
}

/// The source in the clause before a verb: from its first mention on, or a pronoun, or the clause itself where it is short.
fn source_before(
    text: &str,
    before: Span,
    mentions: &[Mention],
    words: &Reporting,
) -> Option<Source> {
    let written = before.of(text);
    let start = written
        .rfind([
            '，', '。', '；', '：', '？', '！', ',', ';', '>', '）', '\n',
        ])
        .map_or(0, |at| {
            at + written[at..].chars().next().map_or(1, char::len_utf8)
        });
    let clause = Span::new(before.start + start, before.end);
    let named: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| clause.covers(mention.span))
        .collect();
    let is_person = |mention: &&&Mention| mention.entity.chars().any(char::is_lowercase);
    if let (Some(first), Some(last)) = (
        named.first(),
        named.iter().rfind(is_person).or(named.last()),
    ) {
        let whole = first.span.joined(last.span);
        let tail = Span::new(whole.end, clause.end);
        let tail_words = with_office(text, tail, words);
        return Some(Source {
            span: Span::new(whole.start, tail_words),
            of_mention: true,
        });
    }
    let written = simplify(clause.of(text).trim_start());
    let start = clause.end - clause.of(text).trim_start().len();
    if let Some(pronoun) = words
        .all(WordClass::Pronoun)
        .find(|pronoun| written.starts_with(*pronoun))
    {
        return Some(Source {
            span: Span::new(start, start + pronoun.len()),
            of_mention: true,
        });
    }
    let office = words
        .all(WordClass::Role)
        .filter_map(|role| written.find(role).map(|at| start + at + role.len()))
        .max();
    let end = office.unwrap_or(start);
    let named_after = Span::new(end, clause.end).of(text);
    let name = named_after
        .chars()
        .take_while(|character| {
            !character.is_ascii_digit()
                && !matches!(
                    character,
                    '在' | '于'
                        | '於'
                        | '就'
                        | '今'
                        | '周'
                        | '当'
                        | '當'
                        | '对'
                        | '對'
                        | '也'
                        | '还'
                        | '還'
                        | '则'
                        | '則'
                        | '日'
                )
        })
        .take(if office.is_some() { 5 } else { 16 })
        .map(char::len_utf8)
        .sum::<usize>();
    let span = Span::new(start, end + name);
    (!span.is_empty() && span.len() <= LONGEST && (office.is_some() || name > 3)).then_some(
        Source {
            span,
            of_mention: office.is_some(),
        },
    )
}

/// The end of the words of office and name after a mention, as in "Ruritania's" + "spokeswoman Norvik".
fn with_office(text: &str, tail: Span, words: &Reporting) -> usize {
    let written = simplify(tail.of(text));
    words
        .all(WordClass::Role)
        .filter_map(|role| written.find(role).map(|at| at + role.len()))
        .max()
        .filter(|end| *end <= LONGEST && tail.start + end <= tail.end)
        .map_or(tail.start, |end| tail.start + end)
}

fn clause_end(text: &str, content: Span) -> usize {
    let written = content.of(text);
    content.start + written.find(['，', ',', '；']).unwrap_or(written.len())
}

fn floor(text: &str, position: usize) -> usize {
    let mut floor = position.saturating_sub(REACH);
    while !text.is_char_boundary(floor) {
        floor += 1;
    }
    floor
}
