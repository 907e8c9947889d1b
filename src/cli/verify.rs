//! `demarche verify`: everything that is kept held against what is known of it.

use super::TROUBLE;
use super::arguments::{Common, VerifyOptions};
use super::console::{self, Console};
use super::session::Session;
use crate::Result;
use crate::output::{verdict_object, verdict_page};

pub(super) fn run(options: &VerifyOptions, common: &Common, console: &Console) -> Result<u8> {
    let session = Session::open(common, console)?;
    let verdict = session.verify(console)?;
    let mut out = console::out();
    if options.json {
        out.line(&verdict_object(&verdict))?;
    } else {
        out.text(&verdict_page(&verdict))?;
    }
    out.done()?;
    Ok(if verdict.is_sound() { 0 } else { TROUBLE })
}
