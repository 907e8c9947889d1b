//! `demarche evaluate`: the annotations against labelled texts.

use super::TROUBLE;
use super::arguments::{AnnotationsOptions, Common, EvaluateOptions, EvaluateVerb};
use super::console::{self, Console};
use super::session::Session;
use crate::evaluate::{self, Options};
use crate::output::{evaluation_object, evaluation_page};
use crate::source::Guide;
use crate::{Error, Result};

pub(super) fn run(options: &EvaluateOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open_if_any(common, console)?;
    let guide = match &session {
        Some(session) => session.guide(),
        None => Guide::builtin(),
    };
    match &options.verb {
        EvaluateVerb::Annotations(options) => annotations(options, &guide),
    }
}

fn annotations(options: &AnnotationsOptions, guide: &Guide<'_>) -> Result<u8> {
    if !(0.0..=1.0).contains(&options.min_confidence) {
        return Err(Error::Usage(
            "--min-confidence is a number from 0 to 1, such as 0.9".to_owned(),
        ));
    }
    let measured = evaluate::annotations(
        &options.gold,
        guide,
        &Options {
            min_confidence: options.min_confidence,
            by: options.by.clone(),
        },
    )?;
    let mut out = console::out();
    if options.json {
        out.line(&evaluation_object(&measured))?;
    } else {
        out.text(&evaluation_page(&measured, options.errors))?;
    }
    out.done()?;
    for rejected in &measured.rejected {
        console::warn(&format!("{}: {rejected}", options.gold.display()));
    }
    Ok(if measured.rejected.is_empty() {
        0
    } else {
        TROUBLE
    })
}
