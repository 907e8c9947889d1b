//! Which reader a file goes to: by its name, and where that says nothing, by how its content begins.

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
}

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
            "" | "txt" | "text" => return Ok(None),
            other if other.len() > 8 || other.contains(' ') => return Ok(None),
            other => return Err(format!("files of type .{other} are not read")),
        }))
    }

    /// The format as the content has it: pages and feeds are often saved under other names.
    pub(super) fn of_content(named: Option<Self>, text: &str) -> Self {
        let start = text.trim_start_matches(|character: char| {
            character.is_whitespace() || character == '\u{feff}'
        });
        let head: String = start.chars().take(60).collect::<String>().to_lowercase();
        let is_page = head.starts_with("<!doctype html") || head.starts_with("<html");
        let is_feed = || head.starts_with("<?xml") && is_feed(text);
        match named {
            Some(Self::Feed) | None if is_page => Self::Page,
            Some(Self::Page) | None if is_feed() => Self::Feed,
            named => named.unwrap_or(Self::Plain),
        }
    }
}
