//! `demarche query`: words and filters in, passages out.

use super::NOTHING_FOUND;
use super::arguments::{Common, Order, QueryOptions};
use super::console::{self, Console, Out};
use super::session::{Freshness, Session};
use super::words::{self, Spaced};
use crate::index::Reader;
use crate::lexicon::Lexicon;
use crate::output::{self, Explain};
use crate::query::{self, Known, Note};
use crate::rank::{self, Copies, Options, Results, Sort};
use crate::{Error, Result};
use chrono::Local;

/// Hits shown where all would be too many.
const SCREENFUL: usize = 10;

pub(super) fn run(options: &QueryOptions, common: &Common, console: &Console) -> Result<u8> {
    let flags = options.filters.flags();
    if options.words.is_empty() && flags.is_empty() {
        return Err(Error::Usage(
            "nothing asked; demarche query -h shows examples".to_owned(),
        ));
    }
    let session = Session::open(common, console)?;
    let freshness = if options.sync {
        Freshness::Updated
    } else {
        Freshness::AsItIs
    };
    let reader = session.reader(console, freshness)?;
    let results = answer(&flags, options, &reader, session.lexicon())?;
    explain_reading(&results, console);
    print(&results, options, console)?;
    Ok(if results.total == 0 { NOTHING_FOUND } else { 0 })
}

/// What the query finds. Words in one argument are a phrase where they stand as one anywhere in what the filters leave.
fn answer(
    flags: &[(String, String)],
    options: &QueryOptions,
    reader: &Reader,
    lexicon: &Lexicon,
) -> Result<Results> {
    let vocabulary = reader.vocabulary()?;
    let known = Known {
        lexicon,
        vocabulary: &vocabulary,
        today: Local::now().date_naive(),
    };
    let search = |spaced: Spaced| {
        let text = words::text(options, spaced, lexicon);
        let reading = query::read_with(&text, flags, &known, |query| {
            if options.all_words {
                query.requiring_all_words()
            } else {
                query
            }
        })?;
        if options.strict
            && let Some(told) = query::misread(&text, &reading.notes)
        {
            return Err(Error::Usage(format!("--strict: {told}")));
        }
        rank::search(reader, &reading, &wanted(options))
    };
    let mut results = search(Spaced::AsPhrase)?;
    if let Some(phrase) = words::phrases(options, lexicon) {
        let note = if results.total > 0 {
            Note::ReadAsPhrase { phrase }
        } else {
            results = search(Spaced::AsWords)?;
            Note::NoSuchPhrase { phrase }
        };
        results.notes.insert(0, note);
    }
    Ok(results)
}

fn wanted(options: &QueryOptions) -> Options {
    let for_people = console::is_terminal() && !options.jsonl;
    let few = (for_people || options.json).then_some(SCREENFUL);
    Options {
        sort: match options.sort {
            None | Some(Order::Relevance) => Sort::Relevance,
            Some(Order::Newest) => Sort::Newest,
            Some(Order::Oldest) => Sort::Oldest,
        },
        limit: match options.limit {
            _ if options.count => Some(0),
            _ if options.all => None,
            Some(limit) => Some(limit),
            None => few,
        },
        offset: options.offset,
        copies: if options.fold || (for_people && !options.json) {
            Copies::Fold
        } else {
            Copies::Keep
        },
        spread: options.spread,
    }
}

/// Says how the query was read, how much there is, and what is to be said about it.
fn explain_reading(results: &Results, console: &Console) {
    let Results {
        read_as,
        total,
        holding_all,
        ..
    } = results;
    let passages = if *total == 1 { "passage" } else { "passages" };
    let words = match total.checked_sub(*holding_all) {
        Some(most) if results.words > 1 && *total > 0 => {
            format!(", {holding_all} hold all words, {most} most")
        }
        _ => String::new(),
    };
    let undated = match results.undated_left_out {
        0 => String::new(),
        undated => format!(", {undated} undated left out"),
    };
    let shown = results.hits.len();
    let told: u64 = results.hits.iter().map(|hit| 1 + hit.copies).sum();
    let rest = if told > 0 && told < *total {
        format!("; {shown} shown, --all shows all")
    } else {
        String::new()
    };
    console.say(&format!(
        "{read_as}: {total} {passages}{words}{undated}{rest}"
    ));
    for note in &results.notes {
        console.say(&note.to_string());
    }
}

fn print(results: &Results, options: &QueryOptions, console: &Console) -> Result<()> {
    let explain = if options.explain {
        Explain::Score
    } else {
        Explain::Nothing
    };
    let mut out = console::out();
    if options.count {
        out.line(&results.total.to_string())?;
    } else if options.json {
        out.line(&output::hits_object(results, explain))?;
    } else if options.jsonl {
        for hit in &results.hits {
            out.line(&output::hit_line(hit, explain))?;
        }
    } else if console::is_terminal() {
        cards(results, explain, &mut out, console)?;
    } else {
        for hit in &results.hits {
            out.line(&output::line(hit))?;
        }
    }
    out.done()
}

fn cards(results: &Results, explain: Explain, out: &mut Out, console: &Console) -> Result<()> {
    let look = console.look();
    out.text("\n")?;
    for hit in &results.hits {
        out.text(&output::card(hit, look))?;
        if explain == Explain::Score {
            out.text(&output::explanation(&hit.explanation))?;
            out.text("\n")?;
        }
    }
    Ok(())
}
