//! Which column of a table means what: as the user says ([`Columns`]), else by its name, else by what stands in it.

mod guess;

pub(super) use self::guess::SAMPLE;

use self::guess::{guess, is_header};
use super::fields::{self, field_of};
use crate::text::fold;
use crate::{Error, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use strsim::damerau_levenshtein;

static NONE: Columns = Columns(BTreeMap::new());

/// What a user says of columns: by the column's name, the field it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<String, String>);

impl Columns {
    /// Nothing said.
    #[must_use]
    pub fn none() -> &'static Self {
        &NONE
    }

    /// What `COLUMN=FIELD` says, added to what is known.
    ///
    /// # Errors
    /// [`Error::Usage`] where it is not of this form or there is no such field; it names the fields nearest to it.
    pub fn say(&mut self, assignment: &str) -> Result<()> {
        let Some((column, field)) = assignment.rsplit_once('=') else {
            return Err(Error::Usage(format!(
                "--map {assignment}: write COLUMN=FIELD, for example --map headline=title"
            )));
        };
        self.insert(column.trim(), field.trim())
            .map_err(|reason| Error::Usage(format!("--map {assignment}: {reason}")))
    }

    /// What a table of the archive says (`column = "field"` a line), and what it should say instead.
    ///
    /// # Errors
    /// It is no TOML, or names a field that is none.
    pub fn read(text: &str) -> std::result::Result<Self, String> {
        let said: toml::Table = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        Self::of_table(toml::Value::Table(said))
    }

    /// What the `[columns]` of a sidecar say.
    pub(super) fn of_table(said: toml::Value) -> std::result::Result<Self, String> {
        let said: BTreeMap<String, String> = said
            .try_into()
            .map_err(|_| "write `column = \"field\"`, a line each".to_owned())?;
        let mut columns = Self::default();
        for (column, field) in said {
            columns.insert(&column, &field)?;
        }
        Ok(columns)
    }

    /// As a table of the archive.
    #[must_use]
    pub fn written(&self) -> String {
        toml::to_string(&self.0).unwrap_or_default() // a map of texts: cannot fail
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Changes with what is said; empty where nothing is.
    #[must_use]
    pub fn version(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let digest = Sha256::digest(self.written());
        let short = digest
            .iter()
            .take(6)
            .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        format!("{short:x}")
    }

    fn insert(&mut self, column: &str, field: &str) -> std::result::Result<(), String> {
        let known = field_of(field).ok_or_else(|| {
            let near = nearest(field, fields::all());
            format!("no field `{field}`; {near}")
        })?;
        self.0.insert(column.to_owned(), known.to_owned());
        Ok(())
    }

    /// The field of the column of this name and number.
    fn field(&self, name: &str, number: usize) -> Option<&str> {
        let number = number.to_string();
        let by_name = self.0.iter().find(|(column, _)| fold(column) == fold(name));
        let found = by_name.or_else(|| self.0.iter().find(|(column, _)| **column == number));
        found.map(|(_, field)| field.as_str())
    }
}

/// The columns of a table.
pub(super) struct Assigned {
    /// By position: the field where it was said or guessed, else the column's own name where that tells.
    pub(super) names: Vec<Option<String>>,
    /// Whether the first row is one of names.
    pub(super) has_header: bool,
    /// How the table was read, where names alone did not tell.
    pub(super) remark: Option<String>,
}

/// Decides what the columns of a table are, from its first rows.
pub(super) fn assign(
    rows: &[Vec<String>],
    of_file: &Columns,
    of_all: &Columns,
) -> std::result::Result<Assigned, String> {
    let first = rows.first().cloned().unwrap_or_default();
    let said = |name: &str, number: usize| {
        of_file
            .field(name, number)
            .or_else(|| of_all.field(name, number))
    };
    let is_said = first.iter().any(|name| {
        of_file
            .field(name, 0)
            .or_else(|| of_all.field(name, 0))
            .is_some()
    });
    let has_header =
        is_said || !of_file.is_empty() || is_header(&first, rows.get(1..).unwrap_or_default());
    let names: Vec<String> = if has_header {
        first.clone()
    } else {
        vec![String::new(); first.len()]
    };
    let body = rows.get(usize::from(has_header)..).unwrap_or_default();
    for column in of_file.0.keys() {
        let is_there = names.iter().enumerate().any(|(position, name)| {
            fold(name) == fold(column) || *column == (position + 1).to_string()
        });
        if !is_there {
            let near = nearest(column, names.iter().map(String::as_str));
            return Err(format!(
                "its sidecar names a column `{column}` that it has not; {near}"
            ));
        }
    }
    let mut decided: Vec<Decided> = names
        .iter()
        .enumerate()
        .map(|(position, name)| match said(name, position + 1) {
            Some(field) => Decided::Said(field.to_owned()),
            None if fields::is_item_name(name) => Decided::Named,
            None => Decided::Open,
        })
        .collect();
    guess(&names, body, &mut decided);
    let fields: Vec<&str> = decided.iter().filter_map(Decided::field).collect();
    let assigned = names
        .iter()
        .zip(&decided)
        .map(|(name, decided)| match decided {
            Decided::Said(field) | Decided::Guessed(field, _) => Some(field.clone()),
            // What is said of a field leaves no other column for it.
            Decided::Named => {
                let is_taken = field_of(name).is_some_and(|field| fields.contains(&field));
                (!is_taken).then(|| name.clone())
            }
            Decided::Open => None,
        })
        .collect();
    Ok(Assigned {
        remark: remark(&names, &decided, has_header, of_all),
        names: assigned,
        has_header,
    })
}

/// What was decided of a column.
enum Decided {
    /// The user says what it is.
    Said(String),
    /// Its name does.
    Named,
    /// What stands in it does, and how.
    Guessed(String, &'static str),
    /// Nothing does.
    Open,
}

impl Decided {
    fn field(&self) -> Option<&str> {
        match self {
            Self::Said(field) | Self::Guessed(field, _) => Some(field),
            Self::Named | Self::Open => None,
        }
    }
}

fn remark(
    names: &[String],
    decided: &[Decided],
    has_header: bool,
    of_all: &Columns,
) -> Option<String> {
    let column = |position: usize, name: &str| {
        if has_header && !name.trim().is_empty() {
            shortened(name.trim())
        } else {
            format!("column {}", position + 1)
        }
    };
    let unsaid = !of_all.is_empty()
        && !decided
            .iter()
            .any(|decided| matches!(decided, Decided::Said(_)));
    let missing = unsaid.then(|| {
        let first = of_all
            .0
            .keys()
            .next()
            .map(String::as_str)
            .unwrap_or_default();
        format!("no column `{}` in it (--map)", shortened(first))
    });
    let is_guessed = decided
        .iter()
        .any(|decided| matches!(decided, Decided::Guessed(..)));
    if !is_guessed && has_header {
        return missing;
    }
    let parts = names
        .iter()
        .zip(decided)
        .enumerate()
        .filter_map(|(position, (name, decided))| {
            let column = column(position, name);
            Some(match decided {
                Decided::Said(field) => format!("{}={column}", shown(field)),
                Decided::Named => format!("{}={column}", shown(field_of(name)?)),
                Decided::Guessed(field, why) => format!("{}={column} ({why})", shown(field)),
                Decided::Open => return None,
            })
        });
    let parts: Vec<String> = parts.collect();
    let read = format!(
        "columns read as: {}; --map COLUMN=FIELD says it otherwise",
        parts.join(", ")
    );
    Some(match missing {
        Some(missing) => format!("{missing}; {read}"),
        None => read,
    })
}

/// A field as users name it.
fn shown(field: &str) -> &str {
    if field == "day" { "date" } else { field }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What is near a name that is none.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let folded = fold(name);
    let mut near: Vec<(usize, &str)> = known
        .filter(|known| !known.trim().is_empty())
        .map(|known| (damerau_levenshtein(&folded, &fold(known)), known))
        .collect();
    near.sort_unstable();
    let (near, all): (Vec<_>, Vec<_>) = near.into_iter().partition(|(distance, _)| *distance <= 2);
    let of = if near.is_empty() { all } else { near };
    let names: Vec<String> = of
        .into_iter()
        .take(25)
        .map(|(_, name)| format!("`{}`", shortened(shown(name))))
        .collect();
    format!("there is {}", names.join(", "))
}
