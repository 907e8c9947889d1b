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
    begun: Instant,
    last_line: Instant,
    bar: Option<ProgressBar>,
}

impl<'a> Bar<'a> {
    pub(super) fn new(console: &'a Console) -> Self {
        Self {
            console,
            begun: Instant::now(),
            last_line: Instant::now(),
            bar: None,
        }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        if self.console.is_quiet() || self.begun.elapsed() < MOMENT {
            return;
        }
        let briefings = format!("{} briefings", progress.briefings);
        if self.console.shows_progress() {
            let bar = self.bar.get_or_insert_with(|| new_bar(progress.all));
            bar.set_position(progress.done);
            bar.set_message(briefings);
        } else if self.last_line.elapsed() > LINE_EVERY {
            self.last_line = Instant::now();
            let percent = progress.done * 100 / progress.all.max(1);
            self.console
                .say(&format!("{percent} % read, {briefings} indexed"));
        }
    }
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn new_bar(all: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template(TEMPLATE) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
