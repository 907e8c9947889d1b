//! Saved queries, and what of the archive is new to them.
//!
//! What arrived is told by a [`Log`] that the archive keeps: each passage with the run in which it was first seen, so that the order
//! of arrival counts and no date does. Every watch has its place in that order; one whose query cannot be run keeps its place, and
//! is told everything once it can. The log lies with the archive, not in the index: an index made anew is the same to it.

mod arrivals;
mod asked;
mod frequency;
mod log;
mod run;

pub use arrivals::News;
pub use asked::asked;
pub use frequency::{Frequency, frequency};
pub use log::{Log, Place, Told};
pub use run::{Beginning, Entry, Item, Outcome, Reported, Standing, entries, run};

#[cfg(test)]
mod tests;
