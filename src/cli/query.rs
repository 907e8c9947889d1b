//! `demarche query`: words and filters in, passages out.

use super::arguments::{Common, Order, QueryOptions};
use super::as_of::{self, Opened};
use super::console::{self, Console, Out};
use super::file::{Destination, Existing};
use super::reading::{self, Asked};
use super::session::Session;
use super::shape::{self, Shape};
use super::{NOTHING_FOUND, lists};
use crate::index::{Facet, Reader};
use crate::output::{self, Asks, Explain, Export, FacetTable, Rows};
use crate::query::{Field, Known, Reading};
use crate::rank::{self, Copies, Found, Options, Results, Sort};
use crate::{Error, Result};

/// Hits shown where all would be too many.
const SCREENFUL: usize = 10;

pub(super) fn run(options: &QueryOptions, common: &Common, console: &Console) -> Result<u8> {
    if options.export.fields.as_deref() == Some("help") {
        return list_fields();
    }
    let flags = options.filters.flags();
    if let Some(list) = &options.export.queries {
        return lists::run(list, &flags, options, common, console);
    }
    if options.words.is_empty() && flags.is_empty() {
        return Err(Error::Usage(
            "nothing asked; demarche query -h shows examples".to_owned(),
        ));
    }
    let shape = Shape::asked(options)?;
    let facets = options.export.facets.as_deref();
    let facets = facets.map_or(Ok(Vec::new()), shape::facets)?;
    let destination = destination(options)?;
    let session = Session::open(common, console)?;
    let Opened {
        reader,
        behind,
        as_of,
    } = as_of::opened(options, &session, console)?;
    let vocabulary = reader.vocabulary();
    let known = session.known(&vocabulary);
    let asked = Asked {
        words: &options.words,
        flags: &flags,
        all_words: options.all_words,
        strict: options.strict,
    };
    let mut reading = asked.read(&reader, &known)?;
    reading.notes.extend(as_of);
    let found = rank::find(&reader, &reading, &wanted_as(&shape, options))?;
    let mut told: Vec<String> = behind.into_iter().collect();
    told.extend(reading::told(&found));
    let total = found.results.total;
    let tables = count(&facets, &reading, &reader, &known)?;
    let is_page = matches!(shape, Shape::Cards | Shape::Facets(None));
    let mut out = if is_page && options.export.output.is_none() {
        let mut page = console.paged();
        console.say_above(&mut page, &told)?;
        page
    } else {
        console.say_all(&told);
        destination.out()?
    };
    print(found, &tables, &shape, options, &mut out, console)?;
    out.done()?;
    destination.keep(console)?;
    Ok(if total == 0 { NOTHING_FOUND } else { 0 })
}

fn list_fields() -> Result<u8> {
    let mut out = console::out();
    out.text(&output::fields_help())?;
    out.done()?;
    Ok(0)
}

/// What is found, counted by each facet, with names.
fn count(
    facets: &[Facet],
    reading: &Reading,
    reader: &Reader,
    known: &Known,
) -> Result<Vec<FacetTable>> {
    if facets.is_empty() {
        return Ok(Vec::new());
    }
    let name = |facet, key: &str| match facet {
        Facet::Speaker => known.name(Field::Speaker, key),
        Facet::Source => known.name(Field::By, key),
        Facet::Target => known.name(Field::On, key),
        Facet::Country => known.name(Field::Country, key),
        _ => key.to_owned(),
    };
    let counted = reader.facets(&reading.plan, facets)?.into_iter();
    Ok(counted
        .map(|counts| FacetTable::new(counts, name))
        .collect())
}

/// Where what is found goes.
pub(super) fn destination(options: &QueryOptions) -> Result<Destination<'_>> {
    let own = &options.export;
    Destination::open(
        "--output",
        own.output.as_deref(),
        Existing::or_replaced(own.force),
    )
}

/// The hits that go into a shape: what a file holds, or goes on to another program, is cut only where that is typed.
fn wanted_as(shape: &Shape, options: &QueryOptions) -> Options {
    let few = match shape {
        Shape::Cards => Some(options.settled.screenful.unwrap_or(SCREENFUL)),
        Shape::Json if options.export.output.is_none() => Some(SCREENFUL),
        _ => None,
    };
    let wanted = wanted(options, few);
    match shape {
        Shape::Count | Shape::Facets(_) => Options {
            limit: Some(0),
            ..wanted
        },
        Shape::Cards => Options {
            copies: Copies::Fold,
            ..wanted
        },
        _ => wanted,
    }
}

/// The hits wanted: `few` of them where nothing is typed of their number.
pub(super) fn wanted(options: &QueryOptions, few: Option<usize>) -> Options {
    Options {
        sort: match options.sort.or(options.settled.sort) {
            None | Some(Order::Relevance) => Sort::Relevance,
            Some(Order::Newest) => Sort::Newest,
            Some(Order::Oldest) => Sort::Oldest,
        },
        limit: match options.limit {
            _ if options.all => None,
            Some(limit) => Some(limit),
            None => few,
        },
        offset: options.offset,
        explain: options.explain,
        copies: if options.fold {
            Copies::Fold
        } else {
            Copies::Keep
        },
        spread: options.spread.or(options.settled.spread),
    }
}

fn print(
    mut found: Found,
    tables: &[FacetTable],
    shape: &Shape,
    options: &QueryOptions,
    out: &mut Out,
    console: &Console,
) -> Result<()> {
    let explain = explain(options);
    match shape {
        Shape::Count => out.line(&found.results.total.to_string()),
        Shape::Facets(None) if console::is_terminal() && options.export.output.is_none() => {
            let most = options.limit.unwrap_or(SCREENFUL);
            let most = if options.all { usize::MAX } else { most };
            out.text("\n")?;
            out.text(&output::facets_page(tables, most, console.look()))
        }
        Shape::Facets(None) => out.text(&output::facet_lines(tables)),
        Shape::Facets(Some(table)) => out.text(&output::facet_table(tables, *table)),
        Shape::Json => {
            let hits = found.by_ref().collect::<Result<_>>()?;
            let results = Results {
                hits,
                ..found.results
            };
            out.line(&output::hits_object(&results, tables, explain))
        }
        Shape::JsonLines => found.try_for_each(|hit| out.line(&output::hit_line(&hit?, explain))),
        Shape::Lines => found.try_for_each(|hit| out.line(&output::line(&hit?))),
        Shape::Cards => cards(found, explain, out, console),
        Shape::Export(export) => write(found, export, out, console),
    }
}

/// Whether scores are to come with their summands.
pub(super) fn explain(options: &QueryOptions) -> Explain {
    if options.explain {
        Explain::Score
    } else {
        Explain::Nothing
    }
}

fn cards(mut found: Found, explain: Explain, out: &mut Out, console: &Console) -> Result<()> {
    let look = console.look();
    out.text("\n")?;
    found.try_for_each(|hit| {
        let hit = hit?;
        out.text(&output::card(&hit, look))?;
        if explain == Explain::Score {
            out.text(&output::explanation(&hit.explanation))?;
            out.text("\n")?;
        }
        Ok(())
    })
}

/// Writes every hit as it is read.
fn write(mut found: Found, export: &Export, out: &mut Out, console: &Console) -> Result<()> {
    let asks = if found.asks_statements() {
        Asks::Statements
    } else {
        Asks::Passages
    };
    out.text(&export.begin(&found.results))?;
    let mut written = 0;
    for hit in found.by_ref() {
        let (rows, count) = export.hit(&hit?, asks);
        out.text(&rows)?;
        written += count;
    }
    out.text(&export.end())?;
    if export.rows == Rows::Statements {
        let rows = if written == 1 { "row" } else { "rows" };
        console.say(&format!("{written} {rows}, one for each statement"));
    }
    Ok(())
}
