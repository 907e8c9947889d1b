//! What is known of publishers' sites, as data: one TOML table a publisher, compiled in, and the user's own, which win.
//!
//! [`site`] has the keys of a table, [`list`] those of its lists, [`pattern`] their patterns and selectors, [`rules`] what they find in titles, texts and
//! addresses, [`check`] shows a user who writes one what each found.

mod builtin;
mod check;
mod list;
mod pattern;
mod rules;
mod site;

pub use self::check::{Check, Found, check};
pub(super) use self::list::ListRule;
pub(super) use self::pattern::{Css, Pattern};
pub(super) use self::rules::{Said, place};
pub(super) use self::site::{JsonShape, Layout, NoDocument, SiteProfile};

use self::builtin::BUILTIN;
use crate::{Error, Result};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Paragraphs at the head of a text that may show whose it is.
pub(super) const HEAD: usize = 12;
/// Longest line that is looked at for marks, in bytes: some titles are long.
const LINE: usize = 700;
/// Longest paragraph in which a line pattern is looked for, in bytes.
const PARAGRAPH: usize = 2000;

static PROFILES: LazyLock<Profiles> = LazyLock::new(|| Profiles {
    sites: built_in(),
    version: version(&[]),
});

/// The profiles of publishers' sites.
#[derive(Debug, Default)]
pub struct Profiles {
    /// In the order in which they are looked at.
    sites: Vec<SiteProfile>,
    version: String,
}

impl Profiles {
    /// The profiles compiled in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &PROFILES
    }

    /// The profiles compiled in and, before them, a user's own: file and text.
    ///
    /// # Errors
    /// [`Error::Usage`] names the file that is no profile, the key, and what is wrong with it.
    pub fn with_own(own: &[(PathBuf, String)]) -> Result<Self> {
        let mut profiles = Self::default();
        for (file, text) in own {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            let site = SiteProfile::read(&name, text).and_then(|site| match site.fault() {
                Some(fault) => Err(fault),
                None => Ok(site),
            });
            let wrong = |reason| {
                let remedy = "demarche profile show china prints one to compare";
                Error::Usage(format!("{}: {reason}; {remedy}", file.display()))
            };
            profiles.sites.push(site.map_err(wrong)?);
        }
        profiles.sites.extend(built_in());
        profiles.version = version(own);
        Ok(profiles)
    }

    /// Changes with the tables, the user's own among them.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Each profile's name, hosts and ministry, the user's own first.
    pub fn list(&self) -> impl Iterator<Item = (&str, &[String], &str)> {
        let shown = self.sites.iter();
        shown.map(|site| (&*site.name, &*site.hosts, &*site.ministry))
    }

    /// The table of a profile compiled in.
    #[must_use]
    pub fn builtin_table(name: &str) -> Option<&'static str> {
        let mut tables = BUILTIN.iter();
        let (_, table) = tables.find(|(file, _)| file.strip_suffix(".toml") == Some(name))?;
        Some(table)
    }

    pub(super) fn sites(&self) -> &[SiteProfile] {
        &self.sites
    }

    /// The first profile of this name.
    pub(super) fn named(&self, name: &str) -> Option<&SiteProfile> {
        self.sites.iter().find(|site| site.name == name)
    }

    /// The profile of the site at `url`, the one with the longest fitting host.
    pub(super) fn of_url(&self, url: &str) -> Option<&SiteProfile> {
        let place = place(url)?;
        let (host, _) = place.split_at(place.find(['/', '?']).unwrap_or(place.len()));
        let fits = |pattern: &String| {
            let (own, path) = pattern.split_at(pattern.find('/').unwrap_or(pattern.len()));
            let is_host = host
                .strip_suffix(own)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'));
            is_host && place[host.len()..].starts_with(path)
        };
        let fitting = self.sites.iter().filter_map(|site| {
            let longest = site
                .hosts
                .iter()
                .filter(|pattern| fits(pattern))
                .map(String::len)
                .max()?;
            Some((longest, site))
        });
        // Of equals the first: a user's own.
        fitting
            .rev()
            .max_by_key(|(length, _)| *length)
            .map(|(_, site)| site)
    }

    /// The profile of the site whose marks the title or a line at the head of the text bears.
    pub(super) fn of_text(
        &self,
        title: Option<&str>,
        paragraphs: &[String],
    ) -> Option<&SiteProfile> {
        self.sites.iter().find(|site| {
            let mut head = paragraphs
                .iter()
                .take(HEAD)
                .map(String::as_str)
                .chain(title);
            head.any(|line| site.mark_in(line).is_some())
        })
    }
}

impl SiteProfile {
    /// The mark that a line bears.
    pub(super) fn mark_in(&self, line: &str) -> Option<&Pattern> {
        let short = line.len() < LINE;
        self.marks.iter().find(|mark| short && mark.is_match(line))
    }
}

/// Twelve hexadecimal digits over all tables.
fn version(own: &[(PathBuf, String)]) -> String {
    let mut digest = Sha256::new();
    let own = own.iter().map(|(_, text)| text.as_str());
    for text in own.chain(BUILTIN.iter().map(|(_, text)| *text)) {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    let first = digest
        .finalize()
        .iter()
        .take(6)
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{first:012x}")
}

fn built_in() -> Vec<SiteProfile> {
    let read = |(file, text): &(&str, &str)| {
        let name = file.strip_suffix(".toml").unwrap_or(file);
        SiteProfile::read(name, text).ok()
    };
    BUILTIN.iter().filter_map(read).collect()
}

/// The host of a URL, lower-case, without `www.`, port and user.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.trim().split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority
        .rsplit('@')
        .next()?
        .split(':')
        .next()?
        .to_lowercase();
    let host = host
        .strip_prefix("www.")
        .unwrap_or(&host)
        .trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_profile_in_the_folder_is_compiled_in_and_reads() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/source/profiles");
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let files: BTreeSet<String> = files
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .collect();
        let compiled: BTreeSet<String> =
            BUILTIN.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(files, compiled);
        for (name, text) in BUILTIN {
            let fault = match SiteProfile::read(name, text) {
                Ok(site) => site.fault(),
                Err(fault) => Some(fault),
            };
            assert_eq!(fault, None, "{name}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_users_own_profile_is_named_with_its_file_and_key() {
        let head = "hosts = [\"mfa.example\"]\nministry = \"M\"\nrepresents = \"NPL\"\n";
        for (rest, named) in [
            ("bodi = [\"p\"]", "unknown field `bodi`"),
            ("marks = [\"(\"]", "`marks`: `(` is no regular expression"),
            (
                "titles = [\"(?<spekaer>.+)\"]",
                "group `spekaer` is none of",
            ),
            ("drop = [\"div[\"]", "`drop`: `div[` is no CSS selector"),
            ("time_zone = \"Mars\"", "Mars"),
            ("[[layout]]\nname = \"new\"", "layout `new` has neither"),
            (
                "[[no_document]]\nreason = \"r\"",
                "no_document `r` has none of",
            ),
            (
                "[[list]]\nurl = \"mfa.example\"",
                "`list.url`: `mfa.example` is no address",
            ),
            (
                "[[list]]\nurl = \"https://mfa.example/\"\npages = \"https://mfa.example/2\"",
                "`list.pages`: `https://mfa.example/2` is no address with {}",
            ),
            (
                "[[list]]\nurl = \"https://mfa.example/\"\nfollow = [\"(\"]",
                "`list.follow`: `(` is no regular expression",
            ),
        ] {
            let own = [(
                PathBuf::from("profiles/mine.toml"),
                format!("{head}{rest}\n"),
            )];
            let error = Profiles::with_own(&own).unwrap_err().to_string();
            assert!(
                error.contains(named) && error.contains("profiles/mine.toml"),
                "{error}"
            );
        }
    }
}
