//! A server on the loopback address that answers as a test wants it, byte by byte, and remembers what it was asked.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked: the first line's path, and the headers.
#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    pub headers: HashMap<String, String>,
    /// How often this path was asked for, this time included.
    pub visit: usize,
}

pub struct Server {
    pub address: SocketAddr,
    log: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers at 127.0.0.1 with what `answer` makes of a request; it may write to the connection itself and give nothing.
    pub fn start(
        answer: impl Fn(&Asked, &mut TcpStream) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        Self::start_at("127.0.0.1", answer)
    }

    pub fn start_at(
        ip: &str,
        answer: impl Fn(&Asked, &mut TcpStream) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let log: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (answer, shared) = (Arc::new(answer), Arc::clone(&log));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&shared));
                thread::spawn(move || serve(stream, &log, &*answer));
            }
        });
        Self { address, log }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths asked for since the last call, in order.
    pub fn asked(&self) -> Vec<String> {
        self.requests()
            .into_iter()
            .map(|asked| asked.path)
            .collect()
    }

    /// The requests since the last call, in order.
    pub fn requests(&self) -> Vec<Asked> {
        let mut log = self.log.lock().unwrap();
        // What is kept tells how often a path was asked for.
        let news = log
            .iter()
            .filter(|asked| asked.visit > 0)
            .cloned()
            .collect();
        for asked in log.iter_mut() {
            asked.visit = 0;
        }
        news
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Asked>>,
    answer: &dyn Fn(&Asked, &mut TcpStream) -> Option<Vec<u8>>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let Some(path) = line.split(' ').nth(1).map(str::to_owned) else {
        return;
    };
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.insert(name.to_lowercase(), value.trim().to_owned());
        }
    }
    let asked = {
        let mut log = log.lock().unwrap();
        let visit = 1 + log.iter().filter(|asked| asked.path == path).count();
        let asked = Asked {
            path,
            headers,
            visit,
        };
        log.push(asked.clone());
        asked
    };
    if let Some(bytes) = answer(&asked, &mut stream) {
        let _ = stream.write_all(&bytes);
    }
}

/// A response of this status with headers and body.
#[allow(clippy::unnecessary_wraps, reason = "what a handler gives")]
pub fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    if !headers.iter().any(|(name, _)| *name == "Content-Length") {
        let _ = write!(head, "Content-Length: {}\r\n", body.len());
    }
    head.push_str("\r\n");
    Some([head.as_bytes(), body].concat())
}

/// A page.
pub fn page(body: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    answer(
        "200 OK",
        &[("Content-Type", "text/html; charset=utf-8")],
        body,
    )
}

/// Nothing there.
pub fn missing() -> Option<Vec<u8>> {
    answer(
        "404 Not Found",
        &[("Content-Type", "text/html")],
        "<h1>404 Not Found</h1>",
    )
}

/// A response with a mark, or the note that it has not changed.
pub fn marked(asked: &Asked, mark: &str, media_type: &str, body: &str) -> Option<Vec<u8>> {
    let mark = format!("\"{mark}\"");
    if asked.headers.get("if-none-match") == Some(&mark) {
        return answer("304 Not Modified", &[("ETag", &mark)], "");
    }
    answer(
        "200 OK",
        &[("Content-Type", media_type), ("ETag", &mark)],
        body,
    )
}

/// A briefing as a page: what is said is about the locks of the river.
pub fn briefing(title: &str, said: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head><body><div id=\"menu\"><a href=\"/\">Home</a></div>\
         <main><h1>{title}</h1><p>Ada Norvik, Spokeswoman of the Foreign Ministry of Ruritania, took the questions of the press in the small hall.</p>\
         <p>Question: Are the locks on the river open to ships from Graustark again, and who pays for the repairs of the gate?</p>\
         <p>Ada Norvik: {said} The repairs were agreed in the spring, and the captains who waited have been told in writing.</p>\
         <p>Question: What does the ministry say of the fishing boats that were turned back at the northern bank this week?</p>\
         <p>Ada Norvik: They had no papers, and those who have papers pass as before. Nothing in the treaty has changed.</p></main></body></html>"
    )
}
