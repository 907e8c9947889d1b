//! `NAME.meta.toml` beside a file: what its user knows of it. It wins over what the file says.

use super::columns::Columns;
use super::draft::Draft;
use super::fields::Fields;
use crate::briefing::DateOrigin;
use serde_json::Value;

/// What a sidecar says.
pub(super) struct Sidecar {
    pub(super) draft: Draft,
    /// Of a table: what its columns are.
    pub(super) columns: Columns,
}

/// What a sidecar says; dates bare or quoted.
///
/// # Errors
/// It is no TOML, or its `[columns]` name what is no field.
pub(super) fn read(text: &str) -> Result<Sidecar, String> {
    let mut table: toml::Table =
        toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let columns = match table.remove("columns") {
        Some(columns) => {
            Columns::of_table(columns).map_err(|reason| format!("[columns]: {reason}"))?
        }
        None => Columns::default(),
    };
    let pairs = table.into_iter().map(|(name, value)| (name, plain(value)));
    Ok(Sidecar {
        draft: Fields::new(pairs).into_draft(DateOrigin::Sidecar),
        columns,
    })
}

/// The draft with what its sidecar says. Beside a file of many, and for what lies inside a container, a sidecar says what holds for all
/// of them where they say nothing.
pub(super) fn applied(sidecar: &Draft, mut draft: Draft, is_inside: bool) -> Draft {
    let mut own = sidecar.clone();
    if is_inside || draft.locator.is_some() {
        (own.own_id, own.url, own.title) = (None, None, None);
        draft.fill_from(own);
        return draft;
    }
    own.fill_from(draft);
    own
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is) => Value::Bool(is),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
        toml::Value::Table(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, value)| (name, plain(value)))
                .collect(),
        ),
    }
}
