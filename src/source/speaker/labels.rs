//! Speakers whom the labels of a transcript introduce in full: `ADA NORVIK, FOREIGN MINISTER OF RURITANIA:`.

use super::Named;
use super::words::{in_small, is_person, without_honorifics};
use crate::lexicon::turn_words;
use crate::text::fold;

/// Characters of the longest label with an office.
const LONGEST: usize = 110;
/// Speakers taken from one text.
const MOST: usize = 12;

/// The persons that labels at the starts of paragraphs name with their office, in order; reporters and those who keep order are none.
pub(in crate::source) fn in_labels(paragraphs: &[String]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for person in paragraphs
        .iter()
        .filter_map(|paragraph| labelled(paragraph))
    {
        if found.len() < MOST && !found.iter().any(|known| known.name == person.name) {
            found.push(person);
        }
    }
    found
}

fn labelled(paragraph: &str) -> Option<Named> {
    let (label, _) = paragraph.split_once([':', '：'])?;
    let (name, office) = label.split_once(',')?;
    let office = office.trim();
    let words = turn_words();
    let folded = fold(office);
    let titles = folded
        .split(' ')
        .take_while(|word| words.is_label_title(word));
    let is_official = words.makes_title(titles)
        && !matches!(words.role(office), Some(role) if role != crate::lexicon::TurnRole::Answerer)
        && !office.contains(['.', '?', '!', '"', '“']);
    let short = label.chars().count() <= LONGEST;
    (short && is_official && is_person(name)).then(|| Named {
        name: in_small(&without_honorifics(name)),
        role: Some(in_small(office)),
    })
}
