//! Walls, placeholders, busy servers and the rules of hosts.

use super::desk::Desk;
use super::server::{Server, answer, briefing, missing, page};
use super::{briefings, fetch, kept};
use std::fmt::Write as _;
use std::time::Duration;

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
