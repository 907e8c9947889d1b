//! Reading an index: opening it, its state, whole briefings.

use super::columns::SegmentColumns;
use super::copies::Copies;
use super::disk::Disk;
use super::schema::{Fields, fast};
use super::state::{self, Kept};
use super::{Counts, counts, sound, vocabulary};
use crate::briefing::StoredPassage;
use crate::error::Age;
use crate::query::{Column, Vocabulary};
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tantivy::collector::DocSetCollector;
use tantivy::directory::error::OpenReadError;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::store::StoreReader;
use tantivy::{Index, ReloadPolicy, Searcher};
use tantivy::{TantivyError, Term};

/// How often an index is opened again that is written meanwhile.
const ATTEMPTS: usize = 100;

/// An index open for reading, as it was committed last.
pub struct Reader {
    pub(super) fields: Fields,
    pub(super) searcher: Searcher,
    folder: PathBuf,
    pub(super) copies: Copies,
    columns: OnceLock<Vec<SegmentColumns>>,
    /// The passages of each segment, opened as columns are.
    pub(super) stores: OnceLock<Vec<StoreReader>>,
    state: Option<Kept>,
    outline: Option<Kept>,
    generation: u64,
}

impl Reader {
    /// Opens the index in `folder`; `None` where there is none, or none was ever committed. It stays as it was committed last, whatever
    /// is written meanwhile; nothing is written, and nobody waited for.
    ///
    /// # Errors
    /// [`crate::Error::Format`] for an index of another format version, [`crate::Error::Index`] and [`crate::Error::Damaged`] for a
    /// damaged one.
    pub fn open(folder: &Path) -> Result<Option<Self>> {
        for _ in 1..ATTEMPTS {
            let before = committed(folder);
            let opened = Self::open_as_it_is(folder);
            // Another commit, or a merge, may have removed what was about to be opened, or have come in between.
            if before == committed(folder) {
                return opened;
            }
        }
        Self::open_as_it_is(folder)
    }

    fn open_as_it_is(folder: &Path) -> Result<Option<Self>> {
        let Some(index) = open_engine(folder)? else {
            return Ok(None);
        };
        let fields = Fields::new();
        let unopened = |error| unopened(folder, error);
        let metas = index.load_metas().map_err(unopened)?;
        let Some(committed) = state::payload(&metas, folder, &fields)? else {
            return Ok(None);
        };
        sound::check(folder, &index, &metas)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        Ok(Some(Self {
            searcher: reader.try_into().map_err(unopened)?.searcher(),
            generation: metas.opstamp,
            copies: Copies::read(folder, &committed)?,
            columns: OnceLock::new(),
            stores: OnceLock::new(),
            state: state::open(folder, committed.state.as_ref())?,
            outline: state::open(folder, committed.outline.as_ref())?,
            folder: folder.to_owned(),
            fields,
        }))
    }

    /// Changes with every commit.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Where it lies.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The same with other segments and copies: what stood at another moment.
    pub(super) fn showing(self, searcher: Searcher, copies: Copies) -> Self {
        Self {
            searcher,
            copies,
            columns: OnceLock::new(),
            stores: OnceLock::new(),
            ..self
        }
    }

    /// What the writer keeps about what it indexed.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] where it cannot be read.
    pub fn state(&self) -> Result<Option<String>> {
        let kept = self.state.as_ref();
        kept.map(|kept| kept.text(&self.folder)).transpose()
    }

    /// The outline of that; `None` where an earlier demarche kept none.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] where it cannot be read.
    pub fn outline(&self) -> Result<Option<String>> {
        let kept = self.outline.as_ref();
        kept.map(|kept| kept.text(&self.folder)).transpose()
    }

    /// The values that occur, for reading queries.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        vocabulary::of(self)
    }

    /// The passages of a briefing, in text order; none where there is no such briefing.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where they cannot be read.
    pub fn passages(&self, briefing: &str) -> Result<Vec<StoredPassage>> {
        let term = Term::from_field_text(self.fields.column(Column::Briefing), briefing);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = self.searcher.search(&query, &DocSetCollector)?;
        let passages = found.into_iter().map(|address| self.stored(address));
        let mut passages = passages.collect::<Result<Vec<_>>>()?;
        passages.sort_by_key(|passage| passage.number);
        Ok(passages)
    }

    /// How much it holds.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where it cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        counts::count(self)
    }

    /// The briefings it holds, and how often each: once, unless something went wrong.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where it cannot be read.
    pub fn briefings(&self) -> Result<BTreeMap<String, u64>> {
        counts::by_value(self, Column::Briefing)
    }

    /// How many passages it holds.
    #[must_use]
    pub fn passage_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// First and last day anything in it was said; `None` where nothing is dated.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where it cannot be read.
    pub fn days_covered(&self) -> Result<Option<(chrono::NaiveDate, chrono::NaiveDate)>> {
        let mut days = Vec::new();
        for segment in self.searcher.segment_readers() {
            for column in [fast::FIRST, fast::LAST] {
                let column = segment.fast_fields().i64(column)?;
                days.extend(segment.doc_ids_alive().filter_map(|doc| column.first(doc)));
            }
        }
        let ends = days.iter().min().zip(days.iter().max());
        Ok(ends.and_then(|(first, last)| Some((day(*first)?, day(*last)?))))
    }

    /// The columns of each segment, opened when first asked for: finding them takes longer than reading some values.
    pub(super) fn segment_columns(&self) -> Result<&[SegmentColumns]> {
        if let Some(opened) = self.columns.get() {
            return Ok(opened);
        }
        let segments = self.searcher.segment_readers().iter();
        let opened = segments.map(|segment| SegmentColumns::open(segment, self));
        let opened = opened.collect::<Result<_>>()?;
        Ok(self.columns.get_or_init(|| opened))
    }
}

/// What tells one commit or merge from the next: which segments there are, and what the commit says. `None` where it cannot be told.
pub(super) fn committed(folder: &Path) -> Option<Vec<u8>> {
    std::fs::read(folder.join(META)).ok()
}

/// The engine's file of what is committed.
pub(super) const META: &str = "meta.json";

/// The engine's index in `folder`, `None` where there is none.
pub(super) fn open_engine(folder: &Path) -> Result<Option<Index>> {
    if !folder.join(META).exists() {
        return Ok(None);
    }
    let index = Disk::open(folder).and_then(Index::open);
    index.map(Some).map_err(|error| unopened(folder, error))
}

/// Why an index cannot be opened.
pub(super) fn unopened(folder: &Path, error: TantivyError) -> Error {
    let path = folder.to_owned();
    match error {
        TantivyError::IncompatibleIndex(reason) => Error::Format {
            path,
            found: format!("{reason:?}"),
            expected: super::schema::FORMAT.to_string(),
            age: Age::Unknown,
        },
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
            if io_error.kind() == ErrorKind::PermissionDenied =>
        {
            Error::Io {
                path: folder.join(filepath),
                source: ErrorKind::PermissionDenied.into(),
            }
        }
        error @ (TantivyError::DataCorruption(_)
        | TantivyError::OpenReadError(_)
        | TantivyError::IoError(_)) => Error::Damaged {
            path,
            reason: error.to_string(),
        },
        error => error.into(),
    }
}

/// The day so many days after 1970 began.
pub(crate) fn day(days: i64) -> Option<chrono::NaiveDate> {
    let duration = chrono::Duration::try_days(days)?;
    chrono::NaiveDate::default().checked_add_signed(duration)
}
