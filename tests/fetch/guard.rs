//! Where requests may go: hints, names and disguised addresses.

use super::archive::{self, records};
use super::desk::Desk;
use super::server::{Server, answer, briefing, missing, page};
use super::{briefings, fetch};
use std::time::Duration;

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
fn lists_of_lists_end_at_the_bound_whatever_they_name() {
    use demarche::archive::Archive;
    use demarche::fetch::{Allowed, Event, Job, Mode, Options, Target, run};
    let desk = Desk::new();
    let server = Server::start(|asked, _| {
        let maps = |from: usize| {
            let maps =
                (0..30).map(|number| format!("<sitemap><loc>/{}</loc></sitemap>", from + number));
            format!("<sitemapindex>{}</sitemapindex>", maps.collect::<String>())
        };
        let text = match asked.path.trim_start_matches('/').parse() {
            Ok(number @ 1..=30) => maps(100 * number),
            Ok(number) => format!("<urlset><url><loc>/page/{number}</loc></url></urlset>"),
            Err(_) if asked.path == "/map" => maps(1),
            Err(_) => return missing(),
        };
        answer("200 OK", &[("Content-Type", "text/xml")], text)
    });
    let options = Options {
        mode: Mode::Dry,
        delay: Duration::ZERO,
        allowed: Allowed::of(&["127.0.0.1".to_owned()]).unwrap(),
        pages: 50,
        ..Options::usual(None)
    };
    let job = Job {
        target: Target::Address(server.url("/map")),
        since: None,
        max: None,
    };
    let mut notes = Vec::new();
    let report = run(
        &Archive::of_folder(&desk.path("")).unwrap(),
        demarche::source::Profiles::builtin(),
        &[job],
        &options,
        &mut |event| {
            if let Event::Note(note) = event {
                notes.push(note.to_owned());
            }
        },
        &std::sync::atomic::AtomicBool::new(false),
    );
    assert_eq!(report.unwrap().would, 47, "50 maps, 3 of which name maps");
    assert_eq!(server.asked().len(), 51, "and the rules");
    assert!(
        notes
            .iter()
            .any(|note| note.ends_with("beyond 50 pages, which are not read")),
        "{notes:?}"
    );
}

#[test]
fn a_hint_to_a_name_that_cannot_be_costs_nothing_but_itself() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/away" => {
            let to = format!("http://{}.example/", "a".repeat(300));
            answer("302 Found", &[("Location", &to)], "")
        }
        _ => page(briefing("Briefing", "It is open.")),
    });
    let told = fetch(&desk, &[&server.url("/away"), &server.url("/a")]);
    told.expect(2);
    assert!(told.out.starts_with("1 new"), "{} {}", told.out, told.told);
}
