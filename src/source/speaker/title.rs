//! The speakers that titles name.

use super::Named;
use super::genitive::{in_genitive, nominative};
use super::offices::behind_office;
use super::words::{
    LONGEST, TITLES, is_honorific, is_initial, is_office_word, is_particle, office_and_name,
    words_of,
};
use crate::briefing::Form;
use crate::source::clean::tidy;
use crate::source::form::announced;
use crate::text::fold;
use regex::Regex;
use std::sync::LazyLock;

/// The speakers a title names: `… by Press Secretary Ada Norvik, 5 April`, `Foreign Ministry Spokesperson Ada Norvik’s Regular …`.
pub(in crate::source) fn in_title(title: &str, form: Form) -> Vec<Named> {
    let title = tidy(title);
    let mut named = in_han_title(&title);
    named.extend(with_initials(&title));
    if named.is_empty() && !matches!(form, Form::Readout | Form::Article) {
        named = after_lead(&title, form);
    }
    if named.is_empty() {
        named.extend(owner(&title));
    }
    if named.is_empty() {
        named.extend(in_genitive(&title));
    }
    if named.is_empty() && !matches!(form, Form::Readout | Form::Article) {
        named.extend(behind_office(&title));
    }
    named
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

/// `… by Press Secretary Ada Norvik, Minister of Trade Bo Lindqvist, and …, 5 April`
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
    let surname =
        nominative(surname, &TITLES.surname_endings).unwrap_or_else(|| surname.to_owned());
    let office = title[..captures.get(0)?.start()].trim();
    let office = office.split_once(' ').map_or(office, |(_, office)| office);
    Some(Named {
        name: format!("{}{surname}", captures.get(1)?.as_str()),
        role: (!office.is_empty()).then(|| office.to_owned()),
    })
}
