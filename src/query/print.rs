//! Syntax tree → text, which reads back as the same tree.

use super::signs::{is_quote, is_small_number};
use super::{Chain, Clause, Filter, Node, Occur, Query};
use std::fmt::{self, Display, Formatter, Write};

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        joined(formatter, &self.clauses, " ")
    }
}

impl Display for Clause {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.occur {
            Occur::Plain => (),
            Occur::Required => formatter.write_char('+')?,
            Occur::Excluded => formatter.write_char('-')?,
        }
        let guarded = self.occur == Occur::Required;
        match &self.node {
            Node::Near(Chain { operands, reaches }) => {
                for (number, operand) in operands.iter().enumerate() {
                    if let Some(reach) = number.checked_sub(1).and_then(|link| reaches.get(link)) {
                        write!(formatter, " {reach} ")?;
                    }
                    one(formatter, operand, guarded && number == 0)?;
                }
                Ok(())
            }
            node => one(formatter, node, guarded),
        }
    }
}

/// A node that is no chain. Behind a plus sign a small number wants parentheses: `+5` is an operator of nearness.
fn one(formatter: &mut Formatter<'_>, node: &Node, guarded: bool) -> fmt::Result {
    match node {
        Node::Word(word) if guarded && is_small_number(word) => write!(formatter, "({word})"),
        Node::Word(word) => formatter.write_str(word),
        Node::Phrase(words) => write!(formatter, "\"{words}\""),
        Node::Exact(word) => write!(formatter, "exact:{word}"),
        Node::Prefix(start) => write!(formatter, "{start}*"),
        Node::Fuzzy(word, 1) => write!(formatter, "{word}~"),
        Node::Fuzzy(word, edits) => write!(formatter, "{word}~{edits}"),
        Node::Sloppy(words, moves) => write!(formatter, "\"{words}\"~{moves}"),
        Node::Filter(filter) => filter.fmt(formatter),
        Node::Any(clauses) => in_parentheses(formatter, clauses, " OR "),
        Node::All(clauses) => in_parentheses(formatter, clauses, " "),
        Node::Near(_) => Clause::plain(node.clone()).fmt(formatter),
    }
}

impl Display for Filter {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c);
        if self.value.is_empty() || self.value.contains(ends) {
            write!(formatter, "{}:\"{}\"", self.field.name(), self.value)
        } else {
            write!(formatter, "{}:{}", self.field.name(), self.value)
        }
    }
}

fn in_parentheses(formatter: &mut Formatter<'_>, clauses: &[Clause], between: &str) -> fmt::Result {
    formatter.write_char('(')?;
    joined(formatter, clauses, between)?;
    formatter.write_char(')')
}

fn joined(formatter: &mut Formatter<'_>, clauses: &[Clause], between: &str) -> fmt::Result {
    for (position, clause) in clauses.iter().enumerate() {
        if position > 0 {
            formatter.write_str(between)?;
        }
        clause.fmt(formatter)?;
    }
    Ok(())
}
