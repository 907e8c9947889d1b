//! What is known of publishers' sites, as data: one TOML table a publisher, compiled in, and the user's own, which win.

use super::dates::NumericOrder;
use crate::{Error, Result};
use chrono_tz::Tz;
use regex::RegexSet;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::LazyLock;

/// The profiles compiled in, by file name.
const BUILTIN: &[(&str, &str)] = &[
    ("china.toml", include_str!("profiles/china.toml")),
    ("france.toml", include_str!("profiles/france.toml")),
    ("germany.toml", include_str!("profiles/germany.toml")),
    ("india.toml", include_str!("profiles/india.toml")),
    ("japan.toml", include_str!("profiles/japan.toml")),
    ("nato.toml", include_str!("profiles/nato.toml")),
    ("russia.toml", include_str!("profiles/russia.toml")),
    ("turkey.toml", include_str!("profiles/turkey.toml")),
    ("uk.toml", include_str!("profiles/uk.toml")),
    ("ukraine.toml", include_str!("profiles/ukraine.toml")),
    ("us-state.toml", include_str!("profiles/us-state.toml")),
    (
        "us-white-house.toml",
        include_str!("profiles/us-white-house.toml"),
    ),
];

/// Paragraphs at the head of a text that may show whose it is.
pub(super) const HEAD: usize = 12;
/// Longest line that is looked at for marks, in bytes.
const LINE: usize = 300;

static PROFILES: LazyLock<Profiles> = LazyLock::new(|| {
    let read = |(_, text): &(&str, &str)| SiteProfile::read(text).ok();
    Profiles {
        sites: BUILTIN.iter().filter_map(read).collect(),
        version: String::new(),
    }
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
    /// [`Error::Usage`] names the file that is no profile, and what is wrong with it.
    pub fn with_own(own: &[(PathBuf, String)]) -> Result<Self> {
        let mut profiles = Self::default();
        let mut digest = Sha256::new();
        for (file, text) in own {
            let site = SiteProfile::read(text)
                .map_err(|reason| Error::Usage(format!("{}: {reason}", file.display())))?;
            profiles.sites.push(site);
            digest.update((text.len() as u64).to_le_bytes());
            digest.update(text);
        }
        let built_in = BUILTIN
            .iter()
            .filter_map(|(_, text)| SiteProfile::read(text).ok());
        profiles.sites.extend(built_in);
        if !own.is_empty() {
            let short = digest
                .finalize()
                .iter()
                .take(6)
                .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            profiles.version = format!("{short:x}");
        }
        Ok(profiles)
    }

    /// Changes with the user's own profiles; empty where there are none.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The profile of the site at `url`, the one with the longest fitting host.
    pub(super) fn of_url(&self, url: &str) -> Option<&SiteProfile> {
        let host = host(url)?;
        let fits = |pattern: &String| {
            host.strip_suffix(pattern.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
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
            !site.marks.is_empty()
                && head.any(|line| line.len() < LINE && site.marks.is_match(line))
        })
    }
}

/// A publisher's site.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SiteProfile {
    /// Hosts, with their sub-domains; the first names the publisher.
    pub(super) hosts: Vec<String>,
    /// What shows in a title or a line of text that it is its.
    #[serde(default, deserialize_with = "patterns")]
    marks: RegexSet,
    /// Its name as it writes it.
    pub(super) ministry: String,
    /// The country or organisation it speaks for.
    pub(super) represents: String,
    /// Where its days begin and end.
    pub(super) time_zone: Option<Tz>,
    /// How it writes dates in numbers.
    #[serde(default)]
    pub(super) numeric_order: NumericOrder,
    /// CSS selectors of the text, best first.
    #[serde(default)]
    pub(super) body: Vec<String>,
}

impl SiteProfile {
    fn read(text: &str) -> std::result::Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
    }

    /// One name for all its mirrors.
    pub(super) fn publisher(&self) -> &str {
        self.hosts.first().map_or("", String::as_str)
    }
}

fn patterns<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<RegexSet, D::Error> {
    let patterns = Vec::<String>::deserialize(deserializer)?;
    RegexSet::new(&patterns).map_err(serde::de::Error::custom)
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
            assert_eq!(SiteProfile::read(text).err(), None, "{name}");
        }
    }
}
