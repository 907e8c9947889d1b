//! The values that occur in an index, with the passages that have them: from the term dictionaries.

use super::Reader;
use crate::Result;
use crate::query::{Column, Field, Value, Vocabulary};
use std::collections::{BTreeMap, HashMap, HashSet};
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

/// Counts take in removed passages until their segment is merged.
pub(super) fn read(reader: &Reader) -> Result<Vocabulary> {
    let names = names(reader)?;
    let mut counts: BTreeMap<Field, HashMap<String, u64>> = BTreeMap::new();
    for (field, column) in FIELDS {
        let counts = counts.entry(field).or_default();
        for (key, passages) in terms(reader, reader.fields.column(column))? {
            let count = counts.entry(key).or_default();
            *count = passages.max(*count);
        }
    }
    let value = |(key, passages): (String, u64)| {
        let name = key.strip_prefix('=').map(str::to_owned);
        Value {
            name: name.or_else(|| names.get(&key).cloned()),
            key,
            passages,
        }
    };
    let values = counts.into_iter().filter(|(_, counts)| !counts.is_empty());
    let values = values.map(|(field, counts)| {
        let mut values: Vec<Value> = counts.into_iter().map(value).collect();
        values.sort_by(|a, b| b.passages.cmp(&a.passages).then_with(|| a.key.cmp(&b.key)));
        (field, values)
    });
    Ok(Vocabulary {
        values: values.collect(),
    })
}

impl Reader {
    /// The ids of persons.
    pub(super) fn persons(&self) -> Result<HashSet<String>> {
        let terms = terms(self, self.fields.names)?.into_keys();
        let ids = terms.filter_map(|term| Some(term.split_once('=')?.0.to_owned()));
        Ok(ids.collect())
    }
}

/// What each id is called most often.
fn names(reader: &Reader) -> Result<HashMap<String, String>> {
    let mut best: HashMap<String, (u64, String)> = HashMap::new();
    for (term, passages) in terms(reader, reader.fields.names)? {
        if let Some((id, name)) = term.split_once('=') {
            let slot = best.entry(id.to_owned()).or_default();
            if passages > slot.0 {
                *slot = (passages, name.to_owned());
            }
        }
    }
    Ok(best.into_iter().map(|(id, (_, name))| (id, name)).collect())
}

fn terms(reader: &Reader, field: EngineField) -> Result<BTreeMap<String, u64>> {
    let mut terms = BTreeMap::new();
    for segment in reader.searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted
            .terms()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        while stream.advance() {
            if let Ok(key) = std::str::from_utf8(stream.key()) {
                *terms.entry(key.to_owned()).or_default() += u64::from(stream.value().doc_freq);
            }
        }
    }
    Ok(terms)
}
