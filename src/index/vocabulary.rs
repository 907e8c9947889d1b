//! The values that occur in an index, with the passages that have them: from the term dictionaries.

use super::Reader;
use super::schema::Fields;
use crate::Result;
use crate::query::{Column, Field, Keys, Value, Vocabulary};
use rustc_hash::FxHashMap;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use tantivy::Searcher;
use tantivy::schema::Field as EngineField;

/// Fields of the query whose values are those of a column.
const FIELDS: [(Field, Column); 14] = [
    (Field::By, Column::By),
    (Field::By, Column::Source),
    (Field::On, Column::On),
    (Field::Entity, Column::Entity),
    (Field::Speaker, Column::Speaker),
    (Field::Ministry, Column::Ministry),
    (Field::Country, Column::Country),
    (Field::Outlet, Column::Outlet),
    (Field::Topic, Column::Topic),
    (Field::Topic, Column::Detail),
    (Field::Lang, Column::Lang),
    (Field::Kind, Column::Kind),
    (Field::Form, Column::Form),
    (Field::Date, Column::Year),
];

/// Fields whose keys may be ids of persons, who are called what the index says.
const OF_PERSONS: [Field; 4] = [Field::By, Field::On, Field::Entity, Field::Speaker];

/// Counts take in removed passages until their segment is merged. What cannot be read is absent: a search tells of the damage.
pub(super) fn of(reader: &Reader) -> Vocabulary {
    let (searcher, fields) = (reader.searcher.clone(), reader.fields.clone());
    let names = OnceLock::new();
    let read = move |field, keys: Keys| {
        let has_names = OF_PERSONS.contains(&field) && !matches!(keys, Keys::One(_));
        let names = has_names
            .then(|| names.get_or_init(|| names_of(&searcher, fields.names).unwrap_or_default()));
        values(&searcher, &fields, (field, keys), names).unwrap_or_default()
    };
    Vocabulary::new(FIELDS.map(|(field, _)| field), read)
}

fn values(
    searcher: &Searcher,
    fields: &Fields,
    (field, keys): (Field, Keys),
    names: Option<&HashMap<String, String>>,
) -> Result<Vec<Value>> {
    let mut counts: FxHashMap<String, u64> = FxHashMap::default();
    let columns = FIELDS.iter().filter(|(own, _)| *own == field);
    for (_, column) in columns {
        for (key, passages) in terms(searcher, fields.column(*column), keys)? {
            let count = counts.entry(key).or_default();
            *count = passages.max(*count);
        }
    }
    let value = |(key, passages): (String, u64)| {
        let name = key.strip_prefix('=').map(str::to_owned);
        Value {
            name: name.or_else(|| names?.get(&key).cloned()),
            key,
            passages,
        }
    };
    let mut values: Vec<Value> = counts.into_iter().map(value).collect();
    values.sort_by(|a, b| b.passages.cmp(&a.passages).then_with(|| a.key.cmp(&b.key)));
    Ok(values)
}

impl Reader {
    /// The ids of persons.
    pub(super) fn persons(&self) -> Result<HashSet<String>> {
        let terms = terms(&self.searcher, self.fields.names, Keys::All)?.into_keys();
        let ids = terms.filter_map(|term| Some(term.split_once('=')?.0.to_owned()));
        Ok(ids.collect())
    }
}

/// What each id is called most often.
fn names_of(searcher: &Searcher, names: EngineField) -> Result<HashMap<String, String>> {
    let mut best: HashMap<String, (u64, String)> = HashMap::new();
    for (term, passages) in terms(searcher, names, Keys::All)? {
        if let Some((id, name)) = term.split_once('=') {
            let slot = best.entry(id.to_owned()).or_default();
            let is_first = passages == slot.0 && name < slot.1.as_str();
            if passages > slot.0 || is_first {
                *slot = (passages, name.to_owned());
            }
        }
    }
    Ok(best.into_iter().map(|(id, (_, name))| (id, name)).collect())
}

fn terms(searcher: &Searcher, field: EngineField, keys: Keys) -> Result<FxHashMap<String, u64>> {
    let mut found: FxHashMap<String, u64> = FxHashMap::default();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let range = || inverted.terms().range();
        let ranges = match keys {
            Keys::All => vec![range()],
            // names begin with an equals sign
            Keys::Ids => vec![range().lt("="), range().ge(">")],
            Keys::One(key) => vec![range().ge(key).le(key)],
        };
        for range in ranges {
            let mut terms = range.into_stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                if let Ok(key) = std::str::from_utf8(terms.key()) {
                    let passages = u64::from(terms.value().doc_freq);
                    match found.get_mut(key) {
                        Some(count) => *count += passages,
                        None => drop(found.insert(key.to_owned(), passages)),
                    }
                }
            }
        }
    }
    Ok(found)
}
