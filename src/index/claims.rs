//! Statements in the index: composite terms to find them by, and a packed column to look at them again.
//!
//! A statement is indexed as `source|target|stance` for each level of either side and for any, so that one term stands for one
//! statement that satisfies all three. Everything else asked of it is read from the column.

use crate::briefing::{Act, Stance, Statement, Status};
use crate::query::{Claim, StatementCondition, party_keys};
use std::collections::BTreeSet;

/// Stands for any source, target or stance.
const ANY: &str = "*";
const SEPARATOR: &str = "\u{1f}";
const STATUSES: [Status; 5] = [
    Status::Asserted,
    Status::Reported,
    Status::Alleged,
    Status::Denied,
    Status::Hypothetical,
];
/// Values of the column for one claim.
const WIDTH: usize = 5;

/// The composite terms of a passage's statements.
pub(super) fn terms(statements: &[Statement]) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for statement in statements {
        let mut sources = party_keys(&statement.source);
        let mut targets = party_keys(&statement.target);
        sources.push(ANY.to_owned());
        targets.push(ANY.to_owned());
        for source in &sources {
            for target in &targets {
                for stance in [ANY, stance_key(statement.stance)] {
                    terms.insert([source, target, stance].join(SEPARATOR));
                }
            }
        }
    }
    terms
}

/// The composite terms one of which a passage has if one of its statements meets the condition.
pub(super) fn necessary_terms(condition: &StatementCondition) -> Vec<String> {
    let any = [ANY.to_owned()];
    let or_any =
        |keys: &'_ [String]| -> Vec<String> { if keys.is_empty() { &any } else { keys }.to_vec() };
    let stances: Vec<&str> = match condition.stance.as_slice() {
        [] => vec![ANY],
        asked => asked.iter().map(|stance| stance_key(*stance)).collect(),
    };
    let mut terms = Vec::new();
    for source in or_any(&condition.by) {
        for target in or_any(&condition.on) {
            for stance in &stances {
                terms.push([&source, &target, *stance].join(SEPARATOR));
            }
        }
    }
    terms
}

/// The values of the column for a statement.
pub(super) fn packed(claim: &Claim) -> [u64; WIDTH] {
    let position = |found: Option<usize>| found.unwrap_or_default() as u64;
    let stance = i64::from(i8::from(claim.stance)) + 1;
    let facts = [
        stance.unsigned_abs(),
        position(Act::ALL.iter().position(|act| *act == claim.act)),
        position(STATUSES.iter().position(|status| *status == claim.status)),
        u64::from(claim.strength),
        u64::from(claim.confidence),
    ];
    let facts = facts.into_iter().fold(0, |packed, fact| packed << 8 | fact);
    let pair = |first: u32, second: u32| u64::from(first) << 32 | u64::from(second);
    let pairs = |[person, body, id, name]: [u32; 4]| (pair(person, body), pair(id, name));
    let (source, target) = (pairs(claim.source), pairs(claim.target));
    [facts, source.0, source.1, target.0, target.1]
}

/// The claims of a document, from the values of its column.
pub(super) fn unpacked(mut values: impl Iterator<Item = u64>) -> impl Iterator<Item = Claim> {
    std::iter::from_fn(move || {
        let facts = values.next()?;
        let mut party = || {
            let [first, second] = [values.next()?, values.next()?];
            let halves = |value: u64| [(value >> 32) as u32, value as u32];
            let ([person, body], [id, name]) = (halves(first), halves(second));
            Some([person, body, id, name])
        };
        let (source, target) = (party()?, party()?);
        let [_, _, _, stance, act, status, strength, confidence] = facts.to_be_bytes();
        Some(Claim {
            source,
            target,
            stance: Stance::try_from(i8::try_from(stance).ok()? - 1).ok()?,
            act: *Act::ALL.get(usize::from(act))?,
            status: *STATUSES.get(usize::from(status))?,
            strength,
            confidence,
        })
    })
}

fn stance_key(stance: Stance) -> &'static str {
    match stance {
        Stance::Critical => "-",
        Stance::Neutral => "0",
        Stance::Supportive => "+",
    }
}
