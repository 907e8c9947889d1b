//! What can stand in a row of an export: a choice of the fields of [`table`] by name.

mod table;

use super::row::Row;
use crate::{Error, Result};
use std::fmt::Write as _;
use table::{FIELDS, Field};

/// A choice of fields, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields(Vec<usize>);

impl Default for Fields {
    fn default() -> Self {
        let numbered = FIELDS.iter().enumerate();
        Self(
            numbered
                .filter(|(_, field)| field.by_itself)
                .map(|(position, _)| position)
                .collect(),
        )
    }
}

impl Fields {
    /// The fields of these names, parted by commas; `all` is all of them.
    ///
    /// # Errors
    /// [`Error::Usage`] for a name that no field has, with those near it.
    pub fn named(names: &str) -> Result<Self> {
        let names = names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let mut chosen = Vec::new();
        for name in names {
            match FIELDS.iter().position(|field| field.name == name) {
                Some(position) => chosen.push(position),
                None if name == "all" => chosen.extend(0..FIELDS.len()),
                None => return Err(Error::Usage(unknown(name))),
            }
        }
        if chosen.is_empty() {
            return Err(Error::Usage(
                "--fields: no field is named; --fields help lists them".to_owned(),
            ));
        }
        Ok(Self(chosen))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fields().map(|field| field.name)
    }

    pub(super) fn cells<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = String> + 'a {
        self.fields().map(|field| (field.tell)(row))
    }

    fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.0.iter().filter_map(|position| FIELDS.get(*position))
    }
}

fn unknown(name: &str) -> String {
    let likeness = |field: &Field| strsim::jaro_winkler(field.name, name);
    let near = FIELDS
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let near = near.map(|field| field.name).unwrap_or_default();
    format!("--fields: no field is called {name}; did you mean {near}? --fields help lists them")
}

/// All fields, a line each, those marked that a file has by itself.
#[must_use]
pub fn fields_help() -> String {
    let mut help = String::new();
    for field in &FIELDS {
        let mark = if field.by_itself { '*' } else { ' ' };
        let _ = writeln!(help, "{mark} {:<18} {}", field.name, field.about); // writing to a String cannot fail
    }
    help.push_str("* without --fields; --fields all has all of them, in this order\n");
    help
}
