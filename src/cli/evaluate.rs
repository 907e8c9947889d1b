//! `demarche evaluate`: the annotations against labelled texts, the ranking against judged queries.

use super::TROUBLE;
use super::arguments::{AnnotationsOptions, Common, EvaluateOptions, EvaluateVerb, RankingOptions};
use super::console::{self, Console};
use super::session::{Freshness, Session};
use crate::evaluate::{self, JudgedQueries, Options, Ranking};
use crate::output::{
    evaluation_object, evaluation_page, fit_page, ranking_object, ranking_page, run_line,
};
use crate::query::Known;
use crate::rank::Copies;
use crate::source::Guide;
use crate::{Error, Result};
use chrono::Local;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

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
    let session = Session::open(common, console)?;
    let reader = session.reader(console, Freshness::AsItIs)?;
    let vocabulary = reader.vocabulary();
    let known = Known {
        lexicon: session.lexicon(),
        vocabulary: &vocabulary,
        today: Local::now().date_naive(),
    };
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
    if let Some(file) = &options.run {
        write_run(&queries, written, file)?;
        console.say(&format!(
            "all hits of {} are in {}",
            written.name(),
            file.display()
        ));
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

fn write_run(queries: &JudgedQueries, ranking: Ranking, file: &Path) -> Result<()> {
    let mut out = BufWriter::new(File::create(file).map_err(Error::io(file))?);
    queries.each_hit(ranking, &mut |line| {
        writeln!(out, "{}", run_line(line)).map_err(Error::io(file))
    })?;
    out.flush().map_err(Error::io(file))
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
