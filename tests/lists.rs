//! What answers of servers are told to be: lists by content or by the profile of their site, with what they name, when, and where they
//! go on; documents; and what stands in place of one.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails the test"
)]

use demarche::source::{
    LeadsTo, Listing, Profiles, Told, address_key, list_addresses, listed_sites, same_site, told,
};

fn response(media_type: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n{body}").into_bytes()
}

fn list(url: &str, media_type: &str, body: &str) -> Listing {
    match told(url, &response(media_type, body), Profiles::builtin()).unwrap() {
        Told::List(listing) => listing,
        other => panic!("{url}: {other:?}"),
    }
}

/// Address and day of each item, and the next page.
fn check(url: &str, media_type: &str, body: &str, items: &[(&str, &str)], next: Option<&str>) {
    let listing = list(url, media_type, body);
    let found: Vec<(String, String)> = listing
        .items
        .iter()
        .map(|item| {
            (
                item.url.clone(),
                item.day.map_or_else(String::new, |day| day.to_string()),
            )
        })
        .collect();
    let wanted: Vec<(String, String)> = items
        .iter()
        .map(|(url, day)| ((*url).to_owned(), (*day).to_owned()))
        .collect();
    assert_eq!(found, wanted, "{url}");
    assert_eq!(listing.next.as_deref(), next, "{url}");
}

#[test]
fn list_pages_are_read_as_the_profiles_of_their_sites_say() {
    let html = "text/html; charset=utf-8";
    check(
        "https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/index_1.html",
        html,
        "<!DOCTYPE html><html><body><a href='/eng/'>Home</a><ul><li><a href='./202409/t20240903_11484032.html#x'>Regular Press Conference</a></li>\
         <li><a href='./202409/t20240903_11484032.html'>the same</a></li><li><a href='./202409/t20240902_11483456.html'>Another</a></li></ul></body></html>",
        &[
            (
                "https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/202409/t20240903_11484032.html",
                "2024-09-03",
            ),
            (
                "https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/202409/t20240902_11483456.html",
                "2024-09-02",
            ),
        ],
        Some("https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/index_2.html"),
    );
    check(
        "https://press.un.org/en/noon-briefings",
        html,
        "<html><body><div><h3><a href='/en/2024/db240920.doc.htm'>Daily Press Briefing</a></h3><span>20 September 2024</span></div></body></html>",
        &[(
            "https://press.un.org/en/2024/db240920.doc.htm",
            "2024-09-20",
        )],
        Some("https://press.un.org/en/noon-briefings?page=1"),
    );
    check(
        "https://mofa.gov.pk/press-releases/categories/media-briefings?page=4",
        html,
        "<html><body><a href='/press-releases/categories/statements'>Statements</a>\
         <a href='/press-releases/transcript-of-the-briefing'><div class='card'><h5>Transcript</h5><p>01 Oct 2026</p></div></a>\
         <a href='/press-releases/another-one'><div class='card'><h5>Transcript</h5><p>24 Sep 2026</p></div></a></body></html>",
        &[
            (
                "https://mofa.gov.pk/press-releases/transcript-of-the-briefing",
                "2026-10-01",
            ),
            (
                "https://mofa.gov.pk/press-releases/another-one",
                "2026-09-24",
            ),
        ],
        Some("https://mofa.gov.pk/press-releases/categories/media-briefings?page=5"),
    );
    check(
        "https://www.mofa.go.kr/eng/brd/m_5676/list.do",
        html,
        "<html><body><table><tbody><tr><td><a href='javascript:void(0)' onclick=\"f_view('368615'); return false;\">Press Briefing</a></td><td>2024-06-18</td></tr>\
         <tr><td><a href='javascript:void(0)' onclick=\"f_view('368600')\">Press Briefing</a></td><td>2024-06-11</td></tr></tbody></table></body></html>",
        &[
            (
                "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=368615",
                "2024-06-18",
            ),
            (
                "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=368600",
                "2024-06-11",
            ),
        ],
        Some("https://www.mofa.go.kr/eng/brd/m_5676/list.do?page=2"),
    );
    check(
        "https://www.mea.gov.in/FrontEnd/FetchPublicationListingData?publicationId=49&SortBy=new&page=1&PageSize=50&PLngId=1",
        html,
        "<div class='card'><span class='date'>June 18, 2024</span><h3 class='pressTitle'><a href='/media-briefings?dtl/37890/Transcript'>Transcript</a></h3></div>",
        &[(
            "https://www.mea.gov.in/media-briefings?dtl/37890/Transcript",
            "2024-06-18",
        )],
        Some(
            "https://www.mea.gov.in/FrontEnd/FetchPublicationListingData?publicationId=49&SortBy=new&page=2&PageSize=50&PLngId=1",
        ),
    );
}

#[test]
fn lists_of_lists_are_told_from_lists_of_documents() {
    let months = list(
        "https://www.mofa.go.jp/press/kaiken/index.html",
        "text/html",
        "<html><body><dl class='title-list'><dt><a href='/press/kaiken/kaiken4e_000702.html'>Press Conference (July 15, 2025, 1:04 p.m.)</a></dt></dl>\
         <a href='/press/kaiken/pc_202506_index.html'>June</a><a href='/about.html'>About</a></body></html>",
    );
    let found: Vec<LeadsTo> = months.items.iter().map(|item| item.leads_to).collect();
    assert_eq!(found, [LeadsTo::Document, LeadsTo::List]);
    assert_eq!(months.items[0].day.unwrap().to_string(), "2025-07-15");
    let maps = list(
        "https://www.diplomatie.gouv.fr/sitemap.xml",
        "application/xml",
        "<sitemapindex><sitemap><loc>https://www.diplomatie.gouv.fr/sitemap-2.xml</loc><lastmod>2024-06-18T10:00:00+02:00</lastmod></sitemap></sitemapindex>",
    );
    assert_eq!(maps.items[0].leads_to, LeadsTo::Map);
    assert_eq!(
        maps.items[0].changed.unwrap().to_rfc3339(),
        "2024-06-18T08:00:00+00:00"
    );
    check(
        "https://www.diplomatie.gouv.fr/sitemap-2.xml",
        "application/xml",
        "<urlset xmlns:image='i'><url><loc>https://www.diplomatie.gouv.fr/fr/services/</loc></url>\
         <url><loc>https://www.diplomatie.gouv.fr/fr/salle-de-presse/point-de-presse-live-du-porte-parole-du-meae/article/point-18-06-24?a=1&amp;b=2</loc>\
         <image:image><image:loc>https://www.diplomatie.gouv.fr/x.jpg</image:loc></image:image></url>\
         <url><loc>https://www.diplomatie.gouv.fr/fr/les-ministres/x/discours/article/cut",
        &[(
            "https://www.diplomatie.gouv.fr/fr/salle-de-presse/point-de-presse-live-du-porte-parole-du-meae/article/point-18-06-24?a=1&b=2",
            "2024-06-18",
        )],
        None,
    );
}

#[test]
fn json_lists_are_told_from_json_documents() {
    let json = "application/json";
    let uk = &list_addresses("uk", Profiles::builtin()).unwrap()[0];
    check(
        uk,
        json,
        r#"{"results":[{"title":"A","link":"/government/news/a-new-ship","public_timestamp":"2024-06-18T10:00:00Z"},{"link":"/guidance/x"}],"total":2}"#,
        &[(
            "https://www.gov.uk/api/content/government/news/a-new-ship",
            "2024-06-18",
        )],
        Some(&uk.replace("start=0", "start=100")),
    );
    let uk_page = r#"{"base_path":"/government/news/a-new-ship","title":"A","document_type":"press_release","details":{"body":"<p>Text</p>"},"public_updated_at":"2024-06-18T10:00:00Z","links":{"organisations":[{"title":"O","api_url":"u","web_url":"https://www.gov.uk/o"}]}}"#;
    let page = told(
        "https://www.gov.uk/api/content/government/news/a-new-ship",
        &response(json, uk_page),
        Profiles::builtin(),
    );
    assert_eq!(page, Ok(Told::Document));
    check(
        "https://www.auswaertiges-amt.de/ajax/json-filterlist/en/newsroom/news/609204-609204?offset=20",
        json,
        r#"{"items":[{"date":"18.06.2024","headline":"H","link":"/en/newsroom/news/2661856","name":"N"}]}"#,
        &[(
            "https://www.auswaertiges-amt.de/en/newsroom/news/2661856",
            "2024-06-18",
        )],
        Some(
            "https://www.auswaertiges-amt.de/ajax/json-filterlist/en/newsroom/news/609204-609204?offset=40",
        ),
    );
    let words = "words and ".repeat(100);
    let posts = format!(
        r#"[{{"link":"https://mfa.example/1","date_gmt":"2024-06-18T10:00:00","content":{{"rendered":"<p>{words}</p>"}}}}]"#
    );
    let listing = list("https://mfa.example/wp-json/wp/v2/posts", json, &posts);
    assert!(listing.holds_texts());
    for document in [
        "{\"title\":\"T\",\"text\":\"Some text\"}",
        "[1,2,3]",
        "{\"related\":[{\"name\":\"x\"}]}",
        "[",
        "{}",
    ] {
        assert_eq!(
            told(
                "https://mfa.example/x",
                &response(json, document),
                Profiles::builtin()
            ),
            Ok(Told::Document),
            "{document}"
        );
    }
}

#[test]
fn feeds_name_documents_or_hold_them() {
    let whole = "<p>Every ship that pays its dues may pass the locks.</p>".repeat(20);
    let feed = format!(
        "<rss><channel><title>T</title><item><link>/a</link><pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate><description>Short.</description></item>\
         <item><link>https://mfa.example/b</link><pubDate>Mon, 18 Jun 2024 10:00:00 GMT</pubDate><content:encoded><![CDATA[{whole}]]></content:encoded></item>\
         <item><link>javascript:alert(1)</link></item></channel></rss>"
    );
    let listing = list("https://mfa.example/feed", "application/rss+xml", &feed);
    let found: Vec<(&str, LeadsTo)> = listing
        .items
        .iter()
        .map(|item| (item.url.as_str(), item.leads_to))
        .collect();
    assert_eq!(
        found,
        [
            ("https://mfa.example/a", LeadsTo::Document),
            ("https://mfa.example/b", LeadsTo::Held)
        ]
    );
    // The second stamp has the wrong weekday.
    assert!(
        listing
            .items
            .iter()
            .all(|item| item.day.unwrap().to_string() == "2024-06-18")
    );
}

#[test]
fn what_stands_in_place_of_a_document_is_told_from_one() {
    let page = |title: &str, text: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
        )
    };
    let told = |url: &str, page: &str| {
        told(url, &response("text/html", page), Profiles::builtin()).unwrap()
    };
    for (url, page) in [
        (
            "https://www.mfa.gov.cn/web/system/index_17321.shtml",
            page("系统提示", "对不起"),
        ),
        (
            "https://www.mofa.go.jp/press/kaiken/kaiken4e_000702.html",
            page("Press Conference", "The text will be coming soon."),
        ),
        ("https://mfa.example/1", page("404 Not Found", "")),
        (
            "https://mfa.example/1",
            page("Press briefing", "Transcript coming soon."),
        ),
    ] {
        assert!(
            matches!(told(url, &page), Told::Placeholder(_)),
            "{url} {page}"
        );
    }
    for page in [
        page("Just a moment...", "Checking your browser"),
        page(
            "Access denied",
            "You don't have permission to access this page.",
        ),
    ] {
        assert!(
            matches!(told("https://mfa.example/1", &page), Told::Wall(_)),
            "{page}"
        );
    }
    let long = "The text will be coming soon, said the spokeswoman of the ministry, and the press laughed at that. ".repeat(12);
    for page in [
        page("Press briefing", &long),
        page("Access denied to ships, says ministry", &long),
        "<p>a piece of a page</p>".to_owned(),
        String::new(),
    ] {
        assert_eq!(
            told("https://mfa.example/1", &page),
            Told::Document,
            "{page}"
        );
    }
}

#[test]
fn addresses_of_one_document_and_of_one_site_are_known_as_such() {
    let profiles = Profiles::builtin();
    let key = |url| address_key(url, profiles);
    assert_eq!(
        key("https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/202409/t20240903_11484032.html"),
        key("http://www.mfa.gov.cn/web/fyrbt/202409/t20240903_11484032.shtml")
    );
    assert_eq!(
        key("https://mfa.example/a?utm_source=x"),
        key("http://www.mfa.example/a/")
    );
    assert_ne!(
        key("https://mfa.example/a?id=1"),
        key("https://mfa.example/a?id=2")
    );
    for (one, other, is_one) in [
        ("https://www.mfa.gov.cn/a", "https://fmprc.gov.cn/b", true),
        ("https://mfa.example/a", "https://www.mfa.example/b", true),
        ("https://mfa.example/a", "https://mfa.example.evil/b", false),
        ("https://mfa.example/a", "https://evilmfa.example/b", false),
        ("https://mfa.example/a", "https://evil/mfa.example/b", false),
        ("https://127.0.0.1/a", "https://127.0.0.2/a", false),
    ] {
        assert_eq!(same_site(one, other, profiles), is_one, "{one} {other}");
    }
}

#[test]
fn every_list_of_a_profile_is_one_of_its_site_and_goes_on_from_its_first_page() {
    let profiles = Profiles::builtin();
    let sites = listed_sites(profiles);
    assert!(sites.len() >= 16, "{sites:?}");
    for site in sites {
        for url in list_addresses(site, profiles).unwrap() {
            let (_, hosts, _) = profiles.list().find(|(name, ..)| *name == site).unwrap();
            let home = format!("https://{}/", hosts[0]);
            assert!(same_site(&url, &home, profiles), "{site}: {url}");
        }
    }
}

#[test]
fn hostile_lists_end() {
    let begun = std::time::Instant::now();
    let url = "https://mfa.example/x";
    let many = "<url><loc>https://mfa.example/a</loc></url>".repeat(200_000);
    assert_eq!(
        list(url, "text/xml", &format!("<urlset>{many}"))
            .items
            .len(),
        1
    );
    let numbered = (0..70_000).fold(String::new(), |map, number| {
        map + &format!("<url><loc>/{number}</loc></url>")
    });
    assert_eq!(
        list(url, "text/xml", &format!("<urlset>{numbered}"))
            .items
            .len(),
        50_000
    );
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(
        told(
            url,
            &response("application/json", &deep),
            Profiles::builtin()
        ),
        Ok(Told::Document)
    );
    let nested = "<url><loc>".repeat(100_000);
    assert!(
        list(url, "text/xml", &format!("<urlset>{nested}"))
            .items
            .is_empty()
    );
    assert!(begun.elapsed().as_secs() < 60);
}
