//! What a profile says: the keys of its table.

use super::list::ListRule;
use super::pattern::{Css, Pattern};
use crate::source::dates::NumericOrder;
use crate::source::fields::is_name;
use chrono_tz::Tz;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A publisher's site.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct SiteProfile {
    /// The file's name without its ending.
    #[serde(skip)]
    pub(in crate::source) name: String,
    /// Hosts, with their sub-domains; the first names the publisher, the others are aliases of it.
    pub(in crate::source) hosts: Vec<String>,
    /// What shows in a title or a line of text that it is its.
    #[serde(default)]
    pub(in crate::source) marks: Vec<Pattern>,
    /// Its name as it writes it.
    pub(in crate::source) ministry: String,
    /// The country or organisation it speaks for.
    pub(in crate::source) represents: String,
    /// The language of what does not tell its own.
    pub(in crate::source) language: Option<String>,
    /// Where its days begin and end.
    pub(in crate::source) time_zone: Option<Tz>,
    /// How it writes dates in numbers.
    #[serde(default)]
    pub(in crate::source) numeric_order: NumericOrder,
    /// What titles say, in named groups.
    #[serde(default)]
    pub(in crate::source) titles: Vec<Pattern>,
    /// What single lines at the head of a text say, in named groups.
    #[serde(default)]
    pub(in crate::source) lines: Vec<Pattern>,
    /// Elements that are none of the text, on pages and in the HTML of feeds.
    #[serde(default)]
    pub(in crate::source) drop: Vec<Css>,
    /// Paragraphs that are none of the text: over the whole of one.
    #[serde(default)]
    pub(in crate::source) drop_lines: Vec<Pattern>,
    #[serde(default)]
    pub(in crate::source) address: AddressRules,
    /// What is no document of its.
    #[serde(default)]
    pub(in crate::source) no_document: Vec<NoDocument>,
    /// How its pages are laid out; the first that fits counts.
    #[serde(default)]
    pub(in crate::source) layout: Vec<Layout>,
    /// Its own JSON.
    #[serde(default)]
    pub(in crate::source) json: Vec<JsonShape>,
    /// Where its documents are listed.
    #[serde(default)]
    pub(in crate::source) list: Vec<ListRule>,
}

/// Which addresses are one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct AddressRules {
    /// The parameters that tell pages apart; where it is given, all others are dropped.
    pub(in crate::source) keep: Option<Vec<String>>,
    /// Old address to new.
    #[serde(default)]
    pub(in crate::source) rewrite: Vec<Rewrite>,
    /// The publisher's number of a page: the groups of the first that matches, over host, path and parameters.
    #[serde(default)]
    pub(in crate::source) id: Vec<Pattern>,
}

/// Of an address, host and path: what matches becomes `to`, in which `$1` is the first group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct Rewrite {
    pub(in crate::source) from: Pattern,
    pub(in crate::source) to: String,
}

/// What is no document; all that is given must match.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct NoDocument {
    pub(in crate::source) title: Option<Pattern>,
    /// Over the lines of a text of few words.
    pub(in crate::source) text: Option<Pattern>,
    /// Over host, path and parameters.
    pub(in crate::source) url: Option<Pattern>,
    /// What it is, and what the user can do.
    pub(in crate::source) reason: String,
    /// Whether a document may stand there another time.
    #[serde(default)]
    pub(in crate::source) kind: NoDocumentKind,
}

/// What kind of thing is no document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::source) enum NoDocumentKind {
    /// Something in place of one: an error, a wall, a text to come.
    #[default]
    Placeholder,
    /// A refusal to show it to programs.
    Wall,
    /// A list of documents, at an address of its own.
    List,
}

/// How a page is laid out. Of a list of selectors the first counts that finds text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct Layout {
    pub(in crate::source) name: String,
    /// Over host and path; pages whose address is not known fit.
    pub(in crate::source) url: Option<Pattern>,
    pub(in crate::source) language: Option<String>,
    /// Who published, where several do on one site.
    #[serde(default)]
    pub(in crate::source) ministry: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) title: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) said: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) published: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) updated: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) speaker: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) kind: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) body: Vec<Css>,
    #[serde(default)]
    pub(in crate::source) drop: Vec<Css>,
}

/// An object of the publisher's own JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct JsonShape {
    /// Members by which it is told.
    pub(in crate::source) has: Vec<String>,
    /// Which member, or member of members (`links.people.title`), has the value of a field. A `url` without a host is of the site.
    #[serde(default)]
    pub(in crate::source) fields: BTreeMap<String, String>,
}

impl SiteProfile {
    /// The profile that `text`, the table in a file of this name, is.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, String> {
        let mut site: Self =
            toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        name.clone_into(&mut site.name);
        Ok(site)
    }

    /// What is wrong with it beyond its keys, if anything: the key, what it says, and why that cannot be.
    pub(super) fn fault(&self) -> Option<String> {
        if self.hosts.iter().all(String::is_empty) {
            return Some("`hosts` is empty; name at least one, such as \"mfa.example\"".to_owned());
        }
        let layouts = &self.layout;
        if let Some(layout) = layouts
            .iter()
            .find(|layout| layout.body.is_empty() && layout.title.is_empty())
        {
            return Some(format!(
                "layout `{}` has neither `title` nor `body`, so that nothing tells it",
                layout.name
            ));
        }
        if let Some(rule) = self
            .no_document
            .iter()
            .find(|rule| rule.title.is_none() && rule.text.is_none() && rule.url.is_none())
        {
            return Some(format!(
                "no_document `{}` has none of `title`, `text` and `url`",
                rule.reason
            ));
        }
        let mut fields = self.json.iter().flat_map(|shape| shape.fields.keys());
        if let Some(unknown) = fields.find(|name| !is_name(name)) {
            return Some(format!(
                "`json.fields`: `{unknown}` is no field; the guide to formats lists them"
            ));
        }
        if let Some(fault) = self.list.iter().find_map(ListRule::fault) {
            return Some(fault);
        }
        let patterns = self
            .patterns()
            .into_iter()
            .filter_map(|(key, pattern)| Some((key, pattern.source(), pattern.fault()?)));
        let selectors = self
            .selectors()
            .into_iter()
            .filter_map(|(key, css)| Some((key, css.source(), css.fault()?)));
        let (key, source, fault) = patterns.chain(selectors).next()?;
        Some(format!(
            "`{key}`: `{source}` is {}",
            fault
                .strip_prefix("group")
                .map_or(fault.clone(), |group| format!("wrong: group{group}"))
        ))
    }

    /// One name for all its mirrors.
    pub(in crate::source) fn publisher(&self) -> &str {
        self.hosts.first().map_or("", String::as_str)
    }

    fn patterns(&self) -> Vec<(&'static str, &Pattern)> {
        let lists = [
            ("marks", &self.marks),
            ("titles", &self.titles),
            ("lines", &self.lines),
            ("drop_lines", &self.drop_lines),
            ("address.id", &self.address.id),
        ];
        let mut all: Vec<(&str, &Pattern)> = lists
            .into_iter()
            .flat_map(|(key, list)| list.iter().map(move |pattern| (key, pattern)))
            .collect();
        all.extend(
            self.address
                .rewrite
                .iter()
                .map(|rewrite| ("address.rewrite", &rewrite.from)),
        );
        all.extend(
            self.layout
                .iter()
                .filter_map(|layout| Some(("layout.url", layout.url.as_ref()?))),
        );
        all.extend(self.list.iter().flat_map(ListRule::patterns));
        for rule in &self.no_document {
            let keys = [
                ("no_document.title", &rule.title),
                ("no_document.text", &rule.text),
                ("no_document.url", &rule.url),
            ];
            all.extend(
                keys.into_iter()
                    .filter_map(|(key, pattern)| Some((key, pattern.as_ref()?))),
            );
        }
        all
    }

    fn selectors(&self) -> Vec<(&'static str, &Css)> {
        let own = self.drop.iter().map(|css| ("drop", css));
        own.chain(self.layout.iter().flat_map(Layout::selectors))
            .chain(self.list.iter().flat_map(ListRule::selectors))
            .collect()
    }
}

impl Layout {
    /// Its rules, by key.
    pub(in crate::source) fn rules(&self) -> [(&'static str, &Vec<Css>); 9] {
        [
            ("title", &self.title),
            ("said", &self.said),
            ("published", &self.published),
            ("updated", &self.updated),
            ("speaker", &self.speaker),
            ("kind", &self.kind),
            ("ministry", &self.ministry),
            ("body", &self.body),
            ("drop", &self.drop),
        ]
    }

    fn selectors(&self) -> impl Iterator<Item = (&'static str, &Css)> {
        self.rules()
            .into_iter()
            .flat_map(|(key, list)| list.iter().map(move |css| (key, css)))
    }
}
