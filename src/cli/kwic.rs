//! `demarche kwic`: every place the words of a query stand, one below the other.

use super::NOTHING_FOUND;
use super::arguments::{Common, KwicOptions, KwicOrder};
use super::console::{self, Console};
use super::reading::{self, Asked};
use super::session::{Freshness, Session};
use crate::output::{Concordance, Grouping, Lined, Look, Nearest};
use crate::rank::{self, Copies, Options};
use crate::{Error, Result};
use std::fmt::Write as _;

pub(super) fn run(options: &KwicOptions, common: &Common, console: &Console) -> Result<u8> {
    let flags = options.filters.flags();
    if options.words.is_empty() && flags.is_empty() {
        return Err(Error::Usage(
            "nothing asked; demarche kwic -h shows examples".to_owned(),
        ));
    }
    let session = Session::open(common, console)?;
    let (reader, behind) = session.opened(console, Freshness::AsItIs)?;
    let vocabulary = reader.vocabulary();
    let known = session.known(&vocabulary);
    let asked = Asked {
        words: &options.words,
        flags: &flags,
        all_words: false,
        strict: false,
    };
    let reading = asked.read(&reader, &known)?;
    let all = Options {
        limit: None,
        copies: Copies::Keep,
        ..Options::default()
    };
    let found = rank::find(&reader, &reading, &all)?;
    let mut told: Vec<String> = behind.into_iter().collect();
    told.extend(reading::told(&found));
    let what = if reading.plan.scored().next().is_some() {
        Lined::Words
    } else {
        Lined::Evidence
    };
    let mut lines = Concordance::default();
    for hit in found {
        lines.add(&hit?, what);
    }
    let all = lines.len();
    if let Some(most) = options.sample {
        lines.sample(most, options.seed);
    }
    match options.sort {
        Some(KwicOrder::Left) => lines.sort_by_context(Nearest::Left),
        Some(KwicOrder::Right) => lines.sort_by_context(Nearest::Right),
        Some(KwicOrder::Date) => lines.sort_by_date(),
        None => (),
    }
    let mut counted = format!("{all} {}", if all == 1 { "place" } else { "places" });
    if lines.len() < all {
        let _ = write!(counted, ", {} chosen by chance", lines.len());
    }
    if let Some(most) = options.limit.filter(|most| *most < lines.len()) {
        lines.keep_first(most);
        let _ = write!(counted, ", the first {most} shown");
    }
    told.push(counted);
    print(&lines, &told, options, console)?;
    Ok(if all == 0 { NOTHING_FOUND } else { 0 })
}

fn print(
    lines: &Concordance,
    told: &[String],
    options: &KwicOptions,
    console: &Console,
) -> Result<()> {
    if options.csv || options.jsonl {
        console.say_all(told);
        let mut out = console::out();
        let text = if options.csv {
            lines.csv()
        } else {
            lines.json_lines()
        };
        out.text(&text)?;
        return out.done();
    }
    let look = console.look();
    let look = Look {
        width: options.width.unwrap_or(console::width()),
        ..look
    };
    let grouping = match options.sort {
        _ if !options.group => Grouping::None,
        Some(KwicOrder::Left) => Grouping::By(Nearest::Left),
        _ => Grouping::By(Nearest::Right),
    };
    let mut out = console.paged();
    console.say_above(&mut out, told)?;
    out.text(&lines.page(grouping, look))?;
    out.done()
}
