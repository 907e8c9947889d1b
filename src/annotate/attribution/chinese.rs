//! The sieves within one sentence for Chinese, which parts no words: source, time, verb, and all that follows is the content.

use super::Reported;
use super::tokens::Token;
use crate::briefing::Mention;
use crate::lexicon::{Reporting, Takes, WordClass, reporting};
use crate::text::{Span, simplify};
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Bytes a source may stand before its verb.
const REACH: usize = 150;
/// Bytes of a source that no mention tells.
const LONGEST: usize = 60;
/// Characters of a name after an office.
const NAME: usize = 5;
/// Characters between a source and a verb without a comma after it.
const NEAR: usize = 12;
/// Reports of one sentence; more are none.
const MOST: usize = 40;

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

/// A sentence in simplified characters, in which spans of the whole text count.
struct Sentence<'a> {
    text: Cow<'a, str>,
    span: Span,
}

impl<'a> Sentence<'a> {
    /// `None` where simplifying changes the length of a character.
    fn new(text: &'a str, span: Span) -> Option<Self> {
        let written = span.of(text);
        let simplified = simplify(written);
        let widths = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
        let same = simplified == written || widths(&simplified) == widths(written);
        same.then_some(Self {
            text: simplified,
            span,
        })
    }

    fn of(&self, span: Span) -> &str {
        span.inside(self.span).unwrap_or_default().of(&self.text)
    }

    /// The span of the next `bytes` bytes from `start`, or of a little less, on character boundaries and within the sentence.
    fn ahead(&self, start: usize, bytes: usize) -> Span {
        let mut end = self.span.end.min(start + bytes);
        while !self
            .text
            .is_char_boundary(end.saturating_sub(self.span.start))
        {
            end -= 1;
        }
        Span::new(start, end)
    }

    /// The span of the last `bytes` bytes before `end`, or of a little less.
    fn behind(&self, end: usize, bytes: usize) -> Span {
        let mut start = self.span.start.max(end.saturating_sub(bytes));
        while !self.text.is_char_boundary(start - self.span.start) {
            start += 1;
        }
        Span::new(start, end)
    }
}

/// What a sentence reports. Its tokens tell where utterances in quotation marks stand; `mentions` are those inside it.
pub(super) fn reports(text: &str, tokens: &[Token], mentions: &[Mention]) -> Vec<Reported> {
    let (Some(finder), Some(first), Some(last)) = (FINDER.as_ref(), tokens.first(), tokens.last())
    else {
        return Vec::new();
    };
    let Some(sentence) = Sentence::new(text, first.span.joined(last.span)) else {
        return Vec::new();
    };
    let words = reporting("zh");
    let quotes: Vec<Span> = tokens
        .iter()
        .filter(|token| token.quotation().is_some())
        .map(|token| token.span)
        .collect();
    let end = sentence.span.start
        + sentence
            .text
            .trim_end_matches(['。', '！', '？', ';', '；'])
            .len();
    let mut found: Vec<Reported> = Vec::new();
    let mut clause = sentence.span.start;
    for verb in finder.verbs.find_iter(sentence.text.as_ref()) {
        let cue = Span::new(verb.start(), verb.end()).shifted(sentence.span.start);
        if cue.start < clause || quotes.iter().any(|quote| quote.contains(cue.start)) {
            continue;
        }
        let takes = finder.takes[verb.pattern().as_usize()];
        let after = sentence.of(Span::new(cue.end, end));
        let opens = after.starts_with(['，', ',', '：', ':', '「', '“', '『', '"']);
        let behind = sentence.behind(cue.start, REACH);
        let earlier = quotes.iter().rfind(|quote| quote.end <= cue.start);
        let from = earlier.map_or(clause, |quote| quote.end).max(clause);
        let before = Span::new(from.max(behind.start), cue.start);
        let Some(source) = source_before(&sentence, before, mentions, words) else {
            continue;
        };
        let own = sentence.of(source.span);
        let between = sentence
            .of(Span::new(source.span.end, cue.start))
            .chars()
            .count();
        let near = source.certain && between <= NEAR;
        if words.is(WordClass::FirstPerson, own) || !opens && !near {
            continue;
        }
        let skipped = after.len() - after.trim_start_matches(['，', ',', '：', ':', ' ']).len();
        let content = Span::new(cue.end + skipped, end.max(cue.end + skipped));
        if content.is_empty() {
            // 「…。」诺薇表示。
            let adjacent = earlier.filter(|quote| {
                let gap = sentence.of(Span::new(quote.end, source.span.start));
                gap.trim_matches(['，', ',', ' ']).is_empty()
            });
            found.extend(adjacent.map(|quote| Reported {
                cue: Some(cue),
                source: Some(source.span),
                content: *quote,
                rule: "t1.zh",
                confidence: 0.9,
            }));
            continue;
        }
        found.push(Reported {
            cue: Some(cue),
            source: Some(source.span),
            content: match quotes.iter().find(|quote| quote.start == content.start) {
                Some(quote) => *quote,
                // A verb that opens what was said holds all of the sentence; one with an object its clause only.
                None if takes == Takes::Clause || opens => content,
                None => clause_of(&sentence, content),
            },
            rule: "t1.zh",
            confidence: if opens { 0.9 } else { 0.7 },
        });
        if opens || found.len() >= MOST {
            break;
        }
        clause = cue.end;
    }
    found
}

struct Source {
    span: Span,
    /// Whether a mention, pronoun or office tells that it is one.
    certain: bool,
}

/// The source in the clause before a verb: from its first mention on, or a pronoun, or the clause itself where it is short.
fn source_before(
    sentence: &Sentence,
    before: Span,
    mentions: &[Mention],
    words: &Reporting,
) -> Option<Source> {
    let written = sentence.of(before);
    let parts = [
        '，', '。', '；', '：', '？', '！', ',', ';', '>', '）', '\n',
    ];
    let clause = written.rsplit(parts).next().unwrap_or(written).trim_start();
    let clause = Span::new(before.end - clause.len(), before.end);
    let from = mentions.partition_point(|mention| mention.span.start < clause.start);
    let named = mentions[from..]
        .iter()
        .take_while(|mention| mention.span.end <= clause.end);
    let named: Vec<&Mention> = named.collect();
    let is_person = |mention: &&&Mention| mention.entity.chars().any(char::is_lowercase);
    if let (Some(first), Some(last)) = (
        named.first(),
        named.iter().rfind(is_person).or(named.last()),
    ) {
        let end = with_office(sentence, Span::new(last.span.end, clause.end), words);
        return Some(Source {
            span: Span::new(first.span.start, end),
            certain: true,
        });
    }
    // 据《湖报》报道
    let written = sentence.of(clause);
    let according = words
        .according()
        .iter()
        .flatten()
        .find(|word| written.starts_with(word.as_str()));
    let clause = Span::new(clause.start + according.map_or(0, String::len), clause.end);
    let written = sentence.of(clause);
    let pronoun = words
        .all(WordClass::Pronoun)
        .find(|pronoun| written.starts_with(*pronoun));
    if let Some(pronoun) = pronoun {
        return Some(Source {
            span: Span::new(clause.start, clause.start + pronoun.len()),
            certain: true,
        });
    }
    let office = office_end(written, words);
    let name_start = office.unwrap_or(0);
    let longest = if office.is_some() { NAME } else { 4 * NAME };
    let name: usize = written[name_start..]
        .chars()
        .take_while(|character| {
            !character.is_ascii_digit()
                && !words.is(WordClass::Stop, character.encode_utf8(&mut [0; 4]))
        })
        .take(longest)
        .map(char::len_utf8)
        .sum();
    let span = Span::new(clause.start, clause.start + name_start + name);
    (!span.is_empty() && span.len() <= LONGEST).then_some(Source {
        span,
        certain: office.is_some(),
    })
}

/// The end of the words of office after a mention, as in "Ruritania's" + "foreign minister".
fn with_office(sentence: &Sentence, tail: Span, words: &Reporting) -> usize {
    tail.start + office_end(sentence.of(tail), words).unwrap_or(0)
}

fn office_end(written: &str, words: &Reporting) -> Option<usize> {
    let ends = words
        .all(WordClass::Role)
        .filter_map(|role| written.find(role).map(|at| at + role.len()));
    ends.max()
}

/// The first clause of a content.
fn clause_of(sentence: &Sentence, content: Span) -> Span {
    let window = sentence.ahead(content.start, 4 * REACH);
    let written = sentence.of(window);
    let end = written.find(['，', ',', '；']).unwrap_or(written.len());
    Span::new(content.start, (content.start + end).min(content.end))
}
