//! A sentence as a row of tokens, each name one token.

use crate::briefing::{Mention, MentionForm};
use crate::lexicon::{Class, Entry, FrameTable};
use crate::text::{Span, fold, simplify};
use std::ops::Range;

/// Longest sentence looked at; what is longer is a list or a table, and is cut.
const LONGEST: usize = 400;
/// Longest parenthesis passed over, in bytes.
const PARENTHESIS: usize = 90;

/// A word, a name or a mark.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) entry: Option<&'a Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A name: the position of the mention.
    Party(usize),
    /// `’s`, or the apostrophe alone.
    Possessive,
    Comma,
    /// A colon, semicolon, dash or full stop.
    Break,
    Quote,
}

impl Token<'_> {
    pub(super) fn is(&self, class: Class) -> bool {
        self.entry.is_some_and(|entry| entry.classes.has(class))
    }

    pub(super) fn is_any(&self, classes: &[Class]) -> bool {
        self.entry.is_some_and(|entry| entry.classes.any(classes))
    }

    pub(super) fn party(&self) -> Option<usize> {
        match self.kind {
            Kind::Party(mention) => Some(mention),
            _ => None,
        }
    }
}

/// The tokens of `sentence`; `mentions` are those of the briefing, in text order.
pub(super) fn tokenize<'a>(
    text: &str,
    sentence: Span,
    mentions: &[Mention],
    table: &'a FrameTable,
) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let mut position = sentence.start;
    let first = mentions.partition_point(|mention| mention.span.start < sentence.start);
    for (number, mention) in mentions.iter().enumerate().skip(first) {
        if mention.span.end > sentence.end || tokens.len() > LONGEST {
            break;
        }
        if mention.span.start < position {
            continue;
        }
        push_words(
            &mut tokens,
            text,
            Span::new(position, mention.span.start),
            table,
        );
        // an "only-Israel" bill is no deed towards Israel
        let aside = |last: &Token| {
            last.entry
                .is_some_and(|entry| entry.classes.has(Class::Aside))
                && matches!(last.span.end.checked_add(1), Some(end) if end == mention.span.start)
                && text[last.span.end..mention.span.start].starts_with('-')
        };
        if table.is_clausal() && tokens.last().is_some_and(aside) {
            position = mention.span.start;
            continue;
        }
        let name = mention.span.of(text);
        let bare = name.trim_end_matches(['s', '\'', '’']);
        let possessive = name.len() > bare.len() + 1 && name[bare.len()..].starts_with(['\'', '’']);
        let end = mention.span.start + if possessive { bare.len() } else { name.len() };
        let next = mentions.get(number + 1).map_or(sentence.end, |next| {
            next.span.start.clamp(end, sentence.end)
        });
        let sided = text[..mention.span.start].ends_with(['-', '‑']); // "pro-Russian rebels" are on Russia's side
        let faction = (table.is_clausal() && !possessive && !sided)
            .then(|| faction_end(text, Span::new(end, next), mention.form, table));
        let end = faction.flatten().unwrap_or(end);
        tokens.push(Token {
            span: Span::new(mention.span.start, end),
            kind: Kind::Party(number),
            entry: None,
        });
        if possessive {
            tokens.push(Token {
                span: Span::new(end, mention.span.end),
                kind: Kind::Possessive,
                entry: None,
            });
        }
        position = mention.span.end.max(end);
    }
    push_words(&mut tokens, text, Span::new(position, sentence.end), table);
    tokens.truncate(LONGEST);
    if table.is_clausal() {
        leave_out_repeated(text, &mut tokens);
    }
    tokens
}

/// So many words a speaker takes up again: "aid to — to Ukraine", "what we — what we said".
const TAKEN_UP: usize = 3;

/// Leaves out what is said once more behind a dash, as transcripts of speech have it.
fn leave_out_repeated(text: &str, tokens: &mut Vec<Token<'_>>) {
    let is_dash = |token: &Token| {
        token.kind == Kind::Break && matches!(token.span.of(text), "—" | "–" | "--")
    };
    let said = |tokens: &[Token], range: Range<usize>| -> Option<Vec<String>> {
        let words = tokens.get(range)?.iter();
        Some(
            words
                .map(|token| token.span.of(text).to_lowercase())
                .collect(),
        )
    };
    let mut at = 1;
    while at < tokens.len() {
        let again = is_dash(&tokens[at]).then(|| {
            let mut counts = (1..=TAKEN_UP.min(at)).rev();
            counts
                .find(|count| said(tokens, at - count..at) == said(tokens, at + 1..at + 1 + count))
        });
        match again.flatten() {
            Some(count) => {
                tokens.drain(at - count..=at);
                at -= count;
            }
            None => at += 1,
        }
        at = at.max(1);
    }
}

/// Where the rebels or the opposition of a country end that is named right before: "Syrian armed rebels", but not "Syrian
/// opposition to the plan".
fn faction_end(text: &str, after: Span, form: MentionForm, table: &FrameTable) -> Option<usize> {
    let mut start = after.start;
    for _ in 0..2 {
        let rest = Span::new(start, after.end).of(text).strip_prefix(' ')?;
        let length = word_length(rest);
        let end = start + 1 + length;
        let entry = table.entry(&fold(rest.get(..length)?));
        if entry.is_some_and(|entry| entry.classes.has(Class::Faction)) {
            let goes_on = text.get(end..).unwrap_or_default();
            return (!goes_on.starts_with(" to ")).then_some(end);
        }
        // "Syria backed rebels" is about Syria.
        if length == 0 || (entry.is_some() && form != MentionForm::Demonym) {
            return None;
        }
        start = end;
    }
    None
}

fn push_words<'a>(tokens: &mut Vec<Token<'a>>, text: &str, stretch: Span, table: &'a FrameTable) {
    if table.is_unspaced() {
        push_unspaced(tokens, text, stretch, table);
        return;
    }
    let mut rest = stretch;
    while let Some(character) = rest.of(text).chars().next() {
        let here = rest.of(text);
        let after_party = matches!(tokens.last(), Some(Token { kind: Kind::Party(_), span, .. }) if span.end == rest.start);
        let (length, kind) = match character {
            '\'' | '’' if after_party || ends_word(text, rest.start) => {
                let s = here.chars().nth(1).filter(|next| matches!(next, 's' | 'S'));
                let s = s.filter(|_| !here.chars().nth(2).is_some_and(char::is_alphanumeric));
                (
                    character.len_utf8() + s.map_or(0, char::len_utf8),
                    Some(Kind::Possessive),
                )
            }
            // "US-led": no verb
            '-' | '‑' if after_party => {
                let length = word_length(&here[character.len_utf8()..]);
                // "US-China" is two names and nothing between
                (
                    character.len_utf8() + length,
                    (length > 0).then_some(Kind::Word),
                )
            }
            '-' if here.starts_with("--") => (2, Some(Kind::Break)),
            '(' | '[' | '（' => (parenthesis(here), None),
            _ if character.is_alphanumeric() => (word_length(here), Some(Kind::Word)),
            _ => (character.len_utf8(), mark(character)),
        };
        let span = Span::new(rest.start, rest.start + length.max(character.len_utf8()));
        if let Some(kind) = kind {
            let entry = match kind {
                Kind::Word => table.entry(&fold(span.of(text))),
                _ => None,
            };
            // "Russian-speaking" tells how, not who
            if entry.is_some_and(|entry| entry.classes.has(Class::Aside))
                && let Some(last) = tokens.last_mut()
                && after_party
            {
                last.kind = Kind::Word;
            }
            if entry.is_some_and(|entry| entry.classes.has(Class::Time)) {
                // "on Monday" parts no verb from its subject or object
                tokens.pop_if(|last| last.is(Class::Preposition));
                rest.start = span.end;
                continue;
            }
            tokens.push(Token { span, kind, entry });
        }
        rest.start = span.end;
    }
}

fn push_unspaced<'a>(
    tokens: &mut Vec<Token<'a>>,
    text: &str,
    stretch: Span,
    table: &'a FrameTable,
) {
    let simplified = simplify(stretch.of(text));
    // Simplifying keeps the width of all but rare characters; fall back on the text itself then.
    let words = if simplified.len() == stretch.len() {
        &*simplified
    } else {
        stretch.of(text)
    };
    let mut position = 0;
    let marks = |tokens: &mut Vec<Token<'a>>, from: usize, to: usize| {
        for (offset, character) in words.get(from..to).unwrap_or_default().char_indices() {
            if let Some(kind) = mark(character) {
                let start = stretch.start + from + offset;
                let span = Span::new(start, start + character.len_utf8());
                tokens.push(Token {
                    span,
                    kind,
                    entry: None,
                });
            }
        }
    };
    for (range, entry) in table.words_in(words) {
        marks(tokens, position, range.start);
        position = range.end;
        let span = Span::new(stretch.start + range.start, stretch.start + range.end);
        tokens.push(Token {
            span,
            kind: Kind::Word,
            entry: Some(entry),
        });
    }
    marks(tokens, position, words.len());
}

fn mark(character: char) -> Option<Kind> {
    Some(match character {
        ',' | '，' | '、' => Kind::Comma,
        ':' | ';' | '!' | '?' | '—' | '–' | '；' | '：' | '。' | '！' | '？' | '…' | '•' | '<'
        | '>' | '|' => Kind::Break,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => Kind::Quote,
        _ => return None,
    })
}

fn ends_word(text: &str, position: usize) -> bool {
    let before = text
        .get(..position)
        .and_then(|before| before.chars().next_back());
    before.is_some_and(char::is_alphanumeric)
}

/// Letters and digits with apostrophes and hyphens between them; a possessive ending is not part of it.
fn word_length(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((position, character)) = characters.next() {
        if character.is_alphanumeric() {
            continue;
        }
        let next = characters.peek().map(|(_, next)| *next);
        let inner = match character {
            '-' | '‑' => next.is_some_and(char::is_alphanumeric),
            '.' | ',' => next.is_some_and(|next| next.is_ascii_digit()),
            '\'' | '’' => {
                next.is_some_and(char::is_alphanumeric) && !possessive_follows(text, position)
            }
            '\u{301}' => true, // the stress mark of Russian
            _ => false,
        };
        if !inner {
            return position;
        }
    }
    text.len()
}

fn possessive_follows(text: &str, position: usize) -> bool {
    let mut after = text.get(position..).unwrap_or_default().chars().skip(1);
    after.next() == Some('s') && !after.next().is_some_and(char::is_alphanumeric)
}

/// The length of a short parenthesis, or of its opening mark alone.
fn parenthesis(text: &str) -> usize {
    let end = text.find([')', ']', '）']);
    match end {
        Some(end) if end <= PARENTHESIS => {
            end + text[end..].chars().next().map_or(1, char::len_utf8)
        }
        _ => text.chars().next().map_or(1, char::len_utf8),
    }
}
