//! Reading the tables: tab-separated with a head line, `#` before comments, `|` between several values of a cell.

use serde::de::DeserializeOwned;

/// The rows of a table with `N` columns, short rows filled up with empty cells.
pub(super) fn rows<const N: usize>(table: &str) -> impl Iterator<Item = [&str; N]> {
    let lines = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.skip(1).map(|line| {
        let mut row = [""; N];
        for (cell, value) in row.iter_mut().zip(line.split('\t')) {
            *cell = value.trim();
        }
        row
    })
}

/// The values of a cell.
pub(super) fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// A table in TOML that is compiled in; empty where it cannot be read, which a test of each table excludes.
pub(super) fn toml<T: DeserializeOwned + Default>(table: &str) -> T {
    toml::from_str(table).unwrap_or_default()
}
