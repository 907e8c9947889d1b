//! Where a saved page is from, as browsers, archives and the page itself say it.

use super::dom::{attribute, value};
use crate::source::profile::{Pattern, Profiles, host};
use scraper::Html;
use serde::Deserialize;
use std::sync::LazyLock;

/// What is looked through for what browsers and archives wrote into a page, in bytes at either end.
const ENDS: usize = 64 << 10;

#[derive(Default, Deserialize)]
struct Table {
    copies: Vec<Pattern>,
}

static COPIES: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../lexicon/data/saved_pages.toml")).unwrap_or_default();
    table.copies
});

/// Where a page is from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::source) struct Origin {
    /// Its address.
    pub(in crate::source) url: Option<String>,
    /// What else shows its site: an address without the page's own path.
    pub(in crate::source) site: Option<String>,
    /// When it was saved, as written.
    pub(in crate::source) saved: Option<String>,
}

/// What page, markup and file name tell; `given` is what the user says.
pub(super) fn origin(
    document: &Html,
    text: &str,
    path: &str,
    given: Option<&str>,
    profiles: &Profiles,
) -> Origin {
    let copy = copy(text);
    let absolute = |url: String| url.contains("://").then_some(url);
    let own = || {
        let canonical = attribute(document, "link[rel=canonical]", "href").and_then(absolute);
        canonical.or_else(|| value(document, "meta[property='og:url']").and_then(absolute))
    };
    let url = given
        .map(str::to_owned)
        .or_else(own)
        .or(copy.url)
        .or_else(|| in_path(path, profiles));
    let (url, stamp) = url.map_or((None, None), |url| {
        let (url, stamp) = unwrapped(&url);
        (Some(url), stamp)
    });
    let base = attribute(document, "base[href]", "href").and_then(absolute);
    Origin {
        site: base.or_else(|| named_host(path, profiles)),
        url,
        saved: copy.saved.or(stamp),
    }
}

/// What a browser or an archive wrote into the page it saved.
fn copy(text: &str) -> Origin {
    let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at));
    let head = &text[..boundary(ENDS.min(text.len())).unwrap_or(text.len())];
    let tail = &text[boundary(text.len().saturating_sub(ENDS)).unwrap_or(text.len())..];
    let mut origin = Origin::default();
    for part in [head, tail] {
        for regex in COPIES.iter().filter_map(Pattern::regex) {
            let Some(captures) = regex.captures(part) else {
                continue;
            };
            let group = |name| captures.name(name).map(|group| group.as_str().to_owned());
            origin.url = origin.url.take().or_else(|| group("url"));
            origin.saved = origin
                .saved
                .take()
                .or_else(|| group("saved").map(|saved| moment(&saved)));
        }
    }
    origin
}

/// `https://web.archive.org/web/20240618010203id_/https://…`: the address inside, and the moment.
pub(in crate::source) fn unwrapped(url: &str) -> (String, Option<String>) {
    let inner = || {
        let (_, rest) = url.split_once("web.archive.org/web/")?;
        let (stamp, inner) = rest.split_once('/')?;
        let digits: String = stamp.chars().take_while(char::is_ascii_digit).collect();
        let inner = match inner.split_once(":/") {
            Some((scheme, rest)) => format!("{scheme}://{}", rest.trim_start_matches('/')),
            None => format!("https://{inner}"),
        };
        Some((inner, Some(moment(&digits))))
    };
    inner().unwrap_or_else(|| (url.to_owned(), None))
}

/// An archive's `20240618010203` as a time stamp; anything else as it stands.
fn moment(text: &str) -> String {
    let digits = text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return text.trim().to_owned();
    }
    let part = |range: std::ops::Range<usize>| &text[range];
    format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0..4),
        part(4..6),
        part(6..8),
        part(8..10),
        part(10..12),
        part(12..14)
    )
}

/// The address that folders and file make up, as programs that mirror sites name them, where the site is known:
/// `mirror/www.mfa.example/news/1.html`; or the whole address in the file's name, percent-encoded.
fn in_path(path: &str, profiles: &Profiles) -> Option<String> {
    let name = path.rsplit('/').next()?;
    if let Some(start) = name
        .find("http%3A%2F%2F")
        .or_else(|| name.find("https%3A%2F%2F"))
    {
        let encoded = &name[start..];
        let encoded = encoded.strip_suffix(".html").unwrap_or(encoded);
        return Some(
            encoded
                .replace("%3A", ":")
                .replace("%2F", "/")
                .replace("%3F", "?")
                .replace("%3D", "=")
                .replace("%26", "&"),
        );
    }
    let mut start = 0;
    for folder in path.split('/') {
        let url = format!("https://{}", &path[start..]);
        let is_folder = start + folder.len() < path.len();
        if is_folder && folder.contains('.') && profiles.of_url(&url).is_some() {
            return Some(url);
        }
        start += folder.len() + 1;
    }
    None
}

/// The known host that the name of the file holds among other things: `www.mfa.example_news_1.html`.
fn named_host(path: &str, profiles: &Profiles) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let part =
        |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '.' | '-'));
    let mut urls = name
        .split(part)
        .filter(|part| part.contains('.'))
        .map(|part| format!("https://{part}/"));
    urls.find(|url| host(url).is_some() && profiles.of_url(url).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, path: &str) -> Origin {
        origin(
            &Html::parse_document(text),
            text,
            path,
            None,
            Profiles::builtin(),
        )
    }

    #[test]
    fn browsers_archives_and_file_names_tell_where_a_page_is_from() {
        let url = "https://www.mfa.gov.cn/eng/202406/t20240618_1.html";
        let saved = "2024-06-19T01:02:03Z";
        for (text, path) in [
            (
                format!("<!DOCTYPE html>\n<!-- saved from url=(0047){url} -->\n<p>x"),
                "a.html".to_owned(),
            ),
            (
                format!("<link rel=canonical href='/'><meta property=og:url content='{url}'>"),
                "a.html".to_owned(),
            ),
            (
                format!(
                    "<script>__wm.wombat(\"{url}\",\"20240619010203\",\"https://web.archive.org/\")</script>"
                ),
                "a.html".to_owned(),
            ),
            (
                format!(
                    "<link rel=canonical href='https://web.archive.org/web/20240619010203/{url}'>"
                ),
                "a.html".to_owned(),
            ),
            (
                format!(
                    "<!--\n Page saved with SingleFile \n url: {url} \n saved date: Wed Jun 19 2024 01:02:03 GMT+0000\n-->"
                ),
                "a.html".to_owned(),
            ),
            ("<p>x".to_owned(), url.replacen("https://", "mirror/", 1)),
            (
                "<p>x".to_owned(),
                format!("{}.html", url.replace(':', "%3A").replace('/', "%2F")),
            ),
        ] {
            let origin = of(&text, &path);
            assert_eq!(origin.url.as_deref(), Some(url), "{text}");
            assert!(
                origin
                    .saved
                    .is_none_or(|moment| moment == saved || moment.starts_with("Wed Jun 19 2024")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_base_or_a_host_in_the_file_name_tells_the_site_only() {
        let based = of("<base href='https://www.mfa.gov.cn/'>", "a.html");
        assert_eq!(
            (based.url, based.site.as_deref()),
            (None, Some("https://www.mfa.gov.cn/"))
        );
        let named = of("<p>x", "www.mfa.gov.cn_eng_t20240618_1.html");
        assert_eq!(named.site.as_deref(), Some("https://www.mfa.gov.cn/"));
        assert_eq!(of("<p>x", "notes/v1.2/a.html"), Origin::default());
    }
}
