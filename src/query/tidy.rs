//! Pieces and trees made fit: bounded in length and depth, every parenthesis with its counterpart, every operator between operands.

use super::lex::{Piece, Placed, column};
use super::said::Said;
use super::{Clause, Node, Note};

/// Parentheses within parentheses beyond this many are passed over, which bounds the parser's recursion.
const PARENTHESES: usize = 64;
/// Words, phrases and filters beyond this many are left out.
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
        said.word(&word.to_uppercase(), pieces[position].at);
        pieces[position].piece = Piece::Node(Node::Word(word.to_owned()));
        follows_operand = true;
    }
    let mut nodes = (0..)
        .zip(&*pieces)
        .filter(|(_, own)| matches!(own.piece, Piece::Node(_)));
    if let Some((end, first)) = nodes.nth(LONGEST) {
        said.notes.push(Note::LeftOut {
            parts: 1 + nodes.count(),
            column: Some(column(said.text, first.at)),
        });
        pieces.truncate(end);
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
