//! What a user has settled once for all ([`Settings`]): `demarche.toml` beside the corpus, and over all archives that of the user.

use super::{Archive, own};
use crate::{Error, Result};
use serde::Deserialize;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The file of settings, in an archive and in the user's folder of configuration.
pub(super) const FILE: &str = "demarche.toml";

/// Settings as written: none is checked beyond its type, and what is absent is as it is without a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The archive where no other is named or found; in the user's file alone. `~/` is the user's folder.
    pub archive: Option<PathBuf>,
    /// `auto`, `always` or `never`.
    pub color: Option<String>,
    /// The program that long pages go through, with its options; in the user's file alone: an archive from elsewhere starts nothing.
    pub pager: Option<String>,
    /// Hits of a screen.
    pub limit: Option<usize>,
    /// `relevance`, `newest` or `oldest`.
    pub sort: Option<String>,
    /// Hits of one briefing at most before others have had their turn.
    pub spread: Option<NonZeroUsize>,
    /// Whom publishers can write to about requests made by this archive: an address of mail or a page.
    pub contact: Option<String>,
    /// What is fetched regularly; in an archive's file alone.
    pub subscribe: Vec<Subscription>,
    /// Queries of which new hits are told; in an archive's file alone.
    pub watch: Vec<Watch>,
}

/// What is fetched regularly: a site by the name of its profile, or an address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// Name of a profile.
    pub site: Option<String>,
    /// Address of a feed, a list, a site map or a page.
    pub url: Option<String>,
    /// Nothing older than this day, month or year.
    pub since: Option<String>,
    /// Most documents of one run.
    pub max: Option<usize>,
}

/// A query of which new hits are told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// What it is called; one name, one watch.
    pub name: String,
    /// The query, as typed behind `demarche query`.
    pub query: String,
}

impl Settings {
    /// The user's own settings, and where they lie; the file need not exist, and some systems have no place for it.
    ///
    /// # Errors
    /// [`Error::Data`] where the file is wrong, [`Error::Io`] where it cannot be read.
    pub fn of_user() -> Result<(Option<PathBuf>, Self)> {
        let Some(folder) = dirs::config_dir() else {
            return Ok((None, Self::default()));
        };
        let file = folder.join("demarche").join(FILE);
        let mut settings = read(&file)?;
        let misplaced = [
            ("[[subscribe]]", !settings.subscribe.is_empty()),
            ("[[watch]]", !settings.watch.is_empty()),
        ];
        if let Some((what, _)) = misplaced.into_iter().find(|(_, is_there)| *is_there) {
            let message = format!("{what} belongs to one archive; move it to the {FILE} there");
            return Err(Error::Data {
                path: file,
                message,
            });
        }
        settings.archive = settings.archive.map(at_home);
        Ok((Some(file), settings))
    }

    /// These settings, and what `others` say of the rest.
    #[must_use]
    pub fn over(self, others: Self) -> Self {
        Self {
            archive: self.archive.or(others.archive),
            color: self.color.or(others.color),
            pager: self.pager.or(others.pager),
            limit: self.limit.or(others.limit),
            sort: self.sort.or(others.sort),
            spread: self.spread.or(others.spread),
            contact: self.contact.or(others.contact),
            subscribe: self.subscribe,
            watch: self.watch,
        }
    }
}

impl Archive {
    /// Where the settings of the archive lie; the file need not exist.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.root().join(FILE)
    }

    /// The settings of the archive.
    ///
    /// # Errors
    /// [`Error::Data`] where the file is wrong, [`Error::Io`] where it cannot be read.
    pub fn settings(&self) -> Result<Settings> {
        let path = self.settings_file();
        let settings = read(&path)?;
        let misplaced = [
            ("archive", settings.archive.is_some()),
            ("pager", settings.pager.is_some()),
        ];
        if let Some((what, _)) = misplaced.into_iter().find(|(_, is_there)| *is_there) {
            let message = format!(
                "{what} belongs to the user's own settings; demarche status says where they lie"
            );
            return Err(Error::Data { path, message });
        }
        Ok(settings)
    }
}

fn read(file: &Path) -> Result<Settings> {
    let text = own::text(file)?.unwrap_or_default();
    toml::from_str(&text).map_err(|error| Error::Data {
        path: file.to_owned(),
        message: error.to_string().trim_end().to_owned(),
    })
}

/// The path with `~/` as a shell understands it.
fn at_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), dirs::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}
