//! What may have been meant by a value that means nothing or several things.

use super::{Field, Known};
use crate::lexicon::EntityKind;
use crate::text::{Spelling, fold};
use std::collections::BTreeSet;

/// Two spellings at least this alike (1 − edits by length) may mean each other.
const ALIKE: f64 = 0.7;
/// Candidates named at most.
pub(super) const CANDIDATES: usize = 5;

/// The names of keys with how many passages have them, most first; the key where the name is that of several.
pub(super) fn counted(
    field: Field,
    keys: impl Iterator<Item = String>,
    known: &Known,
) -> Vec<String> {
    let passages = |key: &str| {
        let mut values = known.vocabulary.of(field).iter();
        values
            .find(|value| value.key == key)
            .map_or(0, |value| value.passages)
    };
    let mut counted: Vec<(u64, String)> = keys.map(|key| (passages(&key), key)).collect();
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let named: Vec<(u64, &str, String)> = counted
        .iter()
        .map(|(passages, key)| (*passages, &**key, known.name(field, key)))
        .collect();
    let several = |name: &str| named.iter().filter(|(_, _, own)| own == name).count() > 1;
    let told = named.iter().map(|(passages, key, name)| {
        let id = if several(name) {
            format!(" {key}")
        } else {
            String::new()
        };
        let of = if *passages == 1 {
            "passage"
        } else {
            "passages"
        };
        format!("{name}{id} ({passages} {of})")
    });
    unique(told)
}

/// Persons the lexicon knows by that family name or given name, those found most often first.
pub(super) fn namesakes(field: Field, value: &str, known: &Known) -> Vec<String> {
    let wanted = fold(value);
    let persons = known
        .lexicon
        .entities()
        .iter()
        .filter(|entity| entity.kind == EntityKind::Person);
    let same = persons.filter(|person| {
        fold(&person.name)
            .split([' ', '-'])
            .any(|word| word == wanted)
    });
    counted(field, same.map(|person| person.id.clone()), known)
}

/// Values of the index that are spelled much like `value`.
pub(super) fn near_values(field: Field, value: &str, known: &Known) -> Vec<String> {
    let values = known.vocabulary.of(field).iter();
    nearest(
        value,
        values.map(|value| value.name.as_deref().unwrap_or(&value.key)),
    )
}

/// The spellings most like `value`, likest first; the order given decides between those alike.
pub(super) fn nearest<'a>(value: &str, spellings: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wanted = fold(value);
    let scored = spellings.filter_map(|spelling| {
        let likeness = likeness(&wanted, &fold(spelling))?;
        Some((likeness, spelling))
    });
    let mut near: Vec<(f64, &str)> = scored.collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    unique(near.into_iter().map(|(_, spelling)| spelling.to_owned()))
}

/// How alike two folded spellings are; a single word may also be like one word of a name.
fn likeness(wanted: &str, spelling: &str) -> Option<f64> {
    let one = Spelling::of(wanted);
    let whole = one.edited(spelling, ALIKE);
    if wanted.contains(' ') {
        return whole;
    }
    let words = spelling.split([' ', '-']);
    let alike = words.filter_map(|word| one.edited(word, ALIKE));
    alike.chain(whole).max_by(f64::total_cmp)
}

pub(super) fn unique(values: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let fresh = values.into_iter().filter(|value| seen.insert(fold(value)));
    fresh.take(CANDIDATES).collect()
}
