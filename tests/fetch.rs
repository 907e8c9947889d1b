//! `demarche fetch` against servers on this machine: what it asks for, what it keeps, and what it makes of walls and traps.

#![cfg(feature = "fetch")]
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fetch/archive.rs"]
mod archive;
mod desk;
#[path = "fetch/server.rs"]
mod server;

use archive::records;
use desk::{Answer, Desk};
use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Server, answer, briefing, marked, missing, page};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

const OWN: [&str; 5] = [
    "--allow-address",
    "127.0.0.1/32",
    "--delay",
    "0",
    "--contact=tests@mfa.example",
];

fn fetch(desk: &Desk, arguments: &[&str]) -> Answer {
    desk.run(&[&["fetch"], &OWN[..], arguments].concat())
}

/// The roles and paths of what is kept, without requests, in order.
fn kept(desk: &Desk) -> Vec<(String, String)> {
    let records = records(&desk.path("corpus"));
    let kept = records
        .iter()
        .filter(|record| !matches!(record.kind(), "request" | "warcinfo"));
    kept.map(|record| {
        let what = format!("{} {}", record.kind(), record.field("Demarche-Role"));
        (what, record.path().to_owned())
    })
    .collect()
}

/// How many briefings the index of the archive holds.
fn briefings(desk: &Desk) -> u64 {
    let told = desk.run(&["index"]);
    assert_ne!(told.code, None, "{}", told.told);
    desk.run(&["status", "--json"]).json()["briefings"]
        .as_u64()
        .unwrap()
}

/// A ministry with 40 items on three pages, 10 of them in a feed, all of them in a site map.
fn ministry() -> Server {
    Server::start(|asked, _| {
        let item = |number: usize| {
            format!(
                "/press/2024{:02}/t2024{:02}{:02}_{number}.html",
                1 + number / 20,
                1 + number / 20,
                1 + number % 20
            )
        };
        let list = |numbers: std::ops::Range<usize>| {
            let mut page = "<html><head><title>Press</title></head><body><a href=\"/about\">About us</a><ul class=\"list\">".to_owned();
            for number in numbers.rev() {
                let _ = write!(
                    page,
                    "<li><a href=\"{}\">Briefing number {number}</a></li>",
                    item(number)
                );
            }
            page + "</ul></body></html>"
        };
        match asked.path.as_str() {
            "/robots.txt" => answer(
                "200 OK",
                &[("Content-Type", "text/plain")],
                "User-agent: *\nDisallow: /private\n",
            ),
            "/press/index.html" => marked(asked, "l0", "text/html", &list(25..40)),
            "/press/index_1.html" => marked(asked, "l1", "text/html", &list(10..25)),
            "/press/index_2.html" => marked(asked, "l2", "text/html", &list(0..10)),
            "/feed.xml" => {
                let mut feed =
                    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>"
                        .to_owned();
                for number in (30..40).rev() {
                    let _ = write!(
                        feed,
                        "<item><title>Briefing {number}</title><link>{}</link><pubDate>Tue, {} Feb 2024 10:00:00 GMT</pubDate><description>In short.</description></item>",
                        item(number),
                        1 + number % 20
                    );
                }
                marked(
                    asked,
                    "feed",
                    "application/rss+xml",
                    &(feed + "</channel></rss>"),
                )
            }
            "/sitemap.xml" => marked(
                asked,
                "map",
                "application/xml",
                "<?xml version=\"1.0\"?><sitemapindex><sitemap><loc>/sitemap-1.xml.gz</loc></sitemap></sitemapindex>",
            ),
            "/sitemap-1.xml.gz" => {
                let mut map = "<?xml version=\"1.0\"?><urlset>".to_owned();
                for number in 0..40 {
                    let _ = write!(
                        map,
                        "<url><loc>{}</loc><lastmod>2024-02-20</lastmod></url>",
                        item(number)
                    );
                }
                let packed = packed(&(map + "</urlset>"));
                answer("200 OK", &[("Content-Type", "application/x-gzip")], packed)
            }
            path => match path.strip_prefix("/press/2024").and_then(|rest| {
                rest.strip_suffix(".html")?
                    .rsplit('_')
                    .next()?
                    .parse::<usize>()
                    .ok()
            }) {
                Some(number) if number < 40 => page(briefing(
                    &format!("Press briefing number {number} of the Foreign Ministry"),
                    &format!(
                        "The ministry said for the {number}th time that {number} ships passed, and {} waited.",
                        number * 7
                    ),
                )),
                _ => missing(),
            },
        }
    })
}

fn packed(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// A profile of the server's site, with its list.
fn profile(desk: &Desk, server: &Server) {
    fs::create_dir_all(desk.path("profiles")).unwrap();
    let address = server.address;
    let table = format!(
        "hosts = [\"127.0.0.1\"]\nministry = \"Foreign Ministry of Ruritania\"\nrepresents = \"NPL\"\n\
         [address]\nid = ['/(t\\d{{8}}_\\d+)\\.html']\n\
         [[list]]\nurl = \"http://{address}/press/index.html\"\npages = \"http://{address}/press/index_{{}}.html\"\nfirst = 1\n\
         links = [\".list a[href]\"]\nfollow = ['/press/\\d{{6}}/t']\n"
    );
    fs::write(desk.path("profiles/ruritania.toml"), table).unwrap();
}

#[test]
fn a_site_is_collected_from_its_list_feed_and_site_map_each_document_once_and_never_asked_for_in_vain()
 {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let first = fetch(&desk, &["ruritania"]);
    first.expect(0);
    assert_eq!(first.out, "40 new, 0 changed, 0 not modified\n");
    assert!(first.told.contains("try: demarche index"), "{}", first.told);
    let asked = server.asked();
    // The rules, the pages of the list and the one behind its last, the documents.
    assert_eq!(asked.len(), 1 + 4 + 40, "{asked:?}");

    let second = fetch(&desk, &["ruritania"]);
    assert_eq!(
        second.out,
        "0 new, 0 changed, 0 not modified, 40 known already\n"
    );
    assert_eq!(server.asked(), ["/press/index.html"]);

    let feed = fetch(&desk, &[&server.url("/feed.xml")]);
    assert_eq!(
        feed.out,
        "0 new, 0 changed, 0 not modified, 10 known already\n"
    );
    assert_eq!(server.asked(), ["/feed.xml"]);
    let map = fetch(&desk, &[&server.url("/sitemap.xml")]);
    assert_eq!(
        map.out,
        "0 new, 0 changed, 0 not modified, 40 known already\n"
    );
    assert_eq!(server.asked(), ["/sitemap.xml", "/sitemap-1.xml.gz"]);

    let pages = kept(&desk)
        .into_iter()
        .filter(|(what, _)| what == "response page");
    assert_eq!(pages.count(), 40);
    assert_eq!(briefings(&desk), 40);
}

#[test]
fn a_feed_or_a_site_map_alone_leads_to_its_documents() {
    let (server, desk) = (ministry(), Desk::new());
    let feed = fetch(&desk, &[&server.url("/feed.xml"), "--since", "2024-02-15"]);
    assert_eq!(
        feed.out,
        "6 new, 0 changed, 0 not modified, 4 older than asked for\n"
    );
    let map = fetch(&desk, &[&server.url("/sitemap.xml"), "--max", "20"]);
    assert_eq!(
        map.out,
        "20 new, 0 changed, 0 not modified, 6 known already, 14 left for the next run (--max)\n"
    );
    let rest = fetch(&desk, &[&server.url("/sitemap.xml")]);
    assert_eq!(
        rest.out,
        "14 new, 0 changed, 0 not modified, 26 known already\n"
    );
    assert_eq!(briefings(&desk), 40);
}

#[test]
fn a_run_that_stopped_early_is_taken_up_where_it_stopped() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let first = fetch(&desk, &["ruritania", "--max", "20"]);
    assert!(first.out.starts_with("20 new"), "{}", first.out);
    server.asked();
    let second = fetch(&desk, &["ruritania"]);
    assert!(
        second.out.starts_with("20 new"),
        "{} {}",
        second.out,
        second.told
    );
    assert_eq!(briefings(&desk), 40);
    fetch(&desk, &["ruritania"]);
    server.asked();
    fetch(&desk, &["ruritania"]);
    assert_eq!(server.asked(), ["/press/index.html"]);
}

#[test]
fn a_dry_run_names_what_it_would_fetch_and_keeps_nothing() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let told = fetch(&desk, &["ruritania", "--dry-run", "--since", "2024-02"]);
    assert_eq!(
        told.out, "20 would be fetched, 20 older than asked for\n",
        "{}",
        told.told
    );
    assert!(
        told.told.contains("would fetch  http://127.0.0.1"),
        "{}",
        told.told
    );
    assert!(archive::files(&desk.path("corpus")).is_empty());
}

#[test]
fn subscriptions_are_fetched_together() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let settings = format!(
        "contact = \"desk@mfa.example\"\n[[subscribe]]\nsite = \"ruritania\"\nsince = \"2024-02-15\"\n[[subscribe]]\nurl = \"{}\"\nmax = 1\n",
        server.url("/sitemap.xml")
    );
    fs::write(desk.path("demarche.toml"), settings).unwrap();
    let told = desk.run(&[
        "fetch",
        "--all",
        "--allow-address",
        "127.0.0.1",
        "--delay",
        "0",
    ]);
    told.expect(0);
    assert!(told.out.starts_with("7 new"), "{} {}", told.out, told.told);
    let agents: Vec<String> = server
        .requests()
        .iter()
        .map(|asked| asked.headers["user-agent"].clone())
        .collect();
    let wanted = concat!(
        "demarche/",
        env!("CARGO_PKG_VERSION"),
        " (+desk@mfa.example)"
    );
    assert!(agents.iter().all(|agent| agent == wanted), "{agents:?}");
    fs::write(
        desk.path("demarche.toml"),
        "[[subscribe]]\nsince = \"2024\"\n",
    )
    .unwrap();
    let wrong = desk.run(&["fetch", "--all"]);
    wrong.expect(2);
    assert!(
        wrong.told.contains("either a site or a url"),
        "{}",
        wrong.told
    );
}

#[test]
fn json_lists_lead_to_their_documents() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/api?start=0" => answer(
            "200 OK",
            &[("Content-Type", "application/json")],
            r#"{"total":3,"results":[{"link":"/a","title":"A","public_timestamp":"2024-03-01T10:00:00Z"},{"link":"/b","public_timestamp":"2023-03-01T10:00:00Z"},{"link":"https://elsewhere.example/c"}]}"#,
        ),
        "/a" | "/b" => page(briefing(
            &format!("Briefing {}", asked.path),
            "The locks are open.",
        )),
        _ => missing(),
    });
    let told = fetch(&desk, &[&server.url("/api?start=0"), "--since", "2024"]);
    assert_eq!(
        told.out,
        "1 new, 0 changed, 0 not modified, 1 older than asked for, 1 on other sites left out\n"
    );
}

#[test]
fn a_feed_that_holds_whole_texts_is_the_document_itself() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| {
        let text =
            "<p>The locks on the river are open to every ship that pays its dues in full.</p>"
                .repeat(20);
        match asked.path.as_str() {
            "/feed" => answer(
                "200 OK",
                &[("Content-Type", "application/rss+xml")],
                format!(
                    "<rss xmlns:content=\"c\"><channel><title>News</title><item><title>Briefing</title><link>/a</link><guid>1</guid><content:encoded><![CDATA[{text} <p>Visit {}.</p>]]></content:encoded></item></channel></rss>",
                    asked.visit
                ),
            ),
            _ => missing(),
        }
    });
    fetch(&desk, &[&server.url("/feed")]).expect(0);
    assert_eq!(server.asked(), ["/robots.txt", "/feed"]);
    let told = fetch(&desk, &[&server.url("/feed")]);
    assert_eq!(told.out, "0 new, 1 changed, 0 not modified\n");
    assert_eq!(briefings(&desk), 1);
}

#[test]
fn an_edited_page_is_kept_as_a_version_more_and_an_unedited_one_is_only_noted() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| {
        let text = if asked.visit < 2 {
            "The locks are open to all."
        } else {
            "The locks are open to some."
        };
        match asked.path.as_str() {
            "/edited" => page(briefing("Press briefing on the locks", text)),
            "/marked" => marked(
                asked,
                "m",
                "text/html",
                &briefing("Press briefing on the bridge", "The bridge is open."),
            ),
            "/dated" => {
                let date = "Tue, 18 Jun 2024 10:00:00 GMT";
                if asked
                    .headers
                    .get("if-modified-since")
                    .is_some_and(|since| since == date)
                {
                    return answer("304 Not Modified", &[], "");
                }
                let body = briefing("Press briefing on the ferry", "The ferry runs.");
                answer(
                    "200 OK",
                    &[("Content-Type", "text/html"), ("Last-Modified", date)],
                    body,
                )
            }
            "/plain" => page(briefing("Press briefing on the mill", "The mill is quiet.")),
            _ => missing(),
        }
    });
    let paths = ["/edited", "/marked", "/dated", "/plain"].map(|path| server.url(path));
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert_eq!(
        fetch(&desk, &paths).out,
        "4 new, 0 changed, 0 not modified\n"
    );
    assert_eq!(briefings(&desk), 4);
    assert_eq!(
        fetch(&desk, &paths).out,
        "0 new, 1 changed, 3 not modified\n"
    );
    let told = desk.run(&["index"]);
    assert!(told.out.contains("1 changed"), "{} {}", told.out, told.told);
    assert_eq!(briefings(&desk), 4);
    let versions = desk.run(&["versions"]);
    assert!(
        versions.out.contains("1 sentence changed"),
        "{}",
        versions.out
    );

    let records = records(&desk.path("corpus"));
    let revisit = |path: &str| {
        let found = records
            .iter()
            .find(|record| record.kind() == "revisit" && record.path() == path);
        found.unwrap().clone()
    };
    let first = |path: &str| {
        let found = records
            .iter()
            .find(|record| record.kind() == "response" && record.path() == path);
        found.unwrap().clone()
    };
    for (path, profile) in [
        ("marked", "server-not-modified"),
        ("dated", "server-not-modified"),
        ("plain", "identical-payload-digest"),
    ] {
        let revisit = revisit(path);
        assert!(
            revisit
                .field("WARC-Profile")
                .ends_with(&format!("/revisit/{profile}"))
        );
        assert_eq!(
            revisit.field("WARC-Refers-To"),
            first(path).field("WARC-Record-ID")
        );
        assert_eq!(
            revisit.field("WARC-Refers-To-Date"),
            first(path).field("WARC-Date")
        );
        assert_eq!(
            revisit.field("WARC-Payload-Digest"),
            first(path).field("WARC-Payload-Digest")
        );
    }
    let ids: std::collections::HashSet<&str> = records
        .iter()
        .map(|record| record.field("WARC-Record-ID"))
        .collect();
    assert_eq!(ids.len(), records.len());
    let request = records
        .iter()
        .find(|record| record.kind() == "request" && record.path() == "plain")
        .unwrap();
    assert_eq!(
        request.field("WARC-Concurrent-To"),
        first("plain").field("WARC-Record-ID")
    );
    assert!(
        request.text().contains("(+tests@mfa.example)"),
        "{}",
        request.text()
    );
    assert_eq!(first("plain").field("WARC-IP-Address"), "127.0.0.1");
}

#[test]
fn what_is_held_is_asked_for_again_only_where_that_is_wished() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/feed" => answer(
            "200 OK",
            &[("Content-Type", "application/rss+xml")],
            "<rss><channel><item><title>A</title><link>/a</link></item><item><title>B</title><link>/b</link></item></channel></rss>",
        ),
        "/a" => page(briefing(
            "Briefing A",
            if asked.visit == 1 {
                "It holds."
            } else {
                "It does not hold."
            },
        )),
        "/b" => page(briefing("Briefing B", "It stands.")),
        _ => missing(),
    });
    let feed = server.url("/feed");
    fetch(&desk, &[&feed]).expect(0);
    server.asked();
    assert_eq!(
        fetch(&desk, &[&feed]).out,
        "0 new, 0 changed, 0 not modified, 2 known already\n"
    );
    assert_eq!(server.asked(), ["/feed"]);
    assert_eq!(
        fetch(&desk, &[&feed, "--refetch"]).out,
        "0 new, 1 changed, 1 not modified, 2 known already\n"
    );
    assert_eq!(server.asked(), ["/feed", "/a", "/b"]);
}

#[test]
fn hints_to_other_addresses_are_followed_as_far_as_they_may() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| {
        let hint = |to: &str| answer("302 Found", &[("Location", to)], "");
        match asked.path.as_str() {
            "/feed" => answer(
                "200 OK",
                &[("Content-Type", "application/rss+xml")],
                "<rss><channel><item><title>A</title><link>/old</link></item><item><link>/loop</link></item><item><link>/away</link></item><item><link>/file</link></item><item><link>/private/hint</link></item></channel></rss>",
            ),
            "/old" => hint("/older?from=old#top"),
            "/older?from=old" => hint("/new"),
            "/new" => page(briefing("Briefing that moved", "It moved.")),
            "/loop" => hint("/loop"),
            "/away" => hint("http://127.0.0.2:9/secret"),
            "/file" => hint("file:///etc/passwd"),
            _ => missing(),
        }
    });
    let feed = server.url("/feed");
    let told = fetch(&desk, &[&feed]);
    told.expect(2);
    assert!(
        told.out
            .starts_with("1 new, 0 changed, 0 not modified, 4 refused ("),
        "{}",
        told.out
    );
    for why in [
        "hints to other addresses without end",
        "127.0.0.2 is this machine",
        "it points to an address of file:",
        "not there (404)",
    ] {
        assert!(told.told.contains(why), "{why}: {}", told.told);
    }
    let asked = server.asked();
    assert_eq!(
        asked.iter().filter(|path| *path == "/loop").count(),
        11,
        "{asked:?}"
    );
    assert_eq!(briefings(&desk), 1);
    // What moved is known by its old address, and what leads where it must not is not followed again.
    fetch(&desk, &[&feed]);
    let asked = server.asked();
    assert!(
        !asked
            .iter()
            .any(|path| matches!(path.as_str(), "/old" | "/new" | "/away" | "/file")),
        "{asked:?}"
    );
}

#[test]
fn only_the_public_internet_and_what_the_user_names_is_asked_for() {
    let desk = Desk::new();
    let inner = Server::start_at("127.0.0.2", |_, _| page(briefing("Router", "Secret.")));
    let port = inner.address.port();
    let server = Server::start(move |asked, _| match asked.path.as_str() {
        "/robots.txt" => missing(),
        path => answer(
            "301 Moved Permanently",
            &[(
                "Location",
                &format!("http://{}:{port}/", path.trim_start_matches('/')),
            )],
            "",
        ),
    });
    // Every way to write 127.0.0.2, and IPv6 that means it.
    for name in [
        "127.0.0.2",
        "127.2",
        "2130706434",
        "0x7f000002",
        "0177.0.0.2",
        "[::ffff:127.0.0.2]",
        "[::ffff:7f00:2]",
        "[::1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
    ] {
        let told = fetch(&desk, &[&server.url(&format!("/{name}"))]);
        told.expect(2);
        assert!(
            told.out.contains("not on the public internet"),
            "{name}: {} {}",
            told.out,
            told.told
        );
    }
    // A name of the system's that means another machine than the one allowed.
    for host in ["localhost", "127.0.0.1"] {
        let target = format!("http://{host}:{}/127.2", server.address.port());
        let told = desk.run(&[
            "fetch",
            "--delay",
            "0",
            "--allow-address",
            "127.0.0.2",
            &target,
        ]);
        told.expect(2);
        assert!(
            told.out.contains("not on the public internet"),
            "{}",
            told.told
        );
    }
    assert!(inner.asked().is_empty());
    for secret in [
        "http://me:secret@127.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
    ] {
        let told = fetch(&desk, &[secret]);
        told.expect(2);
        assert!(told.told.contains(secret), "{}", told.told);
    }
    // With the user's word it is.
    let told = fetch(
        &desk,
        &["--allow-address", "127.0.0.2", &server.url("/127.0.0.2")],
    );
    assert!(told.out.starts_with("1 new"), "{} {}", told.out, told.told);
}

#[test]
fn walls_and_placeholders_are_told_and_tried_again_by_the_next_run_until_they_give_way() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/feed" => answer(
            "200 OK",
            &[("Content-Type", "application/rss+xml")],
            "<rss><channel><item><link>/soon</link></item><item><link>/wall</link></item><item><link>/captcha</link></item><item><link>/gone</link></item></channel></rss>",
        ),
        "/soon" if asked.visit < 3 => page(
            "<html><title>Press conference</title><body><h1>Press conference</h1><p>The text will be coming soon.</p></body></html>",
        ),
        "/soon" => page(briefing("Press conference by the minister", "It came.")),
        "/wall" => answer(
            "403 Forbidden",
            &[("Content-Type", "text/html")],
            "<h1>Forbidden</h1>",
        ),
        "/captcha" => page(
            "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
        ),
        "/gone" => page(
            "<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Try the search.</p></body></html>",
        ),
        _ => missing(),
    });
    let feed = server.url("/feed");
    let first = fetch(&desk, &[&feed]);
    first.expect(2);
    assert!(
        first
            .out
            .starts_with("0 new, 0 changed, 0 not modified, 4 refused ("),
        "{}",
        first.out
    );
    for why in [
        "its text is not published yet",
        "refused by the site (403)",
        "block page of the site's guard against robots",
        "error page: the site says that it is not there",
    ] {
        assert!(first.told.contains(why), "{why}: {}", first.told);
    }
    assert_eq!(briefings(&desk), 0);
    assert!(
        fetch(&desk, &[&feed])
            .out
            .starts_with("0 new, 0 changed, 0 not modified, 4 refused")
    );
    let third = fetch(&desk, &[&feed]);
    assert!(
        third
            .out
            .starts_with("1 new, 0 changed, 0 not modified, 3 refused"),
        "{}",
        third.out
    );
    server.asked();
    fetch(&desk, &[&feed]);
    assert!(!server.asked().contains(&"/soon".to_owned()));
    assert_eq!(briefings(&desk), 1);
    for _ in 0..6 {
        fetch(&desk, &[&feed]);
    }
    server.asked();
    let given_up = fetch(&desk, &[&feed]);
    assert_eq!(
        given_up.out,
        "0 new, 0 changed, 0 not modified, 1 known already, 3 given up after many visits (--refetch tries them)\n"
    );
    assert_eq!(server.asked(), ["/feed"]);
    assert!(
        fetch(&desk, &[&feed, "--refetch"])
            .out
            .contains("3 refused")
    );
}

#[test]
fn a_server_that_asks_to_wait_is_waited_for_and_one_that_fails_is_tried_again() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/busy" if asked.visit == 1 => answer("429 Too Many Requests", &[("Retry-After", "1")], ""),
        "/down" if asked.visit < 3 => answer("503 Service Unavailable", &[], ""),
        "/long" => answer("503 Service Unavailable", &[("Retry-After", "86400")], ""),
        "/dead" => None,
        "/busy" | "/down" => page(briefing(
            &format!("Briefing at {}", asked.path),
            "It is up again.",
        )),
        _ => missing(),
    });
    let begun = std::time::Instant::now();
    assert!(
        fetch(&desk, &[&server.url("/busy")])
            .out
            .starts_with("1 new")
    );
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert!(
        fetch(&desk, &[&server.url("/down")])
            .out
            .starts_with("1 new")
    );
    server.asked();
    let long = fetch(&desk, &[&server.url("/long"), &server.url("/busy")]);
    assert!(
        long.told.contains("asks to come back in 24 h"),
        "{}",
        long.told
    );
    assert_eq!(server.asked(), ["/long"]);
    let dead = fetch(&desk, &[&server.url("/dead")]);
    dead.expect(2);
    assert_eq!(server.asked(), ["/dead"; 3]);
    assert!(kept(&desk).contains(&("metadata refusal".to_owned(), "dead".to_owned())));
}

#[test]
fn a_host_that_refuses_again_and_again_is_left_alone() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/map" => {
            let mut map = "<urlset>".to_owned();
            for number in 0..20 {
                let _ = write!(map, "<url><loc>/{number}</loc></url>");
            }
            answer("200 OK", &[("Content-Type", "text/xml")], map + "</urlset>")
        }
        "/robots.txt" => missing(),
        _ => answer("403 Forbidden", &[], "no"),
    });
    let told = fetch(&desk, &[&server.url("/map")]);
    told.expect(2);
    assert_eq!(server.asked().len(), 2 + 5);
    assert!(
        told.out.contains("20 refused") && told.out.contains("5 refusals in a row"),
        "{}",
        told.out
    );
}

#[test]
fn robots_txt_is_obeyed_and_asked_for_once_a_day() {
    for (rules, path, is_asked) in [
        (
            answer("200 OK", &[], "User-agent: *\nDisallow: /private\n"),
            "/private/a",
            false,
        ),
        (
            answer("200 OK", &[], "User-agent: *\nDisallow: /private\n"),
            "/a",
            true,
        ),
        (
            answer(
                "200 OK",
                &[("Content-Type", "text/html")],
                "<!doctype html><p>User-agent: *<br>\nDisallow: /\n",
            ),
            "/a",
            true,
        ),
        (answer("404 Not Found", &[], ""), "/a", true),
        (answer("500 Oops", &[], ""), "/a", false),
        (None, "/a", false),
        (
            answer("302 Found", &[("Location", "/rules.txt")], ""),
            "/a",
            false,
        ),
    ] {
        let desk = Desk::new();
        let server = Server::start(move |asked, _| match asked.path.as_str() {
            "/robots.txt" => rules.clone(),
            "/rules.txt" => answer("200 OK", &[], "User-agent: demarche\nDisallow: /\n"),
            _ => page(briefing("Briefing", "Open.")),
        });
        for _ in 0..2 {
            let told = fetch(&desk, &[&server.url(path)]);
            told.expect(if is_asked { 0 } else { 2 });
            assert!(
                is_asked || told.told.contains("robots.txt"),
                "{}",
                told.told
            );
        }
        let asked = server.asked();
        assert_eq!(asked.contains(&path.to_owned()), is_asked, "{asked:?}");
        let rules = asked.iter().filter(|path| *path == "/robots.txt").count();
        assert!(rules == 1 || rules == 6, "{asked:?}");
    }
}

#[test]
fn traps_end_and_what_servers_get_wrong_is_survived() {
    let desk = Desk::new();
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..160 {
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    let server = Server::start(move |asked, stream| {
        let text = briefing("Briefing with a wrong length", "It is whole.");
        let html = ("Content-Type", "text/html; charset=utf-8");
        match asked.path.as_str() {
            "/robots.txt" => missing(),
            "/short" => answer("200 OK", &[html, ("Content-Length", "100000")], text),
            "/long" => answer(
                "200 OK",
                &[html, ("Content-Length", &(text.len() - 4).to_string())],
                text,
            ),
            "/charset" => {
                let page = "<html lang=\"ru\"><head><meta charset=\"windows-1251\"><title>Брифинг министерства</title></head><body><h1>Брифинг министерства</h1><p>Представитель министерства Руритании сообщил, что шлюзы на реке открыты для всех судов, которые платят пошлину.</p></body></html>";
                let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
                answer(
                    "200 OK",
                    &[("Content-Type", "text/html; charset=utf-8")],
                    bytes,
                )
            }
            "/bomb" => answer("200 OK", &[html, ("Content-Encoding", "gzip")], &bomb),
            "/slow" => {
                drip(stream, Duration::from_millis(100));
                None
            }
            "/endless" => {
                drip(stream, Duration::ZERO);
                None
            }
            "/headers" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                while stream
                    .write_all(b"X-More: and more and more and more\r\n")
                    .is_ok()
                {}
                None
            }
            "/junk" => Some(b"\x16\x03\x01 this is no HTTP\r\n\r\n".to_vec()),
            _ => missing(),
        }
    });
    for (path, said) in [
        ("/short", "1 new"),
        ("/long", "1 new"),
        ("/charset", "1 new"),
        ("/bomb", "over 128 MiB decompressed"),
        ("/slow", "too slow"),
        ("/endless", "larger than 1 MiB"),
        ("/headers", "refused"),
        ("/junk", "refused"),
    ] {
        let begun = std::time::Instant::now();
        let told = fetch(
            &desk,
            &[&server.url(path), "--timeout", "2", "--max-size", "1"],
        );
        assert!(
            told.out.contains(said),
            "{path}: {} {}",
            told.out,
            told.told
        );
        assert!(begun.elapsed() < Duration::from_secs(30), "{path}");
    }
    let records = records(&desk.path("corpus"));
    let short = records
        .iter()
        .find(|record| record.kind() == "response" && record.path() == "short")
        .unwrap();
    assert_eq!(short.field("WARC-Truncated"), "disconnect");
    assert_eq!(briefings(&desk), 3);
    let russian = desk.run(&["query", "шлюзы", "--count"]);
    assert_eq!(russian.out.trim(), "1", "{}", russian.told);
}

fn drip(stream: &mut TcpStream, pause: Duration) {
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    while stream.write_all(&[b'a'; 1024]).is_ok() {
        std::thread::sleep(pause);
    }
}

#[test]
fn what_a_crash_left_unfinished_is_moved_aside_and_nothing_else() {
    let (server, desk) = (ministry(), Desk::new());
    let map = server.url("/sitemap.xml");
    fetch(&desk, &[&map, "--max", "3"]).expect(0);
    let file = archive::files(&desk.path("corpus")).pop().unwrap();
    let whole = fs::read(&file).unwrap();
    fetch(&desk, &[&map, "--max", "1"]).expect(0);
    let longer = fs::read(&file).unwrap();
    assert_eq!(&longer[..whole.len()], &whole[..]);
    // Killed in the middle of a write.
    for cut in [whole.len() + 1, whole.len() + 20, longer.len() - 1] {
        fs::write(&file, &longer[..cut]).unwrap();
        let told = fetch(&desk, &[&map]);
        told.expect(0);
        assert!(
            told.told
                .contains("left unfinished at its end was moved to"),
            "{}",
            told.told
        );
        let records = archive::of_file(&file);
        let pages = records.iter().filter(|record| {
            record.kind() == "response" && record.field("Demarche-Role") == "page"
        });
        assert_eq!(pages.count(), 40, "{cut}");
        let asides = fs::read_dir(file.parent().unwrap())
            .unwrap()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().ends_with(".cut"));
        let asides: u64 = asides
            .map(|entry| {
                let size = entry.metadata().unwrap().len();
                fs::remove_file(entry.path()).unwrap();
                size
            })
            .sum();
        assert!(asides > 0);
        assert_eq!(briefings(&desk), 40);
        fs::remove_dir_all(desk.path("index")).unwrap();
    }
}

#[test]
fn only_one_process_adds_to_an_archive_and_its_lock_ends_with_it() {
    let desk = Desk::new();
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/slow" => {
            drip(stream, Duration::from_millis(50));
            None
        }
        "/a" => page(briefing("Briefing", "Open.")),
        _ => missing(),
    });
    let mut first = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["fetch", &server.url("/slow")])
        .args(OWN)
        .current_dir(desk.path(""))
        .stderr(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    wait_for(&server, "/slow", &mut first);
    let second = fetch(&desk, &[&server.url("/a")]);
    second.expect(2);
    assert!(
        second
            .told
            .contains(&format!("another demarche (process {})", first.id())),
        "{}",
        second.told
    );
    first.kill().unwrap();
    first.wait().unwrap();
    fetch(&desk, &[&server.url("/a")]).expect(0);
}

#[test]
fn damage_in_the_middle_of_a_file_loses_what_is_damaged_and_nothing_else() {
    let (server, desk) = (ministry(), Desk::new());
    let map = server.url("/sitemap.xml");
    fetch(&desk, &[&map]).expect(0);
    let file = archive::files(&desk.path("corpus")).pop().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 8] {
        *byte ^= 0x55;
    }
    fs::write(&file, &bytes).unwrap();
    server.asked();
    let told = fetch(&desk, &[&map]);
    told.expect(0);
    let pages = server
        .asked()
        .iter()
        .filter(|path| path.starts_with("/press"))
        .count();
    assert!(pages <= 2, "{pages} {}", told.out);
    assert!(fs::read(&file).unwrap().starts_with(&bytes));
}

#[test]
fn a_process_that_is_killed_at_any_moment_loses_nothing_that_was_kept() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let mut kills = 0;
    for moment in 0..40 {
        let mut run = begun(&desk, &["ruritania", "--refetch", "--delay=0"]);
        std::thread::sleep(Duration::from_millis(400 + moment * 37 % 500));
        run.kill().unwrap();
        kills += usize::from(!run.wait().unwrap().success());
        if moment % 10 == 9 {
            let file = archive::files(&desk.path("corpus")).pop();
            assert!(file.is_some_and(|file| file.metadata().unwrap().len() > 0));
        }
    }
    assert!(kills > 10, "{kills}");
    let told = fetch(&desk, &["ruritania"]);
    told.expect(0);
    let pages: Vec<String> = kept(&desk)
        .into_iter()
        .filter(|(what, _)| what == "response page")
        .map(|(_, path)| path)
        .collect();
    assert_eq!(pages.len(), 40, "each once: {pages:?}");
    assert_eq!(briefings(&desk), 40);
}

/// Waits until a run has asked for an address that begins so.
fn wait_for(server: &Server, path: &str, run: &mut std::process::Child) {
    while !server.asked().iter().any(|asked| asked.starts_with(path)) {
        assert_eq!(run.try_wait().unwrap(), None, "it ended too early");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A run that has begun.
fn begun(desk: &Desk, arguments: &[&str]) -> std::process::Child {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.arg("fetch").args(arguments);
    command
        .arg("--allow-address=127.0.0.1")
        .current_dir(desk.path(""));
    command.stdout(std::process::Stdio::piped());
    command.stderr(std::process::Stdio::null()).spawn().unwrap()
}

#[cfg(unix)]
#[test]
fn a_user_who_interrupts_keeps_what_is_done_and_goes_on_later() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let mut run = begun(&desk, &["ruritania", "--delay=1"]);
    wait_for(&server, "/press/2024", &mut run);
    let kill = std::process::Command::new("kill")
        .args(["-INT", &run.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let output = run.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let rest = fetch(&desk, &["ruritania"]);
    rest.expect(0);
    let pages = kept(&desk)
        .into_iter()
        .filter(|(what, _)| what == "response page");
    assert_eq!(pages.count(), 40);
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_run_with_a_message_and_leaves_whole_files() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    // No file may grow beyond 16 blocks; a write that would fails as on a full disk.
    let run = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
    let told = std::process::Command::new("sh")
        .args([
            "-c",
            run,
            env!("CARGO_BIN_EXE_demarche"),
            "fetch",
            "ruritania",
        ])
        .args(OWN)
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    let message = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(2), "{message}");
    assert!(
        message.contains(".warc.gz: ") && !message.contains("panicked"),
        "{message}"
    );
    let before = kept(&desk).len();
    assert!(before > 3, "{before}");
    let rest = fetch(&desk, &["ruritania"]);
    rest.expect(0);
    assert!(!rest.told.contains("unfinished"), "{}", rest.told);
    let pages = kept(&desk)
        .into_iter()
        .filter(|(what, _)| what == "response page");
    assert_eq!(pages.count(), 40);
}

#[test]
fn names_are_resolved_once_and_what_was_looked_at_is_what_is_connected_to() {
    use demarche::archive::Archive;
    use demarche::fetch::{Allowed, Job, Mode, Options, Target, run};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => missing(),
        _ => page(briefing("Briefing", "Open.")),
    });
    let inner = Server::start_at("127.0.0.2", |_, _| page("secret"));
    // A name that means the allowed machine when it is looked up first, then another.
    let (outer, secret, lookups) = (server.address, inner.address, Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&lookups);
    let desk = Desk::new();
    let options = Options {
        mode: Mode::New,
        delay: Duration::ZERO,
        allowed: Allowed::of(&["127.0.0.1".to_owned()]).unwrap(),
        lookup: Some(Arc::new(move |name: &str, _| match name {
            "rebinding.example" if counted.fetch_add(1, Ordering::Relaxed) > 1 => Ok(vec![secret]),
            "inner.example" => Ok(vec![secret]),
            // One of its machines does not answer, one is not to be asked.
            "mixed.example" => Ok(vec![secret, "127.0.0.1:1".parse().unwrap(), outer]),
            _ => Ok(vec![outer]),
        })),
        ..Options::usual(None)
    };
    let go = |url: &str| {
        let job = Job {
            target: Target::Address(url.to_owned()),
            since: None,
            max: None,
        };
        let archive = Archive::of_folder(&desk.path("")).unwrap();
        let profiles = demarche::source::Profiles::builtin();
        run(
            &archive,
            profiles,
            &[job],
            &options,
            &mut |_| (),
            &AtomicBool::new(false),
        )
        .unwrap()
    };
    assert_eq!(go("http://rebinding.example/a").new, 1);
    assert_eq!(
        lookups.load(Ordering::Relaxed),
        2,
        "once for the rules, once for the page"
    );
    assert_eq!(go("http://rebinding.example/b").refusals(), 1);
    assert_eq!(go("http://inner.example/a").refusals(), 1);
    assert_eq!(go("http://mixed.example/a").new, 1);
    assert!(inner.asked().is_empty());
    let ip = |record: &archive::Record| record.field("WARC-IP-Address").to_owned();
    let records = records(&desk.path("corpus"));
    assert!(
        records
            .iter()
            .filter(|record| record.kind() == "response")
            .all(|record| ip(record) == "127.0.0.1")
    );
}

#[test]
fn an_independent_reader_finds_nothing_wrong() {
    let Ok(warcio) = std::env::var("DEMARCHE_WARCIO") else {
        return; // told in the guide to fetching: the program warcio of PyPI, where it is there
    };
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    fetch(&desk, &["ruritania"]).expect(0);
    fetch(&desk, &["ruritania", "--refetch"]).expect(0);
    for file in archive::files(&desk.path("corpus")) {
        let checked = std::process::Command::new(&warcio)
            .arg("check")
            .arg("-v")
            .arg(&file)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(
            checked.status.success() && told.contains("digest pass"),
            "{told}"
        );
    }
}
