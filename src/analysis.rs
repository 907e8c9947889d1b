//! What becomes of words over time: so far, what [`changes`] between two versions of a briefing.

mod changes;
mod sentence;
mod words;

pub use changes::{Change, FieldChange, Rewording, changes};
pub use sentence::Sentence;
pub use words::{Edit, Words, words};

#[cfg(test)]
mod tests;
