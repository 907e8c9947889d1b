//! From the words that name a source to the one meant: mentions, names met before, pronouns, offices.

use crate::briefing::{Actor, Annotated, Mention, Speaker};
use crate::lexicon::{Lexicon, Reporting, WordClass, turn_words};
use crate::text::{Span, fold};
use std::collections::HashMap;

/// The sources of a briefing met so far.
pub(super) struct Sources<'a> {
    annotated: &'a Annotated,
    lexicon: &'a Lexicon,
    words: &'static Reporting,
    /// Persons by each folded word of their names.
    by_word: HashMap<String, Actor>,
    /// Who spoke last.
    last: Option<Actor>,
}

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
            last: None,
        };
        for speaker in &annotated.briefing.speakers {
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
        self.learn(&actor);
        actor
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
        self.last.as_ref()
    }

    /// Remembers who spoke.
    pub(super) fn spoke(&mut self, actor: &Actor) {
        self.last = Some(actor.clone());
    }

    fn meant(&self, span: Span, surface: &str, folded: &str) -> Actor {
        let refers_back = self.words.is(WordClass::Pronoun, folded) || self.is_known_office(folded);
        if let Some(last) = self.last.as_ref().filter(|_| refers_back) {
            return last.clone();
        }
        let mentions = self.mentions(span);
        let person = mentions.iter().rfind(|mention| is_person(mention));
        let name = name_in(surface, self.words);
        let met = fold(name)
            .split_whitespace()
            .next_back()
            .and_then(|word| self.by_word.get(word))
            .cloned();
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
        let speaks_for = self.has_office(folded)
            || mentions
                .iter()
                .any(|mention| mention.span.len() * 2 > span.len());
        Actor {
            name: Some(name.to_owned()),
            person: None,
            body: body_of(mentions),
            id: represented(mentions).filter(|_| speaks_for),
            span: None,
        }
    }

    /// "the spokeswoman": an office without a name, of which one holder is known here.
    fn is_known_office(&self, folded: &str) -> bool {
        let mut words = folded.split_whitespace();
        let (first, second) = (words.next(), words.next());
        let definite = first == Some("the") && words.next().is_none();
        definite
            && second.is_some_and(|office| self.words.is(WordClass::Role, office))
            && self.last.as_ref().is_some_and(|last| {
                last.person.is_some() || last.name.as_ref().is_some_and(|name| name.contains(' '))
            })
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
        for word in fold(name).split_whitespace() {
            let word = word.trim_matches('.');
            if word.chars().count() > 1
                && !turn_words().is_title(word)
                && !turn_words().is_honorific(word)
            {
                self.by_word
                    .entry(word.to_owned())
                    .or_insert_with(|| known.clone());
            }
        }
    }
}

/// A speaker of a passage as a source.
pub(super) fn of_speaker(speaker: &Speaker) -> Actor {
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

/// The name at the end of a source with its office ("the ministry's spokeswoman Ada Norvik"), or all of it.
fn name_in<'t>(surface: &'t str, words: &Reporting) -> &'t str {
    let mut start = surface.len();
    for word in surface.split_whitespace().rev() {
        let folded = fold(word);
        let office = turn_words().is_title(&folded)
            || turn_words().is_honorific(&folded)
            || words.is(WordClass::Role, &folded);
        let capital = word.starts_with(|first: char| first.is_uppercase());
        if office || !capital || word.ends_with("’s") || word.ends_with("'s") {
            break;
        }
        start = Span::of_part(word, surface).map_or(start, |span| span.start);
    }
    let name = surface.get(start..).unwrap_or_default();
    if name.is_empty() { surface } else { name }
}
