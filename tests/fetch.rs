//! `demarche fetch` against servers on this machine: what it asks for, what it keeps, and what it makes of walls and traps.

#![cfg(feature = "fetch")]
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a fixture that cannot be made fails the test"
)]

#[path = "fetch/archive.rs"]
mod archive;
#[path = "fetch/collecting.rs"]
mod collecting;
mod desk;
#[path = "fetch/guard.rs"]
mod guard;
#[path = "fetch/headers.rs"]
mod headers;
#[path = "fetch/manners.rs"]
mod manners;
#[path = "fetch/safety.rs"]
mod safety;
#[path = "fetch/server.rs"]
mod server;
#[path = "fetch/traps.rs"]
mod traps;
#[path = "fetch/versions.rs"]
mod versions;

use archive::records;
use desk::{Answer, Desk};
use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Server, answer, briefing, marked, missing, page};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

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
