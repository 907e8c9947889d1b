//! `demarche cite`: briefings and passages as they are cited.

use super::arguments::{CitationFormat, CiteOptions, Common};
use super::console::{self, Console};
use super::session::{Freshness, Session};
use super::{NOTHING_FOUND, show};
use crate::Result;
use crate::output::{CitationStyle, citation};

pub(super) fn run(options: &CiteOptions, common: &Common, console: &Console) -> Result<u8> {
    let ids = options.ids.iter().map(|id| show::split(id));
    let ids = ids.collect::<Result<Vec<_>>>()?;
    let session = Session::open(common, console)?;
    let reader = session.reader(console, Freshness::AsItIs)?;
    let mut written = Vec::new();
    for ((briefing, number), typed) in ids.into_iter().zip(&options.ids) {
        let passages = reader.passages(briefing)?;
        let cited = citation(&passages, number, style(options.format));
        if cited.is_empty() {
            let root = session.archive.root();
            console::warn(&format!("no {typed} in {}", root.display()));
        } else {
            written.push(cited);
        }
    }
    let mut out = console::out();
    if options.format == CitationFormat::CslJson {
        // each is a list of one; several are one list
        let items = written
            .iter()
            .map(|list| list.trim().trim_matches(['[', ']']).trim_matches('\n'));
        out.text(&format!(
            "[\n{}\n]\n",
            items.collect::<Vec<_>>().join(",\n")
        ))?;
    } else {
        let between = if options.format == CitationFormat::Bibtex {
            "\n"
        } else {
            ""
        };
        out.text(&written.join(between))?;
    }
    out.done()?;
    Ok(if written.len() < options.ids.len() {
        NOTHING_FOUND
    } else {
        0
    })
}

fn style(format: CitationFormat) -> CitationStyle {
    match format {
        CitationFormat::Text => CitationStyle::Text,
        CitationFormat::Bibtex => CitationStyle::Bibtex,
        CitationFormat::CslJson => CitationStyle::CslJson,
        CitationFormat::Ris => CitationStyle::Ris,
        CitationFormat::Chicago => CitationStyle::Chicago,
        CitationFormat::Apa => CitationStyle::Apa,
    }
}
