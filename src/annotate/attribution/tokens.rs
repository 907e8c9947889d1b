//! Sentences as tokens for the sieves: words, marks, and each utterance in quotation marks collapsed to one token.

use crate::lexicon::{Takes, reporting};
use crate::passage::words;
use crate::text::{Quotation, Span, fold, sentences, simplify};

/// Tokens of a sentence looked at together; what is longer is no sentence of any language.
const LONGEST: usize = 400;
/// A quotation of this many words is an utterance wherever it stands.
const UTTERANCE: usize = 4;

/// A word, a mark, or an utterance in quotation marks.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// A word in small letters, a mark as it is, an utterance's end.
    pub(super) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// A word that begins with a capital letter.
    Name,
    Mark,
    /// An utterance in quotation marks: its words.
    Quote(Quotation),
}

impl Token {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Name)
    }

    pub(super) fn is_name(&self) -> bool {
        self.kind == TokenKind::Name
    }

    pub(super) fn quotation(&self) -> Option<Quotation> {
        match self.kind {
            TokenKind::Quote(quotation) => Some(quotation),
            _ => None,
        }
    }
}

/// The sentences of `block` as tokens; sentences that one quotation spans are one. `quotations` are those of the whole text.
pub(super) fn token_sentences(
    text: &str,
    block: Span,
    language: &str,
    quotations: &[Quotation],
) -> Vec<Vec<Token>> {
    let from = quotations.partition_point(|quotation| quotation.outer.start < block.start);
    let utterances: Vec<Quotation> = quotations[from..]
        .iter()
        .take_while(|quotation| quotation.outer.start < block.end)
        .filter(|quotation| quotation.depth == 0 && is_utterance(text, quotation))
        .map(|quotation| Quotation {
            outer: Span::new(quotation.outer.start, quotation.outer.end.min(block.end)),
            inner: Span::new(quotation.inner.start, quotation.inner.end.min(block.end)),
            ..*quotation
        })
        .collect();
    let mut merged: Vec<Span> = Vec::new();
    let mut quoted = utterances.iter().peekable();
    let mut open_until = 0;
    for sentence in sentences(block.of(text), language) {
        let sentence = sentence.shifted(block.start);
        let reaches = open_until;
        while let Some(quotation) = quoted.next_if(|next| next.outer.start < sentence.end) {
            open_until = open_until.max(quotation.outer.end);
        }
        match merged.last_mut() {
            Some(last) if reaches > sentence.start || follows_its_quotation(text, sentence) => {
                last.end = sentence.end;
            }
            _ => merged.push(sentence),
        }
    }
    let mut utterances = utterances.into_iter().peekable();
    merged
        .into_iter()
        .flat_map(|sentence| {
            let tokens = tokens(text, sentence, &mut utterances);
            let parts: Vec<Vec<Token>> = tokens.chunks(LONGEST).map(<[Token]>::to_vec).collect();
            parts
        })
        .collect()
}

/// Whether a sentence is nothing but the reporting words of the quotation before it, as in «…!» — сказала Норвик and 「…。」诺薇表示。
fn follows_its_quotation(text: &str, sentence: Span) -> bool {
    let behind_quotation = text[..sentence.start]
        .trim_end()
        .ends_with(['”', '»', '“', '」', '』', '"']);
    let written = sentence.of(text);
    if behind_quotation && written.trim_start().starts_with(['—', '–']) {
        return true;
    }
    let written = simplify(written);
    let written = written.trim_end_matches(['。', ' ', '\n']);
    let words = reporting("zh");
    behind_quotation
        && !written.contains(['，', '：', '“', '「'])
        && words
            .verbs()
            .any(|(verb, takes)| takes == Takes::Clause && written.ends_with(verb))
}

/// Whether quotation marks hold somebody's words rather than a term or a scare quote.
fn is_utterance(text: &str, quotation: &Quotation) -> bool {
    let inner = quotation.inner.of(text).trim_end();
    quotation.open
        || words(inner) >= UTTERANCE
        || inner.ends_with([',', '.', '!', '?', '…', '。', '！', '？', '，'])
}

fn tokens(
    text: &str,
    sentence: Span,
    utterances: &mut std::iter::Peekable<impl Iterator<Item = Quotation>>,
) -> Vec<Token> {
    let mut found = Vec::new();
    let mut position = sentence.start;
    while let Some(quotation) = utterances.next_if(|next| next.outer.start < sentence.end) {
        plain_tokens(text, Span::new(position, quotation.outer.start), &mut found);
        let inner = quotation.inner.of(text).trim_end();
        found.push(Token {
            span: quotation.outer,
            kind: TokenKind::Quote(quotation),
            text: match inner.chars().next_back() {
                Some('.') => ".”",
                Some(',' | '!' | '?') => ",”",
                _ => "”",
            }
            .to_owned(),
        });
        position = quotation.outer.end;
    }
    plain_tokens(text, Span::new(position, sentence.end), &mut found);
    found
}

fn plain_tokens(text: &str, span: Span, found: &mut Vec<Token>) {
    let mut word: Option<usize> = None;
    let mut characters = span.of(text).char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let position = span.start + offset;
        let next_is_letter = characters
            .peek()
            .is_some_and(|(_, next)| next.is_alphanumeric());
        let binds = matches!(character, '-' | '‑' | '\'' | '’' | '.' | '&' | '@')
            && word.is_some()
            && next_is_letter;
        if character.is_alphanumeric() || character == '@' && next_is_letter || binds {
            word.get_or_insert(position);
            continue;
        }
        if let Some(start) = word.take() {
            // The stop of an abbreviation (U.S.) belongs to it.
            let written = Span::new(start, position).of(text);
            if character == '.' && (written.contains('.') || is_abbreviation(written)) {
                push_word(text, Span::new(start, position + 1), found);
                continue;
            }
            push_word(text, Span::new(start, position), found);
        }
        if !character.is_whitespace() {
            found.push(Token {
                span: Span::new(position, position + character.len_utf8()),
                kind: TokenKind::Mark,
                text: character.to_string(),
            });
        }
    }
    if let Some(start) = word {
        push_word(text, Span::new(start, span.end), found);
    }
}

/// A short capitalised word before a stop, such as `Gov` and `Sen`, or an initial.
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 5 && crate::lexicon::turn_words().is_honorific(&fold(word))
        || word.chars().count() == 1 && word.chars().all(char::is_uppercase)
}

fn push_word(text: &str, span: Span, found: &mut Vec<Token>) {
    let written = span.of(text);
    let cut = ["’s", "'s", "’ve", "'ve", "’d", "'d"]
        .iter()
        .find(|suffix| written.len() > suffix.len() && written.ends_with(**suffix));
    let base = Span::new(span.start, span.end - cut.map_or(0, |suffix| suffix.len()));
    let capital = base
        .of(text)
        .starts_with(|first: char| first.is_uppercase() || first == '@');
    found.push(Token {
        span: base,
        kind: if capital {
            TokenKind::Name
        } else {
            TokenKind::Word
        },
        text: fold(base.of(text)),
    });
    if cut.is_some() {
        let suffix = Span::new(base.end, span.end);
        found.push(Token {
            span: suffix,
            kind: TokenKind::Word,
            text: fold(suffix.of(text)),
        });
    }
}
