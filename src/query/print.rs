//! Syntax tree → text, which reads back as the same tree.

use super::lex::is_quote;
use super::{Clause, Filter, Node, Occur, Query};
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
        match &self.node {
            Node::Word(word) => formatter.write_str(word),
            Node::Phrase(words) => write!(formatter, "\"{words}\""),
            Node::Exact(word) => write!(formatter, "exact:{word}"),
            Node::Prefix(start) => write!(formatter, "{start}*"),
            Node::Filter(filter) => filter.fmt(formatter),
            Node::Any(clauses) => in_parentheses(formatter, clauses, " OR "),
            Node::All(clauses) => in_parentheses(formatter, clauses, " "),
        }
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
