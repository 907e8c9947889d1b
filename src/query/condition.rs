//! What is asked of one statement, and whether a statement meets it.

use crate::briefing::{Act, Actor, Stance, Statement, Status};
use serde::{Deserialize, Serialize};

/// What one statement must satisfy, every part of it. Empty lists ask nothing.
///
/// A party without an id is met only where that side is asked for, or where the act is that of refusing to answer, which is towards nobody.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatementCondition {
    /// Its source is one of these, at any level: keys as of [`party_keys`].
    pub by: Vec<String>,
    /// Its target is one of these, at any level.
    pub on: Vec<String>,
    /// One of these.
    pub stance: Vec<Stance>,
    /// One of these, or beneath one of these.
    pub acts: Vec<Act>,
    /// One of these; empty is asserted and reported.
    pub status: Vec<Status>,
    /// Least and greatest, both included.
    pub strength: Option<(u8, u8)>,
}

/// The key of a party that has no country or organisation.
pub const UNKNOWN: &str = "unknown";

/// What a party answers to: person, body, country or organisation ([`UNKNOWN`] where it has none), and `=name` where it has no id.
#[must_use]
pub fn party_keys(actor: &Actor) -> Vec<String> {
    party_levels(actor).into_iter().flatten().collect()
}

/// `=Ada Norvik`: the key of a name that has no id.
#[must_use]
pub fn name_key(name: &str) -> String {
    format!("={name}")
}

fn party_levels(actor: &Actor) -> [Option<String>; 4] {
    let has_id = actor.person.is_some() || actor.body.is_some() || actor.id.is_some();
    let named = actor.name.as_deref().filter(|_| !has_id);
    [
        actor.person.clone(),
        actor.body.clone(),
        Some(actor.id.clone().unwrap_or_else(|| UNKNOWN.to_owned())),
        named.map(name_key),
    ]
}

/// What of a statement conditions look at, small enough for a column: keys are hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Hashes of the source's keys, 0 where a level is missing: person, body, country or organisation, name.
    pub source: [u32; 4],
    /// Those of the target.
    pub target: [u32; 4],
    /// Towards the target.
    pub stance: Stance,
    /// What is done.
    pub act: Act,
    /// Whether it holds.
    pub status: Status,
    /// 0 to 9.
    pub strength: u8,
    /// In 255ths.
    pub confidence: u8,
}

impl From<&Statement> for Claim {
    fn from(statement: &Statement) -> Self {
        let hashes = |actor| party_levels(actor).map(|key| key.map_or(0, |key| hash(&key)));
        #[allow(clippy::cast_sign_loss, reason = "clamped to 0..=255")]
        let confidence = (statement.confidence * 255.0).round().clamp(0.0, 255.0) as u8;
        Self {
            source: hashes(&statement.source),
            target: hashes(&statement.target),
            stance: statement.stance,
            act: statement.act,
            status: statement.status,
            strength: statement.strength.min(9),
            confidence,
        }
    }
}

/// A [`StatementCondition`] made ready to be put to many claims.
#[derive(Debug, Clone)]
pub struct Matcher {
    condition: StatementCondition,
    by: Vec<u32>,
    on: Vec<u32>,
    unknown: u32,
}

impl StatementCondition {
    /// Whether it asks nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it asks only for a source.
    #[must_use]
    pub fn asks_only_source(&self) -> bool {
        !self.by.is_empty()
            && Self {
                by: Vec::new(),
                ..self.clone()
            }
            .is_empty()
    }

    /// It, ready to be put to many claims.
    #[must_use]
    pub fn matcher(&self) -> Matcher {
        let hashes = |keys: &[String]| keys.iter().map(|key| hash(key)).collect();
        Matcher {
            condition: self.clone(),
            by: hashes(&self.by),
            on: hashes(&self.on),
            unknown: hash(UNKNOWN),
        }
    }
}

impl Matcher {
    /// Whether the claim satisfies every part of the condition.
    #[must_use]
    pub fn meets(&self, claim: &Claim) -> bool {
        let asked = &self.condition;
        let status = match asked.status.as_slice() {
            [] => claim.status.counts(),
            listed => listed.contains(&claim.status),
        };
        let act = asked.acts.is_empty()
            || asked.acts.contains(&claim.act)
            || asked.acts.contains(&claim.act.parent());
        let strength = asked
            .strength
            .is_none_or(|(least, most)| (least..=most).contains(&claim.strength));
        let stance = asked.stance.is_empty() || asked.stance.contains(&claim.stance);
        // who refuses to answer does so towards nobody, and whoever it is
        let is_refusal = claim.act == Act::Decline && asked.acts.contains(&Act::Decline);
        status
            && act
            && strength
            && stance
            && (is_refusal && self.by.is_empty() || self.party(&self.by, claim.source))
            && (is_refusal && self.on.is_empty() || self.party(&self.on, claim.target))
    }

    fn party(&self, asked: &[u32], levels: [u32; 4]) -> bool {
        if asked.is_empty() {
            return !levels.contains(&self.unknown);
        }
        levels.iter().any(|key| asked.contains(key))
    }
}

/// The hash that a [`Claim`] has of a key.
#[must_use]
pub fn key_hash(key: &str) -> u32 {
    hash(key)
}

/// FNV-1a, never 0: stands in the index and must not change.
fn hash(key: &str) -> u32 {
    let hashed = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hashed.max(1)
}
