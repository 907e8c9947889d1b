//! `demarche annotate`: briefings in, annotations out: a page to read on a terminal, one JSON object a line elsewhere.

use super::TROUBLE;
use super::arguments::{AnnotateOptions, Common};
use super::console::{self, Console, Out};
use super::session::Session;
use super::show::detail;
use crate::annotate::{Corrections, annotate};
use crate::briefing::Annotated;
use crate::ingest::annotated;
use crate::output::{Detail, Look, TextField, annotated_page, annotation};
use crate::source::{Columns, Guide, given};
use crate::{Error, Result};
use std::io::{self, BufRead};
use std::path::Path;

pub(super) fn run(options: &AnnotateOptions, common: &Common, console: &Console) -> Result<u8> {
    let mut session = Session::open_if_any(common, console)?;
    let mut columns = Columns::default();
    for assignment in &options.map {
        columns.say(assignment)?;
    }
    if let Some(session) = &mut session {
        session.map_columns(&options.map)?;
    }
    let guide = match &session {
        Some(session) => session.guide(),
        None => Guide {
            columns: &columns,
            ..Guide::builtin()
        },
    };
    let is_standard_input = |path: &Path| path == Path::new("-");
    match options.paths.as_slice() {
        [only] if is_standard_input(only) => lines(&guide, Sheet::of(options, console)),
        paths if paths.iter().any(|path| is_standard_input(path)) => Err(Error::Usage(
            "- is standard input and stands alone; give files and folders in a call of their own"
                .to_owned(),
        )),
        _ => {
            let corrections = match &session {
                Some(session) => session.corrections()?,
                None => Corrections::default(),
            };
            files(options, &guide, &corrections, Sheet::of(options, console))
        }
    }
}

/// Where annotations go.
enum Sheet {
    /// One object a line.
    Lines(Out),
    /// Pages for people, a line between them.
    Pages {
        out: Out,
        detail: Detail,
        look: Look,
        is_first: bool,
    },
}

impl Sheet {
    fn of(options: &AnnotateOptions, console: &Console) -> Self {
        let asked_for = options.text || options.rules;
        if options.jsonl || !(asked_for || console::is_terminal()) {
            return Self::Lines(console::out());
        }
        Self::Pages {
            out: console.paged(),
            detail: detail(options.rules),
            look: console.look(),
            is_first: true,
        }
    }

    fn write(&mut self, annotated: &Annotated, text: TextField) -> Result<()> {
        match self {
            Self::Lines(out) => out.line(&annotation(annotated, text)),
            Self::Pages {
                out,
                detail,
                look,
                is_first,
            } => {
                if !std::mem::take(is_first) {
                    out.line(&format!("\n{}\n", "─".repeat(look.width)))?;
                }
                out.text(&annotated_page(annotated, *detail, *look))
            }
        }
    }

    fn done(self) -> Result<()> {
        let (Self::Lines(out) | Self::Pages { out, .. }) = self;
        out.done()
    }
}

/// Each line of standard input.
fn lines(guide: &Guide<'_>, mut sheet: Sheet) -> Result<u8> {
    let mut code = 0;
    for (number, line) in (1..).zip(io::stdin().lock().split(b'\n')) {
        let line = line.map_err(Error::io("standard input"))?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        match given(&line, guide) {
            Ok(briefing) => {
                sheet.write(&annotate(briefing, guide.lexicon), TextField::Omitted)?;
            }
            Err(rejected) => {
                code = TROUBLE;
                console::warn(&format!("line {number}: {rejected}"));
            }
        }
    }
    sheet.done()?;
    Ok(code)
}

/// Each briefing of files and folders.
fn files(
    options: &AnnotateOptions,
    guide: &Guide<'_>,
    corrections: &Corrections,
    mut sheet: Sheet,
) -> Result<u8> {
    let reading = annotated(&options.paths, guide, corrections, &mut |annotated| {
        sheet.write(annotated, TextField::Included)
    })?;
    sheet.done()?;
    for rejected in &reading.rejected {
        console::warn(&format!("rejected: {rejected}"));
    }
    Ok(if reading.rejected.is_empty() {
        0
    } else {
        TROUBLE
    })
}
