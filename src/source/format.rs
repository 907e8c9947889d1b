//! Which reader a file goes to: by its name, and where that says nothing or is wrong, by how its content begins.

use super::feed::is_feed;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Page,
    Feed,
    Json,
    JsonLines,
    Table,
    Pdf,
    /// A text of an office program: a ZIP archive of XML.
    Office,
    /// A message, or a page saved by a browser in the form of one.
    Mail,
    /// What belongs to a page and is none: an image, a style, a script.
    NoDocument,
    Zip,
    Warc,
    /// Anything, compressed.
    Gzip,
}

/// Ends of the names of files that browsers save beside a page, and of pictures, sound and film.
const FURNITURE: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff", "css", "js",
    "mjs", "map", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "m4v", "webm", "wav",
    "ogg", "avi", "mov",
];

impl Format {
    /// The format that the name of a file tells; `None` where its content must.
    ///
    /// # Errors
    /// It is one that is not read.
    pub(super) fn of_name(path: &str) -> Result<Option<Self>, String> {
        let path = path.to_lowercase();
        let path = path.strip_suffix(".gz").unwrap_or(&path);
        let name = path.rsplit('/').next().unwrap_or_default();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        Ok(Some(match extension {
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "shtml" | "xhtml" | "aspx" | "php" => Self::Page,
            "rss" | "atom" | "rdf" | "xml" => Self::Feed,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" | "tsv" => Self::Table,
            "pdf" => Self::Pdf,
            "docx" | "odt" => Self::Office,
            "eml" | "mht" | "mhtml" => Self::Mail,
            "zip" => Self::Zip,
            "warc" => Self::Warc,
            "" | "txt" | "text" => return Ok(None),
            "doc" | "rtf" => {
                return Err(format!(
                    "files of type .{extension} are not read; save it as .docx"
                ));
            }
            "xls" | "xlsx" | "ods" => {
                return Err(format!(
                    "files of type .{extension} are not read; save its sheet as .csv"
                ));
            }
            other if FURNITURE.contains(&other) => Self::NoDocument,
            other if other.len() > 8 || other.contains(' ') => return Ok(None),
            other => return Err(format!("files of type .{other} are not read")),
        }))
    }

    /// The format that a server names; `None` where the content must tell.
    ///
    /// # Errors
    /// It is no document.
    pub(super) fn of_media_type(media_type: &str) -> Result<Option<Self>, String> {
        let media_type = media_type.split(';').next().unwrap_or_default();
        let media_type = media_type.trim().to_lowercase();
        Ok(Some(match media_type.as_str() {
            "text/html" | "application/xhtml+xml" => Self::Page,
            "text/markdown" => Self::Markdown,
            "application/pdf" => Self::Pdf,
            "application/zip" | "application/x-zip-compressed" => Self::Zip,
            "text/csv" | "text/tab-separated-values" => Self::Table,
            "message/rfc822" => Self::Mail,
            "application/x-ndjson" | "application/jsonl" => Self::JsonLines,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            | "application/vnd.oasis.opendocument.text" => Self::Office,
            "" | "text/plain" | "application/octet-stream" => return Ok(None),
            "text/css" | "text/javascript" => return Err(NO_DOCUMENT.to_owned()),
            other if other.ends_with("json") => Self::Json,
            other if other.ends_with("xml") && !other.starts_with("image/") => Self::Feed,
            _ => return Err(NO_DOCUMENT.to_owned()),
        }))
    }

    /// The format that the first bytes of a binary file tell, where that is another than `named`.
    pub(super) fn of_bytes(named: Option<Self>, bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..1024).unwrap_or(bytes);
        let start = head.trim_ascii_start();
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        if head.starts_with(b"\x1f\x8b") {
            return Some(match named {
                Some(Self::Warc) => Self::Warc,
                _ => Self::Gzip,
            });
        }
        if start.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Some(match named {
                Some(Self::Office) => Self::Office,
                _ => Self::Zip,
            });
        }
        if head.starts_with(b"WARC/") {
            return Some(Self::Warc);
        }
        // A site that wants a login answers with a page whatever was asked for.
        let begins = start.get(..14).unwrap_or(start).to_ascii_lowercase();
        let is_page = begins.starts_with(b"<!doctype html") || begins.starts_with(b"<html");
        let is_binary = matches!(
            named,
            Some(Self::Pdf | Self::Office | Self::Zip | Self::Warc)
        );
        if is_page && is_binary {
            return Some(Self::Page);
        }
        named
    }

    /// The format as the text has it: pages and feeds are often saved under other names.
    pub(super) fn of_content(named: Option<Self>, text: &str) -> Self {
        let start = text.trim_start_matches(|character: char| {
            character.is_whitespace() || character == '\u{feff}'
        });
        let head: String = start.chars().take(60).collect::<String>().to_lowercase();
        let is_page = head.starts_with("<!doctype html") || head.starts_with("<html");
        let is_feed = || head.starts_with("<?xml") && is_feed(text);
        match named {
            Some(Self::Feed | Self::Json | Self::Table | Self::Markdown) | None if is_page => {
                Self::Page
            }
            Some(Self::Page | Self::Json) | None if is_feed() => Self::Feed,
            named => named.unwrap_or(Self::Plain),
        }
    }
}

/// Why what belongs to a page but is none is passed over.
pub(super) const NO_DOCUMENT: &str = "no document (an image, a style, a script or the like)";
