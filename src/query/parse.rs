//! Pieces → syntax tree. `AND` binds closer than `OR`, and `OR` closer than standing side by side.

use super::lex::{Piece, pieces};
use super::{Clause, Node, Note, Occur, Query};

/// Groups nested deeper than this are read as if their parentheses were not there.
const DEEPEST: usize = 16;
/// Words, phrases and filters beyond this many are left out.
const LONGEST: usize = 300;
/// Notes given at most.
const NOTES: usize = 10;
/// Parentheses within parentheses beyond this many are passed over, which bounds the parser's recursion.
const PARENTHESES: usize = 64;

/// Reads text as a query. Whatever the text, there is a query; the notes say what was taken as words.
///
/// ```
/// # use demarche::query::parse;
/// let (query, notes) = parse("no-fly AND zone -\"red line\" by:\"Ada Norvik\" OR");
/// assert_eq!(query.to_string(), "+no-fly +zone -\"red line\" by:\"Ada Norvik\" or");
/// assert!(notes.is_empty());
/// ```
#[must_use]
pub fn parse(text: &str) -> (Query, Vec<Note>) {
    let (mut pieces, mut notes) = pieces(text);
    notes.truncate(NOTES);
    notes.extend(shorten(&mut pieces));
    let mut parser = Parser {
        pieces: pieces.into_iter().peekable(),
    };
    let clauses = flattened(parser.group(), 0);
    (Query { clauses }, notes)
}

/// Leaves out what is beyond any sensible length or depth, and parentheses that close nothing; operators that join nothing become
/// words.
fn shorten(pieces: &mut Vec<Piece>) -> Option<Note> {
    let mut depth: usize = 0;
    pieces.retain(|piece| match piece {
        Piece::Open => {
            depth += 1;
            depth <= PARENTHESES
        }
        Piece::Close => {
            let (closes, inside) = (depth > 0, depth <= PARENTHESES);
            depth = depth.saturating_sub(1);
            closes && inside
        }
        _ => true,
    });
    let mut follows_operand = false;
    for position in 0..pieces.len() {
        let next = pieces.get(position + 1);
        let joins =
            follows_operand && !matches!(next, None | Some(Piece::Close | Piece::And | Piece::Or));
        let word = match pieces[position] {
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
        pieces[position] = Piece::Node(Node::Word(word.to_owned()));
        follows_operand = true;
    }
    let is_node = |piece: &Piece| matches!(piece, Piece::Node(_));
    let parts = pieces.iter().filter(|piece| is_node(piece)).count();
    let mut nodes = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| is_node(piece));
    let (end, _) = nodes.nth(LONGEST)?;
    pieces.truncate(end);
    Some(Note::LeftOut {
        parts: parts - LONGEST,
    })
}

/// The clauses with groups beneath [`DEEPEST`] dissolved into what they hold.
fn flattened(clauses: Vec<Clause>, depth: usize) -> Vec<Clause> {
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

struct Parser {
    pieces: std::iter::Peekable<std::vec::IntoIter<Piece>>,
}

impl Parser {
    /// Clauses side by side, up to a closing parenthesis or the end.
    fn group(&mut self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        while !matches!(self.pieces.peek(), None | Some(Piece::Close)) {
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
        let mut clauses: Vec<Clause> = self.signed().into_iter().collect();
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

    /// A clause with its signs; `None` where empty parentheses or signs stand for nothing.
    fn signed(&mut self) -> Option<Clause> {
        let mut occur = Occur::Plain;
        loop {
            let sign = match self.pieces.peek()? {
                Piece::Plus => Occur::Required,
                Piece::Not => Occur::Excluded,
                _ => break,
            };
            self.pieces.next();
            if occur == Occur::Plain {
                occur = sign;
            }
        }
        match self.pieces.peek()? {
            Piece::Close => None,
            Piece::Open => {
                self.pieces.next();
                let node = self.parenthesis()?;
                Some(Clause { occur, node })
            }
            _ => match self.pieces.next()? {
                Piece::Node(node) => Some(Clause { occur, node }),
                _ => None,
            },
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

    fn takes(&mut self, piece: &Piece) -> bool {
        self.pieces.next_if(|next| next == piece).is_some()
    }
}

fn single(mut clauses: Vec<Clause>) -> Result<Clause, Vec<Clause>> {
    match clauses.len() {
        1 => clauses.pop().ok_or_else(Vec::new),
        _ => Err(clauses),
    }
}
