//! `demarche show`: a whole briefing, or a passage between its neighbours.

use super::NOTHING_FOUND;
use super::arguments::{Common, ShowOptions};
use super::console::{self, Console};
use super::session::{Freshness, Session};
use crate::briefing::StoredPassage;
use crate::output::{Detail, briefing_object, page, quotation};
use crate::{Error, Result};

/// Passages shown before and after the one asked for.
const NEIGHBOURS: u32 = 2;

pub(super) fn run(options: &ShowOptions, common: &Common, console: &Console) -> Result<u8> {
    let (briefing, number) = split(&options.id)?;
    let session = Session::open(common, console)?;
    let reader = session.reader(console, Freshness::AsItIs)?;
    let mut passages = reader.passages(briefing)?;
    if options.quote {
        let Some(number) = number else {
            return Err(Error::Usage(format!(
                "--quote: wants a passage, such as {briefing}#1"
            )));
        };
        let quoted = quotation(&passages, number);
        if !quoted.is_empty() {
            let mut out = console::out();
            out.text(&quoted)?;
            out.done()?;
            return Ok(0);
        }
    }
    if let Some(number) = number {
        let exists = passages.iter().any(|passage| passage.number == number);
        let usual = if options.json { 0 } else { NEIGHBOURS };
        let reach = options.context.unwrap_or(usual);
        let near = |passage: &StoredPassage| exists && passage.number.abs_diff(number) <= reach;
        passages.retain(near);
    }
    if passages.is_empty() {
        console::warn(&format!(
            "no {} in {}",
            options.id,
            session.archive.root().display()
        ));
        return Ok(NOTHING_FOUND);
    }
    let mut out = if options.json {
        console::out()
    } else {
        console.paged()
    };
    if options.json {
        out.line(&briefing_object(&passages))?;
    } else {
        out.text(&page(
            &passages,
            number,
            detail(options.rules),
            console.look(),
        ))?;
    }
    out.done()?;
    Ok(0)
}

/// Whether what decided is asked for.
pub(super) fn detail(rules: bool) -> Detail {
    if rules { Detail::Rules } else { Detail::Found }
}

/// `BRIEFING` or `BRIEFING#3`, also behind `demarche:`.
pub(super) fn split(id: &str) -> Result<(&str, Option<u32>)> {
    let id = id.strip_prefix("demarche:").unwrap_or(id);
    let Some((briefing, number)) = id.split_once('#') else {
        return Ok((id, None));
    };
    let number = number.parse().map_err(|_| {
        Error::Usage(format!(
            "{id}: behind # stands the number of a passage, as in {briefing}#3"
        ))
    })?;
    Ok((briefing, Some(number)))
}
