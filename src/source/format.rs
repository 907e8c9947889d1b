//! Which reader a file goes to: by its name, and by how its content begins.

use crate::archive::Record;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Feed,
}

impl Format {
    /// The format of a record.
    ///
    /// # Errors
    /// It is one that is not read.
    pub(super) fn of(record: &Record) -> Result<Self, String> {
        let path = record
            .provenance
            .path
            .as_deref()
            .unwrap_or_default()
            .to_lowercase();
        let path = path.strip_suffix(".gz").unwrap_or(&path);
        let name = path.rsplit('/').next().unwrap_or_default();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        Ok(match extension {
            "md" | "markdown" => Self::Markdown,
            "rss" | "xml" | "atom" | "rdf" => Self::Feed,
            "" | "txt" | "text" => Self::Plain,
            other => return Err(format!("files of type .{other} are not read")),
        })
    }
}
