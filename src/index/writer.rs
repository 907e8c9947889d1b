//! Writing an index: atomic commits of passages and state.

use super::as_of::version_number;
use super::disk::{self, Disk, Failure};
use super::document::document;
use super::lock::Lock;
use super::reader::{META, unopened};
use super::rebuild;
use super::schema::{FORMAT, Fields};
use super::sound;
use super::state::{self, Payload};
use crate::briefing::StoredPassage;
use crate::query::Column;
use crate::{Error, Result};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexMeta, IndexSettings, IndexWriter, TantivyDocument, Term};

const THREADS: usize = 2;
/// Bytes of passages held in memory by each thread.
const BUDGET: usize = 60_000_000;
/// Share of removed passages from which a segment is written anew: they count in word statistics until then.
const REMOVED: f32 = 0.1;

/// An index open for writing; one at a time. What is not committed is gone when it is dropped.
pub struct Writer {
    folder: PathBuf,
    fields: Fields,
    engine: IndexWriter<TantivyDocument>,
    index: Index,
    failed: Failure,
    committed: Option<Payload>,
    state: Option<String>,
    outline: String,
    state_changed: bool,
    copies: Option<String>,
    _lock: Lock,
}

impl Writer {
    /// Opens the index in `folder` for writing, making both where there is none.
    ///
    /// # Errors
    /// [`crate::Error::Usage`] where another process writes it, [`crate::Error::Format`] for an index of another format version,
    /// [`crate::Error::Damaged`] for a damaged one, [`crate::Error::Io`] and [`crate::Error::Index`] where it cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let lock = Lock::take(folder)?;
        disk::sweep(folder);
        let fields = Fields::new();
        let disk = Disk::open(folder)?;
        let failed = disk.failure();
        let (index, metas) =
            open_or_make(folder, &fields, disk).map_err(|error| explained(error, &failed))?;
        let committed = state::payload(&metas, folder, &fields)?;
        sound::check(folder, &index, &metas)?;
        rebuild::sweep(folder, &metas);
        state::sweep(folder, &committed.clone().unwrap_or_default());
        let options = IndexWriterOptions::builder()
            .num_worker_threads(THREADS)
            .memory_budget_per_thread(BUDGET)
            .build();
        let engine = match index.writer_with_options(options) {
            Err(error) => return Err(explained(unopened(folder, error), &failed)),
            Ok(engine) => engine,
        };
        let mut merges = LogMergePolicy::default();
        merges.set_del_docs_ratio_before_merge(REMOVED);
        engine.set_merge_policy(Box::new(merges));
        let state = state::load(
            folder,
            committed
                .as_ref()
                .and_then(|committed| committed.state.as_ref()),
        )?;
        Ok(Self {
            folder: folder.to_owned(),
            fields,
            engine,
            index,
            failed,
            committed,
            state,
            outline: String::new(),
            state_changed: false,
            copies: None,
            _lock: lock,
        })
    }

    /// The state as set last, else as committed last.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Sets the state that the next commit keeps, and its outline: what is to be read of it without reading it all.
    pub fn set_state(&mut self, state: String, outline: String) {
        self.state = Some(state);
        self.outline = outline;
        self.state_changed = true;
    }

    /// Whether the last commit keeps an outline, as those of an earlier demarche do not.
    #[must_use]
    pub fn keeps_outline(&self) -> bool {
        let committed = self.committed.as_ref();
        committed.is_some_and(|committed| committed.outline.is_some())
    }

    /// Sets which briefings are copies, each with the one that stands for it, from the next commit on.
    pub fn set_copies(&mut self, copies: &BTreeMap<String, String>) {
        self.copies = Some(serde_json::to_string(copies).unwrap_or_default()); // text to text: cannot fail
    }

    /// Adds passages.
    ///
    /// # Errors
    /// [`crate::Error::Unwritten`] where the disk is full, [`crate::Error::Index`] where the engine fails otherwise.
    pub fn add(
        &mut self,
        passages: impl IntoIterator<Item = impl Borrow<StoredPassage>>,
    ) -> Result<()> {
        self.add_numbered(0, passages)
    }

    /// Adds the passages of an earlier version that had this content, to an index of such ([`super::earlier`]).
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn add_version(
        &mut self,
        content: &str,
        passages: impl IntoIterator<Item = impl Borrow<StoredPassage>>,
    ) -> Result<()> {
        self.add_numbered(version_number(content), passages)
    }

    fn add_numbered(
        &mut self,
        version: u64,
        passages: impl IntoIterator<Item = impl Borrow<StoredPassage>>,
    ) -> Result<()> {
        for passage in passages {
            let document = document(&self.fields, passage.borrow(), version)?;
            let added = self.engine.add_document(document);
            added.map_err(|error| explained(error.into(), &self.failed))?;
        }
        Ok(())
    }

    /// Removes all passages of a briefing, those added before in the same commit included.
    pub fn remove(&mut self, briefing: &str) {
        let field = self.fields.column(Column::Briefing);
        self.engine
            .delete_term(Term::from_field_text(field, briefing));
    }

    /// Makes everything since the last commit permanent, at once.
    ///
    /// # Errors
    /// As [`Self::add`]; the index is as before then.
    pub fn commit(&mut self) -> Result<()> {
        let committed = self.commit_all();
        committed.map_err(|error| explained(error, &self.failed))
    }

    fn commit_all(&mut self) -> Result<()> {
        let mut prepared = self.engine.prepare_commit()?;
        let number = prepared.opstamp();
        let committed = self.committed.clone().unwrap_or_default();
        let mut payload = Payload {
            format: FORMAT,
            ..committed
        };
        if let Some(state) = self.state.as_ref().filter(|_| self.state_changed) {
            payload.state = Some(state::save(&self.folder, state::STATE, number, state)?);
            let outline = state::save(&self.folder, state::OUTLINE, number, &self.outline)?;
            payload.outline = Some(outline);
        }
        if let Some(copies) = self.copies.take() {
            payload.copies = Some(state::save(&self.folder, state::COPIES, number, &copies)?);
        }
        prepared.set_payload(&serde_json::to_string(&payload).unwrap_or_default());
        prepared.commit()?;
        state::sweep(&self.folder, &payload);
        self.committed = Some(payload);
        self.state_changed = false;
        Ok(())
    }

    /// Forgets everything since the last commit.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn rollback(&mut self) -> Result<()> {
        self.engine.rollback()?;
        let committed = self.committed.as_ref();
        self.state = state::load(
            &self.folder,
            committed.and_then(|committed| committed.state.as_ref()),
        )?;
        self.state_changed = false;
        self.copies = None;
        Ok(())
    }

    /// Waits until segments have been merged that are to be; what is not committed is gone.
    ///
    /// # Errors
    /// As [`Self::add`]; the index is as committed last then.
    pub fn finish(self) -> Result<()> {
        let Self {
            folder,
            engine,
            index,
            failed,
            _lock,
            ..
        } = self;
        let merged = engine.wait_merging_threads();
        merged.map_err(|error| explained(error.into(), &failed))?;
        if let Ok(metas) = index.load_metas() {
            sound::trust(&folder, &metas);
        }
        Ok(())
    }
}

/// The engine's index in `folder`, made where there is none.
fn open_or_make(folder: &Path, fields: &Fields, disk: Disk) -> Result<(Index, IndexMeta)> {
    let index = if folder.join(META).exists() {
        Index::open(disk)
    } else {
        Index::create(disk, fields.schema.clone(), IndexSettings::default())
    };
    let opened = index.and_then(|index| {
        let metas = index.load_metas()?;
        Ok((index, metas))
    });
    opened.map_err(|error| unopened(folder, error))
}

/// What the disk said, where it is why the engine failed.
fn explained(error: Error, failed: &Failure) -> Error {
    match (error, disk::cause(failed)) {
        (Error::Index(_) | Error::Damaged { .. }, Some((path, source))) => {
            Error::Unwritten { path, source }
        }
        (error, _) => error,
    }
}
