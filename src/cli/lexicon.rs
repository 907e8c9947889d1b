//! `demarche lexicon`: what a word does, and the frames tried on their own sentences.

use super::arguments::{Common, LexiconOptions, LexiconVerb};
use super::console::{self, Console};
use super::session::Session;
use super::{NOTHING_FOUND, TROUBLE};
use crate::Result;
use crate::annotate::check;
use crate::lexicon::Lexicon;
use crate::output::word_page;

pub(super) fn run(options: &LexiconOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open_if_any(common, console)?;
    let lexicon = match &session {
        Some(session) => session.lexicon(),
        None => Lexicon::builtin(),
    };
    match &options.verb {
        LexiconVerb::Show { word } => show(word, lexicon),
        LexiconVerb::Check => sentences(lexicon),
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

/// Prints what fails, then the counts of each language.
fn sentences(lexicon: &Lexicon) -> Result<u8> {
    let checked = check(lexicon);
    let mut out = console::out();
    for failure in checked.iter().flat_map(|language| &language.failures) {
        out.line(failure)?;
    }
    for language in &checked {
        out.line(&format!(
            "{}: {} frames, {} sentences, {} fail",
            language.language,
            language.frames,
            language.sentences,
            language.failures.len()
        ))?;
    }
    out.done()?;
    let fails = checked.iter().any(|language| !language.failures.is_empty());
    Ok(if fails { TROUBLE } else { 0 })
}
