//! Text of a query → pieces: words, phrases, fields, signs and parentheses.

use super::said::Said;
use super::signs::{cleaned, is_quote, misused_sign, nearness, words};
use super::{Field, Filter, Node, Reach, candidates};
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
    Near(Reach),
    Node(Node),
}

/// A piece and the byte at which it starts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) at: usize,
}

/// Cuts text into pieces; what looks like syntax and is none is cut into words and noted.
pub(super) fn pieces(text: &str) -> (Vec<Placed>, Said<'_>) {
    let mut lexer = Lexer {
        said: Said::of(text),
        rest: text,
        at: 0,
        pieces: Vec::new(),
    };
    while lexer.step() {}
    (lexer.pieces, lexer.said)
}

struct Lexer<'a> {
    said: Said<'a>,
    rest: &'a str,
    /// Where the piece in hand starts.
    at: usize,
    pieces: Vec<Placed>,
}

impl<'a> Lexer<'a> {
    /// Takes one piece off; `false` at the end.
    fn step(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        self.at = self.said.text.len() - self.rest.len();
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        match first {
            '(' => self.sign(first, Piece::Open),
            ')' => self.sign(first, Piece::Close),
            '+' if self.is_nearness() => self.run(),
            '+' => self.sign(first, Piece::Plus),
            '-' => self.sign(first, Piece::Not),
            quote if is_quote(quote) => self.phrase(),
            _ => self.run(),
        }
        true
    }

    /// Whether a plus sign starts `+5`. Only a digit behind it makes that worth a look at all of the run.
    fn is_nearness(&self) -> bool {
        self.rest[1..].starts_with(|c: char| c.is_ascii_digit())
            && nearness(self.next_run()).is_some()
    }

    fn sign(&mut self, sign: char, piece: Piece) {
        self.rest = &self.rest[sign.len_utf8()..];
        let stands_alone = self.rest.chars().next().is_none_or(char::is_whitespace);
        if !(stands_alone && matches!(sign, '+' | '-')) {
            self.push(piece);
        }
    }

    fn phrase(&mut self) {
        let Some(quoted) = self.quoted() else {
            return;
        };
        let tokens = exact_tokens(quoted).len();
        let moves = self.moves();
        match (tokens, moves) {
            (0, _) => (),
            (2.., Some(moves @ 1..)) => self.node(Node::Sloppy(cleaned(quoted), moves)),
            _ => self.node(Node::Phrase(cleaned(quoted))),
        }
    }

    /// What stands between quotation marks; without a closing one, the mark is dropped.
    fn quoted(&mut self) -> Option<&'a str> {
        let mark = self.rest.chars().next()?;
        let inner = &self.rest[mark.len_utf8()..];
        let Some((quoted, after)) = inner.split_once(is_quote) else {
            self.at = self.said.text.len() - self.rest.len();
            self.rest = inner;
            self.said
                .passed_over(&mark.to_string(), "it has no counterpart", self.at);
            return None;
        };
        self.rest = after;
        Some(quoted)
    }

    /// `~5` behind a phrase.
    fn moves(&mut self) -> Option<u16> {
        let behind = self.rest.strip_prefix('~')?;
        let end = behind
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(behind.len());
        let (digits, rest) = behind.split_at(end);
        self.rest = rest;
        if digits.is_empty() {
            self.said.passed_over(
                "~",
                "behind a phrase it wants a number, such as ~5",
                self.at,
            );
        }
        let most = digits.parse().unwrap_or(MOST_MOVES).min(MOST_MOVES);
        (!digits.is_empty()).then_some(most)
    }

    /// The run of text that comes next, without white space, parentheses and quotation marks.
    fn next_run(&self) -> &'a str {
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c);
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    fn run(&mut self) {
        let run = self.next_run();
        self.rest = &self.rest[run.len()..];
        let is_range = run.starts_with(['[', '{']) && self.rest.starts_with(" TO ");
        match run {
            "AND" | "&&" => self.push(Piece::And),
            "OR" | "||" => self.push(Piece::Or),
            "NOT" if self.rest.trim_start().is_empty() => {
                self.said
                    .as_words(run, "nothing follows it", Vec::new(), self.at);
                self.words(run);
            }
            "NOT" => self.push(Piece::Not),
            _ if is_range => {
                self.said.as_words(
                    run,
                    "ranges are written date:2024-01..2024-03",
                    Vec::new(),
                    self.at,
                );
                self.words(run);
            }
            _ => match nearness(run) {
                Some(reach) => self.push(Piece::Near(reach)),
                None => self.word(run),
            },
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
                    self.said
                        .as_words(run, "no value follows the colon", Vec::new(), self.at);
                    return self.words(run);
                }
                return self.node(Node::Filter(Filter { field, value }));
            }
            self.no_field(run, name, value);
        }
        let is_one = |start: &str| exact_tokens(start).len() == 1;
        match (run.strip_suffix('*'), run.rsplit_once('~')) {
            (Some(start), _) if is_one(start) => self.words_as(start, Node::Prefix),
            (_, Some((start, "" | "1"))) if is_one(start) => {
                self.words_as(start, |word| Node::Fuzzy(word, 1));
            }
            (_, Some((start, "2"))) if is_one(start) => {
                self.words_as(start, |word| Node::Fuzzy(word, 2));
            }
            _ => {
                if let Some(reason) = misused_sign(run) {
                    self.said.as_words(run, reason, Vec::new(), self.at);
                }
                self.words(run);
            }
        }
    }

    /// Says so where `name:value` looks like a field and is none.
    fn no_field(&mut self, run: &str, name: &str, value: &str) {
        let has_value = value.starts_with(char::is_alphanumeric)
            || (value.is_empty() && self.rest.starts_with(is_quote));
        if name.chars().count() > 1 && name.chars().all(char::is_alphabetic) && has_value {
            let names = Field::NAMES.iter().map(|(_, name, _)| *name);
            let near = candidates::nearest(name, names);
            let reason = format!("no field is called {name}");
            self.said.as_words(run, &reason, near, self.at);
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
        for word in words(text) {
            self.node(node(word));
        }
    }

    fn node(&mut self, node: Node) {
        self.push(Piece::Node(node));
    }

    fn push(&mut self, piece: Piece) {
        let at = self.at;
        self.pieces.push(Placed { piece, at });
    }
}

/// Farther than the words of a phrase can be moved in a passage.
const MOST_MOVES: u16 = 999;
