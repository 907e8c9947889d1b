//! Lists, feeds, site maps and JSON: each document once, and nothing asked for in vain.

use super::archive;
use super::desk::Desk;
use super::server::{Server, answer, briefing, missing, page};
use super::{briefings, fetch, kept, ministry, profile};
use std::fs;

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

/// Prints what a run costs that finds nothing new at a host of 20,000 captures of 30 kB.
#[test]
#[ignore = "makes 20,000 captures; for a release build"]
fn a_run_without_news_looks_through_a_gigabyte_in_ten_seconds() {
    use demarche::archive::{Answer, Archive, Capture, Captures, Length, Role};
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/feed" => answer(
            "200 OK",
            &[("Content-Type", "application/rss+xml")],
            "<rss><channel><item><link>/1</link></item><item><link>/2</link></item></channel></rss>",
        ),
        _ => missing(),
    });
    let desk = Desk::new();
    let archive = Archive::of_folder(&desk.path("")).unwrap();
    let mut captures = Captures::open(&archive, "demarche").unwrap();
    // Words by chance, as text packs to a third or so.
    let mut chance = 1_u64;
    let mut word = || {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let rank = 1 << (chance >> 33 & 15);
        format!("{:x} ", (chance >> 40) % rank * 7919)
    };
    for number in 0..20_000 {
        let mut body = String::from("<p>");
        while body.len() < 30_000 {
            body.push_str(&word());
        }
        let capture = Capture {
            url: server.url(&format!("/{number}")),
            at: chrono::Utc::now(),
            ip: None,
            role: Role::Page,
            again: None,
            request: b"GET / HTTP/1.1\r\n\r\n".to_vec(),
            answer: Answer::Response {
                head: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec(),
                body: body.into_bytes(),
                length: Length::AsAnnounced,
            },
        };
        captures.add(&capture).unwrap();
    }
    drop(captures);
    let size: u64 = archive::files(&desk.path("corpus"))
        .iter()
        .map(|file| file.metadata().unwrap().len())
        .sum();
    let begun = std::time::Instant::now();
    let told = fetch(&desk, &[&server.url("/feed")]);
    let seconds = begun.elapsed().as_secs_f64();
    told.expect(0);
    assert!(told.out.contains("2 known already"), "{}", told.out);
    let of_gigabyte = seconds * 1e9 / size as f64;
    println!("{size} bytes: {seconds:.1} s, {of_gigabyte:.1} s a gigabyte");
    assert!(of_gigabyte < 10.0);
}

#[test]
fn a_page_of_a_site_whose_lists_nobody_named_is_told_of_and_pipes_do_not_hear_it() {
    use demarche::archive::Archive;
    use demarche::fetch::{Allowed, Event, Job, Mode, Options, Target, run};
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => missing(),
        "/page/1" => page(briefing("Briefing", "It is open.")),
        _ => page(
            "<h1>News of the ministry</h1><p>All that was said this week.</p><a href=\"/page/1\">Briefing</a>",
        ),
    });
    let desk = Desk::new();
    let unlisted = |path: &str| {
        let options = Options {
            mode: Mode::New,
            delay: std::time::Duration::ZERO,
            allowed: Allowed::of(&["127.0.0.1".to_owned()]).unwrap(),
            ..Options::usual(None)
        };
        let job = Job {
            target: Target::Address(server.url(path)),
            since: None,
            max: None,
        };
        let archive = Archive::of_folder(&desk.path("")).unwrap();
        let profiles = demarche::source::Profiles::with_own(&archive.profiles().unwrap()).unwrap();
        let (mut told, stop) = (false, std::sync::atomic::AtomicBool::new(false));
        let mut tell = |event: Event<'_>| told |= matches!(event, Event::Unlisted(_));
        run(&archive, &profiles, &[job], &options, &mut tell, &stop).unwrap();
        told
    };
    assert!(unlisted("/news"));
    let piped = fetch(&desk, &[&server.url("/news")]);
    assert!(
        !piped.told.contains("a page is kept as it is"),
        "{}",
        piped.told
    );
    profile(&desk, &server);
    assert!(!unlisted("/page/1"), "its profile names lists");
}
