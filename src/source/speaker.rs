//! Who speaks, as bylines and titles name them.

use super::clean::{comparable, tidy};
use super::form::announced;
use crate::briefing::Form;
use crate::text::fold;
use regex::Regex;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longest name, in words.
const LONGEST: usize = 5;
/// Paragraphs at the head in which the text may say to whom it is attributed.
const HEAD: usize = 4;

/// Somebody named by byline or title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) role: Option<String>,
}

#[derive(Default, Deserialize)]
struct Table {
    words: String,
    leads: Vec<String>,
    ends: Vec<String>,
    ends_behind_name: Vec<String>,
    particles: Vec<String>,
    honorifics: Vec<String>,
    han_offices: Vec<String>,
    han_follows: Vec<String>,
    attributed: Vec<String>,
}

struct Titles {
    office_words: HashSet<String>,
    leads: HashSet<String>,
    ends: HashSet<String>,
    ends_behind_name: HashSet<String>,
    particles: HashSet<String>,
    honorifics: HashSet<String>,
    han: Option<Regex>,
    attributed: Option<Regex>,
}

static TITLES: LazyLock<Titles> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../lexicon/data/speaker_titles.toml")).unwrap_or_default();
    let han = format!(
        r"((?:[\p{{Han}}&&[^年月日]]{{2,12}})?(?:{}))\s*(\p{{Han}}{{2,4}}?)(?:{}|\P{{Han}}|$)",
        table.han_offices.join("|"),
        table.han_follows.join("|"),
    );
    let attributed = format!(
        r"(?i:{})\s+(.{{3,80}}?)\s*[:.]$",
        table.attributed.join("|")
    );
    let set = |words: Vec<String>| words.into_iter().collect();
    Titles {
        office_words: table.words.split_whitespace().map(str::to_owned).collect(),
        leads: set(table.leads),
        ends: set(table.ends),
        ends_behind_name: set(table.ends_behind_name),
        particles: set(table.particles),
        honorifics: set(table.honorifics),
        han: Regex::new(&han).ok(),
        attributed: Regex::new(&attributed).ok(),
    }
});

/// Drops from the head of the text the lines that only repeat the bylines, and returns them: there each stands on its own line.
pub(super) fn take_byline_lines(bylines: &[String], paragraphs: &mut Vec<String>) -> Vec<String> {
    let whole: String = bylines.iter().map(|byline| comparable(byline)).collect();
    let mut rest = whole.as_str();
    let mut count = 0;
    for paragraph in paragraphs.iter() {
        match rest.strip_prefix(comparable(paragraph).as_str()) {
            Some(after) if after.len() < rest.len() => rest = after,
            _ => break,
        }
        count += 1;
    }
    let lines: Vec<String> = paragraphs.drain(..count).collect();
    if rest.is_empty() { lines } else { Vec::new() }
}

/// The persons and offices bylines name, in order. One byline may hold several, with their offices, with or without separators.
pub(super) fn in_bylines(bylines: &[String]) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for byline in bylines {
        let byline = tidy(byline);
        let byline = byline.strip_prefix("By ").unwrap_or(&byline);
        let first_of_byline = named.len();
        for piece in byline
            .split([',', '、', '，', ';'])
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
        {
            let people: Vec<&str> = piece.split(" and ").collect();
            if people.iter().all(|person| is_person(person)) {
                named.extend(people.iter().map(|person| Named {
                    name: without_honorifics(person),
                    role: None,
                }));
            } else if let Some(several) = several(&people) {
                named.extend(several);
            } else if let Some(last) = named
                .get_mut(first_of_byline..)
                .and_then(<[Named]>::last_mut)
            {
                let role = last.role.get_or_insert_default();
                if !role.is_empty() {
                    role.push_str(", ");
                }
                role.push_str(piece);
            } else if let Some(person) = office_and_name(&words_of(piece)) {
                named.push(person);
            } else if let Some(last) = named.last_mut().filter(|last| last.role.is_some()) {
                // A bureau on a line of its own belongs to whom it follows.
                let role = last.role.get_or_insert_default();
                role.push_str(", ");
                role.push_str(piece);
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

/// `Press Secretary Ada Norvik and Minister Bo Lindqvist`
fn several(people: &[&str]) -> Option<Vec<Named>> {
    let named = people
        .iter()
        .map(|person| office_and_name(&words_of(person)));
    named
        .collect::<Option<Vec<_>>>()
        .filter(|named| named.len() > 1)
}

/// The speakers a title names: `… by Press Secretary Ada Norvik, 5 April`, `Foreign Ministry Spokesperson Ada Norvik’s Regular …`.
pub(super) fn in_title(title: &str, form: Form) -> Vec<Named> {
    let title = tidy(title);
    let mut named = in_han_title(&title);
    named.extend(with_initials(&title));
    if named.is_empty() && !matches!(form, Form::Readout | Form::Article) {
        named = after_lead(&title, form);
    }
    if named.is_empty() {
        named.extend(owner(&title));
    }
    named
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

/// `Foreign Ministry Spokesperson Ada Norvik’s Remarks on …`
fn owner(title: &str) -> Option<Named> {
    let split = |mark| title.split_once(mark);
    let (office_holder, owned) = split("’s ")
        .or_else(|| split("'s "))
        .or_else(|| split("`s "))?;
    let words = words_of(office_holder);
    let is_short = words.len() <= LONGEST + 3
        && words
            .iter()
            .all(|word| !word.starts_with(char::is_lowercase) || is_particle(word));
    let speaks = matches!(
        announced(owned)?,
        Form::Transcript | Form::Remarks | Form::Statement | Form::Speech
    );
    office_and_name(&words)
        .filter(|owner| is_short && speaks && owner.role.is_some() && owner.name.contains(' '))
}

fn after_lead(title: &str, form: Form) -> Vec<Named> {
    let words = words_of(title);
    let Some(lead) = lead(&words, form) else {
        return Vec::new();
    };
    let mut named: Vec<Named> = Vec::new();
    let mut piece: Vec<&str> = Vec::new();
    // Without an office only the first is a speaker, or one joined by "and": what else follows a comma is a place.
    let mut bare_name_counts = fold(words[lead]) != "from";
    let mut passing_over = false;
    for word in &words[lead + 1..] {
        let bare = word.trim_end_matches([',', ':', ';', '.']);
        let closes = word.len() > bare.len() && !is_initial(word) && !is_honorific(word);
        let folded = fold(bare);
        if TITLES.ends.contains(&folded)
            || bare.contains(|character: char| {
                character.is_ascii_digit() || matches!(character, '|' | '–' | '—')
            })
        {
            break;
        }
        let joins = folded == "and" || folded == "&";
        if joins || TITLES.ends_behind_name.contains(&folded) {
            let has_named = close(&mut named, &mut piece, bare_name_counts);
            bare_name_counts = joins;
            passing_over = if has_named {
                !joins
            } else {
                passing_over && !joins
            };
            if has_named || (joins && piece.is_empty()) {
                continue;
            }
        }
        if !passing_over {
            piece.push(if closes { bare } else { word });
        }
        if closes {
            passing_over = false;
            if close(&mut named, &mut piece, bare_name_counts) {
                bare_name_counts = false;
            }
        }
    }
    close(&mut named, &mut piece, bare_name_counts);
    named
}

/// Where the word stands behind which a title names its speakers.
fn lead(words: &[&str], form: Form) -> Option<usize> {
    let lead = words
        .iter()
        .position(|word| TITLES.leads.contains(&fold(word)) && fold(word) != "with");
    lead.or_else(|| {
        let with = words.iter().position(|word| fold(word) == "with")?;
        (form == Form::Transcript && with <= 3).then_some(with)
    })
}

/// Makes a speaker of `piece` where it ends in a name.
fn close(named: &mut Vec<Named>, piece: &mut Vec<&str>, bare_name_counts: bool) -> bool {
    let Some(person) = office_and_name(piece) else {
        return false;
    };
    let has_office = person
        .role
        .as_ref()
        .is_some_and(|role| role.split(' ').any(is_office_word));
    if has_office || bare_name_counts {
        named.push(person);
    }
    piece.clear();
    true
}

/// `Principal Deputy Press Secretary Ada Norvik` apart; `None` where it does not end in a name.
fn office_and_name(words: &[&str]) -> Option<Named> {
    let run = words
        .iter()
        .rev()
        .take_while(|word| is_name_word(word))
        .count();
    let (mut office, mut name) = words.split_at(words.len() - run);
    if office.is_empty() && name.len() > LONGEST {
        return None;
    }
    // Words of an office we do not know stand before the name: a longer run is cut to given name, initial and family name.
    let whole = name
        .iter()
        .filter(|word| !is_initial(word) && !is_particle(word))
        .count();
    if !office.is_empty() && whole > 3 {
        let before_last = name.len().saturating_sub(2);
        let has_initial = name.get(before_last).is_some_and(|word| is_initial(word));
        let cut = before_last.saturating_sub(usize::from(has_initial));
        (office, name) = (&words[..office.len() + cut], &name[cut..]);
    }
    // What an office is "of" stands behind it: "Office of the President of Ruritania Ada Norvik".
    if name.len() > 2 && office.last().is_some_and(|word| fold(word) == "of") {
        (office, name) = (&words[..=office.len()], &name[1..]);
    }
    // So do acronyms: "APNSA Ada Norvik".
    let acronym = |word: &&str| word.len() > 2 && word.chars().all(char::is_uppercase);
    if name.len() > 2 && acronym(&name[0]) && !acronym(&name[1]) {
        (office, name) = (&words[..=office.len()], &name[1..]);
    }
    let leading = name
        .iter()
        .take_while(|word| is_honorific(word) || is_particle(word))
        .count();
    name = &name[leading.min(name.len().saturating_sub(1))..];
    let is_enough = match name {
        [] => false,
        [only] => {
            let after_office = office
                .last()
                .is_some_and(|word| is_office_word(word) || is_honorific(word));
            after_office && only.chars().count() > 2 && only.chars().any(char::is_lowercase)
        }
        _ => true,
    };
    let role = office.join(" ");
    let role = role
        .trim_start_matches("the ")
        .trim_start_matches("The ")
        .trim();
    is_enough.then(|| Named {
        name: name.join(" "),
        role: (!role.is_empty()).then(|| role.to_owned()),
    })
}

/// `外交部发言人林剑主持…`
fn in_han_title(title: &str) -> Vec<Named> {
    let captures = TITLES.han.as_ref().and_then(|han| han.captures(title));
    let person = captures.and_then(|captures| {
        Some(Named {
            name: captures.get(2)?.as_str().to_owned(),
            role: captures.get(1).map(|office| office.as_str().to_owned()),
        })
    });
    person.into_iter().collect()
}

/// `официального представителя МИД Руритании А.Б.Норвиковой`: the name in the nominative.
fn with_initials(title: &str) -> Option<Named> {
    static INITIALS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(\p{Cyrillic}\.\s?\p{Cyrillic}\.)\s?(\p{Lu}[\p{Cyrillic}-]+)").ok()
    });
    let captures = INITIALS.as_ref()?.captures(title)?;
    let surname = captures.get(2)?.as_str();
    let surname = [
        ("овой", "ова"),
        ("евой", "ева"),
        ("иной", "ина"),
        ("ской", "ская"),
        ("ова", "ов"),
        ("ева", "ев"),
        ("ина", "ин"),
        ("ского", "ский"),
    ]
    .iter()
    .find_map(|(genitive, nominative)| {
        Some(format!("{}{nominative}", surname.strip_suffix(genitive)?))
    })
    .unwrap_or_else(|| surname.to_owned());
    let office = title[..captures.get(0)?.start()].trim();
    let office = office.split_once(' ').map_or(office, |(_, office)| office);
    Some(Named {
        name: format!("{}{surname}", captures.get(1)?.as_str()),
        role: (!office.is_empty()).then(|| office.to_owned()),
    })
}

/// Two to five capitalised words, none of them of an office.
pub(super) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = words_of(text)
        .into_iter()
        .filter(|word| !is_honorific(word))
        .collect();
    let han = text
        .chars()
        .all(|character| matches!(character, '\u{4e00}'..='\u{9fff}' | '·'));
    if han {
        return (2..=12).contains(&text.chars().count())
            && !TITLES.han.as_ref().is_some_and(|han| han.is_match(text));
    }
    (2..=LONGEST).contains(&words.len())
        && words.iter().all(|word| is_name_word(word))
        && words.last().is_some_and(|word| !is_initial(word))
}

fn without_honorifics(person: &str) -> String {
    let words = words_of(person)
        .into_iter()
        .filter(|word| !is_honorific(word));
    words.collect::<Vec<_>>().join(" ")
}

fn words_of(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn is_name_word(word: &str) -> bool {
    if is_particle(word) || is_initial(word) {
        return true;
    }
    let capitalised = word
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
    let letters = word.chars().all(|character| {
        character.is_alphabetic() || matches!(character, '.' | '-' | '‑' | '’' | '\'')
    });
    let owns = word.ends_with("’s") || word.ends_with("'s");
    capitalised && letters && !owns && !is_office_word(word)
}

fn is_office_word(word: &str) -> bool {
    let folded = fold(word).replace('.', "");
    let singular = folded.strip_suffix('s').unwrap_or(&folded);
    TITLES.office_words.contains(&folded) || TITLES.office_words.contains(singular)
}

fn is_particle(word: &str) -> bool {
    word.chars().all(char::is_lowercase) && TITLES.particles.contains(word)
}

fn is_honorific(word: &str) -> bool {
    TITLES
        .honorifics
        .contains(&fold(word.trim_end_matches('.')))
}

fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next() == Some('.')
}

#[cfg(test)]
mod tests;
