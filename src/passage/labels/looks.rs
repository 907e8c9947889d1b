//! How sure a text before a colon is the label of a turn, by its looks.

use super::Trust;
use crate::lexicon::{TurnRole, is_slip as is_one_letter_off, turn_words};
use crate::passage::cast::{Cast, is_capitals};
use crate::text::fold;
use std::collections::HashMap;

/// Characters a label may have.
pub(super) const LONGEST: usize = 60;
/// Characters a label may have that holds a title: "Shri Ada Norvik, Joint Secretary (XP) and Official Spokesperson".
pub(super) const LONGEST_TITLED: usize = 110;
/// Words a label may have.
const MOST_WORDS: usize = 8;
/// Distinct names of a text that are looked up; a text with more is no transcript of a conference.
const MOST_NAMES: usize = 300;

/// What is known of the names met so far in a text.
pub(super) struct Looks<'a> {
    cast: &'a Cast<'a>,
    /// Folded names to which the text somewhere gives a body: `AA` of "Nordheim (AA)".
    bodies: HashMap<String, &'static str>,
    trust: HashMap<String, Option<Trust>>,
    speakers: HashMap<String, bool>,
}

impl<'a> Looks<'a> {
    pub(super) fn of(text: &str, cast: &'a Cast<'a>) -> Self {
        Self {
            cast,
            bodies: bodies(text),
            trust: HashMap::new(),
            speakers: HashMap::new(),
        }
    }

    /// Whether a label names one of the metadata's speakers.
    pub(super) fn names_speaker(&mut self, name: &str) -> bool {
        if let Some(known) = self.speakers.get(name) {
            return *known;
        }
        if self.speakers.len() > MOST_NAMES {
            return false;
        }
        let known = self.cast.names_speaker(name);
        self.speakers.insert(name.to_owned(), known);
        known
    }

    /// The body that the text gives elsewhere to one named by surname only.
    pub(super) fn body(&self, name: &str) -> Option<&'static str> {
        let folded = fold(name);
        let surname = folded.split(' ').next_back()?;
        self.bodies.get(surname).copied()
    }

    /// How sure the text before a colon is a label.
    pub(super) fn trust(&mut self, name: &str) -> Option<Trust> {
        if name.len() > 4 * LONGEST_TITLED {
            return None;
        }
        if let Some(known) = self.trust.get(name) {
            return *known;
        }
        let trust = self.look(name);
        if self.trust.len() <= MOST_NAMES {
            self.trust.insert(name.to_owned(), trust);
        }
        trust
    }

    fn look(&mut self, name: &str) -> Option<Trust> {
        let name = name.trim();
        let plain = clean(name);
        let count = plain.split_whitespace().count();
        // Beside the word for a question brackets may hold anything that names who asks.
        let noted = abbreviation(name).is_some() && turn_words().is_bare_asker(&plain);
        let outside = if noted { plain.as_str() } else { name };
        if !plain.contains(char::is_alphabetic)
            || count > MOST_WORDS
            || plain.chars().count() > LONGEST
            || outside.contains(['?', '!', ';', '“', '"', '。', '，', '、', '…', '@', '/'])
            || name.matches('(').count() != name.matches(')').count()
        {
            return None;
        }
        let folded = fold(&plain);
        let words = turn_words();
        if words.is_false_label(&folded) || words.addresses(&folded) || name.starts_with('#') {
            return None;
        }
        let note = abbreviation(name);
        if note.is_some_and(|note| words.body(note).is_some()) {
            return Some(Trust::Strong);
        }
        if let Some(role) = words.role(&plain) {
            return Some(match role {
                TurnRole::Asker => Trust::Strong,
                TurnRole::Answerer | TurnRole::Staff => Trust::InTranscript,
            });
        }
        let capitals = is_capitals(&plain);
        let shaped = is_name_shaped(&plain);
        let asks_by_name = capitals || shaped || plain.contains(['«', '„', '"']);
        if words.leading_role(&plain).is_some() && asks_by_name && !is_prose(&folded) {
            return Some(Trust::InTranscript);
        }
        if capitals && is_honoured(&plain) {
            return Some(Trust::Strong);
        }
        if !capitals && is_prose(&folded) {
            return None;
        }
        if self.names_speaker(&plain) {
            return Some(Trust::Strong);
        }
        if count < 4 && shaped && self.body(&plain).is_some() {
            return Some(Trust::InTranscript);
        }
        let room = self.trust.len() < MOST_NAMES;
        let known_note = note.is_some_and(|note| is_initials(note) || words.is_outlet(&fold(note)));
        if known_note && count < 3 && shaped {
            return Some(Trust::InTranscript);
        }
        if capitals && count <= 4 {
            return Some(if room && self.cast.knows(&plain) {
                Trust::InTranscript
            } else {
                Trust::Repeated
            });
        }
        if !shaped {
            return None;
        }
        if words.is_outlet(&folded) || is_titled(&plain) || room && self.cast.knows(&plain) {
            return Some(Trust::InTranscript);
        }
        Some(Trust::Repeated)
    }
}

/// The names before bodies in brackets, folded.
fn bodies(text: &str) -> HashMap<String, &'static str> {
    let mut found = HashMap::new();
    for (bracket, _) in text.match_indices(" (") {
        if found.len() > MOST_NAMES {
            break;
        }
        let mut end = (bracket + 2 + LONGEST).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut start = bracket.saturating_sub(LONGEST);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let Some((note, _)) = text[bracket + 2..end].split_once(')') else {
            continue;
        };
        let name = text[start..bracket]
            .rsplit([' ', '\n', '\u{a0}'])
            .next()
            .unwrap_or_default();
        if let Some(note) = turn_words().abbreviation(note)
            && name.starts_with(char::is_uppercase)
        {
            found.entry(fold(name)).or_insert(note);
        }
    }
    found
}

/// Whether a name begins with an honorific in capitals ("MS. NORVIK") or a title ("SECRETARY NORVIK") and goes on.
pub(in crate::passage) fn is_honoured(name: &str) -> bool {
    let folded = fold(name);
    let mut words = folded.split_whitespace();
    let first = words.next().unwrap_or_default();
    is_capitals(name)
        && words.next().is_some()
        && (turn_words().is_honorific(first) || turn_words().is_label_title(first))
}

/// Whether a name has an honorific or title at its start, or a title behind a comma, and is not that alone.
pub(super) fn is_titled(name: &str) -> bool {
    let words = turn_words();
    let is_title = |part: &str| {
        let folded = fold(part);
        let mut parts = folded.split([' ', '.']);
        let first = parts.clone().next().unwrap_or_default();
        let titles = parts.by_ref().take_while(|part| words.is_label_title(part));
        words.is_honorific(first) || words.makes_title(titles)
    };
    let behind_comma = name
        .split_once(',')
        .is_some_and(|(_, title)| is_title(title.trim()));
    name.contains(' ') && (is_title(name) || behind_comma)
}

/// Whether two labels in capitals differ by a slip of the typist, not by the number that tells two officials apart.
pub(super) fn is_slip(name: &str, known: &str) -> bool {
    if name.len().abs_diff(known.len()) > 1 || name.len() < 8 || name == known {
        return false;
    }
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let last = |text: &str| text.split_whitespace().next_back().map(str::len);
    let short = last(name).is_none_or(|length| length < 5) && !name.ends_with(last_word(known));
    digits(name) == digits(known) && !short && is_one_letter_off(name, known)
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

/// Whether a folded label holds words of sentences: "he said", "one is".
fn is_prose(folded: &str) -> bool {
    let words = folded.split([' ', ',']).filter(|word| !word.is_empty());
    let words = words.map(|word| word.split('\'').next().unwrap_or(word));
    let many = words.clone().count() > 2;
    let numbers = |word: &str| many && turn_words().is_ordinal(word);
    words
        .clone()
        .any(|word| turn_words().is_prose(word) && !numbers(word))
}

/// Whether all words but particles are capitalised, or it is a short name in a script without capitals.
pub(in crate::passage) fn is_name_shaped(name: &str) -> bool {
    let han = |character| matches!(character, '\u{3040}'..='\u{9fff}');
    if name.chars().any(han) {
        return name.chars().count() <= 16;
    }
    let mut capitalised = 0;
    for word in name.split_whitespace() {
        let first = word.chars().find(|character| character.is_alphanumeric());
        let caseless = |first: char| !first.is_lowercase();
        if first.is_some_and(caseless) {
            capitalised += 1;
        } else if word.chars().count() > 3 {
            return false;
        }
    }
    (1..=6).contains(&capitalised)
}

/// A label without brackets, markup and stray marks.
pub(in crate::passage) fn clean(label: &str) -> String {
    let without_note = label
        .split([' ', '\u{a0}'])
        .take_while(|word| !word.starts_with('('));
    let without_note: Vec<&str> = without_note.collect();
    let joined = without_note.join(" ");
    let label = if joined.trim().is_empty() {
        label
    } else {
        &joined
    };
    let label = label.split_once('（').map_or(label, |(name, _)| name);
    label
        .trim_matches(|end: char| {
            !end.is_alphanumeric() && end != ')' && end != '.' && !is_mark(end)
        })
        .trim_end_matches('.')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Vowel signs that end words of Indian scripts, which are no letters to Unicode's plain test.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{900}'..='\u{dff}')
}

/// `AA` of `Wagner (AA)`.
pub(super) fn abbreviation(label: &str) -> Option<&str> {
    let (_, rest) = label.split_once(" (").or_else(|| label.split_once('（'))?;
    let rest = rest.trim_end_matches([':', ' ']);
    rest.strip_suffix(')').or_else(|| rest.strip_suffix('）'))
}

/// Whether a note is the initials of a body: `BMVg`.
pub(in crate::passage) fn is_initials(note: &str) -> bool {
    let large = note.chars().filter(|letter| letter.is_uppercase()).count();
    (2..=9).contains(&note.chars().count())
        && large >= 2
        && note.chars().all(char::is_alphanumeric)
        && !turn_words().is_outlet(&fold(note))
}
