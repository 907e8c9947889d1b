//! The query as a value: text and flags → [`Query`] → [`Plan`], and back into text and into English.
//!
//! [`parse`] never fails: what it does not understand it takes as words. [`read`] adds the flags and resolves every value to ids
//! ([`Known`] holds the names), and gives a [`Reading`]: the query, the plan that answers it and what is to be said about it.
//! A plan names no engine: analysed tokens, exact keys and ranges. The language itself is described in the query language's page
//! under `docs`.

mod ast;
mod build;
mod candidates;
mod chain;
mod condition;
mod dates;
mod english;
mod known;
mod lex;
mod near;
mod note;
mod parse;
mod places;
mod plan;
mod print;
mod relax;
mod resolve;
mod said;
mod signs;
mod sloppy;
mod tidy;
mod words;

pub use ast::{Chain, Clause, Field, Filter, Node, Occur, Query};
pub(crate) use ast::{name_of, of_name};
pub use condition::{Claim, Matcher, StatementCondition, UNKNOWN, key_hash, name_key, party_keys};
pub use dates::first_day;
pub use known::{Keys, Known, Value, Vocabulary};
pub use near::{Near, Place, Positions, Reach, Spot};
pub use note::Note;
pub use parse::parse;
pub use places::{Places, is_like};
pub use plan::{Column, Condition, DateRange, Plan, Text, Word};
pub use words::is_name;

use crate::{Error, Result};

/// A query understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// As typed, flags included; prints as text.
    pub query: Query,
    /// How it is answered.
    pub plan: Plan,
    /// What is to be said about it, such as what was taken as words.
    pub notes: Vec<Note>,
}

/// Reads `text` and `flags`: pairs of a field's name (`by`, `since`, `spokesman`; `not` with a whole `FIELD:VALUE`) and its value.
///
/// # Errors
/// [`crate::Error::Usage`] for a flag whose value means nothing or several things, with the candidates. Text never errs.
pub fn read(text: &str, flags: &[(String, String)], known: &Known) -> Result<Reading> {
    read_with(text, flags, known, |query| query)
}

/// [`read`], with something done to the query of the text, such as [`Query::requiring_all_words`].
///
/// # Errors
/// As of [`read`].
pub fn read_with(
    text: &str,
    flags: &[(String, String)],
    known: &Known,
    change: impl Fn(Query) -> Query,
) -> Result<Reading> {
    let (query, mut notes) = parse(text);
    let mut query = change(query);
    for (name, value) in flags {
        query.clauses.push(flag(name, value, known)?);
    }
    let reading = answer(query, known);
    notes.extend(reading.notes.into_iter().map(|note| match note {
        Note::TakenAsWords {
            input,
            reason,
            candidates,
            column: None,
        } => {
            let column = said::column_of(text, &input);
            Note::TakenAsWords {
                input,
                reason,
                candidates,
                column,
            }
        }
        note => note,
    }));
    Ok(Reading { notes, ..reading })
}

/// The first part of a query's text that was not understood, with a caret beneath it and what is to be said of it.
#[must_use]
pub fn misread(text: &str, notes: &[Note]) -> Option<String> {
    let note = notes.iter().find(|note| note.misread().is_some())?;
    let column = note.misread()?;
    let (shown, before) = said::line_around(text, column);
    Some(format!(
        "{note} (column {column})\n  {shown}\n  {:before$}^",
        ""
    ))
}

/// Resolves a query, such as a saved one.
#[must_use]
pub fn answer(query: Query, known: &Known) -> Reading {
    let (plan, notes) = build::plan(&query, known);
    Reading { query, plan, notes }
}

/// What the value of a flag stands for: ids and names as indexed (`CHN` for 中国), of an enum its name in JSON.
///
/// # Errors
/// [`crate::Error::Usage`] where it means nothing or several things, with the candidates.
pub fn keys(name: &str, value: &str, known: &Known) -> Result<Vec<String>> {
    flag(name, value, known)?;
    let field = Field::named(name);
    let asked = field.and_then(|field| resolve::resolve(field, &signs::cleaned(value), known).ok());
    Ok(asked.map(resolve::Asked::keys).unwrap_or_default())
}

/// A flag as the clause that says the same.
fn flag(name: &str, value: &str, known: &Known) -> Result<Clause> {
    let (occur, name, value) = match value.split_once(':') {
        Some((field, value)) if name == "not" => (Occur::Excluded, field, value),
        None if name == "not" => {
            return Err(Error::Usage(format!(
                "--not {value}: wants FIELD:VALUE, such as topic:trade"
            )));
        }
        _ => (Occur::Plain, name, value),
    };
    let Some(field) = Field::named(name) else {
        let names = Field::NAMES.iter().map(|(_, name, _)| *name);
        let near = candidates::nearest(name, names).join(", ");
        return Err(Error::Usage(format!(
            "no field is called {name}{}",
            or(&near)
        )));
    };
    let value = signs::cleaned(value);
    if let Err(refused) = resolve::resolve(field, &value, known) {
        return Err(Error::Usage(format!(
            "--{name} {value}: {}{}",
            refused.reason,
            or(&refused.candidates.join(", "))
        )));
    }
    let node = Node::Filter(Filter { field, value });
    Ok(Clause { occur, node })
}

fn or(candidates: &str) -> String {
    if candidates.is_empty() {
        return String::new();
    }
    format!("; did you mean {candidates}?")
}
