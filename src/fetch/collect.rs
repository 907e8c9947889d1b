//! Going through the lists of a job: which documents are new, where a list goes on, and where it need not be read on; then what was
//! refused before.

use super::guard::address;
use super::progress::{Page, Progress};
use super::report::Event;
use super::standing::{MOST_VISITS, Standing, is_of};
use super::visit::{End, Want};
use super::{Fetcher, Job, Mode, Target};
use crate::archive::Role;
use crate::source::{
    Item, LeadsTo, Listing, Told, address_key, has_lists, list_addresses, listed_sites, same_site,
};
use crate::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashSet;
use url::Url;

/// Pages of one list that are read.
const MOST_PAGES: usize = 1000;
/// Lists inside lists inside a list.
const DEEPEST: usize = 3;

impl Fetcher<'_> {
    /// The addresses that a job begins with.
    pub(super) fn beginnings(&self, job: &Job) -> Result<Vec<Url>> {
        let name = match &job.target {
            Target::Address(text) => {
                let url = address(text).map_err(|why| Error::Usage(format!("{text}: {why}")))?;
                return Ok(vec![url]);
            }
            Target::Site(name) => name,
        };
        let lists = list_addresses(name, self.profiles).unwrap_or_default();
        let lists: Vec<Url> = lists.iter().filter_map(|list| address(list).ok()).collect();
        if lists.is_empty() {
            let what = match list_addresses(name, self.profiles) {
                Some(_) => "its profile names no lists",
                None => "no site of this name",
            };
            return Err(Error::Usage(format!(
                "{name}: {what}; sites with lists are {}; an address begins with https://, and a profile of your own can name lists (demarche help fetch)",
                listed_sites(self.profiles).join(", ")
            )));
        }
        Ok(lists)
    }

    /// Does a job that begins with these addresses.
    pub(super) fn job(&mut self, job: &Job, addresses: &[Url]) -> Result<()> {
        let Some(first) = addresses.first() else {
            return Ok(());
        };
        let site = first.to_string();
        let mut progress = Progress {
            held: self.held(&site)?,
            site,
            since: job.since,
            left: job.max,
            seen: HashSet::new(),
            listed: matches!(job.target, Target::Site(_)),
            pages_left: self.pages,
            is_cut: false,
        };
        for url in addresses {
            if !self.is_stopped() {
                self.target(url, &mut progress)?;
            }
        }
        if progress.is_cut {
            let pages = self.pages;
            let note = format!("{first}: its lists go on beyond {pages} pages, which are not read");
            (self.tell)(Event::Note(&note));
        }
        if progress.listed {
            self.go_back(&mut progress)?;
        }
        Ok(())
    }

    /// Asks for an address the job names, whatever is known of it.
    fn target(&mut self, url: &Url, progress: &mut Progress) -> Result<()> {
        if self.mode == Mode::Dry && !progress.listed && self.is_held_document(url)? {
            self.report.known += 1;
            return Ok(());
        }
        match self.visit(url, Want::Any)? {
            End::Content(Told::List(listing), kept, end) => {
                progress.listed = true;
                progress.takes_page();
                if listing.holds_texts() {
                    self.report.count(kept);
                    (self.tell)(Event::Kept(url.as_str(), kept));
                }
                self.list(&end, listing, progress, DEEPEST)?;
            }
            End::Content(_, kept, _) if self.mode != Mode::Dry => {
                self.report.count(kept);
                (self.tell)(Event::Kept(url.as_str(), kept));
                if !progress.listed && !has_lists(url.as_str(), self.profiles) {
                    (self.tell)(Event::Unlisted(url.as_str()));
                }
            }
            End::Content(..) => self.would(url),
            End::Refused(why) => self.refuse(url, &why),
            End::NoFurther | End::Interrupted => (),
        }
        Ok(())
    }

    /// Goes through a list from one of its pages on.
    fn list(
        &mut self,
        url: &Url,
        first: Listing,
        progress: &mut Progress,
        depth: usize,
    ) -> Result<()> {
        let (mut url, mut listing) = (url.clone(), first);
        let mut named = HashSet::new();
        for _ in 0..MOST_PAGES {
            // Some sites show their last page for any number behind it.
            let before = named.len();
            named.extend(listing.items.iter().map(|item| item.url.clone()));
            if named.len() == before {
                return Ok(());
            }
            let documents = listing
                .items
                .iter()
                .filter(|item| item.leads_to == LeadsTo::Document);
            (self.tell)(Event::Listed {
                url: url.as_str(),
                documents: documents.count(),
            });
            let page = self.items(&listing, progress)?;
            self.lists_in(&listing, progress, depth)?;
            if self.is_stopped() || page == Page::TooOld {
                return Ok(());
            }
            let Some(next) = listing.next.as_deref().and_then(|next| address(next).ok()) else {
                return Ok(());
            };
            if !same_site(next.as_str(), &progress.site, self.profiles)
                || !progress.seen.insert(next.to_string())
            {
                return Ok(());
            }
            let Some(read) = self.further(&next, page, progress)? else {
                return Ok(());
            };
            (url, listing) = (next, read);
        }
        let note = format!("{url}: its list goes on beyond {MOST_PAGES} pages, which are not read");
        (self.tell)(Event::Note(&note));
        Ok(())
    }

    /// A further page of a list. Behind a page without anything new it is asked for only where the copy that is kept names
    /// something that is not held.
    fn further(
        &mut self,
        url: &Url,
        before: Page,
        progress: &mut Progress,
    ) -> Result<Option<Listing>> {
        if !progress.takes_page() {
            return Ok(None);
        }
        if before == Page::NothingNew {
            let known = self.settled(url.as_str())?;
            let is_end =
                known.is_some_and(|known| known.again.is_none() && !known.role.is_content());
            if is_end {
                return Ok(None);
            }
            if let Some(kept) = self.kept_list(url)?
                && !self.has_wanted(&kept, progress)?
            {
                return Ok(Some(kept));
            }
        }
        Ok(match self.visit(url, Want::Further)? {
            End::Content(Told::List(listing), ..) => Some(listing),
            End::Content(..) | End::NoFurther | End::Interrupted => None,
            End::Refused(why) => {
                self.refuse(url, &why);
                None
            }
        })
    }

    /// Goes through the lists that a list names: site maps in no order, others as if they were its further pages.
    fn lists_in(&mut self, listing: &Listing, progress: &mut Progress, depth: usize) -> Result<()> {
        let mut before = Page::New;
        for item in &listing.items {
            let is_list = matches!(item.leads_to, LeadsTo::List | LeadsTo::Map);
            let Some(url) = address(&item.url).ok().filter(|_| is_list) else {
                continue;
            };
            if self.is_stopped() || before == Page::TooOld || progress.is_cut {
                return Ok(());
            }
            if depth == 0 || !same_site(url.as_str(), &progress.site, self.profiles) {
                self.report.elsewhere += 1;
                continue;
            }
            let is_old = progress
                .since
                .is_some_and(|since| item.day.is_some_and(|day| day < since));
            if is_old || !progress.seen.insert(url.to_string()) {
                continue;
            }
            let is_map = item.leads_to == LeadsTo::Map;
            let kept = is_map
                .then(|| self.kept_since(&url, item.changed))
                .transpose()?;
            let read = match kept.flatten() {
                Some(kept) => progress.takes_page().then_some(kept),
                None if is_map => self.further(&url, Page::New, progress)?,
                None => self.further(&url, before, progress)?,
            };
            if let Some(read) = read {
                if item.leads_to == LeadsTo::List {
                    before = self.standing_of_page(&read, progress)?;
                }
                self.list(&url, read, progress, depth - 1)?;
            }
        }
        Ok(())
    }

    /// Fetches what a page of a list names and the archive does not hold.
    fn items(&mut self, listing: &Listing, progress: &mut Progress) -> Result<Page> {
        let page = self.standing_of_page(listing, progress)?;
        for item in &listing.items {
            if self.is_stopped() {
                break;
            }
            if item.leads_to != LeadsTo::Document || !progress.seen.insert(item.url.clone()) {
                continue;
            }
            if !same_site(&item.url, &progress.site, self.profiles) {
                self.report.elsewhere += 1;
            } else if is_older(item, progress.since) {
                self.report.older += 1;
            } else {
                match self.standing(&item.url, item.changed, progress)? {
                    Standing::Held => self.report.known += 1,
                    Standing::GivenUp => self.report.given_up += 1,
                    Standing::Wanted => self.document(&item.url, progress)?,
                }
            }
        }
        Ok(page)
    }

    /// Asks for a document, as far as the job allows one more.
    fn document(&mut self, url: &str, progress: &mut Progress) -> Result<()> {
        let Ok(url) = address(url) else {
            return Ok(());
        };
        if self.visited.contains(url.as_str()) {
            return Ok(());
        }
        if progress.left == Some(0) {
            self.report.left += 1;
            return Ok(());
        }
        progress.left = progress.left.map(|left| left - 1);
        if self.mode == Mode::Dry {
            self.would(&url);
            return Ok(());
        }
        match self.visit(&url, Want::Document)? {
            End::Content(_, kept, end) => {
                self.report.count(kept);
                (self.tell)(Event::Kept(url.as_str(), kept));
                progress
                    .held
                    .insert(address_key(url.as_str(), self.profiles));
                progress
                    .held
                    .insert(address_key(end.as_str(), self.profiles));
            }
            End::Refused(why) => self.refuse(&url, &why),
            End::NoFurther | End::Interrupted => (),
        }
        Ok(())
    }

    /// Asks again for what was refused before and, where the user wants that, for all that is held.
    fn go_back(&mut self, progress: &mut Progress) -> Result<()> {
        let all = self.mode == Mode::Again;
        let profiles = self.profiles;
        let (site, since) = (progress.site.clone(), progress.since);
        let hosts = self.hosts(&site);
        let known = self.captures.known_at(|folder| is_of(folder, &hosts))?;
        let mut wanted: Vec<(DateTime<Utc>, String)> = known
            .filter(|(url, known)| {
                let is_waiting = known.again.is_some() && (all || known.refusals < MOST_VISITS);
                let is_page = || {
                    known
                        .content
                        .as_ref()
                        .is_some_and(|content| content.role == Role::Page)
                };
                let captured = known
                    .content
                    .as_ref()
                    .map_or(known.at, |content| content.at);
                let is_recent = since.is_none_or(|since| captured.date_naive() >= since);
                (is_waiting || (all && is_page() && is_recent)) && same_site(url, &site, profiles)
            })
            .map(|(url, known)| (known.at, url.to_owned()))
            .collect();
        wanted.sort();
        for (_, url) in wanted {
            if self.is_stopped() {
                break;
            }
            if !url.ends_with("/robots.txt") {
                self.document(&url, progress)?;
            }
        }
        Ok(())
    }

    /// Whether a page of a list names anything that is wanted.
    fn standing_of_page(&mut self, listing: &Listing, progress: &Progress) -> Result<Page> {
        let mut documents = listing
            .items
            .iter()
            .filter(|item| matches!(item.leads_to, LeadsTo::Document | LeadsTo::Held));
        let is_dated = documents.clone().any(|item| item.day.is_some());
        if is_dated && documents.all(|item| item.day.is_none() || is_older(item, progress.since)) {
            return Ok(Page::TooOld);
        }
        Ok(if self.has_wanted(listing, progress)? {
            Page::New
        } else {
            Page::NothingNew
        })
    }

    fn has_wanted(&mut self, listing: &Listing, progress: &Progress) -> Result<bool> {
        for item in &listing.items {
            let counts = item.leads_to == LeadsTo::Document
                && !is_older(item, progress.since)
                && !progress.seen.contains(&item.url)
                && same_site(&item.url, &progress.site, self.profiles);
            if counts && self.standing(&item.url, item.changed, progress)? == Standing::Wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn refuse(&mut self, url: &Url, why: &str) {
        self.report.refuse(why);
        (self.tell)(Event::Refused(url.as_str(), why));
    }

    fn would(&mut self, url: &Url) {
        self.report.would += 1;
        (self.tell)(Event::Would(url.as_str()));
    }
}

fn is_older(item: &Item, since: Option<NaiveDate>) -> bool {
    matches!((item.day, since), (Some(day), Some(since)) if day < since)
}
