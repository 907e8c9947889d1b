//! `demarche import`: foreign files copied into the archive.

use super::TROUBLE;
use super::arguments::{Common, ImportOptions};
use super::console::{self, Console};
use super::session::{Session, again};
use crate::archive::{Archive, Found, Imported, walk};
use crate::index::Reader;
use crate::ingest::Ledger;
use crate::output::{import_object, import_page};
use crate::{Error, Result};
use std::collections::HashMap;
use std::path::Path;

pub(super) fn run(options: &ImportOptions, common: &Common, console: &Console) -> Result<u8> {
    let several = options.files.len() > 1 || options.files.iter().any(|file| file.is_dir());
    if options.url.is_some() && several {
        return Err(Error::Usage(
            "--url is the address of one file; name one".to_owned(),
        ));
    }
    let session = Session::open(common, console)?;
    let mut job = Job {
        archive: &session.archive,
        options,
        ledger: ledger(&session.archive),
        copied: HashMap::new(),
        imported: Vec::new(),
        failed: Vec::new(),
    };
    for file in &options.files {
        job.import_all(file);
    }
    let Job {
        imported, failed, ..
    } = job;
    for reason in &failed {
        console::warn(&format!("demarche: {reason}"));
    }
    let mut out = console::out();
    if options.json {
        out.line(&import_object(&imported, &failed))?;
    } else {
        out.text(&import_page(&imported))?;
    }
    out.done()?;
    let is_new = |one: &Imported| matches!(one, Imported::Copied(..));
    if !options.json && imported.iter().any(is_new) {
        let archive = again(common.archive.as_deref());
        console.say(&format!("try: demarche index{archive}, which reads them"));
    }
    Ok(if failed.is_empty() { 0 } else { TROUBLE })
}

/// What the index knows of the corpus; nothing where it cannot be read, which other verbs tell.
fn ledger(archive: &Archive) -> Ledger {
    let reader = Reader::open(archive.index()).ok().flatten();
    let state = reader.and_then(|reader| reader.state().ok().flatten());
    Ledger::read(state.as_deref())
}

struct Job<'a> {
    archive: &'a Archive,
    options: &'a ImportOptions,
    ledger: Ledger,
    /// Where content copied by this run lies, by its hash.
    copied: HashMap<String, String>,
    imported: Vec<Imported>,
    failed: Vec<String>,
}

impl Job<'_> {
    /// Imports a file, or those a folder holds.
    fn import_all(&mut self, root: &Path) {
        for found in walk(root) {
            let entry = match found {
                Found::Entry(entry) => entry,
                Found::Skipped { path, reason } | Found::Rejected { path, reason } => {
                    self.failed.push(format!("{path}: {reason}"));
                    continue;
                }
            };
            let known = |sha256: &str| {
                let here = self.copied.get(sha256).cloned();
                here.or_else(|| self.ledger.path_of(sha256))
            };
            let (into, url) = (self.options.into.as_str(), self.options.url.as_deref());
            match self.archive.import(root, &entry, into, url, &known) {
                Ok(imported) => {
                    if let Imported::Copied(path, origin) = &imported {
                        self.copied.insert(origin.sha256.clone(), path.clone());
                    }
                    self.imported.push(imported);
                }
                Err(error) => self.failed.push(error.to_string()),
            }
        }
    }
}
