//! Long pages go through the user's pager where standard output is a terminal: `DEMARCHE_PAGER`, else the one of the
//! user's settings, else `PAGER`, else `less`, which stays out of the way of what fits the screen. An empty one, or `cat`, is none.

use super::console::{Out, is_terminal, out as plain};
use std::env;
use std::process::{Child, Command, Stdio};

/// Standard output, through the pager where there is one.
pub(super) fn out(settled: Option<&str>) -> Out {
    match started(settled) {
        Some(pager) => Out::through(pager),
        None => plain(),
    }
}

fn started(settled: Option<&str>) -> Option<Child> {
    let is_dumb = env::var_os("TERM").is_none_or(|term| term == "dumb");
    if !is_terminal() || is_dumb {
        return None;
    }
    let typed = env::var("DEMARCHE_PAGER").ok();
    let typed = typed.or_else(|| settled.map(str::to_owned));
    let typed = typed.or_else(|| env::var("PAGER").ok());
    let typed = typed.unwrap_or_else(|| "less".to_owned());
    let mut words = typed.split_whitespace();
    let program = words.next().filter(|program| *program != "cat")?;
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        command.env("LESS", "FRX"); // what fits is only printed; colours are kept; the text stays when it quits
    }
    let pager = command.spawn().ok()?; // none such: the page is printed as it is
    // an interrupt is the pager's; when it quits, writing to it fails and the verb ends
    let _ = ctrlc::set_handler(|| ());
    Some(pager)
}
