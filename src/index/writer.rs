//! Writing an index: atomic commits of passages and state.

use super::as_of::version_number;
use super::document::document;
use super::schema::{FORMAT, Fields};
use super::state::{self, Payload};
use crate::briefing::StoredPassage;
use crate::query::Column;
use crate::{Error, Result};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term};

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
    committed: Option<Payload>,
    state: Option<String>,
    state_changed: bool,
    copies: Option<String>,
}

impl Writer {
    /// Opens the index in `folder` for writing, making both where there is none.
    ///
    /// # Errors
    /// [`crate::Error::Usage`] where another process writes it, [`crate::Error::Format`] for an index of another format version,
    /// [`crate::Error::Io`] and [`crate::Error::Index`] where it cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let fields = Fields::new();
        let index = match super::reader::open_engine(folder)? {
            Some(index) => index,
            None => Index::create_in_dir(folder, fields.schema.clone())?,
        };
        let committed = state::payload(&index, folder, &fields)?;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(THREADS)
            .memory_budget_per_thread(BUDGET)
            .build();
        let engine = match index.writer_with_options(options) {
            Err(TantivyError::LockFailure(..)) => {
                let folder = folder.display();
                return Err(Error::Usage(format!(
                    "{folder}: another demarche is writing this index; wait for it to end or stop it"
                )));
            }
            other => other?,
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
            committed,
            state,
            state_changed: false,
            copies: None,
        })
    }

    /// The state as set last, else as committed last.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Sets the state that the next commit keeps.
    pub fn set_state(&mut self, state: String) {
        self.state = Some(state);
        self.state_changed = true;
    }

    /// Sets which briefings are copies, each with the one that stands for it, from the next commit on.
    pub fn set_copies(&mut self, copies: &BTreeMap<String, String>) {
        self.copies = Some(serde_json::to_string(copies).unwrap_or_default()); // text to text: cannot fail
    }

    /// Adds passages.
    ///
    /// # Errors
    /// [`crate::Error::Index`] where the disk is full or the index damaged.
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
            self.engine.add_document(document)?;
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
        let mut prepared = self.engine.prepare_commit()?;
        let number = prepared.opstamp();
        let committed = self.committed.clone().unwrap_or_default();
        let mut payload = Payload {
            format: FORMAT,
            ..committed
        };
        if let Some(state) = self.state.as_ref().filter(|_| self.state_changed) {
            payload.state = Some(state::save(&self.folder, state::STATE, number, state)?);
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
        Ok(self.engine.wait_merging_threads()?)
    }
}
