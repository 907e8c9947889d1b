//! Which briefing it is: the publisher's own id before the canonical URL before the path.

use super::draft::{Draft, OwnId};
use super::profile::{Profiles, SiteProfile, host, place};

/// Parameters of a URL that say how one came to the page.
const TRACKING: &[&str] = &[
    "utm_",
    "fbclid",
    "gclid",
    "mc_",
    "ref",
    "selectedLocale",
    "share",
    "print",
];

/// The identity of `draft`, read from the file at `path`, for [`crate::briefing::briefing_id`].
pub(super) fn identity(
    draft: &Draft,
    profile: Option<&SiteProfile>,
    path: &str,
    profiles: &Profiles,
) -> String {
    let publisher = draft.url.as_deref().and_then(host);
    let publisher = profile
        .map(|profile| profile.publisher().to_owned())
        .or(publisher);
    match &draft.own_id {
        Some(OwnId::Publisher(id)) => {
            let id = unescaped(id);
            if let Some(number) = wordpress_number(&id) {
                let own = host(&id)
                    .and_then(|_| profiles.of_url(&id))
                    .map(|site| site.publisher().to_owned());
                let publisher = own.or_else(|| host(&id)).or(publisher).unwrap_or_default();
                return format!("{publisher} guid {number}");
            }
            if host(&id).is_none() {
                return format!("{} guid {id}", publisher.unwrap_or_else(|| path.to_owned()));
            }
            return address_identity(&id, profiles.of_url(&id));
        }
        Some(OwnId::File(id)) => return format!("file {path} id {id}"),
        None => (),
    }
    if let Some(url) = draft.url.as_deref().filter(|url| host(url).is_some()) {
        return address_identity(url, profile);
    }
    // A page saved without its address may still be named by its number.
    let name = path.rsplit('/').next().unwrap_or_default();
    let number =
        profile.and_then(|site| site.page_id(&format!("https://{}/{name}", site.publisher())));
    if let (Some(site), Some(number), None) = (profile, number, &draft.locator) {
        return format!("{} page {number}", site.publisher());
    }
    match &draft.locator {
        Some(locator) => format!("path {path} {locator}"),
        None => format!("path {path}"),
    }
}

/// Some publishers number their pages; the number outlives the address.
pub(super) fn address_identity(url: &str, site: Option<&SiteProfile>) -> String {
    let number = site.and_then(|site| Some((site.publisher(), site.page_id(url)?)));
    match number {
        Some((publisher, number)) => format!("{publisher} page {number}"),
        None => format!("url {}", canonical(url, site)),
    }
}

/// A URL in the form in which two are compared: no scheme, `www.`, fragment, tracking parameters, index page or final slash, and as
/// the rules of its site have it.
pub(super) fn canonical(url: &str, site: Option<&SiteProfile>) -> String {
    let url = unescaped(url);
    let url = site
        .and_then(|site| site.present_address(&url))
        .unwrap_or(url);
    let Some(place) = place(&url) else { return url };
    let (path, query) = place.split_once('?').unwrap_or((&place, ""));
    let path = ["index.html", "index.htm", "index.php"]
        .iter()
        .find_map(|index| {
            path.strip_suffix(index)
                .filter(|before| before.ends_with('/'))
        })
        .unwrap_or(path);
    let kept = site.and_then(|site| site.address.keep.as_ref());
    let counts = |parameter: &&str| match kept {
        Some(kept) => kept.iter().any(|name| name == name_of(parameter)),
        None => !TRACKING.iter().any(|name| is_tracking(parameter, name)),
    };
    let mut parameters: Vec<&str> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .filter(counts)
        .collect();
    parameters.sort_unstable();
    let mut canonical = path.trim_end_matches('/').to_owned();
    if !parameters.is_empty() {
        canonical.push('?');
        canonical.push_str(&parameters.join("&"));
    }
    canonical
}

fn name_of(parameter: &str) -> &str {
    parameter.split('=').next().unwrap_or_default()
}

fn is_tracking(parameter: &str, name: &str) -> bool {
    let own = name_of(parameter);
    own == name || (name.ends_with('_') && own.starts_with(name))
}

/// `318815` of `https://…/?page_id=318815` and `…/?post_type=x&p=318815`.
fn wordpress_number(guid: &str) -> Option<&str> {
    let (_, query) = guid.split_once('?')?;
    let number = query.split('&').find_map(|parameter| {
        parameter
            .strip_prefix("page_id=")
            .or_else(|| parameter.strip_prefix("p="))
    })?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// Ampersands may be escaped several times over.
pub(super) fn unescaped(text: &str) -> String {
    let mut text = text.trim().to_owned();
    for _ in 0..3 {
        let once = text
            .replace("&#038;", "&")
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        if once == text {
            break;
        }
        text = once;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(guid: Option<&str>, url: Option<&str>) -> String {
        let draft = Draft {
            own_id: guid.map(|id| OwnId::Publisher(id.to_owned())),
            url: url.map(str::to_owned),
            ..Draft::default()
        };
        let profiles = Profiles::builtin();
        let profile = url.and_then(|url| profiles.of_url(url));
        identity(&draft, profile, "a/b.rss", profiles)
    }

    #[test]
    fn the_publishers_number_counts_however_it_is_escaped() {
        let plain = of(Some("https://www.state.gov/?post_type=x&p=325172"), None);
        assert_eq!(plain, "state.gov guid 325172");
        assert_eq!(
            of(
                Some("https://www.state.gov/?post_type=x&amp;#038;p=325172"),
                Some("https://other.example/")
            ),
            plain
        );
    }

    #[test]
    fn one_page_has_one_identity_under_all_its_addresses() {
        for other in [
            "http://mfa.example/talks",
            "https://www.mfa.example/talks/?utm_source=feed#top",
            "https://MFA.example:443/talks/index.html",
        ] {
            assert_eq!(of(None, Some(other)), "url mfa.example/talks", "{other}");
        }
        assert_eq!(
            of(
                None,
                Some("https://www.fmprc.gov.cn/eng/202409/t20240903_11484032.html")
            ),
            of(
                None,
                Some("https://www.mfa.gov.cn/eng/xw/202409/t20240903_11484032.html")
            ),
        );
    }

    #[test]
    fn without_id_and_address_the_path_counts() {
        assert_eq!(of(None, None), "path a/b.rss");
    }
}
