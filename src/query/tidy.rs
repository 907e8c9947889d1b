//! Pieces and trees made fit: bounded in length and depth, every parenthesis with its counterpart, every operator between operands.

use super::lex::{Piece, Placed};
use super::said::Said;
use super::{Clause, Filter, Node, Note, Reach};
use crate::text::exact_tokens;

/// Parentheses within parentheses beyond this many are passed over, which bounds the parser's recursion.
const PARENTHESES: usize = 64;
/// Words beyond this many are left out, those of phrases and of the values of filters counted, each character of Chinese as one.
const LONGEST: usize = 300;
/// Groups nested deeper than this are read as if their parentheses were not there.
const DEEPEST: usize = 16;

/// Leaves out what is beyond any sensible length or depth, and parentheses that close nothing; operators that join nothing become
/// words.
pub(super) fn shorten(pieces: &mut Vec<Placed>, said: &mut Said) {
    match_parentheses(pieces, said);
    let mut follows_operand = false;
    for position in 0..pieces.len() {
        let next = pieces.get(position + 1).map(|next| &next.piece);
        let joins =
            follows_operand && !matches!(next, None | Some(Piece::Close | Piece::And | Piece::Or));
        let word = match pieces[position].piece {
            Piece::And if !joins => "and",
            Piece::Or if !joins => "or",
            Piece::Node(_) | Piece::Close => {
                follows_operand = true;
                continue;
            }
            _ => {
                follows_operand = false;
                continue;
            }
        };
        let at = pieces[position].at;
        said.as_words(&word.to_uppercase(), "it joins nothing", Vec::new(), at);
        pieces[position].piece = Piece::Node(Node::Word(word.to_owned()));
        follows_operand = true;
    }
    leave_out_rest(pieces, said);
}

/// Leaves out what is beyond [`LONGEST`] words; a run of Chinese is cut.
fn leave_out_rest(pieces: &mut Vec<Placed>, said: &mut Said) {
    let mut room = LONGEST;
    let mut fits = |own: &Placed| {
        let left = room.checked_sub(words_of(&own.piece));
        room = left.unwrap_or(room);
        left.is_some()
    };
    let end = pieces.iter().take_while(|own| fits(own)).count();
    let rest = pieces.split_off(end);
    let Some(first) = rest.first() else {
        return;
    };
    let mut parts: usize = rest.iter().map(|own| words_of(&own.piece)).sum();
    if let (Piece::Node(Node::Word(run)), Some(last)) = (&first.piece, room.checked_sub(1)) {
        let end = exact_tokens(run).get(last).map_or(0, |own| own.span.end);
        let piece = Piece::Node(Node::Word(run[..end].to_owned()));
        pieces.push(Placed {
            piece,
            at: first.at,
        });
        parts -= room;
    } else {
        let joins = |own: &mut Placed| !matches!(own.piece, Piece::Node(_) | Piece::Close);
        while pieces.pop_if(joins).is_some() {}
    }
    said.notes.push(Note::LeftOut {
        parts,
        column: Some(said.column(first.at)),
    });
}

/// How many words a piece comes to at most.
fn words_of(piece: &Piece) -> usize {
    match piece {
        Piece::Node(
            Node::Word(text)
            | Node::Phrase(text)
            | Node::Exact(text)
            | Node::Prefix(text)
            | Node::Fuzzy(text, _)
            | Node::Sloppy(text, _)
            | Node::Filter(Filter { value: text, .. }),
        ) => exact_tokens(text).len().max(1),
        Piece::Node(_) | Piece::Near(Reach::Follows(_)) => 1,
        _ => 0,
    }
}

/// Leaves out parentheses that close nothing, and those within too many others.
fn match_parentheses(pieces: &mut Vec<Placed>, said: &mut Said) {
    let mut open = Vec::new();
    pieces.retain(|Placed { piece, at }| match piece {
        Piece::Open => {
            open.push(*at);
            open.len() <= PARENTHESES
        }
        Piece::Close => {
            let inside = open.len() <= PARENTHESES;
            let closes = open.pop().is_some();
            if !closes {
                said.passed_over(")", "it has no counterpart", *at);
            }
            closes && inside
        }
        _ => true,
    });
    pieces.retain(|placed| open.binary_search(&placed.at).is_err());
    if let Some(first) = open.first() {
        said.passed_over("(", "it has no counterpart", *first);
    }
}

/// The clauses with groups beneath [`DEEPEST`] dissolved into what they hold.
pub(super) fn flattened(clauses: Vec<Clause>, depth: usize) -> Vec<Clause> {
    let mut flat = Vec::with_capacity(clauses.len());
    for Clause { occur, node } in clauses {
        match node {
            Node::Any(inner) | Node::All(inner) if depth == DEEPEST => {
                let leaves = flattened(inner, depth);
                flat.extend(leaves.into_iter().map(|leaf| Clause { occur, ..leaf }));
            }
            Node::Any(inner) => {
                let node = Node::Any(flattened(inner, depth + 1));
                flat.push(Clause { occur, node });
            }
            Node::All(inner) => {
                let node = Node::All(flattened(inner, depth + 1));
                flat.push(Clause { occur, node });
            }
            leaf => flat.push(Clause { occur, node: leaf }),
        }
    }
    flat
}
