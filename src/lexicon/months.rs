//! Names of months and weekdays, in the languages whose dates are read.

use crate::text::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(Names::load);

#[derive(Default)]
struct Names {
    months: HashMap<String, u32>,
    weekdays: HashMap<String, chrono::Weekday>,
    before_weekdays: HashSet<String>,
    yesterday: HashSet<String>,
}

#[derive(Deserialize)]
struct Row {
    months: Vec<String>,
    weekdays: Vec<String>,
    on: Vec<String>,
    yesterday: Vec<String>,
}

/// The month (1 to 12) a word names in any language we know, in full or abbreviated, whatever its case.
///
/// ```
/// # use demarche::lexicon::month;
/// assert_eq!(month("июня"), Some(6));
/// assert_eq!(month("Février"), month("Feb."));
/// ```
#[must_use]
pub fn month(word: &str) -> Option<u32> {
    NAMES.months.get(plain(word).as_str()).copied()
}

/// The weekday a word names.
#[must_use]
pub fn weekday(word: &str) -> Option<chrono::Weekday> {
    NAMES.weekdays.get(plain(word).as_str()).copied()
}

/// Whether a word may stand before a weekday in running text: "on" Tuesday, "во" вторник.
#[must_use]
pub fn precedes_weekday(word: &str) -> bool {
    NAMES.before_weekdays.contains(&fold(word))
}

/// Whether a word means the day before.
#[must_use]
pub fn is_yesterday(word: &str) -> bool {
    NAMES.yesterday.contains(&fold(word))
}

fn plain(word: &str) -> String {
    fold(word.trim_end_matches(['.', ',']))
}

impl Names {
    fn load() -> Self {
        let rows: BTreeMap<String, Row> =
            toml::from_str(include_str!("data/months.toml")).unwrap_or_default();
        let mut names = Self::default();
        for row in rows.into_values() {
            for (number, forms) in (1..).zip(&row.months) {
                let forms = forms.split(' ').map(|form| (fold(form), number));
                names.months.extend(forms);
            }
            let days = std::iter::successors(Some(chrono::Weekday::Mon), |day| Some(day.succ()));
            for (day, forms) in days.zip(&row.weekdays) {
                let forms = forms.split(' ').map(|form| (fold(form), day));
                names.weekdays.extend(forms);
            }
            names
                .before_weekdays
                .extend(row.on.iter().map(|word| fold(word)));
            let yesterday = row.yesterday.iter().map(|word| fold(word));
            names.yesterday.extend(yesterday);
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_are_known_in_many_languages() {
        for (word, number) in [
            ("January", 1),
            ("Sept.", 9),
            ("août", 8),
            ("März", 3),
            ("enero", 1),
            ("травня", 5),
            ("Haziran", 6),
            ("декабря", 12),
            ("يونيو", 6),
            ("जनवरी", 1),
            ("października", 10),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!(month("Marchand"), None);
        assert_eq!(weekday("вторник"), Some(chrono::Weekday::Tue));
        assert_eq!(weekday("周日"), Some(chrono::Weekday::Sun));
    }
}
