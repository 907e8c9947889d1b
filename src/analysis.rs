//! What becomes of words over time: what [`changes`] between two versions of a briefing, and where an archive has gaps ([`Coverage`]).

mod changes;
mod coverage;
mod sentence;
mod shifts;
mod words;

pub use changes::{Change, FieldChange, Rewording, changes};
pub use coverage::{Coverage, Gap, LEAST_MEDIAN, MonthHeld, Stretch};
pub use sentence::Sentence;
pub use shifts::{Shift, StatementChange, shifts};
pub use words::{Edit, Words, words};

#[cfg(test)]
mod tests;
