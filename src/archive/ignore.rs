//! `.demarcheignore`: what a user wants left out of the archive.

use regex::RegexSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The file's name.
const NAME: &str = ".demarcheignore";
/// Bytes of it that are read.
const LARGEST: u64 = 1 << 20;

/// The patterns of a folder's `.demarcheignore`, one a line as in `.gitignore`: `*` within a name, `**` across folders, a
/// pattern without `/` at any depth, one that ends in `/` for folders only; `#` starts a comment.
#[derive(Default)]
pub(super) struct Ignored {
    files: RegexSet,
    folders: RegexSet,
}

impl Ignored {
    /// Those of `folder`; none where it has none.
    pub(super) fn of_folder(folder: &Path) -> Self {
        let (file, mut text) = (folder.join(NAME), String::new());
        // Opening a pipe would wait without end.
        let opened = file.is_file().then(|| File::open(file));
        let read = opened.map(|file| file?.take(LARGEST).read_to_string(&mut text));
        if matches!(read, Some(Ok(_))) {
            Self::from_text(&text)
        } else {
            Self::default()
        }
    }

    fn from_text(text: &str) -> Self {
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (folders, both): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.ends_with('/'));
        let files = both.iter().map(|line| expression(line));
        let folders = folders
            .iter()
            .map(|line| expression(line.trim_end_matches('/')));
        Self {
            files: RegexSet::new(files.collect::<Vec<_>>()).unwrap_or_default(),
            folders: RegexSet::new(folders.collect::<Vec<_>>()).unwrap_or_default(),
        }
    }

    /// Whether `path` (relative, with `/`) is to be left out.
    pub(super) fn names(&self, path: &str, is_folder: bool) -> bool {
        self.files.is_match(path) || (is_folder && self.folders.is_match(path))
    }
}

fn expression(glob: &str) -> String {
    let anchored = glob.contains('/');
    let glob = glob.trim_start_matches('/');
    let mut expression = String::from(if anchored { "^" } else { "(?:^|/)" });
    let mut rest = glob.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '*' if rest.next_if_eq(&'*').is_some() => expression.push_str(".*"),
            '*' => expression.push_str("[^/]*"),
            '?' => expression.push_str("[^/]"),
            other => expression.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    expression.push('$');
    expression
}

#[cfg(test)]
mod tests {
    use super::Ignored;

    #[test]
    fn patterns_leave_out_what_they_name() {
        let ignored = Ignored::from_text("# drafts\n*.bak\nold/\n/notes/*.txt\n");
        for (path, is_folder, left_out) in [
            ("a.bak", false, true),
            ("deep/er/b.bak", false, true),
            ("x/old", true, true),
            ("x/old", false, false),
            ("notes/a.txt", false, true),
            ("x/notes/a.txt", false, false),
            ("a.bakery", false, false),
        ] {
            assert_eq!(ignored.names(path, is_folder), left_out, "{path}");
        }
    }
}
