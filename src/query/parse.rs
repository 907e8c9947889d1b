//! Pieces → syntax tree. Nearness binds closest, then signs, `AND`, `OR`, and standing side by side.

use super::lex::{NOTES, Piece, Placed, column, pieces};
use super::{Chain, Clause, Node, Note, Occur, Query, Reach};
use crate::text::sanitize;

/// Groups nested deeper than this are read as if their parentheses were not there.
const DEEPEST: usize = 16;
/// Words, phrases and filters beyond this many are left out.
const LONGEST: usize = 300;
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
    let (mut pieces, notes) = pieces(text);
    let mut said = Said { text, notes };
    shorten(&mut pieces, &mut said);
    let mut parser = Parser {
        pieces: pieces.into_iter().peekable(),
        said,
    };
    let clauses = flattened(parser.group(), 0);
    (Query { clauses }, parser.said.notes)
}

/// The column of the filter that prints as `filter`; `None` where the text has none.
pub(super) fn column_of(text: &str, filter: &str) -> Option<usize> {
    let is_it = |placed: &Placed| match &placed.piece {
        Piece::Node(Node::Filter(own)) => own.to_string() == filter,
        _ => false,
    };
    let found = pieces(text).0.into_iter().find(is_it)?;
    Some(column(text, found.at))
}

/// What of a text fits a line about a column, white space as spaces and no control characters, and how many columns of a terminal
/// stand before it.
pub(super) fn line_around(text: &str, at: usize) -> (String, usize) {
    let start = at.saturating_sub(1 + BEFORE);
    let is_plain =
        |c: char| !c.is_whitespace() && sanitize(c.encode_utf8(&mut [0; 4])).len() == c.len_utf8();
    let characters = text.chars().skip(start).take(BEFORE + AFTER);
    let shown: String = characters
        .map(|c| if is_plain(c) { c } else { ' ' })
        .collect();
    let before: String = shown.chars().take(at - 1 - start).collect();
    let width = textwrap::core::display_width(&before);
    (shown, width)
}

/// Characters shown before what is pointed at, and from it on.
const BEFORE: usize = 50;
const AFTER: usize = 25;

/// The notes so far.
struct Said<'a> {
    text: &'a str,
    notes: Vec<Note>,
}

impl Said<'_> {
    fn passed_over(&mut self, input: &str, reason: &str, at: usize) {
        if self.notes.len() < NOTES {
            self.notes.push(Note::PassedOver {
                input: input.to_owned(),
                reason: reason.to_owned(),
                column: Some(column(self.text, at)),
            });
        }
    }

    fn word(&mut self, input: &str, at: usize) {
        if self.notes.len() < NOTES {
            self.notes.push(Note::TakenAsWords {
                input: input.to_owned(),
                reason: "it joins nothing".to_owned(),
                candidates: Vec::new(),
                column: Some(column(self.text, at)),
            });
        }
    }
}

/// Leaves out what is beyond any sensible length or depth, and parentheses that close nothing; operators that join nothing become
/// words.
fn shorten(pieces: &mut Vec<Placed>, said: &mut Said) {
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
