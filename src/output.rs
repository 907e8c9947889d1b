//! What was found, put into words: annotations and hits as JSON, JSON lines, terminal cards and plain lines.
//! One format, one file; nothing here knows the index, and nothing here prints: the doors do.
//!
//! Machine output counts offsets in Unicode code points; the pieces all its formats share stand in `part`.

mod annotation;
mod part;

pub use annotation::{TextField, annotation};

/// The version of the machine output, its `schema` field.
pub const SCHEMA: u32 = 1;
