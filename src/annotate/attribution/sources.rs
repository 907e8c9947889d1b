//! From the words that name a source to the one meant: mentions, names met before, pronouns, offices.

use super::names::{is_full_name, name_in, office, own_words, share_only_a_surname};
use crate::annotate::mentions::person_id;
use crate::briefing::{Actor, Annotated, Mention, Speaker};
use crate::lexicon::{Lexicon, Reporting, WordClass};
use crate::text::{Span, fold};
use std::collections::{HashMap, HashSet};

/// The sources of a briefing met so far.
pub(super) struct Sources<'a> {
    annotated: &'a Annotated,
    lexicon: &'a Lexicon,
    words: &'static Reporting,
    /// Persons by each folded word of their names; `None` for a surname of several.
    by_word: HashMap<String, Option<Actor>>,
    /// Who spoke, the last one last.
    spoke: Vec<Actor>,
    /// Whether a name is a woman's (or a man's), as the words beside it tell.
    women: HashMap<String, bool>,
    /// Words of the offices that a name is known to hold.
    offices: HashMap<String, HashSet<String>>,
}

/// Speakers that "she" is looked for among.
const RECENT: usize = 6;
/// Bytes after a name in which its apposition is read.
const APPOSITION: usize = 120;

impl<'a> Sources<'a> {
    pub(super) fn new(
        annotated: &'a Annotated,
        lexicon: &'a Lexicon,
        words: &'static Reporting,
    ) -> Self {
        let mut sources = Self {
            annotated,
            lexicon,
            words,
            by_word: HashMap::new(),
            spoke: Vec::new(),
            women: HashMap::new(),
            offices: HashMap::new(),
        };
        for speaker in &annotated.briefing.speakers {
            sources.note_offices(&speaker.name, speaker.role.as_deref().unwrap_or_default());
            sources.learn(&of_speaker(speaker));
        }
        sources
    }

    /// Who is meant by the words at `span`.
    pub(super) fn actor(&mut self, span: Span) -> Actor {
        let span = self.owner(span);
        let surface = span.of(&self.annotated.briefing.text);
        let folded = fold(surface);
        let mut actor = self.meant(span, surface, &folded);
        actor.span = Some(span);
        if let Some((is_woman, name)) = self.gender(&folded).zip(actor.name.as_ref()) {
            self.women.entry(fold(name)).or_insert(is_woman);
        }
        if let Some(name) = &actor.name {
            let own = self.last_named(span).of(&self.annotated.briefing.text);
            self.note_offices(name, own);
            let apposed = self.apposed(span).unwrap_or_default();
            self.note_offices(name, apposed);
        }
        self.learn(&actor);
        actor
    }

    /// The words of the last of several: of "Secretary Norvik and Foreign Minister Sund" Norvik's office is not Sund's.
    fn last_named(&self, span: Span) -> Span {
        let persons = self
            .mentions(span)
            .iter()
            .filter(|mention| is_person(mention));
        let before = persons.rev().nth(1);
        let start = before.map_or(span.start, |before| before.span.end.max(span.start));
        Span::new(start.min(span.end), span.end)
    }

    /// Remembers the offices among the words beside a name.
    fn note_offices(&mut self, name: &str, words: &str) {
        let folded = fold(words);
        let roles = folded
            .split_whitespace()
            .filter(|word| self.words.is(WordClass::Role, word));
        let roles: Vec<String> = roles.map(office).collect();
        if !roles.is_empty() {
            self.offices.entry(fold(name)).or_default().extend(roles);
        }
    }

    /// Whether somebody may be "the minister": nothing is known of their office, or it is that.
    fn may_hold(&self, actor: &Actor, role: &str) -> bool {
        let Some(name) = actor.name.as_deref() else {
            return false;
        };
        let told = self.offices.get(&fold(name));
        let known = actor
            .person
            .as_deref()
            .and_then(|person| self.lexicon.entities().entity(person));
        let mut held = known.iter().flat_map(|person| &person.offices);
        let is_nobody_in_particular =
            told.is_none() && known.is_none_or(|person| person.offices.is_empty());
        is_nobody_in_particular
            || told.is_some_and(|told| told.contains(&office(role)))
            || held.any(|held| {
                fold(&held.role)
                    .split_whitespace()
                    .any(|word| office(word) == office(role))
            })
    }

    /// The one who gave "Norvik's response": an utterance does not speak for itself.
    fn owner(&self, span: Span) -> Span {
        let surface = span.of(&self.annotated.briefing.text);
        let parts = surface
            .rsplit_once("’s ")
            .or_else(|| surface.rsplit_once("'s "));
        match parts {
            Some((owner, thing)) if self.words.is(WordClass::Utterance, &fold(thing)) => {
                Span::new(span.start, span.start + owner.len())
            }
            _ => span,
        }
    }

    /// The one who spoke last, of whom later sentences say "he".
    pub(super) fn last(&self) -> Option<&Actor> {
        self.spoke.last()
    }

    /// Remembers who spoke.
    pub(super) fn spoke(&mut self, actor: &Actor) {
        self.spoke.retain(|earlier| earlier.name != actor.name);
        if self.spoke.len() >= RECENT {
            self.spoke.remove(0);
        }
        self.spoke.push(actor.clone());
    }

    /// Those who spoke so far, to be set again after words that somebody else tells of.
    pub(super) fn speakers(&self) -> Vec<Actor> {
        self.spoke.clone()
    }

    /// Sets who spoke so far.
    pub(super) fn set_speakers(&mut self, speakers: Vec<Actor>) {
        self.spoke = speakers;
    }

    /// Whether words such as "she", "spokesman" or "Ms" tell a woman (or a man).
    fn gender(&self, folded: &str) -> Option<bool> {
        let mut words = folded.split_whitespace();
        words.find_map(|word| {
            let word = word.trim_end_matches('.');
            let tells = |class| self.words.is(class, word);
            let is_woman = tells(WordClass::Feminine);
            (is_woman || tells(WordClass::Masculine)).then_some(is_woman)
        })
    }

    /// The last speaker whom a pronoun, or the bare `office`, can mean.
    fn referred(&self, folded: &str, office: Option<&str>) -> Option<&Actor> {
        let wanted = self.gender(folded);
        self.spoke.iter().rev().find(|actor| {
            let name = actor.name.as_deref().unwrap_or_default();
            let known = self.women.get(&fold(name));
            let is_person = || actor.person.is_some() || name.contains(' ');
            wanted.is_none_or(|wanted| known.is_none_or(|known| *known == wanted))
                && office.is_none_or(|office| is_person() && self.may_hold(actor, office))
        })
    }

    fn meant(&self, span: Span, surface: &str, folded: &str) -> Actor {
        let office = self.bare_office(folded);
        let refers_back = self.words.is(WordClass::Pronoun, folded) || office.is_some();
        if let Some(last) = self.referred(folded, office).filter(|_| refers_back) {
            return last.clone();
        }
        let mentions = self.mentions(span);
        let person = mentions.iter().rfind(|mention| is_person(mention));
        let name = name_in(surface, self.words);
        if let Some(apposed) = self.apposed_name(span, surface, name, folded) {
            let own = self.meant(apposed, apposed.of(&self.annotated.briefing.text), "");
            let name = apposed.of(&self.annotated.briefing.text);
            let is_provisional = own.person.is_none() && !mentions.is_empty();
            return Actor {
                person: own
                    .person
                    .clone()
                    .or_else(|| is_provisional.then(|| person_id(name))),
                body: own.body.or_else(|| body_of(mentions)),
                id: own.id.or_else(|| represented(mentions)),
                ..own
            };
        }
        let met = self.met(&fold(name));
        if let Some(person) = person {
            let entity = self.lexicon.entities().entity(&person.entity);
            return Actor {
                name: Some(entity.map_or_else(
                    || {
                        met.as_ref()
                            .and_then(|met| met.name.clone())
                            .unwrap_or_else(|| name.to_owned())
                    },
                    |entity| entity.name.clone(),
                )),
                person: Some(person.entity.clone()),
                body: body_of(mentions).or_else(|| met.and_then(|met| met.body)),
                id: person.represents.clone().or_else(|| represented(mentions)),
                span: None,
            };
        }
        if let Some(met) = met {
            return met;
        }
        let beside = self.apposition(span);
        let speaks_for = self.has_office(folded)
            || mentions
                .iter()
                .any(|mention| mention.span.len() * 2 > span.len());
        let id = represented(mentions).filter(|_| speaks_for);
        // A full name beside a known office is a person, whoever that is.
        let is_provisional = id.is_none() && !beside.is_empty() && is_full_name(name);
        Actor {
            name: Some(name.to_owned()),
            person: is_provisional.then(|| person_id(name)),
            body: body_of(mentions).or_else(|| body_of(beside)),
            id: id.or_else(|| represented(beside)),
            span: None,
        }
    }

    /// The person met before under this name, or under one that it is a part of.
    fn met(&self, name: &str) -> Option<Actor> {
        let words: Vec<&str> = own_words(name).collect();
        let met = self.by_word.get(*words.last()?)?.as_ref()?;
        let full = fold(met.name.as_deref()?);
        let shared = words
            .iter()
            .filter(|word| own_words(&full).any(|own| own == **word));
        // "Rufus Norvik" is nobody whose surname alone is Norvik's.
        (shared.count() >= words.len().min(2)).then(|| met.clone())
    }

    /// The name in "the foreign minister, Ada Norvik, said", of which `surface` is the office.
    fn apposed_name(&self, span: Span, surface: &str, name: &str, folded: &str) -> Option<Span> {
        let text = &self.annotated.briefing.text;
        let behind = text.get(span.end..)?.strip_prefix(", ")?;
        let apposed = behind.get(..behind.find([',', '\n'])?)?;
        let words = apposed.split(' ');
        let is_name = (2..=4).contains(&words.clone().count())
            && words
                .clone()
                .all(|word| word.starts_with(char::is_uppercase));
        let is_office = name == surface && self.has_office(folded)
            || folded
                .split_whitespace()
                .next_back()
                .is_some_and(|last| self.words.is(WordClass::Role, last));
        (is_name && is_office)
            .then(|| Span::of_part(apposed, text))
            .flatten()
    }

    /// The words "a spokeswoman for the Norwegian ministry" between commas right behind a name; `None` where they tell no office.
    fn apposed(&self, span: Span) -> Option<&'a str> {
        let text = &self.annotated.briefing.text;
        let behind = text.get(span.end..)?.strip_prefix(", ")?;
        let ends = |(at, character): (usize, char)| {
            (at > APPOSITION || matches!(character, ',' | '.' | '\n')).then_some(at)
        };
        let apposed = behind.get(..behind.char_indices().find_map(ends)?)?;
        let folded = fold(apposed);
        let first = folded.split_whitespace().next()?;
        let opens = [WordClass::Determiner, WordClass::Role];
        let is_apposed =
            first.ends_with("'s") || opens.iter().any(|class| self.words.is(*class, first));
        (is_apposed && self.has_office(&folded)).then_some(apposed)
    }

    /// The names in such words.
    fn apposition(&self, span: Span) -> &'a [Mention] {
        let apposed = self.apposed(span);
        let place =
            apposed.and_then(|apposed| Span::of_part(apposed, &self.annotated.briefing.text));
        place.map_or(&[], |place| self.mentions(place))
    }

    /// The office in "the spokeswoman", which stands for somebody met before; a ministry or statement stands for nobody.
    fn bare_office<'f>(&self, folded: &'f str) -> Option<&'f str> {
        let office = folded.strip_prefix("the ")?;
        let is_office =
            self.words.is(WordClass::Role, office) && !self.words.is(WordClass::Body, office);
        is_office.then_some(office)
    }

    fn has_office(&self, folded: &str) -> bool {
        if self.words.spaced {
            folded
                .split_whitespace()
                .any(|word| self.words.is(WordClass::Role, word))
        } else {
            self.words
                .all(WordClass::Role)
                .any(|role| folded.contains(role))
        }
    }

    /// The mentions inside `span`.
    pub(super) fn mentions(&self, span: Span) -> &'a [Mention] {
        let all = &self.annotated.mentions;
        let from = all.partition_point(|mention| mention.span.end <= span.start);
        let inside = all[from..].partition_point(|mention| mention.span.start < span.end);
        &all[from..from + inside]
    }

    /// Keeps the words of a person's name, so that the surname alone is known later; the first with a name keeps it.
    fn learn(&mut self, actor: &Actor) {
        let Some(name) = actor.name.as_deref() else {
            return;
        };
        let is_name = name.split_whitespace().count() > 1
            && name
                .split_whitespace()
                .all(|word| word.starts_with(|first: char| first.is_uppercase()));
        if !is_name && actor.person.is_none() {
            return;
        }
        let mut known = actor.clone();
        known.span = None;
        let name = fold(name);
        let words: Vec<&str> = own_words(&name).collect();
        for (position, word) in words.iter().enumerate() {
            let is_edge = position == 0 || position + 1 == words.len();
            let met = self.by_word.entry((*word).to_owned());
            let met = met.or_insert_with(|| Some(known.clone()));
            let other = met.as_ref().and_then(|met| met.name.as_deref()).map(fold);
            if is_edge && other.is_some_and(|other| share_only_a_surname(&name, &other)) {
                *met = None;
            }
        }
    }
}

/// A speaker of a passage as a source.
pub(in crate::annotate) fn of_speaker(speaker: &Speaker) -> Actor {
    Actor {
        name: Some(speaker.name.clone()),
        person: speaker.entity.clone(),
        body: speaker.body.clone(),
        id: speaker.represents.clone(),
        span: None,
    }
}

/// Person ids are slugs in small letters, all others are capitals.
fn is_person(mention: &Mention) -> bool {
    mention.entity.chars().any(char::is_lowercase)
}

fn body_of(mentions: &[Mention]) -> Option<String> {
    mentions
        .iter()
        .find(|mention| mention.entity.contains('.') && !is_person(mention))
        .map(|mention| mention.entity.clone())
}

fn represented(mentions: &[Mention]) -> Option<String> {
    mentions
        .iter()
        .rev()
        .find_map(|mention| mention.represents.clone())
}
