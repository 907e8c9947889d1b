//! The parties of a transcript: who each label means, and whether he asks or answers.

use super::asker::{of_label, outlet_and_name};
use super::cast::Cast;
use super::labels::{Label, is_capitals, is_honoured, is_initials};
use super::named;
use crate::briefing::{PassageKind, Speaker};
use crate::lexicon::{TurnRole, turn_words};
use crate::text::{Span, fold};
use std::collections::HashMap;

/// Distinct labels that are looked up; a text with more is no transcript of a conference.
const MOST: usize = 200;

/// A label taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Named {
    /// The name, without titles and honorifics, as written.
    pub(super) person: String,
    /// The title before the name or behind a comma.
    pub(super) title: Option<String>,
    /// The medium of one who asks.
    pub(super) outlet: Option<String>,
}

/// Who speaks in the turns of one label.
#[derive(Debug, Clone)]
pub(super) struct Party {
    pub(super) kind: PassageKind,
    pub(super) speaker: Option<Speaker>,
    /// Whether the label is the word for an answer, which is one even without a question before it.
    pub(super) answers: bool,
    /// Whether the label names somebody who asks, so that he may say for whom.
    pub(super) asks_by_name: bool,
}

/// The parties of `labels`, by the name on the label. `turns` are the spans of what they say.
pub(super) fn parties<'l>(
    text: &str,
    labels: &'l [Label],
    turns: &[Span],
    cast: &Cast,
) -> HashMap<&'l str, Party> {
    let mut distinct: Vec<&Label> = Vec::new();
    let mut asks: HashMap<&str, (usize, usize)> = HashMap::new();
    for (label, turn) in labels.iter().zip(turns) {
        let name = label.name.as_str();
        let (times, questions) = asks.entry(name).or_insert_with(|| {
            distinct.push(label);
            (0, 0)
        });
        *times += 1;
        *questions += usize::from(ends_asking(turn.of(text)));
    }
    let named: Vec<Named> = distinct
        .iter()
        .take(MOST)
        .map(|label| take_apart(&label.name))
        .collect();
    let scene = Scene {
        words_ask: labels
            .iter()
            .any(|label| turn_words().is_bare_asker(&label.name)),
        answerer_known: distinct.iter().zip(&named).any(|(label, apart)| {
            label.role == Some(TurnRole::Answerer)
                || has_body(label)
                || apart.title.is_some()
                || cast.names_speaker(&label.name)
        }),
        named: &named,
        cast,
    };
    let mut found = HashMap::new();
    for (index, label) in distinct.iter().enumerate() {
        let party = match named.get(index) {
            Some(apart) => {
                let (times, questions) = asks.get(label.name.as_str()).copied().unwrap_or_default();
                scene.party(label, apart, 2 * questions >= times && questions > 0)
            }
            None => Party::answering(Some(self::named(&label.name))),
        };
        found.insert(label.name.as_str(), party);
    }
    found
}

/// What is known of all labels together.
struct Scene<'a> {
    /// A word such as QUESTION stands for those who ask.
    words_ask: bool,
    /// One of the labels means somebody known to answer.
    answerer_known: bool,
    named: &'a [Named],
    cast: &'a Cast<'a>,
}

impl Scene<'_> {
    fn party(&self, label: &Label, apart: &Named, mostly_asks: bool) -> Party {
        if let Some((role, name)) = turn_words().leading_role(&label.name)
            && label.role.is_none()
        {
            return match role {
                TurnRole::Staff => Party::staff(name),
                _ => Party::asking(Some(named(quoted(name)))),
            };
        }
        match label.role {
            Some(TurnRole::Asker) if turn_words().is_bare_asker(&label.name) => {
                let outlet = label
                    .note
                    .as_deref()
                    .map(|note| note.trim_matches(['«', '»', '"', '“', '”']));
                let outlet = outlet.filter(|note| turn_words().is_outlet(&fold(note)));
                Party::asking(outlet.map(named))
            }
            Some(TurnRole::Asker) => Party::asking(Some(reporter(&label.name))),
            Some(TurnRole::Staff) => Party::staff(&label.name),
            Some(TurnRole::Answerer) => Party {
                answers: !is_office(&label.name),
                ..Party::answering(Some(self.main(&label.name)))
            },
            None if label.name.contains(',') && is_staff(apart) => Party::staff(&apart.person),
            None if self.asks(label, apart, mostly_asks) => Party {
                asks_by_name: true,
                ..Party::asking(Some(of_label(apart)))
            },
            None => Party::answering(Some(self.speaker(label, apart))),
        }
    }

    /// Who answers under a word for it: the main speaker, else the one labelled with such an office, else whom the text introduces
    /// so; else an unnamed official of the publisher's.
    fn main(&self, label: &str) -> Speaker {
        let of_office = || {
            let answers = |title: &String| turn_words().role(title) == Some(TurnRole::Answerer);
            let mut named = self.named.iter().filter(|named| {
                !named.person.is_empty() && named.title.as_ref().is_some_and(answers)
            });
            let first = named.next()?;
            named
                .all(|other| other.person == first.person)
                .then(|| self.titled(first, self.cast.speaker(&first.person)))
        };
        let main = self.cast.main().or_else(of_office);
        main.or_else(|| self.cast.spokesperson())
            .unwrap_or_else(|| Speaker {
                represents: self.cast.host(),
                ..named(label)
            })
    }

    /// A speaker known by a label of name and office, with that office.
    fn titled(&self, apart: &Named, speaker: Speaker) -> Speaker {
        let resolved = speaker.confidence > UNRESOLVED;
        Speaker {
            name: if resolved {
                speaker.name
            } else {
                apart.person.clone()
            },
            represents: speaker.represents.or_else(|| self.cast.host()),
            role: speaker.role.or_else(|| apart.title.clone()),
            ..speaker
        }
    }

    /// Whether the one a label names is a reporter.
    fn asks(&self, label: &Label, apart: &Named, mostly_asks: bool) -> bool {
        if has_body(label) || self.cast.names_speaker(&label.name) {
            return false;
        }
        if self.cast.names_speaker(&apart.person) {
            return false;
        }
        let outlet = |name: &str| turn_words().is_outlet(&fold(name));
        if apart.outlet.as_deref().is_some_and(outlet) || label.note.as_deref().is_some_and(outlet)
        {
            return true;
        }
        if label.note.as_deref().is_some_and(is_initials) {
            return false;
        }
        let official = apart.title.is_some()
            || is_honoured(&label.name)
            || turn_words().suffixed(&label.name).is_some();
        if official || self.is_later_mention(apart) || self.cast.introduces(&label.name) {
            return false;
        }
        if outlet(&label.name) && !self.cast.knows(&label.name) || apart.outlet.is_some() {
            return true;
        }
        if self.cast.knows(&label.name) {
            return false;
        }
        // Where no word tells who asks, but one of the names is known to answer, all the others ask; where none is known, those whose
        // turns end in questions do.
        !self.words_ask && (self.answerer_known || mostly_asks)
    }

    /// Whether another label has an official's full name with this surname in it.
    fn is_later_mention(&self, apart: &Named) -> bool {
        self.full(apart).is_some_and(|full| full.title.is_some())
    }

    /// The label of several words that holds the one word of this.
    fn full(&self, apart: &Named) -> Option<&Named> {
        let word = fold(&apart.person);
        if word.is_empty() || word.contains(' ') {
            return None;
        }
        let holds = |other: &&Named| {
            let folded = fold(&other.person);
            other.outlet.is_none()
                && folded.contains(' ')
                && folded.split(' ').any(|known| known == word)
        };
        let mut holders = self.named.iter().filter(holds);
        let first = holders.next()?;
        let person = fold(&first.person);
        holders
            .all(|other| fold(&other.person) == person)
            .then_some(first)
    }

    /// Who answers under a label.
    fn speaker(&self, label: &Label, apart: &Named) -> Speaker {
        let full = self.full(apart).unwrap_or(apart);
        let mut speaker = self.cast.speaker(&label.name);
        let resolved = speaker.confidence > UNRESOLVED;
        if !resolved && full.person.contains(' ') && !is_capitals(&label.name) {
            speaker = self.cast.speaker(&full.person);
            if speaker.confidence <= UNRESOLVED {
                speaker.name.clone_from(&full.person);
            }
        }
        let title = self.title(full).or_else(|| apart.title.clone());
        if speaker.role.is_none() || !resolved && label.name.contains(',') {
            speaker.role = title.as_deref().map(in_small).or(speaker.role);
        }
        let speaks_here =
            title.is_some_and(|title| turn_words().role(&title) == Some(TurnRole::Answerer));
        if speaks_here && speaker.represents.is_none() {
            speaker.represents = self.cast.host();
        }
        if let Some(note) = label.note.as_deref() {
            self.stand_for(note, label, apart, &mut speaker);
        }
        speaker
    }

    /// The fullest title that the labels give a person.
    fn title(&self, full: &Named) -> Option<String> {
        let person = fold(&full.person);
        let last = person.split(' ').next_back().unwrap_or_default();
        let same = |other: &&Named| {
            let other = fold(&other.person);
            other == person || !other.is_empty() && other == last
        };
        let titles = self
            .named
            .iter()
            .filter(same)
            .filter_map(|other| other.title.clone());
        titles.max_by_key(|title| title.len())
    }

    /// The body that the note behind a name gives: in a government's conference each speaks for a ministry of his own.
    fn stand_for(&self, note: &str, label: &Label, apart: &Named, speaker: &mut Speaker) {
        if let Some(body) = turn_words().body(note) {
            speaker.body = Some(body.to_owned());
            speaker.represents = body.split('.').next().map(str::to_owned);
        } else if is_capitals(note) {
            speaker.body = None;
            speaker.represents = speaker.represents.take().or_else(|| self.cast.host());
        } else {
            return;
        }
        if speaker.name == label.name && !apart.person.is_empty() {
            speaker.name.clone_from(&apart.person);
        }
        speaker.role = Some(note.to_owned());
    }
}

/// Confidence of a speaker known by the label only.
const UNRESOLVED: f32 = 0.5;

impl Party {
    fn asking(speaker: Option<Speaker>) -> Self {
        Self {
            kind: PassageKind::Question,
            speaker: speaker.filter(|asker| !asker.name.is_empty()),
            answers: false,
            asks_by_name: false,
        }
    }

    fn answering(speaker: Option<Speaker>) -> Self {
        Self {
            kind: PassageKind::Answer,
            speaker,
            answers: false,
            asks_by_name: false,
        }
    }

    fn staff(name: &str) -> Self {
        Self {
            kind: PassageKind::Other,
            speaker: Some(named(name)),
            answers: false,
            asks_by_name: false,
        }
    }
}

fn has_body(label: &Label) -> bool {
    label
        .note
        .as_deref()
        .is_some_and(|note| turn_words().body(note).is_some())
}

/// A title in capitals with small letters: "Foreign Secretary" of FOREIGN SECRETARY.
fn in_small(title: &str) -> String {
    if !is_capitals(title) || !title.contains(' ') && title.len() < 5 {
        return title.to_owned();
    }
    let small = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        first
            .chain(letters.flat_map(char::to_lowercase))
            .collect::<String>()
    };
    title.split(' ').map(small).collect::<Vec<_>>().join(" ")
}

/// Whether a word for those who answer is an office rather than the word "answer".
fn is_office(label: &str) -> bool {
    let folded = fold(label);
    let mut words = folded.split_whitespace();
    words.any(|word| turn_words().is_label_title(word)) || turn_words().suffixed(label).is_some()
}

/// The outlet in quotation marks within the rest of a label, else all of it.
fn quoted(name: &str) -> &str {
    let inside = name
        .split_once('«')
        .and_then(|(_, rest)| rest.split('»').next());
    inside.unwrap_or(name)
}

fn is_staff(apart: &Named) -> bool {
    let staff = |title: &String| turn_words().role(title) == Some(TurnRole::Staff);
    apart.title.as_ref().is_some_and(staff)
}

/// 【NHK 大谷記者】: the name and outlet of a reporter in a script that puts the word for reporters last.
fn reporter(label: &str) -> Speaker {
    match turn_words().suffixed(label) {
        Some((name, _)) if name.contains([' ', '\u{3000}']) => outlet_and_name(name),
        _ => named(label),
    }
}

fn ends_asking(turn: &str) -> bool {
    turn.trim_end_matches(['”', '"', ')', ' '])
        .ends_with(['?', '？', '؟'])
}

/// Takes a label apart: "Ms. ONO Hikariko, Press Secretary", "Official Spokesperson, Shri Ada Norvik", "Lake Times, Dahl".
pub(super) fn take_apart(label: &str) -> Named {
    let (title, person) = without_title(label.split_once(',').map_or(label, |(before, _)| before));
    let Some((_, after)) = label.split_once(',') else {
        return Named {
            person,
            title,
            outlet: None,
        };
    };
    let after = after.trim();
    let (title_after, person_after) = without_title(after);
    let titled = title_after.is_some() && !person_after.contains(' ');
    if person.is_empty() && !person_after.is_empty() {
        return Named {
            person: person_after,
            title,
            outlet: None,
        };
    }
    if titled
        || after
            .split(' ')
            .any(|word| turn_words().is_title(&fold(word)))
    {
        return Named {
            person,
            title: Some(after.to_owned()),
            outlet: None,
        };
    }
    Named {
        person: person_after,
        title: None,
        outlet: Some(label.split(',').next().unwrap_or(label).trim().to_owned()),
    }
}

/// The titles and honorifics at the start of a label, titles only as far as there are any, and the name behind them.
fn without_title(label: &str) -> (Option<String>, String) {
    let words = turn_words();
    if let Some((name, office)) = words.suffixed(label).filter(|(name, _)| !name.is_empty()) {
        return (Some(office.to_owned()), name.to_owned());
    }
    let parts: Vec<&str> = label.split_whitespace().collect();
    let leads = |word: &&&str| {
        let folded = fold(word);
        words.is_honorific(&folded)
            || words.is_label_title(&folded)
            || matches!(folded.as_str(), "of" | "for")
    };
    let count = parts.iter().take_while(leads).count();
    let title: Vec<&str> = parts[..count]
        .iter()
        .filter(|word| !words.is_honorific(&fold(word)))
        .copied()
        .collect();
    let rest = &parts[count..];
    let folded: Vec<String> = title.iter().map(|word| fold(word)).collect();
    if !title.is_empty() && !words.makes_title(folded.iter().map(String::as_str)) {
        return (None, label.trim().to_owned());
    }
    // An official told apart by a number, and one of somebody else's office ("Spokesperson for the Assembly's President").
    let numbered = rest.iter().all(|word| words.is_ordinal(&fold(word)));
    let open = folded
        .last()
        .is_some_and(|last| matches!(last.as_str(), "of" | "for" | "the"));
    if open {
        return (Some(label.trim().to_owned()), String::new());
    }
    let person = if numbered {
        String::new()
    } else {
        rest.join(" ")
    };
    ((!title.is_empty()).then(|| title.join(" ")), person)
}
