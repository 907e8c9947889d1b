//! Site maps: addresses with the moment of their last change, and site maps of site maps.

use super::{Item, LeadsTo, Listing, day_in};
use crate::source::dates::{NumericOrder, stamp};
use chrono::{NaiveDate, Utc};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// Whether a text begins as a site map.
pub(super) fn is_sitemap(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect();
    ["<urlset", "<sitemapindex"]
        .iter()
        .any(|tag| head.contains(tag))
}

/// What a site map lists; as far as it goes, where it is broken or cut off.
pub(super) fn listing(text: &str) -> Listing {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let mut listing = Listing::default();
    let (mut within, mut entry) = (Within::Nothing, Entry::default());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                // Images and videos have a `loc` of their own, with a prefix.
                let name = tag.name();
                let name: &str = name.as_ref();
                match name {
                    "url" | "sitemap" => {
                        entry = Entry::default();
                        entry.leads_to = (name == "sitemap").then_some(LeadsTo::Map);
                    }
                    "loc" => within = Within::Address,
                    "lastmod" => within = Within::Changed,
                    "news:publication_date" => within = Within::Published,
                    _ => within = Within::Nothing,
                }
            }
            Event::Text(text) => entry.add(within, &text),
            Event::CData(text) => entry.add(within, &text),
            Event::GeneralRef(reference) => {
                let named: &str = &reference;
                let sign = match named {
                    "amp" => "&",
                    "apos" => "'",
                    "quot" => "\"",
                    _ => "",
                };
                entry.add(within, sign);
            }
            Event::End(tag) => {
                within = Within::Nothing;
                let name = tag.name();
                let name: &str = name.as_ref();
                if matches!(name, "url" | "sitemap") {
                    listing.items.extend(std::mem::take(&mut entry).item());
                    if listing.items.len() >= super::MOST_ITEMS {
                        break;
                    }
                }
            }
            Event::Eof => break,
            _ => (),
        }
    }
    listing
}

#[derive(Clone, Copy)]
enum Within {
    Address,
    Changed,
    Published,
    Nothing,
}

#[derive(Default)]
struct Entry {
    address: String,
    changed: String,
    published: String,
    leads_to: Option<LeadsTo>,
}

impl Entry {
    fn add(&mut self, within: Within, text: &str) {
        match within {
            Within::Address => self.address.push_str(text),
            Within::Changed => self.changed.push_str(text),
            Within::Published => self.published.push_str(text),
            Within::Nothing => (),
        }
    }

    fn item(self) -> Option<Item> {
        let url = self.address.trim().to_owned();
        let moment =
            |text: &str| stamp::moment(text.trim()).map(|moment| moment.with_timezone(&Utc));
        let changed = moment(&self.changed).or_else(|| {
            let day: NaiveDate = self.changed.trim().parse().ok()?;
            Some(day.and_hms_opt(0, 0, 0)?.and_utc())
        });
        let named = day_in(&url, NumericOrder::Undecided);
        let published = moment(&self.published).map(|moment| moment.date_naive());
        (!url.is_empty()).then(|| Item {
            // What was changed before a day was published before it, too.
            day: published
                .or(named)
                .or(changed.map(|moment| moment.date_naive())),
            changed,
            leads_to: self.leads_to.unwrap_or(LeadsTo::Document),
            url,
        })
    }
}
