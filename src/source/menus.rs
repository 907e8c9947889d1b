//! Menus above and notices below a text that was copied from a browser with all that stood around it.

use regex::RegexSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// Lines a menu has at least, and those among them that are known from menus.
const MENU: usize = 8;
const KNOWN: usize = 3;
/// Lines that what stands below a text has at least, and those among them that are known from there.
const FOOT: usize = 4;
const MARKS: usize = 2;
/// Words and characters of the longest line of a menu.
const WORDS: usize = 6;
const CHARACTERS: usize = 70;

#[derive(Default, Deserialize)]
struct Table {
    menu: Vec<String>,
    foot: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../lexicon/data/boilerplate.toml")).unwrap_or_default()
});
static MENU_LINES: LazyLock<RegexSet> = LazyLock::new(|| whole(&TABLE.menu));
static FOOT_LINES: LazyLock<RegexSet> = LazyLock::new(|| whole(&TABLE.foot));

/// Drops the lines of a menu at the head and of notices at the end, where both are plainly such and a text stands between them.
pub(super) fn take_out_menus(paragraphs: &mut Vec<String>) {
    let head = menu(paragraphs);
    if head < paragraphs.len() {
        paragraphs.drain(..head);
    }
    let foot = foot(paragraphs);
    if foot > 0 {
        paragraphs.truncate(foot);
    }
}

/// How many lines at the head are a menu.
fn menu(paragraphs: &[String]) -> usize {
    let run = paragraphs.iter().take_while(|line| is_bare(line)).count();
    let known = |line: &&String| MENU_LINES.is_match(line);
    let plainly = paragraphs[..run].iter().filter(known).count() >= KNOWN;
    if run < MENU || !plainly {
        return 0;
    }
    // A short title and a date may follow upon the menu without a longer line between.
    let last = paragraphs[..run]
        .iter()
        .rposition(|line| MENU_LINES.is_match(line));
    last.map_or(0, |last| last + 1)
}

/// Where the notices at the end begin.
fn foot(paragraphs: &[String]) -> usize {
    let bare = |line: &&String| is_bare(line) || FOOT_LINES.is_match(line);
    let run = paragraphs.iter().rev().take_while(bare).count();
    let start = paragraphs.len() - run;
    let is_mark = |line: &String| FOOT_LINES.is_match(line);
    let first = paragraphs[start..].iter().position(is_mark);
    let first = first.map_or(paragraphs.len(), |first| start + first);
    let marks = paragraphs[first..].iter().filter(|line| is_mark(line));
    if paragraphs.len() - first < FOOT || marks.count() < MARKS {
        return paragraphs.len();
    }
    first
}

/// A few words without the end of a sentence, a label or a quotation.
fn is_bare(line: &str) -> bool {
    line.split_whitespace().count() <= WORDS
        && line.chars().count() <= CHARACTERS
        && !line.ends_with([
            '.', '!', '?', '…', ':', ';', ',', '”', '"', '»', '。', '！', '？', '：', '；', '’',
        ])
        && !line.contains(": ")
        && !line.contains('：')
}

fn whole(lines: &[String]) -> RegexSet {
    let lines = lines.iter().map(|line| format!(r"(?i)^\s*(?:{line})\s*$"));
    RegexSet::new(lines).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(lines: &[&str]) -> Vec<String> {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        take_out_menus(&mut lines);
        lines
    }

    #[test]
    fn a_menu_above_and_opening_hours_below_go() {
        let text = "The ministry of Ruritania welcomes the agreement on the lake, which both sides reached on Tuesday after long talks.";
        let lines = [
            "Embassy in Strelsau",
            "English",
            "Embassy",
            "Lakes",
            "News",
            "Speeches",
            "Visa",
            "Contact",
            "Home › News",
            "A Short Title",
            "3 May 2024",
            text,
            "Ada Norvik",
            "Monday - Friday",
            "09:00 - 13:00",
            "Holidays",
            "+1 555 010 010",
        ];
        assert_eq!(
            left(&lines),
            ["A Short Title", "3 May 2024", text, "Ada Norvik"]
        );
    }

    #[test]
    fn lists_turns_and_signatures_stay() {
        let countries = [
            "Statement",
            "Ruritania",
            "Freedonia",
            "Sylvania",
            "Bordurja",
            "Zenda",
            "Strelsau",
            "Lutha",
            "Graustark",
            "We agree.",
        ];
        assert_eq!(left(&countries), countries);
        let signed = [
            "We agree to all of this, and we say so.",
            "Ada Norvik",
            "Spokeswoman",
            "Ministry",
            "+1 555 010 010",
        ];
        assert_eq!(left(&signed), signed);
        assert_eq!(left(&["English", "News"]), ["English", "News"]);
    }
}
