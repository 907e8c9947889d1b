//! What the columns of a table are by what stands in them, where their names do not tell.

use super::Decided;
use crate::source::dates::{self, NumericOrder};
use crate::source::fields::{self, field_of};

/// Rows looked at.
pub(in crate::source) const SAMPLE: usize = 200;
/// Characters a column of texts has on average, at least.
const TEXT: usize = 60;
/// Longest name of a column, in characters.
const NAME: usize = 60;

/// Names are short, differ, and are no dates, numbers or addresses.
pub(super) fn is_header(first: &[String], rows: &[Vec<String>]) -> bool {
    if first.iter().any(|name| fields::is_item_name(name)) {
        return true;
    }
    let written: Vec<&String> = first
        .iter()
        .filter(|name| !name.trim().is_empty())
        .collect();
    let mut distinct = written.clone();
    distinct.sort();
    distinct.dedup();
    let is_name = |name: &&String| {
        let name = name.trim();
        name.chars().count() <= NAME
            && !name.contains("://")
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && dates::find(name, NumericOrder::default()).is_empty()
    };
    let longest = |row: &Vec<String>| {
        row.iter()
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    !written.is_empty()
        && distinct.len() == written.len()
        && written.iter().all(is_name)
        && rows
            .iter()
            .any(|row| longest(row) > NAME || row.iter().any(|cell| is_date(cell)))
}

/// Fills in text, date, address and title from what stands in the columns that no name tells.
pub(super) fn guess(names: &[String], rows: &[Vec<String>], decided: &mut [Decided]) {
    let cells = |position: usize| {
        let cells = rows
            .iter()
            .take(SAMPLE)
            .filter_map(move |row| row.get(position));
        cells
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    let known = |decided: &[Decided], field: &str| {
        names
            .iter()
            .zip(decided)
            .any(|(name, decided)| match decided {
                Decided::Named => field_of(name) == Some(field),
                decided => decided.field() == Some(field),
            })
    };
    let is_dialogue = names.iter().any(|name| fields::is_answer(name));
    let is_open =
        |decided: &[Decided], position: usize| matches!(decided.get(position), Some(Decided::Open));
    let average = |position: usize| {
        let lengths: Vec<usize> = cells(position).map(|cell| cell.chars().count()).collect();
        lengths.iter().sum::<usize>() / lengths.len().max(1)
    };
    let mostly = |position: usize, test: &dyn Fn(&str) -> bool| {
        let (all, fitting) = cells(position).fold((0, 0), |(all, fitting), cell| {
            (all + 1, fitting + usize::from(test(cell)))
        });
        all > 0 && fitting * 5 >= all * 4
    };
    if !known(decided, "text") && !is_dialogue {
        let candidates = (0..names.len()).filter(|position| is_open(decided, *position));
        let longest = candidates.max_by_key(|position| average(*position));
        let is_prose = |cell: &str| crate::source::clean::word_count(cell) >= 6;
        if let Some(at) = longest.filter(|at| {
            average(*at) >= TEXT || (average(*at) >= TEXT / 3 && mostly(*at, &is_prose))
        }) {
            set(decided, at, "text", "the longest text");
        }
    }
    let is_address = |cell: &str| cell.starts_with("http://") || cell.starts_with("https://");
    if !known(decided, "url")
        && let Some(at) =
            (0..names.len()).find(|at| is_open(decided, *at) && mostly(*at, &is_address))
    {
        set(decided, at, "url", "addresses");
    }
    let is_dated = ["said", "day", "published"]
        .iter()
        .any(|field| known(decided, field));
    if !is_dated
        && let Some(at) = (0..names.len()).find(|at| is_open(decided, *at) && mostly(*at, &is_date))
    {
        set(decided, at, "day", "dates");
    }
    let is_title = |cell: &str| {
        (8..=250).contains(&cell.chars().count())
            && crate::source::clean::word_count(cell) >= 2
            && !is_address(cell)
            && !is_date(cell)
    };
    let has_text = known(decided, "text");
    if !known(decided, "title")
        && has_text
        && let Some(at) = (0..names.len()).find(|at| {
            let mut distinct: Vec<&str> = cells(*at).collect();
            let all = distinct.len();
            distinct.sort_unstable();
            distinct.dedup();
            is_open(decided, *at) && mostly(*at, &is_title) && distinct.len() * 10 >= all * 9
        })
    {
        set(decided, at, "title", "headlines");
    }
}

fn set(decided: &mut [Decided], position: usize, field: &str, why: &'static str) {
    if let Some(decided) = decided.get_mut(position) {
        *decided = Decided::Guessed(field.to_owned(), why);
    }
}

/// A date and little else; numbers alone are none.
fn is_date(cell: &str) -> bool {
    cell.len() < 60
        && cell.bytes().any(|byte| !byte.is_ascii_digit())
        && dates::parse(cell, NumericOrder::default())
            .is_some_and(|found| 3 * (found.span.end - found.span.start) >= cell.len())
}
