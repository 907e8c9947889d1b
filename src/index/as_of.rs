//! The index as it was at a moment: passages that were not there yet hidden, earlier versions shown in place of later ones.
//!
//! Earlier versions lie in an index of their own, [`earlier`], beside the main one, so that a query of what stands now never passes
//! over them. [`Reader::as_it_was`] joins the segments of both as they lie on disk, under lists of removed passages of its own that
//! are held in memory: everything that reads the index honours those, so that filters, counts, facets and exports need not know.
//! Only word statistics, and so scores, are those of all versions together.

use super::copies::Copies;
use super::disk::Disk;
use super::keys::each_key;
use super::reader::{Reader, committed, open_engine};
use super::schema::fast;
use super::sound;
use crate::query::Column;
use crate::text::stable_hash;
use crate::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::directory::error::{DeleteError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    FileHandle, RamDirectory, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::fastfield::write_alive_bitset;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::{
    BitSet, Directory, DocId, Index, IndexReader, ReloadPolicy, SegmentReader, TantivyError,
};

/// What is shown of an index as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Then {
    /// Briefings of which the main index holds nothing that stood then.
    pub hidden: BTreeSet<String>,
    /// Briefings that stood in an earlier version, with the content it had.
    pub earlier: BTreeMap<String, String>,
    /// Each copy among what stood then, and the briefing that stood for it.
    pub copies: BTreeMap<String, String>,
}

/// The folder, beside the files of an index, of the index of earlier versions.
#[must_use]
pub fn earlier(index: &Path) -> PathBuf {
    index.join("earlier")
}

/// How many passages the index of earlier versions beside an index holds; `None` where there is none that this version reads.
#[must_use]
pub fn earlier_count(index: &Path) -> Option<u64> {
    let found = Reader::open(&earlier(index)).ok().flatten()?;
    Some(found.passage_count())
}

/// Removes the index of earlier versions.
///
/// # Errors
/// [`Error::Io`] where it cannot be removed.
pub fn remove_earlier(index: &Path) -> Result<()> {
    let folder = earlier(index);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io(folder)(error)),
        _ => Ok(()),
    }
}

/// The number that stands for a content in the column of versions; 0 is what stands now.
pub(super) fn version_number(content: &str) -> u64 {
    stable_hash(content).max(1)
}

impl Reader {
    /// The index as it was; `None` where it was committed anew since it was opened, so that `then` is to be told again.
    ///
    /// # Errors
    /// [`Error::Index`], [`Error::Format`] where it cannot be read; [`Error::Damaged`] where earlier versions are missing.
    pub fn as_it_was(self, then: &Then) -> Result<Option<Self>> {
        let main = Part::open(self.folder())?;
        let mut meta = main.index.load_metas()?;
        if meta.opstamp != self.generation() {
            return Ok(None);
        }
        let folder = earlier(self.folder());
        let before = match open_engine(&folder)? {
            Some(index) if index.schema() == self.fields.schema && !then.earlier.is_empty() => {
                let stamp = committed(&folder);
                match Part::sound(&folder) {
                    // A commit or merge meanwhile is no damage.
                    Err(_) if stamp != committed(&folder) => return Ok(None),
                    opened => Some(opened?),
                }
            }
            _ => None,
        };
        let mut joined = Joined {
            memory: RamDirectory::create(),
            folders: vec![main.directory.clone()],
        };
        if let Some(before) = &before {
            joined.folders.push(before.directory.clone());
            meta.segments.extend(before.index.load_metas()?.segments);
        }
        let written = |meta: &tantivy::IndexMeta| serde_json::to_vec(meta).unwrap_or_default();
        let meta_file = Path::new("meta.json");
        let write = |meta: &tantivy::IndexMeta| joined.atomic_write(meta_file, &written(meta));
        write(&meta).map_err(TantivyError::from)?;
        let index = Index::open(joined.clone())?;
        let mut shown = BTreeSet::new();
        for own in &mut meta.segments {
            let id = own.id();
            let is_it = |segment: &&SegmentReader| segment.segment_id() == id;
            let segments = main.reader.searcher();
            let hide = match segments.segment_readers().iter().find(is_it) {
                Some(segment) => self.hidden(segment, then)?,
                None => match &before {
                    Some(before) => {
                        let searcher = before.reader.searcher();
                        let segment = searcher.segment_readers().iter().find(is_it);
                        let segment = segment.ok_or_else(|| self.moved_on())?;
                        self.not_of_versions(segment, then, &mut shown)?
                    }
                    None => Vec::new(),
                },
            };
            if !hide.is_empty() {
                *own = without(&index, own, &hide)?;
            }
        }
        if shown.len() < then.earlier.len() {
            return Err(self.moved_on());
        }
        write(&meta).map_err(TantivyError::from)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let searcher = reader.try_into()?.searcher();
        Ok(Some(self.showing(searcher, Copies::told(&then.copies))))
    }

    fn moved_on(&self) -> Error {
        Error::Damaged {
            path: earlier(self.folder()),
            reason: "earlier versions are missing in it".to_owned(),
        }
    }

    /// Passages of the main index that are not to be shown, removed ones included.
    fn hidden(&self, segment: &SegmentReader, then: &Then) -> Result<Vec<DocId>> {
        let mut hidden = Vec::new();
        if then.hidden.is_empty() {
            return Ok(hidden);
        }
        each_key(segment, self.fields.column(Column::Briefing), |id, docs| {
            if then.hidden.contains(id) {
                hidden.append(docs);
            }
        })?;
        if !hidden.is_empty() {
            hidden.extend((0..segment.max_doc()).filter(|doc| segment.is_deleted(*doc)));
        }
        Ok(hidden)
    }

    /// Passages of the index of earlier versions that are not to be shown, removed ones included; notes in `shown` which versions are.
    fn not_of_versions(
        &self,
        segment: &SegmentReader,
        then: &Then,
        shown: &mut BTreeSet<String>,
    ) -> Result<Vec<DocId>> {
        let version = segment.fast_fields().u64(fast::VERSION)?;
        let mut alive = BTreeSet::new();
        each_key(segment, self.fields.column(Column::Briefing), |id, docs| {
            let Some(content) = then.earlier.get(id) else {
                return;
            };
            let content = Some(version_number(content));
            docs.retain(|doc| version.first(*doc) == content);
            if !docs.is_empty() {
                shown.insert(id.to_owned());
                alive.extend(docs.drain(..));
            }
        })?;
        let all = 0..segment.max_doc();
        Ok(all.filter(|doc| !alive.contains(doc)).collect())
    }
}

/// Writes the list of passages that are left of a segment; what the segment is with it.
fn without(index: &Index, own: &SegmentMeta, hidden: &[DocId]) -> Result<SegmentMeta> {
    let mut alive = BitSet::with_max_value_and_full(own.max_doc());
    for doc in hidden {
        alive.remove(*doc);
    }
    let gone = own.max_doc() - u32::try_from(alive.len()).unwrap_or_default();
    // Segments have distinct names, so that one number does for all of them; it is not one of those on disk.
    let meta = own.clone().with_delete_meta(gone, u64::MAX);
    let segment = index.segment(meta.clone());
    let mut file = segment
        .open_write(SegmentComponent::Delete)
        .map_err(TantivyError::from)?;
    write_alive_bitset(&alive, &mut file).map_err(TantivyError::from)?;
    file.terminate().map_err(TantivyError::from)?;
    Ok(meta)
}

/// An index on disk held open, so that its files stay readable whatever becomes of them.
struct Part {
    directory: Disk,
    index: Index,
    reader: IndexReader,
}

impl Part {
    /// Opens it where its files are as they were written: damaged columns would answer wrongly.
    fn sound(folder: &Path) -> Result<Self> {
        let part = Self::open(folder)?;
        sound::check(folder, &part.index, &part.index.load_metas()?)?;
        Ok(part)
    }

    fn open(folder: &Path) -> Result<Self> {
        let directory = Disk::open(folder)?;
        let index = Index::open(directory.clone())?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        Ok(Self {
            directory,
            reader: reader.try_into()?,
            index,
        })
    }
}

/// The files of several folders, and in memory what is written, which comes first.
#[derive(Debug, Clone)]
struct Joined {
    memory: RamDirectory,
    folders: Vec<Disk>,
}

impl Directory for Joined {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if self.memory.exists(path)? {
            return self.memory.get_file_handle(path);
        }
        for folder in &self.folders {
            match folder.get_file_handle(path) {
                Err(OpenReadError::FileDoesNotExist(_)) => (),
                found => return found,
            }
        }
        Err(OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        match self.get_file_handle(path) {
            Ok(_) => Ok(true),
            Err(OpenReadError::FileDoesNotExist(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Only what was written here: lists of files and locks of the folders are their own.
    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.memory.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.memory.atomic_write(path, data)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.memory.open_write(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.memory.delete(path)
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.memory.watch(callback)
    }
}
