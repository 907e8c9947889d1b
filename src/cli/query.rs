//! `demarche query`: words and filters in, passages out.

use super::NOTHING_FOUND;
use super::arguments::{Common, Order, QueryOptions};
use super::console::{self, Console, Out};
use super::file::{Destination, Existing};
use super::lists;
use super::reading::{self, Asked};
use super::session::{Freshness, Session};
use super::shape::{self, Shape};
use crate::index::{Facet, Reader};
use crate::output::{self, Asks, Explain, Export, FacetTable, Rows};
use crate::query::{Field, Known, Reading};
use crate::rank::{self, Copies, Found, Options, Results, Sort};
use crate::{Error, Result};
use chrono::Local;

/// Hits shown where all would be too many.
const SCREENFUL: usize = 10;

pub(super) fn run(options: &QueryOptions, common: &Common, console: &Console) -> Result<u8> {
    if options.export.fields.as_deref() == Some("help") {
        return list_fields();
    }
    let flags = options.filters.flags();
    let has_list = options.export.queries.is_some();
    if options.words.is_empty() && flags.is_empty() && !has_list {
        return Err(Error::Usage(
            "nothing asked; demarche query -h shows examples".to_owned(),
        ));
    }
    let shape = Shape::asked(options)?;
    let facets = options.export.facets.as_deref();
    let facets = facets.map_or(Ok(Vec::new()), shape::facets)?;
    let existing = if options.export.force {
        Existing::Replaced
    } else {
        Existing::Kept
    };
    let destination = Destination::open(options.export.output.as_deref(), existing)?;
    let session = Session::open(common, console)?;
    if let Some(list) = &options.export.queries {
        return lists::run(
            list,
            &flags,
            &shape,
            &session,
            destination,
            options,
            console,
        );
    }
    let freshness = if options.sync {
        Freshness::Updated
    } else {
        Freshness::AsItIs
    };
    let reader = session.reader(console, freshness)?;
    let vocabulary = reader.vocabulary()?;
    let known = Known {
        lexicon: session.lexicon(),
        vocabulary: &vocabulary,
        today: Local::now().date_naive(),
    };
    let asked = Asked {
        words: &options.words,
        flags: &flags,
        all_words: options.all_words,
        strict: options.strict,
    };
    let reading = asked.read(&reader, &known)?;
    let found = rank::find(&reader, &reading, &wanted(options, &shape))?;
    reading::explain(&found, console);
    let total = found.results.total;
    let tables = count(&facets, &reading, &reader, &known)?;
    let mut out = destination.out()?;
    print(found, &tables, &shape, options, &mut out, console)?;
    out.done()?;
    destination.keep()?;
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

fn wanted(options: &QueryOptions, shape: &Shape) -> Options {
    let few = matches!(shape, Shape::Cards | Shape::Json);
    let few = few.then(|| options.screenful.unwrap_or(SCREENFUL));
    Options {
        sort: match options.sort {
            None | Some(Order::Relevance) => Sort::Relevance,
            Some(Order::Newest) => Sort::Newest,
            Some(Order::Oldest) => Sort::Oldest,
        },
        limit: match options.limit {
            _ if matches!(shape, Shape::Count | Shape::Facets) => Some(0),
            _ if options.all => None,
            Some(limit) => Some(limit),
            None => few,
        },
        offset: options.offset,
        copies: if options.fold || matches!(shape, Shape::Cards) {
            Copies::Fold
        } else {
            Copies::Keep
        },
        spread: options.spread,
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
    let explain = if options.explain {
        Explain::Score
    } else {
        Explain::Nothing
    };
    match shape {
        Shape::Count => out.line(&found.results.total.to_string()),
        Shape::Facets if console::is_terminal() && options.export.output.is_none() => {
            let most = options.limit.unwrap_or(SCREENFUL);
            let most = if options.all { usize::MAX } else { most };
            out.text("\n")?;
            out.text(&output::facets_page(tables, most, console.look()))
        }
        Shape::Facets => out.text(&output::facet_lines(tables)),
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
