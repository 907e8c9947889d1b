//! HTTP responses as web archives keep them: status, headers, and the body with its transfer and content encodings undone.

use super::bounds::Bounds;
pub(super) use crate::archive::Headers;
use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;

/// Buffer for Brotli, in bytes.
const BUFFER: usize = 1 << 14;

/// What a server answered.
pub(super) struct Response<'a> {
    pub(super) status: u16,
    pub(super) headers: Headers,
    raw: &'a [u8],
}

impl<'a> Response<'a> {
    /// The response that `bytes` are; `None` where they are none.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (head, raw) = split_head(bytes);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let first = lines.next()?;
        let status = first
            .strip_prefix("HTTP/")?
            .split_whitespace()
            .nth(1)?
            .parse()
            .ok()?;
        Some(Self {
            status,
            headers: Headers::of_lines(lines),
            raw,
        })
    }

    /// The body as its author wrote it. Crawlers often keep the headers of encodings they have undone: what does not decode as
    /// announced is taken as it stands.
    pub(super) fn body(&self, bounds: &Bounds) -> Result<Vec<u8>, String> {
        let mut body = Cow::Borrowed(self.raw);
        let says = |name: &str, value: &str| {
            let said = self.headers.get(name).unwrap_or_default().to_lowercase();
            said.split(',').any(|coding| coding.trim() == value)
        };
        if says("transfer-encoding", "chunked")
            && let Some(joined) = unchunked(&body)
        {
            body = Cow::Owned(joined);
        }
        let looks_plain = body.trim_ascii_start().starts_with(b"<") || body.is_empty();
        if body.starts_with(b"\x1f\x8b") {
            return bounds.read(MultiGzDecoder::new(&*body));
        }
        if says("content-encoding", "deflate") && !looks_plain {
            let wrapped = bounds.read(ZlibDecoder::new(&*body));
            return wrapped.or_else(|_| bounds.read(DeflateDecoder::new(&*body)));
        }
        if says("content-encoding", "br") && !looks_plain {
            return bounds.read(Decompressor::new(&*body, BUFFER));
        }
        if says("content-encoding", "zstd") && body.starts_with(b"\x28\xb5\x2f\xfd") {
            return Err("compressed with zstd, which is not read; crawl without it".to_owned());
        }
        Ok(body.into_owned())
    }
}

/// A parameter of a header's value: `charset` of `text/html; charset="utf-8"`.
pub(super) fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The body as it was sent: what stands behind the head.
pub(super) fn after_head(bytes: &[u8]) -> &[u8] {
    split_head(bytes).1
}

fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = |mark: &[u8]| {
        let found = bytes.windows(mark.len()).position(|window| window == mark);
        found.map(|at| (at, at + mark.len()))
    };
    let ends = [end(b"\r\n\r\n"), end(b"\n\n")];
    match ends.into_iter().flatten().min() {
        Some((head, body)) => (
            bytes.get(..head).unwrap_or_default(),
            bytes.get(body..).unwrap_or_default(),
        ),
        None => (bytes, &[]),
    }
}

/// The chunks put together; `None` where they are none, and as far as they go where they are cut off.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut is_first = true;
    loop {
        let Some(end) = bytes.iter().take(200).position(|byte| *byte == b'\n') else {
            return (!is_first).then_some(joined);
        };
        let line = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            return (!is_first).then_some(joined);
        };
        is_first = false;
        let rest = bytes.get(end + 1..).unwrap_or_default();
        if size == 0 {
            return Some(joined);
        }
        let (chunk, rest) = rest.split_at(size.min(rest.len()));
        joined.extend_from_slice(chunk);
        bytes = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(response: &str) -> String {
        let response = Response::read(response.as_bytes()).unwrap();
        let body = response.body(&Bounds::of_file(0)).unwrap();
        String::from_utf8(body).unwrap()
    }

    #[test]
    fn encodings_are_undone_where_they_are_there() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(
            body(&format!("{head}4\r\nTalk\r\n1;x=y\r\ns\r\n0\r\n\r\n")),
            "Talks"
        );
        assert_eq!(body(&format!("{head}<p>Talks</p>")), "<p>Talks</p>");
        assert_eq!(
            body("HTTP/1.0 200\nContent-Encoding: br\n\n<p>Talks</p>"),
            "<p>Talks</p>"
        );
    }
}
