//! Which addresses may be asked for: those of the public internet, and what a user allows by name. A page must not make the
//! program read the user's router.

use ipnet::IpNet;
use std::fmt;
use std::net::IpAddr;
use std::sync::LazyLock;
use url::Url;

/// Networks that are not the public internet (IANA's registries of special-purpose addresses), and what they are.
const SPECIAL: &[(&str, &str)] = &[
    ("0.0.0.0/8", "unspecified"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "inside a provider's network"),
    ("127.0.0.0/8", "this machine"),
    ("168.63.129.16/32", "a cloud's own"), // public by its number, asked by machines of that cloud alone
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"),
    ("192.0.2.0/24", "for examples"),
    ("192.88.99.0/24", "a relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "for tests"),
    ("198.51.100.0/24", "for examples"),
    ("203.0.113.0/24", "for examples"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "this machine"),
    ("::ffff:0:0/96", "an IPv4 address in disguise"),
    ("64:ff9b::/96", "an IPv4 address in disguise"),
    ("64:ff9b:1::/48", "an IPv4 address in disguise"),
    ("2001::/23", "reserved"),
    ("2001:db8::/32", "for examples"),
    ("2002::/16", "an IPv4 address in disguise"),
    ("3fff::/20", "for examples"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("ff00::/8", "multicast"),
];
/// Longest name of a host, as names go.
const LONGEST_NAME: usize = 253;
/// The one part of IPv6 that is given out to the public.
const PUBLIC_V6: &str = "2000::/3";

static NETWORKS: LazyLock<Vec<(IpNet, &str)>> = LazyLock::new(|| {
    let read = |(network, what): &(&str, &'static str)| Some((network.parse().ok()?, *what));
    SPECIAL.iter().filter_map(read).collect()
});

/// Networks that a user allows beside the public internet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed(Vec<IpNet>);

impl Allowed {
    /// The networks as typed: `127.0.0.1`, `192.168.1.0/24`, `fd00::/8`.
    ///
    /// # Errors
    /// One is no network; which, and how one is written.
    pub fn of(typed: &[String]) -> Result<Self, String> {
        let read = |text: &String| {
            let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
            let network = text.parse::<IpNet>().ok().or_else(address);
            network.ok_or_else(|| {
                format!("{text} is no network; write 192.168.1.0/24, or one address as 127.0.0.1")
            })
        };
        typed.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Whether the user names it.
    #[must_use]
    pub fn names(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Why an address may not be asked for, if so.
    #[must_use]
    pub fn objection(&self, address: IpAddr) -> Option<Objection> {
        if self.names(address) {
            return None;
        }
        let special = NETWORKS
            .iter()
            .find(|(network, _)| network.contains(&address));
        let is_public = || {
            address.is_ipv4()
                || PUBLIC_V6
                    .parse::<IpNet>()
                    .is_ok_and(|public| public.contains(&address))
        };
        let what = match special {
            Some((_, what)) => what,
            None if is_public() => return None,
            None => "reserved",
        };
        Some(Objection { address, what })
    }
}

/// An address that may not be asked for, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    address: IpAddr,
    what: &'static str,
}

impl fmt::Display for Objection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, what } = self;
        write!(
            formatter,
            "{address} is {what}, not on the public internet; --allow-address {address} allows it"
        )
    }
}

impl std::error::Error for Objection {}

/// An address as it is asked for: of the web, in full, without a fragment.
///
/// # Errors
/// Why it is not asked for.
pub fn address(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text.trim()).map_err(|error| format!("no address ({error})"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "an address of {}:, only http: and https: are fetched",
            url.scheme()
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            "a name or password in the address, which would be kept with it; take it out"
                .to_owned(),
        );
    }
    match url.host_str().map(str::len) {
        None | Some(0) => return Err("an address without a host".to_owned()),
        Some(..=LONGEST_NAME) => (),
        Some(_) => return Err("an address whose host has no possible name".to_owned()),
    }
    url.set_fragment(None);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_and_what_the_user_names_is_asked_for() {
        let allowed = Allowed::of(&["127.0.0.1".to_owned(), "fd12::/16".to_owned()]).unwrap();
        for (address, is_asked) in [
            ("93.184.215.14", true),
            ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true),
            ("127.0.0.1", true),
            ("fd12::7", true),
            ("127.0.0.2", false),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("168.63.129.16", false),
            ("169.254.169.254", false),
            ("172.31.255.255", false),
            ("172.32.0.0", true),
            ("192.168.1.1", false),
            ("224.0.0.251", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:93.184.215.14", false),
            ("64:ff9b::a00:1", false),
            ("2002:a00:1::", false),
            ("2001:0:a00:1::", false),
            ("fd13::7", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            let objection = allowed.objection(address.parse().unwrap());
            assert_eq!(objection.is_none(), is_asked, "{address}: {objection:?}");
        }
        assert_eq!(NETWORKS.len(), SPECIAL.len());
    }

    #[test]
    fn addresses_are_of_the_web_and_hold_no_secrets() {
        assert_eq!(
            address(" http://2130706434/a#b ").unwrap().as_str(),
            "http://127.0.0.2/a"
        );
        assert_eq!(
            address("http://0x7f.1:80").unwrap().as_str(),
            "http://127.0.0.1/"
        );
        for refused in [
            "file:///etc/passwd",
            "ftp://mfa.example/",
            "https://me:secret@mfa.example/",
            "http://me@mfa.example/",
            "mfa.example",
            "http://",
            &format!("http://{}.example/", "a".repeat(300)),
        ] {
            assert!(address(refused).is_err(), "{refused}");
        }
    }
}
