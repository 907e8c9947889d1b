//! Whose words a place in a passage is, and who "he" or "the two sides" are there.

mod joint;
mod parties;

use crate::briefing::{Actor, Annotated, Attribution, AttributionKind, Form, Passage, PassageKind};
use crate::lexicon::{EntityKind, Lexicon};
use crate::text::Span;

/// Who was spoken of last in a passage.
#[derive(Default)]
pub(super) struct Last {
    subject: Option<Actor>,
    person: Option<Actor>,
    signers: Vec<Actor>,
    blamed: Option<Actor>,
}

/// A passage while its sentences are read, in order.
pub(super) struct Scene<'a> {
    pub(super) annotated: &'a Annotated,
    passage: &'a Passage,
    attributions: Vec<&'a Attribution>,
    own: Option<Actor>,
    /// Words introduced by a reporting verb of this passage, and whose they are: for text that no attribution covers.
    reported: Vec<(Span, Actor)>,
    /// The last party that was a subject.
    subject: Option<Actor>,
    /// The last person who was a subject: who "he" is.
    person: Option<Actor>,
    /// Whom the sentence before is about: the subject of its first verb, another than who utters it.
    topic: Option<Actor>,
    /// The last two parties that did something together.
    pair: Option<(Actor, Actor)>,
    /// Whose joint words these are too, besides whoever utters them.
    signers: Vec<Actor>,
    /// Whom the voice blamed last: who "they" are in its next blame.
    blamed: Option<Actor>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        annotated: &'a Annotated,
        passage: &'a Passage,
        attributions: &[&'a Attribution],
        titled: &[Actor],
        last: Last,
    ) -> Self {
        let own = own_voice(annotated, passage);
        // "The two sides" of a read-out are its author and whom the title names.
        let other = own
            .as_ref()
            .and_then(|own| titled.iter().find(|actor| actor.id != own.id));
        let pair = match (&own, other, titled) {
            (Some(own), Some(other), _) => Some((own.clone(), other.clone())),
            (None, _, [one, other, ..]) => Some((one.clone(), other.clone())),
            _ => None,
        };
        let signers = match &own {
            Some(own) if last.signers.is_empty() => joint::publisher(annotated, passage, own),
            Some(_) => last.signers,
            None => Vec::new(),
        };
        let pair = pair.filter(|_| signers.is_empty()); // who sign together are no two sides
        Self {
            annotated,
            passage,
            attributions: attributions.to_vec(),
            own,
            signers,
            blamed: last
                .blamed
                .filter(|_| passage.kind != PassageKind::Question),
            reported: Vec::new(),
            subject: last.subject.filter(|_| narrated(passage)),
            person: last.person.filter(|_| narrated(passage)),
            pair,
            topic: None,
        }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.annotated.briefing.text
    }

    /// The innermost source of the words at `position`.
    pub(super) fn voice(&self, position: usize) -> Option<Actor> {
        let innermost = self.innermost(position);
        if let Some(attribution) = innermost {
            match attribution.kind {
                AttributionKind::Question => return None,
                AttributionKind::Narration => {}
                AttributionKind::Direct | AttributionKind::Mixed => {
                    if let Some(source) = attribution.sources.last() {
                        return Some(source.clone());
                    }
                }
                // Words that are not quoted are also those of whoever tells them, where nobody knows who said them.
                AttributionKind::Indirect => {
                    let sources = &attribution.sources;
                    let known = sources.iter().rev().find(|source| source.id.is_some());
                    if let Some(source) = known.or(sources.last()) {
                        return Some(source.clone());
                    }
                }
            }
        }
        let mut reported = self.reported.iter().rev();
        let reported = reported.find(|(span, _)| span.contains(position));
        reported
            .map(|(_, actor)| actor.clone())
            .or_else(|| self.own.clone())
    }

    /// Who tells whose words those at `position` are: the source around the innermost, else the passage's own voice.
    pub(super) fn teller(&self, position: usize) -> Option<Actor> {
        let around = self.innermost(position).and_then(|attribution| {
            let (_, around) = attribution.sources.split_last()?;
            around.iter().rev().find(|source| source.id.is_some())
        });
        around.cloned().or_else(|| self.own.clone())
    }

    /// Whom "it" and "they" mean where nobody was spoken of: whoever is told of, but never one who speaks for himself, who says "we".
    fn told_of_himself(&self, position: usize) -> Option<Actor> {
        self.voice(position).filter(|_| self.is_told(position))
    }

    /// Whether the words at `position` tell what another said, rather than being said by himself.
    pub(super) fn is_told(&self, position: usize) -> bool {
        let innermost = self.innermost(position);
        // a ministry's text on its minister
        let is_readout = self.annotated.briefing.form == Form::Readout;
        let is_prepared = self.passage.kind == PassageKind::Statement;
        narrated(self.passage)
            || is_prepared && is_readout
            || innermost.is_some_and(|attribution| attribution.kind == AttributionKind::Indirect)
    }

    /// Whether the words at `position` are told by one party of another: NATO's charge, as China's spokesman tells it.
    pub(super) fn is_relayed(&self, position: usize) -> bool {
        let sources = self
            .innermost(position)
            .map(|attribution| attribution.sources.as_slice());
        matches!(sources, Some([.., outer, inner]) if outer.id.is_some() && outer.id != inner.id)
    }

    /// Whether `actor` is who utters the words at `position` himself in an answer.
    pub(super) fn answers(&self, actor: &Actor, position: usize) -> bool {
        self.passage.kind == PassageKind::Answer && self.utters(actor, position)
    }

    /// Whether the words at `position` are `actor`'s own: he says them himself, or it is his text that tells them.
    pub(super) fn utters(&self, actor: &Actor, position: usize) -> bool {
        let voice = self.voice(position).and_then(|voice| voice.id);
        let own = self.own.as_ref().and_then(|own| own.id.as_ref());
        let says = voice.is_some() && voice == actor.id && !self.is_told(position);
        says || own.is_some() && own == actor.id.as_ref()
    }

    fn innermost(&self, position: usize) -> Option<&'a Attribution> {
        let covering = self
            .attributions
            .iter()
            .filter(|attribution| attribution.holds(position));
        covering
            .copied()
            .min_by_key(|attribution| attribution.span.len())
    }

    /// Who was spoken of last, for the next passage: the one who was quoted, else the last subject.
    pub(super) fn last(self) -> Last {
        let quoted = self
            .passage
            .speaker
            .as_ref()
            .filter(|_| self.passage.kind == PassageKind::Quote);
        match quoted {
            Some(speaker) => {
                let speaker = Some(Actor {
                    name: Some(speaker.name.clone()),
                    person: speaker.entity.clone(),
                    body: speaker.body.clone(),
                    id: speaker.represents.clone(),
                    span: None,
                });
                Last {
                    subject: speaker.clone(),
                    person: speaker,
                    signers: self.signers,
                    blamed: self.blamed,
                }
            }
            None if narrated(self.passage) => Last {
                subject: self.subject,
                person: self.person,
                signers: self.signers,
                blamed: self.blamed,
            },
            None => Last {
                signers: self.signers,
                blamed: self.blamed,
                ..Last::default()
            },
        }
    }

    /// Notes whom the voice blames.
    pub(super) fn blame(&mut self, target: &Actor) {
        if target.id.is_some() {
            self.blamed = Some(target.clone());
        }
    }

    /// Whom a pronoun in words of blame means: whoever was blamed last, if anybody was.
    pub(super) fn blamed(&self) -> Option<Actor> {
        self.blamed.clone()
    }

    /// Notes the person whom "he" in what follows is.
    pub(super) fn introduce(&mut self, person: &Actor) {
        self.person = Some(person.clone());
    }

    /// Notes whom a sentence is about, for the next one.
    pub(super) fn tell_of(&mut self, topic: Option<Actor>) {
        let own = self.own.as_ref().and_then(|own| own.id.as_ref());
        self.topic = topic.filter(|topic| topic.id.is_some() && topic.id.as_ref() != own);
    }

    /// Notes that the words of `span` are `actor`'s.
    pub(super) fn report(&mut self, span: Span, actor: Actor) {
        self.reported.push((span, actor));
    }

    /// Notes who is spoken of.
    pub(super) fn remember(&mut self, subject: &Actor, other: Option<&Actor>) {
        self.subject = Some(subject.clone());
        if let Some(other) = other {
            self.pair = Some((subject.clone(), other.clone()));
        }
    }

    /// Where the passage ends.
    pub(super) fn end(&self) -> usize {
        self.passage.span.end
    }
}

/// The countries and organisations that a title names, each once.
pub(super) fn named_in(title: &str, lexicon: &Lexicon) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::new();
    for found in lexicon.entities().find(title) {
        let Some(entity) = found.entities.first() else {
            continue;
        };
        let office = entity
            .offices
            .first()
            .map(|office| office.represents.clone());
        let id = match entity.kind {
            EntityKind::Person => office,
            _ => entity.parent.clone().or_else(|| Some(entity.id.clone())),
        };
        if id.is_some() && actors.iter().all(|actor| actor.id != id) {
            actors.push(Actor {
                name: Some(entity.name.clone()),
                id,
                ..Actor::default()
            });
        }
    }
    actors
}

fn narrated(passage: &Passage) -> bool {
    matches!(passage.kind, PassageKind::Narration | PassageKind::Quote)
}

/// Who utters the passage as a whole: its speaker, else the ministry whose text it is.
fn own_voice(annotated: &Annotated, passage: &Passage) -> Option<Actor> {
    let briefing = &annotated.briefing;
    match passage.kind {
        PassageKind::Question | PassageKind::Quote => return None,
        PassageKind::Narration
            if briefing.outlet.is_some()
                || matches!(briefing.form, Form::Article | Form::Other) =>
        {
            return None;
        }
        _ => {}
    }
    let speaker = passage.speaker.as_ref();
    let represents = speaker.and_then(|speaker| speaker.represents.clone());
    let ministry = matches!(
        passage.kind,
        PassageKind::Statement | PassageKind::Narration | PassageKind::Other
    );
    let id = represents.or_else(|| ministry.then(|| briefing.represents.clone()).flatten());
    let named = speaker.map(|speaker| Actor {
        name: Some(speaker.name.clone()),
        person: speaker.entity.clone(),
        body: speaker.body.clone(),
        ..Actor::default()
    });
    id.map(|id| Actor {
        id: Some(id),
        ..named.unwrap_or_else(|| Actor {
            name: briefing.ministry.clone(),
            ..Actor::default()
        })
    })
}
