//! `demarche evaluate`: the annotations against labelled texts, the ranking against judged queries.

use super::TROUBLE;
use super::arguments::{AnnotationsOptions, Common, EvaluateOptions, EvaluateVerb, RankingOptions};
use super::console::{self, Console};
use super::file::{Destination, Existing};
use super::session::{Freshness, Session};
use crate::evaluate::{self, JudgedQueries, Options, Ranking};
use crate::output::{
    evaluation_object, evaluation_page, fit_page, ranking_object, ranking_page, run_line,
};
use crate::rank::Copies;
use crate::source::Guide;
use crate::{Error, Result};

pub(super) fn run(options: &EvaluateOptions, common: &Common, console: &Console) -> Result<u8> {
    match &options.verb {
        EvaluateVerb::Annotations(options) => {
            let session = Session::open_if_any(common, console)?;
            let guide = match &session {
                Some(session) => session.guide(),
                None => Guide::builtin(),
            };
            annotations(options, &guide)
        }
        EvaluateVerb::Ranking(options) => ranking(options, common, console),
    }
}

fn ranking(options: &RankingOptions, common: &Common, console: &Console) -> Result<u8> {
    let written = written(&options.of)?;
    let existing = Existing::or_replaced(options.force);
    let run = options.run.as_deref();
    let destination = run.map(|run| Destination::open("--run", Some(run), existing));
    let destination = destination.transpose()?;
    let session = Session::open(common, console)?;
    let reader = session.reader(console, Freshness::AsItIs)?;
    let vocabulary = reader.vocabulary();
    let known = session.known(&vocabulary);
    let copies = if options.unfolded {
        Copies::Keep
    } else {
        Copies::Fold
    };
    let more = options.more.as_deref();
    let queries = JudgedQueries::load(&options.folder, more, &reader, &known, copies)?;
    let mut out = console::out();
    if options.fit {
        let fit = queries.fitted(&|progress| console.say(progress))?;
        out.text(&fit_page(&fit))?;
    } else {
        let measured = queries.measured()?;
        if options.json {
            out.line(&ranking_object(&measured))?;
        } else {
            out.text(&ranking_page(&measured))?;
        }
    }
    out.done()?;
    if let Some(destination) = destination {
        let mut out = destination.out()?;
        queries.each_hit(written, &mut |line| out.line(&run_line(line)))?;
        out.done()?;
        destination.keep(console)?;
    }
    Ok(0)
}

/// The ranking of this name.
fn written(name: &str) -> Result<Ranking> {
    let found = Ranking::ALL.into_iter().find(|one| one.name() == name);
    found.ok_or_else(|| {
        let names = Ranking::ALL.map(Ranking::name).join(", ");
        Error::Usage(format!(
            "--of {name}: there is no such ranking; there are {names}"
        ))
    })
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
