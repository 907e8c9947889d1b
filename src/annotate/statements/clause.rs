//! Clauses of English, by a light cascade: verb groups, then noun phrases and subjects around them. One sentence at a time, no
//! grammar beyond closed-class words and the words of the lexicon, so that a parser could take its place.

mod groups;
mod joined;
mod phrases;
mod subjects;

use super::tokens::{Kind, Token};
use crate::lexicon::{Class, Inflection};
use std::ops::Range;

/// Words walked over in search of something; what is farther is not found.
const REACH: usize = 40;

/// A verb with its auxiliaries.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// All its tokens, adverbs among them.
    pub(super) range: Range<usize>,
    /// The verb that says what is done.
    pub(super) head: usize,
    pub(super) form: Inflection,
    pub(super) negated: bool,
    pub(super) shape: Shape,
    pub(super) passive: bool,
}

/// What kind of clause a verb group makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Finite,
    /// After "to".
    Infinitive,
    /// A participle or gerund without auxiliary.
    Participle,
}

/// Who stands in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// Named parties, by token.
    Parties(Vec<usize>),
    /// We, I, our.
    Voice,
    /// It, the country.
    Anaphor,
    /// They.
    They,
    /// He, she.
    Person,
    /// The minister.
    Official,
    /// Whose actions are the subject, where nobody of the sentence is: "Their actions", "its forces".
    Theirs(Possessive),
    /// The two sides.
    Both,
    /// A country or organisation that an accord of this name binds.
    Bound(&'static str, &'static str),
}

/// A possessive pronoun of the third person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Possessive {
    /// His, her.
    Person,
    /// Its, their.
    Other,
}

/// A noun phrase: its tokens and the parties named in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    pub(super) range: Range<usize>,
    pub(super) parties: Vec<usize>,
}

/// A sentence with its verb groups.
pub(super) struct Clauses<'a, 'b> {
    text: &'b str,
    pub(super) tokens: &'b [Token<'a>],
    pub(super) groups: Vec<Group>,
}

const AUXILIARY: [Class; 4] = [Class::Modal, Class::Be, Class::Have, Class::Do];

impl<'a, 'b> Clauses<'a, 'b> {
    pub(super) fn new(text: &'b str, tokens: &'b [Token<'a>]) -> Self {
        let mut clauses = Self {
            text,
            tokens,
            groups: Vec::new(),
        };
        let mut position = 0;
        while position < tokens.len() {
            match clauses.group_at(position) {
                Some(group) => {
                    position = group.range.end.max(position + 1);
                    clauses.groups.push(group);
                }
                None => position += 1,
            }
        }
        clauses
    }

    /// Whether the token is this word, in lower case.
    pub(super) fn is_word(&self, position: usize, word: &str) -> bool {
        self.tokens
            .get(position)
            .is_some_and(|token| token.span.of(self.text).eq_ignore_ascii_case(word))
    }

    pub(super) fn is(&self, position: usize, class: Class) -> bool {
        self.tokens
            .get(position)
            .is_some_and(|token| token.is(class))
    }

    pub(super) fn is_any(&self, position: usize, classes: &[Class]) -> bool {
        self.tokens
            .get(position)
            .is_some_and(|token| token.is_any(classes))
    }

    fn kind(&self, position: usize) -> Option<Kind> {
        self.tokens.get(position).map(|token| token.kind)
    }
}
