//! Archive → briefings → annotations → index, incrementally ([`update`]); or the same reading without an index ([`annotated`]).
//!
//! Policy: what the corpus holds is the truth. For every briefing the records that hold it are remembered with a hash of what
//! each says ([`state`]); its newest content is indexed, as first seen. A record whose size and time are as they were is not opened,
//! one whose bytes are as they were is not read. The state commits with the passages, so a killed run loses what it did since
//! its last commit and nothing else.

mod annotated;
mod as_of;
mod copies;
mod corrections;
mod likeness;
mod outline;
mod report;
mod shared;
mod state;
mod update;
mod verify;
mod versions;

pub use annotated::{Reading, annotated};
pub use as_of::{Held, Stood};
pub use corrections::{NoEffect, Told, without_effect};
pub use report::{Announced, Behind, Census, OddDate, Remarked, Remarks, Report, behind, census};
pub use shared::SharedBody;
pub use update::{Progress, rebuild, update};
pub use verify::{IndexVerdict, Verdict, verify};
pub use versions::{History, Ledger, Version};

use crate::annotate::{Corrections, Unapplied, corrected};
use crate::briefing::{Annotated, Briefing};
use crate::lexicon::Lexicon;
use std::sync::{Mutex, PoisonError};
use std::{panic, thread};

/// Annotates on all processors, with what the user put right; the results come in the order of the briefings.
fn annotate_all(
    briefings: Vec<Briefing>,
    lexicon: &Lexicon,
    corrections: &Corrections,
) -> Vec<(Annotated, Vec<Unapplied>)> {
    let workers =
        thread::available_parallelism().map_or(1, |workers| workers.get().min(briefings.len()));
    let queue = Mutex::new(briefings.into_iter().enumerate());
    let work = || {
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let mut done = Vec::new();
        while let Some((position, briefing)) = next() {
            done.push((position, corrected(briefing, lexicon, corrections)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut done = Vec::new();
        for worker in workers {
            match worker.join() {
                Ok(part) => done.extend(part),
                Err(cause) => panic::resume_unwind(cause),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, annotated)| annotated).collect()
}
