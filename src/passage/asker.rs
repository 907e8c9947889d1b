//! Who asks: the name and outlet of a reporter, from the label or from how a question begins or ends.

use super::labels::is_name_shaped;
use super::named;
use super::parties::Named;
use crate::briefing::Speaker;
use crate::lexicon::turn_words;
use crate::text::{Span, fold};

/// Bytes at the start of a question in which the asker says who he is.
const INTRODUCTION: usize = 240;
/// Characters of the longest note that names an asker.
const NOTE: usize = 80;
/// Bytes of the longest word that stands between name and outlet.
const FOR_OUTLET: usize = 24;
/// Words of the longest outlet.
const OUTLET: usize = 6;
/// Words of the longest name.
const NAME: usize = 4;

/// The asker of a label that names somebody: name and outlet, the outlet as role.
pub(super) fn of_label(label: &Named) -> Speaker {
    let mut asker = named(&label.person);
    asker.role.clone_from(&label.outlet);
    if label.person.is_empty() {
        asker.name = asker.role.take().unwrap_or_default();
    }
    asker
}

/// The asker whom brackets beside the word for a question name: "Ivo Dahl, Lake Times", "agency «Lake Times»", "Lake Times". Nobody
/// where they tell how it is asked: "inaudible", "Through Interpreter".
pub(super) fn of_note(note: &str) -> Option<Speaker> {
    let note = note.trim();
    let first = fold(note.split([' ', ',', '\u{a0}']).next().unwrap_or_default());
    let first = first.trim_matches(|end: char| !end.is_alphanumeric());
    // "to the minister", "im Stehen": small letters begin no name, but "agency «Lake Times»" holds one.
    let small = note.starts_with(char::is_lowercase) && in_quotes(note) == note;
    if small
        || note.chars().count() > NOTE
        || note.contains([':', ';', '?', '!'])
        || turn_words().begins_note(first)
    {
        return None;
    }
    let is_outlet = |part: &str| turn_words().is_outlet(&fold(part));
    if let Some((name, outlet)) = note.split_once(',') {
        let (name, outlet) = (in_quotes(name), in_quotes(outlet));
        let shaped = is_name_shaped(name) && is_name_shaped(outlet);
        let (name, outlet) = if is_outlet(name) && !is_outlet(outlet) {
            (outlet, name)
        } else {
            (name, outlet)
        };
        return shaped.then(|| Speaker {
            role: Some(outlet.to_owned()),
            ..named(name)
        });
    }
    let outlet = in_quotes(note);
    let several = outlet.contains(' ') && is_name_shaped(outlet);
    (outlet.len() < note.len() || is_outlet(note) || several).then(|| named(outlet))
}

/// What stands in quotation marks, else all of it.
fn in_quotes(text: &str) -> &str {
    let open = ['«', '“', '„', '"'];
    let inside = text
        .split_once(open)
        .and_then(|(_, rest)| rest.split(['»', '”', '“', '"']).next())
        .map(str::trim)
        .filter(|inside| !inside.is_empty());
    inside.unwrap_or(text.trim())
}

/// The asker in brackets at the start of a question, and what is left of it: "(Ivo Dahl, Lake Times) Thank you …".
pub(super) fn at_start(text: &str, question: Span) -> Option<(Speaker, Span)> {
    let inside = question.of(text).strip_prefix(['(', '（'])?;
    let (note, rest) = inside.split_once([')', '）'])?;
    let asker = of_note(note)?;
    let rest = rest.trim_start_matches(|mark: char| {
        mark.is_whitespace() || matches!(mark, ':' | '：' | '-' | '–' | '—')
    });
    (!rest.is_empty()).then(|| (asker, Span::new(question.end - rest.len(), question.end)))
}

/// The name and outlet that an asker gives of himself: "Ivo Dahl from Lake Times", "I am Ivo from Lake Times", "Ivo Dahl with
/// Reuters." Without a label that names him, only where name and outlet are plain.
pub(super) fn introduces_himself(question: &str, label: Option<&str>) -> Option<(String, String)> {
    let mut end = INTRODUCTION.min(question.len());
    while !question.is_char_boundary(end) {
        end -= 1;
    }
    let words: Vec<&str> = question[..end].split_whitespace().collect();
    (1..words.len().saturating_sub(1))
        .filter(|at| {
            words[*at].len() <= FOR_OUTLET && turn_words().is_for_outlet(&fold(words[*at]))
        })
        .find_map(|at| {
            let name = name_before(&words[..at]);
            let outlet = outlet_behind(&words[at + 1..]);
            let (name, outlet) = (name.join(" "), outlet?);
            let fits = if let Some(label) = label {
                shares_word(&name, label)
            } else {
                let known = turn_words().is_outlet(&fold(&outlet));
                known && (2..=3).contains(&name.split(' ').count())
            };
            fits.then_some((name, outlet))
        })
}

/// The capitalised words at the end of `words`, none of them a title and none but the last before a mark.
fn name_before<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let is_name = |word: &&&str| {
        let folded = fold(word);
        word.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
            && !word.ends_with(['.', ',', ':', ';', '?', '!', '—', '-'])
            && !turn_words().is_honorific(&folded)
            && !turn_words().is_title(&folded)
            && !matches!(
                folded.as_str(),
                "i" | "i'm" | "this" | "it's" | "hi" | "hello" | "sir" | "and"
            )
    };
    let count = words.iter().rev().take(NAME).take_while(is_name).count();
    words[words.len() - count..].to_vec()
}

/// The capitalised words that `words` begin with, up to the first mark.
fn outlet_behind(words: &[&str]) -> Option<String> {
    let mut outlet = Vec::new();
    for word in words.iter().take(OUTLET) {
        let core = word.trim_end_matches([
            '.', ',', ':', ';', '?', '!', '—', '-', '–', ')', ']', '”', '"',
        ]);
        let small = matches!(core, "of" | "the" | "and" | "&" | "de" | "der");
        if !small
            && !core.starts_with(|first: char| first.is_alphanumeric() && !first.is_lowercase())
        {
            break;
        }
        outlet.push(core);
        if core.len() < word.len() {
            break;
        }
    }
    while outlet
        .last()
        .is_some_and(|last| last.starts_with(char::is_lowercase))
    {
        outlet.pop();
    }
    let article = outlet.first().is_some_and(|first| *first == "the");
    let outlet = outlet[usize::from(article)..].join(" ");
    (!outlet.is_empty()).then_some(outlet)
}

fn shares_word(name: &str, label: &str) -> bool {
    let (name, label) = (fold(name), fold(label));
    name.split(' ')
        .any(|word| word.len() > 1 && label.split(' ').any(|known| known == word))
}

/// The name and outlet in brackets at the end of a question, and what is left of it: "… (미디어펜 김소정 기자)".
pub(super) fn at_end(text: &str, question: Span) -> Option<(Speaker, Span)> {
    let written = question.of(text);
    let inside = written
        .strip_suffix(')')
        .or_else(|| written.strip_suffix('）'))?;
    let start = inside.rfind(['(', '（'])?;
    let opening = inside[start..].chars().next()?.len_utf8();
    let note = inside[start + opening..].trim();
    let (name, _) = turn_words().suffixed(note).or_else(|| {
        let name = note.strip_suffix("기자")?;
        Some((name.trim(), "기자"))
    })?;
    if name.is_empty() || note.chars().count() > 40 {
        return None;
    }
    let rest = Span::new(
        question.start,
        question.start + written[..start].trim_end().len(),
    );
    Some((outlet_and_name(name), rest))
}

/// "Outlet Name" of a script that writes the family name first: the last word is the name.
pub(super) fn outlet_and_name(note: &str) -> Speaker {
    let note = note.trim();
    let Some((outlet, name)) = note.rsplit_once([' ', '\u{3000}', '\u{a0}']) else {
        return named(note);
    };
    Speaker {
        role: Some(outlet.trim().to_owned()),
        ..named(name)
    }
}
