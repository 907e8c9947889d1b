//! Text of a query → pieces: words, phrases, fields, signs and parentheses.

use super::{Field, Filter, Node, Note};
use crate::text::exact_tokens;

/// A piece of a query's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Open,
    Close,
    And,
    Or,
    Not,
    Plus,
    Node(Node),
}

/// Cuts text into pieces; what looks like syntax and is none is cut into words and noted.
pub(super) fn pieces(text: &str) -> (Vec<Piece>, Vec<Note>) {
    let mut lexer = Lexer {
        rest: text,
        pieces: Vec::new(),
        notes: Vec::new(),
    };
    while lexer.step() {}
    (lexer.pieces, lexer.notes)
}

/// The words of `text`, without what no word has.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(is_separator).filter_map(|piece| {
        let piece = piece.trim_matches(is_joiner);
        let word = match piece {
            "AND" | "OR" | "NOT" => piece.to_lowercase(),
            _ => piece.to_owned(),
        };
        (!exact_tokens(piece).is_empty()).then_some(word)
    })
}

/// White space collapsed and quotation marks off.
pub(super) fn cleaned(value: &str) -> String {
    let plain: String = value.chars().filter(|c| !is_quote(*c)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Lexer<'a> {
    rest: &'a str,
    pieces: Vec<Piece>,
    notes: Vec<Note>,
}

impl<'a> Lexer<'a> {
    /// Takes one piece off; `false` at the end.
    fn step(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        match first {
            '(' => self.sign(first, Piece::Open),
            ')' => self.sign(first, Piece::Close),
            '+' => self.sign(first, Piece::Plus),
            '-' => self.sign(first, Piece::Not),
            quote if is_quote(quote) => self.phrase(),
            _ => self.run(),
        }
        true
    }

    fn sign(&mut self, sign: char, piece: Piece) {
        self.rest = &self.rest[sign.len_utf8()..];
        let stands_alone = self.rest.chars().next().is_none_or(char::is_whitespace);
        if !(stands_alone && matches!(sign, '+' | '-')) {
            self.pieces.push(piece);
        }
    }

    fn phrase(&mut self) {
        let Some(quoted) = self.quoted() else {
            return;
        };
        if let Some(distance) = self.distance() {
            self.note(
                &format!("\"{quoted}\"{distance}"),
                "nearness cannot be asked for yet",
            );
            self.words(quoted);
        } else if !exact_tokens(quoted).is_empty() {
            self.node(Node::Phrase(cleaned(quoted)));
        }
    }

    /// What stands between quotation marks; without a closing one, the mark is dropped.
    fn quoted(&mut self) -> Option<&'a str> {
        let mark = self.rest.chars().next()?;
        let inner = &self.rest[mark.len_utf8()..];
        let Some((quoted, after)) = inner.split_once(is_quote) else {
            self.rest = inner;
            self.note(&mark.to_string(), "it has no counterpart");
            return None;
        };
        self.rest = after;
        Some(quoted)
    }

    /// `~5` behind a phrase.
    fn distance(&mut self) -> Option<&'a str> {
        let digits = self.rest.strip_prefix('~')?;
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let (distance, rest) = self.rest.split_at(end + 1);
        self.rest = rest;
        Some(distance)
    }

    /// A run without white space, parentheses and quotation marks.
    fn run(&mut self) {
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c);
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        match run {
            "AND" => self.pieces.push(Piece::And),
            "OR" => self.pieces.push(Piece::Or),
            "NOT" => self.pieces.push(Piece::Not),
            _ if is_nearness(run) => self.note(run, "nearness cannot be asked for yet"),
            _ => self.word(run),
        }
    }

    fn word(&mut self, run: &str) {
        if let Some((name, value)) = run.split_once([':', '：']) {
            if name.eq_ignore_ascii_case("exact") {
                let value = self.value(value);
                return match exact_tokens(&value).len() {
                    0 => self.words(run),
                    1 => self.words_as(&value, Node::Exact),
                    _ => self.node(Node::Phrase(value)),
                };
            }
            if let Some(field) = Field::named(name) {
                let value = self.value(value);
                if value.is_empty() {
                    self.note(run, "no value follows the colon");
                    return self.words(run);
                }
                return self.node(Node::Filter(Filter { field, value }));
            }
        }
        match run.strip_suffix('*') {
            Some(start) if exact_tokens(start).len() == 1 => self.words_as(start, Node::Prefix),
            _ => self.words(run),
        }
    }

    /// The value that starts behind a colon: the rest of the run, or what is quoted right behind it.
    fn value(&mut self, value: &str) -> String {
        if value.is_empty() && self.rest.starts_with(is_quote) {
            return self.quoted().map(cleaned).unwrap_or_default();
        }
        cleaned(value)
    }

    fn words(&mut self, text: &str) {
        self.words_as(text, Node::Word);
    }

    fn words_as(&mut self, text: &str, node: fn(String) -> Node) {
        self.pieces
            .extend(words(text).map(|word| Piece::Node(node(word))));
    }

    fn node(&mut self, node: Node) {
        self.pieces.push(Piece::Node(node));
    }

    fn note(&mut self, input: &str, reason: &str) {
        self.notes.push(Note::TakenAsWords {
            input: input.to_owned(),
            reason: reason.to_owned(),
            candidates: Vec::new(),
        });
    }
}

/// `/s`, `/p`, `/5`.
fn is_nearness(run: &str) -> bool {
    run.strip_prefix('/').is_some_and(|what| {
        matches!(what, "s" | "p")
            || (!what.is_empty() && what.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

pub(super) fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂'
    )
}

/// What may stand inside a word, but not at its ends.
fn is_joiner(character: char) -> bool {
    matches!(
        character,
        '-' | '\'' | '’' | '.' | '&' | '@' | '_' | '‐' | '‑'
    )
}

/// What stands between words and in none.
fn is_separator(character: char) -> bool {
    !is_joiner(character)
        && (character.is_whitespace()
            || character.is_control()
            || character.is_ascii_punctuation()
            || matches!(character, '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
            || is_quote(character))
}
