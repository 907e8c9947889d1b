//! `demarche` alone: what the archive holds, and queries to begin with that find something in it.

use super::arguments::{Common, StatusOptions};
use super::console::{self, Console};
use super::session::Session;
use super::status;
use crate::Result;
use crate::index::{Facet, Reader};
use crate::query::{self, Field, Known};

/// Examples shown.
const EXAMPLES: usize = 3;

pub(super) fn run(common: &Common, console: &Console) -> Result<u8> {
    status::run(&StatusOptions::default(), common, console)?;
    let session = Session::open(common, console)?;
    let mut queries = match Reader::open(session.archive.index())? {
        Some(reader) => examples(&session, &reader)?,
        None => Vec::new(),
    };
    queries.push("demarche -h".to_owned());
    let mut out = console::out();
    out.text(&format!("\nTry:\n  {}\n", queries.join("\n  ")))?;
    out.done()?;
    Ok(0)
}

/// Queries of what occurs most often, each narrowed by what then occurs most, so that it finds something.
fn examples(session: &Session, reader: &Reader) -> Result<Vec<String>> {
    let vocabulary = reader.vocabulary();
    let known = session.known(&vocabulary);
    let top = |flags: &[(String, String)], facet: Facet| -> Result<Option<(String, String)>> {
        let plan = query::read("", flags, &known)?.plan;
        let counted = reader.facets(&plan, &[facet])?.into_iter().next();
        let values = counted.map(|counted| counted.values).unwrap_or_default();
        let mut values = values.into_iter().map(|(value, _)| value);
        let (name, value) = match facet {
            Facet::Year => ("since", values.next_back()),
            Facet::Source => ("by", values.next()),
            Facet::Target => ("on", values.next()),
            other => (other.name(), values.next()),
        };
        Ok(value.map(|value| (name.to_owned(), value)))
    };
    let mut examples = Vec::new();
    for facets in [
        &[Facet::Stance, Facet::Target, Facet::Source][..],
        &[Facet::Topic, Facet::Year],
        &[Facet::Speaker],
        &[Facet::Kind, Facet::Year],
        &[Facet::Country],
    ] {
        let mut flags = Vec::new();
        for facet in facets {
            flags.extend(top(&flags, *facet)?);
        }
        flags.reverse();
        let typed: Option<Vec<String>> = flags.iter().map(|flag| typed(flag, &known)).collect();
        let typed = typed.filter(|typed| !typed.is_empty());
        examples.extend(typed.map(|typed| format!("demarche query {}", typed.join(" "))));
    }
    examples.truncate(EXAMPLES);
    Ok(examples)
}

/// `--by "Lin Jian"`; `None` where a shell would read more in it than a name.
fn typed((name, value): &(String, String), known: &Known) -> Option<String> {
    let field = Field::named(name)?;
    let is_plain = |text: &str| {
        text.chars()
            .all(|c| c.is_alphanumeric() || " -.’".contains(c))
    };
    let called = known.name(field, value);
    let means_it = |called: &String| {
        is_plain(called)
            && query::keys(name, called, known).is_ok_and(|keys| keys == [value.clone()])
    };
    let shown = Some(called)
        .filter(means_it)
        .or_else(|| is_plain(value).then(|| value.clone()))?;
    if shown.contains(' ') {
        return Some(format!("--{name} \"{shown}\""));
    }
    Some(format!("--{name} {shown}"))
}
