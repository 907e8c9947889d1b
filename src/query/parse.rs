//! Pieces → syntax tree. Nearness binds closest, then signs, `AND`, `OR`, and standing side by side.

use super::lex::{Piece, Placed, pieces};
use super::said::Said;
use super::tidy::{flattened, shorten};
use super::{Chain, Clause, Node, Note, Occur, Query, Reach};

/// Reads text as a query. Whatever the text, there is a query; the notes say what was taken as words.
///
/// ```
/// # use demarche::query::parse;
/// let (query, notes) = parse("no-fly AND zone -\"red line\" by:\"Ada Norvik\" OR");
/// assert_eq!(query.to_string(), "+no-fly +zone -\"red line\" by:\"Ada Norvik\" or");
/// assert_eq!(notes[0].to_string(), "OR is taken as words: it joins nothing");
/// ```
#[must_use]
pub fn parse(text: &str) -> (Query, Vec<Note>) {
    let (mut pieces, mut said) = pieces(text);
    shorten(&mut pieces, &mut said);
    let mut parser = Parser {
        pieces: pieces.into_iter().peekable(),
        said,
    };
    let clauses = flattened(parser.group(), 0);
    (Query { clauses }, parser.said.notes)
}

struct Parser<'a> {
    pieces: std::iter::Peekable<std::vec::IntoIter<Placed>>,
    said: Said<'a>,
}

impl Parser<'_> {
    /// Clauses side by side, up to a closing parenthesis or the end.
    fn group(&mut self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        while !matches!(self.peek(), None | Some(Piece::Close)) {
            clauses.extend(self.alternatives());
        }
        clauses
    }

    fn alternatives(&mut self) -> Vec<Clause> {
        let mut operands = vec![self.conjunction()];
        while self.takes(&Piece::Or) {
            operands.push(self.conjunction());
        }
        operands.retain(|operand| !operand.is_empty());
        if operands.len() < 2 {
            return operands.concat();
        }
        let operands = operands.into_iter().map(|operand| match single(operand) {
            Ok(clause) => clause,
            Err(several) => Clause::plain(Node::All(several)),
        });
        vec![Clause::plain(Node::Any(operands.collect()))]
    }

    fn conjunction(&mut self) -> Vec<Clause> {
        let mut clauses = self.signed();
        while self.takes(&Piece::And) {
            clauses.extend(self.signed());
            for clause in &mut clauses {
                if clause.occur == Occur::Plain {
                    clause.occur = Occur::Required;
                }
            }
        }
        clauses
    }

    /// A clause with its signs; none where empty parentheses or signs stand for nothing, several where an operator of nearness joins
    /// nothing.
    fn signed(&mut self) -> Vec<Clause> {
        let mut occur = Occur::Plain;
        loop {
            let sign = match self.peek() {
                Some(Piece::Plus) => Occur::Required,
                Some(Piece::Not) => Occur::Excluded,
                Some(Piece::Near(_)) => {
                    let taken = self.pieces.next();
                    let number =
                        taken.and_then(|near| self.unjoined(&near, "nothing stands before it"));
                    match number {
                        Some(node) if occur == Occur::Plain => {
                            occur = Occur::Required;
                            return vec![Clause { occur, node }];
                        }
                        Some(node) => return vec![Clause { occur, node }],
                        None => continue,
                    }
                }
                _ => break,
            };
            self.pieces.next();
            if occur == Occur::Plain {
                occur = sign;
            }
        }
        let Some(node) = self.operand() else {
            return Vec::new();
        };
        self.chain(occur, node)
    }

    /// A word, phrase, filter or group, without signs.
    fn operand(&mut self) -> Option<Node> {
        match self.peek()? {
            Piece::Open => {
                self.pieces.next();
                self.parenthesis()
            }
            Piece::Node(_) => match self.pieces.next()?.piece {
                Piece::Node(node) => Some(node),
                _ => None,
            },
            _ => None,
        }
    }

    /// The clause that starts with `first`, with all that is to be near it, and what follows an operator that joins nothing.
    fn chain(&mut self, occur: Occur, first: Node) -> Vec<Clause> {
        let mut chain = Chain {
            operands: vec![first],
            reaches: Vec::new(),
        };
        let mut rest = Vec::new();
        while let Some(near) = self
            .pieces
            .next_if(|next| matches!(next.piece, Piece::Near(_)))
        {
            let fits = chain.operands.last().is_some_and(Node::has_places);
            let follows = matches!(self.peek(), Some(Piece::Open | Piece::Node(_)));
            let next = if fits && follows {
                self.operand()
            } else {
                None
            };
            match (&near.piece, next) {
                (Piece::Near(reach), Some(next)) if next.has_places() => {
                    chain.operands.push(next);
                    chain.reaches.push(*reach);
                }
                (_, next) => {
                    let reason =
                        "a word, a phrase or alternatives of them stand on either side of it";
                    let number = self.unjoined(&near, reason);
                    let required = |node| Clause {
                        occur: Occur::Required,
                        node,
                    };
                    rest.extend(number.map(required));
                    rest.extend(
                        next.into_iter()
                            .flat_map(|next| self.chain(Occur::Plain, next)),
                    );
                    break;
                }
            }
        }
        let node = match (chain.operands.len(), chain.operands.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                chain.operands.extend(last);
                Node::Near(chain)
            }
        };
        rest.insert(0, Clause { occur, node });
        rest
    }

    /// What an operator of nearness comes to that joins nothing: the word 5 of `+5`, nothing of `/5`. Says so of the latter.
    fn unjoined(&mut self, near: &Placed, reason: &str) -> Option<Node> {
        match near.piece {
            Piece::Near(Reach::Follows(number)) => Some(Node::Word(number.to_string())),
            Piece::Near(reach) => {
                self.said.passed_over(&reach.to_string(), reason, near.at);
                None
            }
            _ => None,
        }
    }

    fn parenthesis(&mut self) -> Option<Node> {
        let clauses = self.group();
        self.pieces.next();
        match single(clauses) {
            Ok(clause) if clause.occur == Occur::Plain => Some(clause.node),
            Ok(clause) => Some(Node::All(vec![clause])),
            Err(several) => (!several.is_empty()).then_some(Node::All(several)),
        }
    }

    fn peek(&mut self) -> Option<&Piece> {
        self.pieces.peek().map(|next| &next.piece)
    }

    fn takes(&mut self, piece: &Piece) -> bool {
        self.pieces.next_if(|next| next.piece == *piece).is_some()
    }
}

fn single(mut clauses: Vec<Clause>) -> Result<Clause, Vec<Clause>> {
    match clauses.len() {
        1 => clauses.pop().ok_or_else(Vec::new),
        _ => Err(clauses),
    }
}
