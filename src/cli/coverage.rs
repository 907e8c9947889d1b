//! `demarche status --coverage`: how much the archive holds of each ministry, month by month, and where it has gaps.

use super::NOTHING_FOUND;
use super::arguments::StatusOptions;
use super::console::Console;
use super::file::{Destination, Existing};
use super::session::{Freshness, Session};
use crate::Result;
use crate::analysis::Coverage;
use crate::output::{coverage_object, coverage_page, coverage_svg};
use crate::query;

pub(super) fn run(options: &StatusOptions, session: &Session, console: &Console) -> Result<u8> {
    let output = options.output.as_deref();
    let existing = Existing::or_replaced(options.force);
    let destination = Destination::open("--output", output, existing)?;
    let reader = session.reader(console, Freshness::AsItIs)?;
    let mut held = reader.coverage()?;
    if !options.ministry.is_empty() {
        let vocabulary = reader.vocabulary();
        let known = session.known(&vocabulary);
        let mut asked = Vec::new();
        for value in &options.ministry {
            asked.extend(query::keys("ministry", value, &known)?);
        }
        held.retain(|ministry, _| asked.contains(ministry));
    }
    let mut coverage: Vec<Coverage> = held
        .into_iter()
        .map(|(ministry, held)| Coverage::of(ministry, held))
        .collect();
    coverage.sort_by(|a, b| {
        let most = b.amount.briefings.cmp(&a.amount.briefings);
        most.then_with(|| a.ministry.cmp(&b.ministry))
    });
    let ending = output.and_then(|path| path.extension());
    let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    let mut out = destination.out()?;
    match ending.as_deref() {
        _ if options.json => out.line(&coverage_object(&coverage))?,
        _ if options.svg => out.text(&coverage_svg(&coverage))?,
        Some("json") => out.line(&coverage_object(&coverage))?,
        Some("svg") => out.text(&coverage_svg(&coverage))?,
        _ if output.is_some() => out.text(&coverage_page(&coverage, console.plain_look()))?,
        _ => out.text(&coverage_page(&coverage, console.look()))?,
    }
    out.done()?;
    destination.keep()?;
    if coverage.is_empty() {
        console.say("the archive holds no briefings");
    }
    Ok(if coverage.is_empty() {
        NOTHING_FOUND
    } else {
        0
    })
}
