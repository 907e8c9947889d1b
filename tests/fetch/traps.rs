//! Answers that are too slow, too large, or not what they say.

use super::archive::records;
use super::desk::Desk;
use super::server::{Server, answer, briefing, missing};
use super::{briefings, fetch};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

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

pub fn drip(stream: &mut TcpStream, pause: Duration) {
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    while stream.write_all(&[b'a'; 1024]).is_ok() {
        std::thread::sleep(pause);
    }
}
