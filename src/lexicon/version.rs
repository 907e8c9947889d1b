//! The version of all tables together: what was annotated under another is annotated again.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Every table compiled in, by its file name.
const TABLES: &[(&str, &str)] = &[
    ("bodies.toml", include_str!("data/bodies.toml")),
    ("boilerplate.toml", include_str!("data/boilerplate.toml")),
    ("context.toml", include_str!("data/context.toml")),
    ("countries.tsv", include_str!("data/countries.tsv")),
    ("country_words.tsv", include_str!("data/country_words.tsv")),
    ("declensions.toml", include_str!("data/declensions.toml")),
    ("fields.toml", include_str!("data/fields.toml")),
    ("forms.toml", include_str!("data/forms.toml")),
    ("frames.en.toml", super::frames::ENGLISH),
    ("frames.ru.toml", include_str!("data/frames.ru.toml")),
    ("frames.zh.toml", include_str!("data/frames.zh.toml")),
    ("months.toml", include_str!("data/months.toml")),
    ("no_documents.toml", include_str!("data/no_documents.toml")),
    ("organisations.tsv", include_str!("data/organisations.tsv")),
    (
        "page_furniture.toml",
        include_str!("data/page_furniture.toml"),
    ),
    ("publishers.toml", include_str!("data/publishers.toml")),
    ("refusals.toml", include_str!("data/refusals.toml")),
    ("regions.tsv", include_str!("data/regions.tsv")),
    ("reporting.de.toml", include_str!("data/reporting.de.toml")),
    ("reporting.en.toml", include_str!("data/reporting.en.toml")),
    ("reporting.es.toml", include_str!("data/reporting.es.toml")),
    ("reporting.fr.toml", include_str!("data/reporting.fr.toml")),
    ("reporting.it.toml", include_str!("data/reporting.it.toml")),
    ("reporting.pt.toml", include_str!("data/reporting.pt.toml")),
    ("reporting.ru.toml", include_str!("data/reporting.ru.toml")),
    ("reporting.zh.toml", include_str!("data/reporting.zh.toml")),
    ("roles.toml", include_str!("data/roles.toml")),
    ("roster.tsv", include_str!("data/roster.tsv")),
    ("saved_pages.toml", include_str!("data/saved_pages.toml")),
    (
        "speaker_titles.toml",
        include_str!("data/speaker_titles.toml"),
    ),
    ("stop_words.toml", include_str!("data/stop_words.toml")),
    ("telegram.toml", include_str!("data/telegram.toml")),
    ("topics.toml", include_str!("data/topics.toml")),
    ("traps.toml", include_str!("data/traps.toml")),
    ("turns.toml", include_str!("data/turns.toml")),
];

/// Twelve hexadecimal digits over this program's version, its tables and the overlays.
pub(super) fn of(overlays: &[(PathBuf, String)]) -> String {
    let mut digest = Sha256::new();
    digest.update(env!("CARGO_PKG_VERSION"));
    for (_, table) in TABLES {
        digest.update((table.len() as u64).to_le_bytes());
        digest.update(crc32fast::hash(table.as_bytes()).to_le_bytes()); // a tenth of the time, at every start
    }
    for (path, text) in overlays {
        digest.update(path.to_string_lossy().as_bytes());
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    let mut version = String::new();
    for byte in digest.finalize().iter().take(6) {
        let _ = write!(version, "{byte:02x}");
    }
    version
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// All files below a folder.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().flatten();
        let found = entries.flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        });
        found.collect()
    }

    #[test]
    fn every_table_counts_in_the_version() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon/data");
        for file in files(Path::new(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            let counted = TABLES.iter().any(|(_, table)| table.contains(&text));
            assert!(counted, "{} does not count", file.display());
        }
    }
}
