//! Who speaks, as bylines and titles name them.

mod genitive;
mod labels;
mod offices;
mod title;
mod words;

pub(super) use labels::in_labels;
pub(super) use title::in_title;
pub(crate) use words::{ends_name, in_small, is_office_word, is_person};

use super::clean::{comparable, tidy};
use words::{TITLES, office_and_name, without_honorifics, words_of};

/// Paragraphs at the head in which the text may say to whom it is attributed.
const HEAD: usize = 4;
/// Fewer letters and digits repeat a byline by chance.
const REPEATED: usize = 4;

/// Somebody named by byline or title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) role: Option<String>,
}

/// Drops from the head of the text the lines that only repeat the bylines, and returns them: there each stands on its own line.
pub(super) fn take_byline_lines(bylines: &[String], paragraphs: &mut Vec<String>) -> Vec<String> {
    let whole: String = bylines.iter().map(|byline| comparable(byline)).collect();
    let mut rest = whole.as_str();
    let mut count = 0;
    for paragraph in paragraphs.iter() {
        match rest.strip_prefix(comparable(paragraph).as_str()) {
            Some(after) if after.len() + REPEATED <= rest.len() => rest = after,
            _ => break,
        }
        count += 1;
    }
    let lines: Vec<String> = paragraphs.drain(..count).collect();
    if rest.is_empty() {
        by_person(lines)
    } else {
        Vec::new()
    }
}

/// Offices and bureaus on lines of their own behind the one who holds them.
fn by_person(lines: Vec<String>) -> Vec<String> {
    let mut bylines: Vec<String> = Vec::new();
    for line in lines {
        let names =
            is_person(&line) || line.contains(',') || office_and_name(&words_of(&line)).is_some();
        match bylines.last_mut() {
            Some(last) if !names && is_person(last.split(',').next().unwrap_or_default()) => {
                last.push_str(", ");
                last.push_str(&line);
            }
            _ => bylines.push(line),
        }
    }
    bylines
}

/// The persons and offices bylines name, in order. One byline may hold several, with their offices, with or without separators.
pub(super) fn in_bylines(bylines: &[String]) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for byline in bylines {
        let byline = tidy(byline);
        let byline = byline.strip_prefix("By ").unwrap_or(&byline);
        let first_of_byline = named.len();
        let pieces = byline.split([',', '、', '，', ';']).map(str::trim);
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let people: Vec<&str> = piece.split(" and ").collect();
            if people.iter().all(|person| is_person(person)) {
                let people = people.iter().map(|person| without_honorifics(person));
                named.extend(people.map(|name| Named { name, role: None }));
            } else if let Some(several) = several(&people) {
                named.extend(several);
            } else if named.len() > first_of_byline {
                add_office(&mut named, piece);
            } else if let Some(person) = office_and_name(&words_of(piece)) {
                named.push(person);
            } else if named.last().is_some_and(|last| last.role.is_some()) {
                // A bureau on a line of its own belongs to whom it follows.
                add_office(&mut named, piece);
            } else {
                named.push(Named {
                    name: piece.to_owned(),
                    role: None,
                });
            }
        }
    }
    named
}

fn add_office(named: &mut [Named], office: &str) {
    let office = parted(office);
    if let Some(last) = named.last_mut() {
        let before = last.role.take().map(|role| role + ", ").unwrap_or_default();
        last.role = Some(before + &office);
    }
}

/// An office with the bureau that was glued to it set apart: `Assistant SecretaryBureau of Labor`.
fn parted(office: &str) -> String {
    let mut parted = String::with_capacity(office.len() + 2);
    let mut before = ' ';
    for character in office.chars() {
        if before.is_lowercase() && character.is_uppercase() {
            parted.push_str(", ");
        }
        parted.push(character);
        before = character;
    }
    parted
}

/// `Press Secretary Ada Norvik and Minister Bo Lindqvist`
fn several(people: &[&str]) -> Option<Vec<Named>> {
    let named = people
        .iter()
        .map(|person| office_and_name(&words_of(person)));
    named
        .collect::<Option<Vec<_>>>()
        .filter(|named| named.len() > 1)
}

/// To whom the text says it is attributed ("The below is attributable to Spokesperson Ada Norvik:").
pub(super) fn attributed(paragraphs: &[String]) -> Option<Named> {
    let pattern = TITLES.attributed.as_ref()?;
    let found = paragraphs
        .iter()
        .take(HEAD)
        .filter(|line| line.len() < 300)
        .find_map(|line| pattern.captures(line))?;
    office_and_name(&words_of(found.get(1)?.as_str()))
}

#[cfg(test)]
mod tests;
