//! `demarche versions`: the briefings that changed after publication, and what changed in one of them.

use super::NOTHING_FOUND;
use super::arguments::{Common, VersionsOptions};
use super::console::{self, Console};
use super::session::{Freshness, Session};
use super::show::split;
use crate::Result;
use crate::analysis::{Rewording, changes, shifts};
use crate::annotate::Corrections;
use crate::ingest::{History, Ledger};
use crate::output::{
    SCHEMA, Versions, versions_item, versions_line, versions_object, versions_page,
};
use strsim::levenshtein;

/// Ids offered in place of one that is not known.
const OFFERED: usize = 5;
/// Letters by which an id that is offered may differ.
const NEAR: usize = 2;

pub(super) fn run(options: &VersionsOptions, common: &Common, console: &Console) -> Result<u8> {
    let asked = options.id.as_deref().map(split).transpose()?;
    let session = Session::open(common, console)?;
    let reader = session.reader(console, Freshness::AsItIs)?;
    let ledger = Ledger::read(reader.state()?.as_deref());
    let Some((typed, passage)) = asked else {
        return list(options, &session, &ledger, console);
    };
    let id = match found(&ledger, typed) {
        Ok(id) => id,
        Err(reason) => {
            console::warn(&reason);
            return Ok(NOTHING_FOUND);
        }
    };
    one(&id, passage, options, &session, &ledger, console)
}

/// All briefings with several versions.
fn list(
    options: &VersionsOptions,
    session: &Session,
    ledger: &Ledger,
    console: &Console,
) -> Result<u8> {
    let ids = ledger.changed();
    let mut out = if options.json {
        console::out()
    } else {
        console.paged()
    };
    let noun = if ids.len() == 1 {
        "briefing"
    } else {
        "briefings"
    };
    if options.json {
        out.text(&format!("{{\"schema\":{SCHEMA},\"briefings\":["))?;
    } else if ids.is_empty() {
        out.line("no briefing has several versions in this corpus")?;
    } else {
        out.line(&format!("{} {noun} changed after publication\n", ids.len()))?;
    }
    let corrections = session.corrections()?;
    let mut comma = "";
    ledger.histories(&ids, &session.archive, &session.guide(), &mut |history| {
        let versions = compared(history, session, &corrections);
        if options.json {
            out.text(comma)?;
            comma = ",";
            out.text(&versions_item(&versions))
        } else {
            out.text(&versions_line(&versions, console.look()))
        }
    })?;
    if options.json {
        out.line("]}")?;
    }
    out.done()?;
    Ok(if ids.is_empty() { NOTHING_FOUND } else { 0 })
}

/// One briefing, or what changed in one of its passages.
fn one(
    id: &str,
    passage: Option<u32>,
    options: &VersionsOptions,
    session: &Session,
    ledger: &Ledger,
    console: &Console,
) -> Result<u8> {
    let corrections = session.corrections()?;
    let mut all = Vec::new();
    ledger.histories(
        &[id.to_owned()],
        &session.archive,
        &session.guide(),
        &mut |history| {
            all.push(compared(history, session, &corrections));
            Ok(())
        },
    )?;
    let Some(mut versions) = all.pop() else {
        return Ok(NOTHING_FOUND);
    };
    let several = versions.history.versions.len() > 1;
    if let Some(number) = passage {
        let touches = |one: &Rewording| {
            let both = [&one.removed, &one.added];
            let mut sentences = both.into_iter().flatten();
            sentences.any(|sentence| sentence.passage == Some(number))
        };
        for change in versions.changes.iter_mut().flatten() {
            change.fields.clear();
            change.sentences.retain(touches);
            change
                .statements
                .retain(|shifted| shifted.passage == Some(number));
        }
    }
    let mut out = if options.json {
        console::out()
    } else {
        console.paged()
    };
    if options.json {
        out.line(&versions_object(&versions))?;
    } else {
        out.text(&versions_page(&versions, console.look()))?;
    }
    out.done()?;
    if !several {
        console.say(&format!("{id} has one version in this corpus"));
    }
    Ok(if several { 0 } else { NOTHING_FOUND })
}

fn compared(history: History, session: &Session, corrections: &Corrections) -> Versions {
    let pairs = history.versions.windows(2).map(|pair| match pair {
        [old, new] => {
            let (old, new) = (old.text.as_ref().ok()?, new.text.as_ref().ok()?);
            let mut change = changes(old, new, session.lexicon());
            if !change.sentences.is_empty() {
                let lexicon = session.lexicon();
                change.statements = shifts(old, new, &change.sentences, lexicon, corrections);
            }
            Some(change)
        }
        _ => None,
    });
    Versions {
        changes: pairs.collect(),
        history,
    }
}

/// The id that is meant: the one typed, or the only one that begins so; else what is to be said.
pub(super) fn found(ledger: &Ledger, typed: &str) -> Result<String, String> {
    let ids = ledger.ids();
    if let Some(id) = ids.iter().find(|id| *id == typed) {
        return Ok(id.clone());
    }
    let begin_so: Vec<&String> = ids
        .iter()
        .filter(|id| !typed.is_empty() && id.starts_with(typed))
        .collect();
    match begin_so.as_slice() {
        [only] => return Ok((*only).clone()),
        [] => (),
        several => {
            return Err(format!(
                "several ids begin with {typed}: {}",
                offered(several)
            ));
        }
    }
    let mut near: Vec<(usize, &String)> = ids
        .iter()
        .map(|id| (levenshtein(id, typed), id))
        .filter(|(distance, _)| *distance <= NEAR)
        .collect();
    near.sort();
    let near: Vec<&String> = near.into_iter().map(|(_, id)| id).collect();
    Err(if near.is_empty() {
        format!("no briefing {typed} is in the corpus")
    } else {
        format!("no briefing {typed}; near it: {}", offered(&near))
    })
}

fn offered(ids: &[&String]) -> String {
    let named: Vec<&str> = ids.iter().take(OFFERED).map(|id| id.as_str()).collect();
    let more = if ids.len() > OFFERED { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}
