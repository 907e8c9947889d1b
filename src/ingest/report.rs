//! What a run did, what an index knows of its corpus, and whether it is behind it.

use super::corrections::Told;
use super::outline::{Outline, Stamps};
use super::shared::{SharedBody, shared};
use super::state::{State, version};
use crate::Result;
use crate::annotate::Corrections;
use crate::archive::{Archive, Found, walk};
use crate::briefing::DateOddity;
use crate::index::Reader;
use crate::source::{Guide, PassedOver};
use std::fmt;

/// What a run of [`super::update`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Briefings that were not indexed before.
    pub new: u64,
    /// Briefings whose text or metadata changed.
    pub changed: u64,
    /// Those of them, by id.
    pub announced: Vec<Announced>,
    /// Briefings as they were.
    pub same: u64,
    /// Briefings the corpus no longer holds.
    pub removed: u64,
    /// What is no briefing, in this run or an earlier one.
    pub skipped: Vec<PassedOver>,
    /// What could not be read, in this run or an earlier one.
    pub rejected: Vec<PassedOver>,
    /// What was remarked in reading what is new or changed.
    pub remarks: Remarks,
    /// Bodies that several briefings share, in this run or an earlier one, those of most briefings first.
    pub shared: Vec<SharedBody>,
    /// Briefings annotated again though they are the same, because the lexicon or demarche changed.
    pub made_again: u64,
    /// Briefings annotated again though they are the same, because the user put something right or took it back.
    pub corrected: u64,
    /// Corrections that have no effect, in this run or an earlier one.
    pub corrections: Told,
    /// Whether anything is not as the run before left it.
    pub has_news: bool,
    /// Whether the user stopped it; what was done is kept.
    pub interrupted: bool,
}

/// A briefing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Its id.
    pub id: String,
    /// Its title now.
    pub title: Option<String>,
    /// When it was said, as far as that is known.
    pub date: Option<String>,
    /// Whether the corpus holds the text before as well.
    pub has_versions: bool,
}

/// Remarks on briefings that were read all the same, such as a date that could not be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// The first of them.
    pub first: Vec<Remarked>,
    /// How many there are.
    pub count: u64,
}

/// A remark on the briefings of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarked {
    /// The file, relative to the corpus folder.
    pub path: String,
    /// What is remarked.
    pub remark: String,
    /// On how many of its briefings.
    pub times: u64,
}

impl Remarks {
    /// Remarks kept with their words.
    const KEPT: usize = 100;

    pub(super) fn push(&mut self, path: &str, remark: String) {
        self.count += 1;
        let mut of_file = self.first.iter_mut().rev();
        let mut of_file = of_file.by_ref().take_while(|known| known.path == path);
        if let Some(known) = of_file.find(|known| known.remark == remark) {
            known.times += 1;
        } else if self.first.len() < Self::KEPT {
            self.first.push(Remarked {
                path: path.to_owned(),
                remark,
                times: 1,
            });
        }
    }
}

impl fmt::Display for Remarked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.remark)?;
        if self.times > 1 {
            write!(formatter, " ({} times)", self.times)?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            new,
            changed,
            same,
            removed,
            made_again,
            corrected,
            ..
        } = self;
        write!(
            formatter,
            "{new} new, {changed} changed, {same} same, {removed} removed, {} skipped, {} rejected",
            self.skipped.len(),
            self.rejected.len()
        )?;
        if *made_again > 0 {
            write!(
                formatter,
                "; {made_again} annotated again, as the lexicon or demarche changed"
            )?;
        }
        if *corrected > 0 {
            write!(formatter, "; {corrected} annotated again, as corrected")?;
        }
        Ok(())
    }
}

/// What an index knows of its corpus beside the passages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Files read.
    pub records: u64,
    /// Briefings of which the corpus holds differing texts.
    pub with_versions: u64,
    /// Differing texts of those, all together.
    pub versions: u64,
    /// Briefings that share their body with another one.
    pub same_body: u64,
    /// Briefings that are copies: another one, with the same text or nearly, stands for them.
    pub copies: u64,
    /// Briefings that the user corrected.
    pub corrected: u64,
    /// Corrections of theirs that have no effect.
    pub without_effect: u64,
    /// What is no briefing.
    pub skipped: Vec<PassedOver>,
    /// What could not be read.
    pub rejected: Vec<PassedOver>,
    /// What is odd about the dates of what is indexed, by kind.
    pub odd_dates: Vec<OddDate>,
}

/// A briefing with something odd about its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddDate {
    /// The briefing.
    pub id: String,
    /// Its file, relative to the corpus folder.
    pub path: String,
    /// What is odd.
    pub oddity: DateOddity,
}

/// Reads the state an index keeps; empty where there is none.
#[must_use]
pub fn census(kept: Option<&str>) -> Census {
    let Some(state) = kept.and_then(State::read) else {
        return Census::default();
    };
    let (skipped, rejected) = state.passed_over();
    let mut census = Census {
        records: state.records.len() as u64,
        skipped,
        rejected,
        same_body: shared(&state).iter().map(|body| body.briefings).sum(),
        copies: state.copies().len() as u64,
        odd_dates: state.date_oddities(),
        corrected: state.corrected(),
        without_effect: state.without_effect(),
        ..Census::default()
    };
    for id in state.briefings() {
        let versions = state.versions(&id).len() as u64;
        if versions > 1 {
            census.with_versions += 1;
            census.versions += versions;
        }
    }
    census
}

/// Why an index is not what a new run would make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// Files came, went or changed.
    Corpus,
    /// The lexicon or demarche itself changed.
    Lexicon,
    /// Corrections came, went or changed.
    Corrections,
}

impl fmt::Display for Behind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Corpus => "the corpus changed since it was indexed",
            Self::Corrections => "the corrections changed since the corpus was indexed",
            Self::Lexicon => "the lexicon or demarche changed since the corpus was indexed",
        })
    }
}

/// Whether an index is behind its corpus, told by the sizes and times of the files; opens none of them but the corrections.
///
/// # Errors
/// [`crate::Error::Damaged`] where what the index keeps cannot be read.
pub fn behind(archive: &Archive, guide: &Guide<'_>, reader: &Reader) -> Result<Option<Behind>> {
    let state =
        || -> Result<Option<State>> { Ok(reader.state()?.as_deref().and_then(State::read)) };
    let outline = match reader.outline()?.as_deref().and_then(Outline::read) {
        Some(outline) => outline,
        // an index that an earlier demarche made
        None => match state()? {
            Some(state) => Outline::of(&state),
            None => return Ok(Some(Behind::Corpus)),
        },
    };
    let mut stamps = Stamps::default();
    for entry in walk(archive.corpus()) {
        if let Found::Entry(entry) = entry {
            stamps.add(&entry.path, entry.size, entry.modified);
        }
    }
    if stamps != outline.records {
        return Ok(Some(Behind::Corpus));
    }
    if !outline.is_made_with(&version(guide)) {
        return Ok(Some(Behind::Lexicon));
    }
    // A file that cannot be read is told by the next run.
    let Ok(corrections) = archive.corrections() else {
        return Ok(Some(Behind::Corrections));
    };
    let mut whole: Option<State> = None;
    let is_other = outline.is_otherwise_corrected(&Corrections::read(&corrections), |briefing| {
        let whole = whole.get_or_insert_with(|| state().ok().flatten().unwrap_or_default());
        whole.indexed.contains_key(briefing)
    });
    Ok(is_other.then_some(Behind::Corrections))
}
