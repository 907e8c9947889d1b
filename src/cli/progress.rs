//! Progress on standard error: a bar on a terminal, now and then a plain line elsewhere, nothing where it takes but a moment.

use super::console::Console;
use crate::ingest::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// What takes less than this shows no progress.
const MOMENT: Duration = Duration::from_millis(400);
/// How often there is a plain line.
const LINE_EVERY: Duration = Duration::from_secs(10);

const TEMPLATE: &str =
    "{bar:24} {percent:>3} %  {bytes} of {total_bytes}  {bytes_per_sec}  {msg}  {eta} left";

pub(super) struct Bar<'a> {
    console: &'a Console,
    drawn: ProgressBar,
    begun: Instant,
    last_line: Instant,
}

impl<'a> Bar<'a> {
    pub(super) fn new(console: &'a Console) -> Self {
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(TEMPLATE);
        Self {
            console,
            drawn: style.map_or(drawn.clone(), |style| drawn.with_style(style)),
            begun: Instant::now(),
            last_line: Instant::now(),
        }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        let briefings = match progress.briefings {
            0 => String::new(),
            briefings => format!("{briefings} briefings"),
        };
        self.drawn.set_length(progress.all);
        self.drawn.set_message(briefings.clone());
        self.drawn.set_position(progress.done);
        if self.console.is_quiet() || self.begun.elapsed() < MOMENT {
            return;
        }
        if self.console.shows_progress() {
            if self.drawn.is_hidden() {
                self.drawn.set_draw_target(ProgressDrawTarget::stderr());
            }
        } else if self.last_line.elapsed() > LINE_EVERY {
            self.last_line = Instant::now();
            let percent = progress.done * 100 / progress.all.max(1);
            self.console.say(&match progress.briefings {
                0 => format!("{percent} % read"),
                briefings => format!("{percent} % read, {briefings} briefings indexed"),
            });
        }
    }
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}
