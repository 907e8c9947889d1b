//! The parties of a transcript: who each label means, and whether he asks or answers.

mod named;

use super::asker::{introduces_himself, of_label, outlet_and_name};
use super::cast::{Cast, is_called, is_capitals};
use super::labels::{Label, is_honoured, is_initials};
use super::named;
use crate::briefing::{PassageKind, Speaker};
use crate::lexicon::{TurnRole, turn_words};
use crate::source::in_small;
use crate::text::{Span, fold};
use named::{is_office, plain_quote, quoted, take_apart};
use std::collections::HashMap;

pub(super) use named::Named;

/// Distinct labels that are looked up; a text with more is no transcript of a conference.
const MOST: usize = 200;

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
    let mut asked: HashMap<&str, Asked> = HashMap::new();
    for (label, turn) in labels.iter().zip(turns) {
        let name = label.name.as_str();
        let asked = asked.entry(name).or_insert_with(|| {
            distinct.push(label);
            Asked::default()
        });
        asked.turns += 1;
        let asks =
            ends_asking(turn.of(text)) || introduces_himself(turn.of(text), Some(name)).is_some();
        asked.questions += usize::from(asks);
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
                let asked = asked.get(label.name.as_str()).copied().unwrap_or_default();
                scene.party(label, apart, asked)
            }
            None => Party::answering(Some(self::named(&label.name))),
        };
        found.insert(label.name.as_str(), party);
    }
    found
}

/// How often the turns of a label are questions.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    turns: usize,
    questions: usize,
}

impl Asked {
    fn mostly(self) -> bool {
        2 * self.questions >= self.turns && self.questions > 0
    }

    fn always(self) -> bool {
        self.questions == self.turns
    }
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
    fn party(&self, label: &Label, apart: &Named, asked: Asked) -> Party {
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
                // Whom brackets beside the word name asks in this turn only.
                let known = turn_words().is_asking_person(&label.name);
                Party::asking(known.then(|| named(&label.name)))
            }
            Some(TurnRole::Asker) => Party::asking(Some(reporter(&label.name))),
            Some(TurnRole::Staff) => Party::staff(&label.name),
            Some(TurnRole::Answerer) => Party {
                answers: !is_office(&label.name),
                ..Party::answering(self.main(&label.name))
            },
            None if behind_comma(label, apart) == Some(TurnRole::Staff) => {
                Party::staff(&apart.person)
            }
            None if self.hosts(apart) => {
                let full = self.full(apart).unwrap_or(apart);
                Party::asking(Some(named(&in_small(&full.person))))
            }
            None if self.asks(label, apart, asked) => Party {
                asks_by_name: true,
                ..Party::asking(Some(of_label(apart)))
            },
            None => Party::answering(Some(self.speaker(label, apart))),
        }
    }

    /// Who answers under a word for it: the main speaker, else the one labelled with such an office, else whom the text introduces
    /// so; else the ministry, or an official known by the office only.
    fn main(&self, label: &str) -> Option<Speaker> {
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
        main.or_else(|| self.cast.spokesperson()).or_else(|| {
            let name = if is_office(label) {
                Some(label)
            } else {
                self.cast.ministry()
            };
            Some(Speaker {
                represents: self.cast.host(),
                ..named(name?)
            })
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
    fn asks(&self, label: &Label, apart: &Named, asked: Asked) -> bool {
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
        // turns end in questions do; beside such a word, a medium known by its letters that does nothing but ask ("ABC:").
        let letters = is_capitals(&label.name) && !label.name.contains(' ');
        if self.words_ask {
            self.answerer_known && letters && asked.always()
        } else {
            self.answerer_known || asked.mostly()
        }
    }

    /// Whether a label, or the one with the full name, says behind the name that he asks: "ADA NORVIK, HOST".
    fn hosts(&self, apart: &Named) -> bool {
        let full = self.full(apart).unwrap_or(apart);
        let title = full.title.as_deref().filter(|_| !full.person.is_empty());
        title.and_then(|title| turn_words().role(title)) == Some(TurnRole::Asker)
    }

    /// Whether another label has an official's full name with this surname in it.
    fn is_later_mention(&self, apart: &Named) -> bool {
        self.full(apart).is_some_and(|full| full.title.is_some())
    }

    /// The label of several words that holds the one word of this.
    fn full(&self, apart: &Named) -> Option<&Named> {
        let word = fold(&apart.person);
        if word.is_empty() {
            return self.of_office(apart.title.as_deref()?);
        }
        if word.contains(' ') {
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

    /// The one label with a name that a title alone means: one introduced in full with an office called so, whom the labels do not
    /// name by title and surname ("MINISTER" is no "MINISTER NORVIK"); else the only one of this title.
    fn of_office(&self, title: &str) -> Option<&Named> {
        let title = fold(title);
        let title = title.strip_prefix("the ").unwrap_or(&title);
        let called = |other: &&Named| {
            let role = other.title.as_deref();
            other.person.contains(' ') && role.is_some_and(|role| is_called(role, title))
        };
        let by_surname = |full: &Named| {
            let person = fold(&full.person);
            let surname = person.split(' ').next_back();
            self.named.iter().any(|other| {
                let known = other.title.as_deref().map(fold);
                known.as_deref() == Some(title) && Some(fold(&other.person).as_str()) == surname
            })
        };
        let mut introduced = self.named.iter().filter(called);
        if let Some(first) = introduced.find(|full| !by_surname(full))
            && introduced.all(|other| other.person == first.person || by_surname(other))
        {
            return Some(first);
        }
        let holds = |other: &&Named| {
            let known = other.title.as_deref().map(fold);
            !other.person.is_empty() && known.as_deref() == Some(title)
        };
        let mut holders = self.named.iter().filter(holds);
        let first = holders.next()?;
        holders
            .all(|other| other.person == first.person)
            .then_some(first)
    }

    /// Who answers under a label.
    fn speaker(&self, label: &Label, apart: &Named) -> Speaker {
        let full = self.full(apart).unwrap_or(apart);
        // "Official Spokesperson, Ada Norvik": what stands before the comma is no name.
        let office_first = label.name.contains(',') && label.name.ends_with(&apart.person);
        let office_alone = apart.person.is_empty() && !full.person.is_empty();
        let known_as = if office_first || office_alone {
            &full.person
        } else {
            &label.name
        };
        let mut speaker = self.cast.speaker(known_as);
        if speaker.confidence <= UNRESOLVED && (office_first || office_alone) {
            speaker.name = in_small(&full.person);
        }
        let resolved = speaker.confidence > UNRESOLVED;
        let named_elsewhere = full != apart || !is_capitals(&label.name);
        if !resolved && full.person.contains(' ') && named_elsewhere {
            speaker = self.cast.speaker(&full.person);
            if speaker.confidence <= UNRESOLVED {
                speaker.name = in_small(&full.person);
            }
        }
        if let Some(only) = self.sole(label, apart).filter(|_| full == apart) {
            speaker = only;
        }
        let resolved = speaker.confidence > UNRESOLVED;
        let title = self.title(full).or_else(|| apart.title.clone());
        if speaker.role.is_none() || !resolved && label.name.contains(',') {
            speaker.role = title.as_deref().map(in_small).or(speaker.role);
        }
        let speaks_here =
            title.is_some_and(|title| turn_words().role(&title) == Some(TurnRole::Answerer));
        if speaks_here && speaker.represents.is_none() {
            speaker.represents = self.cast.host();
        }
        let unspaced = !label.name.is_ascii() && turn_words().suffixed(&label.name).is_some();
        if unspaced && speaker.name == label.name && !apart.person.is_empty() {
            speaker.name.clone_from(&apart.person);
        }
        let first = label.name.split(' ').next().unwrap_or_default();
        if let Some(note) = label
            .note
            .as_deref()
            .or_else(|| turn_words().abbreviation(&plain_quote(first)))
        {
            self.stand_for(note, label, apart, &mut speaker);
        }
        speaker
    }

    /// The only speaker of the metadata, known without an office, whom a title alone means where no label names him.
    fn sole(&self, label: &Label, apart: &Named) -> Option<Speaker> {
        let title = apart.title.as_deref().filter(|_| apart.person.is_empty())?;
        let folded = fold(title);
        let mut words = folded.split(' ');
        if !words.any(|word| turn_words().is_sole_title(word)) {
            return None;
        }
        let only = self.cast.only_person()?;
        let is_labelled = self
            .named
            .iter()
            .any(|other| !other.person.is_empty() && self.cast.names_speaker(&other.person));
        let unknown = self.cast.speaker(&label.name).confidence <= UNRESOLVED;
        (unknown && !is_labelled).then(|| only.clone())
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
        titles.max_by_key(String::len)
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
        if fold(&speaker.name) == fold(&label.name) && !apart.person.is_empty() {
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

/// The role of the title behind a name: "Emil Dahl, OSD" keeps order, "ADA NORVIK, HOST" asks.
fn behind_comma(label: &Label, apart: &Named) -> Option<TurnRole> {
    let title = apart
        .title
        .as_deref()
        .filter(|_| label.name.contains(','))?;
    turn_words().role(title)
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
