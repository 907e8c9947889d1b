//! `demarche lexicon`: what a word does, and the frames tried on their own sentences, or on labelled texts.

use super::arguments::{CheckOptions, Common, LexiconOptions, LexiconVerb};
use super::console::{self, Console};
use super::session::Session;
use super::{NOTHING_FOUND, TROUBLE};
use crate::Result;
use crate::annotate::check;
use crate::evaluate;
use crate::lexicon::Lexicon;
use crate::output::{rules_object, rules_page, word_page};
use crate::source::Guide;
use std::path::Path;

pub(super) fn run(options: &LexiconOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open_if_any(common, console)?;
    let lexicon = match &session {
        Some(session) => session.lexicon(),
        None => Lexicon::builtin(),
    };
    match &options.verb {
        LexiconVerb::Show { word } => show(word, lexicon),
        LexiconVerb::Check(options) => match &options.gold {
            None => sentences(lexicon, options),
            Some(gold) => {
                let guide = match &session {
                    Some(session) => session.guide(),
                    None => Guide::builtin(),
                };
                against(gold, options, &guide)
            }
        },
    }
}

/// Prints what is known of a word.
fn show(word: &str, lexicon: &Lexicon) -> Result<u8> {
    let Some(page) = word_page(word, lexicon) else {
        console::warn(&format!(
            "{word}: neither a name nor a word of any frame or topic"
        ));
        return Ok(NOTHING_FOUND);
    };
    let mut out = console::out();
    out.text(&page)?;
    out.done()?;
    Ok(0)
}

/// Prints how often each rule is right on labelled texts.
fn against(gold: &Path, options: &CheckOptions, guide: &Guide<'_>) -> Result<u8> {
    let checked = evaluate::rules(gold, guide)?;
    let mut out = console::out();
    if options.json {
        out.line(&rules_object(&checked))?;
    } else {
        out.text(&rules_page(&checked))?;
    }
    out.done()?;
    for rejected in &checked.rejected {
        console::warn(&format!("{}: {rejected}", gold.display()));
    }
    Ok(if checked.rejected.is_empty() {
        0
    } else {
        TROUBLE
    })
}

/// Prints what fails, then the counts of each language.
fn sentences(lexicon: &Lexicon, options: &CheckOptions) -> Result<u8> {
    let checked = check(lexicon);
    let mut out = console::out();
    for failure in checked.iter().flat_map(|language| &language.failures) {
        out.line(failure)?;
    }
    if options.verbose {
        for told in checked.iter().flat_map(|language| &language.by_others) {
            out.line(told)?;
        }
    }
    for language in &checked {
        out.line(&format!(
            "{}: {} frames, {} sentences, {} through another frame, {} fail",
            language.language,
            language.frames,
            language.sentences,
            language.by_others.len(),
            language.failures.len()
        ))?;
    }
    out.done()?;
    let fails = checked.iter().any(|language| !language.failures.is_empty());
    Ok(if fails { TROUBLE } else { 0 })
}
