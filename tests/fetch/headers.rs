//! What servers say in headers, and what the environment says of the way to them.

use super::archive::records;
use super::desk::Desk;
use super::server::{Server, briefing, missing, page};
use super::{OWN, fetch};

#[test]
fn no_header_forges_a_record_and_no_mark_of_a_visitor_is_given_back() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| {
        let body = briefing(
            "Press briefing on the dam",
            &format!("The dam holds, said at {}.", asked.path),
        );
        let head = |lines: &str| {
            let length = body.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n{lines}Content-Length: {length}\r\n\r\n"
            );
            Some([head.as_bytes(), body.as_bytes()].concat())
        };
        match asked.path.as_str() {
            "/a" => head("Set-Cookie: visitor=17; Path=/\r\n"),
            "/b" => head(
                "ETag: \"1\"\rWARC-Type: response\rWARC-Target-URI: http://mfa.example/forged\r\n",
            ),
            "/c" => head("X-Long: one\r\n WARC-Type: response\r\n"),
            "/d?x=%0d%0aWARC-Type:%20response" => page(&body),
            _ => missing(),
        }
    });
    for path in ["/a", "/b", "/c", "/d?x=%0d%0aWARC-Type:%20response", "/a"] {
        let told = fetch(&desk, &[&server.url(path), "--refetch"]);
        assert!(matches!(told.code, Some(0 | 2)), "{path}: {}", told.told);
    }
    // Each record is read by itself, its fields and digests held against WARC 1.1.
    let records = records(&desk.path("corpus"));
    let own = server.url("/");
    for record in &records {
        let address = record.field("WARC-Target-URI");
        assert!(address.is_empty() || address.starts_with(&own), "{address}");
    }
    let pages = records
        .iter()
        .filter(|record| record.kind() == "response" && record.path() != "robots.txt");
    assert!((2..=4).contains(&pages.count()));
    desk.run(&["verify"]).expect(0);
    for asked in server.requests() {
        for header in ["cookie", "referer", "authorization", "from"] {
            assert!(!asked.headers.contains_key(header), "{asked:?}");
        }
    }
}

#[test]
fn a_proxy_named_by_the_environment_is_not_asked() {
    let desk = Desk::new();
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/a" => page(briefing("Briefing", "Open.")),
        _ => missing(),
    });
    let proxy = Server::start(|_, _| page(briefing("Briefing", "By another.")));
    let target = server.url("/a");
    let arguments = [&["fetch"], &OWN[..], &[target.as_str()]].concat();
    let address = proxy.url("");
    let named = [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "all_proxy",
    ];
    let variables = named.map(|name| (name, address.as_str()));
    let told = desk.run_with(&arguments, &variables);
    assert!(told.out.starts_with("1 new"), "{} {}", told.out, told.told);
    assert!(proxy.asked().is_empty());
}
