//! Values of statements: sources, targets, stances and acts of those that a plan asks for.
//!
//! A plan that asks for statements and not for a party without an id is not met by one with such a party, so that asking for it then
//! would widen what is found: it is no value of the facet. Where nothing is asked of statements it is one.

use super::Among;
use crate::Result;
use crate::briefing::{Act, StanceName};
use crate::index::reader::Reader;
use crate::query::{Claim, Column, Matcher, Plan, StatementCondition, UNKNOWN, key_hash};
use std::collections::{BTreeSet, HashMap};
use tantivy::DocId;

/// Stands for a party that is asked nothing of.
const ANYBODY: [u32; 4] = [0; 4];

/// The targets of the statements asked for.
pub(super) fn targets(
    reader: &Reader,
    among: &Among,
    plan: &Plan,
    add: impl FnMut(&str, usize),
) -> Result<()> {
    let found = of_claims(among, &asked(plan), |claim| &mut claim.target)?;
    named(reader, among, &[Column::On], &found, add)
}

/// The sources of the statements asked for; where nothing else is asked of statements, whoever speaks or is quoted too.
pub(super) fn sources(
    reader: &Reader,
    among: &Among,
    plan: &Plan,
    add: impl FnMut(&str, usize),
) -> Result<()> {
    let asked = asked(plan);
    let mut found = of_claims(among, &asked, |claim| &mut claim.source)?;
    if asked.0.is_empty() || asked.0.asks_only_source() {
        among.by_key(reader, Column::By, |key, having| {
            for doc in having {
                found.entry(*doc).or_default().insert(key_hash(key));
            }
        })?;
    }
    named(reader, among, &[Column::Source, Column::By], &found, add)
}

/// The stances of the statements asked for; without any, unknown.
pub(super) fn stances(among: &Among, plan: &Plan, add: impl FnMut(&str, usize)) -> Result<()> {
    let (_, matcher) = asked(plan);
    by_name(among, add, |claim| {
        if !matcher.meets(claim) {
            return Vec::new();
        }
        let name = serde_json::to_value(StanceName::from(claim.stance));
        vec![
            name.ok()
                .and_then(|name| name.as_str().map(str::to_owned))
                .unwrap_or_default(),
        ]
    })
}

/// Their acts, each with the class above it; without any, unknown. A refusal to answer, which is towards nobody, is met where it is
/// asked for by name, and so is a value of its own though not of the class above it.
pub(super) fn acts(among: &Among, plan: &Plan, add: impl FnMut(&str, usize)) -> Result<()> {
    let (asked, matcher) = asked(plan);
    let refusals = asked.acts.is_empty().then(|| {
        let acts = vec![Act::Decline];
        StatementCondition { acts, ..asked }.matcher()
    });
    by_name(among, add, |claim| {
        if matcher.meets(claim) {
            vec![name(claim.act), name(claim.act.parent())]
        } else if refusals.as_ref().is_some_and(|asked| asked.meets(claim)) {
            vec![name(claim.act)]
        } else {
            Vec::new()
        }
    })
}

/// As a value of the facet.
pub(super) fn name(act: Act) -> String {
    act.name().to_lowercase()
}

fn by_name(
    among: &Among,
    mut add: impl FnMut(&str, usize),
    names: impl Fn(&Claim) -> Vec<String>,
) -> Result<()> {
    let claims = among.claims()?;
    for doc in &among.docs {
        let names: BTreeSet<String> = claims.of(*doc).flat_map(|claim| names(&claim)).collect();
        if names.is_empty() {
            add(UNKNOWN, 1);
        }
        for name in &names {
            add(name, 1);
        }
    }
    Ok(())
}

/// What the plan asks of one statement.
fn asked(plan: &Plan) -> (StatementCondition, Matcher) {
    let asked = plan.statement.clone().unwrap_or_default();
    let matcher = asked.matcher();
    (asked, matcher)
}

/// The hashes that each passage has in one party of the claims that are meant. Where nothing is asked, who has no id is one, too.
fn of_claims(
    among: &Among,
    (asked, matcher): &(StatementCondition, Matcher),
    party: fn(&mut Claim) -> &mut [u32; 4],
) -> Result<HashMap<DocId, BTreeSet<u32>>> {
    let claims = among.claims()?;
    let mut found: HashMap<DocId, BTreeSet<u32>> = HashMap::new();
    for doc in &among.docs {
        let of_claim = |mut claim: Claim| {
            let hashes = *party(&mut claim);
            if asked.is_empty() {
                *party(&mut claim) = ANYBODY;
            }
            matcher.meets(&claim).then_some(hashes)
        };
        let hashes = claims.of(*doc).filter_map(of_claim).flatten();
        let hashes: BTreeSet<u32> = hashes.filter(|hash| *hash != 0).collect();
        if !hashes.is_empty() {
            found.insert(*doc, hashes);
        }
    }
    Ok(found)
}

/// Counts the keys of the columns whose hashes passages have. Two keys of one hash, of which a passage has one, are told apart by
/// the columns.
fn named(
    reader: &Reader,
    among: &Among,
    columns: &[Column],
    found: &HashMap<DocId, BTreeSet<u32>>,
    mut add: impl FnMut(&str, usize),
) -> Result<()> {
    let mut having: HashMap<String, BTreeSet<DocId>> = HashMap::new();
    for column in columns {
        among.by_key(reader, *column, |key, docs| {
            let hash = key_hash(key);
            let has = |doc: &&DocId| found.get(*doc).is_some_and(|own| own.contains(&hash));
            let docs = docs.iter().filter(has);
            having.entry(key.to_owned()).or_default().extend(docs);
        })?;
    }
    for (key, docs) in having {
        add(&key, docs.len());
    }
    Ok(())
}
