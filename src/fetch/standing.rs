//! What the archive says of addresses in lists: which are held, which are wanted, and which lists need not be asked for again.

use super::guard::address;
use super::progress::Progress;
use super::visit::host_of;
use super::{Fetcher, Mode};
use crate::Result;
use crate::archive::{Known, Role};
use crate::source::{Listing, Told, address_key, same_site, told};
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use url::Url;

/// Visits in a row that gave nothing, after which an address is given up.
pub(super) const MOST_VISITS: usize = 10;
/// Hints between known addresses that are followed.
const MOST_HINTS: usize = 5;

/// What the archive says of an address in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Held,
    GivenUp,
    Wanted,
}

impl Fetcher<'_> {
    /// What the archive says of an address in a list, which says when that was changed.
    pub(super) fn standing(
        &mut self,
        url: &str,
        changed: Option<DateTime<Utc>>,
        progress: &Progress,
    ) -> Result<Standing> {
        let known = self.settled(url)?;
        let confirmed = known
            .as_ref()
            .and_then(|known| known.content.as_ref())
            .map(|content| content.confirmed);
        if let Some(confirmed) = confirmed
            && changed.is_some_and(|changed| changed > confirmed)
        {
            return Ok(Standing::Wanted);
        }
        Ok(match known {
            Some(known) if known.again.is_some() && known.refusals >= MOST_VISITS => {
                if self.mode == Mode::Again {
                    Standing::Wanted
                } else {
                    Standing::GivenUp
                }
            }
            Some(known) if known.again.is_some() => Standing::Wanted,
            Some(known) if known.content.is_some() || !known.role.is_content() => Standing::Held,
            _ if progress.held.contains(&address_key(url, self.profiles)) => Standing::Held,
            _ => Standing::Wanted,
        })
    }

    /// What is known at the end of the hints of an address.
    pub(super) fn settled(&mut self, url: &str) -> Result<Option<Known>> {
        let mut url = url.to_owned();
        for _ in 0..MOST_HINTS {
            let Some(known) = self.captures.known(&url)?.cloned() else {
                return Ok(None);
            };
            let next = known
                .location
                .as_ref()
                .filter(|_| known.again.is_none())
                .and_then(|location| {
                    let next = Url::parse(&url).ok()?.join(location).ok()?;
                    address(next.as_str()).ok()
                });
            match next {
                Some(next) => url = next.to_string(),
                None => return Ok(Some(known)),
            }
        }
        Ok(None)
    }

    pub(super) fn is_held_document(&mut self, url: &Url) -> Result<bool> {
        let known = self.settled(url.as_str())?;
        Ok(known.is_some_and(|known| {
            known
                .content
                .is_some_and(|content| content.role == Role::Page)
        }))
    }

    /// A list as it is kept.
    pub(super) fn kept_list(&mut self, url: &Url) -> Result<Option<Listing>> {
        let Some(known) = self.settled(url.as_str())? else {
            return Ok(None);
        };
        let Some(content) = known.content.filter(|_| known.again.is_none()) else {
            return Ok(None);
        };
        let response = self.captures.response(&content)?;
        Ok(match told(url.as_str(), &response, self.profiles) {
            Ok(Told::List(listing)) => Some(listing),
            _ => None,
        })
    }

    /// A list as it is kept, where it was confirmed after the moment of its last change.
    pub(super) fn kept_since(
        &mut self,
        url: &Url,
        changed: Option<DateTime<Utc>>,
    ) -> Result<Option<Listing>> {
        let known = self.settled(url.as_str())?;
        let confirmed = known.and_then(|known| Some(known.content?.confirmed));
        match (confirmed, changed) {
            (Some(confirmed), Some(changed)) if confirmed > changed => self.kept_list(url),
            _ => Ok(None),
        }
    }

    /// What documents of a site that the archive holds have in common with addresses of them.
    pub(super) fn held(&mut self, site: &str) -> Result<HashSet<String>> {
        let hosts = self.hosts(site);
        let profiles = self.profiles;
        let known = self.captures.known_at(|folder| is_of(folder, &hosts))?;
        let pages = known.filter(|(_, known)| {
            let content = known.content.as_ref();
            known.again.is_none() && content.is_some_and(|content| content.role == Role::Page)
        });
        Ok(pages.map(|(url, _)| address_key(url, profiles)).collect())
    }

    /// The hosts of the site of an address: its own, and those of its profile.
    pub(super) fn hosts(&self, site: &str) -> Vec<String> {
        let own = Url::parse(site)
            .map(|url| host_of(&url))
            .unwrap_or_default();
        let of_profile = self.profiles.list().filter(|(_, hosts, _)| {
            let mut hosts = hosts.iter();
            hosts.any(|host| same_site(&format!("https://{host}/"), site, self.profiles))
        });
        let of_profile = of_profile.flat_map(|(_, hosts, _)| hosts.iter());
        let of_profile =
            of_profile.map(|host| host.split('/').next().unwrap_or_default().to_owned());
        let of_profile: Vec<String> = of_profile.collect();
        of_profile
            .into_iter()
            .chain([own.replace(':', "_")])
            .collect()
    }
}

/// Whether a folder of captures is that of one of the hosts, or of a host under one.
pub(super) fn is_of(folder: &str, hosts: &[String]) -> bool {
    hosts.iter().any(|host| {
        let before = folder.strip_suffix(host.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}
