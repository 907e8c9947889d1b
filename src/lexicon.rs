//! The tables of the field, compiled in as data: entities and their names, dated holders of offices, topics, reporting verbs,
//! statement frames, turn markers, month names. A user's overlays, handed in as text, win.

mod context;
mod decline;
mod entity;
mod finder;
mod frames;
mod gather;
mod letters;
mod months;
mod names;
mod overlay;
mod phrases;
mod refusals;
mod reporting;
mod resolve;
mod table;
mod titles;
mod topics;
mod traps;
mod turns;
mod version;

pub(crate) use context::{Context, forms_of_family_name};
pub(crate) use entity::Token;
pub use entity::{Candidate, Entity, EntityKind, Gazetteer, NameMatch, Office};
pub use frames::{
    Class, ClassSet, CueKind, CueMatch, Entry, Frame, FrameTable, Frames, Inflection, Negated,
    Operator, Slot,
};
pub use months::{is_yesterday, month, precedes_weekday, weekday};
pub use refusals::refuses;
pub use reporting::{Reporting, Takes, WordClass, reporting};
pub(crate) use titles::{BodyKind, RoleKind};
pub(crate) use topics::{Tells, TopicEvidence};
pub use topics::{TopicValue, Topics};
pub(crate) use turns::is_slip;
pub use turns::{TurnRole, TurnWords, turn_words};

use crate::Result;
use letters::Letters;
use std::path::PathBuf;
use std::sync::{LazyLock, OnceLock};

static BUILTIN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::with_overlays(&[]).unwrap_or_default());

/// All tables, ready for use.
#[derive(Default)]
pub struct Lexicon {
    entities: Gazetteer,
    /// Read when first asked for: queries need none.
    frames: OnceLock<Frames>,
    /// Those compiled in are read when first asked for.
    topics: OnceLock<Topics>,
    version: String,
}

/// Whom a ministry, office or delegation speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Represented<'a> {
    /// The country or organisation (`CHN`, `NATO`).
    pub id: &'a str,
    /// The ministry or body (`CHN.MFA`), where the words name one.
    pub body: Option<&'a str>,
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
    pub fn with_overlays(overlays: &[(PathBuf, String)]) -> Result<Self> {
        let topics = OnceLock::new();
        if !overlays.is_empty() {
            let mut own = Topics::builtin();
            for (path, text) in overlays {
                overlay::lay_topics(path, text, &mut own)?;
            }
            let _ = topics.set(own);
        }
        Ok(Self {
            entities: gather::laid(Letters::Ascii, overlays)?,
            topics,
            version: version::of(overlays),
            frames: OnceLock::new(),
        })
    }

    /// Changes with any change of any table: what was annotated under another version is to be annotated again.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Countries, organisations, ministries, persons, and their names.
    #[must_use]
    pub fn entities(&self) -> &Gazetteer {
        &self.entities
    }

    /// The statement frames of all languages.
    #[must_use]
    pub fn frames(&self) -> &Frames {
        self.frames
            .get_or_init(|| Frames::builtin().unwrap_or_default())
    }

    /// Topics, their details, and the phrases that tell of them.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        self.topics.get_or_init(Topics::builtin)
    }

    /// Whom a publisher speaks for, read from its name as sources write it: "Ministry of Foreign Affairs, Nepal", "The White House",
    /// "russian federation", "SY", "Президент России".
    #[must_use]
    pub fn ministry_represents(&self, ministry: &str) -> Option<Represented<'_>> {
        self.entities.represented(ministry)
    }
}
