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
    let format = match ending.as_deref() {
        _ if options.json => Some("json"),
        _ if options.svg => Some("svg"),
        ending => ending,
    };
    let (text, mut out) = match format {
        Some("json") => (coverage_object(&coverage) + "\n", destination.out()?),
        Some("svg") => (coverage_svg(&coverage), destination.out()?),
        _ => {
            let look = match output {
                Some(_) => console.plain_look(),
                None => console.look(),
            };
            (coverage_page(&coverage, look), destination.page(console)?)
        }
    };
    out.text(&text)?;
    out.done()?;
    destination.keep(console)?;
    if coverage.is_empty() {
        console.say("the archive holds no briefings");
    }
    Ok(if coverage.is_empty() {
        NOTHING_FOUND
    } else {
        0
    })
}
