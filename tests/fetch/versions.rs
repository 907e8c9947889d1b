//! What was edited is kept beside what it was; what was not is only noted.

use super::archive::{self, records};
use super::desk::Desk;
use super::server::{Server, answer, briefing, marked, missing, page};
use super::{briefings, fetch};

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

    hold_records_against(&records(&desk.path("corpus")));
}

/// What was seen twice is a record and a hint to it, each request stands beside its answer, and no two records have one name.
fn hold_records_against(records: &[archive::Record]) {
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
