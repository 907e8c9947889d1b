//! What is asked of one statement, and whether a statement meets it.

use crate::briefing::{Act, Actor, Stance, Statement, Status};
use serde::{Deserialize, Serialize};

/// What one statement must satisfy, every part of it. Empty lists ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StatementCondition {
    /// Its source is one of these, at any level.
    pub by: Vec<Key>,
    /// Its target is one of these, at any level.
    pub on: Vec<Key>,
    /// One of these.
    pub stance: Vec<Stance>,
    /// One of these.
    pub acts: Vec<Act>,
    /// One of these; empty is asserted and reported.
    pub status: Vec<Status>,
    /// Least and greatest.
    pub strength: Option<(u8, u8)>,
}

/// What a party is known by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Key {
    /// Id of a person, body, country or organisation.
    Id(String),
    /// A name that has no id, as written.
    Name(String),
    /// Nobody with an id.
    Unknown,
}

/// A party to a statement, at all its levels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Party<'a> {
    /// As named.
    pub name: Option<&'a str>,
    /// Person id.
    pub person: Option<&'a str>,
    /// Ministry or body id.
    pub body: Option<&'a str>,
    /// Country or organisation id.
    pub id: Option<&'a str>,
}

/// What of a statement a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim<'a> {
    /// Whose attitude it is.
    pub source: Party<'a>,
    /// Towards whom.
    pub target: Party<'a>,
    /// Towards the target.
    pub stance: Stance,
    /// What is done.
    pub act: Act,
    /// Whether it holds.
    pub status: Status,
    /// 0 to 9.
    pub strength: u8,
    /// 0 to 1.
    pub confidence: f32,
}

impl<'a> From<&'a Actor> for Party<'a> {
    fn from(actor: &'a Actor) -> Self {
        Self {
            name: actor.name.as_deref(),
            person: actor.person.as_deref(),
            body: actor.body.as_deref(),
            id: actor.id.as_deref(),
        }
    }
}

impl<'a> From<&'a Statement> for Claim<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self {
            source: (&statement.source).into(),
            target: (&statement.target).into(),
            stance: statement.stance,
            act: statement.act,
            status: statement.status,
            strength: statement.strength,
            confidence: statement.confidence,
        }
    }
}
