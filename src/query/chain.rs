//! Chains of nearness, and texts that have places → plan.

use super::words::analyse;
use super::{Chain, Condition, Known, Near, Node, Reach, Text};
use crate::text::exact_tokens;

/// A chain, cut where its parts may stand in other passages of the answer.
pub(super) fn near(Chain { operands, reaches }: &Chain, known: &Known) -> Option<Condition> {
    let mut parts = vec![Near::default()];
    for (number, operand) in operands.iter().enumerate() {
        let reach = number.checked_sub(1).and_then(|link| reaches.get(link));
        if reach == Some(&Reach::Passage) {
            parts.push(Near::default());
        }
        let texts = texts(operand, known);
        let part = parts.last_mut().filter(|_| !texts.is_empty())?;
        part.reaches
            .extend(reach.filter(|reach| **reach != Reach::Passage));
        part.operands.push(texts);
    }
    let mut parts: Vec<Condition> = parts
        .into_iter()
        .map(|part| Condition::Text(Text::Near(part)))
        .collect();
    if parts.len() == 1 {
        return parts.pop();
    }
    Some(Condition::Together(parts))
}

/// A node that has places, as the texts any of which it asks for.
pub(super) fn texts(node: &Node, known: &Known) -> Vec<Text> {
    let tokens = |text: &str| -> Vec<String> {
        exact_tokens(text)
            .into_iter()
            .map(|token| token.text)
            .collect()
    };
    let token = |word: &str| tokens(word).into_iter().next();
    match node {
        Node::Word(typed) => {
            let mut words = analyse(typed, known);
            match (words.len(), words.pop()) {
                (1, Some(word)) => vec![Text::Word(word)],
                (_, Some(_)) => vec![Text::Phrase(tokens(typed))], // a run of Chinese
                (_, None) => Vec::new(),
            }
        }
        Node::Phrase(typed) | Node::Exact(typed) => vec![Text::Phrase(tokens(typed))],
        Node::Prefix(start) => token(start).map(Text::Prefix).into_iter().collect(),
        Node::Fuzzy(word, edits) => {
            let fuzzy = |token| Text::Fuzzy {
                token,
                edits: *edits,
            };
            token(word).map(fuzzy).into_iter().collect()
        }
        Node::Sloppy(typed, moves) => {
            let (tokens, moves) = (tokens(typed), *moves);
            vec![Text::Sloppy { tokens, moves }]
        }
        Node::Any(clauses) => clauses
            .iter()
            .flat_map(|clause| texts(&clause.node, known))
            .collect(),
        Node::Filter(_) | Node::All(_) | Node::Near(_) => Vec::new(),
    }
}
