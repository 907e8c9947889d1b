//! `demarche index`: the index brought into step with the corpus.

use super::arguments::{Common, IndexOptions};
use super::console::{self, Console};
use super::session::{Session, again};
use super::{INTERRUPTED, TROUBLE};
use crate::output::report_object;
use crate::{Error, Result};
use std::path::PathBuf;

pub(super) fn run(options: &IndexOptions, common: &Common, console: &Console) -> Result<u8> {
    let told_by_variable = std::env::var_os("DEMARCHE_ARCHIVE").map(PathBuf::from);
    let mut session = match (&options.folder, &common.archive) {
        (Some(folder), Some(archive)) if common.archive != told_by_variable => {
            return Err(Error::Usage(format!(
                "index reads the folder {} or the archive {}, not one into the other: leave out either, or copy files into an archive \
                 with `demarche import`",
                folder.display(),
                archive.display()
            )));
        }
        (Some(folder), _) => Session::open_folder(folder, console)?,
        (None, _) => Session::open(common, console)?,
    };
    if !options.map.is_empty() {
        session.map_columns(&options.map)?;
        session.keep_columns(console)?;
    }
    let report = if options.rebuild {
        session.rebuild(console)?
    } else {
        session.update(console)?
    };
    let mut out = console::out();
    if options.json {
        out.line(&report_object(&report))?;
    } else {
        out.line(&report.to_string())?;
    }
    out.done()?;
    if report.interrupted {
        console.say(if options.rebuild {
            "interrupted; the index is as it was before"
        } else {
            "interrupted; what was done is kept, demarche index goes on"
        });
        return Ok(INTERRUPTED);
    }
    if report.new + report.changed > 0 && !options.json {
        let archive = again(options.folder.as_deref().or(common.archive.as_deref()));
        console.say(&format!("try: demarche query{archive} --stance critical"));
    }
    Ok(
        if report.rejected.is_empty() && report.corrections.wrong.is_empty() {
            0
        } else {
            TROUBLE
        },
    )
}
